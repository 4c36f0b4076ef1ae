"""What is no actor though written as names are: products, abbreviations, labels; and what tells a body from them."""

from __future__ import annotations

import pytest

from digest.enrich.actors import find_actors
from digest.enrich.register import load_register
from digest.models import WordCases


def kinds(text: str, lang: str = "en") -> dict[str, str]:
    found = find_actors(text, title=None, lang=lang, source_name=None, register=load_register(), words=WordCases())
    return {actor.name: actor.kind for actor in found.actors}


@pytest.mark.parametrize(
    "text",
    [
        "A page that loads fast is good for SEO and for the ROI of a campaign.",
        "The lamp talks to QXZ over radio. Turn QXZ off before you clean it.",
        "The kit costs $40. Most kits have WidgetFlow built in, so turn WidgetFlow on first.",
        "Open the file in Photoshop on a Windows computer, or in the Kindle Oasis reader.",
        "The screen shows films in 4K and fits the QR9 bracket. The QR9 bracket is sold with it.",
        "You must NEVER leave it on. Charge it for a WHILE, and after a while it is full.",
        "They meet in Group C on Tuesday, and the winner of Group E waits for them.",
        "The North American market for brushes grew, and so did the Latin American one.",
        "Ostrander T, Holmvik R, Quist L: Sleep and rest in old mice. Mice Today. 2009;14:7-19.",
        "Ask the shop. Use Cases of the tool differ, and in Use Cases such as ours the case is made of use.",
        "Much Do Roofs Cost is what they ask, and how much do roofs cost?",
        "She has an Afro-Cuban father and comes from South London, near the Corwen Dam.",
        "Every shed has a Smart TV, and the Smart TV has a voice of its own.",
    ],
)
def test_no_actor(text: str) -> None:
    assert kinds(text) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The river agency QXZ said the water would rise.", "QXZ"),
        ("The dam is safe, QXZ spokesman Jon Hale said.", "QXZ"),
        ("Shares of WidgetFlow rose. WidgetFlow bought two rivals in May.", "WidgetFlow"),
        ("He went to the League of Makers and Menders (LOMM) for help, and LOMM paid.", "League of Makers and Menders"),
        ("Corven Foods Inc. sold its mill. Farmers had long sold their corn to Corven.", "Corven Foods Inc."),
        ("It was late, according to QXZ.", "QXZ"),
        ("Both mills and QXZ have announced cuts.", "QXZ"),
        ("It is made by Spain's WidgetFlow in a shed.", "WidgetFlow"),
        ("Customs and Border Protection found the crates, and CBP opened them.", "Customs and Border Protection"),
    ],
)
def test_organisation(text: str, name: str) -> None:
    assert kinds(text).get(name) == "organisation"


def test_an_agency_is_one_actor_under_its_name_and_its_letters() -> None:
    text = "The Associated Press saw the list. Two officials told AP that it was old."
    assert kinds(text) == {"Associated Press": "organisation"}


def test_a_player_in_a_table_is_a_person() -> None:
    text = (
        "Player statistics of the game: touchdowns, points, coach's notes.\n\n"
        "Mason Harrow 43 58 1\n\nKaren Selby 12 22 0\n\nMyles Dunmore 33 45 1\n\nPeter Roole 20 31 2"
    )
    assert set(kinds(text).values()) == {"person"}


def test_a_monarch_keeps_the_number() -> None:
    assert kinds("King Aldemar I opened the bridge. Aldemar I was tired.") == {"Aldemar I": "person"}


def test_the_number_of_a_footnote_is_no_part_of_a_name() -> None:
    assert kinds("He lives in Norway.25 She lives in Peru.3 Both paint.") == {"Norway": "country", "Peru": "country"}


def test_a_given_name_may_be_hyphened() -> None:
    text = "The choice of Public Works Eva-Marie Holtrop came late."
    assert "Eva-Marie Holtrop" in kinds(text)


def test_a_states_name_may_be_a_given_name_elsewhere() -> None:
    assert kinds("Das Model Jordan Ballmer reiste mit seiner Frau.", "de") == {}
    assert kinds("Das Model reiste mit seiner Frau nach Georgien und Jordan.", "de").keys() >= {"Georgia"}


def test_a_name_in_the_genitive_is_the_name() -> None:
    text = "Gestern sprach Barbara Wollner lange. Barbara Wollners Rede gefiel, auch Wollners Gegnern."
    found = find_actors(text, title=None, lang="de", source_name=None, register=load_register(), words=WordCases())
    assert [actor.name for actor in found.actors] == ["Barbara Wollner"]
    assert [mention.surface for mention in found.mentions] == ["Barbara Wollner", "Barbara Wollners", "Wollners"]


def test_a_paper_named_by_a_noun_counts_in_quotation_marks() -> None:
    assert kinds("Das Bild hing schief, und die Regel trat in Kraft.", "de") == {}
    assert kinds("Das sagte sie der „Bild“ am Montag.", "de") == {"Bild": "organisation"}
    assert kinds("Laut Bild war das so, sagte sie der Bild-Zeitung.", "de") == {"Bild": "organisation"}


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Es ist ein Roman von Barbara Wollner, ein dickes Buch.", "de", "Barbara Wollner"),
        ("Das meint Lukas Bernhard vom Verband der Müller.", "de", "Lukas Bernhard"),
    ],
)
def test_a_name_ends_before_a_preposition(text: str, lang: str, name: str) -> None:
    assert kinds(text, lang) == {name: "person"}


