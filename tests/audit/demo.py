"""The demo's site, built in a folder of its own and served on the loopback interface."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from digest.config import load_config
from digest.pipeline import build_site_only
from digest.serving import SiteHandler

ROOT = Path(__file__).parents[2]


@contextmanager
def serve_demo(top: Path) -> Iterator[str]:
    """Builds the demo into `top/output` for the address that it is served at, and gives that."""
    with serve(top) as address:
        build_demo(top, address)
        yield address


def build_demo(top: Path, address: str, language: str = "en") -> None:
    """Builds the demo into `top/output` as the site at `address`, its own words in `language`."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, top / name)
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    for key, value in (("base_url", address), ("language", language)):
        config, found = re.subn(rf"(?m)^(  {key}:).*$", f'\\1 "{value}"', config)
        assert found == 1, key
    (top / "config.yaml").write_text(config, encoding="utf-8")
    build_site_only(load_config(top / "config.yaml"))


@contextmanager
def serve(top: Path) -> Iterator[str]:
    """Serves `top` on the loopback interface; gives the address of `top/output`, a sub-path as project pages have."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(top)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/output/"
    server.shutdown()
    thread.join()
    server.server_close()


def pick_longest(site: Path, pattern: str) -> str:
    """The path of the longest page that `pattern` matches: the one with most in it."""
    pages = sorted(site.glob(pattern), key=lambda page: (-page.stat().st_size, page))
    if not pages:
        raise SystemExit(f"the demo has no page {pattern}")
    return pages[0].relative_to(site).as_posix()


def find_chromium() -> dict[str, str]:
    """The environment, with where Chromium is for tools that look for Chrome."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return {**os.environ, **({"CHROME_PATH": found} if found else {})}
