"""Terms in a text: words and phrases as an editor types them, and where they stand, by form and by stem.

One pass over the words of a text: each is looked up in a table of the terms' first words, by its form and by its
stem. Terms in scripts written without spaces are looked for as plain substrings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from digest.enrich.stems import same_inflection, stem_word, strip_accents

# Initials are one word with or without their stops ("U.S.", "US"); "C++" and "C#" are words; everything else that is
# not a letter, digit or underscore parts words, hyphens and apostrophes too, in terms as in text.
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|\w+(?:\+\+|#(?!\w))?")
_BREAK = re.compile(r"[.!?;:\n…]")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)

_TITLE_WEIGHT = 1.5
_LEDE_WEIGHT = 1.25
_LEDE_WORDS = 60
_STEM_WEIGHT = 0.5
"""What a match by stem alone counts against a match to the letter."""


class _Token(NamedTuple):
    form: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _TermWord:
    """A word of a term. `cased`: it was typed with a capital, so the text must have one."""

    form: str
    lower: str
    stem: str | None
    cased: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A term as typed: its words, or, in a script without spaces, the string to look for."""

    words: tuple[_TermWord, ...]
    literal: str | None


@dataclass(frozen=True, slots=True)
class TermTable:
    """Terms made ready for `find_hits`. Holds plain values only, so that it can be pickled."""

    lang: str
    patterns: tuple[Pattern, ...]
    by_form: Mapping[str, tuple[int, ...]]
    by_stem: Mapping[str, tuple[int, ...]]
    beginnings: frozenset[str]
    """How the stems begin: only words that begin so are stemmed."""
    literals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a pattern matches: offsets into title or text, and what the place itself is worth."""

    pattern: int
    start: int
    end: int
    surface: str
    weight: float
    prominent: bool
    """In the title or the lede."""


def fold_term(term: str) -> str:
    """`term` as the table holds it."""
    return unicodedata.normalize("NFC", term).strip()


def compile_terms(terms: tuple[str, ...], *, lang: str) -> TermTable:
    """A table of `terms`, numbered by their places. `lang`: a primary subtag, whose stemmer is used, or empty."""
    patterns = tuple(_compile_pattern(term, lang) for term in terms)
    by_form: dict[str, list[int]] = {}
    by_stem: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        if pattern.words:
            first = pattern.words[0]
            by_form.setdefault(first.lower, []).append(number)
            if first.stem is not None:
                by_stem.setdefault(first.stem, []).append(number)
    return TermTable(
        lang=lang,
        patterns=patterns,
        by_form={word: tuple(found) for word, found in by_form.items()},
        by_stem={stem: tuple(found) for stem, found in by_stem.items()},
        beginnings=frozenset(_beginning(stem) for stem in by_stem),
        literals=tuple(number for number, pattern in enumerate(patterns) if pattern.literal),
    )


def _compile_pattern(term: str, lang: str) -> Pattern:
    if UNSPACED.search(term):
        return Pattern(words=(), literal=term)
    return Pattern(words=tuple(_compile_word(token, lang) for token in _tokenise(term)), literal=None)


def _compile_word(token: _Token, lang: str) -> _TermWord:
    cased = token.form != token.lower
    # A capital marks a name, which is not inflected in English; elsewhere it may be an ordinary noun (German). Short
    # words and acronyms have no inflection worth the mistakes.
    stemmed = (
        len(token.lower) > 2
        and token.form.isalpha()
        and not (cased and (lang == "en" or token.form[1:] != token.lower[1:]))
    )
    return _TermWord(
        form=token.form, lower=token.lower, stem=stem_word(token.lower, lang) if stemmed else None, cased=cased
    )


def _tokenise(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        form = match.group()
        if "." in form:
            form = form.replace(".", "")
        tokens.append(_Token(form, form.lower(), match.start(), match.end()))
    return tokens


def find_hits(text: str, table: TermTable, *, title: bool) -> list[Hit]:
    """Every place in `text` where a pattern matches. Places in the title have negative offsets, so none coincide."""
    shift = -len(text) - 1 if title else 0
    shouted = title and text.isupper()
    tokens = _tokenise(text)
    known: dict[str, tuple[int, ...]] = {}
    hits = []
    for index, token in enumerate(tokens):
        numbers = known.get(token.lower)
        if numbers is None:
            numbers = known[token.lower] = _candidates(token.lower, table)
        for number in numbers:
            words = table.patterns[number].words
            exact = _match_words(words, tokens, index, table.lang, shouted)
            if exact is None:
                continue
            start, end = token.start, tokens[index + len(words) - 1].end
            if len(words) > 1 and _crosses_break(text, tokens[index : index + len(words)]):
                continue
            weight, prominent = _weigh_place(title, index)
            weight *= 1.0 if exact else _STEM_WEIGHT
            hits.append(Hit(number, start + shift, end + shift, text[start:end], weight, prominent))
    for number in table.literals:
        literal = table.patterns[number].literal or ""
        for start in _find_all(text, literal):
            weight, prominent = _weigh_place(title, start // 2)
            hits.append(Hit(number, start + shift, start + len(literal) + shift, literal, weight, prominent))
    return hits


def _crosses_break(text: str, tokens: list[_Token]) -> bool:
    """Whether a sentence or a line ends between the words of a phrase."""
    return any(_BREAK.search(text, a.end, b.start) for a, b in pairwise(tokens))


def _weigh_place(title: bool, words_before: int) -> tuple[float, bool]:
    """What a place counts, and whether it is the title or the lede."""
    if title:
        return _TITLE_WEIGHT, True
    return (_LEDE_WEIGHT, True) if words_before < _LEDE_WORDS else (1.0, False)


def _candidates(word: str, table: TermTable) -> tuple[int, ...]:
    """The patterns whose first word may be `word`, which is in lower case."""
    found = table.by_form.get(word, ())
    if len(word) > 2 and (_beginning(word) in table.beginnings or _beginning(word)[:2] in table.beginnings):
        stemmed = table.by_stem.get(stem_word(word, table.lang), ())
        if stemmed:
            return found + tuple(number for number in stemmed if number not in found)
    return found


def _beginning(word: str) -> str:
    """The three letters that stemming leaves alone (but for accents, and "skies" of "sky")."""
    return strip_accents(word[:3]).replace("y", "i")


def _match_words(
    words: tuple[_TermWord, ...], tokens: list[_Token], index: int, lang: str, shouted: bool
) -> bool | None:
    """Whether `words` stand at `index`: True to the letter, False by stem, None not at all."""
    if index + len(words) > len(tokens):
        return None
    exact = True
    for offset, word in enumerate(words):
        token = tokens[index + offset]
        if word.cased and not _same_case(word, token, shouted):
            return None
        if token.lower == word.lower:
            continue
        if (
            word.stem is None
            or stem_word(token.lower, lang) != word.stem
            or not same_inflection(token.lower, word.lower, lang)
        ):
            return None
        exact = False
    return exact


def _same_case(word: _TermWord, token: _Token, shouted: bool) -> bool:
    """Whether the text has the capitals of the term; where all is in capitals, acronyms don't count."""
    if word.form[1:] == word.lower[1:]:
        return token.form[:1] == word.form[:1]
    return token.form == word.form and not shouted


def _find_all(text: str, literal: str) -> Iterator[int]:
    start = text.find(literal)
    while start >= 0:
        yield start
        start = text.find(literal, start + len(literal))
