"""What an editor changes stays: through runs, retag, reclean and a newer engine. Everything else is refreshed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest

import digest.filing
from digest.front_matter import split_content
from tests.conftest import CONFIG, LANDING, Desk

Edit = Callable[[str], str]


def set_field(name: str, value: str) -> Edit:
    def edit(text: str) -> str:
        pattern = re.compile(rf"^{name}:.*$", re.MULTILINE)
        if pattern.search(text):
            return pattern.sub(lambda _: f"{name}: {value}", text, count=1)
        return text.replace("\n---\n", f"\n{name}: {value}\n---\n", 1)

    return edit


EDITS: dict[str, tuple[Edit, Callable[[str], bool]]] = {
    "title": (set_field("title", '"Two men stand on the Moon"'), lambda text: '"Two men stand on the Moon"' in text),
    "topics": (set_field("topics", "[cycling, history]"), lambda text: "topics: [cycling, history]" in text),
    "actors": (set_field("actors", "[]"), lambda text: "actors: []" in text),
    "story": (set_field("story", '"abcdefabcdefabcd"'), lambda text: 'story: "abcdefabcdefabcd"' in text),
    "byline": (set_field("byline", "[Space desk]"), lambda text: "byline: [Space desk]" in text),
    "published": (set_field("published", "1969-07-21"), lambda text: "published: 1969-07-21" in text),
    "hide": (set_field("hide", "true"), lambda text: "hide: true" in text),
    "pin": (set_field("pin", "true"), lambda text: "pin: true" in text),
    "unknown": (set_field("desk_priority", "{level: 3}"), lambda text: "desk_priority: {level: 3}" in text),
    "comment": (lambda text: text.replace("\nurl:", "\n# checked by phone\nurl:"), lambda text: "# checked by" in text),
    "body": (
        lambda text: text.replace("The lunar module of Apollo 11", "The spacecraft Eagle"),
        lambda text: "The spacecraft Eagle came down" in text,
    ),
}


def refresh(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that may rewrite an article: an upgrade, other rules, an update by the source, and all commands."""
    monkeypatch.setattr(digest.filing, "ENGINE", digest.filing.ENGINE + 1)
    desk.write("config.yaml", CONFIG.replace('"lunar", ', '"tranquility", '))
    desk.add(
        "landing-again.html",
        LANDING.replace("less than a minute of fuel", "about half a minute of fuel").replace("plain", "Moon"),
        url="https://harbour.example/1969/07/landing?utm_source=x",
        source="Harbour Courier",
        published="1969-07-20T20:30:00Z",
        retrieved="1969-07-20T23:00:00Z",
    )
    desk.run()
    desk.retag()
    desk.reclean()
    desk.run()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    desk.run()
    path = desk.file("lunar-module")
    before = split_content(path.read_text(encoding="utf-8"))
    edit, stands = EDITS[name]
    edited = edit(path.read_text(encoding="utf-8"))
    assert stands(edited)
    path.write_text(edited, encoding="utf-8")
    refresh(desk, monkeypatch)
    after = path.read_text(encoding="utf-8")
    assert stands(after), after
    fields = split_content(after).fields
    if name != "title":
        assert fields["title"] == "Lunar module lands on the Moon"  # refreshed
    if name != "body":
        assert "about half a minute" in after  # refreshed
    assert fields["first_seen"] == before.fields["first_seen"]
    if name not in {"topics", "body"}:
        assert fields["topics"] == ["space"]


