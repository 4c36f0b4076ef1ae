"""Markdown as scrapers write it, without the menus, stamps and notices around its text. What stays is left as it is.

Its paragraphs and lists are read as a page's blocks are, and go by the same rules (`tidy.py`), whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml.html import HtmlElement

from digest.extract.blocks import Block, is_sentence, list_blocks, wrap_loose_text
from digest.extract.tidy import tidy_body
from digest.extract.tree import parse_fragment
from digest.marks import plain_text
from digest.models import Removed

_MOST = 200_000
"""Characters; a longer text is no single article."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LIST = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])\s")
_CONTINUED = re.compile(r"(?: {2,}|\t)\S")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
_RULE = re.compile(r" {0,3}(?:-{3,}|\*{3,}|_{3,}|(?:[-*_] ?){3,})\s*\Z")
_LONG = 4_000
_MOST_OPEN = 40
"""Square brackets that no link closes; python-markdown takes the square of their number."""
_OPENING = 6
"""Blocks among which a page's text has begun, if there is any."""


def tidy_markdown(markdown: str, *, title: str | None, byline: tuple[str, ...]) -> tuple[str, tuple[Removed, ...]]:
    """`markdown` without the parts that are no article, and what was cut; itself where nothing would be left."""
    if len(markdown) > _MOST:
        return markdown, ()
    parts = list(_split_parts(markdown))
    body = parse_fragment("")
    boxes = {number: _render(part, body) for number, part in enumerate(parts) if not _DEFINITION.match(part)}
    blocks = list_blocks(body)
    before = _find_boxes(boxes, blocks)
    framed = any(is_sentence(block) for block in blocks[:_OPENING])
    removed = tidy_body(body, title=title, byline=byline, framed=framed, blocks=blocks)
    if not removed or not blocks:
        return markdown, ()
    cut = before - _find_boxes(boxes, blocks)
    kept = [part for number, part in enumerate(parts) if number not in cut]
    return "\n\n".join(_strip_rules(kept)), tuple(removed)


def _split_parts(markdown: str) -> Iterator[str]:
    """Its paragraphs, headings, lists and blocks of code, each whole: what blank lines part, and belongs to no list."""
    part: list[str] = []
    fence = ""
    blank = False
    for line in markdown.split("\n"):
        if fence:
            part.append(line)
            fence = "" if line.strip().startswith(fence) and not line.strip(" `~") else fence
            continue
        if not line.strip():
            blank = True
            continue
        if blank and part:
            if _LIST.match(part[0]) and (_LIST.match(line) or _CONTINUED.match(line)):
                part.append("")
            else:
                yield "\n".join(part)
                part = []
        blank = False
        part.append(line)
        if opened := _FENCE.match(line):
            fence = opened.group(1)
    if part:
        yield "\n".join(part)


def _render(part: str, body: HtmlElement) -> HtmlElement:
    """The elements of a part, in a box of their own at the end of `body`; a long or odd one as one paragraph."""
    import markdown

    if len(part) > _LONG or part.count("[") - part.count("](") > _MOST_OPEN:
        html = f"<p>{escape(plain_text(part))}</p>"
    else:
        html = markdown.markdown(part, extensions=["tables", "fenced_code", "sane_lists"])
    box = parse_fragment(f"<section>{html}</section>")
    wrap_loose_text(box)
    body.append(box)
    return box


def _find_boxes(boxes: dict[int, HtmlElement], blocks: list[Block]) -> set[int]:
    """The numbers of the boxes that hold one of `blocks`."""
    above = {element for block in blocks for element in (block.element, *block.element.iterancestors())}
    return {number for number, box in boxes.items() if box in above}


def _strip_rules(parts: list[str]) -> list[str]:
    """Without the rules at either end, which parted the text from what is gone."""
    while parts and _RULE.match(parts[0]):
        parts = parts[1:]
    while parts and _RULE.match(parts[-1]):
        parts = parts[:-1]
    return parts
