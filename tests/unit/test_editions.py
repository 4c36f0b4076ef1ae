from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from digest.editions import read_edition, write_edition
from digest.errors import ContentError
from digest.models import Edition, EditionItem, Sentence

EDITION = Edition(
    date=date(1969, 7, 20),
    cutoff=datetime(1969, 7, 20, 22, tzinfo=UTC),
    items=(
        EditionItem(
            story_id="0123456789abcdef",
            sentences=(Sentence(article_id="a", text='He said: "Go"\n---'),),
            why=("1 source",),
        ),
        EditionItem(story_id="b", sentences=()),
    ),
)


def test_an_edition_comes_back_and_is_the_machines() -> None:
    assert read_edition(write_edition(EDITION)) == (EDITION, False)


def test_an_empty_edition_comes_back() -> None:
    empty = Edition(date=date(1969, 7, 20), cutoff=EDITION.cutoff, items=())
    assert read_edition(write_edition(empty)) == (empty, False)


@pytest.mark.parametrize(
    ("old", "new"), [('id: "b"', 'id: "c"'), ("stories:", 'note: "A quiet day."\nstories:'), ("1 source", "the lead")]
)
def test_a_changed_edition_is_the_editors(old: str, new: str) -> None:
    text = write_edition(EDITION)
    assert old in text
    assert read_edition(text.replace(old, new, 1))[1]


@pytest.mark.parametrize("text", ["", "a: [", "stories: []", "date: x\ncutoff: y\nstories: []", "- a"])
def test_a_broken_edition_is_an_error(text: str) -> None:
    with pytest.raises(ContentError):
        read_edition(text)
