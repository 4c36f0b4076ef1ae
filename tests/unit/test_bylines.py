"""Names in bylines: from metadata, mark-up and lines; without jobs, degrees and dates."""

from __future__ import annotations

import time

import pytest

from digest.extract.bylines import clean_byline
from digest.extract.metadata import read_metadata
from digest.extract.tree import parse_page

TITLE = "Eagle lands on the plain"


def byline(head: str = "", body: str = "") -> tuple[str, ...]:
    page = f"<html lang=en><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{body}</body></html>"
    return read_metadata(parse_page(page), url="https://www.harbour-courier.example/a").byline


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ada Quill Senior Science Editor", ("Ada Quill",)),
        ("Ada Quill Founder at Plain Works", ("Ada Quill",)),
        ("Ada D. Quill Content Marketing Coordinator", ("Ada D. Quill",)),
        ("Ada van Quill Staff Writer", ("Ada van Quill",)),
        ("Senior Science Editor", ()),
        ("Ada Quill, Certified Soil Consultant", ("Ada Quill",)),
        ("Ada Quill, Digital Security Expert", ("Ada Quill",)),
        ("Ada Quill RN", ("Ada Quill",)),
        ("Ada Quill, MS, RD", ("Ada Quill",)),
        ("Md Najib Reed", ("Md Najib Reed",)),
        ("Ada Quill et AFP", ("Ada Quill", "AFP")),
        ("Ada Quill, AFP", ("Ada Quill", "AFP")),
        ("Ada Quill ⋅ Ben Reed", ("Ada Quill", "Ben Reed")),
        ("Insights from", ()),
        ("von", ()),
        ("Redaktion: Ada Quill", ()),
        ("Written by Ada Quill Edited by Ben Reed", ("Ada Quill",)),
        ("Ada Quill, Privacy and Harbour Security Expert", ("Ada Quill",)),
        ("AQ Ada Quill", ("Ada Quill",)),  # the letters of an avatar
        ("AP Ada Quill", ("AP Ada Quill",)),
        ("Ada (Maria Ida) Quill", ("Ada (Maria Ida) Quill",)),
        ("Ada Quill (Harbour desk)", ("Ada Quill",)),
        ("KQ24 newsroom", ("KQ24 newsroom",)),
        ("105092", ()),
        ("Ada Quill and Ben Reed Monday, July 21, 1969", ("Ada Quill", "Ben Reed")),
        ("Von Ada Quill am Montag, 21. Juli 1969 um 11:14 Uhr", ("Ada Quill",)),
        ("Ada Domingo, 21 julio 1969", ("Ada Domingo",)),
        ("Dienstag 8:30", ()),
        ("Zeige alle Beiträge von Ada Quill", ("Ada Quill",)),
        ("View all posts by Ada Quill", ("Ada Quill",)),
        ("Pressemitteilung von Ada Quill", ("Ada Quill",)),
        ("Eingestellt von Unknown", ()),
        ("Autor: Ada Quill, Datum: 21.07.1969", ("Ada Quill",)),
        ("Ada Quill For The Tideland Courier", ("Ada Quill",)),
        ("Ada Quill Associated Press", ("Ada Quill",)),
        ("The Associated Press", ("The Associated Press",)),
        ("Coalition for Tideland Heritage", ("Coalition for Tideland Heritage",)),
        ("').push({});", ()),
        ("潮間帯事務所 ／", ("潮間帯事務所",)),
        ("Ada Quill (avec Ben Reed et Carl Fox)", ("Ada Quill", "Ben Reed", "Carl Fox")),
    ],
)
def test_names_without_jobs(value: str, names: tuple[str, ...]) -> None:
    assert clean_byline([value]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Quill July 20, 1969 4:17 pm", ("Ada Quill",)),
        ("By Ada Quill on Monday, July 21, 1969", ("Ada Quill",)),
        ("Di Dienstag - 14.30 Uhr", ()),
        ("By Ada Quill Page updated: 21 July 1969", ("Ada Quill",)),
        ("By Ada Quill ⋅ Review Editor ⋅ Updated July 21, 1969", ("Ada Quill",)),
        ("by Ada · Jul 20, 1969 at 3:00 am · One comment so far", ("Ada",)),
        ("Written by Ada Quill and Ben Reed, 20 July 1969", ("Ada Quill", "Ben Reed")),
        ("By Marketing Team 31 May, 1969", ("Marketing Team",)),
        ("By the harbour it was quiet", ()),
    ],
)
def test_a_line_by_the_headline(line: str, names: tuple[str, ...]) -> None:
    assert byline(body=f"<p>{line}</p>") == names


def test_the_site_gives_way_to_a_person_and_stands_where_there_is_none() -> None:
    site = '<meta property="og:site_name" content="Harbour Courier"><meta name="author" content="Harbour Courier">'
    assert byline(site, "<p>By Ada Quill</p>") == ("Ada Quill",)
    assert byline(site) == ("Harbour Courier",)
    both = site.replace('content="Harbour Courier">', 'content="Ada Quill, Harbour Courier">').replace(
        'site_name" content="Ada Quill, ', 'site_name" content="'
    )
    assert byline(both) == ("Ada Quill",)


def test_many_authors_of_a_paper_in_the_order_of_bibliographies() -> None:
    head = '<meta name="citation_author" content="Quill, Ada"><meta name="citation_author" content="Ben Reed">'
    assert byline(head) == ("Ada Quill", "Ben Reed")


