"""The sentences that stand for a story: whole, and able to stand alone."""

from __future__ import annotations

import pytest

from digest.stories.summary import MAX_WORDS, choose_sentences
from digest.text import word_count


def chosen(text: str, limit: int = 2) -> list[str]:
    return [sentence.text for sentence in choose_sentences("a", text, limit=limit)]


def test_the_first_sentences_that_stand_alone() -> None:
    text = (
        "Its crew will see the world through glass.\nThree parachutes opened over the sea at noon. They were red and "
        "white. The carrier took the men on board within the hour."
    )
    assert chosen(text) == [
        "Three parachutes opened over the sea at noon.",
        "The carrier took the men on board within the hour.",
    ]


def test_where_every_sentence_leans_the_first_is_taken() -> None:
    assert chosen("He came back from the sea at noon. He said that he was well.") == [
        "He came back from the sea at noon."
    ]


@pytest.mark.parametrize("text", ["", "Home", "Home | News | Sport", "Who has seen the ship that left at noon?"])
def test_what_is_no_sentence_is_not_taken(text: str) -> None:
    assert chosen(text) == []


def test_a_sentence_whose_quotation_does_not_close_is_passed_over() -> None:
    text = "“We saw the ship, the mate said to all of us. The ship came into port at noon with all hands."
    assert chosen(text) == ["The ship came into port at noon with all hands."]


def test_no_more_words_than_a_briefing_has_room_for() -> None:
    text = " ".join(f"Ship number {number} of the fleet came into port with all of its hands." for number in range(30))
    assert word_count(" ".join(chosen(text, limit=20))) <= MAX_WORDS
