"""Sources -> documents -> articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from digest.config import Config
from digest.content import Library, append_states, read_states
from digest.engine import map_unordered, pool_maker
from digest.errors import InputError, StateError
from digest.journal import finish_journals
from digest.marks import plain_text
from digest.models import Article, Document, EntryRules, Knowledge, Quarantined, Source
from digest.moments import write_moment
from digest.report import RunReport, SourceTally
from digest.text import excerpt
from digest.urls import hide_credentials, outlet_host

LEFT_OUT = frozenset({"untitled", "unlinked", "undated", "future"})
"""What `entries:` keeps out is no fault of the input."""
TITLE_WORDS = 12
"""How many of its first words stand for the title of what has none."""
EXTRACT_MODULES = ["digest.extract.article"]


class Progress(Protocol):
    """Whoever shows how far a run is."""

    def start(self, stage: str, total: int) -> None:
        """A stage begins, with `total` items (0 where that is not known)."""

    def extend(self) -> None:
        """One item more is to be done."""

    def advance(self) -> None:
        """One item more is done."""


class NoProgress:
    """Shows nothing."""

    def start(self, stage: str, total: int) -> None:
        pass

    def extend(self) -> None:
        pass

    def advance(self) -> None:
        pass


def lock_site(config: Config) -> _Lock:
    """One run at a time over a site; what the last one was storing when it was cut short, is stored first."""
    return _Lock(config)


class _Lock:
    def __init__(self, config: Config) -> None:
        self.path = config.cache / "lock"
        self._content = config.content

    def __enter__(self) -> None:
        from filelock import FileLock, Timeout

        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self.path)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise StateError(f"another run is at work here (it holds {self.path}); wait for it to end") from None
        finish_journals(self.path.parent, self._content)

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def read_files(config: Config, now: datetime, report: RunReport) -> tuple[list[Document], dict[str, str]]:
    """Every document of the path sources, in order, and which of these sources failed, and why. The others go on."""
    failures: dict[str, str] = {}
    documents = [document for _, read in stream_files(config, now, report, failures) for document in read]
    return documents, failures


def stream_files(
    config: Config, now: datetime, report: RunReport, failures: dict[str, str]
) -> Iterator[tuple[Path, list[Document]]]:
    """Each file of the path sources with its documents, read when it is asked for. `failures` takes sources' faults."""
    from digest.fetch.sources import list_inputs

    for source in config.sources:
        if not source.path:
            continue
        try:
            paths = list_inputs(config.root, source)
        except InputError as error:
            failures[source.id] = error.reason
            report.tally(source.id, source.name).failed = error.reason
            continue
        for path in paths:
            yield path, read_file(path, source, config, now, report)


def read_file(path: Path, source: Source, config: Config, now: datetime, report: RunReport) -> list[Document]:
    """The documents of one file of a source."""
    from digest.fetch.sources import read_input

    key = path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else path.as_posix()
    read, rejected = read_input(path, key=key, source=source, now=now, rules=config.entries)
    set_aside(rejected, source, report)
    return [place_document(document, config.sources) for document in read]


def set_aside(rejected: Iterable[Quarantined], source: Source, report: RunReport) -> None:
    """Count and note what of a source could not be used."""
    for one in rejected:
        tally = report.tally(source.id, source.name)
        if one.code in LEFT_OUT:
            tally.left_out += 1
            report.left_out.append((one.key, one.reason))
        else:
            tally.quarantined += 1
            report.quarantined.append(one)


def place_document(document: Document, sources: tuple[Source, ...]) -> Document:
    """A document whose outlet the config describes takes that source: its policy, country and language.

    The outlet is known by its name; a page in a folder that tells none, by its address at that outlet's home.
    """
    known, place = document.known, document.source
    if known.source:
        name = known.source.casefold()
        found = next((source for source in sources if source.name.casefold() == name), None)
    elif known.url and place and place.path is not None and (host := outlet_host(known.url)):
        outlets = [source for source in sources if source.path is None and source.home]
        found = next((source for source in outlets if outlet_host(source.home or "") == host), None)
    else:
        found = None
    return replace(document, source=found) if found else document


