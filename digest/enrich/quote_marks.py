"""Where quotation marks open and close: outermost pairs, in the styles of the common scripts.

A paragraph is a line. A mark that is not closed in its paragraph runs to the paragraph's end (as where a quotation
goes on in the next one, whose opening mark repeats it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSED_BY = {
    '"': '"”',
    "＂": "＂",
    "”": "”",
    "“": ("”", "“", "’’", "''"),
    "„": "“”‟",
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "``": ("''", "’’", "”"),
}
_OPENING = frozenset("„‟「『") | {"``"}
_CLOSING = frozenset("」』") | {"''", "’’"}
"""Two single marks close a double one where a typesetter has put them in its place."""
_STRAIGHT = '"＂'
_MARK = re.compile(r"``|''|’’|[“”„‟«»「」『』\"＂‘’‚']")
_DOUBLE = re.compile(r"[“”„«»「」\"＂]|``|''")
_BEFORE_OPENING = frozenset(" \t\xa0\u202f\u2009([{—–-:/|…¿¡>‘'’“«「。，、：\n")
_INNER_CLOSE = re.compile(r"[,.?!]['’]\s$")
_SENTENCE_END = frozenset(",.?!…")
_MAX_SINGLE = 600
"""Single marks are apostrophes too: a pair further apart than this is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    char: str
    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """What stands between two marks: `start` and `end` without them, `outer_start` and `outer_end` with them.

    `closed` is False where the paragraph ends before the quotation does.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    single: bool = False


def find_marked_spans(text: str) -> tuple[MarkedSpan, ...]:
    """The outermost quoted spans of `text`, in order. A quotation inside another belongs to the outer one.

    Single marks count only where the text has no double ones: elsewhere they are apostrophes or inner quotations.
    """
    singles = not _DOUBLE.search(text)
    found: list[MarkedSpan] = []
    start = 0
    for line in text.split("\n"):
        found += _scan_single(line, start) if singles else _scan_paragraph(line, start)
        start += len(line) + 1
    return tuple(found)


def _scan_paragraph(line: str, offset: int) -> list[MarkedSpan]:
    marks = _read_marks(line)
    surplus = {char: _count_surplus(marks, char) for char in sorted({mark.char for mark in marks if mark.opens})}
    found: list[MarkedSpan] = []
    index = 0
    while index < len(marks):
        if not marks[index].opens:
            index += 1
            continue
        closing, closed = _find_close(marks, index, surplus[marks[index].char][index])
        if closing is None:
            found.append(_make_span(line, offset, marks[index], None, closed=False))
            break
        found.append(_make_span(line, offset, marks[index], marks[closing], closed=closed))
        index = closing + closed
    return [span for span in found if span.end > span.start]


def _read_marks(line: str) -> list[_Mark]:
    """The double marks of a paragraph, and by their form and place what each can be."""
    found = [match for match in _MARK.finditer(line) if match.group() not in "‘’‚'"]
    guillemets = [match.group() for match in found if match.group() in "«»"]
    inward = guillemets[:1] == ["»"] and len(guillemets) > 1  # »…«, as in German books
    german = any(match.group() == "„" for match in found)
    marks: list[_Mark] = []
    for match in found:
        char = match.group()
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        behind_word = bool(before) and not before.isspace() and before not in "([—–"
        # A closing mark may stand off from an inner one: "He called it 'a shame,' "
        behind_word = behind_word or bool(_INNER_CLOSE.search(line, max(0, match.start() - 3), match.start()))
        free_after = not after.isalnum()
        if char in _STRAIGHT:
            opens = (
                bool(after)
                and not after.isspace()
                and before != "="
                and (not before or before in _BEFORE_OPENING or after.isalnum())
            )
            closes = behind_word and free_after
        elif char in "«»":
            opens = (char == "»") == inward
            closes = not opens
        elif char == "“":
            closes = german or (behind_word and (not after or after.isspace() or after in ",.;:!?)") and before != ":")
            opens = not closes or (german and not behind_word)
        elif char == "”":
            # Swedish and Finnish open with it, and so do typing errors.
            opens = not german and (not before or before.isspace()) and after.isalnum()
            closes = not opens
        else:
            opens, closes = char in _OPENING, char in _CLOSING
        marks.append(_Mark(char=char, start=match.start(), end=match.end(), opens=opens, closes=closes))
    return marks


def _count_surplus(marks: list[_Mark], char: str) -> list[int]:
    """From each mark on: how many marks that close `char` there are beyond those that open it."""
    closers = _CLOSED_BY[char]
    counts = [0] * (len(marks) + 1)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        opens = mark.char == char and mark.opens and not mark.closes
        closes = mark.closes and (mark.char in closers or mark.char == char)
        counts[index] = counts[index + 1] + closes - opens
    return counts


def _find_close(marks: list[_Mark], index: int, surplus: int) -> tuple[int | None, bool]:
    """The mark that ends the span opened at `index`, and whether it closes it.

    Marks of other kinds in between are inside; marks of its own kind are nested, as long as enough closing ones
    follow. Otherwise this one was never closed, and ends where the next one opens. None: it runs to the end.
    """
    char = marks[index].char
    closers = _CLOSED_BY[char]
    depth = straight = 0
    for later in range(index + 1, len(marks)):
        mark = marks[later]
        if char == "“" and mark.char == '"':
            # Mixed styles: a straight mark that closes, with none opened inside, closes this one.
            if mark.closes and not mark.opens and straight == 0:
                return later, True
            straight += 1 if mark.opens else -1
        elif mark.closes and mark.char in closers:
            if depth == 0:
                return later, True
            depth -= 1
        elif mark.opens and mark.char == char:
            if surplus < 0 or char in _STRAIGHT:
                return later, False
            depth += 1
    return None, False


def _make_span(line: str, offset: int, opening: _Mark, closing: _Mark | None, *, closed: bool) -> MarkedSpan:
    """The span between two marks, without the white space some styles put inside them. None: to the line's end."""
    end = closing.start if closing else len(line)
    piece = line[opening.end : end]
    left = opening.end + len(piece) - len(piece.lstrip())
    return MarkedSpan(
        start=offset + left,
        end=offset + max(left, opening.end + len(piece.rstrip())),
        outer_start=offset + opening.start,
        outer_end=offset + (closing.end if closing and closed else end),
        closed=closed,
    )


