"""Who is who across articles: what the editor's register makes of the actors that single articles name. Pure.

An actor's id is the slug of its name, so a full name in two articles is one actor; a bare surname is nobody beyond its
article where it may be several people's. Nothing else is joined or parted by itself: the editor does, by a row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest.models import Actor, ActorKind, Annotations, RegisteredActor, StoredArticle
from digest.text import one_line

_WORD = re.compile(r"\w+")
# Forms of address: they stand before a surname, and say nothing of what somebody is.
_ADDRESS = frozenset(
    """
    mr mrs ms mx miss dr prof professor sir dame lord lady madam herr frau monsieur madame mme m señor señora don doña
    signor signora
    """.split()
)


def follow_merges(id_: str, rows: Mapping[str, RegisteredActor]) -> str:
    """Where the register's merges lead from `id_`; in a circle, nowhere."""
    target, passed = id_, {id_}
    while (row := rows.get(target)) and row.merged_into:
        target = row.merged_into
        if target in passed:
            return id_
        passed.add(target)
    return target


def split_annotations(annotations: Annotations, register: Sequence[RegisteredActor]) -> Annotations:
    """`annotations` with the actors that the register tells apart: rows with `split_from`.

    Such a row takes its part of another actor: all its mentions and quotes in the row's `articles`, and in those where
    a role beside the name has all words of one of the row's `roles`. The first row that fits has it; a row that names
    the article goes before one that names a role.
    """
    splits = [row for row in register if row.split_from]
    here = {actor.id for actor in annotations.actors}
    taken: dict[str, RegisteredActor] = {}
    for row in [
        *(row for row in splits if annotations.article_id in row.articles),
        *(row for row in splits if row.roles and _has_role(annotations, row)),
    ]:
        if row.split_from in here:
            taken.setdefault(row.split_from, row)
    if not taken:
        return annotations
    actors: dict[str, Actor] = {}
    for actor in annotations.actors:
        part = taken.get(actor.id)
        own = replace(actor, id=part.id, name=part.name or actor.name, kind=part.kind or actor.kind) if part else actor
        actors.setdefault(own.id, own)

    def moved(id_: str | None) -> str | None:
        return taken[id_].id if id_ in taken else id_

    return replace(
        annotations,
        actors=tuple(actors.values()),
        mentions=tuple(replace(one, actor_id=moved(one.actor_id)) for one in annotations.mentions),
        quotes=tuple(replace(one, actor_id=moved(one.actor_id)) for one in annotations.quotes),
    )


def _has_role(annotations: Annotations, row: RegisteredActor) -> bool:
    wanted = [frozenset(_words(role)) for role in row.roles]
    for mention in annotations.mentions:
        if mention.actor_id == row.split_from and mention.role:
            words = frozenset(_words(mention.role))
            if any(role and role <= words for role in wanted):
                return True
    return False


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


# --- over all articles -----------------------------------------------------------------------------------


@dataclass(slots=True)
class SeenActor:
    """What all articles say of one actor, after the register. `articles` run in the order given."""

    id: str
    name: str
    kind: ActorKind
    forms: Counter[str] = field(default_factory=Counter)
    """The forms under which it was mentioned."""
    roles: Counter[str] = field(default_factory=Counter)
    """Roles beside the name, without mere forms of address."""
    articles: list[str] = field(default_factory=list)
    beside: Counter[str] = field(default_factory=Counter)
    """The ids of other actors -> in how many of its articles they are."""
    bare: bool = False
    """A surname that may be several people's: it joins no articles."""


def is_description(role: str) -> bool:
    """Whether a role says more than how somebody is addressed ("Mr", "Dr.")."""
    return any(word not in _ADDRESS for word in _words(role))


def find_bare(articles: Iterable[StoredArticle], register: Sequence[RegisteredActor]) -> frozenset[str]:
    """The ids of persons known by one word that is a surname: it stands behind "Mr" and the like, or ends another
    seen person's name. What the editor registered is never among them.
    """
    known = {row.id for row in register}
    single: dict[str, str] = {}
    surnames, addressed = set[str](), set[str]()
    for stored in articles:
        for actor in stored.annotations.actors:
            if actor.kind != "person":
                continue
            words = actor.name.split()
            if len(words) > 1:
                surnames.add(words[-1].casefold())
            elif words and words[0][:1].isupper() and actor.id not in known:
                single[actor.id] = words[0].casefold()
        for mention in stored.annotations.mentions:
            if mention.actor_id in single and mention.role and _words(mention.role)[-1:] in [[w] for w in _ADDRESS]:
                addressed.add(mention.actor_id)
    return frozenset(id_ for id_, word in single.items() if id_ in addressed or word in surnames)


def gather_actors(articles: Sequence[StoredArticle], register: Sequence[RegisteredActor]) -> dict[str, SeenActor]:
    """Every actor of `articles` and of `register` by its id, as the register wants it: merged, renamed; hidden ones
    are left out. A name is the register's, else the most frequent.
    """
    rows = {row.id: row for row in register}
    named: dict[str, Counter[tuple[str, ActorKind]]] = defaultdict(Counter)
    seen: dict[str, SeenActor] = {}
    bare = find_bare(articles, register)
    for stored in articles:
        here = {}
        for actor in stored.annotations.actors:
            id_ = here[actor.id] = follow_merges(actor.id, rows)
            named[id_][one_line(actor.name), actor.kind] += 1
            seen.setdefault(id_, SeenActor(id=id_, name=actor.name, kind=actor.kind, bare=id_ in bare))
        for id_ in sorted(set(here.values())):
            seen[id_].articles.append(stored.article.id)
            seen[id_].beside.update(other for other in here.values() if other != id_)
        for mention in stored.annotations.mentions:
            one = seen.get(here.get(mention.actor_id or "", ""))
            if one:
                one.forms[one_line(mention.surface)] += 1
                if mention.role and is_description(mention.role):
                    one.roles[one_line(mention.role)] += 1
    for id_, one in seen.items():
        name, kind = min(named[id_], key=lambda key: (-named[id_][key], key))
        row = rows.get(id_)
        one.name, one.kind = (row and row.name) or name, (row and row.kind) or kind
    for row in register:
        if row.name and row.kind and row.id not in seen and follow_merges(row.id, rows) == row.id:
            seen[row.id] = SeenActor(id=row.id, name=row.name, kind=row.kind)
    return {id_: one for id_, one in sorted(seen.items()) if not (id_ in rows and rows[id_].hidden)}
