"""Runs of capitalised words: where in a text names may stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from digest.enrich.names import Lexicon, Sentence, Token, lexicon
from digest.enrich.register import Register
from digest.models import WordCases

_LONGEST_RUN = 14
_PLURAL_OWNERS = frozenset(
    """
    women men children workers people farmers teachers veterans players users writers girls boys
    """.split()
)
OPEN_HEADS = frozenset(
    """
    ministry department bank university union association federation council church house institute academy board
    bureau office society college school centre center committee commission organisation organization league party
    movement court chamber agency confederation conference friends museum alliance ministers secretariat
    directorate authority foundation institution corporation company coalition hospital campaign command army
    republic rights administration fund international college trust service forum congress journal chambers
    """.split()
)
THEMED_HEADS = frozenset(
    """
    institute committee subcommittee commission council center centre conference panel coalition force group forum
    foundation
    """.split()
)
"""Bodies that are "on" something: "Institute on Water Safety"."""
JOINTS = ("of", "for", "on")
"""What stands between a body and what it is for, within its name."""
_PARTY_AND_STATE = re.compile(r"(?:D|R|I|DFL)-[A-Z]")
"""Where a member of a parliament is from: "(D-Ohio)"."""
_CROWNED = frozenset("king queen emperor empress pope tsar tsarina czar kaiser sultan shah prince khedive".split())
_NAMES_TOO = frozenset(("Will", "May"))
_POSSESSED = frozenset("senate congress parliament cabinet government office team party press".split())
_BUTTONS = frozenset("post share tweet send email pin save".split())
_BUTTONS_APART = 20
_BUTTON_PREPOSITIONS = frozenset("to on via with".split())
_FORMS_OF_ADDRESS = frozenset("mr mrs ms miss dr sir president senator".split())
CLOSING_SHORTS = frozenset("inc corp co ltd bros jr sr cos llc plc".split())
_QUOTES = {'"': '"', "“": "”", "‘": "’", "'": "'", "(": ")", "«": "»", "„": "“”"}
_OPENING_SHORTS = frozenset("st mt ft dr mr mrs ms".split())
_COMMON_ENDINGS = tuple(
    "ing tion tions ment ments ness able ible ously ally edly fully less ative ised ized ated sion ances ences".split()
)

NOBLE = frozenset("duke duchess prince princess earl countess archbishop marquess".split())
"""Titles that with "of …" make a name: "Duchess of Someplace"."""


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate: the half-open token range of a name, its key, and what stood right before it in the same run."""

    first: int
    last: int
    key: str
    registered: str | None = None
    """The id of a registered actor, if the words are one of its names."""
    sort: str = "name"
    """name, state adjective ("demonym"), capital, place, or thing (of the register)."""
    titled: bool = False
    role_from: int | None = None
    """The token at which a title before it begins."""
    adjective: str | None = None
    """The nationality before it, which tells one foreign ministry from another, but is no part of the span."""


