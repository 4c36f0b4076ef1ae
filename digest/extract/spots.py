"""The short lines of a page that may be its byline or its date, read in one walk before the tree is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, overload

from lxml.etree import Comment, ProcessingInstruction
from lxml.html import HtmlElement

from digest.extract.blocks import clean_line, read_text

_MAX_LENGTH = 160
_MAX_SPOTS = 10_000
_MARGIN = 250
"""Elements after a headline among which its byline and date stand."""
_HEADINGS = ("h1", "h2", "h3", "h4")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "button", "head", "iframe"})
_UNSHOWN = frozenset({"script", "style", "template", Comment, ProcessingInstruction})
_SIDE_TAGS = frozenset({"aside", "footer", "nav"})
_OWN_TAGS = frozenset({"article", "main"})
"""What is the page's own article, wherever it stands."""
_SIDE = re.compile(
    r"comment|related|sidebar|footer|recommend|teaser|popular|latest|more-|promo|widget|carousel|trending|similar"
)

_PARTS = frozenset({"p", "div", "li", "ul", "h1", "h2", "h3", "header", "section", "article", "figure", "table", "img"})
_MAX_CLIMB = 3
_MAX_BEFORE = 40


class Spot(NamedTuple):
    """A short element: its text, and what its mark-up says of it."""

    element: HtmlElement
    tag: str
    text: str
    label: str
    """Class, id, rel and itemprop, in lower case."""
    aside: bool
    """Whether it stands in a sidebar, footer, list of comments or of other articles."""
    after_title: int | None
    """How many short elements after the first h1 it comes; None before it."""


_make_spot = tuple.__new__  # what the class calls itself, for half the time


class Spots(Sequence[Spot]):
    """The short elements of a page, as `read_spots` lists them; read when one is first asked for, since most pages
    say all in their metadata. The tree must not change before that."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree

    @cached_property
    def _spots(self) -> list[Spot]:
        return read_spots(self._tree)

    def __len__(self) -> int:
        return len(self._spots)

    def __iter__(self) -> Iterator[Spot]:
        return iter(self._spots)

    @overload
    def __getitem__(self, at: int) -> Spot: ...
    @overload
    def __getitem__(self, at: slice) -> list[Spot]: ...
    def __getitem__(self, at: int | slice) -> Spot | list[Spot]:
        return self._spots[at]

    def read_head(self, is_headline: Callable[[str], bool], after: int) -> Sequence[Spot]:
        """The spots down to `after` past the last heading that may be the headline: the first h1 and any like it.

        All, where there is no such heading, or all are read already.
        """
        if "_spots" in self.__dict__:
            return self._spots
        root = _find_root(self._tree)
        last: HtmlElement | None = None
        headlined = False
        for heading in root.iter(*_HEADINGS):
            text = clean_line(read_text(heading))
            first = heading.tag == "h1" and not headlined and 0 < len(text) <= _MAX_LENGTH
            headlined = headlined or first
            if first or is_headline(text):
                last = heading
        if last is None:
            return self._spots
        order = list(root.iter())
        stop = order.index(last) + _MARGIN
        little: HtmlElement | None = None
        while stop < len(order) and ((parent := order[stop].getparent()) is little or not _has_much_text(parent)):
            little = parent
            stop += 1
        if stop >= len(order):
            return self._spots
        spots = _list_spots(order[:stop], root, order[stop].getparent())
        at = next((at for at, spot in enumerate(spots) if spot.element is last), len(spots))
        complete = len(spots) - at > after and (not headlined or any(spot.tag == "h1" for spot in spots))
        return spots if complete else self._spots


def _has_much_text(element: HtmlElement) -> bool:
    return len("".join(read_text(element).split())) > _MAX_LENGTH


def _find_root(tree: HtmlElement) -> HtmlElement:
    body = tree.find("body")
    return body if body is not None else tree


def read_spots(tree: HtmlElement) -> list[Spot]:
    """The short elements of a page in reading order; of those one inside the other, both."""
    root = _find_root(tree)
    return _list_spots(list(root.iter()), root, None)


def _list_spots(order: list[HtmlElement], root: HtmlElement, holder: HtmlElement | None) -> list[Spot]:
    """The short ones of the elements `order`, which follow one another from `root` on.

    `holder` is the parent of the element after them, where they are not all: it and its ancestors are left out.
    """
    found: list[Spot] = []
    since_title: int | None = None
    hidden = _find_hidden(root)
    asides: dict[HtmlElement | None, bool] = {root.getparent(): False}
    for element, text in zip(order, _read_short_texts(order, holder), strict=True):
        tag = element.tag
        if (text is None and tag != "h1") or element in hidden:
            continue
        if tag == "h1" and since_title is None:
            since_title = 0
        get = element.get
        if text is None or not (text or get("datetime") or get("content")):
            continue
        label, is_side = _read_label(get("class"), get("id"), get("rel"), get("itemprop"))
        if (above := asides.get(parent := element.getparent())) is None:
            above = _stands_aside(parent, asides)
        aside = asides[element] = (above or is_side or tag in _SIDE_TAGS) and tag not in _OWN_TAGS
        found.append(_make_spot(Spot, (element, tag, text, label, aside, since_title)))
        if len(found) == _MAX_SPOTS:
            break
        if since_title is not None:
            since_title += 1
    return found


def _find_hidden(root: HtmlElement) -> set[HtmlElement]:
    """The elements without lines to be seen. An article in a button is none of them: that was not closed."""
    hidden = {item for outer in root.iter(*_SKIPPED) for item in outer.iter()}
    for own in root.iter(*_OWN_TAGS):
        if own in hidden and not any(item.tag in _SKIPPED and item.tag != "button" for item in own.iterancestors()):
            hidden.difference_update(own.iter())
            hidden.update(item for inner in own.iter(*_SKIPPED) for item in inner.iter())
    return hidden


def _stands_aside(element: HtmlElement, known: dict[HtmlElement | None, bool]) -> bool:
    """Whether an element, or the closest around it that says so, is no part of an article; noted in `known`."""
    aside = element.tag not in _OWN_TAGS
    if aside and element.tag not in _SIDE_TAGS:
        parent, get = element.getparent(), element.get
        above = known[parent] if parent in known else _stands_aside(parent, known)
        names = (get("class"), get("id"), get("rel"), get("itemprop"))
        aside = above or (element.tag != "body" and _read_label(*names)[1])
    known[element] = aside
    return aside


@lru_cache(maxsize=8192)
def _read_label(*names: str | None) -> tuple[str, bool]:
    """An element's names as one label, and whether they are such as stand beside an article."""
    label = " ".join([name for name in names if name]).lower()
    return label, bool(_SIDE.search(label))


