"""A tree as its blocks of text: loose text given paragraphs of its own, and the leaves listed in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from digest.text import compose, one_line

TEXT_BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hgroup legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption
    hr """.split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE_BLOCKS = TEXT_BLOCKS - HEADINGS
_CONTAINERS = frozenset(
    """div section article main body header footer aside center td th li dd blockquote figure form fieldset
    details""".split()
)
SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』]*\s*$")
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


_WITHOUT_LOOSE_TEXT = frozenset({"head", "html", "ul", "ol", "table", "tbody", "thead", "tr", "pre", "select"})


def clean_line(text: str) -> str:
    """`text` as `digest.text.one_line` gives it: most text is printable, and then spaces and NFC are all there is."""
    if text.isprintable() and "  " not in text:
        return compose(text.strip())
    line = " ".join(text.split())
    return compose(line) if line.isprintable() else one_line(text)


@dataclass(slots=True)
class Block:
    """A leaf block: an element with text and no block inside. `linked` counts the characters inside links."""

    element: HtmlElement
    tag: str
    text: str
    linked: int
    cut: str | None = None
    """The rule that cuts it."""
    running: bool | None = None
    """What `is_sentence` says of it, once asked."""

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0


def find_holders(root: HtmlElement, tags: frozenset[str] = TEXT_BLOCKS) -> set[HtmlElement]:
    """The elements that have a block, or what else is of `tags`, somewhere inside."""
    holders: set[HtmlElement] = set()
    for element in root.iter(*tags):
        parent = element.getparent()
        while parent is not None and parent not in holders:
            holders.add(parent)
            parent = parent.getparent()
    return holders


def wrap_loose_text(root: HtmlElement) -> set[HtmlElement]:
    """Give text that stands beside blocks, or is broken by two line breaks, paragraphs of its own.

    Returns the elements that then have a block inside.
    """
    # Each element's children are changed by its own turn alone, so that any order gives the same.
    holders = find_holders(root)
    breaks = {line_break.getparent() for line_break in root.iter("br")}
    for element in breaks - holders:
        if element is None or not _has_double_break(element):
            continue
        if element.tag == "p":
            element.tag = "div"
        if element.tag in _CONTAINERS:
            _wrap_runs(element, holders)
            if len(element):
                holders.add(element)
    for element in holders.difference(root.iterancestors()):
        if element.tag not in _WITHOUT_LOOSE_TEXT and _has_loose_text(element, holders):
            _wrap_runs(element, holders)
    return holders


def _has_double_break(element: HtmlElement) -> bool:
    return any(
        child.tag == "br"
        and not (child.tail or "").strip()
        and (follower := child.getnext()) is not None
        and follower.tag == "br"
        for child in element
    )


def _wrap_runs(element: HtmlElement, holders: set[HtmlElement]) -> None:
    children = list(element)
    texts = [element.text, *(child.tail for child in children)]
    runs: list[HtmlElement] = []
    element.text = None
    paragraph: HtmlElement | None = None
    last: HtmlElement | None = None  # the paragraph's last child: to ask lxml for its length would count all

    def add_text(text: str | None) -> None:
        nonlocal paragraph, last
        if not text or (paragraph is None and not text.strip()):
            return
        if paragraph is None:
            paragraph, last = element.makeelement("p"), None
            runs.append(paragraph)
        if last is not None:
            last.tail = (last.tail or "") + text
        else:
            paragraph.text = (paragraph.text or "") + text

    add_text(texts[0])
    for at, child in enumerate(children):
        child.tail = None
        if child.tag in TEXT_BLOCKS or child in holders:
            paragraph = None
            runs.append(child)
        elif child.tag == "br" and (paragraph is None or (_next_is_break(children, texts, at))):
            paragraph = None
            element.remove(child)
        elif isinstance(child.tag, str):
            if paragraph is None:
                paragraph = element.makeelement("p")
                runs.append(paragraph)
            paragraph.append(child)
            last = child
        add_text(texts[at + 1])
    element.extend(runs)  # which takes each from where it stood


def _has_loose_text(element: HtmlElement, holders: set[HtmlElement]) -> bool:
    """Whether an element has more in it than blocks and white space."""
    text = element.text
    if text and not text.isspace():
        return True
    for child in element:
        if child.tag not in TEXT_BLOCKS and child not in holders:
            return True
        tail = child.tail
        if tail and not tail.isspace():
            return True
    return False


def _next_is_break(children: list[HtmlElement], texts: list[str | None], at: int) -> bool:
    return at + 1 < len(children) and children[at + 1].tag == "br" and not (texts[at + 1] or "").strip()


def list_blocks(root: HtmlElement, holders: set[HtmlElement] | None = None) -> list[Block]:
    """The leaf blocks of a tree whose loose text is wrapped, in reading order; those without text are left out.

    `holders` are the elements that have a block inside, where they are known.
    """
    if holders is None:
        holders = find_holders(root)
    in_links = any(element.tag == "a" for element in holders)
    blocks = []
    for element in root.iter(*TEXT_BLOCKS):
        if element in holders:
            continue
        if len(element) == 1 and _is_wholly_link(link := element[0], element.text) and not len(link):
            text, is_link = link.text, True  # most items of menus
        else:
            text, is_link = read_text(element), False
        if text and not text.isspace() and (line := clean_line(text)):
            linked = len(line) if is_link else _measure_links(element, line, in_links)
            blocks.append(Block(element, element.tag, line, linked))
    return blocks


