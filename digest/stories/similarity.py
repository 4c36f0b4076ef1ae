"""How alike articles are: weighted words and word pairs, seen against what the articles of the time have in common.

TF-IDF with saturated frequencies, and the mean of all vectors taken off each (centring), so that two articles are alike
by what they share beyond the news at large: unrelated ones come out near 0 whatever their length. Over few articles the
inverse document frequencies are smoothed towards equal weights.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from operator import mul

from digest.stories.frames import Frame, count_differences
from digest.stories.profiles import Profile, profile_event_day, profile_frame

WINDOW = timedelta(days=7)
"""Articles further apart in time are not compared."""
FLOOR = 0.02
"""Similarities below it are taken for 0."""
_SATURATION = 3.0
_IDF_POWER = 1.5
_UNSEEN_DOCUMENTS = 200
_UNSEEN_IN_MEAN = 50
_COMMON_COUNT = 200
_COMMON_SHARE = 0.05
_SAME_DAY = timedelta(hours=12)
_FOLLOWING = timedelta(days=2)
_HALF_LIFE = timedelta(days=1.5)
"""Between dated articles likeness halves with so much time beyond `_SAME_DAY`; where both say on which day it happened,
beyond `_FOLLOWING`, and the days between those days weigh by their square: last week's match is not today's.
"""
_OTHER_DAY = 0.4
_ONE_UNDATED = 0.5
"""Where news is dated, what is not is a guide or a notice more often than a report."""
_OTHER_FRAME = 0.1
"""For each way in which the headlines and leads of two articles tell of other events."""


class Space:
    """The articles of a time as vectors of unit length. Numbers are places in `profiles`."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self._frames: dict[int, Frame] = {}
        self._days: dict[int, date | None] = {}
        count = len(profiles)
        frequency = Counter(chain.from_iterable(profile.terms for profile in profiles))
        common = max(_COMMON_COUNT, _COMMON_SHARE * count)
        weights = {
            term: math.log((1 + count + _UNSEEN_DOCUMENTS) / (1 + seen)) ** _IDF_POWER
            for term, seen in frequency.items()
            if 1 < seen <= common
        }
        alone = math.log((1 + count + _UNSEEN_DOCUMENTS) / 2) ** _IDF_POWER
        self.vectors = [_weigh(profile.terms, weights, frequency, alone) for profile in profiles]
        """Of each, the terms that others have too; those it has alone only add to its length."""
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, vector in enumerate(self.vectors):
            for term, weight in vector.items():
                self._postings[term].append((number, weight))
        share = 1 / (count + _UNSEEN_IN_MEAN)
        mean = {term: sum(weight for _, weight in posting) * share for term, posting in self._postings.items()}
        self._mean_square = math.fsum(weight * weight for weight in mean.values())
        self._common = [sum(map(mul, vector.values(), map(mean.__getitem__, vector))) for vector in self.vectors]
        self._norms = [math.sqrt(max(1e-9, 1 - 2 * common + self._mean_square)) for common in self._common]

    def find_alike(self, number: int) -> dict[int, float]:
        """The articles that `number` is like, each with how much (`FLOOR` to 1), those too far in time left out."""
        products = [0.0] * len(self.vectors)
        for term, weight in self.vectors[number].items():
            for other, other_weight in self._postings[term]:
                products[other] += weight * other_weight
        products[number] = 0.0
        alike = {}
        off = self._mean_square - self._common[number]
        for other, product in enumerate(products):
            if product < FLOOR / 2:
                continue  # centring takes off more than it adds
            likeness = (product + off - self._common[other]) / (self._norms[number] * self._norms[other])
            if likeness >= FLOOR:
                likeness *= self._weigh_time(number, other)
            if likeness >= FLOOR:
                likeness *= _OTHER_FRAME ** count_differences(self._frame_of(number), self._frame_of(other))
                if likeness >= FLOOR:
                    alike[other] = likeness
        return alike

    def _frame_of(self, number: int) -> Frame:
        """Read where it is asked for: most articles of the time are like nothing that comes."""
        if number not in self._frames:
            self._frames[number] = profile_frame(self.profiles[number])
        return self._frames[number]

    def _day_of(self, number: int) -> date | None:
        if number not in self._days:
            self._days[number] = profile_event_day(self.profiles[number])
        return self._days[number]

    def _weigh_time(self, number: int, other: int) -> float:
        one, two = self.profiles[number], self.profiles[other]
        apart = abs(one.moment - two.moment)
        if apart > WINDOW:
            return 0.0
        if not (one.dated and two.dated):
            return 1.0 if one.dated == two.dated else _ONE_UNDATED
        first, second = self._day_of(number), self._day_of(other)
        if first and second:
            days = abs((first - second).days)
            return float(_OTHER_DAY ** (days * days) * 0.5 ** (max(timedelta(0), apart - _FOLLOWING) / _HALF_LIFE))
        return float(0.5 ** (max(timedelta(0), apart - _SAME_DAY) / _HALF_LIFE))


def _weigh(
    terms: Mapping[str, float], weights: Mapping[str, float], frequency: Mapping[str, int], alone: float
) -> dict[str, float]:
    vector = {}
    square = 0.0
    for term, weight in terms.items():
        if (rarity := weights.get(term)) is not None:
            value = math.log1p(_SATURATION * weight) * rarity
            vector[term] = value
            square += value * value
        elif frequency[term] == 1:
            value = math.log1p(_SATURATION * weight) * alone
            square += value * value
    norm = math.sqrt(square)
    return {term: value / norm for term, value in vector.items()} if norm else {}


def link_articles(space: Space, numbers: Iterable[int]) -> dict[int, dict[int, float]]:
    """The likenesses among `numbers` alone, both ways."""
    wanted = sorted(set(numbers))
    inside = set(wanted)
    return {
        number: {other: value for other, value in space.find_alike(number).items() if other in inside}
        for number in wanted
    }
