from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from digest.errors import FeedError
from digest.fetch.dates import parse_feed_date
from digest.fetch.entries import plain_title, split_byline, text_to_html
from digest.fetch.feeds import parse_feed, sniff_feed

URL = "https://times.example/feed"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "feeds"


def rss(items: str, *, channel: str = "<title>The Times</title><link>https://times.example/</link>") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel>{channel}{items}</channel></rss>"
    ).encode()


def atom(entries: str, head: str = "<title>The Times</title>") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{head}{entries}</feed>'.encode()


def json_feed(**fields: object) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [], **fields}).encode()


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("in/*.*")), ids=lambda path: path.name)
def test_every_version_gives_the_same_entry(path: Path) -> None:
    """One entry, written in each format with all that the format can say."""
    body = path.read_bytes()
    assert sniff_feed(body)
    feed = parse_feed(body, url="https://times.example/feed")
    assert feed.problems == ()
    assert feed.title == "Moon & Tides"
    assert feed.version == path.stem.partition("-")[0]
    (entry,) = feed.entries
    assert entry.title == "Eagle lands: “a fine job” & more"
    assert entry.url == "https://times.example/1969/eagle"
    assert "<p>The lunar module set down at <em>20:17</em> UTC.</p>" in entry.summary_html
    if feed.version not in {"rss091u", "rss092"}:  # these have neither dates nor authors of items
        assert entry.published == datetime(1969, 7, 20, 16, 17, 40, tzinfo=timezone(timedelta(hours=-4)))
        assert entry.byline == ("Science desk",)


def test_the_fullest_body_wins() -> None:
    feed = parse_feed(
        rss("<item><description>short</description><content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded></item>"),
        url=URL,
    )
    assert feed.entries[0].summary_html == "<p>long</p>"


def test_bodies_are_kept_as_given() -> None:
    feed = parse_feed(
        rss("<item><description>&lt;a href='/x' onclick='y()'&gt;z&lt;/a&gt;</description></item>"), url=URL
    )
    assert feed.entries[0].summary_html == "<a href='/x' onclick='y()'>z</a>"


def test_plain_atom_text_becomes_html() -> None:
    feed = parse_feed(atom('<entry><id>a</id><content type="text">1 &lt; 2\n\nb</content></entry>'), url=URL)
    assert feed.entries[0].summary_html == "<p>1 &lt; 2</p>\n<p>b</p>"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("AT&amp;amp;T wins", "AT&T wins"),
        ("a &lt;b&gt;bold&lt;/b&gt; move", "a bold move"),
        ("if a &lt; b then c", "if a < b then c"),
        ("<![CDATA[Moon<br/>landing &#8220;done&#8221;]]>", "Moon landing “done”"),
        ("  two\n lines ", "two lines"),
        ("&lt;img src=x onerror=y&gt;", None),
        ("", None),
    ],
)
def test_titles_are_plain(title: str, expected: str | None) -> None:
    feed = parse_feed(rss(f"<item><title>{title}</title><guid>g</guid></item>"), url=URL)
    assert feed.entries[0].title == expected


def test_links_become_absolute_and_only_web_addresses_stay() -> None:
    items = (
        "<item><guid isPermaLink='false'>1</guid><link>/a</link></item>"
        "<item><guid isPermaLink='false'>2</guid><link>javascript:alert(1)</link></item>"
        "<item><guid>https://times.example/p</guid></item>"
        "<item><guid isPermaLink='false'>4</guid><link>https://me:pw@times.example/b</link></item>"
    )
    feed = parse_feed(rss(items), url=URL)
    assert [entry.url for entry in feed.entries] == [
        "https://times.example/a",
        None,
        "https://times.example/p",
        "https://times.example/b",
    ]
    assert [entry.guid for entry in feed.entries] == ["1", "2", "https://times.example/p", "4"]


