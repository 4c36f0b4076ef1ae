"""When things happened: parsing and writing instants and bare days, and ordering them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.models import Article, Moment

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_moment(text: str) -> Moment | None:
    """An ISO 8601 instant with an offset, or a bare day; None for anything else.

    An instant without an offset is only as good as its day, so it becomes one: we do not know whose clock it was.
    """
    text = text.strip()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        instant = datetime.fromisoformat(text)
        return instant if instant.tzinfo else instant.date()
    except (ValueError, OverflowError):
        return None


def parse_instant(text: str) -> datetime | None:
    """An instant in UTC, or None where `text` is none; without an offset it is taken as UTC."""
    try:
        instant = datetime.fromisoformat(text.strip())
        return to_utc(instant if instant.tzinfo else instant.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def to_utc(instant: datetime) -> datetime:
    """The same instant in UTC; at the ends of the calendar, where there is none, the nearest that there is."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return datetime(1, 1, 1, tzinfo=UTC) if instant.year == 1 else datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def write_moment(moment: Moment | None) -> str | None:
    """ISO 8601: a day as a day, an instant with its own offset, UTC as Z."""
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return moment.isoformat().replace("+00:00", "Z")
    return moment.isoformat()


def day_of(moment: Moment, zone: ZoneInfo) -> date:
    """The day on which `moment` lies in `zone`; a bare day is itself."""
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(zone).date()
    except OverflowError:  # at the ends of the calendar
        return moment.date()


def start_of(moment: Moment) -> datetime:
    """The instant by which `moment` is ordered, in UTC: a bare day by its first instant."""
    return to_utc(moment) if isinstance(moment, datetime) else datetime.combine(moment, time.min, UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant after `day` in `zone`, in UTC."""
    return to_utc(datetime.combine(day + timedelta(days=1), time.min, zone))


def article_moment(article: Article) -> Moment:
    """What an article is ordered by: when it was published, else when it was first seen."""
    return article.published if article.published is not None else article.first_seen
