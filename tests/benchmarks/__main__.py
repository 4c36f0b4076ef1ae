"""`make bench`: how long the stages take, as ratios in one run, since machines differ and are shared.

The measure is one lxml parse of the same pages, and plain readability-lxml on them. Real pages are used where the
benchmarks are at hand (their folder beside the checkout), else the demo's inbox. Gates nothing.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import sys
import tarfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from lxml import html
from readability import Document as Readability

from digest.extract.article import extract_article
from digest.extract.decode import decode_bytes
from digest.marks import plain_text
from digest.models import Article, Document, Knowledge, Known
from digest.pipeline.tag import TagRules, ToTag, annotate_article
from tests.benchmarks.extract import report as report_extraction

ROOT = Path(__file__).parents[2]
PAGES = ROOT.parent / "shared" / "bench" / "extraction" / "data" / "aeb.tar.gz"
ROUNDS = 3
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def load_pages() -> tuple[str, list[tuple[bytes, str | None]]]:
    """What is measured on, and each page with its URL."""
    if not PAGES.is_file():
        inbox = ROOT / "content" / "inbox"
        return "the demo's pages", [(path.read_bytes(), None) for path in sorted(inbox.glob("*.html"))]
    with tarfile.open(PAGES) as archive:
        members = {member.name: stream.read() for member in archive if (stream := archive.extractfile(member))}
    rows = [json.loads(line) for line in members["pages.jsonl"].splitlines()]
    return "real news pages", [(members[f"pages/{row['file']}"], row.get("url")) for row in rows]


def time_each(function: Callable[[int], object], count: int) -> list[float]:
    """The best of some rounds for each page, in seconds."""
    best = [float("inf")] * count
    for _ in range(ROUNDS):
        for number in range(count):
            started = time.perf_counter()
            function(number)
            best[number] = min(best[number], time.perf_counter() - started)
    return best


def say(label: str, seconds: Sequence[float], measure: Sequence[float], unit: str) -> None:
    """A line: milliseconds at the median, and the ratio to the measure, page by page."""
    ratios = [one / other for one, other in zip(seconds, measure, strict=True)]
    milliseconds = 1000 * statistics.median(seconds)
    line = f"{label:28} {milliseconds:8.2f} ms at the median, {statistics.median(ratios):6.2f} {unit}"
    sys.stdout.write(line + "\n")


def main() -> None:
    """Measure and print."""
    what, pages = load_pages()
    sys.stdout.write(f"{len(pages)} documents: {what}; the best of {ROUNDS} rounds\n")
    texts = [decode_bytes(body) for body, _ in pages]
    documents = [
        Document(
            key=str(number),
            kind="html",
            body=body,
            digest=hashlib.sha256(body).hexdigest(),
            known=Known(url=url),
            seen_at=SEEN,
        )
        for number, (body, url) in enumerate(pages)
    ]
    articles: list[Article] = [extract_article(document, Knowledge()) for document in documents]
    rules = TagRules()
    to_tag = [ToTag(article=one, text=plain_text(one.markdown), scores=()) for one in articles]
    annotate_article(to_tag[0], rules=rules, knowledge=Knowledge())
    parse = time_each(lambda number: html.document_fromstring(texts[number].encode("utf-8", "replace")), len(pages))
    readability = time_each(lambda number: Readability(texts[number]).summary(), len(pages))
    extract = time_each(lambda number: extract_article(documents[number], Knowledge()), len(pages))
    derive = time_each(lambda number: plain_text(articles[number].markdown), len(pages))
    enrich = time_each(lambda number: annotate_article(to_tag[number], rules=rules, knowledge=Knowledge()), len(pages))
    say("lxml parse", parse, parse, "parses")
    say("readability-lxml alone", readability, parse, "parses")
    say("extract (decode to Markdown)", extract, parse, "parses")
    say("extract", extract, readability, "of readability-lxml alone")
    say("text from Markdown", derive, parse, "parses")
    say("enrich", enrich, parse, "parses")
    sys.stdout.write("\n")
    report_extraction()


if __name__ == "__main__":
    main()
