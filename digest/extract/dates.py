"""Dates as pages write them: ISO 8601 and its relatives, numbers, and words in the page's language.

Month names come from CLDR (babel) for the page's language, then English, then the other widespread languages. What has
no zone gives its day only: nobody knows whose clock it was.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from digest.models import Moment

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?(?!\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[/.]\s?(\d{1,2})\s?[/.]\s?(\d{1,2})(?!\d)")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_YEAR_LAST = re.compile(r"(?<![\d.])(\d{1,2})\s?([/.|\-])\s?(\d{1,2})\s?[/.|\-]\s?(\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s\-]+(?:de\s+|of\s+)?([^\W\d_]{2,14})\.?,?[\s\-]+(?:de[l]?\s+)?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})(?!\d)")
_YEAR_MONTH_DAY = re.compile(r"(?<!\d)(\d{4}),?[\s\-]+([^\W\d_]{3,14})\.?,?[\s\-]+(\d{1,2})(?!\d)")
# What Unix's date, Java and JavaScript write: "Fri Apr 28 19:20:36 CEST 2023".
_UNIX = re.compile(
    r"(?<!\w)[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?: ([A-Z]{1,5}|[+-]\d{4}))? "
    r"(\d{4})(?!\d)"
)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?\s*(Z\b|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|UTC\b|GMT\b)",
    re.IGNORECASE,
)
_CLOCK_TIME = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?::\d{2})?(?![\d.])")
_DATE_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMBER = re.compile(r"\d+")
_WITH_DATES = frozenset(
    "am pm at um uhr h t z a à às alle kl o le el den de del di of st nd rd th er 年 月 日 년 월 일".split()
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_LANGUAGES = (
    "en", "cs", "da", "de", "el", "es", "fi", "fr", "hu", "id", "it", "nb", "nl", "pl", "pt", "ro", "ru", "sv", "tr",
    "uk",
)  # fmt: skip
_EITHER = ("en", "und")  # 3/4/2020 is a day in March in some countries, in April in others, and these name none
_EARLIEST = 1600
_MAX_LENGTH = 300


def parse_date(text: str | None, lang: str | None = None) -> Moment | None:
    """The first date in `text`: an instant where it has a clock time with a zone, else the day; None for none.

    `lang` (BCP 47) names the language of month names, and whether 3/4/2020 is in April (most) or in March (en-US);
    "en" and "und" do not tell, so that it is no date there.
    """
    text = (text or "").strip()[:_MAX_LENGTH]
    if not _NUMBER.search(text):
        return None
    if match := _ISO.search(text):
        return _build(match.group(1, 2, 3), match.group(4, 5, 6), match.group(7))
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if match := _COMPACT.search(text):
        return _build(match.group(1, 2, 3), match.group(4, 5, 6), match.group(7))
    if (match := _UNIX.search(text)) and (month := _month_number(match.group(1), "en")):
        name = match.group(6) or ""
        known = name in ("UTC", "GMT") or name.startswith(("+", "-"))
        return _build((match.group(7), str(month), match.group(2)), match.group(3, 4, 5), name if known else None)
    day = _find_day(text, lang or "")
    if day is None or not (clock := _CLOCK.search(text)):
        return day
    hour = int(clock.group(1))
    if clock.group(4):
        hour = hour % 12 + (12 if clock.group(4)[0] in "pP" else 0)
    parts = (str(day.year), str(day.month), str(day.day))
    return _build(parts, (str(hour), clock.group(2), clock.group(3)), clock.group(5))


def _find_day(text: str, lang: str) -> date | None:
    for pattern in (_EAST_ASIAN, _YEAR_FIRST):
        if match := pattern.search(text):
            return _day(*match.group(1, 2, 3))
    for match in _DAY_MONTH.finditer(text):
        if month := _month_number(match.group(2), lang):
            return _day(match.group(3), month, match.group(1))
    for match in _MONTH_DAY.finditer(text):
        if month := _month_number(match.group(1), lang):
            return _day(match.group(3), month, match.group(2))
    for match in _YEAR_MONTH_DAY.finditer(text):
        if month := _month_number(match.group(2), lang):
            return _day(match.group(1), month, match.group(3))
    if match := _YEAR_LAST.search(text):
        first, mark, second, year = match.groups()
        if len(year) == 2:
            year = f"20{year}"
        if mark == "/" and lang.lower() in _EITHER and first != second and int(first) <= 12 and int(second) <= 12:
            return None
        month_first = mark == "/" and lang.lower() in ("en-us", "en_us") and int(first) <= 12
        if month_first or int(second) > 12:
            first, second = second, first
        return _day(year, second, first)
    return None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None
    return found if found.year >= _EARLIEST else None


def _build(parts: tuple[str, ...], clock: tuple[str | None, ...], zone: str | None) -> Moment | None:
    day = _day(*parts)
    if day is None or clock[0] is None or not zone:
        return day
    try:
        hour, minute, second = (int(part or 0) for part in clock)
        extra = timedelta(days=1) if hour == 24 else timedelta(0)
        instant = datetime(day.year, day.month, day.day, hour % 24, minute, min(second, 59), tzinfo=_zone(zone))
        return instant + extra
    except (ValueError, OverflowError):
        return day


def _zone(text: str) -> timezone:
    text = text.upper().removeprefix("UTC").removeprefix("GMT") or "Z"
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return timezone(-offset if text[0] == "-" else offset)


def is_date_alone(text: str, lang: str) -> bool:
    """Whether a line is a date, with its weekday and clock at most: "Version 3, 29 June 2007" is about something."""
    words = [word for word in _DATE_WORD.findall(text) if not word.isdigit() and word.casefold() not in _WITH_DATES]
    months = [word for word in words if _month_number(word, lang)]
    others = [word for word in words if word not in months and not _is_weekday(word, lang)]
    numbers = len(_NUMBER.findall(_CLOCK_TIME.sub(" ", text)))
    return not others and numbers <= (2 if months else 3) and parse_date(text, lang) is not None


def is_month(word: str) -> bool:
    """Whether a word is the name of a month in English or another widespread language."""
    return _month_number(word, "") is not None


def _month_number(name: str, lang: str) -> int | None:
    folded = name.casefold().rstrip(".")
    for language in dict.fromkeys((lang.replace("_", "-").split("-")[0].lower(), "en")):
        if language and (number := _month_names(language).get(folded)):
            return number
    return _all_month_names().get(folded)


def is_weekday(word: str) -> bool:
    """Whether a word is the full name of a weekday in English or another widespread language."""
    return word.casefold() in _all_weekday_names()


def _is_weekday(word: str, lang: str) -> bool:
    folded = word.casefold()
    return any(folded in _weekday_names(language) for language in (lang.replace("_", "-").split("-")[0].lower(), "en"))


@lru_cache(maxsize=64)
def _weekday_names(language: str) -> frozenset[str]:
    """The names of weekdays in a language, folded and without full stops; none for a language that CLDR lacks."""
    from babel.core import Locale, UnknownLocaleError

    try:
        days = Locale.parse(language).days
    except (UnknownLocaleError, ValueError, TypeError):
        return frozenset()
    widths = [days[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return frozenset(
        part for names in widths for name in names.values() for part in _DATE_WORD.findall(name.casefold())
    )


@lru_cache(maxsize=1)
def _all_weekday_names() -> frozenset[str]:
    from babel.core import Locale

    wide = (Locale.parse(language).days["stand-alone"]["wide"].values() for language in _LANGUAGES)
    return frozenset(str(name).casefold() for names in wide for name in names)


@lru_cache(maxsize=1)
def _all_month_names() -> dict[str, int]:
    """Month names that mean one month in all of the widespread languages: many pages name the wrong one, or none."""
    numbers: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for name, number in _month_names(language).items():
            numbers.setdefault(name, set()).add(number)
    return {name: min(found) for name, found in numbers.items() if len(found) == 1}


@lru_cache(maxsize=64)
def _month_names(language: str) -> dict[str, int]:
    """Month names of a language, folded and without full stops: wide and abbreviated, in all cases CLDR has."""
    from babel.core import Locale, UnknownLocaleError

    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                folded = str(name).casefold().rstrip(".")
                if not folded.isdigit():
                    names.setdefault(folded, int(number))
    if language == "en":
        names.setdefault("sept", 9)
    return names
