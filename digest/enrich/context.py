"""What the words around a registered name say: whether it counts there, whether it means a state, in which role."""

from __future__ import annotations

from digest.enrich.names import Token, lexicon, names_person
from digest.enrich.runs import Span
from digest.enrich.spans import Reader

# Nouns that make a nationality mean the state: "British troops", "the French president".
_STATE_NOUNS = frozenset(
    """
    government governments president premier chancellor regime authorities officials official army military troops
    forces force soldiers navy ministry minister ministers parliament embassy ambassador diplomats diplomat police
    state embassy leadership leaders leader missiles missile warships warplanes jets airstrikes strikes invasion
    offensive aggression attack attacks occupation sanctions intelligence spokesman spokeswoman cabinet
    administration delegation envoy negotiators economy defence defense foreign interior finance prime deputy vice
    secretary lawmakers court courts central senate king queen prince coalition counterpart counterparts side
    policy
    """.split()
)
_STATE_ADJECTIVES = frozenset(
    """
    armed military foreign defence defense interior finance prime deputy vice air special security federal naval
    ground senior top
    """.split()
)
# What a capital city has when it stands for its state.
_POLICY_NOUNS = frozenset(
    """
    government regime administration leadership authorities position stance shift policy decision demand demands
    demands refusal response reaction allies ally interests influence ambitions forces troops military offer
    proposal approval consent support concerns foreign intentions claim claims invasion war efforts move
    accusation accusations commitment relations ties relationship sanctions strategy message warning silence
    diplomacy diplomats envoy ambassador opposition rejection insistence
    """.split()
)
_STATE_VERBS = frozenset(
    """
    says denies denied accuses accused accusing insists insisted warned warns rejected rejects wants wanted
    refuses refused agreed agrees claims claimed hopes hoped demanded demands seeks sought vowed vows retaliated
    responded condemned condemns announced imposed recognises recognised recognizes recognized supports supported
    opposes opposed expects blames blamed sees views regards considers fears threatened threatens signalled
    signaled summoned expelled backed backs
    """.split()
)
_DEALINGS = frozenset(
    """
    message messages signal pressure aid ties relations talks pact deal treaty alliance sanctions tensions support
    """.split()
)
_ADDRESSING = frozenset(
    "warned warns urged urges accused accuses told blamed blames criticised condemned pressed".split()
)
_US_WORDS = frozenset("u.s. us usa american americans america".split())
_ENGLISH = frozenset("the of and to that for with said from by are have were be this which".split())
_AS_ENGLISH = frozenset(("en", "eng", "sco", "pcm"))
"""Languages that write names as English does; language finders take terse English for them."""
_AGENCIES = frozenset(
    """
    associated-press reuters agence-france-presse press-association upi dpa ansa kyodo yonhap xinhua tass interfax
    """.split()
)
_LEAST_ENGLISH = 0.1
_ENOUGH_WORDS = 60
_SURELY_NOT = 0.03
_BEYOND_LATIN = "\u0370"
_CLOSERS = frozenset((",", ".", ";", ")", "(", "—", "–", "--", ":", "!", "?"))
_MODALS = frozenset("to will would can could may might must shall should did does do not".split())
_SAYING = _STATE_VERBS | frozenset("cannot say said told ask asked want".split())
_PARTICIPLES = frozenset(
    """
    retired ousted elected re-elected convicted accused alleged disgraced renowned noted acclaimed outgoing acting
    appointed exiled jailed disputed unnamed armed leading ruling visiting sitting presiding commanding managing
    founding self-declared
    """.split()
)
_ROLE_REACH = 9


def is_english(tokens: list[Token], lang: str | None) -> bool:
    """Whether a text is English: by its `lang`, or by the share of English function words among its first words.

    The words are asked in any case, since tables of results are easily taken for another language, and pages in other
    languages often say that they are English.
    """
    first = tokens[:400]
    if sum(len(t.text) for t in first if t.text[0] >= _BEYOND_LATIN) * 4 > sum(len(t.text) for t in first):
        return False  # in another script, whatever English stands in it
    words = [t.lower for t in first if t.shape == "lower"]
    share = sum(word in _ENGLISH for word in words) / max(1, len(words))
    if lang and lang.lower().replace("_", "-").partition("-")[0] in _AS_ENGLISH:
        table = sum(t.shape == "number" for t in first) * 6 > len(first)
        return table or len(words) < _ENOUGH_WORDS or share >= _SURELY_NOT
    return share >= _LEAST_ENGLISH or (lang is None and not words)


