"""`retag` and `reclean` over many articles: killed halfway, resumed, every edit kept, what changed reported."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import digest.journal
from digest.report import format_report
from tests.conftest import CONFIG, LANDING, NOW, Desk

COUNT = 600
PLACES = ("Northport", "Eastmoor", "Highcliff", "Longford", "Saltmarsh")
RULED = CONFIG.replace("text: full}", 'text: full, drop: ".tide"}').replace('"lunar", ', '"lunar", "ferry", ')


def page(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return f"""<html lang="en"><head><title>Ferry {number} leaves {place}</title></head><body><article>
<h1>Ferry {number} leaves {place}</h1>
<p>The ferry with the number {number} left {place} on Sunday morning with {number + 20} passengers and two dogs.</p>
<p>“We sail whatever the weather,” said Ada Vale of the {place} Ferry Company, who was on board that morning.</p>
<p class="tide">High water at {place} comes {number} minutes after the hour on most days of this week, as ever.</p>
</article></body></html>"""


def edit(desk: Desk) -> dict[str, str]:
    """Edits of several kinds, in articles spread over all; returns the texts they left."""
    done = {}
    for number, path in enumerate(sorted((desk.root / "content").glob("[0-9]*/*/*/*.md"))[::31]):
        text = path.read_text(encoding="utf-8")
        if number % 3 == 0:
            text = text.replace("\ntopics:", "\nnote: Seen by hand\ntopics:", 1)
        elif number % 3 == 1:
            text = text.replace("two dogs", "two very large dogs")
        else:
            text = text.replace('title: "Ferry', 'title: "A ferry', 1).replace("\nlang:", "\n# by phone\nlang:", 1)
        path.write_text(text, encoding="utf-8")
        done[path.name] = text
    return done


def stands(name: str, before: str, after: str) -> bool:
    marks = ("note: Seen by hand", "two very large dogs", 'title: "A ferry', "# by phone")
    return all((mark in before) == (mark in after) for mark in marks)


def run_until_killed(root: Path, command: str, journal: Path) -> int:
    """`digest COMMAND`, killed without warning once its journal has some batches; how many rows it had."""
    child = subprocess.Popen(
        [sys.executable, "-m", "digest", command], cwd=root, start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(12_000):
            rows = journal.read_bytes().count(b"\n") if journal.exists() else 0
            if rows > COUNT // 4:
                break
            assert child.poll() is None, "it ended before it could be killed"
            time.sleep(0.01)
    finally:
        import os

        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return rows


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A site of many short articles, some of them edited."""
    desk = Desk(tmp_path_factory.mktemp("many"))
    for number in range(COUNT):
        day = f"1969-07-{1 + number % 20:02}T08:00:00Z"
        desk.add(f"ferry-{number:03}.html", page(number), source="Northport Post", retrieved=day)
    desk.run()
    edit(desk)
    desk.write("config.yaml", RULED)
    return desk


@pytest.mark.parametrize("command", ["retag", "reclean"])
def test_killed_and_resumed_is_as_if_it_had_not_been(many: Desk, tmp_path: Path, command: str) -> None:
    whole, cut = (Desk(Path(shutil.copytree(many.root, tmp_path / name))) for name in ("whole", "cut"))
    for desk in (whole, cut):
        desk.write("config.yaml", RULED)
    edited = {path.name: path.read_text() for path in (many.root / "content").glob("[0-9]*/*/*/*.md")}
    before = cut.snapshot("content")
    report = getattr(whole, command)()
    journal = cut.root / f".cache/{command}.journal"
    rows = run_until_killed(cut.root, command, journal)
    assert COUNT // 4 < rows < COUNT
    assert cut.snapshot("content") == before  # nothing is half done
    resumed = getattr(cut, command)()
    assert cut.snapshot("content") == whole.snapshot("content")
    assert resumed.refreshed is not None
    assert report.refreshed is not None
    assert COUNT // 4 <= resumed.refreshed.resumed < COUNT
    assert sorted(resumed.refreshed.changes, key=str) == sorted(report.refreshed.changes, key=str)
    assert not journal.exists()
    for path in (cut.root / "content").glob("[0-9]*/*/*/*.md"):
        assert stands(path.name, edited[path.name], path.read_text(encoding="utf-8"))
    bodies = [change for change in report.refreshed.changes if "body" in change.parts]
    assert len(bodies) == (COUNT if command == "reclean" else 0)


def test_a_trial_stores_nothing_and_says_what_would_change(desk: Desk) -> None:
    from digest.config import load_config
    from digest.pipeline import reclean_site
    from digest.pipeline.read import NoProgress

    desk.run()
    before = desk.snapshot("content")
    desk.write("config.yaml", CONFIG.replace("text: full}", 'text: full, drop: "article p + p + p"}'))
    config = load_config(desk.root / "config.yaml")
    text = format_report(reclean_site(config, now=NOW, progress=NoProgress(), dry_run=True))
    assert desk.snapshot("content") == before
    assert "Recleaned, on trial: 2 articles: 1 unchanged, body in 1" in text
    assert "Would change: 1969/07/20/lunar-module" in text
    desk.reclean()
    assert desk.snapshot("content") != before


def test_articles_without_a_raw_file_are_left_and_counted(desk: Desk) -> None:
    desk.run()
    (desk.root / "content/inbox/tour.txt").unlink()
    text = format_report(desk.reclean())
    assert "Recleaned: 1 article: 1 unchanged" in text
    assert "Left as they are: 1 have no raw file any more, or it was changed since" in text


def test_an_edit_between_two_attempts_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run()
    desk.write("config.yaml", CONFIG.replace('"lunar", ', '"tranquility", '))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(digest.journal.Journal, "seal", stop)
    with pytest.raises(KeyboardInterrupt):
        desk.retag()
    monkeypatch.undo()
    path = desk.file("lunar-module")
    path.write_text(path.read_text(encoding="utf-8").replace("came down on", "settled on"), encoding="utf-8")
    report = desk.retag()
    assert report.refreshed is not None
    assert (report.refreshed.count, report.refreshed.resumed) == (2, 1)
    assert report.notes == []
    assert "settled on" in path.read_text(encoding="utf-8")
    assert "body" in desk.article("lunar-module").edited


def test_a_run_cut_short_between_file_and_line_makes_no_edit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run()
    changed = LANDING.replace("less than a minute of fuel", "about half a minute of fuel")
    desk.add("landing.html", changed, url="https://harbour.example/1969/07/landing", source="Harbour Courier",
             published="1969-07-20T20:30:00Z", retrieved="1969-07-20T23:00:00Z")  # fmt: skip
    real = digest.journal.write_text

    def die(path: Path, text: str) -> bool:
        if path.name == "found.jsonl":
            raise KeyboardInterrupt
        return real(path, text)

    monkeypatch.setattr(digest.journal, "write_text", die)
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    monkeypatch.undo()
    desk.build()
    stored = desk.article("lunar-module")
    assert "half a minute" in stored.article.markdown
    assert stored.edited == ()
