"""OPML read as readers write it: nested, mistyped, doubled, broken, hostile."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import parse_config
from digest.config_edit import append_sources
from digest.errors import FeedError
from digest.fetch.opml_in import MAX_OUTLINES, OpmlFeed, parse_opml

SITE = 'site: {title: "Desk", base_url: "https://desk.example/"}\n'


def opml(body: str, version: str = "2.0", prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f'{prolog}<opml version="{version}"><head><title>Mine</title></head><body>{body}</body></opml>'.encode()


def read(body: str, **more: str) -> tuple[OpmlFeed, ...]:
    feeds, problems = parse_opml(opml(body, **more))
    assert problems == ()
    return feeds


def test_feeds_come_in_order_from_any_depth() -> None:
    feeds = read(
        """<outline text="Press" title="Press">
             <outline type="rss" text="Courier" title="Harbour Courier" xmlUrl="https://courier.example/rss"
                      htmlUrl="https://courier.example/"/>
             <outline text="Far"><outline text="Deep" type="atom" xmlUrl="https://deep.example/atom"/></outline>
           </outline>
           <outline text="Quay" xmlUrl="http://quay.example/feed"/>"""
    )
    assert [(one.name, one.feed, one.home) for one in feeds] == [
        ("Harbour Courier", "https://courier.example/rss", "https://courier.example/"),
        ("Deep", "https://deep.example/atom", None),
        ("Quay", "http://quay.example/feed", None),
    ]
    assert feeds[0].as_row() == {
        "name": "Harbour Courier",
        "feed": "https://courier.example/rss",
        "home": "https://courier.example/",
    }
    assert "home" not in feeds[1].as_row()


@pytest.mark.parametrize("version", ["1.0", "1.1", "2.0", ""])
def test_the_version_does_not_matter(version: str) -> None:
    assert len(read('<outline text="A" xmlUrl="https://a.example/"/>', version=version)) == 1


def test_names_of_attributes_in_any_case_and_in_other_namespaces() -> None:
    feeds = read(
        '<outline Text="A" TYPE="RSS" XMLURL="https://a.example/1" HtmlUrl="https://a.example/"/>'
        '<outline text="B" type="rss" url="https://b.example/2"/>'
        '<OUTLINE text="C" xmlns:x="urn:x" x:folder="y" xmlurl="https://c.example/3"/>'
    )
    assert [one.feed for one in feeds] == ["https://a.example/1", "https://b.example/2", "https://c.example/3"]
    assert feeds[0].home == "https://a.example/"


def test_a_missing_title_is_the_host() -> None:
    feeds = read(
        '<outline xmlUrl="https://www.a.example/1"/><outline title=" " text="" xmlUrl="https://b.example/2"/>'
        '<outline text="https://c.example/3" xmlUrl="https://c.example/3"/>'
    )
    assert [one.name for one in feeds] == ["a.example", "b.example", "c.example"]


def test_titles_are_unescaped_and_on_one_line() -> None:
    (feed,) = read('<outline text="Tom &amp;amp; Sons&#10; daily" xmlUrl="https://a.example/?a=1&amp;b=2"/>')
    assert (feed.name, feed.feed) == ("Tom & Sons daily", "https://a.example/?a=1&b=2")


def test_what_is_left_out_is_named_with_its_line() -> None:
    feeds, problems = parse_opml(
        opml(
            """
