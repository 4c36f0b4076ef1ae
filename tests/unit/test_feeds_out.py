from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.fetch.feeds import parse_feed
from digest.models import Edition, Page
from digest.render.feed_formats import FeedItem, FeedSpec, entry_id, write_atom, write_json_feed, write_rss
from digest.render.feeds import build_feeds, list_feeds
from digest.render.pages import render_pages
from digest.render.sitemap import write_sitemaps
from digest.render.views import Site
from tests.unit.site_sample import ARTICLES, EDITIONS, GAZETTE, SETTINGS, SOURCES, TEMPLATES, build, hide

GOLDEN = Path(__file__).parents[1] / "fixtures" / "feeds" / "out"
WHEN = datetime(1969, 7, 20, 20, 17, 40, tzinfo=UTC)
WRITERS = {"rss": write_rss, "atom": write_atom, "json": write_json_feed}

ITEM = FeedItem(
    id=entry_id("https://news.example/", "article", "1"),
    title="Eagle & <crew> land",
    url="https://news.example/article/1/",
    external_url="https://times.example/eagle",
    summary_text="At 20:17 the craft set down; fuel < 30 s.",
    content_html="<p>At 20:17 the craft set down; fuel &lt; 30 s.</p>",
    published=WHEN,
    updated=WHEN.replace(hour=22),
    authors=("Science desk",),
    tags=("Space",),
    lang="en",
    source_name="Example Times",
    source_url="https://times.example/feed",
    image_url="https://times.example/eagle.jpg?w=800&h=400",
)
FEED = FeedSpec(
    id=entry_id("https://news.example/", "feed", "articles"),
    title="Eleven Days",
    description="News of July 1969.",
    home_url="https://news.example/",
    self_urls={kind: f"https://news.example/feeds/articles.{kind}" for kind in ("rss", "atom", "json")},
    lang="en",
    updated=ITEM.updated,
    items=(ITEM,),
)

hostile = st.text(st.characters(codec=None, categories=None)) | st.sampled_from(
    [
        "]]>",
        "<![CDATA[",
        "</item>",
        "&lt;",
        "&amp;amp;",
        "\0\x0b\x1f\x7f",
        "\ud800",
        "\ufffe\uffff",
        "<script>",
        "\"'<>&",
        "\u202e",
    ]
)


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_golden_feed(kind: str) -> None:
    """To accept a wanted change, write the new bytes to the file and look at the difference."""
    assert WRITERS[kind](FEED).decode() == (GOLDEN / f"feed.{kind}").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_our_feeds_are_read_by_our_reader(kind: str) -> None:
    feed = parse_feed(WRITERS[kind](FEED), url="https://news.example/feed")
    assert feed.problems == ()
    assert (feed.title, feed.home, feed.lang) == ("Eleven Days", "https://news.example/", "en")
    (entry,) = feed.entries
    assert (entry.guid, entry.url, entry.published) == (ITEM.id, ITEM.url, WHEN)
    assert entry.title == ("Eagle & <crew> land")
    assert entry.byline == ("Science desk",)
    assert entry.summary_html == ITEM.content_html
    assert entry.image == ITEM.image_url


@pytest.mark.parametrize("kind", sorted(WRITERS))
@given(text=hostile, name=hostile)
def test_hostile_texts_leave_the_feed_whole(kind: str, text: str, name: str) -> None:
    item = replace(
        ITEM, title=text, summary_text=text, content_html=text, authors=(name,), tags=(name,), source_name=name
    )
    body = WRITERS[kind](replace(FEED, title=name, description=text, items=(item, ITEM)))
    if kind == "json":
        items = json.loads(body)["items"]
        assert [item["id"] for item in items] == [ITEM.id, ITEM.id]
        return
    root = ElementTree.fromstring(body)
    assert len([node for node in root.iter() if node.tag.endswith(("item", "entry"))]) == 2
    parsed = feedparser.parse(BytesIO(body))
    assert not parsed.bozo
    assert [entry.id for entry in parsed.entries] == [ITEM.id, ITEM.id]


