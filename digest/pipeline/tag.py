"""Articles -> annotations: what the corpus teaches, frozen, and then each article by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from digest.config import Config
from digest.engine import map_unordered, pool_maker
from digest.errors import ConfigError
from digest.identity import split_annotations
from digest.marks import plain_text
from digest.models import (
    Annotations,
    Article,
    Knowledge,
    LearnedTopics,
    Quarantined,
    RegisteredActor,
    StoredArticle,
    Topic,
    TopicScore,
)
from digest.pipeline.lessons import Lessons
from digest.pipeline.read import Progress

if TYPE_CHECKING:
    from digest.enrich.learned import Sample
    from digest.enrich.register import Register
    from digest.enrich.topics import TopicRules

ENRICH_MODULES = ["digest.enrich.actors", "digest.enrich.quotes", "digest.enrich.topics"]
LEARN_FROM = 10_000
"""So many articles, the newest, are learned from: a bound on what one new article costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRules:
    """What annotating needs besides the text. Hashable: a worker makes its tables of it once."""

    topics: tuple[Topic, ...] = ()
    register: tuple[RegisteredActor, ...] = ()
    language: str = "en"
    learn: bool = True
    recogniser: str = "rules"
    spacy_model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTag:
    """An article, its plain text, and the topics that the rules gave it."""

    article: Article
    text: str
    scores: tuple[TopicScore, ...]


@lru_cache(maxsize=4)
def make_tables(rules: TagRules) -> tuple[TopicRules, Register]:
    """The tables that topics and actors are found by."""
    from digest.enrich.register import load_register
    from digest.enrich.topics import compile_topics

    return compile_topics(rules.topics, lang=rules.language), load_register(rules.register)


def make_rules(config: Config, register: tuple[RegisteredActor, ...]) -> TagRules:
    """What the config and the editor's register say of tagging."""
    return TagRules(
        topics=config.topics,
        register=register,
        language=config.site.language,
        learn=config.learn,
        recogniser=config.recogniser,
        spacy_model=config.spacy_model,
    )


def require_recogniser(config: Config) -> None:
    """Before any work: raises ConfigError where the recogniser that the config names is not installed."""
    if config.recogniser == "rules":
        return
    from digest.enrich.recognisers import RecogniserError, check_recogniser

    try:
        check_recogniser(config.recogniser, config.spacy_model)
    except RecogniserError as error:
        raise ConfigError([f"config.yaml: {error}"]) from None


def tag_articles(
    fresh: Mapping[str, tuple[Article, str]],
    stored: Sequence[StoredArticle],
    *,
    rules: TagRules,
    progress: Progress,
    cache: Path | None = None,
) -> dict[str, Annotations | Quarantined]:
    """Annotations of `fresh` articles (by a key, each with its plain text), by what they and the stored ones teach.

    What each text teaches is remembered in the folder `cache`.
    """
    if not fresh:
        return {}
    scores, tagged = score_articles(fresh, rules)
    knowledge = learn_corpus(fresh, scores, stored, rules=rules, cache=cache)
    items = (
        (key, ToTag(article=article, text=text, scores=scores[key]))
        for key, (article, text) in fresh.items()
        if key in scores
    )
    progress.start("Tagging", len(scores))
    for key, result in annotate_articles(items, rules=rules, knowledge=knowledge, count=len(scores)):
        tagged[key] = result
        progress.advance()
    return tagged


def score_articles(
    fresh: Mapping[str, tuple[Article, str]], rules: TagRules
) -> tuple[dict[str, tuple[TopicScore, ...]], dict[str, Annotations | Quarantined]]:
    """The topics that the rules give each article, and of which they could not be found."""
    failed: dict[str, Annotations | Quarantined] = {}
    scores: dict[str, tuple[TopicScore, ...]] = {}
    score = partial(score_by_rules, rules=rules)
    for key, outcome in map_unordered("enrich", score, fresh.items(), pool_maker(len(fresh), ENRICH_MODULES)):
        if isinstance(outcome, Quarantined):
            failed[key] = outcome
        else:
            scores[key] = outcome
    return scores, failed


def annotate_articles(
    items: Iterable[tuple[str, ToTag]], *, rules: TagRules, knowledge: Knowledge, count: int
) -> Iterator[tuple[str, Annotations | Quarantined]]:
    """Each article's annotations as soon as they are there, by what a corpus taught."""
    annotate = partial(annotate_article, rules=rules, knowledge=knowledge)
    yield from map_unordered("enrich", annotate, items, pool_maker(count, ENRICH_MODULES))


