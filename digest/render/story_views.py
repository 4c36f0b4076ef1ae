"""Stories as they are shown: their visible articles, which of them repeat another, who and what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from digest.models import Account, Story
from digest.moments import start_of
from digest.render.article_views import Names, view_sentence
from digest.render.cited_quotes import cite_quotes
from digest.render.links import story_feed_path, story_path
from digest.render.timeline_views import list_events
from digest.render.views import ActorMark, ArticleView, EventView, Moved, SentenceView, StoryView, TopicRef
from digest.text import one_line
from digest.urls import count_outlets


def view_stories(
    stories: Sequence[Story],
    views: Sequence[ArticleView],
    names: Names,
    *,
    hidden_titles: Collection[str],
    accounts: Mapping[str, Account],
) -> tuple[StoryView, ...]:
    """The stories that have an article to show, by their newest article, oldest first.

    An article belongs to the story its own record names. An article whose story has no record is a story of its own.
    `accounts` gives sentences by story id.
    """
    members: dict[str, list[ArticleView]] = defaultdict(list)
    for view in views:
        members[view.story_id].append(view)
    records = {story.id: story for story in stories}
    found = [
        _view_story(
            id_,
            records.get(id_),
            articles,
            names,
            hidden_titles=hidden_titles,
            account=accounts.get(id_) or Account(),
        )
        for id_, articles in members.items()
    ]
    return tuple(sorted(found, key=lambda story: (start_of(story.moment), story.id)))


def _view_story(
    id_: str,
    record: Story | None,
    members: list[ArticleView],
    names: Names,
    *,
    hidden_titles: Collection[str],
    account: Account,
) -> StoryView:
    order = {article_id: at for at, article_id in enumerate(record.article_ids)} if record else {}
    articles = sorted(members, key=lambda a: (order.get(a.id, len(order)), start_of(a.moment), a.first_seen, a.id))
    copy_of = tuple(_find_copies(record, {article.id for article in articles}))
    by_id = {article.id: article for article in articles}
    return _compose(
        articles,
        copy_of,
        id_=id_,
        path=names.stories.get(id_, articles[0].path),
        has_page=id_ in names.stories,
        headline=_choose_headline(record, articles, hidden_titles),
        shared=tuple((one.article_id, one.shared) for one in record.evidence) if record else (),
        summary=tuple(
            view_sentence(sentence.text, by_id[sentence.article_id])
            for sentence in account.summary
            if sentence.article_id in by_id and by_id[sentence.article_id].policy != "headline"
        ),
        events=list_events(articles, dict(copy_of), account.additions, names.zone) if id_ in names.stories else (),
    )


def _compose(
    articles: Sequence[ArticleView],
    copy_of: Sequence[tuple[str, str]],
    *,
    id_: str,
    path: str,
    has_page: bool,
    headline: str,
    shared: tuple[tuple[str, tuple[str, ...]], ...],
    summary: tuple[SentenceView, ...],
    events: tuple[EventView, ...],
) -> StoryView:
    """The story with what its articles come to."""
    copies = {copy for copy, _ in copy_of}
    own = [article for article in articles if article.id not in copies]
    own_ids = {article.source.id for article in own}
    sources = tuple(dict.fromkeys(article.source for article in articles))
    newest = max(articles, key=lambda a: (start_of(a.moment), a.id))
    titled = next((article for article in articles if article.title == headline), articles[0])
    return StoryView(
        id=id_,
        path=path,
        has_page=has_page,
        headline=headline,
        lang=titled.lang,
        dir=titled.dir,
        articles=tuple(articles),
        copy_of=tuple(copy_of),
        shared=shared,
        independent=count_outlets((article.url, article.source.id) for article in own),
        sources=sources,
        carriers=tuple(source for source in sources if source.id not in own_ids),
        topics=_rank_topics(articles),
        actors=_sum_actors(articles),
        quotes=cite_quotes(quote for article in articles for quote in article.quotes if quote.direct),
        summary=summary,
        events=events,
        moment=newest.moment,
        day=newest.day,
        pinned=any(article.pinned for article in articles),
    )


def limit_view(story: StoryView, cutoff: datetime) -> StoryView:
    """`story` as its edition showed it: without the articles that were first seen after the edition's `cutoff`."""
    articles = [article for article in story.articles if article.first_seen <= cutoff]
    if not articles or len(articles) == len(story.articles):
        return story
    shown = {article.id for article in articles}
    groups: dict[str, list[str]] = defaultdict(list)
    for copy, original in story.copy_of:
        groups[original].append(copy)
    copy_of = [
        (copy, first)
        for original, copies in groups.items()
        for first, *others in [[id_ for id_ in (original, *copies) if id_ in shown] or [""]]
        for copy in others
    ]
    titles = [article.title for article in articles]
    return _compose(
        articles,
        copy_of,
        id_=story.id,
        path=story.path,
        has_page=story.has_page,
        headline=story.headline if story.headline in titles else titles[0],
        shared=tuple((id_, shared) for id_, shared in story.shared if id_ in shown),
        summary=tuple(sentence for sentence in story.summary if sentence.article.id in shown),
        events=tuple(event for event in story.events if event.article.id in shown),
    )


