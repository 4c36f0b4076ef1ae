"""An article's headline: what the page shows, checked against what its metadata say.

Titles in metadata are written for search engines and carry the site's name; the headline on the page is the article's
own. So a heading wins when it has enough words in common with them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from digest.extract.dates import parse_date
from digest.extract.spots import Spot
from digest.text import one_line

_TITLE_META = (
    "og:title", "dc.title", "dcterms.title", "dc:title", "twitter:title", "parsely-title", "sailthru.title",
    "weibo:article:title", "headline", "title",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|–—\-·•»«›‹/\\:]+\s+|\s*\|\s*|\s*::\s*")
_BAR = re.compile(r"[|»«•]")
_WORD = re.compile(r"\w+")
_FOLD = re.compile(r"[\W_]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_MAX_HEADINGS = 20
_MAX_LENGTH = 300
_MAX_SAID = 2000
_MIN_DATED = 12
_COMMON = 0.5


def element_text(element: HtmlElement) -> str:
    """An element's text on one line, its parts kept apart."""
    return one_line(" ".join(str(piece) for piece in element.itertext()))


def find_title(
    tree: HtmlElement,
    meta: Mapping[str, str],
    headline: str | None,
    *,
    by_newsroom: bool,
    site_name: str | None,
    url: str | None,
) -> str | None:
    """The headline of the page `tree`; `meta` by folded name, `headline` from JSON-LD. None where there is none.

    `by_newsroom`: the headline is that of a NewsArticle, which newsrooms write themselves, so it wins.
    """
    if by_newsroom and headline:
        return strip_site(one_line(html.unescape(headline[:_MAX_SAID])), site_name, url)
    element = next((item for item in tree.iter("title") if next(item.iterancestors("svg"), None) is None), None)
    document_title = element_text(element) if element is not None else None
    said = [
        one_line(html.unescape(text))
        for text in (headline, *(meta.get(name) for name in _TITLE_META), document_title)
        if text
    ]
    titles = [strip_site(text, site_name, url) for text in said if text]
    heading = _choose_heading(tree, titles, site_name)
    if heading:
        heading = strip_site(heading, site_name, url)
        return next((title for title in titles if _is_dated(heading, title)), heading)
    return next((title for title in titles if not _is_site(title, site_name)), None) or next(iter(titles), None)


def _choose_heading(tree: HtmlElement, titles: list[str], site_name: str | None) -> str | None:
    """The h1 (or, where it is the headline to the word, other heading) that says what the metadata say."""
    headings = [text for item in _first(tree, "h1") if (text := element_text(item)) and len(text) <= _MAX_LENGTH]
    headings = [text for text in headings if not _is_site(text, site_name)]
    best = max(headings, key=lambda text: _likeness(text, titles), default=None)
    if best is not None and _likeness(best, titles) >= _COMMON:
        return best
    if best is not None and not titles:
        return best
    folded = {_fold(title) for title in titles}
    folded |= {_fold(title[: spans[-1].start()]) for title in titles if (spans := list(_SEPARATOR.finditer(title)))}
    for item in (*_first(tree, "h2"), *_first(tree, "h3")):
        if (text := element_text(item)) and len(text.split()) > 3 and _fold(text) in folded:
            return text
    return None


def _is_dated(heading: str, title: str) -> bool:
    """Whether `heading` is `title` with a date before or after it."""
    if len(title) < _MIN_DATED or len(heading) <= len(title):
        return False
    head, found, tail = heading.partition(title)
    return bool(found) and (parse_date(head) is not None or parse_date(tail) is not None)


def _first(tree: HtmlElement, tag: str) -> list[HtmlElement]:
    return [item for _, item in zip(range(_MAX_HEADINGS), tree.iter(tag), strict=False)]


def _likeness(text: str, titles: list[str]) -> float:
    """Dice's coefficient of the words of `text` and of the likest of `titles`."""
    words = {word.casefold() for word in _WORD.findall(text)}
    best = 0.0
    for title in titles:
        others = {word.casefold() for word in _WORD.findall(title)}
        if words and others:
            best = max(best, 2 * len(words & others) / (len(words) + len(others)))
    return best


def _is_site(text: str, site_name: str | None) -> bool:
    return bool(site_name) and _fold(text) == _fold(site_name or "")


def _fold(text: str) -> str:
    return _FOLD.sub("", text).casefold()


def find_near_title(spots: Sequence[Spot], title: str | None, *, after: int, before: int) -> list[Spot]:
    """Up to `after` short elements after the headline `title` in `spots`, then up to `before` before it.

    The first h1 counts as the headline too; where there is no heading, an element with the same words does.
    """
    wanted = _fold(title or "")
    anchors = [at for at, spot in enumerate(spots) if wanted and spot.tag in _HEADINGS and _fold(spot.text) == wanted]
    highest = min((spots[at].tag for at in anchors), default="")
    anchors = [at for at in anchors if spots[at].tag == highest]
    anchors += [at for at, spot in enumerate(spots) if spot.tag == "h1"][:1]
    anchors = anchors or [at for at, spot in enumerate(spots) if wanted and _fold(spot.text) == wanted]
    following: dict[int, Spot] = {}
    leading: dict[int, Spot] = {}
    for anchor in anchors[:5]:
        following |= dict(enumerate(spots[anchor + 1 : anchor + 1 + after], anchor + 1))
        leading |= {at: spots[at] for at in range(anchor - 1, max(anchor - 1 - before, -1), -1)}
    return [*following.values(), *(spot for at, spot in leading.items() if at not in following)]


def strip_site(title: str, site_name: str | None, url: str | None) -> str:
    """`title` without the name of the site before or after it, as told by the page or by its address."""
    host = _fold((urlsplit(url).hostname or "") if url and url.isascii() and "[" not in url else "").removeprefix("www")
    site = _fold(site_name or "")
    head, colon, rest = title.partition(": ")
    if colon and site and _fold(head).removeprefix("the") == site.removeprefix("the"):
        title = rest.strip() or title
    for _ in range(3):
        spans = list(_SEPARATOR.finditer(title))
        if not spans:
            return title
        first, last = spans[0], spans[-1]
        if _names_site(title[last.end() :], site, host):
            title = title[: last.start()].strip()
        elif _names_site(title[: first.start()], site, host):
            title = title[first.end() :].strip()
        elif site and (span := next((item for item in spans if _fold(title[item.end() :]) == site), None)):
            title = title[: span.start()].strip()
        elif _BAR.search(last.group()) and len(title[: last.start()].split()) >= 4 > len(title[last.end() :].split()):
            title = title[: last.start()].strip()
        else:
            return title
    return title


def _names_site(part: str, site: str, host: str) -> bool:
    folded = _fold(part)
    if not folded:
        return True
    return (
        folded == site
        or (len(folded) >= 4 and folded in host)
        or (len(site) >= 4 and site in folded and len(folded) < 40)
    )
