"""Run after run: nothing jumps, nothing is lost, and the same input gives the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta

import pytest

from digest.errors import StateError
from tests.conftest import CONFIG, LANDING, NOW, TOUR, Desk

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>https://wire.example/</link>
<item><guid>{guid}</guid><link>{link}</link><title>Lunar module lands on the plain</title>
<description>The lunar module of Apollo 11 came down on the Sea of Tranquility on Sunday.</description></item>
{more}</channel></rss>"""


def test_a_second_run_changes_no_byte(desk: Desk) -> None:
    desk.run()
    content, output = desk.snapshot("content"), desk.snapshot("output")
    report = desk.run(NOW + timedelta(days=400))
    assert desk.snapshot("content") == content
    assert desk.snapshot("output") == output
    assert report.written == 0
    assert [tally.unchanged for tally in report.sources.values() if tally.unchanged] == [2]


def test_a_document_without_a_time_is_first_seen_when_first_read(empty_desk: Desk) -> None:
    empty_desk.add("landing.html", LANDING)
    empty_desk.run(NOW)
    empty_desk.run(NOW + timedelta(days=3))
    stored = empty_desk.article("Lunar module")
    assert stored.article.first_seen == NOW
    assert stored.article.published is None


def test_an_article_in_two_feeds_and_on_its_page_is_one(desk: Desk) -> None:
    link = "https://harbour.example/1969/07/landing?utm_medium=rss"
    desk.add("one.xml", FEED.format(title="One", guid="1", link=link, more=""), retrieved="1969-07-20T22:00:00Z")
    desk.add("two.xml", FEED.format(title="Two", guid="x", link=link, more=""), retrieved="1969-07-20T22:30:00Z")
    desk.run()
    stored = desk.article("Lunar module")
    assert len(stored.versions) == 3
    assert "Tranquility Base" in stored.article.markdown  # the page, not the summaries
    desk.add("two.xml", FEED.format(title="Two", guid="new", link=link, more=""), retrieved="1969-07-21T22:30:00Z")
    desk.run()
    assert desk.article("Lunar module").article.first_seen == stored.article.first_seen


def test_an_edit_updates_the_article_and_keeps_first_seen(desk: Desk) -> None:
    desk.run()
    before = desk.article("lunar-module")
    desk.add(
        "landing-v2.html",
        LANDING.replace("less than a minute", "some twenty seconds"),
        url="https://m.harbour.example/1969/07/landing#top",
        source="Harbour Courier",
        retrieved="1969-07-21T01:00:00Z",
    )
    report = desk.run()
    after = desk.article("lunar-module")
    assert (after.article.id, after.path, after.story_id) == (before.article.id, before.path, before.story_id)
    assert after.article.first_seen == before.article.first_seen
    assert "some twenty seconds" in after.article.markdown
    assert [version.seen_at.hour for version in after.versions] == [21, 1]
    assert sum(tally.updated for tally in report.sources.values()) == 1


def test_an_older_version_that_comes_later_does_not_win(desk: Desk) -> None:
    desk.run()
    desk.add(
        "landing-v0.html",
        LANDING.replace("less than a minute", "ten minutes"),
        url="https://harbour.example/1969/07/landing",
        source="Harbour Courier",
        retrieved="1969-07-20T20:00:00Z",
    )
    desk.run()
    assert "less than a minute" in desk.article("lunar-module").article.markdown


def test_the_same_bytes_whatever_the_order_and_however_often(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk.run()
    backwards, piecemeal = (Desk(tmp_path_factory.mktemp(name)) for name in ("backwards", "piecemeal"))
    for path in sorted((desk.root / "content/inbox").iterdir(), reverse=True):
        for other in (backwards, piecemeal):
            other.write(f"content/inbox/{path.name}", path.read_bytes())
        piecemeal.run()
    backwards.run()
    assert backwards.snapshot("content") == desk.snapshot("content")
    assert backwards.snapshot("output") == desk.snapshot("output")
    # What came earlier knew less of the corpus, and its sidecar later: but it is the same articles at the same places.
    assert piecemeal.snapshot("output").keys() == desk.snapshot("output").keys()


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"},
    ],
)
def test_the_same_bytes_in_any_zone_locale_and_hash_seed(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]
) -> None:
    desk.run()
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(desk.root / "content/inbox", other / "content/inbox")
    shutil.copy(desk.root / "config.yaml", other)
    command = [sys.executable, "-m", "digest", "run", "--now", "1969-07-26T12:00:00Z"]
    subprocess.run(command, cwd=other, env={**os.environ, **environment}, check=True, capture_output=True)
    desk_now = subprocess.run(command, cwd=desk.root, check=True, capture_output=True)
    assert desk_now.returncode == 0
    assert Desk(other).snapshot("content") == desk.snapshot("content")
    assert Desk(other).snapshot("output") == desk.snapshot("output")


