"""Topics learned from the rules' matches: what is added, on what evidence, and when nothing is."""

from __future__ import annotations

import pickle
import random

import pytest

from digest.enrich.learned import LEAST_SEEN, Guess, Sample, count_words, find_learned, learn_topics
from digest.enrich.topics import compile_topics, join_learned, score_topics
from digest.models import LearnedTopics, Topic, TopicScore
from tests.unit.test_topics import topic

# Two invented trades with words of their own, and words that both use.
SEA = "harbour trawler nets skipper gulls tide mackerel quay ropes mast buoy lighthouse pilot ferry anchor".split()
FIELD = "barley plough tractor harvest meadow furrow seed hay barn orchard silo shepherd fence cattle clover".split()
SHARED = "people morning village yesterday council winter spoke years money children road market".split()

FISHING = topic("fishing", "fishery", "fishing boat")
FARMING = topic("farming", "agriculture", "farmland")
TOPICS = (FISHING, FARMING)


def article(words: list[str], term: str, rng: random.Random) -> tuple[str, str]:
    body = [*rng.sample(words, 6), *rng.sample(SHARED, 6)]
    rng.shuffle(body)
    return f"News {rng.random():.6f}", f"{term} " + " ".join(body) + "."


def corpus(count: int) -> list[tuple[str, str]]:
    rng = random.Random(7)
    return [
        article(words, term if number % 5 else "today", rng)
        for words, term in ((SEA, "fishery fishing boat"), (FIELD, "agriculture farmland"))
        for number in range(count)
    ]


def learn(texts: list[tuple[str, str]], topics: tuple[Topic, ...] = TOPICS, lang: str = "en") -> LearnedTopics:
    rules = compile_topics(topics, lang=lang)
    samples = (
        Sample(
            words=count_words(title, text, lang),
            lang=lang,
            scores={one.topic_id: one.rule_score for one in score_topics(title, text, rules=rules)},
        )
        for title, text in texts
    )
    return learn_topics(samples, [one.id for one in topics if one.learn])


def assign(title: str, text: str, learned: LearnedTopics, topics: tuple[Topic, ...] = TOPICS) -> list[TopicScore]:
    rules = compile_topics(topics, lang="en")
    scores = score_topics(title, text, rules=rules)
    return list(join_learned(scores, find_learned(title, text, "en", learned), rules=rules))


def test_an_article_that_the_rules_miss_is_added_with_its_words_and_marked() -> None:
    found = assign("Mackerel", "The skipper hauled his nets at the quay before the tide.", learn(corpus(60)))
    assert [one.topic_id for one in found] == ["fishing"]
    assert found[0].learned
    assert found[0].learned_from == 48
    assert found[0].score >= 0.6
    assert {"skipper", "nets", "quay", "tide"} <= set(found[0].reasons) | {"Mackerel"}


def test_what_has_no_telling_words_is_given_nothing() -> None:
    learned = learn(corpus(60))
    assert assign("Council", "The people of the village spoke of money and the road.", learned) == []
    assert assign("", "", learned) == []
    assert assign("Mackerel", "Mackerel mackerel mackerel.", learned) == [], "one word, however often"


def test_the_rules_win() -> None:
    learned = learn(corpus(60))
    (only,) = [
        one for one in assign("Agriculture", "The agriculture of the village.", learned) if one.topic_id == "farming"
    ]
    assert not only.learned
    assert only.rule_score == score_topics("Agriculture", "The agriculture of the village.",
                                           rules=compile_topics(TOPICS, lang="en"))[0].score  # fmt: skip
    assert only.score >= only.rule_score


def test_nothing_only_learned_stands_before_what_the_rules_are_sure_of() -> None:
    rules = compile_topics(TOPICS, lang="en")
    sure = TopicScore(topic_id="farming", label="Farming", score=0.7, reasons=("farmland",))
    guess = Guess(evidence=9.0, probability=0.9999, words=("nets", "quay", "tide"), seen=50)
    found = join_learned((sure,), {"fishing": guess}, rules=rules)
    assert [one.topic_id for one in found] == ["farming", "fishing"]
    assert found[1].learned
    weak = TopicScore(topic_id="farming", label="Farming", score=0.2, reasons=("farmland",))
    assert [one.topic_id for one in join_learned((weak,), {"fishing": guess}, rules=rules)] == ["fishing", "farming"]


def test_topics_of_which_nothing_was_learned_lose_no_rank_to_those_of_which_something_was() -> None:
    rules = compile_topics(TOPICS, lang="en")
    scores = (
        TopicScore(topic_id="farming", label="Farming", score=0.4, reasons=("farmland",)),
        TopicScore(topic_id="fishing", label="Fishing", score=0.3, reasons=("fishery",)),
    )
    guess = Guess(evidence=2.3, probability=0.9, words=("nets", "quay", "tide"), seen=50)
    assert join_learned(scores, {"fishing": guess}, rules=rules) == scores


@pytest.mark.parametrize("count", [0, 1, LEAST_SEEN])
def test_with_few_sure_matches_nothing_is_learned(count: int) -> None:
    assert learn(corpus(count)).languages == {}


def test_learning_is_off_by_topic() -> None:
    quiet = Topic(id="fishing", label="Fishing", terms=FISHING.terms, learn=False)
    learned = learn(corpus(60), (quiet, FARMING))
    assert [one.id for one in learned.languages["en"].topics] == ["farming"]


def test_the_same_articles_teach_the_same_and_the_model_can_be_sent_to_a_worker() -> None:
    once, again = learn(corpus(60)), learn(corpus(60))
    assert once == again
    assert pickle.loads(pickle.dumps(once)) == once


def test_languages_are_learned_apart() -> None:
    learned = learn(corpus(60))
    assert find_learned("Mackerel", "The skipper hauled his nets at the quay.", "sv", learned) == {}


def test_scripts_without_spaces_are_learned_by_pairs_of_signs() -> None:
    assert count_words("", "地下水の調査", "ja") == {"地下": 1, "下水": 1, "水の": 1, "の調": 1, "調査": 1}


def test_a_topic_that_all_articles_have_sets_none_apart() -> None:
    rng = random.Random(3)
    assert learn([article(SEA, "fishery fishing boat", rng) for _ in range(60)]).languages == {}


def test_a_child_is_its_parents_too_by_rule_and_by_what_was_learned() -> None:
    below = Topic(id="fishing", label="Fishing", terms=FISHING.terms, parent="trades")
    above = topic("trades", "guild")
    topics = (below, FARMING, above)
    rules = compile_topics(topics, lang="en")
    by_rule = score_topics("", "A fishing boat and a fishery.", rules=rules)
    assert [one.topic_id for one in by_rule] == ["trades", "fishing"]
    assert by_rule[0].reasons == by_rule[1].reasons
    both = score_topics("", "The guild of the fishing boat.", rules=rules)
    assert both[0].reasons[0] == "guild"
    assert both[0].score > both[1].score
    guess = Guess(evidence=2.3, probability=0.9, words=("nets", "quay", "tide"), seen=50)
    learned = join_learned((), {"fishing": guess}, rules=rules)
    assert [(one.topic_id, one.learned) for one in learned] == [("trades", True), ("fishing", True)]


def test_a_circle_of_parents_ends() -> None:
    one = Topic(id="one", label="One", terms=topic("x", "alpha").terms, parent="two")
    two = Topic(id="two", label="Two", terms=topic("x", "beta").terms, parent="one")
    found = score_topics("", "Alpha, alpha.", rules=compile_topics((one, two), lang="en"))
    assert {score.topic_id for score in found} == {"one", "two"}
