"""The rules' candidates joined with what another recogniser found in the same text.

Each is better at something: the rules know registered names, headlines and the forms of one name; a trained model knows
unlisted names by their surroundings. So its finds are candidates where the rules have none, and evidence where they do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from digest.enrich.evidence import Evidence
from digest.enrich.recognisers import Recognised, RecognisedKind
from digest.enrich.runs import Span
from digest.enrich.spans import Reader

_POINTS: Mapping[RecognisedKind, float] = {"person": 2.5, "organisation": 2.5, "place": 1.0, "thing": 1.0}
"""Points for a kind that the model gives a candidate wherever it stands; it takes many names for places."""
_UNSEEN = 0.8
"""Points against an organisation by little more than its letters that the model never takes for a name."""
_LITTLE = 2.0
_LONGEST = 8
_WITHIN = frozenset(("&", "'", "’", "."))
"""Marks that a name may hold."""

Votes = Mapping[str, Counter[RecognisedKind]]


def join_recognised(
    reader: Reader, spans: Sequence[Span], recognised: Sequence[Recognised]
) -> tuple[list[Span], Votes]:
    """`spans` with the names that only the model found among them, and how often it gave each key which kind.

    A find may reach over several candidates or cut one: then it replaces them, unless one of them is registered or
    its words are none of a name. It never stands where a title, a nationality or a registered name does.
    """
    starts = [token.start for token in reader.tokens]
    votes: dict[str, Counter[RecognisedKind]] = defaultdict(Counter)
    joined = list(spans)
    for one in recognised:
        first, last = _token_range(reader, starts, one)
        if last <= first or _is_shouted(reader, first, last):
            continue
        at = bisect_right([span.last for span in joined], first)
        over = [span for span in joined[at:] if span.first < last]
        if len(over) == 1 and (over[0].first, over[0].last) == (first, last):
            votes[over[0].key][one.kind] += 1
            continue
        key = reader.key(first, last)
        if not over:
            if one.kind in ("person", "organisation") and _can_stand(reader, first, last):
                joined.insert(at, Span(first, last, key))
                votes[key][one.kind] += 1
            continue
        if one.kind == "organisation" and _may_replace(reader, over, first, last):
            joined[at : at + len(over)] = [Span(first, last, key)]
            votes[key][one.kind] += 1
            continue
        inner = max(over, key=lambda span: span.last - span.first)
        if inner.registered is None and first <= inner.first and inner.last <= last:
            votes[inner.key][one.kind] += 1
    return joined, votes


def add_votes(evidence: dict[str, Evidence], votes: Votes) -> None:
    """The model's votes as points, by the share of a key's places in which it gave that kind."""
    for key, found in evidence.items():
        cast = votes.get(key, Counter())
        for kind, points in _POINTS.items():
            share = min(1.0, cast[kind] / max(1, found.seen))
            setattr(found, kind, getattr(found, kind) + points * share)
        if not cast and found.organisation <= _LITTLE:
            found.organisation -= _UNSEEN


def _token_range(reader: Reader, starts: list[int], one: Recognised) -> tuple[int, int]:
    """The tokens of a find without leading articles, titles and marks, and without a closing possessive."""
    tokens, lex = reader.tokens, reader.lexicon
    first, last = bisect_left(starts, one.start), bisect_left(starts, one.end)
    if last > first and tokens[last - 1].end > one.end:
        return first, first
    while first < last and (
        tokens[first].shape == "mark"
        or tokens[first].lower in ("the", "a", "an")
        or (last - first > 1 and one.kind == "person" and tokens[first].lower in lex.titles)
    ):
        first += 1
    while last > first and (tokens[last - 1].shape == "mark" or tokens[last - 1].lower in ("'s", "’s")):
        last -= 1
    if last > first and tokens[first].sentence != tokens[last - 1].sentence:
        return first, first
    return first, last if last - first <= _LONGEST else first


def _can_stand(reader: Reader, first: int, last: int) -> bool:
    """Whether words that the rules took for no name can be one: written as names are, and not all ordinary."""
    words = [token for token in reader.tokens[first:last] if token.shape != "mark"]
    if not words or not words[0].named or not words[-1].named:
        return False
    if any(word.lower in reader.lexicon.calendar or word.shape == "number" for word in words):
        return False
    if not _is_whole(reader, first, last):
        return False
    return not all(reader.is_common(word.lower) for word in words)


def _is_shouted(reader: Reader, first: int, last: int) -> bool:
    """Whether a name is several words in capitals, as the heads of tables are: a model takes them for bodies."""
    words = [token for token in reader.tokens[first:last] if token.shape != "mark"]
    return len(words) > 1 and all(token.shape in ("upper", "initial") for token in words)


def _is_whole(reader: Reader, first: int, last: int) -> bool:
    """Whether the words are one name as far as their marks tell: no comma, bracket, slash or number among them."""
    return all(
        (token.shape != "mark" or token.text in _WITHIN) and token.shape != "number"
        for token in reader.tokens[first:last]
    )


def _may_replace(reader: Reader, over: Sequence[Span], first: int, last: int) -> bool:
    """Whether a longer find may stand for the candidates it covers."""
    covered = all(first <= span.first and span.last <= last for span in over)
    own = all(span.registered is None for span in over)
    named = reader.tokens[first].named and reader.tokens[last - 1].named
    inside = reader.tokens[first:last]
    month = any(token.lower in reader.lexicon.calendar for token in inside)
    several = len(over) > 1 and any(token.lower in ("and", "or") for token in inside)
    sentence = reader.sentences[reader.tokens[first].sentence]
    taken = {at for span in over for at in range(span.first, span.last)}
    odd = any(
        reader.tokens[at].named and not reader.starts(at, sentence) for at in range(first, last) if at not in taken
    )
    person = any(reader.strong_given(span.first, span.last) for span in over)
    return covered and own and named and not (month or several or person or odd) and _is_whole(reader, first, last)
