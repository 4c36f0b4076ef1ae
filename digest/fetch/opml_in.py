"""OPML as feed readers export it (opml.org/spec2.opml; 1.0 and 1.1 differ in nothing that matters here)."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from digest.config_edit import MAX_NAME, address_key
from digest.errors import FeedError
from digest.text import one_line
from digest.urls import hide_credentials, is_web_url, strip_url

MAX_BYTES = 16 * 1024 * 1024
MAX_OUTLINES = 100_000
MAX_PROBLEMS = 1_000

_FEED_TYPES = frozenset(("", "rss", "rss1", "rss2", "atom", "feed", "pie", "json", "rdf"))
_ROOT = re.compile(r"<(?:[\w.-]+:)?(\w+)")
_BARE_AMPERSAND = re.compile(r"&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31};)")
_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z][a-zA-Z0-9]{1,31});")
_ENTITY_DECLARATION = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,150}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
          (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))  # fmt: skip
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=(https?:)?)", re.IGNORECASE)
# A tag's time grows with the square of its attributes; an outline has a dozen.
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{50000,}>?")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlFeed:
    """A subscription: what `sources` in config.yaml wants to know of it."""

    name: str
    feed: str
    home: str | None = None

    def as_row(self) -> dict[str, str]:
        """The keys of a source."""
        row = {"name": self.name, "feed": self.feed}
        return row | ({"home": self.home} if self.home else {})


def parse_opml(body: bytes) -> tuple[tuple[OpmlFeed, ...], tuple[str, ...]]:
    """The feeds of an OPML file in its order, from outlines at any depth, each address once; and what was left out.

    A feed without a title is called by its host. Left out, and named with its line: outlines without a web address,
    links and included lists, which are no feeds, and addresses that come twice. Broken XML is read as far as it goes.
    Raises FeedError with code "empty", "too-large", "not-opml", or "entities" where the file declares entities.
    """
    if len(body) > MAX_BYTES:
        raise FeedError("too-large", f"{len(body):,} bytes, at most {MAX_BYTES:,} are read")
    text = _mend(_decode(body))
    if not text.strip():
        raise FeedError("empty", "the file is empty")
    if _ENTITY_DECLARATION.search(text):
        raise FeedError("entities", "the file declares XML entities, which no feed reader writes; it was not read")
    outlines, problems = _read_outlines(text)
    feeds: dict[str, OpmlFeed] = {}
    for line, attributes in outlines:
        found = _read_outline(attributes)
        if isinstance(found, str):
            problems.append(f"line {line}: {found}")
        elif found is not None:
            key = address_key(found.feed)
            if key in feeds:
                problems.append(f"line {line}: {found.name}: {hide_credentials(found.feed)} comes twice")
            feeds.setdefault(key, found)
    if len(problems) > MAX_PROBLEMS:
        problems[MAX_PROBLEMS:] = [f"and {len(problems) - MAX_PROBLEMS:,} more"]
    return tuple(feeds.values()), tuple(problems)


def _read_outline(attributes: Mapping[str, str]) -> OpmlFeed | str | None:
    """A feed, what speaks against it, or None for a folder or a remark."""
    kind = attributes.get("type", "").strip().lower()
    plain_url = attributes.get("url", "")
    raw = attributes.get("xmlurl") or (plain_url if kind and kind in _FEED_TYPES else "")
    label = (_label(attributes.get("title")) or _label(attributes.get("text")))[:MAX_NAME].strip()
    if not raw.strip():
        if kind == "include":
            return f"{label}: another list, {_show(plain_url)}: import that file too"
        if kind == "link":
            return f"{label}: a link, not a feed: {_show(plain_url)}"
        return f"{label}: no address of a feed (xmlUrl)" if kind and kind in _FEED_TYPES else None
    address = _web_address(raw)
    if address is None:
        return f"{label or 'a feed'}: {_show(raw)} is no http or https address"
    home = _web_address(attributes.get("htmlurl", ""))
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    # Some readers write the address where a title is missing.
    name = host if not label or is_web_url(label) else label
    return OpmlFeed(name=name or "Source", feed=address, home=home)


def _web_address(raw: str) -> str | None:
    address = strip_url(raw)
    if scheme := _FEED_SCHEME.match(address):
        address = ("" if scheme[1] else "https://") + address[scheme.end() :]
    address = re.sub(r"\s", "%20", address)
    try:
        usable = is_web_url(address) and bool(urlsplit(address).hostname)
    except ValueError:
        usable = False
    return address if usable else None


def _label(text: str | None) -> str:
    """A title on one line; readers escape twice what came to them escaped."""
    return one_line(html.unescape((text or "")[: MAX_NAME * 10]))


def _show(url: str) -> str:
    return hide_credentials(one_line(url))[:200] or "without an address"


# --- XML -------------------------------------------------------------------------------------------------


def _decode(body: bytes) -> str:
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body.decode(codec, "replace").lstrip("\ufeff")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        declared = _ENCODING.match(body)
    try:
        return body.decode(declared[1].decode("ascii") if declared else "cp1252", "replace")
    except (LookupError, UnicodeError):
        return body.decode("cp1252", "replace")


def _mend(text: str) -> str:
    """`text` without what readers are known to write into OPML though XML forbids it: bare "&", HTML's entities."""
    text = _LONG_TAG.sub("", _NOT_XML.sub("", _DECLARATION.sub("", text, count=1)))
    return _NAMED_ENTITY.sub(_expand_entity, _BARE_AMPERSAND.sub("&amp;", text))


def _expand_entity(match: re.Match[str]) -> str:
    character = html.unescape(match.group())
    return html.escape(character) if character != match.group() else f"&amp;{match[1]};"


def _read_outlines(text: str) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """Line and attributes, names in lower case, of every outline; and what is wrong with the XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise FeedError("not-opml", f"no OPML: {one_line(str(error))[:200]}") from error
    if root is None or _local_name(root) != "opml":
        raise FeedError("not-opml", "no OPML: its first element has to be <opml>; export the subscriptions as OPML")
    problems = []
    if errors := [error for error in parser.error_log if error.level_name != "WARNING"]:
        problems.append(f"line {errors[0].line}: broken XML, read as far as it goes: {one_line(errors[0].message)}")
    outlines: list[tuple[int, dict[str, str]]] = []
    for element in root.iter("{*}*"):
        if _local_name(element) != "outline":
            continue
        if len(outlines) == MAX_OUTLINES:
            problems.append(f"more than {MAX_OUTLINES:,} outlines; the rest was not read")
            break
        attributes = {str(name).rpartition("}")[2].lower(): str(value) for name, value in element.attrib.items()}
        line = element.sourceline
        outlines.append((line if isinstance(line, int) else 0, attributes))
    return outlines, problems


def _local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
