"""Tells the lines of an article from the lines around it: a linear-chain conditional random field.

A page's lines run through four states: before the article, in it, in a gap of it (a caption, an advertisement, related
links), after it. Each state gives a line's features weights (`lineweights.py`), each step from one line to the next has
a cost, and the best path through the page is found by dynamic programming (Viterbi), in time linear in its lines.
Lafferty, McCallum, Pereira, "Conditional Random Fields: Probabilistic Models for Segmenting and Labeling Sequence
Data", ICML 2001. So a short line costs nothing where its neighbours speak for it, and a sentence in a footer is not
article for being one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.extract.linefeatures import Features, Line
from digest.extract.lineweights import STEPS, WEIGHTS

BEFORE, INSIDE, GAP, AFTER = range(4)
Weighed = tuple[float, float, float]
_BARRED = 40.0
_NEVER = float("-inf")


def label_lines(lines: Sequence[Line], places: Sequence[Features], barred: Sequence[bool]) -> list[int]:
    """The state of each line: BEFORE, INSIDE, GAP or AFTER.

    `places` are the lines' features as by `extract_features`. A `barred` line is known not to be of the article.
    """
    if not lines:
        return []
    weighed = _weigh_lines(lines, places)
    to_inside, stay_inside, from_gap = STEPS["before-inside"], STEPS["inside-inside"], STEPS["gap-inside"]
    to_gap, stay_gap = STEPS["inside-gap"], STEPS["gap-gap"]
    to_after, stay_after, stay_before = STEPS["inside-after"], STEPS["after-after"], STEPS["before-before"]
    inside, gap, after = weighed[0]
    scores = (0.0, inside - (_BARRED if barred[0] else 0.0), _NEVER, _NEVER)
    origins = [(BEFORE, BEFORE, BEFORE, BEFORE)]
    for (inside, gap, after), bar in zip(weighed[1:], barred[1:], strict=True):
        before_was, inside_was, gap_was, after_was = scores
        best, start = inside_was + stay_inside, INSIDE
        if before_was + to_inside > best:
            best, start = before_was + to_inside, BEFORE
        if gap_was + from_gap > best:
            best, start = gap_was + from_gap, GAP
        gap_start = INSIDE if inside_was + to_gap >= gap_was + stay_gap else GAP
        after_start = INSIDE if inside_was + to_after >= after_was + stay_after else AFTER
        scores = (
            before_was + stay_before,
            best + inside - (_BARRED if bar else 0.0),
            max(inside_was + to_gap, gap_was + stay_gap) + gap,
            max(inside_was + to_after, after_was + stay_after) + after,
        )
        origins.append((BEFORE, start, gap_start, after_start))
    # A page ends in its article or after it: a gap that nothing follows is none.
    state = INSIDE if scores[INSIDE] >= scores[AFTER] else AFTER
    path = [state]
    for origin in reversed(origins[1:]):
        state = origin[state]
        path.append(state)
    path.reverse()
    return path


def _weigh_lines(lines: Sequence[Line], places: Sequence[Features]) -> list[Weighed]:
    """What each line's features say for inside, gap and after; before is the measure, 0."""
    # Equal lines share one record, whose own features are weighed once.
    own: dict[int, Weighed] = {}
    weighed = []
    for line, place in zip(lines, places, strict=True):
        known = own.get(id(line))
        if known is None:
            known = own[id(line)] = _weigh_features(line.features, (0.0, 0.0, 0.0), WEIGHTS)
        weighed.append(_weigh_features(place, known, WEIGHTS))
    return weighed


def _weigh_features(features: Features, known: Weighed, weights: Mapping[str, Weighed]) -> Weighed:
    inside, gap, after = known
    for name, value in features.items():
        if name in weights:
            for_inside, for_gap, for_after = weights[name]
            inside += for_inside * value
            gap += for_gap * value
            after += for_after * value
    return inside, gap, after


def rank_features(line: Line, place: Features, *, below: bool) -> list[tuple[str, float]]:
    """What a line's features add to its being in the article rather than above it (or `below`), strongest first."""
    gains: dict[str, float] = {}
    for name, value in (*line.features.items(), *place.items()):
        if name in WEIGHTS:
            inside, _, after = WEIGHTS[name]
            gains[name] = gains.get(name, 0.0) + value * (inside - (after if below else 0.0))
    return sorted(((name, gain) for name, gain in gains.items() if gain), key=lambda row: (-abs(row[1]), row[0]))
