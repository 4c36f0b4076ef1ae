"""Topics by the editor's rules: which terms stand in an article, how much they say, and the words that said it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from digest.enrich.learned import LEAST_PROBABILITY, LEAST_WORDS, Guess
from digest.enrich.stems import stem_language
from digest.enrich.terms import Hit, Pattern, TermTable, compile_terms, find_hits, fold_term
from digest.models import Term, Topic, TopicScore

_PHRASE_WEIGHT = 0.75
"""What each further word of a phrase adds: a phrase says more than a word."""
_SCALE = 5.0
"""The evidence at which a score reaches 1 - 1/e."""
_WORD_LENGTH_WEIGHT = (0.6, 0.08, 1.5)
"""Short words are common and ambiguous (Zipf's law of abbreviation): a word counts 0.6 + 0.08 a letter, 1.5 at most."""
_LEAST_SHARE = 0.25
"""A topic with less than this share of the best one's evidence is not assigned."""
_MOST_REASONS = 8
SURE_SCORE = 0.5
"""From here on the rules alone are sure: nothing that was only learned stands before it."""


@dataclass(frozen=True, slots=True)
class _Rule:
    any: frozenset[int]
    together: frozenset[int]
    none: frozenset[int]


@dataclass(frozen=True, slots=True)
class _TopicRule:
    id: str
    label: str
    parents: tuple[str, ...]
    """The nearest first."""
    least: float
    """The evidence below which the rules assign nothing."""
    rules: tuple[_Rule, ...]


@dataclass(frozen=True, slots=True)
class TopicRules:
    """Topics made ready for matching. Holds plain values only, so that it can be pickled."""

    table: TermTable
    topics: tuple[_TopicRule, ...]
    by_pattern: Mapping[int, tuple[int, ...]]
    """The topics, by their places, that a term may speak for."""
    terms: tuple[str, ...]
    """By number, as they were typed."""


def compile_topics(topics: tuple[Topic, ...], *, lang: str) -> TopicRules:
    """Make `topics` ready for `score_topics`. `lang` is the site's language (BCP 47), whose stemmer is used."""
    lang = stem_language(lang)
    numbers: dict[str, int] = {}
    above = {topic.id: topic.parent for topic in topics}
    compiled = tuple(
        _TopicRule(
            id=topic.id,
            label=topic.label,
            parents=_list_parents(topic.id, above),
            least=-_SCALE * math.log(1 - topic.least),
            rules=_compile_rules(topic.terms, numbers),
        )
        for topic in topics
    )
    by_pattern: dict[int, list[int]] = {}
    for place, topic in enumerate(compiled):
        for number in sorted(frozenset[int]().union(*(rule.any for rule in topic.rules))):
            by_pattern.setdefault(number, []).append(place)
    return TopicRules(
        table=compile_terms(tuple(numbers), lang=lang),
        topics=compiled,
        by_pattern={number: tuple(places) for number, places in by_pattern.items()},
        terms=tuple(numbers),
    )


def _compile_rules(terms: tuple[Term, ...], numbers: dict[str, int]) -> tuple[_Rule, ...]:
    """The rules of a topic; terms without conditions are one."""
    plain = tuple(word for term in terms if not term.together and not term.none for word in term.any)
    bound = tuple(term for term in terms if term.together or term.none)
    return tuple(
        _Rule(
            any=_number(term.any, numbers),
            together=_number(term.together, numbers),
            none=_number(term.none, numbers),
        )
        for term in ((Term(any=plain),) if plain else ()) + bound
    )


def _number(terms: tuple[str, ...], numbers: dict[str, int]) -> frozenset[int]:
    return frozenset(numbers.setdefault(fold_term(term), len(numbers)) for term in terms)


def _list_parents(topic_id: str, above: Mapping[str, str | None]) -> tuple[str, ...]:
    found: list[str] = []
    parent = above[topic_id]
    # Of a circle each topic is taken once; the config refuses one.
    while parent is not None and parent in above and parent != topic_id and parent not in found:
        found.append(parent)
        parent = above[parent]
    return tuple(found)


class Weighed(NamedTuple):
    """What the rules of one topic find in an article."""

    topic_id: str
    evidence: float
    reasons: tuple[str, ...]
    prominent: bool
    """In the title or the lede, or more than once."""
    least: float
    """The evidence that the topic needs."""


def weigh_topics(title: str, text: str, *, rules: TopicRules) -> list[Weighed]:
    """The topics whose rules find something, in the order of the config.

    A topic's evidence is the sum over its matched terms: a term in the title or the lede counts more, its second
    mention less than its first, a phrase more than a word.
    """
    hits: dict[int, list[Hit]] = {}
    for hit in find_hits(title, rules.table, title=True) + find_hits(text, rules.table, title=False):
        hits.setdefault(hit.pattern, []).append(hit)
    weighed = []
    for place in sorted({place for number in hits for place in rules.by_pattern.get(number, ())}):
        topic = rules.topics[place]
        counted = _count_hits(topic, hits)
        if counted:
            prominent = len(counted) > 1 or counted[0].prominent
            weighed.append(Weighed(topic.id, *_weigh_hits(counted, rules), prominent, topic.least))
    return weighed


def select_topics(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Those with enough evidence: one word below the lede assigns no topic, nor does little evidence beside much."""
    found = [one for one in weighed if one.prominent and one.evidence >= one.least]
    best = max((one.evidence for one in found), default=0.0)
    return [one for one in found if one.evidence >= best * _LEAST_SHARE]


def score_topics(title: str, text: str, *, rules: TopicRules) -> tuple[TopicScore, ...]:
    """The topics of an article by the rules, best first, ties in the order of the config.

    The score is 1 - exp(-evidence / scale), in 0-1. A topic's evidence is its parents' too.
    """
    evidence: dict[str, float] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    topics = {topic.id: topic for topic in rules.topics}
    for one in select_topics(weigh_topics(title, text, rules=rules)):
        for id_ in (one.topic_id, *topics[one.topic_id].parents):
            evidence[id_] = evidence.get(id_, 0.0) + one.evidence
            own = one.reasons if id_ == one.topic_id else ()
            reasons[id_] = tuple(dict.fromkeys((*own, *reasons.get(id_, ()), *one.reasons)))[:_MOST_REASONS]
    scores = (
        TopicScore(
            topic_id=id_,
            label=topics[id_].label,
            score=_to_score(found / _SCALE),
            reasons=reasons[id_],
        )
        for id_, found in evidence.items()
    )
    return _sort_topics(scores, evidence, rules)


def _sort_topics(
    scores: Iterable[TopicScore], evidence: Mapping[str, float], rules: TopicRules
) -> tuple[TopicScore, ...]:
    """Best first; of equals a parent before its children, then in the order of the config."""
    order = {topic.id: (len(topic.parents), number) for number, topic in enumerate(rules.topics)}
    return tuple(sorted(scores, key=lambda one: (-round(evidence[one.topic_id], 6), order[one.topic_id])))


def join_learned(
    scores: Sequence[TopicScore], guesses: Mapping[str, Guess], *, rules: TopicRules
) -> tuple[TopicScore, ...]:
    """Topics by the rules and by what was learned, best first.

    The rules win: what they assigned stays, and its score never falls. Where something was learned of all topics that
    they assigned, both count as independent (1 - (1 - a)(1 - b)); else it would lift some above the others. What only
    was learned is added where it is probable enough, below what the rules are sure of.
    """
    comparable = all(one.topic_id in guesses for one in scores)
    found: dict[str, TopicScore] = {}
    evidence: dict[str, float] = {}
    sure = math.inf
    for one in scores:
        by_rules = -math.log(max(1 - one.score, 1e-5))
        guess = guesses.get(one.topic_id) if comparable else None
        sure = by_rules if one.score >= SURE_SCORE and (sure == math.inf or by_rules > sure) else sure
        evidence[one.topic_id] = by_rules + (guess.evidence if guess else 0.0)
        found[one.topic_id] = (
            replace(one, by_rules=one.score, learned_from=guess.seen, score=_to_score(evidence[one.topic_id]))
            if guess
            else one
        )
    labels = {topic.id: topic.label for topic in rules.topics}
    for id_, guess in guesses.items():
        if id_ in found or id_ not in labels:
            continue
        if guess.probability >= LEAST_PROBABILITY and len(guess.words) >= LEAST_WORDS:
            evidence[id_] = min(guess.evidence, sure - 1e-4)
            found[id_] = TopicScore(
                topic_id=id_,
                label=labels[id_],
                score=_to_score(evidence[id_]),
                reasons=guess.words,
                by_rules=0.0,
                learned_from=guess.seen,
            )
    _raise_parents(found, evidence, rules)
    return _sort_topics(found.values(), evidence, rules)


def _to_score(evidence: float) -> float:
    return round(1 - math.exp(-evidence), 4)


def _raise_parents(found: dict[str, TopicScore], evidence: dict[str, float], rules: TopicRules) -> None:
    """An article of a child is its parents' too, and no less."""
    labels = {topic.id: topic.label for topic in rules.topics}
    for topic in rules.topics:
        child = found.get(topic.id)
        if child is None:
            continue
        for parent in topic.parents:
            above = found.get(parent)
            if above is None:
                found[parent] = replace(child, topic_id=parent, label=labels[parent])
            elif evidence[parent] < evidence[topic.id]:
                found[parent] = replace(above, score=child.score, by_rules=above.rule_score)
            evidence[parent] = max(evidence.get(parent, 0.0), evidence[topic.id])


def _count_hits(topic: _TopicRule, hits: dict[int, list[Hit]]) -> list[Hit]:
    """The hits that count for `topic`, none inside another."""
    counted: set[Hit] = set()
    for rule in topic.rules:
        chosen = _uncovered(rule.any, rule.none, hits)
        if rule.together and chosen:
            company = _uncovered(rule.together, rule.none, hits)
            # What had to stand with it is part of the reason.
            chosen = chosen + company if company else []
        counted.update(chosen)
    kept: list[Hit] = []
    for hit in sorted(counted, key=lambda hit: (hit.start, -hit.end, -hit.weight, hit.pattern)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _uncovered(patterns: frozenset[int], none: frozenset[int], hits: dict[int, list[Hit]]) -> list[Hit]:
    """The hits of `patterns` that touch no hit of `none`."""
    found = [hit for pattern in sorted(patterns) for hit in hits.get(pattern, ())]
    if not found or not none:
        return found
    covers = sorted((hit.start, hit.end) for pattern in none for hit in hits.get(pattern, ()))
    starts = [start for start, _ in covers]
    ends = list(accumulate((end for _, end in covers), max))
    # The covers that begin before a hit ends: it is touched if the furthest of their ends is behind its start.
    return [hit for hit in found if not (before := bisect_left(starts, hit.end)) or ends[before - 1] <= hit.start]


def _weigh_hits(hits: list[Hit], rules: TopicRules) -> tuple[float, tuple[str, ...]]:
    """The evidence in `hits`, and the words that gave it, most telling first."""
    weights: dict[int, list[float]] = {}
    surfaces: dict[int, str] = {}
    for hit in hits:
        weights.setdefault(hit.pattern, []).append(hit.weight)
        surfaces.setdefault(hit.pattern, hit.surface)
    evidence: dict[int, float] = {}
    for number, found in weights.items():
        # The n-th mention counts 1/n: a word repeated says less than a second word.
        mentions = sum(weight / rank for rank, weight in enumerate(sorted(found, reverse=True), 1))
        evidence[number] = mentions * _weigh_pattern(rules.table.patterns[number])
    telling = sorted(evidence, key=lambda number: (-evidence[number], surfaces[number]))
    reasons = tuple(dict.fromkeys(surfaces[number] for number in telling))[:_MOST_REASONS]
    return sum(evidence[number] for number in sorted(evidence)), reasons


def _weigh_pattern(pattern: Pattern) -> float:
    """How telling a term is, by its form alone: names and phrases more than words, long words more than short ones."""
    if not pattern.words:
        return 1.0
    least, per_letter, most = _WORD_LENGTH_WEIGHT
    longest = max(1.0 if word.cased else min(most, least + per_letter * len(word.lower)) for word in pattern.words)
    return longest * (1 + _PHRASE_WEIGHT * (len(pattern.words) - 1))


def find_muted(title: str, text: str, mute: tuple[str, ...]) -> str | None:
    """The first term of `mute` that stands in `title` or `text` as whole words, as it was given; None if none does.

    No stemming: what keeps an article out must be exactly what the editor wrote. Capitals count as in topics.
    """
    if not mute:
        return None
    table = _compile_mute(mute)
    hits = find_hits(title, table, title=True) + find_hits(text, table, title=False)
    first = min((hit.pattern for hit in hits), default=None)
    return None if first is None else mute[first]


@lru_cache(maxsize=8)
def _compile_mute(mute: tuple[str, ...]) -> TermTable:
    return compile_terms(tuple(fold_term(term) for term in mute), lang="")
