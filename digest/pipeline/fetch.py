"""Sources on the network -> documents: feeds first, then the pages of entries that carry a summary only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from digest import __version__
from digest.config import Config
from digest.content import Library
from digest.errors import FetchError, InputError
from digest.models import Document, EntryRules, Known, Source
from digest.pipeline.read import Progress, set_aside
from digest.report import RunReport
from digest.urls import hide_credentials, url_key

if TYPE_CHECKING:
    from digest.fetch.client import FetchPolicy, Response

CACHE_DAYS = 60
"""For how long an answer that nobody asked for again is kept."""
RETRY_DAYS = 3
"""For how long the page of an entry that could not be had is asked for again."""


@dataclass(slots=True, kw_only=True)
class Fetched:
    """What the network gave, filled as it comes."""

    failures: dict[str, str] = field(default_factory=dict)
    """Source id -> why it failed."""
    moved: dict[str, str] = field(default_factory=dict)
    """Source id -> where its address moved for good."""


def make_policy(config: Config) -> FetchPolicy:
    """How this site fetches."""
    from digest.fetch.client import FetchPolicy

    contact = f"; {config.fetch.contact}" if config.fetch.contact else ""
    return FetchPolicy(
        user_agent=f"digest/{__version__} (+{config.site.base_url}{contact})",
        hosts_at_once=config.fetch.hosts,
        deadline_s=float(config.fetch.deadline_s),
        retry_after_cap_s=float(config.fetch.retry_after_s),
        allow_hosts=frozenset(config.fetch.allow_hosts),
    )


def fetch_documents(
    config: Config, library: Library, *, now: datetime, report: RunReport, progress: Progress, fetched: Fetched
) -> Iterator[Document]:
    """Every new document of the sources with an address, each as soon as it is there.

    What is stored in this very form is not yielded. The pages of entries that carry a summary only are asked for as
    soon as their feed is there. `fetched` takes failures and moves. A source that fails is reported and the others
    go on; what it gave before stays.
    """
    sources = [source for source in config.sources if source.feed or source.page]
    if not sources:
        return
    from digest.fetch.client import Fetcher, Request
    from digest.fetch.http_cache import HttpCache

    wanted: dict[str, list[Source]] = {}
    for source in sources:
        report.tally(source.id, source.name)
        wanted.setdefault(source.feed or source.page or "", []).append(source)
    pages: dict[str, list[Document]] = {}
    seen = _Seen(library, now)
    progress.start("Fetching", len(wanted))
    HttpCache(config.cache / "http").prune(now - timedelta(days=CACHE_DAYS))
    with Fetcher(make_policy(config), cache=config.cache, now=now) as fetcher:
        for url, rows in wanted.items():
            fetcher.submit(Request(url=url, kind="feed" if rows[0].feed else "page"))
        for request, outcome in fetcher.results():
            progress.advance()
            for entry in pages.pop(request.url, ()):
                yield from _read_page(entry, outcome, seen, report)
            for source in wanted.pop(request.url, ()):
                if isinstance(outcome, FetchError):
                    _fail(source, outcome.reason, fetched, report)
                    continue
                if outcome.moved_to:
                    fetched.moved[source.id] = outcome.moved_to
                try:
                    documents = _read_source(source, outcome, config.entries, now, report)
                except InputError as error:
                    _fail(source, error.reason, fetched, report)
                    continue
                for document in (seen.mark_backlog(source, one) for one in documents):
                    if seen.wants_page(source, document):
                        url = document.known.url or ""
                        pages.setdefault(url, []).append(document)
                        fetcher.submit(Request(url=url, kind="page"))
                        progress.extend()
                    elif seen.has(document):
                        report.tally(source.id, source.name).unchanged += 1
                    else:
                        yield document


def _fail(source: Source, reason: str, fetched: Fetched, report: RunReport) -> None:
    fetched.failures[source.id] = reason
    report.tally(source.id, source.name).failed = reason


def _read_source(
    source: Source, response: Response, rules: EntryRules, now: datetime, report: RunReport
) -> list[Document]:
    """The documents of a source's answer. Raises FeedError where it is no feed."""
    return [_page_document(source, response, now)] if source.page else _read_feed(source, response, rules, now, report)


def _read_page(entry: Document, outcome: Response | FetchError, seen: _Seen, report: RunReport) -> Iterator[Document]:
    """The entry's page as a document under the entry's key; where it cannot be had, the entry itself."""
    if not isinstance(outcome, FetchError):
        from digest.fetch.entries import count_words

        words = count_words(entry.body.decode("utf-8", "replace"))
        yield replace(entry, kind="html", body=outcome.body, known=replace(entry.known, words=words))
        return
    report.notes.append(f"{hide_credentials(entry.known.url or '')}: {outcome.reason}; the feed's summary is kept")
    if not seen.has(entry):
        yield entry


def _read_feed(
    source: Source, response: Response, rules: EntryRules, now: datetime, report: RunReport
) -> list[Document]:
    from digest.fetch.feeds import parse_feed
    from digest.fetch.sources import read_entries

    feed = parse_feed(response.body, url=response.final_url)
    key = hide_credentials(source.feed or "")
    documents, aside = read_entries(feed, key=key, known=Known(), source=source, now=now, rules=rules)
    set_aside(aside, source, report)
    return documents


def _page_document(source: Source, response: Response, now: datetime) -> Document:
    return Document(
        key=hide_credentials(source.page or ""),
        kind="html",
        body=response.body,
        digest=hashlib.sha256(response.body).hexdigest(),
        known=Known(url=response.final_url),
        source=source,
        seen_at=now,
    )


class _Seen:
    """Which documents and pages are stored."""

    def __init__(self, library: Library, now: datetime) -> None:
        versions = [version for found in library.found.values() for version in found.versions]
        self._forms = {(version.key, version.digest) for version in versions}
        self._keys = {version.key for version in versions}
        self._sources = {found.article.source for found in library.found.values()}
        self._pages: set[str] = set()
        self._retry: set[str] = set()
        recent = now - timedelta(days=RETRY_DAYS)
        for found in library.found.values():
            if found.article.url and any(version.kind != "entry" for version in found.versions):
                self._pages.add(url_key(found.article.url))
            elif found.article.url and found.article.first_seen >= recent:
                self._retry.add(url_key(found.article.url))

    def has(self, document: Document) -> bool:
        """Whether the document is stored in this very form."""
        return (document.key, document.digest) in self._forms

    def mark_backlog(self, source: Source, document: Document) -> Document:
        """The document; marked where it is undated and its source is read for the first time."""
        old = document.known.published is None and bool(source.feed) and source.id not in self._sources
        return replace(document, backlog=True) if old else document

    def wants_page(self, source: Source, document: Document) -> bool:
        """Whether an entry's page is to be had: by the source's rule, where it is not stored, or the entry was edited.

        A page that could not be had is asked for again for `RETRY_DAYS`.
        """
        if document.kind != "entry" or not document.known.url or not _asks_for_pages(source, document):
            return False
        key = url_key(document.known.url)
        if self.has(document):
            return key in self._retry
        return document.key in self._keys or key not in self._pages


def _asks_for_pages(source: Source, document: Document) -> bool:
    if source.fetch != "auto":
        return source.fetch == "page"
    from digest.fetch.entries import is_summary

    return is_summary(document.body.decode("utf-8", "replace"))
