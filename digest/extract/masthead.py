"""What stands between a headline and its article in a plain-text page: byline, date line, the first line's dateline.

All of it is read only where it is explicit. A date that two readers could read differently is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from digest.extract import lexicon
from digest.extract.bylines import clean_byline
from digest.models import Moment
from digest.text import fold_line

_LONGEST = 200

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_YEAR_FIRST = re.compile(r"(?<![\d./])(\d{4})[./] ?(\d{1,2})[./] ?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d./])(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[ -](?:de |of |d[’'])?[בל]?([^\W\d_]{3,14})\.?,?[ -](?:de |"
    r"del )?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,14})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?:\.\d{1,6})? ?([ap]\.?m\b\.?)? ?"
    r"(Z\b|UTC\b|GMT\b(?![+-])|(?:UTC|GMT)?[+-]\d{2}:?\d{2}(?!\d))",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updat|modif|aktualis|mis à jour|mise à jour|actualiz|atualiz|aggiorn|bijgewerkt|uppdater|oppdater|opdater|"
    r"aktualiz|"
    r"frissít|actualiz|güncel|обновл|измен|оновл|ενημ|تحديث|עודכן|更新|수정",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:posted|written|reported|words|story|text|texte) by|by|author|authors|von|autor|autorin|autoren|par|"
    r"auteur|por|"
    r"autora|di|autore|door|auteur|av|af|tekst|text|oleh|penulis|yazan|автор|авторы|автори|текст|του|της|από|"
    r"بقلم|كتب|كتبت|الكاتب|"
    r"מאת|作者|记者|記者|文|撰文|執筆|筆者)"
    r"(?P<colon> ?[:：／/] ?| )(?P<names>\S.*)",
    re.IGNORECASE,
)
_CJK_BYLINE = re.compile(
    r"(?:作者|记者|記者|撰文|執筆|筆者|文)\s?[:：／/]?\s?(?P<names>[^\s:：／/。，]{2,12}(?:[ 、，][^\s。，]{2,12})*)"
)
_AFTER_NAMES = re.compile(r" [|•·—–-] |\s{2,}|[|•·]|(?<=\w) ?\(|\b(?:updated|published|posted)\b|\d", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
# A degree, a broadcaster's initials or a web address after a name is no second author.
_OUTLET = re.compile(r"^[A-Z]{2,4}$|\w\.\w{2,}$")
_PARTICLES = frozenset(
    "de da do dos das del della di du la le van der den von zu zur ten ter bin ibn al el y e i und and et of the for "
    "& и та και desk".split()
)

_AGENCY_FIRST = re.compile(r"\((?P<place>[^()]{2,30})\)(?: ?[—–]| ?-{1,2} |(?<=[A-Z]\)) )[ ]?")
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_PLACE_FIRST = re.compile(
    r"(?P<place>(?P<town>[^\W\d_][^\d.!?:;—–()«»“”\"]{1,40}(?:\.,? [^\W\d_][^\d.!?:;—–()«»“”\"]{1,30}){0,2}?)"
    r"(?P<day>,? [^()—–.:;!?]{0,14}\d{1,2}[^()—–.:;!?]{0,16}\.?)?"
    r"(?P<agency> ?\([^()]{2,30}\))?)"
    r"(?P<dash>\.? ?[—–][—–-]? ?|\.? -{1,2} |\.-{1,2} ?|: )"
)
_SLASHED = re.compile(r"(?P<place>[^\W\d_][^/.!?]{1,40}\. ?/[^/]{2,20}/)[.,]? ")
_BRACKETED = re.compile(
    r"(?P<place>【[^】]{2,30}】|[（(][^（）()]{2,30}[電电報报讯訊][）)]|[^\s，。、：]{2,20}\d{1,2}日[電电讯訊]"
    r"(?:[（(][^（）()]{2,40}[）)])?|[\u3040-\u30ff\u4e00-\u9fff]{2,10}（[^（）]{2,12}）)[ —–-]?"
)


class DateLine(NamedTuple):
    """A date found in a line: the moment, and whether the line says that it is of an update."""

    moment: Moment
    updated: bool


# --- dates -----------------------------------------------------------------------------------------------


def read_dates(line: str) -> list[DateLine]:
    """The dates in a line that can be read in one way only, in order.

    An instant needs a clock time with a numeric offset, "GMT", "UTC" or "Z"; without one a date stays a day. Of
    "3/4/2020" nobody knows the month; "13/4/2020" and "3.4.2020" are clear.
    """
    text = line[:_LONGEST]
    if not any(map(str.isdigit, text)):
        return []
    found: list[tuple[int, int, date]] = []
    for start, end, day in _find_days(text):
        if all(end <= other[0] or start >= other[1] for other in found):
            found.append((start, end, day))
    found.sort()
    dates = []
    for index, (start, end, day) in enumerate(found):
        left = found[index - 1][1] if index else 0
        right = found[index + 1][0] if index + 1 < len(found) else len(text)
        clock = _CLOCK.search(text, end, right) or _CLOCK.search(text, left, start)
        moment = _set_clock(day, clock) if clock else day
        dates.append(DateLine(moment, bool(_UPDATED.search(text, left, start))))
    return dates


def _find_days(text: str) -> Iterable[tuple[int, int, date]]:
    months = lexicon.month_numbers()
    for pattern in (_ISO, _EAST_ASIAN, _YEAR_FIRST):
        for match in pattern.finditer(text):
            yield from _span_day(match, match.group(1), int(match.group(2)), match.group(3))
    for match in _DAY_MONTH.finditer(text):
        if month := months.get(fold_line(match.group(2))):
            yield from _span_day(match, match.group(3), month, match.group(1))
    for match in _MONTH_DAY.finditer(text):
        if month := months.get(fold_line(match.group(1))):
            yield from _span_day(match, match.group(3), month, match.group(2))
    for match in _YEAR_LAST.finditer(text):
        first, mark, second, year = match.groups()
        if mark == "." or int(first) > 12 or first == second:
            yield from _span_day(match, year, int(second), first)
        elif int(second) > 12:
            yield from _span_day(match, year, int(first), second)


def _span_day(match: re.Match[str], year: str, month: int, day: str) -> Iterable[tuple[int, int, date]]:
    try:
        found = date(int(year), month, int(day))
    except ValueError:
        return
    if found.year >= 1600:
        yield match.start(), match.end(), found


def _set_clock(day: date, clock: re.Match[str]) -> Moment:
    hour, minute, second = (int(part or 0) for part in clock.group(1, 2, 3))
    half = (clock.group(4) or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    zone = clock.group(5).upper().removeprefix("UTC").removeprefix("GMT")
    try:
        offset = timedelta(0)
        if zone[:1] in ("+", "-"):
            offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=timezone(offset) if offset else UTC)
    except ValueError:
        return day


def choose_published(lines: Iterable[str]) -> Moment | None:
    """When the article was published, of the date lines near its headline; None where they leave a doubt."""
    found = [dated.moment for line in lines for dated in read_dates(line) if not dated.updated]
    days = {moment.date() if isinstance(moment, datetime) else moment for moment in found}
    if len(days) != 1:
        return None
    instants = {moment for moment in found if isinstance(moment, datetime)}
    return instants.pop() if len(instants) == 1 else days.pop()


# --- bylines ---------------------------------------------------------------------------------------------


def read_byline(line: str) -> tuple[str, ...]:
    """The people or desks that a line names as the authors, without "By"; none where that is not sure."""
    text = line[:_LONGEST]
    match = _CJK_BYLINE.match(text) or _BYLINE.match(text)
    if not match:
        return ()
    names = match.group("names")
    if cut := _AFTER_NAMES.search(names):
        names = _trim_date_words(names[: cut.start()])
    if any(mark in names for mark in ".!?") and not re.search(r"\b\w\.", names):
        return ()
    found = clean_byline([names.strip(" ,;")])
    found = found[:1] + tuple(name for name in found[1:] if not _OUTLET.search(name))
    return found if found and all(_is_name(name) for name in found) else ()


def _trim_date_words(names: str) -> str:
    """Names without the words that belong to the date after them: "Ann Example on Friday, July"."""
    words = names.split()
    months = lexicon.month_numbers()
    while len(words) > 1 and (fold_line(words[-1]) in months or words[-1].casefold() in ("on", "am", "le", "el", "at")):
        words.pop()
    return " ".join(words)


def _is_name(name: str) -> bool:
    words = name.split()
    if len(words) > 5 or len(name) > 60:
        return False
    for word in words:
        if word.casefold() in _PARTICLES:
            continue
        if not _NAME_WORD.match(word) or word[0] != word[0].upper():
            return False
    return True


# --- dateline --------------------------------------------------------------------------------------------


def cut_dateline(paragraph: str) -> tuple[str | None, str]:
    """The place (and day, and agency) that opens a report, and the rest: "PARIS (Agency) — It rained." in two."""
    for pattern in (_AGENCY_FIRST, _BRACKETED, _SLASHED):
        match = pattern.match(paragraph, 0, 120)
        if match and len(paragraph) > match.end() + 20:
            return match.group("place").strip("()（）【】 "), paragraph[match.end() :].strip()
    match = _PLACE_FIRST.match(paragraph, 0, 120)
    if match and len(paragraph) > match.end() + 20 and _is_place(match):
        following = paragraph[match.end() :].lstrip()
        opener = following.lstrip("\"'“‘„«([¿¡")[:1]
        if opener == opener.upper():
            return match.group("place").strip(), following.strip()
    return None, paragraph


def _is_place(match: re.Match[str]) -> bool:
    """Whether what stands before a dash is a place: in capitals, or with a day or an agency, or a short name."""
    town, dash = match.group("town").strip(), match.group("dash")
    words = [word for word in re.split(r"[\s,/-]+", town) if word]
    if not words or len(words) > 6 or (dash == ": " and not match.group("agency")):
        return False
    if match.group("agency"):
        return len(words) <= 5 and all(word[0] == word[0].upper() or word in _PARTICLES for word in words)
    spaced = dash[:1] == " " or match.group("town")[-1:] == " "
    shouted = words[0].isupper() and len(words[0]) > 2
    if match.group("day"):
        return shouted or (len(words) <= 4 and all(word[0].isupper() for word in words))
    if shouted:
        return True
    # "Paris — It rained" is a dateline, "Hope — that is all" is not, nor is "Kim - a lawyer".
    return len(words) <= 2 and dash.strip(". ")[:1] in "—–" and spaced and all(w[:1].isupper() for w in words)
