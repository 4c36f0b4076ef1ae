"""The forms in which news uses regular verbs of German, the Romance languages and Russian.

Third persons of the tenses of narration, and the perfect's participle; irregular forms are listed where they are used.
Conjugation after the languages' school grammars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_GERMAN_PREFIXES = ("be", "ver", "er", "ent", "zer", "ge", "emp", "wider", "unter", "wieder")
_GERMAN_LINKED = re.compile(r"(?:[td]|ch[mn]|[^aeiouäöülrhmn][mn])$")
"""Stems that take an -e- before -t: "meld-e-t", "ordn-e-t"."""
_FRENCH_CLOSED = re.compile(r"[ée]([bcdfgjklmnpqrstvxz]|qu|gu)$")
"""Stems whose last vowel opens before a mute -e: "révèle" of "révéler"."""


def conjugate(forms: Callable[[str], Iterator[str]], infinitives: str) -> frozenset[str]:
    """All that `forms` gives for the verbs of a text."""
    return frozenset(form for verb in infinitives.split() for form in forms(verb))


def german_finite(verb: str) -> Iterator[str]:
    """ "sagt", "sagte", "sagten", "sagen"."""
    stem = verb[:-2] if verb.endswith("en") else verb[:-1]
    stem += "e" if _GERMAN_LINKED.search(stem) else ""
    yield from (stem + "t", stem + "te", stem + "ten")
    if verb != "meinen":  # which is "my" as well
        yield verb


def german_regular(verb: str) -> Iterator[str]:
    """The finite forms and "gesagt"."""
    finite = tuple(german_finite(verb))
    yield from finite
    bare = verb.startswith(_GERMAN_PREFIXES) or verb.endswith("ieren")
    yield finite[0] if bare else "ge" + finite[0]


def french_first(verb: str) -> Iterator[str]:
    """ "déclare", "déclarent", "déclarait", "déclaraient", "déclara", "déclarèrent", "déclaré"."""
    stem = verb[:-2]
    present = _FRENCH_CLOSED.sub(r"è\1", stem)
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    yield from (present + "e", present + "ent", soft + "ait", soft + "aient", soft + "a", stem + "èrent", stem + "é")


def french_second(verb: str) -> Iterator[str]:
    """ "avertit", "avertissent", "avertissait", "avertissaient", "averti"."""
    stem = verb[:-1]
    yield from (stem + "t", stem + "ssent", stem + "ssait", stem + "ssaient", stem)


def spanish_first(verb: str) -> Iterator[str]:
    """ "afirma", "afirman", "afirmó", "afirmaron", "afirmaba", "afirmaban", "afirmado"."""
    stem = verb[:-2]
    yield from (stem + ending for ending in ("a", "an", "ó", "aron", "aba", "aban", "ado"))


def spanish_second(verb: str) -> Iterator[str]:
    """ "añade" (of a stem as it stands in "añadió"): the verbs in -er and -ir."""
    stem = verb[:-2]
    yield from (stem + ending for ending in ("e", "en", "ió", "ieron", "ía", "ían", "ido"))


def italian_first(verb: str) -> Iterator[str]:
    """ "spiega", "spiegano", "spiegò", "spiegarono", "spiegava", "spiegavano", "spiegato"."""
    stem = verb[:-3]
    yield from (stem + ending for ending in ("a", "ano", "ò", "arono", "ava", "avano", "ato"))


def italian_third(verb: str) -> Iterator[str]:
    """ "chiarisce", "chiariscono", "chiarì", "chiarirono", "chiariva", "chiarivano", "chiarito"."""
    stem = verb[:-3]
    yield from (stem + ending for ending in ("isce", "iscono", "ì", "irono", "iva", "ivano", "ito"))


def portuguese_first(verb: str) -> Iterator[str]:
    """ "afirma", "afirmam", "afirmou", "afirmaram", "afirmava", "afirmavam", "afirmado"."""
    stem = verb[:-2]
    yield from (stem + ending for ending in ("a", "am", "ou", "aram", "ava", "avam", "ado"))


def russian_past(verb: str) -> Iterator[str]:
    """ "сказал", "сказала", "сказали", of the first of them."""
    yield from (verb, verb + "а", verb + "и")
