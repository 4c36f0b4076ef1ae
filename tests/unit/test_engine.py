"""The seam to many processes, with real processes that really die."""

from __future__ import annotations

import os
import signal
import threading
import time
from functools import partial

import pytest

from digest.engine import BATCH, count_workers, map_unordered, pool_maker
from digest.errors import ExtractError
from digest.models import Quarantined


class UnpicklableError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)
        self.lock = threading.Lock()  # does not pickle


def treat(item: int | str) -> int | str:
    if item == "known":
        raise ExtractError("no-article", "a menu")
    if item == "unpicklable":
        raise UnpicklableError("a", "b")
    if item == "deep":
        raise RecursionError
    if item == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "hang":
        time.sleep(60)
    assert isinstance(item, int)
    return item * 2


ITEMS: list[int | str] = [*range(40), "known", "unpicklable", "deep", *range(40, 60)]
needs_pool = pytest.mark.skipif(pool_maker(None, []) is None, reason="one processor: there is no pool")


def check(results: dict[str, object], items: list[int | str]) -> None:
    assert len(results) == len(items)
    for number, item in enumerate(items):
        if isinstance(item, int):
            assert results[str(number)] == item * 2
    codes = {items[int(key)]: one.code for key, one in results.items() if isinstance(one, Quarantined)}
    assert codes["known"] == "no-article"
    assert codes["unpicklable"] == "internal"
    assert codes["deep"] == "too-large"


def keyed(items: list[int | str]) -> list[tuple[str, int | str]]:
    return [(str(number), item) for number, item in enumerate(items)]


def test_in_this_process() -> None:
    check(dict(map_unordered("extract", treat, keyed(ITEMS))), ITEMS)


@needs_pool
def test_in_many_processes() -> None:
    check(dict(map_unordered("extract", treat, keyed(ITEMS), pool_maker(None, []))), ITEMS)


@needs_pool
def test_an_item_that_kills_its_worker_is_set_aside_alone() -> None:
    items = [*ITEMS, "kill", *range(60, 70)]
    results = dict(map_unordered("extract", treat, keyed(items), pool_maker(None, [])))
    check(results, items)
    killed = results[str(items.index("kill"))]
    assert isinstance(killed, Quarantined)
    assert killed.code == "killed-worker"


@needs_pool
def test_an_item_that_hangs_is_set_aside_alone() -> None:
    items: list[int | str] = [*range(BATCH), "hang", *range(10, 20)]
    started = time.monotonic()
    function = partial(map_unordered, "extract", treat, keyed(items), pool_maker(None, []), limit_s=4)
    results = dict(function())
    hung = results[str(items.index("hang"))]
    assert isinstance(hung, Quarantined)
    assert hung.code == "too-slow"
    assert sum(isinstance(one, int) for one in results.values()) == len(items) - 1
    assert time.monotonic() - started < 50  # the item would sleep for 60


def test_few_items_need_no_pool() -> None:
    assert pool_maker(3, []) is None


def test_nothing_to_do() -> None:
    assert list(map_unordered("extract", treat, [], pool_maker(None, []))) == []


class Weighty:
    """A function that is heavy to send, and counts here how often it was."""

    sent = 0

    def __getstate__(self) -> dict[str, bytes]:
        Weighty.sent += 1
        return {"words": bytes(1_000)}

    def __call__(self, item: int) -> int:
        return item * 2


@needs_pool
def test_what_the_function_holds_is_packed_once_a_worker() -> None:
    items = [(str(number), number) for number in range(10 * BATCH)]
    assert len(list(map_unordered("extract", Weighty(), items, pool_maker(None, [])))) == len(items)
    assert 1 <= Weighty.sent <= count_workers()
