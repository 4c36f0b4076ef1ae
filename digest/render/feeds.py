"""The site's own feeds: which there are, what is in each, and the lists of them.

Articles, editions and topics come in RSS, Atom and JSON Feed, actors and stories in RSS. An item's id is made of the
site's id and the thing's own (`entry_id`), so that an edit, a new title or a move of the site is never a new item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from html import escape
from zoneinfo import ZoneInfo

from digest.models import Moment, Page
from digest.moments import start_of, to_utc
from digest.render import links
from digest.render.article_views import text_direction
from digest.render.dates import DateWriter
from digest.render.feed_formats import WRITERS, FeedItem, FeedSpec, entry_id
from digest.render.html import render_markdown, safe_url, sanitise_html
from digest.render.links import FeedKind, FeedLink, absolute_url
from digest.render.opml import write_inputs_opml, write_outputs_opml
from digest.render.sitemap import write_sitemaps
from digest.render.views import ArticleView, EditionView, LeadView, Site, SourceRef, StoryView
from digest.render.words import ENGLISH, Words

ARTICLES_IN_FEED = 100
"""Items of the feed of all articles."""
ITEMS_IN_FEED = 50
"""Items of any other feed."""
_ALL_KINDS: tuple[FeedKind, ...] = ("rss", "atom", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A feed to be: what it is called, which page it follows, where it lies in each of its formats."""

    kind: str
    id: str
    title: str
    of: str
    paths: tuple[tuple[FeedKind, str], ...]
    old_paths: tuple[str, ...] = ()
    """Where RSS feeds were that this one succeeds: it is served there too, and names its own address."""
    description: str = ""
    lang: str = ""
    articles: Sequence[ArticleView] = ()
    """In the order in which they arrived."""
    editions: Sequence[EditionView] = ()
    limit: int = ITEMS_IN_FEED


def list_feeds(site: Site, words: Words = ENGLISH) -> tuple[FeedLink, ...]:
    """Every feed and OPML list of the site, for the pages to announce and list."""
    lists = (
        FeedLink(title=words.gettext("The sources of this site"), path=links.INPUTS_OPML, kind="opml", of=links.FEEDS),
        FeedLink(title=words.gettext("The feeds of this site"), path=links.OUTPUTS_OPML, kind="opml", of=links.FEEDS),
    )
    return (*_link_plans(_plan_feeds(site, words)), *lists)


def build_feeds(site: Site, words: Words = ENGLISH) -> Iterator[Page]:
    """The files of `list_feeds`, and the sitemap. Same input, same bytes."""
    writer = _ItemWriter(site, words)
    plans = tuple(_plan_feeds(site, words))
    for plan in plans:
        feed = writer.write_feed(plan)
        for kind, path in plan.paths:
            yield Page(path=path, body=WRITERS[kind](feed))
        for path in plan.old_paths:
            yield Page(path=path, body=WRITERS["rss"](feed))
    yield Page(path=links.INPUTS_OPML, body=write_inputs_opml(site, words))
    yield Page(path=links.OUTPUTS_OPML, body=write_outputs_opml(site, _link_plans(plans), words))
    yield from write_sitemaps(site)


def _link_plans(plans: Iterable[_Plan]) -> tuple[FeedLink, ...]:
    return tuple(
        FeedLink(title=plan.title, path=path, kind=kind, of=plan.of) for plan in plans for kind, path in plan.paths
    )


