"""What is wrong with a config file, in words: its line, the key, what was found, what is allowed."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterator
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from digest.config_schema import (
    ConfigModel,
    EntriesModel,
    FetchModel,
    SiteModel,
    SourceModel,
    TermModel,
    TopicModel,
    known_keys,
)
from digest.text import source_id
from digest.vocabulary import find_misplaced

_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): ConfigModel,
    ("site",): SiteModel,
    ("sources",): SourceModel,
    ("topics",): TopicModel,
    ("topics", "terms"): TermModel,
    ("entries",): EntriesModel,
    ("fetch",): FetchModel,
}
_WANTED = {
    "string_type": "text (put it in quotes)",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "a mapping of keys and values",
    "too_short": "at least one item",
}


def find_conflicts(value: dict[str, Any], node: yaml.Node) -> Iterator[tuple[int, str]]:
    """What no single key can see: two ways in for one source, ids that stand twice."""
    for part, label in (("sources", "name"), ("topics", "id")):
        first: dict[str, int] = {}
        rows = value.get(part)
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            if not isinstance(row, dict):
                continue
            line, path = _line(node, (part, index)), f"{part}[{index}]"
            ways = [key for key in ("feed", "page", "path") if row.get(key) is not None]
            if part == "sources" and len(ways) > 1:
                yield line, f"{path}: found {' and '.join(ways)}; a source has one of feed, page and path"
            if label not in row:
                continue
            key = str(row.get(label))
            key = source_id(key) if part == "sources" else key
            if key in first:
                before = f"{part}[{first[key]}]"
                yield line, f"{path}.{label}: found {show_value(row.get(label))}, as in {before}; each needs its own"
            first.setdefault(key, index)
    topics = value.get("topics")
    for index, key, wrong in find_misplaced(topics if isinstance(topics, list) else []):
        yield _line(node, ("topics", index, key)), f"topics[{index}].{key}: {wrong}"


def explain_problem(problem: Any, node: yaml.Node) -> tuple[int, str]:
    """One of pydantic's errors as (line, message)."""
    where: tuple[str | int, ...] = tuple(step for step in problem["loc"] if not str(step).startswith("<"))
    found, kind, context = problem["input"], problem["type"], problem.get("ctx", {})
    line, path = _line(node, where), _path(where)
    if kind == "extra_forbidden":
        known = known_keys(_MODELS[tuple(step for step in where[:-1] if isinstance(step, str))])
        return line, f"{path}: unknown key{_nearest(str(where[-1]), known)}; known here: {', '.join(known)}"
    if kind == "missing":
        return line, f"{path}: missing; it is required"
    if kind == "literal_error":
        allowed = _literals(where)
        return line, f"{path}: found {show_value(found)}{_nearest(str(found), allowed)}; allowed: {', '.join(allowed)}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return line, f"{path}: found {show_value(found)}; allowed: a whole number, {bound}"
    if kind == "too_short" and context.get("min_length") == 2:
        return line, f"{path}: found {show_value(found)}; allowed: at least two items"
    wanted = context.get("allowed") or _WANTED.get(kind) or problem["msg"]
    return line, f"{path}: found {show_value(found)}; allowed: {wanted}"


def _literals(where: tuple[str | int, ...]) -> list[str]:
    model = _MODELS[tuple(step for step in where[:-1] if isinstance(step, str))]
    return [str(value) for value in get_args(model.model_fields[str(where[-1])].annotation)]


def _nearest(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f" (did you mean {close[0]}?)" if close else ""


def show_value(value: object) -> str:
    return "nothing" if value is None else reprlib.repr(value)


def _path(where: tuple[str | int, ...]) -> str:
    path = ""
    for step in where:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path or "the file"


def _line(node: yaml.Node, where: tuple[str | int, ...]) -> int:
    """The 1-based line of the deepest node on the way `where` (of the key, for a mapping's value)."""
    line = node.start_mark.line
    for step in where:
        following: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, child in node.value:
                if getattr(key, "value", None) == step:
                    line, following = key.start_mark.line, child
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            following = node.value[step]
            line = following.start_mark.line
        if following is None:
            break
        node = following
    return int(line) + 1
