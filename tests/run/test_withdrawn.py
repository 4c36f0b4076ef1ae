"""Quotes that a later version of an article no longer has are kept, and said to be gone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.models import Quote, StoredArticle
from digest.withdrawals import fold_words, holds_words
from tests.conftest import CONFIG, LANDING, Desk
from tests.run.test_edits import set_field

QUOTE = "Houston, Tranquility Base here. The Eagle has landed,"
REGISTER = '- {id: neil-armstrong, name: "Neil Armstrong", kind: person}\n'


def add_version(desk: Desk, name: str, hour: int, words: str = QUOTE) -> None:
    desk.add(
        f"landing-{name}.html",
        LANDING.replace(QUOTE, words),
        url="https://harbour.example/1969/07/landing",
        source="Harbour Courier",
        retrieved=f"1969-07-21T{hour:02}:00:00Z",
    )


def gone(desk: Desk) -> list[str]:
    return [one.quote.text for one in desk.article("Lunar module").withdrawn]


@pytest.fixture
def changed(empty_desk: Desk) -> Desk:
    """A site whose one article was stored with the quote, and then seen without it."""
    empty_desk.write("content/actors.yaml", REGISTER)
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    assert gone(empty_desk) == []
    add_version(empty_desk, "two", 5, "Houston, we are down. All is well,")
    empty_desk.run()
    return empty_desk


def stored_line(stored: StoredArticle) -> tuple[Quote, datetime, datetime, str]:
    (one,) = stored.withdrawn
    return one.quote, one.seen_at, one.gone_since, one.text_hash


def test_a_quote_that_is_gone_is_kept_with_its_version_and_dates(changed: Desk) -> None:
    stored = changed.article("Lunar module")
    quote, seen_at, gone_since, text_hash = stored_line(stored)
    assert (quote.text, quote.speaker, quote.actor_id) == (QUOTE, "Neil Armstrong", "neil-armstrong")
    assert seen_at == datetime(1969, 7, 21, 1, tzinfo=UTC)
    assert gone_since == datetime(1969, 7, 21, 5, tzinfo=UTC)
    assert text_hash == stored.versions[0].text_hash != stored.versions[1].text_hash
    assert [one.text for one in stored.annotations.quotes] == ["Houston, we are down. All is well,"]


def test_pages_say_that_it_is_gone(changed: Desk) -> None:
    stored = changed.article("Lunar module")
    article = changed.page(f"article/{stored.article.id}/index.html")
    assert "No longer in the article" in article
    assert "no longer in the article since" in article
    actor = changed.page("actor/neil-armstrong/index.html")
    assert actor.count("The Eagle has landed") == 1
    assert actor.count("no longer in the article since") == 1
    assert f"article/{stored.article.id}/index.html#w1" in actor
    assert 'id="w1"' in article
    assert "The Eagle has landed" not in changed.page("quotes/index.html")


def test_it_stays_through_every_command_and_a_second_run_changes_nothing(changed: Desk) -> None:
    before = stored_line(changed.article("Lunar module"))
    content = changed.snapshot("content")
    changed.run()
    assert changed.snapshot("content") == content
    changed.retag()
    changed.reclean()
    assert stored_line(changed.article("Lunar module")) == before


def test_words_that_come_back_are_gone_no_more(changed: Desk) -> None:
    add_version(changed, "three", 7, QUOTE.replace("here. The", "here.  ‘The").replace("landed,", "landed’,"))
    changed.run()
    assert gone(changed) == ["Houston, we are down. All is well,"]


def test_a_summary_or_a_new_reading_of_the_same_bytes_takes_nothing_back(empty_desk: Desk) -> None:
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    feed = """<rss version="2.0"><channel><title>Wire</title><item><guid>1</guid>
    <link>https://harbour.example/1969/07/landing</link><title>Lunar module lands on the plain</title>
    <description>The lunar module came down on Sunday.</description></item></channel></rss>"""
    empty_desk.add("wire.xml", feed, retrieved="1969-07-22T00:00:00Z")
    empty_desk.run()
    empty_desk.reclean()
    assert gone(empty_desk) == []


def test_a_page_after_a_summary_takes_nothing_back(empty_desk: Desk) -> None:
    feed = """<rss version="2.0"><channel><title>Wire</title><item><guid>1</guid>
    <link>https://harbour.example/1969/07/landing</link><title>Lunar module lands on the plain</title>
    <description>“We are on the ground at last, and it is fine dust,” Neil Armstrong said.</description></item>
    </channel></rss>"""
    empty_desk.add("wire.xml", feed, retrieved="1969-07-20T23:00:00Z")
    empty_desk.run()
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    assert gone(empty_desk) == []


def test_the_editor_wins(changed: Desk) -> None:
    path = changed.file("Lunar module")
    text = path.read_text(encoding="utf-8")
    path.write_text(set_field("quotes", f'[{{text: "{QUOTE}", remove: true}}]')(text), encoding="utf-8")
    library = changed.library
    assert library.problems == ()
    assert gone(changed) == []
    path.write_text(set_field("quotes", f'[{{text: "{QUOTE}", speaker: "The crew", actor: null}}]')(text), "utf-8")
    (one,) = changed.article("Lunar module").withdrawn
    assert (one.quote.speaker, one.quote.actor_id) == ("The crew", None)


def test_where_only_an_excerpt_is_stored_the_quote_is_kept_too(empty_desk: Desk) -> None:
    empty_desk.write("config.yaml", CONFIG.replace("timezone: UTC", "timezone: UTC, store: excerpt"))
    add_version(empty_desk, "one", 1)
    empty_desk.run()
    add_version(empty_desk, "two", 5, "Houston, we are down. All is well,")
    empty_desk.run()
    assert gone(empty_desk) == [QUOTE]


@pytest.mark.parametrize(
    ("text", "words", "held"),
    [
        ("He said: “We go now.”", "We go now,", True),
        ("He said: « We\u00a0go\nnow »", "We go now.", True),
        ("He said: “It’s 'fine' now.”", 'It\'s "fine" now', True),
        ("He said: “We go nowhere.”", "We go now", False),
        ("He said: “Forgo it.”", "go it", False),
        ("", "We go now", False),
        ("We go now", "…", True),
    ],
)
def test_words_are_compared_without_marks_and_white_space(text: str, words: str, held: bool) -> None:
    assert holds_words(fold_words(text), words) is held
