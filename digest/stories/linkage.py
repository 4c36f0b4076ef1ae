"""Agglomerative clustering over a sparse graph of likenesses: the two clusters most alike are joined, while any are.

Average linkage: two clusters are as alike as their articles are on average, so that one resemblance never chains two
events. A headline holds only a few of its event's words, and two headlines of one event may share none: clusters of
texts as short as that are compared as if each were one pooled text (the cosine of their sums).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence

THRESHOLD = 0.11
"""How alike two clusters must be to be joined. One value for headlines and whole articles."""
_SHORT = 12
"""So many different words are a headline; the pooling fades as texts grow beyond it."""


class Linkage:
    """Clusters of the numbers `likeness` holds, which begin as `groups` (numbers in none begin alone)."""

    def __init__(
        self,
        likeness: Mapping[int, Mapping[int, float]],
        richness: Mapping[int, int],
        *,
        groups: Sequence[Sequence[int]] = (),
        may_join: Callable[[Sequence[int], Sequence[int]], bool] = lambda one, other: True,
    ) -> None:
        grouped = {number for group in groups for number in group}
        starts = [*map(sorted, groups), *([number] for number in sorted(likeness) if number not in grouped)]
        self.members: dict[int, list[int]] = {members[0]: list(members) for members in starts if members}
        self._may_join = may_join
        of = {number: key for key, members in self.members.items() for number in members}
        self._between: dict[int, dict[int, float]] = {key: {} for key in self.members}
        self._within = {key: float(len(members)) for key, members in self.members.items()}
        self._richness = {key: sum(richness[number] for number in members) for key, members in self.members.items()}
        for number, row in likeness.items():
            for other, value in row.items():
                one, two = of[number], of[other]
                if one == two:
                    self._within[one] += value
                else:
                    self._between[one][two] = self._between[one].get(two, 0.0) + value

    def _compare(self, one: int, other: int) -> float:
        """How alike two clusters are."""
        across = self._between[one][other] / (len(self.members[one]) * len(self.members[other]))
        return across / (self._pool(one) * self._pool(other))

    def _pool(self, key: int) -> float:
        """The length of the mean of a cluster's vectors, as far as its texts are short; else 1."""
        size = len(self.members[key])
        if size == 1:
            return 1.0
        short = min(1.0, _SHORT * size / max(1, self._richness[key]))
        return float((self._within[key] / (size * size)) ** (0.5 * short))

    def join(self, threshold: float = THRESHOLD) -> list[list[int]]:
        """The clusters when no two are as alike as `threshold`, each sorted, by their first number."""
        heap = [entry for key in self.members for entry in self._list_pairs(key, threshold, above=key)]
        heapq.heapify(heap)
        while heap:
            _, one, other, *sizes = heapq.heappop(heap)
            if one not in self.members or other not in self.members:
                continue
            if sizes != [len(self.members[one]), len(self.members[other])]:
                continue  # one of them has grown since
            if not self._may_join(self.members[one], self.members[other]):
                continue
            self._merge(one, other)
            for entry in self._list_pairs(one, threshold):
                heapq.heappush(heap, entry)
        return sorted(sorted(members) for members in self.members.values())

    def _list_pairs(self, key: int, threshold: float, *, above: int = -1) -> Iterator[tuple[float, int, int, int, int]]:
        for other in self._between[key]:
            if other > above:
                score = self._compare(key, other)
                if score >= threshold:
                    one, two = min(key, other), max(key, other)
                    yield -round(score, 9), one, two, len(self.members[one]), len(self.members[two])

    def _merge(self, one: int, other: int) -> None:
        """`other` goes into `one`, the lower number."""
        self._within[one] += self._within.pop(other) + 2 * self._between[one][other]
        self._richness[one] += self._richness.pop(other)
        self.members[one] += self.members.pop(other)
        for third, value in self._between.pop(other).items():
            del self._between[third][other]
            if third != one:
                total = self._between[one].get(third, 0.0) + value
                self._between[one][third] = self._between[third][one] = total
