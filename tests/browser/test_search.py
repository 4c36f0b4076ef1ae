"""Search in a reader's browser: words, filters, keyboard, and the lists where no script runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    yield context.new_page()
    context.close()


def search(page: Any, address: str, query: str) -> list[str]:
    page.goto(f"{address}search/{query}")
    page.wait_for_function("document.querySelector('#search-status').textContent")
    return page.locator("#results a.title").all_inner_texts()


def test_words_are_found_and_marked_and_lead_to_the_article(page: Any, address: str) -> None:
    titles = search(page, address, "?q=Tranquility")
    assert titles
    assert page.locator("#results mark").count() >= 1
    link = page.locator("#results a.title").first
    title = link.inner_text()
    link.click()
    page.wait_for_url(f"{address}article/**")
    assert page.locator("h1").inner_text() == title


def test_a_filter_narrows_and_stands_in_the_address(page: Any, address: str) -> None:
    every = search(page, address, "?q=Moon")
    status = page.inner_text("#search-status")
    page.select_option("#filter-source", index=1)
    page.wait_for_function("old => document.querySelector('#search-status').textContent !== old", arg=status)
    assert "source=" in page.url
    sources = set(page.locator("#results .meta bdi").all_inner_texts())
    assert len(sources) == 1
    again = search(page, page.url.partition("search/")[0], "?" + page.url.partition("?")[2])
    assert 0 < len(again) <= len(every)
    assert page.input_value("#filter-source") in sources


def test_newest_first_orders_by_day(page: Any, address: str) -> None:
    search(page, address, "?q=Moon&sort=date")
    days = page.eval_on_selector_all("#results time", "times => times.map(time => time.dateTime)")
    assert len(days) > 3
    assert days == sorted(days, reverse=True)


def test_the_keyboard_goes_from_the_field_through_the_results_and_back(page: Any, address: str) -> None:
    search(page, address, "?q=Moon")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("#results a.title").nth(1).get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == second
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"


def test_more_results_are_a_button_away(page: Any, address: str) -> None:
    first = search(page, address, "?q=Moon")
    page.click("#more-results")
    page.wait_for_function("n => document.querySelectorAll('#results li').length > n", arg=len(first))


def test_nothing_found_is_said(page: Any, address: str) -> None:
    assert search(page, address, "?q=zzzzqqqq") == []
    assert "Nothing found" in page.inner_text("#search-status")


def test_an_excerpt_is_text_and_never_mark_up(page: Any, address: str) -> None:
    search(page, address, "?q=%3Cimg%20src%3Dx%3E")
    assert page.locator("#results img, #results script").count() == 0


def test_the_script_is_loaded_on_the_search_page_alone(page: Any, address: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + "index.html")
    assert not [url for url in requests if url.endswith(".js")]
    search(page, address, "?q=Moon")
    assert [url for url in requests if not url.startswith(address)] == []


def test_without_a_script_the_page_has_its_lists(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/")
    assert not page.locator("#search").is_visible()
    for heading in ("Topics", "Actors", "Days"):
        assert page.locator("h2", has_text=heading).is_visible()
    assert page.locator(".index a").count() > 20
    context.close()
