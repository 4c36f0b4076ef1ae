"""`python -m tests.benchmarks.extract [PATH…]`: what the extraction of a page costs, as ratios taken in one run.

Machines differ and are shared, so that seconds say little. Each page is measured in turns: the whole stage (decode,
parse, metadata, body, Markdown), one lxml parse of the same page with the stage's own parser, and trafilatura's plain
`extract` where that is installed (`pip install --group bench`). The best of some rounds counts. The parse is repeated
until it lasts about as long as the stage: a short moment finds the processor free more often than a long one. All three
let go of their trees inside the measured time. Memory is the peak of what a process of its own has in memory (VmHWM,
where the system tells it), over what that had before the page. Gates nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import statistics
import subprocess
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from lxml.html import document_fromstring

from digest.errors import ExtractError
from digest.extract import article
from digest.extract.tree import make_parser
from digest.models import Document, Knowledge, Known

ROOT = Path(__file__).parents[2]
SETS = ROOT.parent / "shared" / "bench" / "extraction" / "data"
NAMES = ("aeb", "fundus", "mozilla", "wcxb")
PARTS = {
    "read_bytes": "decode",
    "parse_page": "parse",
    "read_metadata": "metadata",
    "extract_page": "body",
    "write_markdown": "Markdown",
}
ROUNDS = 4
PARSES = 10
EVERY = 5
SEEN = datetime(2026, 1, 1, tzinfo=UTC)
Page = tuple[bytes, str | None]


def load_pages(paths: Sequence[str], every: int) -> tuple[str, list[Page]]:
    """What is measured on, and the pages with their addresses: the files given, the benchmarks' sets, or the demo."""
    if not paths and SETS.is_dir():
        sets = [SETS / f"{name}.tar.gz" for name in NAMES]
        pages = [page for archive in sets for page in _read_set(archive)]
        return f"every {every}th page of {', '.join(item.name.removesuffix('.tar.gz') for item in sets)}", pages[
            ::every
        ]
    roots = [Path(path) for path in paths] or [ROOT / "content" / "inbox"]
    files = [file for root in roots for file in (sorted(root.rglob("*.html")) if root.is_dir() else [root])]
    return ", ".join(map(str, roots)), [(file.read_bytes(), None) for file in files]


def _read_set(path: Path) -> Iterator[Page]:
    with tarfile.open(path) as archive:
        members = {member.name: stream.read() for member in archive if (stream := archive.extractfile(member))}
    rows = members.get("pages.jsonl", b"")
    for row in map(json.loads, rows.splitlines()):
        body = members.get(row["file"]) or members.get(f"pages/{row['file']}")
        if body and row["file"].endswith(".html"):
            yield body, row.get("url")


def make_document(page: Page) -> Document:
    """A page as what the stage takes."""
    body, url = page
    digest = hashlib.sha256(body).hexdigest()
    return Document(key=digest, kind="html", body=body, digest=digest, known=Known(url=url), seen_at=SEEN)


def extract(document: Document) -> None:
    """The stage on one page; a page without an article takes its time too."""
    with suppress(ExtractError):
        article.extract_article(document, Knowledge())


def clock(function: Callable[[], object]) -> float:
    """Seconds of one call."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


@contextmanager
def watch_parts(seconds: Counter[str]) -> Iterator[None]:
    """Adds up what each part of the stage takes."""
    originals: dict[str, Callable[..., Any]] = {name: getattr(article, name) for name in PARTS}

    def watch(name: str) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            try:
                return originals[name](*args, **kwargs)
            finally:
                seconds[PARTS[name]] += time.perf_counter() - started

        return watched

    for name in PARTS:
        setattr(article, name, watch(name))
    try:
        yield
    finally:
        for name, original in originals.items():
            setattr(article, name, original)


def find_trafilatura() -> Callable[[bytes], object] | None:
    """trafilatura's plain `extract`, where it is installed."""
    try:
        import trafilatura
    except ImportError:
        return None
    extract_plain: Callable[[bytes], object] = trafilatura.extract
    return extract_plain


