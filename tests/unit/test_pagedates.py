"""The date of publication: which of the dates of a page, and in which zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from digest.extract.dates import is_month, parse_date
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


def test_a_loose_date_gives_way_to_an_earlier_one_on_the_page() -> None:
    shown = f"<h1>{TITLE}</h1><p>20 July 1969</p>"
    assert published(meta("date", "1969-07-24"), shown) == date(1969, 7, 20)
    assert published(meta("date", "1969-07-20T20:17:40Z"), shown) == datetime(1969, 7, 20, 20, 17, 40, tzinfo=UTC)
    assert published(meta("date", "07/08/1969"), f"<h1>{TITLE}</h1><p>8 July 1969</p>") == date(1969, 7, 8)
    assert published(meta("date", "1969-07-24"), f"<h1>{TITLE}</h1>") == date(1969, 7, 24)


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
        ("", "", "https://a.example/1969/07/20/eagle", 0),  # a day alone tells no zone
        ("", "<p>20 July 1969</p>", None, 0),
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
