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

DEFAULT_INDENT = 2
MAX_NAME = 200
"""Characters of a source's name that are kept."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 takes for a line's end
_COMMENT_LINE = re.compile(r"([ ]*)#[^\n\r]*")
_BLANK = re.compile(r"[ \t]*")
_KEY = re.compile(r"[a-z_]+")
# White space, comments, and the comma that may follow a flow list's last item.
_TAIL = re.compile(r"(?:[ \t\r\n]|(?<=[ \t\r\n])#[^\n\r]*)*(,)?")
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
    return _append_to_flow(text, node, [_write_flow(row) for row in rows])


def _add_key(text: str, root: yaml.MappingNode, rows: Sequence[Row]) -> str:
    """`sources` at the end of a config that has none."""
    if root.flow_style:
        return _append_to_flow(text, root, [f"sources: [{', '.join(_write_flow(row) for row in rows)}]"])
    indent = " " * int(root.start_mark.column)
    lines = [f"{indent}sources:", *(f"{indent}{' ' * DEFAULT_INDENT}- {_write_flow(row)}" for row in rows)]
    line_end = _line_end(text, len(text))
    at = int(root.end_mark.index)
    start = _begin_line(text, at, line_end)
    return text[:at] + start + line_end + "".join(line + line_end for line in lines) + text[at:]


def _replace_empty(text: str, root: yaml.MappingNode, node: yaml.Node, rows: Sequence[Row]) -> str:
    """A list in place of `sources:`, `sources: null` or `sources: []`; a comment on that line stays on it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if root.flow_style:
        return f"{text[:start]}{_space_after(text, start)}[{', '.join(_write_flow(row) for row in rows)}]{text[end:]}"
    kept = text[:start].rstrip(" \t") if _rest_of_line(text, end).strip() == "" else text[:start]
    text, end = kept + text[end:], len(kept)
    indent = " " * (int(root.start_mark.column) + DEFAULT_INDENT)
    at = _end_of_line(text, end)
    line_end = _line_end(text, at)
    first = _begin_line(text, at, line_end)
    return text[:at] + first + "".join(f"{indent}- {_write_flow(row)}{line_end}" for row in rows) + text[at:]


def _append_to_block(text: str, node: yaml.SequenceNode, rows: Sequence[Row]) -> str:
    """Rows after a block list's last item, in its indentation and its style."""
    indent = int(node.start_mark.column)
    last = node.value[-1]
    at = _after_comments(text, _end_of_line(text, _end_of(last)), indent)
    line_end = _line_end(text, at)
    margin = " " * indent
    if isinstance(last, yaml.MappingNode) and not last.flow_style:
        lines = [_write_block(row, margin, line_end) for row in rows]
    else:
        lines = [f"{margin}- {_write_flow(row)}{line_end}" for row in rows]
    return text[:at] + _begin_line(text, at, line_end) + "".join(lines) + text[at:]


def _append_to_flow(text: str, node: yaml.CollectionNode, items: Sequence[str]) -> str:
    """Items before a flow collection's closing bracket, each on a line of its own where the bracket has one."""
    close = int(node.end_mark.index) - 1
    line_end = _line_end(text, close)
    if not node.value:
        return text[:close] + ", ".join(items) + text[close:]
    last = node.value[-1]
    first_of_last, end = (last[0], _end_of(last[1])) if isinstance(last, tuple) else (last, _end_of(last))
    tail = _TAIL.match(text, end, close)
    comma = tail is not None and tail[1] is not None
    if comma and tail is not None:
        end = tail.end()
    else:
        text, end, close = text[:end] + "," + text[end:], end + 1, close + 1
    if not _BREAK.search(text, end, close):
        return f"{text[:end]} {', '.join(items)}{text[end:]}"
    margin = " " * int(first_of_last.start_mark.column)
    at = _end_of_line(text, end)
    written = f",{line_end}".join(margin + item for item in items) + ("," if comma else "") + line_end
    return text[:at] + written + text[at:]


def _end_of(node: yaml.Node) -> int:
    """Where a node's own text ends: a block collection's mark stands after the comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    # A block scalar's mark stands at the start of the next line; all others end within their line.
    is_block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
    return int(node.end_mark.index) - (1 if is_block else 0)


def _end_of_line(text: str, index: int) -> int:
    """The start of the line after the one that `index` is in."""
    found = _BREAK.search(text, index)
    return found.end() if found else len(text)


def _rest_of_line(text: str, index: int) -> str:
    found = _BREAK.search(text, index)
    return text[index : found.start() if found else len(text)]


def _after_comments(text: str, at: int, indent: int) -> int:
    """Past the comment lines that belong to an indented list: as deep as its dashes, blank lines between or not."""
    position = at
    while indent and position < len(text):
        line = _rest_of_line(text, position)
        following = _end_of_line(text, position)
        comment = _COMMENT_LINE.fullmatch(line)
        if comment and len(comment[1]) >= indent:
            at = following
        elif not _BLANK.fullmatch(line):
            break
        position = following
    return at


def _begin_line(text: str, at: int, line_end: str) -> str:
    """What is missing for a line to begin at `at`."""
    return "" if at == 0 or text[at - 1] in "\n\r" else line_end


def _space_after(text: str, at: int) -> str:
    return "" if text[at - 1 : at].isspace() else " "


def _line_end(text: str, at: int) -> str:
    """The line end in use just before `at`, or the text's first, or a newline."""
    position = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at))
    if position < 0:
        found = re.search("\r\n|\n|\r", text)
        return found.group() if found else "\n"
    return "\r\n" if text[position - 1 : position + 1] == "\r\n" else text[position]


def _refusal(name: str, node: yaml.Node | None, rows: Sequence[Row]) -> ConfigError:
    line = f":{node.start_mark.line + 1}" if node is not None else ""
    wanted = "\n".join(f"  - {_write_flow(row)}" for row in rows)
    return ConfigError([f"{name}{line}: sources: written in a way that cannot be added to; add by hand:\n{wanted}"])
