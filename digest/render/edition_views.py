"""Editions as they are shown: the lead stories with their sentences, and the rest of the day by topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from digest.models import Edition, EditionItem, SiteSettings
from digest.moments import day_of, start_of
from digest.render.links import day_path
from digest.render.views import ArticleView, EditionView, LeadView, SentenceView, StoryView, TopicRef, TopicStories
from digest.text import one_line

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
) -> tuple[EditionView, ...]:
    """The editions from the oldest on. An edition leads with its first `settings.stories` items.

    The rest of its day are its other items, and the stories with an article that arrived that day and was then no
    older than two days.
    """
    ordered = sorted(editions, key=lambda edition: edition.date)
    by_story = {story.id: story for story in stories}
    by_article = {article.id: article for article in articles}
    arrived: dict[date, dict[str, None]] = defaultdict(dict)
    for article in articles:
        day = day_of(article.first_seen, zone)
        if not article.backlog and article.day >= day - timedelta(days=_BACKLOG_DAYS):
            arrived[day][article.story_id] = None
    views = []
    for at, edition in enumerate(ordered):
        items = [item for item in edition.items if item.story_id in by_story]
        lead = tuple(_view_lead(item, by_story[item.story_id], by_article) for item in items[: settings.stories])
        leading = {view.story.id for view in lead}
        others = dict.fromkeys([item.story_id for item in items[settings.stories :]])
        others |= arrived[edition.date]
        rest = [by_story[id_] for id_ in others if id_ not in leading]
        shown = [story for view in lead for story in (view.story,)] + rest
        views.append(
            EditionView(
                date=edition.date,
                path=day_path(edition.date),
                cutoff=edition.cutoff,
                note=edition.note,
                lead=lead,
                rest=tuple(_group_by_topic(rest)),
                articles=sum(len(story.articles) for story in shown),
                sources=len({source.id for story in shown for source in story.sources}),
                previous=ordered[at - 1].date if at else None,
                next=ordered[at + 1].date if at + 1 < len(ordered) else None,
            )
        )
    return tuple(views)


def _view_lead(item: EditionItem, story: StoryView, articles: Mapping[str, ArticleView]) -> LeadView:
    """A lead story; without a sentence that may be shown, the excerpt of its first article that has one."""
    sentences = tuple(
        SentenceView(text=one_line(sentence.text), article=articles[sentence.article_id])
        for sentence in item.sentences
        if sentence.article_id in articles and articles[sentence.article_id].policy != "headline"
    )
    if not sentences:
        opening = next((article for article in story.articles if article.excerpt), None)
        sentences = (SentenceView(text=opening.excerpt, article=opening),) if opening else ()
    cited = {sentence.article.source.id for sentence in sentences}
    more = {article.source.id: article for article in reversed(story.articles) if article.source.id not in cited}
    return LeadView(story=story, sentences=sentences, more=tuple(reversed(more.values())), why=item.why)


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