def score_by_rules(pair: tuple[Article, str], *, rules: TagRules) -> tuple[TopicScore, ...]:
    """The topics that the config's rules give an article with its plain text."""
    from digest.enrich.topics import score_topics

    article, text = pair
    return score_topics(article.title, text, rules=make_tables(rules)[0])


def annotate_article(one: ToTag, *, rules: TagRules, knowledge: Knowledge) -> Annotations:
    """Topics, actors and quotes of an article."""
    from digest.enrich.actors import find_actors
    from digest.enrich.learned import find_learned
    from digest.enrich.quotes import find_quotes
    from digest.enrich.recognisers import load_recogniser, recognise_names
    from digest.enrich.topics import join_learned

    article, text = one.article, one.text
    topic_rules, register = make_tables(rules)
    source = article.source_name or article.site_name
    recogniser = load_recogniser(rules.recogniser, rules.spacy_model)
    recognised = recognise_names(recogniser, text, article.lang or rules.language)
    found = find_actors(
        text,
        title=article.title,
        lang=article.lang,
        source_name=source,
        register=register,
        words=knowledge.words,
        recognised=recognised or (),
    )
    guesses = find_learned(article.title, text, article.lang or rules.language, knowledge.topics)
    annotations = Annotations(
        article_id=article.id,
        topics=join_learned(one.scores, guesses, rules=topic_rules),
        actors=found.actors,
        mentions=found.mentions,
        quotes=find_quotes(
            text, lang=article.lang, actors=found.actors, mentions=found.mentions, markdown=article.markdown
        ),
        recogniser=recogniser.engine if recogniser and recognised is not None else "rules",
    )
    return split_annotations(annotations, rules.register)


# --- learning --------------------------------------------------------------------------------------------


ToLearn = tuple[Article, str | None, tuple[TopicScore, ...]]
"""An article to learn from, its plain text (None: that of its Markdown), and its topics."""


def learn_corpus(
    fresh: Mapping[str, tuple[Article, str]],
    scores: Mapping[str, tuple[TopicScore, ...]],
    stored: Sequence[StoredArticle],
    *,
    rules: TagRules,
    cache: Path | None = None,
) -> Knowledge:
    """What the corpus teaches: how its words are written, and the words of its topics.

    The topics of stored articles count as they are stored: those that the editor set are the best there is to learn
    from. With the folder `cache`, a text that was learned from before is not read again.
    """
    from digest.learn import sum_word_cases

    rows: list[ToLearn] = [(article, text, scores.get(key, ())) for key, (article, text) in fresh.items()]
    rows += [(one.article, None, one.annotations.topics) for one in stored]
    with Lessons(cache / "lessons.jsonl" if cache else None) as lessons:
        cases = (lessons.recall(("cases", row[0].markdown), partial(_find_cases, row)) for row in rows)
        return Knowledge(words=sum_word_cases(cases), topics=learn_rows(rows, rules, lessons))


def learn_rows(rows: Sequence[ToLearn], rules: TagRules, lessons: Lessons | None = None) -> LearnedTopics:
    """What articles teach of the topics."""
    from digest.enrich.learned import learn_topics

    topic_ids = [topic.id for topic in rules.topics if topic.learn]
    if not rules.learn or not topic_ids:
        return LearnedTopics()
    if len(rows) > LEARN_FROM:
        rows = sorted(rows, key=lambda row: (row[0].first_seen, row[0].id), reverse=True)[:LEARN_FROM]
    # In the order of the texts, so that neither paths nor the moment of arrival decide in which order sums are made.
    titles = Counter(row[0].title for row in rows)
    ordered = sorted(rows, key=lambda row: (row[0].title, _text_of(row) if titles[row[0].title] > 1 else ""))
    return learn_topics(_list_samples(ordered, rules, lessons or Lessons(None)), topic_ids)


def _text_of(row: ToLearn) -> str:
    return plain_text(row[0].markdown) if row[1] is None else row[1]


def _list_samples(rows: Iterable[ToLearn], rules: TagRules, lessons: Lessons) -> Iterator[Sample]:
    from digest.enrich.learned import Sample
    from digest.enrich.stems import stem_language

    for row in rows:
        article, _, scores = row
        lang = stem_language(article.lang or rules.language)
        words = lessons.recall(("words", lang, article.title, article.markdown), partial(_count_words, row, lang))
        yield Sample(words=words, lang=lang, scores={score.topic_id: score.rule_score for score in scores})


def _find_cases(row: ToLearn) -> list[list[str]]:
    from digest.learn import find_word_cases

    return find_word_cases(_text_of(row))


def _count_words(row: ToLearn, lang: str) -> dict[str, int]:
    from digest.enrich.learned import count_words

    return count_words(row[0].title, _text_of(row), lang)
