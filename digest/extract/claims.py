"""What a page says in one of its places: the value, where it stands, and who else says so."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Claim(NamedTuple, Generic[Value]):
    """A value and where it was found, in words fit to be shown: "json-ld headline", "meta og:title", "visible line"."""

    value: Value
    where: str
    agreed: int = 0
    """How many other places say the same."""
