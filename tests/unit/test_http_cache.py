"""The store of answers: what goes in comes out, and nothing else ever does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.fetch.http_cache import HttpCache, StoredResponse, is_storable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STORED = StoredResponse(
    final_url="https://desk.example/feed",
    content_type="application/rss+xml",
    etag='W/"\xe9"',
    last_modified=None,
    fetched_at=NOW,
    body=b"digest-http 1\n{}\n\x00\xff\r\n",
)


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path / "new" / "folder")
    assert cache.load("https://desk.example/feed") is None
    cache.store("https://desk.example/feed", STORED)
    assert cache.load("https://desk.example/feed") == STORED
    assert cache.load("https://desk.example/feed?") is None
    cache.store("https://desk.example/feed", replace(STORED, body=b"", etag=None))
    assert cache.load("https://desk.example/feed") == replace(STORED, body=b"", etag=None)
    cache.discard("https://desk.example/feed")
    cache.discard("https://desk.example/feed")
    assert cache.load("https://desk.example/feed") is None


@given(url=st.text(max_size=50), tag=st.none() | st.text(max_size=50), body=st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_text_and_bytes_come_out(tmp_path: Path, url: str, tag: str | None, body: bytes) -> None:
    response = replace(STORED, etag=tag, body=body)
    HttpCache(tmp_path).store(url, response)
    assert HttpCache(tmp_path).load(url) == response


def test_no_single_bit_may_change(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path)
    cache.store("u", STORED)
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert cache.load("u") is None


@pytest.mark.parametrize(
    "text",
    ["", "digest-http 1\n", "digest-http 1\n[]\n", "digest-http 1\n" + "[" * 60_000 + "\n", "digest-http 1\nnull\n",
     'digest-http 1\n{"url": 1, "sha256": 2}\n', "\n" * 100, "digest-http 1\n" + "1" * 60_000 + "\n"],
)  # fmt: skip
def test_strange_files_count_as_absent(tmp_path: Path, text: str) -> None:
    cache = HttpCache(tmp_path)
    cache.store("u", STORED)
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.write_text(text)
    assert cache.load("u") is None


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "http").write_text("a file where the folder should be")
    cache = HttpCache(tmp_path / "http")
    cache.store("u", STORED)
    cache.touch("u", NOW)
    cache.discard("u")
    assert cache.load("u") is None
    assert cache.prune(NOW) == 0


def test_entries_of_no_use_for_long_are_pruned(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path)
    for number in range(4):
        cache.store(str(number), replace(STORED, fetched_at=NOW - timedelta(days=number)))
    cache.touch("3", NOW)
    assert cache.prune(NOW - timedelta(days=1)) == 1
    assert [cache.load(str(number)) is not None for number in range(4)] == [True, True, False, True]


@pytest.mark.parametrize(
    ("header", "stored"),
    [(None, True), ("", True), ("max-age=0, no-cache", True), ("private", True), ("no-store", False),
     ("max-age=0, No-Store ", False), ('x="no-store"', True)],
)  # fmt: skip
def test_no_store_is_obeyed(header: str | None, stored: bool) -> None:
    assert is_storable(header) is stored
