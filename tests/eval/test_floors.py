"""Quality floors, pinned just below what is reached: they go up, never down.

The benchmarks are no part of the product. Where they are missing, these tests are skipped, with the reason. One
configuration for all sets, through the command line, as the benchmarks themselves do it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[3] / "shared" / "bench"
DIGEST = f"{sys.executable} -m digest"

pytestmark = pytest.mark.skipif(not BENCH.is_dir(), reason="the benchmarks are not on this machine")

# (set, figure): floor. F1, shares and similarities lie in 0-1 here.
EXTRACTION: dict[tuple[str, str], float] = {
    ("aeb", "f1"): 0.975,
    ("wcxb", "f1"): 0.952,
    ("wcxb", "title"): 0.895,
    ("wcxb", "byline"): 0.85,
    ("wcxb", "published"): 0.85,
    ("fundus", "f1"): 0.957,
    ("fundus", "title"): 0.88,
    ("fundus", "byline"): 0.92,
    ("fundus", "published"): 0.99,
    ("mozilla", "f1"): 0.959,
    ("mozilla", "similarity"): 0.964,
    ("mozilla", "title"): 0.805,
    ("mozilla", "byline"): 0.77,
    ("dates", "published"): 0.898,
    ("dates", "published_precision"): 0.927,
    ("plaintext", "f1"): 0.940,
}
# (task, set, figure): floor, in per cent or as the benchmark gives it.
ENRICHMENT: dict[tuple[str, str, str], float] = {
    ("actors", "news-fair", "actor_f1_countries"): 0.86,
    ("actors", "aida-dev", "actor_f1_countries"): 0.905,
    ("actors", "aida-dev", "mention_f1"): 0.863,
    ("actors", "aida-dev", "coalescing_b3"): 0.97,
    ("quotes", "polnear-dev", "e2e_f1_5w"): 0.915,
    ("quotes", "polnear-dev", "e2e_f1_all"): 0.885,
    ("quotes", "polnear-dev", "e2e_p_5w"): 0.925,
    ("topics", "bbc", "accuracy"): 0.96,
    ("topics", "ag", "accuracy"): 0.80,
}


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
