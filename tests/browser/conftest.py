"""The demo's site, built and served on the loopback interface, and a headless Chromium that looks at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.audit.demo import build_demo, serve, serve_demo
from tests.large_site import make_large_site, write_site

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
    with serve_demo(top) as base_url:
        SITES[base_url] = top / "output"
        yield base_url


@pytest.fixture(scope="session")
def arabic_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo's site is served with an interface from right to left; its articles stay as they are."""
    top = tmp_path_factory.mktemp("arabic")
    with serve(top) as base_url:
        SITES[base_url] = top / "output"
        build_demo(top, base_url, "ar")
        yield base_url


@pytest.fixture(scope="session")
def large_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site of 1,000 invented articles is served."""
    top = tmp_path_factory.mktemp("large")
    with serve(top) as base_url:
        SITES[base_url] = top / "output"
        write_site(make_large_site(base_url=base_url), top)
        yield base_url


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