def note_states(
    config: Config, failures: Mapping[str, str], moved: Mapping[str, str], now: datetime, report: RunReport
) -> None:
    """Write sources' changes of state, and say in the report since when a failing one fails.

    Changes alone are written: a source that goes on failing, or goes on well, adds nothing.
    """
    states = read_states(config.content)
    rows: list[dict[str, str]] = []
    since = str(write_moment(now.replace(microsecond=0)))
    for source in config.sources:
        before = states.get(source.id, {})
        failing, was_failing = source.id in failures, before.get("state") == "failing"
        if failing and was_failing:
            report.tally(source.id, source.name).failed = f"{failures[source.id]} (failing since {before['since']})"
        elif failing:
            rows.append({"source": source.id, "state": "failing", "since": since, "reason": failures[source.id]})
        elif source.id in moved:
            address = hide_credentials(moved[source.id])
            report.notes.append(f"{source.name}: moved for good; update its address in config.yaml to {address}")
            if before.get("to") != address:
                rows.append({"source": source.id, "state": "moved", "since": since, "to": address})
        elif before and before.get("state") != "ok":
            rows.append({"source": source.id, "state": "ok", "since": since})
    append_states(config.content, rows)


def skip_known(documents: Iterable[Document], library: Library, report: RunReport) -> list[Document]:
    """The documents that are not stored already, in this very form."""
    seen = {(version.key, version.digest) for found in library.found.values() for version in found.versions}
    fresh = []
    for document in documents:
        if (document.key, document.digest) in seen:
            tally_of(document, report).unchanged += 1
        else:
            fresh.append(document)
    return fresh


def tally_of(document: Document, report: RunReport) -> SourceTally:
    """The report's row for a document's source."""
    source = document.source
    return report.tally(source.id, source.name) if source else report.tally("", document.known.source or "no source")


def learn_lines(documents: Iterable[Document]) -> dict[str, frozenset[str]]:
    """Lines that recur in several text dumps of one named outlet. Documents without one share nothing."""
    named = [document for document in documents if document.kind == "text" and document.known.source]
    if not named:
        return {}
    from digest.extract.article import name_source
    from digest.extract.decode import decode_bytes
    from digest.extract.plaintext import learn_recurring

    dumps: dict[str, list[str]] = {}
    for document in named:
        dumps.setdefault(name_source(document)[0] or "", []).append(decode_bytes(document.body))
    return learn_recurring(dumps)


def extract_document(document: Document, *, knowledge: Knowledge, rules: EntryRules) -> Article:
    """One document's article, unless the rules leave out what has no title or no link."""
    from digest.extract.article import extract_article
    from digest.fetch.sources import check_required

    article = extract_article(document, knowledge)
    check_required(title=article.title, url=article.url, rules=rules)
    return article if article.title else replace(article, title=excerpt(plain_text(article.markdown), TITLE_WORDS))


def note_misses(readings: Iterable[tuple[Document, Article]], report: RunReport) -> None:
    """Say of which sources' pages `select` matched nothing, so that the usual way was taken."""
    pages: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for document, article in readings:
        uses = [use for use in article.receipt.rules if use.key == "select"]
        if document.source is not None and uses:
            pages[document.source.name] += 1
            missed[document.source.name] += not any(use.matches for use in uses)
    report.notes += [
        f"{name}: select: matched nothing on {count} of {pages[name]} pages; the article was found there the usual way"
        for name, count in sorted(missed.items())
        if count
    ]


def settle_date(article: Article, first_seen: datetime | None, rules: EntryRules) -> Article:
    """The article with the date that counts, by when it was first seen: by the same rule on every run.

    Raises InputError where an undated or future-dated article is to be left out.
    """
    from digest.fetch.sources import apply_entry_rules

    seen_at = first_seen or article.first_seen
    return replace(article, published=apply_entry_rules(article.published, seen_at, rules))


def extract_documents(
    documents: Iterable[Document],
    knowledge: Knowledge,
    rules: EntryRules,
    report: RunReport,
    progress: Progress,
    *,
    count: int | None,
) -> Iterator[tuple[Document, Article]]:
    """Documents -> articles, in the documents' order; what fails is set aside in the report.

    `documents` may still be on their way (`count` None): extraction goes on while they come.
    """
    if count is not None:
        progress.start("Extracting", count)
    taken: list[Document] = []
    outcomes: dict[int, Article | Quarantined] = {}

    def number_documents() -> Iterator[tuple[str, Document]]:
        for document in documents:
            taken.append(document)
            yield str(len(taken) - 1), document

    function = partial(extract_document, knowledge=knowledge, rules=rules)
    for key, result in map_unordered("extract", function, number_documents(), pool_maker(count, EXTRACT_MODULES)):
        outcomes[int(key)] = result
        if count is not None:
            progress.advance()
    for number, document in enumerate(taken):
        outcome = outcomes[number]
        if isinstance(outcome, Quarantined):
            source = document.source or Source(id="", name="no source")
            set_aside([replace(outcome, key=document.key)], source, report)
        else:
            yield document, outcome
