"""Headlines: without the site's name, a date, or broken quotation marks."""

from __future__ import annotations

import pytest

from digest.extract.metadata import read_metadata
from digest.extract.spots import Spots
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
    spots = Spots(parse_page(page))
    near = [spot.text for spot in find_near_title(spots, "Eagle lands", after=1, before=1)]
    assert near == ["b", "a"]
    assert find_near_title(spots, "Another", after=5, before=5) == []
    assert find_near_title([], None, after=5, before=5) == []


def test_a_kicker_before_the_headline() -> None:
    head = '<meta property="og:title" content="Two men walk on the plain">'
    assert title(head, "<h1>Space: Two men walk on the plain</h1>") == "Two men walk on the plain"
    said = '{"@type": "NewsArticle", "headline": "Live - Two men walk on the plain"}'
    said = f'<script type="application/ld+json">{said}</script>'
    assert title(head + said) == "Two men walk on the plain"
    assert title('<meta property="og:title" content="The plain">', "<h1>On the plain</h1>") == "On the plain"


def test_a_heading_in_capitals() -> None:
    head = '<meta property="og:title" content="Two men walk on the plain of dust">'
    assert title(head, "<h1>TWO MEN WALK ON PLAIN OF DUST</h1>") == "Two men walk on the plain of dust"
    assert title("<title>Harbour</title>", "<h1>TWO MEN WALK</h1>") == "Harbour"


def test_a_variant_of_the_title_that_the_metadata_agree_on() -> None:
    agreed = "Two men walk on the plain of dust"
    heading = "<h1>Two men on the plain of dust: what they saw</h1>"
    head = "".join(f'<meta property="{name}" content="{agreed}">' for name in ("og:title", "twitter:title"))
    assert title(head + f"<title>{agreed}</title>", heading) == agreed
    assert title(head + "<title>Another</title>", heading) == "Two men on the plain of dust: what they saw"


def test_a_title_element_alone() -> None:
    heading = "<h1>A plain of dust: men walked there today</h1>"
    assert title("<title>A plain of dust: men walked</title>", heading) == "A plain of dust: men walked there today"
    assert title("<title>A plain of dust: two men</title>", heading) == "A plain of dust: two men"
    assert title("<title>Two men walk on dust – Gazette</title>") == "Two men walk on dust"
    assert title("<title>Dust – Gazette</title>") == "Dust – Gazette"
    assert title("<title>Two men walk on dust – a day that nobody forgets</title>").endswith("forgets")


def test_the_only_heading_needs_less_in_common_than_a_later_one() -> None:
    head = '<meta property="og:title" content="Where to walk on the plain">'
    assert title(head, "<h1>The best paths of the plain</h1>") == "Where to walk on the plain"
    assert title(head, "<h1>Paths to walk the plain</h1>") == "Paths to walk the plain"
    later = "<h1>Harbour</h1><h1>Where to swim on the coast</h1>"
    assert title(head, later) == "Where to walk on the plain"


def test_a_heading_that_leads_home_is_the_name_of_the_site() -> None:
    head = "<title>Two men walk on dust :: Moon Letters</title>"
    for home in ("/", "https://letters.example", "//letters.example/"):
        assert title(head, f'<h1><a href="{home}">Moon Letters</a></h1>') == "Two men walk on dust"


def test_what_begins_a_title_is_its_article_s_and_what_ends_it_the_site_s() -> None:
    body = "<h1>The dredging handbook</h1><h1>Harbours and tides <a href=#x>¶</a></h1>"
    assert title("<title>Harbours and tides — the dredging handbook</title>", body) == "Harbours and tides"


def test_the_title_is_not_the_address_of_the_site() -> None:
    head = '<meta name="dc.title" content="harbour-courier.example"><title>Eagle lands on the plain</title>'
    assert title(head) == "Eagle lands on the plain"


def test_a_newsroom_s_headline_with_its_author_behind_it() -> None:
    said = '{"@type": "NewsArticle", "headline": "Eagle has landed - Ada Quill"}'
    head = f'<script type="application/ld+json">{said}</script><meta property="og:title" content="Eagle has landed">'
    assert title(head, "<h1>Eagle has landed</h1>") == "Eagle has landed"
    assert title(head, "<h1>Eagle</h1>") == "Eagle has landed - Ada Quill"


def test_words_beside_the_name_of_the_site_are_more_than_its_name() -> None:
    assert strip_site("Dredging (2) @ Tideland - Portal", "Tideland", None) == "Dredging (2) @ Tideland - Portal"
    assert strip_site("Dredging at last - Tideland News", "Tideland", None) == "Dredging at last"


@pytest.mark.parametrize("mark", [": ", " | ", " – "])
def test_a_kicker_within_the_heading_is_parted_from_it_as_in_the_title(mark: str) -> None:
    head = f'<meta property="og:title" content="Space race{mark}Eagle lands on the plain">'
    body = "<h1><span>Space race</span> <span>Eagle lands on the plain</span></h1>"
    assert title(head, body) == f"Space race{mark}Eagle lands on the plain"
