"""The run, read top to bottom. Only this package imports the stages."""

from __future__ import annotations

from datetime import datetime

from digest.config import Config
from digest.content import load_library
from digest.engine import Stopwatch
from digest.models import Document, Knowledge
from digest.pipeline.publish import build_output, choose_editions, mute_articles, write_ledger
from digest.pipeline.read import Progress, extract_documents, gather_documents, learn_lines, lock_site, skip_known
from digest.pipeline.store import (
    file_readings,
    find_orphans,
    find_stale,
    keep_stored,
    refold_readings,
    store_filings,
)
from digest.report import RunReport


def run_site(config: Config, *, now: datetime, clock: datetime | None = None, progress: Progress) -> RunReport:
    """`digest run`: read the sources, store what is new, choose the editions, build the site."""
    report, watch = RunReport(), Stopwatch()
    with lock_site(config):
        library = load_library(config.content, config.topics)
        report.notes += [f"{one.key}: {one.reason}" for one in library.problems]
        documents = gather_documents(config, now, report, library)
        fresh = skip_known(documents, library, report)
        watch.lap("read")
        knowledge = Knowledge(recurring=learn_lines(documents) if fresh else {})
        readings = list(extract_documents(fresh, knowledge, config.entries, report, progress))
        watch.lap("extract")
        filings = file_readings(readings, library, config, report)
        filings += [*find_stale(library), *find_orphans(library, filings, now)]
        store_filings(filings, library, config, report, progress)
        watch.lap("enrich")
        library = load_library(config.content, config.topics) if filings else library
        library = mute_articles(library, config, report)
        choose_editions(library, config, now, report)
        write_ledger(library, config.content)
        watch.lap("stories")
        build_output(library, config, clock, report)
        watch.lap("render")
    report.seconds = watch.seconds
    return report


def build_site_only(config: Config, *, clock: datetime | None = None) -> RunReport:
    """`digest build`: the site from content, config and templates alone. Nothing under `content/` is touched."""
    report, watch = RunReport(), Stopwatch()
    with lock_site(config):
        library = load_library(config.content, config.topics)
        report.notes += [f"{one.key}: {one.reason}" for one in library.problems]
        library = mute_articles(library, config, report)
        watch.lap("read")
        build_output(library, config, clock, report)
        watch.lap("render")
    report.seconds = watch.seconds
    return report


def retag_site(config: Config, *, progress: Progress) -> RunReport:
    """`digest retag`: topics, actors and quotes anew for every stored text; edits stay."""
    report, watch = RunReport(), Stopwatch()
    with lock_site(config):
        library = load_library(config.content, config.topics)
        watch.lap("read")
        filings = [
            keep_stored(found, library)
            for id_, found in sorted(library.found.items())
            if id_ in library.files and not found.partial
        ]
        partial_count = sum(found.partial for found in library.found.values())
        if partial_count:
            report.notes.append(f"{partial_count} articles have only an excerpt stored and keep what was found")
        store_filings(filings, library, config, report, progress)
        watch.lap("enrich")
    report.seconds = watch.seconds
    return report


def reclean_site(config: Config, *, now: datetime, progress: Progress) -> RunReport:
    """`digest reclean`: extract stored articles again from their raw files; edits and `first_seen` stay."""
    report, watch = RunReport(), Stopwatch()
    with lock_site(config):
        library = load_library(config.content, config.topics)
        documents = {(one.key, one.digest): one for one in gather_documents(config, now, RunReport(), library)}
        watch.lap("read")
        wanted: dict[str, Document] = {}
        for id_, found in sorted(library.found.items()):
            if id_ not in library.files:
                continue
            raw = [documents.get((version.key, version.digest)) for version in found.versions]
            for document in raw:
                if document is not None:
                    wanted[document.key] = document
            if found.versions and all(document is None for document in raw):
                report.notes.append(f"{library.paths[id_]}: its raw file is gone or changed; left as it is")
        knowledge = Knowledge(recurring=learn_lines(list(documents.values())))
        readings = list(extract_documents(list(wanted.values()), knowledge, config.entries, report, progress))
        watch.lap("extract")
        store_filings(refold_readings(readings, library, config, report), library, config, report, progress)
        watch.lap("enrich")
    report.seconds = watch.seconds
    return report
