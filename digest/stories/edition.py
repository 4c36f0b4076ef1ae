"""A span's stories -> its edition: which lead, in which order, with which sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from digest.models import Edition, EditionItem, Factors, StoredArticle, Story, TextPolicy
from digest.moments import start_of
from digest.stories.periods import Span
from digest.stories.ranking import Weights, find_factors, measure_age
from digest.stories.summary import summarise_story
from digest.text import fold_line, words

MIN_WORD = 4
OVERLAP_PENALTY = 1.6
"""How much a story loses that says what a chosen one says already; 1.6 keeps two reports of one event apart."""
TOPIC_PENALTY = 0.9
"""What is left of a story for each chosen one of the same first topic, so that a busy topic is not all there is."""
LATE = timedelta(hours=36)
"""A report older than the edition's period and this at its cutoff leads no edition; it stands among the rest."""


def choose_edition(
    span: Span,
    stories: Iterable[Story],
    articles: Mapping[str, StoredArticle],
    *,
    policies: Mapping[str, TextPolicy],
    limit: int,
    cutoff: datetime,
    weights: Weights = Weights(),  # noqa: B008 - frozen
    earlier: Sequence[Edition] = (),
) -> Edition:
    """The edition of `span` from the stories that had an article first seen in it.

    Pinned stories come first, then by `find_factors`, less what the stories already chosen say (as maximal marginal
    relevance does; Carbonell and Goldstein, SIGIR 1998) and less for each of the same topic. `policies` gives what may
    be shown of each source's text, `earlier` the editions before, from the oldest. Ties go to the earlier story, then
    the id.
    """
    pool = []
    for story in stories:
        members = [articles[id_] for id_ in story.article_ids]
        factors = find_factors(story, members, weights=weights, cutoff=cutoff, period=span.period, earlier=earlier)
        recent = measure_age(members, cutoff) <= span.period + LATE and not all(member.backlog for member in members)
        if factors.pinned or recent:
            pool.append((story, members, factors))
    vocabulary = {story.id: _content_words(members) for story, members, _ in pool}
    chosen: list[EditionItem] = []
    covered: list[frozenset[str]] = []
    topics: Counter[str] = Counter()
    while pool and len(chosen) < limit:

        def rank(item: tuple[Story, list[StoredArticle], Factors]) -> tuple[bool, float, float, str]:
            story, _, factors = item
            overlap = max((_overlap(vocabulary[story.id], other) for other in covered), default=0.0)
            same = topics[factors.topics[0]] if factors.topics else 0
            score = factors.score * max(0.0, 1 - OVERLAP_PENALTY * overlap) * TOPIC_PENALTY**same
            return not factors.pinned, -score, start_of(story.first_published).timestamp(), story.id

        best = min(pool, key=rank)
        pool.remove(best)
        story, members, factors = best
        covered.append(vocabulary[story.id])
        topics.update(factors.topics[:1])
        repeats = {id_ for group in story.copies for id_ in group[1:]}
        chosen.append(
            EditionItem(
                story_id=story.id, sentences=summarise_story(members, policies=policies, copies=repeats), why=factors
            )
        )
    return Edition(name=span.name, date=span.date, cutoff=cutoff, items=tuple(chosen))


def _content_words(members: list[StoredArticle]) -> frozenset[str]:
    """The longer words of the headlines and ledes."""
    text = " ".join(f"{member.article.title} {member.article.lede}" for member in members)
    return frozenset(word for word in words(fold_line(text)) if len(word) >= MIN_WORD)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words as a share of the smaller set, 0-1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
