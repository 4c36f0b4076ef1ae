"""The one seam to many processes: mapping a function over keyed items, whatever they do to their worker.

A worker's exception never crosses a process (one that cannot be unpickled breaks a pool for good): it comes back as
a `Quarantined`. An item that kills its worker, or takes longer than it may, is tried once more alone, then quarantined.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from digest.errors import InputError
from digest.models import Quarantined

Item = TypeVar("Item")
Result = TypeVar("Result")
Keyed = tuple[str, Item]
Outcome = tuple[str, Result | Quarantined]

BATCH = 8
"""Items sent at once: fewer round trips for small items, and still even shares at the end."""
ALONE_UNDER = 24
"""Fewer items than this are done in this process: starting workers would take longer."""
LIMIT_S = 60.0
"""How long one item may take in a worker."""


def run_one(stage: str, function: Callable[[Item], Result], key: str, item: Item) -> Outcome[Result]:
    """`function(item)` keyed, or its exception as a `Quarantined`."""
    try:
        return key, function(item)
    except InputError as error:
        return key, Quarantined(stage=stage, key=key, code=error.code, reason=error.reason)
    except (MemoryError, RecursionError) as error:
        reason = f"too large or too deeply nested ({type(error).__name__})"
        return key, Quarantined(stage=stage, key=key, code="too-large", reason=reason)
    except Exception as error:  # whatever one document does, the run goes on and the report names it
        reason = f"an error in this program, please report it: {type(error).__name__}: {error}"
        return key, Quarantined(stage=stage, key=key, code="internal", reason=reason)


_shared: list[Callable[[str, Any], Outcome[Any]]] = []
"""In a worker: what it does to each item."""


def _share(function: Callable[[str, Any], Outcome[Any]]) -> None:
    """Give a worker, once, what it does to each item: what a corpus teaches is megabytes, too much for each batch."""
    _shared[:] = [function]


def _run_batch(batch: list[Keyed[Item]]) -> list[Outcome[Any]]:
    return [_shared[0](key, item) for key, item in batch]


def map_unordered(
    stage: str,
    function: Callable[[Item], Result],
    items: Iterable[Keyed[Item]],
    make_executor: Callable[..., Executor] | None = None,
    *,
    limit_s: float = LIMIT_S,
) -> Iterator[Outcome[Result]]:
    """`function` over `items`, each result as soon as it is there, with its key.

    `make_executor` makes a pool (a new one after a worker died), and takes `initializer` and `initargs` as
    ProcessPoolExecutor does; None runs here. With one, `function` and items must pickle; `function`, with all that it
    holds, goes to each worker once. At most a few batches are in flight, however many items there are.
    """
    if make_executor is None:
        for key, item in items:
            yield run_one(stage, function, key, item)
        return
    suspects: list[Keyed[Item]] = []
    make_pool = partial(make_executor, initializer=_share, initargs=(partial(run_one, stage, function),))
    for result in _run_pooled(items, make_pool, limit_s, suspects):
        yield from result
    for suspect in suspects:
        yield _run_alone(stage, suspect, make_pool, limit_s)


def _run_pooled(
    items: Iterable[Keyed[Item]],
    make_executor: Callable[..., Executor],
    limit_s: float,
    suspects: list[Keyed[Item]],
) -> Iterator[list[Outcome[Any]]]:
    """The batches' results; the items of batches that were in flight when a worker died go to `suspects`."""
    batches = _cut_batches(items)
    executor = make_executor()
    in_flight: dict[Future[list[Outcome[Any]]], list[Keyed[Item]]] = {}
    try:
        while True:
            while len(in_flight) < 2 * count_workers() and (batch := next(batches, None)):
                in_flight[executor.submit(_run_batch, batch)] = batch
            if not in_flight:
                return
            done, _ = wait(in_flight, timeout=limit_s * BATCH, return_when=FIRST_COMPLETED)
            results, broken = [], not done
            for future in done:
                try:
                    results.append(future.result())
                    del in_flight[future]
                except BrokenExecutor:
                    broken = True
            yield from results
            if broken:
                suspects.extend(item for batch in in_flight.values() for item in batch)
                in_flight.clear()
                _stop(executor)
                executor = make_executor()
    finally:
        executor.shutdown(wait=not in_flight, cancel_futures=True)


def _cut_batches(items: Iterable[Keyed[Item]]) -> Iterator[list[Keyed[Item]]]:
    batch: list[Keyed[Item]] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _run_alone(
    stage: str, suspect: Keyed[Item], make_executor: Callable[..., Executor], limit_s: float
) -> Outcome[Any]:
    key = suspect[0]
    executor = make_executor()
    try:
        executor.submit(_run_batch, []).result(timeout=LIMIT_S)  # that its worker starts is not the item's time
        return executor.submit(_run_batch, [suspect]).result(timeout=limit_s)[0]
    except BrokenExecutor:
        reason = "it killed the process that read it (a fault in a parser, or no memory left); the rest went on"
        return key, Quarantined(stage=stage, key=key, code="killed-worker", reason=reason)
    except TimeoutError:
        reason = f"not done after {limit_s:.0f} s; the rest went on"
        return key, Quarantined(stage=stage, key=key, code="too-slow", reason=reason)
    finally:
        _stop(executor)


def _stop(executor: Executor) -> None:
    """End a pool whose workers may hang: what they do is of no use to anyone."""
    for process in list((getattr(executor, "_processes", None) or {}).values()):
        process.terminate()
    executor.shutdown(wait=False, cancel_futures=True)


def count_workers() -> int:
    """The processors this process may use."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool_maker(count: int | None, preload: list[str]) -> Callable[..., Executor] | None:
    """What makes a pool of processes for `count` items (None: unknown, many); None where one process is as good.

    Workers come from a server process that has imported `preload` once: safe beside threads, and quick to start.
    """
    workers = count_workers()
    if workers == 1 or (count is not None and count < ALONE_UNDER):
        return None
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(preload)
    return partial(ProcessPoolExecutor, max_workers=workers, mp_context=context)


class Stopwatch:
    """Adds up wall time by stage, for the report alone: nothing that is written depends on it."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Count the time since the last lap for `stage`."""
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now


@contextmanager
def pause_collection() -> Iterator[None]:
    """Let no garbage be collected meanwhile: that walks a page's or a month's many objects again and again.

    For work whose objects do not refer to one another in a circle, so that they go without it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
