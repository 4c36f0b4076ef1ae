"""The short lines of a page that may be its byline or its date, read in one walk before the tree is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from digest.text import one_line

_MAX_LENGTH = 160
_MAX_SPOTS = 3000
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "button", "head", "iframe"})
_SIDE_TAGS = frozenset({"aside", "footer", "nav"})
_SIDE = re.compile(
    r"comment|related|sidebar|footer|recommend|teaser|popular|latest|more-|promo|widget|carousel|trending|similar",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spot:
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


def read_spots(tree: HtmlElement) -> list[Spot]:
    """The short elements of a page in reading order; of those one inside the other, both."""
    found: list[Spot] = []
    since_title: int | None = None
    body = tree.find("body")
    stack: list[tuple[HtmlElement, bool]] = [(body if body is not None else tree, False)]
    while stack and len(found) < _MAX_SPOTS:
        element, aside = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        label = " ".join(element.get(name) or "" for name in ("class", "id", "rel", "itemprop")).lower()
        if tag in ("article", "main"):
            inner = False
        else:
            inner = aside or tag in _SIDE_TAGS or (tag != "body" and bool(_SIDE.search(label)))
        if tag == "h1" and since_title is None:
            since_title = 0
        text = _short_text(element)
        if text is not None and (text or element.get("datetime") or element.get("content")):
            found.append(Spot(element, tag, text, label, inner, since_title))
            if since_title is not None:
                since_title += 1
        stack.extend((child, inner) for child in reversed(element))
    return found


def _short_text(element: HtmlElement) -> str | None:
    """The element's text where it is short; None for a long one, told without reading all of it."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        stripped = str(piece).strip()
        if stripped:
            pieces.append(stripped)
            length += len(stripped)
            if length > _MAX_LENGTH:
                return None
    joined = " ".join(" ".join(pieces).split())
    return joined if joined.isascii() and joined.isprintable() else one_line(joined)