def test_content_passes_unchanged() -> None:
    html = "<p>a ]]> b &amp; “c” <em>d</em></p>\n<p>e</p>"
    feed = replace(FEED, items=(replace(ITEM, content_html=html),))
    for write in WRITERS.values():
        assert parse_feed(write(feed), url="https://news.example/f").entries[0].summary_html == html


def test_an_item_with_nothing_but_a_title_is_valid() -> None:
    bare = FeedItem(id="urn:uuid:0", title="T", url="https://news.example/1", published=WHEN, updated=WHEN)
    feed = replace(FEED, items=(bare,))
    assert json.loads(write_json_feed(feed))["items"][0]["content_text"] == ""
    assert feedparser.parse(BytesIO(write_atom(feed))).entries[0].title == "T"
    assert b"<author" in write_atom(feed)


def test_an_empty_feed_is_valid() -> None:
    feed = replace(FEED, items=())
    assert json.loads(write_json_feed(feed))["items"] == []
    for write in (write_rss, write_atom):
        assert not feedparser.parse(BytesIO(write(feed))).bozo


def test_entry_ids_never_change() -> None:
    """These are out in readers' databases: a change makes every item new."""
    assert entry_id("https://news.example/", "article", "1") == "urn:uuid:4813d311-2c96-5d1d-af96-302796207dbf"
    assert entry_id("https://news.example/", "edition", "1969-07-20") == "urn:uuid:740c1f9c-fb86-553a-bbc7-3f9509c64180"
    assert entry_id("a", "b", "\ud800").startswith("urn:uuid:")


# --- of a site -------------------------------------------------------------------------------------------


def feeds_of(site: Site) -> dict[str, bytes]:
    pages = list(build_feeds(site))
    assert len({page.path for page in pages}) == len(pages)
    return {page.path: page.body for page in pages}


def test_every_feed_that_is_announced_is_there() -> None:
    site = build()
    files, listed = feeds_of(site), list_feeds(site)
    sitemaps = {path for path in files if path.startswith("sitemap")}
    assert set(files) == {link.path for link in listed} | sitemaps
    pages = {page.path for page in render_pages(site, template_folders=(TEMPLATES,), feeds=listed)}
    assert {link.of for link in listed} <= pages
    assert len({link.path for link in listed}) == len(listed)


def test_feeds_of_topics_actors_and_stories() -> None:
    files = feeds_of(build())
    kinds = {path.partition("/")[2].partition("/")[0] for path in files if path.count("/") == 2}
    assert kinds == {"topic", "actor", "story"}
    assert {"feeds/topic/space.rss", "feeds/topic/space.atom", "feeds/topic/space.json"} <= set(files)
    space = json.loads(files["feeds/topic/space.json"])
    assert [item["title"] for item in space["items"]] == [
        "Luna 15 falls silent",
        "President calls the Moon",
        "Two men walk on the Moon",
    ]
    assert space["home_page_url"] == "https://news.example/desk/topic/space/"
    assert feedparser.parse(BytesIO(files["feeds/actor/neil-armstrong.rss"])).entries


def test_every_address_in_a_feed_is_absolute() -> None:
    for path, body in feeds_of(build()).items():
        text = body.decode().partition("?>\n<?xml-stylesheet")[2].partition("?>")[2] or body.decode()
        assert 'href="/' not in text
        assert "href=&quot;/" not in text
        assert "../" not in text, path


def test_the_style_sheet_of_a_feed_is_there() -> None:
    """Relative to the feed, so that a copy of the site on another host shows itself."""
    site = build()
    pages = {page.path for page in render_pages(site, template_folders=(TEMPLATES,), feeds=())}
    for path, body in feeds_of(site).items():
        if path.endswith((".rss", ".atom")):
            sheet = re.search(rb'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>', body)
            assert sheet, path
            assert urljoin("http://x/" + path, sheet[1].decode()).removeprefix("http://x/") in pages


