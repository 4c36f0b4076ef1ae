"""Turns: one request at a time to a host, some hosts at a time, pauses kept, nothing held while waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from digest.fetch.schedule import FAILURES_TO_GIVE_UP, GIVE_UP_AFTER, RESULTS_PER_SLOT, Lane, Schedule


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(scenario(), 5)

    asyncio.run(bounded())


def test_one_request_at_a_time_to_a_host_and_so_many_hosts_at_once() -> None:
    async def scenario() -> None:
        schedule = Schedule(2)
        active: dict[str, int] = {}
        peak_host = peak_all = 0

        async def ask(name: str) -> None:
            nonlocal peak_host, peak_all
            async with schedule.turn(schedule.lane(name), polite=False):
                active[name] = active.get(name, 0) + 1
                peak_host = max(peak_host, active[name])
                peak_all = max(peak_all, sum(active.values()))
                await asyncio.sleep(0.005)
                active[name] -= 1

        await asyncio.gather(*(ask(f"h{number % 4}") for number in range(16)))
        assert (peak_host, peak_all) == (1, 2)

    run(scenario)


def test_a_waiting_host_takes_no_slot() -> None:
    async def scenario() -> None:
        schedule = Schedule(1)
        order: list[str] = []

        async def ask(name: str) -> None:
            async with schedule.turn(schedule.lane(name), polite=False):
                order.append(name)

        schedule.lane("slow").delay(0.1)
        await asyncio.gather(ask("slow"), ask("quick"), ask("quick"))
        assert order == ["quick", "quick", "slow"]

    run(scenario)


def test_a_pause_set_while_another_request_waits_holds_for_it_too() -> None:
    async def scenario() -> None:
        schedule = Schedule(4)
        lane = schedule.lane("h")
        loop = asyncio.get_running_loop()
        lane.delay(0.05)
        begun = loop.time()

        async def ask() -> float:
            async with schedule.turn(lane, polite=False):
                return loop.time() - begun

        asked = asyncio.create_task(ask())
        await asyncio.sleep(0.02)
        lane.delay(0.1)
        lane.delay(0.01)  # a shorter one takes nothing back
        assert await asked >= 0.115

    run(scenario)


def test_only_polite_turns_start_the_crawl_delay() -> None:
    async def scenario() -> None:
        schedule = Schedule(1)
        lane = schedule.lane("h")
        lane.pause_s = 30
        async with schedule.turn(lane, polite=False):
            pass
        assert lane.ready_at == 0
        async with schedule.turn(lane, polite=True):
            pass
        assert lane.ready_at > asyncio.get_running_loop().time() + 29

    run(scenario)


def test_kept_room_is_bounded_until_it_is_released() -> None:
    async def scenario() -> None:
        schedule = Schedule(1)
        served = 0

        async def ask(number: int, *, fails: bool = False) -> None:
            nonlocal served
            async with schedule.turn(schedule.lane(str(number)), polite=False) as turn:
                turn.keeps_room = True
                served += 1
                if fails:
                    raise OSError

        failed = await asyncio.gather(*(ask(number, fails=True) for number in range(20)), return_exceptions=True)
        assert [type(one) for one in failed] == [OSError] * 20  # what fails keeps no room
        served = 0
        tasks = [asyncio.create_task(ask(number)) for number in range(20)]
        await asyncio.sleep(0.05)
        assert served == RESULTS_PER_SLOT
        schedule.release()
        await asyncio.sleep(0.02)
        assert served == RESULTS_PER_SLOT + 1
        tasks[-1].cancel()  # who is cancelled while waiting leaves nothing behind
        for _ in range(20):
            schedule.release()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert served == 19

    run(scenario)


def test_the_deadline_shrinks_with_timeouts_in_a_row_and_recovers() -> None:
    lane = Lane("h")
    shown = []
    for code in ("timeout", "timeout", "timeout", None):
        shown.append(lane.deadline_s(20))
        lane.note(code)
    assert shown == [20, 10, 5, 5]
    assert lane.deadline_s(20) == 20


@pytest.mark.parametrize("code", ["timeout", "rate-limited"])
def test_a_host_is_given_up_after_failures_in_a_row(code: str) -> None:
    lane = Lane("h")
    for _ in range(GIVE_UP_AFTER - 1):
        lane.note(code)
    lane.note("not-found")
    for _ in range(GIVE_UP_AFTER - 1):
        lane.note(code)
    assert not lane.is_given_up
    lane.note(code)
    assert lane.is_given_up


def test_other_failures_give_a_host_up_later_and_answers_never() -> None:
    lane = Lane("h")
    for number in range(FAILURES_TO_GIVE_UP):
        assert not lane.is_given_up
        assert lane.is_failing is (number >= GIVE_UP_AFTER)
        lane.note("server-error" if number % 2 else "connection", may_pass=True)
    assert lane.is_given_up
    lane = Lane("h")
    for _ in range(50):
        lane.note("not-found")
    assert not lane.is_given_up


def test_time_spent_counts_requests_and_pauses_but_no_queueing() -> None:
    async def scenario() -> None:
        schedule = Schedule(1)
        first, second = schedule.lane("first"), schedule.lane("second")
        second.delay(0.03)

        async def ask(lane: Lane) -> None:
            async with schedule.turn(lane, polite=False):
                await asyncio.sleep(0.2)

        await asyncio.gather(ask(first), ask(second))
        assert 0.19 <= first.spent_s < 0.3
        assert 0.22 <= second.spent_s < 0.33

    run(scenario)
