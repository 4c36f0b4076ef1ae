"""Fits the weights of `digest.extract.linemodel`, and writes them to `digest/extract/lineweights.py`.

    python -m tests.eval.fit_line_weights            # the scores only: held out, then fitted on every page
    python -m tests.eval.fit_line_weights --write    # and the weights fitted on every page written

The pages are the benchmark's, beside the checkout; without them there is nothing to do. Web pages are turned to plain
text, a block a line; a line belongs to the article where most of its words are those of the gold text, in order. No
text of a page is kept: the weights are of shapes, places and our own word lists (`linefeatures`, `pagefeatures`).

The method is softmax-margin training of the linear chain (Gimpel and Smith, "Softmax-Margin CRFs: Training Log-Linear
Models with Cost Functions", NAACL 2010): a wrong line costs by its words, so a lost paragraph weighs more than a label.
The same pages give the same weights: one thread, seeded draws, nothing taken from the clock.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from lxml import etree, html

from digest.errors import ExtractError
from digest.extract import linemodel, lineweights
from digest.extract.decode import decode_bytes
from digest.extract.linefeatures import Features, describe_lines
from digest.extract.linemodel import AFTER, BEFORE, GAP, INSIDE
from digest.extract.pagefeatures import extract_features, find_headline
from digest.extract.plaintext import clean_dump
from digest.text import normalise

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

BENCH = Path(__file__).parents[3] / "shared" / "bench" / "extraction"
WEIGHTS_FILE = Path(lineweights.__file__)
WEB_SETS = ("fundus", "wcxb", "mozilla")
DUMP_SET = "plaintext"
FOLDS = 4

STATES = ("before", "inside", "gap", "after")
STEPS = (
    (BEFORE, BEFORE),
    (BEFORE, INSIDE),
    (INSIDE, INSIDE),
    (INSIDE, GAP),
    (GAP, INSIDE),
    (GAP, GAP),
    (INSIDE, AFTER),
    (AFTER, AFTER),
)
BARRED = -1e4

SEED = 5
ROUNDS = 150
RATE = 0.15
PENALTY = 1e-3
MARGIN = 2.0
# A feature that few lines have, or that ends with hardly a weight, is left out.
LEAST_LINES = 25
LEAST_WEIGHT = 0.12

_LARGEST = 120_000
_MOST_LINES = 1_500
_LEAST_GOLD = 200
_LEAST_TOKENS = 6
_TOKEN = re.compile(r"\w+")
_SPACES = re.compile(r"\s+")
_BLOCKS = frozenset(
    """address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol optgroup option p pre section
    select summary table tbody textarea tfoot thead tr ul""".split()
)
_UNSEEN = frozenset(
    "audio canvas head iframe img input math noscript object script style svg template title video".split()
)


# --- pages -----------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A line of a page, normalised: whether it had a tab inside, how many words it has, and its true state."""

    text: str
    tab: bool
    size: int
    state: int


Chain = tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page of the benchmark as a dump, with its record there (for its gold) and its labelled lines, where it fits."""

    dump: str
    record: Any
    chain: Chain | None


def write_dump(page: str) -> str:
    """What a browser would copy from a web page: a line a block, without what the mark-up hides."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    body = root.find("body")
    parts: list[str] = []
    hidden: etree._Element | None = None
    for event, element in etree.iterwalk(root if body is None else body, events=("start", "end")):
        if event == "start" and hidden is None:
            if _is_hidden(element):
                hidden = element
                continue
            parts.append("\n" if element.tag in _BLOCKS else "\t " if element.tag in ("td", "th") else "")
            parts.append(_SPACES.sub(" ", element.text or ""))
        elif event == "end":
            if hidden is element:
                hidden = None
            elif hidden is None and element.tag in _BLOCKS:
                parts.append("\n")
            if hidden is None and element is not body:
                parts.append(_SPACES.sub(" ", element.tail or ""))
    return "\n".join(line.strip() for line in "".join(parts).split("\n") if line.strip())


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    hidden = element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
    return hidden or element.tag in _UNSEEN


