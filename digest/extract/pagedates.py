"""When a page was first published, and last changed: from its metadata, its mark-up, its address, its lines.

What the page shows beside its headline settles what its metadata leave open: which of two dates, and in which zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property
from itertools import chain
from typing import Any

from digest.extract import jsonld
from digest.extract.dates import parse_date
from digest.extract.spots import Spot
from digest.extract.titles import find_near_title
from digest.models import Moment

_PUBLISHED_META = (
    "article:published_time", "og:published_time", "article:published", "og:article:published_time", "datepublished",
    "date_published", "publishdate", "publish-date", "publish_date", "pubdate", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc:created",
    "cxenseparse:recs:publishtime", "originalpublicationdate", "article_date_original", "article.published",
    "article:created", "ptime", "displaydate", "og:pubdate", "citation_publication_date", "citation_date",
    "last-published", "release_date", "published-date", "published_date", "rnews:datepublished", "published",
    "publish_time", "article_date", "article-date", "pub_date",
)  # fmt: skip
# Some pages put the last change, or the day they were served, into these.
_LOOSE_META = ("dc.date", "dcterms.date", "dc:date", "date", "created")
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "og:modified_time", "article:updated", "datemodified", "lastmod",
    "last-modified", "dcterms.modified", "dc.date.modified", "modified", "updated_time", "revision_date",
)  # fmt: skip

_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/\-_]?(0[1-9]|1[0-2])[/\-_]?(0[1-9]|[12]\d|3[01])(?![0-9])")
_DATE_LABEL = re.compile(r"date|time|publish|posted|submitted|datum|fecha|pubdat|veroeff|erstell|stand\b")
_UPDATE = re.compile(
    r"updat|modif|edited|revised|aktualis|geändert|letzte änderung|actualiz|mis à jour|modifié|aggiorn|bijgewerkt|"
    r"atualiz|обновлен|изменен|zaktualiz|uppdater|oppdatert|opdateret|güncelle|päivitet|更新"
)
_SAYS_PUBLISHED = re.compile(
    r"(?<!\w)(?:published|posted|written|publicado|publicada|publié|publiée|pubblicato|veröffentlicht|erschienen|erstellt|"
    r"gepubliceerd|geplaatst|opublikowano|опубликовано|publicerad|julkaistu|publisert|submitted|created|datum|date|"
    r"gespeichert|stand|vom|am|le|on)\b[^\n]{0,40}\d",
    re.IGNORECASE,
)
_PUBLISHED_WORD = re.compile(r"publi|posted|written|created|veröffentl|erstellt|erschienen|опубл|julkaistu|submitted")
_MARKED = re.compile(r"datepublished|dtpublished|\bpubdate")
_SURE_LABEL = re.compile(
    r"(?:^|[\s_-])(?:publish(?:ed)?(?:[_-]?(?:date|time|on))?|(?:post|entry|article|pub)[_-]?date|date-header|submitted|"
    r"dtpublished|datepublished)(?:$|[\s_-])"
)
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.h]([0-5]\d)(?::[0-5]\d)?(?![\d:]|\.\d)\s*([ap]\.?m\b)?", re.IGNORECASE
)
_NUMBERS = re.compile(r"\d{1,2}/\d{1,2}/")  # month or day first: nobody knows
_DIGIT = re.compile(r"\d")
_TIMES = frozenset({"time", "abbr", "relative-time", "time-ago"})
_NEAR = 25
_NEAR_BEFORE = 8
_NEAR_ASIDE = 12
_MAX_LINE = 80
_FARTHEST_EAST_HOURS = 14
_FARTHEST_WEST_HOURS = 12


def find_published(
    spots: Sequence[Spot],
    meta: Mapping[str, str],
    article: Mapping[str, Any],
    *,
    url: str | None,
    lang: str | None,
    title: str | None = None,
) -> Moment | None:
    """The first publication; None where the page does not say. `meta` by folded name, `article` from JSON-LD.

    `title` is the headline, beside which the page shows its date.
    """
    by_address = parse_date("-".join(match.groups())) if url and (match := _URL_DATE.search(url)) else None
    shown = _Shown(spots, title, lang)
    texts = [
        *(jsonld.text_of(article.get(key)) for key in ("datePublished", "dateCreated", "uploadDate")),
        *(meta.get(name) for name in _PUBLISHED_META),
    ]
    said = [found for text in texts if (found := parse_date(text, lang))]
    if said:
        return _restore_offset(_choose(said, shown), said, shown)
    loose = [found for name in _LOOSE_META if (found := parse_date(meta.get(name), lang))]
    numbers = any(_NUMBERS.match(meta[name]) for name in _LOOSE_META if name in meta)
    if loose and (not shown.dates or (not numbers and _day_of(loose[0]) <= _day_of(shown.dates[0]))):
        return _restore_offset(loose[0], (), shown)
    found = _find_shown(spots, shown.lines, by_address, lang)
    return _restore_offset(found, (), shown) if found else None


class _Shown:
    """What a page shows by its headline: the lines that may be a date, and their dates, read when first asked for."""

    def __init__(self, spots: Sequence[Spot], title: str | None, lang: str | None) -> None:
        self._spots, self._title, self._lang = spots, title, lang

    @cached_property
    def lines(self) -> list[Spot]:
        return _lines_near_title(self._spots, self._title)

    @cached_property
    def dates(self) -> list[Moment]:
        return [found for spot in self.lines if (found := _read_spot(spot, self._lang))]


def _choose(said: Sequence[Moment], shown: _Shown) -> Moment:
    """The first date of the metadata; where they differ, the first of them that the page shows by its headline."""
    if len({_day_of(moment) for moment in said[:2]}) > 1 and shown.dates:
        for moment in said[:2]:
            if abs(_day_of(moment) - _day_of(shown.dates[0])) <= timedelta(days=1):
                return moment
    return said[0]


def _day_of(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


# --- what the page shows ---------------------------------------------------------------------------------


def _lines_near_title(spots: Sequence[Spot], title: str | None) -> list[Spot]:
    """The lines that may be a date, shortly after the headline, then those shortly before it."""
    near = find_near_title(spots, title, after=_NEAR, before=_NEAR_BEFORE)
    near = [spot for at, spot in enumerate(near) if not spot.aside or at < _NEAR_ASIDE or at >= _NEAR]
    return [spot for spot in near if _is_date_line(spot) and len(spot.text) <= _MAX_LINE]


def _find_shown(
    spots: Sequence[Spot], near: Sequence[Spot], by_address: Moment | None, lang: str | None
) -> Moment | None:
    """The date that mark-up or lines show, the surest first."""
    front = [spot for spot in spots if not spot.aside]
    marked = [spot for spot in front if _MARKED.search(spot.label) or "pubdate" in spot.element.attrib]
    times = [spot for spot in near if spot.tag in _TIMES]
    labelled = [spot for spot in near if not spot.aside and _DATE_LABEL.search(spot.label)]
    if found := _first_date((*marked, *times, *labelled), lang):
        return found
    times = [spot for spot in front if spot.tag in _TIMES and not _UPDATE.search(f"{spot.label} {spot.text.lower()}")]
    times.sort(key=lambda spot: spot.after_title is None)
    if found := _first_date(times, lang) or by_address or _first_date(near, lang):
        return found
    lines = [spot for spot in front if _is_date_line(spot)]
    labelled = [spot for spot in lines if _DATE_LABEL.search(spot.label)]
    labelled.sort(key=lambda spot: spot.after_title is None)
    says = [spot for spot in lines if _SAYS_PUBLISHED.search(spot.text)]
    if found := _first_date((*labelled, *says), lang):
        return found
    sure = [spot for spot in spots if _SURE_LABEL.search(spot.label)]
    return _only_date(sure, lang) or _only_date([spot for spot in lines if len(spot.text) <= 30], lang)


def _first_date(spots: Iterable[Spot], lang: str | None) -> Moment | None:
    return next((found for spot in spots if (found := _read_spot(spot, lang))), None)


def _only_date(spots: Iterable[Spot], lang: str | None) -> Moment | None:
    """The date of all that have one; None where they differ, as in lists of other articles."""
    found = [moment for spot in spots if (moment := _read_spot(spot, lang))]
    return found[0] if found and len({_day_of(moment) for moment in found}) == 1 else None


def _read_spot(spot: Spot, lang: str | None) -> Moment | None:
    """The date of publication in one line: what its mark-up says, else its words."""
    for name in ("datetime", "content", "title"):
        if (value := spot.element.get(name)) and (found := parse_date(value, lang)):
            return found
    return parse_date(_without_update(spot.text), lang)


def _is_date_line(spot: Spot) -> bool:
    text = spot.text
    if spot.tag in _TIMES and spot.element.get("datetime"):
        return not _UPDATE.search(f"{spot.label} {text.lower()}")
    if not 5 < len(text) < 120 or not _DIGIT.search(text) or "©" in text or "copyright" in text.lower():
        return False
    return not _UPDATE.search(spot.label) and bool(_DIGIT.search(_without_update(text)))


def _without_update(text: str) -> str:
    """A line without what it says of a later change: "Posted 20 July, updated 21 July" up to the comma."""
    lowered = text.lower()
    match = _UPDATE.search(lowered)
    if match is None or len(lowered) != len(text):
        return text if match is None else ""
    if published := _PUBLISHED_WORD.search(lowered, match.end()):
        return text[published.start() :]
    return text[: match.start()]


# --- the zone --------------------------------------------------------------------------------------------


def _restore_offset(moment: Moment, said: Sequence[Moment], shown: _Shown) -> Moment:
    """An instant written in UTC in the page's own zone, where the page tells it: its day is what its readers saw.

    The offset is that of another date of the same instant, or what parts the instant from the clock shown by the
    headline. A day alone tells no zone, so the instant stays in UTC then: an offset is never guessed.
    """
    if not isinstance(moment, datetime) or moment.utcoffset() != timedelta(0):
        return moment
    for other in chain(said, _each_date(shown)):
        if isinstance(other, datetime) and other.utcoffset() and abs(other - moment) < timedelta(minutes=1):
            return moment.astimezone(other.tzinfo)
    for spot in shown.lines:
        text = _without_update(spot.text)
        day = parse_date(text)
        if day is None or isinstance(day, datetime):
            continue
        if (offset := _read_offset(moment, day, text)) is not None:
            return moment.astimezone(timezone(offset))
    return moment


def _each_date(shown: _Shown) -> Iterator[Moment]:
    yield from shown.dates


def _read_offset(moment: datetime, day: date, text: str) -> timedelta | None:
    """What parts `moment`, to the minute, from the day and clock time that `text` shows; None where no zone does."""
    clocks = list(_CLOCK.finditer(text))
    if len(clocks) != 1:
        return None
    hour, minute, half = int(clocks[0].group(1)), int(clocks[0].group(2)), clocks[0].group(3)
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    offset = local - moment.replace(second=0, microsecond=0)
    whole = offset % timedelta(minutes=30) == timedelta(0)
    near = timedelta(hours=-_FARTHEST_WEST_HOURS) <= offset <= timedelta(hours=_FARTHEST_EAST_HOURS)
    return offset if whole and near else None


def find_updated(meta: Mapping[str, str], article: Mapping[str, Any], *, lang: str | None) -> Moment | None:
    """The last change, as JSON-LD or the meta elements have it."""
    if found := parse_date(jsonld.text_of(article.get("dateModified")), lang):
        return found
    return next((found for name in _UPDATED_META if name in meta and (found := parse_date(meta[name], lang))), None)
