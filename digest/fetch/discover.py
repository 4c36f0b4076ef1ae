"""The feeds of a web page: what it declares (HTML, "link type alternate"; RSS autodiscovery), then what it links to.

What a page declares is taken by its type; an anchor has none, so it is judged by its address and its words, and
whoever adds it has to fetch it first.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from lxml import etree

from digest.fetch.entries import absolute_link
from digest.fetch.feeds import parse_feed, sniff_feed
from digest.text import one_line
from digest.urls import site_of

FeedKind = Literal["rss", "atom", "json", "rdf", "unknown"]
FoundBy = Literal["page", "link", "anchor"]

MAX_BYTES = 8 * 1024 * 1024
"""Of a page that are read; a declaration stands near its beginning."""
MAX_FOUND = 100
MAX_ANCHORS = 5_000
"""That are looked at closely, of those that mention a feed."""
MAX_TITLE = 200

_TYPES: Mapping[str, FeedKind] = {
    "application/rss+xml": "rss",
    "application/rss": "rss",
    "application/x-rss+xml": "rss",
    "text/rss+xml": "rss",
    "text/rss": "rss",
    "application/atom+xml": "atom",
    "application/x.atom+xml": "atom",
    "application/x-atom+xml": "atom",
    "application/atom": "atom",
    "text/atom+xml": "atom",
    "application/feed+json": "json",
}
# Types that other things have too (a page's record in an API, a person's FOAF file): the address has to say "feed".
_SHARED_TYPES = frozenset(
    ("", "application/rdf+xml", "application/xml", "text/xml", "application/json", "application/rss+json")
)

_ENDING = re.compile(r"\.(?:rss2?|rdf|atom)\Z")
_FEED_FILE = re.compile(
    r"(?:\A|[._-])(?:rss|rss2|feeds?|atom|rdf)(?:[._-]\w{1,30})*\.(?:xml|json|php|aspx?|cfm|cgi|jsp)\Z"
)
_FEED_NAMES = frozenset(("rss", "rss2", "feed", "feeds", "atom", "rdf"))
_FORMATS = frozenset(("rss", "rss2", "rss_2.0", "rss20", "atom", "rdf", "feed", "jsonfeed"))
_FORMAT_KEYS = frozenset(("feed", "format", "type", "output", "view", "alt", "mode", "fmt", "tempskin"))
_NO_FEED = re.compile(r"\.(?:x?html?|pdf|jpe?g|png|gif|svg|webp|ico|mp[34]|zip|css|js|opml|docx?)\Z")
_FEED_WORDS = re.compile(r"\brss\b|\b(?:atom|xml|json)[ -]?feed\b", re.IGNORECASE)
_HINT = re.compile(r"rss|feed|atom|rdf|index\.xml", re.IGNORECASE)  # without one of these no rule below speaks
_ADDRESS_WITHIN = re.compile(r"https?(?::|%3a)", re.IGNORECASE)  # a reader's "subscribe to …"
_FEED_SCHEME = re.compile(r"\s*feed:(?://)?(?=(https?:)?)", re.IGNORECASE)
# "Comments on …" as publishing systems call it, by stem, in the languages they come in.
_COMMENTS = re.compile(
    r"comments|comment[ _/-]?feed|komment?[ae][nr]|commentaires|comentarios|comentários|commenti\b|reacties|"
    r"комментари|коментар|комент|komentarz|komentář|komentár|kommentit|hozzászólás|yorum|σχόλι|"
    r"تعليقات|تعلیقات|دیدگاه|תגובות|コメント|评论|評論|留言|댓글|ความเห็น|bình luận",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The parser's time for one tag grows with the square of its attributes.
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}>?")

# Where to look when a page declares none: the addresses that the common publishing systems give a feed.
_USUAL = ("feed/", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss", "feed.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """An address that is, or looks like, a feed. `title` is the page's word for it, on one line."""

    url: str
    title: str | None
    kind: FeedKind
    found_by: FoundBy
    """ "page": it is what was given; "link": the page declares it; "anchor": a guess, to be fetched before use."""
    comments: bool = False
    """Whether it seems to hold readers' comments, not articles."""


