"""New articles into stories: those that are open take them in, others begin.

Articles come in batches. Each batch is compared with the articles of the days around it. The stories it touches are
taken apart into their articles and clustered again together with it as if all came at once, so that the order in which
articles come matters next to nothing. Ids stay with the larger part. Older stories, and those
that nothing touches, stand as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count

from digest.engine import pause_collection
from digest.marks import plain_text
from digest.models import StoredArticle, StoryRecord
from digest.stories.clusters import mint_story_id
from digest.stories.copies import find_copies, sketch_text
from digest.stories.evidence import find_evidence
from digest.stories.linkage import THRESHOLD, Linkage
from digest.stories.originals import order_copies
from digest.stories.profiles import Profile, noon_of, profile_article
from digest.stories.similarity import WINDOW, Space

BATCH = 2000
"""How many arrivals are clustered at once. Within a batch order does not matter at all."""
_TOUCH = 0.6 * THRESHOLD
"""A story with an article as like as this to an arrival is looked at anew."""


def assign_stories(articles: Sequence[StoredArticle], records: Sequence[StoryRecord]) -> tuple[StoryRecord, ...]:
    """The stories of all `articles`, by id, given those there were. An article in no record is an arrival.

    Whatever the editor set (`story` among an article's edited fields) holds: such articles stay where they are, their
    stories are joined with no other, and where an editor took an article from, the machine does not join it with again.
    Hidden articles stay where they are. Pure: the same articles and records give the same stories.
    """
    with pause_collection():
        board = _Board(articles, records)
        arrivals = sorted((id_ for id_ in board.articles if id_ not in board.story_of), key=board.order)
        for start in range(0, len(arrivals), BATCH):
            board.place(arrivals[start : start + BATCH])
        return board.write()


class _Board:
    """Which article stands in which story, while that changes."""

    def __init__(self, articles: Sequence[StoredArticle], records: Sequence[StoryRecord]) -> None:
        self.all = {stored.article.id: stored for stored in articles}
        self.articles = {id_: stored for id_, stored in self.all.items() if not stored.hidden}
        self.pins = {id_: stored.story_id for id_, stored in self.all.items() if "story" in stored.edited}
        self.merged = {old: record.id for record in records for old in record.merged}
        self.records = {record.id: record for record in records}
        known = {id_ for record in records for id_ in record.article_ids}
        self.story_of: dict[str, str] = {}
        for id_, stored in sorted(self.all.items()):
            settled = id_ in known or id_ in self.pins or stored.hidden or stored.story_id != mint_story_id(id_)
            if settled:
                self.story_of[id_] = stored.story_id
        self.apart = {
            frozenset((self.pins[id_], self._resolve(stored.found_story)))
            for id_, stored in self.all.items()
            if id_ in self.pins and stored.found_story
        }
        self.evidence = {one.article_id: one for record in records for one in record.evidence}
        self.moments = {id_: noon_of(stored) for id_, stored in self.all.items()}
        self.ids = {*self.story_of.values(), *self.merged, *self.records}
        self.profiles: dict[str, Profile] = {}
        self.touched: set[str] = set()

    def _resolve(self, story_id: str) -> str:
        seen = {story_id}
        while (following := self.merged.get(story_id)) and following not in seen:
            story_id = following
            seen.add(story_id)
        return story_id

    def order(self, article_id: str) -> tuple[object, ...]:
        """By time, then by what the article says rather than by its id, which depends on where it was found."""
        stored = self.articles[article_id]
        return self.moments[article_id], stored.article.title, stored.article.lede, article_id

    def place(self, arrivals: Sequence[str]) -> None:
        """Give each of a batch of arrivals its story."""
        moments = [self.moments[id_] for id_ in arrivals]
        first, last = min(moments), max(moments)
        settled = [
            id_
            for id_ in self.story_of
            if id_ in self.articles and first - self.moments[id_] <= WINDOW and self.moments[id_] - last <= WINDOW
        ]
        around = sorted({*arrivals, *settled}, key=self.order)
        self.profiles = {id_: self.profiles.get(id_) or profile_article(self.articles[id_]) for id_ in around}
        space = Space([self.profiles[id_] for id_ in around])
        number_of = {id_: number for number, id_ in enumerate(around)}
        alike = {number_of[id_]: space.find_alike(number_of[id_]) for id_ in arrivals}
        touched = {
            self.story_of[around[other]]
            for row in alike.values()
            for other, value in row.items()
            if value >= _TOUCH and around[other] in self.story_of
        }
        playing = [number for number, id_ in enumerate(around) if number in alike or self.story_of.get(id_) in touched]
        clusters = self._cluster(space, around, playing, alike)
        self._settle([[around[number] for number in cluster] for cluster in clusters])
        self.evidence |= find_evidence(space, clusters, [self.articles[id_] for id_ in around])

    def _cluster(
        self, space: Space, around: Sequence[str], playing: Sequence[int], known: Mapping[int, Mapping[int, float]]
    ) -> list[list[int]]:
        inside = set(playing)
        likeness: dict[int, dict[int, float]] = {}
        for number in playing:
            row = known[number] if number in known else space.find_alike(number)
            likeness[number] = {other: value for other, value in row.items() if other in inside}

        def may_join(one: Sequence[int], other: Sequence[int]) -> bool:
            left, right = ({self._anchor(around[number]) for number in numbers} for numbers in (one, other))
            pinned = ({story for story, pin in side if pin} for side in (left, right))
            if len(set.union(*pinned)) > 1:
                return False
            return not any(
                frozenset((a, b)) in self.apart for a, _ in left for b, _ in right if a is not None and b is not None
            )

        richness = {number: space.profiles[number].richness for number in playing}
        groups = self._list_bound([around[number] for number in playing])
        numbers = {around[number]: number for number in playing}
        bound = [[numbers[id_] for id_ in group] for group in groups]
        return Linkage(likeness, richness, groups=bound, may_join=may_join).join()

    def _anchor(self, article_id: str) -> tuple[str | None, bool]:
        """The story an article stands in, and whether it is bound to it."""
        return self.story_of.get(article_id), article_id in self.pins

    def _list_bound(self, ids: Sequence[str]) -> list[list[str]]:
        """What is together before any likeness is looked at: the stories an editor had a hand in, and copies."""
        decided = set(self.pins.values())
        groups: dict[str, list[str]] = defaultdict(list)
        for id_ in ids:
            if self.story_of.get(id_) in decided:
                groups[self.story_of[id_]].append(id_)
        bound = {id_ for group in groups.values() for id_ in group}
        free = {id_: read_or_make_sketch(self.articles[id_]) for id_ in ids if id_ not in bound}
        return [*groups.values(), *find_copies(free)]

    def _settle(self, clusters: Iterable[Sequence[str]]) -> None:
        """Give clusters their ids: each story's id goes to the largest part of it, a cluster takes its oldest id."""
        clusters = list(clusters)
        shares: dict[str, Counter[int]] = defaultdict(Counter)
        for number, cluster in enumerate(clusters):
            for id_ in cluster:
                if id_ in self.story_of:
                    shares[self.story_of[id_]][number] += 1
        pinned = {
            self.pins[id_]: number for number, cluster in enumerate(clusters) for id_ in cluster if id_ in self.pins
        }
        claims: dict[int, list[str]] = defaultdict(list)
        for story, share in shares.items():
            largest = min(share, key=lambda number: (-share[number], number))
            claims[pinned.get(story, largest)].append(story)
        members: dict[str, list[str]] = defaultdict(list)
        for id_, story in self.story_of.items():
            members[story].append(id_)
        age = {story: min(self._age(id_) for id_ in members[story]) for story in shares}
        for number, cluster in enumerate(clusters):
            pins = sorted({self.pins[id_] for id_ in cluster if id_ in self.pins})
            claimed = sorted(claims[number], key=lambda story: (age[story], story))
            chosen = pins[0] if pins else claimed[0] if claimed else self._mint(cluster)
            for story in claimed:
                if story != chosen:
                    self._merge(story, chosen, members[story])
            for id_ in cluster:
                if self.story_of.get(id_) not in {None, chosen}:
                    self.touched.add(self.story_of[id_])
                self.story_of[id_] = chosen
            self.touched.add(chosen)

    def _age(self, article_id: str) -> tuple[object, str]:
        return self.moments[article_id], article_id

    def _merge(self, story: str, into: str, members: Iterable[str]) -> None:
        """`story` goes into `into`: its id leads there, and so do those of its articles that are too old to compare."""
        self.merged[story] = into
        self.merged.pop(into, None)
        self.touched.add(story)
        for id_ in members:
            if self.story_of[id_] == story and id_ not in self.pins and id_ not in self.profiles:
                self.story_of[id_] = into

    def _mint(self, cluster: Sequence[str]) -> str:
        """A new id, from the cluster's first article whose id has made none yet."""
        first, *others = sorted(cluster, key=self._age)
        names = chain((first, *others), (f"{first} {number}" for number in count(2)))
        minted = next(id_ for name in names if (id_ := mint_story_id(name)) not in self.ids)
        self.ids.add(minted)
        return minted

    def write(self) -> tuple[StoryRecord, ...]:
        """All stories as they are to be remembered."""
        members: dict[str, list[str]] = defaultdict(list)
        for id_ in self.story_of:
            members[self.story_of[id_]].append(id_)
        former: dict[str, set[str]] = defaultdict(set)
        for old in sorted({*self.merged, *(set(self.records) - set(members))}):
            heir = self._find_heir(old, members)
            if old not in members and heir in members:
                former[heir].add(old)
        return tuple(
            self._write_record(id_, sorted(members[id_], key=self._age), tuple(sorted(former[id_])))
            for id_ in sorted(members)
        )

    def _find_heir(self, old: str, members: Mapping[str, list[str]]) -> str:
        """Where the address of a story that is no more leads: where it was merged, else where most of it went."""
        heir = self._resolve(old)
        if heir in members or heir not in self.records:
            return heir
        went = Counter(self.story_of[id_] for id_ in self.records[heir].article_ids if id_ in self.story_of)
        return min(went, key=lambda story: (-went[story], story), default=heir)

    def _write_record(self, id_: str, members: list[str], merged: tuple[str, ...]) -> StoryRecord:
        before = self.records.get(id_)
        paged = (
            len(members) > 1
            or bool(before and before.paged)
            or any(self.records[old].paged for old in merged if old in self.records)
        )
        if before and id_ not in self.touched and set(before.article_ids) == set(members):
            copies = before.copies
        else:
            copies = order_copies(
                find_copies({one: read_or_make_sketch(self.all[one]) for one in members} if len(members) > 1 else {}),
                self.all,
            )
        return StoryRecord(
            id=id_,
            article_ids=tuple(members),
            copies=copies,
            merged=merged,
            evidence=tuple(self.evidence[one] for one in members if len(members) > 1 and one in self.evidence),
            paged=paged,
        )


def read_or_make_sketch(stored: StoredArticle) -> str:
    """The article's stored sketch, else one of the text that is stored."""
    return stored.sketch if stored.sketch is not None else sketch_text(plain_text(stored.article.markdown))
