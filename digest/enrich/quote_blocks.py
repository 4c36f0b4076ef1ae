"""Quotations without quotation marks: block quotes of the Markdown, and dialogue that a dash opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from digest.enrich.quote_marks import MarkedSpan
from digest.enrich.speech import Grammar
from digest.marks import plain_text

_BLOCK_LINE = re.compile(r" {0,3}> ?")
_DASH = "[—–―]"
_SOURCE_LINE = re.compile(rf"(?:{_DASH}|--)\s*(?=\w)")
_DIALOGUE = re.compile(rf"{_DASH}\s*(?=[\w¿¡«“])")
_BREAK = re.compile(rf"(?P<comma>,)\s+(?!{_DASH})|(?:(?<=[,.!?…])|(?<=\w))\s*{_DASH}\s*")
_WORDS_SEEN = re.compile(r"\W*(\w+)(?:\W+(\w+))?")
_OPENING_MARK = re.compile("[\"“„«»‟”‘'「『]")

_LONGEST_NAME = 4
_SENTENCE_ENDS = frozenset('.!?…”"»')

Line = tuple[int, int]
"""A half-open span of a text: one of its lines."""


def find_block_quotes(markdown: str, text: str) -> tuple[tuple[Line, ...], ...]:
    """The block quotes of `markdown`, each as its lines in `text`, which is the plain text of it."""
    if ">" not in markdown:
        return ()
    found = []
    position = 0
    for quoted, lines in groupby(markdown.split("\n"), key=lambda line: bool(_BLOCK_LINE.match(line))):
        part = plain_text("\n".join(_BLOCK_LINE.sub("", line, count=1) if quoted else line for line in lines))
        start = _find_lines(text, part, position) if part else -1
        if start < 0:
            continue  # link definitions and the like: the next part is looked for from the same place
        position = start + len(part)
        if quoted:
            found.append(tuple(_cut_lines(start, part)))
    return tuple(found)


def _find_lines(text: str, wanted: str, position: int) -> int:
    """Where `wanted` stands in `text` as whole lines, from `position` on; -1 where it does not."""
    start = text.find(wanted, position)
    while start >= 0:
        end = start + len(wanted)
        if text[start - 1 : start] in {"", "\n"} and text[end : end + 1] in {"", "\n"}:
            return start
        start = text.find(wanted, start + 1)
    return -1


def _cut_lines(start: int, text: str) -> Iterator[Line]:
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def find_source_line(text: str, block: tuple[Line, ...]) -> Line | None:
    """Who is named in the last line of a block quote: behind a dash ("— Smith, in her report"), or by name alone."""
    start, end = block[-1]
    if len(block) == 1:
        return None
    mark = _SOURCE_LINE.match(text, start, end)
    if mark:
        return mark.end(), end
    line = text[start:end]
    words = line.split()
    named = len(words) <= _LONGEST_NAME and all(word[:1].isupper() for word in words) and line[-1:].isalpha()
    return (start, end) if named and text[start - 2] in _SENTENCE_ENDS else None


def span_blocks(text: str, blocks: tuple[tuple[Line, ...], ...]) -> Iterator[MarkedSpan]:
    """The quoted lines of block quotes, where they have no quotation marks of their own."""
    for block in blocks:
        quoted = block[:-1] if find_source_line(text, block) else block
        if any(_OPENING_MARK.match(text, start, end) for start, end in quoted):
            continue
        for number, (start, end) in enumerate(quoted, 1):
            yield MarkedSpan(start, end, start, end, closed=number == len(quoted))


def span_dialogue(text: str, grammar: Grammar) -> Iterator[MarkedSpan]:
    """What is said in lines that a dash opens, if a verb of speech follows it: "— Vamos —dijo Ruiz—. Es tarde."."""
    if not grammar.dash_dialogue:
        return
    start = 0
    for line in text.split("\n"):
        opening = _DIALOGUE.match(line)
        if opening and not _OPENING_MARK.search(line):
            yield from _span_line(line, opening.end(), start, grammar)
        start += len(line) + 1


def _span_line(line: str, first: int, offset: int, grammar: Grammar) -> Iterator[MarkedSpan]:
    for stop in _BREAK.finditer(line, first):
        if not _speech_follows(line, stop.end(), grammar):
            continue
        end = stop.end("comma") if stop.group("comma") else stop.start()
        end = len(line[:end].rstrip())
        yield MarkedSpan(offset + first, offset + end, offset + first, offset + end, closed=True)
        again = next((one for one in _BREAK.finditer(line, stop.end()) if not one.group("comma")), None)
        if again is not None:
            begin = again.end() + len(line[again.end() :]) - len(line[again.end() :].lstrip(" .,"))
            if begin < len(line):
                yield MarkedSpan(offset + begin, offset + len(line), offset + begin, offset + len(line), closed=True)
        return


def _speech_follows(line: str, start: int, grammar: Grammar) -> bool:
    """Whether "said" or "has said" stands at `start`."""
    words = _WORDS_SEEN.match(line, start)
    if words is None:
        return False
    first, second = words.group(1).lower(), (words.group(2) or "").lower()
    return first in grammar.says or (first in grammar.auxiliaries and second in grammar.says)
