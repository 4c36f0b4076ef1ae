"""Which block of a page is the article: readability-lxml's scoring, then a climb to the frame that holds all of it.

The scoring is readability-lxml's own (the `Document` class), driven on a tree that is parsed already; replaced are the
steps that change the tree or serialise it, by such as only look at it. Readability picks one block and its like
siblings; an article in many sections loses most of itself that way. So from its pick we climb while the frame around
holds much more running text (`Weights`), in the spirit of maximum-subsequence segmentation (Pasternack and Roth,
"Extracting article text from the web", WWW 2009), over the tree.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement
from readability import Document as ReadabilityDocument
from readability.readability import REGEXES

from digest.extract.blocks import HEADINGS, WIDE, Block, Cuts, find_holders, read_text

logging.getLogger("readability.readability").setLevel(logging.CRITICAL)

_PARAGRAPH_BREAKERS = frozenset({"blockquote", "dl", "div", "ol", "p", "pre", "table", "ul", "section"})
_PICTURES = frozenset({"img", "picture"})
_INLINE_TAGS = frozenset({"a", "b", "cite", "code", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"})

_NEUTRAL = frozenset({"td", "th", "li", "dt", "dd", "pre"})
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।:][\"'”’»)\]]*\s*$")
_LONG = 60
_SENTENCE = 25
_GAIN = 0.15


class _Scorer(ReadabilityDocument):  # type: ignore[misc]  # readability comes without types
    """Readability's steps over one tree, without its parsing and serialising, and without changing the tree.

    `texts` are those of elements that are known.
    """

    def __init__(self, tree: HtmlElement, texts: dict[HtmlElement, str]) -> None:
        super().__init__("")
        self.html = tree
        self._texts = texts
        self._links: dict[HtmlElement, int] = {}

    def _html(self, force: bool = False) -> HtmlElement:
        return self.html

    def get_link_density(self, element: HtmlElement) -> float:
        """The share of an element's text inside links, white space as one; readability's own runs three regexes."""
        lengths = self._links
        linked = 0
        for link in element.iter("a"):
            if link not in lengths:
                lengths[link] = _measure_text(link)
            linked += lengths[link]
        if element.tag == "a":
            linked -= lengths[element]
        return linked / max(_measure_text(element), 1) if linked else 0.0

    def class_weight(self, element: HtmlElement) -> int:
        """Readability's weight of an element's names, each looked at once; it names each body so itself."""
        own = "readabilityBody" if element.tag == "body" else element.get("id")
        return _weigh_names(element.get("class")) + _weigh_names(own)

    def score_paragraphs(self) -> dict[HtmlElement, dict[str, Any]]:
        """Readability's scores: of each paragraph's text to its parent, and by half to the parent of that.

        What links take off is left to the choice, since few can win.
        """
        candidates: dict[HtmlElement, dict[str, Any]] = {}
        for parent, text in self._list_paragraphs():
            if len(text) < self.min_text_length:
                continue
            score = 2 + text.count(",") + min(len(text) / 100, 3)
            for holder, share in ((parent, 1.0), (parent.getparent(), 0.5)):
                if holder is not None:
                    if holder not in candidates:
                        candidates[holder] = self.score_node(holder)
                    candidates[holder]["content_score"] += score * share
        return candidates

    def _list_paragraphs(self) -> Iterator[tuple[HtmlElement, str]]:
        """What readability takes for paragraphs, each with its parent: a div without blocks too, and loose text.

        That is left beside pictures only (see `wrap_loose_text`).
        """
        blocked = find_holders(self.html, _PARAGRAPH_BREAKERS)
        pictured = find_holders(self.html, _PICTURES) - blocked
        for element in self.html.iter("p", "pre", "td", "blockquote", "div"):
            if element.tag == "div" and element in blocked:
                continue
            if element.tag == "div" and element in pictured:
                for text in _list_loose_texts(element, pictured):
                    yield element, _fold_white(text)
            elif (parent := element.getparent()) is not None:
                known = self._texts.get(element)
                yield parent, _fold_white(read_text(element)) if known is None else known

    def select_best_candidate(self, candidates: dict[HtmlElement, dict[str, Any]]) -> dict[str, Any] | None:
        """Readability's choice, without its describing the best for a log."""
        best = self._find_best(candidates.values())
        if best is None:
            return None
        named = [item for item in candidates.values() if "articleBody" in (item["elem"].get("itemprop") or "").split()]
        named = [item for item in named if self.get_link_density(item["elem"]) <= 0.1]
        best = self._find_best(named) or best
        enough = best["content_score"] * 0.25
        inside = {item for item in best["elem"].iter("article") if item is not best["elem"]}
        nested = [item for item in candidates.values() if item["elem"] in inside and _is_long(item["elem"])]
        within = self._find_best(nested)
        return best if within is None or within["content_score"] < enough else within

    def _find_best(self, candidates: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
        """The candidate with the best score, less what its links take off; the first of equals.

        That is measured from the best on, until it shows that no other can win.
        """
        best: dict[str, Any] | None = None
        for candidate in sorted(candidates, key=lambda item: item["content_score"], reverse=True):
            if best is not None and max(candidate["content_score"], 0) <= best["content_score"]:
                break
            if "density" not in candidate:
                candidate["density"] = self.get_link_density(candidate["elem"])
                candidate["content_score"] *= 1 - candidate["density"]
            if best is None or candidate["content_score"] > best["content_score"]:
                best = candidate
        return best

    def get_semantic_main_candidate(
        self, candidates: dict[HtmlElement, dict[str, Any]], best: dict[str, Any]
    ) -> dict[str, Any]:
        """Readability's step up to `main`, where that holds far more than the best, with few links."""
        around = [best["elem"], *best["elem"].iterancestors()]
        main = next((item for item in around[1:] if item.tag == "main"), None)
        if main is None or any(item.tag == "article" for item in around):
            return best
        if _measure_text(main) < max(500, _measure_text(best["elem"]) * 2) or self.get_link_density(main) > 0.15:
            return best
        candidates[main] = self.score_node(main)
        return candidates[main]

    def pick(self) -> HtmlElement | None:
        """The element with the best score; None where nothing scores."""
        candidates = self.score_paragraphs()
        best = self.select_best_candidate(candidates)
        if not best:
            return None
        best = self.get_semantic_article_candidate(candidates, best)
        best = self.get_semantic_main_candidate(candidates, best)
        return best["elem"]


def _fold_white(text: str) -> str:
    return " ".join(text.split())


def _measure_text(element: HtmlElement) -> int:
    return len(_fold_white(read_text(element)))


def _is_long(element: HtmlElement) -> bool:
    return _measure_text(element) >= 250


# Readability's patterns are unanchored words, so that a list of names can be looked at name by name, each once.
@lru_cache(maxsize=16384)
def _match_name(pattern: str, name: str) -> bool:
    return bool(REGEXES[pattern].search(name))


@lru_cache(maxsize=16384)
def _weigh_names(names: str | None) -> int:
    if not names:
        return 0
    words = names.split()
    good = any(_match_name("positiveRe", word) for word in words)
    bad = any(_match_name("negativeRe", word) for word in words)
    return 25 * (good - bad)


@lru_cache(maxsize=16384)
def _are_unlikely(names: str | None, name: str | None) -> bool:
    """Whether an element's class and id are such as comments, menus and the like have, and articles have not."""
    words = f"{names or ''} {name or ''}".split()
    if not any(_match_name("unlikelyCandidatesRe", word) for word in words):
        return False
    return not any(_match_name("okMaybeItsACandidateRe", word) for word in words)


def _list_loose_texts(div: HtmlElement, holders: set[HtmlElement]) -> Iterator[str]:
    """The runs of text and inline elements directly in a div, which any other element ends."""
    run = div.text or ""
    for child in div:
        tail = child.tail or ""
        if child.tag in _INLINE_TAGS and child not in holders:
            run += read_text(child) + tail
        else:
            yield run
            yield tail
            run = ""
    yield run


def pick_block(tree: HtmlElement, blocks: Iterable[Block]) -> HtmlElement | None:
    """The element of `tree` (left as it is) that readability scores best; None where nothing scores.

    `blocks` are the tree's.
    """
    texts = {block.element: block.text for block in blocks}
    cuts = Cuts()
    touched = _drop_unlikely(tree, cuts)
    for element in touched:
        texts.pop(element, None)
    picked = _Scorer(tree, texts).pick()
    cuts.undo()
    return _Scorer(tree, texts).pick() if picked is None and touched else picked


_NEVER_UNLIKELY = frozenset({"html", "body", "pre", "code"})


def _drop_unlikely(tree: HtmlElement, cuts: Cuts) -> set[HtmlElement]:
    """Readability's first step: drop what is named as articles are not. Returns the elements that lost a part."""
    touched: set[HtmlElement] = set()
    dropped: set[HtmlElement] = set()
    for element in list(tree.iter()):
        names, name = element.get("class"), element.get("id")
        if not (names or name) or not _are_unlikely(names, name) or element.tag in _NEVER_UNLIKELY:
            continue
        if next(element.iter("main", "article", "math"), None) is not None:
            continue
        above = list(element.iterancestors())
        if dropped.isdisjoint(above) and not any(item.tag in ("pre", "code") for item in above):
            cuts.drop(element)
            dropped.add(element)
            touched.update(above)
    return touched


class Weights:
    """How much running text each element of a tree holds, less its menus and labels: the sums of its `blocks`."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._sums: dict[HtmlElement, float] = {}
        sums = self._sums
        below: dict[HtmlElement, float] = {}
        for block in blocks:
            weight = sums[block.element] = _weigh(block)
            if weight and (parent := block.element.getparent()) is not None:
                below[parent] = below.get(parent, 0.0) + weight
        for parent, weight in below.items():
            step = parent
            while step is not None:
                sums[step] = sums.get(step, 0.0) + weight
                step = step.getparent()

    def of(self, element: HtmlElement) -> float:
        """The weight of an element with all below it: characters of running text less a charge for menus and labels."""
        return self._sums.get(element, 0.0)


def _weigh(block: Block) -> float:
    if block.tag in HEADINGS:
        return 0.0
    text = block.text
    wide = 2 if not text.isascii() and WIDE.search(text) else 1
    chars, links = len(text) * wide, block.linked * wide
    if links > chars * 0.5:
        return -10.0 - min(chars, 80) * 0.25
    if chars >= _LONG or (chars >= _SENTENCE and _SENTENCE_END.search(text[-10:])):
        return float(chars - links)
    return 0.0 if block.tag in _NEUTRAL else -min(chars, 20) * 0.5


_CONTENT_NAME = re.compile(
    r"(?:^|[\s_-])(?:entry|article|post|story|news)[_-]*(?:content|body|text)(?:$|[\s_-])|articlebody", re.IGNORECASE
)
GAIN = 0.4
_ROWS = frozenset({"tbody", "thead", "table", "ul", "ol", "dl"})
_AROUND_ROWS = frozenset({"table", "div", "section", "article", "main"})
_LOST = 0.9
_LAYOUT = frozenset({"table", "tbody", "tr"})
_CELL_SHARE = 0.95
_NAMED_GAIN = 0.1
"""What a step up must bring where the mark-up names the one element as the article's body."""
_LONE_SHARE = 0.1
_FRAME_SHARE = 0.35
_FRAME_WEIGHT = 400


def find_frame(tree: HtmlElement, picked: HtmlElement, blocks: Iterable[Block]) -> HtmlElement:
    """`picked`, or the lowest ancestor of it that holds all of the article: each step up must bring much more text.

    An `article` element, or what is named an article's body, is the frame when it holds a fair share of the page's
    text, or is the only one of its kind: beyond it lie other articles, comments and teasers.
    """
    weights = Weights(blocks)
    total = weights.of(tree)
    picked = _enter_cell(picked, weights)
    best, reached = picked, weights.of(picked)
    below = picked
    for ancestor in picked.iterancestors():
        if ancestor.tag == "html" or (ancestor.tag == "body" and reached > 1500):
            break
        held = weights.of(below)
        if held > _FRAME_WEIGHT and is_frame(below):
            alone = not _has_likes(below, tree, weights)
            if held > total * (_LONE_SHARE if alone else _FRAME_SHARE) and (alone or below.tag == "article"):
                break
        weight = weights.of(ancestor)
        if (
            below is best
            and below.tag in _ROWS
            and ancestor.tag in _AROUND_ROWS
            and weights.of(ancestor) >= reached * _LOST
        ):
            best, reached = ancestor, weights.of(ancestor)  # a list or table is part of the text around it
            below = ancestor
            continue
        gain = _NAMED_GAIN if _content_names(ancestor) and not _has_likes(ancestor, tree, weights) else GAIN
        if weight > reached * (1 + gain) + 50:
            best, reached = ancestor, weight
        below = ancestor
    return best


def _enter_cell(picked: HtmlElement, weights: Weights) -> HtmlElement:
    """Of a table that lays a page out the cell with the article: a row has menus on either side of it.

    Readability takes the row where much of the text stands in lists, which it counts for the row alone.
    """
    while picked.tag in _LAYOUT and len(picked):
        cell = max(picked, key=weights.of)
        if weights.of(cell) < _CELL_SHARE * weights.of(picked):
            break
        picked = cell
    return picked


def is_frame(element: HtmlElement) -> bool:
    """Whether the mark-up says that an element is one article, or its body."""
    return element.tag == "article" or bool(_content_names(element))


def _content_names(element: HtmlElement) -> set[str]:
    """Those of an element's names that call it an article's content."""
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".split()
    return {name for name in names if _CONTENT_NAME.search(name)}


def _has_likes(element: HtmlElement, tree: HtmlElement, weights: Weights) -> bool:
    """Whether the page holds other elements of the same kind with running text of their own."""
    own = _content_names(element)
    around = {element, *element.iterancestors()}
    return any(
        weights.of(other) > 100
        and other not in around
        and (other.get("class") == element.get("class") or bool(own & _content_names(other)))
        and element not in other.iterancestors()
        for other in tree.iter(element.tag)
    )