def label_lines(dump: str, gold: str) -> Chain | None:
    """The lines of `dump` with their states, by the gold text; None for a page too long, or without its article."""
    if len(dump) > _LARGEST:
        return None
    rows = [(line, "\t" in raw.strip()) for raw in dump.split("\n") if (line := normalise(raw).replace("\n", " "))]
    tokens = [_TOKEN.findall(line) for line, _ in rows]
    sizes = [len(found) for found in tokens]
    matched = _match_lines(tokens, _TOKEN.findall(gold))
    inside = [hits > size / 2 for hits, size in zip(matched, sizes, strict=True)]
    # A short line whose few words stand somewhere in the gold by chance: no real line of the article is near.
    firm = [hit and size >= _LEAST_TOKENS for hit, size in zip(inside, sizes, strict=True)]
    inside = [hit and any(firm[max(0, i - 3) : i + 4]) for i, hit in enumerate(inside)]
    if not any(inside) or len(rows) > _MOST_LINES:
        return None
    first, last = inside.index(True), len(rows) - 1 - inside[::-1].index(True)
    states = [BEFORE if i < first else AFTER if i > last else INSIDE if inside[i] else GAP for i in range(len(rows))]
    return tuple(Row(*row, *rest) for row, rest in zip(rows, zip(sizes, states, strict=True), strict=True))


def _match_lines(tokens: Sequence[Sequence[str]], gold: Sequence[str]) -> list[int]:
    """Of each line, how many of its words are matched in order by those of the gold text."""
    owners = [i for i, found in enumerate(tokens) for _ in found]
    matcher = difflib.SequenceMatcher(None, [token for found in tokens for token in found], gold, autojunk=False)
    hits = [0] * len(tokens)
    for block in matcher.get_matching_blocks():
        for at in range(block.a, block.a + block.size):
            hits[owners[at]] += 1
    return hits


def load_samples(sets: Any, name: str) -> list[Sample]:
    """The pages of one set, as dumps. `sets` is the benchmark's own reader of its sets."""
    samples = []
    for page in sets.load_set(BENCH / "data", name).pages:
        gold = page.gold_text or ""
        if name != DUMP_SET and len(gold) < _LEAST_GOLD:
            continue
        text = decode_bytes(page.body)
        dump = text if name == DUMP_SET else write_dump(text)
        samples.append(Sample(dump=dump, record=page, chain=label_lines(dump, gold)))
    return samples


def cut_down(chain: Chain, draw: random.Random) -> Chain:
    """The page as somebody copies it who marks the article: little around it, at times scraps of the page's edges."""
    states = [row.state for row in chain]
    first, last = states.index(INSIDE), len(chain) - 1 - states[::-1].index(INSIDE)
    start = max(0, first - draw.choice((0, 1, 1, 2, 3, 5, 8)))
    end = min(len(chain), last + 1 + draw.choice((0, 0, 1, 2, 3, 6)))
    top = chain[: min(3, start)] if draw.random() < 0.5 else ()
    bottom = chain[-3:] if draw.random() < 0.5 and end < len(chain) - 3 else ()
    return top + chain[start:end] + bottom


# --- the fit ---------------------------------------------------------------------------------------------


def list_features(chain: Chain) -> list[Features]:
    """The features of each line of a page, as `clean_dump` sees them."""
    lines = describe_lines([row.text for row in chain], [row.tab for row in chain])
    places = extract_features(lines, find_headline(lines))
    return [line.features | place for line, place in zip(lines, places, strict=True)]


def choose_names(pages: Sequence[Sequence[Features]]) -> list[str]:
    """The features that enough lines have, in order."""
    counts = Counter(name for page in pages for features in page for name in features)
    return sorted(name for name, count in counts.items() if count >= LEAST_LINES)


@dataclass(slots=True)
class Batch:
    """All pages in one matrix, the longest first: at line t of each, the pages that reach it are the first `active[t]`.

    `x` holds a row a line, `cost` what each state would cost there, `share` the weight of the line's page. `rows[t]`
    are the places of the pages' lines t.
    """

    x: Array
    cost: Array
    truth: Array
    share: Array
    page_share: Array
    lengths: Array
    steps_seen: Array
    active: list[int] = field(default_factory=list)
    rows: list[Array] = field(default_factory=list)


