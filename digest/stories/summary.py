"""The sentences that stand for a story: taken whole from its articles, for what they cover and what they add. Pure.

Weighing words by how many reports have them, and taking the next sentence by what the chosen ones do not say yet, is
SumBasic (Nenkova and Vanderwende, "The impact of frequency on summarization", Microsoft Research, 2005).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.marks import plain_text
from digest.models import Quote, Sentence, StoredArticle, TextPolicy
from digest.revisions import is_note
from digest.stories.leaning import is_of_writer, is_unsigned, leans
from digest.text import fold_line, sentences, word_count, words

MAX_WORDS = 90
EXCERPT_WORDS = 60
"""Taken at most from one article whose source gives excerpts only."""
MOST = 4
"""Sentences of a story of many sources; one article alone gives `ALONE`."""
ALONE = 2
MIN_SENTENCE_WORDS = 5
MAX_SENTENCE_WORDS = 45
ADDS = 0.45
"""A further sentence is taken if at least this share of its weight is in words not yet said."""
ADDS_TO_FIRST = 0.25
"""And if that is this share of what the first sentence says, so that a short echo of it is not taken."""
_LINE_WORDS = 12
"""A line of fewer words in an article with longer ones is a caption or a label more often than a report."""
_LOOKED_AT = 2400
"""Characters of an article in which its sentences are looked for: news says what matters first."""
_LATER = 0.93
"""What a sentence weighs less for each one before it in its article."""
_OPENING = 1
"""The first sentence of a summary is an article's first or second, where one of them stands alone."""
_SAME_SOURCE = 0.6
_OPEN_MARK = re.compile(r"[\"“”„«»‘]")
_ENDS = '.!…。！।”"»’)'
_SHORT_WORD = 3
_LEAST_SMALL = 2
"""Words in small letters that a sentence has at least, where its script has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be shown by itself."""

    article_id: str
    source: str
    policy: TextPolicy
    text: str
    words: frozenset[str]
    length: int
    place: int
    """How many sentences stand before it in its article."""


def summarise_story(
    members: Sequence[StoredArticle],
    *,
    policies: Mapping[str, TextPolicy],
    copies: Collection[str] = (),
) -> tuple[Sentence, ...]:
    """Two to four sentences for a story's articles (from the earliest on), in at most about `MAX_WORDS` words.

    The first opens an article; each further one adds most to those before it, from another source where one has
    something to add. Passed over are articles in other languages than most, and sentences that lean on one that is
    not there, that speak of their writer, that have a part of a quotation without its marks or nothing but a quotation,
    questions, and lines that are no sentence; where nothing is left, the first sentence is taken. `policies` gives what
    may be shown of each source's text (excerpt where none is given), `copies` the articles that repeat another's text.
    """
    shown = [member for member in members if find_policy(member, policies) != "headline"]
    own = [member for member in shown if member.article.id not in copies] or shown
    own = _keep_language(own)
    pool = [candidate for member in own for candidate in list_candidates(member, find_policy(member, policies))]
    if not pool:
        return next((found for member in own if (found := _take_first(member))), ())
    weights = _weigh_words(pool)
    chosen = [_choose_opening(pool, weights, [member.article.title for member in own])]
    said = set(chosen[0].words)
    enough = ADDS_TO_FIRST * sum(weights[word] for word in said)
    while len(chosen) < min(MOST, max(ALONE, 1 + len({candidate.source for candidate in pool}))):
        best = max(
            (one for one in pool if one not in chosen and _fits(one, chosen)),
            key=lambda one: (_score(one, chosen, said, weights), -one.place, one.article_id),
            default=None,
        )
        if best is None or _add(best, said, weights) < max(enough, ADDS * _add(best, (), weights)):
            break
        chosen.append(best)
        said |= best.words
    return tuple(Sentence(article_id=one.article_id, text=one.text) for one in chosen)


def _keep_language(members: Sequence[StoredArticle]) -> list[StoredArticle]:
    """Those in the language that most are in, of equals the earliest's: a summary is read in one language."""
    counts = Counter(_primary_lang(member) for member in members)
    lang = counts.most_common(1)[0][0] if counts else ""
    return [member for member in members if _primary_lang(member) == lang]


def _primary_lang(member: StoredArticle) -> str:
    return (member.article.lang or "").replace("_", "-").partition("-")[0].lower()


def find_policy(member: StoredArticle, policies: Mapping[str, TextPolicy]) -> TextPolicy:
    """What may be shown of an article's text, by its source's id; an excerpt where that is not said."""
    return policies.get(member.article.source or "", "excerpt")


