"""What a corpus teaches before its articles are enriched: how its words are capitalised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from digest import text as plain
from digest.models import WordCases

# A word without its possessive; hyphened words are taken apart, since names are looked up by their parts. The parts of
# addresses ("www.example.org", "@example") are in lower case whatever they name, so they are no words.
_WORD = re.compile(r"(?<![.@/_])\b[^\W\d_]{2,}(?:['’][^\W\d_]{2,})*+(?![.@/_]\w)")
_HEADLINE = 0.7
"""From this share of capitalised words on a sentence is set as a headline, and its capitals say nothing."""


def count_word_cases(texts: Iterable[str]) -> WordCases:
    """How often each word (keyed in lower case) stands in mid-sentence in lower case, and capitalised, over `texts`.

    First words of sentences, and sentences in headline case or capitals, say nothing and are left out. A word is
    counted once a text, so that one long text does not outvote many. Words that were never seen with a capital, not
    even at a sentence's start, are not kept: nobody asks for them.
    """
    return sum_word_cases(map(find_word_cases, texts))


def find_word_cases(text: str) -> list[list[str]]:
    """What one text adds: the words in lower case, those capitalised, and all with a capital anywhere, each sorted."""
    small, large, capitalised = set[str](), set[str](), set[str]()
    for start, end in plain.sentences(text):
        found = _WORD.findall(text, start, end)
        capitals = [word for word in found if not word[0].islower()]
        capitalised.update(word.lower() for word in capitals)
        if len(capitals) > len(found) * _HEADLINE and len(found) > 2:
            continue
        for word in found[1:]:
            if word.islower():
                small.add(word)
            elif word[0].isupper() and word[1:].islower():
                large.add(word.lower())
    return [sorted(small), sorted(large), sorted(capitalised)]


def sum_word_cases(rows: Iterable[Iterable[Iterable[str]]]) -> WordCases:
    """What texts add together, each as `find_word_cases` has it."""
    lower, capital, capitalised = Counter[str](), Counter[str](), set[str]()
    for small, large, all_capitalised in rows:
        lower.update(small)
        capital.update(large)
        capitalised.update(all_capitalised)
    return WordCases(
        lower={word: lower[word] for word in sorted(lower) if word in capitalised},
        capital={word: capital[word] for word in sorted(capital)},
    )
