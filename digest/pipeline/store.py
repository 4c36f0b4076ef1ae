"""Articles -> what is stored: readings folded into articles, tagged, and written with every edit kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from digest.config import Config
from digest.content import Library, is_taken_down
from digest.errors import InputError
from digest.filing import (
    Filing,
    Reading,
    adopt_orphan,
    find_first_seen,
    find_stored,
    fold_readings,
    store_filing,
    stored_article,
)
from digest.found import FIELDS, Found, write_line
from digest.journal import Journal, Row, hash_file
from digest.marks import plain_text
from digest.models import Annotations, Article, Document, Quarantined
from digest.pipeline.read import Progress, settle_date, tally_of
from digest.pipeline.tag import make_rules, tag_articles
from digest.report import RunReport
from digest.text import text_hash
from digest.urls import canonical_url, url_key

SHRUNK = 2
SHRUNK_LEAST = 50
"""An article that had more than so many times its words, and so many more, may have been read wrongly now."""


def file_readings(
    readings: list[tuple[Document, Article]], library: Library, config: Config, report: RunReport
) -> list[Filing]:
    """New readings as filings, an article each; what the editor keeps out stays out, and is reported."""
    from digest.enrich.topics import find_muted

    groups: dict[str, list[tuple[Document, Article]]] = {}
    for document, article in settle_ids(readings, library):
        term = find_muted(article.title, plain_text(article.markdown), config.mute)
        try:
            if is_taken_down(article, library.takedowns):
                raise InputError("taken-down", "taken down (content/takedowns.yaml)")
            if article.id in library.deleted:
                raise InputError("deleted", "its file was deleted by hand")
            if term is not None:
                raise InputError("muted", f"muted by {term!r}")
            if _says_the_same(document, article, library):
                tally_of(document, report).unchanged += 1
                continue
            dated = settle_date(article, find_first_seen(article.id, library), config.entries)
        except InputError as error:
            tally_of(document, report).left_out += 1
            report.left_out.append((document.key, error.reason))
        else:
            report.doubts += [(document.key, why) for why in _find_doubts(document, article, library)]
            groups.setdefault(article.id, []).append((document, dated))
    filings = []
    for id_ in sorted(groups):
        group = groups[id_]
        rows = [
            Reading(
                key=document.key, digest=document.digest, kind=document.kind, article=article, backlog=document.backlog
            )
            for document, article in group
        ]
        filings.append(fold_readings(rows, library, store=config.site.store))
        known = find_stored(id_, library)[0] is not None
        for number, (document, _) in enumerate(sorted(group, key=lambda pair: pair[0].seen_at)):
            tally = tally_of(document, report)
            tally.new, tally.updated = tally.new + (not known and not number), tally.updated + (known or number > 0)
    return filings


def _find_doubts(document: Document, article: Article, library: Library) -> list[str]:
    """Why the article may not be whole, with what was kept of it."""
    receipt = article.receipt
    doubts = list(receipt.doubts)
    found = library.found.get(article.id)
    before = [one for one in found.versions if one.key == document.key and one.kind == document.kind] if found else []
    if before and before[-1].words > SHRUNK * receipt.words_out + SHRUNK_LEAST:
        doubts.append(f"it had {before[-1].words} when it was last read")
    kept = f"{receipt.words_out} of {receipt.words_in} words kept"
    return [f"{kept}; {'; '.join(doubts)}"] if doubts else []


def _says_the_same(document: Document, article: Article, library: Library) -> bool:
    """Whether a page that is a source of its own has new bytes only: tokens and advertisements, not its text."""
    found = library.found.get(article.id)
    if found is None or document.source is None or not document.source.page:
        return False
    before = [version.text_hash for version in found.versions if version.key == document.key]
    title = text_hash(article.title) == found.wrote.get("title")
    return title and bool(before) and before[-1] == text_hash(plain_text(article.markdown))


def settle_ids(readings: list[tuple[Document, Article]], library: Library) -> list[tuple[Document, Article]]:
    """The readings in the order in which they were seen, those of one address under one id.

    `http` and `https`, with and without `www.` or a closing slash, are one article: the stored one's id, else that
    of the one seen first.
    """
    ids = {url_key(found.article.url): id_ for id_, found in sorted(library.found.items()) if found.article.url}
    settled = []
    for document, article in sorted(readings, key=lambda pair: (pair[0].seen_at, pair[0].key)):
        id_ = ids.setdefault(url_key(article.url), article.id) if article.url else article.id
        settled.append((document, replace(article, id=id_)))
    return settled


def keep_stored(found: Found, library: Library) -> Filing:
    """A stored article, to be tagged anew."""
    file = library.files[found.id]
    return Filing(
        article=stored_article(found, file),
        versions=found.versions,
        found=found,
        file=file,
        path=library.paths[found.id],
        kept=True,
    )


def find_stale(library: Library) -> list[Filing]:
    """Articles whose body was edited after they were tagged: their offsets point at other words now."""
    return [
        keep_stored(found, library)
        for id_, found in sorted(library.found.items())
        if id_ in library.files
        and not found.partial
        and text_hash(plain_text(library.files[id_].body)) != found.text_hash
    ]


def find_orphans(library: Library, filings: list[Filing], now: datetime) -> list[Filing]:
    """Files written by hand, which no reading of this run explains."""
    taken = {filing.path for filing in filings}
    orphans = []
    for path, file in library.orphans.items():
        if path not in taken:
            url = file.fields.get("url")
            name = canonical_url(url) if isinstance(url, str) and url else path
            given = file.fields.get("id")
            id_ = given if isinstance(given, str) and given else hashlib.sha256(name.encode()).hexdigest()[:16]
            if id_ not in library.found:
                orphans.append(adopt_orphan(path, file, id_, now.replace(microsecond=0)))
    return orphans


def store_filings(
    filings: list[Filing], library: Library, config: Config, report: RunReport, progress: Progress
) -> None:
    """Annotate each filing's effective text and store it. What fails is set aside; the stored article stays."""
    if not filings:
        return
    rules = make_rules(config, library.register)
    fresh = {filing.article.id for filing in filings}
    tagged = tag_articles(
        {
            str(number): (filing.effective, plain_text(filing.effective.markdown))
            for number, filing in enumerate(filings)
            if not is_partial(filing)
        },
        [one for one in library.articles if one.article.id not in fresh],
        rules=rules,
        progress=progress,
        cache=config.cache,
    )
    rows = []
    for number, filing in enumerate(filings):
        partly = filing.found and is_partial(filing)
        outcome = filing.found.annotations if filing.found and partly else tagged[str(number)]
        if isinstance(outcome, Quarantined):
            report.quarantined.append(replace(outcome, key=filing.path or filing.article.id))
            continue
        if row := make_row(filing, outcome, library.folders.get(filing.article.id), store=config.site.store):
            rows.append(row)
    journal = Journal(config.cache / "store.journal")
    journal.begin("store")
    journal.append(rows)
    journal.seal()
    report.notes += note_edited(journal.carry_over(config.content)[1])


