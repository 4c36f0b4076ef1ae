"""Evidence on what a candidate name is: a person, an organisation, a place, a thing, or no name at all."""

from __future__ import annotations

from dataclasses import dataclass

GIVEN_ALONE = 1.5
"""Points for a person that a given name has by itself."""


@dataclass(slots=True)
class Evidence:
    """Points for what a name is, from its words and from its places in the text, of which `seen` is the number."""

    person: float = 0.0
    organisation: float = 0.0
    place: float = 0.0
    thing: float = 0.0
    name: float = 0.0
    """That it is a name at all."""
    seen: int = 0
    acts: int = 0
    """Places at which it does what bodies do, or stands as only they stand."""


def kind_of(found: Evidence) -> str | None:
    """person, organisation, place, thing, or None where nothing is sure."""
    sure = min(found.name, 2) * 0.5 if found.place < 1.5 and found.thing < 1 else 0.0
    best = max(found.person, found.organisation)
    if best < 1:
        best += sure
    if found.thing >= max(best, found.place) and found.thing > 1:
        return "thing"
    if found.place > best:
        return "place"
    if best >= 1:
        return "person" if found.person >= max(found.organisation, 0.5) else "organisation"
    return None