def test_a_sources_policy_holds_in_feeds() -> None:
    items = {item["title"]: item for item in json.loads(feeds_of(build())["feeds/articles.json"])["items"]}
    full, cut, bare = (
        items[title] for title in ("Two men walk on the Moon", "President calls the Moon", "Luna 15 falls silent")
    )
    assert "<h2" in full["content_html"]
    assert "number 29" not in cut["content_html"]
    assert "heavens have become" in cut["content_html"]
    assert "summary" not in bare
    assert "probe" not in bare["content_html"]
    assert bare["external_url"] == "https://lantern.example/3"


def test_pictures_only_where_the_whole_text_may_be_shown() -> None:
    files = feeds_of(build())
    pictured = {item["title"] for item in json.loads(files["feeds/articles.json"])["items"] if "image" in item}
    assert {"Two men walk on the Moon"} <= pictured
    assert not pictured & {"President calls the Moon", "Luna 15 falls silent"}
    for kind in ("rss", "atom"):
        entries = feedparser.parse(BytesIO(files[f"feeds/articles.{kind}"])).entries
        assert {entry.title for entry in entries if "media_content" in entry} == pictured
        assert not [entry for entry in entries if entry.enclosures]
    assert not [path for path, body in files.items() if "editions" in path and b"moon.jpg" in body]


@pytest.mark.parametrize("image", ["javascript:alert(1)", "/moon.jpg", "data:image/png;base64,AA", "//img.example/m"])
def test_a_picture_without_an_address_on_the_web_is_in_no_feed(image: str) -> None:
    site = build(articles=[replace(stored, article=replace(stored.article, image=image)) for stored in ARTICLES])
    assert not [path for path, body in feeds_of(site).items() if b"mrss" in body or b'"image"' in body]


def test_right_to_left_text_says_so() -> None:
    items = json.loads(feeds_of(build())["feeds/articles.json"])["items"]
    arabic = next(item for item in items if item.get("language") == "ar")
    assert arabic["content_html"].startswith('<div dir="rtl">')


def test_the_editions_feed_holds_the_briefing() -> None:
    feed = json.loads(feeds_of(build())["feeds/editions.json"])
    today, yesterday = feed["items"]
    assert today["url"] == "https://news.example/desk/1969/07/21/"
    assert today["date_published"] == "1969-07-21T00:00:00Z"
    assert today["date_modified"] == "1969-07-21T18:00:00Z"
    html = today["content_html"]
    assert "Times are UTC." in html
    assert "Neil Armstrong stepped off the ladder" in html
    assert '<a href="https://harbour-courier.example/1"' in html
    assert "Luna 15 falls silent" in html
    assert "Merckx" in yesterday["content_html"]


def test_an_edition_without_news_is_no_item() -> None:
    quiet = Edition(name="1969-07-22", date=date(1969, 7, 22), cutoff=datetime(1969, 7, 22, 9, tzinfo=UTC), items=())
    files = feeds_of(build(editions=[*EDITIONS, quiet]))
    assert files["feeds/editions.json"] == feeds_of(build())["feeds/editions.json"]


def test_hidden_articles_are_in_no_feed() -> None:
    site = build(articles=[hide(stored) if stored.article.title.startswith("Luna") else stored for stored in ARTICLES])
    assert not [path for path, body in feeds_of(site).items() if b"Luna 15 falls" in body]


def test_an_edit_or_a_move_keeps_ids() -> None:
    def ids(site: Site) -> list[str]:
        return [item["id"] for item in json.loads(feeds_of(site)["feeds/articles.json"])["items"]]

    before = ids(build())
    edited = [replace(stored, article=replace(stored.article, title="Corrected")) for stored in ARTICLES]
    assert ids(build(articles=edited)) == before
    assert ids(build(settings=replace(SETTINGS, base_url="https://moved.example/"))) == before
    assert len(set(before)) == len(before)


def test_same_site_same_bytes() -> None:
    assert feeds_of(build()) == feeds_of(build(articles=ARTICLES[::-1]))


