"""A permanent page says what it said: what came after an edition's cutoff is not in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from digest.models import StoredArticle, StoryRecord
from digest.render.views import EditionView
from digest.stories.clusters import group_stories, limit_story
from tests.unit.site_sample import (
    ARTICLES,
    EDITIONS,
    GAZETTE,
    LANDING,
    LANTERN,
    ON_SPACE,
    STORIES,
    build,
    instant,
    make_article,
    render,
)

LATER = make_article(
    9, "The Moon, a day later", "A parade went through the city the day after.", source=LANTERN,
    published=instant(22, 7), seen=instant(22, 8), topics=(ON_SPACE,), story=LANDING,
)  # fmt: skip
GROWN = replace(
    STORIES[0], article_ids=(*STORIES[0].article_ids, LATER.article.id), independent=3, last_published=instant(22, 7)
)


def edition(*more: StoredArticle, **changes: object) -> EditionView:
    site = build(articles=(*ARTICLES, *more), **changes)
    return next(edition for edition in site.editions if edition.name == "1969-07-21")


def test_a_later_report_does_not_change_the_page_of_an_edition() -> None:
    before = render(build())
    after = render(build(articles=(*ARTICLES, LATER), stories=(GROWN,)))
    page = "1969/07/21/index.html"
    assert after[page] == before[page]
    assert "Northern Lantern" in after[f"story/{LANDING}/index.html"]


def test_a_story_in_an_edition_has_the_sources_of_its_day() -> None:
    lead = edition(LATER, stories=(GROWN,)).lead[0].story
    assert (lead.independent, len(lead.articles), lead.day) == (2, 2, date(1969, 7, 21))
    assert LATER.article.id not in {cited.quote.article_id for cited in lead.quotes}


def test_a_story_that_became_a_part_of_another_stays_in_its_edition() -> None:
    merged = replace(GROWN, id="older", merged=(LANDING,))
    joined = [replace(article, story_id="older") if article.story_id == LANDING else article for article in ARTICLES]
    site = build(articles=(*joined, replace(LATER, story_id="older")), stories=(merged,))
    (lead,) = next(one for one in site.editions if one.name == "1969-07-21").lead
    assert lead.story.id == "older"
    assert lead.sentences[0].text.startswith("Neil Armstrong stepped off")


def test_two_items_of_what_is_one_story_now_are_one() -> None:
    (first, second) = EDITIONS
    items = (*second.items, replace(second.items[0], story_id="newer", sentences=()))
    merged = replace(STORIES[0], merged=("newer",))
    (_, day) = build(stories=(merged,), editions=(first, replace(second, items=items))).editions
    assert [lead.story.id for lead in day.lead] == [LANDING]
    assert day.lead[0].sentences


def test_a_copy_whose_original_came_later_stood_for_itself() -> None:
    copy = make_article(8, "Two men walk", "The same.", source=GAZETTE, seen=instant(21, 4), story=LANDING)
    first, *others = ARTICLES
    late = replace(first, article=replace(first.article, first_seen=instant(22, 5)))
    story = replace(
        STORIES[0],
        article_ids=(copy.article.id, *STORIES[0].article_ids),
        copies=((first.article.id, copy.article.id),),
    )
    site = build(articles=(late, *others, copy), stories=(story,))
    lead = next(one for one in site.editions if one.name == "1969-07-21").lead[0].story
    assert lead.copy_of == ()
    assert lead.independent == 1  # both of the Gazette
    assert lead.headline != first.article.title


def test_a_story_as_it_stood() -> None:
    articles = {stored.article.id: stored for stored in (*ARTICLES[:2], LATER)}
    record = StoryRecord(id=LANDING, article_ids=tuple(articles), copies=((ARTICLES[0].article.id, LATER.article.id),))
    (story,) = group_stories(articles.values(), [record])
    assert (len(story.article_ids), story.independent) == (3, 2)
    then = limit_story(story, articles, {LANDING: record}, instant(21, 5))
    assert (then.article_ids, then.independent, then.copies) == ((ARTICLES[0].article.id,), 1, ())
    assert limit_story(story, articles, {LANDING: record}, instant(23)) is story
    assert limit_story(story, articles, {}, instant(1)) is story  # nothing of it was there: nothing to limit it to