def move_stories(stories: Sequence[Story], views: Sequence[StoryView]) -> tuple[Moved, ...]:
    """The pages of stories that are part of another now, or of one article alone: their addresses lead on."""
    shown = {view.id: view for view in views}
    return tuple(
        Moved(path=story_path(id_), to=view.path, title=view.headline, feed=story_feed_path(id_), story=story.id)
        for story in stories
        if (view := shown.get(story.id)) is not None
        for id_ in (*story.merged, *(() if view.has_page or not story.paged else (story.id,)))
        if id_ not in shown or id_ == story.id
    )


def _choose_headline(record: Story | None, articles: Sequence[ArticleView], hidden_titles: Collection[str]) -> str:
    """The story's own; that of its first article where it has one alone (an editor may have changed it) or none.

    A headline that came from an article since hidden is not shown either.
    """
    if len(articles) == 1 or record is None or not record.headline.strip():
        return articles[0].title
    headline = one_line(record.headline)
    if headline in hidden_titles and all(article.title != headline for article in articles):
        return articles[0].title
    return headline


def _find_copies(record: Story | None, shown: Collection[str]) -> Iterator[tuple[str, str]]:
    for group in record.copies if record else ():
        first, *others = [id_ for id_ in group if id_ in shown] or [""]
        yield from ((other, first) for other in others)


def _rank_topics(articles: Sequence[ArticleView]) -> tuple[TopicRef, ...]:
    """By the sum of their scores over the articles."""
    scores: dict[TopicRef, float] = defaultdict(float)
    places: dict[TopicRef, int] = {}
    for article in articles:
        for place, mark in enumerate(article.topics):
            scores[mark.topic] += mark.score
            places[mark.topic] = min(place, places.get(mark.topic, place))
    # Of equals a parent stands before its children, as in the articles.
    return tuple(sorted(scores, key=lambda topic: (-round(scores[topic], 6), places[topic], topic.label, topic.id)))


def _sum_actors(articles: Sequence[ArticleView]) -> tuple[ActorMark, ...]:
    """By number of articles, then of mentions; where equal, as the first article has them."""
    marks: dict[str, list[ActorMark]] = {}
    for article in articles:
        for mark in article.actors:
            marks.setdefault(mark.actor.id, []).append(mark)
    summed = [
        ActorMark(
            actor=group[0].actor,
            count=sum(mark.count for mark in group),
            roles=tuple(dict.fromkeys(role for mark in group for role in mark.roles)),
        )
        for group in marks.values()
    ]
    return tuple(sorted(summed, key=lambda mark: (-len(marks[mark.actor.id]), -mark.count)))
