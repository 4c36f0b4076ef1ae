"""Editions as they are shown: the lead stories with their sentences, and the rest of the day by topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from digest.marks import plain_text
from digest.models import Edition, EditionItem, EditionPeriod, SiteSettings, StoredArticle
from digest.moments import day_of, start_of
from digest.render.article_views import view_sentence
from digest.render.links import edition_path
from digest.render.story_views import limit_view
from digest.render.views import (
    ArticleView,
    EditionRef,
    EditionView,
    LeadView,
    SentenceView,
    StoryView,
    TopicRef,
    TopicStories,
)
from digest.withdrawals import fold_words, holds_words

_BACKLOG_DAYS = 2
"""An article published longer ago than this when it arrives is a source's backlog, and no news of that day."""

_STORIES_A_TOPIC = 12
_STORIES_UNSORTED = 20


def view_editions(
    editions: Sequence[Edition],
    stories: Sequence[StoryView],
    articles: Sequence[ArticleView],
    *,
    settings: SiteSettings,
    zone: ZoneInfo,
    stored: Mapping[str, StoredArticle] = MappingProxyType({}),
    merged: Mapping[str, str] = MappingProxyType({}),
) -> tuple[EditionView, ...]:
    """The editions from the oldest on. An edition leads with its first `settings.stories` items.

    The rest are its other items, and the stories with an article that arrived in its span and was then no older than
    two days. Stories are shown as they stood at its cutoff; `merged` gives the story that another is a part of since.
    By `stored`, the articles by id, sentences are marked that their articles have no more.
    """
    ordered = sorted(editions, key=lambda edition: (edition.date, edition.cutoff, edition.name))
    by_story = {story.id: story for story in stories}
    by_article = {article.id: article for article in articles}
    arrived = _Arrivals(articles, zone)
    refs = [_name_edition(edition) for edition in ordered]
    views = []
    for at, edition in enumerate(ordered):
        items = _find_items(edition, by_story, merged)
        lead = tuple(
            _view_lead(item, limit_view(by_story[id_], edition.cutoff), by_article, stored, edition.cutoff)
            for id_, item in items[: settings.stories]
        )
        leading = {view.story.id for view in lead}
        others = dict.fromkeys([id_ for id_, _ in items[settings.stories :]])
        others |= arrived.of(edition, ordered[at - 1].cutoff if at else None)
        rest = [limit_view(by_story[id_], edition.cutoff) for id_ in others if id_ not in leading]
        shown = [view.story for view in lead] + rest
        new, updated = _count_news(shown, ordered[at - 1].cutoff, edition.cutoff) if at else (0, 0)
        views.append(
            EditionView(
                name=edition.name,
                path=refs[at].path,
                period=refs[at].period,
                date=edition.date,
                clock=refs[at].clock,
                cutoff=edition.cutoff,
                note=edition.note,
                lead=lead,
                rest=tuple(_group_by_topic(rest)),
                new=new,
                updated=updated,
                articles=sum(len(story.articles) for story in shown),
                sources=len({source.id for story in shown for source in story.sources}),
                state=edition.sources,
                previous=refs[at - 1] if at else None,
                next=refs[at + 1] if at + 1 < len(ordered) else None,
            )
        )
    return tuple(views)


def _find_items(
    edition: Edition, stories: Mapping[str, StoryView], merged: Mapping[str, str]
) -> list[tuple[str, EditionItem]]:
    """What the edition says of stories that are shown, by their ids of today, each once."""
    found: dict[str, EditionItem] = {}
    for item in edition.items:
        id_ = item.story_id if item.story_id in stories else merged.get(item.story_id, "")
        if id_ in stories:
            found.setdefault(id_, item)
    return list(found.items())


def _count_news(stories: Sequence[StoryView], before: datetime, cutoff: datetime) -> tuple[int, int]:
    """Of an edition's stories those that began after the one before, and those that went on, up to its own cutoff."""
    new = updated = 0
    for story in stories:
        seen = [article.first_seen for article in story.articles if article.first_seen <= cutoff]
        since = sum(moment > before for moment in seen)
        new += 0 < since == len(seen)
        updated += 0 < since < len(seen)
    return new, updated


