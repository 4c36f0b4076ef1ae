"""The article's body out of a page: what is no article pruned, the block found, the rest of the chrome cut.

Every piece cut that had words is in the receipt, with the rule that cut it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote, urljoin

from lxml import etree
from lxml.html import HtmlElement

from digest.extract.blocks import (
    Block,
    Cuts,
    is_sentence,
    join_texts,
    list_blocks,
    read_text,
    text_of,
    wrap_loose_text,
)
from digest.extract.boxes import prune_boxes
from digest.extract.leads import find_headed_article, find_leads
from digest.extract.markdown import CAPTION_ATTRIBUTE
from digest.extract.scoring import find_frame, pick_block
from digest.extract.teasers import prune_teasers
from digest.extract.tidy import tidy_body
from digest.models import Removed
from digest.text import compose, word_count

_INVISIBLE = frozenset(
    """script style noscript template iframe object embed applet svg canvas audio video source track button input select
    option textarea dialog link meta base area map progress meter datalist""".split()
)
_NEVER_TEXT = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "link", "meta"})
_STRIPPED = (*_NEVER_TEXT, etree.Comment, etree.ProcessingInstruction)
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!important\s*)?(?:;|$)", re.I
)

_SHORT = 250


@dataclass(frozen=True, slots=True)
class Body:
    """An article's block, and what was cut on the way to it."""

    element: HtmlElement
    removed: tuple[Removed, ...]
    hidden: int = 0
    """Words that readers of the page never see."""
    outside: int = 0
    """Words that were left with the page, around the block."""
    running: int = 0
    """Those of them in sentences."""


def extract_body(
    tree: HtmlElement, *, title: str | None, byline: tuple[str, ...], description: str | None = None, url: str | None
) -> Body | None:
    """The body of the page `tree`, which is changed; None where there is no text worth the name.

    `description` is what the page's metadata says of the article: it tells its lead when that stands outside.
    """
    base = find_base(tree, url)
    hidden = drop_invisible(tree)
    restore_lazy_images(tree)
    note_captions(tree)
    all_blocks = list_blocks(tree, wrap_loose_text(tree))
    blocks, cuts = list(all_blocks), Cuts()
    removed = prune_boxes(tree, blocks, cuts)
    removed += prune_teasers(tree, blocks, cuts)
    frame = _find_block(tree, blocks, title)
    if is_short := frame is None or is_shorter(frame, _SHORT):
        length = text_length(frame)
        cuts.undo()
        whole = _find_block(tree, all_blocks, title)
        if text_length(whole) > length * 2:
            blocks, frame, removed = all_blocks, whole, []
        else:
            cuts.redo()
    if frame is None or (is_short and is_shorter(frame, 1)):
        return None
    leads = find_leads(blocks, frame, title=title, description=description)
    body, held = _take_out(tree, frame, blocks, leads)
    removed += tidy_body(body, title=title, byline=byline, blocks=held)
    if base:
        complete_addresses(body, base)
    if _is_menu(held):
        return None
    running = word_count("\n".join([block.text for block in blocks if is_sentence(block)]))
    return Body(body, tuple(removed), hidden=hidden, outside=count_words(tree), running=running)


def _take_out(
    tree: HtmlElement, frame: HtmlElement, blocks: list[Block], leads: list[Block]
) -> tuple[HtmlElement, list[Block]]:
    """The leads and the frame as a body of their own, and its blocks; `blocks` keeps those that stay in the tree."""
    inside = set(frame.iter())
    held = [*leads, *(block for block in blocks if block.element in inside)]
    taken = [*(block.element for block in leads), frame]
    linked = any(next(element.iterancestors("a"), None) is not None for element in taken)
    body = tree.makeelement("div")
    for element in taken:
        inside.add(element)
        element.tail = None
        body.append(element)
    blocks[:] = [block for block in blocks if block.element not in inside]
    return body, list_blocks(body) if linked else held


def find_base(tree: HtmlElement, url: str | None) -> str | None:
    """What the page's relative addresses are relative to."""
    element = next((item for item in tree.iter("base") if item.get("href")), None)
    if element is None:
        return url
    try:
        return str(urljoin(url or "", (element.get("href") or "").strip()))
    except ValueError:
        return url


_ABSOLUTE = re.compile(r"https?://[A-Za-z0-9.-]+/[A-Za-z0-9./_%~+,=-]*(?:\?[A-Za-z0-9./_%~+,=&-]+)?")
"""An address that `urljoin` leaves as it is, in a tenth of its time: as most are."""


def complete_addresses(body: HtmlElement, base: str) -> None:
    """Make the addresses of links and images absolute, here and not in the whole page, of which little is left.

    What leads to a place in the article itself, as a footnote's mark does, stays as it is.
    """
    places: set[str] | None = None
    for element in body.iter("a", "img"):
        name = "href" if element.tag == "a" else "src"
        if address := element.get(name):
            if address.startswith("#"):
                if places is None:
                    places = {value for item in body.iter() for value in (item.get("id"), item.get("name")) if value}
                if address[1:] in places or unquote(address[1:]) in places:
                    continue
            if _ABSOLUTE.fullmatch(address):
                continue
            try:
                element.set(name, urljoin(base, address.strip()))
            except ValueError:
                continue  # no address: it stays as it is