class RunReader:
    """Reads the runs of one text. Holds the text's tokens and what is known of its words."""

    def __init__(
        self,
        tokens: list[Token],
        sentences: list[Sentence],
        *,
        register: Register,
        words: WordCases,
        lang: str | None,
        lower: frozenset[str] = frozenset(),
    ) -> None:
        self.tokens = tokens
        self.sentences = sentences
        self.register = register
        self.lang = (lang or "").replace("_", "-").partition("-")[0].lower()
        self.words = words
        self.lexicon: Lexicon = lexicon()
        self.local = register.names_in(lang)
        self.local_heads = frozenset(key.split(" ")[0] for key in self.local)
        self.lower_here = lower | frozenset(t.lower for t in tokens if t.shape == "lower")
        self.capital_here = frozenset(
            t.lower
            for s in sentences
            if s.case == "plain"
            for t in tokens[s.first : s.last]
            if t.shape in ("cap", "camel") and not t.first
        )

    @cached_property
    def _lower_pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.lower, two.lower) for one, two in pairwise(self.tokens) if two.shape == "lower")

    def is_phrase(self, words: list[Token]) -> bool:
        """Whether the text has these words in lower case too: "Limited Partnership" beside "a limited partnership"."""
        lowers = [word.lower for word in words]
        return all(word in self.lower_here for word in lowers) and all(
            pair in self._lower_pairs for pair in pairwise(lowers)
        )

    def is_common(self, word: str) -> bool:
        """Whether a word (lower case) is an ordinary one, which has a capital only because of its place."""
        small, large = self.words.lower.get(word, 0), self.words.capital.get(word, 0)
        if word in self.lexicon.small:
            return True
        if word in self.lexicon.common or (
            word.endswith("s") and word[:-1] in self.lexicon.common and word not in self.capital_here
        ):
            return large <= 20 * (small + 1)
        if word in self.lower_here:
            return large <= 2 * small + 1
        return small > 0 and large <= 2 * small

    def looks_common(self, word: str) -> bool:
        """`is_common`, or by its ending an ordinary English word that was never seen as a name."""
        if self.is_common(word):
            return True
        if word in self.capital_here or self.words.capital.get(word, 0):
            return False
        return len(word) > 5 and word.endswith(_COMMON_ENDINGS)

    def starts(self, at: int, sentence: Sentence) -> bool:
        """Whether the word at `at` can begin a name, or go on with one."""
        token = self.tokens[at]
        if _PARTY_AND_STATE.match(token.text):
            return False
        if at and self.tokens[at - 1].end == token.start and self._is_tagged(at):
            return False
        if token.shape in ("upper", "initial") and self._is_label(at, sentence):
            return False
        if token.lower in _BUTTONS and self._is_button(at, sentence):
            return False
        if token.named:
            # A small word with a capital in mid-sentence is a headline's; a sentence's first is left to `_is_filler`.
            small = token.lower in self.lexicon.small and token.text not in _NAMES_TOO
            if small and (sentence.case != "plain" or (token.shape == "cap" and not token.first)):
                return self.match(at, sentence.last) is not None
            return token.text != "I"
        return (
            token.shape in ("number", "lower")
            and token.text in self.register.longest
            and self.match(at, sentence.last) is not None
        )

    def _is_tagged(self, at: int) -> bool:
        """Whether the word at `at` belongs to a hashtag, an account's name or an address on the web."""
        mark = self.tokens[at - 1].text
        return mark in "@#" or (mark == "/" and at > 1 and "." in self.tokens[at - 2].text)

    def _is_button(self, at: int, sentence: Sentence) -> bool:
        """Whether a word is a button's, one of several in a row: "Post to Someone Post to Another"."""
        tokens = self.tokens[max(sentence.first, at - _BUTTONS_APART) : min(sentence.last, at + _BUTTONS_APART)]
        pairs = [(one.lower, two.lower) for one, two in pairwise(tokens)]
        beside = self.tokens[at + 1].lower if at + 1 < sentence.last else ""
        return beside in _BUTTON_PREPOSITIONS and pairs.count((self.tokens[at].lower, beside)) > 1

    def _is_label(self, at: int, sentence: Sentence) -> bool:
        """Whether a word in capitals is an ordinary one among others in capitals, as in tables and headlines."""
        token = self.tokens[at]
        beside = [self.tokens[n] for n in (at - 1, at + 1) if sentence.first <= n < sentence.last]
        if not any(t.shape == "upper" or (t.shape == "initial" and "." not in t.text) for t in beside):
            return False
        if token.shape == "initial":
            return "." not in token.text
        lex = self.lexicon
        if token.text in ("FM", "AM", "TV") and at > sentence.first and self._joined(at - 1, at):
            return False  # a station: "KXYZ FM"
        ordinary = token.lower in lex.small or token.lower in lex.common or token.lower in lex.upper
        return ordinary and self.match(at, sentence.last) is None

    def _joined(self, left: int, right: int) -> bool:
        gap = self.tokens[right].start - self.tokens[left].end
        return gap <= 1

    def _run_end(self, at: int, sentence: Sentence) -> int:
        """The end of the run of name words that starts at `at`, or `at` itself where none starts."""
        if not self.starts(at, sentence):
            return at
        end, limit = at + 1, min(sentence.last, at + _LONGEST_RUN)
        match = self.match(at, sentence.last)
        if match:
            end = max(end, match[0])
        while end < limit:
            if not self._joined(end - 1, end):
                break
            if self.starts(end, sentence):
                match = self.match(end, sentence.last)
                end = max(end + 1, match[0] if match else 0)
                continue
            follow = self._connected(at, end, sentence)
            if not follow or follow > limit:
                break
            end = follow
        return end

    def _is_regnal(self, at: int, sentence: Sentence) -> bool:
        """Whether the "I" at `at` numbers a monarch or pope: "King Someone I", not "The king and I"."""
        before = [t.lower for t in self.tokens[max(sentence.first, at - 2) : at]]
        return len(before) == 2 and before[0] in _CROWNED and self.tokens[at - 1].shape == "cap"

    def _title_across(self, at: int, sentence: Sentence) -> int:
        """The end of the office around the "of" at `at` ("Secretary of State"); 0 if there is none."""
        head = self.tokens[at - 1].lower
        for end in (at + 2, at + 3):
            if (
                end <= sentence.last
                and " ".join((head, *(t.lower for t in self.tokens[at:end]))) in self.lexicon.titles
            ):
                return end
        return 0

    def _connected(self, at: int, end: int, sentence: Sentence) -> int:
        """Where a run goes on behind the connector at `end` ("of", "von der", "&"); 0 if it does not."""
        token, lex = self.tokens[end], self.lexicon
        if token.text == "I" and end - at >= 1 and self._is_regnal(end, sentence):
            return end + 1
        if token.text in _QUOTES and (nickname := self._nickname_end(at, end, sentence)):
            return nickname
        if token.text == "." and token.start == self.tokens[end - 1].end:
            short = self.tokens[end - 1].lower
            if short in CLOSING_SHORTS and end + 1 < sentence.last:
                return end + 1
            named = end + 1 < sentence.last and self.tokens[end + 1].named
            return end + 1 if named and (short in _OPENING_SHORTS or short in lex.titles) else 0
        if end + 1 >= sentence.last:
            return 0
        if token.lower in ("of", "in") and (across := self._title_across(end, sentence)):
            return across
        if token.lower in lex.particles and token.shape in ("lower", "cap") and token.lower not in ("e", "y"):
            ahead = end + 1
            while ahead < sentence.last and self.tokens[ahead].lower in lex.particles and ahead < end + 3:
                ahead += 1
            if ahead < sentence.last and self.tokens[ahead].named and self._joined(ahead - 1, ahead):
                return ahead + 1
        if sentence.case != "plain":
            heads = {t.lower for t in self.tokens[max(at, end - 2) : end]}
            return end + 2 if token.lower == "of" and heads & OPEN_HEADS and self.tokens[end + 1].shape == "cap" else 0
        heads = {t.lower for t in self.tokens[max(at, end - 2) : end]}
        if token.text == "&" and self.tokens[end + 1].named:
            return end + 2
        if token.lower == "of" and self.tokens[end - 1].lower in NOBLE and self.tokens[end + 1].named:
            return end + 2
        if token.lower == "on" and self.tokens[end - 1].lower in THEMED_HEADS:
            return self._theme_end(at, end, sentence)
        if token.lower in ("of", "for") and heads & OPEN_HEADS and self.tokens[end - 1].lower not in lex.titles:
            ahead = end + 1
            if self.tokens[ahead].lower == "the" and ahead + 1 < sentence.last:
                ahead += 1
            beyond = self.tokens[ahead]
            if beyond.named and beyond.lower not in lex.calendar and beyond.lower not in _FORMS_OF_ADDRESS:
                return ahead + 1
        if token.lower == "and" and self.tokens[end + 1].named:
            return self._joined_by_and(at, end, sentence)
        if token.text in ("'s", "’s", "'", "’") and self.tokens[end + 1].named:
            return self._owned(end, sentence)
        return 0

    def _theme_end(self, at: int, end: int, sentence: Sentence) -> int:
        """The end of the first word of what a body is on: "National Institute on Drug Abuse"; 0 for "the Council on
        Monday", "the Commission on Someplace"."""
        theme = self.tokens[end + 1]
        behind = self.tokens[end + 2] if end + 2 < sentence.last else theme
        lone = end - at == 1 and (behind is theme or not (behind.shape == "cap" or behind.lower == "and"))
        if lone or theme.shape != "cap" or theme.lower in self.lexicon.calendar or theme.text in self.lexicon.given:
            return 0
        known = self.match(end + 1, sentence.last)
        return end + 2 if known is None or known[1] == "demonym" else 0

    def _nickname_end(self, at: int, end: int, sentence: Sentence) -> int:
        """The end of the surname behind a nickname: 'Edwin "Buzz" Aldrin', "James (Jim) Roe"; 0 if there is none."""
        if self.tokens[end - 1].text not in self.lexicon.given and self.tokens[at].text not in self.lexicon.given:
            return 0
        for close in range(end + 2, min(end + 5, sentence.last - 1)):
            if self.tokens[close].text in _QUOTES.get(self.tokens[end].text, ""):
                inside = all(t.named for t in self.tokens[end + 1 : close])
                if self.tokens[end].text == "(" and self.tokens[end + 1].text not in self.lexicon.given:
                    return 0  # "Jane Roe (Italy) Ann Doe"
                after = self.tokens[close + 1]
                return (
                    close + 2
                    if inside and after.shape in ("cap", "camel") and after.start - self.tokens[close].end <= 1
                    else 0
                )
        return 0

    def _owned(self, end: int, sentence: Sentence) -> int:
        """ "Women's Institute", "Traders' Association", "Macy's Inc.": the possessive at `end` is within a name."""
        owner, mark = self.tokens[end - 1].lower, self.tokens[end].text
        ahead = end + 1
        while ahead < sentence.last and self.tokens[ahead].named and ahead < end + 5:
            word = self.tokens[ahead].lower
            if word in self.lexicon.companies or (
                len(mark) == 1 and owner.endswith("s") and word in self.lexicon.organisations and word not in _POSSESSED
            ):
                return ahead + 1
            ahead += 1
        return end + 2 if owner in _PLURAL_OWNERS and len(mark) == 2 else 0

    def _joined_by_and(self, at: int, end: int, sentence: Sentence) -> int:
        """ "Food and Drug Administration", "Ministry of Trade and Industry": both sides are ordinary words."""
        left, right = self.tokens[end - 1], self.tokens[end + 1]
        inside = any(t.lower in JOINTS for t in self.tokens[at:end])
        if inside and all(self.register.names.get(t.text) in self.register.states for t in (left, right)):
            return end + 2  # "Police Federation of England and Wales"
        if not (self._wordy(left.lower) and self._wordy(right.lower)) or left.text in self.register.single:
            return 0
        if inside:
            return end + 2
        ahead = end + 1
        while ahead < sentence.last and self.tokens[ahead].named and ahead < end + 4:
            if self.tokens[ahead].lower in self.lexicon.organisations and ahead > end + 1:
                return ahead + 1
            ahead += 1
        return 0

    def _wordy(self, word: str) -> bool:
        return (
            word in self.lexicon.common
            or word in self.lower_here
            or word in self.lexicon.organisations
            or bool(self.words.lower.get(word, 0))
            or word.endswith(("tion", "ment", "ture", "ing", "ics", "ies", "ence", "ity", "ology"))
        )

    def key(self, first: int, last: int) -> str:
        """The look-up key of the tokens from `first` to `last`."""
        return " ".join(t.text for t in self.tokens[first:last]).replace("’", "'")

    def match(self, at: int, limit: int) -> tuple[int, str, str | None] | None:
        """The longest registered name at `at`: (end, sort, actor id or None)."""
        token = self.tokens[at]
        head = token.text.replace("’", "'")
        reach = max(self.register.longest.get(head, 0), 6 if head in self.local_heads else 0)
        upper = self.sentences[token.sentence].case == "upper" and token.shape == "upper"
        if token.shape == "upper":
            reach = max(reach, self.register.longest.get(_capitalised(head), 0))
        for end in range(min(limit, at + reach), at, -1):
            key = self.key(at, end)
            found = self._look_up(key)
            if not found and token.shape == "upper" and (upper or len(key) > 4):
                found = self._look_up(_capitalised(key))
            if found:
                return end, *found
        return None

    def _look_up(self, key: str) -> tuple[str, str | None] | None:
        register = self.register
        if key in register.names:
            return "name", register.names[key]
        if key in self.local:
            return "name", self.local[key]
        if key in register.demonyms:
            return "demonym", register.demonyms[key]
        if key in register.capitals:
            return "capital", register.capitals[key]
        if key in register.places:
            return "place", None
        if key in register.things:
            return "thing", None
        if key.endswith("ns") and key[:-2] in register.places:
            return "place", None  # who lives there: "South Dakotans"
        return None


def _capitalised(key: str) -> str:
    return " ".join(word if word in ("of", "the", "and") else word[:1] + word[1:].lower() for word in key.split(" "))