def test_a_marked_author_in_a_box_counts_where_it_is_the_only_one() -> None:
    filler = "".join(f"<p>{name} and some more</p>" for name in "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")
    box = '<aside><span class="author">Ada Quill</span></aside>'
    assert byline(body=filler + box) == ("Ada Quill",)
    assert byline(body=filler + box + box.replace("Ada Quill", "Ben Reed")) == ()


@pytest.mark.parametrize(
    "value", [" " * 200_000, "by " * 50_000, "(" * 100_000, "a@" * 50_000, "A, " * 50_000, "\0\ud800"]
)
def test_hostile_values_are_quick(value: str) -> None:
    started = time.process_time()
    clean_byline([value])
    assert time.process_time() - started < 5


LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "author": %s}</script>'
SITE = '<meta property="og:site_name" content="Example Harbour Times">'


def test_an_organisation_is_named_whole() -> None:
    said = '{"@type": "Organization", "name": "Contributors to the Harbour Almanac"}'
    assert byline(LD % said) == ("Contributors to the Harbour Almanac",)
    assert byline(LD % '{"@type": "Person", "name": "Contributors"}') == ()


def test_the_site_is_the_author_unless_a_person_is_named_in_full() -> None:
    for name in ("Example Harbour Times", "Harbour Times", "EHT"):
        head = SITE + LD % f'{{"name": "{name}"}}'
        assert byline(head) == (name,)
        assert byline(head, '<p class="byline">By Ada Quill</p>') == ("Ada Quill",)
        assert byline(head, '<p class="author">aqu</p>') == (name,)
        assert byline(head, '<aside><p class="author">Ben Reed</p></aside>') == (name,)


def test_a_site_whose_name_is_a_pair() -> None:
    head = '<meta property="og:site_name" content="Salt &amp; Tide"><meta name="author" content="Salt &amp; Tide">'
    assert byline(head) == ("Salt & Tide",)


def test_authors_marked_far_apart_wrote_different_articles() -> None:
    line = '<a rel="author">{}</a>'
    lines = "".join(f"<p>line {number}</p>" for number in range(30))
    body = line.format("Ada Quill") + line.format("Ben Reed") + lines + line.format("Carl Fox")
    assert byline(body=body) == ("Ada Quill", "Ben Reed")


@pytest.mark.parametrize(
    ("name", "values", "names"),
    [
        ("dc.creator", ["Quill, A.", "Reed, Ben de"], ("A. Quill", "Ben de Reed")),
        ("dc.creator", ["Quill, A. B."], ("A. B. Quill",)),
        ("dc.creator", ["Ada Quill, Ben Reed"], ("Ada Quill", "Ben Reed")),
        ("dc.creator", ["Ada Quill", "Ben Reed"], ("Ada Quill", "Ben Reed")),
        ("author", ["Ada Quill", "Ben Reed", "Ada Quill", "(Image: Carl Fox)"], ("Ada Quill", "Ben Reed")),
        ("citation_authors", ["Quill, Ada; Reed, Ben"], ("Ada Quill", "Ben Reed")),
    ],
)
def test_several_authors_in_meta_elements_of_their_own(name: str, values: list[str], names: tuple[str, ...]) -> None:
    assert byline("".join(f'<meta name="{name}" content="{value}">' for value in values)) == names


def test_a_person_with_a_job_behind_the_name_wins_over_the_site() -> None:
    site = '<meta property="og:site_name" content="Tideland"><meta name="author" content="Tideland">'
    assert byline(site, "<p>By Ada Quill, Dietitian Page updated: 21 July 1969</p>")[0] == "Ada Quill"
    assert byline(site, "<p class=author>Harbour Board and its many ministries</p>") == ("Tideland",)


def test_a_script_in_an_author_s_element_is_no_name() -> None:
    assert byline(body="<div class=author><script>Ada.Quill(3)</script></div>") == ()
    assert byline(body="<div class=author><script>load(3)</script>Ada Quill</div>") == ("Ada Quill",)
    aside = "<aside class=author>Ada Quill</aside><aside class=css-writer>Write rules and hit save</aside>"
    assert byline(body=aside) == ("Ada Quill",)


def test_a_fact_checker_marked_as_author_is_none() -> None:
    checked = "<p><span>Fact checked by</span> <span class=author-name>Ben Reed</span></p>"
    assert byline(body=checked) == ()
    assert byline(body=f"<p>By <span class=author-name>Ada Quill</span></p>{checked}") == ("Ada Quill",)
    site = '<meta property="og:site_name" content="Harbour Courier"><meta name="author" content="Harbour Courier team">'
    assert byline(site, f"<p>Reviewed by Carl Fox</p>{checked}") == ("Harbour Courier team",)


def test_the_writer_comes_before_the_reviewer() -> None:
    body = "<p>Reviewed by Ben Reed</p>"
    assert byline(body=body + "<p>Written by Ada Quill</p>") == ("Ada Quill",)
    assert byline(body=body) == ("Ben Reed",)


def test_a_line_far_from_the_headline_that_signs_the_article() -> None:
    lines = "".join(f"<p>line {number}</p>" for number in range(60))
    signed = "<footer>Posted by Ada Quill on 1969-07-20 in space</footer>"
    assert byline(body=f"<article>{lines}{signed}</article>") == ("Ada Quill",)
    assert byline(body=f"<article>{lines}{signed}</article><p>Posted by Ben Reed on 1969-07-21</p>") == ()
    assert byline(body=lines + signed) == ()  # the footer of the page
