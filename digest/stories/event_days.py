"""On which day what an article tells took place: the last day before its publication that its beginning names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache

from digest.models import Moment
from digest.text import words

_LEAD_WORDS = 80
_NEWS_DAYS = 6
"""What lies further back is background."""
_NOON = 12
_POSSESSIVE = re.compile(r"['’]s?$")


def find_event_day(lead: str, lang: str | None, published: Moment) -> date | None:
    """The day, for an article published at `published`; None where its first words name none up to then.

    A weekday is the last one of that name up to the day of publication (in the source's own zone), and a date is of the
    year that brings it nearest. Names of days and months are CLDR's, of the article's language. A morning paper tells
    of the day before: where it names that first, its own day is what is to come.
    """
    today = published.date() if isinstance(published, datetime) else published
    named = [day for day in _list_days(lead, lang, today) if timedelta(0) <= today - day <= timedelta(days=_NEWS_DAYS)]
    if isinstance(published, datetime) and published.hour < _NOON and named and named[0] == today - timedelta(days=1):
        return named[0]
    return max(named, default=None)


def _list_days(lead: str, lang: str | None, published: date) -> Iterator[date]:
    days, months = _load_names(_primary(lang))
    found = [_POSSESSIVE.sub("", word.casefold()).strip(".") for word in words(lead[: 20 * _LEAD_WORDS])[:_LEAD_WORDS]]
    for at, word in enumerate(found):
        if word in days:
            yield published - timedelta(days=(published.weekday() - days[word]) % 7)
        elif word in months:
            around = (*found[max(0, at - 2) : at][::-1], *found[at + 1 : at + 2])  # "18 de julio", "July 18"
            number = next((int(one) for one in around if one.isascii() and one.isdecimal() and len(one) <= 2), None)
            if number is not None and (day := _nearest(published, months[word], number)) is not None:
                yield day


def _nearest(published: date, month: int, number: int) -> date | None:
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - published), default=None)


def month_names(lang: str | None) -> Collection[str]:
    """The names of the months in a language, case-folded."""
    return _load_names(_primary(lang))[1]


def _primary(lang: str | None) -> str:
    return (lang or "en").replace("_", "-").split("-")[0].lower()


@cache
def _load_names(lang: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Weekdays from Monday as 0, and months from January as 1, by their names in `lang`."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale(lang)
    except (UnknownLocaleError, ValueError):
        return {}, {}
    days = {str(name).casefold(): day for day, name in locale.days["format"]["wide"].items()}
    months = {
        str(name).casefold(): month
        for form in ("format", "stand-alone")
        for month, name in locale.months[form]["wide"].items()
    }
    return days, months
