"""New sources into the text of a config.yaml, and nothing else in it changed.

The text is edited, not written anew: comments, order, indentation and line ends are the editor's. Where to put a row
is read from the marks of the parsed document; what comes out is parsed again and has to be the old document with
exactly the new rows at the end of `sources`, so that a shape nobody thought of is refused, never damaged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from digest.config import parse_config
from digest.errors import ConfigError
from digest.strict_yaml import YamlError, parse_yaml, write_scalar
from digest.text import one_line, source_id
from digest.yaml_edit import (
    after_comments,
    append_to_flow,
    begin_line,
    end_of,
    end_of_line,
    find_line_end,
    rest_of_line,
    space_after,
)

DEFAULT_INDENT = 2
MAX_NAME = 200
"""Characters of a source's name that are kept."""

_KEY = re.compile(r"[a-z_]+")
_ADDRESSES = ("feed", "page", "path")

Row = Mapping[str, str]


def append_sources(text: str, rows: Sequence[Row], *, name: str = "config.yaml") -> str:
    """`text` of a config.yaml with `rows` (name, feed and any other key of a source) at the end of its `sources`.

    Rows whose feed, page or path is there already are left out; a name that is taken gets a number (`choose_rows`
    tells both). Everything else keeps its bytes. Give the file's text with its line ends as they stand. `name` is how
    messages call the file.
    Raises ConfigError where the result would not be a valid config, or the list's shape cannot be added to.
    """
    added, _ = choose_rows(text, rows, name=name)
    if not added:
        return text
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    value, root = _parse(body, name)
    edited = _insert_rows(body, root, added, name)
    parse_config(edited, name=name, root=Path())
    if _parse(edited, name)[0] != {**value, "sources": [*_list_sources(value), *added]}:
        raise _refusal(name, None, added)
    return mark + edited


def choose_rows(
    text: str, rows: Sequence[Row], *, name: str = "config.yaml"
) -> tuple[tuple[dict[str, str], ...], tuple[dict[str, str], ...]]:
    """What `append_sources` would add, under the names it would give, and the rows whose address is there already.

    An address is compared without scheme, `www.`, user and fragment. Empty values are left out; a row without a name
    is called by its host. Raises ConfigError where `text` is no mapping.
    """
    known = [row for row in _list_sources(_parse(text, name)[0]) if isinstance(row, dict)]
    taken = {source_id(str(row.get("name"))) for row in known}
    addresses = {key for row in known for key in _address_keys(row)}
    numbers: dict[str, int] = {}
    added: list[dict[str, str]] = []
    present: list[dict[str, str]] = []
    for raw in rows:
        row = {key: item.strip() for key, item in raw.items() if item and item.strip()}
        keys = _address_keys(row)
        if keys and not addresses.isdisjoint(keys):
            present.append(row)
            continue
        label = one_line(row.get("name", ""))[:MAX_NAME].strip() or _host(row)
        label = _free_name(label, taken, numbers)
        taken.add(source_id(label))
        addresses.update(keys)
        added.append({"name": label, **{key: item for key, item in row.items() if key != "name"}})
    return tuple(added), tuple(present)


