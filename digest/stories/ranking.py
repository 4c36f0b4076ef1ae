"""How much a story matters to an edition, as facts that a reader can check: the score is made of nothing else. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from digest.models import Edition, Factors, StoredArticle, Story
from digest.moments import article_moment, start_of

HALF_LIFE = 2.0
"""A report that is older by this many of the edition's periods (days, weeks) weighs half."""
SOURCES = 3.0
"""What a story weighs by the sources that wrote of it for themselves: one more counts for more than all that a long
article of a single one can have over a short one."""
STALE = 0.3
"""What a story weighs that led before and of which nothing new was reported; each new report gives `FRESH` back."""
FRESH = 0.35
_NAMED = 3
_MAIN = 5
"""Actors that count; a list of a hundred makes no story."""
_MOST_QUOTES = 10
_MOST_WORDS = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the editor set of topics and actors, by id; 1 where nothing is set, 0 for what should not count."""

    topics: Mapping[str, float] = field(default_factory=dict)
    actors: Mapping[str, float] = field(default_factory=dict)


def find_factors(
    story: Story,
    members: Sequence[StoredArticle],
    *,
    weights: Weights,
    cutoff: datetime,
    period: timedelta = timedelta(days=1),
    earlier: Sequence[Edition] = (),
) -> Factors:
    """What speaks for `story` at `cutoff`, and what it comes to. `earlier`: the editions before, from the oldest.

    Sources that wrote for themselves, topics and actors by their weights, quotes and length add up, each with less
    for every further one; the sum is halved by `HALF_LIFE` of the edition's `period` since the latest report, and
    lowered where an earlier edition led with the story and little was reported since.
    """
    topics = _rank_topics(members, weights)
    actors = Counter(actor.id for member in members for actor in member.annotations.actors)
    names = {actor.id: actor.name for member in members for actor in member.annotations.actors}
    order = sorted(actors, key=lambda id_: (-weights.actors.get(id_, 1.0) * actors[id_], names[id_], id_))
    quotes = sum(len(member.annotations.quotes) for member in members)
    length = max(member.article.receipt.words_out for member in members)
    led = next((edition for edition in reversed(earlier) if _leads(edition, story.id)), None)
    reports = sum(member.article.first_seen > led.cutoff for member in members) if led else len(members)
    main = [weights.actors.get(id_, 1.0) for id_ in order[:_MAIN]]
    interest = (
        SOURCES * math.log1p(story.independent)
        + 0.8 * max((weight for _, weight in topics), default=0.0)
        + 0.3 * max(main, default=0.0)
        + 0.2 * math.log1p(sum(main))
        + 0.2 * math.log1p(min(quotes, _MOST_QUOTES))
        + 0.3 * math.log1p(min(length, _MOST_WORDS) / 100)
    )
    novelty = min(1.0, STALE + FRESH * reports) if led else 1.0
    return Factors(
        score=round(interest * novelty * 0.5 ** (measure_age(members, cutoff) / (HALF_LIFE * period)), 4),
        pinned=any(member.pinned for member in members),
        sources=story.independent,
        topics=tuple(label for label, _ in topics),
        weighed=tuple(label for label, weight in topics if weight != 1.0),
        actors=tuple(names[id_] for id_ in order[:_NAMED]),
        actor_count=len(order),
        quotes=quotes,
        first=_day(story.first_published),
        led=led.date if led else None,
        reports=reports,
    )


def measure_age(members: Sequence[StoredArticle], cutoff: datetime) -> timedelta:
    """The time from the latest report to the cutoff, none at least.

    A bare day counts as its end, or as when the report was first seen, whichever is earlier: else what has no time
    would always be the newest.
    """
    return max(timedelta(0), cutoff - max(_latest_instant(member) for member in members))


def _latest_instant(member: StoredArticle) -> datetime:
    moment = article_moment(member.article)
    if isinstance(moment, datetime):
        return moment
    return min(start_of(moment) + timedelta(days=1), member.article.first_seen)


def _rank_topics(members: Sequence[StoredArticle], weights: Weights) -> list[tuple[str, float]]:
    """(label, weight) of each topic of the articles, those that weigh most first, then by how many articles have it."""
    found = [topic for member in members for topic in member.annotations.topics]
    counts = Counter(topic.topic_id for topic in found)
    labels = {topic.topic_id: topic.label for topic in found}
    order = sorted(counts, key=lambda id_: (-weights.topics.get(id_, 1.0), -counts[id_], labels[id_], id_))
    return [(labels[id_], weights.topics.get(id_, 1.0)) for id_ in order]


def _leads(edition: Edition, story_id: str) -> bool:
    return any(item.story_id == story_id for item in edition.items)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
