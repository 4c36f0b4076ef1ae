"""Actors: who is found, where, as what; on pairs of fixture files and on single rules."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.enrich.actors import FoundActors, find_actors
from digest.enrich.register import load_register
from digest.learn import count_word_cases
from digest.models import RegisteredActor, WordCases

FIXTURES = Path(__file__).parents[1] / "fixtures" / "actors"


def find(
    text: str,
    *,
    title: str | None = None,
    lang: str | None = "en",
    source: str | None = None,
    editor: tuple[RegisteredActor, ...] = (),
    words: WordCases | None = None,
) -> FoundActors:
    found = find_actors(
        text, title=title, lang=lang, source_name=source, register=load_register(editor), words=words or WordCases()
    )
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.surface
    assert {mention.actor_id for mention in found.mentions} == {actor.id for actor in found.actors}
    spans = [(mention.start, mention.end) for mention in found.mentions]
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    return found


def surfaces(found: FoundActors) -> dict[str, list[str]]:
    return {a.name: [m.surface for m in found.mentions if m.actor_id == a.id] for a in found.actors}


def names(text: str, **known: object) -> set[str]:
    return set(surfaces(find(text, **known)))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_fixture(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = find(path.read_text("utf-8"), title=wanted["title"])
    kinds = {actor.name: actor.kind for actor in found.actors}
    assert {name: [kinds[name], spans] for name, spans in surfaces(found).items()} == wanted["actors"]
    assert not set(wanted["absent"]) & set(kinds)


# --- persons -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday, Maribel Ostrander said nothing.", "Maribel Ostrander"),
        ("They met Ursula von der Halden there.", "Ursula von der Halden"),
        ("It was written by J.K. Rowland in the spring.", "J.K. Rowland"),
        ("The judge asked Sean O’Gallen about it.", "Sean O’Gallen"),
        ("He praised Anne-Marie McTavel for it.", "Anne-Marie McTavel"),
        ("The paper was signed by Omar al-Sarrin yesterday.", "Omar al-Sarrin"),
        ("They asked Peter Grauw Jr. for help.", "Peter Grauw Jr."),
        ("The office of Mayor Tolvanen was shut.", "Tolvanen"),
        ("They heard from economist Ottla Brizek today.", "Ottla Brizek"),
        ("Former England captain Will Harbottle, 41, resigned.", "Will Harbottle"),
        ("The Duchess of Carrow opened the bridge.", "Duchess of Carrow"),
    ],
)
def test_person(text: str, name: str) -> None:
    found = find(text)
    assert (name, "person") in {(actor.name, actor.kind) for actor in found.actors}


def test_the_founder_of_a_race_may_be_a_newspaper() -> None:
    found = find("The prize has the colour of the paper of the newspaper L'Aurige, the founder of the race.")
    assert [(actor.name, actor.kind) for actor in found.actors] == [("L'Aurige", "organisation")]


def test_surname_means_the_full_name_whatever_its_form() -> None:
    text = (
        "Clara Vintner spoke. Mrs. Vintner’s plan failed, and VINTNER LEAVES OFFICE TODAY AFTER VOTE was the headline."
    )
    assert surfaces(find(text))["Clara Vintner"] == ["Clara Vintner", "Vintner", "VINTNER"]


def test_full_name_in_the_title_explains_a_bare_surname() -> None:
    found = find("The treaty pleased Rendell, who signed it.", title="Edward Rendell Signs the Treaty")
    assert surfaces(found) == {"Edward Rendell": ["Rendell"]}


def test_two_people_with_one_surname_stay_two() -> None:
    text = "Paul Kestrel met Laura Kestrel. Then Paul Kestrel left. Kestrel was tired."
    assert surfaces(find(text)) == {
        "Paul Kestrel": ["Paul Kestrel", "Paul Kestrel", "Kestrel"],
        "Laura Kestrel": ["Laura Kestrel"],
    }


def test_family_name_may_come_first() -> None:
    text = "Wen Qiaoling met Kim Dae-song. Mr. Wen smiled, and Kim bowed. They will host Kim again."
    found = find(text)
    assert surfaces(found) == {"Wen Qiaoling": ["Wen Qiaoling", "Wen"], "Kim Dae-song": ["Kim Dae-song", "Kim", "Kim"]}
    assert [mention.role for mention in found.mentions][-1] is None


def test_mister_is_not_the_daughter() -> None:
    text = "Sophie Harcourt is at school. Her father, Mr. Harcourt, is a minister. Harcourt resigned, said Mrs. Vane."
    found = surfaces(find(text))
    assert found["Sophie Harcourt"] == ["Sophie Harcourt"]
    assert found["Harcourt"] == ["Harcourt", "Harcourt"]


def test_initials_short_forms_and_middle_names_merge() -> None:
    text = "William Darrow lost. Bill Darrow wept. W. Darrow, as he signs, and William T. Darrow are one man."
    assert set(surfaces(find(text))) == {"William Darrow"}


def test_different_initials_do_not_merge() -> None:
    assert len(find("Charles G. Ambrey and David H. Ambrey left.").actors) == 2


def test_role_stands_with_the_mention() -> None:
    text = (
        "Danish Prime Minister Ilse Korvath came with security chief Anton Gren. "
        "Mirek Tobol, Korvath’s spokesman, said so. Its president, Jonas Hale, 50, agreed."
    )
    roles = {mention.surface: mention.role for mention in find(text).mentions}
    assert roles["Ilse Korvath"] == "Danish Prime Minister"
    assert roles["Anton Gren"] == "security chief"
    assert roles["Mirek Tobol"] == "Korvath’s spokesman"
    assert roles["Jonas Hale"] == "president"
    assert roles["Danish"] is None


# --- organisations -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A spokesman for the Ministry of Trade and Industry agreed.", "Ministry of Trade and Industry"),
        ("Department for Harbour Works officials agreed.", "Department for Harbour Works"),
        ("They sued Harl & Venn in 1969.", "Harl & Venn"),
        ("Shares in Norvex Inc. fell.", "Norvex Inc."),
        ("He teaches at the University of Carrowdale.", "University of Carrowdale"),
        ("She runs the Women’s Institute here.", "Women’s Institute"),
        ("They wrote to the Fish and Water Administration.", "Fish and Water Administration"),
        ("The talks were led by the QTZA on Friday.", "QTZA"),
    ],
)
def test_organisation(text: str, name: str) -> None:
    assert (name, "organisation") in {(actor.name, actor.kind) for actor in find(text).actors}


def test_acronym_and_short_form_join_the_long_name() -> None:
    text = "The Grain Traders Union (GTU) met. The GTU left. Norvex Holdings paid; Norvex shares fell."
    found = surfaces(find(text))
    assert found["Grain Traders Union"] == ["Grain Traders Union", "GTU", "GTU"]
    assert found["Norvex Holdings"] == ["Norvex Holdings", "Norvex"]


def test_acronym_of_a_registered_body_joins_it() -> None:
    found = surfaces(find("The North Atlantic Treaty Organisation (NATO) met. NATO left."))
    assert found == {"NATO": ["North Atlantic Treaty Organisation", "NATO", "NATO"]}


def test_ministries_of_two_states_stay_two() -> None:
    found = find("The German Foreign Ministry agreed. The French Foreign Ministry did not.")
    assert {"German Foreign Ministry", "French Foreign Ministry"} <= set(surfaces(found))
    assert [m.surface for m in found.mentions].count("Foreign Ministry") == 2


def test_own_publisher_is_no_actor() -> None:
    text = "The Daily Corvane has learned of it. Reuters reported it first."
    assert names(text, source="Daily Corvane") == {"Reuters"}
    assert names(text, source="REUTERS") == {"Daily Corvane"}
    assert names("The New York Times asked NASA.", source="The New York Times") == {"NASA"}


# --- states ------------------------------------------------------------------------------------------------


def test_state_under_many_names_is_one_actor() -> None:
    found = find("The U.S. and the US are the United States. America’s army is U.S.-led.")
    assert surfaces(found) == {"United States": ["U.S.", "US", "United States", "America", "U.S."]}
    assert [actor.id for actor in found.actors] == ["united-states"]


def test_hyphened_states_are_two() -> None:
    assert names("The US-Iran talks and the Franco-German pact failed.") == {"United States", "Iran"}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("It sent a message to Pyongyang that its forces are weak.", {"North Korea"}),
        ("The Kyiv government agreed.", {"Ukraine"}),
        ("Talks between Moscow and Beijing failed.", {"Russia", "China"}),
        ("Moscow denied it.", {"Russia"}),
        ("They warned Tehran of it.", {"Iran"}),
        ("Brussels denied it.", set()),
        ("He flew to Moscow and dined in Paris.", set()),
        ("The fair opens in Rome on Friday.", set()),
        ("Ghanaian troops left.", {"Ghana"}),
        ("A Ghanaian singer left.", set()),
        ("A Jordan resident, Amy Jordan, wrote. Jordan smiled.", {"Amy Jordan"}),
    ],
)
def test_state_by_capital_or_adjective(text: str, states: set[str]) -> None:
    assert names(text) == states


def test_georgia_is_a_state_of_america_where_america_is_the_subject() -> None:
    assert names("Voters in Georgia and Ohio, both U.S. states, decide.") == {"United States"}
    assert "Georgia" in names("Georgia and Armenia signed it in Tbilisi.")


@pytest.mark.parametrize(
    "text",
    [
        "They live in Leeds, near Kursk, and like Ohio.",
        "On Tuesday in March the Catholics and the Germans left.",
        "The army fired Falcata missiles and Brightwater rockets.",
        "THE BIG NEWS OF THE DAY FOR ALL OF US IS HERE",
        "However, Nobody Knows. Perhaps. Yesterday was long.",
        "See pic.example.com/HbQwzTfj and @SomeBody or #BigDay.",
        "He won the Carrow Cup and the Treaty of Harle was signed.",
        "It’s late. I’m here. Don’t go. We’ll see.",
    ],
)
def test_no_actor(text: str) -> None:
    assert names(text) == set()


def test_corpus_tells_an_ordinary_word_from_a_name() -> None:
    corpus = ["the quorl is late", "a quorl, they said", "every quorl counts", "his quorl is red"]
    text = "They praised the Quorl. They like Quorl and Quorl said so."
    assert "Quorl" in names(text)
    assert "Quorl" not in names(text, words=count_word_cases([*corpus, "Quorl is late."]))


# --- the register, other languages, hostile input ------------------------------------------------------------


def test_editor_renames_hides_merges_and_adds() -> None:
    editor = (
        RegisteredActor(id="nasa", name="Nasa", aliases=("the space agency",)),
        RegisteredActor(id="united-states", hidden=True),
        RegisteredActor(id="leeds", name="Leeds", kind="organisation"),
        RegisteredActor(id="joan-merrow", merged_into="joan-of-merrow"),
        RegisteredActor(id="joan-of-merrow", name="Joan of Merrow", kind="person"),
        RegisteredActor(id="tor-brandvik", name="Tor H. Brandvik"),
    )
    text = "NASA and the U.S. met Joan Merrow in Leeds with Tor Brandvik; the space agency paid Joan Merrow."
    found = find(text, editor=editor)
    assert surfaces(found) == {
        "Nasa": ["NASA", "the space agency"],
        "Joan of Merrow": ["Joan Merrow", "Joan Merrow"],
        "Leeds": ["Leeds"],
        "Tor H. Brandvik": ["Tor Brandvik"],
    }
    assert {actor.id for actor in found.actors} == {"nasa", "joan-of-merrow", "leeds", "tor-brandvik"}


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        (
            "de",
            "Frankreich und Präsident Georges Pompidou. Pompidou sprach mit der NATO.",
            {"France", "Georges Pompidou", "NATO"},
        ),
        ("fr", "L’Allemagne a signé avec les États-Unis.", {"Germany", "United States"}),
        ("zh", "美国和英国应该谈判。", {"United States", "United Kingdom"}),
        ("ru", "Россия и Украина", {"Russia", "Ukraine"}),
        ("ar", "قالت روسيا", {"Russia"}),
        ("qq", "Nothing here is known", set()),
        (None, "Der Hund und die Katze schlafen, denn das Haus ist warm und der Ofen Brennt.", set()),
    ],
)
def test_other_languages(lang: str | None, text: str, wanted: set[str]) -> None:
    assert names(text, lang=lang) == wanted


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00\ud800", "’’’s", "...", "A", "U.S.", "’s’s’s", "Mr.", "-", "A-", "al-", "(" * 50]
)
def test_odd_text(text: str) -> None:
    find(text)


@pytest.mark.parametrize(
    "piece",
    [
        "ABC ",
        "Ab Cd ",
        "A-",
        "a-B",
        "A.",
        "A’s ",
        "U.S. ",
        "Ministry of ",
        "Abc Def (AD) ",
        "Karl von ",
        "President ",
        "Post to Abc ",
        "Roe J, ",
        "Abc (AB), ",
        "Asia-U.S.",
        "San ",
        '"',
        "\n",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    from time import process_time

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        times = []
        for _ in range(3):  # the least: a busy machine only ever adds
            start = process_time()
            find(text)
            times.append(process_time() - start)
        return min(times)

    find("warm up")
    # Eight times the text: eight times the time, where it would be sixty-four if it grew with the square.
    assert seconds(32_000) < 32 * max(seconds(4_000), 0.01)


def test_same_input_same_output() -> None:
    text = (FIXTURES / "ministers.txt").read_text("utf-8")
    assert find(text) == find(text)


@given(
    text=st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "President",
                    "Ann",
                    "Roe",
                    "Mr.",
                    "U.S.",
                    "of",
                    "the",
                    "Bank",
                    "’s",
                    "(",
                    ")",
                    ",",
                    ".",
                    "\n",
                    "Kyiv",
                    "French",
                    "NATO",
                    "and",
                    "-",
                    "von",
                ]
            ),
            st.text(max_size=6),
        ),
        max_size=30,
    ).map(" ".join),
    lang=st.sampled_from(["en", "de", "zh", None]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_sound_spans(text: str, lang: str | None) -> None:
    found = find(text, title=text[:40], lang=lang, source=text[:5])
    assert all(actor.id and actor.name for actor in found.actors)


def test_a_given_name_alone_is_the_registered_person_who_has_it() -> None:
    register = load_register(
        (
            RegisteredActor(id="ann-roe", name="Ann Roe", kind="person", aliases=("Roe", "Annabel Roe")),
            RegisteredActor(id="bob-poe", name="Robert Poe", kind="person"),
        )
    )
    text = "Ann Roe met Robert Poe on the quay. “Annabel and Bob, I want you to know this,” the mayor of the town said."
    found = find_actors(text, title=None, lang="en", source_name=None, register=register, words=WordCases())
    assert {actor.id for actor in found.actors if actor.kind == "person"} == {"ann-roe", "bob-poe"}
    assert {mention.surface for mention in found.mentions} >= {"Annabel", "Bob"}
