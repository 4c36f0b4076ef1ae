"""Words of a text as a name finder sees them: tokens with their case, and the word lists that tell what they mean."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from digest import text as plain

_TOKEN = re.compile(
    r"(?<![^\W_])(?:[^\W\d_a-z]\.)+(?:[^\W\d_a-z](?![\w’']))?"  # "U.S.", "J.K.", "U.S.A"
    r"|\w+(?:[\-‐‑](?:[^\W\d_a-z]\.){2,}|[’'‘\-‐‑&]\w+|\.[a-z]\w*|(?<=\d)\.\d\w*)*"  # "O'Gorman", "AT&T", "Asia-U.S."
    r"|[’'‘]s(?!\w)"  # a possessive set apart
    r"|[^\w\s]"
)
_POSSESSIVE = re.compile(r"(?i)[’'‘]s$")
_ELISION = re.compile(r"(?:[dlnsmt]|qu|dell|all|nell|sull)[’'](?=[^\W\d_a-z])")
_OPENING_ELISION = re.compile(r"[DL][’'](?=[^\W\d_a-z])")
_KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]{2,6}")
_HYPHENS = re.compile(r"[-‐‑]")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.)+[^\W\d_a-z]?")
_CONTRACTION = re.compile(r"(?i)(?:.*n[’']t|(?:i|you|he|she|it|we|they|that|there|who|what)[’'](?:m|ll|ve|re|d|s))$")
# Before a hyphen these belong to the name; other lower-case words ("ex-", "pro-", "mid-") do not.
_BOUND_PREFIXES = frozenset("al el an ar as ash at ad ul ur bin ibn abu le la de du van von saint sankt".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of the text. `shape`: cap, upper, camel, initial, lower, number, or mark."""

    text: str
    lower: str
    start: int
    end: int
    shape: str
    sentence: int
    first: bool
    """Whether it is the first word of its sentence (opening marks do not count)."""

    @property
    def named(self) -> bool:
        """Whether it is written as names are."""
        return self.shape in _NAMED


