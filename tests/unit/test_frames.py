"""Two events of one kind, told in the same words, are two stories; two reports of one event are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digest.models import Actor, ActorKind, Mention, StoredArticle
from digest.stories.event_days import find_event_day
from digest.stories.frames import count_differences, read_frame
from digest.stories.profiles import profile_article
from digest.stories.similarity import Space
from tests.unit.test_clusters import grouped, settle, write

PAIRS = {
    "elections": (
        "Voters in Lurania went to the polls on Friday to choose a parliament, and turnout was the highest in twenty "
        "years. Prime minister Oda Renk cast her ballot in Port Ansel and called for a calm count.",
        "The highest turnout in twenty years was seen on Friday when voters in Mervia chose a parliament. The prime "
        "minister, Pal Sorin, cast a ballot in Kestrin and hoped for a calm count at the polls.",
        "The election in Lurania drew the highest turnout in twenty years. Oda Renk, the prime minister, voted in Port "
        "Ansel on Friday and asked for a calm count of the ballots for parliament.",
    ),
    "earthquakes": (
        "A strong earthquake shook the Gulf of Tamar on Friday, bringing down houses and cutting power. Rescuers dug "
        "for survivors in Old Belmar through the night.",
        "Houses came down and power was cut when a strong earthquake shook the hills of Surenia on Friday. Through the "
        "night rescuers in Kallin dug for survivors.",
        "Rescuers in Old Belmar dug through the night for survivors of the strong earthquake that shook the Gulf of "
        "Tamar on Friday. Houses came down and power was cut.",
    ),
    "matches": (
        "The league match between Harrow and Oxmouth ended in a draw on Friday after a late goal. Striker Jon Alder "
        "headed in from a corner before the whistle.",
        "A draw on Friday was the end of the league match between Lintz and Marby. Before the whistle the striker Teo "
        "Brandt headed in a late goal from a corner.",
        "Harrow and Oxmouth drew their league match on Friday. A late goal, headed in by the striker Jon Alder from a "
        "corner before the whistle, saved Harrow.",
    ),
    "results": (
        "The shipbuilder Torvald Marine said on Friday that its profit rose by a fifth in the second quarter on strong "
        "orders. Its chief executive Lena Moss raised the forecast for the year.",
        "By a fifth in the second quarter rose the profit of the shipbuilder Casper Yards on strong orders, it said on "
        "Friday. The forecast for the year was raised by its chief executive Ivo Dunn.",
        "Strong orders raised the profit of the shipbuilder Torvald Marine by a fifth in the second quarter. Its chief "
        "executive, Lena Moss, said on Friday that the forecast for the year was raised.",
    ),
    "trials": (
        "A court in Millbrook sentenced the former treasurer Karl Weston to four years in prison for fraud on Friday. "
        "The judge said that Weston had betrayed the trust of his town.",
        "Four years in prison for fraud is the sentence of the former treasurer Edda Quill by a court in Stonewick on "
        "Friday. Quill betrayed her town and its trust, said the judge.",
        "The former treasurer Karl Weston was sentenced by a court in Millbrook to four years in prison for fraud. He "
        "betrayed the trust of his town, the judge said of Weston on Friday.",
    ),
    "stages": (
        "The seventeenth stage of the tour of the lakes was won on Friday by a sprint, after a day of rain and "
        "a long escape. The leader kept his jersey.",
        "A day of rain, a long escape and then a sprint: the eighteenth stage of the tour of the lakes was won on "
        "Friday. His jersey was kept by the leader.",
        "A sprint after a long escape decided the 17th stage of the tour of the lakes on Friday, on a day of rain. His "
        "jersey stays with the leader.",
    ),
}


@pytest.mark.parametrize("kind", PAIRS)
def test_another_event_of_the_same_kind_is_another_story(kind: str) -> None:
    title = f"The {kind} of the day"
    articles = [write(number, text, title) for number, text in enumerate(PAIRS[kind], 1)]
    assert grouped(settle(articles)[1]) == {frozenset({1, 3}), frozenset({2})}


def named(number: int, text: str, *actors: tuple[str, ActorKind]) -> StoredArticle:
    stored = write(number, text, "What the day brought")
    return replace(
        stored,
        annotations=replace(
            stored.annotations,
            actors=tuple(Actor(id=name, name=name, kind=kind) for name, kind in actors),
            mentions=tuple(
                Mention(start=text.index(name), end=text.index(name) + len(name), surface=name, actor_id=name)
                for name, _ in actors
            ),
        ),
    )


def differences(one: StoredArticle, other: StoredArticle) -> int:
    return count_differences(*(read_frame(stored, stored.article.markdown) for stored in (one, other)))


def test_other_people_and_other_countries_differ_and_shared_ones_do_not() -> None:
    renk = named(1, "Oda Renk won in Lurania. It was close.", ("Oda Renk", "person"), ("Lurania", "country"))
    sorin = named(2, "Pal Sorin won in Mervia. It was close.", ("Pal Sorin", "person"), ("Mervia", "country"))
    beaten = named(3, "Pal Sorin lost. The winner is Oda Renk.", ("Pal Sorin", "person"), ("Oda Renk", "person"))
    assert differences(renk, sorin) >= 2
    assert differences(renk, beaten) == 0
    assert differences(renk, renk) == 0


def test_nothing_is_taken_from_an_article_that_names_nobody_or_is_a_headline_only() -> None:
    renk = named(1, "Oda Renk won in Lurania. It was close.", ("Oda Renk", "person"), ("Lurania", "country"))
    nobody = named(2, "The count was close. It went on all night.")
    bare = write(3, "Pal Sorin wins in Mervia", "Pal Sorin wins in Mervia")
    assert differences(renk, nobody) == 0
    assert differences(renk, bare) == 0
    assert differences(write(4, "", "?"), renk) == 0


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("They drew in Round 3 again.", "They drew in Round 4 again.", 1),
        ("It was the 21st launch.", "It was the twenty-first launch.", 0),
        ("It was the 21st launch.", "It was the twenty-second launch.", 1),
        ("The fire killed 12 people.", "The fire killed 15 people.", 0),
        ("They met on May 3 in town.", "They met on May 4 in town.", 0),
        ("The 3rd stage ends the 1st week.", "The 3rd stage ends the 2nd week.", 0),
    ],
)
def test_the_number_in_a_series_sets_apart_and_a_count_does_not(one: str, other: str, differ: int) -> None:
    assert differences(write(1, one, "What the day brought"), write(2, other, "News of the day")) == differ


def test_a_morning_paper_names_the_day_before_first() -> None:
    text = "The favourite won Monday's stage. The mountains come on Tuesday."
    assert find_event_day(text, "en", datetime(1969, 7, 15, 6, tzinfo=UTC)) == date(1969, 7, 14)
    assert find_event_day(text, "en", datetime(1969, 7, 15, 20, tzinfo=UTC)) == date(1969, 7, 15)


def test_what_is_undated_among_dated_reports_must_be_more_alike() -> None:
    report = write(
        1,
        "The tour of the lakes ended on Friday in Oxmouth, and the yellow jersey went to the rider with the best time.",
    )
    guide = write(
        2, "A yellow jersey is worn in the tour of the lakes by the rider with the lowest time. It has been since 1919."
    )
    undated = replace(
        guide, article=replace(guide.article, published=None, first_seen=datetime(1969, 7, 18, tzinfo=UTC))
    )
    dated, less = (
        Space([profile_article(report), profile_article(other)]).find_alike(0)[1] for other in (guide, undated)
    )
    assert less == pytest.approx(dated / 2)
