"""What an article's block has besides the article, cut block by block: each rule marks blocks, one pass drops them.

Long running text is never cut, only what surrounds it; a rule that would take more than its share of the text is
left out altogether.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from lxml.html import HtmlElement

from digest.extract.blocks import (
    HEADINGS,
    SENTENCE_END,
    Block,
    drop_element,
    is_sentence,
    list_blocks,
    measure_width,
    text_of,
)
from digest.extract.chrome import (
    AGENCY,
    AGENCY_REACH,
    AGENCY_WORDS,
    BOX_HEADING,
    CAPTION,
    CAPTION_WORDS,
    CLOSING,
    CREDIT,
    CREDIT_WORDS,
    LABEL,
    META_LINE,
    NOTICE,
    NOTICE_WORDS,
    POINTER,
    ends_in_photographer,
)
from digest.extract.dates import parse_date
from digest.extract.echoes import Echoes, fold_lines
from digest.extract.releases import find_release_end
from digest.models import Removed
from digest.text import QUESTION_ENDS

_DIGITS = re.compile(r"\d")
_WORDS = re.compile(r"\w+")
_MAX_SHARE = 0.4
_SHORTEST_ARTICLE = 250
"""Characters of running text."""
_LINE = 120
_ALWAYS = 100
"""Characters that a rule may cut of any text: a feed's entry can be as short as what it closes with."""
_TOP = 5
"""How many blocks from the top a byline or date may stand below the lead."""
_NEAR = 2
_LINKED = 0.75
_LABEL = 60
_SIGNED = re.compile(r"\W*[—–―-]\s*\w|.{1,80}\(@\w")
_QUOTED = 10
"""Characters that somebody must have said, for a line after them to say who."""
_CELLS = frozenset({"td", "th", "tr"})
_QUOTE_BOXES = ("blockquote", "aside", "figure", "q")
_COPIED = 30
"""Characters from which on a line that stands twice is a copy."""


def tidy_body(
    body: HtmlElement, *, title: str | None, byline: tuple[str, ...], framed: bool = True, blocks: list[Block]
) -> list[Removed]:
    """Cut from `body` the echoes of title, byline and date, labels, credits, lines of links and closing matter.

    `framed`: the block comes out of a page, so that short lines at its top are the page's. Returns what was cut,
    neighbours that fell to one rule together. `blocks` are the body's; those that are left remain in it.
    """
    if blocks and split_first_lines(body, blocks[0]):
        blocks[:] = list_blocks(body)
    echoes = Echoes(title, byline)
    rules: tuple[tuple[str, Callable[[list[Block]], Iterator[Block]]], ...] = (
        ("label", _find_labels),
        ("notice", _find_notices),
        ("repeat", _find_repeats),
        ("credit", _find_credits),
        ("links", _find_link_lines),
        ("pointer", _find_pointers),
        ("box", _find_headed_boxes),
        ("release", lambda left: iter(find_release_end(left))),
        ("header", lambda left: _find_header(left, echoes, framed)),
        ("closing", lambda left: _find_closing(left, echoes)),
    )
    left = sum([len(block.text) for block in blocks])
    total = left or 1
    for name, find in rules:
        marked = list(find([block for block in blocks if block.cut is None]))
        size = sum([len(block.text) for block in marked])
        if size == left or (size > max(total * _MAX_SHARE, _ALWAYS) and not (name == "links" and _is_text(blocks))):
            continue
        left -= size
        for block in marked:
            block.cut = name
    removed = []
    for rule, group in groupby(blocks, key=lambda block: block.cut):
        if rule:
            cut = list(group)
            removed.append(Removed(rule=rule, text="\n".join(block.text for block in cut)))
            for block in cut:
                drop_element(block.element, body)
    blocks[:] = [block for block in blocks if block.cut is None]
    return removed


