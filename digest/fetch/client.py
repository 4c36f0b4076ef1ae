"""The HTTP client: many hosts side by side, results as they come.

An event loop in a thread of its own does the waiting; whoever calls stays in plain, synchronous code and may work on
one result while the next ones come in. Nothing heavy is imported before the first request.

Codes of its errors, all `FetchError`, each with a reason that says what to do:

- the address: bad-address, no-such-host, private-address, not-found (404), gone (410), forbidden (401, 402, 403, 451),
  refused (other 4xx), redirect-loop, bad-redirect, unexpected-status
- the site's wish: robots, robots-unreachable, rate-limited (429)
- what may pass: connection, tls, timeout, server-error (5xx), broken-transfer, host-failing and postponed (not asked)
- the body: empty, too-large
- internal: an error in this program
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from types import TracebackType
from typing import TYPE_CHECKING

from digest.errors import FetchError
from digest.fetch.http_cache import HttpCache
from digest.fetch.requests import FetchPolicy, Kind, Request, Response, split_target
from digest.urls import hide_credentials

if TYPE_CHECKING:
    from digest.fetch.exchange import Exchange
    from digest.fetch.guard import Resolver
    from digest.fetch.schedule import Schedule

__all__ = ["FetchPolicy", "Fetcher", "Kind", "Outcome", "Request", "Response", "fetch_all"]

Outcome = Response | FetchError
_CLOSE_S = 5.0


def fetch_all(
    requests: Iterable[Request],
    *,
    policy: FetchPolicy,
    cache: Path,
    now: datetime,
    random: Random | None = None,
    resolve: Resolver | None = None,
) -> Iterator[tuple[Request, Outcome]]:
    """Every request with its response or error, as they come; see `Fetcher`. Stops when the iterator is closed."""
    with Fetcher(policy, cache=cache, now=now, random=random, resolve=resolve) as fetcher:
        for request in requests:
            fetcher.submit(request)
        yield from fetcher.results()


class Fetcher:
    """One run's requests. A context manager; one thread submits and takes results.

    Requests may be submitted while results are taken: a feed's pages as soon as the feed is there. One address is
    asked for once in a run, however often it is submitted; robots.txt, a host's pauses and its failures are shared.

    Answers are stored in `cache`/http. `now` is the run's instant; `random` gives the jitter of retries, `resolve` the
    addresses of a host (the system's look-up unless given).
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        cache: Path,
        now: datetime,
        random: Random | None = None,
        resolve: Resolver | None = None,
    ) -> None:
        self._policy = policy
        self._cache = HttpCache(cache / "http")
        self._now = now
        self._random = random or Random()  # noqa: S311 - jitter, no secret
        self._resolve = resolve
        self._results: queue.Queue[tuple[Request, Outcome, bool] | None] = queue.Queue()
        self._pending = 0
        self._thread = threading.Thread(target=self._run, name="fetch", daemon=True)
        self._started = threading.Event()
        self._failure: BaseException | None = None
        # Below: touched by the event loop's thread only, once it runs.
        self._loop: asyncio.AbstractEventLoop
        self._closing: asyncio.Event
        self._schedule: Schedule
        self._exchange: Exchange
        self._queues: dict[str, deque[Request]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._waiting: dict[str, list[Request]] = {}
        self._done: dict[str, Outcome] = {}

    def __enter__(self) -> Fetcher:
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(_CLOSE_S)

    def submit(self, request: Request) -> None:
        """Have `request` fetched; its result comes from `results`."""
        self._pending += 1
        self._loop.call_soon_threadsafe(self._enqueue, request)

    def results(self) -> Iterator[tuple[Request, Outcome]]:
        """Results as they come, until every submitted request has its own."""
        while self._pending:
            result = self._results.get()
            if result is None:
                raise RuntimeError("the thread that fetches has ended") from self._failure
            request, outcome, keeps_room = result
            self._pending -= 1
            if keeps_room:
                self._loop.call_soon_threadsafe(self._schedule.release)
            yield request, outcome

    # --- in the event loop's thread ----------------------------------------------------------------------

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:  # told to the caller's thread, which waits for the start
            self._failure = error
        finally:
            self._started.set()
            self._results.put(None)  # whoever waits for a result must not wait for ever

    async def _main(self) -> None:
        from digest.fetch.exchange import Exchange
        from digest.fetch.guard import resolve_name
        from digest.fetch.schedule import Schedule
        from digest.fetch.transport import Transport

        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        self._schedule = Schedule(self._policy.hosts_at_once)
        transport = Transport(self._policy, resolve=self._resolve or resolve_name)
        self._exchange = Exchange(
            self._policy,
            transport=transport,
            schedule=self._schedule,
            cache=self._cache,
            now=self._now,
            random=self._random,
        )
        try:
            self._started.set()
            await self._closing.wait()
        finally:
            for task in list(self._workers.values()):
                task.cancel()
            await asyncio.gather(*self._workers.values(), return_exceptions=True)
            await transport.aclose()

    def _enqueue(self, request: Request) -> None:
        key = _key(request)
        if key in self._waiting:
            self._waiting[key].append(request)
            return
        done = self._recall(key)
        if done is not None:
            self._results.put((request, _addressed(done, request), False))
            return
        try:
            lane = split_target(request.url).authority
        except FetchError as error:
            self._results.put((request, error, False))
            return
        self._waiting[key] = [request]
        self._queues.setdefault(lane, deque()).append(request)
        if lane not in self._workers:
            self._workers[lane] = asyncio.create_task(self._serve(lane), name=f"fetch {lane}")

    async def _serve(self, lane: str) -> None:
        """The requests of one host, one after the other."""
        waiting = self._queues[lane]
        while waiting:
            request = waiting.popleft()
            key = _key(request)
            outcome = await self._settle(replace(request, url=key))
            self._done[key] = replace(outcome, body=b"") if isinstance(outcome, Response) else outcome
            keeps_room = isinstance(outcome, Response)
            for asked in self._waiting.pop(key):
                self._results.put((asked, _addressed(outcome, asked), keeps_room))
                keeps_room = False
        del self._workers[lane], self._queues[lane]

    async def _settle(self, request: Request) -> Outcome:
        try:
            return await self._exchange.fetch(request)
        except FetchError as error:
            return error
        except Exception as error:  # whatever one server does, the run goes on and the report names it
            said = hide_credentials(f"{type(error).__name__}: {error}")
            return FetchError("internal", f"an error in this program, please report it: {said}")

    def _recall(self, key: str) -> Outcome | None:
        """What this run has already got at an address; None if it must be asked."""
        done = self._done.get(key)
        if done is None or isinstance(done, FetchError):
            return done
        stored = self._cache.load(key)
        return replace(done, body=stored.body) if stored is not None else None


def _key(request: Request) -> str:
    return request.url.partition("#")[0]


def _addressed(outcome: Outcome, request: Request) -> Outcome:
    return replace(outcome, url=request.url) if isinstance(outcome, Response) else outcome
