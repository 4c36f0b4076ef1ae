"""A confidence is a share: of the values given with it, about so many are right. On the benchmarks' pages."""

from __future__ import annotations

import json
import sys
import tarfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from digest.extract.decode import decode_bytes
from digest.extract.metadata import read_metadata
from digest.extract.tree import parse_page
from digest.moments import write_moment

BENCH = Path(__file__).parents[3] / "shared" / "bench" / "extraction"

pytestmark = pytest.mark.skipif(not BENCH.is_dir(), reason="the benchmarks are not on this machine")

SETS = ("fundus", "wcxb", "mozilla", "dates")
FIELDS = ("title", "byline", "published")


@cache
def measure_confidence() -> dict[str, dict[float, list[bool]]]:
    """Field -> confidence -> whether each value given with it was right."""
    sys.path.insert(0, str(BENCH))
    try:
        from extraction_metrics import match_field
    finally:
        sys.path.remove(str(BENCH))
    found: dict[str, dict[float, list[bool]]] = {field: defaultdict(list) for field in FIELDS}
    for name in SETS:
        for gold, url, body in read_pages(BENCH / "data" / f"{name}.tar.gz"):
            said = read_metadata(parse_page(decode_bytes(body)), url=url)
            values = {"title": said.title, "byline": list(said.byline), "published": write_moment(said.published)}
            for origin in said.origins:
                if origin.field in FIELDS and gold.get(origin.field):
                    right = match_field(origin.field, gold[origin.field], values[origin.field])
                    found[origin.field][origin.confidence].append(bool(right))
    return found


def read_pages(archive: Path) -> list[tuple[dict[str, Any], str | None, bytes]]:
    """The gold, address and bytes of each page of a set."""
    with tarfile.open(archive) as files:
        blobs = {item.name: file.read() for item in files if item.isfile() and (file := files.extractfile(item))}
    listing = next(name for name in blobs if name.endswith("pages.jsonl"))
    folder = listing.removesuffix("pages.jsonl")
    rows = [json.loads(line) for line in blobs[listing].decode().splitlines()]
    return [
        (row["gold"], row.get("url"), blobs.get(folder + row["file"]) or blobs[f"{folder}pages/{row['file']}"])
        for row in rows
        if row.get("gold")
    ]


def share(values: list[bool]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize("field", FIELDS)
def test_a_confidence_is_about_the_share_that_is_right(field: str) -> None:
    for confidence, values in measure_confidence()[field].items():
        if len(values) >= 30:
            assert abs(share(values) - confidence) < 0.08, (confidence, len(values))


@pytest.mark.parametrize("field", FIELDS)
def test_high_confidence_is_right_more_often_than_low(field: str) -> None:
    found = measure_confidence()[field]
    high = [right for confidence, values in found.items() if confidence >= 0.92 for right in values]
    low = [right for confidence, values in found.items() if confidence < 0.92 for right in values]
    assert share(high) > share(low) + 0.05
    assert len(high) > len(low) / 2
