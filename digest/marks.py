"""The Markdown we store: plain text into it, and its plain text out of it.

The dialect is that of python-markdown with its extensions tables, fenced_code, footnotes and sane_lists.
`plain_text` also copes with whatever an editor types; it reads in one pass and never renders.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.text import normalise

# --- plain text -> Markdown ------------------------------------------------------------------------------

# An underscore between two letters or digits is no mark, so file_name stays as it is.
_SPECIAL = re.compile(r"[\\`*\[\]|<]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w]|$)")
_SPECIAL_SIGNS = r"\`*[]|<_&"  # one stands in all that `_SPECIAL` finds
_LINE_START = re.compile(r"(#)|(>)|([-+])(?=\s|-|$)|(=)(?=[=\s]*$)|(~)(?=~~)|(\d{1,9})([.)])(?=\s|$)|(:)(?=\s|-)")
_FALSE_LABEL = re.compile(r"\[[^\[\]`]*\]:")
_AS_ENTITY = {"=": "&#61;", "~": "&#126;", ":": "&#58;", "<": "&lt;", "&": "&amp;"}


def escape_markdown(text: str) -> str:
    """A plain paragraph as Markdown that renders back to the same text (normalised; its line ends as hard breaks)."""
    lines = [line for line in normalise(text).split("\n") if line]
    return "  \n".join(escape_line_start(escape_inline(line)) for line in lines)


def escape_inline(text: str) -> str:
    """`text` with every character escaped that has a meaning inside a line of Markdown."""
    for sign in _SPECIAL_SIGNS:  # sign by sign is quicker than by a pattern
        if sign in text:
            break
    else:
        return text
    return _SPECIAL.sub(lambda match: _AS_ENTITY.get(match.group(), "\\" + match.group()), text)


def escape_line_start(line: str) -> str:
    """A line of Markdown's inline text so that its beginning opens no heading, list, quote, rule or fence."""
    if line[:1] == "[" and (label := _FALSE_LABEL.match(line)):
        # A link's text that has "]:" in it would be read as the definition of a reference.
        return f"{line[: label.end() - 1]}&#58;{line[label.end() :]}"
    match = _LINE_START.match(line)
    if not match:
        return line
    if match.group(6):
        return f"{match.group(6)}\\{line[match.end(6) :]}"
    return _AS_ENTITY.get(line[0], "\\" + line[0]) + line[1:]


# --- Markdown -> plain text ------------------------------------------------------------------------------

_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*[^`\n]*$")
_FENCE_END = re.compile(r"(`{3,}|~{3,})[ ]*$")
_QUOTE = re.compile(r" *+>(?: {0,3}>)*+ ?")
_HEADING = re.compile(r" {0,3}#{1,6}(.*)$")
_CLOSING_HASHES = re.compile(r"(?<![\\#])#++\s*+$")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_RULE = re.compile(r" {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,})$")
_ITEM = re.compile(r"(?: *+(?:[-+*]|\d{1,9}\.) ++)++(?=\S)")
_DELIMITER_ROW = re.compile(r" {0,3}\|?[ :|-]*-[ :|-]*$")
_REFERENCE = re.compile(r" {0,3}\[([^\[\]^][^\[\]]*)\]: *(?:<[^<>]*>|\S+)(?: +(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))? *$")
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\[\]]+)\]: *")
_INDENTED = re.compile(r"(?: {4}|\t)")


@dataclass(slots=True)
class _Names:
    """What a document defines: labels of link references and of footnotes, folded."""

    references: set[str] = field(default_factory=set)
    footnotes: set[str] = field(default_factory=set)


def plain_text(markdown: str) -> str:
    """The words of `markdown`: one block a line ("\\n" between), no marks, link targets, images or captions.

    A hard break is a line end too, and so is the edge of a table's cell: what stands apart stays apart.
    """
    lines = normalise_lines(markdown)
    names = _Names()
    for line in lines if "]:" in markdown else ():
        if found := _REFERENCE.match(line):
            names.references.add(_fold_label(found.group(1)))
        elif found := _FOOTNOTE.match(line):
            names.footnotes.add(_fold_label(found.group(1)))
    blocks = normalise("\n".join(_BlockReader(lines, names).read()))
    return "\n".join(line for line in blocks.split("\n") if line)