def list_candidates(member: StoredArticle, policy: TextPolicy, *, max_chars: int = _LOOKED_AT) -> Iterator[Candidate]:
    """The sentences in an article's first `max_chars` that stand on their own."""
    article = member.article
    text = plain_text(article.markdown)[:max_chars]
    people = [mention.start for mention in member.annotations.mentions if _is_person(member, mention.actor_id)]
    lines = text.split("\n")
    short = {line for line in lines if word_count(line) < _LINE_WORDS}
    short = short if len(short) < len(lines) else set()
    notes = [line for line in lines if is_note(line)]
    quotes = [quote for quote in member.annotations.quotes if quote.direct]
    for place, (start, end) in enumerate(sentences(text)):
        sentence = text[start:end]
        length = word_count(sentence)
        whole = end < len(text) or len(text) < max_chars
        if sentence in short or any(sentence in note for note in notes) or _is_label(sentence):
            continue
        if not (whole and MIN_SENTENCE_WORDS <= length <= MAX_SENTENCE_WORDS and sentence[-1] in _ENDS):
            continue
        named = tuple(at - start for at in people if start <= at < end)
        if leans(sentence, article.lang, named) or is_of_writer(sentence, article.lang) or is_unsigned(sentence):
            continue
        if len(_OPEN_MARK.findall(sentence)) % 2 or any(_cuts(quote, start, end) for quote in quotes):
            continue
        yield Candidate(
            article_id=article.id,
            source=article.source or article.id,
            policy=policy,
            text=sentence,
            words=frozenset(
                word for word in words(fold_line(sentence)) if len(word) > _SHORT_WORD or not word.isascii()
            ),
            length=length,
            place=place,
        )


def _is_label(sentence: str) -> bool:
    """Whether it has names, numbers and days alone: "Harbour Courier, Monday 21 July 1969."."""
    told = [word for word in words(sentence) if word[0].isalpha()]
    return any(word[0].isupper() for word in told) and sum(word[0].islower() for word in told) < _LEAST_SMALL


def _cuts(quote: Quote, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` are a part of somebody's words, whose marks are not in them."""
    return quote.start < end and start < quote.end and not start <= quote.start <= quote.end <= end


def _is_person(member: StoredArticle, actor_id: str | None) -> bool:
    return any(actor.id == actor_id and actor.kind == "person" for actor in member.annotations.actors)


def _take_first(member: StoredArticle) -> tuple[Sentence, ...]:
    """The article's first sentence, though it leans: better than none."""
    text = plain_text(member.article.markdown)[:_LOOKED_AT]
    for start, end in sentences(text):
        sentence = text[start:end]
        if MIN_SENTENCE_WORDS <= word_count(sentence) <= MAX_WORDS and sentence[-1] in _ENDS:
            return (Sentence(article_id=member.article.id, text=sentence),)
    return ()


def _choose_opening(pool: Sequence[Candidate], weights: Mapping[str, float], titles: Sequence[str]) -> Candidate:
    """Of the sentences that open an article the one that says most of what the headlines say."""
    headed = Counter(word for title in titles for word in set(words(fold_line(title))))
    most = max(_OPENING, min(one.place for one in pool))

    def score(one: Candidate) -> float:
        told = sum(headed[word] / len(titles) + weights[word] / 4 for word in one.words)
        return told / math.sqrt(len(one.words) + 1) * math.pow(_LATER, 3 * one.place)

    opening = [one for one in pool if one.place <= most]
    return max(opening, key=lambda one: (score(one), -one.place, one.article_id))


def _weigh_words(pool: Sequence[Candidate]) -> dict[str, float]:
    """By word, the share of articles that have it, squared: what several report is what happened."""
    having: Counter[str] = Counter()
    for article in {one.article_id for one in pool}:
        having.update(frozenset().union(*(one.words for one in pool if one.article_id == article)))
    articles = len({one.article_id for one in pool})
    return {word: (count / articles) ** 2 for word, count in having.items()}


def _score(one: Candidate, chosen: Sequence[Candidate], said: Collection[str], weights: Mapping[str, float]) -> float:
    """The weight of what is new in it for its length; less the later it stands, and from a source already heard."""
    heard = sum(other.source == one.source for other in chosen)
    less = math.pow(_LATER, one.place) * math.pow(_SAME_SOURCE, heard)
    return _add(one, said, weights) / math.pow(len(one.words) + 1, 0.6) * less


def _add(one: Candidate, said: Collection[str], weights: Mapping[str, float]) -> float:
    """The weight of its words that are not said yet."""
    return sum(weights[word] for word in one.words if word not in said)


def _fits(one: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether there is room for it, in all and in what its source lets be shown."""
    if one.policy == "excerpt":
        taken = sum(other.length for other in chosen if other.article_id == one.article_id)
        if taken + one.length > EXCERPT_WORDS:
            return False
    return not chosen or sum(other.length for other in chosen) + one.length <= MAX_WORDS
