"""Small edits in the text of a YAML file, by the marks of its parsed nodes: everything else keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 takes for a line's end
_COMMENT_LINE = re.compile(r"([ ]*)#[^\n\r]*")
_BLANK = re.compile(r"[ \t]*")
# White space, comments, and the comma that may follow a flow list's last item.
_TAIL = re.compile(r"(?:[ \t\r\n]|(?<=[ \t\r\n])#[^\n\r]*)*(,)?")


def append_to_flow(text: str, node: yaml.CollectionNode, items: Sequence[str]) -> str:
    """Items before a flow collection's closing bracket, each on a line of its own where the bracket has one."""
    close = int(node.end_mark.index) - 1
    line_end = find_line_end(text, close)
    if not node.value:
        return text[:close] + ", ".join(items) + text[close:]
    last = node.value[-1]
    first_of_last, end = (last[0], end_of(last[1])) if isinstance(last, tuple) else (last, end_of(last))
    tail = _TAIL.match(text, end, close)
    comma = tail is not None and tail[1] is not None
    if comma and tail is not None:
        end = tail.end()
    else:
        text, end, close = text[:end] + "," + text[end:], end + 1, close + 1
    if not _BREAK.search(text, end, close):
        return f"{text[:end]} {', '.join(items)}{text[end:]}"
    margin = " " * int(first_of_last.start_mark.column)
    at = end_of_line(text, end)
    written = f",{line_end}".join(margin + item for item in items) + ("," if comma else "") + line_end
    return text[:at] + written + text[at:]


def end_of(node: yaml.Node) -> int:
    """Where a node's own text ends: a block collection's mark stands after the comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    # A block scalar's mark stands at the start of the next line; all others end within their line.
    is_block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
    return int(node.end_mark.index) - (1 if is_block else 0)


def end_of_line(text: str, index: int) -> int:
    """The start of the line after the one that `index` is in."""
    found = _BREAK.search(text, index)
    return found.end() if found else len(text)


def rest_of_line(text: str, index: int) -> str:
    found = _BREAK.search(text, index)
    return text[index : found.start() if found else len(text)]


def after_comments(text: str, at: int, indent: int) -> int:
    """Past the comment lines that belong to an indented list: as deep as its dashes, blank lines between or not."""
    position = at
    while indent and position < len(text):
        line = rest_of_line(text, position)
        following = end_of_line(text, position)
        comment = _COMMENT_LINE.fullmatch(line)
        if comment and len(comment[1]) >= indent:
            at = following
        elif not _BLANK.fullmatch(line):
            break
        position = following
    return at


def begin_line(text: str, at: int, line_end: str) -> str:
    """What is missing for a line to begin at `at`."""
    return "" if at == 0 or text[at - 1] in "\n\r" else line_end


def space_after(text: str, at: int) -> str:
    return "" if text[at - 1 : at].isspace() else " "


def find_line_end(text: str, at: int) -> str:
    """The line end in use just before `at`, or the text's first, or a newline."""
    position = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at))
    if position < 0:
        found = re.search("\r\n|\n|\r", text)
        return found.group() if found else "\n"
    return "\r\n" if text[position - 1 : position + 1] == "\r\n" else text[position]
