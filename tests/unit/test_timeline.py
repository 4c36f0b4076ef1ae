"""A story in time: what each report adds, in which order they came, and where they stand in the picture."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from digest.models import Account, Change, Revision, Sentence, StoredArticle, Story
from digest.render.site import build_site
from digest.render.views import Site, StoryView
from digest.stories.timeline import find_additions
from tests.unit.site_sample import (
    COURIER,
    CYCLING,
    GAZETTE,
    LANTERN,
    SETTINGS,
    SOURCES,
    SPACE,
    instant,
    make_article,
    render,
)

FULL = {COURIER.id: "full", GAZETTE.id: "full", LANTERN.id: "full"}
FIRST = "The ferry Aurora ran aground on a sandbank outside the harbour on Sunday with forty people on board."
AGAIN = "The ferry Aurora, with forty people on board, ran aground outside the harbour on Sunday."
NEWS = "Divers found a crack below the waterline, and the owners ordered a second vessel from Bergen."
LEANING = "He said that divers had found a crack below the waterline and that the owners were informed."


def make(number: int, body: str, **options: object) -> StoredArticle:
    return make_article(number, f"Report {number}", body, **{"story": "e" * 16, **options})  # type: ignore[arg-type]


def added(*members: StoredArticle, **options: object) -> dict[str, list[str]]:
    found = find_additions(members, **{"policies": FULL, **options})  # type: ignore[arg-type]
    return {id_: [one.text for one in sentences] for id_, sentences in found.items()}


def test_a_later_report_adds_the_sentences_that_say_something_new() -> None:
    one, two = make(1, FIRST), make(2, f"{AGAIN} {NEWS}")
    assert added(one, two) == {two.article.id: [NEWS]}


def test_the_first_report_and_one_that_says_the_same_add_nothing() -> None:
    assert added(make(1, FIRST), make(2, AGAIN)) == {}


def test_a_sentence_that_leans_on_another_is_not_shown() -> None:
    assert added(make(1, FIRST), make(2, f"{AGAIN} {LEANING}")) == {}


def test_a_copy_adds_nothing_though_it_is_dated_before_its_original() -> None:
    copy, original, other = make(1, f"{FIRST} {NEWS}"), make(2, f"{FIRST} {NEWS}"), make(3, f"{AGAIN} {NEWS}")
    assert added(copy, original, other, copies={copy.article.id}) == {}
    assert added(make(4, FIRST), original, copies={original.article.id}) == {}


def test_reports_are_held_against_those_in_their_language() -> None:
    german = "Die Fähre Aurora lief am Sonntag mit vierzig Menschen an Bord vor dem Hafen auf eine Sandbank."
    assert added(make(1, FIRST), make(2, german, lang="de")) == {}


def test_of_a_headline_source_nothing_is_taken() -> None:
    one, two = make(1, FIRST), make(2, f"{AGAIN} {NEWS}", source=GAZETTE)
    assert added(one, two, policies={**FULL, GAZETTE.id: "headline"}) == {}


def test_what_came_with_a_later_version_is_not_said_of_the_first() -> None:
    revision = Revision(
        seen_at=instant(22),
        was_seen_at=instant(21),
        was_hash="a",
        text_hash="b",
        added=1,
        changes=(Change(was="", now=NEWS, at=2),),
    )
    assert added(make(1, FIRST), make(2, f"{AGAIN}\n\n{NEWS}", revisions=(revision,))) == {}


def test_a_note_of_the_source_on_its_article_is_no_addition() -> None:
    note = "Correction: an earlier version of this article misnamed the captain, the mate and the pilot of the vessel."
    assert added(make(1, FIRST), make(2, f"{AGAIN}\n\n{note}")) == {}


# --- as it is shown ------------------------------------------------------------------------------------


def view(*articles: StoredArticle, account: Account | None = None, **options: object) -> tuple[StoryView, Site]:
    ids = tuple(one.article.id for one in sorted(articles, key=lambda one: str(one.article.published)))
    story = Story(
        id="e" * 16,
        headline=articles[0].article.title,
        article_ids=ids,
        copies=options.get("copies", ()),  # type: ignore[arg-type]
        independent=len(articles),
        first_published=instant(20),
        last_published=instant(21),
    )
    site = build_site(
        settings=SETTINGS,
        sources=tuple(SOURCES),
        topics=(SPACE, CYCLING),
        articles=articles,
        stories=(story,),
        editions=(),
        register=(),
        now=instant(22),
        accounts={story.id: account or Account()},
    )
    return site.stories[0], site


def test_events_run_in_time_and_a_change_stands_where_it_was_seen() -> None:
    revision = Revision(
        seen_at=instant(22, 6), was_seen_at=instant(20, 9), was_hash="a", text_hash="a", headline=("Old", "Report 1")
    )
    one = make(1, FIRST, published=instant(20, 8), revisions=(revision,))
    two = make(2, NEWS, source=GAZETTE, published=instant(21, 8))
    story, site = view(one, two, account=Account(additions={two.article.id: (Sentence(article_id="x", text=NEWS),)}))
    assert [(event.article.id, event.revision is not None) for event in story.events] == [
        (one.article.id, False),
        (two.article.id, False),
        (one.article.id, True),
    ]
    assert [event.first for event in story.events] == [True, False, False]
    assert all(a.day <= b.day for a, b in pairwise(story.events))
    page = render(site)[story.path]
    assert "Adds" in page
    assert NEWS in page
    assert "first report" in page
    assert "Changed without a note" in page
    assert "<del>" in page


def test_where_a_day_alone_is_known_no_report_is_called_the_first() -> None:
    one = make(1, FIRST, published=date(1969, 7, 20))
    two = make(2, NEWS, source=GAZETTE, published=instant(20, 8))
    story, _ = view(one, two)
    assert not any(event.first for event in story.events)


def test_copies_are_named_as_such_and_not_counted() -> None:
    one = make(1, FIRST, published=instant(20, 8))
    two = make(2, FIRST, source=GAZETTE, published=instant(20, 9))
    story, site = view(one, two, copies=((one.article.id, two.article.id),))
    assert [source.id for source in story.carriers] == [GAZETTE.id]
    page = render(site)[story.path]
    assert f"also carried by <bdi>{GAZETTE.name}</bdi>" in page
    assert f"same text as <bdi>{COURIER.name}</bdi>" in page
