"""`retag` and `reclean`: the stored articles worked on again, in batches, so that what was cut short can be resumed.

Nothing under `content/` changes until all of them are done; till then the work is in a journal under `.cache/`. So what
the corpus teaches is the same whether the work was cut short or not, and so is the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path

from digest.config import Config
from digest.content import Library, load_library
from digest.engine import Stopwatch, map_unordered, pool_maker
from digest.errors import InputError
from digest.filing import Filing, rank_kind
from digest.found import ENGINE, Found, write_line
from digest.front_matter import ContentFile
from digest.journal import Journal, Row, hash_file
from digest.marks import plain_text
from digest.models import Document, EntryRules, Knowledge, Quarantined
from digest.pipeline.lessons import hash_code
from digest.pipeline.read import (
    EXTRACT_MODULES,
    Progress,
    extract_document,
    learn_lines,
    lock_site,
    read_file,
    settle_date,
    stream_files,
)
from digest.pipeline.store import keep_stored, make_row, note_edited
from digest.pipeline.tag import (
    ENRICH_MODULES,
    TagRules,
    ToTag,
    annotate_article,
    annotate_articles,
    learn_corpus,
    make_rules,
    require_recogniser,
    score_articles,
    score_by_rules,
)
from digest.report import Change, Refreshed, RunReport
from digest.text import text_hash
from digest.urls import is_web_url, url_key

BATCH = 50
"""After so many articles their results are put on disk: what a cut costs at most, beside what was under way."""
ANOTHER = "another"
_VERBS = {"retag": "Retagged", "reclean": "Recleaned"}


def retag_site(config: Config, *, progress: Progress, dry_run: bool = False) -> RunReport:
    """`digest retag`: topics, actors and quotes anew for every stored text; edits stay. Resumes what was cut short."""
    report = RunReport()
    watch = Stopwatch(report.seconds)
    with lock_site(config):
        library = load_library(config.content, config.topics)
        watch.lap("read")
        work = _Work("retag", config, library, report, dry_run=dry_run)
        kept = [id_ for id_ in work.list_articles() if not library.found[id_].partial]
        if partial_count := len(work.list_articles()) - len(kept):
            work.leave(f"{partial_count} have only an excerpt stored, and keep what was found")
        effective = {id_: keep_stored(library.found[id_], library).effective for id_ in kept}
        fresh = {id_: (article, plain_text(article.markdown)) for id_, article in effective.items()}
        scores, failed = score_articles(fresh, work.rules)
        knowledge = learn_corpus(fresh, scores, (), rules=work.rules, cache=config.cache)
        watch.lap("learn")
        todo = work.skip_done(kept)
        progress.start("Tagging", len(todo))
        items = (
            (id_, ToTag(article=fresh[id_][0], text=fresh[id_][1], scores=scores[id_])) for id_ in todo if id_ in scores
        )
        for id_, outcome in annotate_articles(items, rules=work.rules, knowledge=knowledge, count=len(todo)):
            progress.advance()
            if isinstance(outcome, Quarantined):
                failed[id_] = outcome
                continue
            filing = keep_stored(library.found[id_], library)
            work.add(id_, make_row(filing, outcome, library.folders[id_], store=config.site.store))
        for id_ in todo:
            if isinstance(quarantined := failed.get(id_), Quarantined):
                work.add(id_, quarantined)
        work.finish()
        watch.lap("enrich")
    return report


def reclean_site(config: Config, *, now: datetime, progress: Progress, dry_run: bool = False) -> RunReport:
    """`digest reclean`: extract stored articles again from their raw files; edits and `first_seen` stay.

    The raw files are read twice, one at a time: to see which are there and what recurs in them, and to extract them.
    Tagged is by what the texts teach as they stand before. Resumes what was cut short.
    """
    report = RunReport()
    watch = Stopwatch(report.seconds)
    with lock_site(config):
        library = load_library(config.content, config.topics)
        work = _Work("reclean", config, library, report, dry_run=dry_run)
        raws = _Raws(library)
        recurring = learn_lines(raws.watch(config, now))
        watch.lap("read")
        articles = work.list_articles()
        todo = work.skip_done([id_ for id_ in articles if id_ in raws.best])
        _say_left(work, [library.found[id_] for id_ in articles if id_ not in raws.best])
        taught = learn_corpus({}, {}, library.articles, rules=work.rules, cache=config.cache)
        knowledge = replace(taught, recurring=recurring)
        watch.lap("learn")
        function = partial(
            reclean_article, knowledge=knowledge, rules=work.rules, entries=config.entries, store=config.site.store
        )
        progress.start("Recleaning", len(todo))
        pool = pool_maker(len(todo), [*EXTRACT_MODULES, *ENRICH_MODULES])
        for id_, outcome in map_unordered("extract", function, raws.read(todo, config, now), pool):
            progress.advance()
            work.add(id_, outcome)
        work.finish()
        watch.lap("extract and enrich")
    return report


def _say_left(work: _Work, missing: Sequence[Found]) -> None:
    fetched = sum(any(is_web_url(version.key) for version in found.versions) for found in missing)
    own = sum(not found.versions for found in missing)
    for count, why in (
        (fetched, "came from the network, and their raw pages are not kept"),
        (own, "were written by hand"),
        (len(missing) - fetched - own, "have no raw file any more, or it was changed since"),
    ):
        if count:
            work.leave(f"{count} {why}")


# --- one article -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReclean:
    """A stored article and the raw document that counts for it."""

    document: Document
    found: Found
    file: ContentFile
    path: str
    folder: str


def reclean_article(
    one: ToReclean, *, knowledge: Knowledge, rules: TagRules, entries: EntryRules, store: str
) -> Row | None:
    """What is to be stored of an article read again; None where nothing changes. Raises InputError."""
    article = extract_document(one.document, knowledge=knowledge, rules=entries)
    stored = one.found.article
    same = bool(article.url and stored.url and url_key(article.url) == url_key(stored.url))
    if article.id != stored.id and not same:
        raise InputError(ANOTHER, "its raw file now reads as another article; left as it is")
    article = settle_date(replace(article, id=stored.id, first_seen=stored.first_seen), stored.first_seen, entries)
    filing = Filing(article=article, versions=one.found.versions, found=one.found, file=one.file, path=one.path)
    effective = filing.effective
    text = plain_text(effective.markdown)
    scores = score_by_rules((effective, text), rules=rules)
    tagged = annotate_article(ToTag(article=effective, text=text, scores=scores), rules=rules, knowledge=knowledge)
    return make_row(filing, tagged, one.folder, store=store)


class _Raws:
    """Which raw document counts for each stored article, and where it is: a page before an entry, then the newest."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.best: dict[str, tuple[tuple[int, datetime, int], str, str, str]] = {}
        self._wanted: dict[tuple[str, str], list[tuple[tuple[int, datetime, int], str]]] = {}
        for id_, found in library.found.items():
            if id_ in library.files:
                for order, version in enumerate(found.versions):
                    rank = (rank_kind(version.kind), version.seen_at, order)
                    self._wanted.setdefault((version.key, version.digest), []).append((rank, id_))

    def watch(self, config: Config, now: datetime) -> Iterator[Document]:
        """Every raw document, noted on its way; none of them is held here."""
        for path, documents in stream_files(config, now, RunReport(), {}):
            for document in documents:
                for rank, id_ in self._wanted.get((document.key, document.digest), ()):
                    if id_ not in self.best or rank > self.best[id_][0]:
                        self.best[id_] = (rank, path.as_posix(), document.key, document.digest)
                yield document

    def read(self, ids: Sequence[str], config: Config, now: datetime) -> Iterator[tuple[str, ToReclean]]:
        """The articles with their documents, file by file, each file read when its turn comes."""
        library = self._library
        ordered = sorted(ids, key=lambda id_: (self.best[id_][1], id_))
        for name, group in groupby(ordered, key=lambda id_: self.best[id_][1]):
            path = Path(name)
            source = next(one for one in config.sources if one.path and path.is_relative_to(config.root / one.path))
            documents = {
                (document.key, document.digest): document
                for document in read_file(path, source, config, now, RunReport())
            }
            for id_ in group:
                document = documents.get(self.best[id_][2:])
                if document is not None:
                    yield (
                        id_,
                        ToReclean(
                            document=document,
                            found=library.found[id_],
                            file=library.files[id_],
                            path=library.paths[id_],
                            folder=library.folders[id_],
                        ),
                    )


