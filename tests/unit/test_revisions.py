"""Two versions of an article compared: what was taken out, put in, reworded, and what the source says of it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.models import Change
from digest.revisions import KEPT_CHARS, REVISION_CHARS, Form, bound_revisions, compare_forms, is_correction
from digest.text import text_hash, word_count

NOON = datetime(1969, 7, 21, 12, tzinfo=UTC)
OLD = "\n".join(
    [
        "The rider won the race by 17 minutes 45 seconds in the heat of the afternoon.",
        "Second was a Frenchman who had won it two years before.",
        "The third man was not at the dinner.",
    ]
)


def form(text: str | None, *, hour: int = 0, title: str = "The race is won", **known: object) -> Form:
    made = Form(
        seen_at=NOON + timedelta(hours=hour),
        text_hash=text_hash(text or ""),
        kind="html",
        key="page.html",
        words=word_count(text or ""),
        revised="",
        title=title,
        text=text,
    )
    return replace(made, **known)  # type: ignore[arg-type]


def test_a_reworded_line_stands_with_its_older_form() -> None:
    new = OLD.replace("45 seconds", "54 seconds").replace("\nThe third man was not at the dinner.", "")
    revision = compare_forms(form(OLD), form(new, hour=5))
    assert revision is not None
    assert revision.changes == (
        Change(was=OLD.split("\n")[0], now=new.split("\n")[0], at=1),
        Change(was="The third man was not at the dinner.", now="", at=3),
    )
    assert (revision.removed, revision.added, revision.note, revision.partial) == (2, 1, None, False)
    assert (revision.was_seen_at, revision.seen_at) == (NOON, NOON + timedelta(hours=5))


def test_a_new_line_has_no_older_form() -> None:
    revision = compare_forms(form(OLD), form(f"A new beginning was written at night.\n{OLD}", hour=1))
    assert revision is not None
    assert revision.changes == (Change(was="", now="A new beginning was written at night.", at=1),)


def test_quotation_marks_and_spaces_are_no_change() -> None:
    assert compare_forms(form("“It is done,” he said."), form('"It is  done," he said.', hour=1)) is None


def test_a_headline_alone_may_change() -> None:
    revision = compare_forms(form(OLD), form(OLD, hour=1, title="The race is lost"))
    assert revision is not None
    assert revision.headline == ("The race is won", "The race is lost")
    assert (revision.removed, revision.added, revision.changes) == (0, 0, ())


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (form(OLD), form(None, hour=1)),
        (form(OLD, kind="entry"), form("The page.", hour=1)),
        (form(OLD, kind="entry", key="a#1"), form("Shortened otherwise.", hour=1, kind="entry", key="b#1")),
        (form(OLD), form("Seen at once, and no word on which is later.")),
        (form(OLD, hour=2), form("Older.", hour=1)),
    ],
)
def test_what_are_no_two_states_of_one_text_is_not_compared(was: Form, now: Form) -> None:
    assert compare_forms(was, now) is None


def test_of_two_seen_at_once_the_source_says_which_is_later() -> None:
    assert compare_forms(form(OLD, revised="1969-07-20"), form("Other words.", revised="1969-07-21")) is not None


def test_of_an_excerpt_only_counts_are_kept() -> None:
    was = form(None, text_hash=text_hash(OLD), paragraphs=tuple(text_hash(line)[:8] for line in OLD.split("\n")))
    note = "Correction: the margin was 54 seconds."
    now = form(OLD.replace("45 seconds", "54 seconds") + "\n" + note, hour=1)
    revision = compare_forms(was, now, excerpt_only=True)
    assert revision is not None
    assert (revision.removed, revision.added, revision.changes) == (1, 2, ())
    assert (revision.note, revision.corrected) == (note, True)


def test_of_a_text_that_is_not_kept_nothing_is_claimed() -> None:
    revision = compare_forms(form(None, text_hash="0" * 16, paragraphs=None), form(OLD, hour=1))
    assert revision is not None
    assert (revision.removed, revision.added, revision.changes, revision.note) == (0, 0, (), None)


def test_a_version_that_lost_most_of_its_words_may_have_been_read_in_part() -> None:
    long = "\n".join(f"Line {number} tells what happened in the hour {number} of the day." for number in range(30))
    revision = compare_forms(form(long), form(long.split("\n")[0], hour=1))
    assert revision is not None
    assert revision.partial


@pytest.mark.parametrize(
    "line",
    [
        "Correction, 21 July 1969: the margin was wrong.",
        "Corrections and clarifications: the name was misspelt.",
        "An earlier version of this article gave another margin.",
        "Editor’s note: a previous version of this story named the wrong town.",
        "Korrektur: Der Abstand war falsch.",
        "In einer früheren Version dieses Artikels stand ein anderer Abstand.",
        "Rectificatif : l’écart était de 17 minutes 54.",
        "Una versión anterior de este artículo daba otra diferencia.",
        "Fe de errores: la diferencia era otra.",
        "Errata corrige: il distacco era un altro.",
        "Correctie (21 juli): de naam klopte niet.",
        "Rättelse: namnet var fel.",
        "Поправка: в предыдущей версии этой статьи было указано другое время.",
        "تصحيح: كان الفارق مختلفا.",
        "訂正：差は十七分五十四秒でした。",
    ],
)
def test_a_note_that_owns_to_an_error_is_a_correction(line: str) -> None:
    assert is_correction(line)
    revision = compare_forms(form(OLD), form(f"{OLD}\n{line}", hour=1))
    assert revision is not None
    assert (revision.note, revision.corrected) == (line, True)


@pytest.mark.parametrize(
    "line", ["Update: the third man was ill.", "Updated 21 July: a word.", "Mise à jour : un mot."]
)
def test_a_note_of_something_new_is_an_update(line: str) -> None:
    revision = compare_forms(form(OLD), form(f"{line}\n{OLD}", hour=1))
    assert revision is not None
    assert (revision.note, revision.corrected) == (line, False)


@pytest.mark.parametrize(
    "line",
    [
        "Correction officers said that nobody was hurt.",
        "Corrections, the department said, were under way.",
        "The original version of the song was longer.",
        "In einer früheren Version des Programms fehlte das.",
        "Update on the war in the east",
        "Clarifications were asked for by both sides.",
    ],
)
def test_the_same_words_in_a_report_are_no_note(line: str) -> None:
    revision = compare_forms(form(OLD), form(f"{OLD}\n{line}", hour=1))
    assert revision is not None
    assert revision.note is None


def test_a_note_that_was_there_before_explains_no_new_change() -> None:
    old = f"Correction: a name was misspelt.\n{OLD}"
    revision = compare_forms(form(old), form(old.replace("45", "54"), hour=1))
    assert revision is not None
    assert revision.note is None


def test_what_is_kept_is_bounded_and_the_oldest_goes_first() -> None:
    texts = ["\n".join(f"{letter} {number} " + letter * 900 for number in range(40)) for letter in "abcdefg"]
    revisions = []
    for hour, (one, other) in enumerate(pairwise(texts), 1):
        revision = compare_forms(form(one, hour=hour - 1), form(other, hour=hour))
        assert revision is not None
        assert (revision.removed, revision.added) == (40, 40)
        assert sum(len(change.was) + len(change.now) for change in revision.changes) <= REVISION_CHARS
        revisions.append(revision)
    kept = bound_revisions(revisions)
    assert sum(len(change.was) + len(change.now) for one in kept for change in one.changes) <= KEPT_CHARS
    assert len(kept) == len(revisions)
    assert kept[0].changes == ()
    assert kept[-1] == revisions[-1]
    assert bound_revisions(kept) == kept


def test_long_and_repetitive_texts_are_compared_in_time() -> None:
    old = "\n".join(f"Line {number}" for number in range(20_000))
    new = "\n".join(f"Line {number}" if number % 2 else f"Row {number}" for number in range(20_000))
    same = "\n".join(["again"] * 20_000)
    start = time.process_time()
    assert compare_forms(form(old), form(new, hour=1)) is not None
    assert compare_forms(form(same), form(same + "\nand then", hour=1)) is not None
    assert compare_forms(form(same), form(old, hour=1)) is not None
    assert time.process_time() - start < 5


lines = st.lists(st.sampled_from(["one two three", "one two four", "five six", "seven", "", "eight nine"]), max_size=12)


@given(lines, lines)
def test_the_newer_text_is_the_older_with_its_changes(old: list[str], new: list[str]) -> None:
    revision = compare_forms(form("\n".join(old)), form("\n".join(new), hour=1))
    gone = sorted(change.was for change in revision.changes if change.was) if revision else []
    came = sorted(change.now for change in revision.changes if change.now) if revision else []
    assert sorted(filter(None, new + gone)) == sorted(filter(None, old + came))
