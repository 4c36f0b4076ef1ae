"""Whether a person of a text is a man or a woman, as far as the given name or a title with the name says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from digest.enrich.merging import FEMININE, MASCULINE
from digest.enrich.names import lexicon
from digest.models import Actor, Mention

Gender = Literal["man", "woman"]

_WOMEN = FEMININE | frozenset(
    "queen princess baroness duchess countess empress wife widow mother daughter sister girlfriend aunt actress".split()
)
_MEN = MASCULINE | frozenset(
    "king prince baron duke count emperor husband widower father son brother boyfriend uncle pope".split()
)
_OFFICES = frozenset(("chairman", "spokesman"))
"""What a woman may be called too."""


def find_genders(actors: Sequence[Actor], mentions: Sequence[Mention]) -> dict[str, Gender]:
    """Man or woman, for each person among `actors` (by id) whose given name tells, or else the roles in `mentions`.

    Whoever has a name that both bear, or titles of both, is left out.
    """
    titled: dict[str, set[Gender]] = defaultdict(set)
    for mention in mentions:
        if mention.actor_id is not None and mention.role is not None:
            titled[mention.actor_id].update(gender for word in mention.role.split() if (gender := gender_of_noun(word)))
    found: dict[str, Gender] = {}
    for actor in actors:
        if actor.kind != "person":
            continue
        gender = _gender_of_name(actor.name)
        if gender is None and len(titled[actor.id]) == 1:
            gender = next(iter(titled[actor.id]))
        if gender is not None:
            found[actor.id] = gender
    return found


def gender_of_noun(noun: str) -> Gender | None:
    """Whom a title or noun means: "Mrs", "spokeswoman", "husband"; None for most."""
    word, lex = noun.lower().rstrip("."), lexicon()
    known = word in lex.people or word in lex.titles  # "Whitman" is neither
    if word in _WOMEN or (known and word.endswith("woman")):
        return "woman"
    return "man" if word in _MEN or (known and word.endswith("man") and word not in _OFFICES) else None


def is_given(name: str) -> bool:
    """Whether a name of several words begins as a person's does: with a given name."""
    first, _, rest = name.partition(" ")
    return bool(rest) and (first in lexicon().given or first.lower() in lexicon().female)


def _gender_of_name(name: str) -> Gender | None:
    words = name.split()
    lex = lexicon()
    if not words or words[0].lower() in lex.either:
        return None
    if words[0].lower() in lex.female:
        return "woman"
    return "man" if words[0] in lex.given and len(words) > 1 else None  # many a man's name is a surname too
