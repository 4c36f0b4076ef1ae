"""`make pictures`: the README's picture, from the demo as it is built now."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.audit.demo import ROOT, find_chromium, serve_demo

PICTURE = ROOT / ".github" / "readme" / "home.png"
SIZE = {"width": 1200, "height": 1250}


def main() -> None:
    """Takes the home page's top in light colours."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, serve_demo(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium()["CHROME_PATH"], args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
        page.goto(address)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