# --- the work --------------------------------------------------------------------------------------------


class _Work:
    """Takes the articles' results as they come, keeps them in a journal, and stores them once all are there."""

    def __init__(self, name: str, config: Config, library: Library, report: RunReport, *, dry_run: bool) -> None:
        self._config, self._library, self._report = config, library, report
        self._dry_run = dry_run
        self._journal = Journal(config.cache / f"{name}.journal")
        self._waiting: list[Row] = []
        self._done = report.refreshed = Refreshed(verb=_VERBS[name], dry_run=dry_run)
        require_recogniser(config)
        self.rules = make_rules(config, library.register)
        state = (name, ENGINE, hash_code(), self.rules, config.entries, config.sources, config.site.store)
        self._work = hashlib.sha256(repr(state).encode()).hexdigest()

    def list_articles(self) -> list[str]:
        """The articles that have a file, in the order in which they are stored."""
        return sorted(self._library.files, key=lambda id_: (self._library.folders[id_], id_))

    def leave(self, why: str) -> None:
        """Note articles that are left as they are."""
        self._done.left.append(why)

    def skip_done(self, ids: Sequence[str]) -> list[str]:
        """Those of the articles that an earlier attempt did not do, or that were touched since."""
        if self._dry_run:
            return list(ids)
        done = {row.id: row for row in self._journal.resume(self._work)}
        todo = []
        for id_ in ids:
            row = done.get(id_)
            if row is None or (row.before, row.was) != self._fingerprint(id_):
                todo.append(id_)
            else:
                self._done.resumed += 1
                self._count(row)
        return todo

    def _fingerprint(self, id_: str) -> tuple[str, str]:
        return hash_file(self._library.files[id_]), text_hash(write_line(self._library.found[id_]))

    def add(self, id_: str, outcome: Row | Quarantined | None) -> None:
        """Take an article's result; None where nothing changes."""
        if isinstance(outcome, Quarantined):
            path = self._library.paths[id_]
            if outcome.code == ANOTHER:
                self._report.notes.append(f"{path}: {outcome.reason}")
            else:
                self._report.quarantined.append(replace(outcome, key=path))
            return
        before, was = self._fingerprint(id_)
        same = Row(id=id_, path=self._library.paths[id_], folder=self._library.folders[id_], before=before, was=was)
        row = outcome or same
        self._count(row)
        self._waiting.append(row)
        if len(self._waiting) >= BATCH:
            self._flush()

    def _count(self, row: Row) -> None:
        self._done.count += 1
        if row.change:
            before, after = row.change["words"]
            self._done.changes.append(
                Change(path=row.path, parts=tuple(row.change["parts"]), words_before=before, words_after=after)
            )

    def _flush(self) -> None:
        if self._waiting and not self._dry_run:
            self._journal.append(self._waiting)
        self._waiting.clear()

    def finish(self) -> None:
        """Store what was done."""
        self._flush()
        if self._dry_run:
            return
        self._journal.seal()
        self._report.notes += note_edited(self._journal.carry_over(self._config.content)[1])