def build_batch(chains: Sequence[Chain], names: Sequence[str]) -> Batch:
    """The matrices of these pages. A page counts by the root of its length, a wrong line by its share of the words."""
    import numpy as np

    ordered = sorted(chains, key=lambda chain: -len(chain))
    place = {name: i for i, name in enumerate(names)}
    lengths = np.array([len(chain) for chain in ordered])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    x = np.zeros((starts[-1], len(names)), np.float32)
    cost = np.zeros((starts[-1], len(STATES)))
    seen = np.zeros((len(STATES), len(STATES)))
    for start, chain in zip(starts, ordered, strict=False):
        for i, features in enumerate(list_features(chain), start=start):
            for name, value in features.items():
                if name in place:
                    x[i, place[name]] = value
        words = sum(row.size for row in chain if row.state == INSIDE) or 1
        for i, row in enumerate(chain, start=start):
            wrong = [(state == INSIDE) != (row.state == INSIDE) for state in range(len(STATES))]
            cost[i, wrong] = MARGIN * min(20 * row.size / words, 3.0)
        for above, below in pairwise(chain):
            seen[above.state, below.state] += len(chain) ** -0.5
    page_share = lengths**-0.5
    active = [int((lengths > t).sum()) for t in range(lengths[0])]
    return Batch(
        x=x,
        cost=cost,
        truth=np.array([row.state for chain in ordered for row in chain]),
        share=np.repeat(page_share, lengths),
        page_share=page_share,
        lengths=lengths,
        steps_seen=seen,
        active=active,
        rows=[starts[:count] + t for t, count in enumerate(active)],
    )


def measure_gradient(batch: Batch, weights: Array, steps: Array) -> tuple[Array, Array]:
    """The gradient of the loss by the weights and by the steps, a page's mean: forward-backward over all pages."""
    import numpy as np

    opening, closing = np.full(len(STATES), BARRED), np.full(len(STATES), BARRED)
    opening[[BEFORE, INSIDE]] = closing[[INSIDE, AFTER]] = 0.0
    energy = batch.x @ weights.astype(np.float32) + batch.cost
    forward = [opening + energy[batch.rows[0]]]
    for count, rows in zip(batch.active[1:], batch.rows[1:], strict=True):
        forward.append(_add_logs(forward[-1][:count, :, None] + steps, 1) + energy[rows])
    total = np.zeros(len(batch.lengths))
    for page, length in enumerate(batch.lengths):
        total[page] = _add_logs(forward[length - 1][page] + closing, 0)
    belief, expected = np.zeros_like(energy), np.zeros_like(steps)
    backward = np.zeros((0, len(STATES)))
    for t in range(len(batch.rows) - 1, -1, -1):
        count, going_on = batch.active[t], len(backward)
        here = np.tile(closing, (count, 1))
        if going_on:
            onward = steps + (energy[batch.rows[t + 1]] + backward)[:, None, :]
            here[:going_on] = _add_logs(onward, 2)
            pairs = np.exp(forward[t][:going_on, :, None] + onward - total[:going_on, None, None])
            expected += np.tensordot(batch.page_share[:going_on], pairs, 1)
        belief[batch.rows[t]] = np.exp(forward[t] + here - total[:count, None])
        backward = here
    belief[np.arange(len(belief)), batch.truth] -= 1.0
    pages = len(batch.lengths)
    by_weight = batch.x.T @ (belief * batch.share[:, None]).astype(np.float32)
    return by_weight / pages, (expected - batch.steps_seen) / pages


def _add_logs(logs: Array, axis: int) -> Any:
    import numpy as np

    highest = logs.max(axis=axis, keepdims=True)
    return (highest + np.log(np.exp(logs - highest).sum(axis=axis, keepdims=True))).squeeze(axis)