class _Arrivals:
    """Which stories had an article that arrived in an edition's span and was then no older than two days."""

    def __init__(self, articles: Sequence[ArticleView], zone: ZoneInfo) -> None:
        self._fresh: list[ArticleView] = []
        self._by_day: dict[date, list[ArticleView]] = defaultdict(list)
        for article in articles:
            day = day_of(article.first_seen, zone)
            if not article.backlog and article.day >= day - timedelta(days=_BACKLOG_DAYS):
                self._fresh.append(article)
                self._by_day[day].append(article)

    def of(self, edition: Edition, before: datetime | None) -> dict[str, None]:
        """Their ids in the order of arrival; `before` is the cutoff of the edition before."""
        if find_period(edition.name) == "run":
            known = [article for article in self._fresh if article.first_seen <= edition.cutoff]
            found = [article for article in known if before is None or article.first_seen > before]
        else:
            days = 7 if find_period(edition.name) == "weekly" else 1
            found = [a for after in range(days) for a in self._by_day[edition.date + timedelta(days=after)]]
        return dict.fromkeys(article.story_id for article in found)


def find_period(name: str) -> EditionPeriod:
    """What an edition is of, by its name."""
    return "weekly" if "W" in name else "run" if "T" in name else "daily"


def _name_edition(edition: Edition) -> EditionRef:
    clock = edition.name.partition("T")[2]
    return EditionRef(
        name=edition.name,
        path=edition_path(edition.name),
        period=find_period(edition.name),
        date=edition.date,
        clock=":".join(clock[at : at + 2] for at in range(0, len(clock), 2)),
    )


def _view_lead(
    item: EditionItem,
    story: StoryView,
    articles: Mapping[str, ArticleView],
    stored: Mapping[str, StoredArticle],
    cutoff: datetime,
) -> LeadView:
    """A lead story; without a sentence that may be shown, the excerpt of its first article that has one."""
    sentences = tuple(
        _mark_gone(view_sentence(sentence.text, articles[sentence.article_id]), stored, cutoff)
        for sentence in item.sentences
        if sentence.article_id in articles and articles[sentence.article_id].policy != "headline"
    )
    if not sentences:
        opening = next((article for article in story.articles if article.excerpt), None)
        sentences = (SentenceView(text=opening.excerpt, article=opening, target=opening.path),) if opening else ()
    # Where no source's text may be shown, the first stands alone in its place.
    cited = {sentence.article.source.id for sentence in sentences} or {story.articles[0].source.id}
    others = {article.source.id: article for article in reversed(story.articles) if article.source.id not in cited}
    carriers = {source.id for source in story.carriers}
    return LeadView(
        story=story,
        sentences=sentences,
        more=tuple(article for id_, article in reversed(others.items()) if id_ not in carriers),
        carried=tuple(article for id_, article in reversed(others.items()) if id_ in carriers),
        why=item.why,
    )


def _mark_gone(sentence: SentenceView, stored: Mapping[str, StoredArticle], cutoff: datetime) -> SentenceView:
    """The sentence, marked where its article, which had it at `cutoff`, was changed since and lacks it now.

    Of an article that is stored as an excerpt it is not known.
    """
    article = stored.get(sentence.article.id)
    if article is None or article.partial or not (article.revisions or "body" in article.edited):
        return sentence
    if holds_words(fold_words(plain_text(article.article.markdown)), sentence.text):
        return sentence
    words = fold_words(sentence.text)
    changed = (
        revision.seen_at
        for revision in article.revisions
        if revision.seen_at > cutoff and any(words in fold_words(change.was) for change in revision.changes)
    )
    return replace(sentence, gone=True, gone_since=next(changed, None))


def _group_by_topic(stories: Sequence[StoryView]) -> Iterator[TopicStories]:
    """Stories under their best topic, the topics with most stories first, those without one last; newest first."""
    newest = sorted(stories, key=lambda story: (not story.pinned, -start_of(story.moment).timestamp(), story.id))
    groups: dict[TopicRef | None, list[StoryView]] = defaultdict(list)
    for story in newest:
        groups[story.topics[0] if story.topics else None].append(story)
    order = sorted(groups, key=lambda topic: (topic is None, -len(groups[topic]), topic.label if topic else ""))
    for topic in order:
        limit = _STORIES_A_TOPIC if topic else _STORIES_UNSORTED
        yield TopicStories(
            topic=topic, stories=tuple(groups[topic][:limit]), left_out=max(0, len(groups[topic]) - limit)
        )
