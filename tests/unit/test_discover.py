"""Feeds found in pages: what is declared, what is linked, and in which order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.fetch.discover import MAX_FOUND, FoundFeed, find_feeds, list_usual_addresses
from digest.urls import is_web_url

HOME = "https://courier.example/"
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour &amp; Quay</title><item/></channel></rss>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title></feed>'
RDF = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    b"<channel><title>Old Quay</title></channel></rdf:RDF>"
)
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "title": "Quay J", "items": []}'


def find(head: str = "", body: str = "", url: str = HOME) -> list[FoundFeed]:
    page = f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>"
    return list(find_feeds(page.encode(), url=url))


def addresses(head: str = "", body: str = "", url: str = HOME) -> list[str]:
    return [found.url for found in find(head, body, url)]


def link(href: str, mime: str = "application/rss+xml", title: str = "", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{mime}" title="{title}" href="{href}">'


@pytest.mark.parametrize(
    ("body", "kind", "title"),
    [(RSS, "rss", "Harbour & Quay"), (ATOM, "atom", "Quay"), (RDF, "rdf", "Old Quay"), (JSON, "json", "Quay J")],
)
def test_a_feed_is_its_own(body: bytes, kind: str, title: str) -> None:
    (found,) = find_feeds(body, url="https://courier.example/x")
    assert (found.url, found.kind, found.title, found.found_by) == ("https://courier.example/x", kind, title, "page")


def test_declared_feeds_keep_the_pages_order_and_are_absolute() -> None:
    found = find(
        link("/rss", title="All &amp; more")
        + link("atom.xml", "application/atom+xml; charset=utf-8")
        + link("//cdn.example/f.json", "application/feed+json")
    )
    assert [(one.url, one.kind, one.title) for one in found] == [
        ("https://courier.example/rss", "rss", "All & more"),
        ("https://courier.example/atom.xml", "atom", None),
        ("https://cdn.example/f.json", "json", None),
    ]
    assert {one.found_by for one in found} == {"link"}


def test_the_base_counts_for_links_before_it_too() -> None:
    assert addresses(link("feed") + '<base href="/news/"><base href="/other/">') == [f"{HOME}news/feed"]


def test_a_links_attributes_may_be_written_in_any_way() -> None:
    head = "<LINK HREF=/rss TYPE=Application/RSS+XML REL='home ALTERNATE'>"
    assert addresses(head) == [f"{HOME}rss"]


def test_what_is_no_feed_is_left_out() -> None:
    head = (
        link("/style", "text/css")
        + link("/wp/posts/1", "application/json", title="JSON")
        + link("/oembed?format=xml", "text/xml+oembed")
        + link("/foaf", "application/rdf+xml", title="FOAF")
        + '<link rel="alternate" hreflang="de" href="/de/">'
        + link("/feed.css", rel="alternate stylesheet")
        + link("/rss.xml", rel="preload")
        + link("javascript:alert(1)")
        + link("ftp://courier.example/rss")
        + link("")
    )
    assert addresses(head) == []


def test_types_that_are_shared_need_an_address_or_title_that_says_feed() -> None:
    head = (
        link("/index.rdf", "application/rdf+xml")
        + link("/feed.json", "application/json")
        + link("/all", "text/xml", title="News as RSS")
        + '<link rel="feed" href="/latest">'
        + link("/typed")
    )
    assert [(one.url.removeprefix(HOME), one.kind) for one in find(head)] == [
        ("typed", "rss"),
        ("index.rdf", "rdf"),
        ("feed.json", "json"),
        ("all", "unknown"),
        ("latest", "unknown"),
    ]


def test_feeds_of_comments_come_last() -> None:
    head = (
        link("/comments/feed/", title="Courier » Comments Feed")
        + link("/k/feed", title="Courier » Kommentar-Feed")
        + link("/feed/", title="Courier » Feed")
    )
    found = find(head, '<a href="/world.rss">World</a>')
    assert [(one.url.removeprefix(HOME), one.comments) for one in found] == [
        ("feed/", False),
        ("world.rss", False),
        ("comments/feed/", True),
        ("k/feed", True),
    ]


def test_a_section_called_comments_is_no_feed_of_comments_on_its_own_page() -> None:
    (found,) = find(link("/comments/rss"), url=f"{HOME}comments")
    assert not found.comments


@pytest.mark.parametrize(
    "href",
    ["/news.rss", "/rss.xml", "/feed", "/feeds/world", "/a/rss/", "/?feed=rss2", "/world?rss",
     "/index.php?format=feed&amp;type=rss",
     "/feed.json", "/all-news-rss.php", "/index.xml", "https://feeds.courier.example/world", "feed:https://courier.example/x",
     "feed://courier.example/x.rss"],
)  # fmt: skip
def test_anchors_that_look_like_feeds_are_guessed(href: str) -> None:
    (found,) = find(body=f'<p><a href="{href}">Follow <b>us</b></a></p>')
    assert found.found_by == "anchor"
    assert found.title == "Follow us"
    assert found.url.startswith("https://")


@pytest.mark.parametrize(
    "href",
    ["/", "#rss", "/rss.html", "/feeding-the-harbour", "/newsfeed-story-about-rss", "/atomic",
     "mailto:rss@courier.example",
     "https://reader.example/subscribe/feed/https://courier.example/rss", "https://reader.example/rss?url=http%3A%2F%2Fx",
     "/feed.png", "/type?x=rss", "javascript:feed()", "http://[", "/rss/about.html"],
)  # fmt: skip
def test_other_anchors_are_not(href: str) -> None:
    assert addresses(body=f'<a href="{href}">Feed the gulls</a>') == []


def test_words_speak_for_an_anchor_whose_address_does_not() -> None:
    body = '<a href="/syndication">RSS</a><a href="/s2"><img alt="RSS" src="i.png"></a><a href="/s3">atomic clock</a>'
    assert addresses(body=body) == [f"{HOME}syndication", f"{HOME}s2"]


def test_the_sites_own_anchors_come_first_and_none_twice() -> None:
    body = (
        '<a href="https://elsewhere.example/rss.xml">a</a><a href="/feed">b</a><a href="/feed#x">c</a>'
        '<a href="https://www.courier.example/all.rss">d</a>'
    )
    assert addresses(link("/feed") + link("/feed"), body) == [
        f"{HOME}feed",
        "https://www.courier.example/all.rss",
        "https://elsewhere.example/rss.xml",
    ]


def test_credentials_go_and_spaces_are_encoded() -> None:
    assert addresses(link("https://user:pw@courier.example/my feed.rss")) == [f"{HOME}my%20feed.rss"]


def test_other_charsets() -> None:
    head = f"<html><head>{link('/rss', title='Новости')}"
    for codec in ("utf-16", "utf-8-sig"):
        assert find_feeds(head.encode(codec), url=HOME)[0].title == "Новости"
    declared = ('<meta charset="windows-1251">' + head).encode("cp1251")
    assert find_feeds(declared, url=HOME)[0].title == "Новости"
    assert find_feeds(declared.replace(b"windows-1251", b"no-such-one"), url=HOME)[0].url == f"{HOME}rss"


@pytest.mark.parametrize("body", [b"", b"  ", b"\0\0", b"{}", b"[1]", b"<!-- -->", b"%PDF-1.7", b"\xff\xfe", b"<"])
def test_what_is_no_page_has_no_feeds(body: bytes) -> None:
    assert find_feeds(body, url=HOME) == ()


def test_a_broken_feed_is_named() -> None:
    with pytest.raises(FeedError):
        find_feeds(b"<channel><title>No version</title></channel>", url=HOME)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 200_000 + link("/late").encode(),
        b"<a " + b"x=1 " * 200_000 + b">",
        b"<a href=/rss>" * 100_000,
        b"<" * 500_000,
        b"<a href='" + b"/rss?" * 200_000,
        b"<!--" * 200_000,
    ],
    ids=["deep", "attributes", "anchors", "brackets", "address", "comments"],
)
def test_hostile_pages_take_no_long_time(body: bytes) -> None:
    page = f"<html><head>{link('/rss')}</head><body>".encode() + body
    started = time.process_time()
    found = find_feeds(page, url=HOME)
    assert time.process_time() - started < 12
    assert found[0].url == f"{HOME}rss"
    assert len(found) <= MAX_FOUND


@given(
    href=st.text(max_size=60),
    rel=st.sampled_from(["alternate", "feed", "x"]),
    mime=st.sampled_from(["application/rss+xml", "text/xml", ""]),
)
def test_any_address_gives_web_addresses_or_nothing(href: str, rel: str, mime: str) -> None:
    quoted = href.replace("&", "&amp;").replace('"', "&quot;")
    page = f'<link rel="{rel}" type="{mime}" href="{quoted}"><a href="{quoted}">rss</a>'
    for found in find_feeds(page.encode("utf-8", "replace"), url=HOME):
        assert is_web_url(found.url)
        assert not any(character.isspace() for character in found.url)
        assert "@" not in found.url.split("/")[2]


def test_usual_addresses_are_below_the_page_then_at_the_root() -> None:
    assert list_usual_addresses("https://courier.example/blog")[:2] == (f"{HOME}blog/feed/", f"{HOME}blog/rss.xml")
    assert f"{HOME}feed/" in list_usual_addresses("https://courier.example/blog")
    below = list_usual_addresses("https://courier.example/blog/index.php?x=1")
    assert below[0] == f"{HOME}blog/feed/"
    root = list_usual_addresses("https://courier.example")
    assert len(root) == len(set(root))
    assert root[0] == f"{HOME}feed/"
    assert list_usual_addresses("content/inbox") == ()
