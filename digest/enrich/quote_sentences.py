"""Paragraphs as sentences of tokens: where a sentence ends beside a quotation, and which small words are names."""

from __future__ import annotations

from collections.abc import Iterator

from digest.enrich.quote_marks import MarkedSpan
from digest.enrich.quote_syntax import bounds_phrase, is_verb
from digest.enrich.quote_tokens import Sentence, Token, tokenise
from digest.enrich.speech import Grammar

_SENTENCE_ENDS = frozenset((".", "!", "?", "…", "...", "。", "！", "？"))
_MAX_SENTENCE = 400
"""Tokens: no sentence is longer, and the search for subjects is not linear in it."""


def split_sentences(text: str, spans: tuple[MarkedSpan, ...], grammar: Grammar) -> list[Sentence]:
    """The sentences of `text`, each quotation one token of them."""
    found: list[Sentence] = []
    start, number = 0, 0
    for paragraph, line in enumerate(text.split("\n")):
        end = start + len(line)
        first = number
        while number < len(spans) and spans[number].start < end:
            number += 1
        tokens = tokenise(text, start, end, spans[first:number], first, contractions=grammar.contracts)
        if grammar.name_words:
            tokens = list(_tell_names(tokens, grammar))
        found += [Sentence(tuple(part), paragraph) for part in _split_tokens(tokens, text, spans, grammar)]
        start = end + 1
    return found


def _tell_names(tokens: list[Token], grammar: Grammar) -> Iterator[Token]:
    """The tokens, with "May" in "Theresa May" in a form that no list of small words has."""
    before: Token | None = None
    for token in tokens:
        if (
            token.lower in grammar.name_words
            and token.capital
            and before is not None
            and _goes_before_name(before, grammar)
        ):
            yield token._replace(lower=token.text)
        else:
            yield token
        before = token


def _goes_before_name(token: Token, grammar: Grammar) -> bool:
    if token.kind != "w":
        return token.kind == "q"
    small = grammar.temporals | grammar.determiners | grammar.pronouns | grammar.relatives
    return token.capital and token.lower not in small and not bounds_phrase(token, grammar)


def _dateline_end(tokens: list[Token]) -> int:
    """The dash behind a dateline ("OSTRAVA, July 14 (Wire) —"), which is no part of the sentence; -1 without one."""
    if not tokens or len(tokens[0].text) < _LEAST_PLACE or not tokens[0].text.isupper():
        return -1
    dash = next((i for i, token in enumerate(tokens[:_LONGEST_DATELINE]) if token.text in ("—", "–", "--")), -1)
    return dash if all(token.kind != "q" for token in tokens[: dash + 1]) else -1


_LEAST_PLACE = 3
_LONGEST_DATELINE = 14


def _split_tokens(
    tokens: list[Token], text: str, spans: tuple[MarkedSpan, ...], grammar: Grammar
) -> Iterator[list[Token]]:
    current: list[Token] = []
    dateline = _dateline_end(tokens)
    for index, token in enumerate(tokens):
        current.append(token)
        if index == dateline:
            yield current
            current = []
            continue
        if len(current) >= _MAX_SENTENCE:
            yield current
            current = []
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None:
            break
        if token.kind == "p":
            ends = token.text in _SENTENCE_ENDS and following.kind != "p"
            ends = ends and not _is_ordinal(tokens, index, grammar)
            ends = ends and (token.text in "!?" or following.kind == "q" or not following.text[:1].islower())
        else:
            ends = token.kind == "q" and _quote_ends_sentence(tokens, index, spans[token.quote], text, grammar)
        if ends:
            yield current
            current = []
    if current:
        yield current


def _is_ordinal(tokens: list[Token], stop: int, grammar: Grammar) -> bool:
    """Whether a full stop belongs to a number: German "am 27. Februar", "der 2. Senat"."""
    if not grammar.noun_capitals or tokens[stop].text != "." or stop < 1:
        return False
    number = tokens[stop - 1]
    if not (number.text.isdigit() and len(number.text) <= _ORDINAL_DIGITS and number.end == tokens[stop].start):
        return False
    before = tokens[stop - 2].lower if stop > 1 else ""
    dated = tokens[stop + 1].lower in grammar.temporals
    return dated or before in grammar.determiners or before in grammar.prepositions


_ORDINAL_DIGITS = 2


def _quote_ends_sentence(tokens: list[Token], index: int, span: MarkedSpan, text: str, grammar: Grammar) -> bool:
    """Whether the quotation at `index` closes the sentence it stands in."""
    following = tokens[index + 1]
    if following.kind == "p":
        return False
    last = text[span.end - 1]
    if last not in ".!?…":
        return False
    if following.kind == "q":
        return True
    if following.text[:1].islower():
        # "…!" he said, but: "…." in a house style that never puts a comma inside.
        return last == "." and not _speech_follows(tokens, index + 1, grammar)
    return last == "." or not _speech_follows(tokens, index + 1, grammar)


def _speech_follows(tokens: list[Token], index: int, grammar: Grammar) -> bool:
    """Whether a short attribution ("Smith said", "said Smith") begins at `index`."""
    for offset in range(6):
        if index + offset >= len(tokens) or tokens[index + offset].kind != "w":
            return False
        token = tokens[index + offset]
        if token.lower in grammar.says or (
            offset and is_verb(token, grammar) and token.lower not in grammar.auxiliaries
        ):
            return True
    return False
