"""Which actors may be one, and which one may be two, with the evidence: for an editor to decide. Pure."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from digest.identity import SeenActor
from digest.models import StoredArticle

LARGEST_BLOCK = 400
"""Of actors that share a word, how many (those with most articles) are compared with each other."""
_LEAST_LETTERS = 5
"""Names shorter than this are not compared letter by letter."""
_ENDINGS = frozenset(
    "inc incorporated corp corporation co company ltd limited llc plc ag gmbh sa nv group the of".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeHint:
    """Two actors that may be one: `id` would go into `into`, which has more articles."""

    id: str
    into: str
    score: float
    """0-1, to put the likeliest first."""
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitHint:
    """One actor that may be several: parts of its articles that share no other actor and no word of a role."""

    id: str
    parts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """(article ids, roles) of each part."""


def suggest_merges(actors: Mapping[str, SeenActor], short_names: Mapping[str, Sequence[str]]) -> list[MergeHint]:
    """Pairs of `actors` that are likely one, likeliest first: by their names, and by what stands beside them.

    `short_names` tells the short forms of given names, all in lower case. Two actors of one kind whose names are one
    but for a short form, an initial, a letter or two, word order, an acronym, a company's ending, or a surname alone.
    What stands in one article side by side is hardly one: such pairs need the acronym.
    """
    hints = []
    for one, other in _pairs(actors.values()):
        why = _compare_names(one, other, short_names)
        if why is None:
            continue
        score, reason = why
        together = set(one.articles) & set(other.articles)
        if together and not reason.startswith("acronym"):
            continue
        evidence = [reason]
        if roles := _shared_roles(one, other):
            score += 0.15
            evidence.append("both " + ", ".join(f"“{role}”" for role in roles[:3]))
        shared = sorted(set(one.beside) & set(other.beside) - {one.id, other.id})
        if shared:
            least = min(len(one.beside), len(other.beside))
            score += 0.15 * len(shared) / least
            names = ", ".join(actors[id_].name for id_ in shared[:5] if id_ in actors)
            evidence.append(f"{len(shared)} of {least} actors beside them are the same: {names}")
        evidence.append(f"{len(together)} articles have both" if together else "no article has both")
        gone, into = sorted((one, other), key=lambda actor: (len(actor.articles), actor.bare is False, actor.id))
        if one.bare != other.bare:
            gone, into = (one, other) if one.bare else (other, one)
        hints.append(MergeHint(id=gone.id, into=into.id, score=min(1.0, score), evidence=tuple(evidence)))
    return sorted(hints, key=lambda hint: (-hint.score, hint.id, hint.into))


def suggest_splits(actors: Mapping[str, SeenActor], articles: Sequence[StoredArticle]) -> list[SplitHint]:
    """Persons whose articles fall into parts that have nothing in common, though each says what the person is."""
    by_id = {stored.article.id: stored for stored in articles}
    hints = []
    for actor in actors.values():
        if actor.kind != "person" or len(actor.roles) < 2 or len(actor.articles) < 2:
            continue
        parts = _part_articles(actor, [by_id[id_] for id_ in actor.articles if id_ in by_id])
        told = [part for part in parts if part[1]]
        if len(told) > 1 and len(told) == len(parts):
            hints.append(SplitHint(id=actor.id, parts=tuple(told)))
    return sorted(hints, key=lambda hint: hint.id)


# --- names -----------------------------------------------------------------------------------------------


def fold_name(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, points and apostrophes."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "").replace("'", "").replace(".", " "))
    return tuple("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def _pairs(actors: Iterable[SeenActor]) -> Iterator[tuple[SeenActor, SeenActor]]:
    """The pairs of one kind worth comparing: those that share a word or an acronym. Each once, in a steady order."""
    blocks: dict[tuple[str, str], list[SeenActor]] = defaultdict(list)
    for actor in sorted(actors, key=lambda one: (-len(one.articles), one.id)):
        words = fold_name(actor.name)
        keys = {*words, "".join(word[0] for word in words) if len(words) > 1 else ""}
        keys |= {word[:4] for word in words[:1] if len(word) > _LEAST_LETTERS}
        for key in keys - {""}:
            blocks[actor.kind, key].append(actor)
    seen = set[tuple[str, str]]()
    for block in blocks.values():
        for one, other in combinations(block[:LARGEST_BLOCK], 2):
            pair = (one.id, other.id)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _compare_names(
    one: SeenActor, other: SeenActor, short_names: Mapping[str, Sequence[str]]
) -> tuple[float, str] | None:
    """How likely two names are one's, and why; None where nothing speaks for it."""
    left, right = fold_name(one.name), fold_name(other.name)
    if not left or not right:
        return None
    if left == right:
        return 0.7, "the same name but for accents, points or capitals"
    if sorted(left) == sorted(right):
        return 0.5, "the same words in another order"
    compare = _compare_people if one.kind == "person" else _compare_bodies
    found = compare(left, right, short_names) if one.kind == "person" else compare(left, right, {})
    if found:
        return found
    if len(left) == len(right):
        apart = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
        if len(apart) == 1 and min(map(len, apart[0])) >= _LEAST_LETTERS and apart[0][0][0] == apart[0][1][0]:
            distance = edit_distance(*apart[0], most=2)
            if distance is not None and distance <= (1 if min(map(len, apart[0])) < 8 else 2):
                return 0.55 - 0.1 * distance, f"“{apart[0][0]}” and “{apart[0][1]}” are {distance} letters apart"
    return None


