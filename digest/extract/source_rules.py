"""What the config says of one source's documents: `select`, `drop` and `strip_lines`, applied and accounted for."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from lxml.html import HtmlElement

from digest.extract.blocks import Cuts, drop_element, list_blocks, text_of, wrap_loose_text
from digest.extract.boxes import prune_boxes
from digest.extract.clean import (
    Body,
    complete_addresses,
    drop_invisible,
    extract_body,
    find_base,
    note_captions,
    restore_lazy_images,
)
from digest.extract.tidy import tidy_body
from digest.marks import plain_text
from digest.models import Removed, RuleUse, Source
from digest.selectors import LinePattern, compile_line, compile_selector
from digest.text import one_line

_NAMES = ("hidden", "style", "class", "id", "role", "data-component", "data-testid")
"""Attributes by which an element is taken for hidden, or for a box that is no article."""
_KEPT_TAGS = frozenset({"p", "table", "ul", "ol", "pre", "blockquote", "figure", "h2", "h3", "h4"})
Uses = list[RuleUse]


def extract_page(
    tree: HtmlElement,
    source: Source | None,
    *,
    title: str | None,
    byline: tuple[str, ...],
    description: str | None = None,
    url: str | None,
) -> tuple[Body | None, tuple[RuleUse, ...]]:
    """The body of the page `tree`, which is changed, by its source's rules, and how each rule fared.

    What `select` matches is the body; where it matches nothing, or what has no text, the usual way is taken.
    """
    if source is None or not (source.select or source.drop or source.strip_lines):
        return extract_body(tree, title=title, byline=byline, description=description, url=url), ()
    uses: Uses = []
    removed = _drop_matches(tree, source, uses)
    selected = _match_selectors(tree, source, "select", source.select, uses)
    body = _take_selected(tree, selected, source, uses, title=title, byline=byline, url=url) if selected else None
    hidden = 0
    if body is None:
        hidden = drop_invisible(tree)
        removed += _strip_tree(tree, source, uses)
        body = extract_body(tree, title=title, byline=byline, description=description, url=url)
    if body is not None:
        body = replace(body, removed=(*removed, *body.removed), hidden=hidden + body.hidden)
    return body, tuple(uses)


def clean_entry(tree: HtmlElement, source: Source | None) -> tuple[list[Removed], tuple[RuleUse, ...]]:
    """Cut what `drop` and `strip_lines` match in a feed entry's fragment. Only what matched is noted as use:

    that a summary lacks what the pages have says nothing of a rule.
    """
    if source is None or not (source.drop or source.strip_lines):
        return [], ()
    uses: Uses = []
    removed = _drop_matches(tree, source, uses)
    removed += _strip_tree(tree, source, uses)
    return removed, tuple(use for use in uses if use.matches)


def _drop_matches(tree: HtmlElement, source: Source, uses: Uses) -> list[Removed]:
    removed = []
    for element in _match_selectors(tree, source, "drop", source.drop, uses):
        if text := text_of(element):
            removed.append(Removed(rule="drop", text=text))
        element.drop_tree()
    return removed


def _match_selectors(
    tree: HtmlElement, source: Source, key: str, selectors: Sequence[str], uses: Uses
) -> list[HtmlElement]:
    """The elements that any of `selectors` matches, in the page's order, none inside another. Notes each rule's use."""
    matched: set[HtmlElement] = set()
    for selector in selectors:
        matches = cast("list[HtmlElement]", compile_selector(selector)(tree))
        found = [item for item in matches if item.tag not in ("html", "body", "head")]
        uses.append(RuleUse(source=source.id, key=key, rule=selector, matches=len(found)))
        matched.update(found)
    outer: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for element in tree.iter() if matched else ():
        if element in matched and element not in inside:
            outer.append(element)
            inside.update(element.iter())
    return outer


def _take_selected(
    tree: HtmlElement,
    selected: Sequence[HtmlElement],
    source: Source,
    uses: Uses,
    *,
    title: str | None,
    byline: tuple[str, ...],
    url: str | None,
) -> Body | None:
    """The selected elements, in order, as the article's body; None, and `tree` as it was, where they hold no text.

    What is known to be no article is cut inside them as on any page, but never one of them.
    """
    base = find_base(tree, url)
    page, body = tree.makeelement("html"), tree.makeelement("body")
    page.append(body)
    for element in selected:
        taken = copy.deepcopy(element)
        taken.tail = None
        for name in _NAMES:
            taken.attrib.pop(name, None)
        if taken.tag not in _KEPT_TAGS:
            taken.tag = "div"  # a `nav`, `aside` or `span` that is selected is the article all the same
        body.append(taken)
    hidden = drop_invisible(page)
    restore_lazy_images(page)
    note_captions(page)
    wrap_loose_text(page)
    own: Uses = []
    unselected, hidden_outside = _list_unselected(tree, selected)
    removed = [*unselected, *_strip_tree(page, source, own), *prune_boxes(page, list_blocks(page), Cuts())]
    body.tag = "div"
    removed += tidy_body(body, title=title, byline=byline, framed=False, blocks=list_blocks(body))
    if not text_of(body):
        return None
    uses += own
    if base:
        complete_addresses(body, base)
    return Body(body, tuple(removed), hidden=hidden + hidden_outside)


def _list_unselected(tree: HtmlElement, selected: Sequence[HtmlElement]) -> tuple[list[Removed], int]:
    """What `select` leaves of the page, as one piece of the receipt, and how many words of it nobody sees."""
    rest = copy.deepcopy(tree)
    originals = dict(zip(tree.iter(), rest.iter(), strict=True))
    for element in selected:
        originals[element].drop_tree()
    hidden = drop_invisible(rest)
    wrap_loose_text(rest)
    text = "\n".join(block.text for block in list_blocks(rest))
    return [Removed(rule="select", text=text)] if text else [], hidden


# --- lines -----------------------------------------------------------------------------------------------


def _strip_tree(tree: HtmlElement, source: Source, uses: Uses) -> list[Removed]:
    """Cut the source's lines from a tree: whole blocks, and lines of a block that `br` parts."""
    if not source.strip_lines:
        return []
    wrap_loose_text(tree)
    patterns = [compile_line(line) for line in source.strip_lines]
    counts = [0] * len(patterns)
    removed = []
    body = tree.find("body")
    root = body if body is not None else tree
    for block in list_blocks(root):
        if _count_match(block.text, patterns, counts):
            removed.append(Removed(rule="strip-lines", text=block.text))
            drop_element(block.element, root)
        elif block.element.find("br") is not None:
            removed += [
                Removed(rule="strip-lines", text=line) for line in _strip_breaks(block.element, patterns, counts)
            ]
    uses += _note_lines(source, counts)
    return removed


