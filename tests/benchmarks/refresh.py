"""`python -m tests.benchmarks.refresh [COUNT]`: a run's commands over many articles: time and memory.

First all are fetched, then fetched again unchanged, then one more; then `build`, `retag` and `reclean`.

Each command runs in a process of its own, over a site of COUNT short pages (10,000) and over one of a tenth: what
memory grows by between the two is what an article costs. Gates nothing.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path

COUNT = 10_000
PEOPLE = ("Ada Vale", "Bo Lindqvist", "Cy Marlow", "Di Santos", "Ed Okoro", "Fay Tanaka")
PLACES = ("Northport", "Eastmoor", "Highcliff", "Longford", "Saltmarsh")
VERBS = "visited opened closed praised counted delayed repaired bought sold measured".split()
THINGS = "harbour ferry bridge council school market railway library station lighthouse reservoir dam".split()
CONFIG = """\
site: {title: "Bench", base_url: "https://bench.example/"}
sources: [{name: Inbox, path: content/inbox, text: full}]
topics:
  - {id: crossings, label: Crossings, terms: [ferry, bridge]}
  - {id: learning, label: Learning, terms: [school, library]}
"""


STEPS = ("fetch", "unchanged", "one more", "build", "retag", "reclean")


def write_site(root: Path, count: int) -> None:
    """A site with `count` pages in its inbox, spread over a year; the same on every call."""
    chance = random.Random(5)
    inbox = root / "content" / "inbox"
    inbox.mkdir(parents=True)
    (root / "config.yaml").write_text(CONFIG, encoding="utf-8")

    def sentence() -> str:
        who, where, what, other = (chance.choice(words) for words in (PEOPLE, PLACES, THINGS, THINGS))
        return f"{who} of {where} {chance.choice(VERBS)} the {what} and, on day {chance.randrange(99)}, the {other}."

    for number in range(count):
        title = f"A {chance.choice(THINGS)} in {chance.choice(PLACES)}, report {number}"
        body = "".join(f"<p>{sentence()} {sentence()}</p>" for _ in range(3))
        quote = f"<p>“We {chance.choice(VERBS)} it all in a day,” said {chance.choice(PEOPLE)}.</p>"
        page = f"<html lang=en><head><title>{title}</title></head><body><article>{body}{quote}</article></body></html>"
        (inbox / f"page-{number:06}.html").write_text(page, encoding="utf-8")
        day = f"2025-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        (inbox / f"page-{number:06}.yaml").write_text(
            f"source: Bench Post\nurl: https://post.example/{number}\nretrieved: {day}T08:00:00Z\n", encoding="utf-8"
        )


def add_page(root: Path) -> None:
    """One page more in the inbox, of a new article."""
    inbox = root / "content" / "inbox"
    body = "<p>Gil Amaro of Saltmarsh opened the lighthouse again after nine years of repair.</p>" * 2
    page = f"<html lang=en><head><title>Lighthouse opens</title></head><body><article>{body}</article></body></html>"
    (inbox / "page-more.html").write_text(page, encoding="utf-8")
    sidecar = "source: Bench Post\nurl: https://post.example/more\nretrieved: 2025-12-28T18:00:00Z\n"
    (inbox / "page-more.yaml").write_text(sidecar, encoding="utf-8")


def measure(root: Path, step: str) -> tuple[float, float, float]:
    """Seconds of wall time, of processor time and megabytes at the peak of a step, its workers apart."""
    if step == "one more":
        add_page(root)
    command = "fetch" if step in {"unchanged", "one more"} else step
    started = time.perf_counter()
    child = os.spawnve(
        os.P_NOWAIT,
        sys.executable,
        [sys.executable, "-m", "digest", "--config", str(root / "config.yaml"), command],
        dict(os.environ),
    )
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"digest {command} failed")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    peaks: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in (count // 10, count):
            root = Path(folder, str(size))
            write_site(root, size)
            for step in STEPS:
                seconds, busy, peak = measure(root, step)
                grown = peak - peaks.get(step, peak)
                peaks[step] = peak
                line = f"{size:7} articles  {step:9} {seconds:8.1f} s  {busy:8.1f} s of processor  {peak:6.0f} MB"
                if grown:
                    line += f", {1024 * grown / (size - count // 10):.1f} kB an article"
                sys.stdout.write(line + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