_NAMED = frozenset(("cap", "upper", "camel", "initial"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens (half-open) and its letter case: plain, title ("As Headlines Are"), or upper."""

    first: int
    last: int
    case: str


def shape_of(word: str) -> str:
    """The letter case of `word`: cap, upper, camel, initial, lower, number, or mark."""
    head = word[0]
    if len(word) > 1 and word.isalpha():  # most words; the rest of the function is slow
        if word.islower():
            return "lower"
        if head.isupper() and word[1:].islower():
            return "cap"
    if not (head.isalnum() or head == "_"):
        return "mark"
    if _CONTRACTION.match(word):
        return "lower"
    if word.islower() or (head.isdigit() and not any(c.isupper() for c in word)):
        return "number" if head.isdigit() else "lower"
    if word[-1] == "." or (len(word) == 1 and head.isupper()):
        return ("initial" if len(word) <= 2 else "upper") if _INITIALS.fullmatch(word) or len(word) == 1 else "cap"
    if word.isupper():
        return "upper"
    if head.isdigit():
        return "number"
    if head.isupper():
        return "camel" if any(a.islower() and b.isupper() for a, b in pairwise(word)) else "cap"
    return "camel" if any(c.isupper() for c in word) else "lower"


def read_tokens(
    text: str, known: Container[str] = (), unspaced: re.Pattern[str] | None = None
) -> tuple[list[Token], list[Sentence]]:
    """The tokens and sentences of `text`.

    A hyphenated word falls apart where each part is in `known`. `unspaced` finds names within the unbroken words of a
    script without spaces.
    """
    tokens: list[Token] = []
    found: list[Sentence] = []
    family_first = lexicon().family_first
    for number, (start, end) in enumerate(plain.sentences(text)):
        first = len(tokens)
        opened = False
        for match in _TOKEN.finditer(text, start, end):
            raw = match.group()
            if raw.isalpha() and raw.islower() and raw.isascii():  # most words: all the rest is slow
                tokens.append(Token(raw, raw, match.start(), match.end(), "lower", number, not opened))
                opened = True
                continue
            if unspaced and not raw.isascii():
                parts = _names_within(raw, match.start(), unspaced)
            elif raw.isalpha() or (tokens and tokens[-1].lower in family_first and _KOREAN.fullmatch(raw)):
                parts = [match.span()]
            else:
                parts = _parts(raw, match.start(), known)
            for left, right in parts:
                word = text[left:right]
                shape = shape_of(word)
                worded = shape != "mark"
                tokens.append(Token(word, word.lower(), left, right, shape, number, worded and not opened))
                opened = opened or worded
        found.append(Sentence(first, len(tokens), _sentence_case(tokens[first:])))
    return tokens, found


def _names_within(word: str, at: int, unspaced: re.Pattern[str]) -> list[tuple[int, int]]:
    spans, left = [], 0
    for match in unspaced.finditer(word):
        if match.start() > left:
            spans.append((at + left, at + match.start()))
        spans.append((at + match.start(), at + match.end()))
        left = match.end()
    if left < len(word):
        spans.append((at + left, at + len(word)))
    return spans


def _parts(word: str, at: int, known: Container[str]) -> list[tuple[int, int]]:
    """The spans into which a raw word falls: elided article, name, possessive, hyphened tail."""
    end = at + len(word)
    if not word[0].isalnum():
        return [(at, end)]
    tail: list[tuple[int, int]] = []
    possessive = _POSSESSIVE.search(word)
    if possessive and possessive.start():
        tail = [(at + possessive.start(), end)]
        word = word[: possessive.start()]
        end = at + len(word)
    elided = _ELISION.match(word) or _OPENING_ELISION.match(word)
    if elided and (elided.group()[0].islower() or word[elided.end() :] in known):
        return [(at, at + elided.end()), *_parts(word[elided.end() :], at + elided.end(), known), *tail]
    if _HYPHENS.search(word) and word not in known:
        return [*_hyphened(word, at, known), *tail]
    return [(at, end), *tail]


def _hyphened(word: str, at: int, known: Container[str]) -> list[tuple[int, int]]:
    cuts = [match.start() for match in _HYPHENS.finditer(word)]
    whole = [(at, at + len(word))]
    pieces = _HYPHENS.split(word)
    if not any(piece[:1].isupper() for piece in pieces):
        return whole
    if all(piece in known for piece in pieces):
        spans, left = [], 0
        for cut in [*cuts, len(word)]:
            spans += [(at + left, at + cut), (at + cut, at + cut + 1)]
            left = cut + 1
        return spans[:-1]
    if pieces[-1][:1].islower() and not pieces[-1].isdigit():
        # "Ukraine-backed", "U.S.-led": the last lower-case pieces are not the name's.
        cut = next(cuts[i] for i in range(len(cuts)) if all(p[:1].islower() for p in pieces[i + 1 :]))
        return [*_hyphened(word[:cut], at, known), (at + cut, at + cut + 1), (at + cut + 1, at + len(word))]
    if pieces[0].islower() and pieces[0] not in _BOUND_PREFIXES and cuts[0] + 1 < len(word):
        left = cuts[0]
        return [(at, at + left), (at + left, at + left + 1), *_hyphened(word[left + 1 :], at + left + 1, known)]
    return whole


def _sentence_case(tokens: list[Token]) -> str:
    """Whether capitals say anything in a sentence: "plain" if so. A table, full of numbers, counts as plain."""
    words = [token for token in tokens if token.shape in ("cap", "upper", "camel", "lower") and len(token.text) > 1]
    numbers = sum(token.shape == "number" for token in tokens)
    if len(words) < 3 or numbers * 5 > len(words):
        upper = sum(token.shape == "upper" for token in words)
        return "upper" if words and upper == len(words) and len(words) > 2 else "plain"
    if sum(token.shape == "upper" for token in words) * 5 >= len(words) * 4:
        return "upper"
    if sum(token.text in _LIST_MARKS for token in tokens) * 3 >= len(words) and len(words) > 3:
        return "plain"  # a list of names
    small = lexicon().small
    content = [token for token in words if token.lower not in small and token.shape != "upper"]
    if tokens[-1].text == "." and any(token.shape == "lower" for token in content):
        return "plain"  # a headline has no full stop
    capital = sum(token.shape != "lower" for token in content)
    if capital == len(content) and 2 <= capital <= 3 and tokens[-1].text not in _ENDS:
        return "title"  # a line with no full stop, all of it capitalised
    return "title" if len(content) >= 4 and capital * 10 >= len(content) * 8 else "plain"


_LIST_MARKS = frozenset(",;/()|•")
_ENDS = frozenset((".", "!", "?", "…", ",", ";", ":", "”", "’", '"', "'", ")"))


# --- word lists --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The packaged word lists, all in lower case; phrases of several words are joined by a blank."""

    titles: frozenset[str]
    people: frozenset[str]
    verbs: frozenset[str]
    organisations: frozenset[str]
    companies: frozenset[str]
    places: frozenset[str]
    things: frozenset[str]
    surnames: frozenset[str]
    calendar: frozenset[str]
    beliefs: frozenset[str]
    peoples: frozenset[str]
    upper: frozenset[str]
    family_first: frozenset[str]
    body_openers: frozenset[str]
    place_openers: frozenset[str]
    thing_openers: frozenset[str]
    products: frozenset[str]
    particles: frozenset[str]
    joiners: frozenset[str]
    common: frozenset[str]
    small: frozenset[str]
    """Function words, which stay in lower case in a headline."""
    given: frozenset[str]
    """Given names, capitalised."""
    female: frozenset[str]
    """Given names of women alone, in lower case."""
    either: frozenset[str]
    """Given names of women and of men both, in lower case."""
    weak_given: frozenset[str]
    """Those of them that are as often something else."""
    place_names: frozenset[str]
    """Names of places that are no actors, as written."""
    thing_names: frozenset[str]
    """Names of products, standards and the like that are no actors, as written."""
    short_names: Mapping[str, Sequence[str]]
    """Given name -> its short forms, all in lower case."""


_SMALL = """
    a an the this that these those of for with from in on at by to into onto over under after before as than and
    or but nor so if not no is are was were be been am do does did has have had will would can could may might
    must shall should it its he him his she her they them their we us our you your i my me who whom whose which
    what where when why how up down out off about against between through during while until per via vs v
    thou thee thy thine ye hath hast doth dost art unto
    """.split()


def read_packaged(name: str) -> str:
    """The text of a packaged register file."""
    return resources.files("digest.enrich").joinpath("registers", name).read_text("utf-8")


def read_register(name: str) -> Any:
    """What a packaged YAML register says. The files are ours, so the fast C loader is safe where there is one."""
    import yaml

    # Our own files: the checks of `strict_yaml`, which read a text twice, are for what comes from outside.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(read_packaged(name), Loader=loader)  # noqa: S506 - both are safe loaders


@cache
def lexicon() -> Lexicon:
    """The packaged word lists, read once."""
    lists: dict[str, str] = read_register("words.yaml")
    sets = {name: frozenset(word.replace("_", " ") for word in body.split()) for name, body in lists.items()}
    strong, weak = set[str](), set[str]()
    for line in _lines("given_names.txt"):
        into = weak if line.startswith("~") else strong
        into.update(line.lstrip("~ ").split())
    return Lexicon(
        **sets,
        common=frozenset(" ".join(_lines("common_words.txt")).split()),
        small=frozenset(_SMALL),
        given=frozenset(strong | weak),
        female=frozenset(" ".join(_lines("female_names.txt")).lower().split()),
        weak_given=frozenset(weak),
        place_names=frozenset(name for line in _lines("places.txt") for name in line.split("|")),
        thing_names=frozenset(name for line in _lines("things.txt") for name in line.split("|")),
        short_names=read_register("short_names.yaml"),
    )


def names_person(noun: str) -> bool:
    """Whether a common noun, in any case, means one person: by our lists, or by its ending ("organizer")."""
    word, lex = noun.lower().rstrip("."), lexicon()
    if word in lex.people or word in lex.titles:
        return True
    return len(word) > _SHORTEST_AGENT and word.endswith(_AGENTS) and word not in _NO_AGENTS


_AGENTS = ("ist", "man", "woman", "person", "tor", "ler", "ner", "per", "ger", "her", "yer")
_SHORTEST_AGENT = 5
_NO_AGENTS = frozenset(
    """another either neither rather whether weather together further higher paper newspaper number corner manner
    dinner banner danger trigger hunger finger merger factor sector prayer smaller cheaper deeper longer bigger
    stronger younger consist resist exist""".split()
)


def _lines(name: str) -> list[str]:
    return [line for line in read_packaged(name).splitlines() if line and not line.startswith("#")]
