"""When a page was first published, and last changed: from its metadata, its mark-up, its address, its lines.

What the page shows beside its headline settles what its metadata leave open: which of two dates, and in which zone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property, partial
from itertools import chain
from typing import Any

from lxml.html import HtmlElement

from digest.extract import jsonld
from digest.extract.claims import Claim
from digest.extract.dates import is_date_alone, parse_date
from digest.extract.owndates import find_own_entry, read_opening
from digest.extract.spots import Spot, Spots, is_page_footer, words_before
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

_PUBLISHED_KEYS = ("datePublished", "dateCreated", "uploadDate")
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
_SIGNED = re.compile(
    r"(?:published|posted|publicado|publicada|publié|publiée|pubblicato|veröffentlicht|gepubliceerd|опубликовано)\b[^\n]*\d",
    re.IGNORECASE,
)
_MARKED = re.compile(r"datepublished|dtpublished|\bpubdate")
_MARKS = ("datepublished", "dtpublished", "pubdate")
_SURE_LABEL = re.compile(
    r"(?:^|[\s_-])(?:publish(?:ed)?(?:[_-]?(?:date|time|on))?|(?:post|entry|article|pub)[_-]?date|date-header|submitted|"
    r"dtpublished|datepublished)(?:$|[\s_-])"
)
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.h]([0-5]\d)(?::[0-5]\d)?(?![\d:]|\.\d)\s*([ap]\.?m\b)?", re.IGNORECASE
)
_NUMBERS = re.compile(r"\d{1,2}/\d{1,2}/")  # month or day first: nobody knows
_DIGIT = re.compile(r"\d")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_PARTING = re.compile(r"\s+[|•·⋅∙●/–—-]\s+")
_TIMES = frozenset({"time", "abbr", "relative-time", "time-ago"})
_URL_PATH = "url path"
_BY_HEADLINE = "line by the headline"
_MAX_ALONE = 30
_NEAR = 25
_NEAR_BEFORE = 8
_NEAR_ASIDE = 12
_MAX_LINE = 80
_FARTHEST_EAST_HOURS = 14
_FARTHEST_WEST_HOURS = 12


def find_published(
    spots: Spots,
    meta: Mapping[str, str],
    article: Mapping[str, Any],
    *,
    url: str | None,
    lang: str | None,
    title: str | None = None,
    canonical: str | None = None,
) -> Claim[Moment] | None:
    """The first publication; None where the page does not say. `meta` by folded name, `article` from JSON-LD.

    `title` is the headline, beside which the page shows its date; `url` and `canonical` are its addresses.
    """
    lang = lang or "und"
    shown = _Shown(spots, title, lang, (url, canonical), partial(_find_change, meta, article, lang))
    texts = {f"json-ld {key}": jsonld.text_of(article.get(key)) for key in _PUBLISHED_KEYS}
    texts |= {f"meta {name}": meta[name] for name in _PUBLISHED_META if name in meta}
    said = [Claim(found, where) for where, text in texts.items() if (found := parse_date(text, lang))]
    by_address = _read_address(url)
    if said:
        chosen = _choose(said, shown)
        moments = [claim.value for claim in said]
        agreed = sum(_day_of(moment) == _day_of(chosen.value) for moment in (*moments, by_address) if moment) - 1
        return Claim(_restore_offset(chosen.value, moments, shown), chosen.where, agreed)
    loose = [Claim(found, f"meta {name}") for name in _LOOSE_META if (found := parse_date(meta.get(name), lang))]
    numbers = any(_NUMBERS.match(meta[name]) for name in _LOOSE_META if name in meta)
    if loose and (not shown.dates or (not numbers and _day_of(loose[0].value) == _day_of(shown.dates[0]))):
        first = loose[0]
    elif shown_first := _find_shown(shown, by_address):
        first = shown_first
    else:
        return None
    days = [_day_of(moment) for moment in (*(shown.dates[:1]), by_address) if moment]
    agreed = days.count(_day_of(first.value)) - (first.where in (_BY_HEADLINE, _URL_PATH))
    return Claim(_restore_offset(first.value, (), shown), first.where, max(agreed, 0))


def _read_address(url: str | None) -> Moment | None:
    return parse_date("-".join(match.groups())) if url and (match := _URL_DATE.search(url)) else None


class _Shown:
    """What a page shows by its headline: the lines that may be a date, and their dates, read when first asked for."""

    def __init__(
        self,
        spots: Spots,
        title: str | None,
        lang: str,
        addresses: tuple[str | None, ...],
        find_change: Callable[[], Claim[Moment] | None],
    ) -> None:
        self._spots, self.title, self.lang, self.addresses = spots, title, lang, addresses
        self.find_change = find_change

    @property
    def page(self) -> HtmlElement:
        return self._spots.root

    @cached_property
    def spots(self) -> Sequence[Spot]:
        """The short elements of the page."""
        return self._without_title(self._spots)

    @cached_property
    def lines(self) -> Sequence[Spot]:
        return self._without_title(_lines_near_title(self._spots, self.title))

    @cached_property
    def marked(self) -> Sequence[Spot]:
        """Those that mark-up calls the date of publication, wherever they stand."""
        named = self._spots.find_named(*_MARKS, attribute="pubdate")
        marked = (spot for spot in named if _MARKED.search(spot.label) or "pubdate" in spot.element.attrib)
        return self._without_title([*marked])

    def find_tagged(self, *tags: str) -> Sequence[Spot]:
        """Those that are elements of `tags`, wherever they stand."""
        return self._without_title(self._spots.find_tagged(*tags))

    def _without_title(self, spots: Sequence[Spot]) -> Sequence[Spot]:
        """`spots` without the headline, where it has a date: that is what the article is about."""
        title = self.title or ""
        return [spot for spot in spots if title not in spot.text] if parse_date(title) else spots

    @cached_property
    def dates(self) -> list[Moment]:
        return [found for spot in self.lines if (found := _read_spot(spot, self.lang))]


def _choose(said: Sequence[Claim[Moment]], shown: _Shown) -> Claim[Moment]:
    """The first date of the metadata; where they differ, the first of them that the page shows by its headline."""
    if len({_day_of(claim.value) for claim in said[:2]}) > 1 and shown.dates:
        for claim in said[:2]:
            if abs(_day_of(claim.value) - _day_of(shown.dates[0])) <= timedelta(days=1):
                return claim
    return said[0]


def _day_of(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


# --- what the page shows ---------------------------------------------------------------------------------


def _lines_near_title(spots: Sequence[Spot], title: str | None) -> list[Spot]:
    """The lines that may be a date, shortly after the headline, then those shortly before it."""
    near = find_near_title(spots, title, after=_NEAR, before=_NEAR_BEFORE)
    near = [spot for at, spot in enumerate(near) if not spot.aside or at < _NEAR_ASIDE or at >= _NEAR]
    return [spot for spot in near if _is_date_line(spot) and len(spot.text) <= _MAX_LINE]


def _find_shown(shown: _Shown, by_address: Moment | None) -> Claim[Moment] | None:
    """The date that mark-up or lines show, the surest first."""
    lang = shown.lang
    if found := _first_date((spot for spot in shown.marked if not spot.aside), lang, "date mark-up"):
        return found
    near = shown.lines
    times = [spot for spot in near if spot.tag in _TIMES]
    labelled = [spot for spot in near if not spot.aside and _DATE_LABEL.search(spot.label)]
    if found := _first_date((*times, *labelled), lang, _BY_HEADLINE):
        return found
    times = [spot for spot in shown.find_tagged(*_TIMES) if not spot.aside]
    times = [spot for spot in times if not _UPDATE.search(f"{spot.label} {spot.text.lower()}")]
    times.sort(key=lambda spot: not spot.is_headed)
    if found := _only_date(times, lang, "time element"):
        return found
    if by_address:
        return Claim(by_address, _URL_PATH)
    return _first_date(near, lang, _BY_HEADLINE) or _find_apart(shown) or _find_anywhere(shown.spots, lang)


def _find_anywhere(spots: Sequence[Spot], lang: str) -> Claim[Moment] | None:
    """The date of the lines of the whole page, the surest first."""
    front = [spot for spot in spots if not spot.aside]
    lines = [spot for spot in front if _is_date_line(spot)]
    labelled = [spot for spot in lines if _DATE_LABEL.search(spot.label)]
    labelled.sort(key=lambda spot: not spot.is_headed)
    says = [spot for spot in lines if _SAYS_PUBLISHED.search(spot.text)]
    if found := _first_date(labelled, lang, "date mark-up") or _first_date(says, lang, "visible line"):
        return found
    sure = [spot for spot in spots if _SURE_LABEL.search(spot.label)]
    if found := _only_date(sure, lang, "date mark-up aside"):
        return found
    signed = [spot for spot in spots if len(spot.text) <= _MAX_LINE and _SIGNED.match(spot.text)]
    signed = [spot for spot in signed if not is_page_footer(spot.element)]
    short = [spot for spot in lines if len(spot.text) <= _MAX_ALONE]
    alone = [spot for spot in short if any(is_date_alone(part, lang) for part in _PARTING.split(spot.text))]
    return _only_date(signed, lang, "visible line aside") or _only_date(alone, lang, "only date")


def _find_apart(shown: _Shown) -> Claim[Moment] | None:
    """The date of the page's own entry in a list, or in brackets before its first words."""
    root = shown.page.getroottree().getroot()
    if found := find_own_entry(root, shown.addresses, shown.lang, is_update=lambda line: bool(_UPDATE.search(line))):
        return Claim(found, "own entry in a list")
    headline = next((spot for spot in shown.find_tagged(*_HEADINGS) if spot.text == shown.title), None)
    opening = read_opening(headline.element, shown.lang) if headline else None
    return Claim(opening, "opening words") if opening else None