def find_feeds(body: bytes, *, url: str) -> tuple[FoundFeed, ...]:
    """The feeds of the page `body` that was read at `url` (the final address, after redirects), best first.

    If it is a feed itself, that alone. Otherwise what its `<link>` elements declare, in the page's order; then
    anchors that look like feeds, the site's own first; then feeds of comments. Each address once, absolute (`<base>`
    is honoured), http or https, without credentials. Nothing found is an empty tuple.
    Raises FeedError where the body is a feed that cannot be read.
    """
    if sniff_feed(body):
        feed = parse_feed(body, url=url)
        title = one_line(feed.title or "")[:MAX_TITLE] or None
        return (FoundFeed(url=url, title=title, kind=_kind_of_version(feed.version), found_by="page"),)
    page = _read_page(body)
    base = absolute_link(page.base, url) or absolute_link(url, None)
    about_comments = _mentions_comments(url, None)  # an opinion section may be called "Comments"
    ranked: list[tuple[bool, int, int, FoundFeed]] = []
    for number, (rank, found) in enumerate([*_declared_feeds(page, base), *_linked_feeds(page, base, url)]):
        comments = not about_comments and _mentions_comments(found.url, found.title)
        ranked.append((comments, rank, number, replace(found, comments=comments)))
    ranked.sort(key=lambda item: item[:3])
    unique: dict[str, FoundFeed] = {}
    for *_, found in ranked:
        unique.setdefault(found.url, found)
    return tuple(unique.values())[:MAX_FOUND]


def list_usual_addresses(url: str) -> tuple[str, ...]:
    """Addresses to try in this order where a page at `url` names no feed: below it, then at the root. Each once."""
    page = absolute_link(url, None)
    if page is None:
        return ()
    parts = urlsplit(page)
    root = f"{parts.scheme}://{parts.netloc}/"
    name = parts.path.rpartition("/")[2]
    folder = parts.path if "." in name else parts.path.rstrip("/") + "/"
    below = urljoin(root, folder.rpartition("/")[0] + "/")
    return tuple(dict.fromkeys(urljoin(start, name) for start in (below, root) for name in _USUAL))


# --- judging ---------------------------------------------------------------------------------------------


def _declared_feeds(page: _Page, base: str | None) -> Iterator[tuple[int, FoundFeed]]:
    for attributes in page.links:
        rel = set(attributes.get("rel", "").lower().split())
        address = _absolute(attributes.get("href"), base)
        if address is None or rel.isdisjoint({"alternate", "feed"}) or "stylesheet" in rel:
            continue
        mime = attributes.get("type", "").partition(";")[0].strip().lower()
        title = _title(attributes.get("title"))
        kind = _TYPES.get(mime)
        if kind is None:
            if mime not in _SHARED_TYPES:
                continue
            looks = _rate_address(address)
            if looks is None and "feed" not in rel and not (mime and _FEED_WORDS.search(title or "")):
                continue
            kind = _kind_of_address(address, mime)
        # What has a feed's own type comes before what shares it.
        yield 0 if mime in _TYPES else 1, FoundFeed(url=address, title=title, kind=kind, found_by="link")


def _linked_feeds(page: _Page, base: str | None, url: str) -> Iterator[tuple[int, FoundFeed]]:
    own = site_of(url)
    for attributes, text in page.hinting_anchors():
        address = _absolute(attributes.get("href"), base)
        if address is None or _ADDRESS_WITHIN.search(address, 8) or address == url.partition("#")[0]:
            continue
        title = _title(attributes.get("title")) or _title(text)
        mime = attributes.get("type", "").partition(";")[0].strip().lower()
        told = mime in _TYPES or _FEED_SCHEME.match(attributes["href"]) is not None
        rank = 0 if told else _rate_address(address)
        if rank is None and not _NO_FEED.search(urlsplit(address).path.lower()):
            said = f"{text} {attributes.get('title', '')} {attributes.get('aria-label', '')}"
            rank = 2 if len(said) <= MAX_TITLE and _FEED_WORDS.search(said) else None
        if rank is None:
            continue
        kind = _TYPES.get(mime) or _kind_of_address(address, mime)
        away = 0 if site_of(address) == own else 3
        yield 2 + rank + away, FoundFeed(url=address, title=title, kind=kind, found_by="anchor")