def _compare_people(
    left: tuple[str, ...], right: tuple[str, ...], short_names: Mapping[str, Sequence[str]]
) -> tuple[float, str] | None:
    if len(left) == 1 or len(right) == 1:
        short, full = (left, right) if len(left) == 1 else (right, left)
        return (0.3, "a surname alone") if len(full) > 1 and full[-1] == short[0] else None
    if left[-1] != right[-1]:
        return None
    one, two = left[0], right[0]
    if one == two:
        inner = sorted((left[1:-1], right[1:-1]), key=len)
        return (0.6, "one has a middle name") if not inner[0] else None
    if two in short_names.get(one, ()) or one in short_names.get(two, ()):
        return 0.55, f"“{one}” and “{two}” are forms of one given name"
    if (len(one) == 1 or len(two) == 1) and one[0] == two[0]:
        return 0.45, "an initial for the given name"
    return None


def _compare_bodies(
    left: tuple[str, ...], right: tuple[str, ...], _: Mapping[str, Sequence[str]]
) -> tuple[float, str] | None:
    short, full = sorted((left, right), key=len)
    if len(short) == 1 and len(full) > 1 and len(short[0]) > 1:
        initials = {"".join(w[0] for w in full), "".join(w[0] for w in full if w not in ("of", "the", "and", "for"))}
        if short[0] in initials:
            return 0.6, "acronym of the other"
    bare = [tuple(word for word in words if word not in _ENDINGS) for words in (left, right)]
    if bare[0] and bare[0] == bare[1]:
        return 0.65, "the same but for the ending"
    if len(bare[0]) > 1 and len(bare[1]) > 1 and (bare[0][1:] == bare[1] or bare[1][1:] == bare[0]):
        return 0.4, "the same but for the first word"
    return None


def edit_distance(one: str, other: str, *, most: int) -> int | None:
    """How many letters must be put in, taken out or changed to make one word of the other; None where over `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    before = list(range(len(other) + 1))
    for row, a in enumerate(one, 1):
        now = [row]
        for column, b in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (a != b)))
        if min(now) > most:
            return None
        before = now
    return before[-1] if before[-1] <= most else None


def _shared_roles(one: SeenActor, other: SeenActor) -> list[str]:
    theirs = {role.casefold() for role in other.roles}
    return sorted(role for role in one.roles if role.casefold() in theirs)


# --- parts -----------------------------------------------------------------------------------------------


def _part_articles(
    actor: SeenActor, articles: Sequence[StoredArticle]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The articles of an actor in parts: those that share a story, an actor or a word of a role are together."""
    groups: list[tuple[set[str], list[str], set[str]]] = []  # signs, article ids, roles
    for stored in articles:
        notes = stored.annotations
        roles = {m.role for m in notes.mentions if m.actor_id == actor.id and m.role and m.role in actor.roles}
        signs = {f"story:{stored.story_id}", *(f"actor:{a.id}" for a in notes.actors if a.id != actor.id)}
        signs |= {f"role:{word}" for role in roles for word in fold_name(role)}
        joined = [group for group in groups if group[0] & signs]
        groups = [group for group in groups if group not in joined]
        groups.append(
            (
                signs.union(*(group[0] for group in joined)),
                [id_ for group in joined for id_ in group[1]] + [stored.article.id],
                roles.union(*(group[2] for group in joined)),
            )
        )
    return [(tuple(ids), tuple(sorted(roles))) for _, ids, roles in groups]
