"""An article's headline: what the page shows, checked against what its metadata say.

Titles in metadata are written for search engines and carry the site's name; the headline on the page is the article's
own. So a heading wins when it has enough words in common with them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from digest.extract.claims import Claim
from digest.extract.dates import parse_date
from digest.extract.spots import Spot, Spots
from digest.text import one_line

_TITLE_META = (
    "dc:title", "dc.title", "dcterms.title", "og:title", "twitter:title", "parsely-title", "sailthru.title",
    "weibo:article:title", "headline", "title",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|–—\-·•»«›‹/\\:]+\s+|\s*\|\s*|\s*::\s*")
_PARTED = re.compile(r"\s*:\s|\s[|–—-]\s")  # what style sheets show as a line of its own
_PERMALINK = re.compile(r"\s[¶#§🔗]\Z")
_BAR = re.compile(r"[|»«•]")
_WORD = re.compile(r"\w+")
_FOLD = re.compile(r"[\W_]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_HOME = re.compile(r"(?:https?:)?//[^/?#]+/?|/")
_MAX_HEADINGS = 20
_MAX_LENGTH = 300
_MAX_SAID = 2000
_MIN_DATED = 12
_JSON_LD = "json-ld headline"
_SHARED = "meta og:title"
_TITLE = "title element"
_HEADING = "heading"
# Dice's coefficient, of the words of a heading and of what the metadata say, from which on …
_COMMON_ONLY = 0.45  # the page's only h1 is the headline
_COMMON = 0.5  # the first of several is, or one that they repeat
_COMMON_LATER = 0.75  # a later one is
_COMMON_AGREED = 0.65  # the heading is a variant of the title that three of the metadata give
_COMMON_VARIANT = 0.8  # … and of one that one of them gives
_MIN_WORDS = 4


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
) -> Claim[str] | None:
    """The headline of the page `tree`; `meta` by folded name, `headline` from JSON-LD. None where there is none.

    `by_newsroom`: the headline is that of a NewsArticle, which newsrooms write themselves, so it wins.
    """
    said = _read_said(tree, meta, headline, site_name, url)
    headings = _list_headings(tree, site_name)
    if not (by_newsroom and headline) and (heading := _choose_heading(tree, headings, said)):
        chosen = _improve_heading(heading._replace(value=strip_site(heading.value, site_name, url)), said)
    else:
        names = {_fold(site_name or ""), _fold_host(url)}
        where = next((where for where in said if _fold(said[where]) not in names), next(iter(said), None))
        if where is None:
            return None
        chosen = Claim(_without_tail(said[where]) if where == _TITLE else said[where], where)
        if shorter := _without_kicker(chosen.value, said):
            chosen = Claim(shorter, _SHARED)
        elif shown := next((text for text in headings if _is_tailed(chosen.value, text)), None):
            chosen = Claim(shown, _HEADING)
    return chosen._replace(agreed=_count_agreement(chosen, said, headings))


def _count_agreement(chosen: Claim[str], said: Mapping[str, str], headings: list[str]) -> int:
    """How many of JSON-LD, meta elements, title element and headings say the same, besides the one it is from."""
    wanted = _fold(chosen.value)
    kinds = {where.split()[0] for where, title in said.items() if _fold(title) == wanted}
    if any(_fold(heading) == wanted for heading in headings):
        kinds.add(_HEADING)
    return len(kinds - {chosen.where.split()[0]})


def _read_said(
    tree: HtmlElement, meta: Mapping[str, str], headline: str | None, site_name: str | None, url: str | None
) -> dict[str, str]:
    """What the metadata call the page, without the site's name, by where they say it, the most trusted first."""
    element = next((item for item in tree.iter("title") if next(item.iterancestors("svg"), None) is None), None)
    texts = {
        _JSON_LD: headline,
        **{f"meta {name}": meta.get(name) for name in _TITLE_META},
        _TITLE: element_text(element) if element is not None else None,
    }
    lines = {where: one_line(html.unescape(text[:_MAX_SAID])) for where, text in texts.items() if text}
    titles = {line: strip_site(line, site_name, url) for line in set(lines.values())}  # most say the same
    return {where: titles[line] for where, line in lines.items() if line}


