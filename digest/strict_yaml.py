"""YAML as this project reads and writes it: safe, strict and without surprises.

Read: timestamps stay strings (we parse them, with their offset), only `true` and `false` are booleans (so the
country NO stays a country), a key that stands twice is an error, and so is deep nesting (PyYAML's C loader
overflows the stack on it). Written: every string in double quotes, the only style that no hostile string broke.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

MAX_DEPTH = 40
MAX_CHARS = 2_000_000


class YamlError(ValueError):
    """Text that is no YAML we take. `line` is 1-based, or None."""

    def __init__(self, message: str, line: int | None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The value, and the node tree it came from, whose marks give lines."""

    value: Any
    node: yaml.Node | None


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the base is chosen at run time
    """The C loader where PyYAML was built with it, with fewer implicit types."""


_LEFT_ALONE = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _LEFT_ALONE]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF")
# YAML 1.1 reads 20:30 as a number to base 60 and 010 as eight; here both stay text.
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), "-+0123456789")


def parse_yaml(text: str) -> YamlDocument:
    """Parse one YAML document.

    Raises YamlError with the line for bad syntax, a repeated key, nesting over `MAX_DEPTH` or text over `MAX_CHARS`.
    """
    if len(text) > MAX_CHARS:
        raise YamlError(f"over {MAX_CHARS:,} characters", None)
    try:
        _check_depth(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return YamlDocument(None, None)
            for key in _repeated_keys(node):
                raise YamlError(f"the key {key.value!r} stands twice", key.start_mark.line + 1)
            return YamlDocument(loader.construct_document(node), node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "not YAML", mark.line + 1 if mark else None) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError(f"a character that YAML does not allow: {error.character!r}", line) from error
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        if isinstance(error, YamlError):
            raise
        raise YamlError(str(error).splitlines()[0] if str(error) else "not YAML", None) from error


def _check_depth(text: str) -> None:
    if sum(map(text.count, "[{:?-")) < MAX_DEPTH:
        return  # each level is opened by one of these signs
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark = event.start_mark
                raise YamlError(f"nested more than {MAX_DEPTH} deep", mark.line + 1 if mark else None)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _repeated_keys(node: yaml.Node, seen: set[int] | None = None) -> Iterator[yaml.ScalarNode]:
    seen = set() if seen is None else seen
    if id(node) in seen:  # an alias
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _repeated_keys(child, seen)
    elif isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for key, child in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in names:
                    yield key
                names.add(key.value)
            yield from _repeated_keys(child, seen)


def write_scalar(value: str | int | float | bool | None) -> str:
    """One value in YAML, on one line: strings in double quotes."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        written = repr(value)
        # YAML takes 1e-07 for text: a number needs its point.
        return written if "." in written else written.replace("e", ".0e", 1)
    if isinstance(value, int):
        return repr(value)
    return f'"{_TO_ESCAPE.sub(_escape, value)}"'


# What PyYAML escapes in double quotes, as it escapes it: by its own writer this takes fifty times as long.
_TO_ESCAPE = re.compile("[^ !#-\\[\\]-~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
_ESCAPES = yaml.emitter.Emitter.ESCAPE_REPLACEMENTS


def _escape(match: re.Match[str]) -> str:
    sign = match.group()
    if sign in _ESCAPES:
        return f"\\{_ESCAPES[sign]}"
    code = ord(sign)
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def write_value(value: object) -> str:
    """A scalar, or a list or mapping of such in flow style, on one line."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(write_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_scalar(str(key))}: {write_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str | int | float | bool) or value is None:
        return write_scalar(value)
    raise TypeError(f"no YAML for {type(value).__name__}")


_PLAIN_KEY = re.compile(r"(?!(?:null|true|false)$)[a-z_][a-z0-9_]*")


def write_lines(fields: Mapping[str, object]) -> str:
    """A field a line, `key: value`."""
    return "".join(
        f"{key if _PLAIN_KEY.fullmatch(key) else write_scalar(key)}: {write_value(value)}\n"
        for key, value in fields.items()
    )


def read_written_lines(text: str) -> dict[str, Any] | None:
    """What `parse_yaml` reads in `key: value` lines, far faster, if they are just as `write_lines` has them.

    A value on such a line is nearly JSON. None for any other text, which may well be good YAML.
    """
    if len(text) > MAX_CHARS or not text.endswith("\n") or "\\uD" in text:  # YAML has no halves of surrogate pairs
        return None
    try:
        fields = json.loads("{" + _LINE.sub(r'"\1":\2,', text)[:-1] + "}")
        return fields if write_lines(fields) == text and max(map(_depth, fields.values())) < MAX_DEPTH else None
    except (ValueError, TypeError, RecursionError):
        return None


_LINE = re.compile(r"([a-z_][a-z0-9_]*): (.+)\n")


def _depth(value: object) -> int:
    if isinstance(value, dict | list):
        return 1 + max(map(_depth, value.values() if isinstance(value, dict) else value), default=0)
    return 0
