"""Headlines: without the site's name, a date, or broken quotation marks."""

from __future__ import annotations

import pytest

from digest.extract.metadata import read_metadata
from digest.extract.spots import read_spots
from digest.extract.titles import find_near_title, strip_site
from digest.extract.tree import parse_page

URL = "https://www.harbour-courier.example/a"


def title(head: str, body: str = "") -> str | None:
    return read_metadata(parse_page(f"<html><head>{head}</head><body>{body}</body></html>"), url=URL).title


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ("Films : «Two Moons», «Six Days», «The Captain»", "Films : «Two Moons», «Six Days», «The Captain»"),
        ("«Eagle» lands: what comes next", "«Eagle» lands: what comes next"),
        ("Eagle lands on the plain ‹ Harbour Courier", "Eagle lands on the plain"),
        ("Eagle lands on the plain » Harbour Courier", "Eagle lands on the plain"),
    ],
)
def test_marks_of_quotation_are_no_separators(said: str, clean: str) -> None:
    assert strip_site(said, None, URL) == clean


def test_a_heading_with_a_date_beside_it_gives_way_to_the_title() -> None:
    head = '<meta property="og:title" content="Eagle lands on the plain">'
    assert title(head, "<h1>20 July 1969 Eagle lands on the plain</h1>") == "Eagle lands on the plain"
    assert title(head, "<h1>Eagle lands on the plain Posted on July 20, 1969</h1>") == "Eagle lands on the plain"
    assert title(head, "<h1>Eagle lands on the plain at last</h1>") == "Eagle lands on the plain at last"


def test_a_heading_with_the_name_of_the_site() -> None:
    body = "<h1>Eagle lands on the plain | Harbour Courier</h1>"
    assert title("<title>Eagle lands on the plain | Harbour Courier</title>", body) == "Eagle lands on the plain"


def test_entities_encoded_twice() -> None:
    assert title('<meta property="og:title" content="Salt &amp;amp; dust on the plain">') == "Salt & dust on the plain"


def test_the_lines_near_a_headline() -> None:
    page = "<body><p>a</p><h2>Eagle lands</h2><p>b</p><p>c</p></body>"
    spots = read_spots(parse_page(page))
    near = [spot.text for spot in find_near_title(spots, "Eagle lands", after=1, before=1)]
    assert near == ["b", "a"]
    assert find_near_title(spots, "Another", after=5, before=5) == []
    assert find_near_title([], None, after=5, before=5) == []
