"""The pages of the demo and of a site of 1,000 articles before the checkers of others: Nu for HTML, axe for access.

Both come from npm (`tests/audit/package.json`); without them, or Java, these tests are skipped, or fail where
DIGEST_REQUIRE_BROWSER is set.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.audit.demo import ROOT
from tests.browser.conftest import SITES

TOOLS = ROOT / "tests" / "audit" / "node_modules"
HOME_BYTES = 60_000
AXE = "() => axe.run({resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
LOOKS = {"light": ("light", 1200), "dark": ("dark", 1200), "narrow": ("light", 360)}


@pytest.fixture(params=["demo", "large"])
def served(request: pytest.FixtureRequest) -> tuple[str, Path]:
    """The address and the folder of each of the two sites."""
    address: str = request.getfixturevalue("address" if request.param == "demo" else "large_address")
    return address, SITES[address]


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def find_tool(path: str, program: str | None = None) -> Path:
    """A file of an npm package; the test is skipped, or fails, where it or the program that runs it is missing."""
    tool = TOOLS / path
    if tool.is_file() and (program is None or shutil.which(program)):
        return tool
    reason = f"{path} or {program or 'it'} is missing (Java, and: npm install --prefix tests/audit --omit=dev)"
    if os.environ.get("DIGEST_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


def pick_pages(site: Path) -> dict[str, str]:
    """The path of a page of each kind: where there are many, the longest, which has most in it."""
    longest: dict[str, Path] = {}
    for file in sorted(site.rglob("*.html")):
        parts = [re.sub(r"\d+", "0", part) for part in file.relative_to(site).parent.parts]
        kind = "/".join([part if at != 1 else "*" for at, part in enumerate(parts)]) or file.name
        if kind not in longest or file.stat().st_size > longest[kind].stat().st_size:
            longest[kind] = file
    return {kind: file.relative_to(site).as_posix() for kind, file in longest.items()}


def test_every_page_is_valid_html(served: tuple[str, Path]) -> None:
    _, site = served
    jar = find_tool("vnu-jar/build/dist/vnu.jar", "java")
    command = ["java", "-Xmx1g", "-jar", str(jar), "--errors-only", "--skip-non-html", "--format", "json", str(site)]
    done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    found = json.loads(done.stderr)["messages"]
    errors = [(urlsplit(one["url"]).path.removeprefix(f"{site}/"), one["message"], one.get("extract")) for one in found]
    assert errors[:10] == []


def test_axe_finds_its_way_about_every_kind_of_page(served: tuple[str, Path], browser: Any) -> None:
    address, site = served
    script = find_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    paths = pick_pages(site)
    assert len(paths) > 15
    violations = []
    for look, (scheme, width) in LOOKS.items():
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        for kind, path in paths.items():
            page.goto(address + path)
            page.evaluate(script)
            result = page.evaluate(AXE)
            violations += [(kind, look, one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
        context.close()
    assert violations == []


def test_every_link_within_the_site_leads_somewhere(served: tuple[str, Path]) -> None:
    """Every link of every page and its fragment, relative or by the site's own address, by the files themselves."""
    address, site = served
    anchors: dict[str, set[str]] = {}
    links: set[tuple[str, str, str]] = set()
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        tree = html.fromstring(file.read_bytes())
        anchors[name] = set(tree.xpath("//@id"))
        for href in tree.xpath("//a/@href | //link/@href | //script/@src | //meta[@property='og:url']/@content"):
            target, _, fragment = urljoin(address + name, href).partition("#")
            if target.startswith(address):
                links.add((name, target.removeprefix(address), fragment))
    for file in sorted(path for path in site.rglob("*") if path.suffix in {".xml", ".opml", ".rss", ".atom", ".json"}):
        for target in re.findall(re.escape(address) + r"([^\s\"'<>&#\\]*)", file.read_text(encoding="utf-8")):
            links.add((file.relative_to(site).as_posix(), target, ""))
    broken = []
    for name, target, fragment in sorted(links):
        file = target.partition("?")[0]
        file += "index.html" if not file or file.endswith("/") else ""
        if not (site / file).is_file() or (fragment and fragment not in anchors[file]):
            broken.append((name, target, fragment))
    assert len(links) > 1000
    assert broken == []


def test_the_home_page_is_light_and_only_its_style_sheet_blocks_it(served: tuple[str, Path]) -> None:
    _, site = served
    body = (site / "index.html").read_bytes()
    tree = html.fromstring(body)
    sheets = tree.xpath("//link[@rel='stylesheet']/@href")
    assert len(sheets) == 1
    assert tree.xpath("//script[@src] | //style | //iframe | //img") == []
    sizes = [len(gzip.compress(part, mtime=0)) for part in (body, (site / sheets[0]).read_bytes())]
    assert sum(sizes) <= HOME_BYTES, sizes


def test_nothing_shifts_while_a_page_loads(served: tuple[str, Path], page: Any) -> None:
    address, site = served
    page.add_init_script(
        """window.shifts = [];
        new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value)))
            .observe({type: 'layout-shift', buffered: true})"""
    )
    moved = {}
    for kind, path in pick_pages(site).items():
        page.goto(address + path, wait_until="load")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        moved[kind] = page.evaluate("() => window.shifts.reduce((sum, one) => sum + one, 0)")
    assert {kind: by for kind, by in moved.items() if by > 0.01} == {}


@pytest.mark.parametrize("width", [320, 360])
def test_long_words_and_titles_scroll_no_page_sideways(large_address: str, page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for path in pick_pages(SITES[large_address]).values():
        page.goto(large_address + path)
        if page.evaluate("() => document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []
