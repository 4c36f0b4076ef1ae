"""Quotes: what stands between which marks, who said it, and which actor that is."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from digest.enrich.quote_marks import find_marked_spans
from digest.enrich.quotes import find_quotes
from digest.models import Actor, Mention, Quote

FIXTURES = Path(__file__).parents[1] / "fixtures" / "quotes"

PEOPLE = {
    "Anna Kovac": ("kovac", "person"),
    "Kovac": ("kovac", "person"),
    "Piotr Lenski": ("lenski", "person"),
    "Lenski": ("lenski", "person"),
    "Piotr Horn": ("horn", "person"),
    "Marta Ruiz": ("ruiz", "person"),
    "Ruiz": ("ruiz", "person"),
    "Ministry of Ports": ("ports", "organisation"),
    "Borduria": ("borduria", "country"),
}


def quotes_of(text: str, lang: str | None = "en") -> tuple[Quote, ...]:
    """The direct quotes of `text`, with every name of `PEOPLE` in it a mention."""
    mentions: list[Mention] = []
    for name in sorted(PEOPLE, key=len, reverse=True):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not any(other.start < end and start < other.end for other in mentions):
                mentions.append(Mention(start=start, end=end, surface=name, actor_id=PEOPLE[name][0]))
            start = text.find(name, end)
    names = {actor_id: name for name, (actor_id, _) in reversed(PEOPLE.items())}
    kinds = dict(PEOPLE.values())
    actors = tuple(Actor(id=actor_id, name=names[actor_id], kind=kind) for actor_id, kind in sorted(kinds.items()))
    quotes = find_quotes(text, lang=lang, actors=actors, mentions=tuple(mentions))
    return tuple(quote for quote in quotes if quote.direct)


def said(text: str, lang: str | None = "en") -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in quotes_of(text, lang)]


def marked(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_marked_spans(text)]


# --- marks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ("“One,’’ he said. “Two.” Then “three’’ more.", ["One,", "Two.", "three"]),
        ("“It was ‘one,’” he said. “The boats’ crews.”", ["It was ‘one,’", "The boats’ crews."]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("„Eins“, sagte er. „Zwei“", ["Eins", "Zwei"]),
        ("„Jeden”, powiedział. „Dwa”", ["Jeden", "Dwa"]),
        ("« Un », dit-il. «Deux»", ["Un", "Deux"]),
        ("»Eins«, sagte er. »Zwei.«", ["Eins", "Zwei."]),
        ("”Ett”, sade han. ”Två.”", ["Ett", "Två."]),
        ("彼は「はい『そう』です」と言った。", ["はい『そう』です"]),
        ("‘It’s done,’ she said. ‘We won’t wait.’", ["It’s done,", "We won’t wait."]),
        ("``One,'' he said.", ["One,"]),
        # Nested ones belong to the outer one, in any style.
        ("“She said ‘no’ twice,” he said.", ["She said ‘no’ twice,"]),
        ("“Outer “inner” outer,” he said.", ["Outer “inner” outer,"]),
        ("« C’est “vrai” », dit-il.", ["C’est “vrai”"]),
        ('"He called it \'a shame,\' " she said. "Yes."', ["He called it 'a shame,'", "Yes."]),
        # Errors of typing: an opening mark that closes, mixed styles, a mark left open.
        ("“One,“ he said. “Two.”", ["One,", "Two."]),
        ('“One," he said. "Two."', ["One,", "Two."]),
        ("“Left open\nNext line", ["Left open"]),
        # No quotation marks at all.
        ('<a x="12" y="3"> he said', []),
        ("It’s the boys’ club, isn’t it?", []),
        ("“”", []),
        ("", []),
    ],
)
def test_marks_of_every_style(text: str, spans: list[str]) -> None:
    assert marked(text) == spans


# --- attribution -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We leave,” Kovac said.", [("We leave,", "Kovac")]),
        ("“We leave,” said Kovac, who chairs the board.", [("We leave,", "Kovac")]),
        (
            "“We were wrong,” the minister conceded, “and sorry.”",
            [("We were wrong,", "the minister"), ("and sorry.", "the minister")],
        ),
        ("Kovac said: “We leave tonight.”", [("We leave tonight.", "Kovac")]),
        ("Kovac said she had “no wish to stay.”", [("no wish to stay.", "Kovac")]),
        ("The deal, Lenski said, was “a gift to the north.”", [("a gift to the north.", "Lenski")]),
        ("According to Ruiz, the deal is “dead in the water.”", [("dead in the water.", "Ruiz")]),
        ("It is “dead in the water,” according to Ruiz.", [("dead in the water,", "Ruiz")]),
        ("Lenski, who leads the party, warned: “This will end badly.”", [("This will end badly.", "Lenski")]),
        (
            "Lenski met them on Monday, saying: “We … will talk. Nothing more.”",
            [("We … will talk. Nothing more.", "Lenski")],
        ),
        ("The Post quoted one clerk as saying: “We’re done here.”", [("We’re done here.", "one clerk")]),
        ("Ruiz was quoted by state media as saying “nobody will be left.”", [("nobody will be left.", "Ruiz")]),
        ("The decision was called “historic” by Marta Ruiz.", [("historic", "Marta Ruiz")]),
        ("OSTRAVA, July 14 (Wire) — In reply to Ruiz, Kovac spoke, saying: “No.”", [("No.", "Kovac")]),
        ("Asked about the vote, Kovac replied, “No comment.”", [("No comment.", "Kovac")]),
        ("Last month, Kovac said that letting them in would mean “a long winter.”", [("a long winter.", "Kovac")]),
        ("Ruiz thanked the crew and called the trip “a fine start.”", [("a fine start.", "Ruiz")]),
        ("In a letter to Ruiz, Kovac wrote that she had “no such plan.”", [("no such plan.", "Kovac")]),
        (
            "“Nonsense!” Lenski shouted. “Who wrote this?” asked Ruiz.",
            [("Nonsense!", "Lenski"), ("Who wrote this?", "Ruiz")],
        ),
        ("“Not one step,” Lenski shot back.", [("Not one step,", "Lenski")]),
        ("“The road is open.” — Marta Ruiz", [("The road is open.", "Marta Ruiz")]),
        ("Ruiz: “The road is open.”", [("The road is open.", "Ruiz")]),
        (
            "Mr. J. B. Horn of the U.S. Board said it was “not a close call.”",
            [("not a close call.", "Mr. J. B. Horn of the U.S. Board")],
        ),
        ("Lenski (North), a farmer, said it was “not a close call.”", [("not a close call.", "Lenski")]),
        # Who said it, not who is in what was said.
        ("Two ships will meet there, Kovac said, adding: “They sail tonight.”", [("They sail tonight.", "Kovac")]),
        ("The clerk would not say whom Ruiz liked but said, “The list is long.”", [("The list is long.", "The clerk")]),
        ("Lenski ended the talks, saying he thinks they are “a waste.”", [("a waste.", "Lenski")]),
        ("Kovac pointed to the fleet, noting that he put together “the best crew.”", [("the best crew.", "Kovac")]),
        ("The trouble, says Marta Ruiz, is that it was “built in a hurry.”", [("built in a hurry.", "Marta Ruiz")]),
        ("The dockers were angry, with Lenski calling it a theft and asking, “Who paid?”", [("Who paid?", "Lenski")]),
        ("In Porto Alto, N.B., Ruiz ended her talk with a line: “Go home.”", [("Go home.", "Ruiz")]),
        ("Shortly after the vote, Kovac put out a note saying it was “no defeat.”", [("no defeat.", "Kovac")]),
        ("Of the fleet, Lenski, who has never sailed, said, “It floats.”", [("It floats.", "Lenski")]),
        ("The two ministers, however, argue that “the port is safe.”", [("the port is safe.", "The two ministers")]),
        ("A 24-year-old docker replied, “Not for me.”", [("Not for me.", "A 24-year-old docker")]),
        ("But, said Lenski, “the port is safe and dry.”", [("the port is safe and dry.", "Lenski")]),
        ("He said that the plan, which some have argued was meant as a joke, was “an insult.”", [("an insult.", "He")]),
        ("“The port is safe and dry,” said the two ministers.", [("The port is safe and dry,", "the two ministers")]),
        ("Ruiz, as she often said, had “no wish to stay.”", [("no wish to stay.", "she")]),
        ("At one point, a clerk asked for a map and Ruiz said, “Take mine.”", [("Take mine.", "Ruiz")]),
        ("She praised those who left but said, “We can do it.”", [("We can do it.", "She")]),
        (
            "The port will play the “old card,” Ruiz said, adding that it “is worn.”",
            [("old card,", "Ruiz"), ("is worn.", "Ruiz")],
        ),
        ("A few days later, Ruiz turned round, telling them that it is “a done deal.”", [("a done deal.", "Ruiz")]),
        ("Ruiz claimed that “it is worse by far,” a clerk said it was not so.", [("it is worse by far,", "Ruiz")]),
        ("The crew spoke of “a wet and windy night,” according to the log.", [("a wet and windy night,", "the log")]),
        ("Ruiz said they had “a wet and windy night,” according to the log.", [("a wet and windy night,", "Ruiz")]),
    ],
)
def test_attribution_within_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_who_is_told_does_not_speak() -> None:
    assert said("The board was told it was “not a close call at all.”") == []


def test_a_quote_goes_on_after_its_attribution() -> None:
    text = "“We leave tonight,” Kovac said. “It is over. Go home.”"
    assert said(text) == [("We leave tonight,", "Kovac"), ("It is over. Go home.", "Kovac")]


def test_a_quoted_paragraph_without_attribution_continues_the_one_before() -> None:
    text = "“We leave tonight,” she told the radio.\n“If it snows, then we wait for another day.”"
    assert said(text) == [("We leave tonight,", "she"), ("If it snows, then we wait for another day.", "she")]


def test_paragraphs_left_open_belong_to_the_speaker_named_last() -> None:
    text = "“First part of it.\n“Second part of it.\n“And the third,” Lenski told parliament."
    assert [speaker for _, speaker in said(text)] == ["Lenski"] * 3


def test_a_speaker_is_not_carried_over_narrative() -> None:
    text = "“We leave tonight,” Kovac said.\nThe town slept. Snow fell on the harbour.\n“Nobody saw them go at all.”"
    assert [speaker for _, speaker in said(text)] == ["Kovac", None]


def test_a_line_that_ends_in_a_colon_introduces_the_next_paragraph() -> None:
    assert said("Kovac wrote to the board:\n“I resign as of today.”") == [("I resign as of today.", "Kovac")]


def test_a_sentence_with_words_of_its_own_ends_a_speech() -> None:
    text = "“We sail,” Kovac told the crew of the ferry. Her father had drowned when “a wave came over the bow.”"
    assert said(text) == [("We sail,", "Kovac")]
    assert said("“We sail,” Kovac told the crew. Then, “Cast off, and be quick.”")[1][1] == "Kovac"


def test_a_line_that_ends_in_a_colon_needs_somebody_who_acts() -> None:
    assert said("Kovac then turned to the board:\n“I resign as of today.”") == [("I resign as of today.", "Kovac")]
    assert said("As Ruiz noted, the board was about to call it a day:\n“They are all fast asleep.”")[0][1] == "Ruiz"
    assert said("Partial transcript as follows:\n“They are all fast asleep.”") == [("They are all fast asleep.", None)]
    assert said("Wait, it gets better:\n“They are all fast asleep.”") == [("They are all fast asleep.", None)]


@pytest.mark.parametrize(
    "text",
    [
        "The film “The Long Road” opened on Friday.",
        "Kovac was glad of the column, entitled “Why the harbour must not be sold.”",
        "''I tell people, 'You have to love the sea,' and so on,'' he said.",
        "The so-called “experts” left early.",
        "Kovac told NBC’s “Morning Hour” to wait.",
        "He sings “Blue Harbour” at the end of the show.",
        "No marks here, he said.",
        "\n\n \n",
    ],
)
def test_titles_and_scare_quotes_are_no_statements(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "de",
            "„Das ist ein guter Tag“, sagte Ministerin Anna Berg am Montag. „Wir gehen.“",
            ["Ministerin Anna Berg"] * 2,
        ),
        ("de", "Am Dienstag erklärte Berg: „Wir prüfen das.“", ["Berg"]),
        ("de", "Laut Berg sei das „ein großer Fehler“.", ["Berg"]),
        (
            "fr",
            "« Nous allons gagner », a déclaré Marie Morel mardi. « C’est sûr », a-t-elle ajouté.",
            ["Marie Morel", "elle"],
        ),
        ("fr", "« Il faut agir », dit-il.", ["il"]),
        ("es", "«Vamos a ganar», dijo Luis Marín. Según la ministra, es «un desastre».", ["Luis Marín", "la ministra"]),
        ("it", "«Vinceremo noi», ha detto Paolo Conti.", ["Paolo Conti"]),
        ("pt", "“Vamos vencer”, disse João Prado nesta terça-feira.", ["João Prado"]),
        ("ru", "«Мы готовы», — сказал Пётр Волков. Волков заявил, что это «ошибка».", ["Пётр Волков", "Волков"]),
        ("nl", "“Het is klaar”, aldus De Wit. Volgens de minister is het “een fout”.", ["De Wit", "de minister"]),
    ],
)
def test_other_languages(lang: str, text: str, expected: list[str]) -> None:
    assert [speaker for _, speaker in said(text, lang)] == expected


def test_an_unknown_language_is_read_as_english() -> None:
    assert said("“We leave,” Kovac said.", None) == said("“We leave,” Kovac said.", "tlh") == [("We leave,", "Kovac")]


# --- which actor -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaker", "actor"),
    [
        ("“We leave,” Anna Kovac said.", "Anna Kovac", "kovac"),
        ("Piotr Lenski’s spokeswoman, Anna Kovac, said it was “a bad plan.”", "Anna Kovac", "kovac"),
        ("Anna Kovac, Piotr Lenski’s spokeswoman, said it was “a bad plan.”", "Anna Kovac", "kovac"),
        ("A spokesman for Piotr Lenski said: “We wait.”", "A spokesman for Piotr Lenski", None),
        ("The office of President Piotr Lenski said: “We wait.”", "The office of President Piotr Lenski", None),
        ("Bordurian Prime Minister Piotr Lenski’s office said it was “a bad plan.”", "Piotr Lenski’s office", None),
        ("Borduria’s president said his men would “never leave.”", "Borduria’s president", None),
        ("The Ministry of Ports, in a statement on Tuesday, said “no ship was hit.”", "The Ministry of Ports", "ports"),
        ("Secretary of State Marta Ruiz said: “We wait.”", "Secretary of State Marta Ruiz", "ruiz"),
        ("Kovac and Ruiz said they were “ready to talk.”", "Kovac and Ruiz", None),
        ("“We wait,” said a clerk.", "a clerk", None),
        # Pronouns: only where one reading is open.
        ("Kovac denied the report on Monday. “It is false,” she said.", "she", "kovac"),
        ("Ruiz said the port was shut. She added that it was “no surprise to us.”", "She", "ruiz"),
        ("Lenski rose, and he said it was “no surprise to us.”", "he", "lenski"),
        ("Mrs. Ruiz spoke of the port. “It is false,” he said.", "he", None),
        ("It rained all day in the port. “It is false,” he said.", "he", None),
        ("Borduria shut the port. “It is false,” he said.", "he", None),
        ("“It is false,” they said.", "they", None),
    ],
)
def test_the_actor_is_named_or_left_open(text: str, speaker: str, actor: str | None) -> None:
    (quote,) = quotes_of(text)
    assert (quote.speaker, quote.actor_id) == (speaker, actor)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # The one person that the sentence before names, wherever in it.
        ("The answer came from Lenski at the harbour. “It is false,” he said.", "lenski"),
        ("When the ferry came into view Lenski was asked about it. “It is false,” he said.", "lenski"),
        ("Shortly before noon Lenski was put through. “It is false,” he said.", "lenski"),
        ("In Ostrava Piotr Lenski, the pilot who steers the ferry, needed help. “It is false,” he said.", "lenski"),
        ("The plan, Lenski said, pleased the docks. “It is false,” he said.", "lenski"),
        ("Kovac, who had sailed with a pilot, was tired. “It is false,” she said.", "kovac"),
        ("Piotr Lenski met Anna Kovac at the docks. “It is false,” she said.", "kovac"),
        ("Lenski thanked them. It was, he said, “no surprise to us.”", "lenski"),
        ("Lenski came home. Only in June his season seemed broken. “It is false,” he said.", "lenski"),
        ("Lenski came home. It rained all day in the port. “It is false,” he said.", "lenski"),
        # Somebody else might be meant.
        ("The plan was drawn up by Lenski for a pilot. “It is false,” he said.", None),
        ("A pilot rejected the plan of Lenski. “It is false,” he said.", None),
        ("The plan of Lenski pleased the man they met. “It is false,” he said.", None),
        ("He told the crew of a plan by Lenski. “It is false,” he said.", None),
        ("The plan of Lenski and their ferry sank. “It is false,” he said.", None),
        ("The plan of Piotr Lenski sank. “It is false,” she said.", None),
        ("Anna Kovac spoke of the port. “It is false,” he said.", None),
        ("Lenski came home. It rained. The port was shut. “It is false,” he said.", None),
        ("Lenski came home. The nominee’s crew was small. “It is false,” he said.", None),
        ("Lenski came home. The ferry of Orban was late. “It is false,” he said.", None),
        ("The Bordurian paid Lenski. “It is false,” he said.", None),
        ("The report on Lenski, it turned out, was, he said, “no surprise to us.”", None),
        ("Lenski sat down. When the map was sent to Piotr Horn, he called it “no surprise to us.”", None),
        ("Lenski sat down. In a letter to Piotr Horn, he called it “no surprise to us.”", "lenski"),
    ],
)
def test_a_pronoun_is_the_one_person_who_can_be_meant(text: str, actor: str | None) -> None:
    (quote,) = quotes_of(text)
    assert quote.actor_id == actor


def test_the_holder_of_an_office_is_known_by_it_while_there_is_one() -> None:
    def speaker_of(text: str, **roles: str) -> str | None:
        people = {"Anna Kovac": "kovac", "Piotr Lenski": "lenski", "Marta Ruiz": "ruiz"}
        mentions = tuple(
            Mention(start=at, end=at + len(name), surface=name, actor_id=actor_id, role=roles.get(actor_id))
            for name, actor_id in people.items()
            if (at := text.find(name)) >= 0
        )
        actors = tuple(Actor(id=actor_id, name=name, kind="person") for name, actor_id in people.items())
        return find_quotes(text, lang="en", actors=actors, mentions=mentions)[-1].actor_id

    text = "Gov. Anna Kovac met Piotr Lenski at the docks. “It is false,” the governor said."
    assert speaker_of(text, kovac="Gov.") == "kovac"
    assert speaker_of(text.replace("the governor", "The Governor"), kovac="Gov.") == "kovac"
    assert speaker_of(text, kovac="Governor of Ostrava") == "kovac"
    assert speaker_of(text, kovac="Gov.", lenski="governor") is None
    assert speaker_of(text, kovac="mayor") is None
    assert speaker_of("Former governor Anna Kovac came. “It is false,” the governor said.", kovac="governor") is None
    assert speaker_of(text.replace("governor said", "governor of Ostrava said"), kovac="Gov.") is None
    assert speaker_of(text.replace("“", "It rained. " * 7 + "“"), kovac="Gov.") is None
    assert speaker_of("“It is false,” the governor said. Gov. Anna Kovac was there.", kovac="Gov.") is None


def test_a_name_with_an_article_is_not_who_speaks() -> None:
    for text in ("“It is false,” said the Kovac aide.", "The Kovac campaign said it was “no surprise to us.”"):
        (quote,) = quotes_of(text)
        assert (quote.speaker or "").split()[1:] in (["Kovac", "aide"], ["Kovac", "campaign"])
        assert quote.actor_id is None


def test_a_chain_of_pronouns_leads_back_to_the_name() -> None:
    text = "“One more day,” Lenski said.\n" + "“And then one more,” he said.\n" * 30
    assert {quote.actor_id for quote in quotes_of(text)} == {"lenski"}


# --- a whole article -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_article(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8").rstrip("\n")
    found = [[quote.text, quote.speaker, quote.actor_id] for quote in quotes_of(text)]
    assert found == expected


def test_straight_marks_and_blank_lines_change_nothing() -> None:
    text = (FIXTURES / "harbour.txt").read_text(encoding="utf-8").rstrip("\n")
    plain = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("\n", "\n\n")
    assert [quote.actor_id for quote in quotes_of(plain)] == [quote.actor_id for quote in quotes_of(text)]
    assert [quote.text.replace("’", "'") for quote in quotes_of(text)] == [quote.text for quote in quotes_of(plain)]


def test_a_sentence_without_a_speaker_is_kept_without_one() -> None:
    (quote,) = quotes_of("Snow fell on the harbour.\n“Nobody saw them go at all.”")
    assert (quote.text, quote.speaker, quote.actor_id) == ("Nobody saw them go at all.", None, None)


def test_every_span_is_exact() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.txt")))
    quotes = quotes_of(text)
    assert quotes
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text
        if quote.speaker is not None:
            assert text[quote.speaker_start : quote.speaker_end] == quote.speaker


@pytest.mark.parametrize(
    "text",
    [
        '"' * 20_000,
        "“" * 20_000,
        "“a” " * 5_000,
        "“We go,” he said. He said “x y z.”\n" * 600,
        "He said and " * 2_000 + "“x y z w v,”",
        "a, " * 7_000 + "said “x y z w”",
        "in a " * 4_000 + "said “x y z w”",
        "‘a " * 7_000,
        "»«»" * 7_000,
        "\ud800“x y z,” he said\x00.",
    ],
    ids=range(10),
)
def test_hostile_text_takes_no_more_than_linear_time(text: str) -> None:
    started = time.process_time()
    for quote in quotes_of(text):
        assert text[quote.start : quote.end] == quote.text
    assert time.process_time() - started < 16
