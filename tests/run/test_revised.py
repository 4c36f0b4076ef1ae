"""What a source changes in an article that it had published is kept, whatever way the versions come."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import CONFIG, LANDING, Desk

MINUTE = "with less than a minute of fuel left"
FUEL = "with fuel for another two minutes"


def add_version(desk: Desk, name: str, hour: int, words: str = MINUTE) -> None:
    desk.add(
        f"landing-{name}.html",
        LANDING.replace(MINUTE, words),
        url="https://harbour.example/1969/07/landing",
        source="Harbour Courier",
        retrieved=f"1969-07-21T{hour:02}:00:00Z",
    )


def test_a_changed_paragraph_is_kept_with_both_forms_and_times(empty_desk: Desk) -> None:
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    assert empty_desk.article("Lunar module").revisions == ()
    add_version(empty_desk, "two", 5, FUEL)
    empty_desk.run()
    (revision,) = empty_desk.article("Lunar module").revisions
    (change,) = revision.changes
    assert MINUTE in change.was
    assert FUEL in change.now
    assert revision.was_seen_at == datetime(1969, 7, 21, 1, tzinfo=UTC)
    assert revision.seen_at == datetime(1969, 7, 21, 5, tzinfo=UTC)
    before = empty_desk.snapshot("content")
    empty_desk.run()
    assert empty_desk.snapshot("content") == before


def test_versions_that_come_together_show_their_difference_too(empty_desk: Desk, tmp_path: Path) -> None:
    add_version(empty_desk, "one", 1)
    add_version(empty_desk, "two", 5, FUEL)
    empty_desk.run()
    apart = Desk(tmp_path / "apart")
    add_version(apart, "one", 1)
    apart.run()
    add_version(apart, "two", 5, FUEL)
    apart.run()
    assert empty_desk.article("Lunar module").revisions == apart.article("Lunar module").revisions != ()


def test_an_older_version_that_comes_late_is_no_change(empty_desk: Desk) -> None:
    add_version(empty_desk, "two", 5, FUEL)
    empty_desk.run()
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    assert empty_desk.article("Lunar module").revisions == ()


def test_where_only_excerpts_are_stored_no_paragraph_is(empty_desk: Desk) -> None:
    empty_desk.write("config.yaml", CONFIG.replace("timezone: UTC", "timezone: UTC, store: excerpt"))
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    add_version(empty_desk, "two", 5, FUEL)
    empty_desk.run()
    (revision,) = empty_desk.article("Lunar module").revisions
    assert (revision.removed, revision.added, revision.changes) == (1, 1, ())


def test_an_editors_words_are_not_taken_for_the_sources(empty_desk: Desk) -> None:
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    file = empty_desk.file("Lunar module")
    file.write_text(file.read_text(encoding="utf-8").replace("Sea of Tranquility", "plain"), encoding="utf-8")
    empty_desk.run()
    add_version(empty_desk, "two", 5, FUEL)
    empty_desk.run()
    (revision,) = empty_desk.article("Lunar module").revisions
    assert (revision.removed, revision.added, revision.changes) == (0, 0, ())


def test_cleaning_and_tagging_anew_keep_them(empty_desk: Desk) -> None:
    add_version(empty_desk, "one", 1)
    add_version(empty_desk, "two", 5, FUEL)
    empty_desk.run()
    before = empty_desk.article("Lunar module").revisions
    empty_desk.reclean()
    empty_desk.retag()
    assert empty_desk.article("Lunar module").revisions == before != ()


def test_the_article_says_what_was_changed_and_when(empty_desk: Desk) -> None:
    add_version(empty_desk, "one", 1)
    add_version(empty_desk, "two", 5, FUEL)
    empty_desk.run()
    stored = empty_desk.article("Lunar module")
    page = empty_desk.page(f"article/{stored.article.id}/index.html")
    assert "Changed without a note" in page
    assert "<del>" in page
    assert 'datetime="1969-07-21T05:00:00Z"' in page


def test_an_edition_marks_a_sentence_that_its_article_has_no_more(empty_desk: Desk) -> None:
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    edition = "1969/07/21/index.html"
    assert MINUTE in empty_desk.page(edition)
    assert "no longer in the article" not in empty_desk.page(edition)
    add_version(empty_desk, "two", 5, FUEL)
    empty_desk.run()
    page = empty_desk.page(edition)
    assert MINUTE in page
    assert "no longer in the article since" in page
    assert "no longer in the article" in empty_desk.page("feeds/editions.atom")