def test_a_file_is_based_on_the_home_page_it_names() -> None:
    feed = parse_feed(rss("<item><link>/a</link></item>"), url="content/inbox/feed.xml")
    assert feed.entries[0].url == "https://times.example/a"
    assert feed.home == "https://times.example/"


def test_entries_without_an_id_get_a_lasting_one() -> None:
    items = "<item><link>https://a.example/1</link></item><item><title>T</title><description>x</description></item>"
    first, second = parse_feed(rss(items), url=URL).entries
    assert first.guid == "https://a.example/1"
    assert second.guid.startswith("sha256:")
    again = parse_feed(rss("<item><title>New</title></item>" + items), url=URL).entries
    assert again[2].guid == second.guid
    assert again[0].guid != second.guid


def test_one_guid_for_two_links_keeps_both() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>x</guid><link>https://a.example/{n}</link></item>" for n in (1, 2)
    )
    feed = parse_feed(rss(items), url=URL)
    assert [entry.guid for entry in feed.entries] == ["x https://a.example/1", "x https://a.example/2"]
    assert feed.problems == ()


def test_one_guid_and_link_twice_keeps_the_newer() -> None:
    item = "<item><guid>https://a.example/1</guid><title>{}</title><pubDate>{} Jul 1969 10:00:00 GMT</pubDate></item>"
    feed = parse_feed(rss(item.format("old", 20) + item.format("new", 21) + item.format("older", 19)), url=URL)
    assert [entry.title for entry in feed.entries] == ["new"]
    assert len(feed.problems) == 2


def test_an_atom_entry_has_its_feeds_author_and_update() -> None:
    body = atom(
        "<entry><id>a</id><updated>1969-07-20T20:17:40Z</updated></entry>"
        "<entry><id>b</id><published>1969-07-20T20:17:40Z</published><updated>1969-07-21T00:00:00Z</updated>"
        "<author><name>Night desk</name></author></entry>",
        "<title>T</title><author><name>Day desk</name></author>",
    )
    feed = parse_feed(body, url=URL)
    first, second = feed.entries
    landed = datetime(1969, 7, 20, 20, 17, 40, tzinfo=UTC)
    assert (first.published, first.updated, first.byline) == (landed, None, ("Day desk",))
    assert (second.published, second.updated) == (landed, datetime(1969, 7, 21, tzinfo=UTC))
    assert second.byline == ("Night desk",)
    assert feed.lang == "en"
    assert first.url is None  # an id that is no address is no link


def test_images_are_found() -> None:
    items = (
        "<item><guid>1</guid><media:content url='/a.jpg' medium='image'/></item>"
        "<item><guid>2</guid><enclosure url='https://a.example/b.png' type='image/png' length='1'/></item>"
        "<item><guid>3</guid><enclosure url='https://a.example/c.mp3' type='audio/mpeg' length='1'/></item>"
        "<item><guid>4</guid><media:thumbnail url='data:image/png;base64,x'/></item>"
    )
    images = [entry.image for entry in parse_feed(rss(items), url=URL).entries]
    assert images == ["https://times.example/a.jpg", "https://a.example/b.png", None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sun, 20 Jul 1969 16:17:40 -0400", datetime(1969, 7, 20, 16, 17, 40, tzinfo=timezone(timedelta(hours=-4)))),
        ("Sun, 20 Jul 69 20:17 GMT", datetime(1969, 7, 20, 20, 17, tzinfo=UTC)),
        ("20 Jul 1969 22:17:40 CEST", datetime(1969, 7, 20, 22, 17, 40, tzinfo=timezone(timedelta(hours=2)))),
        ("Sun, 20 Jul 1969 20:17:40 -0000", datetime(1969, 7, 20, 20, 17, 40, tzinfo=UTC)),
        ("Sun, 20 Jul 1969 20:17:40", date(1969, 7, 20)),
        ("Sun, 20 Jul 1969", date(1969, 7, 20)),
        ("1969-07-20", date(1969, 7, 20)),
        ("1969-07-20T20:17:40", date(1969, 7, 20)),
        ("1969-07-20t20:17:40.123z", datetime(1969, 7, 20, 20, 17, 40, 123000, tzinfo=UTC)),
        ("1969-07-20 16:17:40 -0400", datetime(1969, 7, 20, 16, 17, 40, tzinfo=timezone(timedelta(hours=-4)))),
        ("0001-01-01T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("1970-01-01", date(1970, 1, 1)),
        ("10000-01-01T00:00:00Z", None),
        ("-1", None),
        ("0", None),
        ("Sun, 32 Jul 1969 16:17:40 GMT", None),
        ("2024-13-45", None),
        ("Sun, 20 Jul 1969 16:17:40 +9999", None),
        ("yesterday", None),
        ("x" * 5000, None),
        ("", None),
    ],
)
def test_dates_are_read_or_left(text: str, expected: object) -> None:
    found = parse_feed_date(text)
    assert found == expected
    if isinstance(expected, datetime):
        assert isinstance(found, datetime)
        assert found.utcoffset() == expected.utcoffset()


