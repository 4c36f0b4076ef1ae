"""The reduce from everything stored to what pages and feeds show: `build_site`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from digest.models import Account, Edition, RegisteredActor, SiteSettings, Source, StoredArticle, Story, Topic
from digest.moments import article_moment, start_of
from digest.render.actor_views import count_actors, name_actors, view_actors
from digest.render.article_views import Names, find_policy, source_key, view_article
from digest.render.cited_quotes import cite_quotes
from digest.render.edition_views import view_editions
from digest.render.html import safe_url
from digest.render.links import source_path, story_path, topic_path
from digest.render.story_views import move_stories, view_stories
from digest.render.views import ArticleView, Site, SourceRef, SourceView, TopicRef, TopicView
from digest.render.words import ENGLISH, Words
from digest.text import one_line
from digest.urls import drop_credentials, hide_credentials

__all__ = ["Site", "build_site"]

_ACTORS_SHOWN = 15


def build_site(
    *,
    settings: SiteSettings,
    sources: tuple[Source, ...],
    topics: tuple[Topic, ...],
    articles: tuple[StoredArticle, ...],
    stories: tuple[Story, ...],
    editions: tuple[Edition, ...],
    register: tuple[RegisteredActor, ...],
    now: datetime,
    accounts: Mapping[str, Account] = MappingProxyType({}),
    words: Words = ENGLISH,
) -> Site:
    """Joins what is stored into what is shown. Pure, and free of the order of its inputs but `sources` and `topics`.

    `accounts`: by story id, the sentences that stand for it and that each article adds. `now` is the site's clock (the
    newest `first_seen`), not the wall's. Hidden articles are left out here, and whatever only they would show: the text
    of a headline, a sentence, an actor seen nowhere else.
    """
    shown = sorted((a for a in articles if not a.hidden), key=_arrival_key)
    hidden = [a for a in articles if a.hidden]
    zone = ZoneInfo(settings.timezone)
    actor_refs, moved = name_actors(shown, register)
    topic_refs = _name_topics(shown, topics)
    source_refs = _name_sources(shown, sources, words.gettext("Unnamed source"))
    members = Counter(a.story_id for a in shown)
    names = Names(
        zone=zone,
        actors=actor_refs,
        topics=topic_refs,
        sources=source_refs,
        stories={id_: story_path(id_) for id_, count in members.items() if count > 1},
    )
    by_id = {source.id: source for source in sources}
    paths = sorted((s for s in sources if s.path), key=lambda s: (-len(s.path or ""), s.id))
    views = tuple(view_article(a, names, find_policy(a, by_id, paths)) for a in shown)
    story_views = view_stories(
        stories, views, names, hidden_titles={one_line(a.article.title) for a in hidden}, accounts=accounts
    )
    return Site(
        settings=settings,
        now=now.astimezone(UTC),
        articles=views,
        stories=story_views,
        editions=view_editions(
            editions,
            story_views,
            views,
            settings=settings,
            zone=zone,
            stored={a.article.id: a for a in shown},
            merged={former: story.id for story in stories for former in story.merged},
        ),
        topics=_view_topics(topics, topic_refs, views),
        actors=view_actors(views, shown, actor_refs, register),
        sources=_view_sources(sources, source_refs, views),
        quotes=cite_quotes(quote for view in views for quote in view.quotes if quote.direct),
        moved=(*moved, *move_stories(stories, story_views)),
        hidden=len(hidden),
    )


def _name_topics(articles: Sequence[StoredArticle], topics: Sequence[Topic]) -> dict[str, TopicRef]:
    """The topics of the configuration, in its order, then those that only articles name, by label."""
    refs = {topic.id: TopicRef(id=topic.id, label=topic.label, path=topic_path(topic.id)) for topic in topics}
    others: dict[str, Counter[str]] = defaultdict(Counter)
    for stored in articles:
        for mark in stored.annotations.topics:
            if mark.topic_id not in refs:
                others[mark.topic_id][one_line(mark.label) or mark.topic_id] += 1
    labels = {id_: min(seen, key=lambda label: (-seen[label], label)) for id_, seen in others.items()}
    for id_ in sorted(labels, key=lambda id_: (labels[id_].casefold(), id_)):
        refs[id_] = TopicRef(id=id_, label=labels[id_], path=topic_path(id_))
    return refs


def _arrival_key(stored: StoredArticle) -> tuple[datetime, datetime, str]:
    """By arrival, so that long lists only grow at their end; what came at once by its own dates."""
    article = stored.article
    return article.first_seen, start_of(article_moment(article)), article.id


def _name_sources(articles: Sequence[StoredArticle], sources: Sequence[Source], unnamed: str) -> dict[str, SourceRef]:
    """By source id: the name the configuration gives, else the one most articles give, else `unnamed`."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for stored in articles:
        article = stored.article
        seen[source_key(article)][one_line(article.source_name or article.site_name or "")] += 1
    refs = {}
    for id_, counts in seen.items():
        name = min(counts, key=lambda name: (not name, -counts[name], name))
        refs[id_] = SourceRef(id=id_, name=name or unnamed, path=source_path(id_))
    for source in sources:
        refs[source.id] = SourceRef(id=source.id, name=source.name, path=source_path(source.id))
    return refs


