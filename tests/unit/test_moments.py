from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from digest.models import Moment
from digest.moments import day_of, end_of_day, parse_instant, parse_moment, start_of, to_utc, write_moment

EAST = timezone(timedelta(hours=-4))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1969-07-20T16:17:40-04:00", datetime(1969, 7, 20, 16, 17, 40, tzinfo=EAST)),
        ("1969-07-20T20:17:40Z", datetime(1969, 7, 20, 20, 17, 40, tzinfo=UTC)),
        ("1969-07-20", date(1969, 7, 20)),
        ("1969-07-20T16:17:40", date(1969, 7, 20)),
        ("2024-13-45", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_parse(text: str, moment: Moment | None) -> None:
    assert parse_moment(text) == moment
    assert type(parse_moment(text)) is type(moment)


@pytest.mark.parametrize("text", ["1969-07-20T16:17:40-04:00", "1969-07-20T20:17:40Z", "1969-07-20"])
def test_what_was_read_is_written_the_same(text: str) -> None:
    assert write_moment(parse_moment(text)) == text


def test_an_instant_without_an_offset_is_ours_in_utc() -> None:
    assert parse_instant("2026-11-22T08:00:00") == datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_the_ends_of_the_calendar() -> None:
    assert to_utc(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))).year == 1
    assert to_utc(datetime(9999, 12, 31, 23, tzinfo=EAST)).year == 9999


def test_days_follow_the_zone_but_a_bare_day_is_itself() -> None:
    honolulu = ZoneInfo("Pacific/Honolulu")
    assert day_of(datetime(1969, 7, 21, 2, 56, tzinfo=UTC), honolulu) == date(1969, 7, 20)
    assert day_of(date(1969, 7, 21), honolulu) == date(1969, 7, 21)
    assert end_of_day(date(1969, 7, 20), honolulu) == datetime(1969, 7, 21, 10, tzinfo=UTC)
    assert start_of(date(1969, 7, 20)) == datetime(1969, 7, 20, tzinfo=UTC)