def test_a_bad_date_is_named_and_costs_nothing_else() -> None:
    feed = parse_feed(rss("<item><guid>1</guid><title>T</title><pubDate>soon</pubDate></item>"), url=URL)
    assert feed.entries[0].published is None
    assert feed.entries[0].title == "T"
    assert feed.problems == ("entry 1: published is no date: 'soon'",)


@pytest.mark.parametrize("year", ["-001", "0000", "10000"])
def test_impossible_years_do_no_harm(year: str) -> None:
    feed = parse_feed(rss(f"<item><guid>1</guid><pubDate>{year}-01-02T00:00:00Z</pubDate></item>"), url=URL)
    assert feed.entries[0].published is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Science desk", ("Science desk",)),
        ("desk@times.example (Science desk)", ("Science desk",)),
        ("Science desk <desk@times.example>", ("Science desk",)),
        ("desk@times.example", ()),
        ("By Ada Quill and Ben Inkwell", ("Ada Quill", "Ben Inkwell")),
        ("Ada Quill, Ben Inkwell and Cy Nib", ("Ada Quill", "Ben Inkwell", "Cy Nib")),
        ("Science and Health desk", ("Science and Health desk",)),
        ("https://times.example/ada", ()),
        ("", ()),
    ],
)
def test_bylines(text: str, names: tuple[str, ...]) -> None:
    assert split_byline(text) == names


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\0\0\0", "empty"),
        (b"<!doctype html><html><body>Feed moved</body></html>", "not-a-feed"),
        (b"<!-- x --><HTML></HTML>", "not-a-feed"),
        (b"just text", "not-a-feed"),
        (b"<opml version='2.0'><body/></opml>", "not-a-feed"),
        (b'{"a": 1}', "not-a-feed"),
        (b"[]", "not-a-feed"),
        (b"{nonsense", "malformed"),
        (b"[" * 100_000, "malformed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not-a-feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_reason(body: bytes, code: str) -> None:
    assert not sniff_feed(body)
    with pytest.raises(FeedError) as caught:
        parse_feed(body, url=URL)
    assert caught.value.code == code
    assert caught.value.reason


def test_an_empty_feed_is_a_feed() -> None:
    assert parse_feed(rss(""), url=URL).entries == ()
    assert parse_feed(json_feed(), url=URL).entries == ()


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    feed = parse_feed(
        rss("<item><title>one</title><guid>1</guid></item>")[:-17] + b"<item><title>two &nope; <b", url=URL
    )
    assert feed.entries[0].title == "one"
    assert "broken XML" in feed.problems[0]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_other_encodings(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    body = f'<?xml version="1.0" encoding="{name}"?><rss version="2.0"><channel><title>é</title></channel></rss>'
    assert sniff_feed(body.encode(encoding))
    assert parse_feed(body.encode(encoding), url=URL).title == "é"


def test_entities_do_not_explode_and_files_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    body = (
        f'<!DOCTYPE x [<!ENTITY a0 "ha"><!ENTITY f SYSTEM "{secret.as_uri()}">{levels}]>'
        '<rss version="2.0"><channel><title>&a8;&f;</title><item><title>t</title></item></channel></rss>'
    )
    feed = parse_feed(body.encode(), url=URL)
    assert len(feed.title or "") < 1000
    assert "hidden" not in (feed.title or "")


def test_hostile_shapes_take_no_long_time() -> None:
    start = time.process_time()
    shapes = (b"<a>" * 20_000, b"<item><title>" * 5_000, b"<![CDATA[" * 20_000, b"<!--" * 20_000, b"&a" * 20_000)
    for shape in shapes:
        parse_feed(b"<rss version='2.0'><channel><title>x</title><item><guid>1</guid><title>" + shape, url=URL)
    plain_title("<a " * 50_000, markup=True)
    plain_title("<!--" * 50_000, markup=True)
    text_to_html("\n" * 100_000)
    assert time.process_time() - start < 40


# --- JSON Feed -------------------------------------------------------------------------------------------


def test_json_feed_fields() -> None:
    body = json_feed(
        home_page_url="https://times.example/",
        language="en_GB",
        authors=[{"name": "Day desk"}],
        items=[
            {
                "id": 7,
                "external_url": "https://other.example/x",
                "content_text": "a < b",
                "date_modified": "1969-07-20",
            },
            {
                "url": "/b",
                "title": "B &amp; C",
                "summary": "s",
                "author": {"name": "Night desk"},
                "banner_image": "/i.png",
            },
        ],
    )
    feed = parse_feed(body, url=URL)
    first, second = feed.entries
    assert (feed.lang, feed.home, feed.version, feed.problems) == ("en-GB", "https://times.example/", "json11", ())
    assert (first.guid, first.url, first.summary_html) == ("7", "https://other.example/x", "<p>a &lt; b</p>")
    assert (first.published, first.updated, first.byline) == (date(1969, 7, 20), None, ("Day desk",))
    assert (second.guid, second.title, second.byline) == ("https://times.example/b", "B & C", ("Night desk",))
    assert second.image == "https://times.example/i.png"


def test_json_feed_of_wrong_types_loses_only_those() -> None:
    body = json_feed(
        title=3,
        authors="x",
        items=[None, 5, {"id": True, "title": [], "url": {}, "date_published": 7, "authors": [1, {"name": None}]}],
    )
    feed = parse_feed(body, url=URL)
    assert len(feed.entries) == 1
    assert feed.entries[0].guid.startswith("sha256:")
    assert feed.problems == (
        "item 1 is not an object",
        "item 2 is not an object",
        "item 3: date_published is no date: '7'",
    )
    assert parse_feed(json_feed(items={}), url=URL).problems == ("the feed has no list of items",)


def test_json_feed_with_lone_surrogates_and_controls() -> None:
    item = rb'{"id": "a\ud800\u0000b", "title": "x\ud800\u0007y"}'
    body = b'{"version": "https://jsonfeed.org/version/1", "items": [' + item + b"]}"
    feed = parse_feed(body, url=URL)
    assert feed.version == "json1"
    assert (feed.entries[0].guid, feed.entries[0].title) == ("ab", "xy")


@pytest.mark.parametrize(
    "body",
    [
        b'{"url": "https://a.example/", "title": "T"}',
        b'{"version": "1.1", "items": []}',
        b'{"title": "T", "items": [{"id": 1}]}',
        b'"https://jsonfeed.org/version/1.1"',
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
        b"<feed><meal>hay</meal></feed>",
    ],
)
def test_other_files_are_no_feeds(body: bytes) -> None:
    assert not sniff_feed(body)
