"""When a page was first published, and last changed: from its metadata, its mark-up, its address, its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from digest.extract import jsonld
from digest.extract.dates import parse_date
from digest.extract.spots import Spot
from digest.models import Moment

_PUBLISHED_META = (
    "article:published_time", "og:published_time", "article:published", "og:article:published_time", "datepublished",
    "date_published", "publishdate", "publish-date", "publish_date", "pubdate", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "dc:date",
    "dc:created", "cxenseparse:recs:publishtime", "originalpublicationdate", "article_date_original", "created",
    "article.published", "article:created", "ptime", "displaydate", "date", "og:pubdate", "citation_publication_date",
    "citation_date", "last-published", "release_date", "published-date", "published_date", "rnews:datepublished",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "og:modified_time", "article:updated", "datemodified", "lastmod",
    "last-modified", "dcterms.modified", "dc.date.modified", "modified", "updated_time", "revision_date",
)  # fmt: skip

_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/\-_]?(0[1-9]|1[0-2])[/\-_]?(0[1-9]|[12]\d|3[01])(?![0-9])")
_DATE_LABEL = re.compile(r"date|time|publish|posted|datum|fecha|pubdat|veroeff|erstell|stand\b")
_UPDATE = re.compile(r"updat|modif|edited|aktualis|geändert|letzte änderung|actualiz|mis à jour|aggiorn|bijgewerkt")
_SAYS_PUBLISHED = re.compile(
    r"(?:published|posted|publicado|publicada|publié|publiée|pubblicato|veröffentlicht|erschienen|erstellt|gepubliceerd|"
    r"geplaatst|opublikowano|опубликовано|publicerad|julkaistu|publisert|submitted|created|datum|date|stand|vom|am|le|on)"
    r"\b[^\n]{0,40}\d",
    re.IGNORECASE,
)
_NEAR = 25
_DIGIT = re.compile(r"\d")


def find_published(
    spots: list[Spot], meta: Mapping[str, str], article: Mapping[str, Any], *, url: str | None, lang: str | None
) -> Moment | None:
    """The first publication; None where the page does not say. `meta` by folded name, `article` from JSON-LD."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if found := parse_date(jsonld.text_of(article.get(key)), lang):
            return found
    for name in _PUBLISHED_META:
        if name in meta and (found := parse_date(meta[name], lang)):
            return found
    by_address = parse_date("-".join(match.groups())) if url and (match := _URL_DATE.search(url)) else None
    for text in _marked_dates(spots):
        if found := parse_date(text, lang):
            return found
    return by_address or _find_line(spots, lang)


def _marked_dates(spots: list[Spot]) -> Iterator[str]:
    """Texts that the mark-up calls dates, the surest first."""
    front = [spot for spot in spots if not spot.aside]
    times = [spot for spot in front if spot.tag in ("time", "abbr", "relative-time")]
    for spot in front:
        if "datepublished" in spot.label or "pubdate" in spot.element.attrib:
            yield _value(spot)
    for spot in sorted(
        times, key=lambda spot: (bool(_UPDATE.search(f"{spot.label} {spot.text.lower()}")), spot.after_title is None)
    ):
        yield _value(spot)
    for after_title in (True, False):
        for spot in front:
            if (spot.after_title is not None) is after_title and _DATE_LABEL.search(spot.label) and _is_date_line(spot):
                yield spot.text


def _value(spot: Spot) -> str:
    return spot.element.get("datetime") or spot.element.get("content") or spot.element.get("title") or spot.text


def _is_date_line(spot: Spot) -> bool:
    text = spot.text
    return 5 < len(text) < 120 and bool(_DIGIT.search(text)) and not _UPDATE.search(f"{spot.label} {text.lower()}")


def _find_line(spots: list[Spot], lang: str | None) -> Moment | None:
    """A date in a line by itself near the headline, then one in a line that says so, then any in a short line."""
    lines = [spot for spot in spots if not spot.aside and _is_date_line(spot) and "copyright" not in spot.text.lower()]
    near = [
        spot for spot in lines if spot.after_title is not None and spot.after_title <= _NEAR and len(spot.text) <= 80
    ]
    says = [spot for spot in lines if _SAYS_PUBLISHED.search(spot.text)]
    short = [spot for spot in lines if len(spot.text) <= 30]
    for spot in (*near, *says, *short):
        if "©" not in spot.text and (found := parse_date(spot.text, lang)):
            return found
    return None


def find_updated(meta: Mapping[str, str], article: Mapping[str, Any], *, lang: str | None) -> Moment | None:
    """The last change, as JSON-LD or the meta elements have it."""
    if found := parse_date(jsonld.text_of(article.get("dateModified")), lang):
        return found
    return next((found for name in _UPDATED_META if name in meta and (found := parse_date(meta[name], lang))), None)
