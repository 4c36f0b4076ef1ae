"""What is stored -> stories, editions, the site."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config import Config
from digest.content import Library, edition_path, read_states, write_text
from digest.editions import read_edition, write_edition
from digest.errors import ContentError, RenderError
from digest.marks import plain_text
from digest.models import Edition, Source, StoredArticle, Story
from digest.moments import day_of, end_of_day
from digest.report import RunReport

GUARD_SHARE = 1 / 3
GUARD_EDITIONS = 7


def mute_articles(library: Library, config: Config, report: RunReport) -> Library:
    """The library with stored articles hidden that a mute word kept out, had it been there when they came."""
    from digest.enrich.topics import find_muted

    if not config.mute:
        return library
    articles = []
    for stored in library.articles:
        term = find_muted(stored.article.title, plain_text(stored.article.markdown), config.mute)
        if term is not None:
            report.left_out.append((stored.path, f"muted by {term!r}"))
        articles.append(stored if term is None else replace(stored, hidden=True))
    return replace(library, articles=tuple(articles))


def write_ledger(library: Library, content: Path) -> None:
    """stories.jsonl: each story's id and its articles, as they stand."""
    from digest.stories.clusters import group_stories

    lines = [
        json.dumps({"id": story.id, "articles": story.article_ids}, separators=(",", ":")) + "\n"
        for story in group_stories(library.articles)
    ]
    if lines or (content / "stories.jsonl").exists():
        write_text(content / "stories.jsonl", "".join(lines))


def choose_editions(library: Library, config: Config, now: datetime, report: RunReport) -> None:
    """Write the edition of each day that has none yet, or that is not over. An editor's edition is left alone."""
    from digest.stories.clusters import group_stories
    from digest.stories.edition import choose_edition

    zone = ZoneInfo(config.site.timezone)
    shown = {stored.article.id: stored for stored in library.articles if not stored.hidden}
    days: dict[date, list[StoredArticle]] = {}
    for stored in shown.values():
        days.setdefault(day_of(stored.article.first_seen, zone), []).append(stored)
    stories = group_stories(shown.values())
    policies = {source.id: source.text for source in policies_for(config, library)}
    for day in sorted(days):
        path = edition_path(config.content, day)
        if path.exists():
            if end_of_day(day, zone) <= now:
                continue
            try:
                if read_edition(path.read_text(encoding="utf-8"))[1]:
                    continue
            except ContentError as error:
                report.notes.append(f"{path.name}: {error.reason}; left as it is")
                continue
        ids = {stored.article.id for stored in days[day]}
        cutoff = max(stored.article.first_seen for stored in days[day])
        edition = choose_edition(
            day,
            [story for story in stories if ids & set(story.article_ids)],
            shown,
            policies=policies,
            limit=config.site.stories,
            cutoff=cutoff,
        )
        write_text(path, write_edition(edition))


def guard_edition(library: Library, config: Config, now: datetime) -> None:
    """Refuse to publish what failing sources emptied: the old site stands. Raises RenderError with the reason.

    An edition is refused when half of the sources with an address fail and today brought no article, or less than
    `GUARD_SHARE` of what the days before it brought at the median. Quiet days with sources that answer pass.
    """
    states = read_states(config.content)
    remote = [source for source in config.sources if source.feed or source.page]
    failed = [source.name for source in remote if states.get(source.id, {}).get("state") == "failing"]
    if not failed or 2 * len(failed) < len(remote):
        return
    zone = ZoneInfo(config.site.timezone)
    counts = Counter(day_of(stored.article.first_seen, zone) for stored in library.articles)
    today = day_of(now, zone)
    before = [counts[day] for day in sorted(counts) if day < today][-GUARD_EDITIONS:]
    usual = statistics.median(before) if before else 0
    here = counts[today]
    if here == 0 or here < GUARD_SHARE * usual:
        names = ", ".join(failed[:5]) + (", …" if len(failed) > 5 else "")
        raise RenderError(
            f"not published: {len(failed)} of {len(remote)} sources fail ({names}), and today has {here} new articles "
            f"where {usual:g} are usual. The old site stands and what came is stored. Mend the sources, or publish all "
            "the same with `digest build`"
        )


def read_editions(content: Path, report: RunReport) -> tuple[Edition, ...]:
    """All editions, from the oldest. A broken one is left out, and noted."""
    editions = []
    for path in sorted((content / "editions").glob("[0-9]*.yaml")):
        try:
            edition = read_edition(path.read_text(encoding="utf-8"))[0]
        except (ContentError, OSError, UnicodeDecodeError) as error:
            report.notes.append(f"{path.name}: {error}; the day is shown without its leading stories")
            continue
        if edition.date.isoformat() == path.stem:
            editions.append(edition)
        else:
            report.notes.append(f"{path.name}: its date is {edition.date}; a file is named after its date")
    return tuple(sorted(editions, key=lambda edition: edition.date))


def policies_for(config: Config, library: Library) -> tuple[Source, ...]:
    """The configured sources, and one for each outlet that only documents named, with the policy of its path."""
    known = {source.id: source for source in config.sources}
    paths = [source for source in config.sources if source.path]
    for stored in library.articles:
        article = stored.article
        if article.source and article.source not in known:
            key = stored.versions[-1].key if stored.versions else ""
            parent = next((one for one in paths if one.path and _is_below(key, one.path)), None)
            known[article.source] = Source(
                id=article.source,
                name=article.source_name or article.source,
                text=parent.text if parent else "excerpt",
            )
    return tuple(known.values())


def _is_below(key: str, path: str) -> bool:
    folder = Path(path).as_posix().rstrip("/")
    return key == folder or key.startswith((folder + "/", folder + "#"))


def build_output(library: Library, config: Config, clock: datetime | None, report: RunReport) -> None:
    """Everything -> the site: pages and feeds, written as one. `clock` is the site's, else the newest `first_seen`."""
    from digest.render.feeds import build_feeds, list_feeds
    from digest.render.output import write_output
    from digest.render.pages import render_pages
    from digest.render.search import index_articles
    from digest.render.site import build_site
    from digest.stories.clusters import group_stories

    shown = tuple(stored for stored in library.articles if not stored.hidden)
    stories: tuple[Story, ...] = group_stories(shown)
    newest = max((stored.article.first_seen for stored in library.articles), default=datetime(1970, 1, 1, tzinfo=UTC))
    site = build_site(
        settings=config.site,
        sources=policies_for(config, library),
        topics=config.topics,
        articles=library.articles,
        stories=stories,
        editions=read_editions(config.content, report),
        register=library.register,
        now=clock or newest,
    )
    folders = tuple(folder for folder in (config.templates, packaged_templates()) if folder.is_dir())
    try:
        index = list(index_articles(site, cache=config.cache))
    except RenderError as problem:
        index = []
        report.notes.append(str(problem))
    feeds = tuple(list_feeds(site))
    pages = [
        *render_pages(site, template_folders=folders, feeds=feeds, searchable=bool(index)),
        *build_feeds(site),
        *index,
    ]
    outcome = write_output(pages, output=config.output, cache=config.cache)
    report.pages, report.articles = len(pages), len(shown)
    report.written, report.removed = outcome.written, outcome.removed


def packaged_templates() -> Path:
    """The templates that come with the program: in the wheel beside the modules, in a checkout at its top."""
    package = Path(__file__).resolve().parents[1]
    return package / "templates" if (package / "templates").is_dir() else package.parent / "templates"