def _read_short_texts(order: list[HtmlElement], holder: HtmlElement | None) -> list[str | None]:
    """The text of each element on one line, "" for none; None where there is much, or where `holder` is inside.

    In one walk, which notes at which piece of the page's text each element begins and ends.
    """
    pieces: list[str] = []
    lengths = [0]  # of all pieces up to each
    starts: list[int] = []
    ends = [-1] * len(order)
    path: list[int] = []
    above = [item.getparent() for item in order[1:]]
    for at, (element, parent_of_next) in enumerate(zip(order, [*above, holder], strict=True)):
        starts.append(len(pieces))
        if (text := element.text) and (text := text.strip()) and element.tag not in _UNSHOWN:
            pieces.append(text)
            lengths.append(lengths[-1] + len(text))
        if parent_of_next is element:
            path.append(at)
            continue
        closed = at
        while True:
            ends[closed] = len(pieces)
            if (tail := order[closed].tail) and (tail := tail.strip()):
                pieces.append(tail)
                lengths.append(lengths[-1] + len(tail))
            if not path or order[path[-1]] is parent_of_next:
                break
            closed = path.pop()
    texts: list[str | None] = []
    last, line = (0, 0), ""
    for span in zip(starts, ends, strict=True):
        start, end = span
        if start == end:
            texts.append("")
        elif end < 0 or lengths[end] - lengths[start] > _MAX_LENGTH:
            texts.append(None)
        else:
            if span != last:
                last, line = span, clean_line(pieces[start] if end == start + 1 else " ".join(pieces[start:end]))
            texts.append(line)
    return texts


def is_page_footer(element: HtmlElement) -> bool:
    """Whether an element is, or stands in, a footer of the page: not one of its article."""
    tags = [element.tag, *(parent.tag for parent in element.iterancestors())]
    return "footer" in tags and not {"article", "main"} & set(tags)


def words_before(element: HtmlElement) -> str:
    """The words that stand right before an element within its line ("Last updated on"), in lower case."""
    for _ in range(_MAX_CLIMB):
        parent, previous = element.getparent(), element.getprevious()
        if parent is None:
            break
        if previous is None:
            text = parent.text or ""
        else:
            text = previous.tail or ""
            if not text.strip() and isinstance(previous.tag, str) and previous.tag not in _PARTS:
                text = "".join(str(piece) for piece in previous.itertext())
        if text.strip():
            return text.strip()[-_MAX_BEFORE:].lower()
        if previous is not None and previous.tag in _PARTS:
            break
        element = parent
    return ""