def relist_blocks(root: HtmlElement, blocks: list[Block], gone: set[HtmlElement], changed: set[HtmlElement]) -> None:
    """Bring the list of a tree's blocks up to date: the elements `gone` are dropped, and `changed` have lost a part.

    Only what changed is read again.
    """
    blocks[:] = [block for block in blocks if block.element not in gone]
    at = {block.element: number for number, block in enumerate(blocks)}
    lost: set[HtmlElement] = set()
    for element in changed - gone:
        leaf = element  # no block is inside one, so that the first block around is it, if any is
        while leaf is not None and leaf.tag not in TEXT_BLOCKS:
            leaf = leaf.getparent()
        if leaf in at:
            text = clean_line(read_text(leaf))
            blocks[at[leaf]] = _measure_block(leaf, text, in_links=True)
            if not text:
                lost.add(leaf)
        elif _is_leaf(element):  # nothing but a text of its own is left in what held blocks
            blocks[:] = list_blocks(root)
            return
    if lost:
        blocks[:] = [block for block in blocks if block.element not in lost]


def _is_leaf(element: HtmlElement) -> bool:
    within = islice(element.iter(*TEXT_BLOCKS), 2)
    return [item is element for item in within] == [True] and bool(read_text(element).strip())


def iterate_sentences(root: HtmlElement) -> Iterator[Block]:
    """Those blocks that are running text: most of a page's are not, which the length of their text tells."""
    holders = find_holders(root)
    in_links = any(element.tag == "a" for element in holders)
    for element in root.iter(*_SENTENCE_BLOCKS):
        if element in holders:
            continue
        text = read_text(element)
        if len(text) < _SHORTEST_WIDE or (len(text) < _SHORTEST and text.isascii()):
            continue
        block = _measure_block(element, clean_line(text), in_links)
        if is_sentence(block):
            yield block


def _measure_block(element: HtmlElement, text: str, in_links: bool) -> Block:
    return Block(element, element.tag, text, _measure_links(element, text, in_links))


def _measure_links(element: HtmlElement, text: str, in_links: bool) -> int:
    """How many characters of a block's text, which is given, are links."""
    linked = 0
    inner = len(element)
    if inner == 1 and _is_wholly_link(element[0], element.text):
        linked = len(text)
    elif inner and (inner > 1 or len(element[0]) or element[0].tag == "a"):
        for link in element.iter("a"):
            linked += len(" ".join(read_text(link).split()))
    if in_links and not linked and next(element.iterancestors("a"), None) is not None:
        linked = len(text)
    return min(linked, len(text))


def _is_wholly_link(child: HtmlElement, text: str | None) -> bool:
    """Whether an element with one child has no text but in that, and that is a link: as items of menus are.

    `text` is what stands before the child.
    """
    return child.tag == "a" and not (text and not text.isspace()) and not (child.tail and not child.tail.isspace())


_STRING = etree.XPath("string()", smart_strings=False)


def _read_string(element: HtmlElement) -> str:
    return cast("str", _STRING(element))


def read_text(element: HtmlElement) -> str:
    """An element's text as it stands. Most have no children, or one without any: there the query is not needed."""
    children = len(element)
    if not children:
        return element.text or ""
    if children == 1 and not len(child := element[0]) and isinstance(child.tag, str):
        return f"{element.text or ''}{child.text or ''}{child.tail or ''}"
    return _read_string(element)


_TEXTS = etree.XPath("descendant::text()[normalize-space()]", smart_strings=False)


def join_texts(element: HtmlElement) -> str:
    """The texts in an element, kept apart by a space, without what is white space alone; comments are no text."""
    return " ".join(cast("list[str]", _TEXTS(element)))


def text_of(element: HtmlElement) -> str:
    """An element's text on one line, its parts kept apart; comments are no text."""
    return clean_line(join_texts(element))


def drop_element(element: HtmlElement, root: HtmlElement) -> None:
    """Take an element out (its tail stays), and every ancestor below `root` that has nothing left."""
    while element is not root:
        parent = element.getparent()
        if parent is None:
            return
        element.drop_tree()
        if parent is root or len(parent) or (parent.text or "").strip():
            return
        element = parent


class Cuts:
    """Elements dropped from a tree, their tails left in place, so that all can be put back: cheaper than a copy."""

    def __init__(self) -> None:
        self._cuts: list[tuple[HtmlElement, HtmlElement, HtmlElement | None, str | None, str | None]] = []

    def drop(self, element: HtmlElement) -> None:
        """Drop an element that has a parent."""
        parent, before = element.getparent(), element.getprevious()
        text = parent.text if before is None else before.tail
        self._cuts.append((element, parent, before, text, element.tail))
        element.drop_tree()

    def undo(self) -> None:
        """Put all back where it was."""
        for element, parent, before, text, tail in reversed(self._cuts):
            element.tail = None
            if before is None:
                parent.text = None
                parent.insert(0, element)
                parent.text = text
            else:
                before.tail = None
                before.addnext(element)
                before.tail = text
            element.tail = tail

    def redo(self) -> None:
        """Drop again what was put back."""
        for element, *_ in self._cuts:
            element.drop_tree()


_SHORTEST = 30
_SHORTEST_WIDE = 12
"""Characters without which no block is a sentence: in most scripts, and in those that say as much with fewer."""


def is_sentence(block: Block) -> bool:
    """Whether a block is running text: a full line, or a shorter one that ends as a sentence, and not a link."""
    if block.running is None:
        block.running = _is_running(block)
    return block.running


def _is_running(block: Block) -> bool:
    if block.tag in HEADINGS or block.link_share > 0.6:
        return False
    if len(block.text) >= 100:
        return True
    length = measure_width(block.text)
    return length >= 100 or (length >= _SHORTEST and bool(SENTENCE_END.search(block.text[-20:])))


def measure_width(text: str) -> float:
    """Characters of a text, those of scripts that say a word in one or two counted for what they say."""
    return len(text) * (2.5 if not text.isascii() and WIDE.search(text) else 1.0)
