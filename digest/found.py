"""What the machine found: one line of `found.jsonl` an article, as a record and as JSON.

Pure. The line holds what the front matter does not (mentions, quotes, reasons, receipt, versions) and, under
`wrote`, each front-matter field as the machine last wrote it: a field that differs there is the editor's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from digest.errors import StateError
from digest.models import (
    Actor,
    Annotations,
    Article,
    Change,
    Mention,
    Origin,
    Quote,
    Receipt,
    Removed,
    Revision,
    RuleUse,
    TopicScore,
    Version,
    WithdrawnQuote,
)
from digest.moments import parse_instant, parse_moment, write_moment
from digest.text import excerpt, text_hash

ENGINE = 2
"""Raised when extraction or enrichment gives other results for the same input; kept with every article."""

RECEIPT_CHARS = 240
"""How much of a cut piece the stored receipt shows; the raw file has the rest, and `inspect` shows all of it."""
EXCERPT_WORDS = 60
"""How much of a body is stored under `store: excerpt`, and shown under `text: excerpt`."""

FIELDS = (
    "id title url source byline published updated first_seen lang topics actors story".split()
)  # of the front matter, in the order in which they are written


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A line of found.jsonl. `file` is the article's Markdown file in the same folder."""

    id: str
    file: str
    engine: int
    wrote: Mapping[str, Any]
    article: Article
    """As the machine has it; its `markdown` is empty, and its title is held by `wrote` as a hash alone."""
    annotations: Annotations
    text_hash: str
    """Of the text that the annotations' offsets point into."""
    paragraphs: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    withdrawn: tuple[WithdrawnQuote, ...] = ()
    revisions: tuple[Revision, ...] = ()
    partial: bool = False
    backlog: bool = False
    sketch: str | None = None
    """Of the whole text, to find its copies by (`stories.copies`); None in lines written before there were any."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys that a later version wrote; they stay."""


def write_fields(article: Article, annotations: Annotations, story_id: str) -> dict[str, Any]:
    """The front matter that the machine gives an article."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "byline": list(article.byline),
        "published": write_moment(article.published),
        "updated": write_moment(article.updated),
        "first_seen": write_moment(article.first_seen),
        "lang": article.lang,
        "topics": [topic.topic_id for topic in annotations.topics],
        "actors": [actor.id for actor in annotations.actors],
        "story": story_id,
    }


def hash_fields(fields: Mapping[str, Any], body: str) -> dict[str, Any]:
    """`fields` as `Found.wrote` holds them: title and body by hash, since they may be long, or not ours to publish."""
    return {**fields, "title": text_hash(str(fields["title"])), "body": text_hash(body)}


def is_edited(name: str, value: Any, wrote: Mapping[str, Any]) -> bool:
    """Whether a field's value as it stands in the file is no longer what the machine wrote."""
    if name not in wrote:
        return value is not None
    return bool((text_hash(str(value)) if name in {"title", "body"} else value) != wrote[name])


# --- JSON ------------------------------------------------------------------------------------------------


