"""Word stems for matching terms: Snowball's algorithms (snowballstem.org), loaded late and remembered."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

# Snowball names its algorithms by the language's English name; ours are named by BCP 47.
_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

# Snowball's English stemmer also joins words that differ by more than inflection ("organ", "organization";
# "universe", "university"). What is left of a word beyond the beginning it shares with the term must be one of these.
_ENGLISH_ENDINGS = frozenset(("", "e", "s", "es", "y", "ie", "ies", "ied", "ying", "ed", "d", "ing", "ings", "in"))
_LONGEST_WORD = 60  # no term is longer, and stemming is not linear


def stem_language(lang: str) -> str:
    """The primary subtag of a BCP 47 tag, in lower case: "pt-BR" gives "pt"."""
    return lang.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=8)
def _load_stemmer(lang: str) -> Callable[[str], str] | None:
    name = _ALGORITHMS.get(lang)
    if name is None:
        return None
    import snowballstemmer

    if name not in snowballstemmer.algorithms():
        return None
    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem


@lru_cache(maxsize=1 << 16)
def stem_word(word: str, lang: str) -> str:
    """The stem of a lower-case word in `lang` (primary subtag); the word itself where there is no stemmer."""
    if len(word) > _LONGEST_WORD:
        return word
    stemmer = _load_stemmer(lang)
    return stemmer(word) if stemmer else word


def same_inflection(word: str, other: str, lang: str) -> bool:
    """Whether two words of one stem differ by inflection alone (only English is held to that)."""
    if lang != "en":
        return True
    shared = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        shared += 1
    return all(_ending(rest, word[:shared]) for rest in (word[shared:], other[shared:]))


def _ending(rest: str, beginning: str) -> bool:
    # "stop", "stopping": the doubled consonant belongs to the ending.
    return rest in _ENGLISH_ENDINGS or (len(rest) > 1 and rest[0] == beginning[-1:] and rest[1:] in _ENGLISH_ENDINGS)


def strip_accents(word: str) -> str:
    """`word` without combining marks, as several stemmers leave it ("Flüsse", "fluss")."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
