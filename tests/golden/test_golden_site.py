"""The built site against files that were looked at. After a change that is wanted: UPDATE_GOLDEN=1, look, commit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import Desk

GOLDEN = Path(__file__).parent / "site"
ROOT = Path(__file__).parents[2]
KEPT = (
    "index.html",
    "1969/07/20/index.html",
    "article/*/index.html",
    "actor/*/index.html",
    "topic/space/index.html",
    "source/*/index.html",
    "quotes/index.html",
    "status/index.html",
    "feeds/articles.*",
    "feeds/editions.*",
    "feeds/*.opml",
    "sitemap*.xml",
    "robots.txt",
)


def test_the_small_site_is_what_was_looked_at(desk: Desk) -> None:
    desk.run()
    output = desk.root / "output"
    built = {
        path.relative_to(output).as_posix(): path.read_text(encoding="utf-8")
        for pattern in KEPT
        for path in output.glob(pattern)
    }
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, text in built.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, encoding="utf-8")
        pytest.fail("golden files written: look at them, then run again without UPDATE_GOLDEN")
    golden = {
        path.relative_to(GOLDEN).as_posix(): path.read_text(encoding="utf-8")
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }
    assert sorted(built) == sorted(golden)
    for name, text in golden.items():
        assert built[name] == text, name


def test_the_demos_content_is_what_this_program_makes_of_its_inbox(tmp_path: Path) -> None:
    """Committed content that an older engine made would show the newcomer yesterday's program."""
    desk = Desk(tmp_path)
    for name in ("config.yaml", "content/actors.yaml"):
        desk.write(name, (ROOT / name).read_bytes())
    shutil.copytree(ROOT / "content/inbox", tmp_path / "content/inbox")
    report = desk.run()
    assert report.quarantined == []
    made = desk.snapshot("content")
    committed = Desk.__new__(Desk)
    committed.root = ROOT
    assert made == committed.snapshot("content")