def _scan_single(line: str, offset: int) -> list[MarkedSpan]:
    """Spans between single marks: one opens before a word, one closes after punctuation or a word."""
    found: list[MarkedSpan] = []
    position = 0
    while True:
        opening = _next_single_open(line, position)
        if opening < 0:
            return found
        closing = _next_single_close(line, opening)
        if closing < 0:
            position = opening + 1
            continue
        found.append(
            MarkedSpan(
                start=offset + opening + 1,
                end=offset + closing,
                outer_start=offset + opening,
                outer_end=offset + closing + 1,
                closed=True,
                single=True,
            )
        )
        position = closing + 1


_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–:-])|^)[‘'‚](?=\S)")
_SINGLE_CLOSE = re.compile(r"(?<=[,.?!…])[’'‘](?=[\s)\],.;:—–-]|$)|(?<=\w)[’'‘](?=[,.;:?!)\]—–]|\s|$)")


def _next_single_open(line: str, position: int) -> int:
    match = _SINGLE_OPEN.search(line, position)
    return match.start() if match else -1


def _next_single_close(line: str, opening: int) -> int:
    """The closing mark for `opening`: after punctuation if there is one, since after a word it may be an apostrophe."""
    first_after_word = -1
    nested = _SINGLE_OPEN.search(line, opening + 1)
    limit = min(len(line), opening + _MAX_SINGLE, nested.start() if nested else len(line))
    for match in _SINGLE_CLOSE.finditer(line, opening + 1, limit):
        if line[match.start() - 1] in _SENTENCE_END:
            return match.start()
        if first_after_word < 0 and line[match.start() - 1] != "s":
            first_after_word = match.start()
    return first_after_word
