"""The date of publication: which of the dates of a page, and in which zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from time import process_time

import pytest

from digest.extract.dates import is_date_alone, is_month, parse_date
from digest.extract.metadata import read_metadata
from digest.extract.tree import parse_page
from digest.models import Moment

TITLE = "Eagle lands on the plain"


def published(head: str = "", body: str = "", *, url: str | None = None, lang: str = "en") -> Moment | None:
    page = f'<html lang="{lang}"><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>'
    return read_metadata(parse_page(page), url=url).published


def meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{value}">'


def test_of_two_dates_in_the_metadata_the_one_shown_by_the_headline_wins() -> None:
    head = meta("article:published_time", "1969-07-20") + meta("og:published_time", "1969-07-22")
    assert published(head, f"<h1>{TITLE}</h1><p>22 July 1969</p>") == date(1969, 7, 22)
    assert published(head, f"<h1>{TITLE}</h1><p>No date</p>") == date(1969, 7, 20)


def test_a_loose_date_gives_way_to_another_one_on_the_page() -> None:
    shown = f"<h1>{TITLE}</h1><p>20 July 1969</p>"
    assert published(meta("date", "1969-07-24"), shown) == date(1969, 7, 20)
    assert published(meta("date", "1969-07-20T20:17:40Z"), shown) == datetime(1969, 7, 20, 20, 17, 40, tzinfo=UTC)
    assert published(meta("date", "07/08/1969"), f"<h1>{TITLE}</h1><p>8 July 1969</p>") == date(1969, 7, 8)
    assert published(meta("date", "1969-07-24"), f"<h1>{TITLE}</h1>") == date(1969, 7, 24)
    assert published(meta("dcterms.date", "1969-07-18"), shown) == date(1969, 7, 20)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted 20 July 1969, updated 21 July 1969", date(1969, 7, 20)),
        ("Last updated 21 July 1969, originally published 20 July 1969", date(1969, 7, 20)),
        ("Updated 21 July 1969", None),
        ("Aktualisiert: 21.07.1969", None),
        ("Erstellt am 20.07.1969, aktualisiert 21.07.1969", date(1969, 7, 20)),
        ("© 20 July 1969 Harbour Courier", None),
        ("20 | 07 | 1969", date(1969, 7, 20)),
    ],
)
def test_the_line_by_the_headline_without_what_it_says_of_changes(line: str, day: date | None) -> None:
    assert published(body=f"<h1>{TITLE}</h1><p>{line}</p>") == day


def test_a_date_inside_a_widget_counts_by_the_headline_or_where_it_is_the_only_one() -> None:
    assert published(body=f'<div class="widget"><h1>{TITLE}</h1><p>20 July 1969</p></div>') == date(1969, 7, 20)
    only = '<div class="widget"><h2 class="date-header">20 July 1969</h2><p>Text</p></div>'
    assert published(body=only) == date(1969, 7, 20)
    assert published(body=only + only.replace("20", "19")) is None  # a list of other articles


def test_a_date_beside_the_headline_wins_over_the_date_of_today_above() -> None:
    filler = "".join(f"<li>Entry {name}</li>" for name in "abcdefghijkl")
    body = f"<div>Tuesday 22 July 1969</div><ul>{filler}</ul><h1>{TITLE}</h1><ul class=meta><li>20 July 1969</li></ul>"
    assert published(body=body) == date(1969, 7, 20)


EVENING = meta("article:published_time", "1969-07-21T02:56:15Z")


@pytest.mark.parametrize(
    ("head", "body", "url", "hours"),
    [
        (meta("pubdate", "1969-07-20T22:56:15-04:00"), "", None, -4),  # the same instant elsewhere, with its zone
        ("", "<p>20 July 1969, 10:56 pm</p>", None, -4),  # the clock by the headline
        ("", "<p>20. Juli 1969 22.56 Uhr</p>", None, -4),
        ("", "", "https://a.example/1969/07/20/eagle", 0),  # an address alone tells no zone
        ("", "<p>21 July 1969</p>", "https://a.example/1969/07/20/eagle", 0),
        ("", "<p>21 July 1969, 2:56 am</p>", None, 0),
        ("", "<p>19 July 1969</p>", None, 0),  # another day altogether
        ("", "<p>20 July 1969, 10:51 pm</p>", None, 0),  # another instant: its clock says nothing
    ],
)
def test_an_instant_in_utc_is_put_into_the_zone_of_the_page(head: str, body: str, url: str | None, hours: int) -> None:
    found = published(EVENING + head, f"<h1>{TITLE}</h1>{body}", url=url)
    assert isinstance(found, datetime)
    assert found == datetime(1969, 7, 21, 2, 56, 15, tzinfo=UTC)  # the instant never moves
    assert found.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("instant", "head", "line", "given"),
    [
        ("1969-07-21T02:56:15Z", "", "20 July 1969", "1969-07-20"),
        ("1969-07-20T21:17:40Z", "", "21 July 1969", "1969-07-21"),
        ("1969-07-20T23:00:00Z", "", "21 July 1969", "1969-07-21T00:00:00+01:00"),  # its first minute tells the zone
        ("1969-07-20T09:00:00Z", "", "21 July 1969", "1969-07-20T09:00:00+00:00"),  # nowhere is it tomorrow yet
        ("1969-07-21T12:00:00Z", "", "20 July 1969", "1969-07-21T12:00:00+00:00"),  # nor still yesterday
        ("1969-07-20T21:17:40Z", "", "21 July 1969</p><p>20 July 1969", "1969-07-20T21:17:40+00:00"),
        (
            "1969-07-20T21:17:40Z",
            meta("article:modified_time", "1969-07-21"),
            "21 July 1969",
            "1969-07-20T21:17:40+00:00",
        ),
        ("1969-07-20T21:17:40-04:00", "", "21 July 1969", "1969-07-20T21:17:40-04:00"),  # it has a zone
    ],
)
def test_the_day_by_the_headline_wins_over_that_of_an_instant_in_utc(
    instant: str, head: str, line: str, given: str
) -> None:
    found = published(meta("article:published_time", instant) + head, f"<h1>{TITLE}</h1><p>{line}</p>")
    assert found is not None
    assert found.isoformat() == given


def test_the_date_of_the_own_entry_in_a_list() -> None:
    def entry(day: int, path: str) -> str:
        return f"<li><span>{day} July 1969</span><h3><a href={path}>Report {day}</a></h3></li>"

    filler = "".join(f"<p>Line {name}</p>" for name in "abcdefghijklmnopqrstuvwxyz")
    page = f"<h1>{TITLE}</h1>{filler}<ul>{entry(20, '/eagle')}{entry(19, '/dogs')}{entry(18, '/tide')}</ul>"
    assert published(body=page, url="https://a.example/eagle/") == date(1969, 7, 20)
    assert published('<link rel="canonical" href="https://a.example/dogs">', page) == date(1969, 7, 19)
    assert published(body=page + entry(21, "/eagle"), url="https://a.example/eagle") is None
    for address in ("https://a.example/other", "https://a.example/", "http://[", None):
        assert published(body=page, url=address) is None
    for line in (
        "<a href=/eagle>Updated 20 July 1969</a>",
        "<a href=#c>20 July 1969</a>",
        "<a href='http://[/'>20 July 1969</a>",
    ):
        assert published(body=f"<h1>{TITLE}</h1>{filler}<aside>{line}</aside>", url="https://a.example/eagle") is None


def test_a_thousand_links_to_the_page_itself_cost_little() -> None:
    page = f"<h1>{TITLE}</h1>" + "<div>" * 50 + "<p><a href=/eagle>Top</a></p>" * 5000
    started = process_time()
    assert published(body=page, url="https://a.example/eagle") is None
    assert process_time() - started < 5


@pytest.mark.parametrize(
    ("line", "lang", "alone"),
    [
        ("Sunday, 20 July 1969", "en", True),
        ("So., 20. Juli 1969, 22.56 Uhr", "de", True),
        ("dimanche 20 juillet 1969 à 10h56", "fr", True),
        ("20.7.1969", "de", True),
        ("1969-07-20T22:56", "", True),
        ("1969年7月20日 星期日", "zh", True),
        ("1969년 7월 20일", "ko", True),
        ("20 июля 1969", "ru", True),
        ("Version 3, 20 July 1969", "en", False),
        ("Founded 20 July 1969", "en", False),
        ("20 July 1969 12", "en", False),
        ("Sunday in July", "en", False),
    ],
)
def test_a_date_alone_and_one_in_a_phrase(line: str, lang: str, alone: bool) -> None:
    assert is_date_alone(line, lang) is alone


def test_the_only_date_of_a_page_counts_where_it_stands_alone() -> None:
    filler = "".join(f"<p>Line {name}</p>" for name in "abcdefghijklmnopqrstuvwxyz")
    for line in ("20 July 1969", "Tides | Sunday, 20 July 1969", "20 July 1969 · Tides"):
        assert published(body=f"<h1>{TITLE}</h1>{filler}<p>{line}</p>") == date(1969, 7, 20)
    assert published(body=f"<h1>{TITLE}</h1>{filler}<p>Edition 3, 20 July 1969</p>") is None


def test_a_page_of_posts_has_no_date() -> None:
    post = "<div><b>Tideland</b> <time>{} July 1969</time><p>The harbour is dredged.</p></div>"
    head = '<meta property="og:title" content="Tideland">'
    assert published(head, post.format(20) + post.format(19)) is None
    assert published(head, post.format(20)) == date(1969, 7, 20)


def test_the_day_in_brackets_that_opens_the_text() -> None:
    text = "The harbour was dredged before the summer, and the boats came back to it within the week, said Ada Quill."
    filler = "".join(f"<p>Line {name}</p>" for name in "ab")
    assert published(body=f"<h1>{TITLE}</h1>{filler}<p><b>(20 July 1969)</b> {text}</p>") == date(1969, 7, 20)
    assert published(body=f"<h1>{TITLE}</h1><p>{text}</p><p>(20 July 1969) {text}</p>") is None
    assert published(body=f"<h1>{TITLE}</h1><p>{text} (20 July 1969)</p>") is None


def test_a_menu_of_thousands_hides_no_date() -> None:
    menu = "".join(f"<li><a href=/{n}>Town {n}</a></li>" for n in range(2500))
    assert published(body=f"<nav><ul>{menu}</ul></nav><h1>{TITLE}</h1><p>20 July 1969</p>") == date(1969, 7, 20)


def test_a_button_that_was_not_closed_hides_no_article() -> None:
    article = f"<main><article><h1>{TITLE}</h1><p>20 July 1969</p></article></main>"
    assert published(body=f"<header><button>{article}</button></header>") == date(1969, 7, 20)
    assert published(body=f"<noscript>{article}</noscript><p>{'The harbour is dredged. ' * 9}</p>") is None


def test_an_instant_with_a_zone_of_its_own_keeps_it() -> None:
    head = meta("article:published_time", "1969-07-20T22:17:40+02:00")
    found = published(head, f"<h1>{TITLE}</h1><p>21 July 1969</p>")
    assert found == datetime(1969, 7, 20, 22, 17, 40, tzinfo=timezone(timedelta(hours=2)))
    assert found.isoformat().endswith("+02:00")


def test_a_page_in_a_language_it_does_not_name() -> None:
    assert published(body=f"<h1>{TITLE}</h1><p>20. Juli 1969</p>", lang="") == date(1969, 7, 20)
    assert published(body=f"<h1>{TITLE}</h1><p>20 июля 1969</p>", lang="en") == date(1969, 7, 20)
    assert parse_date("1969 Jul 20") == date(1969, 7, 20)
    assert [is_month(word) for word in ("July", "juillet", "julio", "Quill")] == [True, True, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "<div>Updated <time datetime=1969-07-21>Monday</time></div>",
        "<div>Page 8, last edited: <span class=date>21 July 1969</span></div>",
        "<p><span>Aktualisiert am</span> <span class=date>21.07.1969</span></p>",
        "<p>Updated on <b><span class=date>21 July 1969</span></b></p>",
    ],
)
def test_a_date_of_change_in_an_element_of_its_own_is_none_of_publication(line: str) -> None:
    assert published(body=f"<h1>{TITLE}</h1>{line}") is None
    both = f"<h1>{TITLE}</h1><p>Posted <time>20 July 1969</time></p>{line}"
    assert published(body=both) == date(1969, 7, 20)
    assert published(body=f"<h1>{TITLE}</h1>{line}<p class=date>20 July 1969</p>") == date(1969, 7, 20)


def test_a_date_in_the_headline_is_what_it_is_about() -> None:
    title = "Tides from 14 to 20 July 1969"
    page = f"<html lang=en><title>{title}</title><body><h1>{title}</h1><b class=date>{title}</b></body></html>"
    assert read_metadata(parse_page(page), url=None).published is None


def test_a_line_that_says_published_counts_beside_the_article_where_it_is_the_only_one() -> None:
    filler = "".join(f"<p>Line {name}</p>" for name in "abcdefghijklmnopqrstuvwxyz")
    line = "<aside><p>Published 20 July 1969</p></aside>"
    assert published(body=f"<h1>{TITLE}</h1>{filler}{line}") == date(1969, 7, 20)
    assert published(body=f"<h1>{TITLE}</h1>{filler}{line}{line.replace('20', '19')}") is None
    assert published(body=f"<h1>{TITLE}</h1>{filler}<footer>Published 20 July 1969</footer>") is None


@pytest.mark.parametrize(
    ("lang", "day"),
    [("en-US", date(1969, 3, 4)), ("en-GB", date(1969, 4, 3)), ("fr", date(1969, 4, 3)), ("en", None), ("", None)],
)
def test_a_day_or_a_month_first_where_the_page_names_no_country(lang: str, day: date | None) -> None:
    assert published(body=f"<h1>{TITLE}</h1><p>3/4/1969</p>", lang=lang) == day
    assert published(body=f"<h1>{TITLE}</h1><p>20/7/1969</p>", lang=lang) == date(1969, 7, 20)


def test_a_live_blog_began_before_its_entries() -> None:
    entry = (
        '{"@type": "BlogPosting", "headline": "Eagle has landed", "datePublished": "1969-07-20", "articleBody": "x"}'
    )
    blog = f'{{"@type": "LiveBlogPosting", "datePublished": "1969-07-19", "liveBlogUpdate": [{entry}]}}'
    said = f'<script type="application/ld+json">{blog}</script><meta property="og:title" content="Eagle has landed">'
    assert published(said) == date(1969, 7, 19)


def test_nothing_near_and_nothing_said_stays_unknown() -> None:
    assert published(body=f"<h1>{TITLE}</h1><p>In 1969 many watched.</p>") is None
    assert published(body="") is None
