"""The demo with an Arabic interface around articles that are, but for one, written from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import SITES
from tests.browser.test_audit import AXE, LOOKS, find_tool, pick_pages

ORDER = """node => {
  const words = [...node.textContent.matchAll(/[\\p{L}\\p{N}]+/gu)];
  const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode();
  return words.slice(0, 3).map(word => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return Math.round(range.getBoundingClientRect().left);
  });
}"""
"""Where the first words of an element's first text begin, from the left."""

HALO = 5
"""Pixels by which the line around a name in a picture reaches beyond it."""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def left_of(locator: Any) -> float:
    left: float = locator.bounding_box()["x"]
    return left


def mirrored(locator: Any) -> bool:
    turned: bool = locator.evaluate("node => new DOMMatrix(getComputedStyle(node).transform).a < 0")
    return turned


@pytest.mark.parametrize("width", [320, 360, 1200])
def test_no_kind_of_page_scrolls_sideways(arabic_address: str, page: Any, width: int) -> None:
    """Nor is anything cut off at the left, where a page from right to left has its end and does not scroll."""
    page.set_viewport_size({"width": width, "height": 800})
    paths = pick_pages(SITES[arabic_address])
    assert len(paths) > 15
    wide = []
    for path in paths.values():
        page.goto(arabic_address + path)
        assert page.evaluate("() => [document.dir, document.documentElement.lang]") == ["rtl", "ar"]
        root = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })")
        opened = page.evaluate("() => document.documentElement.scrollWidth")
        if max(root[0], opened) > root[1]:
            wide.append((path, root, opened))
    assert wide == []


def test_axe_finds_its_way_about_every_kind_of_page(arabic_address: str, browser: Any) -> None:
    script = find_tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    violations = []
    for look, (scheme, width) in LOOKS.items():
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        for kind, path in pick_pages(SITES[arabic_address]).items():
            page.goto(arabic_address + path)
            page.evaluate(script)
            result = page.evaluate(AXE)
            violations += [(kind, look, one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
        context.close()
    assert violations == []


def test_the_page_begins_at_the_right(arabic_address: str, page: Any) -> None:
    page.goto(arabic_address + "1969/07/21/index.html")
    assert left_of(page.locator(".site-title")) > left_of(page.locator(".masthead nav"))
    assert left_of(page.locator(".leads")) > left_of(page.locator(".rail"))
    items = page.locator(".masthead li")
    assert left_of(items.first) > left_of(items.last)


def test_the_edition_before_is_at_the_right_and_its_arrow_points_there(arabic_address: str, page: Any) -> None:
    page.goto(arabic_address + "1969/07/21/index.html")
    for steps in (page.locator("nav.steps"), page.locator("p.steps")):
        before, after = steps.locator("[rel=prev]"), steps.locator("[rel=next]")
        assert left_of(before) > left_of(after)
        assert before.inner_text().startswith("→")
        assert after.inner_text().endswith("←")


def test_an_arrow_out_of_the_site_turns_with_the_text_around_it(arabic_address: str, page: Any) -> None:
    page.goto(arabic_address + "1969/07/21/index.html")
    assert not mirrored(page.locator(".lede[dir=ltr] .original [aria-hidden]").first)
    assert mirrored(page.locator(".lede[dir=rtl] .original [aria-hidden]").first)
    page.goto(
        arabic_address + page.locator(".lede[dir=ltr] .source").first.get_attribute("href").removeprefix("../../../")
    )
    assert mirrored(page.locator(".original-line [aria-hidden]"))


def test_headlines_run_in_their_own_direction(arabic_address: str, page: Any) -> None:
    page.goto(arabic_address + "1969/07/21/index.html")
    english = page.locator(".lead h2[dir=ltr] a").first.evaluate(ORDER)
    arabic = page.locator(".lead h2[dir=rtl] a").first.evaluate(ORDER)
    assert english == sorted(english)
    assert arabic == sorted(arabic, reverse=True)
    page.goto(arabic_address + "archive/index.html")
    for text in ("Apollo 11 is home, and Nixon", "نيل أرمسترونغ أول"):
        title = page.locator(".entries .title bdi", has_text=text)
        found = title.evaluate(ORDER)
        assert found == sorted(found, reverse=title.get_attribute("dir") == "rtl")
    # What stands beside a title in another script stays on its own side of it.
    entry = page.locator(".entries li").first
    assert left_of(entry.locator(".when time")) > left_of(entry.locator(".what .title"))


def test_a_week_begins_at_the_right(arabic_address: str, page: Any) -> None:
    page.goto(arabic_address + "archive/index.html")
    heads = page.locator(".month th")
    assert heads.first.get_attribute("aria-label") == "السبت"
    assert left_of(heads.first) > left_of(heads.last)


def test_time_runs_from_the_right_in_pictures(arabic_address: str, page: Any) -> None:
    story = max(SITES[arabic_address].glob("story/*/index.html"), key=lambda file: file.read_text().count("<circle"))
    page.goto(arabic_address + story.relative_to(SITES[arabic_address]).as_posix())
    dots = page.locator(".coverage circle")
    assert dots.count() > 2
    assert left_of(dots.first) > left_of(dots.last)
    names = page.locator(".coverage text")
    frame = page.locator(".coverage svg").bounding_box()
    for at in range(names.count()):
        box = names.nth(at).bounding_box()
        assert frame["x"] <= box["x"]
        assert abs(box["x"] + box["width"] - frame["x"] - frame["width"]) <= HALO