def _list_headings(tree: HtmlElement, site_name: str | None) -> list[str]:
    """The first h1 headings of a page that may be its headline."""
    texts = [one_line(html.unescape(text)) for item in _first(tree, "h1") if (text := _heading_text(item))]
    return [text for text in texts if len(text) <= _MAX_LENGTH and not _is_site(text, site_name)]


def _choose_heading(tree: HtmlElement, headings: list[str], said: Mapping[str, str]) -> Claim[str] | None:
    """The h1 (or, where it is the headline to the word, other heading) that says what the metadata say."""
    titles = list(said.values())
    best = max(headings, key=lambda text: (_likeness(text, titles), _begins(text, titles)), default=None)
    if best is not None:
        only = len({_fold(text) for text in headings}) == 1
        first = best == headings[0] or any(_fold(best) in _fold(title) for title in titles)
        least = _COMMON_ONLY if only else _COMMON if first else _COMMON_LATER
        if not titles or _likeness(best, titles) >= least:
            return Claim(best, _HEADING)
    folded = {_fold(title) for title in titles}
    folded |= {_fold(title[: spans[-1].start()]) for title in titles if (spans := list(_SEPARATOR.finditer(title)))}
    for item in (*_first(tree, "h2"), *_first(tree, "h3")):
        if (text := element_text(item)) and len(text.split()) > 3 and _fold(text) in folded:
            return Claim(text, _HEADING)
    return None


def _begins(text: str, titles: list[str]) -> bool:
    """Whether one of `titles` begins with `text`: what comes first is the article's, what comes last the site's."""
    return any(_fold(title).startswith(_fold(text)) for title in titles)


def _heading_text(heading: HtmlElement) -> str:
    """Its text; none where it is a link to the home page, which is how sites show their own name."""
    text = _PERMALINK.sub("", element_text(heading))
    for link in heading.iter("a"):
        if _HOME.fullmatch((link.get("href") or "").strip()) and element_text(link) == text:
            return ""
    return text


def _improve_heading(chosen: Claim[str], said: Mapping[str, str]) -> Claim[str]:
    """The heading, or the title of the metadata where that is the same headline in a better form.

    That is: without a date or a kicker beside it; not in capitals; with the colon between its parts; or the title that
    was given the page to be shared where the heading is a variant of it that nothing else repeats.
    """
    heading = chosen.value
    for where, title in said.items():
        if title != heading and one_line(_PARTED.sub(" ", title)) == heading:
            return Claim(title, where)
        if _is_dated(heading, title) or (heading.isupper() and not title.isupper() and _is_variant(heading, title)):
            return Claim(title, where)
    if shorter := _without_kicker(heading, said):
        return Claim(shorter, _SHARED)
    if list(said) == [_TITLE]:
        title = said[_TITLE]
        parts = _fold(heading) in _fold(title) or _fold(heading).startswith(_fold(title))
        return chosen if parts else Claim(title, _TITLE)
    shared = said.get(_SHARED)
    if shared and _fold(heading) != _fold(said.get(_JSON_LD, "")):
        agree = all(_fold(said.get(where, "")) == _fold(shared) for where in ("meta twitter:title", _TITLE))
        parts = _fold(heading) in _fold(shared) or _fold(shared) in _fold(heading)
        if not parts and _is_variant(heading, shared, _COMMON_AGREED if agree else _COMMON_VARIANT):
            return Claim(shared, _SHARED)
    return chosen


def _is_variant(text: str, other: str, least: float = _COMMON_VARIANT) -> bool:
    """Whether two headlines differ by some words, and not by the order of the same."""
    likeness = _likeness(text, [other])
    return _words_of(text) == _words_of(other) or least <= likeness < 1


