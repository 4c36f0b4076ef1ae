"""A story in time: its reports and what their sources changed later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from digest.models import Moment, Sentence
from digest.moments import start_of
from digest.render.article_views import view_sentence
from digest.render.views import ArticleView, EventView


def list_events(
    articles: Sequence[ArticleView],
    copy_of: Mapping[str, str],
    additions: Mapping[str, Sequence[Sentence]],
    zone: ZoneInfo,
) -> tuple[EventView, ...]:
    """The reports of a story and their sources' revisions, from the earliest; a bare day counts as its noon."""
    by_id = {article.id: article for article in articles}
    events = [
        EventView(
            day=article.day,
            moment=article.moment,
            article=article,
            copied=by_id.get(copy_of.get(article.id, "")),
            adds=tuple(view_sentence(one.text, article) for one in additions.get(article.id, ()))
            if article.policy != "headline"
            else (),
        )
        for article in articles
    ]
    events.sort(key=lambda event: _noon(event.moment, zone))
    events[:1] = [replace(event, first=_is_first(event.article, events[1:])) for event in events[:1]]
    events += [
        EventView(day=_day(revision.seen_at, zone), moment=revision.seen_at, article=article, revision=revision)
        for article in articles
        for revision in article.revisions[::-1]
    ]
    events.sort(key=lambda event: (event.day, _noon(event.moment, zone)))
    return tuple(events)


def _noon(moment: Moment, zone: ZoneInfo) -> datetime:
    """An instant; of a bare day its noon, so that it is never far from an hour of that day."""
    return start_of(moment if isinstance(moment, datetime) else datetime.combine(moment, time(12), zone))


def _is_first(article: ArticleView, others: Iterable[EventView]) -> bool:
    """Whether it is known to be the first report: dated, and no other of that day could have been before it."""
    if article.published is None:
        return False
    moments = [other.moment for other in others if other.day == article.day]
    return not moments or (
        all(isinstance(one, datetime) for one in (article.moment, *moments)) and (article.moment not in moments)
    )


def _day(moment: datetime, zone: ZoneInfo) -> date:
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()