def _first_date(spots: Iterable[Spot], lang: str | None, where: str) -> Claim[Moment] | None:
    return next((Claim(found, where) for spot in spots if (found := _read_spot(spot, lang))), None)


def _only_date(spots: Iterable[Spot], lang: str | None, where: str) -> Claim[Moment] | None:
    """The date of all that have one; None where they differ, as in lists of other articles."""
    found = [moment for spot in spots if (moment := _read_spot(spot, lang))]
    return Claim(found[0], where) if found and len({_day_of(moment) for moment in found}) == 1 else None


def _read_spot(spot: Spot, lang: str | None) -> Moment | None:
    """The date of publication in one line: what its mark-up says, else its words."""
    values = [value for name in ("datetime", "content", "title") if (value := spot.element.get(name))]
    for text in (*values, _without_update(spot.text)):
        if found := parse_date(text, lang):
            return None if _UPDATE.search(words_before(spot.element)) else found
    return None


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
    headline. Where the headline's date is the day before or after, with no clock, that day is given: it is what the
    page says, and an offset is never guessed. That day's first minute, though, tells the offset.
    """
    if not isinstance(moment, datetime) or moment.utcoffset() != timedelta(0):
        return moment
    for other in chain(said, _each_date(shown)):
        if isinstance(other, datetime) and other.utcoffset() and abs(other - moment) < timedelta(minutes=1):
            return moment.astimezone(other.tzinfo)
    for spot in shown.lines:
        text = _without_update(spot.text)
        day = parse_date(text, shown.lang)
        if day is None or isinstance(day, datetime):
            continue
        if (offset := _read_offset(moment, day, text)) is not None:
            return moment.astimezone(timezone(offset))
    return _choose_day(moment, shown)


def _choose_day(moment: datetime, shown: _Shown) -> Moment:
    """The day that the page prints by its headline for an instant in UTC, if some zone had it then; else `moment`."""
    days = [_day_of(found) for found in shown.dates]
    if not days or moment.date() in days or ((changed := shown.find_change()) and days[0] == _day_of(changed.value)):
        return moment
    first = next(spot for spot in shown.lines if _read_spot(spot, shown.lang))
    if _CLOCK.search(first.text):  # of another instant
        return moment
    midnight = datetime(days[0].year, days[0].month, days[0].day, tzinfo=UTC)
    ahead, behind = midnight - moment, moment - midnight - timedelta(days=1)
    if timedelta(0) < ahead <= timedelta(hours=_FARTHEST_EAST_HOURS):
        return moment.astimezone(timezone(ahead)) if ahead % timedelta(hours=1) == timedelta(0) else days[0]
    return days[0] if timedelta(0) <= behind < timedelta(hours=_FARTHEST_WEST_HOURS) else moment


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


def find_updated(
    spots: Spots,
    meta: Mapping[str, str],
    article: Mapping[str, Any],
    *,
    lang: str | None,
    title: str | None,
    look: bool,
) -> Claim[Moment] | None:
    """The last change, as JSON-LD or the meta elements have it; else, if `look`, a line by the headline."""
    lang = lang or "und"
    if said := _find_change(meta, article, lang):
        return said
    near = find_near_title(spots, title, after=_NEAR, before=_NEAR_BEFORE) if look else []
    lines = (spot for spot in near if not spot.aside and len(spot.text) <= _MAX_LINE)
    return next((Claim(found, _BY_HEADLINE) for spot in lines if (found := _read_update(spot, lang))), None)


def _find_change(meta: Mapping[str, str], article: Mapping[str, Any], lang: str) -> Claim[Moment] | None:
    """The last change as the metadata have it."""
    texts = {"json-ld dateModified": jsonld.text_of(article.get("dateModified"))}
    texts |= {f"meta {name}": meta[name] for name in _UPDATED_META if name in meta}
    return next((Claim(found, where) for where, text in texts.items() if (found := parse_date(text, lang))), None)


def _read_update(spot: Spot, lang: str) -> Moment | None:
    """The date of a change in one line, where it or the words before it say that it is one."""
    match = _UPDATE.search(spot.text.lower())
    text = spot.text[match.end() :] if match else spot.text
    if not _DIGIT.search(text) or not (
        match or _UPDATE.search(spot.label) or _UPDATE.search(words_before(spot.element))
    ):
        return None
    return parse_date(spot.element.get("datetime"), lang) or parse_date(text, lang)
