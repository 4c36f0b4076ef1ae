"""Man or woman: by the given name, else by the title, and left open where either may be."""

from __future__ import annotations

import pytest

from digest.enrich.genders import find_genders, gender_of_noun
from digest.models import Actor, Mention


@pytest.mark.parametrize(
    ("name", "roles", "gender"),
    [
        ("Anna Kovac", (), "woman"),
        ("Piotr Lenski", (), "man"),
        ("Robin Horn", (), None),
        ("Horn", (), None),
        ("Robin Horn", ("Mrs.",), "woman"),
        ("Horn", ("Mr.", "president"), "man"),
        ("Horn", ("congresswoman",), "woman"),
        ("Horn", ("Mr.", "Mrs."), None),
        ("Anna Kovac", ("Mr.",), "woman"),
        ("Xyzzy Horn", ("chairman",), None),
        ("", (), None),
    ],
)
def test_a_person(name: str, roles: tuple[str, ...], gender: str | None) -> None:
    actor = Actor(id="a", name=name, kind="person")
    mentions = tuple(Mention(start=0, end=1, surface="H", actor_id="a", role=role) for role in roles)
    assert find_genders((actor,), mentions).get("a") == gender


def test_only_persons_have_one() -> None:
    assert find_genders((Actor(id="a", name="Anna Mills", kind="organisation"),), ()) == {}


def test_a_surname_that_ends_like_a_trade_says_nothing() -> None:
    assert [gender_of_noun(word) for word in ("Whitman", "spokesman", "Businesswoman", "Mr.")] == [
        None, None, "woman", "man"
    ]  # fmt: skip
