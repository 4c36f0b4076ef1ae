from __future__ import annotations

import pytest

from digest.text import excerpt, fold_line, normalise, sentences, word_count, words


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The crew slept.", "Mr. Jones and Dr. Ito did not.", "Nobody asked why."],
        ["It weighs 1.5 tonnes.", "That is no. 7 on the list."],
        ["J. R. Ewing met the U.S. Senate.", "It was brief."],
        ["“We are ready.”", "He said no more."],
        ["“Are we ready?” she asked.", "No."],
        ["Wait…", "What?!", "Go."],
        ["Он приехал.", "Она уехала."],
        ["これは文です。", "次の文です。"],
        ["هل وصل القمر؟", "نعم وصل."],
        ["A line without an end", "and the next line"],
    ],
)
def test_sentences(parts: list[str]) -> None:
    joiner = "\n" if "without" in parts[0] else "" if "。" in parts[0] else " "
    assert split(joiner.join(parts)) == parts


def test_sentences_of_nothing() -> None:
    assert split("") == []
    assert split(" \n ") == []


def test_sentences_are_fast_on_one_long_line() -> None:
    assert len(split("A b. " * 50_000)) == 50_000


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("a\u00adb\u200bc\ufeffd\x00e", "abcde"),
        ("a\u00a0 \t b", "a b"),
        ("  a \n b  ", "a\nb"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800x", "x"),
        ("o\ufb03cers \ufb02ew, \ufb01ve of them", "officers flew, five of them"),
        ("\ufedf\ufe8e \ufb7a", "\u0644\u0627 \u0686"),  # Arabic letters in their shapes, and a Persian one
        ("\u05e9\u05c1\u05dc\u05d5\u05dd", "\u05e9\u05c1\u05dc\u05d5\u05dd"),  # Hebrew with a point
        ("5 km\u00b2 \u2116 7 \u2122", "5 km\u00b2 \u2116 7 \u2122"),  # signs are no ligatures
        ("a\u202f!\u2009b\u3000c", "a ! b c"),
        ("in\u2063visible\u034f", "invisible"),
        ("\U0001f468\u200d\U0001f680 \u2764\ufe0f", "\U0001f468\u200d\U0001f680 \u2764\ufe0f"),  # joined emoji stay
    ],
)
def test_normalise(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


def test_lines_that_differ_in_case_and_marks_only_fold_to_one() -> None:
    assert fold_line("  READ more… | ") == fold_line("read more...")


def test_words_of_scripts_with_and_without_spaces() -> None:
    assert words("Don't re-enter at 1.5 km") == ["Don't", "re-enter", "at", "1.5", "km"]
    assert word_count("月に着陸") == 4


def test_an_excerpt_takes_whole_sentences_where_it_can() -> None:
    text = "One two three. Four five six. Seven eight nine."
    assert excerpt(text, 6) == "One two three. Four five six."
    assert excerpt(text, 2) == "One two…"
    assert excerpt(text, 100) == text
    assert excerpt("", 5) == ""
    assert (
        excerpt("A deck without a stop\nThe text begins. It goes on.", 10) == "A deck without a stop · The text begins."
    )
    assert excerpt("月に着陸した" * 20, 10).endswith("…")