def address_key(url: str) -> str:
    """What two addresses of one feed share: `url` without scheme, user, `www.`, default port and fragment.

    Stricter than `urls.url_key`, which is for articles: in a feed's address every parameter may name another feed.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme.lower() not in {"http", "https"}:
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    shown = "" if port in {None, 80, 443} else f":{port}"
    return f"{host}{shown}{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


# --- rows ------------------------------------------------------------------------------------------------


def _address_keys(row: Mapping[str, Any]) -> list[str]:
    return [address_key(value) for key in _ADDRESSES if isinstance(value := row.get(key), str) and value.strip()]


def _host(row: Row) -> str:
    for key in ("feed", "page", "home"):
        try:
            host = urlsplit(row.get(key, "")).hostname
        except ValueError:
            continue
        if host:
            return host.removeprefix("www.")
    return "Source"


def _free_name(name: str, taken: set[str], numbers: dict[str, int]) -> str:
    """`name`, with the first number that makes its id unlike all in `taken`; `numbers` are the last ones given."""
    name_id = source_id(name)
    if name_id not in taken:
        return name
    number = numbers.get(name_id, 1) + 1
    base = name
    while (candidate_id := source_id(candidate := f"{base} {number}")) in taken:
        if candidate_id == source_id(base):  # an id is cut at a length: this one before the number
            base = base[: len(base) * 3 // 4].strip()
        else:
            number += 1
    numbers[name_id] = number
    return candidate


def _write_flow(row: Row) -> str:
    return "{" + ", ".join(f"{_write_key(key)}: {write_scalar(item)}" for key, item in row.items()) + "}"


def _write_block(row: Row, indent: str, line_end: str) -> str:
    lines = [f"{_write_key(key)}: {write_scalar(item)}" for key, item in row.items()]
    return f"{indent}- " + f"{line_end}{indent}  ".join(lines) + line_end


def _write_key(key: str) -> str:
    return key if _KEY.fullmatch(key) else write_scalar(key)


# --- the text --------------------------------------------------------------------------------------------


def _list_sources(value: Mapping[str, Any]) -> list[Any]:
    rows = value.get("sources")
    return rows if isinstance(rows, list) else []


def _parse(text: str, name: str) -> tuple[dict[str, Any], yaml.MappingNode]:
    try:
        document = parse_yaml(text.removeprefix("\ufeff"))
    except YamlError as error:
        at = f":{error.line}" if error.line else ""
        raise ConfigError([f"{name}{at}: not valid YAML: {error.message}"]) from None
    if not isinstance(document.node, yaml.MappingNode) or not isinstance(document.value, dict):
        raise ConfigError([f"{name}:1: no config; a mapping is needed, which begins with `site:`"])
    return document.value, document.node


def _insert_rows(text: str, root: yaml.MappingNode, rows: Sequence[Row], name: str) -> str:
    key, node = next(((k, v) for k, v in root.value if k.value == "sources"), (None, None))
    if key is None or node is None:
        return _add_key(text, root, rows)
    if node.start_mark.index < key.end_mark.index:  # an alias: its list belongs to another place as well
        raise _refusal(name, node, rows)
    if isinstance(node, yaml.ScalarNode) and node.value in {"", "~", "null", "Null", "NULL"}:
        return _replace_empty(text, root, node, rows)
    if not isinstance(node, yaml.SequenceNode):
        raise _refusal(name, node, rows)
    if not node.flow_style:
        return _append_to_block(text, node, rows)
    inner = text[node.start_mark.index + 1 : node.end_mark.index - 1]
    # An anchor or tag before the bracket is no part of the node's marks: then the list stays as it is.
    plain = text[key.end_mark.index : node.start_mark.index].strip() == ":"
    if not inner.strip() and not root.flow_style and plain:
        return _replace_empty(text, root, node, rows)
    return append_to_flow(text, node, [_write_flow(row) for row in rows])


def _add_key(text: str, root: yaml.MappingNode, rows: Sequence[Row]) -> str:
    """`sources` at the end of a config that has none."""
    if root.flow_style:
        return append_to_flow(text, root, [f"sources: [{', '.join(_write_flow(row) for row in rows)}]"])
    indent = " " * int(root.start_mark.column)
    lines = [f"{indent}sources:", *(f"{indent}{' ' * DEFAULT_INDENT}- {_write_flow(row)}" for row in rows)]
    line_end = find_line_end(text, len(text))
    at = int(root.end_mark.index)
    start = begin_line(text, at, line_end)
    return text[:at] + start + line_end + "".join(line + line_end for line in lines) + text[at:]


def _replace_empty(text: str, root: yaml.MappingNode, node: yaml.Node, rows: Sequence[Row]) -> str:
    """A list in place of `sources:`, `sources: null` or `sources: []`; a comment on that line stays on it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if root.flow_style:
        return f"{text[:start]}{space_after(text, start)}[{', '.join(_write_flow(row) for row in rows)}]{text[end:]}"
    kept = text[:start].rstrip(" \t") if rest_of_line(text, end).strip() == "" else text[:start]
    text, end = kept + text[end:], len(kept)
    indent = " " * (int(root.start_mark.column) + DEFAULT_INDENT)
    at = end_of_line(text, end)
    line_end = find_line_end(text, at)
    first = begin_line(text, at, line_end)
    return text[:at] + first + "".join(f"{indent}- {_write_flow(row)}{line_end}" for row in rows) + text[at:]


def _append_to_block(text: str, node: yaml.SequenceNode, rows: Sequence[Row]) -> str:
    """Rows after a block list's last item, in its indentation and its style."""
    indent = int(node.start_mark.column)
    last = node.value[-1]
    at = after_comments(text, end_of_line(text, end_of(last)), indent)
    line_end = find_line_end(text, at)
    margin = " " * indent
    if isinstance(last, yaml.MappingNode) and not last.flow_style:
        lines = [_write_block(row, margin, line_end) for row in rows]
    else:
        lines = [f"{margin}- {_write_flow(row)}{line_end}" for row in rows]
    return text[:at] + begin_line(text, at, line_end) + "".join(lines) + text[at:]


def _refusal(name: str, node: yaml.Node | None, rows: Sequence[Row]) -> ConfigError:
    line = f":{node.start_mark.line + 1}" if node is not None else ""
    wanted = "\n".join(f"  - {_write_flow(row)}" for row in rows)
    return ConfigError([f"{name}{line}: sources: written in a way that cannot be added to; add by hand:\n{wanted}"])
