"""What a corpus teaches: how its words are capitalised."""

from __future__ import annotations

from digest.learn import count_word_cases
from digest.models import WordCases


def test_mid_sentence_alone_counts() -> None:
    words = count_word_cases(["Rowan is a tree. They planted a rowan. He met Rowan there."])
    assert words.capital == {"rowan": 1}
    assert words.lower == {"rowan": 1}


def test_a_text_counts_a_word_once() -> None:
    words = count_word_cases(["We saw Carrow and Carrow and Carrow.", "They like Carrow too."])
    assert words.capital["carrow"] == 2


def test_headlines_and_capitals_say_nothing() -> None:
    words = count_word_cases(
        ["Rowan Tree Falls On Old House", "ROWAN TREE FALLS ON OLD HOUSE", "the tree falls on a house"]
    )
    assert words.capital == {}
    assert words.lower == {"tree": 1, "falls": 1, "on": 1, "house": 1}


def test_words_never_capitalised_are_not_kept() -> None:
    words = count_word_cases(["The water is cold and the Water Board is late."])
    assert "cold" not in words.lower
    assert words.lower["water"] == words.capital["water"] == 1


def test_order_of_texts_does_not_matter() -> None:
    texts = ["They met Ann in Carrow.", "The carrow sings. A Carrow sings.", "O’Neil met ann-marie Smith-jones."]
    forward, back = count_word_cases(texts), count_word_cases(reversed(texts))
    assert forward == back
    assert list(forward.capital) == list(back.capital) == sorted(forward.capital)


def test_empty_and_odd() -> None:
    assert count_word_cases([]) == WordCases()
    assert count_word_cases(["", "\x00\ud800", "12 34", "’s"]) == WordCases()
    assert count_word_cases(["她在北京。"]).lower == {}
