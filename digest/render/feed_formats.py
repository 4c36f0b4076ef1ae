"""One feed as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1), valid whatever its texts hold.

Pure. Texts are taken as plain, `content_html` as clean HTML (`html.sanitise_html`): here it is only escaped.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from digest.moments import to_utc
from digest.render.links import MIME_TYPES, FeedKind
from digest.text import one_line

GENERATOR = "digest"
# What XML 1.0 (section 2.2) has no place for, less the line ends and tabs that it has.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An item of a feed of ours. `id` is a URN that never changes (`entry_id`), `url` its page on our site."""

    id: str
    title: str
    url: str
    external_url: str | None = None
    """The original."""
    summary_text: str = ""
    content_html: str | None = None
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    """The outlet's feed, or the outlet's own address."""
    image_url: str | None = None
    """Of a picture that stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """A feed, whatever its format. `self_urls` has its address in each format it comes in."""

    id: str
    title: str
    description: str
    home_url: str
    self_urls: Mapping[FeedKind, str] = field(default_factory=dict)
    lang: str
    updated: datetime
    items: tuple[FeedItem, ...]
    style_url: str = ""
    """Of a style sheet by which a browser shows the feed, absolute or from where the feed is."""


def entry_id(site_id: str, kind: str, id: str) -> str:  # noqa: A002 - the field's own word
    """The lasting id of an entry: a `urn:uuid` of version 5 (RFC 9562), made of the site's id and the thing's own."""
    return uuid.uuid5(uuid.NAMESPACE_URL, fit_text(f"{site_id}#{kind}:{id}")).urn


def fit_text(text: str) -> str:
    """`text` without what XML cannot hold: control characters, lone surrogates, U+FFFE, U+FFFF."""
    return _UNFIT.sub("", text)


def write_rss(feed: FeedSpec) -> bytes:
    """RSS 2.0, with `content:encoded`, `dc:creator` and, for a picture, `media:content`."""
    root = Element(
        "rss",
        {
            "version": "2.0",
            "xmlns:atom": "http://www.w3.org/2005/Atom",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            **_media_space(feed),
        },
    )
    channel = SubElement(root, "channel")
    _line(channel, "title", feed.title)
    _line(channel, "link", feed.home_url)
    _line(channel, "description", feed.description or feed.title)
    _line(channel, "language", feed.lang)
    _line(channel, "lastBuildDate", _rfc822(feed.updated))
    _line(channel, "generator", GENERATOR)
    if "rss" in feed.self_urls:
        _link(channel, "atom:link", feed.self_urls["rss"], rel="self", type=MIME_TYPES["rss"])
    for item in feed.items:
        _write_rss_item(SubElement(channel, "item"), item)
    return _xml(root, feed.style_url)


def _write_rss_item(node: Element, item: FeedItem) -> None:
    _line(node, "title", item.title)
    _line(node, "link", item.url)
    SubElement(node, "guid", {"isPermaLink": "false"}).text = item.id
    _line(node, "pubDate", _rfc822(item.published))
    for author in item.authors:
        _line(node, "dc:creator", author)
    for tag in item.tags:
        _line(node, "category", tag)
    if item.summary_text:
        # Here readers expect mark-up, so that a "<" in plain text has to be escaped for them, then for XML.
        _line(node, "description", escape(fit_text(item.summary_text), quote=False))
    if item.content_html:
        SubElement(node, "content:encoded").text = fit_text(item.content_html)
    if item.source_name and item.source_url:
        SubElement(node, "source", {"url": fit_text(item.source_url)}).text = one_line(item.source_name)
    _write_image(node, item)


def write_atom(feed: FeedSpec) -> bytes:
    """Atom 1.0. An item without authors has its source's name as its author, else the feed's title."""
    root = Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", **_media_space(feed), "xml:lang": fit_text(feed.lang)}
    )
    _line(root, "id", feed.id)
    _line(root, "title", feed.title)
    if feed.description:
        _line(root, "subtitle", feed.description)
    _line(root, "updated", _rfc3339(feed.updated))
    _line(SubElement(root, "author"), "name", feed.title)
    _link(root, "link", feed.home_url, rel="alternate", type="text/html")
    if "atom" in feed.self_urls:
        _link(root, "link", feed.self_urls["atom"], rel="self", type=MIME_TYPES["atom"])
    _line(root, "generator", GENERATOR)
    for item in feed.items:
        _write_atom_entry(SubElement(root, "entry"), item)
    return _xml(root, feed.style_url)


def _write_atom_entry(node: Element, item: FeedItem) -> None:
    if item.lang:
        node.set("xml:lang", fit_text(item.lang))
    _line(node, "id", item.id)
    _line(node, "title", item.title)
    _line(node, "published", _rfc3339(item.published))
    _line(node, "updated", _rfc3339(item.updated))
    _link(node, "link", item.url, rel="alternate", type="text/html")
    if item.external_url:
        _link(node, "link", item.external_url, rel="via")
    for author in item.authors or ((item.source_name,) if item.source_name else ()):
        _line(SubElement(node, "author"), "name", author)
    for tag in item.tags:
        SubElement(node, "category", {"term": one_line(tag)})
    if item.summary_text:
        _line(node, "summary", item.summary_text)
    if item.content_html:
        SubElement(node, "content", {"type": "html"}).text = fit_text(item.content_html)
    _write_image(node, item)


def write_json_feed(feed: FeedSpec) -> bytes:
    """JSON Feed 1.1, in UTF-8."""
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed.title),
        "description": one_line(feed.description),
        "home_page_url": fit_text(feed.home_url),
        "feed_url": fit_text(feed.self_urls.get("json", "")),
        "language": fit_text(feed.lang),
        "items": [_write_json_item(item) for item in feed.items],
    }
    kept = {name: value for name, value in written.items() if value not in ("", None)}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _write_json_item(item: FeedItem) -> dict[str, Any]:
    names = item.authors or ((item.source_name,) if item.source_name else ())
    written: dict[str, Any] = {
        "id": item.id,
        "url": fit_text(item.url),
        "external_url": fit_text(item.external_url or ""),
        "title": one_line(item.title),
        "summary": one_line(item.summary_text),
        "image": fit_text(item.image_url or ""),
        "date_published": _rfc3339(item.published),
        "date_modified": _rfc3339(item.updated),
        "authors": [{"name": one_line(name)} for name in names],
        "tags": [one_line(tag) for tag in item.tags],
        "language": fit_text(item.lang or ""),
    }
    kept = {name: value for name, value in written.items() if value}
    # One of the two must be there, if only as an empty text.
    if item.content_html:
        return {**kept, "content_html": fit_text(item.content_html)}
    return {**kept, "content_text": one_line(item.summary_text)}


WRITERS: Mapping[FeedKind, Callable[[FeedSpec], bytes]] = {
    "rss": write_rss,
    "atom": write_atom,
    "json": write_json_feed,
}


def _media_space(feed: FeedSpec) -> dict[str, str]:
    """The namespace of Media RSS (https://www.rssboard.org/media-rss), where an item has a picture."""
    return {"xmlns:media": "http://search.yahoo.com/mrss/"} if any(item.image_url for item in feed.items) else {}


def _write_image(node: Element, item: FeedItem) -> None:
    """A picture as Media RSS has it: RSS's own `enclosure` wants its length and type, which are not known."""
    if item.image_url:
        SubElement(node, "media:content", {"url": fit_text(item.image_url), "medium": "image"})


def _line(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = one_line(text)


def _link(parent: Element, name: str, url: str, **attributes: str) -> None:
    SubElement(parent, name, {"href": fit_text(url), **attributes})


def _xml(root: Element, style_url: str) -> bytes:
    """The document, with its style sheet (https://www.w3.org/TR/xml-stylesheet/): CSS, since browsers drop XSLT."""
    indent(root, " ")
    link = f'<?xml-stylesheet type="text/css" href="{escape(fit_text(style_url))}"?>\n' if style_url else ""
    return f"<?xml version='1.0' encoding='utf-8'?>\n{link}{tostring(root, encoding='unicode')}\n".encode()


def _rfc3339(moment: datetime) -> str:
    return to_utc(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def _rfc822(moment: datetime) -> str:
    return format_datetime(to_utc(moment), usegmt=True)
