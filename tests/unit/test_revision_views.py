"""What a source changed, as it is shown: word by word, and no more of it than the source's policy allows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.models import Change, Revision
from digest.render.revision_views import EXCERPT_WORDS, view_revisions
from digest.render.views import RevisionView
from digest.text import word_count
from tests.unit.site_sample import instant, make_article

WAS = "The rider won by 17 minutes 45 seconds, ahead of a Frenchman."
NOW = "The rider won by 17 minutes 54 seconds, ahead of a Frenchman."
BASE = Revision(seen_at=instant(21), was_seen_at=instant(20), was_hash="a", text_hash="b", removed=1, added=1)


def view(revision: Revision, policy: str = "full") -> RevisionView:
    stored = make_article(1, "The race is won", NOW, revisions=(revision,))
    return view_revisions(stored, policy)[0]  # type: ignore[arg-type]


def words(view: RevisionView, *kinds: str) -> str:
    return "".join(piece.text for change in view.changes for piece in change.pieces if piece.kind in kinds)


def test_the_words_that_differ_are_told_from_those_that_stayed() -> None:
    shown = view(replace(BASE, changes=(Change(was=WAS, now=NOW, at=1),)))
    (change,) = shown.changes
    assert [(piece.kind, piece.text.strip()) for piece in change.pieces] == [
        ("same", "The rider won by 17 minutes"),
        ("gone", "45"),
        ("new", "54"),
        ("same", "seconds, ahead of a Frenchman."),
    ]
    assert (change.kind, change.anchor, shown.kind) == ("reworded", "#p1", "silent")


def test_scripts_without_spaces_are_compared_by_character() -> None:
    shown = view(
        replace(BASE, changes=(Change(was="差は十七分四十五秒でした。", now="差は十七分五十四秒でした。", at=1),))
    )
    assert len(words(shown, "gone")) < 6
    assert len(words(shown, "new")) < 6


def test_a_long_stretch_that_stayed_is_shortened() -> None:
    long = " ".join(f"word{number}" for number in range(200))
    shown = view(replace(BASE, changes=(Change(was=f"{long} one {long}", now=f"{long} two {long}", at=1),)))
    assert words(shown, "gone").strip() == "one"
    assert 10 < word_count(words(shown, "same")) < 40
    assert words(shown, "same").count("…") == 2


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"note": "Correction: the margin was wrong.", "corrected": True}, "correction"),
        ({"note": "Update: more came in."}, "update"),
        ({}, "silent"),
        ({"removed": 0, "added": 0}, "unknown"),
        ({"removed": 0, "added": 0, "text_hash": "a", "headline": ("One", "Two")}, "silent"),
    ],
)
def test_a_change_is_called_what_is_known_of_it(changes: dict[str, object], kind: str) -> None:
    assert view(replace(BASE, **changes)).kind == kind  # type: ignore[arg-type]


def test_the_note_is_shown_once() -> None:
    note = "Correction: the margin was wrong."
    revision = replace(
        BASE,
        added=2,
        note=note,
        corrected=True,
        changes=(Change(was="", now=note, at=1), Change(was=WAS, now=NOW, at=2)),
    )
    shown = view(revision)
    assert (shown.note, len(shown.changes), shown.left_out) == (note, 1, 0)


def test_of_an_excerpt_source_no_more_than_an_excerpt_is_shown() -> None:
    changes = tuple(
        Change(was=f"Old line {number} of the report, which had ten words.", now="", at=number) for number in range(20)
    )
    shown = view(replace(BASE, removed=20, added=0, changes=changes), "excerpt")
    assert 0 < word_count(words(shown, "gone")) <= EXCERPT_WORDS
    assert shown.left_out == 20 - len(shown.changes) > 0


def test_of_a_headline_source_no_text_is_shown() -> None:
    revision = replace(
        BASE,
        note="Correction: a word.",
        corrected=True,
        headline=("Old one", "New one"),
        changes=(Change(was=WAS, now=NOW, at=1),),
    )
    shown = view(revision, "headline")
    assert (shown.note, shown.changes, shown.kind) == (None, (), "correction")
    assert shown.headline


sentences = st.lists(st.sampled_from(["one", "two", "three,", "four.", "five", "six!"]), min_size=1, max_size=6)


@given(sentences, sentences)
def test_both_texts_can_be_read_from_their_comparison(was: list[str], now: list[str]) -> None:
    old, new = " ".join(was), " ".join(now)
    if old == new:
        return
    shown = view(replace(BASE, changes=(Change(was=old, now=new, at=1),)))
    assert words(shown, "same", "new").replace(" ", "") == new.replace(" ", "")
    assert words(shown, "same", "gone").replace(" ", "") == old.replace(" ", "")
