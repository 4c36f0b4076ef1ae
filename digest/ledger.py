"""`content/stories.jsonl` as records and as text. Pure.

A line a story, by id: its articles, and what their own files do not say (copies, former ids, shared evidence).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from digest.errors import StateError
from digest.models import Evidence, StoryRecord


def write_records(records: Iterable[StoryRecord]) -> str:
    """The file's text; the same records give the same bytes."""
    return "".join(_write_record(record) for record in sorted(records, key=lambda record: record.id))


def _write_record(record: StoryRecord) -> str:
    row: dict[str, Any] = {"id": record.id, "articles": record.article_ids}
    if record.copies:
        row["copies"] = record.copies
    if record.merged:
        row["merged"] = record.merged
    if record.evidence:
        row["why"] = {one.article_id: one.shared for one in record.evidence}
    if record.paged:
        row["paged"] = True
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_records(text: str, *, where: str) -> tuple[StoryRecord, ...]:
    """Parse the file. Raises StateError, naming `where` and the line: going on would give every story a new id."""
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                records.append(_read_row(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise StateError(
                    f"{where}:{number}: not a line this program wrote ({type(error).__name__}: {error}). "
                    "A merge may have left marks in it: restore the file from git"
                ) from error
    return tuple(records)


def _read_row(row: dict[str, Any]) -> StoryRecord:
    return StoryRecord(
        id=str(row["id"]),
        article_ids=tuple(map(str, row["articles"])),
        copies=tuple(tuple(map(str, group)) for group in row.get("copies", ())),
        merged=tuple(map(str, row.get("merged", ()))),
        evidence=tuple(
            Evidence(article_id=id_, shared=tuple(map(str, shared))) for id_, shared in row.get("why", {}).items()
        ),
        paged=bool(row.get("paged", False)),
    )
