"""What comes in: sources, what is known of a document besides its bytes, documents, feeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Moment = datetime | date
"""When a source says something was published: an instant with its own offset, or a bare day."""
FetchRule = Literal["auto", "feed", "page"]
TextPolicy = Literal["headline", "excerpt", "full"]
DocumentKind = Literal["html", "text", "markdown", "entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place articles come from, as the editor configured it, or as a document named it."""

    id: str
    name: str
    feed: str | None = None
    page: str | None = None
    path: str | None = None
    text: TextPolicy = "excerpt"
    country: str | None = None
    """ISO 3166 alpha-2."""
    lang: str | None = None
    home: str | None = None
    """The outlet's own address, for links and OPML."""
    fetch: FetchRule = "auto"
    """Whether the pages of its feed's entries are fetched: always, never, or where an entry is a summary only."""
    select: tuple[str, ...] = ()
    """CSS selectors: what they match on its pages is the article's body."""
    drop: tuple[str, ...] = ()
    """CSS selectors: what they match is taken out of its pages first of all."""
    strip_lines: tuple[str, ...] = ()
    """Lines (`selectors.LinePattern`) that are cut from its documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a document from outside itself: its sidecar, its feed entry, its source.

    These count as the document's own metadata and win over what its mark-up says.
    """

    url: str | None = None
    title: str | None = None
    source: str | None = None
    """The outlet's name, as written."""
    byline: tuple[str, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    retrieved: datetime | None = None
    lang: str | None = None
    image: str | None = None
    words: int | None = None
    """How many words its feed gave of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One raw input, before extraction.

    `key` names it in reports and in `found.jsonl`: the path below the site's folder (POSIX), for a feed's entry
    with `#` and the entry's guid. `digest` is the sha256 hex of body and sidecar together.
    """

    key: str
    kind: DocumentKind
    body: bytes
    digest: str
    known: Known = field(default_factory=Known)
    source: Source | None = None
    seen_at: datetime
    """When we first had it: its `retrieved`, else the time of this run (UTC)."""
    backlog: bool = False
    """Undated, and there before we began to read its source: no news of the day on which we did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed."""

    feed_url: str
    guid: str
    url: str | None
    title: str | None
    byline: tuple[str, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    summary_html: str = ""
    """The fullest body the feed gives: content before summary before description. Not sanitised."""
    lang: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A parsed feed. `problems` are entries or fields that could not be read, each fit for a report."""

    url: str
    title: str | None
    home: str | None
    lang: str | None
    version: str
    """Such as "rss20", "atom10", "rss10", "json11"."""
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
