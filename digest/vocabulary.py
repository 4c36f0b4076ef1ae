"""Topics as a config sets them: packaged vocabularies, synonyms, and which topic stands above which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import Any

from digest.models import Term, Topic
from digest.strict_yaml import parse_yaml

VOCABULARIES = {
    "iptc": "IPTC Media Topics, © IPTC (iptc.org), CC BY 4.0, first two levels, with terms of this project's own"
}
"""The packaged vocabularies by name, each with its attribution."""

_LEAST_SCORE = 0.36
"""Less than two words, or one in the title. On news pages most marks below it were wrong (a mountain's summit, a
pandemic in passing), most above it right."""


@lru_cache(maxsize=2)
def load_vocabulary(name: str) -> tuple[Topic, ...]:
    """The topics of a packaged vocabulary, parents before their children."""
    text = resources.files("digest").joinpath("vocabularies", f"{name}.yaml").read_text(encoding="utf-8")
    topics: list[Topic] = []
    for row in parse_yaml(text).value:
        above = _read_topic(row, None)
        topics += [above, *(_read_topic(child, above.id) for child in row["children"])]
    return tuple(topics)


def _read_topic(row: Mapping[str, Any], parent: str | None) -> Topic:
    return Topic(
        id=row.get("id") or _name_id(row["label"]),
        label=row["label"],
        terms=tuple(Term(any=(term.strip(),)) for term in row["terms"].split(";")),
        parent=parent,
        least=_LEAST_SCORE,
        code=row["code"],
    )


def _name_id(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def merge_topics(rows: Iterable[Topic | str]) -> tuple[Topic, ...]:
    """The topics of a config in their order, each vocabulary (a name) spread where it stands.

    A topic of the editor's replaces one of the same id, in its place.
    """
    merged: dict[str, Topic] = {}
    own: set[str] = set()
    for row in rows:
        if isinstance(row, str):
            merged |= {topic.id: topic for topic in load_vocabulary(row) if topic.id not in own}
        else:
            own.add(row.id)
            merged[row.id] = row
    return tuple(merged.values())


def spread_synonyms(topics: Iterable[Topic], synonyms: Sequence[Sequence[str]]) -> tuple[Topic, ...]:
    """The topics with every term that has synonyms beside them: what stands for one stands for all of its group."""
    groups = {word.casefold(): tuple(group) for group in synonyms for word in group}

    def spread(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for word in words for one in (word, *groups.get(word.casefold(), ()))))

    if not groups:
        return tuple(topics)
    return tuple(
        replace(
            topic,
            terms=tuple(
                Term(any=spread(term.any), together=spread(term.together), none=spread(term.none))
                for term in topic.terms
            ),
        )
        for topic in topics
    )


def find_misplaced(rows: Sequence[object]) -> Iterator[tuple[int, str, str]]:
    """(row, key, what is wrong) of `topics:` as YAML gives it: unknown parents, circles, topics without any term."""
    above: dict[str, str | None] = {}
    for row in rows:
        if isinstance(row, dict) and row.get("use") in VOCABULARIES:
            above |= {topic.id: topic.parent for topic in load_vocabulary(row["use"]) if topic.id not in above}
        elif isinstance(row, dict) and isinstance(row.get("id"), str):
            above[row["id"]] = row["parent"] if isinstance(row.get("parent"), str) else None
    parents = set(above.values())
    for number, row in enumerate(rows):
        if not isinstance(row, dict) or "use" in row:
            continue
        id_, parent = row.get("id"), row.get("parent")
        if isinstance(parent, str) and parent not in above:
            yield number, "parent", f"found {parent!r}; allowed: the id of another topic"
        elif isinstance(parent, str) and isinstance(id_, str) and _is_circle(id_, above):
            yield number, "parent", f"found {parent!r}, which stands below {id_!r} itself"
        if row.get("terms") == [] or (row.get("terms") is None and id_ not in parents):
            yield number, "terms", "missing; it is required, unless another topic names this one as its parent"


def _is_circle(topic_id: str, above: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    at: str | None = topic_id
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    return at == topic_id
