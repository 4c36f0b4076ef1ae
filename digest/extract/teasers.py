"""Lists of teasers: boxes of one kind side by side, each a linked headline and a line or two of another article.

They need no telling name, and their text can outweigh the article's: an endless page lists dozens below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from digest.extract.blocks import Block, Cuts, is_sentence, relist_blocks
from digest.models import Removed

_LEAST_ITEMS = 3
_LINKED = 0.75
_SHORTEST_TITLE = 15
_LONGEST_TITLE = 250
_ALIKE = 0.7
"""The share of the elements of a kind that must be teasers."""
_SUMMARY = 40
_LONGEST_ITEM = 700
_MOST_BLOCKS = 8
_MOST_SAID = 3
_MOST_LEVELS = 6
_LEAST_LEFT = 400
"""Characters of running text without which the page has no article but the teasers."""
_SHORT_LEFT = 2000
"""Up to here what is left may be the opening of a page that is about the boxes, if they hold twice as much."""


def prune_teasers(tree: HtmlElement, blocks: list[Block], cuts: Cuts) -> list[Removed]:
    """Take lists of teasers out of a page; returns what was cut. Nothing is where little else would be left.

    `blocks` are the tree's, and are kept up to date.
    """
    body = tree.find("body")
    if body is None:
        return []
    items = _find_items(blocks, body)
    if not items:
        return []
    cut: dict[HtmlElement, list[Block]] = {}
    left = taken = 0
    for block in blocks:
        item = next((step for step in (block.element, *block.element.iterancestors()) if step in items), None)
        if item is not None:
            cut.setdefault(item, []).append(block)
            taken += len(block.text)
        elif is_sentence(block):
            left += len(block.text)
    if left < _LEAST_LEFT or (left < _SHORT_LEFT and taken > left * 2):
        return []
    removed = []
    changed = {item.getparent() for item in cut}
    for item, held in cut.items():
        removed.append(Removed(rule="related", text="\n".join(block.text for block in held)))
        cuts.drop(item)
    relist_blocks(body, blocks, {block.element for held in cut.values() for block in held}, changed)
    return removed


def _find_items(blocks: list[Block], body: HtmlElement) -> set[HtmlElement]:
    """The elements that are teasers among others of their kind."""
    titles = {step for block in blocks if _is_title(block) for step in _climb(block, body)}
    groups: list[tuple[list[HtmlElement], float]] = []
    for parent in {step.getparent() for step in titles}:
        if parent is None or len(parent) < _LEAST_ITEMS:
            continue
        kinds: dict[tuple[str, str], list[HtmlElement]] = {}
        for child in parent:
            kinds.setdefault((str(child.tag), child.get("class") or ""), []).append(child)
        for alike in kinds.values():
            titled, least = [child for child in alike if child in titles], max(_LEAST_ITEMS, len(alike) * _ALIKE)
            if len(titled) >= least:
                groups.append((titled, least))
    held: dict[HtmlElement, list[Block]] = {child: [] for titled, _ in groups for child in titled}
    for block in blocks if held else ():
        for step in _climb(block, body):
            if step in held:
                held[step].append(block)
    items: set[HtmlElement] = set()
    for titled, least in groups:
        teasers = [child for child in titled if _is_teaser(held[child])]
        if len(teasers) >= least:
            items.update(teasers)
    return items


def _climb(block: Block, body: HtmlElement) -> Iterator[HtmlElement]:
    """A block's element and those around it that can be a teaser's."""
    step = block.element
    for _ in range(_MOST_LEVELS):
        if step is body or step is None:
            return
        yield step
        step = step.getparent()


def _is_teaser(held: list[Block]) -> bool:
    """Whether an element's blocks are a linked headline with little more than a summary after it."""
    if not 2 <= len(held) <= _MOST_BLOCKS or sum(len(block.text) for block in held) > _LONGEST_ITEM:
        return False
    said = [block for block in held if len(block.text) >= _SUMMARY]
    if not 1 <= len(said) <= _MOST_SAID:
        return False
    for block in held:
        if _is_title(block):
            return True
        if block is said[0]:
            return False  # the text comes first: its link is a reference
    return False


def _is_title(block: Block) -> bool:
    """Whether a block is a link to another page that can be a headline."""
    if block.link_share < _LINKED or not _SHORTEST_TITLE <= len(block.text) <= _LONGEST_TITLE:
        return False
    link = next(block.element.iter("a"), None)
    if link is None:
        link = next(block.element.iterancestors("a"), None)
    return link is not None and not (link.get("href") or "#").startswith(("#", "javascript:"))
