"""Path sources: which files a folder gives, and the documents in a file.

The rules for inputs that lack something (`EntryRules`, `entries:` in the config):

- no id: the guid is the entry's link, else the sha256 of its title, date and text. Two entries of one guid are both
  kept where their links differ. An article's identity is its URL: the same one under a new guid is the same article.
- no link: it is known by its key (`PATH`, for an entry `PATH#guid`), or left out (`unlinked: leave-out`).
- no title: extraction makes one of its first words, or it is left out (`untitled: leave-out`).
- no date: it stays undated and is ordered by when it was first seen, or is left out (`undated: leave-out`).
- dated more than `future_hours` after it was first seen: counts as undated (`future: undate`), keeps its date, or is
  left out.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path

from digest.errors import FeedError, FetchError, InputError
from digest.fetch.feeds import parse_feed, sniff_feed
from digest.fetch.sidecars import parse_sidecar, sidecar_paths
from digest.models import Document, DocumentKind, Entry, EntryRules, Feed, Known, Moment, Quarantined, Source
from digest.moments import start_of, to_utc, write_moment
from digest.text import one_line

STAGE = "fetch"
MAX_BYTES = 64 * 1024 * 1024
_KINDS: dict[str, DocumentKind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
}
_FEED_SUFFIXES = frozenset((".xml", ".rss", ".atom", ".rdf", ".json"))
SUFFIXES = frozenset(_KINDS) | _FEED_SUFFIXES


def list_inputs(root: Path, source: Source) -> list[Path]:
    """The files of a path source, below `root` unless its path is absolute: one file, or a folder's with all below it.

    Sorted by path, code point by code point. Left out are hidden files and folders, sidecars, links to folders, what is
    no regular file, and suffixes not in `SUFFIXES`. Raises FetchError "missing" or "unreadable".
    """
    start = root / (source.path or "")
    if source.path is None or not start.exists():
        raise FetchError("missing", f"there is no file or folder {source.path!r}")
    if start.is_file():
        return [start]
    try:
        found = sorted(_walk(start), key=lambda path: path.as_posix())
    except OSError as error:
        raise FetchError("unreadable", f"{error.filename}: {error.strerror}") from error
    sidecars = {path for document in found for path in sidecar_paths(document)}
    return [path for path in found if path not in sidecars or _is_feed_file(path)]


def read_input(
    path: Path, *, key: str, source: Source | None, now: datetime, rules: EntryRules
) -> tuple[list[Document], list[Quarantined]]:
    """The documents of one file: one, or for a feed one an entry; and what could not be used, with its reason.

    `key` names the file in reports. The sidecar beside it counts; beside a feed it may say url (the feed's own),
    source, retrieved and lang. `seen_at` is its `retrieved`, else `now`. Never raises for what the file holds.
    Entries that `rules` leave out are among what could not be used; whether a date counts is left to
    `apply_entry_rules` once the article's `first_seen` is known.
    """
    try:
        body = _read_bytes(path)
        beside = _read_sidecar_bytes(path)
        known = parse_sidecar(beside[1], name=beside[0]) if beside else Known()
        kind = _kind_of(path, body)
        if kind == "entry":
            return _read_feed_file(body, key=key, known=known, source=source, now=now, rules=rules)
    except InputError as error:
        return [], [Quarantined(stage=STAGE, key=key, code=error.code, reason=error.reason)]
    document = Document(
        key=key,
        kind=kind,
        body=body,
        digest=_digest(body, beside[1] if beside else b""),
        known=known,
        source=source,
        seen_at=to_utc(known.retrieved or now),
    )
    return [document], []


def apply_entry_rules(published: Moment | None, seen_at: datetime, rules: EntryRules) -> Moment | None:
    """The date that counts for what was first seen at `seen_at`, by the rules for undated and future-dated inputs.

    Raises InputError "future" or "undated" where such an input is to be left out. With the same `seen_at` (the stored
    `first_seen`, once there is one) the answer never changes.
    """
    if published is not None and rules.future != "keep" and _is_future(published, seen_at, rules.future_hours):
        if rules.future == "leave-out":
            late = f"more than {rules.future_hours} hours after it was first seen"
            raise InputError("future", f"dated {write_moment(published)}, {late}")
        published = None
    if published is None and rules.undated == "leave-out":
        raise InputError("undated", "it has no date that counts")
    return published


def check_required(*, title: str | None, url: str | None, rules: EntryRules) -> None:
    """Raise InputError "untitled" or "unlinked" where the rules leave out what has no title or no link."""
    if not title and rules.untitled == "leave-out":
        raise InputError("untitled", "it has no title")
    if not url and rules.unlinked == "leave-out":
        raise InputError("unlinked", "it has no link")


# --- files -----------------------------------------------------------------------------------------------


def _walk(start: Path) -> Iterable[Path]:
    def fail(error: OSError) -> None:
        raise error

    for folder, folders, names in os.walk(start, onerror=fail):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def _is_feed_file(path: Path) -> bool:
    """Whether what has a sidecar's name is a feed all the same (`feed.json` beside `feed.xml`)."""
    return path.suffix.lower() in _FEED_SUFFIXES and sniff_feed(_read_bytes(path))


def _read_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FetchError("too-large", f"{size:,} bytes, at most {MAX_BYTES:,} are read")
        return path.read_bytes()
    except OSError as error:
        raise FetchError("unreadable", f"the file cannot be read: {error.strerror}") from error


def _read_sidecar_bytes(path: Path) -> tuple[str, bytes] | None:
    """Name and bytes of the sidecar of the file at `path`. Two would contradict each other: InputError "sidecar"."""
    found = []
    for candidate in sidecar_paths(path):
        if not candidate.is_file():
            continue
        body = _read_bytes(candidate)
        if candidate.suffix.lower() != ".json" or not sniff_feed(body):
            found.append((candidate.name, body))
    if len(found) > 1:
        raise InputError("sidecar", f"several sidecars, keep one: {', '.join(sorted(name for name, _ in found))}")
    return found[0] if found else None


def _kind_of(path: Path, body: bytes) -> DocumentKind:
    suffix = path.suffix.lower()
    if kind := _KINDS.get(suffix):
        return kind
    if sniff_feed(body):
        return "entry"
    if suffix == ".json" and body.strip():
        raise FeedError("not-a-feed", "JSON, but no JSON Feed; if it is a sidecar, its document is missing")
    if suffix not in SUFFIXES:
        raise FetchError("unknown-kind", f"files ending in {suffix!r} are not read: {', '.join(sorted(SUFFIXES))}")
    return "html" if b"<html" in body[:2048].lower() else "entry"


def _digest(body: bytes, beside: bytes) -> str:
    digest = hashlib.sha256(body)
    digest.update(beside)
    return digest.hexdigest()


# --- feeds -----------------------------------------------------------------------------------------------


def _read_feed_file(
    body: bytes, *, key: str, known: Known, source: Source | None, now: datetime, rules: EntryRules
) -> tuple[list[Document], list[Quarantined]]:
    for name in ("title", "byline", "published", "updated", "image"):
        if getattr(known, name):
            raise InputError("sidecar", f"{name} is each entry's own: a feed's sidecar cannot give it")
    feed = parse_feed(body, url=known.url or (source.feed if source and source.feed else key))
    return read_entries(feed, key=key, known=known, source=source, now=now, rules=rules)


def read_entries(
    feed: Feed, *, key: str, known: Known, source: Source | None, now: datetime, rules: EntryRules
) -> tuple[list[Document], list[Quarantined]]:
    """A document for each entry of `feed`, keyed by `key`, "#" and its guid; and what could not be used."""
    documents: list[Document] = []
    aside = [
        Quarantined(stage=STAGE, key=key, code="feed-problem", reason=problem) for problem in sorted(set(feed.problems))
    ]
    for entry in feed.entries:
        entry_key = f"{key}#{one_line(entry.guid)}"
        try:
            documents.append(_to_document(entry, entry_key, feed, known=known, source=source, now=now, rules=rules))
        except InputError as error:
            aside.append(Quarantined(stage=STAGE, key=entry_key, code=error.code, reason=error.reason))
    return documents, aside


def _to_document(
    entry: Entry, key: str, feed: Feed, *, known: Known, source: Source | None, now: datetime, rules: EntryRules
) -> Document:
    seen_at = to_utc(known.retrieved or now)
    check_required(title=entry.title, url=entry.url, rules=rules)
    # A path source is a place, not an outlet: there the feed's own title names who wrote.
    outlet = feed.title if source is None or source.path is not None else None
    of_entry = Known(
        url=entry.url,
        title=entry.title,
        source=known.source or outlet,
        byline=entry.byline,
        published=entry.published,
        updated=entry.updated,
        lang=entry.lang or feed.lang or known.lang,
        image=entry.image,
    )
    body = entry.summary_html.encode("utf-8", "replace")
    # Of what the entry says, not of when it was read: an unchanged entry keeps its digest.
    digest = _digest(body, _serialise(of_entry))
    # Here only what is left out: which date counts is settled after extraction, with the stored `first_seen`.
    apply_entry_rules(entry.published, seen_at, rules)
    return Document(
        key=key,
        kind="entry",
        body=body,
        digest=digest,
        known=replace(of_entry, retrieved=known.retrieved),
        source=source,
        seen_at=seen_at,
    )


def _serialise(known: Known) -> bytes:
    """`known` in one form of bytes, for hashing."""
    values = {}
    for field in fields(known):
        value = getattr(known, field.name)
        values[field.name] = value if value is None or isinstance(value, str | tuple) else write_moment(value)
    return json.dumps(values, sort_keys=True).encode("ascii")


def _is_future(published: Moment, seen_at: datetime, hours: int) -> bool:
    return start_of(published) - to_utc(seen_at) > timedelta(hours=hours)
