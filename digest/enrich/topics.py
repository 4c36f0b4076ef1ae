"""Topics by the editor's rules: which terms stand in an article, how much they say, and the words that said it."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from digest.enrich.stems import stem_language
from digest.enrich.terms import Hit, Pattern, TermTable, compile_terms, find_hits, fold_term
from digest.models import Topic, TopicScore

_PHRASE_WEIGHT = 0.75
"""What each further word of a phrase adds: a phrase says more than a word."""
_SCALE = 5.0
"""The evidence at which a score reaches 1 - 1/e."""
_WORD_LENGTH_WEIGHT = (0.6, 0.08, 1.5)
"""Short words are common and ambiguous (Zipf's law of abbreviation): a word counts 0.6 + 0.08 a letter, 1.5 at most."""
_LEAST_SHARE = 0.25
"""A topic with less than this share of the best one's evidence is not assigned."""
_MOST_REASONS = 8


@dataclass(frozen=True, slots=True)
class _Rule:
    any: frozenset[int]
    together: frozenset[int]
    none: frozenset[int]


@dataclass(frozen=True, slots=True)
class _TopicRule:
    id: str
    label: str
    rules: tuple[_Rule, ...]


@dataclass(frozen=True, slots=True)
class TopicRules:
    """Topics made ready for matching. Holds plain values only, so that it can be pickled."""

    table: TermTable
    topics: tuple[_TopicRule, ...]


def compile_topics(topics: tuple[Topic, ...], *, lang: str) -> TopicRules:
    """Make `topics` ready for `score_topics`. `lang` is the site's language (BCP 47), whose stemmer is used."""
    lang = stem_language(lang)
    numbers: dict[str, int] = {}
    compiled = tuple(
        _TopicRule(
            id=topic.id,
            label=topic.label,
            rules=tuple(
                _Rule(
                    any=_number(term.any, numbers),
                    together=_number(term.together, numbers),
                    none=_number(term.none, numbers),
                )
                for term in topic.terms
            ),
        )
        for topic in topics
    )
    return TopicRules(table=compile_terms(tuple(numbers), lang=lang), topics=compiled)


def _number(terms: tuple[str, ...], numbers: dict[str, int]) -> frozenset[int]:
    return frozenset(numbers.setdefault(fold_term(term), len(numbers)) for term in terms)


def score_topics(title: str, text: str, *, rules: TopicRules) -> tuple[TopicScore, ...]:
    """The topics of an article, best first, ties in the order of the config.

    A topic's evidence is the sum over its matched terms: a term in the title or the lede counts more, its second
    mention less than its first, a phrase more than a word. The score is 1 - exp(-evidence / scale), in 0-1.
    """
    hits: dict[int, list[Hit]] = {}
    for hit in find_hits(title, rules.table, title=True) + find_hits(text, rules.table, title=False):
        hits.setdefault(hit.pattern, []).append(hit)
    if not hits:
        return ()
    scored = []
    for order, topic in enumerate(rules.topics):
        counted = _count_hits(topic, hits)
        # One word in passing, below the lede, assigns no topic.
        if len(counted) > 1 or any(hit.prominent for hit in counted):
            evidence, reasons = _weigh_hits(counted, rules)
            scored.append((-evidence, order, topic, reasons))
    scored.sort(key=lambda item: item[:2])
    return tuple(
        TopicScore(
            topic_id=topic.id, label=topic.label, score=round(1 - math.exp(evidence / _SCALE), 4), reasons=reasons
        )
        for evidence, _, topic, reasons in scored
        if evidence <= scored[0][0] * _LEAST_SHARE
    )


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
