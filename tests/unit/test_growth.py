"""Time follows the size of the input, not its square: twice as much is read in about twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from digest.errors import ExtractError
from digest.extract.article import extract_article
from digest.extract.jsonld import parse_lenient
from digest.extract.tree import MAX_DEPTH, parse_page
from digest.marks import plain_text
from digest.models import Document, Knowledge, Known
from tests.conftest import NOW

PROSE = (
    "<p>The council met on Tuesday and agreed, after a long debate, that the harbour be dredged before winter.</p>" * 4
)
AROUND = {
    "links": lambda n: "".join(f'<a href="/x{i}">a quay</a> ' for i in range(5 * n)),
    "links in a paragraph": lambda n: (
        "<p>" + "".join(f'<a href="/x{i}">a quay</a> and then ' for i in range(n)) + "</p>"
    ),
    "empty spans between words": lambda n: "<p>" + "word <span>word</span> " * n + "</p>",
    "siblings": lambda n: "<p>A boat.</p>" * n,
    "sentences": lambda n: "<p>The boat came in and the men went home for the night.</p>" * n,
    "breaks": lambda n: "<div>" + "a boat<br><br>" * n + "</div>",
    "loose text": lambda n: "<div>" + "a boat<p>a quay</p>" * n + "</div>",
    "lists in lists": lambda n: "<ul><li>a boat" * n,
    "elements in elements": lambda n: "<div>" * n + "a boat",
    "cells": lambda n: "<table><tr>" + "<td>a boat</td>" * n + "</tr></table>",
    "figures": lambda n: '<figure><img src="https://e.example/a.png"><figcaption>A boat</figcaption></figure>' * n,
    "paragraphs in links": lambda n: "<a href=x><p>a boat</p>" * n,
    "ampersands": lambda n: "<p>" + "&" * (20 * n) + "</p>",
    "brackets": lambda n: "<p>" + "[" * (20 * n) + "</p>",
    "marks": lambda n: "<p>" + "*a _b " * (5 * n) + "</p>",
    "attributes": lambda n: "<p " + " ".join(f'a{i}="b"' for i in range(5 * n)) + ">a boat</p>",
    "hidden boxes": lambda n: "<div hidden><p>a boat</p>" * n,
    "names": lambda n: "".join(f'<div class="a{i} b{i}">a boat</div>' for i in range(n)),
}


def extract(text: str, kind: str) -> None:
    document = Document(key="k", kind=kind, body=text.encode(), digest="d", known=Known(lang="en"), seen_at=NOW)
    with suppress(ExtractError):  # that there is no article takes its time too
        extract_article(document, Knowledge())


def is_linear(function: Callable[[int], object], size: int) -> bool:
    """Whether twice the size takes less than thrice the time, in one of three tries: a busy machine only adds to it."""

    def measure(count: int) -> float:
        started = time.thread_time()
        function(count)
        return time.thread_time() - started

    function(size // 10)
    return any(measure(2 * size) < 3 * max(measure(size), 0.002) for _ in range(3))


@pytest.mark.parametrize("make", AROUND.values(), ids=AROUND.keys())
def test_time_follows_a_pages_size(make: Callable[[int], str]) -> None:
    assert is_linear(lambda n: extract(f"<h1>The harbour</h1>{PROSE}{make(n)}{PROSE}", "html"), 2000)


@pytest.mark.parametrize(
    "line", ["The crews went to work on the quays before the boats were out.", "Menu", "12/3/1969"]
)
def test_time_follows_a_dumps_lines(line: str) -> None:
    prose = "The council met on Tuesday and agreed, after a long debate, that the harbour be dredged before winter.\n"
    dump = "".join
    assert is_linear(lambda n: extract(prose * 5 + dump(f"{line} {i}\n" for i in range(n)), "text"), 2000)


@pytest.mark.parametrize("unit", ["[", "![", "*a ", "`", "<a ", "> ", "&", "\\", "|", "[a](", "_ _"])
def test_time_follows_a_markdown_lines_length(unit: str) -> None:
    assert is_linear(lambda n: plain_text(unit * n), 10_000)


@pytest.mark.parametrize("unit", [" ", "/*", "// ", "<!--", "[", ", ", "]]> "])
def test_time_follows_the_length_of_broken_json(unit: str) -> None:
    assert is_linear(lambda n: parse_lenient(unit * n + "x"), 10_000)


def test_a_page_deeper_than_the_guard_keeps_its_words() -> None:
    tree = parse_page("<div>" * 1000 + "boat" + "</div>" * 1000)
    depth, level = 0, [tree]
    while level := [child for element in level for child in element]:
        depth += 1
    assert depth == MAX_DEPTH
    assert "boat" in tree.text_content()


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(ExtractError) as caught:
        parse_page("<br>" * 400_001)
    assert caught.value.code == "too-large"


def test_a_text_node_of_ten_megabytes_is_read_whole() -> None:
    assert len(parse_page(f"<p>{'a boat ' * 1_500_000}</p>").text_content()) == 10_500_000