def test_a_feast_is_no_person() -> None:
    assert kinds("Las fiestas de San Isidro Labrador empiezan el lunes.", "es") == {}


def test_latin_words_within_another_script_are_not_english() -> None:
    text = (
        "自分はずっとToolPassを使っています。the list of the toolsを見て、ToolPassのキーを変えました。とても便利です。"
    )
    assert kinds(text, "ja") == {}


def test_authors_of_references_are_no_actors() -> None:
    text = (
        "Mice sleep at night. Ostrander T, Holmvik RA, Quist L. Sleep and rest. Mice Today. 2009;14:7-19. "
        "Garland EL, Brant M. Effects of noise. Mice Today. 2011;16:2. Martin L, Ulver PQ. Light. Owls. 2012;1:1."
    )
    assert "person" not in kinds(text).values()
    assert kinds("Garland EL and the king met. Charles VI was tall, and Leopold III, Otto II and Karl IV were not.")


def test_a_model_behind_its_makers_name_is_none() -> None:
    assert kinds("The Sony Trinket Max is loud. A Sony Trinket Max costs more, and Sony Music sells songs.") == {
        "Sony": "organisation",
        "Sony Music": "organisation",
    }


def test_words_that_stand_in_lower_case_too_are_none() -> None:
    assert kinds("Found a Limited Garden Company. In a limited garden company all dig.") == {}


def test_a_state_behind_a_hyphen_keeps_its_dots() -> None:
    text = "The Japan-U.S. treaty holds. Its anti-U.S. critics do not."
    assert kinds(text) == {"United States": "country", "Japan": "country"}


def test_buttons_in_a_row_are_no_part_of_names() -> None:
    text = "Post to Facebook Post to Twitter Post to Fernwire Post to reddit"
    assert kinds(text).keys() == {"Facebook", "Twitter", "reddit"}
    assert "Evening Post" in kinds("The Evening Post said it was old. The Evening Post to close in May, it said.")


def test_a_page_that_says_it_is_english_may_be_german() -> None:
    text = (
        "Der Kontext der Verwaltung ist wichtig. "
        + "Wir sehen die Bedürfnisse Ihres Hauses und gehen gern darauf ein. "
        "Alle kamen nach dem langen Regen wieder in das alte Haus, und dann sprach Barbara Wollner über die Brücke. "
        * 5
    )
    assert kinds(text, "en") == {"Barbara Wollner": "person"}


def test_words_of_a_program_are_no_actors() -> None:
    assert kinds("Call _readMore or HttpGetMessage here. Then HttpGetMessage returns, said the manual.") == {}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ayer habló Isabel Ferrán Solsona en Madrid. Después, Ferrán Solsona dijo que no.", "es"),
        ("Isabel Ferrán Solsona spoke in Madrid. Later Ferrán Solsona said no to the plan.", "en"),
    ],
)
def test_both_surnames_mean_the_full_name(text: str, lang: str) -> None:
    found = find_actors(text, title=None, lang=lang, source_name=None, register=load_register(), words=WordCases())
    assert [actor.name for actor in found.actors] == ["Isabel Ferrán Solsona"]
    assert [mention.surface for mention in found.mentions] == ["Isabel Ferrán Solsona", "Ferrán Solsona"]


def test_a_body_may_be_named_in_another_language() -> None:
    text = "Her works hang in the Museo Torvaldo and, later, in the Kunsthalle Brendt of her town."
    assert kinds(text) == {"Museo Torvaldo": "organisation", "Kunsthalle Brendt": "organisation"}


def test_an_agency_that_is_credited_is_no_actor() -> None:
    text = "It stood open (Karen Selby/AP). The river rose (Reuters Photo/Jane Hale). The queen told Reuters nothing."
    found = find_actors(text, title=None, lang="en", source_name=None, register=load_register(), words=WordCases())
    assert [(mention.surface, mention.start) for mention in found.mentions if mention.actor_id == "reuters"] == [
        ("Reuters", text.rindex("Reuters"))
    ]
    assert "associated-press" not in {actor.id for actor in found.actors}


def test_a_few_words_of_sport_make_no_clubs() -> None:
    text = (
        "A coach of teams may play games. " + "The shed is dry and the door is shut, as all the doors here are. " * 40
    )
    assert kinds(text + "It has a lead over Corvena lamps.") == {}


def test_a_states_name_of_two_words_may_begin_a_bodys() -> None:
    text = "At Hong Kong Polytechnic University it was calm, said Hong Kong Financial Secretary Peter Roole."
    assert kinds(text) == {
        "Hong Kong Polytechnic University": "organisation",
        "Hong Kong": "country",
        "Peter Roole": "person",
    }
    assert kinds("She went to Hong Kong Polytechnic University") == {"Hong Kong Polytechnic University": "organisation"}
