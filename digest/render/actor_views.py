"""Actors over the whole site: the editor's register applied, and what each actor's page shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from digest.identity import find_bare, follow_merges, is_description
from digest.models import ActorKind, RegisteredActor, StoredArticle
from digest.render.cited_quotes import cite_quotes
from digest.render.links import actor_feed_path, actor_path
from digest.render.views import ActorMark, ActorRef, ActorView, ArticleView, Moved, QuoteView, TopicRef
from digest.text import one_line

_T = TypeVar("_T")

ARTICLES_FOR_A_PAGE = 2
"""From how many articles on an actor that is not registered has a page."""

_ACTORS_RELATED = 12
"""Of an article's actors, most mentioned first, how many count as in it together: pairs grow as the square."""
_RELATED_SHOWN = 15
_DAYS_SHOWN_SINGLY = 60
_MONTHS_SHOWN = 60


def name_actors(
    articles: Sequence[StoredArticle], register: Sequence[RegisteredActor]
) -> tuple[dict[str, ActorRef], tuple[Moved, ...]]:
    """Every actor's id as stored -> how it is shown, and the pages of actors that were merged into others.

    The register wins: it renames, hides, merges (through any chain; a circle is left as it is), splits, and gives a
    page to an actor whom no article names yet. Otherwise an actor bears the name and kind most articles give it. A
    surname alone that may be several people's has no page. A page goes on as a stub where its actor was merged into
    another, or where a split took so much of it that it has none any more.
    """
    bare = find_bare(articles, register)
    rows = {row.id: row for row in register}
    names: dict[str, Counter[tuple[str, ActorKind]]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    for stored in articles:
        actors = stored.annotations.actors
        for actor in actors:
            names[actor.id][one_line(actor.name), actor.kind] += 1
        counts.update({follow_merges(actor.id, rows) for actor in actors})
    refs: dict[str, ActorRef] = {}
    known = sorted({*names, *rows})  # before the loop: a look into `names` adds to it
    for id_ in known:
        target = follow_merges(id_, rows)
        row = rows.get(target)
        if (row and row.hidden) or (id_ in rows and rows[id_].hidden):
            continue
        seen = _most_common(names[target]) or _most_common(names[id_])
        name, kind = (row and row.name) or (seen and seen[0]), (row and row.kind) or (seen and seen[1])
        if not name or not kind:
            continue  # a row that only gives an alias to someone nobody has mentioned
        has_page = row is not None or (counts[target] >= ARTICLES_FOR_A_PAGE and target not in bare)
        refs[id_] = ActorRef(id=target, name=name, kind=kind, path=actor_path(target) if has_page else None)
    parts = {row.split_from: row.id for row in sorted(register, key=lambda row: row.id, reverse=True) if row.split_from}
    gone = {id_: refs[id_] for id_ in rows if id_ in refs and refs[id_].id != id_}
    gone |= {id_: refs[part] for id_, part in parts.items() if part in refs and not (id_ in refs and refs[id_].path)}
    moved = tuple(
        Moved(path=actor_path(id_), to=ref.path, title=ref.name, feed=actor_feed_path(id_), actor=ref.id)
        for id_, ref in sorted(gone.items())
        if ref.path and ref.id != id_ and not (id_ in rows and rows[id_].hidden)
    )
    return refs, moved


def view_actors(
    views: Sequence[ArticleView],
    articles: Sequence[StoredArticle],
    refs: Mapping[str, ActorRef],
    register: Sequence[RegisteredActor],
) -> tuple[ActorView, ...]:
    """The actors that have a page, by number of articles (most first), then name. `views` in order of arrival."""
    rows = {row.id: row for row in register}
    gathered = {ref.id: _Gathered() for ref in refs.values() if ref.path}
    for stored in articles:
        for mention in stored.annotations.mentions:
            ref = refs.get(mention.actor_id or "")
            if ref and ref.path:
                gathered[ref.id].forms[one_line(mention.surface)] += 1
    for view in views:
        for mark in view.actors:
            if mark.actor.path:
                gathered[mark.actor.id].add_article(view, mark)
        for quote in (*view.quotes, *view.withdrawn):
            speaker = quote.actor.id if quote.actor else None
            if speaker in gathered:
                gathered[speaker].said.append(quote)
            for id_ in quote.about:
                if id_ in gathered and id_ != speaker:
                    gathered[id_].named_in.append(quote)
    pages = {ref.id: ref for ref in refs.values() if ref.path}
    actors = (
        ActorView(
            ref=ref,
            wikidata=rows[id_].wikidata if id_ in rows else None,
            aliases=rank_counts(gathered[id_].forms, str),
            roles=rank_counts(gathered[id_].roles, str),
            latest_role=gathered[id_].latest_role(),
            articles=tuple(gathered[id_].articles),
            quotes_by=cite_quotes(gathered[id_].said),
            quotes_about=cite_quotes(gathered[id_].named_in),
            related=count_actors(gathered[id_].articles, without=id_)[:_RELATED_SHOWN],
            topics=rank_counts(gathered[id_].topics, lambda topic: topic.label),
        )
        for id_, ref in pages.items()
    )
    return tuple(sorted(actors, key=lambda actor: (-len(actor.articles), actor.ref.name, actor.ref.id)))


@dataclass(slots=True)
class _Gathered:
    """What is found of one actor on the way through all articles."""

    forms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    told: list[tuple[str, ArticleView]] = field(default_factory=list)
    topics: Counter[TopicRef] = field(default_factory=Counter)
    articles: list[ArticleView] = field(default_factory=list)
    said: list[QuoteView] = field(default_factory=list)
    named_in: list[QuoteView] = field(default_factory=list)

    def add_article(self, view: ArticleView, mark: ActorMark) -> None:
        self.articles.append(view)
        self.roles.update(mark.roles)
        self.topics.update(mark.topic for mark in view.topics)
        if role := next((role for role in mark.roles if is_description(role)), None):
            self.told.append((role, view))

    def latest_role(self) -> tuple[str, ArticleView] | None:
        """The role that the newest article gives, and that article; of one day's the one that arrived last."""
        return max(self.told, key=lambda one: (one[1].day, one[1].first_seen, one[1].id), default=None)


def rank_counts(counts: Counter[_T], name: Callable[[_T], str]) -> tuple[tuple[_T, int], ...]:
    """What was counted, most first, ties by `name`."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], name(item[0]))))


def count_actors(views: Iterable[ArticleView], *, without: str | None = None) -> tuple[tuple[ActorRef, int], ...]:
    """In how many of the articles each actor is among the most mentioned, most first, ties by name."""
    counts = Counter(mark.actor for view in views for mark in view.actors[:_ACTORS_RELATED] if mark.actor.id != without)
    return rank_counts(counts, lambda actor: actor.name + "\0" + actor.id)


def count_days(days: Iterable[date]) -> tuple[tuple[date, int], ...]:
    """How many a day, without gaps, oldest first; by month (its first day) where they span more than 60 days.

    Of more than 60 months the newest.
    """
    counts = Counter(days)
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    if (last - first).days < _DAYS_SHOWN_SINGLY:
        run = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
        return tuple((day, counts[day]) for day in run)
    months: Counter[int] = Counter()
    for day, count in counts.items():
        months[day.year * 12 + day.month - 1] += count
    newest = max(months)
    oldest = max(min(months), newest - _MONTHS_SHOWN + 1)
    return tuple((date(number // 12, number % 12 + 1, 1), months[number]) for number in range(oldest, newest + 1))


def _most_common(names: Counter[tuple[str, ActorKind]] | None) -> tuple[str, ActorKind] | None:
    return min(names, key=lambda name: (-names[name], name)) if names else None
