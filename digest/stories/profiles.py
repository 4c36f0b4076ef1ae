"""What articles are compared by: the words and word pairs of their titles and beginnings, weighted by place.

News tells what happened first, so a word weighs less the later it stands, and what follows the first two hundred
content words is left out: background, which reports of other events share.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import chain, islice, pairwise, repeat

from digest.marks import plain_text
from digest.models import StoredArticle
from digest.moments import article_moment, start_of
from digest.stories.event_days import find_event_day, month_names
from digest.stories.frames import Frame, read_frame
from digest.stories.function_words import function_words
from digest.text import words

MAX_TERMS = 200
"""How many content words of the body count."""
HALF_TERMS = 100
"""So many content words further down a word weighs half."""
TITLE_WEIGHT = 6.0
PAIR_WEIGHT = 0.1
"""Of two neighbouring content words, beside each alone."""
_PAIRED = 60
"""Pairs are made of so many words from the beginning."""
HEAD_CHARS = 3500  # of Markdown: enough for the content words that count, links and marks included

_POSSESSIVE = re.compile(r"['’]s?$")
_PARTS = re.compile(r"[-–]")
_NUMBER = re.compile(r"[\d.,]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LONGEST_TERM = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An article as clustering sees it.

    `terms` gives each word ("senate") and pair ("senate vote") its weight by place.
    """

    article_id: str
    moment: datetime
    """UTC; of a bare day its noon."""
    dated: bool
    """Whether the source gave a date. Where it did not, `moment` is when the article was first seen."""
    terms: Mapping[str, float]
    richness: int
    """How many different words: what a headline alone has few of."""
    stored: StoredArticle
    body: str
    """The beginning of its plain text."""


def profile_article(stored: StoredArticle) -> Profile:
    """The profile of a stored article, from its title and the beginning of its text."""
    article = stored.article
    head = article.markdown[:HEAD_CHARS]
    if len(article.markdown) > HEAD_CHARS:
        head = head.rpartition("\n")[0] or head
    body = plain_text(head)
    title = list_terms(article.title, article.lang)
    terms: dict[str, float] = {}
    found = list_terms(body, article.lang, MAX_TERMS)
    _add_terms(terms, [(term, 0.5 ** (place / HALF_TERMS)) for place, term in enumerate(found)])
    if title != found[: len(title)]:  # where the text is the headline again, it says it once
        _add_terms(terms, [(term, TITLE_WEIGHT) for term in title])
    return Profile(
        article_id=article.id,
        moment=noon_of(stored),
        dated=article.published is not None,
        terms=terms,
        richness=sum(" " not in term for term in terms),
        stored=stored,
        body=body,
    )


def profile_event_day(profile: Profile) -> date | None:
    """When what an article tells took place, where it is dated and says so."""
    article = profile.stored.article
    return find_event_day(profile.body, article.lang, article.published) if article.published else None


def profile_frame(profile: Profile) -> Frame:
    """Who and where an article's headline and lead are about."""
    return read_frame(profile.stored, profile.body)


def noon_of(stored: StoredArticle) -> datetime:
    """The article's moment in UTC, a bare day at its noon, so that it is never far from an hour of that day."""
    moment = article_moment(stored.article)
    return start_of(moment) if isinstance(moment, datetime) else datetime.combine(moment, time(12), UTC)


def _add_terms(terms: dict[str, float], weighted: list[tuple[str, float]]) -> None:
    for term, weight in weighted:
        terms[term] = terms.get(term, 0.0) + weight
    for (one, weight), (other, _) in pairwise(weighted[:_PAIRED]):
        pair = f"{one} {other}"
        terms[pair] = terms.get(pair, 0.0) + PAIR_WEIGHT * weight


def list_terms(text: str, lang: str | None, limit: int = sys.maxsize) -> list[str]:
    """The first `limit` content words of `text` in order: folded, without possessive and plural endings, function words
    and months.

    What shares a month and nothing else (agendas, calendars) is not alike: the days of events are compared as days.
    Of scripts without spaces between words, each two neighbouring characters.
    """
    found = words(text.casefold())
    if text.isascii() or not _UNSPACED.search(text):
        return list(islice(chain.from_iterable(map(_split_word, found, repeat(lang))), limit))
    return list(islice(_pair_characters(found, lang), limit))


def _pair_characters(found: list[str], lang: str | None) -> Iterator[str]:
    before = ""
    for word in found:
        if len(word) == 1 and _UNSPACED.match(word):
            if before:
                yield before + word
            before = word
        else:
            before = ""
            yield from _split_word(word, lang)


@lru_cache(maxsize=1 << 17)
def _split_word(word: str, lang: str | None) -> tuple[str, ...]:
    """The terms in a case-folded word: one, more where it is hyphenated, none where it says nothing of an event."""
    skipped, months = function_words(lang), month_names(lang)
    folded = ((part, fold_term(part)) for part in _PARTS.split(word))
    return tuple(
        term
        for part, term in folded
        if term and part not in months and (term not in skipped or "." in part)  # "U.S." is not "us"
    )


@lru_cache(maxsize=1 << 17)
def fold_term(word: str) -> str:
    """A case-folded word in the form in which it is compared: "u.s." and "us", "bill's", "bills" and "bill" are one."""
    term = _POSSESSIVE.sub("", word).replace("'", "").replace("’", "")
    if not _NUMBER.fullmatch(term):
        term = term.replace(".", "")
        if len(term) > 3 and term.endswith("s") and not term.endswith("ss"):
            term = term[:-1]
    return term[:_LONGEST_TERM]
