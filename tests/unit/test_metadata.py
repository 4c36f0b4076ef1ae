"""What a page says of its article: each source of each fact, and which wins."""

# ruff: noqa: E501 (pages in one line each)

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from digest.extract.bylines import clean_byline
from digest.extract.dates import parse_date
from digest.extract.jsonld import parse_lenient
from digest.extract.metadata import Metadata, read_metadata, shorten_lang
from digest.extract.titles import strip_site
from digest.extract.tree import parse_page

URL = "https://www.harbour-courier.example/space/landing"


def read(head: str, body: str = "<p>text</p>", *, url: str | None = URL, lang: str = "en") -> Metadata:
    return read_metadata(parse_page(f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'), url=url)


def test_json_ld_in_a_graph_with_references_and_a_trailing_comma() -> None:
    said = read(
        """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
        {"@type": "Person", "@id": "#p", "name": "Ada Quill"},
        {"@type": "NewsArticle", "headline": "Eagle lands &amp; rests", "author": [{"@id": "#p"}, {"name": "Science desk"}],
         "datePublished": "1969-07-20T16:17:40-04:00", "dateModified": "1969-07-21", "image": {"url": "/eagle.jpg"},
         "publisher": {"@type": "Organization", "name": "Harbour Courier"},},]}</script>"""
    )
    assert said.title == "Eagle lands & rests"
    assert said.byline == ("Ada Quill", "Science desk")
    assert said.published == datetime(1969, 7, 20, 16, 17, 40, tzinfo=timezone(timedelta(hours=-4)))
    assert said.published.isoformat().endswith("-04:00")
    assert said.updated == date(1969, 7, 21)
    assert said.image == "https://www.harbour-courier.example/eagle.jpg"
    assert said.site_name == "Harbour Courier"


def test_meta_elements() -> None:
    said = read(
        '<meta property="og:title" content="Eagle lands | Harbour Courier"><meta name="author" content="By Ada Quill">'
        '<meta property="og:site_name" content="Harbour Courier"><link rel="canonical" href="/space/landing?x=1">'
        '<meta property="article:published_time" content="1969-07-20"><meta property="og:image" content="//i.example/e.jpg">',
        lang="EN_us",
    )
    assert (said.title, said.byline, said.published) == ("Eagle lands", ("Ada Quill",), date(1969, 7, 20))
    assert (said.site_name, said.lang, said.updated) == ("Harbour Courier", "en-US", None)
    assert said.canonical == "https://www.harbour-courier.example/space/landing?x=1"
    assert said.image == "https://i.example/e.jpg"


def test_mark_up_alone() -> None:
    said = read(
        "<title>Eagle lands on the plain - Harbour Courier</title>",
        '<aside><span class="date">1 January 1960</span></aside><h1>Eagle lands on the plain</h1>'
        '<p class="byline">By <a rel="author">Ada Quill</a> and Ben Reed</p><time datetime="1969-07-20">Sunday</time>',
    )
    assert said.title == "Eagle lands on the plain"
    assert said.byline == ("Ada Quill",)
    assert said.published == date(1969, 7, 20)


def test_an_address_is_no_name_of_a_site() -> None:
    said = read(
        '<meta property="og:site_name" content="https://a.example"><meta name="application-name" content="Tideland">'
    )
    assert said.site_name == "Tideland"
    assert read('<meta property="og:site_name" content="@tideland">').site_name is None


def test_the_headline_on_the_page_wins_over_a_title_for_search_engines() -> None:
    said = read(
        "<title>Moon landing 1969: Eagle lands on the plain, live pictures</title>",
        "<h1>Harbour Courier</h1><h1>Eagle lands on the plain</h1>",
    )
    assert said.title == "Eagle lands on the plain"


def test_date_from_a_line_near_the_headline_then_from_the_address() -> None:
    body = "<p>Updated 22 July 1969</p><h1>Eagle lands</h1><p>Sunday, 20 July 1969</p><p>Text</p>"
    assert read("", body).published == date(1969, 7, 20)
    assert read("", "<h1>x</h1>", url="https://a.example/1969/07/20/eagle").published == date(1969, 7, 20)


def test_an_unknown_stays_unknown() -> None:
    said = read("", "<p>Copyright © 2019 Harbour Courier</p><footer>Posted on 1 May 2018 by admin</footer>", url=None)
    assert (said.byline, said.published, said.updated, said.image, said.canonical) == ((), None, None, None, None)


@pytest.mark.parametrize(
    ("text", "lang", "moment"),
    [
        ("1969-07-20T20:17:40Z", None, datetime(1969, 7, 20, 20, 17, 40, tzinfo=UTC)),
        ("1969-07-20 20:17:40.123 +0200", None, datetime(1969, 7, 20, 20, 17, 40, tzinfo=timezone(timedelta(hours=2)))),
        ("1969-07-20T20:17", None, date(1969, 7, 20)),  # no zone: the day is all we know
        ("20/07/1969", "en-GB", date(1969, 7, 20)),
        ("07/08/1969", "en-US", date(1969, 7, 8)),
        ("07/08/1969", "en-GB", date(1969, 8, 7)),
        ("20.7.1969", "de", date(1969, 7, 20)),
        ("Sunday, July 20th, 1969 at 4:17 PM EST", "en", date(1969, 7, 20)),
        ("July 20, 1969 4:17 pm -0400", "en", datetime(1969, 7, 20, 16, 17, tzinfo=timezone(timedelta(hours=-4)))),
        (
            "Sun Jul 20 16:17:40 -0400 1969",
            None,
            datetime(1969, 7, 20, 16, 17, 40, tzinfo=timezone(timedelta(hours=-4))),
        ),
        ("Sun Jul  6 16:17:40 UTC 1969", None, datetime(1969, 7, 6, 16, 17, 40, tzinfo=UTC)),
        ("Sun Jul 20 16:17:40 EDT 1969", "de", date(1969, 7, 20)),  # several zones have that name
        ("Sun Jul 20 16:17:40 1969", None, date(1969, 7, 20)),
        (
            "Sun Jul 20 1969 16:17:40 GMT-0400",
            None,
            datetime(1969, 7, 20, 16, 17, 40, tzinfo=timezone(timedelta(hours=-4))),
        ),
        ("20. Juli 1969", "de", date(1969, 7, 20)),
        ("le 20 juillet 1969", "fr-FR", date(1969, 7, 20)),
        ("20 de julio de 1969", "es", date(1969, 7, 20)),
        ("20 июля 1969", "ru", date(1969, 7, 20)),
        ("20 lipca 1969", "pl", date(1969, 7, 20)),
        ("1969年7月20日", "ja", date(1969, 7, 20)),
        ("19690720", None, date(1969, 7, 20)),
        ("2024-13-45", None, None),
        ("30/02/2020", "en", None),
        ("99999999999999", None, None),
        ("no date 12", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_parse_date(text: str | None, lang: str | None, moment: object) -> None:
    found = parse_date(text, lang)
    assert found == moment
    assert type(found) is type(moment)


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["By Ada Quill and Ben Reed"], ("Ada Quill", "Ben Reed")),
        (["Von Ada Quill, Ben Reed"], ("Ada Quill", "Ben Reed")),
        (["Ada Quill", "ada quill"], ("Ada Quill",)),
        (["Ada Quill, PhD, Senior Editor | Updated 3 May 2020"], ("Ada Quill",)),
        (["Ada Quill (ada@desk.example)"], ("Ada Quill",)),
        (["Science desk"], ("Science desk",)),
        (["admin", "https://a.example/u/1", "{{author}}", "12"], ()),
        (["小林 花子"], ("小林 花子",)),
        ([""], ()),
    ],
)
def test_clean_byline(values: list[str], names: tuple[str, ...]) -> None:
    assert clean_byline(values) == names


@pytest.mark.parametrize(
    ("title", "site", "clean"),
    [
        ("Eagle lands | Harbour Courier", "Harbour Courier", "Eagle lands"),
        ("Harbour Courier - Eagle lands", "Harbour Courier", "Eagle lands"),
        ("Eagle lands - Harbour Courier", None, "Eagle lands"),  # by the address
        ("Apollo 11 - what comes next", "Harbour Courier", "Apollo 11 - what comes next"),
        ("Harbour Courier", "Harbour Courier", "Harbour Courier"),
    ],
)
def test_strip_site(title: str, site: str | None, clean: str) -> None:
    assert strip_site(title, site, URL) == clean


def test_lenient_json_and_languages() -> None:
    assert parse_lenient('<!-- {"a": 1,} -->') == {"a": 1}
    assert parse_lenient('{"a": 1} {"b": 2}') == {"a": 1}
    assert parse_lenient("[" * 100_000) is None
    assert parse_lenient("nothing") is None
    assert [shorten_lang(tag) for tag in ("EN_us", "zh-hans-cn", "de", "english", "und", "")] == [
        "en-US", "zh-Hans-CN", "de", None, None, None,
    ]  # fmt: skip
