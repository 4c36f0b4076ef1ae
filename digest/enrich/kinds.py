"""What a candidate name is, weighed from its words and from what stands around it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from digest.enrich.names import Lexicon, Token
from digest.enrich.spans import SOLITARY, Reader, Span

_PLACE_PREPOSITIONS = frozenset("in near outside around across throughout".split())
_LOOSE_PREPOSITIONS = frozenset("at inside towards toward via within into".split())
_DIRECTIONS = frozenset(
    """
    north south east west northern southern eastern western central northeastern northwestern southeastern
    southwestern north-east north-west south-east south-west downtown nearby mainland rural
    """.split()
)
_TOWN_NOUNS = frozenset(
    """
    town city village province district county port capital suburb region island resort state river lake
    """.split()
)
_ORGANISATION_NOUNS = frozenset(
    """
    company firm group bank agency newspaper magazine airline carrier party club team network broadcaster channel
    station organisation organization charity union union's maker retailer giant startup start-up supermarket
    chain website site publisher conglomerate brokerage think-tank militia movement daily weekly tabloid side
    """.split()
)
_ORGANISATION_FOLLOWERS = frozenset(
    """
    shares stock officials spokesman spokeswoman spokesperson executives employees staff workers headquarters
    subsidiary unit plc shareholders management fans supporters board bosses news newspaper magazine officials
    lawmakers
    """.split()
)
GIVEN_ALONE = 1.5
"""Points for a person that a given name has by itself."""
_PAPERS = frozenset("newspaper newspapers tabloid magazine weekly broadsheet".split())
# "the Roe administration" is named after a person.
_PERSONAL = frozenset(
    """
    regime administration campaign presidency family era aide aides loyalists supporters premiership
    """.split()
)
_SUFFIXED_PLACES = re.compile(r"(?:shire|ville|burgh|borough|stan|grad|abad|pur|polis|chester|bourg)$")
_CAMEL_NAME = re.compile(r"^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O'|O’|D'|D’|al-|el-|Al|El)")
_ACRONYM = re.compile(r"^[^\W\d_][^\W_]{1,6}s?$|^(?:[^\W\d_]\.){2,}$|^[^\W\d_]+&[^\W\d_]+$")
_SPEECH = frozenset(
    """
    said says told tells added adds asked replied insisted claimed warned wrote tweeted explained admitted denied
    believes thinks hopes recalled joked argued noted announced
    """.split()
)


@dataclass(slots=True)
class Evidence:
    """Points for what a name is, from its words and from its places in the text, of which `seen` is the number."""

    person: float = 0.0
    organisation: float = 0.0
    place: float = 0.0
    thing: float = 0.0
    name: float = 0.0
    """That it is a name at all."""
    seen: int = 0


@dataclass(slots=True)
class Weigher:
    """Collects evidence on the spans of one text."""

    reader: Reader
    of: dict[str, Evidence] = field(default_factory=lambda: defaultdict(Evidence))

    def weigh(self, spans: list[Span], clubs: frozenset[int] = frozenset()) -> dict[str, Evidence]:
        """Evidence by span key, for the spans that are not registered. `clubs` are the first tokens of clubs' names."""
        for span in spans:
            if span.first in clubs and span.sort == "name" and span.registered is None:
                self.of[span.key].organisation += 3
        for span in spans:
            if span.registered is None and span.sort == "name":
                evidence = self.of[span.key]
                if not evidence.seen:
                    self._weigh_words(span, evidence)
                self._weigh_context(span, evidence)
        self._weigh_lists(spans)
        return self.of

    def _weigh_lists(self, spans: list[Span]) -> None:
        """A name of several words in a list of persons is one: "Jane Roe, Tiger Woods and John Doe"."""
        tokens, persons = self.reader.tokens, set[int]()
        for number, span in enumerate(spans):
            if span.last - span.first > 1 and span.key in self.of and kind_of(self.of[span.key]) == "person":
                persons.add(number)
        for number in range(1, len(spans) - 1):
            before, span, after = spans[number - 1 : number + 2]
            if number in persons or span.key not in self.of or span.last - span.first not in (2, 3):
                continue
            listed = before.last + 1 == span.first and span.last + 1 == after.first
            if (
                listed
                and {number - 1, number + 1} <= persons
                and tokens[before.last].text == ","
                and tokens[span.last].text in (",", "and", "or")
            ):
                self.of[span.key].person += 4

    def _words(self, span: Span) -> list[Token]:
        return [t for t in self.reader.tokens[span.first : span.last] if t.shape != "mark" or t.text == "&"]

    def _weigh_words(self, span: Span, found: Evidence) -> None:
        """What the name's own words say."""
        words = self._words(span)
        if not words:
            return
        lex, register = self.reader.lexicon, self.reader.register
        last, first = words[-1], words[0]
        numbered = last.shape == "upper" and last.lower in ("ii", "iii", "iv", "vi", "vii", "xi")
        tail = (words[-2] if numbered and len(words) > 1 else last).lower.rstrip(".")
        caps = self.reader.sentences[first.sentence].case == "upper"
        if len(words) > 1:
            self._weigh_heads(words, tail, found, lex)
            if span.key in register.places:
                found.place += 6
            given = _title_case(first.text) if caps else first.text
            given = given.split("-")[0]
            if given in lex.given and not any(w.lower in lex.organisations for w in words[1:]):
                found.person += 1.5 if given in lex.weak_given else 3
            if is_initial(first) and last.shape in ("cap", "camel", "upper") and len(last.text) > 1:
                found.person += 3
            ordinary = sum(self.reader.is_common(w.lower) for w in (first, last))
            if len(words) in (2, 3) and all(
                w.shape in ("cap", "camel", "initial") or w.lower in lex.particles for w in words
            ):
                loud = self.reader.sentences[first.sentence].case == "title"
                found.person += -ordinary if loud else 1 - ordinary
            if any(w.lower in lex.beliefs or w.lower in lex.peoples for w in words):
                found.person -= 2
            self._weigh_beside_place(words, found)
            if any(w.shape == "initial" for w in words[1:-1]):
                found.person += 2
            if any(w.lower in lex.particles for w in words[1:]):
                found.person += 0.5
            return
        self._weigh_single(first, caps, found, lex)

    def _weigh_beside_place(self, words: list[Token], found: Evidence) -> None:
        """A place within a longer name tells a club, a firm, an office: "Boston Red Sox", "Dynamo Moscow"."""
        register, keys, lex = self.reader.register, [w.text for w in words], self.reader.lexicon
        if sum(w.lower in lex.beliefs or w.lower in lex.peoples for w in words) == len(words) - 1:
            return  # "Republican Ohio"
        for size in (2, 1):
            if len(words) <= size:
                continue
            head, tail = " ".join(keys[:size]), " ".join(keys[-size:])
            if (
                any(head in names for names in (register.places, register.capitals))
                or register.names.get(head) in register.states
            ):
                found.organisation += 2.5
                return
            if (
                any(tail in names for names in (register.places, register.capitals))
                or register.names.get(tail) in register.states
            ):
                found.organisation += 1.5
                return

    def _weigh_heads(self, words: list[Token], tail: str, found: Evidence, lex: Lexicon) -> None:
        lowers = [w.lower for w in words]
        if len(words) <= 3 and tail in lex.surnames and self._opens_person(words):
            # "Anne Hill": nearly as likely a person as a place, so that what stands around it decides.
            found.place += 2.5
        elif tail in lex.companies:
            found.organisation += 6
        elif tail in lex.things and not (tail in lex.organisations and "of" in lowers):
            found.thing += 5
        elif tail in lex.organisations:
            found.organisation += 4
        elif tail == "state" and " ".join(w.text for w in words[:-1]) in self.reader.register.places:
            found.organisation += 4  # "Ohio State", a university
        elif tail in lex.places:
            found.place += 4
        self._weigh_shape(words, lowers, found)
        heads = [w for w in lowers[:-1] if w in lex.organisations]
        if heads and ("of" in lowers or "for" in lowers):
            found.organisation += 5
        elif heads:
            found.organisation += 1.5
        if lowers[0] in lex.place_openers:
            found.place += 2.5
        if lowers[0] in lex.thing_openers:
            found.thing += 4
        if "&" in lowers or any("&" in w for w in lowers):
            found.organisation += 3

    def _opens_person(self, words: list[Token]) -> bool:
        """Whether a name begins with a sure given name, and has at most an initial between it and the last word."""
        first, lex = words[0].text, self.reader.lexicon
        return first in lex.given and first not in lex.weak_given and all(is_initial(word) for word in words[1:-1])

    def _weigh_shape(self, words: list[Token], lowers: list[str], found: Evidence) -> None:
        """What the word before "of" says, and whether a heading holds nothing but ordinary words."""
        lex = self.reader.lexicon
        joint = next((n for n, w in enumerate(words) if n and (w.shape == "lower" or w.lower in ("of", "de"))), 0)
        if joint and lowers[joint - 1] in lex.things and lowers[joint - 1] not in lex.organisations:
            found.thing += 5  # "Tour de France", "Treaty of Rome"
        elif joint and lowers[joint - 1] in lex.places and lowers[joint - 1] not in lex.organisations:
            found.place += 4
        loud = self.reader.sentences[words[0].sentence].case != "plain"
        if loud and all(w in lex.organisations or w in lex.things or self.reader.is_common(w) for w in lowers):
            found.thing += 6

    def _weigh_single(self, word: Token, caps: bool, found: Evidence, lex: Lexicon) -> None:
        text, lower = word.text, word.lower
        if is_initial(word) or lower in lex.companies:
            found.thing += 9
        if text in self.reader.register.places or (caps and _title_case(text) in self.reader.register.places):
            found.place += 4
        if lower in lex.calendar or lower in lex.beliefs or lower in lex.peoples:
            found.thing += 6
        if lower in lex.upper and word.shape == "upper":
            found.thing += 6
        if not caps and word.shape == "upper" and text.isalpha() and len(text) > 5:
            found.thing += 1.2  # shouted, unless more is known of it
        elif not caps and word.shape == "upper" and _ACRONYM.match(text) and len(text) > 1:
            found.organisation += 2 if (text.isalpha() and len(text) <= 5) or "." in text else 0.5
        if word.shape == "camel" and text[0].islower() and "-" not in text:
            found.thing += 3  # "iMac", "eReader", "enEnglish": a product, or words run together
        elif word.shape == "camel" and not _CAMEL_NAME.match(text) and "-" not in text:
            found.organisation += 2.5
        if text in lex.given:
            found.person += 0.5 if text in lex.weak_given else GIVEN_ALONE
        if "-" in text and any(f"-{p}-" in lower for p in ("ur", "ul", "al", "ud", "el")):
            found.person += 2
        if lower in SOLITARY and word.shape == "cap" and (not word.first or lower in _NEVER_COMMON):
            found.organisation += 4
        elif (
            lower in lex.organisations
            or lower in lex.titles
            or lower in lex.people
            or lower in lex.places
            or lower in lex.things
        ):
            found.thing += 3
        if lower not in SOLITARY and (word.shape != "upper" or caps) and self.reader.is_common(lower):
            found.thing += 3
        elif not (word.shape == "upper" and not caps) and self.reader.looks_common(lower):
            found.thing += 1.5
        if _SUFFIXED_PLACES.search(lower):
            found.place += 1

    # --- context -----------------------------------------------------------------------------------------

    def _weigh_context(self, span: Span, found: Evidence) -> None:
        """What stands around one occurrence."""
        reader, lex = self.reader, self.reader.lexicon
        tokens = reader.tokens
        sentence = reader.sentences[tokens[span.first].sentence]
        found.seen += 1
        if sentence.case == "plain" and not tokens[span.first].first:
            found.name += 1
        before = [t.lower for t in tokens[max(sentence.first, span.first - 3) : span.first]]
        after = [t.lower for t in tokens[span.last : min(sentence.last, span.last + 4)]]
        one, two = (before[-1] if before else ""), (before[-2] if len(before) > 1 else "")
        nxt, then = (after[0] if after else ""), (after[1] if len(after) > 1 else "")
        if span.titled:
            lone = span.last - span.first == 1
            found.person += 6 if lone and tokens[span.first].lower in lex.titles else 3  # "Mr. King"
        if one in lex.people and sentence.case == "plain":
            found.person += 2.5
        if one in _PLACE_PREPOSITIONS or (one in _DIRECTIONS and sentence.case == "plain"):
            found.place += 1.5
        if one in _LOOSE_PREPOSITIONS:
            found.place += 0.8
        if (one == "from" and nxt == "to") or (one == "to" and before[0] == "from"):
            found.place += 2
        if one == "of" and two in _TOWN_NOUNS:
            found.place += 3
        if one in ("a", "an") and not nxt.isalpha() and nxt not in ("'s", "’s", "-", "/"):
            found.thing += 1.5  # "once a Girl Scout, she": one of many
        if nxt in _PERSONAL and tokens[span.last - 1].shape == "cap":
            found.person += 1.5
        elif one == "the" or (one in _FORMER_WORDS and two == "the"):
            found.person -= 1.5 if nxt not in lex.people else 0
            found.organisation += 0.4
        if one in lex.products or (one in ("called", "named", "dubbed", "codenamed") and two in lex.products):
            found.thing += 2.5
        if tokens[span.last - 1].shape != "number" and span.last < sentence.last and span.last - span.first == 1:
            number = tokens[span.last]
            if number.shape == "number" and number.start - tokens[span.last - 1].end == 1 and sentence.case == "plain":
                found.thing += 1.5  # "Luna 15"
        if one in _ORGANISATION_NOUNS:
            found.organisation += 2
        if nxt == "desk":
            found.thing += 4  # "by the Sports desk"
        if nxt in _PAPERS:
            found.organisation += 4  # "the Sun newspaper"
        if nxt == "/" and self._registered_at(span.last + 1):
            found.organisation += 2  # "a Someone/ITV poll"
        if nxt in _ORGANISATION_NOUNS or nxt in _ORGANISATION_FOLLOWERS:
            found.organisation += 1.5
        if nxt in ("'s", "’s") and then in ("chief", "ceo", "chairman", "board", "shares", "spokesman", "headquarters"):
            found.organisation += 1.5
        if one in _SPEECH and (not nxt or not nxt[0].isalnum()) and two and not two.isalnum():
            found.person += 1.2  # “…,” said Someone.
            found.organisation += 0.5
        self._weigh_follow(span, nxt, after, found)

    def _weigh_follow(self, span: Span, nxt: str, after: list[str], found: Evidence) -> None:
        lex = self.reader.lexicon
        if nxt in lex.products or (nxt == "and" and len(after) > 2 and after[2] in lex.products):
            found.thing += 4
        if nxt in _SPEECH:
            found.person += 1.2
            found.organisation += 0.5
        elif nxt in ("who", "whose", "himself", "herself"):
            found.person += 2
        elif nxt in lex.verbs and nxt not in _AUXILIARIES:
            found.person += 0.5
        if nxt in (",", "(") and len(after) > 1:
            if after[1].isdigit() and len(after[1]) == 2 and len(after) > 2 and after[2] in (",", ")", "."):
                found.person += 3
            elif nxt == "(" and self._country_in_brackets(span):
                found.person += 1.2  # "Someone Miles (U.S.)"
            elif (
                after[1] in lex.people
                or (len(after) > 2 and after[1] in ("a", "an", "the", "who", "his", "her") and after[2] in lex.people)
                or after[1] == "who"
            ):
                found.person += 2
        if nxt == ":" and self.reader.tokens[span.first].shape == "upper":
            found.thing += 3
        if nxt == ",":
            state = self._state_at(span.last + 1)
            if state:
                found.place += 3

    def _country_in_brackets(self, span: Span) -> bool:
        """Whether a name of two words, none of them ordinary, has its country in brackets behind it."""
        reader, words = self.reader, self._words(span)
        match = reader.match(span.last + 1, min(len(reader.tokens), span.last + 5))
        return (
            len(words) == 2
            and bool(match and match[2] in reader.register.states)
            and not any(reader.is_common(word.lower) for word in words)
        )

    def _registered_at(self, at: int) -> bool:
        """Whether a registered organisation begins at token `at`."""
        match = self.reader.match(at, min(len(self.reader.tokens), at + 5)) if at < len(self.reader.tokens) else None
        return bool(match and match[2] and self.reader.register.actors[match[2]].kind == "organisation")

    def _state_at(self, at: int) -> bool:
        """Whether a state or region begins at token `at`: "Denver, Colorado"."""
        reader = self.reader
        if at >= len(reader.tokens) or reader.tokens[at].sentence != reader.tokens[at - 1].sentence:
            return False
        match = reader.match(at, min(len(reader.tokens), at + 5))
        if not match:
            return False
        _, sort, actor_id = match
        country = sort == "name" and actor_id is not None and reader.register.actors[actor_id].kind == "country"
        return sort == "place" or country


_AUXILIARIES = frozenset("is was has had did does will would could can may might must should".split())
_NEVER_COMMON = frozenset("congress senate parliament politburo".split())
_FORMER_WORDS = frozenset("former new late giant then-".split())


def is_initial(token: Token) -> bool:
    """Whether a token is the initials of a given name: "J.", "J.K."."""
    return token.shape == "initial" or (token.shape == "upper" and "." in token.text and len(token.text) <= 6)


def _title_case(word: str) -> str:
    return word[:1] + word[1:].lower()


def kind_of(found: Evidence) -> str | None:
    """person, organisation, place, thing, or None where nothing is sure."""
    sure = min(found.name, 2) * 0.5 if found.place < 1.5 and found.thing < 1 else 0.0
    best = max(found.person, found.organisation)
    if best < 1:
        best += sure
    if found.thing >= max(best, found.place) and found.thing > 1:
        return "thing"
    if found.place > best:
        return "place"
    if best >= 1:
        return "person" if found.person >= max(found.organisation, 0.5) else "organisation"
    return None
