"""A day's stories -> its edition: which lead, in which order, with which sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from digest.marks import plain_text
from digest.models import Edition, EditionItem, Sentence, StoredArticle, Story, TextPolicy
from digest.moments import article_moment, start_of
from digest.stories.summary import choose_sentences
from digest.text import fold_line, words

MIN_WORD = 4
OVERLAP_PENALTY = 1.6
"""How much a story loses that says what a chosen one says already; 1.6 keeps two reports of one event apart."""
HALF_LIFE_H = 24.0
"""A report that is a day older weighs half."""
OLD_H = 60.0
"""A report older than this at the edition's cutoff leads no edition; it stands among the rest."""


def choose_edition(
    day: date,
    stories: Iterable[Story],
    articles: Mapping[str, StoredArticle],
    *,
    policies: Mapping[str, TextPolicy],
    limit: int,
    cutoff: datetime,
) -> Edition:
    """The edition of `day` from the stories that had an article first seen on it.

    Pinned stories come first, then by rank: independent sources, topics, actors, quotes and length, halved by each
    day of age, less what the stories already chosen say (as maximal marginal relevance does; Carbonell and Goldstein,
    SIGIR 1998). `policies` gives what may be shown of each source's text. Ties go to the earlier story, then the id.
    """
    pool = [(story, [articles[id_] for id_ in story.article_ids]) for story in stories]
    ages = {story.id: _age_h(story, cutoff) for story, _ in pool}
    pool = [
        (story, members)
        for story, members in pool
        if _is_pinned(members) or (ages[story.id] <= OLD_H and not all(member.backlog for member in members))
    ]
    weights = {story.id: _weigh(story, members) * 0.5 ** (ages[story.id] / HALF_LIFE_H) for story, members in pool}
    vocabulary = {story.id: _content_words(members) for story, members in pool}
    chosen: list[EditionItem] = []
    covered: list[frozenset[str]] = []
    while pool and len(chosen) < limit:

        def rank(item: tuple[Story, list[StoredArticle]]) -> tuple[bool, float, float, str]:
            story, members = item
            overlap = max((_overlap(vocabulary[story.id], other) for other in covered), default=0.0)
            score = weights[story.id] * max(0.0, 1 - OVERLAP_PENALTY * overlap)
            return not _is_pinned(members), -score, start_of(story.first_published).timestamp(), story.id

        best = min(pool, key=rank)
        pool.remove(best)
        story, members = best
        covered.append(vocabulary[story.id])
        chosen.append(
            EditionItem(story_id=story.id, sentences=_pick(members, policies), why=tuple(_explain(story, members)))
        )
    return Edition(date=day, cutoff=cutoff, items=tuple(chosen))


def _is_pinned(members: list[StoredArticle]) -> bool:
    return any(member.pinned for member in members)


def _age_h(story: Story, cutoff: datetime) -> float:
    """Hours from the story's latest report to the cutoff, 0 at least; a bare day counts from its end."""
    last = story.last_published
    latest = start_of(last) + (timedelta(0) if isinstance(last, datetime) else timedelta(days=1))
    return max(0.0, (cutoff - latest).total_seconds() / 3600)


def _weigh(story: Story, members: list[StoredArticle]) -> float:
    """How much a story matters by itself, above 0."""
    length = max(member.article.receipt.words_out for member in members)
    topics = {topic.topic_id for member in members for topic in member.annotations.topics}
    actors = {actor.id for member in members for actor in member.annotations.actors}
    quotes = sum(quote.direct for member in members for quote in member.annotations.quotes)
    return (
        2.0 * math.log1p(story.independent)
        + 0.8 * bool(topics)
        + 0.3 * math.log1p(len(actors))
        + 0.3 * math.log1p(quotes)
        + 0.4 * math.log1p(length / 100)
    )


def _content_words(members: list[StoredArticle]) -> frozenset[str]:
    """The longer words of the headlines and ledes."""
    text = " ".join(f"{member.article.title} {member.article.lede}" for member in members)
    return frozenset(word for word in words(fold_line(text)) if len(word) >= MIN_WORD)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words as a share of the smaller set, 0-1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _pick(members: list[StoredArticle], policies: Mapping[str, TextPolicy]) -> tuple[Sentence, ...]:
    for member in members:
        if policies.get(member.article.source or "", "excerpt") != "headline":
            sentences = choose_sentences(member.article.id, plain_text(member.article.markdown))
            if sentences:
                return sentences
    return ()


def _explain(story: Story, members: list[StoredArticle]) -> Iterable[str]:
    """Why the story stands where it stands, in words."""
    if _is_pinned(members):
        yield "pinned by the editor"
    yield f"{story.independent} independent sources" if story.independent > 1 else "1 source"
    topics = list(dict.fromkeys(topic.label for member in members for topic in member.annotations.topics))
    if topics:
        yield f"topics: {', '.join(topics[:3])}"
    actors = list(dict.fromkeys(actor.name for member in members for actor in member.annotations.actors))
    if actors:
        yield (
            f"{len(actors)} actors, among them {', '.join(actors[:3])}"
            if len(actors) > 3
            else f"actors: {', '.join(actors)}"
        )
    quotes = sum(quote.direct for member in members for quote in member.annotations.quotes)
    if quotes:
        yield f"{quotes} quotes" if quotes > 1 else "1 quote"
    yield f"first reported {article_moment(members[0].article).isoformat()[:10]}"
