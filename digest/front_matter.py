"""Front matter: reading it, and changing single fields without touching what the editor wrote around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from digest.errors import ContentError
from digest.strict_yaml import YamlError, parse_yaml, read_written_lines, write_lines

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFile:
    """A Markdown file: its fields, its body (no blank lines around it), and the front matter as it is written."""

    fields: Mapping[str, Any]
    body: str
    head: str
    """The text between the fences, with its closing newline."""


def split_content(text: str) -> ContentFile:
    """Read a Markdown file with front matter. Raises ContentError("front-matter") with the line at fault."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end()) if opening else None
    if not opening or not closing:
        raise ContentError("front-matter", "line 1: the file must begin with front matter between two lines of ---")
    head = text[opening.end() + 1 : closing.start()]
    try:
        fields = read_written_lines(head) or parse_yaml(head).value
    except YamlError as error:
        line = f"line {error.line + 1}: " if error.line else ""
        raise ContentError("front-matter", f"{line}the front matter is not valid YAML: {error.message}") from error
    if fields is None:
        fields = {}
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in fields):
        raise ContentError("front-matter", "line 2: the front matter must be `key: value` lines")
    return ContentFile(fields=fields, body=text[closing.end() :].strip("\n"), head=head)


def join_content(head: str, body: str) -> str:
    """The file's text from its front matter (as `ContentFile.head`) and its body."""
    return f"---\n{head}---\n\n{body}\n" if body else f"---\n{head}---\n"


def patch_head(head: str, changes: Mapping[str, Any]) -> str:
    """`head` with the fields in `changes` set to new values, and every other line as it was, comments too.

    A field that is not there yet goes to the end.
    """
    fields = read_written_lines(head)
    if fields is not None:  # a field a line
        return write_lines({**fields, **changes})
    node = parse_yaml(head).node
    lines = head.splitlines(keepends=True)
    pending = dict(changes)
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        for key, value in reversed(node.value):
            if key.value in pending:
                first = key.start_mark.line
                lines[first : _last_line(value) + 1] = [write_lines({key.value: pending.pop(key.value)})]
    elif node is not None:  # all on one line, {a: 1, …}: written anew
        return write_lines({**parse_yaml(head).value, **changes})
    return "".join(lines) + write_lines({key: value for key, value in changes.items() if key in pending})


def _last_line(node: yaml.Node) -> int:
    """The 0-based last line a value stands on. A block's end mark lies on the line after it, past blank lines."""
    if isinstance(node, yaml.SequenceNode | yaml.MappingNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    return int(end.line) - (1 if end.column == 0 and end.line > node.start_mark.line else 0)
