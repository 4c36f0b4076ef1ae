"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
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
from digest.models import Entry, Feed, Moment
from digest.text import one_line

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/(1(?:\.\d)?)/?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def load_json(body: bytes) -> Any:
    """The value of a JSON text in UTF-8 or UTF-16/32, with or without a byte order mark; FeedError if it is none."""
    try:
        # json guesses UTF-8, -16 or -32; the byte order mark must go first.
        return json.loads(body.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n") if body[:1] != b"\xff" else body)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise FeedError("malformed", f"not JSON: {reason}") from error


def is_json_feed(value: object) -> bool:
    """Whether a JSON value is a JSON Feed: an object that says so, or has the items and a title of one."""
    if not isinstance(value, Mapping):
        return False
    version = value.get("version")
    if isinstance(version, str) and _VERSION.fullmatch(version.strip()):
        return True
    items = value.get("items")
    return (
        isinstance(value.get("title"), str)
        and isinstance(items, list)
        and bool(items)
        and all(isinstance(item, Mapping) and ("content_html" in item or "content_text" in item) for item in items)
    )


def parse_json_feed(body: bytes, *, url: str) -> Feed:
    """Parse a JSON Feed found at `url`. Fields of the wrong type are left out and named in `problems`.

    Raises FeedError "malformed" where it is no JSON, "not-a-feed" where it is other JSON.
    """
    feed = load_json(body)
    if not is_json_feed(feed):
        raise FeedError("not-a-feed", "JSON, but no JSON Feed: it has no version https://jsonfeed.org/version/1.1")
    problems: list[str] = []
    home = absolute_link(_text(feed, "home_page_url"), url)
    base = absolute_link(_text(feed, "feed_url"), url) or absolute_link(url, None) or home
    items = feed.get("items")
    if not isinstance(items, list):
        problems.append("the feed has no list of items")
        items = []
    entries = []
    for number, item in enumerate(items, start=1):
        if not isinstance(item, Mapping):
            problems.append(f"item {number} is not an object")
            continue
        entries.append(_read_item(item, number, feed=feed, url=url, base=base, problems=problems))
    settled, twice = settle_guids(entries)
    version = _VERSION.fullmatch((_text(feed, "version") or "").strip())
    return Feed(
        url=url,
        title=plain_title(_text(feed, "title") or "", markup=False),
        home=home,
        lang=read_language(_text(feed, "language")),
        version="json11" if version and version[1] != "1" else "json1",
        entries=settled,
        problems=(*problems, *twice),
    )


def read_language(tag: str | None) -> str | None:
    """A language tag as given, with hyphens; None where it is none."""
    tag = (tag or "").strip()
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag) else None


def _read_item(
    item: Mapping[str, Any], number: int, *, feed: Mapping[str, Any], url: str, base: str | None, problems: list[str]
) -> Entry:
    link = absolute_link(_text(item, "url"), base) or absolute_link(_text(item, "external_url"), base)
    title = plain_title(_text(item, "title") or "", markup=False)
    published = _date(item, "date_published", number, problems)
    updated = _date(item, "date_modified", number, problems)
    html = _text(item, "content_html") or text_to_html(_text(item, "content_text") or _text(item, "summary") or "")
    guid = item.get("id")
    # The specification asks readers to take numbers for text.
    own = str(guid) if isinstance(guid, str | int | float) and not isinstance(guid, bool) else ""
    return Entry(
        feed_url=url,
        guid=choose_guid(own, url=link, title=title, published=published, body=html),
        url=link,
        title=title,
        byline=_read_authors(item) or _read_authors(feed),
        published=published if published is not None else updated,
        updated=updated if published is not None and updated != published else None,
        summary_html=html,
        lang=read_language(_text(item, "language")),
        image=absolute_link(_text(item, "image"), base) or absolute_link(_text(item, "banner_image"), base),
    )


def _read_authors(owner: Mapping[str, Any]) -> tuple[str, ...]:
    authors = owner.get("authors")
    if not isinstance(authors, Sequence) or isinstance(authors, str) or not authors:
        authors = [owner.get("author")]  # version 1.0
    names: list[str] = []
    for author in authors:
        name = _text(author, "name") if isinstance(author, Mapping) else None
        names += split_byline(name or "")
    return unique_names(names)


def _date(item: Mapping[str, Any], field: str, number: int, problems: list[str]) -> Moment | None:
    text = _text(item, field)
    moment = parse_feed_date(text) if text else None
    if moment is None and item.get(field) not in (None, ""):
        problems.append(f"item {number}: {field} is no date: {one_line(str(item[field])[:60])!r}")
    return moment


def _text(owner: Mapping[str, Any], field: str) -> str | None:
    value = owner.get(field)
    return value if isinstance(value, str) else None
