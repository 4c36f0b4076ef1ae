"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom and RDF through feedparser, JSON Feed through `jsonfeed`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from digest.errors import FeedError
from digest.fetch.dates import parse_feed_date
from digest.fetch.entries import (
    absolute_link,
    choose_guid,
    plain_title,
    settle_guids,
    split_byline,
    text_to_html,
    unique_names,
)
from digest.fetch.jsonfeed import is_json_feed, load_json, parse_json_feed, read_language
from digest.models import Entry, Feed, Moment
from digest.text import one_line

MAX_BYTES = 32 * 1024 * 1024
_SNIFFED = 64 * 1024
_SKIPPED = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf|channel)\b([^>]*)>", re.IGNORECASE | re.DOTALL)
_ROOT_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_RSS_IN_RDF = re.compile(r"purl\.org/(?:rss|net/rss)|my\.netscape\.com/|channel\.netscape\.com/", re.IGNORECASE)
_ATOM = re.compile(r"purl\.org/atom|www\.w3\.org/2005/atom|version\s*=", re.IGNORECASE)
_BARE_TAG = re.compile(r"<[a-zA-Z/]")


def sniff_feed(body: bytes) -> bool:
    """Whether a file is a feed at all, told by its root element, or for JSON by what the object says it is."""
    start = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in {b"{", b"["}:
        if len(body) > MAX_BYTES:
            return False
        try:
            return is_json_feed(load_json(body))
        except FeedError:
            return False
    text = _after_prolog(body)
    root = _ROOT.match(text)
    if not root:
        return False
    name, attributes = root[1].lower(), root[2]
    if name == "rdf":
        return _RSS_IN_RDF.search(attributes) is not None
    return name != "feed" or _ATOM.search(attributes) is not None


def parse_feed(body: bytes, *, url: str) -> Feed:
    """Parse a feed found at `url` (an address, or a file's key).

    Entries keep the feed's order; one that cannot be read, and each field of one, is left out and named in
    `problems`. Of an Atom or Dublin Core entry with only one date, that date is `published`. Bodies are not sanitised
    and their links not resolved: the entry's own URL is their base.
    Raises FeedError with code "empty", "too-large", "not-a-feed" or "malformed".
    """
    if len(body) > MAX_BYTES:
        raise FeedError("too-large", f"{len(body):,} bytes, at most {MAX_BYTES:,} are read")
    start = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not start:
        raise FeedError("empty", "the file is empty")
    if start[:1] in {b"{", b"["}:
        return parse_json_feed(body, url=url)
    if not sniff_feed(body) and _ROOT_HTML.match(_after_prolog(body)):
        raise FeedError("not-a-feed", "a web page, not a feed: look in it for a link to its feed")
    return _read_feed(_run_feedparser(body), url)


def _after_prolog(body: bytes) -> str:
    """The beginning of an XML text from its first element on."""
    encoding = "utf-8"
    for mark, name in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if body.startswith(mark):
            encoding = name
    text = body[:_SNIFFED].decode(encoding, "replace").lstrip("\ufeff")
    position = 0
    while match := _SKIPPED.match(text, position):
        position = match.end()
    return text[position:]


def _run_feedparser(body: bytes) -> Mapping[str, Any]:
    import feedparser

    try:
        # Bytes in a stream: given text, feedparser opens it as a path or address.
        parsed = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it is a parser of hostile text with parts of its own age: any error is the feed's
        raise FeedError("malformed", f"the feed could not be parsed: {one_line(str(error)[:200])}") from error
    if not parsed.get("version"):
        raise FeedError("not-a-feed", "neither RSS nor Atom nor RDF")
    if parsed.get("bozo") and not parsed.get("entries") and not parsed.get("feed"):
        raise FeedError("malformed", f"broken XML: {_describe(parsed.get('bozo_exception'))}")
    result: Mapping[str, Any] = parsed
    return result


def _describe(error: object) -> str:
    return one_line(str(error)[:200]) or type(error).__name__


def _read_feed(parsed: Mapping[str, Any], url: str) -> Feed:
    channel: Mapping[str, Any] = parsed.get("feed") or {}
    version = str(parsed["version"])
    problems: list[str] = []
    if parsed.get("bozo") and not _is_harmless(parsed.get("bozo_exception")):
        problems.append(f"broken XML, read as far as it goes: {_describe(parsed.get('bozo_exception'))}")
    home = absolute_link(channel.get("link"), absolute_link(url, None))
    base = absolute_link(url, None) or home
    title = _read_title(channel)
    # An Atom entry without an author has its feed's (RFC 4287, 4.2.1), unless that is just the outlet.
    fallback = (
        tuple(name for name in _read_byline(channel, version) if name != title) if version.startswith("atom") else ()
    )
    entries = []
    for number, item in enumerate(parsed.get("entries") or (), start=1):
        try:
            entries.append(
                _read_entry(item, number, url=url, base=base, version=version, fallback=fallback, problems=problems)
            )
        except Exception as error:  # one bad entry must not take the others with it
            problems.append(f"entry {number} could not be read: {_describe(error)}")
    settled, twice = settle_guids(entries)
    return Feed(
        url=url,
        title=title,
        home=home,
        lang=_read_language_of(channel),
        version=version,
        entries=settled,
        problems=(*problems, *twice),
    )


