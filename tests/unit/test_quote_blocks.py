"""Quotations that no marks enclose: block quotes, and dialogue behind dashes."""

from __future__ import annotations

import pytest

from digest.enrich.quotes import find_quotes
from digest.marks import plain_text


def said(markdown: str, lang: str = "en") -> list[tuple[str, str | None]]:
    text = plain_text(markdown)
    quotes = find_quotes(text, lang=lang, actors=(), mentions=(), markdown=markdown)
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
    assert all(q.speaker is None or text[q.speaker_start : q.speaker_end] == q.speaker for q in quotes)
    return [(quote.text, quote.speaker) for quote in quotes if quote.direct]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "Kovac wrote to the board:\n\n> I resign as of today.\n>\n> I thank the crew of the “Swan.”\n\nIt snowed.",
            [("I resign as of today.", "Kovac"), ("I thank the crew of the “Swan.”", "Kovac")],
        ),
        (
            "The report ends so.\n\n> The harbour must be dredged.\n>\n> — Marta Ruiz, harbour master\n\nIt snowed.",
            [("The harbour must be dredged.", "Marta Ruiz")],
        ),
        (
            "It snowed.\n\n> The *harbour* must be dredged.\n>\n> Marta Ruiz",
            [("The harbour must be dredged.", "Marta Ruiz")],
        ),
        # With marks of its own it is read by them.
        ("It snowed.\n\n> “The harbour must be dredged,” Kovac said.", [("The harbour must be dredged,", "Kovac")]),
        # Nobody is named: it may be a pulled quote, a note, a law.
        ("It snowed.\n\n> The harbour must be dredged before the winter comes.", []),
        ("> \n\nIt snowed.", []),
        ("A > B\n\n>", []),
    ],
)
def test_block_quotes(markdown: str, expected: list[tuple[str, str]]) -> None:
    assert said(markdown) == expected


def test_the_same_words_elsewhere_are_not_taken_for_the_block() -> None:
    markdown = "No fish.\n\nNo fish. No ice.\n\nKovac wrote:\n\n> No fish.\n\nNo fish."
    text = plain_text(markdown)
    (found,) = find_quotes(text, lang="en", actors=(), mentions=(), markdown=markdown)
    assert (found.text, text.count("\n", 0, found.start)) == ("No fish.", 3)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "es",
            "—Vamos a ganar —dijo Luis Marín—. Es seguro.",
            [("Vamos a ganar", "Luis Marín"), ("Es seguro.", "Luis Marín")],
        ),
        ("es", "—No lo creo, respondió la ministra.", [("No lo creo,", "la ministra")]),
        ("es", "— punto uno de la lista", []),
        ("fr", "— Nous partons ce soir, dit-il.", [("Nous partons ce soir,", "il")]),
        ("fr", "— C’est trop tard, a répondu Marie Morel.", [("C’est trop tard,", "Marie Morel")]),
        (
            "ru",
            "— Мы готовы, — сказал Пётр Волков. — Это ошибка.",
            [("Мы готовы,", "Пётр Волков"), ("Это ошибка.", "Пётр Волков")],
        ),
        ("en", "— The harbour, said Kovac, is open.", []),
        ("ar", "وقال الوزير بعد الاجتماع: «نحن مستعدون».", [("نحن مستعدون", "الوزير")]),
        ("ar", "«نحن مستعدون»، قالت الوزيرة.", [("نحن مستعدون", "الوزيرة")]),
    ],
)
def test_dialogue_and_other_scripts(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text, lang) == expected


@pytest.mark.parametrize(
    ("markdown", "lang"),
    [("> a\n" * 5_000, "en"), (("> a\n\nb\n\n") * 3_000, "en"), ("— a — b, c\n" * 5_000, "es"), ("— " * 20_000, "es")],
    ids=range(4),
)
def test_hostile_blocks_take_no_more_than_linear_time(markdown: str, lang: str) -> None:
    assert isinstance(said(markdown, lang), list)
