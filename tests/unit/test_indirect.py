"""Indirect statements: clear reports are found with their speaker, in each language; everything else is left alone."""

from __future__ import annotations

import pytest

from digest.enrich.quotes import find_quotes
from digest.models import Actor, Mention


def reported(text: str, lang: str = "en") -> list[tuple[str | None, str]]:
    quotes = find_quotes(text, lang=lang, actors=(), mentions=())
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text
    return [(quote.speaker, quote.text) for quote in quotes if not quote.direct]


@pytest.mark.parametrize(
    ("text", "speaker", "statement"),
    [
        ("The minister said that the dam would hold.", "The minister", "the dam would hold"),
        ("The minister said the dam would hold.", "The minister", "the dam would hold"),
        ("The minister said too much had been built there.", "The minister", "too much had been built there"),
        (
            "Kovac, who leads the board, told reporters on Monday that the dam would hold.",
            "Kovac",
            "the dam would hold",
        ),
        ("On Tuesday, she said it’s too late for the harbour.", "she", "it’s too late for the harbour"),
        ("But Kovac has also warned that the dam may fail.", "Kovac", "the dam may fail"),
        ("The dam would hold for years, the minister said on Monday.", "the minister", "The dam would hold for years"),
        ("The dam would hold for years, said Anna Kovac.", "Anna Kovac", "The dam would hold for years"),
        ("According to Kovac, the dam will hold for years.", "Kovac", "the dam will hold for years"),
        ("The dam will hold for years, according to Kovac.", "Kovac", "The dam will hold for years"),
        ("The crew who watched over it in Ostrava said that the dam would hold.", "The crew", "the dam would hold"),
        ("The minister answered that the dam would hold.", "The minister", "the dam would hold"),
        ("The dam, Kovac said, would hold for years.", "Kovac", "The dam, Kovac said, would hold for years"),
        ("The old dam, says the minister, is dry.", "the minister", "The old dam, says the minister, is dry"),
        # A clause of its own before the report, and whom it was said to.
        ("When the ship came round the cape the crew said that it had gone well.", "the crew", "it had gone well"),
        ("Although Brandt denied it, Kovac said that the boat was sold.", "Kovac", "the boat was sold"),
        ("The harbour lacks water, Kovac told reporters.", "Kovac", "The harbour lacks water"),
        (
            "The harbour lacks water, he told the mayor, Anna Kovac, and ships lie idle.",
            "he",
            "The harbour lacks water",
        ),
        # What is the writer's own, or another report, is cut off.
        ("Kovac said that the dam would hold, adding that the river was low.", "Kovac", "the dam would hold"),
        ("Kovac said that the dam would hold and warned that ice could come.", "Kovac", "the dam would hold"),
        ("Kovac said the dam would hold, and engineers have found no cracks.", "Kovac", "the dam would hold"),
        ("Kovac said the dam would hold, a claim that few believe.", "Kovac", "the dam would hold"),
        ("Kovac said the dam would hold, and that it was dry.", "Kovac", "the dam would hold, and that it was dry"),
        ("Kovac warned that the dam was old, people who were there said.", "Kovac", "the dam was old"),
        ("According to Kovac, the head of the board, the dam is old.", "Kovac", "the dam is old"),
        ("Kovac said the dam would hold; the ministry is silent.", "Kovac", "the dam would hold"),
        ("Kovac said the dam would hold — a claim that few believe.", "Kovac", "the dam would hold"),
    ],
)
def test_clear_reports(text: str, speaker: str, statement: str) -> None:
    assert reported(text) == [(speaker, statement)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say that the dam would hold.",
        "The minister never said that the dam would hold.",
        "Nobody said that the dam would hold.",
        "When the crew reported that all had gone well, the town cheered.",
        "He asked her, and Kovac told them the truth about it.",
        "After the vote, which he told reporters about, Kovac left the town hall.",
        "The boy, he told police, and his dog were gone for good.",
        "The minister would not say that the dam was safe.",
        "The minister will say that the dam is safe.",
        "If the minister said that the dam would hold, people would laugh.",
        "The minister, who said that the dam would hold, left the town.",
        "The minister denied that the dam had failed.",
        "The minister asked that the dam be closed.",
        "The minister was told that the dam had failed.",
        "It is said that the dam would hold for years.",
        "Did the minister say that the dam would hold?",
        "The minister said on a day that was cold and wet.",
        "The minister said that night that all was well.",
        "The minister said the plan that he signed.",
        "The minister said goodbye to the crew of the ship.",
        "As the minister said, the dam would hold for years.",
        "On Monday, the minister said.",
        "I said that the dam would hold for years.",
        "The dam was full on Monday, but on Tuesday, the board announced it was empty.",
        "The dam has been rebuilt since then, encouraged by those who say so.",
        "The dam, Kovac said on Monday in the town, would hold for years.",
        "The dam, nobody said, would hold for years.",
        "The dam, Kovac would say, was full of mud.",
        "The dam, Kovac said, and the river were full of mud.",
        "The dam, Kovac said",
        # Sentences with quotations are theirs, however they are marked.
        "The minister said the dam was “a wonder of our time.”",
        "The minister said that the ''dam of dams'' would hold for years.",
        "",
        "Said.",
        "said that that that that that.",
        "There was little hesitation to change, where it was of use, doctor's reports in the past.",
    ],
)
def test_what_is_not_clearly_said_is_left_alone(text: str) -> None:
    assert reported(text) == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "de",
            "Der Minister sagte am Montag, dass der Damm halten werde.",
            [("Der Minister", "der Damm halten werde")],
        ),
        (
            "de",
            "Am Montag sagte Anna Berg, der Damm werde lange halten.",
            [("Anna Berg", "der Damm werde lange halten")],
        ),
        ("de", "Der Damm wird lange halten, sagte Berg am Montag.", [("Berg", "Der Damm wird lange halten")]),
        ("de", "Die Ministerin sagte nicht, dass der Damm hält.", []),
        ("de", "Wenn die Ministerin sagt, dass der Damm hält, glaubt es keiner.", []),
        ("de", "Die Ministerin soll gesagt haben, dass der Damm hält.", []),
        (
            "fr",
            "La ministre a déclaré lundi que le barrage tiendrait longtemps.",
            [("La ministre", "le barrage tiendrait longtemps")],
        ),
        ("fr", "Selon la ministre, le barrage est solide et sûr.", [("la ministre", "le barrage est solide et sûr")]),
        ("fr", "La ministre n’a pas dit que le barrage tiendrait.", []),
        (
            "es",
            "La ministra dijo el lunes que el embalse resistirá años.",
            [("La ministra", "el embalse resistirá años")],
        ),
        (
            "es",
            "El embalse es seguro para todos, dijo Luis Marín.",
            [("Luis Marín", "El embalse es seguro para todos")],
        ),
        ("es", "La ministra no dijo que el embalse es seguro.", []),
        ("it", "La ministra ha detto che la diga reggerà per anni.", [("La ministra", "la diga reggerà per anni")]),
        ("pt", "A ministra disse que a barragem vai aguentar anos.", [("A ministra", "a barragem vai aguentar anos")]),
        ("ru", "Волков заявил, что плотина выдержит много лет.", [("Волков", "плотина выдержит много лет")]),
        ("ru", "Волков не сказал, что плотина выдержит много лет.", []),
        (
            "nl",
            "De minister zei maandag dat de dam nog jaren zal houden.",
            [("De minister", "de dam nog jaren zal houden")],
        ),
        ("nl", "De minister zei niet dat de dam zal houden.", []),
    ],
)
def test_other_languages(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert reported(text, lang) == expected


def test_the_speaker_of_a_report_is_resolved_as_that_of_a_quotation() -> None:
    text = "Anna Kovac closed the port on Monday. She said that no ship had been hit."
    mention = Mention(start=0, end=10, surface="Anna Kovac", actor_id="kovac")
    (quote,) = find_quotes(text, lang="en", actors=(Actor(id="kovac", name="A", kind="person"),), mentions=(mention,))
    assert (quote.direct, quote.speaker, quote.actor_id) == (False, "She", "kovac")


def test_quotations_and_reports_stand_in_order() -> None:
    text = "Kovac said that the dam would hold. “It is a good dam,” she said. Ruiz said it was built in haste."
    quotes = find_quotes(text, lang="en", actors=(), mentions=())
    assert [quote.direct for quote in quotes] == [False, True, False]
    assert [quote.start for quote in quotes] == sorted(quote.start for quote in quotes)
