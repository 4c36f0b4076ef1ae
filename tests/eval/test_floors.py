"""Quality floors, pinned just below what is reached: they go up, never down.

The benchmarks are no part of the product. Where they are missing, these tests are skipped, with the reason.
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

EXTRACTION: dict[tuple[str, str], float] = {
    ("plaintext", "f1"): 0.87,
}
BODY: dict[tuple[str, str], float] = {}


@cache
def extraction_scores(name: str) -> dict[str, Any]:
    command = [sys.executable, str(BENCH / "extraction" / "score_extraction.py"), name, "--json", "--digest", DIGEST]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)["results"][0]["figures"]
    return figures


@pytest.mark.parametrize(("name", "figure"), EXTRACTION)
def test_extraction_floor(name: str, figure: str) -> None:
    assert extraction_scores(name)[figure] >= EXTRACTION[name, figure]