def _plan_feeds(site: Site, words: Words) -> Iterator[_Plan]:
    yield _Plan(
        kind="feed",
        id="editions",
        title=words.gettext("Briefings, one a day"),
        of=links.HOME,
        paths=tuple((kind, links.editions_feed_path(kind)) for kind in _ALL_KINDS),
        # An edition without news is a page, but nothing to call readers for.
        editions=[edition for edition in site.editions if edition.lead or edition.rest],
    )
    yield _Plan(
        kind="feed",
        id="articles",
        title=words.gettext("All articles"),
        of=links.HOME,
        paths=tuple((kind, links.site_feed_path(kind)) for kind in _ALL_KINDS),
        articles=site.articles,
        limit=ARTICLES_IN_FEED,
    )
    for topic in site.topics:
        yield _Plan(
            kind="topic",
            id=topic.ref.id,
            title=topic.ref.label,
            of=topic.ref.path,
            paths=tuple((kind, links.topic_feed_path(topic.ref.id, kind)) for kind in _ALL_KINDS),
            description=topic.description,
            articles=topic.articles,
        )
    successors = defaultdict[str | None, list[str]](list)
    for moved in site.moved:
        successors[moved.actor or moved.story] += [moved.feed] if moved.feed else []
    for actor in site.actors:
        path = links.actor_feed_path(actor.ref.id)
        of = actor.ref.path or links.actor_path(actor.ref.id)
        yield _Plan(
            kind="actor",
            id=actor.ref.id,
            title=actor.ref.name,
            of=of,
            paths=(("rss", path),),
            old_paths=tuple(successors[actor.ref.id]),
            articles=actor.articles,
        )
    for story in site.stories:
        if story.has_page:
            yield _Plan(
                kind="story",
                id=story.id,
                title=story.headline,
                of=story.path,
                paths=(("rss", links.story_feed_path(story.id)),),
                old_paths=tuple(successors[story.id]),
                lang=story.lang,
                articles=sorted(story.articles, key=lambda article: (article.first_seen, article.id)),
            )