def _view_topics(
    topics: Sequence[Topic], refs: Mapping[str, TopicRef], views: Sequence[ArticleView]
) -> tuple[TopicView, ...]:
    articles: dict[str, list[ArticleView]] = defaultdict(list)
    for view in views:
        for mark in view.topics:
            articles[mark.topic.id].append(view)
    rules = {topic.id: topic for topic in topics}
    # A vocabulary's topics are shown as far as there is something in them: nobody chose each of them.
    shown = {id_: ref for id_, ref in refs.items() if articles[id_] or id_ not in rules or not rules[id_].code}
    return tuple(_view_topic(ref, rules.get(id_), tuple(articles[id_]), topics, shown) for id_, ref in shown.items())


def _view_topic(
    ref: TopicRef,
    rule: Topic | None,
    articles: tuple[ArticleView, ...],
    topics: Sequence[Topic],
    shown: Mapping[str, TopicRef],
) -> TopicView:
    return TopicView(
        ref=ref,
        description=rule.description if rule else "",
        terms=rule.terms if rule else (),
        articles=articles,
        actors=count_actors(articles)[:_ACTORS_SHOWN],
        parent=shown.get(rule.parent) if rule and rule.parent else None,
        children=tuple(shown[topic.id] for topic in topics if topic.parent == ref.id and topic.id in shown),
        code=rule.code if rule else None,
    )


def show_address(url: str | None) -> str | None:
    """A source's address without user and password; None where there is none, or where it holds another secret."""
    address = drop_credentials(safe_url(url))
    return address if address and hide_credentials(address) == address else None


def _view_sources(
    sources: Sequence[Source], refs: Mapping[str, SourceRef], views: Sequence[ArticleView]
) -> tuple[SourceView, ...]:
    """Sources with articles, and those that are to bring some; a folder whose documents name their outlets is none."""
    articles: dict[str, list[ArticleView]] = defaultdict(list)
    for view in views:
        articles[view.source.id].append(view)
    known = {source.id: source for source in sources}
    found = []
    for id_, ref in refs.items():
        source = known.get(id_)
        if not articles[id_] and not (source and (source.feed or source.page or source.home)):
            continue
        found.append(
            SourceView(
                ref=ref,
                home=show_address(source.home) if source else None,
                feed=show_address(source.feed) if source else None,
                country=source.country if source else None,
                policy=source.text if source else None,
                configured=source is not None,
                articles=tuple(articles[id_]),
            )
        )
    return tuple(sorted(found, key=lambda source: (source.ref.name.casefold(), source.ref.id)))