class Mover:
    """Moves an array down its gradient, in place: Adam (Kingma and Ba, ICLR 2015), slower in the last two fifths."""

    def __init__(self, values: Array) -> None:
        self.values, self.turn = values, 0
        self.mean, self.square = 0.0 * values, 0.0 * values

    def __call__(self, gradient: Array) -> None:
        self.turn += 1
        self.mean = 0.9 * self.mean + 0.1 * gradient
        self.square = 0.98 * self.square + 0.02 * gradient**2
        rate = RATE * (1.0 if self.turn < 0.6 * ROUNDS else 0.3)
        deviation = (self.square / (1 - 0.98**self.turn)) ** 0.5 + 1e-6
        self.values -= rate * self.mean / (1 - 0.9**self.turn) / deviation


def _round(value: float) -> float:
    """In tenths, without a minus before 0."""
    return round(float(value), 1) + 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What `lineweights` holds: a row a feature, and the steps."""

    weights: Mapping[str, tuple[float, float, float]]
    steps: Mapping[str, float]


def fit_weights(chains: Sequence[Chain], names: Sequence[str], draw: random.Random) -> Fitted:
    """The weights of these pages and of cut-down forms of them, in tenths."""
    import numpy as np

    batch = build_batch([*chains, *(cut_down(chain, draw) for chain in chains)], names)
    allowed = np.zeros((len(STATES), len(STATES)))
    allowed[tuple(zip(*STEPS, strict=True))] = 1.0
    weights, steps = np.zeros((len(names), len(STATES))), np.where(allowed == 1.0, 0.0, BARRED)
    move_weights, move_steps = Mover(weights), Mover(steps)
    for _ in range(ROUNDS):
        by_weight, by_step = measure_gradient(batch, weights, steps)
        # Before the article is the measure: its weights stay 0.
        move_weights((by_weight + PENALTY * weights) * (0.0, 1.0, 1.0, 1.0))
        move_steps(by_step * allowed)
    return Fitted(
        weights={
            name: (_round(row[INSIDE]), _round(row[GAP]), _round(row[AFTER]))
            for name, row in zip(names, weights, strict=True)
            if np.abs(row).max() >= LEAST_WEIGHT
        },
        steps={f"{STATES[a]}-{STATES[b]}": _round(steps[a, b]) for a, b in STEPS},
    )


# --- the scores ------------------------------------------------------------------------------------------


def score_samples(metrics: Any, samples: Sequence[Sample], fitted: Fitted) -> list[Any]:
    """The benchmark's row of each page, cleaned whole by `clean_dump` with these weights."""
    rows = []
    with mock.patch.multiple(linemodel, WEIGHTS=fitted.weights, STEPS=fitted.steps):
        for sample in samples:
            try:
                text = "\n".join(clean_dump(sample.dump).paragraphs)
            except ExtractError:
                text = ""
            rows.append(metrics.score_page(sample.record, {"text": text}))
    return rows


def print_scores(metrics: Any, label: str, rows: Sequence[Any]) -> None:
    """One line: F1, precision, recall, and the mean of the pages' own F1."""
    found = metrics.summarise(rows)
    figures = " ".join(f"{key} {found[key]:.4f}" for key in ("f1", "precision", "recall", "page_f1"))
    print(f"{label:<44} {figures} ({len(rows)} pages)", flush=True)


def pick_chains(samples: Sequence[Sample]) -> list[Chain]:
    """The labelled pages among the samples."""
    return [sample.chain for sample in samples if sample.chain is not None]


def score_held_out(metrics: Any, web: Sequence[Sample], dumps: Sequence[Sample], names: Sequence[str]) -> None:
    """Prints what the method reaches on pages that it was not fitted on."""
    others = fit_weights(pick_chains(web), names, random.Random(SEED))
    print_scores(metrics, f"{DUMP_SET}, fitted on the other sets only", score_samples(metrics, dumps, others))
    together: list[Any] = []
    for fold in range(FOLDS):
        fitted_on = [sample for i, sample in enumerate(dumps) if i % FOLDS != fold]
        fitted = fit_weights(pick_chains([*web, *fitted_on, *fitted_on]), names, random.Random(SEED))
        rows = score_samples(metrics, dumps[fold::FOLDS], fitted)
        print_scores(metrics, f"{DUMP_SET}, held out, fold {fold + 1} of {FOLDS}", rows)
        together += rows
    print_scores(metrics, f"{DUMP_SET}, held out, all folds", together)


