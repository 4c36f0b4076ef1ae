from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digest.editions import read_edition, write_edition
from digest.errors import ContentError
from digest.models import Edition, EditionItem, Factors, Sentence, SourcesState

EDITION = Edition(
    name="1969-07-20",
    date=date(1969, 7, 20),
    cutoff=datetime(1969, 7, 20, 22, tzinfo=UTC),
    items=(
        EditionItem(
            story_id="0123456789abcdef",
            sentences=(Sentence(article_id="a", text='He said: "Go"\n---'),),
            why=Factors(
                score=3.25,
                pinned=True,
                sources=2,
                topics=("Space", 'Ships: "old" ones'),
                weighed=("Space",),
                actors=("NASA",),
                actor_count=4,
                quotes=1,
                first=date(1969, 7, 19),
                led=date(1969, 7, 18),
                reports=1,
            ),
        ),
        EditionItem(story_id="b", sentences=()),
    ),
)


def test_an_edition_comes_back_and_is_the_machines() -> None:
    assert read_edition(write_edition(EDITION)) == (EDITION, False)


@pytest.mark.parametrize("text", ["\u2028\x85", "😀 \\U0001F600", 'a: "b"\n  - id: "c"', "- {", "\t", "’é", "1e-07"])
def test_an_edition_with_a_comment_of_the_editors_reads_the_same(text: str) -> None:
    """YAML reads that one; one just as it was written is read a shorter way."""
    item = EditionItem(story_id=text, sentences=(Sentence(article_id=text, text=text),))
    why = Factors(score=1e-07, topics=(text,), first=date(1969, 7, 19))
    state = SourcesState(read=3, failing=(text,))
    edition = replace(EDITION, note=text, sources=state, items=(item, replace(item, why=why)))
    written = write_edition(edition)
    assert read_edition(written) == read_edition(f"# Checked.\n{written}") == (edition, False)


def test_half_a_surrogate_pair_is_no_text() -> None:
    text = write_edition(EDITION).replace("He said", "\\uD800")
    with pytest.raises(ContentError, match="YAML"):
        read_edition(text)


def test_an_empty_edition_comes_back() -> None:
    empty = Edition(name="1969-07-20", date=date(1969, 7, 20), cutoff=EDITION.cutoff, items=())
    assert read_edition(write_edition(empty)) == (empty, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [('id: "b"', 'id: "c"'), ("stories:", 'note: "A quiet day."\nstories:'), ("3.25", "4.5")],
)
def test_a_changed_edition_is_the_editors(old: str, new: str) -> None:
    text = write_edition(EDITION)
    assert old in text
    assert read_edition(text.replace(old, new, 1))[1]


def test_the_state_of_its_sources_comes_back() -> None:
    for state in (SourcesState(read=3), SourcesState(read=3, failing=("Harbour: Courier",))):
        edition = replace(EDITION, sources=state)
        assert read_edition(write_edition(edition)) == (edition, False)


def test_factors_of_another_kind_are_an_error() -> None:
    text = write_edition(EDITION)
    for right, wrong in (("3.25", '"high"'), ('"1969-07-19"', '"soon"')):
        assert right in text
        with pytest.raises(ContentError):
            read_edition(text.replace(right, wrong, 1))


@pytest.mark.parametrize("text", ["", "a: [", "stories: []", "date: x\ncutoff: y\nstories: []", "- a"])
def test_a_broken_edition_is_an_error(text: str) -> None:
    with pytest.raises(ContentError):
        read_edition(text)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cutoff: ", "cut-off: ", "`cutoff` is missing"),
        ("stories:\n", "stories: none\nrest:\n", "`stories` must be rows of `id` and `sentences`"),
        ('date: "1969-07-20"', 'date: "1969-07-32"', "1969-07-32|out of range|isoformat"),
    ],
)
def test_a_broken_edition_says_what_is_wrong(old: str, new: str, message: str) -> None:
    text = write_edition(EDITION)
    assert old in text
    with pytest.raises(ContentError, match=message):
        read_edition(text.replace(old, new, 1))


def test_factors_as_a_list_of_phrases_are_passed_over() -> None:
    """As editions were first written: the rest of the page is as good as ever."""
    text = write_edition(EDITION)
    start = text.index("    why: ")
    why = text[start : text.index("\n", start)]
    edition, changed = read_edition(text.replace(why, '    why: ["2 sources", "first reported 1969-07-19"]', 1))
    assert changed
    assert edition.items[0] == replace(EDITION.items[0], why=None)
