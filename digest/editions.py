"""`content/editions/DATE.yaml` as a record and as text. Pure.

The file says by a hash whether it still is what the machine wrote; where it is not, it is the editor's, whole.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from digest.errors import ContentError
from digest.models import Edition, EditionItem, Sentence
from digest.moments import parse_instant, write_moment
from digest.strict_yaml import YamlError, parse_yaml, write_value
from digest.text import text_hash

_ABOUT = (
    "# The edition of {day}: its leading stories in their order, with the sentences shown. Edit it and it is yours:\n"
    "# the machine leaves a changed edition alone, and every edition once its day is over.\n"
)


def write_edition(edition: Edition) -> str:
    """The edition's file."""
    stories = _write_stories(edition)
    head = _ABOUT.format(day=edition.date.isoformat())
    return (
        f"{head}date: {write_value(edition.date.isoformat())}\n"
        f"cutoff: {write_value(write_moment(edition.cutoff))}\n"
        f"written: {write_value(text_hash(stories))}\n"
        f"{stories}"
    )


def _write_stories(edition: Edition) -> str:
    lines = [f"note: {write_value(edition.note)}\n"] if edition.note else []
    lines.append("stories:\n" if edition.items else "stories: []\n")
    for item in edition.items:
        lines.append(f"  - id: {write_value(item.story_id)}\n")
        lines.append(f"    why: {write_value(item.why)}\n")
        lines.append("    sentences:\n" if item.sentences else "    sentences: []\n")
        lines += [
            f"      - {write_value({'article': sentence.article_id, 'text': sentence.text})}\n"
            for sentence in item.sentences
        ]
    return "".join(lines)


def read_edition(text: str) -> tuple[Edition, bool]:
    """The edition, and whether the editor changed it. Raises ContentError("edition") saying what is wrong."""
    try:
        row = parse_yaml(text).value
        edition = _read_row(row)
    except YamlError as error:
        raise ContentError("edition", f"line {error.line}: not valid YAML: {error.message}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentError(
            "edition", f"`date`, `cutoff` and `stories` (rows of id and sentences) are needed: {error}"
        ) from error
    return edition, row.get("written") != text_hash(_write_stories(edition))


def _read_row(row: dict[str, Any]) -> Edition:
    cutoff = parse_instant(row["cutoff"])
    if cutoff is None:
        raise ValueError("cutoff is no instant")
    return Edition(
        date=date.fromisoformat(row["date"]),
        cutoff=cutoff,
        note=row.get("note"),
        items=tuple(
            EditionItem(
                story_id=str(item["id"]),
                sentences=tuple(
                    Sentence(article_id=str(one["article"]), text=str(one["text"]))
                    for one in item.get("sentences") or ()
                ),
                why=tuple(str(reason) for reason in item.get("why") or ()),
            )
            for item in row["stories"] or ()
        ),
    )
