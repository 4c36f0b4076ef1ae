"""Identity over all articles: what is joined, what is parted, what is only suggested."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from digest.enrich.names import lexicon
from digest.identity import find_bare, gather_actors, split_annotations
from digest.models import Actor, ActorKind, Annotations, Mention, Quote, RegisteredActor, StoredArticle
from digest.namesakes import edit_distance, suggest_merges, suggest_splits
from tests.unit.site_sample import make_article

SHORT = lexicon().short_names


def stored(number: int, *actors: tuple[str, ActorKind, str | None], story: str | None = None) -> StoredArticle:
    """An article with actors of these names and kinds, each mentioned once, with a role or without."""
    found = tuple(Actor(id=name.lower().replace(" ", "-"), name=name, kind=kind) for name, kind, _ in actors)
    mentions = tuple(
        Mention(start=n, end=n + 1, surface=actor.name, actor_id=actor.id, role=actors[n][2])
        for n, actor in enumerate(found)
    )
    said = Quote(
        start=0,
        end=1,
        text="x",
        speaker="x",
        speaker_start=None,
        speaker_end=None,
        actor_id=found[0].id if found else None,
    )
    base = make_article(number, f"Title {number}", "Words.", story=story)
    notes = Annotations(article_id=base.article.id, topics=(), actors=found, mentions=mentions, quotes=(said,))
    return replace(base, annotations=notes)


def merges(*articles: StoredArticle) -> list[tuple[str, str]]:
    return [(hint.id, hint.into) for hint in suggest_merges(gather_actors(articles, ()), SHORT)]


def test_a_part_is_split_off_by_article_and_by_role() -> None:
    golfer = RegisteredActor(id="jan-moor-golfer", name="Jan Moor", split_from="jan-moor", roles=("golfer",))
    pilot = RegisteredActor(id="pilot-moor", split_from="jan-moor", articles=("0000000000000002",))
    register = (golfer, pilot)
    one = stored(1, ("Jan Moor", "person", "champion Golfer"), ("Norland", "country", None))
    two = stored(2, ("Jan Moor", "person", "golfer"))
    three = stored(3, ("Jan Moor", "person", "senator"))
    split = [split_annotations(article.annotations, register) for article in (one, two, three)]
    assert [notes.actors[0].id for notes in split] == ["jan-moor-golfer", "pilot-moor", "jan-moor"]
    assert [notes.mentions[0].actor_id for notes in split] == ["jan-moor-golfer", "pilot-moor", "jan-moor"]
    assert [notes.quotes[0].actor_id for notes in split] == ["jan-moor-golfer", "pilot-moor", "jan-moor"]
    assert split[0].actors[1].id == "norland"
    assert split[2] == three.annotations


def test_a_surname_alone_joins_no_articles() -> None:
    first = stored(1, ("Roe", "person", None))
    second = stored(2, ("Roe", "person", "Mr."), ("Ann Roe", "person", None))
    assert find_bare((first, second), ()) == {"roe"}
    assert find_bare((first,), ()) == frozenset()  # nobody else bears it: a name of one word
    assert find_bare((stored(1, ("Roe", "person", "Mr")),), ()) == {"roe"}
    registered = (RegisteredActor(id="roe", name="Roe", kind="person"),)
    assert find_bare((first, second), registered) == frozenset()
    assert gather_actors((first, second), ())["roe"].bare


def test_actors_collect_their_forms_roles_and_company() -> None:
    register = (RegisteredActor(id="a-roe", merged_into="ann-roe"), RegisteredActor(id="eagle", hidden=True))
    one = stored(1, ("Ann Roe", "person", "mayor"), ("Eagle", "organisation", None))
    two = stored(2, ("A Roe", "person", "Mrs"), ("Norland", "country", None))
    seen = gather_actors((one, two), register)
    assert set(seen) == {"ann-roe", "norland"}
    roe = seen["ann-roe"]
    assert (roe.articles, dict(roe.forms), dict(roe.roles)) == (
        ["0000000000000001", "0000000000000002"],
        {"Ann Roe": 1, "A Roe": 1},
        {"mayor": 1},
    )
    assert dict(roe.beside) == {"eagle": 1, "norland": 1}


def test_likely_duplicates_are_suggested_with_their_evidence() -> None:
    articles = (
        stored(1, ("William Marsh", "person", "mayor"), ("Norland", "country", None)),
        stored(2, ("William Marsh", "person", None), ("Norland", "country", None)),
        stored(3, ("Bill Marsh", "person", "mayor"), ("Norland", "country", None)),
    )
    (hint,) = suggest_merges(gather_actors(articles, ()), SHORT)
    assert (hint.id, hint.into) == ("bill-marsh", "william-marsh")
    assert hint.evidence[0] == "“william” and “bill” are forms of one given name" or "bill" in hint.evidence[0]
    assert hint.evidence[1:] == (
        "both “mayor”",
        "1 of 1 actors beside them are the same: Norland",
        "no article has both",
    )


def test_which_names_are_near() -> None:
    def pair(one: str, other: str, kind: ActorKind = "person") -> bool:
        return bool(merges(stored(1, (one, kind, None)), stored(2, (other, kind, None))))

    assert pair("Zoltan Kerekes", "Zoltán Kerekes")
    assert pair("Petra Zelenska", "Petra Zelenskaa")
    assert pair("Ann Mary Roe", "Ann Roe")
    assert pair("A Roe", "Ann Roe")
    assert pair("Kerekes Zoltan", "Zoltan Kerekes")
    assert pair("World Ferry Body", "WFB", "organisation")
    assert pair("Norwind Inc", "Norwind", "organisation")
    assert not pair("Ann Roe", "Bob Roe")
    assert not pair("Ann Roe", "Ann Poe")
    assert not pair("Bank of Norland", "Bank of Sorland", "organisation")


def test_two_of_one_article_are_hardly_one() -> None:
    assert merges(stored(1, ("William Marsh", "person", None), ("Bill Marsh", "person", None))) == []


def test_namesakes_without_anything_in_common_are_suggested_as_two() -> None:
    articles = (
        stored(1, ("Jan Moor", "person", "golfer"), ("Fairway Club", "organisation", None)),
        stored(2, ("Jan Moor", "person", "senator"), ("Norland", "country", None)),
        stored(3, ("Jan Moor", "person", "young golfer")),
    )
    (hint,) = suggest_splits(gather_actors(articles, ()), articles)
    assert hint.id == "jan-moor"
    assert sorted(len(ids) for ids, _ in hint.parts) == [1, 2]
    together = (*articles, stored(4, ("Jan Moor", "person", "senator"), ("Fairway Club", "organisation", None)))
    assert suggest_splits(gather_actors(together, ()), together) == []


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_of_words_is_symmetric_and_zero_for_equals_alone(one: str, other: str) -> None:
    distance = edit_distance(one, other, most=6)
    assert distance == edit_distance(other, one, most=6)
    assert (distance == 0) == (one == other)
    assert edit_distance(one, other, most=1) == (distance if distance is not None and distance <= 1 else None)
