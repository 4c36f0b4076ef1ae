"""What the topics of a config do to the stored articles: for the editor who looks after the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial

from digest.config import Config
from digest.content import load_library
from digest.engine import map_unordered, pool_maker
from digest.enrich.near_misses import NearMiss, find_near_guesses, find_near_misses, list_terms
from digest.errors import ConfigError
from digest.marks import plain_text
from digest.models import Article, Quarantined, StoredArticle, Topic, TopicScore
from digest.pipeline.read import Progress
from digest.pipeline.tag import ENRICH_MODULES, TagRules, learn_rows, make_tables, score_by_rules

BROAD_SHARE = 0.2
"""A term that stands in more than this share of all articles tells little."""
BROAD_LEAST = 10
"""So many articles at least, before a term is called broad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """An article with a topic, and why."""

    stored: StoredArticle
    score: TopicScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An article that nearly has a topic."""

    stored: StoredArticle
    miss: NearMiss


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSurvey:
    """What one topic does. `terms`: each as typed, with the number of articles in which it stands."""

    topic: Topic
    assigned: tuple[Assigned, ...]
    missed: tuple[Missed, ...]
    terms: tuple[tuple[str, int], ...]
    broad: tuple[str, ...]

    @property
    def learned(self) -> int:
        """Articles that the rules miss."""
        return sum(one.score.learned for one in self.assigned)

    @property
    def unused(self) -> tuple[str, ...]:
        """Terms that stand in no article."""
        return tuple(term for term, count in self.terms if not count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    topics: tuple[TopicSurvey, ...]
    articles: int
    untagged: int
    """Articles without any topic."""
    problems: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    scores: tuple[TopicScore, ...]
    near: tuple[NearMiss, ...]
    terms: frozenset[int]


def survey_topics(config: Config, *, progress: Progress) -> Survey:
    """What the topics of `config` as it stands now give to every stored article, as `digest retag` would tag it.

    Nothing is written. Where an editor set an article's topics, those count. Raises ConfigError without topics.
    """
    from digest.enrich.learned import find_learned
    from digest.enrich.topics import join_learned

    if not config.topics:
        raise ConfigError(["config.yaml: there are no topics; list them under `topics:`, or write `topics: iptc`"])
    library = load_library(config.content, config.topics)
    rules = TagRules(topics=config.topics, language=config.site.language, learn=config.learn)
    stored = {one.article.id: one for one in library.articles}
    texts = {id_: plain_text(one.article.markdown) for id_, one in stored.items()}
    looked: dict[str, _Looked] = {}
    problems = []
    progress.start("Reading", len(stored))
    items = ((id_, (stored[id_].article, texts[id_])) for id_ in sorted(stored))
    makes_pool = pool_maker(len(stored), ENRICH_MODULES)
    for id_, outcome in map_unordered("survey", partial(_look, rules=rules), items, makes_pool):
        progress.advance()
        if isinstance(outcome, Quarantined):
            problems.append(f"{stored[id_].path}: {outcome.reason}")
        else:
            looked[id_] = outcome
    topic_rules = make_tables(rules)[0]
    set_by_editor = {id_: stored[id_].annotations.topics for id_ in stored if "topics" in stored[id_].edited}
    ids = sorted(looked)
    learned = learn_rows(
        [(stored[id_].article, texts[id_], set_by_editor.get(id_, looked[id_].scores)) for id_ in ids], rules
    )
    assigned: dict[str, list[Assigned]] = defaultdict(list)
    missed: dict[str, list[Missed]] = defaultdict(list)
    untagged = 0
    for id_ in ids:
        one, article = looked[id_], stored[id_].article
        guesses = find_learned(article.title, texts[id_], article.lang or rules.language, learned)
        scores = set_by_editor.get(id_) or join_learned(one.scores, guesses, rules=topic_rules)
        given = {score.topic_id for score in scores}
        untagged += not given
        for score in scores:
            assigned[score.topic_id].append(Assigned(stored=stored[id_], score=score))
        for miss in (*one.near, *find_near_guesses(guesses, given | {near.topic_id for near in one.near})):
            if miss.topic_id not in given and id_ not in set_by_editor:
                missed[miss.topic_id].append(Missed(stored=stored[id_], miss=miss))
    counts = Counter(number for one in looked.values() for number in one.terms)
    by_term = {topic_rules.terms[number]: count for number, count in counts.items()}
    return Survey(
        topics=tuple(
            _survey_topic(topic, assigned[topic.id], missed[topic.id], by_term, len(looked)) for topic in config.topics
        ),
        articles=len(looked),
        untagged=untagged,
        problems=tuple(problems),
    )


def _look(pair: tuple[Article, str], *, rules: TagRules) -> _Looked:
    article, text = pair
    tables = make_tables(rules)[0]
    return _Looked(
        scores=score_by_rules(pair, rules=rules),
        near=tuple(find_near_misses(article.title, text, rules=tables)),
        terms=list_terms(article.title, text, rules=tables),
    )


def _survey_topic(
    topic: Topic, assigned: list[Assigned], missed: list[Missed], by_term: dict[str, int], articles: int
) -> TopicSurvey:
    from digest.enrich.terms import fold_term

    words = dict.fromkeys(word for term in topic.terms for word in (*term.any, *term.together, *term.none))
    counts = tuple((word, by_term.get(fold_term(word), 0)) for word in words)
    return TopicSurvey(
        topic=topic,
        assigned=tuple(sorted(assigned, key=lambda one: (-one.score.score, one.stored.path))),
        missed=tuple(sorted(missed, key=lambda one: (-one.miss.closeness, one.stored.path))),
        terms=counts,
        broad=tuple(word for word, count in counts if count >= max(BROAD_LEAST, BROAD_SHARE * articles)),
    )
