"""Whose turn it is: one request at a time to a host, some hosts at a time, and a pause where a host asked for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

GIVE_UP_AFTER = 3
"""Requests in a row that a host let run out of time, or refused with 429: the rest of its requests are not sent."""
FAILURES_TO_GIVE_UP = 10
"""The same of requests in a row that failed in any way that may pass; from `GIVE_UP_AFTER` on none is sent twice."""
RESULTS_PER_SLOT = 2
"""Bodies that may wait to be taken, for each host served at a time."""


@dataclass(slots=True)
class Lane:
    """What is known of one host in this run.

    `ready_at`: the event loop's time before which it must not be asked. `pause_s`: its Crawl-delay. `spent_s`: what its
    requests and pauses have taken. The counts are of requests in a row.
    """

    name: str
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    ready_at: float = 0.0
    pause_s: float = 0.0
    spent_s: float = 0.0
    timeouts: int = 0
    refusals: int = 0
    failures: int = 0

    def deadline_s(self, full_s: float) -> float:
        """The time a request gets: halved for each timeout in a row, down to a quarter.

        A host that hangs is hanging for all of its pages; it must not take the run's time once for each.
        """
        return full_s / 2.0 ** min(self.timeouts, 2)

    def note(self, code: str | None, *, may_pass: bool = False) -> None:
        """Note how a request ended: its error's code, or None. `may_pass`: the error may be gone in a moment."""
        self.failures = self.failures + 1 if may_pass else 0
        self.timeouts = self.timeouts + 1 if code == "timeout" else 0
        self.refusals = self.refusals + 1 if code == "rate-limited" else 0

    @property
    def is_given_up(self) -> bool:
        """Whether the rest of the host's requests are not worth sending."""
        return max(self.timeouts, self.refusals) >= GIVE_UP_AFTER or self.failures >= FAILURES_TO_GIVE_UP

    @property
    def is_failing(self) -> bool:
        """Whether asking it twice is no use."""
        return self.failures >= GIVE_UP_AFTER

    def delay(self, seconds: float) -> None:
        """Let nothing be asked of the host for `seconds` from now."""
        self.ready_at = max(self.ready_at, asyncio.get_running_loop().time() + seconds)


@dataclass(slots=True)
class Turn:
    """The right to one request. With `keeps_room` its body goes on counting until `Schedule.release` is called."""

    keeps_room: bool = False


class Schedule:
    """Lanes by name, slots for transfers, and room for the bodies that nobody has taken yet."""

    def __init__(self, hosts_at_once: int) -> None:
        self._slots = asyncio.Semaphore(hosts_at_once)
        self._room = asyncio.Semaphore(hosts_at_once * RESULTS_PER_SLOT)
        self._lanes: dict[str, Lane] = {}

    def lane(self, name: str) -> Lane:
        """The lane of a host, known by its authority ("host" or "host:port")."""
        return self._lanes.setdefault(name, Lane(name))

    @asynccontextmanager
    async def turn(self, lane: Lane, *, polite: bool) -> AsyncIterator[Turn]:
        """Wait for the host, its pause, room and a slot, in this order: who waits holds nothing that others need.

        `polite`: the host's Crawl-delay starts when this request ends.
        """
        loop = asyncio.get_running_loop()
        async with lane.lock:
            while (wait := lane.ready_at - loop.time()) > 0:
                await asyncio.sleep(wait)
                lane.spent_s += wait
            await self._room.acquire()
            turn = Turn()
            try:
                async with self._slots:
                    begun = loop.time()
                    try:
                        yield turn
                    finally:
                        lane.spent_s += loop.time() - begun
            except BaseException:
                turn.keeps_room = False
                raise
            finally:
                if not turn.keeps_room:
                    self._room.release()
                if polite and lane.pause_s:
                    lane.delay(lane.pause_s)

    def release(self) -> None:
        """A body that kept its room has been taken. Call inside the event loop."""
        self._room.release()