def _is_text(blocks: list[Block]) -> bool:
    """Whether blocks hold running text enough for an article: then their links are none of it, however many."""
    return sum([len(block.text) for block in blocks if block.cut is None and is_sentence(block)]) >= _SHORTEST_ARTICLE


def split_first_lines(body: HtmlElement, first: Block) -> bool:
    """Make each line a paragraph where the first block is several short lines: date, headline and byline of old pages.

    They are parted by `br` alone there, so that no rule could tell one from the other. Returns whether it did.
    """
    if first.tag not in {"p", "div"} or first.element is body:
        return False
    element = first.element
    texts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            texts.append("")
        else:
            texts[-1] += str(child.text_content())
        texts[-1] += child.tail or ""
    texts = [" ".join(text.split()) for text in texts]
    if len([text for text in texts if text]) < 2 or any(len(text) > _LINE for text in texts):
        return False
    lines: list[HtmlElement] = [element.makeelement("p")]
    lines[0].text = element.text
    for child in list(element):
        if child.tag == "br":
            lines.append(element.makeelement("p"))
            lines[-1].text = child.tail
        else:
            lines[-1].append(child)
    lines[-1].tail = element.tail
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = lines
    return True


# --- rules: each yields the blocks it would cut ----------------------------------------------------------


def _find_labels(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        text = block.text
        if block.tag not in _CELLS and (
            (len(text) <= 90 and LABEL.match(text)) or not (text[:1].isalnum() or _WORDS.search(text))
        ):
            yield block


def _find_notices(blocks: list[Block]) -> Iterator[Block]:
    for at in _list_with_word(_lower_texts(blocks, 700), NOTICE_WORDS):
        if NOTICE.search(blocks[at].text):
            yield blocks[at]


def _lower_texts(blocks: list[Block], longest: int) -> list[str]:
    """The texts of blocks in lower case; "" for those of more than `longest` characters, and for cells."""
    return ["" if len(block.text) > longest or block.tag in _CELLS else block.text.lower() for block in blocks]


def _list_with_word(texts: list[str], words: tuple[str, ...]) -> list[int]:
    """At which of `texts` one of `words` is. All are looked through at once: most pages have few of the words."""
    whole = "\n".join(texts)
    met = [word for word in words if word in whole]
    return [at for at, text in enumerate(texts) if any(map(text.__contains__, met))] if met else []


def _find_repeats(blocks: list[Block]) -> Iterator[Block]:
    """Copies that a page makes of its own text, and pulled quotes: short blocks whose words stand in a longer one.

    A copy stands by its original (an image's two captions), repeats the lead, or belongs to a passage of copies,
    or to many. A line that comes again by itself later on, or in the same box, is the author's.
    """
    keys = fold_lines(
        [block.text if len(block.text) >= _COPIED and block.tag not in _CELLS else "" for block in blocks]
    )
    long_text = "\n".join(
        key for key, block in zip(keys, blocks, strict=True) if block.tag == "p" and len(block.text) > 200
    )
    first: dict[str, int] = {}
    originals = [first.setdefault(key, at) if len(key) >= _COPIED else at for at, key in enumerate(keys)]
    counts = Counter(originals)
    boxed = {item for box in _find_root(blocks).iter(*_QUOTE_BOXES) for item in box.iter()} if blocks else set()
    for at, block in enumerate(blocks):
        original = originals[at]
        if original == at:
            if len(keys[at]) > 40 and len(block.text) <= 200 and block.element in boxed and keys[at] in long_text:
                yield block
        elif original == 0 or (
            blocks[original].element.getparent() is not block.element.getparent()
            and (
                (
                    (at - original <= _NEAR or counts[original] > 2)
                    and not (counts[original] > 2 and block.text.endswith(QUESTION_ENDS))
                )
                or original + 1 in originals[at + 1 : at + 2]
                or originals[at - 1] == original - 1
            )
        ):
            yield block


def _find_root(blocks: list[Block]) -> HtmlElement:
    """The root of the tree that the blocks, of which there are some, are of."""
    root = blocks[0].element
    while (parent := root.getparent()) is not None:
        root = parent
    return root


def _signs_quote(block: Block) -> bool:
    """Whether a block says whose words the quotation is that it closes, as below a post set into the article."""
    if len(block.text) > _LINE or not _SIGNED.match(block.text):
        return False
    quote = next(block.element.iterancestors("blockquote"), None)
    return quote is not None and len(text_of(quote)) > len(block.text) + _QUOTED


def _find_credits(blocks: list[Block]) -> Iterator[Block]:
    if not blocks:
        return
    pictured = _find_pictured(_find_root(blocks))

    near = [at for at, block in enumerate(blocks) if at < 2 or (pictured and _near_picture(block, pictured))]
    looked_at = [blocks[at] for at in near]
    texts = _lower_texts(looked_at, 450)
    captions = {at for at in _list_with_word(texts, CAPTION_WORDS) if CAPTION.search(looked_at[at].text)}
    if len(texts) > 1 and not (pictured and _near_picture(blocks[1], pictured)):
        texts[1] = ""  # without a picture the second block may be a caption, but no credit
    credited = {at for at in _list_with_word(texts, CREDIT_WORDS) if CREDIT.search(looked_at[at].text)}
    ends = [text[-AGENCY_REACH:] for text in texts]
    owned = {at for at in _list_with_word(ends, AGENCY_WORDS) if AGENCY.search(ends[at])}
    signed = {at for at, block in enumerate(looked_at) if ends[at] and ends_in_photographer(block.text)}
    yield from (looked_at[at] for at in sorted(captions | credited | owned | signed))


def _find_pictured(root: HtmlElement) -> set[HtmlElement]:
    """The figures, the images, and the elements that hold an image."""
    pictured: set[HtmlElement] = set()
    for image in root.iter("img"):
        element = image
        while element is not None and element not in pictured:
            pictured.add(element)
            element = element.getparent()
    return pictured.union(root.iter("figure"))


def _near_picture(block: Block, pictured: set[HtmlElement]) -> bool:
    """Whether a picture is in the block or just before it, in its own box or the one before."""
    element = block.element
    for _ in range(3):
        if element in pictured or ((before := element.getprevious()) is not None and before in pictured):
            return True
        parent = element.getparent()
        if parent is None or parent.tag in ("article", "body", "main"):
            return False
        element = parent
    return False


def _find_link_lines(blocks: list[Block]) -> Iterator[Block]:
    """Lines that are wholly links: menus, teasers, tags. What heads a text stays, and an item of a list of text."""
    told: Counter[HtmlElement] = Counter()
    for block in blocks:
        if block.tag == "li":
            told[block.element.getparent()] += 1 if block.link_share < _LINKED else -1
    for at, block in enumerate(blocks):
        if block.link_share < _LINKED or block.tag in _CELLS or _signs_quote(block):
            continue
        if block.tag == "li" and told[block.element.getparent()] > 0:
            continue
        if block.tag in HEADINGS:
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if following is not None and is_sentence(following):
                continue
        yield block


def _find_pointers(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        limit = 220 if block.linked else 120
        if len(block.text) > limit or block.tag in _CELLS:
            continue
        if POINTER.match(block.text) or _is_labelled_link(block):
            yield block


def _is_labelled_link(block: Block) -> bool:
    """Whether a block is a label of what else there is to read, in an element of its own, and then a link."""
    link = next(block.element.iter("a"), None) if block.linked else None
    before = link.getprevious() if link is not None else None
    if link is None or before is None or (before.tail or "").strip():
        return False
    title = " ".join(str(link.text_content()).split())
    label = block.text.removesuffix(title).strip()
    return block.text.endswith(title) and 0 < len(label) <= _LABEL and bool(BOX_HEADING.match(label))


def _find_headed_boxes(blocks: list[Block]) -> Iterator[Block]:
    """What stands under "Related articles" and its like: the box it heads, or the short and linked lines after it."""
    skip_to = -1
    for at, block in enumerate(blocks):
        if at < skip_to or len(block.text) > 70 or block.tag in _CELLS or not BOX_HEADING.match(block.text):
            continue
        if block.tag not in HEADINGS and len(block.text) > 45 and not block.text.endswith(":"):
            continue
        yield block
        end = _end_of_box(blocks, at)
        yield from blocks[at + 1 : end]
        skip_to = end


def _end_of_box(blocks: list[Block], at: int) -> int:
    """One past the last block of the box that the heading at `at` opens."""
    container = blocks[at].element
    while True:
        parent = container.getparent()
        if parent is None or next((item for item in list_first(parent)), None) is not blocks[at].element:
            break
        container = parent
    inside = set(container.iter()) if container is not blocks[at].element else set()
    end = at + 1
    if inside:
        while end < len(blocks) and blocks[end].element in inside:
            end += 1
        if sum(len(item.text) for item in blocks[at + 1 : end] if is_sentence(item)) <= 1200:
            return end
    end = at + 1
    while end < len(blocks) and not is_sentence(blocks[end]) and blocks[end].tag not in HEADINGS:
        end += 1
    return end


def list_first(element: HtmlElement) -> Iterator[HtmlElement]:
    """The first leaf with text of an element, if there is one."""
    for item in element.iter():
        if item.text and item.text.strip():
            leaf = item
            while leaf is not None and leaf.tag in ("a", "span", "b", "strong", "em", "i", "font", "u", "small"):
                leaf = leaf.getparent()
            yield leaf
            return


def _find_header(blocks: list[Block], echoes: Echoes, framed: bool) -> Iterator[Block]:
    """Before the first sentence: the title again, byline, date, section, anything short. A standfirst stays."""
    begun = False
    for at, block in enumerate(blocks):
        if block.tag in _CELLS or (begun and at >= _TOP):
            return
        text = block.text
        if _signs_quote(block):
            continue
        if begun:
            if _is_stamp(text, echoes):
                yield block
        elif (
            block.tag == "h1"
            or echoes.is_title(text)
            or _is_stamp(text, echoes)
            or (framed and at < _TOP and echoes.is_biography(text))
        ):
            yield block
        elif is_sentence(block):
            begun = True
        elif framed and block.tag != "pre" and (block.tag not in HEADINGS or len(text) < 25) and _is_short(text):
            yield block


def _is_short(text: str) -> bool:
    return measure_width(text) < 50 and len(text.split()) <= 6 and not SENTENCE_END.search(text)


def _is_stamp(text: str, echoes: Echoes) -> bool:
    """Whether a short line is a byline or a date, or more facts of that kind."""
    if echoes.is_byline(text):
        return True
    if len(text) < 200 and _DIGITS.search(text) and not SENTENCE_END.search(text) and META_LINE.search(text):
        return parse_date(text) is not None
    return (
        len(text) < 90
        and bool(_DIGITS.search(text))
        and parse_date(text) is not None
        and len(_WORDS.findall(text)) < 14
    )


def _find_closing(blocks: list[Block], echoes: Echoes) -> Iterator[Block]:
    """From the end: dangling headings, labels, tags, biographies, notes on rights, until running text is met."""
    kept = 0
    for block in reversed(blocks):
        if block.tag in _CELLS:
            return
        text = block.text
        if _signs_quote(block):
            kept += 1
        elif (
            (kept == 0 and block.tag in HEADINGS)
            or (CLOSING.match(text) and len(text) < 600)
            or echoes.opens_with_name(text)
            or (kept == 0 and _is_stamp(text, echoes))
            or (
                kept == 0
                and not is_sentence(block)
                and block.tag != "li"
                and len(text) < 60
                and not SENTENCE_END.search(text)
            )
        ):
            yield block
        else:
            kept += 1
            if kept > 2:
                return
