"""`make audit`: Lighthouse on the home page, a story, an actor and an article of the demo; 98 of 100 is the least.

Prints a row of scores a page, and what cost points. Exit status 1 below the least.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.audit.demo import ROOT, find_chromium, pick_longest, serve_demo

LEAST = 98
TRIES = 3
"""How often a page is measured at most: whatever else the machine does takes points, and nothing adds any."""
PAGES = {
    "home": "index.html",
    "story": "story/*/index.html",
    "actor": "actor/*/index.html",
    "article": "article/*/index.html",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> int:
    """Measures each page; 0 where all are good enough."""
    program = ROOT / "tests" / "audit" / "node_modules" / ".bin" / "lighthouse"
    if not program.exists() or not shutil.which("node"):
        print("Lighthouse is missing: make audit installs it with npm", file=sys.stderr)
        return 2
    good = True
    with tempfile.TemporaryDirectory() as folder, serve_demo(Path(folder)) as address:
        print(f"{'':10}{''.join(f'{name:>16}' for name in CATEGORIES)}")
        for name, pattern in PAGES.items():
            path = pick_longest(Path(folder) / "output", pattern)
            for _ in range(TRIES):
                scores, faults = measure(program, address + path)
                if min(scores.values()) >= LEAST:
                    break
            print(f"{name:10}{''.join(f'{scores[one]:16}' for one in CATEGORIES)}")
            for fault in faults:
                print(f"  {fault}")
            good = good and min(scores.values()) >= LEAST
    return 0 if good else 1


def measure(program: Path, url: str) -> tuple[dict[str, int], list[str]]:
    """The scores (0-100) of a page by category, and the checks that it does not pass."""
    command = [
        str(program),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking "
        "--disable-component-update --disable-sync --no-first-run",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True, env=find_chromium())
    report = json.loads(done.stdout)
    weighed = {ref["id"] for one in report["categories"].values() for ref in one["auditRefs"] if ref["weight"]}
    faults = [
        f"{one['id']}: {one['title']} {one.get('displayValue', '')}".rstrip()
        for one in report["audits"].values()
        if one["id"] in weighed and one["score"] is not None and one["score"] < 1
    ]
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}, faults


if __name__ == "__main__":
    sys.exit(main())
