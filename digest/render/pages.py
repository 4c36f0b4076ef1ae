"""The site's pages: `Site` and templates in, files out. Reading `render_pages` is reading the list of what there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from digest.models import Page
from digest.render import links
from digest.render.actor_views import count_actors
from digest.render.html import render_markdown
from digest.render.links import FeedLink
from digest.render.lists import ARTICLES_A_PAGE, QUOTES_A_PAGE, ListPage, cut_pages
from digest.render.press import Press, read_asset
from digest.render.quote_lists import QUOTES_ON_ACTOR, QuoteLists, list_quotes
from digest.render.search import search_years
from digest.render.structured import (
    describe_actor,
    describe_article,
    describe_edition,
    describe_site,
    describe_story,
)
from digest.render.views import ActorRef, ActorView, ArticleView, CitedQuote, EditionView, Site, StoryView
from digest.text import word_count

ACTORS_LISTED = 60
"""Of each kind on the page of actors; where there are more, they have a page of their own."""

_LATEST_SHOWN = 30
_STORIES_ON_ACTOR = 12
_VOICES = 4
_VOICE_WORDS = (6, 45)
_NAMES = 14
_FEEDS_LISTED = 100
_INDEXED = 60
"""Actors and days on the search page; there are pages with all."""
_KINDS = ("person", "organisation", "country")


def render_pages(
    site: Site, *, template_folders: tuple[Path, ...], feeds: tuple[FeedLink, ...], searchable: bool = False
) -> Iterator[Page]:
    """Every page of the site but its feeds, with style sheets, icon, script, `robots.txt`. Same input, same bytes.

    `searchable`: there is a search index (`search.index_articles`); without one the search page gives its lists.

    A template or other file comes from the first of `template_folders` that has it. Raises RenderError, naming
    template and line, when one is broken or missing.
    """
    press = Press(site, template_folders, feeds)
    yield from _render_editions(press)
    yield from _render_stories(press)
    quotes = list_quotes(site)
    yield from _render_topics(press, quotes)
    yield from _render_actors(press)
    yield from _render_articles(press)
    yield from _render_sources(press)
    yield from _render_quotes(press, quotes)
    yield from _render_archive(press)
    yield from _render_rest(press, searchable)
    for moved in site.moved:
        yield press.print("moved.html", moved.path, moved.title, noindex=True, canonical=moved.to, to=moved.to)
    for asset in (links.STYLE, links.FEED_STYLE, links.ICON, links.SEARCH_SCRIPT):
        yield Page(path=asset, body=read_asset(asset, template_folders))
    sitemap = links.absolute_url(site.settings.base_url, links.SITEMAP)
    yield Page(path=links.ROBOTS, body=f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode())


def _render_editions(press: Press) -> Iterator[Page]:
    """The home page (the newest edition, else what arrived last), each edition for good, and the years."""
    site = press.site
    for edition in site.editions:
        title = press.dates.edition_text(edition)
        yield press.print(
            "edition.html",
            edition.path,
            title,
            description=_describe_edition(edition),
            section=links.ARCHIVE,
            edition=edition,
            voices=_choose_voices(edition),
            names=_name_most_named(edition),
            kind="article",
            structured=describe_edition(site, edition, title),
            is_home=False,
        )
    if site.editions:
        newest = site.editions[-1]
        yield press.print(
            "edition.html",
            links.HOME,
            site.settings.title,
            description=site.settings.description or _describe_edition(newest),
            section=links.HOME,
            edition=newest,
            voices=_choose_voices(newest),
            names=_name_most_named(newest),
            structured=describe_site(site),
            is_home=True,
        )
    else:
        yield press.print(
            "home.html",
            links.HOME,
            site.settings.title,
            description=site.settings.description,
            section=links.HOME,
            structured=describe_site(site),
            articles=site.articles[-_LATEST_SHOWN:],
        )
    for year, months in _group_by_year(site.editions):
        yield press.print(
            "year.html", links.year_path(year), str(year), section=links.ARCHIVE, year=year, months=months
        )


def _describe_edition(edition: EditionView) -> str:
    return " · ".join(lead.story.headline for lead in edition.lead[:3])


def _choose_voices(edition: EditionView) -> list[CitedQuote]:
    """Short quotes of known speakers from the lead stories, one a story and a speaker, in the stories' order."""
    voices: dict[str, CitedQuote] = {}
    for lead in edition.lead:
        for cited in lead.story.quotes:
            quote = cited.quote
            fits = _VOICE_WORDS[0] <= word_count(quote.text) <= _VOICE_WORDS[1]
            if quote.direct and quote.actor and quote.actor.id not in voices and fits:
                voices[quote.actor.id] = cited
                break
    return list(voices.values())[:_VOICES]


