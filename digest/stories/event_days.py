"""On which day what an article tells took place: the last day before its publication that its beginning names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from digest.text import words

_LEAD_WORDS = 80
_NEWS_DAYS = 6
"""What lies further back is background."""


def find_event_day(lead: str, lang: str | None, published: date) -> date | None:
    """The day, for an article published on the day `published`; None where its first words name none up to then.

    A weekday is the last one of that name up to the day of publication, and a date is of the year that brings it
    nearest. Names of days and months are CLDR's, of the article's language.
    """
    named = [day for day in _list_days(lead, lang, published) if timedelta(0) <= published - day]
    return max((day for day in named if published - day <= timedelta(days=_NEWS_DAYS)), default=None)


def _list_days(lead: str, lang: str | None, published: date) -> Iterator[date]:
    days, months = _load_names((lang or "en").replace("_", "-").split("-")[0].lower())
    found = [word.casefold().strip(".") for word in words(lead[: 20 * _LEAD_WORDS])[:_LEAD_WORDS]]
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
