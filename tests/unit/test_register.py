"""The register: the packaged names are sound, the editor's layer wins."""

from __future__ import annotations

import pickle

import pytest

from digest.enrich.names import lexicon, read_register
from digest.enrich.register import load_register, name_key
from digest.models import Actor, RegisteredActor

# The members of the United Nations, its two observers, and states with limited recognition, by ISO 3166-1 code.
UN_MEMBERS = 193


def test_every_state_is_there_once() -> None:
    codes = [code for code in read_register("countries.yaml") if len(code) == 2]
    assert len(codes) == len(set(codes)) >= UN_MEMBERS + 2
    states = [actor for actor in load_register().actors.values() if actor.kind == "country"]
    assert len({actor.name for actor in states}) == len(states)


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("Britain", "united-kingdom"),
        ("U.K.", "united-kingdom"),
        ("USA", "united-states"),
        ("Myanmar", "myanmar"),
        ("Burma", "myanmar"),
        ("Côte d’Ivoire", "ivory-coast"),
        ("Czechia", "czech-republic"),
        ("Türkiye", "turkey"),
        ("Holland", "netherlands"),
        ("England", "england"),
        ("UN", "united-nations"),
        ("White House", "white-house"),
    ],
)
def test_names_lead_to_their_actor(name: str, actor_id: str) -> None:
    assert load_register().names[name_key(name)] == actor_id


def test_no_name_is_claimed_twice() -> None:
    bodies = read_register("organisations.yaml")
    seen: dict[str, str] = {}
    for actor_id, row in bodies.items():
        for name in {row["name"], *row.get("also", ())}:
            assert seen.setdefault(name_key(name), actor_id) == actor_id, name
    register = load_register()
    countries = {key for key, actor_id in register.names.items() if actor_id in register.states}
    assert not countries & seen.keys()


def test_ids_are_slugs() -> None:
    from slugify import slugify

    assert [actor_id for actor_id in load_register().actors if slugify(actor_id) != actor_id] == []


def test_a_capital_that_is_its_state_counts_as_the_state() -> None:
    register = load_register()
    assert register.names["Singapore"] == "singapore"
    assert "Singapore" not in register.capitals
    assert register.capitals["Washington"] == "united-states"


def test_names_in_other_languages_come_from_cldr() -> None:
    register = load_register()
    assert register.names_in("de")["Frankreich"] == "france"
    assert register.names_in("pt-BR")["Alemanha"] == "germany"
    assert register.names_in("ja")["日本"] == "japan"
    assert register.names_in("en") == register.names_in(None) == {}
    assert register.names_in("xx-nonsense") == register.names_in("../etc") == register.names_in("") == {}


def test_editor_wins() -> None:
    editor = (
        RegisteredActor(id="nato", name="Atlantic Alliance", aliases=("the Alliance",)),
        RegisteredActor(id="fed", name="Fed", kind="organisation"),
        RegisteredActor(id="carrow", name="Carrow", kind="country"),
    )
    register = load_register(editor)
    nato = register.resolve(register.actors["nato"])
    assert nato is not None
    assert nato.name == "Atlantic Alliance"
    assert {"Nato", "the Alliance"} <= set(nato.aliases)
    assert register.names["Atlantic Alliance"] == register.names["the Alliance"] == "nato"
    assert register.names["Fed"] == "fed"
    assert register.actors["carrow"].kind == "country"
    assert load_register().names["Fed"] == "federal-reserve"


def test_hidden_and_merged() -> None:
    editor = (
        RegisteredActor(id="a", merged_into="b"),
        RegisteredActor(id="b", merged_into="c", name="B"),
        RegisteredActor(id="c", name="C", kind="person"),
        RegisteredActor(id="d", merged_into="e"),
        RegisteredActor(id="e", hidden=True),
        RegisteredActor(id="x", merged_into="y"),
        RegisteredActor(id="y", merged_into="x"),
        RegisteredActor(id="z", merged_into="z", name="Z"),
    )
    register = load_register(editor)

    def resolved(actor_id: str) -> Actor | None:
        return register.resolve(Actor(id=actor_id, name=actor_id.upper(), kind="organisation"))

    merged = resolved("a")
    assert merged is not None
    assert (merged.id, merged.name, merged.kind) == ("c", "C", "person")
    assert resolved("d") is None
    assert resolved("x") is not None  # a circle ends
    kept = resolved("z")
    assert kept is not None
    assert kept.name == "Z"
    assert resolved("unknown") == Actor(id="unknown", name="UNKNOWN", kind="organisation")


def test_travels_to_another_process() -> None:
    register = load_register((RegisteredActor(id="carrow", name="Carrow"),))
    assert pickle.loads(pickle.dumps(register)) == register


def test_word_lists_do_not_contradict_each_other() -> None:
    lex = lexicon()
    assert lex.small <= lex.small | lex.common
    assert lex.weak_given <= lex.given
    assert lex.female <= {name.lower() for name in lex.given} | {"ivanka", "malia"}
    assert not lex.companies & lex.places
    assert not lex.small & lex.organisations
    assert all(word == word.lower() for word in lex.titles | lex.people | lex.verbs | lex.common)
