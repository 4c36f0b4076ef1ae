"""A tree as its blocks of text: loose text given paragraphs of its own, and the leaves listed in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement, fragment_fromstring

from digest.text import one_line

TEXT_BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hgroup legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption
    hr """.split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS = frozenset(
    """div section article main body header footer aside center td th li dd blockquote figure form fieldset
    details""".split()
)
SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』]*\s*$")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@dataclass(slots=True)
class Block:
    """A leaf block: an element with text and no block inside. `linked` counts the characters inside links."""

    element: HtmlElement
    tag: str
    text: str
    linked: int
    cut: str | None = None
    """The rule that cuts it."""

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0


def find_holders(root: HtmlElement) -> set[HtmlElement]:
    """The elements that have a block somewhere inside."""
    holders: set[HtmlElement] = set()
    for element in root.iter():
        if element.tag in TEXT_BLOCKS:
            for ancestor in element.iterancestors():
                if ancestor in holders:
                    break
                holders.add(ancestor)
    return holders


def wrap_loose_text(root: HtmlElement) -> None:
    """Give text that stands beside blocks, or is broken by two line breaks, paragraphs of its own."""
    holders = find_holders(root)
    for element in list(root.iter()):
        if element.tag in ("head", "html", "ul", "ol", "table", "tbody", "thead", "tr", "pre", "select"):
            continue
        if element in holders or (element.tag in _CONTAINERS and _has_double_break(element)):
            _wrap_runs(element, holders)
        elif element.tag == "p" and _has_double_break(element):
            element.tag = "div"
            _wrap_runs(element, holders)


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

    def add_text(text: str | None) -> None:
        nonlocal paragraph
        if not text or (paragraph is None and not text.strip()):
            return
        if paragraph is None:
            paragraph = fragment_fromstring("<p/>")
            runs.append(paragraph)
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + text
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
        elif isinstance(child.tag, str):
            if paragraph is None:
                paragraph = fragment_fromstring("<p/>")
                runs.append(paragraph)
            paragraph.append(child)
        add_text(texts[at + 1])
    for child in list(element):
        element.remove(child)
    for run in runs:
        element.append(run)


def _next_is_break(children: list[HtmlElement], texts: list[str | None], at: int) -> bool:
    return at + 1 < len(children) and children[at + 1].tag == "br" and not (texts[at + 1] or "").strip()


def list_blocks(root: HtmlElement) -> list[Block]:
    """The leaf blocks of a tree whose loose text is wrapped, in reading order; those without text are left out."""
    holders = find_holders(root)
    found = []
    for element in root.iter():
        if element.tag not in TEXT_BLOCKS or element in holders:
            continue
        text = " ".join(str(element.text_content()).split())
        text = text if text.isascii() and text.isprintable() else one_line(text)
        if text:
            linked = sum(len(" ".join(str(link.text_content()).split())) for link in element.iter("a"))
            if not linked and next(element.iterancestors("a"), None) is not None:
                linked = len(text)
            found.append(Block(element=element, tag=element.tag, text=text, linked=min(linked, len(text))))
    return found


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


def is_sentence(block: Block) -> bool:
    """Whether a block is running text: a full line, or a shorter one that ends as a sentence, and not a link."""
    if block.tag in HEADINGS or block.link_share > 0.6:
        return False
    length = len(block.text) * (2.5 if _WIDE.search(block.text) else 1)
    return length >= 100 or (length >= 30 and bool(SENTENCE_END.search(block.text)))