def _name_most_named(edition: EditionView) -> tuple[tuple[ActorRef, int], ...]:
    stories = [lead.story for lead in edition.lead] + [story for group in edition.rest for story in group.stories]
    counts = count_actors(article for story in stories for article in story.articles)[:_NAMES]
    return tuple((actor, count) for actor, count in counts if count > 1)


def _group_by_year(editions: Sequence[EditionView]) -> list[tuple[int, list[tuple[date, list[EditionView]]]]]:
    """Editions by year and month (its first day), newest year first, within it in the calendar's order."""
    years = []
    for year, of_year in groupby(editions, key=lambda edition: edition.date.year):
        months = groupby(of_year, key=lambda edition: edition.date.replace(day=1))
        years.append((year, [(month, list(days)) for month, days in months]))
    return years[::-1]


def _render_stories(press: Press) -> Iterator[Page]:
    for story in press.site.stories:
        if story.has_page:
            opening = next((article.excerpt for article in story.articles if article.excerpt), "")
            yield press.print(
                "story.html",
                story.path,
                story.headline,
                description=opening,
                kind="article",
                structured=describe_story(press.site, story),
                story=story,
            )


def _render_topics(press: Press, quotes: QuoteLists) -> Iterator[Page]:
    _, topics = press.words.gettext, press.site.topics
    yield press.print("topics.html", links.TOPICS, _("Topics"), section=links.TOPICS, topics=topics)
    said = {topic.id: len(found) for topic, found in quotes.topics}
    for topic in topics:
        for part in cut_pages(topic.articles, topic.ref.path, ARTICLES_A_PAGE):
            yield press.print(
                "topic.html",
                part.path,
                topic.ref.label,
                description=topic.description,
                section=links.TOPICS,
                feeds_of=topic.ref.path,
                topic=topic,
                part=part,
                quotes=said.get(topic.ref.id, 0),
            )


def _render_actors(press: Press) -> Iterator[Page]:
    _ = press.words.gettext
    kinds = [(kind, [actor for actor in press.site.actors if actor.ref.kind == kind]) for kind in _KINDS]
    yield press.print(
        "actors.html", links.ACTORS, _("Actors"), section=links.ACTORS, kinds=kinds, limit=ACTORS_LISTED, by_name=False
    )
    for kind, actors in kinds:
        if len(actors) > ACTORS_LISTED:
            by_name = sorted(actors, key=lambda actor: (actor.ref.name.casefold(), actor.ref.id))
            yield press.print(
                "actors.html",
                links.actors_path(kind),
                _("Actors"),
                section=links.ACTORS,
                kinds=[(kind, by_name)],
                limit=len(by_name),
                by_name=True,
            )
    stories: dict[str, list[StoryView]] = defaultdict(list)  # newest first
    for story in reversed(press.site.stories):
        for mark in story.actors if story.has_page else ():
            stories[mark.actor.id].append(story)
    for actor in press.site.actors:
        yield from _render_actor(press, actor, stories[actor.ref.id])


def _render_actor(press: Press, actor: ActorView, stories: Sequence[StoryView]) -> Iterator[Page]:
    path = links.actor_path(actor.ref.id)
    _, name = press.words.gettext, {"name": actor.ref.name}
    quotes = {
        "by": (_("Quotes by %(name)s") % name, actor.quotes_by),
        "about": (_("Quotes about %(name)s") % name, actor.quotes_about),
    }
    for part in cut_pages(actor.articles, path, ARTICLES_A_PAGE):
        yield press.print(
            "actor.html",
            part.path,
            actor.ref.name,
            description=_("%(name)s: articles, quotes by and about, and who they are mentioned with.") % name,
            section=links.ACTORS,
            feeds_of=path,
            structured=describe_actor(press.site, actor),
            actor=actor,
            part=part,
            quotes_shown=QUOTES_ON_ACTOR,
            stories=stories[:_STORIES_ON_ACTOR],
        )
    for which, (title, found) in quotes.items():
        if len(found) > QUOTES_ON_ACTOR:
            for page in cut_pages(found, links.actor_quotes_path(actor.ref.id, which), QUOTES_A_PAGE):
                yield _print_quotes(press, page, title, section=links.ACTORS, up=(actor.ref.name, path), is_exact=False)


def _render_articles(press: Press) -> Iterator[Page]:
    stories = {story.id: story for story in press.site.stories if story.has_page}
    for article in press.site.articles:
        yield render_article(press, article, stories.get(article.story_id))


def render_article(press: Press, article: ArticleView, story: StoryView | None) -> Page:
    """An article's page. One that only mirrors an excerpt asks not to be indexed: the original should be found."""
    return press.print(
        "article.html",
        article.path,
        article.title,
        description=article.excerpt,
        noindex=article.policy != "full",
        kind="article",
        structured=describe_article(press.site, article),
        article=article,
        body=render_markdown(article.markdown or "", picture=press.words.gettext("Picture")),
        story=story,
    )


