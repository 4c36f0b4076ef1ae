"""What is stored -> the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from digest.config import Config
from digest.content import Library
from digest.errors import RenderError
from digest.marks import plain_text
from digest.models import Account, Edition, EditionItem, Source, StoredArticle, Story, StoryRecord
from digest.pipeline.edition import read_editions
from digest.report import RunReport


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
    from digest.render.words import read_words
    from digest.stories.clusters import group_stories

    folders = find_templates(config)
    words = read_words(config.site.language, folders)
    shown = tuple(stored for stored in library.articles if not stored.hidden)
    stories: tuple[Story, ...] = group_stories(shown, library.records)
    newest = max((stored.article.first_seen for stored in library.articles), default=datetime(1970, 1, 1, tzinfo=UTC))
    sources = policies_for(config, library)
    site = build_site(
        settings=config.site,
        sources=sources,
        topics=config.topics,
        articles=library.articles,
        stories=stories,
        editions=follow_merges(read_editions(config.content, report), library.records),
        register=library.register,
        now=clock or newest,
        accounts=account_for_stories(stories, shown, sources),
        words=words,
    )
    try:
        index = list(index_articles(site, cache=config.cache))
    except RenderError as problem:
        index = []
        report.notes.append(str(problem))
    feeds = tuple(list_feeds(site, words))
    pages = [
        *render_pages(site, template_folders=folders, feeds=feeds, searchable=bool(index)),
        *build_feeds(site, words),
        *index,
    ]
    outcome = write_output(pages, output=config.output, cache=config.cache)
    report.pages, report.articles = len(pages), len(shown)
    report.written, report.removed = outcome.written, outcome.removed


def account_for_stories(
    stories: Iterable[Story], articles: Iterable[StoredArticle], sources: Iterable[Source]
) -> dict[str, Account]:
    """By id, the sentences that stand for each story of several articles, and what each article adds."""
    from digest.stories.summary import summarise_story
    from digest.stories.timeline import find_additions

    by_id = {stored.article.id: stored for stored in articles}
    policies = {source.id: source.text for source in sources}
    found = {}
    for story in stories:
        if len(story.article_ids) > 1:
            repeats = {id_ for group in story.copies for id_ in group[1:]}
            members = [by_id[id_] for id_ in story.article_ids]
            found[story.id] = Account(
                summary=summarise_story(members, policies=policies, copies=repeats),
                additions=find_additions(members, policies=policies, copies=repeats),
            )
    return found


def follow_merges(editions: Iterable[Edition], records: Iterable[StoryRecord]) -> tuple[Edition, ...]:
    """Editions with the stories that were merged since under the ids they have now, each once."""
    heirs = {old: record.id for record in records for old in record.merged}
    followed = []
    for edition in editions:
        items: dict[str, EditionItem] = {}
        for item in edition.items:
            id_ = heirs.get(item.story_id, item.story_id)
            items.setdefault(id_, replace(item, story_id=id_))
        followed.append(replace(edition, items=tuple(items.values())))
    return tuple(followed)


def find_templates(config: Config) -> tuple[Path, ...]:
    """The folders that a template, the style sheet or a catalogue is looked for in: the site's own, then ours."""
    return tuple(folder for folder in (config.templates, packaged_templates()) if folder.is_dir())


def note_language(config: Config) -> str | None:
    """What to know where `site.language` has no catalogue: the site's own words are then English."""
    from digest.render.words import FOLDER, read_words

    folders = find_templates(config)
    language = config.site.language
    if read_words(language, folders).language == language:
        return None
    known = sorted({path.stem for folder in folders for path in (folder / FOLDER).glob("*.po")} | {"en"})
    return (
        f"site.language: there is no catalogue for {language!r}, so that the site's own words are English; "
        f"there are {', '.join(known)}, and templates/{FOLDER}/{language}.po would add it"
    )


def packaged_templates() -> Path:
    """The templates that come with the program: in the wheel beside the modules, in a checkout at its top."""
    package = Path(__file__).resolve().parents[1]
    return package / "templates" if (package / "templates").is_dir() else package.parent / "templates"