def normalise_lines(markdown: str) -> list[str]:
    """The lines of `markdown` with one kind of line end and tabs at their start as four spaces."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n")
    return [line.replace("\t", "    ") if line[:1].isspace() else line for line in text.split("\n")]


def _fold_label(label: str) -> str:
    return " ".join(label.casefold().split())


class _BlockReader:
    """The text of each block: a small state machine over the lines, each looked at once."""

    def __init__(self, lines: list[str], names: _Names) -> None:
        self._lines = lines
        self._names = names
        # A fence counts only when a line further down closes it.
        self._last_fence = {
            match.group(1): at
            for at, line in enumerate(lines)
            if line.startswith(("```", "~~~")) and (match := _FENCE_END.match(line))
        }
        self._paragraph: list[str] = []
        self._fence: str | None = None
        self._in_list = self._in_table = self._item_open = self._was_quoted = False

    def read(self) -> Iterator[str]:
        """The blocks in order, some of them empty."""
        for at, raw in enumerate(self._lines):
            if self._fence:
                if (end := _FENCE_END.match(raw)) and end.group(1) == self._fence:
                    self._fence = None
                else:
                    yield raw
                continue
            if raw[:1].isalpha() and not self._in_table and (self._paragraph or "|" not in raw):
                # Most lines: all that opens a block or a row of a table begins with another sign.
                self._in_list = self._in_list and bool(self._paragraph)
                self._was_quoted = False
                if self._paragraph or any(self._lines[at + 1 : at + 2]):
                    self._paragraph.append(raw)
                else:
                    yield _read_inline(raw.strip(), self._names)
                continue
            if not raw:
                if self._paragraph:
                    yield from self._close()
                self._in_table = self._item_open = self._was_quoted = False
                continue
            opening = _FENCE.match(raw)
            if opening and self._last_fence.get(opening.group(1), -1) > at:
                yield from self._close()
                self._fence, self._in_list = opening.group(1), False
                continue
            line, quoted = _strip_quote(raw)
            if quoted and not self._was_quoted:
                yield from self._close()
            self._was_quoted = quoted
            if not line.strip():
                yield from self._close()
                self._in_table = self._item_open = False
            elif self._in_table:
                yield from _read_row(line, self._names)
            elif self._paragraph and _UNDERLINE.match(line) and len(self._paragraph) == 1 and not self._item_open:
                yield from self._close()
            elif self._paragraph or not self._opens_table(line, at):
                yield from self._read_line(line)
            else:
                self._in_table = True
                yield from _read_row(line, self._names)
        yield from self._close()

    def _opens_table(self, line: str, at: int) -> bool:
        if "|" not in line or at + 1 >= len(self._lines):
            return False
        following = _strip_quote(self._lines[at + 1])[0]
        return "|" in following and _DELIMITER_ROW.match(following) is not None

    def _read_line(self, line: str) -> Iterator[str]:
        """A line that may begin a block, or go on with a paragraph."""
        if not self._paragraph:
            if _REFERENCE.match(line):
                return
            if _INDENTED.match(line) and not self._in_list:
                yield line
                return
            self._in_list = self._in_list and line[0] == " "
        item = _ITEM.match(line)
        if self._in_list and not item:
            line = line.lstrip(" ")
        if _RULE.match(line):
            yield from self._close()
        elif heading := _HEADING.match(line):
            yield from self._close()
            yield self._read_heading(heading)
        elif item and (not self._paragraph or self._item_open):
            yield from self._close()
            self._in_list = self._item_open = True
            line = line[item.end() :]
            if heading := _HEADING.match(line):
                yield self._read_heading(heading)
            else:
                self._paragraph.append(_strip_quote(line)[0])
        else:
            note = None if self._paragraph else _FOOTNOTE.match(line)
            self._paragraph.append(line[note.end() :] if note else line)

    def _read_heading(self, heading: re.Match[str]) -> str:
        return _read_inline(_CLOSING_HASHES.sub("", heading.group(1)), self._names)

    def _close(self) -> Iterator[str]:
        """End the paragraph: its soft line ends are spaces, its hard ones line ends."""
        if self._paragraph:
            pieces = [line.strip(" ") + ("\n" if line.endswith("  ") else " ") for line in self._paragraph]
            joined = "".join(pieces).strip()
            self._paragraph.clear()
            yield _read_inline(joined, self._names)


def _strip_quote(line: str) -> tuple[str, bool]:
    """`line` without its quote marks, in a list too, and whether it had any."""
    match = _QUOTE.match(line)
    return (line[match.end() :], True) if match else (line, False)


def _read_row(line: str, names: _Names) -> Iterator[str]:
    """The cells of a table's row, each a line of its own; nothing for the row of dashes."""
    if _DELIMITER_ROW.match(line):
        return
    cells, start, at = [], 0, 0
    ticks = _CodeSpans(line)
    while at < len(line):
        if line[at] == "\\":
            at += 2
        elif line[at] == "`":
            at = ticks.end_of(at)[1]
        elif line[at] == "|":
            cells.append(line[start:at])
            start = at = at + 1
        else:
            at += 1
    cells.append(line[start:])
    for cell in cells:
        if text := _read_inline(cell.strip(), names).strip():
            yield text