def say(label: str, ratios: Sequence[float], unit: str) -> None:
    """A line: the ratio at the median and at the 95th percentile."""
    ordered = sorted(ratios)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    sys.stdout.write(f"{label:24} {statistics.median(ordered):6.2f} {unit} at the median, {p95:6.2f} at p95\n")


def report(paths: Sequence[str] = (), every: int = EVERY) -> None:
    """Measure and print."""
    what, pages = load_pages(paths, every)
    if not pages:
        raise SystemExit(f"no page to measure on in {what}: give folders or files of HTML")
    sys.stdout.write(f"extraction of {len(pages)} pages ({what}), the best of {ROUNDS} rounds\n")
    other = find_trafilatura()
    parser = make_parser()
    stage, parse, rival = ([float("inf")] * len(pages) for _ in range(3))
    documents = [make_document(page) for page in pages]
    for document in documents[:5]:
        extract(document)  # what is loaded late is loaded now

    def parse_often(body: bytes) -> None:
        for _ in range(PARSES):
            document_fromstring(body, parser=parser)

    for _ in range(ROUNDS):
        for number, document in enumerate(documents):
            body = document.body
            stage[number] = min(stage[number], clock(partial(extract, document)))
            parse[number] = min(parse[number], clock(partial(parse_often, body)) / PARSES)
            if other:
                rival[number] = min(rival[number], clock(partial(other, body)))
    say("the stage", [one / two for one, two in zip(stage, parse, strict=True)], "lxml parses")
    if other:
        say("the stage", [one / two for one, two in zip(stage, rival, strict=True)], "of trafilatura's extract")
        say("trafilatura", [one / two for one, two in zip(rival, parse, strict=True)], "lxml parses")
    else:
        sys.stdout.write("trafilatura is not installed (pip install --group bench): not compared\n")
    sys.stdout.write(f"{'':24} {len(pages) / sum(stage):6.0f} pages a second\n")
    _report_parts(documents)
    by_size = sorted(pages, key=lambda page: len(page[0]))
    for label, page in (("median", by_size[len(by_size) // 2]), ("largest", by_size[-1])):
        size = len(page[0]) / 1e6
        sys.stdout.write(f"peak memory of the {label} page ({size:.2f} MB): {_measure_memory(page)}\n")


def _report_parts(documents: Sequence[Document]) -> None:
    seconds: Counter[str] = Counter()
    with watch_parts(seconds):
        whole = sum(clock(partial(extract, document)) for document in documents)
    shares = ", ".join(f"{part} {seconds[part] / whole:.0%}" for part in PARTS.values())
    sys.stdout.write(f"shares: {shares}, the rest {1 - sum(seconds.values()) / whole:.0%}\n")


def _measure_memory(page: Page) -> str:
    """By how many megabytes a process of its own grew at its peak."""
    command = [sys.executable, "-m", "tests.benchmarks.extract", "--memory", page[1] or ""]
    done = subprocess.run(command, input=page[0], capture_output=True, check=True, cwd=ROOT)
    return done.stdout.decode()


def _print_memory(url: str | None) -> None:
    small = b"<html><body><h1>Tide</h1>" + b"<p>The tide came in, and the boats rose with it.</p>" * 20
    extract(make_document((small, None)))
    document = make_document((sys.stdin.buffer.read(), url))
    status, references = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not (status.exists() and references.exists()):
        sys.stdout.write("not known on this system")
        return
    references.write_text("5", encoding="ascii")  # the peak so far is forgotten: proc(5)
    before = _read_peak(status)
    extract(document)
    sys.stdout.write(f"{_read_peak(status) - before:.1f} MB (VmHWM)")


def _read_peak(status: Path) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
    return int(found.group(1)) / 1024 if found else 0.0


def main() -> None:
    """Read the command line."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("paths", nargs="*", help="files or folders of HTML")
    arguments.add_argument("--every", type=int, default=EVERY, help="of the benchmarks' pages take each Nth")
    arguments.add_argument("--memory", metavar="URL", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.memory is not None:
        _print_memory(given.memory or None)
    else:
        report(given.paths, given.every)


if __name__ == "__main__":
    main()