def test_an_empty_site_has_valid_feeds() -> None:
    files = feeds_of(build(articles=(), stories=(), editions=(), topics=()))
    assert {"feeds/articles.rss", "feeds/editions.atom", "feeds/inputs.opml", "sitemap.xml"} <= set(files)
    for path, body in files.items():
        if not path.endswith(".json"):
            ElementTree.fromstring(body)


def test_a_bare_day_begins_in_the_sites_zone() -> None:
    site = build(settings=replace(SETTINGS, timezone="America/New_York"))
    items = json.loads(feeds_of(site)["feeds/articles.json"])["items"]
    assert (
        next(i for i in items if i["title"] == "President calls the Moon")["date_published"] == "1969-07-21T04:00:00Z"
    )


# --- lists -----------------------------------------------------------------------------------------------


def test_opml_of_inputs_and_outputs() -> None:
    files = feeds_of(build())
    inputs = ElementTree.fromstring(files["feeds/inputs.opml"])
    assert [(node.get("text"), node.get("xmlUrl"), node.get("url")) for node in inputs.iter("outline")] == [
        ("Harbour Courier", None, "https://courier.example/"),
        ("Milltown Gazette", "https://gazette.example/feed", None),
    ]
    outputs = ElementTree.fromstring(files["feeds/outputs.opml"])
    addresses = [node.get("xmlUrl", "") for node in outputs.iter("outline")]
    assert addresses[:2] == [f"https://news.example/desk/feeds/{name}.rss" for name in ("editions", "articles")]
    assert all(address.removeprefix("https://news.example/desk/") in files for address in addresses)


@pytest.mark.parametrize(
    "secret", ["https://me:hidden@gazette.example/feed", "https://gazette.example/feed?token=hidden"]
)
def test_no_secret_of_a_source_is_published(secret: str) -> None:
    site = build(sources=[replace(source, feed=secret) if source == GAZETTE else source for source in SOURCES])
    assert not [path for path, body in feeds_of(site).items() if b"hidden" in body]


SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places_in(page: Page) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(page.body).iter(f"{SPACE}loc")]


def test_sitemaps_list_pages_that_are_there_and_may_be_indexed() -> None:
    site = build()
    *parts, index = write_sitemaps(site)
    base = SETTINGS.base_url
    assert places_in(index) == [base + part.path for part in parts]
    assert [part.path for part in parts] == ["sitemap-pages.xml", "sitemap-1969-07.xml"]
    places = [place for part in parts for place in places_in(part)]
    assert len(set(places)) == len(places)
    pages = {p.path: p.body for p in render_pages(site, template_folders=(TEMPLATES,), feeds=())}
    for place in places:
        assert b'name="robots" content="noindex"' not in pages[place.removeprefix(base) + "index.html"], place
    assert f"{base}1969/07/21/" in places
    assert ElementTree.fromstring(parts[0].body).findtext(f"{SPACE}url/{SPACE}lastmod") == "1969-07-21T18:00:00Z"


def test_a_large_month_is_cut_into_files() -> None:
    whole = list(write_sitemaps(build()))
    *parts, index = write_sitemaps(build(), most=4)
    assert index.path == "sitemap.xml"
    assert len(parts) > len(whole) - 1
    assert all(len(places_in(part)) <= 4 for part in parts)
    assert sum(len(places_in(part)) for part in parts) == sum(len(places_in(part)) for part in whole[:-1])
    assert places_in(index) == [SETTINGS.base_url + part.path for part in parts]


def test_dates_at_the_ends_of_the_calendar() -> None:
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        feed = replace(FEED, items=(replace(ITEM, published=moment, updated=moment),))
        assert all(write(feed) for write in WRITERS.values())
    early = [replace(s, article=replace(s.article, published=date(1, 1, 1))) for s in ARTICLES]
    assert feeds_of(build(articles=early, settings=replace(SETTINGS, timezone="Asia/Tokyo")))
