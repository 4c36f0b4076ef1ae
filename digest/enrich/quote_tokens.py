"""Paragraphs as tokens, in which a quotation is one token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from digest.enrich.quote_marks import MarkedSpan

_TOKEN = re.compile(
    r"(?P<dotted>(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s+(?-i:[^\W\d_a-z])))"
    r"|(?P<elided>(?:[ldnsjcmt]|qu|dell|all|nell|dall|sull|un|quest)[’'](?=[aeiouhàâéèêëîïôùûœ]))"
    r"|(?P<number>[$€£]?\d+(?:[.,/:]\d+)*(?:[-–]?\w+)*%?)"
    r"|(?P<word>[$€£@#]?\w+(?:[’'.&‑/+-](?!(?:t-)?(?:ils?|elles?)\b|t-on\b)\w+"
    r"|[’'](?=\s|$))*)"
    r"|(?P<mark>--|\.\.\.|[^\w\s])",
    re.IGNORECASE,
)
_ABBREVIATED = frozenset(
    """mr mrs ms dr prof rev fr sr jr st mt ft gen col maj capt cmdr lt sgt cpl adm gov sen sens rep reps pres hon
    messrs mme inc ltd co corp bros dept jan feb mar apr jun jul aug sep sept oct nov dec dist atty supt del
    ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex
    vt va wash wis wyo hr dhr sig dott""".split()
)
_LONGEST_CONTRACTED = 9
"""Characters of "there’re", and one more."""
_ABBREVIATED_LOWER = frozenset("vs bzw ca nr dhr".split())
_CONTRACTED = re.compile(r"(?i)(he|she|it|they|we|you|i|there|that|who)([’'](?:s|re|ve|ll|m|d))$")
_POSSESSIVE = re.compile(r"(?:(?<=\w)[’']s|(?<=s)[’'])$")
_MARKS = frozenset('„“”«»‟"')
_ARTICLED_NAME = re.compile(r"(?:a[ldstnrz]|ash|el|ul)-[A-ZÀ-Þ]")
"""Arabic names: "al-Masri"."""
_BEFORE_NAME = '@#$„“”«»‟" \xa0\u202f'

Phrase = tuple[int, int]
"""A half-open range of tokens in a sentence."""


class Token(NamedTuple):
    """A word, a mark or a whole quotation. A tuple, since there is one for every word of the text."""

    kind: str
    """"w" a word, "p" a mark, "q" a quotation (with its marks)."""
    text: str
    lower: str
    start: int
    end: int
    quote: int = -1
    """For a quotation, its number; -1 for one that is a title."""

    @property
    def capital(self) -> bool:
        first = self.text.lstrip(_BEFORE_NAME)[:1]
        return first.isupper() or self.text[:1] == "@" or bool(_ARTICLED_NAME.match(self.text))

    @property
    def marked(self) -> bool:
        """Whether it is a name in quotation marks."""
        return self.kind == "w" and self.text[:1] in _MARKS

    @property
    def possessive(self) -> bool:
        return self.kind == "w" and bool(_POSSESSIVE.search(self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens, and the number of its paragraph."""

    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def quotes(self) -> list[int]:
        """The token indexes of its quotations."""
        return [index for index, token in enumerate(self.tokens) if token.quote >= 0]


def tokenise(
    text: str, start: int, end: int, spans: tuple[MarkedSpan, ...], first: int, *, contractions: bool
) -> list[Token]:
    """The tokens of a paragraph whose quotations are `spans`, numbered from `first`."""
    tokens: list[Token] = []
    position = start
    for number, span in enumerate(spans, first):
        tokens += _tokenise_plain(text, position, span.outer_start, contractions)
        tokens.append(Token("q", text[span.outer_start : span.outer_end], "", span.outer_start, span.outer_end, number))
        position = span.outer_end
    return [*tokens, *_tokenise_plain(text, position, end, contractions)]


def _tokenise_plain(text: str, start: int, end: int, contractions: bool) -> Iterator[Token]:
    position = start
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        if first < position:
            continue  # the full stop of an abbreviation
        word, position = match.group(), last
        if match.lastgroup == "mark":
            yield Token("p", word, word, first, last)
            continue
        if last < end and text[last] == "." and _is_abbreviated(word):
            word, position = word + ".", last + 1
        apostrophe = contractions and len(word) < _LONGEST_CONTRACTED and ("’" in word or "'" in word)
        contracted = _CONTRACTED.match(word) if apostrophe else None
        if contracted:
            middle = first + contracted.end(1)
            yield Token("w", word[: contracted.end(1)], contracted.group(1).lower(), first, middle)
            yield Token("w", contracted.group(2), contracted.group(2).lower(), middle, position)
            continue
        yield Token("w", word, word.lower(), first, position)


def _is_abbreviated(word: str) -> bool:
    """ "Mass." and "Miss." are, "mass." and "miss." end a sentence."""
    return word in _ABBREVIATED_LOWER or (word[0].isupper() and word.lower() in _ABBREVIATED)
