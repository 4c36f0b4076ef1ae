"""Topics learned from the rules' own matches: articles that the rules miss, found by their other words.

No labels are needed. What the rules match for sure is taken as seen; a naive Bayes model, a topic against all the rest
of its language, learns the words of it, and is refined by expectation maximisation over all articles, those that no
rule matched counting less (Nigam, McCallum, Thrun, Mitchell: Text classification from labeled and unlabeled documents
using EM, Machine Learning 39, 2000, sections 3 to 5). An article's evidence grows with the root of its length, not with
its length: words of one text are not independent.

`learn_topics` makes the model, `find_learned` applies it. Same articles in the same order, same model.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from digest.enrich.stems import stem_language, stem_word
from digest.enrich.terms import UNSPACED
from digest.models import LearnedTopic, LearnedTopics, LearnedWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

LEAST_SEEN = 30
"""Sure matches by the rules that a topic must have in a language before anything is learned for it."""
LEAST_PROBABILITY = 0.6
"""From here on an article that the rules miss is given the topic."""
LEAST_SHOWN = 0.3
"""From here on a guess is told with its words: below `LEAST_PROBABILITY` as a near miss."""
LEAST_WORDS = 3
"""So many different words must speak for a topic that the rules miss."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_ROUNDS = 3
_SMOOTHING = 0.1
_SHARPNESS = 2.0
"""Evidence is multiplied by this over the root of the article's length, where that is less than one."""
_GUESS_WEIGHT = 0.5
"""What an article that the model alone gave the topic counts in the next round, against one that the rules gave it."""
_SEED_POWER = 2.5
"""How fast a rule's score becomes certainty: certainty = 1 - (1 - score) ** 2.5."""
_SURE = 0.5
_MOST_SHARE = 0.9
_MOST_WORDS = 20_000
_MOST_REASONS = 6
_MOST_ODDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article to learn from: its words and the scores that the rules gave it, by topic id."""

    words: Mapping[str, int]
    """As `count_words` counts them."""
    lang: str
    scores: Mapping[str, float]


def count_words(title: str, text: str, lang: str) -> dict[str, int]:
    """How often each word of an article stands in it, by its stem in `lang`; pairs of signs in an unspaced script."""
    counts: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(f"{title}\n{text}".lower())).items():
        for stem in _stems(word, lang):
            counts[stem] += count
    return dict(counts)


def _stems(word: str, lang: str) -> Iterable[str]:
    if UNSPACED.search(word):
        return [a + b for a, b in pairwise(word)]
    return (stem_word(word, lang),)


def learn_topics(samples: Iterable[Sample], topic_ids: Sequence[str]) -> LearnedTopics:
    """What `samples` teach about those of `topic_ids` that have enough sure matches; nothing about the others.

    Each sample is read once and not kept.
    """
    corpora: dict[str, _Corpus] = {}
    for sample in samples:
        corpora.setdefault(sample.lang, _Corpus()).add(sample)
    learned = {lang: _learn_language(corpora[lang], topic_ids) for lang in sorted(corpora)}
    return LearnedTopics(languages={lang: words for lang, words in learned.items() if words is not None})


def _learn_language(corpus: _Corpus, topic_ids: Sequence[str]) -> LearnedWords | None:
    seen = Counter(id_ for row in corpus.certainties for id_, value in row.items() if value >= _SURE)
    # What (nearly) every article is about sets none apart.
    learnable = [id_ for id_ in topic_ids if LEAST_SEEN <= seen[id_] <= _MOST_SHARE * len(corpus.certainties)]
    if not learnable:
        return None
    import numpy as np

    matrix = _Matrix(corpus)
    topics, columns = [], []
    for id_ in learnable:
        weights, prior = _fit_topic(matrix, [row.get(id_, 0.0) for row in corpus.certainties])
        topics.append(LearnedTopic(id=id_, seen=seen[id_], prior=round(prior, 3)))
        # Rounded, so that the last bits of another machine's logarithm change nothing.
        columns.append(weights.round(3).astype(np.float32))
    return LearnedWords(words=matrix.words, topics=tuple(topics), weights=np.stack(columns, axis=1).tobytes())


def _certainties(scores: Mapping[str, float]) -> dict[str, float]:
    """How sure the rules are of each topic; less so of one that has much less evidence than the best one."""
    evidence = {id_: -math.log(1 - min(score, 0.999)) for id_, score in scores.items() if score > 0}
    best = max(evidence.values(), default=1.0)
    return {id_: (1 - math.exp(-_SEED_POWER * one)) * one / best for id_, one in evidence.items()}


class _Corpus:
    """Articles of a language as they come in: small, for there may be many."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.numbers = array("i")
        self.counts = array("i")
        self.lengths = array("i")
        self.certainties: list[dict[str, float]] = []

    def add(self, sample: Sample) -> None:
        for word, count in sample.words.items():
            self.numbers.append(self.words.setdefault(word, len(self.words)))
            self.counts.append(count)
        self.lengths.append(len(sample.words))
        self.certainties.append(_certainties(sample.scores))


