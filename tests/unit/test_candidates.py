"""Candidates: where a name begins and ends, and what it is, on single rules."""

from __future__ import annotations

from digest.enrich.actors import FoundActors, find_actors
from digest.enrich.register import load_register
from digest.learn import count_word_cases
from digest.models import RegisteredActor, WordCases


def find(text: str, words: WordCases | None = None) -> FoundActors:
    return find_actors(
        text, title=None, lang="en", source_name=None, register=load_register(), words=words or WordCases()
    )


def kinds(text: str, words: WordCases | None = None) -> dict[str, str]:
    return {actor.name: actor.kind for actor in find(text, words).actors}


def spoken(text: str, name: str) -> list[str]:
    found = find(text)
    ids = {actor.id for actor in found.actors if actor.name == name}
    return [mention.surface for mention in found.mentions if mention.actor_id in ids]


def test_an_address_on_the_web_does_not_make_a_name_an_ordinary_word() -> None:
    words = count_word_cases(
        ["Read more at www.qvrt.org or write to info@qvrt.org today.", "See qvrt.org/news for it."]
    )
    assert "qvrt" not in words.lower
    text = "The board met. QVRT research grants paid for the study. QVRT announced a second hall."
    assert kinds(text, words) == {"QVRT": "organisation"}


def test_a_capital_particle_belongs_to_the_surname() -> None:
    assert spoken("Late in the game De Vrome fell. “Yes,” said De Vrome.", "De Vrome") == ["De Vrome", "De Vrome"]
    text = "Pieter Van Loorn left early. Van Loorn said the road was long."
    assert spoken(text, "Pieter Van Loorn") == ["Pieter Van Loorn", "Van Loorn"]


def test_an_italian_preposition_between_two_full_names_joins_them_not() -> None:
    text = "Ieri Carla Brunetti da Roberto Ferri ha parlato di pace. Dopo venne Piero da Vigna."
    found = find_actors(text, title=None, lang="it", source_name=None, register=load_register(), words=WordCases())
    assert {mention.surface for mention in found.mentions} == {"Carla Brunetti", "Roberto Ferri", "Piero da Vigna"}


def test_a_monarch_keeps_the_number_one() -> None:
    assert kinds("The crown of King Osbert I was found, and I saw it.") == {"Osbert I": "person"}


def test_a_given_name_before_a_word_for_a_place_makes_a_person_except_in_a_place() -> None:
    assert kinds("She said Angela Hill won the race, and Hill thanked the crowd.") == {"Angela Hill": "person"}
    assert "Victoria Park" not in kinds("They met in Victoria Park at noon.")
    assert kinds("The winners were Brenda Kotze, Tosca Woods, Alan Pryce and others.") == {
        "Brenda Kotze": "person",
        "Tosca Woods": "person",
        "Alan Pryce": "person",
    }


def test_a_title_or_a_place_may_be_the_surname_of_somebody_in_the_text() -> None:
    text = "Laura Jean King trains the team. “We are ready,” King said. The king was not there. She told King so."
    assert spoken(text, "Laura Jean King") == ["Laura Jean King", "King", "King"]
    text = "Denis Washington lost the match. Later Washington flew home. The final is played in Washington."
    assert spoken(text, "Denis Washington") == ["Denis Washington", "Washington"]
    assert spoken("“No,” said Mr. King on Monday.", "King") == ["King"]


def test_the_long_form_of_an_acronym_is_one_name() -> None:
    text = "A camp of the Front for the Return of Farmers in Norland (FRFN) was shelled. The FRFN said so."
    assert kinds(text) == {"Front for the Return of Farmers in Norland": "organisation"}
    assert len(find(text).mentions) == 3


def test_an_acronym_of_ordinary_words_is_no_actor() -> None:
    text = "Two liquefied petrol vapour (LPV) plants closed. A third LPV plant will open, and LPV prices fell."
    assert not find(text).actors


def test_one_of_many_is_no_organisation() -> None:
    text = "She was once a Meadow Scout, and as a Meadow Scout, he said, one learns to cook."
    assert not find(text).actors


def test_the_start_of_a_company_name_is_the_company() -> None:
    text = "Talks with Veldt Copper Inc. and Lorwest Corp. went on. Analysts like Lorwest, but not Veldt Copper."
    assert kinds(text) == {"Veldt Copper Inc.": "organisation", "Lorwest Corp.": "organisation"}
    assert len(find(text).mentions) == 4


def test_a_body_keeps_its_identity_without_the_state_before_it() -> None:
    text = "The U.S. Fisheries Department spoke. The Fisheries Department had no figures."
    assert kinds(text) == {"U.S. Fisheries Department": "organisation"}