# --- the file --------------------------------------------------------------------------------------------


def render_weights(fitted: Fitted, pages: int) -> str:
    """The text of `lineweights.py`."""
    steps = "".join(f'    "{name}": {value},\n' for name, value in fitted.steps.items())
    weights = "".join(f'    "{name}": {row},\n' for name, row in fitted.weights.items())
    return HEADER.format(pages=pages) + steps + MIDDLE + weights + "}\n"


HEADER = '''"""The weights of `linemodel`, fitted by softmax-margin training (Gimpel and Smith, NAACL 2010), in tenths.

Fitted by `tests/eval/fit_line_weights.py` on {pages} public pages of news and writing in many languages, turned to
plain text, and on cut-down forms of them with little around the article. They are pages of the benchmark, those of its
`plaintext` too: what is reached on pages held out, the fitter prints. The features are shapes, places and the words of
our own lists (`lexicon`); no text of a page is in here. To change a feature is to fit again; there is nothing to tune
here by hand.
"""

from __future__ import annotations

# From one state to the next, in `linemodel`'s names.
STEPS: dict[str, float] = {{
'''
MIDDLE = """}

# feature: (inside the article, in a gap of it, after it); before it is the measure, 0.
WEIGHTS: dict[str, tuple[float, float, float]] = {
"""


def import_benchmark() -> tuple[Any, Any]:
    """The benchmark's readers of sets and its measures. Exits where the benchmark is not on this machine."""
    missing = [name for name in (*WEB_SETS, DUMP_SET) if not (BENCH / "data" / f"{name}.tar.gz").is_file()]
    if missing:
        sys.exit(f"no pages to fit on: {', '.join(missing)} not found in {BENCH / 'data'}")
    sys.path.insert(0, str(BENCH))
    return importlib.import_module("extraction_sets"), importlib.import_module("extraction_metrics")


def main(argv: Sequence[str] | None = None) -> None:
    """Prints the scores; with --write also writes the weights."""
    parser = argparse.ArgumentParser(description="Fit the weights of the line model on the benchmark's pages.")
    parser.add_argument("--write", action="store_true", help=f"write the weights to {WEIGHTS_FILE.name}")
    parser.add_argument("--no-folds", action="store_true", help="leave out the held-out scores, which take longest")
    options = parser.parse_args(argv)
    started = time.monotonic()
    sets, metrics = import_benchmark()
    web = [sample for name in WEB_SETS for sample in load_samples(sets, name)]
    dumps = load_samples(sets, DUMP_SET)
    chains = pick_chains([*web, *dumps])
    names = choose_names([list_features(chain) for chain in chains])
    print(f"{len(chains)} pages, {sum(len(c) for c in chains)} lines, {len(names)} features", flush=True)
    today = Fitted(weights=lineweights.WEIGHTS, steps=lineweights.STEPS)
    print_scores(metrics, f"{DUMP_SET}, the weights of today", score_samples(metrics, dumps, today))
    if not options.no_folds:
        score_held_out(metrics, web, dumps, names)
    # The dumps count twice: they are real ones, the others are made from web pages.
    fitted = fit_weights([*chains, *pick_chains(dumps)], names, random.Random(SEED))
    print_scores(metrics, f"{DUMP_SET}, fitted on every page", score_samples(metrics, dumps, fitted))
    print_scores(metrics, "the web sets, fitted on every page", score_samples(metrics, web, fitted))
    if options.write:
        WEIGHTS_FILE.write_text(render_weights(fitted, len(chains)), encoding="utf-8")
        print(f"wrote {WEIGHTS_FILE.name}: {len(fitted.weights)} features")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    # One thread adds in one order.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    main()