def test_without_cache_and_output_the_same_bytes_come_back(desk: Desk) -> None:
    desk.run()
    content, output = desk.snapshot("content"), desk.snapshot("output")
    shutil.rmtree(desk.root / ".cache")
    shutil.rmtree(desk.root / "output")
    desk.build()
    assert desk.snapshot("output") == output
    assert desk.snapshot("content") == content


def test_unchanged_pages_keep_their_times(desk: Desk) -> None:
    desk.run()
    output = desk.root / "output"
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    desk.add(
        "more.html", LANDING.replace("plain", "Moon").replace("Apollo 11", "Apollo"), retrieved="1969-07-22T08:00:00Z"
    )
    report = desk.run()
    after = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    kept = [path for path in before if after.get(path) == before[path]]
    assert report.written
    assert output / "style.css" in kept


def test_an_empty_site_is_built(empty_desk: Desk) -> None:
    report = empty_desk.run()
    assert report.articles == 0
    assert "<h1" in empty_desk.page("index.html")


def test_a_missing_source_is_reported_once_in_sources_jsonl_and_the_others_go_on(desk: Desk) -> None:
    desk.write("config.yaml", CONFIG.replace("topics:", '  - {name: "Gone", path: nowhere}\ntopics:'))
    report = desk.run()
    desk.run(NOW + timedelta(days=1))
    assert "nowhere" in (report.sources["gone"].failed or "")
    assert report.articles == 2
    rows = [json.loads(line) for line in (desk.root / "content/sources.jsonl").read_text().splitlines()]
    assert [(row["source"], row["state"], row["since"]) for row in rows] == [
        ("gone", "failing", "1969-07-26T12:00:00Z")
    ]
    (desk.root / "nowhere").mkdir()
    desk.run(NOW + timedelta(days=2))
    states = (desk.root / "content/sources.jsonl").read_text().splitlines()
    assert json.loads(states[-1])["state"] == "ok"
    assert len(states) == 2


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty.html", b""),
        ("menu.html", b"<html><body><nav><a href='/'>Home</a><a href='/x'>More</a></nav></body></html>"),
        ("broken.xml", b"<rss><channel>"),
        ("stray.json", b"{"),
        ("binary.txt", bytes(range(256)) * 40),
        ("nul.html", b"\0" * 5000),
    ],
)
def test_bad_input_is_set_aside_with_its_name_and_reason_and_the_rest_goes_on(
    desk: Desk, name: str, body: bytes
) -> None:
    desk.add(name, body)
    report = desk.run()
    named = [one for one in report.quarantined if name in one.key]
    assert named, report
    assert all(one.reason and one.code for one in named)
    assert report.articles == 2


def test_a_bad_sidecar_is_set_aside(desk: Desk) -> None:
    desk.add("more.html", LANDING)
    desk.write("content/inbox/more.yaml", "titel: x\n")
    report = desk.run()
    assert any("titel" in one.reason and "title" in one.reason for one in report.quarantined)


def test_muted_articles_are_kept_out_and_counted(desk: Desk) -> None:
    desk.write("config.yaml", CONFIG + 'mute: ["velodrome"]\n')
    report = desk.run()
    assert report.left_out == [("content/inbox/tour.txt", "muted by 'velodrome'")]
    assert report.articles == 1


def test_future_dates_follow_the_rule_and_do_not_jump(desk: Desk) -> None:
    desk.add("late.html", LANDING.replace("plain", "Moon"), url="https://harbour.example/late",
             published="1999-01-01", retrieved="1969-07-21T08:00:00Z")  # fmt: skip
    desk.run()
    assert desk.article("on the Moon").article.published is None
    content = desk.snapshot("content")
    desk.run(NOW + timedelta(days=20_000))
    assert desk.snapshot("content") == content


def test_future_dated_documents_can_be_left_out(desk: Desk) -> None:
    desk.write("config.yaml", CONFIG + "entries: {future: leave-out}\n")
    desk.add("late.html", LANDING.replace("plain", "Moon"), url="https://harbour.example/late",
             published="1999-01-01", retrieved="1969-07-21T08:00:00Z")  # fmt: skip
    report = desk.run()
    assert [key for key, _ in report.left_out] == ["content/inbox/late.html"]
    assert report.quarantined == []


def test_an_interrupted_run_is_taken_up(desk: Desk) -> None:
    """Files are written before their lines: what a killed run leaves is files without lines."""
    desk.run()
    content = desk.snapshot("content")
    for line in (desk.root / "content").rglob("found.jsonl"):
        line.unlink()
    desk.run(NOW + timedelta(days=5))
    assert desk.snapshot("content") == content


def test_a_merge_conflict_in_found_jsonl_stops_the_run(desk: Desk) -> None:
    desk.run()
    path = next((desk.root / "content").rglob("found.jsonl"))
    path.write_text("<<<<<<< HEAD\n" + path.read_text(), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StateError, match=r"found\.jsonl:1"):
        desk.run()
    assert path.read_bytes() == before


