"""Dates that stand neither in a page's metadata nor by its headline: in its own entry in a list, in its first words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from digest.extract.dates import parse_date
from digest.models import Moment
from digest.text import one_line

_MAX_LINKS = 2000
_MAX_OWN_LINKS = 10
_MAX_CLIMB = 6
_MAX_ENTRY_LINKS = 20
_MAX_ENTRY = 600
_MAX_LINE = 60
_MIN_OPENING = 80
_PARAGRAPHS = 6
_FRAMES = frozenset({"body", "main", "article", "header", "footer", "nav"})
_BRACKETED = re.compile(r"[(\[（【]\s*([^()\[\]（）【】]{6,40})[)\]）】]")


def find_own_entry(
    root: HtmlElement, addresses: tuple[str | None, ...], lang: str, *, is_update: Callable[[str], bool]
) -> Moment | None:
    """The date of the page's own entry in a list of the site's articles: the one that links to the page itself.

    `addresses` are the page's; that of a home page names no article, and a link to a part of the page ("#comment-3")
    is none to the page. None where its entries give no date, or more than one day.
    """
    own = {_trim(address) for address in addresses if address and _names_page(address)}
    base = next((address for address in addresses if address and _names_page(address)), None)
    if base is None:
        return None
    links = (link for _, link in zip(range(_MAX_LINKS), root.iter("a"), strict=False) if _resolve(base, link) in own)
    entries = dict.fromkeys(_find_entry(link, base, own) for _, link in zip(range(_MAX_OWN_LINKS), links, strict=False))
    found = [moment for entry in entries for moment in _read_entry(entry, lang, is_update)]
    days = {moment.date() if isinstance(moment, datetime) else moment for moment in found}
    return max(found, key=lambda moment: isinstance(moment, datetime)) if len(days) == 1 else None


def _names_page(address: str) -> bool:
    """Whether an address is sound and that of a page below the home page."""
    try:
        return bool(urlsplit(address).path.strip("/"))
    except ValueError:
        return False


def _resolve(base: str, link: HtmlElement) -> str | None:
    href = (link.get("href") or "").strip()
    if not href or "#" in href:
        return None
    try:
        return _trim(urljoin(base, href))
    except ValueError:
        return None


def _trim(address: str) -> str:
    """An address as links are compared: without scheme, part and closing slash."""
    return urldefrag(address).url.partition("://")[2].rstrip("/")


def _find_entry(link: HtmlElement, base: str, own: set[str]) -> HtmlElement:
    """The largest element around `link` that has no link to elsewhere."""
    entry = link
    for _ in range(_MAX_CLIMB):
        parent = entry.getparent()
        if parent is None or parent.tag in _FRAMES:
            break
        links = [other for _, other in zip(range(_MAX_ENTRY_LINKS + 1), parent.iter("a"), strict=False)]
        others = (other for other in links if (other.get("href") or "").strip())
        if len(links) > _MAX_ENTRY_LINKS or any(_resolve(base, other) not in own for other in others):
            break
        entry = parent
    return entry


def _read_entry(entry: HtmlElement, lang: str, is_update: Callable[[str], bool]) -> Iterator[Moment]:
    """The dates in the short lines of an entry; none where it is too long to be one."""
    if len(_text_of(entry)) > _MAX_ENTRY:
        return
    for element in entry.iter():
        if not isinstance(element.tag, str):
            continue
        line = _text_of(element)
        if 5 < len(line) < _MAX_LINE and not is_update(line.lower()):
            found = parse_date(element.get("datetime"), lang) or parse_date(line, lang)
            if found is not None:
                yield found


def read_opening(headline: HtmlElement, lang: str) -> date | None:
    """The day in brackets that opens the first paragraph after `headline`: "(20.07.1969) The harbour …"."""
    paragraphs = headline.xpath(f"following::p[position() <= {_PARAGRAPHS}]")
    texts = (_text_of(paragraph) for paragraph in paragraphs)
    opening = _BRACKETED.match(next((text for text in texts if len(text) >= _MIN_OPENING), ""))
    found = parse_date(opening.group(1), lang) if opening else None
    return found.date() if isinstance(found, datetime) else found


def _text_of(element: HtmlElement) -> str:
    return one_line(" ".join(str(piece) for piece in element.itertext()))
