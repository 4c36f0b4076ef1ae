"""Articles -> what is stored: readings folded into articles, tagged, and written with every edit kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from digest.config import Config
from digest.content import Library, is_taken_down, save_articles
from digest.engine import map_unordered, pool_maker
from digest.errors import InputError
from digest.filing import (
    Filing,
    Reading,
    adopt_orphan,
    find_first_seen,
    find_stored,
    fold_readings,
    rank_kind,
    store_filing,
    stored_article,
)
from digest.found import Found
from digest.marks import plain_text
from digest.models import Annotations, Article, Document, Quarantined, RegisteredActor, Topic, WordCases
from digest.pipeline.read import Progress, settle_date, tally_of
from digest.report import RunReport
from digest.text import text_hash
from digest.urls import canonical_url, url_key

if TYPE_CHECKING:
    from digest.enrich.register import Register
    from digest.enrich.topics import TopicRules

ENRICH_MODULES = ["digest.enrich.actors", "digest.enrich.quotes", "digest.enrich.topics"]


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
        filings.append(fold_readings(rows, library))
        known = find_stored(id_, library)[0] is not None
        for number, (document, _) in enumerate(sorted(group, key=lambda pair: pair[0].seen_at)):
            tally = tally_of(document, report)
            tally.new, tally.updated = tally.new + (not known and not number), tally.updated + (known or number > 0)
    return filings


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


def refold_readings(
    readings: list[tuple[Document, Article]], library: Library, config: Config, report: RunReport
) -> list[Filing]:
    """Readings of documents that are stored already, as filings with the versions they have."""
    latest = {document.key: article for document, article in settle_ids(readings, library)}
    filings = []
    for id_, found in sorted(library.found.items()):
        file = library.files.get(id_)
        rows = [
            ((rank_kind(version.kind), version.seen_at, order), latest[version.key])
            for order, version in enumerate(found.versions)
            if version.key in latest
        ]
        if file is None or not rows:
            continue
        article = max(rows, key=lambda row: row[0])[1]
        if article.id != id_:
            report.notes.append(f"{library.paths[id_]}: its raw file now reads as another article; left as it is")
            continue
        article = settle_date(
            replace(article, first_seen=found.article.first_seen), found.article.first_seen, config.entries
        )
        filings.append(
            Filing(article=article, versions=found.versions, found=found, file=file, path=library.paths[id_])
        )
    return filings


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRules:
    """What annotating needs besides the text. Hashable: a worker makes its tables of it once."""

    topics: tuple[Topic, ...] = ()
    register: tuple[RegisteredActor, ...] = ()
    language: str = "en"


@lru_cache(maxsize=4)
def _tables(rules: TagRules) -> tuple[TopicRules, Register]:
    from digest.enrich.register import load_register
    from digest.enrich.topics import compile_topics

    return compile_topics(rules.topics, lang=rules.language), load_register(rules.register)


def annotate_article(article: Article, *, rules: TagRules, words: WordCases, text: str | None = None) -> Annotations:
    """Topics, actors and quotes of an article. `text` is its plain text, where that is not its Markdown's."""
    from digest.enrich.actors import find_actors
    from digest.enrich.quotes import find_quotes
    from digest.enrich.topics import score_topics

    text = plain_text(article.markdown) if text is None else text
    topic_rules, register = _tables(rules)
    source = article.source_name or article.site_name
    found = find_actors(
        text, title=article.title, lang=article.lang, source_name=source, register=register, words=words
    )
    return Annotations(
        article_id=article.id,
        topics=score_topics(article.title, text, rules=topic_rules),
        actors=found.actors,
        mentions=found.mentions,
        quotes=find_quotes(text, lang=article.lang, actors=found.actors, mentions=found.mentions),
    )


def learn_words(texts: Iterable[str]) -> WordCases:
    """How the corpus writes its words."""
    from digest.learn import count_word_cases

    return count_word_cases(texts)


def store_filings(
    filings: list[Filing], library: Library, config: Config, report: RunReport, progress: Progress
) -> None:
    """Annotate each filing's effective text and store it. What fails is set aside; the stored article stays."""
    if not filings:
        return
    rules = TagRules(topics=config.topics, register=library.register, language=config.site.language)
    effective = [filing.effective for filing in filings]
    fresh = {filing.article.id for filing in filings}
    stored = (one.article.markdown for one in library.articles if one.article.id not in fresh)
    words = learn_words(plain_text(markdown) for markdown in (*(one.markdown for one in effective), *stored))
    progress.start("Tagging", len(filings))
    items = [(str(number), article) for number, article in enumerate(effective) if not _is_partial(filings[number])]
    annotations: dict[int, Annotations | Quarantined] = {
        number: filing.found.annotations
        for number, filing in enumerate(filings)
        if filing.found and _is_partial(filing)
    }
    function = partial(annotate_article, rules=rules, words=words)
    for key, result in map_unordered("enrich", function, items, pool_maker(len(items), ENRICH_MODULES)):
        annotations[int(key)] = result
        progress.advance()
    changed = {}
    for number, filing in enumerate(filings):
        outcome = annotations[number]
        if isinstance(outcome, Quarantined):
            report.quarantined.append(replace(outcome, key=filing.path or filing.article.id))
            continue
        row = store_filing(filing, outcome, _story_of(filing), store=config.site.store)
        if row[0] != filing.found or filing.file is None:
            report.changed += [row[1]] if filing.found else []
            changed[filing.article.id] = row
    save_articles(config.content, library, changed)


def _is_partial(filing: Filing) -> bool:
    """Whether the stored text is an excerpt and no new one came: there is nothing to annotate."""
    return filing.kept and filing.found is not None and filing.found.partial


def _story_of(filing: Filing) -> str:
    """The machine's story for an article: the stored one, else minted."""
    from digest.stories.clusters import mint_story_id

    stored = filing.found.wrote.get("story") if filing.found else None
    return str(stored) if stored else mint_story_id(filing.article.id)