def _without_kicker(text: str, said: Mapping[str, str]) -> str | None:
    """The title given to be shared, where `text` is the same with something before it ("Sea trade: …", "Blog: …")."""
    shared = said.get(_SHARED, "")
    words, others = _words_of(text), _words_of(shared)
    enough = len(others) >= _MIN_WORDS or len(shared) >= _MIN_DATED
    return shared if enough and len(others) < len(words) and words[-len(others) :] == others else None


def _is_tailed(title: str, heading: str) -> bool:
    """Whether `title` is `heading` with something after a separator: who wrote it, where it stands."""
    return title.startswith(heading) and _SEPARATOR.match(title, len(heading)) is not None


def _without_tail(title: str) -> str:
    """A title element without the one to three words at its end, which are the site's name where nothing else is known.

    Only where more than as many words are left.
    """
    spans = list(_SEPARATOR.finditer(title))
    if not spans or len(_words_of(title[spans[-1].end() :])) >= _MIN_WORDS:
        return title
    head = title[: spans[-1].start()].strip()
    return head if len(_words_of(head)) >= _MIN_WORDS else title


@lru_cache(maxsize=256)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


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
    words = set(_words_of(text))
    best = 0.0
    for title in titles:
        others = set(_words_of(title))
        if words and others:
            best = max(best, 2 * len(words & others) / (len(words) + len(others)))
    return best


def _is_site(text: str, site_name: str | None) -> bool:
    return bool(site_name) and _fold(text) == _fold(site_name or "")


@lru_cache(maxsize=1024)
def _fold(text: str) -> str:
    return _FOLD.sub("", text).casefold()


def find_near_title(spots: Sequence[Spot], title: str | None, *, after: int, before: int) -> list[Spot]:
    """Up to `after` short elements after the headline `title` in `spots`, then up to `before` before it.

    The first h1 counts as the headline too; where there is no heading, an element with the same words does, if there
    is one such place: a name that stands in several is that of a page of posts.
    """
    wanted = _fold(title or "")
    if isinstance(spots, Spots):
        spots = spots.read_near(wanted, _fold)
    anchors = [at for at, spot in enumerate(spots) if wanted and spot.tag in _HEADINGS and _fold(spot.text) == wanted]
    highest = min((spots[at].tag for at in anchors), default="")
    anchors = [at for at in anchors if spots[at].tag == highest]
    anchors += [at for at, spot in enumerate(spots) if spot.tag == "h1"][:1]
    if not anchors:
        anchors = [at for at, spot in enumerate(spots) if wanted and _fold(spot.text) == wanted]
        anchors = anchors if _are_nested([spots[at] for at in anchors]) else []
    following: dict[int, Spot] = {}
    leading: dict[int, Spot] = {}
    for anchor in anchors[:5]:
        following |= dict(enumerate(spots[anchor + 1 : anchor + 1 + after], anchor + 1))
        leading |= {at: spots[at] for at in range(anchor - 1, max(anchor - 1 - before, -1), -1)}
    return [*following.values(), *(spot for at, spot in leading.items() if at not in following)]


def _are_nested(spots: list[Spot]) -> bool:
    """Whether each of `spots` stands in the one before: they are one place."""
    return all(one.element in other.element.iterancestors() for one, other in pairwise(spots))


def strip_site(title: str, site_name: str | None, url: str | None) -> str:
    """`title` without the name of the site before or after it, as told by the page or by its address."""
    host = _fold_host(url)
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


@lru_cache(maxsize=64)
def _fold_host(url: str | None) -> str:
    return _fold((urlsplit(url).hostname or "") if url and url.isascii() and "[" not in url else "").removeprefix("www")


def _names_site(part: str, site: str, host: str) -> bool:
    folded = _fold(part)
    if not folded:
        return True
    return (
        folded == site
        or (len(folded) >= 4 and folded in host)
        or (len(site) >= 4 and site in folded and len(folded) < 2 * len(site))
    )