def write_line(found: Found) -> str:
    """One line of JSON, with its newline; the same record gives the same bytes."""
    article = found.article
    record = {
        "id": found.id,
        "file": found.file,
        "engine": found.engine,
        "first_seen": write_moment(article.first_seen),
        "wrote": dict(found.wrote),
        "source_name": article.source_name,
        "site_name": article.site_name,
        "canonical": article.canonical,
        "dateline": article.dateline,
        "image": article.image,
        "origins": [[origin.field, origin.where, origin.confidence] for origin in article.origins],
        "topics": [asdict(topic) for topic in found.annotations.topics],
        "actors": [asdict(actor) for actor in found.annotations.actors],
        "mentions": [[m.start, m.end, m.surface, m.actor_id, m.role] for m in found.annotations.mentions],
        "quotes": [asdict(quote) for quote in found.annotations.quotes],
        "text_hash": found.text_hash,
        "paragraphs": list(found.paragraphs),
        "versions": [{**asdict(version), "seen_at": write_moment(version.seen_at)} for version in found.versions],
        "partial": found.partial,
        "backlog": found.backlog,
        **({} if found.sketch is None else {"sketch": found.sketch}),
        "receipt": {
            "words_in": article.receipt.words_in,
            "words_out": article.receipt.words_out,
            "removed": [[piece.rule, _shorten(piece.text)] for piece in article.receipt.removed],
            **_write_balance(article.receipt),
        },
        **({"withdrawn": [_write_withdrawn(one) for one in found.withdrawn]} if found.withdrawn else {}),
        **({"revisions": [_write_revision(one) for one in found.revisions]} if found.revisions else {}),
        **({} if found.annotations.recogniser == "rules" else {"recogniser": found.annotations.recogniser}),
        **found.extra,
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def _write_balance(receipt: Receipt) -> dict[str, Any]:
    """What of a receipt only some articles have."""
    rows = {
        "hidden": receipt.hidden,
        "outside": receipt.outside,
        "lost": receipt.lost,
        "doubts": list(receipt.doubts),
        "rules": [[use.source, use.key, use.rule, use.matches] for use in receipt.rules],
    }
    return {name: value for name, value in rows.items() if value}


def _write_withdrawn(one: WithdrawnQuote) -> dict[str, Any]:
    return {**asdict(one), "seen_at": write_moment(one.seen_at), "gone_since": write_moment(one.gone_since)}


def _write_revision(one: Revision) -> dict[str, Any]:
    rows = {
        "headline": one.headline and list(one.headline),
        "changes": [[change.was, change.now, change.at] for change in one.changes],
        "note": one.note,
        "corrected": one.corrected,
        "partial": one.partial,
    }
    return {
        "seen_at": write_moment(one.seen_at),
        "was_seen_at": write_moment(one.was_seen_at),
        "was_hash": one.was_hash,
        "text_hash": one.text_hash,
        "removed": one.removed,
        "added": one.added,
        **{name: value for name, value in rows.items() if value},
    }


def _shorten(text: str) -> str:
    return text if len(text) <= RECEIPT_CHARS else text[: RECEIPT_CHARS - 1] + "…"


def read_line(line: str, *, where: str) -> Found:
    """Parse a line. Raises StateError, naming `where`, since going on would take every field for an edit."""
    try:
        record: dict[str, Any] = json.loads(line)
        return _read_record(record)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StateError(
            f"{where}: not a line this program wrote ({type(error).__name__}: {error}). "
            "A merge may have left marks in it: restore the file from git, or remove the line to have the article "
            "read anew (its edits stay)."
        ) from error


def _read_record(record: dict[str, Any]) -> Found:
    wrote = record.pop("wrote")
    receipt = record.pop("receipt")
    first_seen = parse_instant(record.pop("first_seen"))
    if first_seen is None:
        raise ValueError("first_seen is no instant")
    article = Article(
        id=record.pop("id"),
        url=wrote.get("url"),
        canonical=record.pop("canonical"),
        source=wrote.get("source"),
        source_name=record.pop("source_name"),
        site_name=record.pop("site_name"),
        title="",
        byline=tuple(wrote.get("byline") or ()),
        dateline=record.pop("dateline"),
        lede="",
        lang=wrote.get("lang"),
        published=parse_moment(wrote.get("published") or ""),
        updated=parse_moment(wrote.get("updated") or ""),
        first_seen=first_seen,
        markdown="",
        image=record.pop("image"),
        receipt=Receipt(
            words_in=receipt["words_in"],
            words_out=receipt["words_out"],
            removed=tuple(Removed(rule=rule, text=text) for rule, text in receipt["removed"]),
            hidden=receipt.get("hidden", 0),
            outside=receipt.get("outside", 0),
            lost=receipt.get("lost", 0),
            doubts=tuple(receipt.get("doubts", ())),
            rules=tuple(
                RuleUse(source=source, key=key, rule=rule, matches=matches)
                for source, key, rule, matches in receipt.get("rules", ())
            ),
        ),
        origins=tuple(
            Origin(field=field, where=where, confidence=confidence)
            for field, where, confidence in record.pop("origins", ())
        ),
    )
    return Found(
        id=article.id,
        file=record.pop("file"),
        engine=record.pop("engine"),
        wrote=wrote,
        article=article,
        annotations=_read_annotations(article.id, record),
        text_hash=record.pop("text_hash"),
        paragraphs=tuple(record.pop("paragraphs")),
        versions=tuple(_read_version(version) for version in record.pop("versions")),
        withdrawn=tuple(_read_withdrawn(row) for row in record.pop("withdrawn", ())),
        revisions=tuple(_read_revision(row) for row in record.pop("revisions", ())),
        partial=record.pop("partial"),
        backlog=record.pop("backlog"),
        sketch=record.pop("sketch", None),
        extra=record,
    )


def _read_annotations(article_id: str, record: dict[str, Any]) -> Annotations:
    return Annotations(
        article_id=article_id,
        topics=tuple(TopicScore(**{**row, "reasons": tuple(row["reasons"])}) for row in record.pop("topics")),
        actors=tuple(Actor(**{**row, "aliases": tuple(row["aliases"])}) for row in record.pop("actors")),
        mentions=tuple(
            Mention(start=start, end=end, surface=surface, actor_id=actor_id, role=role)
            for start, end, surface, actor_id, role in record.pop("mentions")
        ),
        quotes=tuple(Quote(**row) for row in record.pop("quotes")),
        recogniser=record.pop("recogniser", "rules"),
    )


def _read_withdrawn(row: dict[str, Any]) -> WithdrawnQuote:
    seen_at, gone_since = parse_instant(row["seen_at"]), parse_instant(row["gone_since"])
    if seen_at is None or gone_since is None:
        raise ValueError("a withdrawn quote's seen_at or gone_since is no instant")
    quote = Quote(**row["quote"])
    about = tuple(row["about"])
    return WithdrawnQuote(**{**row, "quote": quote, "about": about, "seen_at": seen_at, "gone_since": gone_since})


def _read_revision(row: dict[str, Any]) -> Revision:
    seen_at, was_seen_at = parse_instant(row["seen_at"]), parse_instant(row["was_seen_at"])
    if seen_at is None or was_seen_at is None:
        raise ValueError("a revision's seen_at or was_seen_at is no instant")
    headline = row.get("headline")
    return Revision(
        seen_at=seen_at,
        was_seen_at=was_seen_at,
        was_hash=row["was_hash"],
        text_hash=row["text_hash"],
        headline=(headline[0], headline[1]) if headline else None,
        removed=row["removed"],
        added=row["added"],
        changes=tuple(Change(was=was, now=now, at=at) for was, now, at in row.get("changes", ())),
        note=row.get("note"),
        corrected=row.get("corrected", False),
        partial=row.get("partial", False),
    )


def _read_version(row: dict[str, Any]) -> Version:
    seen_at = parse_instant(row["seen_at"])
    if seen_at is None:
        raise ValueError("a version's seen_at is no instant")
    return Version(**{**row, "seen_at": seen_at})


def shorten_body(text: str) -> str:
    """What of a body is stored under `store: excerpt`: plain text."""
    return excerpt(text, EXCERPT_WORDS)
