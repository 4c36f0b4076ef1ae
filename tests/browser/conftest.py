"""The demo's site, built and served on the loopback interface, and a headless Chromium that looks at it."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from digest.config import load_config
from digest.pipeline import build_site_only
from digest.serving import SiteHandler

ROOT = Path(__file__).parents[2]
SITES: dict[str, Path] = {}
# Without the last flags Chromium looks up its maker's hosts at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo's site is served, under a sub-path as project pages are; built for that address."""
    top = tmp_path_factory.mktemp("served")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(top)))
    base_url = f"http://127.0.0.1:{server.server_port}/output/"
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, top / name)
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    changed = re.sub(r"(?m)^(\s+base_url:).*$", f'\\1 "{base_url}"', config)
    assert changed != config
    (top / "config.yaml").write_text(changed, encoding="utf-8")
    build_site_only(load_config(top / "config.yaml"))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    SITES[base_url] = top / "output"
    yield base_url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def site(address: str) -> Path:
    """The folder of the site that is served."""
    return SITES[address]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium, for one module: while it lives, the thread has an event loop that other tests can't share.

    Where there is none the test is skipped, or fails if one is required.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        reason = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("DIGEST_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
