"""The short lines of a page that may be its byline or its date, read in one walk before the tree is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, overload

from lxml.html import HtmlElement

from digest.extract.blocks import clean_line, read_text

_MAX_LENGTH = 160
_MAX_SPOTS = 10_000
_MARGIN = 250
"""Elements after a headline among which its byline and date stand."""
_HEADINGS = ("h1", "h2", "h3", "h4")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "button", "head", "iframe"})
_SIDE_TAGS = frozenset({"aside", "footer", "nav"})
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


_NO_PIECES: list[str] = []
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
        spots = _list_spots(order[:stop], set(order[stop].iterancestors()))
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
    return _list_spots(list(_find_root(tree).iter()), set())


def _list_spots(order: list[HtmlElement], much: set[HtmlElement]) -> list[Spot]:
    """The short ones of the elements `order`, from the root on, in document order; `much` are known to be none."""
    found: list[Spot] = []
    since_title: int | None = None
    root = order[0]
    texts = _read_short_texts(order, much)
    lines: dict[str, str] = {}
    asides: dict[HtmlElement, bool] = {}
    for element in order:
        pieces = texts.get(element, _NO_PIECES)
        tag = element.tag
        get = element.get
        is_spot = bool(pieces) or (pieces is not None and bool(get("datetime") or get("content")))
        if not is_spot and tag != "h1" and not len(element):
            continue
        aside = False if element is root else asides.get(element.getparent())
        if aside is None and tag in ("article", "main"):
            aside = None if _is_hidden(element) else False
        if aside is None or tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == "h1" and since_title is None:
            since_title = 0
        if not is_spot and not len(element):
            continue
        label, is_side = _read_label(get("class"), get("id"), get("rel"), get("itemprop"))
        if tag in ("article", "main"):
            aside = False
        elif not aside:
            aside = tag in _SIDE_TAGS or (is_side and tag != "body")
        asides[element] = aside
        if not is_spot:
            continue
        said = " ".join(reversed(pieces)) if pieces else ""
        if (text := lines.get(said)) is None:
            text = lines[said] = clean_line(said)
        found.append(_make_spot(Spot, (element, tag, text, label, aside, since_title)))
        if len(found) == _MAX_SPOTS:
            break
        if since_title is not None:
            since_title += 1
    return found


def _is_hidden(element: HtmlElement) -> bool:
    """Whether an article in an element without lines is none to be seen. One in a button is: that was not closed."""
    return any(parent.tag in _SKIPPED and parent.tag != "button" for parent in element.iterancestors())


@lru_cache(maxsize=8192)
def _read_label(*names: str | None) -> tuple[str, bool]:
    """An element's names as one label, and whether they are such as stand beside an article."""
    label = " ".join([name for name in names if name]).lower()
    return label, bool(_SIDE.search(label))


def _read_short_texts(order: list[HtmlElement], much: set[HtmlElement]) -> dict[HtmlElement, list[str] | None]:
    """The pieces of text of each element, last first; None for those with much text, without for those with none.

    `order` is document order: from its end each element hands what it holds up to its parent, so that each text is
    looked at once. `much` are known to have much.
    """
    texts: dict[HtmlElement, list[str] | None] = dict.fromkeys(much)
    lengths: dict[HtmlElement, int] = {}
    for element in reversed(order):
        pieces = texts.get(element, _NO_PIECES)
        if pieces is not None and (text := element.text) and (text := text.strip()) and isinstance(element.tag, str):
            length = lengths[element] = lengths.get(element, 0) + len(text)
            pieces = texts[element] = [*pieces, text] if length <= _MAX_LENGTH else None
        tail = element.tail
        if tail:
            tail = tail.strip()
        if not tail and pieces is not None and not pieces:
            continue
        parent = element.getparent()
        held = texts.get(parent, _NO_PIECES)
        if held is None:
            continue
        if pieces is None:
            texts[parent] = None
            continue
        length = lengths[parent] = lengths.get(parent, 0) + len(tail or "") + lengths.get(element, 0)
        if length > _MAX_LENGTH:
            texts[parent] = None
        else:
            texts[parent] = [*held, tail, *pieces] if tail else [*held, *pieces]
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