# --- inside a block --------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()>#+\-.!|])|(?P<ticks>`+)"
    r"|<(?P<link>[A-Za-z][A-Za-z0-9+.-]*://[^<>]*|[^<>@\s!]+@[^<>@\s]+)>|(?P<comment><!--)"
    r"|<(?P<tag>/?[A-Za-z][^<>]*)>|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]{1,32});)"
    r"|(?P<open>!?\[)|(?P<close>\])|(?P<stars>\*+)|(?P<bars>_+)"
)
_MARKS = r"\`<&[]*_"  # one stands in all that `_TOKEN` finds
_SIGN = re.compile(r"[\\`<&!\[\]*_]")  # and with one of these it begins
_TARGET = re.compile(
    r"""\(\s*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_LABEL = re.compile(r" ?\[([^\[\]]*)\]")
_TICKS = re.compile("`+")


class _CodeSpans:
    """Where runs of backticks stand, so that the partner of one is found without another walk."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: dict[int, list[int]] | None = None

    def end_of(self, start: int) -> tuple[int, int]:
        """Of the run at `start`: where the code ends and where what follows it begins; both the run's end for none."""
        if self._runs is None:
            self._runs = {}
            for run in _TICKS.finditer(self._text):
                self._runs.setdefault(len(run.group()), []).append(run.start())
        opening = _TICKS.match(self._text, start)
        length = len(opening.group()) if opening else 1
        starts = self._runs.get(length, [])
        following = bisect_right(starts, start)
        if following == len(starts):
            return start + length, start + length
        return starts[following], starts[following] + length


@dataclass(slots=True)
class _Run:
    """A run of emphasis marks, of which those without a partner stay text."""

    mark: str
    left: int
    opens: bool
    closes: bool


def _read_inline(text: str, names: _Names) -> str:
    """The words of a block's text, by one walk over its marks."""
    for mark in _MARKS:
        if mark in text:
            break
    else:
        return text
    pieces: list[str | _Run] = []
    brackets: list[tuple[int, int, bool]] = []
    spans = _CodeSpans(text)
    last_comment = text.rfind("-->")
    at = 0
    while token := _find_token(text, at):
        pieces.append(text[at : token.start()])
        at = token.end()
        kind, value = token.lastgroup, token.group(token.lastgroup or 0)
        if kind == "escaped":
            pieces.append(value)
        elif kind == "ticks":
            code_end, after = spans.end_of(token.start())
            pieces.append(text[at:code_end].strip() if after > at else value)
            at = max(at, after)
        elif kind == "link":
            pieces.append(value.removeprefix("mailto:"))
        elif kind == "comment":
            end = text.find("-->", at) if at <= last_comment else -1
            at, piece = (end + 3, "") if end >= 0 else (at, value)
            pieces.append(piece)
        elif kind == "tag":
            pieces.append("\n" if value[:2].lower() == "br" else "")
        elif kind == "entity":
            pieces.append(html.unescape(value))
        elif kind == "open":
            brackets.append((len(pieces), at, value == "!["))
            pieces.append(value)
        elif kind == "close":
            at = _close_bracket(text, at, pieces, brackets, names)
        else:
            pieces.append(_measure_run(text, token))
    pieces.append(text[at:])
    _pair_emphasis(pieces)
    return "".join(piece if isinstance(piece, str) else piece.mark * piece.left for piece in pieces)


def _find_token(text: str, at: int) -> re.Match[str] | None:
    """What `_TOKEN.search` finds, sooner: a class of signs is looked for many times as fast as alternatives are."""
    while sign := _SIGN.search(text, at):
        if token := _TOKEN.match(text, sign.start()):
            return token
        at = sign.end()
    return None


def _close_bracket(
    text: str, at: int, pieces: list[str | _Run], brackets: list[tuple[int, int, bool]], names: _Names
) -> int:
    """Settle the `]` before `at`: the words of a link stay, an image or a footnote's mark goes. Where to go on."""
    if not brackets:
        pieces.append("]")
        return at
    index, start, is_image = brackets.pop()
    label = text[start : at - 1]
    if label.startswith("^") and _fold_label(label[1:]) in names.footnotes:
        del pieces[index:]
        return at
    if target := _TARGET.match(text, at):
        end = target.end()
    elif names.references and (named := _LABEL.match(text, at)):
        if _fold_label(named.group(1) or label) not in names.references:
            pieces.append("]")
            return at
        end = named.end()
    elif names.references and _fold_label(label) in names.references:
        end = at
    else:
        pieces.append("]")
        return at
    if is_image:
        del pieces[index:]
    else:
        pieces[index] = ""
    return end


def _measure_run(text: str, token: re.Match[str]) -> _Run:
    """Whether a run of marks can open or close emphasis, as python-markdown has it."""
    before, after = text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1]
    opens, closes = bool(after) and not after.isspace(), bool(before) and not before.isspace()
    if token.lastgroup == "bars":
        opens = opens and not (before.isalnum())
        closes = closes and not (after.isalnum())
    return _Run(mark=token.group()[0], left=len(token.group()), opens=opens, closes=closes)


def _pair_emphasis(pieces: list[str | _Run]) -> None:
    """Take away the marks that pair up, at most two of a run at a time."""
    open_runs: dict[str, list[_Run]] = {"*": [], "_": []}
    for run in pieces:
        if isinstance(run, str):
            continue
        stack = open_runs[run.mark]
        while run.closes and run.left and stack:
            opener = stack[-1]
            size = 2 if opener.left >= 2 and run.left >= 2 else 1
            opener.left -= size
            run.left -= size
            if not opener.left:
                stack.pop()
        if run.opens and run.left:
            stack.append(run)
