"""Who, where and which one in a series an article is about, and when two of one kind of event are not the same event.

Two matches, two earthquakes, two stages of one race are told in the same words. What sets them apart is in the headline
and the first sentences: other people, other places, another number in the series. Only what both say can differ:
where one names nobody, nothing is taken from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from digest.models import Mention, StoredArticle
from digest.stories.event_days import month_names
from digest.stories.function_words import function_words
from digest.text import sentences, words

_TOLD_SENTENCES = 3
_NAMED_SENTENCES = 2
_LEAD_CHARS = 800
_FEW_NAMES = 2
_EVERY_NOUN_CAPITALISED = frozenset({"de", "lb"})
_ORDINALS = {
    word: number
    for spelled in (
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""",
        """premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième
        treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième""",
        """primera segunda tercera cuarta quinta sexta séptima octava novena décima""",
        """erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte vierzehnte
        fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste""",
    )
    for number, word in enumerate(spelled.split(), 1)
}
_ORDINALS |= {f"twenty-{word}": 20 + number for word, number in _ORDINALS.items() if number < 10}
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|er|e|ème|º|ª)")
_NUMBER = re.compile(r"\d{1,3}")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the headline and the first sentences of an article name. All words are folded."""

    told: frozenset[str]
    """Every word of them."""
    names: frozenset[str]
    """Those of names in the headline and the first two sentences."""
    people: frozenset[str]
    """Those of the persons in the headline and the first sentence."""
    places: frozenset[str]
    """Those of the countries there."""
    series: Mapping[str, frozenset[int]]
    """By noun the numbers it has: {"stage": {17}}."""


EMPTY = Frame(told=frozenset(), names=frozenset(), people=frozenset(), places=frozenset(), series={})


def read_frame(stored: StoredArticle, text: str) -> Frame:
    """The frame of an article whose plain text begins with `text`; an empty one where there is a headline only."""
    article = stored.article
    spans = list(islice(sentences(text[:_LEAD_CHARS]), _TOLD_SENTENCES))
    lead = text[: spans[-1][1]] if spans else ""
    lead_words, title_words = words(lead), words(article.title)
    if not lead_words or lead_words == title_words:
        return EMPTY
    title = set(map(fold_name, title_words))
    told = title.union(map(fold_name, lead_words))
    named = spans[:_NAMED_SENTENCES]
    lang = (article.lang or "").replace("_", "-").split("-")[0].lower()
    names = set() if lang in _EVERY_NOUN_CAPITALISED else set(_list_capitalised(text, named, article.lang))
    people: set[str] = set()
    places: set[str] = set()
    mentions: dict[str | None, list[Mention]] = {}
    for mention in stored.annotations.mentions:
        mentions.setdefault(mention.actor_id, []).append(mention)
    for actor in stored.annotations.actors:
        mentioned = mentions.get(actor.id, [])
        first = min((mention.start for mention in mentioned), default=len(article.markdown))
        parts = [fold_name(word) for one in (*(each.surface for each in mentioned), actor.name) for word in words(one)]
        headed = parts[-1:] and parts[-1] in title
        if headed or first < named[-1][1]:
            names.update(parts)
        if headed or first < spans[0][1]:
            if actor.kind == "person":
                people.update(parts)
            elif actor.kind == "country":
                places.update(parts)
        if first < spans[-1][1]:
            told.update(parts)
    return Frame(
        told=frozenset(told | names),
        names=frozenset(names),
        people=frozenset(people),
        places=frozenset(places),
        series=_list_series(text[: named[-1][1]], article.lang),
    )


def fold_name(word: str) -> str:
    """A word of a name as it is compared: "Fenwright's" and "Fenwright" are one."""
    folded = word.casefold()
    return _POSSESSIVE.sub("", folded) if "'" in folded or "’" in folded else folded


def _list_capitalised(text: str, spans: list[tuple[int, int]], lang: str | None) -> Iterator[str]:
    """The words with a capital that do not begin their sentence."""
    skipped = function_words(lang)
    for start, end in spans:
        for word in words(text[start:end])[1:]:
            if word[0].isupper() and len(folded := fold_name(word)) > 1 and folded not in skipped:
                yield folded


def _list_series(lead: str, lang: str | None) -> dict[str, frozenset[int]]:
    """Ordinals by the noun that follows, and numbers by the capitalised word before them, months left out."""
    months = month_names(lang)
    told = words(lead)
    folded = [word.casefold() for word in told]
    found: dict[str, set[int]] = {}
    for at, word in enumerate(folded):
        number = _ORDINALS.get(word)
        if number is None and word[0].isdecimal():
            if match := _ORDINAL.fullmatch(word):
                number = int(match.group(1))
            elif at and _NUMBER.fullmatch(word) and told[at - 1][0].isupper() and folded[at - 1] not in months:
                found.setdefault(folded[at - 1], set()).add(int(word))
        if number is not None and at + 1 < len(folded):
            found.setdefault(folded[at + 1], set()).add(number)
    return {noun: frozenset(numbers) for noun, numbers in found.items()}


def count_differences(one: Frame, other: Frame) -> int:
    """In how many ways (people, places, names at all, number in a series) two frames tell of different events."""
    series = [bool(numbers & other.series[noun]) for noun, numbers in one.series.items() if noun in other.series]
    return int(bool(series) and not any(series)) + sum(
        len(left) >= few and len(right) >= few and not left & other.told and not right & one.told
        for left, right, few in (
            (one.people, other.people, 1),
            (one.places, other.places, 1),
            (one.names, other.names, _FEW_NAMES),
        )
    )
