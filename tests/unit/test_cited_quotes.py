"""One statement is shown once, though newsrooms cut it differently."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.render.cited_quotes import cite_quotes
from digest.render.views import ActorRef, QuoteView, SourceRef

START = datetime(1969, 7, 20, 20, tzinfo=UTC)
DUKE = ActorRef(id="charles-duke", name="Charles Duke", kind="person", path="actor/charles-duke/")
KING = ActorRef(id="jack-king", name="Jack King", kind="person", path="actor/jack-king/")


def say(article: str, text: str, *, actor: ActorRef | None = DUKE, hours: float = 0, direct: bool = True) -> QuoteView:
    return QuoteView(
        text=text,
        speaker=actor.name if actor else "he",
        actor=actor,
        direct=direct,
        about=(),
        article_id=article,
        article_title="Down",
        article_path=f"article/{article}/",
        target=f"article/{article}/#p1",
        source=SourceRef(id=article, name=article, path=f"source/{article}/"),
        moment=START + timedelta(hours=hours),
        lang="en",
        dir="ltr",
    )


def shown(*quotes: QuoteView) -> list[tuple[str, list[str], list[str]]]:
    return [
        (cited.quote.text, [other.article_id for other in cited.others], [part.article_id for part in cited.parts])
        for cited in cite_quotes(quotes)
    ]


def test_words_that_stand_within_longer_words_of_the_speaker_are_shown_with_those() -> None:
    first = say("ledger", "You got a bunch of guys about to turn blue")
    second = say("courier", "You got a bunch of guys about to turn blue. We’re breathing again.", hours=1)
    third = say("observer", "we're breathing again", hours=2)
    assert shown(first, second, third) == [(second.text, [], ["ledger", "observer"])]


def test_an_article_that_has_the_whole_is_not_named_for_a_part() -> None:
    whole = "We copy you on the ground. You got a bunch of guys about to turn blue."
    quotes = (say("ledger", whole), say("ledger", "We copy you on the ground"), say("courier", whole))
    assert shown(*quotes) == [(whole, ["courier"], [])]


def test_another_speaker_another_week_and_two_words_are_statements_of_their_own() -> None:
    whole = say("ledger", "We copy you on the ground")
    for other in (
        say("courier", "copy you on", actor=KING),
        say("courier", "copy you on", hours=60),
        say("courier", "the ground"),
        say("courier", "py you on the"),
        say("courier", "copy you on", direct=False),
    ):
        assert [text for text, _, _ in shown(whole, other)] == [whole.text, other.text]
    unnamed = (say("ledger", "We copy you on the ground", actor=None), say("courier", "copy you on", actor=None))
    assert len(shown(*unnamed)) == 2


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text("xy ", min_size=1, max_size=14)), max_size=12))
def test_no_statement_is_lost_and_none_is_shown_twice(said: list[tuple[str, str]]) -> None:
    quotes = [say(article, text) for article, text in said]
    cited = cite_quotes(quotes)
    folded = {" ".join(item.quote.text.split()) or item.quote.text for item in cited}
    assert len(folded) == len(cited)
    for quote in quotes:
        words = " ".join(quote.text.split())
        assert any(
            f" {words} " in f" {' '.join(item.quote.text.split())} " or quote.text == item.quote.text for item in cited
        )
        assert any(
            quote.article_id in {other.article_id for other in (item.quote, *item.others, *item.parts)}
            for item in cited
            if f" {words} " in f" {' '.join(item.quote.text.split())} " or quote.text == item.quote.text
        )