def test_a_month_behind_a_preposition_is_no_person() -> None:
    assert not find("Prices, which rose in June, fell again since April.").actors


def test_clubs_go_by_their_towns() -> None:
    text = (
        "Goals came late in the league match. Leeds Rovers beat Preston in the cup. Leeds have won four games, and "
        "Preston and Oldham need points. The Sealions blanked their rivals. Fans from Leeds sang in Preston."
    )
    found = find(text)
    names = {actor.name: actor.kind for actor in found.actors}
    assert names == dict.fromkeys(("Leeds Rovers", "Preston", "Oldham", "Sealions"), "organisation")
    assert [m.surface for m in found.mentions] == ["Leeds Rovers", "Preston", "Leeds", "Preston", "Oldham", "Sealions"]


def test_a_table_of_fixtures_names_clubs() -> None:
    text = "SCHEDULE\nBOSTON AT SEATTLE\nDENVER AT MIAMI\nNORTH DIVISION CHICAGO 80 53 .602\nDETROIT 71 64 .526"
    assert {actor.name for actor in find(text).actors} >= {"Boston", "Seattle", "Denver", "Miami", "Chicago", "Detroit"}


def test_an_agency_that_the_text_credits_is_no_actor_of_it() -> None:
    body = "The minister Ann Roe spoke.\nTalks went on, Harbour News Agency learned."
    assert "Harbour News Agency" in kinds(body)
    assert kinds(f"NORTHPORT (Harbour News Agency) - {body}") == {"Ann Roe": "person"}
    assert kinds(f"{body}\nHarbour News Agency") == {"Ann Roe": "person"}
    assert kinds("Harbour News Agency") == {"Harbour News Agency": "organisation"}  # a headline is no credit


def test_pronouns_of_old_are_no_names() -> None:
    assert not find("The moon which Thou hast made, and Thy works, and what Thou art.").actors


def test_a_given_name_alone_needs_something_that_speaks_for_a_person() -> None:
    assert not find("Nobody since Adam has been so alone.").actors
    assert kinds("“I am tired,” said Martha.") == {"Martha": "person"}


def test_a_town_by_its_first_word_is_no_person() -> None:
    assert not find("Since the army took Nueva Sirena, on the border, it has rested.").actors


def test_a_second_surname_belongs_to_the_name_where_nouns_are_in_lower_case() -> None:
    register = load_register()
    text = "El general Fidel Ramos Ortega no ha dado señales de querer la paz."
    found = find_actors(text, title=None, lang="es", source_name=None, register=register, words=WordCases())
    assert [actor.name for actor in found.actors] == ["Fidel Ramos Ortega"]


def test_an_editor_s_alias_is_found_in_a_script_without_capitals() -> None:
    register = load_register((RegisteredActor(id="ann-roe", name="Ann Roe", kind="person", aliases=("آن رو",)),))
    found = find_actors(
        "وقالت آن رو إن الجسر مغلق.", title=None, lang="ar", source_name=None, register=register, words=WordCases()
    )
    assert [(actor.id, actor.aliases) for actor in found.actors] == [("ann-roe", ("آن رو",))]


def test_a_party_s_tag_a_bill_s_number_and_a_room_are_no_actors() -> None:
    text = "Rep. Bob Stane (D-Calif.) said SB1062 was made in the Oval Office, and MPs read of it on the Web."
    assert kinds(text) == {"Bob Stane": "person"}
    assert kinds("She told the KQXY FM morning show.") == {"KQXY FM": "organisation"}


def test_a_law_s_acronym_is_a_law() -> None:
    text = "The Harbour Safety Act, or HSA, passed. The HSA costs much."
    assert not find(text).actors


def test_a_people_that_speaks_or_acts_is_its_state() -> None:
    assert kinds("The talks failed, since the Iraqis cannot agree.") == {"Iraq": "country"}
    assert not find("Two of the Americans were late, and the Iraqis on board slept.").actors


def test_a_body_is_on_its_theme_and_meets_on_a_day_or_a_person() -> None:
    text = (
        "The National Institute on Harbour Safety said so. The Council on Foreign Trade paid for it, as did the Centre "
        "on Fishing and Trade Policy. The Council on Monday agreed. The Town Council on Jane Berg's side was silent."
    )
    found = kinds(text)
    for name in (
        "National Institute on Harbour Safety",
        "Council on Foreign Trade",
        "Centre on Fishing and Trade Policy",
    ):
        assert found.get(name) == "organisation"
    assert not any("Monday" in name or "Council on Jane" in name for name in found)
    assert "Foreign Trade" not in found


def test_who_lives_in_a_state_is_no_body() -> None:
    assert "South Dakotans" not in kinds("South Dakotans said no to the plan. The South Dakotans agreed to pay.")