def test_the_engine_version_is_raised_by_reclean(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run()
    monkeypatch.setattr(digest.filing, "ENGINE", 77)
    desk.reclean()
    assert {found.engine for found in desk.library.found.values()} == {77}


def test_a_hidden_article_is_not_on_the_site(desk: Desk) -> None:
    desk.run()
    id_ = desk.article("lunar-module").article.id
    assert (desk.root / f"output/article/{id_}/index.html").exists()
    path = desk.file("lunar-module")
    path.write_text(set_field("hide", "true")(path.read_text(encoding="utf-8")), encoding="utf-8")
    desk.build()
    assert not (desk.root / f"output/article/{id_}/index.html").exists()
    files = [path.read_bytes() for path in (desk.root / "output").rglob("*") if path.is_file()]
    everything = b"".join(gzip.decompress(file) if file.startswith(b"\x1f\x8b") else file for file in files)
    assert b"pagefind_dcd" in everything  # the search index was looked into too
    assert b"Lunar module lands" not in everything


def test_two_articles_given_one_story_share_its_page(desk: Desk) -> None:
    desk.run()
    for part in ("lunar-module", "yellow-jersey"):
        path = desk.file(part)
        path.write_text(set_field("story", '"abcdefabcdefabcd"')(path.read_text(encoding="utf-8")), encoding="utf-8")
    desk.build()
    page = desk.page("story/abcdefabcdefabcd/index.html")
    assert "Lunar module lands" in page
    assert "Yellow jersey arrives" in page


def test_the_editors_values_are_shown(desk: Desk) -> None:
    desk.run()
    path = desk.file("lunar-module")
    text = path.read_text(encoding="utf-8")
    for edit in (
        set_field("title", '"Two men stand on the Moon"'),
        set_field("topics", "[history]"),
        set_field("note", '"Times are in UTC."'),
    ):
        text = edit(text)
    path.write_text(text, encoding="utf-8")
    desk.build()
    page = desk.page(f"article/{desk.article('Two men').article.id}/index.html")
    assert "Two men stand on the Moon" in page
    assert "Times are in UTC." in page
    assert "topic/history/" in page
    assert "topic/space/" not in page


def test_a_broken_value_is_reported_and_the_machines_is_used(desk: Desk) -> None:
    desk.run()
    path = desk.file("lunar-module")
    path.write_text(set_field("published", "yesterday")(path.read_text(encoding="utf-8")), encoding="utf-8")
    report = desk.run()
    assert any("published: found 'yesterday'" in note and path.name in note for note in report.notes)
    assert desk.article("lunar-module").article.published is not None


def test_a_broken_file_is_left_out_and_named_and_not_overwritten(desk: Desk) -> None:
    desk.run()
    path = desk.file("lunar-module")
    broken = "---\ntitle: [unclosed\n---\n\nText.\n"
    path.write_text(broken, encoding="utf-8")
    report = desk.run()
    assert any(path.name in note and "line 3" in note for note in report.notes)
    assert path.read_text(encoding="utf-8") == broken
    assert desk.page("index.html")


def test_a_deleted_file_stays_deleted(desk: Desk) -> None:
    desk.run()
    desk.file("lunar-module").unlink()
    desk.run()
    desk.retag()
    desk.reclean()
    assert [one.article.title for one in desk.library.articles] == ["Yellow jersey arrives in Paris"]
    assert "Lunar module lands" not in desk.page("index.html")


def test_a_renamed_file_is_still_the_article(desk: Desk) -> None:
    desk.run()
    path = desk.file("lunar-module")
    path.rename(path.with_name("moon.md"))
    desk.run()
    assert desk.article("Lunar module").path.endswith("moon.md")
    assert not path.exists()


def test_a_takedown_removes_and_keeps_away(desk: Desk) -> None:
    desk.run()
    desk.write("content/takedowns.yaml", '- {url: "https://harbour.example/1969/07/landing", reason: "asked for"}\n')
    desk.run()
    assert "Lunar module lands" not in desk.page("index.html")


def test_a_quote_can_be_removed_and_corrected(desk: Desk) -> None:
    desk.run()
    quotes = desk.article("lunar-module").annotations.quotes
    assert quotes
    assert "Tranquility Base" in quotes[0].text
    path = desk.file("lunar-module")
    row = f'[{{text: "{quotes[0].text}", remove: true}}]'
    path.write_text(set_field("quotes", row)(path.read_text(encoding="utf-8")), encoding="utf-8")
    desk.run()
    desk.retag()
    assert quotes[0].text not in {quote.text for quote in desk.article("lunar-module").annotations.quotes}


def test_an_edited_edition_is_left_alone(desk: Desk) -> None:
    desk.run()
    path = desk.root / "content/editions/1969-07-20.yaml"
    text = path.read_text(encoding="utf-8").replace("stories:", 'note: "A long night."\nstories:')
    path.write_text(text, encoding="utf-8")
    desk.run()
    assert path.read_text(encoding="utf-8") == text
    assert "A long night." in desk.page("1969/07/20/index.html")


def test_an_article_written_by_hand_is_taken_up_and_stays_as_it_is(desk: Desk) -> None:
    text = """---
title: "From our own desk"
source: desk
published: 1969-07-22
first_seen: 1969-07-22T08:00:00Z
topics: [space]
---

The astronauts of Apollo 11 are on their way home, and the lunar samples are with them in sealed boxes.
"""
    path = desk.write("content/1969/07/22/own.md", text)
    desk.run()
    desk.run()
    desk.retag()
    stored = desk.article("From our own desk")
    assert stored.path == "1969/07/22/own.md"
    assert split_content(path.read_text(encoding="utf-8")).body in text
    assert "From our own desk" in desk.page(f"article/{stored.article.id}/index.html")