def make_row(filing: Filing, annotations: Annotations, folder: str | None, *, store: str) -> Row | None:
    """What is to be stored of a filing, `folder` being where its line stands already; None where nothing changes."""
    from digest.stories.copies import sketch_text

    sketch = sketch_text(plain_text(filing.effective.markdown))
    found, path, text = store_filing(filing, annotations, _story_of(filing), store=store, sketch=sketch)
    line = write_line(found)
    if filing.found is not None and filing.file is not None and line == write_line(filing.found):
        return None
    return Row(
        id=found.id,
        path=path,
        folder=folder or path.rpartition("/")[0],
        before=hash_file(filing.file) if filing.file is not None else None,
        was=text_hash(write_line(filing.found)) if filing.found else None,
        text=text,
        line=line,
        change=_describe_change(filing.found, found) if filing.found else None,
    )


def _describe_change(before: Found, after: Found) -> dict[str, Any]:
    """What of an article is not as it was, and how many words its body had and has."""
    parts = [name for name in ("body", *FIELDS) if before.wrote.get(name) != after.wrote.get(name)]
    parts += [
        name for name in ("mentions", "quotes") if getattr(before.annotations, name) != getattr(after.annotations, name)
    ]
    words = [found.article.receipt.words_out for found in (before, after)]
    return {"parts": parts or ["record"], "words": words}


def note_edited(paths: list[str]) -> list[str]:
    """That articles were edited while they were worked on."""
    return [f"{path}: edited meanwhile, so it was left as it is; run this again to refresh it" for path in paths]


def is_partial(filing: Filing) -> bool:
    """Whether the stored text is an excerpt and no new one came: there is nothing to annotate."""
    return filing.kept and filing.found is not None and filing.found.partial


def _story_of(filing: Filing) -> str:
    """The machine's story for an article: the stored one, else minted."""
    from digest.stories.clusters import mint_story_id

    stored = filing.found.wrote.get("story") if filing.found else None
    return str(stored) if stored else mint_story_id(filing.article.id)