def _is_menu(blocks: list[Block]) -> bool:
    """Whether blocks have no running text, only links."""
    chars = linked = 0
    for block in blocks:
        if is_sentence(block):
            return False
        chars += len(block.text)
        linked += block.linked
    return linked >= chars * 0.8


def _find_block(tree: HtmlElement, blocks: list[Block], title: str | None) -> HtmlElement | None:
    picked = pick_block(tree, blocks)
    if picked is None:
        return tree.find("body")
    frame = find_frame(tree, picked, blocks)
    headed = find_headed_article(tree, frame, title=title)
    return frame if headed is None else headed


def note_captions(tree: HtmlElement) -> None:
    """Write each figure's caption on its image, where the Markdown writer finds it once captions are pruned."""
    for figure in tree.iter("figure"):
        images = list(figure.iter("img"))
        captions = [text for item in figure.iter("figcaption") if (text := text_of(item))]
        if images and captions:
            images[0].set(CAPTION_ATTRIBUTE, captions[0])


def text_length(element: HtmlElement | None) -> int:
    """Characters of an element's text, white space as one."""
    return 0 if element is None else len(" ".join(str(element.text_content()).split()))


def is_shorter(element: HtmlElement, length: int) -> bool:
    """Whether an element has less text than `length` characters, white space as one."""
    text = read_text(element)
    return len(" ".join(text[: length * 20].split())) < length and len(" ".join(text.split())) < length


def count_words(tree: HtmlElement) -> int:
    """How many words a page or fragment has, less those of scripts and styles, which lose their text here."""
    for element in tree.iter("script", "style", "noscript", "template"):
        element.text = None
        for child in element if len(element) else ():
            child.tail = None
    text = join_texts(tree)
    if text.isascii():
        return word_count(text)
    for sign in _WITHIN_WORDS:
        text = text.replace(sign, "")
    return word_count(compose(text))


_WITHIN_WORDS = "\u00ad\u200b\u2060\ufeff"  # soft hyphens and the like: `normalise` takes them out


def drop_invisible(tree: HtmlElement) -> int:
    """Take out what a reader never sees: scripts, controls, comments, what the mark-up hides. Gives its words.

    A control or hidden box that holds most of all paragraphs is a fault of the page (an unclosed button, an
    article that a script uncovers): its frame goes, its content stays.
    """
    _unwrap_links(tree)
    unread = [text_of(item) for item in tree.iter(*_NEVER_TEXT) if len(item) or item.text]
    for item in [item for item in tree.iter(*_STRIPPED) if (tail := item.tail) and not tail.isspace()]:
        item.drop_tree()  # joins the texts around it
    etree.strip_elements(tree, *_STRIPPED, with_tail=False)
    never = {*tree.iter(*_INVISIBLE), *filter(_is_hidden, cast("list[HtmlElement]", _WITH_STYLE(tree)))}
    unseen = [item for item in tree.iter("*") if item in never]
    holders = {element for element in unseen if next(element.iter("p"), None) is not None}
    total = _measure_texts(tree.iter("p")) if holders else 0
    dropped: set[HtmlElement] = set()
    for element in unseen:
        if element.getparent() is None or any(item in dropped for item in element.iterancestors()):
            continue
        if element not in holders or _measure_texts(element.iter("p")) <= total * 0.6:
            if len(element) or element.text:
                unread.append(text_of(element))
            dropped.add(element)
            element.drop_tree()
        elif element.tag in _INVISIBLE:
            element.tag = "div"
    return word_count("\n".join(unread))


_WITH_STYLE = etree.XPath("descendant-or-self::*/@style/.. | descendant-or-self::*/@hidden/..")


def _measure_texts(elements: Iterable[HtmlElement]) -> int:
    return sum(len(read_text(element)) for element in elements)


_LINKS_AROUND = etree.XPath("descendant::p/ancestor::a")


def _unwrap_links(tree: HtmlElement) -> None:
    """Take the tag from a link that holds most of all paragraphs: it was never closed, and is no link."""
    links = cast("list[HtmlElement]", _LINKS_AROUND(tree))
    total = _measure_texts(tree.iter("p")) if links else 0
    for link in links:
        held = list(link.iter("p"))
        if len(held) > 1 and _measure_texts(held) > total * 0.6:
            link.drop_tag()


def is_invisible(element: HtmlElement) -> bool:
    """Whether the mark-up keeps an element from a reader's sight, or it is no text."""
    return element.tag in _INVISIBLE or not isinstance(element.tag, str) or _is_hidden(element)


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style)) or element.get("hidden") is not None


def restore_lazy_images(tree: HtmlElement) -> None:
    """Give images that load late their address: what stands for them till then is a placeholder."""
    for image in tree.iter("img"):
        source = image.get("src") or ""
        missing = not source or source.startswith("data:")
        for name in _LATE_ADDRESSES if missing else _LATE_ADDRESSES[:_REPLACING]:
            value = (image.get(name) or "").split()
            if value and _PICTURE_ADDRESS.match(value[0]):
                image.set("src", value[0].rstrip(","))
                break


_LATE_ADDRESSES = ("data-src", "data-lazy-src", "data-original", "data-url", "data-srcset", "srcset")
_REPLACING = 3
"""So many of them are the picture's even where `src` has something."""
_PICTURE_ADDRESS = re.compile(r"(?!data:|blob:|javascript:|about:)[^\s{}<>]{4,}\Z", re.IGNORECASE)