def _render_sources(press: Press) -> Iterator[Page]:
    yield press.print("sources.html", links.SOURCES, press.words.gettext("Sources"), section=links.ABOUT)
    for source in press.site.sources:
        for part in cut_pages(source.articles, source.ref.path, ARTICLES_A_PAGE):
            yield press.print("source.html", part.path, source.ref.name, section=links.ABOUT, source=source, part=part)


def _render_quotes(press: Press, quotes: QuoteLists) -> Iterator[Page]:
    """All quotes, with an index by month, topic and speaker beside the newest; then each month's and each topic's."""
    _ = press.words.gettext
    months = [
        (press.dates.day_text(month, "LLLL y"), links.quotes_month_path(month), found) for month, found in quotes.months
    ]
    topics = [(topic.label, links.quotes_topic_path(topic.id), found) for topic, found in quotes.topics]
    for part in cut_pages(press.site.quotes, links.QUOTES, QUOTES_A_PAGE):
        index: dict[str, Any] = {
            "months": [(name, path, len(found)) for name, path, found in months],
            "topics": [(name, path, len(found)) for name, path, found in topics],
            "speakers": [(speaker.name, speaker.path, speaker.count) for speaker in quotes.speakers],
        }
        yield _print_quotes(press, part, _("Quotes"), **(index if part.newest else {}))
    up = (_("All quotes"), links.QUOTES)
    for at, (name, path, found) in enumerate(months):
        newer = months[at - 1][:2] if at else None
        older = months[at + 1][:2] if at + 1 < len(months) else None
        title = _("Quotes of %(month)s") % {"month": name}
        for part in cut_pages(found, path, QUOTES_A_PAGE):
            yield _print_quotes(press, part, title, up=up, newer=newer, older=older)
    for name, path, found in topics:
        for part in cut_pages(found, path, QUOTES_A_PAGE):
            yield _print_quotes(press, part, _("Quotes on %(topic)s") % {"topic": name}, up=up)


def _print_quotes(
    press: Press, part: ListPage[CitedQuote], title: str, *, section: str = links.QUOTES, **context: Any
) -> Page:
    """A page of quotes; what `context` does not say is left out of it."""
    nothing = {"up": None, "newer": None, "older": None, "months": (), "topics": (), "speakers": (), "is_exact": True}
    return press.print("quotes.html", part.path, title, section=section, part=part, **{**nothing, **context})


def _render_archive(press: Press) -> Iterator[Page]:
    years = _group_by_year(press.site.editions)
    for part in cut_pages(press.site.articles, links.ARCHIVE, ARTICLES_A_PAGE):
        yield press.print(
            "archive.html", part.path, press.words.gettext("Archive"), section=links.ARCHIVE, part=part, years=years
        )


def _render_rest(press: Press, searchable: bool) -> Iterator[Page]:
    _, site = press.words.gettext, press.site
    yield press.print("status.html", links.STATUS, _("Status"), noindex=True, newest=_newest_by_source(site))
    yield press.print("feeds.html", links.FEEDS, _("Feeds"), section=links.FEEDS, sections=_list_feeds(press))
    yield press.print(
        "search.html",
        links.SEARCH,
        _("Search"),
        section=links.SEARCH,
        years=search_years(site) if searchable else [],
        topics=[topic for topic in site.topics if topic.articles],
        actors=[actor for actor in site.actors if actor.ref.path][:_INDEXED],
        days=site.editions[: -_INDEXED - 1 : -1],
    )
    yield press.print("about.html", links.ABOUT, _("About"), section=links.ABOUT)
    yield press.print("404.html", links.NOT_FOUND, _("Page not found"), noindex=True)


def _newest_by_source(site: Site) -> Mapping[str, ArticleView]:
    """Of each source the article that arrived last."""
    return {article.source.id: article for article in site.articles}


def _list_feeds(press: Press) -> list[tuple[str, list[list[FeedLink]], int]]:
    """(heading, the kinds of each feed, how many feeds were left out); stories' feeds stand on their pages alone."""
    _ = press.words.gettext
    feeds: dict[str, list[FeedLink]] = defaultdict(list)
    for link in press.feeds:
        feeds[link.path.rpartition(".")[0]].append(link)
    sections = []
    headings = (
        (_("Whole site"), links.HOME),
        (_("Topics"), "topic/"),
        (_("Actors"), "actor/"),
        (_("Lists"), links.FEEDS),
    )
    for heading, of in headings:
        found = [kinds for kinds in feeds.values() if kinds[0].of.startswith(of)]
        sections.append((heading, found[:_FEEDS_LISTED], max(0, len(found) - _FEEDS_LISTED)))
    return sections