def _strip_breaks(element: HtmlElement, patterns: Sequence[LinePattern], counts: list[int]) -> list[str]:
    """Cut those of a block's lines, parted by `br`, that match; returns them."""
    lines: list[list[HtmlElement | None]] = [[None]]  # None is the element's own text, before its first child
    for child in element:
        if child.tag == "br":
            lines.append([child])
        else:
            lines[-1].append(child)
    cut = []
    for line in lines:
        text = one_line("".join(_text_with_tail(element, item) for item in line))
        if not text or not _count_match(text, patterns, counts):
            continue
        cut.append(text)
        for item in line:
            if item is None:
                element.text = None
            else:
                item.tail = None
                if item.tag != "br":
                    element.remove(item)
    return cut


def _text_with_tail(element: HtmlElement, item: HtmlElement | None) -> str:
    if item is None:
        return element.text or ""
    return str(item.text_content()) + (item.tail or "")


def strip_dump(text: str, source: Source | None) -> tuple[str, tuple[Removed, ...], tuple[RuleUse, ...]]:
    """A dump's text without the source's lines, what was cut, and how each line fared."""
    return _strip_lines(text, source, one_line)


def strip_markdown(text: str, source: Source | None) -> tuple[str, tuple[Removed, ...], tuple[RuleUse, ...]]:
    """The same for Markdown, whose lines are compared by their words."""
    return _strip_lines(text, source, plain_text)


def _strip_lines(
    text: str, source: Source | None, read: Callable[[str], str]
) -> tuple[str, tuple[Removed, ...], tuple[RuleUse, ...]]:
    if source is None or not source.strip_lines:
        return text, (), ()
    patterns = [compile_line(line) for line in source.strip_lines]
    counts = [0] * len(patterns)
    kept, removed = [], []
    for line in text.splitlines():
        words = read(line)
        if words and _count_match(words, patterns, counts):
            removed.append(Removed(rule="strip-lines", text=words))
        else:
            kept.append(line)
    return "\n".join(kept), tuple(removed), tuple(_note_lines(source, counts))


def _count_match(line: str, patterns: Sequence[LinePattern], counts: list[int]) -> bool:
    """Whether a pattern matches `line`; the first that does is counted."""
    for at, pattern in enumerate(patterns):
        if pattern.matches(line):
            counts[at] += 1
            return True
    return False


def _note_lines(source: Source, counts: Sequence[int]) -> list[RuleUse]:
    return [
        RuleUse(source=source.id, key="strip_lines", rule=rule, matches=count)
        for rule, count in zip(source.strip_lines, counts, strict=True)
    ]
