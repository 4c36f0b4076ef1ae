"""`content/editions/DATE.yaml` as a record and as text. Pure.

The file says by a hash whether it still is what the machine wrote; where it is not, it is the editor's, whole.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from digest.errors import ContentError
from digest.models import Edition, EditionItem, Factors, Sentence, SourcesState
from digest.moments import parse_instant, write_moment
from digest.strict_yaml import YamlError, parse_yaml, write_value
from digest.text import text_hash

_ABOUT = (
    "# The edition {name}: its leading stories in their order, with the sentences shown. Edit it and it is yours:\n"
    "# the machine leaves a changed edition alone, and every edition once its time is over.\n"
)


def write_edition(edition: Edition) -> str:
    """The edition's file."""
    stories = _write_stories(edition)
    head = _ABOUT.format(name=edition.name)
    return (
        f"{head}name: {write_value(edition.name)}\n"
        f"date: {write_value(edition.date.isoformat())}\n"
        f"cutoff: {write_value(write_moment(edition.cutoff))}\n"
        f"{_write_sources(edition.sources)}"
        f"written: {write_value(text_hash(stories))}\n"
        f"{stories}"
    )


def _write_sources(state: SourcesState | None) -> str:
    return f"sources: {write_value({'read': state.read, 'failing': state.failing})}\n" if state else ""


def _write_stories(edition: Edition) -> str:
    lines = [f"note: {write_value(edition.note)}\n"] if edition.note else []
    lines.append("stories:\n" if edition.items else "stories: []\n")
    for item in edition.items:
        lines.append(f"  - id: {write_value(item.story_id)}\n")
        if item.why:
            lines.append(f"    why: {write_value(_write_factors(item.why))}\n")
        lines.append("    sentences:\n" if item.sentences else "    sentences: []\n")
        lines += [
            f"      - {write_value({'article': sentence.article_id, 'text': sentence.text})}\n"
            for sentence in item.sentences
        ]
    return "".join(lines)


def _write_factors(factors: Factors) -> dict[str, Any]:
    """The fields that say something, days as text."""
    row = {one.name: getattr(factors, one.name) for one in fields(Factors)}
    kept = {name: value for name, value in row.items() if value or name == "score"}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}


def _read_factors(row: dict[str, Any]) -> Factors:
    """Each field as what it has to be. Raises as `_read_row` does."""

    def texts(name: str) -> tuple[str, ...]:
        return tuple(str(one) for one in row.get(name) or ())

    return Factors(
        score=float(row["score"]),
        pinned=bool(row.get("pinned")),
        sources=int(row.get("sources", 1)),
        topics=texts("topics"),
        weighed=texts("weighed"),
        actors=texts("actors"),
        actor_count=int(row.get("actor_count", 0)),
        quotes=int(row.get("quotes", 0)),
        first=date.fromisoformat(row["first"]),
        led=date.fromisoformat(row["led"]) if row.get("led") else None,
        reports=int(row.get("reports", 0)),
    )


def read_edition(text: str) -> tuple[Edition, bool]:
    """The edition, and whether the editor changed it. Raises ContentError("edition") saying what is wrong."""
    try:
        edition = _read_row(_read_written(text))
        if write_edition(edition) == text and "\\uD" not in text:  # as most are, and far faster than by way of YAML
            return edition, False
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError):
        pass
    try:
        row = parse_yaml(text).value
        edition = _read_row(row)
    except YamlError as error:
        raise ContentError("edition", f"line {error.line}: not valid YAML: {error.message}") from error
    except KeyError as error:
        raise ContentError("edition", f"`{error.args[0]}` is missing") from error
    except ValueError as error:
        raise ContentError("edition", str(error)) from error
    except (TypeError, AttributeError) as error:
        raise ContentError("edition", "`stories` must be rows of `id` and `sentences` (`article`, `text`)") from error
    return edition, row.get("written") != text_hash(_write_stories(edition))


def _read_written(text: str) -> dict[str, Any]:
    """The rows of a file that is as `write_edition` writes it, where a value on a line is nearly JSON."""
    row: dict[str, Any] = {"stories": []}
    for line in text.split("\n"):
        key, mark, value = line.partition(": ")
        if line.startswith("      - "):
            row["stories"][-1]["sentences"].append(json.loads(line[8:]))
        elif key == "  - id":
            row["stories"].append({"id": json.loads(value), "sentences": []})
        elif key == "    why":
            row["stories"][-1]["why"] = json.loads(value)
        elif mark and key[0] not in " #" and key != "stories":
            row[key] = json.loads(value)
    return row


def _read_row(row: dict[str, Any]) -> Edition:
    cutoff = parse_instant(row["cutoff"])
    if cutoff is None:
        raise ValueError("cutoff is no instant")
    state = row.get("sources")
    return Edition(
        name=str(row.get("name") or row["date"]),
        date=date.fromisoformat(row["date"]),
        sources=SourcesState(read=int(state["read"]), failing=tuple(state.get("failing") or ())) if state else None,
        cutoff=cutoff,
        note=row.get("note"),
        items=tuple(
            EditionItem(
                story_id=str(item["id"]),
                sentences=tuple(
                    Sentence(article_id=str(one["article"]), text=str(one["text"]))
                    for one in item.get("sentences") or ()
                ),
                why=_read_factors(item["why"]) if isinstance(item.get("why"), dict) else None,  # once a list of phrases
            )
            for item in row["stories"] or ()
        ),
    )