def _is_harmless(error: object) -> bool:
    """Whether a complaint is about headers or a charset's label, not about the feed's text."""
    return type(error).__name__ in {"CharacterEncodingOverride", "NonXMLContentType"}


def _read_entry(
    item: Mapping[str, Any],
    number: int,
    *,
    url: str,
    base: str | None,
    version: str,
    fallback: tuple[str, ...],
    problems: list[str],
) -> Entry:
    # A redirecting service keeps the address it redirects to in an element of its own.
    link = absolute_link(_get(item, "feedburner_origlink"), base) or _read_link(item, base)
    title = _read_title(item)
    body = _read_body(item)
    published = _read_date(item, "published", number, problems) or _read_date(item, "created", number, problems)
    updated = _read_date(item, "updated", number, problems)
    return Entry(
        feed_url=url,
        guid=choose_guid(_text(item, "id") or "", url=link, title=title, published=published or updated, body=body),
        url=link,
        title=title,
        byline=_read_byline(item, version) or fallback,
        published=published if published is not None else updated,
        updated=updated if published is not None and updated != published else None,
        summary_html=body,
        lang=_read_language_of(item),
        image=_read_image(item, base),
    )


def _read_link(item: Mapping[str, Any], base: str | None) -> str | None:
    link = _get(item, "link")
    # Without a link feedparser takes the id for one: that it is only if it is an address as it stands.
    return absolute_link(link, None if link == _get(item, "id") else base)


def _get(owner: Mapping[str, Any], field: str) -> Any:
    """A field as it stands: feedparser's own look-up maps some names to others, with warnings."""
    return dict.get(owner, field) if isinstance(owner, dict) else owner.get(field)


def _text(owner: Mapping[str, Any], field: str) -> str | None:
    value = _get(owner, field)
    return value if isinstance(value, str) else None


def _read_title(owner: Mapping[str, Any]) -> str | None:
    detail = _get(owner, "title_detail")
    kind = str(detail.get("type", "")) if isinstance(detail, Mapping) else ""
    text = _text(owner, "title") or ""
    return plain_title(text, markup=kind.endswith("html") and _BARE_TAG.search(text) is not None)


def _read_body(item: Mapping[str, Any]) -> str:
    for part in [*(_get(item, "content") or ()), _get(item, "summary_detail")]:
        if not isinstance(part, Mapping):
            continue
        value, kind = str(part.get("value") or "").strip(), str(part.get("type") or "")
        if value and (kind.endswith(("html", "html+xml")) or kind in {"", "text/plain"}):
            return text_to_html(value) if kind == "text/plain" and not _BARE_TAG.search(value) else value
    return (_text(item, "summary") or "").strip()


def _read_byline(owner: Mapping[str, Any], version: str) -> tuple[str, ...]:
    authors = [author for author in _get(owner, "authors") or () if isinstance(author, Mapping)]
    if len(authors) < 2 and not version.startswith("atom"):
        return split_byline(_text(owner, "author") or "")
    return unique_names(name for author in authors for name in split_byline(str(author.get("name") or "")))


def _read_date(item: Mapping[str, Any], field: str, number: int, problems: list[str]) -> Moment | None:
    text = _text(item, field)
    if not text or not text.strip():
        return None
    moment = parse_feed_date(text)
    parts = _get(item, f"{field}_parsed") if moment is None else None
    # A form that only feedparser knows. It guesses, with today's date too: the year has to be the text's.
    if parts is not None and re.search(rf"(?<!\d){parts[0]:04}(?!\d)", text):
        moment = parse_feed_date(f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}")
    if moment is None:
        problems.append(f"entry {number}: {field} is no date: {one_line(text[:60])!r}")
    return moment


def _read_language_of(item: Mapping[str, Any]) -> str | None:
    details = [_get(item, "title_detail"), *(_get(item, "content") or ()), _get(item, "summary_detail")]
    tags = [detail.get("language") for detail in details if isinstance(detail, Mapping)]
    return read_language(_text(item, "language")) or next((tag for raw in tags if (tag := read_language(raw))), None)


def _read_image(item: Mapping[str, Any], base: str | None) -> str | None:
    found: list[object] = []
    for media in _get(item, "media_content") or ():
        if isinstance(media, Mapping) and (
            media.get("medium") == "image" or str(media.get("type", "")).startswith("image/")
        ):
            found.append(media.get("url"))
    image = _get(item, "image")
    if isinstance(image, Mapping):
        found.append(image.get("href") or image.get("url"))
    for link in _get(item, "links") or ():
        if (
            isinstance(link, Mapping)
            and link.get("rel") == "enclosure"
            and str(link.get("type", "")).startswith("image/")
        ):
            found.append(link.get("href"))
    found += [media.get("url") for media in _get(item, "media_thumbnail") or () if isinstance(media, Mapping)]
    return next((address for raw in found if (address := absolute_link(raw, base))), None)
