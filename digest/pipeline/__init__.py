"""The run, read top to bottom. Only this package imports the stages."""

from __future__ import annotations

from datetime import datetime
from itertools import chain

from digest.config import Config
from digest.content import Library, load_library
from digest.engine import Stopwatch
from digest.models import Knowledge
from digest.pipeline.edition import choose_editions, guard_edition
from digest.pipeline.fetch import Fetched, fetch_documents
from digest.pipeline.publish import build_output, mute_articles, policies_for
from digest.pipeline.read import (
    Progress,
    extract_documents,
    learn_lines,
    lock_site,
    note_misses,
    note_states,
    read_files,
    skip_known,
)
from digest.pipeline.refresh import reclean_site, retag_site
from digest.pipeline.store import (
    file_readings,
    find_orphans,
    find_stale,
    store_filings,
)
from digest.pipeline.stories import settle_stories
from digest.pipeline.tag import require_recogniser
from digest.report import RunReport

__all__ = ["build_site_only", "fetch_site", "reclean_site", "retag_site", "run_site"]


def run_site(
    config: Config, *, now: datetime, clock: datetime | None = None, progress: Progress, report: RunReport | None = None
) -> RunReport:
    """`digest run`: read the sources, store what is new, choose the editions, build the site.

    `report` is filled as the run goes on, so that whoever gave it has it though the run fails.
    """
    report = RunReport() if report is None else report
    watch = Stopwatch(report.seconds)
    with lock_site(config):
        library = _fetch(config, now, report, watch, progress)
        guard_edition(library, config, now)
        build_output(library, config, clock, report)
        watch.lap("render")
    return report


def fetch_site(config: Config, *, now: datetime, progress: Progress) -> RunReport:
    """`digest fetch`: read the sources, store what is new and choose the editions; the site is not built."""
    report = RunReport()
    watch = Stopwatch(report.seconds)
    with lock_site(config):
        _fetch(config, now, report, watch, progress)
    return report


def _fetch(config: Config, now: datetime, report: RunReport, watch: Stopwatch, progress: Progress) -> Library:
    """Everything up to the site: what is on the way from the network is extracted while the rest still comes."""
    require_recogniser(config)
    library = load_library(config.content, config.topics)
    report.notes += [f"{one.key}: {one.reason}" for one in library.problems]
    documents, failures = read_files(config, now, report)
    fresh = skip_known(documents, library, report)
    watch.lap("read")
    knowledge = Knowledge(recurring=learn_lines(documents) if fresh else {})
    fetched = Fetched()
    coming = chain(fresh, fetch_documents(config, library, now=now, report=report, progress=progress, fetched=fetched))
    count = None if any(source.feed or source.page for source in config.sources) else len(fresh)
    readings = list(extract_documents(coming, knowledge, config.entries, report, progress, count=count))
    note_misses(readings, report)
    note_states(config, {**failures, **fetched.failures}, fetched.moved, now, report)
    watch.lap("extract" if count is not None else "fetch and extract")
    filings = file_readings(readings, library, config, report)
    filings += [*find_stale(library), *find_orphans(library, filings, now)]
    store_filings(filings, library, config, report, progress)
    watch.lap("enrich")
    library = load_library(config.content, config.topics) if filings else library
    library = mute_articles(library, config, report)
    library = settle_stories(library, config, report)
    policies = {source.id: source.text for source in policies_for(config, library)}
    choose_editions(library, config, now, report, policies=policies)
    watch.lap("stories")
    return library


def build_site_only(config: Config, *, clock: datetime | None = None, guard: datetime | None = None) -> RunReport:
    """`digest build`: the site from content, config and templates alone. Nothing under `content/` is touched.

    With `guard`, the time it is, an edition that failing sources emptied is refused (`guard_edition`).
    """
    report = RunReport()
    watch = Stopwatch(report.seconds)
    with lock_site(config):
        library = load_library(config.content, config.topics)
        report.notes += [f"{one.key}: {one.reason}" for one in library.problems]
        library = mute_articles(library, config, report)
        watch.lap("read")
        if guard is not None:
            guard_edition(library, config, guard)
        build_output(library, config, clock, report)
        watch.lap("render")
    return report
