"""Pictures: what is drawn is what was counted, in both directions, and nothing where there is too little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from digest.models import Story
from digest.render.dates import DateWriter
from digest.render.pictures import Pictures
from digest.render.views import RevisionView, Site
from digest.render.words import ENGLISH, read_words
from tests.unit.site_sample import (
    COURIER,
    GAZETTE,
    LANDING,
    SOURCES,
    TEMPLATES,
    build,
    instant,
    make_article,
)

SVG = Pictures(ENGLISH, DateWriter("en", "UTC"))
_WORDS = read_words("ar", [TEMPLATES])
TURNED = Pictures(_WORDS, DateWriter("ar", "UTC", _WORDS))
LONG = "The Joint Commission <on> the Naming of Harbours & Capes"


def site_of(days: Sequence[int], body: str = "Some words.", copies: tuple[tuple[str, ...], ...] = ()) -> Site:
    """An article for each day of July, by two outlets in turn, all of one story."""
    articles = [
        make_article(n + 1, f"Report {n}", body, source=SOURCES[n % 2], published=instant(day, n % 24), story=LANDING)
        for n, day in enumerate(days)
    ]
    ids = tuple(stored.article.id for stored in articles)
    story = Story(
        id=LANDING,
        headline="One",
        article_ids=ids,
        copies=copies,
        independent=2,
        first_published=instant(days[0]),
        last_published=instant(days[-1]),
    )
    return build(articles=articles, stories=(story,), editions=())


def parse(picture: str) -> etree._Element:
    return etree.fromstring(picture)


def test_a_bar_for_each_day_that_has_articles() -> None:
    figure = parse(SVG.draw_activity(site_of([1, 1, 3]).articles))
    assert figure.find("svg/path").get("d") == "M1 40v-38h6v38zM17 40v-19h6v19z"
    assert figure.find("svg").get("viewBox") == "0 0 24 40"
    assert figure.findtext("figcaption") == "Articles a day, Jul 1, 1969 to Jul 3, 1969; most: 2 articles, Jul 1, 1969"
    assert figure.find("svg").get("aria-label") == "Articles a day"


def test_time_runs_with_the_page() -> None:
    turned = parse(TURNED.draw_activity(site_of([1, 1, 3]).articles))
    assert turned.find("svg/path").get("d") == "M17 40v-38h6v38zM1 40v-19h6v19z"
    assert "مقالان" in turned.findtext("figcaption")


@pytest.mark.parametrize("days", [[], [4], [4, 4, 4]])
def test_no_activity_within_one_day(days: list[int]) -> None:
    assert SVG.draw_activity(site_of(days).articles if days else ()) == ""


def test_neighbours_are_joined_by_what_they_share() -> None:
    body = "Neil Armstrong and NASA and Richard Nixon and the Soviet Union."
    site = site_of([1, 2], body)
    actor = next(actor for actor in site.actors if actor.ref.id == "neil-armstrong")
    figure = parse(SVG.draw_neighbours(actor, "../../"))
    assert [text.text for text in figure.iter("text")] == ["Neil Armstrong", "NASA", "Richard Nixon", "Soviet Union"]
    assert [link.get("href") for link in figure.iter("a")] == [
        f"../../actor/{id_}/index.html" for id_ in ("nasa", "richard-nixon", "soviet-union")
    ]
    arcs = [arc.get("class") for arc in figure.iter("path")]
    assert (arcs.count("own"), arcs.count("others"), arcs[-1]) == (3, 3, "own")  # the actor's own on top
    alone = site_of([1, 2], "Neil Armstrong and NASA.")
    few = next(actor for actor in alone.actors if actor.ref.id == "neil-armstrong")
    assert SVG.draw_neighbours(few, "") == ""


def test_names_are_text_and_long_ones_are_whole_in_their_title() -> None:
    site = site_of([1, 2], "Neil Armstrong and NASA and Richard Nixon and the Soviet Union.")
    actor = next(actor for actor in site.actors if actor.ref.id == "neil-armstrong")
    long = replace(actor.related[0][0], name=LONG)
    figure = parse(SVG.draw_neighbours(replace(actor, related=((long, 2), *actor.related[1:])), ""))
    (title,) = figure.iter("title")
    assert title.text == LONG
    assert title.getparent().text == "The Joint Commission <on> t…"


def test_coverage_has_a_row_a_source_and_marks_copies() -> None:
    ids = tuple(f"{n:016x}" for n in (1, 2))
    (story,) = site_of([1, 1, 1, 1], copies=(ids,)).stories
    figure = parse(SVG.draw_coverage(story))
    assert [text.text for text in figure.iter("text")] == [COURIER.name, GAZETTE.name]
    dots = [(dot.get("class"), float(dot.get("cx")), dot.get("cy")) for dot in figure.iter("circle")]
    assert dots == [(None, 6, "30"), ("copy", 95.3, "74"), (None, 184.7, "30"), (None, 274, "74")]
    caption = "".join(figure.find("figcaption").itertext())
    assert caption.endswith("Jul 1, 1969, 12:00\u00a0AM to 3:00\u00a0AM; a line an hour; hollow: the text of another")
    turned = [float(dot.get("cx")) for dot in parse(TURNED.draw_coverage(story)).iter("circle")]
    assert turned == [274, 184.7, 95.3, 6]


def test_coverage_marks_what_a_source_changed() -> None:
    story = site_of([1, 2, 3]).stories[0]
    revision = RevisionView(
        number=1,
        path="article/1/index.html#r1",
        seen_at=instant(9),
        was_seen_at=instant(1),
        kind="silent",
        note=None,
        headline=(),
        changes=(),
        left_out=0,
        partial=False,
    )
    first = replace(story.articles[0], revisions=(revision,))
    figure = parse(SVG.draw_coverage(replace(story, articles=(first, *story.articles[1:]))))
    assert [path.get("d")[:4] for path in figure.iter("path") if path.get("class") == "change"] == ["M274"]
    assert "".join(figure.find("figcaption").itertext()).endswith("a diamond: changed by the source")


def test_no_coverage_without_times_or_by_one_source_or_of_two_reports() -> None:
    (story,) = site_of([1, 2, 3]).stories
    assert SVG.draw_coverage(story)
    bare = replace(story, articles=tuple(replace(a, published=date(1969, 7, 1)) for a in story.articles))
    alone = replace(story, articles=tuple(replace(a, source=story.articles[0].source) for a in story.articles))
    at_once = replace(story, articles=tuple(replace(a, published=instant(1)) for a in story.articles))
    for one in (bare, alone, at_once, site_of([1, 2]).stories[0]):
        assert SVG.draw_coverage(one) == ""


def test_a_story_over_months_stays_small() -> None:
    (story,) = site_of([1, 2, 3]).stories
    articles = tuple(replace(a, published=instant(1 + n % 28, n % 24)) for n, a in enumerate(story.articles * 40))
    assert len(SVG.draw_coverage(replace(story, articles=articles))) < 8_000
    late = (*story.articles, replace(story.articles[0], published=instant(1).replace(year=2026)))
    assert SVG.draw_coverage(replace(story, articles=late)).count("V") < 60
