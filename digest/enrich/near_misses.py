"""Why an article has a topic nearly: for the editor who looks after the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from digest.enrich.learned import LEAST_PROBABILITY, LEAST_SHOWN, LEAST_WORDS, Guess
from digest.enrich.terms import find_hits
from digest.enrich.topics import TopicRules, select_topics, weigh_topics


class NearMiss(NamedTuple):
    """A topic that an article was not given: how much of what it takes is there (0-1), why not, and the words."""

    topic_id: str
    closeness: float
    why: str
    words: tuple[str, ...]


def find_near_misses(title: str, text: str, *, rules: TopicRules) -> list[NearMiss]:
    """The topics whose rules find something that is not enough."""
    weighed = weigh_topics(title, text, rules=rules)
    selected = {one.topic_id for one in select_topics(weighed)}
    best = max((one for one in weighed if one.topic_id in selected), key=lambda one: one.evidence, default=None)
    found = []
    for one in weighed:
        if one.topic_id in selected:
            continue
        if not one.prominent:
            found.append(NearMiss(one.topic_id, 0.5, "once only, below the first words", one.reasons))
        elif one.evidence < one.least:
            found.append(
                NearMiss(one.topic_id, one.evidence / one.least, "too little for this vocabulary", one.reasons)
            )
        elif best is not None:
            share = one.evidence / best.evidence
            found.append(NearMiss(one.topic_id, share, f"little beside {best.topic_id}", one.reasons))
    return found


def find_near_guesses(guesses: Mapping[str, Guess], assigned: Collection[str]) -> list[NearMiss]:
    """The topics that learned words make likely, but not enough so."""
    found = []
    for id_, guess in guesses.items():
        if id_ in assigned or guess.probability < LEAST_SHOWN:
            continue
        few = guess.probability >= LEAST_PROBABILITY and len(guess.words) < LEAST_WORDS
        why = "by too few words" if few else f"learned words make it {guess.probability:.0%} likely"
        found.append(NearMiss(id_, min(1.0, guess.probability / LEAST_PROBABILITY), why, guess.words))
    return found


def list_terms(title: str, text: str, *, rules: TopicRules) -> frozenset[int]:
    """The numbers of the terms that stand in an article, whatever comes of them."""
    hits = find_hits(title, rules.table, title=True) + find_hits(text, rules.table, title=False)
    return frozenset(hit.pattern for hit in hits)
