"""The site's quotes by month, by topic and by speaker: which lists there are, and what is in each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from digest.moments import day_of
from digest.render import links
from digest.render.views import CitedQuote, Site, TopicRef

QUOTES_ON_ACTOR = 10
"""Shown on an actor's own page; where there are more, they have a list of their own."""
SPEAKERS_LISTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """A speaker who has a page: where the quotes are, and how many."""

    name: str
    path: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLists:
    """All quotes of a site, in the order in which they arrived, however they are looked for."""

    months: tuple[tuple[date, tuple[CitedQuote, ...]], ...]
    """By the month (its first day) in which their articles appeared, newest first."""
    topics: tuple[tuple[TopicRef, tuple[CitedQuote, ...]], ...]
    """By the topics of the articles that have them, in the site's order; none without a quote."""
    speakers: tuple[SpeakerRow, ...]
    """The most quoted, most first."""


def list_quotes(site: Site) -> QuoteLists:
    """The lists of `site.quotes`; a quote is in each list that one of its articles puts it into, once."""
    zone = ZoneInfo(site.settings.timezone)
    months: dict[date, list[CitedQuote]] = defaultdict(list)
    topics: dict[str, list[CitedQuote]] = defaultdict(list)
    marks = {article.id: [mark.topic.id for mark in article.topics] for article in site.articles}
    for cited in site.quotes:
        months[day_of(cited.quote.moment, zone).replace(day=1)].append(cited)
        articles = (cited.quote, *cited.others, *cited.parts)
        for id_ in dict.fromkeys(id_ for quote in articles for id_ in marks.get(quote.article_id, ())):
            topics[id_].append(cited)
    return QuoteLists(
        months=tuple((month, tuple(months[month])) for month in sorted(months, reverse=True)),
        topics=tuple((topic.ref, tuple(topics[topic.ref.id])) for topic in site.topics if topics[topic.ref.id]),
        speakers=_rank_speakers(site),
    )


def _rank_speakers(site: Site) -> tuple[SpeakerRow, ...]:
    quoted = [actor for actor in site.actors if actor.quotes_by and actor.ref.path]
    ranked = sorted(quoted, key=lambda actor: (-len(actor.quotes_by), actor.ref.name, actor.ref.id))
    return tuple(
        SpeakerRow(
            name=actor.ref.name,
            path=links.actor_quotes_path(actor.ref.id, "by")
            if len(actor.quotes_by) > QUOTES_ON_ACTOR
            else f"{actor.ref.path}#said",
            count=len(actor.quotes_by),
        )
        for actor in ranked[:SPEAKERS_LISTED]
    )