class Context:
    """Looks around spans of one text."""

    def __init__(self, reader: Reader, spans: list[Span]) -> None:
        self.reader = reader
        self.starts = {at: span.first for span in spans for at in range(span.first, span.last)}
        self.tokens = reader.tokens
        self.lexicon = lexicon()

    def _before(self, span: Span, count: int = 1) -> str:
        at = span.first - count
        if at < 0 or self.tokens[at].sentence != self.tokens[span.first].sentence:
            return ""
        return self.tokens[at].lower

    def _after(self, span: Span, count: int = 0) -> str:
        at = span.last + count
        if at >= len(self.tokens) or self.tokens[at].sentence != self.tokens[span.first].sentence:
            return ""
        return self.tokens[at].lower

    def counts(self, span: Span) -> bool:
        """Whether a registered name is meant as that name where it stands."""
        token = self.tokens[span.first]
        register = self.reader.register
        if span.key in register.edited_names:
            return True
        if span.registered in _AGENCIES and self._is_credit(span):
            return False
        if span.key in register.articled:
            return self._before(span) == "the" and token.shape != "lower"
        if span.last - span.first > 1:
            return True
        sentence = self.reader.sentences[token.sentence]
        if sentence.case == "upper" and (token.lower in self.lexicon.small or token.lower in self.lexicon.common):
            return False
        doubtful = token.shape == "cap" and (
            self.reader.is_common(token.lower) or token.lower in self.reader.lower_here
        )
        if doubtful and (token.first or sentence.case == "title"):
            if self._after(span) in self.lexicon.titles and self.tokens[span.last].named:
                return True  # "Labour MP Jane Roe"
            return token.lower in self.reader.capital_here
        return True

    def _is_credit(self, span: Span) -> bool:
        """Whether an agency stands as a picture's source does: "(Jane Roe/AP)", "(AP Photo/Jane Roe)"."""
        return self._after(span) == "photo" or (self._before(span) == "/" and self._after(span) == ")")

    def acts_as_state(self, span: Span) -> bool:
        """Whether a nationality stands for its state: before "troops", "president", "foreign ministry"."""
        at = span.last
        if span.key.endswith("s") and self._before(span) == "the" and self._after(span) in _SAYING:
            return True  # "the Someans cannot say"
        if self._after(span) in ("and", "or", ",") and self._after(span, 1):  # "French and German troops"
            match = self.reader.match(at + 1, min(len(self.tokens), at + 4))
            at = match[0] if match and match[1] == "demonym" else at
        one, two = (self.tokens[n].lower if n < len(self.tokens) else "" for n in (at, at + 1))
        return one in _STATE_NOUNS or (one in _STATE_ADJECTIVES and two in _STATE_NOUNS)

    def is_metonym(self, span: Span) -> bool:
        """Whether a capital city surely means its state: "the Kyiv regime", "Moscow said", "between Paris and Rome"."""
        before, one, two = self._before(span), self._after(span), self._after(span, 1)
        if one in ("'s", "’s"):
            return two in _POLICY_NOUNS and before not in ("in", "at", "near")
        if before == "the" and one in _POLICY_NOUNS:
            return True
        if one in ("government", "regime", "leadership"):
            return True
        if before in ("to", "with", "on", "from") and self._before(span, 2) in _DEALINGS:
            return one not in ("on", "where", ",") or one == ","
        if before in _ADDRESSING and one not in ("post", "times"):
            return True
        if before == "between" and one == "and":
            return self._pair(span.last + 1)
        if before == "and" and self._before(span, 3) == "between":
            return self._pair(span.first - 2)
        subject = (
            before in ("", ".", ",", "that", "but", "and", "while", "as", "if", "because", "said", "“", '"')
            or self.tokens[span.first].first
        )
        return subject and one in _STATE_VERBS

    def _pair(self, at: int) -> bool:
        register = self.reader.register
        word = self.tokens[at].text
        return word in register.capitals or register.names.get(word) in register.states

    def is_american_state(self, span: Span) -> bool:
        """Whether a name that an American state bears too is meant so: the text is about America, not that country."""
        actor_id = span.registered
        here = {t.lower for t in self.tokens if t.named}
        if span.key != "Georgia" or not here & _US_WORDS:
            return False
        register = self.reader.register
        own = [
            *(k for k, v in register.demonyms.items() if v == actor_id),
            *(k for k, v in register.capitals.items() if v == actor_id),
        ]
        return not any(key.lower() in here for key in own)

    # --- roles -------------------------------------------------------------------------------------------

    def role_of(self, span: Span, kind: str) -> str | None:
        """The title or role that stands with a person's name, as the text has it; None where there is none."""
        if kind != "person":
            return None
        start = self._role_start(span)
        if start < span.first and (role := self._words(start, span.first)):
            return role
        return self._role_behind(span)

    def _words(self, first: int, last: int) -> str | None:
        while first < last and (
            self.tokens[first].shape == "mark"
            or (self.tokens[first].lower in ("the", "a", "an", "former") and first + 1 < last)
        ):
            first += 1
        if first >= last:
            return None
        while last > first and self.tokens[last - 1].text == ",":
            last -= 1
        words = [t.text for t in self.tokens[first:last]]
        return " ".join(words).replace(" .", ".").replace(" 's", "'s").replace(" ’s", "’s").replace(" - ", "-")

    def _role_start(self, span: Span) -> int:
        if span.titled and span.role_from is not None:
            return span.role_from
        at = span.first
        if self._before(span) == "," and self._after(span) in _CLOSERS:  # "Its president, Jane Roe, …"
            at -= 1
        noun = self.tokens[at - 1] if at else None
        if not noun or noun.sentence != self.tokens[at].sentence or noun.shape != "lower":
            return at
        if noun.lower not in self.lexicon.people and noun.lower not in self.lexicon.titles:
            return at
        if at > 1 and self.tokens[at - 2].lower in _MODALS:
            return span.first  # "will host Roe"
        at -= 1
        while at > 0 and span.first - at < _ROLE_REACH:
            token = self.tokens[at - 1]
            if (
                token.sentence != noun.sentence
                or token.lower in self.lexicon.small
                or token.lower in self.lexicon.verbs
            ):
                break
            if token.shape == "mark" and token.text not in ("'s", "’s", "-"):
                break
            if token.shape == "lower" and token.lower.endswith(("ing", "ed")) and token.lower not in _PARTICIPLES:
                break
            at -= 1
        while self.tokens[at].text in ("'s", "’s", "-"):
            at += 1
        return self.starts.get(at, at)  # not "Scotland chief executive", where the bank's name begins before "of"

    def _role_behind(self, span: Span) -> str | None:
        """ "Jane Roe, the treasurer of Someplace, …" """
        at = span.last
        if self._after(span) != ",":
            return None
        at += 1
        end = at
        while (
            end < len(self.tokens)
            and end - at < _ROLE_REACH
            and self.tokens[end].sentence == self.tokens[span.first].sentence
        ):
            if self.tokens[end].text in _CLOSERS:
                break
            end += 1
        if end >= len(self.tokens) or self.tokens[end].text not in _CLOSERS or end - at < 1:
            return None
        beyond = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
        if self.tokens[end].text == "." and beyond and beyond.sentence == self.tokens[end].sentence:
            return None  # a shortened title: "Jane Roe, Air Force Lt. Col. John Doe and …"
        phrase = self.tokens[at:end]
        head = next((n for n, t in enumerate(phrase) if t.lower in ("of", "for", "at", "in")), len(phrase)) - 1
        if head < 0 or phrase[head].shape not in ("lower", "cap"):
            return None
        if not names_person(phrase[head].text):
            return None
        if any(t.lower in self.lexicon.verbs and t.shape == "lower" for t in phrase[:head]):
            return None
        return self._words(at, end)
