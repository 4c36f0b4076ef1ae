"""What an answer's status means for us: an error with what to do about it, and how long to wait before asking again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from digest.errors import FetchError

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))
RETRIED = frozenset(("connection", "timeout", "broken-transfer", "server-error", "rate-limited"))
"""Codes of errors that may be gone in a moment."""

_FORBIDDEN = frozenset((401, 402, 403, 407, 451))
_TRY_LATER = frozenset((408, 425))


def error_of_answer(status: int, body: bytes, *, wait_s: float | None) -> FetchError | None:
    """The error that an answer is, None for a 200 with a body, a redirect or a 304.

    `wait_s` is its Retry-After.
    """
    asked = "" if wait_s is None else f", asked to wait {wait_s:.0f} s"
    if status in {200, 203}:
        return None if body else FetchError("empty", "the answer is empty; if it stays so, look at the address")
    if status in REDIRECTS or status == 304:
        return None
    if status == 404:
        return FetchError("not-found", "404, nothing is at this address; look for the new one and correct it")
    if status == 410:
        return FetchError("gone", "410, it has been removed for good; take it out of the configuration")
    if status == 429:
        return FetchError("rate-limited", f"429{asked or ', no time given'}; run less often, or ask its publisher")
    if status in _FORBIDDEN:
        return FetchError("forbidden", f"{status}, access is refused; a login may be needed, or ask its publisher")
    if status >= 500 or status in _TRY_LATER:
        return FetchError("server-error", f"{status}, the server failed{asked}; tried again on the next run")
    if status in {204, 205}:
        return FetchError("empty", f"{status}, the answer has no body; if it stays so, look at the address")
    if 400 <= status < 500:
        return FetchError("refused", f"{status}, the server refuses the request; look at the address")
    return FetchError(
        "unexpected-status", f"{status} is no answer to a plain request; look at the address in a browser"
    )


def parse_retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait by Retry-After (RFC 9110, section 10.2.3: seconds or a date); None without a valid one.

    A date is counted from the server's own Date, whose clock made it; from `now` where it sends none.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    moment = _parse_date(text)
    if moment is None:
        return None
    return max((moment - (_parse_date(headers.get("date", "")) or now)).total_seconds(), 0.0)


def _parse_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
