"""Where an article begins: the `article` that holds the page's headline, and the lead set apart from the rest."""

from __future__ import annotations

from lxml.html import HtmlElement

from digest.extract.blocks import HEADINGS, Block, is_sentence, iterate_sentences
from digest.extract.chrome import POINTER, is_credit
from digest.extract.echoes import Echoes, fold

_LEAST_RUNNING = 250
"""Characters of running text without which the headline's `article` is a teaser of another page."""


def find_headed_article(tree: HtmlElement, frame: HtmlElement, *, title: str | None) -> HtmlElement | None:
    """The `article` element with the page's headline, where `frame` lies in another one: a page of several articles.

    The longest of them is then not the page's own. None where the frame is right, or nothing tells.
    """
    echoes = Echoes(title, ())
    for heading in tree.iter("h1"):
        if not echoes.is_title(str(heading.text_content())):
            continue
        headed = next(heading.iterancestors("article"), None)
        if headed is None or headed is frame or headed in frame.iterancestors() or frame in headed.iterancestors():
            continue
        if next((item for item in (frame, *frame.iterancestors()) if item.tag == "article"), None) is None:
            continue
        if sum(len(block.text) for block in iterate_sentences(headed)) >= _LEAST_RUNNING:
            return headed
    return None


_MAX_LEADS = 3
_DESCRIBED = 40


def find_leads(blocks: list[Block], frame: HtmlElement, *, title: str | None, description: str | None) -> list[Block]:
    """The lead paragraphs that a page sets between its headline and the block of its article, in order.

    `blocks` are the page's.
    A paragraph counts if it is a sentence without links that follows the headline, or is what the metadata describe.
    """
    echoes = Echoes(title, ())
    wanted = fold(description or "")[:_DESCRIBED]
    inside = set(frame.iter())
    before: list[Block] = []
    for block in blocks:
        if block.element in inside:
            break
        before.append(block)
    headline = max((at for at, block in enumerate(before) if echoes.is_title(block.text)), default=None)
    if headline is None and any(
        echoes.is_title(block.text) for block in blocks[len(before) : len(before) + 6] if block.element in inside
    ):
        return []
    found = []
    for at, block in enumerate(before):
        described = len(wanted) >= 30 and fold(block.text).startswith(wanted)
        follows = headline is not None and at > headline and len(block.text) >= 50
        sentence = is_sentence(block) and block.link_share < 0.2 and not is_credit(block.text)
        if (described and len(block.text) < 900) or (follows and sentence and not POINTER.match(block.text)):
            if block.tag == "li":
                continue  # one of a summary's points
            if block.tag in HEADINGS:
                block.element.tag = block.tag = "p"
                block.running = None
            found.append(block)
    return found[-_MAX_LEADS:]
