"""What an edition is of, and what leads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.models import Edition, EditionItem, StoredArticle, Story, TopicScore
from digest.stories.clusters import group_stories
from digest.stories.edition import choose_edition
from digest.stories.periods import Span, cut_spans, date_of
from digest.stories.ranking import Weights, find_factors
from tests.unit.site_sample import ARMSTRONG, COURIER, GAZETTE, LANTERN, NASA, SPACE, instant, make_article

UTC_ZONE = ZoneInfo("UTC")
CUTOFF = instant(21, 18)


SPACE_MARK = TopicScore(topic_id=SPACE.id, label=SPACE.label, score=0.9, reasons=("Moon",))
CYCLING_MARK = TopicScore(topic_id="cycling", label="Cycling", score=0.9, reasons=("jersey",))


def story_of(*members: StoredArticle) -> Story:
    (story,) = group_stories(replace(member, story_id="s") for member in members)
    return story


def seen_at(when: datetime, number: int = 1) -> StoredArticle:
    stored = make_article(number, f"Report {number}", "Two men walked on the Moon on Monday morning, their ship says.")
    return replace(stored, article=replace(stored.article, first_seen=when))


def test_a_day_ends_at_the_sites_midnight() -> None:
    articles = [
        seen_at(datetime(1969, 7, 20, 21, 59, tzinfo=UTC), 1),
        seen_at(datetime(1969, 7, 20, 22, tzinfo=UTC), 2),
    ]
    spans = cut_spans(articles, "daily", ZoneInfo("Europe/Berlin"), ())  # UTC+1 that summer
    assert [span.name for span in spans] == ["1969-07-20"]
    spans = cut_spans(articles, "daily", ZoneInfo("Africa/Cairo"), ())  # UTC+3 that summer
    assert [(span.name, len(span.articles)) for span in spans] == [("1969-07-21", 2)]


def test_a_week_runs_from_monday_and_is_over_after_sunday() -> None:
    articles = [seen_at(instant(20), 1), seen_at(instant(21), 2)]  # a Sunday and a Monday
    spans = cut_spans(articles, "weekly", UTC_ZONE, ())
    assert [(span.name, span.date.isoformat()) for span in spans] == [
        ("1969-W29", "1969-07-14"),
        ("1969-W30", "1969-07-21"),
    ]
    assert spans[0].over == datetime(1969, 7, 21, tzinfo=UTC)


def test_the_first_days_of_a_year_can_belong_to_the_week_of_the_last() -> None:
    (span,) = cut_spans([seen_at(datetime(1971, 1, 2, 8, tzinfo=UTC))], "weekly", UTC_ZONE, ())
    assert (span.name, span.date) == ("1970-W53", date(1970, 12, 28))
    assert date_of("1970-W53") == span.date


def test_a_run_takes_what_is_newer_than_the_last_edition() -> None:
    first, second = seen_at(instant(21, 6, 10), 1), seen_at(instant(21, 12), 2)
    (span,) = cut_spans([first], "run", UTC_ZONE, ())
    assert span.name == "1969-07-21T0610"
    made = Edition(name=span.name, date=span.date, cutoff=first.article.first_seen, items=())
    (span,) = cut_spans([first, second], "run", UTC_ZONE, [made])
    assert (span.name, span.articles) == ("1969-07-21T1200", (second,))
    assert cut_spans([first], "run", UTC_ZONE, [made]) == []


def test_two_runs_in_one_minute_are_two_editions() -> None:
    first = seen_at(instant(21, 6, 10), 1)
    later = seen_at(first.article.first_seen + timedelta(seconds=33), 2)
    made = Edition(name="1969-07-21T0610", date=date(1969, 7, 21), cutoff=first.article.first_seen, items=())
    (span,) = cut_spans([first, later], "run", UTC_ZONE, [made])
    assert span.name == "1969-07-21T061033"


@pytest.mark.parametrize("name", ["1969", "1969-07", "1969-13-01", "1969-W54", "1969-07-21T06", "moon"])
def test_no_edition_has_such_a_name(name: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        date_of(name)


def factors(*members: StoredArticle, **options: object) -> float:
    return find_factors(story_of(*members), members, **{"weights": Weights(), "cutoff": CUTOFF, **options}).score  # type: ignore[arg-type]


def test_what_the_editor_weighs_more_stands_higher_and_zero_counts_for_nothing() -> None:
    space = make_article(1, "Moon walk", "Neil Armstrong of NASA walked.", topics=(SPACE_MARK,))
    bare = make_article(1, "Moon walk", "One of two men walked.")
    assert factors(space, weights=Weights(topics={SPACE.id: 3})) > factors(space) > factors(bare)
    assert factors(space, weights=Weights(actors={NASA.id: 4})) > factors(space)
    nothing = Weights(topics={SPACE.id: 0}, actors={NASA.id: 0, ARMSTRONG.id: 0})
    assert factors(space, weights=nothing) == factors(bare)


def test_a_story_that_led_before_needs_new_reports_to_lead_again() -> None:
    old = make_article(1, "Moon walk", "Two men walked.")
    old = replace(old, article=replace(old.article, first_seen=instant(20, 9)))
    fresh = make_article(2, "Moon walk again", "Two men walked.")
    fresh = replace(fresh, article=replace(fresh.article, first_seen=instant(21, 9)))
    led = Edition(
        name="1969-07-20",
        date=date(1969, 7, 20),
        cutoff=instant(20, 18),
        items=(EditionItem(story_id="s", sentences=()),),
    )
    assert factors(old, earlier=[led]) < factors(old)
    assert factors(old, earlier=[led]) / factors(old) < factors(old, fresh, earlier=[led]) / factors(old, fresh)
    found = find_factors(story_of(old, fresh), [old, fresh], weights=Weights(), cutoff=CUTOFF, earlier=[led])
    assert (found.led, found.reports) == (date(1969, 7, 20), 1)


def test_topics_take_turns_where_the_scores_are_close() -> None:
    bodies = ["Rockets rise over water.", "Engines burn long tonight.", "Antennas listen far away."]
    members = [
        make_article(number, f"{body[:7]} item {number}", body, topics=(SPACE_MARK,))
        for number, body in enumerate(bodies, 1)
    ]
    members.append(make_article(4, "Yellow jersey stays", "Riders climbed mountains.", topics=(CYCLING_MARK,)))
    articles = {member.article.id: replace(member, story_id=member.article.id) for member in members}
    span = Span(name="1969-07-21", date=date(1969, 7, 21), over=CUTOFF, articles=tuple(articles.values()))
    edition = choose_edition(span, group_stories(articles.values()), articles, policies={}, limit=4, cutoff=CUTOFF)
    leading = [item.why.topics[0] for item in edition.items[:2] if item.why]
    assert len(set(leading)) == 2


def test_two_newsrooms_outweigh_a_long_article_full_of_names() -> None:
    short = [make_article(n, "Bridge opens", "The bridge over the sound opened at noon.", source=source)
             for n, source in ((1, COURIER), (2, GAZETTE), (3, LANTERN))]  # fmt: skip
    names = "Neil Armstrong of NASA, Buzz Aldrin, Michael Collins and Richard Nixon spoke. "
    long = make_article(4, "Who was there", names * 200, quotes=(("spoke", "Neil Armstrong", ARMSTRONG.id),) * 12)
    assert factors(*short[:2]) > 1.1 * factors(short[0])
    assert factors(*short) > factors(long) > factors(short[0])


def test_a_report_with_a_day_alone_is_no_newer_than_it_was_seen() -> None:
    told = make_article(1, "Moon walk", "Two men walked.", published=instant(21, 6))
    dated = make_article(1, "Moon walk", "Two men walked.", published=date(1969, 7, 21))
    dated = replace(dated, article=replace(dated.article, first_seen=instant(21, 6)))
    assert factors(told) == factors(dated) < factors(make_article(1, "Moon walk", "Two men walked.", published=CUTOFF))


def test_a_week_s_edition_is_led_by_its_monday_too() -> None:
    bodies = ["The bridge over the sound opened at noon.", "A storm took the roof off the old mill at Berg."]
    days = (instant(14, 9), instant(20, 9))
    members = [
        make_article(number, f"{body[:18]} today", body, published=day)
        for number, (body, day) in enumerate(zip(bodies, days, strict=True), 1)
    ]
    members = [
        replace(member, article=replace(member.article, first_seen=day))
        for member, day in zip(members, days, strict=True)
    ]
    articles = {member.article.id: replace(member, story_id=member.article.id) for member in members}
    (span,) = cut_spans(articles.values(), "weekly", UTC_ZONE, ())
    stories = group_stories(articles.values())
    options = {"policies": {}, "limit": 4, "cutoff": instant(20, 18)}
    assert len(choose_edition(span, stories, articles, **options).items) == 2
    day = replace(span, period=timedelta(days=1))
    assert [item.story_id for item in choose_edition(day, stories, articles, **options).items] == [
        members[1].article.id
    ]
