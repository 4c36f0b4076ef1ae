"""Run after run against a real server on the loopback: what is asked, what is stored, what a fault does."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import RenderError
from tests.conftest import Desk
from tests.loopback import Loopback, Say, gzip_bomb, longer, raw, redirect, silent, slow_body, slow_head, truncated
from tests.world import Outlet, make_item, make_outlets, write_config, write_feed

NOW = datetime(2026, 11, 22, 5, 23, tzinfo=UTC)


def digest(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=200)


def forget(outlets: list[Outlet]) -> None:
    for outlet in outlets:
        outlet.host.seen.clear()


def stored_texts(desk: Desk) -> dict[str, str]:
    return {one.article.title: one.article.markdown for one in desk.library.articles}


@pytest.fixture
def world_desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_run_after_run(world_desk: Desk) -> None:
    """A complete run; a second one that changes nothing; a third after changes that changes just what it should."""
    desk = world_desk
    with Loopback() as world:
        outlets = make_outlets(world, 36, 3)
        desk.write("config.yaml", write_config(outlets))

        first = desk.run(NOW)
        assert first.quarantined == []
        assert [tally.failed for tally in first.sources.values() if tally.failed] == []
        assert first.articles == 36 * 3
        for outlet in outlets:
            asked = outlet.host.paths()
            assert asked.count("/feed") == 1
            pages = [path for path in asked if path.startswith("/2026/")]
            assert len(pages) == len(set(pages)) == (0 if outlet.full else 3)
            assert outlet.host.peak == 1
        for text in stored_texts(desk).values():
            assert "has asked for patience" in text  # the whole article, not its summary

        forget(outlets)
        content, output = desk.snapshot("content"), desk.snapshot("output")
        second = desk.run(NOW + timedelta(hours=12))
        assert desk.snapshot("content") == content
        assert desk.snapshot("output") == output
        assert second.written == 0
        for outlet in outlets:
            assert outlet.host.paths() == ["/feed"]
            assert all(asked.conditional for asked in outlet.host.seen)

        removed = outlets[5].items[-1]
        _change_the_world(outlets)
        forget(outlets)
        before = {one.article.id: one for one in desk.library.articles}
        third = desk.run(NOW + timedelta(days=1))
        after = {one.article.id: one for one in desk.library.articles}
        assert [after[id_].article.title for id_ in after if id_ not in before] == [make_item(999).title]
        edited = [id_ for id_ in before if after[id_].article.markdown != before[id_].article.markdown]
        assert [before[id_].article.title for id_ in edited] == [outlets[1].items[0].title]
        assert "A second count" in after[edited[0]].article.markdown
        assert after[edited[0]].article.first_seen == before[edited[0]].article.first_seen
        more = [id_ for id_ in before if len(after[id_].versions) > len(before[id_].versions)]
        assert {before[id_].article.title for id_ in more} == {outlets[1].items[0].title, outlets[7].items[0].title}
        assert "410" in (third.sources["outlet-4"].failed or "")
        assert "remove" in (third.sources["outlet-4"].failed or "")
        assert any("Outlet 3" in note and "/new-feed" in note for note in third.notes)
        pages = [path for outlet in outlets for path in outlet.host.paths() if path.startswith("/2026/")]
        assert sorted(pages) == sorted([outlets[0].items[-1].path, outlets[1].items[0].path])

        content = desk.snapshot("content")
        desk.run(NOW + timedelta(days=1, hours=1))
        assert desk.snapshot("content") == content

        outlets[5].items.append(removed)  # an entry that reappears, and a feed that shrinks to nothing
        outlets[6].items.clear()
        for outlet in outlets[5:7]:
            outlet.version += 1
            outlet.publish()
        desk.run(NOW + timedelta(days=2))
        assert desk.snapshot("content") == content


def _change_the_world(outlets: list[Outlet]) -> None:
    """One new entry, one edit, one new guid, one permanent redirect, one 410, one removal."""
    outlets[0].items.append(make_item(999))
    outlets[1].items[0].extra = "A second count in November gave the same number."
    outlets[1].items[0].date = "2026-11-22T09:00:00Z"
    outlets[7].items[0].guid = "tag:world,2026:new"
    outlets[5].items.pop()
    for outlet in outlets[:8]:
        outlet.version += 1
        outlet.publish()
    outlets[3].host.put("/new-feed", body=write_feed(outlets[3]), etag='"n"')
    outlets[3].host.script("/feed", redirect("/new-feed", 301))
    outlets[4].host.script("/feed", Say(410))


FAULTS: dict[str, Callable[[Outlet], Say]] = {
    "slow header": lambda outlet: Say(play=slow_head()),
    "slow body": lambda outlet: Say(play=slow_body(write_feed(outlet))),
    "truncated body": lambda outlet: Say(play=truncated(write_feed(outlet))),
    "redirect loop": lambda outlet: redirect("/feed"),
    "429 without Retry-After": lambda outlet: Say(429),
    "429 with a long Retry-After": lambda outlet: Say(429, headers={"Retry-After": "3600"}),
    "403": lambda outlet: Say(403),
    "500": lambda outlet: Say(500),
    "gzip bomb": lambda outlet: gzip_bomb(40),
    "reset": lambda outlet: Say(play=raw(b"HTTP/1.1 200 OK\r\n", then_reset=True)),
    "HTML": lambda outlet: Say(body=b"<!doctype html><html><body><p>We are moving house.</p></body></html>"),
    "empty body": lambda outlet: Say(body=b""),
    "private address": lambda outlet: redirect("http://10.0.0.1/feed"),
    "private name": lambda outlet: redirect("http://localhost:1/feed"),
    "silence": lambda outlet: Say(play=silent()),
    "404": lambda outlet: Say(404),
}
PASSING: dict[str, Callable[[Outlet], list[Say]]] = {
    "500 then 200": lambda outlet: [Say(500), Say(body=write_feed(outlet))],
    "429 with a short Retry-After": lambda outlet: [
        Say(429, headers={"Retry-After": "1"}),
        Say(body=write_feed(outlet)),
    ],
    "lying charset": lambda outlet: [
        Say(body=write_feed(outlet), headers={"Content-Type": "application/rss+xml; charset=utf-16"})
    ],
}


def test_faults_on_half_of_the_sources(world_desk: Desk) -> None:
    """Exit 0, each fault named, every good article in, the old ones kept, all within 60 s."""
    desk = world_desk
    with Loopback() as world:
        outlets = make_outlets(world, 2 * (len(FAULTS) + len(PASSING)) + 1, 2)
        desk.write("config.yaml", write_config(outlets))
        desk.run(NOW)
        kept = stored_texts(desk)
        assert len(kept) == 2 * len(outlets)

        for outlet in outlets:
            outlet.items.append(make_item(outlet.number * 1000 + 500))
            outlet.version += 1
            outlet.publish()
        broken = dict(zip(FAULTS, outlets, strict=False))
        for (_, fault), outlet in zip(FAULTS.items(), outlets, strict=False):
            outlet.host.script("/feed", fault(outlet))
        for (_, passing), outlet in zip(PASSING.items(), outlets[len(FAULTS) :], strict=False):
            outlet.host.script("/feed", *passing(outlet))
        lying = outlets[len(FAULTS) + len(PASSING)]
        lying.host.script("/feed", Say(play=longer(write_feed(lying), said=40)))

        started = time.monotonic()
        done = digest("run", "--now", "2026-11-23T05:23:00Z", cwd=desk.root)
        assert time.monotonic() - started < 60
        assert done.returncode == 0, done.stdout + done.stderr
        for fault, outlet in broken.items():
            line = next(line for line in done.stdout.splitlines() if line.startswith(f"Outlet {outlet.number} "))
            assert "failed: " in line, fault
        after = stored_texts(desk)
        assert kept.items() <= after.items()
        new = {outlet.number for outlet in outlets if outlet.items[-1].title in after}
        failed = {outlet.number for outlet in broken.values()} | {lying.number}
        assert new == {outlet.number for outlet in outlets} - failed

        again = digest("run", "--now", "2026-11-24T05:23:00Z", cwd=desk.root)
        assert "failing since 2026-11-23" in again.stdout


def test_a_page_that_cannot_be_had_leaves_the_summary_and_is_asked_for_again(world_desk: Desk) -> None:
    desk = world_desk
    with Loopback() as world:
        (outlet,) = make_outlets(world, 1, 2)
        outlet.host.script(outlet.items[0].path, Say(503))
        desk.write("config.yaml", write_config([outlet]))
        report = desk.run(NOW)
        assert any("the feed's summary is kept" in note for note in report.notes)
        stored = desk.article(outlet.items[0].title)
        assert "patience" not in stored.article.markdown
        content = desk.snapshot("content")
        desk.run(NOW + timedelta(hours=1))
        assert desk.snapshot("content") == content
        outlet.publish()
        desk.run(NOW + timedelta(hours=2))
        assert "patience" in desk.article(outlet.items[0].title).article.markdown
        assert len(desk.library.articles) == 2


@pytest.mark.parametrize(("rule", "pages"), [("feed", 0), ("page", 2), ("auto", 0)])
def test_fetch_rules_of_a_full_text_feed(world_desk: Desk, rule: str, pages: int) -> None:
    desk = world_desk
    with Loopback() as world:
        outlet = make_outlets(world, 5, 2)[4]
        assert outlet.full
        config = write_config([outlet]).replace("text: full", f"text: full, fetch: {rule}")
        desk.write("config.yaml", config)
        desk.run(NOW)
        assert sum(path.startswith("/2026/") for path in outlet.host.paths()) == pages


def test_robots_txt_is_honoured_for_pages(world_desk: Desk) -> None:
    desk = world_desk
    with Loopback() as world:
        (outlet,) = make_outlets(world, 1, 1)
        outlet.items[0].path = "/private/item"
        outlet.publish()
        desk.write("config.yaml", write_config([outlet]))
        report = desk.run(NOW)
        assert "/private/item" not in outlet.host.paths()
        assert any("robots.txt" in note for note in report.notes)
        assert report.articles == 1


def test_a_page_source_with_changing_tokens_is_one_version(world_desk: Desk) -> None:
    desk = world_desk
    with Loopback() as world:
        (outlet,) = make_outlets(world, 1, 1)
        item = outlet.items[0]
        page = outlet.host.url(item.path)
        config = write_config([outlet]).replace("feed:", "page:").replace(outlet.feed_url, page)
        desk.write("config.yaml", config)
        bodies = []
        for token in ("one", "two"):
            from tests.world import write_page

            body = write_page(outlet, item).replace("<body>", f"<body><script>token = '{token}'</script>")
            outlet.host.put(item.path, body=body.encode())
            desk.run(NOW)
            bodies.append(desk.snapshot("content"))
        assert bodies[0] == bodies[1]


def test_a_new_sources_backlog_is_in_the_archive_and_not_in_todays_edition(world_desk: Desk) -> None:
    desk = world_desk
    with Loopback() as world:
        outlets = make_outlets(world, 6, 3)
        undated = outlets[5]
        assert undated.format == "rss091"
        fresh = outlets[0].items[0]
        fresh.date = "2026-11-22T04:00:00Z"
        outlets[0].publish()
        desk.write("config.yaml", write_config(outlets))
        desk.run(NOW)
        home = desk.page("index.html")
        assert fresh.title in home
        for outlet in outlets:
            for item in outlet.items:
                assert item is fresh or item.title not in home
        archive = "".join(path.read_text() for path in (desk.root / "output").rglob("*.html"))
        assert all(item.title in archive for outlet in outlets for item in outlet.items)
        undated.items.append(make_item(5999))
        undated.version += 1
        undated.publish()
        desk.run(NOW + timedelta(hours=3))
        story = desk.article(undated.items[-1].title).story_id  # its register is one with others, by their wording
        assert f"/{story}/" in desk.page("index.html") or undated.items[-1].title in desk.page("index.html")


def test_the_publish_guard(world_desk: Desk) -> None:
    """All sources down: the old site stands, what is stored stays, the run fails with the reason."""
    desk = world_desk
    with Loopback() as world:
        outlets = make_outlets(world, 4, 3)
        desk.write("config.yaml", write_config(outlets))
        desk.run(NOW)
        output = desk.snapshot("output")
        for outlet in outlets:
            outlet.host.script("/feed", Say(503))
        with pytest.raises(RenderError, match="4 of 4 sources fail"):
            desk.run(NOW + timedelta(days=1))
        assert desk.snapshot("output") == output
        done = digest("run", "--now", "2026-11-23T06:00:00Z", cwd=desk.root)
        assert done.returncode == 1
        assert "not published" in done.stderr
        assert "failed: " in done.stdout
        done = digest("build", "--guard", "--now", "2026-11-23T06:00:00Z", cwd=desk.root)
        assert done.returncode == 1
        assert digest("build", cwd=desk.root).returncode == 0


def test_credentials_are_shown_nowhere(world_desk: Desk) -> None:
    desk = world_desk
    with Loopback() as world:
        (outlet,) = make_outlets(world, 1, 2)
        secret = outlet.feed_url.replace("http://", "http://me:s3cret@")
        desk.write("config.yaml", write_config([outlet]).replace(outlet.feed_url, secret))
        done = digest("run", cwd=desk.root)
        assert done.returncode == 0
        outlet.host.script("/feed", Say(403))
        failed = digest("run", cwd=desk.root)
        stored = "".join(
            path.read_text(errors="replace")
            for folder in ("content", "output")
            for path in (desk.root / folder).rglob("*")
            if path.is_file()
        )
        for text in (done.stdout, done.stderr, failed.stdout, failed.stderr, stored):
            assert "s3cret" not in text


def test_add_a_feed_by_its_page_and_import_opml(world_desk: Desk) -> None:
    desk = world_desk
    with Loopback() as world:
        outlets = make_outlets(world, 2, 1)
        host = outlets[0].host
        host.put(
            "/", body=b'<html><head><link rel="alternate" type="application/rss+xml" title="The Outlet" href="/feed">'
        )
        config = write_config([]).replace("allow_hosts: []", f'allow_hosts: ["{host.authority}"]')
        desk.write("config.yaml", "# mine\n" + config.replace("sources:", "sources: []  # none yet"))
        done = digest("add", host.url("/"), cwd=desk.root)
        assert done.returncode == 0, done.stderr
        text = (desk.root / "config.yaml").read_text()
        assert text.startswith("# mine\n")
        assert "# none yet" in text
        assert f"{host.url('/feed')}" in text
        assert "There already" in digest("add", host.url("/feed"), cwd=desk.root).stdout
        opml = f'<opml version="2.0"><body><outline text="Two" xmlUrl="{outlets[1].feed_url}"/></body></opml>'
        desk.write("subs.opml", opml)
        assert "Added Two" in digest("import", "subs.opml", cwd=desk.root).stdout
        assert digest("add", host.url("/robots.txt"), cwd=desk.root).returncode == 1
        assert desk.run(NOW).articles == 1  # the second host is not among allow_hosts
