"""Every feed of a site of hundreds of invented articles against its specification, and read back."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from digest.render.feeds import build_feeds
from tests.large_site import make_large_site

SCHEMAS = Path(__file__).parents[1] / "fixtures" / "feeds"
ARTICLES = 150
FEED_KEYS = {"version", "title", "description", "home_page_url", "feed_url", "language", "items"}
ITEM_KEYS = {
    *(
        "id",
        "url",
        "external_url",
        "title",
        "summary",
        "date_published",
        "date_modified",
        "authors",
        "tags",
        "language",
    ),
    *("content_html", "content_text", "image"),
}


@cache
def feeds() -> dict[str, bytes]:
    """Path -> bytes of every feed."""
    return {page.path: page.body for page in build_feeds(make_large_site(ARTICLES))}


def of_kind(kind: str) -> dict[str, bytes]:
    found = {path: body for path, body in feeds().items() if path.endswith(f".{kind}")}
    assert len(found) > 10
    return found


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_every_feed_is_valid(kind: str) -> None:
    """RFC 4287 and RSS 2.0, as RELAX NG."""
    schema = etree.RelaxNG(etree.parse(SCHEMAS / f"{kind}.rng"))
    assert b'<media:content url="https://img.example/1.jpg" medium="image"' in feeds()[f"feeds/articles.{kind}"]
    for path, body in of_kind(kind).items():
        schema.validate(etree.fromstring(body))
        assert not schema.error_log, (path, str(schema.error_log)[:600])


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("atom", (b"<updated>", b"<updated>on ")),
        ("atom", (b'rel="alternate"', b'rel="enclosure"')),
        ("rss", (b"<guid ", b"<guide ")),
        ("rss", (b" GMT</pubDate>", b"</pubDate>")),
    ],
)
def test_a_broken_feed_is_not_valid(kind: str, change: tuple[bytes, bytes]) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / f"{kind}.rng"))
    body = feeds()[f"feeds/articles.{kind}"].replace(b"</guid>", b"</guide>" if change[1] == b"<guide " else b"</guid>")
    assert not schema.validate(etree.fromstring(body.replace(*change)))


def test_each_element_has_one_link_of_a_kind() -> None:
    """RFC 4287, 4.1.2 and 4.2.7: an entry without content has an alternate link; no two of one kind."""
    atom = "{http://www.w3.org/2005/Atom}"
    for path, body in of_kind("atom").items():
        root = etree.fromstring(body)
        assert [link.get("rel") for link in root.findall(f"{atom}link")] == ["alternate", "self"]
        for entry in root.findall(f"{atom}entry"):
            kinds = [link.get("rel") for link in entry.findall(f"{atom}link")]
            assert kinds in (["alternate"], ["alternate", "via"]), path


def test_ids_are_unique_and_a_feed_is_as_new_as_its_newest_entry() -> None:
    for path, body in of_kind("atom").items():
        parsed = feedparser.parse(BytesIO(body))
        ids = [entry.id for entry in parsed.entries]
        assert len(set(ids)) == len(ids), path
        newest = max((entry.updated for entry in parsed.entries), default=parsed.feed.updated)
        assert parsed.feed.updated == newest, path


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_every_feed_is_read_back_whole(kind: str) -> None:
    for path, body in of_kind(kind).items():
        parsed = feedparser.parse(BytesIO(body))
        assert not parsed.bozo, path
        assert len(parsed.entries) == len(re.findall(rb"<(?:entry|item)[ >]", body)), path
        assert all(entry.link and entry.id and entry.published_parsed for entry in parsed.entries), path


def test_every_json_feed_is_valid() -> None:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): what must be there, and nothing of another type."""
    for path, body in of_kind("json").items():
        feed: dict[str, Any] = json.loads(body)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert set(feed) <= FEED_KEYS, path
        assert urlsplit(feed["feed_url"]).path.endswith(path)
        ids = [item["id"] for item in feed["items"]]
        assert len(set(ids)) == len(ids)
        for item in feed["items"]:
            assert set(item) <= ITEM_KEYS
            assert ("content_html" in item) != ("content_text" in item)
            assert all(isinstance(value, str) for key, value in item.items() if key not in {"authors", "tags"})
            urls = [value for key, value in item.items() if key.endswith("url") or key == "image"]
            assert all(value.startswith(("http://", "https://")) for value in urls)
            assert all(list(author) == ["name"] and author["name"] for author in item.get("authors", ()))
            assert all(isinstance(tag, str) and tag for tag in item.get("tags", ()))
            assert all(datetime.fromisoformat(item[key]).tzinfo for key in ("date_published", "date_modified"))