def _rate_address(address: str) -> int | None:
    """How much an address looks like a feed's: 0 clearly, 1 perhaps, None not at all."""
    parts = urlsplit(address)
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    last = segments[-1] if segments else ""
    if _ENDING.search(last) or _FEED_FILE.search(last):
        return 0
    pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100) if len(parts.query) < 2000 else []
    for key, value in pairs:
        if (value.lower() in _FORMATS and key.lower() in _FORMAT_KEYS) or (not value and key.lower() in _FORMATS):
            return 0
    if _NO_FEED.search(last):
        return None
    if last in _FEED_NAMES or last == "index.xml":
        return 1
    host = (parts.hostname or "").split(".")[0]
    named = _FEED_NAMES & set(segments[:-1]) or host in {"feed", "feeds", "rss"}
    return 1 if named and segments else None


def _kind_of_version(version: str) -> FeedKind:
    if version.startswith("atom"):
        return "atom"
    if version.startswith("json"):
        return "json"
    return "rdf" if version in {"rss10", "rss090"} else "rss"


def _kind_of_address(address: str, mime: str) -> FeedKind:
    parts = urlsplit(address)
    said = f"{parts.path.rpartition('/')[2] or parts.path} {parts.query} {mime}".lower()
    kinds: tuple[FeedKind, ...] = ("atom", "json", "rdf", "rss")
    return next((kind for kind in kinds if kind in said), "unknown")


def _mentions_comments(address: str, title: str | None) -> bool:
    parts = urlsplit(address)
    return _COMMENTS.search(f"{unquote(parts.path)} {parts.query}\n{title or ''}") is not None


def _absolute(link: str | None, base: str | None) -> str | None:
    if not link:
        return None
    if scheme := _FEED_SCHEME.match(link):  # "feed://host/…" and "feed:https://…", which old readers ask for
        link = ("" if scheme[1] else "https://") + link[scheme.end() :]
    address = absolute_link(link, base)
    return re.sub(r"\s", "%20", address.partition("#")[0]) if address else None


def _title(text: str | None) -> str | None:
    return one_line((text or "")[: MAX_TITLE * 4])[:MAX_TITLE].strip() or None


# --- reading the page ------------------------------------------------------------------------------------


class _Page:
    """What the parser reports: `link` and `a` elements in order, and the first `base`. No tree is built."""

    def __init__(self) -> None:
        self.base: str | None = None
        self.links: list[dict[str, str]] = []
        self.anchors: list[tuple[dict[str, str], str]] = []
        self._open: dict[str, str] | None = None
        self._words: list[str] = []

    def hinting_anchors(self) -> Iterator[tuple[dict[str, str], str]]:
        """Anchors that mention a feed at all, one for each address."""
        seen: set[str] = set()
        for attributes, text in self.anchors:
            href = attributes.get("href", "")
            if not href or href in seen or len(seen) == MAX_ANCHORS:
                continue
            if _HINT.search("\n".join((href, text[: MAX_TITLE * 4], *attributes.values()))):
                seen.add(href)
                yield attributes, text

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "link":
            self.links.append(dict(attributes))
        elif tag == "a":
            self._close_anchor()
            self._open = dict(attributes)
        elif tag == "base" and self.base is None:
            self.base = attributes.get("href")
        elif tag == "img" and self._open is not None:  # the orange icon
            self._words.append(attributes.get("alt", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "a":
            self._close_anchor()

    def data(self, text: str) -> None:
        """Text."""
        if self._open is not None:
            self._words.append(text)

    def close(self) -> _Page:
        """The page ends."""
        self._close_anchor()
        return self

    def _close_anchor(self) -> None:
        if self._open is not None:
            self.anchors.append((self._open, " ".join("".join(self._words).split())))
        self._open, self._words = None, []


def _read_page(body: bytes) -> _Page:
    page = _Page()
    text = _LONG_TAG.sub("", _decode(body[:MAX_BYTES]).replace("\0", ""))
    if text.strip():
        parser = etree.HTMLParser(target=cast(Any, page), encoding="utf-8", huge_tree=True)
        try:
            parser.feed(text.encode("utf-8", "replace"))
            parser.close()
        except etree.LxmlError:  # nested too deep, or nothing but a comment: what was reported before stands
            page.close()
    return page


def _decode(body: bytes) -> str:
    """A page's text. Addresses are ASCII in any charset the web uses; only titles suffer from a wrong one."""
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(body)  # cut within a character is no error
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(body[:4096])
    try:
        return body.decode(declared[1].decode("ascii") if declared else "cp1252", "replace")
    except (LookupError, UnicodeError):
        return body.decode("cp1252", "replace")
