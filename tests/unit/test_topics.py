"""Topics: which terms match, what they weigh, and what is kept out."""

from __future__ import annotations

import pickle
import time

import pytest

from digest.enrich.stems import same_inflection, stem_word
from digest.enrich.topics import TopicRules, compile_topics, find_muted, score_topics
from digest.models import Term, Topic


def topic(name: str, *terms: str | Term) -> Topic:
    return Topic(
        id=name, label=name.title(), terms=tuple(Term(any=(term,)) if isinstance(term, str) else term for term in terms)
    )


def matched(text: str, *terms: str | Term, lang: str = "en") -> tuple[str, ...]:
    """The words that spoke for a topic of `terms`; none when it was not assigned."""
    scores = score_topics("", text, rules=compile_topics((topic("t", *terms),), lang=lang))
    return scores[0].reasons if scores else ()


WATER = topic(
    "water", "groundwater", "water act", Term(any=("river", "dam"), together=("permit",), none=("River Plate",))
)
SPACE = topic("space", "moon", "rocket", "NASA")


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        # Whole words, any case, inflected.
        ("The RIVER rose.", "river", ("RIVER",)),
        ("Two rivers rose.", "river", ("rivers",)),
        ("They were voting.", "vote", ("voting",)),
        ("The policies failed.", "policy", ("policies",)),
        ("He stopped.", "stop", ("stopped",)),
        ("A driver slept.", "river", ()),
        ("The river’s bed", "river", ("river",)),
        ("An anti-war march", "war", ("war",)),
        # Stems that Snowball joins though the words differ.
        ("An organ played.", "organization", ()),
        ("The universe is big.", "university", ()),
        # Capitals in a term must stand in the text.
        ("Who is it?", "WHO", ()),
        ("The WHO met.", "WHO", ("WHO",)),
        ("an apple a day", "Apple", ()),
        ("Apple’s profit", "Apple", ("Apple",)),
        ("APPLE RISES", "Apple", ("APPLE",)),
        # Initials with and without stops; signs that belong to a word.
        ("The U.S. economy", "US", ("U.S.",)),
        ("The US economy", "U.S.", ("US",)),
        ("Written in C++ and C.", "C++", ("C++",)),
        ("Plan C", "C++", ()),
        # Phrases.
        ("The water acts of 1969", "water act", ("water acts",)),
        ("The long-range missile", "long range missiles", ("long-range missile",)),
        ("They drink water. Act now.", "water act", ()),
        # Scripts without spaces are matched as they stand.
        ("東京で地下水の調査", "地下水", ("地下水",)),
        ("정부는 오늘", "정부", ("정부",)),
        ("Река вышла из берегов, у реки", "река", ("Река",)),
    ],
)
def test_terms_match_whole_words(text: str, term: str, found: tuple[str, ...]) -> None:
    assert matched(text, term, lang="ru" if term == "река" else "en") == found


def test_german_nouns_are_stemmed_with_their_capital() -> None:
    assert matched("Die Flüsse steigen", "Fluss", lang="de") == ("Flüsse",)
    assert matched("die flüsse steigen", "Fluss", lang="de") == ()


def test_a_rule_needs_its_company() -> None:
    rules = compile_topics((WATER,), lang="en")
    assert score_topics("", "The river rose by two metres.", rules=rules) == ()
    (score,) = score_topics("", "The river permits were signed.", rules=rules)
    assert set(score.reasons) == {"river", "permits"}


def test_what_an_excluded_phrase_covers_does_not_count() -> None:
    rules = compile_topics((WATER,), lang="en")
    assert score_topics("", "River Plate got its permit.", rules=rules) == ()
    (score,) = score_topics("", "River Plate won; the dam has a permit.", rules=rules)
    assert set(score.reasons) == {"dam", "permit"}


def test_the_title_and_the_lede_count_more() -> None:
    rules = compile_topics((SPACE,), lang="en")
    body = "It was a long and quiet day in the village. " * 12
    (in_title,) = score_topics("Rocket on the pad", body, rules=rules)
    (in_lede,) = score_topics("", "A rocket stood there. " + body, rules=rules)
    assert in_title.score > in_lede.score
    assert score_topics("", body + "A rocket stood there.", rules=rules) == ()
    (twice,) = score_topics("", body + "A rocket stood there, by the moon.", rules=rules)
    assert 0 < twice.score < 1


def test_best_topic_first_ties_in_config_order() -> None:
    first, second = topic("b", "rocket"), topic("a", "rocket")
    scores = score_topics("", "A rocket", rules=compile_topics((first, second), lang="en"))
    assert [score.topic_id for score in scores] == ["b", "a"]
    assert scores[0].score == scores[1].score
    mixed = score_topics("Moon rocket", "NASA's rocket, groundwater", rules=compile_topics((WATER, SPACE), lang="en"))
    assert mixed[0].topic_id == "space"


def test_reasons_stand_as_in_the_text_most_telling_first() -> None:
    rules = compile_topics((SPACE,), lang="en")
    (score,) = score_topics("The Moon", "The moon, the Moon. One rocket.", rules=rules)
    assert score.reasons == ("Moon", "rocket")
    assert score.label == "Space"


def test_a_word_inside_a_matched_phrase_counts_once() -> None:
    alone = score_topics("", "the water act", rules=compile_topics((topic("t", "water act"),), lang="en"))
    both = score_topics("", "the water act", rules=compile_topics((topic("t", "water act", "water"),), lang="en"))
    assert alone == both


def test_nothing_matches_nothing() -> None:
    assert score_topics("", "", rules=compile_topics((), lang="en")) == ()
    assert score_topics("", "\x00\ud800", rules=compile_topics((WATER,), lang="xx")) == ()
    assert score_topics("", "any text", rules=compile_topics((topic("t", "", " ", "?!"),), lang="en")) == ()


def test_rules_can_be_pickled() -> None:
    rules = compile_topics((WATER, SPACE), lang="en")
    copy = pickle.loads(pickle.dumps(rules))
    assert isinstance(copy, TopicRules)
    assert score_topics("Moon", "", rules=copy) == score_topics("Moon", "", rules=rules)


@pytest.mark.parametrize(
    ("title", "text", "mute", "found"),
    [
        ("Your horoscope", "", ("horoscope",), "horoscope"),
        ("", "Horoscope for today", ("weather", "horoscope"), "horoscope"),
        ("Horoscopes", "", ("horoscope",), None),
        ("", "a WHO report", ("WHO",), "WHO"),
        ("Who knows", "", ("WHO",), None),
        ("", "one two three", ("two three", "one"), "two three"),
        ("anything", "", (), None),
        ("anything", "", ("",), None),
    ],
)
def test_muted_terms_are_exact(title: str, text: str, mute: tuple[str, ...], found: str | None) -> None:
    assert find_muted(title, text, mute) == found


def test_stems() -> None:
    assert stem_word("running", "en") == stem_word("runs", "en")
    assert stem_word("слово", "xx") == "слово"
    assert same_inflection("stopped", "stop", "en")
    assert not same_inflection("universe", "university", "en")


def test_many_terms_over_a_long_text_stay_linear() -> None:
    topics = tuple(
        topic(f"t{n}", *(Term(any=(f"word{n}x{m}", f"water {m}"), none=("water 1",)) for m in range(30)))
        for n in range(10)
    )
    rules = compile_topics(topics, lang="en")
    started = time.process_time()
    score_topics("x", "water 1 " * 20_000 + "water 2", rules=rules)
    assert time.process_time() - started < 12