def test_two_runs_at_once_are_refused(desk: Desk) -> None:
    from filelock import FileLock

    (desk.root / ".cache").mkdir()
    with FileLock(desk.root / ".cache/lock"), pytest.raises(StateError, match="another run"):
        desk.run()


def test_store_excerpt_keeps_the_body_out_of_the_repository(desk: Desk) -> None:
    desk.write("config.yaml", CONFIG.replace("timezone: UTC", "timezone: UTC, store: excerpt"))
    desk.run()
    stored = desk.article("lunar-module")
    assert stored.partial
    assert "Michael Collins" not in desk.file("lunar-module").read_text(encoding="utf-8")
    assert "space" in {topic.topic_id for topic in stored.annotations.topics}
    content = desk.snapshot("content")
    desk.run(NOW + timedelta(days=1))
    desk.retag()
    assert desk.snapshot("content") == content


def test_a_feed_of_many_entries_gives_an_article_each(empty_desk: Desk) -> None:
    items = "".join(
        f"<item><guid>{number}</guid><title>Lunar note {number}</title><description>&lt;p&gt;Note {number} on the "
        f"spacecraft: the astronaut reported reading {number} at noon, and Houston wrote it down.&lt;/p&gt;"
        "</description></item>"
        for number in range(30)
    )
    empty_desk.add(
        "wire.xml", FEED.format(title="Wire", guid="g", link="https://wire.example/a", more=items),
        retrieved="1969-07-20T22:00:00Z",
    )  # fmt: skip
    report = empty_desk.run()
    assert report.articles == 31
    assert {one.article.source_name for one in empty_desk.library.articles} == {"Wire"}


def test_documents_outside_the_site_folder_can_be_a_source(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "tour.txt").write_text(TOUR, encoding="utf-8")
    desk.write("config.yaml", CONFIG.replace("topics:", f'  - {{name: "Far", path: "{elsewhere}"}}\ntopics:'))
    report = desk.run()
    assert report.sources["far"].new == 1


def test_the_report_names_each_source_and_stage(desk: Desk) -> None:
    from digest.report import format_report

    text = format_report(desk.run())
    assert "Harbour Courier" in text or "Inbox" in text
    for part in ("new", "unchanged", "2 articles", "extract", "render"):
        assert part in text


def test_output_is_not_touched_when_rendering_fails(desk: Desk) -> None:
    from digest.errors import RenderError

    desk.run()
    output = desk.snapshot("output")
    desk.write("templates/article.html", "{{ no_such_name }}")
    with pytest.raises(RenderError, match=r"article\.html"):
        desk.build()
    desk.write("templates/article.html", "{% broken")
    with pytest.raises(RenderError, match=r"article\.html"):
        desk.build()
    assert desk.snapshot("output") == output


def test_one_address_in_its_several_forms_is_one_article(desk: Desk) -> None:
    desk.run()
    id_ = desk.article("lunar-module").article.id
    for number, url in enumerate(
        ["http://harbour.example/1969/07/landing/", "https://www.harbour.example/1969/07/landing/index.html"]
    ):
        desk.add(f"again-{number}.html", LANDING, url=url, retrieved=f"1969-07-21T0{number}:00:00Z")
    desk.run()
    assert desk.article("lunar-module").article.id == id_
    assert len(desk.article("lunar-module").versions) == 3


def test_an_edited_future_dated_article_does_not_jump(desk: Desk) -> None:
    for hour in ("21T08", "25T08"):
        desk.add(
            "late.html",
            LANDING.replace("plain", "Moon").replace("boulders", f"boulders at {hour}"),
            url="https://harbour.example/late",
            published="1969-07-25T12:00:00Z",
            retrieved=f"1969-07-{hour}:00:00Z",
        )
        desk.run()
        assert desk.article("on the Moon").article.published is None


def test_a_mute_word_set_later_takes_stored_articles_off_the_site(desk: Desk) -> None:
    desk.run()
    desk.write("config.yaml", CONFIG + 'mute: ["velodrome"]\n')
    report = desk.build()
    assert report.articles == 1
    assert [why for _, why in report.left_out] == ["muted by 'velodrome'"]
    assert "Yellow jersey" not in desk.page("index.html")


@pytest.mark.parametrize(("rule", "count"), [("first-words", 1), ("leave-out", 0)])
def test_what_has_no_title_follows_the_rule(empty_desk: Desk, rule: str, count: int) -> None:
    empty_desk.write("config.yaml", CONFIG + f"entries: {{untitled: {rule}}}\n")
    text = "The crew slept well, and said so in the morning to whoever had stayed awake to listen."
    empty_desk.add("note.md", text)
    report = empty_desk.run()
    titles = [one.article.title for one in empty_desk.library.articles]
    assert len(titles) == count
    assert len(report.left_out) == 1 - count
    assert all(title.endswith("…") and text.startswith(title[:-1]) for title in titles)
