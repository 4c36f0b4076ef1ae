"""Quality floors, pinned just below what is reached: they go up, never down.

The benchmarks are no part of the product. Where they are missing, these tests are skipped, with the reason. One
configuration for all sets, through the command line, as the benchmarks themselves do it.
"""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from digest.marks import escape_markdown
from digest.models import StoredArticle, StoryRecord
from tests.benchmarks.stories import make_article, settle

BENCH = Path(__file__).parents[3] / "shared" / "bench"
DIGEST = f"{sys.executable} -m digest"

pytestmark = pytest.mark.skipif(not BENCH.is_dir(), reason="the benchmarks are not on this machine")

# (set, figure): floor. F1, shares and similarities lie in 0-1 here.
EXTRACTION: dict[tuple[str, str], float] = {
    ("aeb", "f1"): 0.976,
    ("wcxb", "f1"): 0.953,
    ("wcxb", "title"): 0.899,
    ("wcxb", "byline"): 0.865,
    ("wcxb", "published"): 0.855,
    ("fundus", "f1"): 0.958,
    ("fundus", "title"): 0.885,
    ("fundus", "byline"): 0.925,
    ("fundus", "published"): 0.999,
    ("mozilla", "f1"): 0.962,
    ("mozilla", "similarity"): 0.969,
    ("mozilla", "title"): 0.81,
    ("mozilla", "byline"): 0.775,
    ("dates", "published"): 0.919,
    ("dates", "published_precision"): 0.949,
    ("plaintext", "f1"): 0.948,
}
# (task, set, figure): floor, in per cent or as the benchmark gives it.
ENRICHMENT: dict[tuple[str, str, str], float] = {
    ("actors", "news-fair", "actor_f1_countries"): 0.872,
    ("actors", "aida-dev", "actor_f1_countries"): 0.912,
    ("actors", "aida-dev", "mention_f1"): 0.864,
    ("actors", "aida-dev", "coalescing_b3"): 0.97,
    ("quotes", "polnear-dev", "e2e_f1_5w"): 0.922,
    ("quotes", "polnear-dev", "e2e_f1_all"): 0.892,
    ("quotes", "polnear-dev", "e2e_p_5w"): 0.933,
    ("topics", "bbc", "accuracy"): 0.96,
    ("topics", "ag", "accuracy"): 0.80,
}
# (task, set, figure): floor, in shares; one setting for all sets, undated, by their words alone.
STORIES: dict[tuple[str, str, str], float] = {
    ("stories", "basil", "b3_f1"): 0.985,
    ("stories", "basil", "pair_f1"): 0.975,
    ("stories", "uci-headlines", "b3_f1"): 0.852,
    ("stories", "uci-headlines", "pair_f1"): 0.841,
    ("neardup", "basil-copies", "pair_f1"): 0.998,
}
ORDERS = {"basil": 0.985, "uci-headlines": 0.975}
"""How alike at least (B-cubed) are the stories that two orders of arrival give, in ten batches."""


def run_bench(script: Path, *arguments: str) -> Any:
    command = [sys.executable, str(script), *arguments, "--json", "--digest", DIGEST]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout[-1000:]
    return json.loads(done.stdout)


@cache
def score_extraction(name: str) -> dict[str, float]:
    figures: dict[str, float] = run_bench(BENCH / "extraction" / "score_extraction.py", name)["results"][0]["figures"]
    return figures


@cache
def score_enrichment(task: str, name: str) -> dict[str, float]:
    scores: dict[str, float] = run_bench(BENCH / "score.py", task, "--set", name)[0]["scores"]
    return scores


@pytest.mark.parametrize(("name", "figure"), EXTRACTION)
def test_extraction(name: str, figure: str) -> None:
    assert score_extraction(name)[figure] >= EXTRACTION[name, figure]


@pytest.mark.parametrize("name", sorted({name for name, _ in EXTRACTION}))
def test_next_to_no_output_is_empty(name: str) -> None:
    assert score_extraction(name).get("near_empty", 0.0) < 0.01


@pytest.mark.parametrize(("task", "name", "figure"), ENRICHMENT)
def test_enrichment(task: str, name: str, figure: str) -> None:
    assert score_enrichment(task, name)[figure] >= ENRICHMENT[task, name, figure]


@pytest.mark.parametrize(("task", "name", "figure"), STORIES)
def test_stories(task: str, name: str, figure: str) -> None:
    assert score_enrichment(task, name)[figure] >= STORIES[task, name, figure]


def test_no_two_reports_of_one_event_are_taken_for_copies() -> None:
    assert score_enrichment("neardup", "basil-copies")["same_event_merged"] == 0


@pytest.mark.parametrize("name", ORDERS)
def test_the_order_of_arrival_matters_little(name: str) -> None:
    with gzip.open(BENCH / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [_make_article(number, json.loads(line)) for number, line in enumerate(lines)]
    results = [_settle_shuffled(articles, seed) for seed in range(4)]
    assert min(_b_cubed(one, other) for one, other in combinations(results, 2)) >= ORDERS[name]


def _make_article(number: int, row: dict[str, Any]) -> StoredArticle:
    seen = datetime(2026, 1, 1, tzinfo=UTC)
    article = make_article(number, row["title"], escape_markdown(row["text"]), seen, 0)
    return replace(article, article=replace(article.article, published=None))


def _settle_shuffled(articles: list[StoredArticle], seed: int, batches: int = 10) -> list[str]:
    """The stories of the articles, which came in so many batches."""
    order = random.Random(seed).sample(articles, len(articles))
    stored: list[StoredArticle] = []
    records: tuple[StoryRecord, ...] = ()
    size = -(-len(order) // batches)
    for start in range(0, len(order), size):
        stored, records = settle([*stored, *order[start : start + size]], records)
    story_of = {one.article.id: one.story_id for one in stored}
    return [story_of[one.article.id] for one in articles]


def _b_cubed(one: list[str], other: list[str]) -> float:
    """B-cubed F1 of two groupings."""
    both, left, right = Counter(zip(one, other, strict=True)), Counter(one), Counter(other)
    precision = sum(n * n / right[b] for (_, b), n in both.items()) / len(one)
    recall = sum(n * n / left[a] for (a, _), n in both.items()) / len(one)
    return 2 * precision * recall / (precision + recall)
