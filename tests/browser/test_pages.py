"""What a reader's browser makes of the pages: no error, no outside request, keyboard, narrow screens, both themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

KINDS = {
    "home": "index.html",
    "edition": "1969/07/21/index.html",
    "topics": "topic/index.html",
    "actors": "actor/index.html",
    "sources": "source/index.html",
    "quotes": "quotes/index.html",
    "archive": "archive/index.html",
    "status": "status/index.html",
    "feeds": "feeds/index.html",
    "about": "about/index.html",
    "search": "search/index.html",
    "not found": "404.html",
    "topic": "topic/*/index.html",
    "actor": "actor/*/index.html",
    "source": "source/*/index.html",
    "article": "article/*/index.html",
}
TABS = 600


@pytest.fixture(params=KINDS)
def path(request: pytest.FixtureRequest, site: Path) -> str:
    """The path of a page of each kind: where there are many, the longest, which has most in it."""
    pages = sorted(site.glob(KINDS[request.param]), key=lambda page: (-page.stat().st_size, page))
    assert pages, f"no page of the kind {request.param}"
    return pages[0].relative_to(site).as_posix()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def test_no_error_and_no_outside_request(page: Any, address: str, path: str) -> None:
    errors: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
    answer = page.goto(address + path, wait_until="load")
    assert answer.status == 200
    assert errors == []
    assert [url for url in requests if not url.startswith(address)] == []


def test_the_keyboard_reaches_every_link(page: Any, address: str, path: str) -> None:
    page.goto(address + path)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], summary, button, input')]
            .filter(e => e.checkVisibility({visibilityProperty: true})).length"""
    )
    assert wanted > 5
    reached = page.evaluate("() => { window.seen = new Set(); return 0 }")
    for _ in range(min(wanted, TABS) + 2):
        page.keyboard.press("Tab")
        reached = page.evaluate("() => { window.seen.add(document.activeElement); return window.seen.size }")
    assert reached >= min(wanted, TABS)


def test_focus_can_be_seen(page: Any, address: str) -> None:
    page.goto(address + "index.html")
    for _ in range(6):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
                return [s.outlineStyle, parseFloat(s.outlineWidth)] }"""
        )
        assert style[0] != "none"
        assert style[1] >= 1


@pytest.mark.parametrize("width", [320, 360, 768, 1600])
def test_no_sideways_scrolling(page: Any, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + path)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_both_themes(page: Any, address: str, path: str, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text, 3 to 1 for large text."""
    page.emulate_media(color_scheme=scheme)
    page.goto(address + path)
    assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data] };
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor);
    if (c[3] > 250) return c } return rgba(getComputedStyle(document.documentElement).colorScheme.includes('dark')
    && matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#ffffff') };
  const weak = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const style = getComputedStyle(e), a = light(rgba(style.color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) {
      weak.push(`${e.tagName}.${e.className}: ${ratio.toFixed(2)} ${e.textContent.slice(0, 30)}`);
    }
  }
  return [...new Set(weak)];
}"""


def test_pages_have_one_heading_landmarks_and_a_language(page: Any, address: str, path: str) -> None:
    page.goto(address + path)
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.evaluate("() => document.documentElement.lang")
    assert page.title()


def test_every_internal_link_leads_somewhere(page: Any, address: str, site: Path) -> None:
    """Every link of every page, and every fragment, by the files themselves."""
    from lxml import html

    anchors: dict[str, set[str]] = {}
    links: list[tuple[str, str, str]] = []
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        tree = html.fromstring(file.read_bytes())
        anchors[name] = set(tree.xpath("//@id"))
        if name == "404.html":
            continue
        for href in tree.xpath("//a/@href | //link/@href"):
            if not urlsplit(href).scheme:
                target, _, fragment = urljoin("http://site/" + name, href).removeprefix("http://site/").partition("#")
                links.append((name, target, fragment))
    broken = [
        (name, target, fragment)
        for name, target, fragment in links
        if not (site / target).is_file() or (fragment and fragment not in anchors[target])
    ]
    assert len(links) > 1000
    assert broken == []


def test_the_site_works_from_a_plain_folder(page: Any, site: Path) -> None:
    errors: list[str] = []
    page.on("requestfailed", lambda request: errors.append(request.url))
    page.goto((site / "index.html").as_uri())
    page.locator("main a[href*='article/']").first.click()
    assert page.locator("h1").count() == 1
    page.get_by_role("link", name="Archive").first.click()
    assert "archive" in page.url
    assert errors == []


def test_right_to_left_articles_run_right_to_left(page: Any, address: str, site: Path) -> None:
    pages = [file for file in site.glob("article/*/index.html") if 'dir="rtl"' in file.read_text(encoding="utf-8")]
    assert pages
    page.goto(address + pages[0].relative_to(site).as_posix())
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert page.evaluate("() => getComputedStyle(document.documentElement).direction") == "ltr"


def test_print_hides_the_navigation(page: Any, address: str) -> None:
    page.goto(address + "index.html")
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    assert page.locator("main").is_visible()


def test_nothing_needs_a_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "index.html")
    page.locator("main details summary").first.click()
    assert page.locator("main details[open]").count() >= 1
    assert page.locator("script:not([type='application/ld+json'])").count() == 0  # this one is data
    context.close()
