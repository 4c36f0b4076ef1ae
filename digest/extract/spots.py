"""The short lines of a page that may be its byline or its date, read in one walk before the tree is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple, overload

from lxml import etree
from lxml.etree import Comment, ProcessingInstruction
from lxml.html import HtmlElement

from digest.extract.blocks import clean_line, read_text

_MAX_LENGTH = 160
_MAX_SPOTS = 10_000
BEFORE_TITLE = 8
AFTER_TITLE = 30
"""How many spots before and after a headline may be its byline and date."""
_STEP = 40
"""Elements that are read at a time to find these."""
_MAX_INSIDE = 2000
"""Elements begun and ended in one that is no line, however short its text."""
_SMALL = 200
"""The elements of a page that is read whole."""
_BETWEEN = "\0"  # in no page: the parser takes it out
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
    is_headed: bool
    """Whether it comes after the page's first h1, or is that."""
    at: int
    """Its place among the elements of the page."""


_make_spot = tuple.__new__  # what the class calls itself, for half the time


class Spots(Sequence[Spot]):
    """The short elements of a page in reading order; of those one inside the other, both.

    They are read when first asked for, and no others than are asked for: most pages say all in their metadata, or by
    their headline. The tree must not change meanwhile.
    """

    def __init__(self, tree: HtmlElement) -> None:
        body = tree.find("body")
        self.root: HtmlElement = body if body is not None else tree
        self._asides: dict[HtmlElement | None, bool] = {self.root.getparent(): False}
        self._near: dict[str, Sequence[Spot]] = {}

    @cached_property
    def _spots(self) -> list[Spot]:
        return self._read_window(0, len(self._order))

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

    @cached_property
    def _order(self) -> list[HtmlElement]:
        return list(self.root.iter())

    @property
    def _is_read(self) -> bool:
        """Whether all spots are at hand, as good as: those of a small page are read at once."""
        return "_spots" in self.__dict__ or len(self._order) <= _SMALL

    @cached_property
    def _hidden(self) -> set[HtmlElement]:
        return _find_hidden(self.root)

    @cached_property
    def _first_h1(self) -> int:
        """The place of the first h1 that is not hidden; the end, where there is none."""
        first = next((item for item in self.root.iter("h1") if item not in self._hidden), None)
        return len(self._order) if first is None else self._order.index(first)

    @cached_property
    def _values(self) -> bytes:
        """The values of each element's attributes, in lower case: in bytes, which are folded and searched faster."""
        values = _BETWEEN.join([" ".join(element.values()) for element in self._order])
        return values.encode("utf-8", "replace").lower()

    @cached_property
    def text(self) -> str:
        """All text of the page as it stands, that of scripts too."""
        return read_text(self.root)

    def find_named(self, *names: str, attribute: str | None = None) -> list[Spot]:
        """The spots whose label holds one of `names` (ASCII, lower case), or that have `attribute`; maybe others."""
        if self._is_read:
            return self._spots
        having = self.root.xpath(f"descendant-or-self::*[@{attribute}]") if attribute else ()
        places = {self._order.index(element) for element in having}
        return self._read_each(places | {at for name in names for at in self._find_value(name.encode())})

    def _find_value(self, part: bytes) -> Iterator[int]:
        """The places of the elements that have `part` in the value of an attribute."""
        values, between, at, start = self._values, _BETWEEN.encode(), 0, 0
        while (found := values.find(part, start)) >= 0:
            at += values.count(between, start, found)
            yield at
            if (start := values.find(between, found)) < 0:
                break

    def find_tagged(self, *tags: str) -> list[Spot]:
        """The spots that are elements of `tags`."""
        if self._is_read:
            return [spot for spot in self._spots if spot.tag in tags]
        wanted = set(self.root.iter(*tags))
        return self._read_each({at for at, element in enumerate(self._order) if element in wanted} if wanted else set())

    def _read_each(self, places: Set[int]) -> list[Spot]:
        found: list[Spot] = []
        for at in sorted(places)[:_MAX_SPOTS]:
            element = self._order[at]
            found += self._list_spots(at, [element], [_read_short_text(element)])
        return found

    def read_after(self, spot: Spot, count: int) -> list[Spot]:
        """The first `count` spots after `spot`, or all where they are fewer."""
        return self._read_on(spot.at + 1, spot.at, count)[:count]

    def read_near(self, title: str, fold: Callable[[str], str]) -> Sequence[Spot]:
        """The spots about the headings that may be the headline: the first h1, and those that are `title` once folded.

        That is from `BEFORE_TITLE` before the first to `AFTER_TITLE` after the last, or more; all, where there is none.
        """
        if self._is_read:
            return self._spots
        if title not in self._near:
            self._near[title] = self._read_headed(title, fold)
        return self._near[title]

    def _read_headed(self, title: str, fold: Callable[[str], str]) -> Sequence[Spot]:
        headings = islice(self.root.iter(*_HEADINGS), _MAX_SPOTS)
        shown = [item for item in headings if item not in self._hidden]
        texts = [(item, text) for item in shown if (text := _read_short_text(item))]
        first = next((item for item, _ in texts if item.tag == "h1"), None)
        headlines = [item for item, text in texts if item is first or (title and fold(text) == title)]
        if not headlines:
            return self._spots
        begin, end = (self._order.index(headlines[at]) for at in (0, -1))
        middle = self._find_cut(begin + 1)
        return self._read_back(begin, middle) + self._read_on(middle, end, AFTER_TITLE)

    def _read_back(self, place: int, stop: int) -> list[Spot]:
        """The spots up to `stop`, as many as to have `BEFORE_TITLE` before `place`, or more."""
        found: list[Spot] = []
        for step in (_STEP, 4 * _STEP, place):
            found = self._read_window(max(place - step, 0), stop)
            if sum(spot.at < place for spot in found) >= BEFORE_TITLE:
                break
        return found

    def _read_on(self, start: int, place: int, count: int) -> list[Spot]:
        """The spots from `start` on, as many as to have `count` after `place`, or more."""
        found: list[Spot] = []
        step = _STEP
        while start < len(self._order) and sum(spot.at > place for spot in found) < count:
            stop = self._find_cut(max(start, place) + step)
            found += self._read_window(start, stop)
            start, step = stop, 2 * step
        return found

    def _find_cut(self, place: int) -> int:
        """The first place from `place` on where the page may be cut: within no element but those with much text."""
        little: set[HtmlElement] = set()  # each is looked at once, however large
        order = self._order
        while place < len(order) and ((parent := order[place].getparent()) in little or not _has_much_text(parent)):
            little.add(parent)
            place += 1
        return min(place, len(order))

    def _read_window(self, start: int, stop: int) -> list[Spot]:
        """The spots from the place `start` to `stop`, where the page may be cut."""
        order = self._order
        elements = order[start:stop]
        holder = order[stop].getparent() if stop < len(order) else None
        return self._list_spots(start, elements, _read_short_texts(elements, holder))

    def _list_spots(self, start: int, elements: list[HtmlElement], texts: list[str | None]) -> list[Spot]:
        """The short ones of `elements`, which follow one another from the place `start` on; `texts` are theirs."""
        found: list[Spot] = []
        hidden, asides, first_h1 = self._hidden, self._asides, self._first_h1
        for at, (element, text) in enumerate(zip(elements, texts, strict=True), start):
            if text is None or element in hidden:
                continue
            get, tag = element.get, element.tag
            if not (text or get("datetime") or get("content")):
                continue
            label, is_side = _read_label(get("class"), get("id"), get("rel"), get("itemprop"))
            if (above := asides.get(parent := element.getparent())) is None:
                above = _stands_aside(parent, asides)
            aside = asides[element] = (above or is_side or tag in _SIDE_TAGS) and tag not in _OWN_TAGS
            found.append(_make_spot(Spot, (element, tag, text, label, aside, at >= first_h1, at)))
            if len(found) == _MAX_SPOTS:
                break
        return found


def _has_much_text(element: HtmlElement) -> bool:
    text = read_text(element)
    return any(len("".join(part.split())) > _MAX_LENGTH for part in (text[: 10 * _MAX_LENGTH], text))


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


def _read_short_text(element: HtmlElement) -> str | None:
    """The text of one element as `_read_short_texts` gives it; None too where hundreds of elements are in it.

    It is read no further, since elements that are asked for one by one may be one inside the other.
    """
    if not len(element):
        text = element.text if element.tag not in _UNSHOWN else None
        line = (text or "").strip()
        return clean_line(line) if len(line) <= _MAX_LENGTH else None
    pieces: list[str] = []
    length = 0
    for count, (event, item) in enumerate(etree.iterwalk(element, events=("start", "end", "comment", "pi"))):
        if count > _MAX_INSIDE:
            return None
        if event == "start":
            text = item.text if item.tag not in _UNSHOWN else None
        else:
            text = item.tail if item is not element else None
        if text and (text := text.strip()):
            pieces.append(text)
            length += len(text)
            if length > _MAX_LENGTH:
                return None
    return clean_line(" ".join(pieces))


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
