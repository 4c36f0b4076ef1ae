"""Rows of content/actors.yaml set from outside, and nothing else in the file changed.

The text is edited, not written anew: comments, order and the editor's other lines keep their bytes. What comes out is
parsed again and has to be the old list with exactly the row wanted; any other outcome is refused, never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from digest.errors import ConfigError
from digest.strict_yaml import YamlError, parse_yaml, write_scalar, write_value
from digest.yaml_edit import (
    after_comments,
    append_to_flow,
    begin_line,
    end_of,
    end_of_line,
    find_line_end,
    rest_of_line,
)

KEYS = tuple("id name kind aliases merged_into split_from articles roles wikidata weight hidden".split())
"""The keys of a row, in the order in which new ones are written."""

Changes = Mapping[str, Any]


def set_row(text: str, id_: str, changes: Changes, *, name: str = "content/actors.yaml") -> str:
    """`text` of an actors.yaml with `changes` (key -> value, None to take the key away) in the row of `id_`.

    A row that is not there is added at the end. `name` is how messages call the file.
    Raises ConfigError where the text is no list of rows, or is written in a way that cannot be edited.
    """
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    rows, root = _parse(body, name)
    wanted = _change_rows(rows, id_, changes)
    edited = body
    if root is None or not any(row.get("id") == id_ for row in rows):
        edited = _add_row(edited, root, next(row for row in wanted if row["id"] == id_), name)
    else:
        for key in sorted(changes, key=KEYS.index):
            _, root = _parse(edited, name)
            assert root is not None
            edited = _set_key(edited, _find_row(root, id_), key, changes[key])
    if _parse(edited, name)[0] != wanted:
        raise _refusal(name, next(row for row in wanted if row["id"] == id_))
    return mark + edited


def edit_register(path: Path, id_: str, changes: Changes, *, text: str | None = None) -> str:
    """The new text of the register at `path` (which need not exist), see `set_row`; nothing is written. `text` is
    what an edit before this one made of it.
    """
    try:
        text = path.read_bytes().decode("utf-8") if text is None else text
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: cannot be read as UTF-8 text: {error}"]) from None
    return set_row(text, id_, changes, name=str(path))


def _parse(text: str, name: str) -> tuple[list[dict[str, Any]], yaml.SequenceNode | None]:
    try:
        document = parse_yaml(text)
    except YamlError as error:
        raise ConfigError([f"{name}:{error.line or 1}: not valid YAML: {error.message}"]) from None
    if document.value is None:
        return [], None
    rows = document.value
    if not isinstance(document.node, yaml.SequenceNode) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError([f"{name}:1: a list is needed, each row a mapping such as {{id: …}}"])
    return rows, document.node


def _change_rows(rows: list[dict[str, Any]], id_: str, changes: Changes) -> list[dict[str, Any]]:
    given = {key: value for key, value in changes.items() if value is not None}
    changed = [
        {**{key: value for key, value in row.items() if key not in changes}, **given} if row.get("id") == id_ else row
        for row in rows
    ]
    if not any(row.get("id") == id_ for row in rows):
        changed.append({"id": id_, **given})
    return [{key: list(value) if isinstance(value, tuple) else value for key, value in row.items()} for row in changed]


def _find_row(root: yaml.SequenceNode, id_: str) -> yaml.MappingNode:
    for row in root.value:
        if any(key.value == "id" and value.value == id_ for key, value in row.value):
            assert isinstance(row, yaml.MappingNode)
            return row
    raise AssertionError("the row was there when it was parsed")


def _write(key: str, value: Any) -> str:
    return f"{key}: {value if key in ('id', 'kind', 'merged_into', 'split_from') else write_value(value)}"


def _add_row(text: str, root: yaml.SequenceNode | None, row: Changes, name: str) -> str:
    """A row at the end of the list, in the style of the last one: on lines of its own, or in braces."""
    if not str(row["id"]).replace("-", "").isalnum():
        row = {**row, "id": write_scalar(str(row["id"]))}
    pairs = [_write(key, row[key]) for key in KEYS if key in row]
    if root is None or not root.value:
        if root is not None and not _is_empty_list(text, root):
            raise _refusal(name, row)
        kept = text if root is None else text[: root.start_mark.index] + text[root.end_mark.index :]
        kept = kept if not kept or kept.endswith("\n") else kept + "\n"
        return kept + "- " + "\n  ".join(pairs) + "\n"
    if root.flow_style:
        return append_to_flow(text, root, ["{" + ", ".join(pairs) + "}"])
    indent = int(root.start_mark.column)
    at = after_comments(text, end_of_line(text, end_of(root)), indent)
    margin, line_end = " " * indent, find_line_end(text, at)
    last = root.value[-1]
    in_braces = isinstance(last, yaml.MappingNode) and last.flow_style
    lines = "{" + ", ".join(pairs) + "}" if in_braces else f"{line_end}{margin}  ".join(pairs)
    return f"{text[:at]}{begin_line(text, at, line_end)}{margin}- {lines}{line_end}{text[at:]}"


def _is_empty_list(text: str, root: yaml.SequenceNode) -> bool:
    return text[root.start_mark.index : root.end_mark.index].strip("[] \t\r\n") == ""


def _set_key(text: str, row: yaml.MappingNode, key: str, value: Any) -> str:
    """One key of a row set, replaced or taken away."""
    for number, (key_node, value_node) in enumerate(row.value):
        if key_node.value != key:
            continue
        if value is not None:
            written = _write(key, value).partition(": ")[2]
            start = int(value_node.start_mark.index)
            space = " " if text[start - 1] == ":" else ""  # there was no value
            return text[:start] + space + written + text[end_of(value_node) :]
        return _drop_key(text, row, number)
    if value is None:
        return text
    if row.flow_style:
        return append_to_flow(text, row, [_write(key, value)])
    at = end_of_line(text, end_of(row))
    line_end = find_line_end(text, at)
    margin = " " * int(row.start_mark.column)
    return f"{text[:at]}{begin_line(text, at, line_end)}{margin}{_write(key, value)}{line_end}{text[at:]}"


def _drop_key(text: str, row: yaml.MappingNode, number: int) -> str:
    """A row without its key at `number`, which is never the first: that is the id."""
    key_node, value_node = row.value[number]
    start, end = int(key_node.start_mark.index), end_of(value_node)
    if row.flow_style:
        return text[: end_of(row.value[number - 1][1])] + text[end:] if number else text
    rest = rest_of_line(text, end)
    if number == 0:
        return text  # the id: the check of the result will refuse
    if rest.strip():  # the comment behind it stays
        return text[:start] + rest.strip() + text[end + len(rest) :]
    line = text.rfind("\n", 0, start) + 1
    return text[:line] + text[end_of_line(text, end) :]


def _refusal(name: str, row: Changes) -> ConfigError:
    wanted = "{" + ", ".join(f"{key}: {write_value(row[key])}" for key in KEYS if key in row) + "}"
    return ConfigError([f"{name}: written in a way that cannot be edited here; make the row by hand:\n  - {wanted}"])