class _Matrix:
    """The articles of a corpus and their words: a sparse matrix, of the words that stand in more than one of them."""

    def __init__(self, corpus: _Corpus) -> None:
        import numpy as np

        numbers = np.array(corpus.numbers, dtype=np.int64)
        documents = np.bincount(numbers, minlength=len(corpus.words))
        spelled = list(corpus.words)
        common = sorted(np.flatnonzero(documents > 1).tolist(), key=lambda n: (-documents[n], spelled[n]))[:_MOST_WORDS]
        self.words = {spelled[number]: place for place, number in enumerate(common)}
        places = np.full(len(corpus.words), -1, dtype=np.int64)
        places[common] = np.arange(len(common))
        rows = np.repeat(np.arange(len(corpus.lengths)), np.array(corpus.lengths, dtype=np.int64))
        kept = places[numbers] >= 0
        self.numbers = places[numbers[kept]]
        self.rows = rows[kept]
        # A word repeated says less than a second word.
        self.weights = 1 + np.log(np.array(corpus.counts, dtype=np.float64)[kept])
        self.height = len(corpus.lengths)
        self.lengths = np.bincount(self.rows, self.weights, minlength=self.height)
        self.totals = self.sum_words(np.ones(self.height))

    def sum_words(self, shares: Array) -> Array:
        """For each word, its weights over the articles, each article by its share."""
        import numpy as np

        return np.bincount(self.numbers, self.weights * shares[self.rows], minlength=len(self.words))

    def sum_articles(self, weights: Array) -> Array:
        """For each article, the weights of its words."""
        import numpy as np

        return np.bincount(self.rows, self.weights * weights[self.numbers], minlength=self.height)


def _fit_topic(corpus: _Matrix, certainties: Sequence[float]) -> tuple[Array, float]:
    """Each word's log odds for a topic, and those of the topic before a word is read."""
    import numpy as np

    certainty = np.array(certainties)
    scale = np.minimum(1.0, _SHARPNESS / np.sqrt(np.maximum(corpus.lengths, 1.0)))
    weights, prior, share = np.zeros(len(corpus.words)), 0.0, certainty
    for turn in range(_ROUNDS):
        inside = corpus.sum_words(share)
        outside = np.maximum(corpus.totals - inside, 0.0)
        inside, outside = inside + _SMOOTHING, outside + _SMOOTHING
        weights = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
        mean = float(np.clip(share.mean(), 1e-4, 0.9))
        prior = math.log(mean / (1 - mean))
        if turn < _ROUNDS - 1:
            odds = np.clip(corpus.sum_articles(weights) * scale + prior, -_MOST_ODDS, _MOST_ODDS)
            guess = 1 / (1 + np.exp(-odds))
            share = np.where(certainty > 0, guess, guess * _GUESS_WEIGHT)
    return weights, prior


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What the model says of an article and a topic, and the words that tell most."""

    evidence: float
    """-log(1 - probability): for what is next to sure, a probability has too few digits to rank by."""
    probability: float
    words: tuple[str, ...]
    seen: int


def find_learned(title: str, text: str, lang: str | None, learned: LearnedTopics) -> dict[str, Guess]:
    """What the learned words say of an article, by topic id; nothing where nothing is known in its language."""
    lang = stem_language(lang or "")
    model = learned.languages.get(lang)
    if model is None:
        return {}
    import numpy as np

    counts: dict[int, int] = {}
    surfaces: dict[int, str] = {}
    for word, count in Counter(_WORD.findall(f"{title}\n{text}")).items():
        for stem in _stems(word.lower(), lang):
            number = model.words.get(stem)
            if number is not None:
                counts[number] = counts.get(number, 0) + count
                surfaces.setdefault(number, stem if UNSPACED.search(stem) else word)
    numbers = list(counts)
    values = 1 + np.log(np.array([counts[number] for number in numbers], dtype=np.float64))
    weights = np.frombuffer(model.weights, dtype=np.float32).reshape(len(model.words), len(model.topics))
    parts = weights[numbers] * values[:, None] if numbers else np.zeros((0, len(model.topics)))
    scale = min(1.0, _SHARPNESS / math.sqrt(max(float(values.sum()), 1.0)))
    guesses = {}
    for place, topic in enumerate(model.topics):
        odds = round(math.fsum(parts[:, place].tolist()) * scale + topic.prior, 6)
        evidence = math.log1p(math.exp(-abs(odds))) + max(odds, 0.0)
        probability = round(1 - math.exp(-evidence), 4)
        words: tuple[str, ...] = ()
        if probability >= LEAST_SHOWN:
            column = parts[:, place].tolist()
            telling = sorted(range(len(numbers)), key=lambda at: (-column[at], surfaces[numbers[at]]))
            words = tuple(surfaces[numbers[at]] for at in telling[:_MOST_REASONS] if column[at] > 0)
        guesses[topic.id] = Guess(evidence=evidence, probability=probability, words=words, seen=topic.seen)
    return guesses