<outline text="A" xmlUrl="https://a.example/rss"/>
<outline text="A again" xmlUrl="http://www.a.example/rss"/>
<outline text="Mail" type="rss" xmlUrl="mailto:a@b.example"/>
<outline text="None" type="rss"/>
<outline text="Page" type="link" url="https://c.example/"/>
<outline text="More" type="include" url="https://user:pw@c.example/more.opml"/>
<outline text="Folder"/>"""
        )
    )
    assert [one.name for one in feeds] == ["A"]
    assert [problem.split(":")[0] for problem in problems] == [f"line {number}" for number in (3, 4, 5, 6, 7)]
    assert "twice" in problems[0]
    assert "another list" in problems[4]
    assert "pw" not in problems[4]


def test_addresses_are_tidied() -> None:
    feeds = read(
        '<outline text="A" xmlUrl=" https://a.example/my feed "/><outline text="B" xmlUrl="feed://b.example/rss"/>'
        '<outline text="C" xmlUrl="feed:https://c.example/rss"/>'
    )
    assert [one.feed for one in feeds] == [
        "https://a.example/my%20feed",
        "https://b.example/rss",
        "https://c.example/rss",
    ]


def test_bare_ampersands_and_entities_of_html_are_mended() -> None:
    (feed,) = read('<outline text="Caf&eacute; &amp; M&S &nosuch; &" xmlUrl="https://a.example/?a=1&b=2&copy=3"/>')
    assert (feed.name, feed.feed) == ("Café & M&S &nosuch; &", "https://a.example/?a=1&b=2&copy=3")


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    feeds, problems = parse_opml(b'<opml><body>\n<outline text="A" xmlUrl="https://a.example/"/>\n<outline text="B" xm')
    assert [one.name for one in feeds] == ["A"]
    assert len(problems) == 1
    assert "broken XML" in problems[0]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_in_any_form(codec: str) -> None:
    text = opml('<outline text="Новости 🌖" xmlUrl="https://a.example/"/>', prolog="").decode()
    assert parse_opml(text.encode(codec))[0][0].name == "Новости 🌖"


def test_declared_charsets_and_wrong_ones() -> None:
    text = '<opml><body><outline text="Новости" xmlUrl="https://a.example/"/></body></opml>'
    declared = f'<?xml version="1.0" encoding="windows-1251"?>{text}'
    assert parse_opml(declared.encode("cp1251"))[0][0].name == "Новости"
    assert parse_opml(declared.encode("utf-8"))[0][0].name == "Новости"
    assert len(parse_opml(declared.replace("windows-1251", "x-none").encode("cp1251"))[0]) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b" \n\0", "empty"),
        (b"plain", "not-opml"),
        (b"<html><body>", "not-opml"),
        (b"<rss version='2.0'/>", "not-opml"),
        (b"{}", "not-opml"),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml><body><outline text='&a;'/></body></opml>", "entities"),
        (b"<!DOCTYPE opml [<!ENTITY % a SYSTEM 'file:///etc/hostname'>%a;]><opml/>", "entities"),
        (b"x" * (16 * 1024 * 1024 + 1), "too-large"),
    ],
    ids=["empty", "blank", "text", "html", "rss", "json", "entity", "external", "large"],
)
def test_what_is_no_opml_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(FeedError) as caught:
        parse_opml(body)
    assert caught.value.code == code


def test_entities_in_utf_16_are_refused_too() -> None:
    with pytest.raises(FeedError):
        parse_opml("<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>".encode("utf-16"))


def test_an_external_document_type_is_not_fetched(tmp_path: Path) -> None:
    outside = tmp_path / "x.dtd"
    outside.write_text('<!ENTITY secret "found">')
    text = (
        f'<!DOCTYPE opml SYSTEM "{outside.as_uri()}"><opml><body><outline text="&secret;" xmlUrl="https://a.example/"/>'
    )
    assert "found" not in parse_opml(f"{text}</body></opml>".encode())[0][0].name


@pytest.mark.parametrize(
    "body",
    ["<outline>" * 50_000, "<outline " + "".join(f'a{n}="" ' for n in range(50_000)) + "/>",
     '<outline text="' + "x" * 3_000_000 + '"/>', "&" * 500_000, "<" * 200_000, "<!--" * 100_000],
    ids=["deep", "attributes", "long", "ampersands", "brackets", "comments"],
)  # fmt: skip
def test_hostile_files_take_no_long_time(body: str) -> None:
    started = time.process_time()
    feeds, _ = parse_opml(opml('<outline text="A" xmlUrl="https://a.example/"/>' + body))
    assert time.process_time() - started < 12
    assert [one.name for one in feeds] == ["A"]


def test_more_outlines_than_anyone_reads() -> None:
    feeds, problems = parse_opml(opml('<outline text="A" xmlUrl="https://a.example/"/>' + "<outline/>" * MAX_OUTLINES))
    assert len(feeds) == 1
    assert "not read" in problems[0]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for whole in (body, b"<opml><body>" + body + b"</body></opml>"):
        with suppress(FeedError):  # anything else fails
            parse_opml(whole)


@given(names=st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_every_feed_goes_into_a_config(names: list[str]) -> None:
    body = "".join(
        f'<outline title="{name.replace("&", "&amp;").replace("<", "&lt;").replace(chr(34), "&quot;")}" '
        f'xmlUrl="https://n{number}.example/rss"/>'
        for number, name in enumerate(names)
    )
    feeds, _ = parse_opml(opml(body.encode("utf-8", "replace").decode()))
    assert len(feeds) == len(names)
    config = parse_config(append_sources(SITE, [feed.as_row() for feed in feeds]), name="c", root=Path())
    assert [source.feed for source in config.sources] == [feed.feed for feed in feeds]
