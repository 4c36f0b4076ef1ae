"""Which reports are one story, which ids stories keep, and what an editor decides."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest.models import StoredArticle, StoryRecord
from digest.stories.assign import assign_stories
from digest.stories.clusters import group_stories, mint_story_id
from digest.stories.copies import sketch_text
from digest.stories.linkage import Linkage
from digest.stories.profiles import list_terms, profile_article, profile_event_day
from digest.text import source_id
from tests.unit.site_sample import COURIER, GAZETTE, LANTERN, instant, make_article

BRIDGE = (
    "The Harrow bridge at Stonewick was closed on Friday after divers found cracks in its third pier. Engineer Ada "
    "Fenwright said lorries must cross at Millbrook until the pier is braced with steel.",
    "Cracks in a pier have closed the Harrow bridge. Divers saw them at Stonewick on Friday, engineer Ada Fenwright "
    "reported, and lorries are sent round by Millbrook.",
    "Stonewick's Harrow bridge is shut: the third pier is cracked, divers reported on Friday. Traffic goes by "
    "Millbrook and Ada Fenwright, the engineer, wants steel braces.",
)
FLOOD = (
    "Heavy rain on Friday drove the river Teal over its banks at Oxmouth, and two hundred families left their homes. "
    "Mayor Bela Kortis opened the school hall for them.",
    "Two hundred families in Oxmouth fled on Friday when the Teal rose over its banks after heavy rain. They sleep in "
    "the school hall, mayor Bela Kortis said.",
)
STRIKE = (
    "Dockers at Port Ansel walked out on Friday over night shifts, and nine ships lie idle. Union leader Ines Varga "
    "said no crane would move before the owners talk.",
)
FRIDAY = date(1969, 7, 18)


def write(number: int, text: str, title: str = "", **more: object) -> StoredArticle:
    stored = make_article(number, title or text.partition(".")[0], text, published=FRIDAY, **more)  # type: ignore[arg-type]
    return replace(stored, story_id=mint_story_id(stored.article.id))


Settled = tuple[list[StoredArticle], tuple[StoryRecord, ...]]


def settle(articles: Iterable[StoredArticle], records: Sequence[StoryRecord] = ()) -> Settled:
    """One run: the articles in the stories they come to stand in, as they would be stored, and the records."""
    articles = list(articles)
    records = assign_stories(articles, records)
    story_of = {id_: record.id for record in records for id_ in record.article_ids}
    return [
        stored
        if "story" in stored.edited
        else replace(stored, story_id=story_of[stored.article.id], found_story=story_of[stored.article.id])
        for stored in articles
    ], records


def grouped(records: Iterable[StoryRecord]) -> set[frozenset[int]]:
    return {frozenset(int(id_, 16) for id_ in record.article_ids) for record in records}


def everything() -> list[StoredArticle]:
    return [write(number, text) for number, text in enumerate((*BRIDGE, *FLOOD, *STRIKE), 1)]


def test_reports_of_one_event_are_one_story_and_others_stand_alone() -> None:
    _, records = settle(everything())
    assert grouped(records) == {frozenset({1, 2, 3}), frozenset({4, 5}), frozenset({6})}


def test_a_story_says_what_its_articles_share() -> None:
    _, records = settle(everything())
    bridge = next(record for record in records if len(record.article_ids) == 3)
    assert len(bridge.evidence) == 3
    shared = " ".join(bridge.evidence[0].shared)
    assert "Harrow" in shared
    assert "Ada Fenwright" in shared or "pier" in shared
    assert all(not record.evidence for record in records if len(record.article_ids) == 1)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_does_not_matter(seed: int) -> None:
    articles = everything()
    random.Random(seed).shuffle(articles)
    stored: list[StoredArticle] = []
    records: tuple[StoryRecord, ...] = ()
    for article in articles:
        stored, records = settle([*stored, article], records)
    assert grouped(records) == {frozenset({1, 2, 3}), frozenset({4, 5}), frozenset({6})}


def test_additions_never_move_a_url() -> None:
    stored, before = settle(everything()[1:4])
    bridge = next(record.id for record in before if len(record.article_ids) == 2)
    _, after = settle([*stored, write(1, BRIDGE[0], seen=instant(1))], before)
    assert next(record.id for record in after if len(record.article_ids) == 3) == bridge


def test_a_run_without_arrivals_changes_nothing() -> None:
    stored, records = settle(everything())
    assert assign_stories(stored, records) == records


def test_a_merge_keeps_the_older_id_and_remembers_the_other() -> None:
    early, late = write(1, BRIDGE[0]), write(2, BRIDGE[1])
    late = replace(late, article=replace(late.article, published=FRIDAY + timedelta(days=1)))
    records = (
        StoryRecord(id="late", article_ids=(late.article.id,), paged=True),
        StoryRecord(id="early", article_ids=(early.article.id,)),
    )
    stored = [replace(early, story_id="early"), replace(late, story_id="late")]
    _, after = settle([*stored, write(3, BRIDGE[2])], records)
    assert [(record.id, record.merged, record.paged) for record in after] == [("early", ("late",), True)]


def test_where_the_editor_puts_an_article_it_stays_and_its_story_takes_more() -> None:
    articles = everything()
    moved = replace(articles[5], story_id="harbour", edited=("story",), found_story=articles[5].story_id)
    flood = replace(articles[3], story_id="harbour", edited=("story",), found_story=articles[3].story_id)
    stored, records = settle([*articles[:3], moved, flood])
    assert {frozenset({4, 6}), frozenset({1, 2, 3})} == grouped(records)
    _, after = settle([*stored, articles[4]], records)
    assert next(record.id for record in after if articles[4].article.id in record.article_ids) == "harbour"


def test_what_the_editor_took_apart_the_machine_does_not_join_again() -> None:
    stored, records = settle(everything()[:2])
    (story,) = records
    apart = replace(stored[1], story_id="apart", edited=("story",))
    _, after = settle([stored[0], apart, write(3, BRIDGE[2])], records)
    story_of = {int(id_, 16): record.id for record in after for id_ in record.article_ids}
    assert story_of[1] != "apart"
    assert story_of[2] == "apart"
    assert story_of[1] == story.id


def test_a_hidden_article_stays_where_it_is_and_brings_nobody_in() -> None:
    hidden = replace(write(1, BRIDGE[0]), hidden=True)
    _, records = settle([hidden, write(2, BRIDGE[1])])
    assert grouped(records) == {frozenset({1}), frozenset({2})}


def test_the_same_kind_of_event_on_another_day_is_another_story() -> None:
    first = write(1, "Harrow beat Oxmouth by two goals in the league on Wednesday. Keeper Jon Alder saved a penalty.")
    again = write(
        2, "In the league Harrow won against Oxmouth on Wednesday, two goals to none, with Jon Alder in goal."
    )
    later = write(3, "Oxmouth beat Harrow by a goal in the league on Friday. Keeper Jon Alder was sent off.")
    assert grouped(settle([first, again, later])[1]) == {frozenset({1, 2}), frozenset({3})}


def test_far_apart_in_time_nothing_is_compared() -> None:
    late = write(2, BRIDGE[1])
    late = replace(late, article=replace(late.article, published=FRIDAY + timedelta(days=30)))
    assert len(settle([write(1, BRIDGE[0]), late])[1]) == 2


def test_nothing_and_next_to_nothing() -> None:
    assert assign_stories((), ()) == ()
    _, records = settle([write(1, "", title="?"), write(2, "", title="…")])
    assert len(records) == 2


def test_a_deleted_story_leads_to_where_its_articles_went() -> None:
    stored, _ = settle(everything()[:2])
    gone = StoryRecord(id="gone", article_ids=tuple(one.article.id for one in stored))
    _, after = settle([replace(one, story_id="here") for one in stored], (gone,))
    assert [(record.id, record.merged) for record in after] == [("here", ("gone",))]


# --- copies ----------------------------------------------------------------------------------------------


def long_report(seed: int) -> str:
    numbers = random.Random(seed)
    sentences = [
        f"Inspector {numbers.randrange(900)} of ward {numbers.randrange(90)} wrote that {numbers.randrange(700)} of "
        f"the {numbers.choice(['beams', 'cables', 'bolts', 'rivets'])} near gate {numbers.randrange(60)} had "
        f"{numbers.choice(['rusted', 'bent', 'loosened'])} since the {numbers.choice(['spring', 'storm', 'frost'])}."
        for _ in range(25)
    ]
    return BRIDGE[0] + "\n\n" + " ".join(sentences)


def test_a_reprint_counts_once_and_the_credited_source_is_the_original() -> None:
    text = long_report(1)
    reprint = write(1, text + "\n\nThis report first stood in the Milltown Gazette.", source=COURIER)
    origin = write(2, text, source=GAZETTE)
    own = write(3, BRIDGE[1], source=LANTERN)
    stored, records = settle([reprint, origin, own])
    (story,) = group_stories(stored, records)
    assert story.copies == ((origin.article.id, reprint.article.id),)
    assert story.independent == 2


def test_a_cut_copy_with_an_insert_is_a_copy_and_a_report_of_its_own_is_none() -> None:
    text = long_report(2)
    cut = "Local readers know the bridge well from the summer fair.\n\n" + text[: len(text) * 6 // 10]
    stored, records = settle([write(1, text), write(2, cut, source=GAZETTE), write(3, long_report(3), source=LANTERN)])
    (story,) = group_stories(stored, records)
    assert [sorted(int(id_, 16) for id_ in group) for group in story.copies] == [[1, 2]]
    assert story.independent == 2


def test_many_copies_of_one_text_are_one_group() -> None:
    text = long_report(4)
    articles = [
        write(number, f"{text} Sent from office {number}.", source=replace(GAZETTE, id=source_id(f"Paper {number}")))
        for number in range(1, 61)
    ]
    stored, records = settle(articles)
    (story,) = group_stories(stored, records)
    assert [len(group) for group in story.copies] == [60]
    assert story.independent == 1


def test_a_text_too_short_has_no_sketch() -> None:
    assert sketch_text("Harrow bridge shut after divers found cracks") == ""


# --- words and linkage -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang", "terms"),
    [
        ("The U.S. Senate's bills passed", "en", ["us", "senate", "bill", "passed"]),
        ("Die Brücke in Überlingen ist gesperrt", "de", ["brücke", "überlingen", "gesperrt"]),
        ("3.5 per cent, well-known", "en", ["3.5", "cent", "well", "known"]),
        ("橋が閉鎖", "ja", ["橋が", "が閉", "閉鎖"]),
        ("Agenda for the 3rd of March 2014", "en", ["agenda", "3rd", "2014"]),
        ("", None, []),
    ],
)
def test_content_words(text: str, lang: str | None, terms: list[str]) -> None:
    assert list_terms(text, lang) == terms


def test_the_day_it_happened_is_the_last_one_named_up_to_publication() -> None:
    stored = write(1, "The dam broke on Wednesday after rain on Tuesday, and a vote is due on Monday.")
    assert profile_event_day(profile_article(stored)) == date(1969, 7, 16)
    stored = write(1, "Am 17. Juli brach der Damm.", lang="de")
    assert profile_event_day(profile_article(stored)) == date(1969, 7, 17)
    assert profile_event_day(profile_article(write(1, "The dam broke in 1921."))) is None


def test_one_resemblance_does_not_chain_two_events() -> None:
    likeness = {0: {1: 0.5, 2: 0.12}, 1: {0: 0.5}, 2: {0: 0.12, 3: 0.5}, 3: {2: 0.5}}
    assert Linkage(likeness, dict.fromkeys(range(4), 100)).join() == [[0, 1], [2, 3]]
