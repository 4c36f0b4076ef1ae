"""Topics by the editor's rules: which terms stand in an article, how much they say, and the words that said it.

One pass over the words of an article: each is looked up in a table of the terms' first words, by its form and by
its stem. Terms in scripts written without spaces are looked for as plain substrings.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from digest.enrich.stems import same_inflection, stem_language, stem_word, strip_accents
from digest.models import Topic, TopicScore

# Initials are one word with or without their stops ("U.S.", "US"); "C++" and "C#" are words; everything else that is
# not a letter, digit or underscore parts words, hyphens and apostrophes too, in terms as in text.
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|\w+(?:\+\+|#(?!\w))?")
_BREAK = re.compile(r"[.!?;:\n…]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)

_TITLE_WEIGHT = 1.5
_LEDE_WEIGHT = 1.25
_LEDE_WORDS = 60
_STEM_WEIGHT = 0.5
"""What a match by stem alone counts against a match to the letter."""
_PHRASE_WEIGHT = 0.75
"""What each further word of a phrase adds: a phrase says more than a word."""
_SCALE = 5.0
"""The evidence at which a score reaches 1 - 1/e."""
_WORD_LENGTH_WEIGHT = (0.6, 0.08, 1.5)
"""Short words are common and ambiguous (Zipf's law of abbreviation): a word counts 0.6 + 0.08 a letter, 1.5 at most."""
_LEAST_SHARE = 0.25
"""A topic with less than this share of the best one's evidence is not assigned."""
_MOST_REASONS = 8


class _Token(NamedTuple):
    form: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _TermWord:
    """A word of a term. `cased`: it was typed with a capital, so the text must have one."""

    form: str
    lower: str
    stem: str | None
    cased: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A term as typed: its words, or, in a script without spaces, the string to look for."""

    words: tuple[_TermWord, ...]
    literal: str | None


@dataclass(frozen=True, slots=True)
class _Rule:
    any: frozenset[int]
    together: frozenset[int]
    none: frozenset[int]


@dataclass(frozen=True, slots=True)
class _TopicRule:
    id: str
    label: str
    rules: tuple[_Rule, ...]


@dataclass(frozen=True, slots=True)
class TopicRules:
    """Topics made ready for matching. Holds plain values only, so that it can be pickled."""

    lang: str
    topics: tuple[_TopicRule, ...]
    patterns: tuple[_Pattern, ...]
    by_form: Mapping[str, tuple[int, ...]]
    by_stem: Mapping[str, tuple[int, ...]]
    beginnings: frozenset[str]
    """How the stems begin: only words that begin so are stemmed."""
    literals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place where a pattern matches: offsets into title or text, and what the place itself is worth."""

    pattern: int
    start: int
    end: int
    surface: str
    weight: float
    prominent: bool
    """In the title or the lede."""


def compile_topics(topics: tuple[Topic, ...], *, lang: str) -> TopicRules:
    """Make `topics` ready for `score_topics`. `lang` is the site's language (BCP 47), whose stemmer is used."""
    lang = stem_language(lang)
    numbers: dict[str, int] = {}
    compiled = tuple(
        _TopicRule(
            id=topic.id,
            label=topic.label,
            rules=tuple(
                _Rule(
                    any=_number(term.any, numbers),
                    together=_number(term.together, numbers),
                    none=_number(term.none, numbers),
                )
                for term in topic.terms
            ),
        )
        for topic in topics
    )
    return _build_rules(compiled, tuple(numbers), lang)


def _number(terms: tuple[str, ...], numbers: dict[str, int]) -> frozenset[int]:
    return frozenset(numbers.setdefault(unicodedata.normalize("NFC", term).strip(), len(numbers)) for term in terms)


def _build_rules(topics: tuple[_TopicRule, ...], terms: tuple[str, ...], lang: str) -> TopicRules:
    patterns = tuple(_compile_pattern(term, lang) for term in terms)
    by_form: dict[str, list[int]] = {}
    by_stem: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        if pattern.words:
            first = pattern.words[0]
            by_form.setdefault(first.lower, []).append(number)
            if first.stem is not None:
                by_stem.setdefault(first.stem, []).append(number)
    return TopicRules(
        lang=lang,
        topics=topics,
        patterns=patterns,
        by_form={word: tuple(found) for word, found in by_form.items()},
        by_stem={stem: tuple(found) for stem, found in by_stem.items()},
        beginnings=frozenset(_beginning(stem) for stem in by_stem),
        literals=tuple(number for number, pattern in enumerate(patterns) if pattern.literal),
    )


def _compile_pattern(term: str, lang: str) -> _Pattern:
    if _UNSPACED.search(term):
        return _Pattern(words=(), literal=term)
    return _Pattern(words=tuple(_compile_word(token, lang) for token in _tokenise(term)), literal=None)


def _compile_word(token: _Token, lang: str) -> _TermWord:
    cased = token.form != token.lower
    # A capital marks a name, which is not inflected in English; elsewhere it may be an ordinary noun (German). Short
    # words and acronyms have no inflection worth the mistakes.
    stemmed = (
        len(token.lower) > 2
        and token.form.isalpha()
        and not (cased and (lang == "en" or token.form[1:] != token.lower[1:]))
    )
    return _TermWord(
        form=token.form, lower=token.lower, stem=stem_word(token.lower, lang) if stemmed else None, cased=cased
    )


def _tokenise(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        form = match.group()
        if "." in form:
            form = form.replace(".", "")
        tokens.append(_Token(form, form.lower(), match.start(), match.end()))
    return tokens


def score_topics(title: str, text: str, *, rules: TopicRules) -> tuple[TopicScore, ...]:
    """The topics of an article, best first, ties in the order of the config.

    A topic's evidence is the sum over its matched terms: a term in the title or the lede counts more, its second
    mention less than its first, a phrase more than a word. The score is 1 - exp(-evidence / scale), in 0-1.
    """
    hits: dict[int, list[_Hit]] = {}
    for hit in _find_hits(title, rules, title=True) + _find_hits(text, rules, title=False):
        hits.setdefault(hit.pattern, []).append(hit)
    if not hits:
        return ()
    scored = []
    for order, topic in enumerate(rules.topics):
        counted = _count_hits(topic, hits)
        # One word in passing, below the lede, assigns no topic.
        if len(counted) > 1 or any(hit.prominent for hit in counted):
            evidence, reasons = _weigh_hits(counted, rules)
            scored.append((-evidence, order, topic, reasons))
    scored.sort(key=lambda item: item[:2])
    return tuple(
        TopicScore(
            topic_id=topic.id, label=topic.label, score=round(1 - math.exp(evidence / _SCALE), 4), reasons=reasons
        )
        for evidence, _, topic, reasons in scored
        if evidence <= scored[0][0] * _LEAST_SHARE
    )


def _find_hits(text: str, rules: TopicRules, *, title: bool) -> list[_Hit]:
    """Every place in `text` where a pattern matches. Places in the title have negative offsets, so none coincide."""
    shift = -len(text) - 1 if title else 0
    shouted = title and text.isupper()
    tokens = _tokenise(text)
    known: dict[str, tuple[int, ...]] = {}
    hits = []
    for index, token in enumerate(tokens):
        numbers = known.get(token.lower)
        if numbers is None:
            numbers = known[token.lower] = _candidates(token.lower, rules)
        for number in numbers:
            words = rules.patterns[number].words
            exact = _match_words(words, tokens, index, rules.lang, shouted)
            if exact is None:
                continue
            start, end = token.start, tokens[index + len(words) - 1].end
            if len(words) > 1 and _crosses_break(text, tokens[index : index + len(words)]):
                continue
            weight, prominent = _weigh_place(title, index)
            weight *= 1.0 if exact else _STEM_WEIGHT
            hits.append(_Hit(number, start + shift, end + shift, text[start:end], weight, prominent))
    for number in rules.literals:
        literal = rules.patterns[number].literal or ""
        for start in _find_all(text, literal):
            weight, prominent = _weigh_place(title, start // 2)
            hits.append(_Hit(number, start + shift, start + len(literal) + shift, literal, weight, prominent))
    return hits


def _crosses_break(text: str, tokens: list[_Token]) -> bool:
    """Whether a sentence or a line ends between the words of a phrase."""
    return any(_BREAK.search(text, a.end, b.start) for a, b in pairwise(tokens))


def _weigh_place(title: bool, words_before: int) -> tuple[float, bool]:
    """What a place counts, and whether it is the title or the lede."""
    if title:
        return _TITLE_WEIGHT, True
    return (_LEDE_WEIGHT, True) if words_before < _LEDE_WORDS else (1.0, False)


def _candidates(word: str, rules: TopicRules) -> tuple[int, ...]:
    """The patterns whose first word may be `word`, which is in lower case."""
    found = rules.by_form.get(word, ())
    if len(word) > 2 and (_beginning(word) in rules.beginnings or _beginning(word)[:2] in rules.beginnings):
        stemmed = rules.by_stem.get(stem_word(word, rules.lang), ())
        if stemmed:
            return found + tuple(number for number in stemmed if number not in found)
    return found


def _beginning(word: str) -> str:
    """The three letters that stemming leaves alone (but for accents, and "skies" of "sky")."""
    return strip_accents(word[:3]).replace("y", "i")


def _match_words(
    words: tuple[_TermWord, ...], tokens: list[_Token], index: int, lang: str, shouted: bool
) -> bool | None:
    """Whether `words` stand at `index`: True to the letter, False by stem, None not at all."""
    if index + len(words) > len(tokens):
        return None
    exact = True
    for offset, word in enumerate(words):
        token = tokens[index + offset]
        if word.cased and not _same_case(word, token, shouted):
            return None
        if token.lower == word.lower:
            continue
        if (
            word.stem is None
            or stem_word(token.lower, lang) != word.stem
            or not same_inflection(token.lower, word.lower, lang)
        ):
            return None
        exact = False
    return exact


def _same_case(word: _TermWord, token: _Token, shouted: bool) -> bool:
    """Whether the text has the capitals of the term; where all is in capitals, acronyms don't count."""
    if word.form[1:] == word.lower[1:]:
        return token.form[:1] == word.form[:1]
    return token.form == word.form and not shouted


def _find_all(text: str, literal: str) -> Iterator[int]:
    start = text.find(literal)
    while start >= 0:
        yield start
        start = text.find(literal, start + len(literal))


def _count_hits(topic: _TopicRule, hits: dict[int, list[_Hit]]) -> list[_Hit]:
    """The hits that count for `topic`, none inside another."""
    counted: set[_Hit] = set()
    for rule in topic.rules:
        chosen = _uncovered(rule.any, rule.none, hits)
        if rule.together and chosen:
            company = _uncovered(rule.together, rule.none, hits)
            # What had to stand with it is part of the reason.
            chosen = chosen + company if company else []
        counted.update(chosen)
    kept: list[_Hit] = []
    for hit in sorted(counted, key=lambda hit: (hit.start, -hit.end, -hit.weight, hit.pattern)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _uncovered(patterns: frozenset[int], none: frozenset[int], hits: dict[int, list[_Hit]]) -> list[_Hit]:
    """The hits of `patterns` that touch no hit of `none`."""
    found = [hit for pattern in sorted(patterns) for hit in hits.get(pattern, ())]
    if not found or not none:
        return found
    covers = sorted((hit.start, hit.end) for pattern in none for hit in hits.get(pattern, ()))
    starts = [start for start, _ in covers]
    ends = list(accumulate((end for _, end in covers), max))
    # The covers that begin before a hit ends: it is touched if the furthest of their ends is behind its start.
    return [hit for hit in found if not (before := bisect_left(starts, hit.end)) or ends[before - 1] <= hit.start]


def _weigh_hits(hits: list[_Hit], rules: TopicRules) -> tuple[float, tuple[str, ...]]:
    """The evidence in `hits`, and the words that gave it, most telling first."""
    weights: dict[int, list[float]] = {}
    surfaces: dict[int, str] = {}
    for hit in hits:
        weights.setdefault(hit.pattern, []).append(hit.weight)
        surfaces.setdefault(hit.pattern, hit.surface)
    evidence: dict[int, float] = {}
    for number, found in weights.items():
        # The n-th mention counts 1/n: a word repeated says less than a second word.
        mentions = sum(weight / rank for rank, weight in enumerate(sorted(found, reverse=True), 1))
        evidence[number] = mentions * _weigh_pattern(rules.patterns[number])
    telling = sorted(evidence, key=lambda number: (-evidence[number], surfaces[number]))
    reasons = tuple(dict.fromkeys(surfaces[number] for number in telling))[:_MOST_REASONS]
    return sum(evidence[number] for number in sorted(evidence)), reasons


def _weigh_pattern(pattern: _Pattern) -> float:
    """How telling a term is, by its form alone: names and phrases more than words, long words more than short ones."""
    if not pattern.words:
        return 1.0
    least, per_letter, most = _WORD_LENGTH_WEIGHT
    longest = max(1.0 if word.cased else min(most, least + per_letter * len(word.lower)) for word in pattern.words)
    return longest * (1 + _PHRASE_WEIGHT * (len(pattern.words) - 1))


def find_muted(title: str, text: str, mute: tuple[str, ...]) -> str | None:
    """The first term of `mute` that stands in `title` or `text` as whole words, as it was given; None if none does.

    No stemming: what keeps an article out must be exactly what the editor wrote. Capitals count as in topics.
    """
    if not mute:
        return None
    rules = _compile_mute(mute)
    hits = _find_hits(title, rules, title=True) + _find_hits(text, rules, title=False)
    first = min((hit.pattern for hit in hits), default=None)
    return None if first is None else mute[first]


@lru_cache(maxsize=8)
def _compile_mute(mute: tuple[str, ...]) -> TopicRules:
    terms = tuple(unicodedata.normalize("NFC", term).strip() for term in mute)
    return _build_rules((), terms, "")
