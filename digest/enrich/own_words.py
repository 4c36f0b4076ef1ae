"""What a candidate name's own words say it is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from digest.enrich.evidence import GIVEN_ALONE, Evidence
from digest.enrich.names import Lexicon, Token
from digest.enrich.runs import JOINTS, Span
from digest.enrich.spans import SOLITARY, STATE_HEADS, Reader

_SUFFIXED_PLACES = re.compile(r"(?:shire|ville|burgh|borough|stan|grad|abad|pur|polis|chester|bourg)$")
_CAMEL_NAME = re.compile(r"^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O'|O’|D'|D’|al-|el-|Al|El)")
_NUMBERED = re.compile(r"^[A-Z]+-?\d{2,}|-\d+$")
_ACRONYM = re.compile(r"^[^\W\d_][^\W_]{1,6}s?$|^(?:[^\W\d_]\.){2,}$|^[^\W\d_]+&[^\W\d_]+$")
_LONGEST_INITIALS = 2
_LONGEST_WORD = 30
_HUMPS = re.compile(r"[a-z][A-Z](?=[a-z])")
_FIRM_ENDINGS = ("corp", "bank", "group", "media", "press", "news", "tech", "soft", "health", "care", "pharma")
_PARTS = frozenset(
    "north south east west northern southern eastern western central inner outer upper lower middle".split()
)
_MIXED = frozenset("afro anglo franco indo sino italo russo austro greco euro pan trans non".split())
_NO_INITIALS = frozenset("FM AM TV XI XV".split())
_NUMERALS = frozenset("I V X II IV VI IX".split())
_NEVER_COMMON = frozenset("congress senate parliament politburo".split())


@dataclass(slots=True)
class WordWeigher:
    """Collects evidence from the words of the spans of one text."""

    reader: Reader
    of: dict[str, Evidence] = field(default_factory=lambda: defaultdict(Evidence))

    def words_of(self, span: Span) -> list[Token]:
        """A span's words, without the marks within it."""
        return [t for t in self.reader.tokens[span.first : span.last] if t.shape != "mark" or t.text == "&"]

    def weigh_words(self, span: Span, found: Evidence) -> None:
        """What the name's own words say."""
        words = self.words_of(span)
        if not words:
            return
        lex, register = self.reader.lexicon, self.reader.register
        last, first = words[-1], words[0]
        numbered = last.shape == "upper" and last.lower in ("ii", "iii", "iv", "vi", "vii", "xi")
        tail = (words[-2] if numbered and len(words) > 1 else last).lower.rstrip(".")
        caps = self.reader.sentences[first.sentence].case == "upper"
        if len(words) > 1:
            self._weigh_heads(words, tail, found, lex)
            self._weigh_labels(words, caps, found, lex)
            if span.key in register.places:
                found.place += 6
            given = _title_case(first.text) if caps else first.text
            given = given.split("-")[0]
            if given in lex.given and not any(w.lower in lex.organisations for w in words[1:]):
                found.person += 1.5 if given in lex.weak_given else 3
            body = "." in first.text and first.text.replace(".", "") in register.names  # "N.A.T.O. Details"
            if is_initial(first) and not body and last.shape in ("cap", "camel", "upper") and len(last.text) > 1:
                found.person += 3 if "." in first.text else 1
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
            if any(w.shape == "cap" and w.lower in lex.small and w.lower not in lex.particles for w in words[1:]):
                found.person -= 3  # "Much Do Roofs Cost"
            return
        self._weigh_single(first, caps, found, lex)

    def _weigh_beside_place(self, words: list[Token], found: Evidence) -> None:
        """A place within a longer name tells a club, a firm, an office: "Boston Red Sox", "Dynamo Moscow"."""
        register, keys, lex = self.reader.register, [w.text for w in words], self.reader.lexicon
        if sum(w.lower in lex.beliefs or w.lower in lex.peoples for w in words) == len(words) - 1:
            return  # "Republican Ohio"
        if words[0].lower in _PARTS and " ".join(keys[1:]) in register.places | register.capitals.keys():
            found.place += 4  # "South London"
            return
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
        if words[-1].text in ("FM", "AM", "TV") and words[0].shape == "upper":
            found.organisation += 4  # a station
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
        if heads and any(joint in lowers for joint in JOINTS):
            found.organisation += 5
        elif heads:
            found.organisation += 1.5
        if lowers[0] in lex.body_openers:
            found.organisation += 3.5  # "Museo Nacional"
            found.person -= 2
        if lowers[0] in lex.place_openers:
            found.place += 2.5
        if lowers[0] in lex.thing_openers:
            found.thing += 4
        if "&" in lowers or any("&" in w for w in lowers):
            found.organisation += 3

    def _weigh_labels(self, words: list[Token], caps: bool, found: Evidence, lex: Lexicon) -> None:
        """Names of several words that label things: "Group C", "North American", "Smart TV", "Roe J" in a reference."""
        first, last = words[0], words[-1]
        if " ".join(word.lower for word in words) in lex.peoples:
            found.thing += 9
        if caps:
            return
        if words[-1].lower not in STATE_HEADS and self.reader.is_phrase(words):
            found.thing += 6
        bare = first.shape == "cap" and last.text.isalpha() and last.text.isupper()
        bare = bare and len(last.text) <= _LONGEST_INITIALS and last.text not in _NO_INITIALS
        bare = bare and last.lower not in lex.companies
        common = self.reader.is_common(first.lower)
        if first.text in lex.given:
            pass
        elif common if last.text in _NUMERALS else bare or _is_letter(last):
            found.thing += 6
        elif (
            all(self.reader.is_common(word.lower) or word.lower in lex.small for word in words)
            and not found.organisation
        ):
            found.thing += 2  # "Use Cases"
        if last.shape == "upper" and last.lower in lex.upper and first.text not in lex.given and not bare:
            found.thing += 3
            found.person -= 3
        if last.shape == "camel" and last.text[0].islower() and "-" not in last.text:
            found.thing += 3

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
        plural = lower.endswith("s") and text[:-1].isupper() and lower[:-1] in lex.upper  # "MPs"
        if plural or (lower in lex.upper and word.shape == "upper"):
            found.thing += 6
        if not caps and word.shape == "upper" and text.isalpha() and len(text) > 5:
            found.thing += 1.2  # shouted, unless more is known of it
        elif not caps and word.shape == "upper" and _ACRONYM.match(text) and len(text) > 1:
            found.organisation += 2 if (text.isalpha() and len(text) <= 5) or "." in text else 0.5
        if "_" in text or len(text) > _LONGEST_WORD or (word.shape == "camel" and len(_HUMPS.findall(text)) > 2):
            found.thing += 6  # "user_name", "HttpGetMessageAsync": from a program
        if _NUMBERED.search(text):
            found.thing += 2.5  # "SB1062", "C-4": a bill, a substance, a flight
        elif word.shape in ("upper", "camel") and any(char.isdigit() for char in text):
            found.thing += 2  # "4K", "IPv6", "XM5": a size, a standard, a model
            found.person -= 3
        if word.shape == "upper" and not caps and (lower in lex.common or lower in self.reader.lower_here):
            found.thing += 2  # "FREE": said loudly
        if word.shape == "camel" and text[0].islower() and "-" not in text:
            found.thing += 3  # "iMac", "eReader", "enEnglish": a product, or words run together
        elif word.shape == "camel" and not _CAMEL_NAME.match(text) and "-" not in text:
            found.organisation += 2.5
        if text in lex.given:
            found.person += 0.5 if text in lex.weak_given else GIVEN_ALONE
        if lower.partition("-")[0] in _MIXED and text.partition("-")[2] in self.reader.register.demonyms:
            found.thing += 6  # "Afro-Cuban"
        if "-" in text and any(f"-{p}-" in lower for p in ("ur", "ul", "al", "ud", "el")):
            found.person += 2
        if word.shape == "camel" and lower.endswith(_FIRM_ENDINGS):
            found.organisation += 1  # "MillCorp"
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


def _is_letter(token: Token) -> bool:
    """Whether a token is one letter, with a full stop or without."""
    return token.shape == "initial" and len(token.text.rstrip(".")) == 1


def is_initial(token: Token) -> bool:
    """Whether a token is the initials of a given name: "J.", "J.K."."""
    return token.shape == "initial" or (token.shape == "upper" and "." in token.text and len(token.text) <= 6)


def _title_case(word: str) -> str:
    return word[:1] + word[1:].lower()
