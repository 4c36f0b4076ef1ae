"""`python -m tests.benchmarks.network`: a run over the network against the same run over files, as a ratio.

60 feeds with 5 new entries each, pages of the weight that news pages have, from a server on the loopback that takes
its time to answer. Gates nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from digest.config import load_config
from digest.pipeline import fetch_site
from digest.pipeline.read import NoProgress
from tests.loopback import Loopback, Say, after
from tests.world import Outlet, make_outlets, write_config, write_page

FEEDS, ENTRIES = 60, 5
ANSWER_S = 0.1
NOW = datetime(2026, 11, 22, 5, 23, tzinfo=UTC)


def pad(page: str) -> str:
    """A page with as much around its article as a news page has: about 60 kB of menus and teasers."""
    teasers = "".join(
        f'<li class="teaser"><a href="/more/{number}"><img src="/i/{number}.jpg" alt=""><span>More on number {number}'
        f'</span></a><div class="meta"><time>10:{number % 60:02}</time></div></li>'
        for number in range(350)
    )
    return page.replace("<article>", f'<ul class="related">{teasers}</ul><article>')


def measure(root: Path, config: str) -> float:
    """Seconds of wall time of one `digest fetch` in a new site."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "config.yaml").write_text(config, encoding="utf-8")
    started = time.perf_counter()
    report = fetch_site(load_config(root / "config.yaml"), now=NOW, progress=NoProgress())
    seconds = time.perf_counter() - started
    stages = ", ".join(f"{stage} {value:.1f}" for stage, value in report.seconds.items())
    articles = sum(tally.new for tally in report.sources.values())
    sys.stdout.write(f"  {articles} new articles in {seconds:.1f} s: {stages}\n")
    return seconds


def write_inbox(root: Path, outlets: list[Outlet]) -> str:
    """The same pages as files with sidecars; the config that reads them."""
    inbox = root / "content" / "inbox"
    inbox.mkdir(parents=True)
    for outlet in outlets:
        for item in outlet.items:
            (inbox / f"{item.number}.html").write_text(pad(write_page(outlet, item)), encoding="utf-8")
            sidecar = f'url: "{outlet.host.url(item.path)}"\nsource: "Outlet {outlet.number}"\n'
            (inbox / f"{item.number}.yaml").write_text(sidecar, encoding="utf-8")
    return write_config([]).replace("sources:", "sources:\n  - {name: Inbox, path: content/inbox}")


def main() -> None:
    """Measure and print."""
    with Loopback() as world, tempfile.TemporaryDirectory() as name:
        outlets = make_outlets(world, FEEDS, ENTRIES)
        for outlet in outlets:
            outlet.format = "atom"
            outlet.publish()
            for item in outlet.items:
                page = Say(body=pad(write_page(outlet, item)).encode())
                outlet.host.script(item.path, Say(play=after(ANSWER_S, page)))
        sys.stdout.write(
            f"{FEEDS} feeds with {ENTRIES} new entries each, a page answers after {ANSWER_S * 1000:.0f} ms\n"
        )
        top = Path(name)
        alone = measure(top / "files", write_inbox(top / "files", outlets))
        over_network = measure(top / "network", write_config(outlets))
        sys.stdout.write(f"over the network {over_network / alone:.2f} of the same articles from files\n")


if __name__ == "__main__":
    main()
