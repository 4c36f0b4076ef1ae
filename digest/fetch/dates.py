"""Dates as feeds write them: RFC 822, RFC 3339, and the careless forms between."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from digest.models import Moment

_MAX_LENGTH = 100
_ISO = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SPACE_BEFORE_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$|[Zz]$)")
_NAMED_DAY = re.compile(r"(?:[^\W\d_]{2,9}\.?,?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+\d{4}")
_ZONE = re.compile(r"\s([A-Z]{2,5})$")
# Zone names that RFC 822 lacks and that mean one offset wherever they are used ("IST" and "CST" do not).
_ZONES = {
    "UTC": "+0000", "WET": "+0000", "WEST": "+0100", "BST": "+0100", "CET": "+0100", "CEST": "+0200", "MEZ": "+0100",
    "MESZ": "+0200", "EET": "+0200", "EEST": "+0300", "MSK": "+0300", "SAST": "+0200", "PKT": "+0500",
    "WIB": "+0700", "HKT": "+0800", "SGT": "+0800", "AWST": "+0800", "JST": "+0900", "KST": "+0900", "AEST": "+1000",
    "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300", "AKST": "-0900", "AKDT": "-0800", "HST": "-1000",
}  # fmt: skip
_CLOCK_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


def parse_feed_date(text: str) -> Moment | None:
    """The instant `text` names, with its own offset; a bare day where it gives no more, or no offset; else None.

    The zero of a clock (year 1, or the Unix epoch to the second) is how programs write "none", so it is None.
    """
    text = " ".join(text[: _MAX_LENGTH + 1].split())
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        moment = _parse_iso(text) or _parse_rfc822(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    if moment is None or moment.year <= 1 or (isinstance(moment, datetime) and moment == _CLOCK_ZERO):
        return None
    return moment


def _parse_iso(text: str) -> Moment | None:
    if _ISO_DAY.fullmatch(text):
        return date.fromisoformat(text)
    if not _ISO.match(text):
        return None
    instant = datetime.fromisoformat(_SPACE_BEFORE_OFFSET.sub("", text).upper())
    return instant if instant.tzinfo else instant.date()


def _parse_rfc822(text: str) -> Moment | None:
    if _NAMED_DAY.fullmatch(text):
        return parsedate_to_datetime(text.replace(".", "").replace(",", "") + " 00:00:00").date()
    zone = _ZONE.search(text)
    if zone and zone[1] in _ZONES:
        text = f"{text[: zone.start()]} {_ZONES[zone[1]]}"
    instant = parsedate_to_datetime(text)
    if instant.tzinfo:
        return instant
    # "-0000" is the time in UTC, from a clock that does not know where it stands (RFC 2822, 3.3).
    return instant.replace(tzinfo=UTC) if text.endswith("-0000") else instant.date()
