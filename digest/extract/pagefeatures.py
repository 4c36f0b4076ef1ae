"""What a line's place in its page adds to its features: neighbours, prose nearby, the headline above, cues seen so far.

The second half of the features by which `linemodel` knows an article's lines. Linear in the number of lines.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.extract.linefeatures import Features, Line
from digest.text import QUESTION_ENDS

# How often a word can stand in the window of `find_headline`, which counts a line once.
_WINDOW = 12
_LOGS = [math.log1p(count) for count in range(_WINDOW + 1)]

_CUES = frozenset({"related", "comments", "legal", "subscribe", "form", "menu", "cookies"})


@dataclass(slots=True)
class _Block:
    """Prose lines that stand together: at most two other lines between one and the next."""

    first: int
    last: int
    rows: list[int]
    mass: float = 0.0
    words: Counter[str] = field(default_factory=Counter)


def find_headline(lines: Sequence[Line]) -> int | None:
    """The line whose words the prose below it keeps coming back to, if one stands out.

    The score is the mean log frequency of its words in the next dozen prose lines (within 50 lines), raised where a
    date or byline stands near and where the line is repeated, lowered for what reads like a sentence.
    """
    counts = Counter(line.text for line in lines)
    rows = [i for i, line in enumerate(lines) if line.prose]
    window: dict[str, int] = defaultdict(int)
    low = high = 0
    best: int | None = None
    best_score = 1.3
    for i, line in enumerate(lines):
        while low < len(rows) and rows[low] <= i:
            if low < high:
                for word in lines[rows[low]].content:
                    window[word] -= 1
            low += 1
        high = max(high, low)
        while high < len(rows) and high - low < _WINDOW and rows[high] <= i + 50:
            for word in lines[rows[high]].content:
                window[word] += 1
            high += 1
        if not 16 <= line.width <= 220 or len(line.content) < 2 or high == low:
            continue
        # `fsum` gives the same in any order: a set of words keeps none.
        spoken = math.fsum([_LOGS[window[w]] for w in line.content if w in window])
        score = spoken / math.sqrt(len(line.content) + 2)
        # Nothing below raises a score more.
        if 1.7 * score <= best_score:
            continue
        score *= 1.0 if rows[low] <= i + 10 else 0.7
        score *= 0.6 if line.ended and line.prose else 1.0
        near = (j for j in range(max(0, i - 2), min(len(lines), i + 6)) if j != i)
        score *= 1.4 if any(lines[j].opens for j in near) else 1.0
        score *= 1.2 if counts[line.text] > 1 else 1.0
        # The first of two equals: a headline stands above its echo.
        if score > best_score * (1.0 if best is None else 1.02):
            best, best_score = i, score
    return best


def extract_features(lines: Sequence[Line], headline: int | None) -> list[Features]:
    """Of each line the features of its place; its own are in `Line.features`, and no name is in both.

    `headline` is the place of the article's headline, where one was found.
    """
    page = _Page(lines, headline)
    found = []
    cues: dict[str, int] = {}
    for i, line in enumerate(lines):
        f = {"bias": 1.0}
        page.note_neighbours(f, i)
        page.note_headline(f, i)
        page.note_prose(f, i)
        page.note_main(f, i)
        for kind, ago in cues.items():
            f[f"below {kind}"] = 1.0
            if ago <= 8:
                f[f"soon after {kind}"] = 1.0
            cues[kind] = ago + 1
        if line.cue in _CUES and page.prose_above[i]:
            cues[line.cue] = 1
        found.append(f)
    return found


class _Page:
    """What the lines of a page have to do with one another, counted once."""

    def __init__(self, lines: Sequence[Line], headline: int | None) -> None:
        self.lines = lines
        self.headline = headline
        self.headline_words = lines[headline].content if headline is not None else frozenset()
        self.counts = Counter(line.text for line in lines)
        self.opened = _count_since_opening(lines)
        self.runs = _measure_runs(lines)
        self.prose_above = [0]
        for line in lines:
            self.prose_above.append(self.prose_above[-1] + line.prose)
        blocks = _find_blocks(lines)
        self.mass = sum(block.mass for block in blocks) or 1.0
        self.block_of = {i: block for block in blocks for i in range(block.first, block.last + 1)}
        self.main = _choose_main(blocks, lines, headline, self.opened)

    def note_neighbours(self, f: Features, i: int) -> None:
        line = self.lines[i]
        if i == 0:
            f["first line"] = 1.0
        else:
            above = self.lines[i - 1]
            if above.prose:
                f["prose before"] = 1.0
            elif above.width <= 28:
                f["short before"] = 1.0
            if above.cue:
                f[f"after {above.cue}"] = 1.0
            if line.shape and (above.shape == line.shape or (i > 1 and self.lines[i - 2].shape == line.shape)):
                f["same shape"] = 1.0
                f[f"same shape, {line.shape}"] = 1.0
        if i + 1 == len(self.lines):
            f["last line"] = 1.0
        else:
            below = self.lines[i + 1]
            if below.prose:
                f["prose after"] = 1.0
            elif below.width <= 28:
                f["short after"] = 1.0
            if below.cue:
                f[f"before {below.cue}"] = 1.0
            if below.opens:
                f["before opening"] = 1.0
        run = self.runs[i]
        if run >= 3:
            f["run>=20" if run >= 20 else "run>=7" if run >= 7 else "run>=3"] = 1.0
        if (times := self.counts[line.text]) > 1 and not (times > 2 and line.text.endswith(QUESTION_ENDS)):
            f["repeated, long" if line.width > 70 else "repeated"] = 1.0
        since = self.opened[i]
        if since <= 8:
            f["after opening" if since == 0 else "soon after opening" if since <= 3 else "below opening"] = 1.0

    def note_headline(self, f: Features, i: int) -> None:
        if self.headline is None:
            return
        line, away = self.lines[i], i - self.headline
        if away == 0:
            f["headline"] = 1.0
            return
        if away < 0:
            f["above headline"] = 1.0
        else:
            f["after headline" if away <= 2 else "soon after headline" if away <= 8 else "below headline"] = 1.0
            if away <= 12 and self.prose_above[i] == self.prose_above[self.headline + 1]:
                f["first below headline, prose" if line.prose else "first below headline"] = 1.0
        if shared := len(self.headline_words & line.content):
            f["headline words"] = min(1.0, shared / 3)

    def note_prose(self, f: Features, i: int) -> None:
        above, prose, n = self.prose_above, self.lines[i].prose, len(self.lines)
        f["prose around"] = (above[min(n, i + 6)] - above[max(0, i - 5)] - prose) / 10
        f["prose close"] = (above[min(n, i + 3)] - above[max(0, i - 2)] - prose) / 4
        total = above[-1]
        if not above[i]:
            f["no prose above"] = 1.0
        if total == above[i + 1]:
            f["no prose below"] = 1.0
        if total:
            f["prose above"] = above[i] / total

    def note_main(self, f: Features, i: int) -> None:
        """How the line stands to the main block, and how many of its words it shares with it."""
        line, main = self.lines[i], self.main
        if main is not None:
            if i < main.first:
                f["above main"] = 1.0
                if i < main.first - 3:
                    f["far above main"] = 1.0
            elif i > main.last:
                f["below main"] = 1.0
                if i > main.last + 3:
                    f["far below main"] = 1.0
            else:
                f["in main"] = 1.0
        block = self.block_of.get(i)
        if block is not None:
            f["block share"] = block.mass / self.mass
        if len(line.content) < 2:
            return
        own = 1 if main is not None and line.prose and block is main else 0
        words = main.words if main is not None else Counter()
        uses = [words[word] for word in line.content if word in words]
        known = sum([use > own for use in uses]) / len(line.content)
        suffix = ", long" if line.prose else ""
        f["shared words" + suffix] = known
        f["often used" + suffix] = sum([use > own + 2 for use in uses]) / len(line.content)
        if not known:
            f["nothing shared" + suffix] = 1.0


def _count_since_opening(lines: Sequence[Line]) -> list[int]:
    """Of each line, how many lines stand between it and the last date or byline above (99: none)."""
    found, ago = [], 99
    for line in lines:
        found.append(ago)
        ago = 0 if line.opens else ago + 1
    return found


def _measure_runs(lines: Sequence[Line]) -> list[int]:
    """Of each line, the length of the run of short lines without a sentence's end that it stands in: a menu's mark."""
    runs = [0] * len(lines)
    start = 0
    for i in range(len(lines) + 1):
        if i == len(lines) or lines[i].ended or lines[i].width > 60:
            runs[start:i] = [i - start] * (i - start)
            start = i + 1
    return runs


def _find_blocks(lines: Sequence[Line]) -> list[_Block]:
    blocks: list[_Block] = []
    for i, line in enumerate(lines):
        if not line.prose:
            continue
        if blocks and i - blocks[-1].last <= 3:
            blocks[-1].last = i
            blocks[-1].rows.append(i)
        else:
            blocks.append(_Block(first=i, last=i, rows=[i]))
        blocks[-1].mass += min(line.width, 800.0) * (1.0 if line.ended else 0.6)
        blocks[-1].words.update(line.content)
    return blocks


def _choose_main(
    blocks: Sequence[_Block], lines: Sequence[Line], headline: int | None, opened: Sequence[int]
) -> _Block | None:
    """The block most likely to be the article: much text about one thing, under the headline, soon after a date."""
    under = next((block for block in blocks if headline is not None and block.last > headline), None)
    best: _Block | None = None
    best_score = -1.0
    for block in blocks:
        score = block.mass * (0.15 + _measure_coherence(block, lines))
        if block is under:
            score *= 1.6
        elif headline is not None and block.last < headline:
            score *= 0.6
        if opened[block.first] <= 5:
            score *= 1.6
        if score > best_score:
            best, best_score = block, score
    return best


def _measure_coherence(block: _Block, lines: Sequence[Line]) -> float:
    """The share of the words of a block's lines that its other lines use too: teasers speak each of something else."""
    shared = total = 0
    for i in block.rows:
        content = lines[i].content
        total += len(content)
        shared += sum(block.words[word] > 1 for word in content)
    return shared / total if total else 0.0
