"""`make pictures`: the README's pictures, from the demo as it is built now."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

from tests.audit.demo import ROOT, find_chromium, serve_demo

PICTURES: dict[Literal["light", "dark"], Path] = {
    "light": ROOT / ".github" / "readme" / "home.png",
    "dark": ROOT / ".github" / "readme" / "home-dark.png",
}
WIDTH, HEIGHT = 1040, 900
MOST_BYTES = 200_000


def main() -> int:
    """Takes the home page's top in light and in dark colours. Exit status 1 where a picture is too large, 2 without
    Chromium."""
    program = find_chromium().get("CHROME_PATH")
    if program is None:
        print("no Chromium on this machine (Debian: apt-get install chromium)", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, serve_demo(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        for scheme, picture in PICTURES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
            page.goto(address)
            page.screenshot(path=picture)
            page.close()
        browser.close()
    large = [picture for picture in PICTURES.values() if picture.stat().st_size > MOST_BYTES]
    for picture in large:
        print(f"{picture} has {picture.stat().st_size:,} bytes; {MOST_BYTES:,} are the most", file=sys.stderr)
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