class _ItemWriter:
    """Makes items of articles and editions; an article's is made once, however many feeds it is in."""

    def __init__(self, site: Site, words: Words) -> None:
        self._site = site
        self._base = site.settings.base_url
        self._dates = DateWriter(words.language, site.settings.timezone, words)
        self._words, self._dir = words, text_direction(words.language)
        self._sources = {source.ref.id: source for source in site.sources}
        self._made: dict[str, FeedItem] = {}

    def write_feed(self, plan: _Plan) -> FeedSpec:
        """The feed of a plan, newest items first."""
        settings = self._site.settings
        newest_editions = list(plan.editions[-plan.limit :])[::-1]
        newest_articles = list(plan.articles[-plan.limit :])[::-1]
        items = [self._write_edition(edition) for edition in newest_editions]
        items += [self._write_article(article) for article in newest_articles]
        return FeedSpec(
            id=entry_id(settings.id, "feed" if plan.kind == "feed" else f"{plan.kind}-feed", plan.id),
            title=f"{settings.title}: {plan.title}",
            description=plan.description or settings.description,
            home_url=self._absolute(plan.of),
            self_urls={kind: self._absolute(path) for kind, path in plan.paths},
            lang=plan.lang or settings.language,
            updated=max((item.updated for item in items), default=self._site.now),
            items=tuple(items),
            style_url="../" * plan.paths[0][1].count("/") + links.FEED_STYLE,
        )

    def _write_article(self, article: ArticleView) -> FeedItem:
        if article.id not in self._made:
            self._made[article.id] = self._make_article(article)
        return self._made[article.id]

    def _make_article(self, article: ArticleView) -> FeedItem:
        source = self._sources.get(article.source.id)
        seen = [version.seen_at for version in article.versions]
        published = _instant(article.moment, ZoneInfo(self._site.settings.timezone))
        return FeedItem(
            id=entry_id(self._site.settings.id, "article", article.id),
            title=article.title,
            url=self._absolute(article.path),
            external_url=safe_url(article.url) or None,
            summary_text=article.excerpt,
            content_html=self._article_html(article),
            published=published,
            updated=max(seen, default=article.first_seen),
            authors=article.byline,
            tags=tuple(mark.topic.label for mark in article.topics),
            lang=article.lang or None,
            source_name=article.source.name,
            source_url=(source.feed or source.home) if source else None,
            image_url=article.image,
        )

    def _article_html(self, article: ArticleView) -> str:
        if article.markdown is not None:
            body = render_markdown(article.markdown, picture=self._("Picture"))
        else:
            body = f"<p>{escape(article.excerpt)}</p>" if article.excerpt else ""
        note = self._note(article.note) if article.note else ""
        cited = f"<p>{self._cite(article)}</p>"
        return _clean("\n".join(part for part in (note, body, cited) if part), article.dir)

    def _write_edition(self, edition: EditionView) -> FeedItem:
        settings = self._site.settings
        zone = ZoneInfo(settings.timezone)
        headlines = [lead.story.headline for lead in edition.lead]
        marked = [one.gone_since for lead in edition.lead for one in lead.sentences if one.gone_since]
        return FeedItem(
            id=entry_id(settings.id, "edition", edition.name),
            title=f"{settings.title}, {self._dates.edition_text(edition)}",
            url=self._absolute(edition.path),
            summary_text=" · ".join(headlines),
            content_html=self._edition_html(edition),
            published=to_utc(datetime.combine(edition.date, time.min, zone)),
            updated=max([edition.cutoff, *marked]),
            authors=(settings.title,),
            lang=settings.language,
        )

    def _edition_html(self, edition: EditionView) -> str:
        """The briefing: each lead story with its sentences and sources, then the rest by topic."""
        parts = [_clean(self._note(edition.note), self._dir)] if edition.note else []
        for lead in edition.lead:
            parts += self._lead_html(lead)
        for group in edition.rest:
            label = escape(group.topic.label) if group.topic else self._("Other news")
            rows = [f"<li>{self._story_link(story)} ({self._name_sources(story)})</li>" for story in group.stories]
            parts.append(_clean(f"<h3>{label}</h3>\n<ul>\n" + "\n".join(rows) + "\n</ul>", self._dir))
        return "\n".join(parts)

    def _lead_html(self, lead: LeadView) -> list[str]:
        told: list[str] = []
        gone = self._("no longer in the article")
        for number, sentence in enumerate(lead.sentences):
            told.append(escape(sentence.text) + (f" [{gone}]" if sentence.gone else ""))
            following = lead.sentences[number + 1 : number + 2]
            if not following or following[0].article.id != sentence.article.id:
                told.append(f"({self._cite(sentence.article)})")
        told = told or [f"({self._cite(article)})" for article in lead.story.articles[:1]]
        story = f"<h2>{self._story_link(lead.story)}</h2>\n<p>{' '.join(told)}</p>"
        parts = [_clean(story, lead.story.dir)]
        for label, others in ((self._("More:"), lead.more), (self._("Also carried by:"), lead.carried)):
            if others:
                cited = self._(", ").join(self._cite(article) for article in others)
                parts.append(_clean(f"<p>{label} {cited}</p>", self._dir))
        return parts

    def _note(self, note: str) -> str:
        label = self._("Editor’s note:")
        return f"<p><strong>{label}</strong> {escape(note)}</p>"

    def _cite(self, article: ArticleView) -> str:
        """The source, linked to the original where there is one, else to our page of the article."""
        return _anchor(safe_url(article.url) or self._absolute(article.path), article.source.name)

    def _story_link(self, story: StoryView) -> str:
        return _anchor(self._absolute(story.path), story.headline)

    def _name_sources(self, story: StoryView) -> str:
        own = [source for source in story.sources if source not in story.carriers]
        shown: Sequence[SourceRef] = own[:3]
        names = self._(", ").join(escape(source.name) for source in shown)
        return f"{names} +{len(own) - len(shown)}" if len(own) > len(shown) else names

    def _(self, message: str) -> str:
        return self._words.gettext(message)

    def _absolute(self, path: str) -> str:
        return absolute_url(self._base, path)


def _anchor(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def _clean(html: str, direction: str = "ltr") -> str:
    """`html` sanitised, in a block that reads from right to left where it does: a feed has no page to say so."""
    clean = sanitise_html(html)
    return f'<div dir="rtl">\n{clean}\n</div>' if direction == "rtl" else clean


def _instant(moment: Moment, zone: ZoneInfo) -> datetime:
    """Feeds know no bare days: such a one is its first instant in the site's zone."""
    if isinstance(moment, datetime):
        return start_of(moment)
    return to_utc(datetime.combine(moment, time.min, zone))
