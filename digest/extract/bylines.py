"""Names of those who wrote an article, out of whatever a page puts into its byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from digest.extract.spots import Spot
from digest.text import one_line

_PREFIX = re.compile(
    r"^(?:(?:posted|written|reported|published|created|edited|words|story|text|review|reviewed|article|opinion|analysis|recipe|authored)\s+)?"
    r"(?:by|by:|von|por|par|di|door|af|av|autor|autora|auteur|autore|author|authors|автор|текст|text|oleh|od|yazan)"
    r"(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\s*[;|•·\n/]\s*|\s*,\s*|\s+(?:and|und|et|y|e|en|og|och|i|и|та|&|＆)\s+|\s*&\s*|\s+[-–—]\s+|、|，", re.IGNORECASE
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\bTwitter\b.*|@\w+", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_DATE_TAIL = re.compile(
    r"\s*(?:\b(?:published|updated|posted|on|at|last)\b[:\s]+.*\d.*|\d{1,2}[:./-]\d{1,2}.*|\b\d{4}\b.*)$", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:reporters?|editors?|correspondents?|writers?|contributors?|columnists?|producers?|photographers?|freelancer?|"
    r"journalists?|redakteur(?:in)?|redacteur|editor-in-chief|chief|senior|staff writer|managing|director|professor|"
    r"lecturer|ph\.?d|m\.?d|m\.?b\.?a|r\.?d|jr|sr|read more|follow|view all|see all|updated|published|posted|min read|"
    r"minutes?|more stories|bio|email|contact|twitter|facebook|linkedin|instagram|share|subscribe|comments?)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    """admin administrator editor author webmaster user guest unknown none null undefined anonymous root nobody
    redazione name default site wordpress wpadmin superadmin""".split()
) | {"super user", "site admin", "web admin", "posted by", "no author", "n/a"}
_AUTHOR_META = (
    "author", "article:author", "dc.creator", "dcterms.creator", "dc:creator", "parsely-author", "sailthru.author",
    "byl", "byline", "og:article:author", "article:author_name", "twitter:data1", "cxenseparse:author", "creator",
)  # fmt: skip
_BYLINE_LABEL = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|authors?|author-?name|writer|autor(?:en|es)?|auteurs?)(?:$|[\s_-])"
)
_NOT_BYLINE = re.compile(r"bio|about|box|avatar|image|img|photo|comment|social|follow|date|time|card-list|desc")
_SAYS_BY = re.compile(
    r"^(?:(?:written|posted|reported|published|words|story|text|article|authored|reviewed)\s+)?(?:by|von|por|par|di|door|av|af|author|autor|auteur)[:\s]\s*[^\W\d_]",
    re.IGNORECASE,
)
_CREDENTIAL = re.compile(r"(?:[A-Z]{2,5}s?|[A-Z][a-z]?\.?[A-Z]\.?[A-Za-z]?\.?|Ph\.?D\.?|M\.?D\.?|Jr\.?|Sr\.?|I{2,3})\Z")
_PLACEHOLDER = re.compile(r"[{}<>$_=\\]|\w\.\w+\.\w")
_MAX_NAME = 70
_NEAR_TITLE = 30


def find_byline(
    spots: list[Spot], meta: Mapping[str, str], names: list[str], *, site_name: str | None
) -> tuple[str, ...]:
    """Who wrote a page: `names` from JSON-LD, meta elements, marked elements, a line that says "By".

    A name that is only the site's own counts when no person is named anywhere.
    """
    fallback: tuple[str, ...] = ()
    for values in (names, *([meta[name]] for name in _AUTHOR_META if name in meta), *_marked_bylines(spots)):
        found = clean_byline(values)
        if found and not _is_site(found, site_name):
            return found
        fallback = fallback or found
    return fallback


def _is_site(names: tuple[str, ...], site_name: str | None) -> bool:
    site = _fold(site_name or "")
    return len(names) == 1 and bool(site) and (_fold(names[0]) in site or site in _fold(names[0]))


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _marked_bylines(spots: list[Spot]) -> Iterator[list[str]]:
    front = [spot for spot in spots if not spot.aside and 2 < len(spot.text) < 150]
    marked = [spot for spot in front if re.search(r"(?:^|\s)author(?:\s|$)", _rel(spot))]
    if marked:
        yield [spot.text for spot in marked[:5]]
    for spot in front:
        if _BYLINE_LABEL.search(spot.label) and not _NOT_BYLINE.search(spot.label):
            yield [spot.text]
    for spot in front:
        near = spot.after_title is not None and spot.after_title <= _NEAR_TITLE
        if near and len(spot.text) < 80 and _SAYS_BY.match(spot.text) and len(spot.text.split()) < 10:
            yield [spot.text]


def _rel(spot: Spot) -> str:
    return f"{spot.element.get('rel') or ''} {spot.element.get('itemprop') or ''}".lower()


def clean_byline(values: list[str]) -> tuple[str, ...]:
    """The people or desks in raw byline texts, one name an item, in order, each once.

    "By", job titles, degrees, addresses, dates and accounts go; a value that is no name goes altogether.
    """
    names: list[str] = []
    seen: set[str] = set()
    for value in values:
        for name in split_names(value):
            folded = name.casefold()
            if folded not in seen and folded not in _NOBODY:
                seen.add(folded)
                names.append(name)
    return tuple(names)


def split_names(value: str) -> list[str]:
    """The names in one byline text."""
    text = _PARENTHESES.sub("", _ADDRESS.sub(" ", one_line(value)))
    text = _PREFIX.sub("", _DATE_TAIL.sub("", text.strip(" ,;|–—-:")).strip())
    found: list[str] = []
    for piece in _BREAK.split(text):
        name = (piece or "").strip(" ,;|–—-:.\"'“”(").strip()
        name = _PREFIX.sub("", name)
        if found and _CREDENTIAL.match(name):
            continue
        if _is_name(name):
            found.append(name)
    return found


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= _MAX_NAME or len(name.split()) > 7 or _PLACEHOLDER.search(name):
        return False
    if any(character.isdigit() for character in name) or not any(character.isalpha() for character in name):
        return False
    return not _ROLE.search(name)
