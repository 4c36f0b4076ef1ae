"""Footnotes of a page: which short links lead to a note, and which elements are the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml.html import HtmlElement

_MARK = re.compile(r"\W*(?:\d{1,4}|[a-z]|[ivxlc]{1,7}|note \d{1,4}|[*†‡§¶]{1,4})\W*", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:foot|end)-?note|\bnote-?ref|\bfn(?:ref)?\b|\bdoc-noteref\b|\breference\b", re.IGNORECASE)
_HOLDERS = frozenset({"li", "p", "dd", "div", "aside"})
_NEAR = 3
_MAX_LINKS = 1000


class Footnotes(NamedTuple):
    """Footnotes, numbered in the order in which the text refers to them."""

    marks: dict[HtmlElement, int]
    """The links in the text that are a note's mark."""
    notes: dict[HtmlElement, int]
    """The notes themselves."""
    returns: set[HtmlElement]
    """The links in notes that lead back to the text."""


def find_footnotes(root: HtmlElement) -> Footnotes:
    """The footnotes of a tree. A short mark that links to an element further down is one where that links back, or
    where the mark-up calls either a footnote; anything less certain stays a link."""
    found = Footnotes({}, {}, set())
    links = [link for link in root.iter("a") if (link.get("href") or "").startswith("#")]
    if not links or len(links) > _MAX_LINKS:
        return found
    order = {element: at for at, element in enumerate(root.iter())}
    names: dict[str, HtmlElement] = {}
    for element in order:
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                names.setdefault(name, element)
    leading: list[tuple[HtmlElement, HtmlElement]] = []
    for link in links:
        target = _find_target(link, names)
        if target is None or not _MARK.fullmatch(str(link.text_content()).strip()):
            continue
        note = _find_holder(target, root)
        if note is None or order[note] <= order[link] or any(item is note for item in link.iterancestors()):
            continue
        leading.append((link, note))
        returns = [back for back in note.iter("a") if _leads_to(back, link, names)]
        named = any(_is_named(item) for item in (link, link.getparent(), note, note.getparent()) if item is not None)
        if not (returns or named) or not _has_words(note, returns):
            continue
        found.returns.update(returns)
        found.notes.setdefault(note, len(found.notes) + 1)
    found.marks.update((link, found.notes[note]) for link, note in leading if note in found.notes)
    # A note in a note, or a mark in one, is beyond Markdown: then all stay links.
    inside = {item for note in found.notes for item in note.iterdescendants()}
    return found if inside.isdisjoint([*found.notes, *found.marks]) else Footnotes({}, {}, set())


def _find_target(link: HtmlElement, names: dict[str, HtmlElement]) -> HtmlElement | None:
    fragment = (link.get("href") or "")[1:]
    found = names.get(fragment)
    return names.get(unquote(fragment)) if found is None else found


def _find_holder(target: HtmlElement, root: HtmlElement) -> HtmlElement | None:
    """The block that holds what a link leads to: that itself, or what an anchor stands in."""
    element: HtmlElement | None = target
    while element is not None and element is not root and element.tag not in _HOLDERS:
        element = element.getparent()
    return None if element is root else element


def _leads_to(back: HtmlElement, mark: HtmlElement, names: dict[str, HtmlElement]) -> bool:
    """Whether a link in a note leads to the note's mark: to it, or to what is close around it."""
    if not (back.get("href") or "").startswith("#") or (target := _find_target(back, names)) is None:
        return False
    return any(item is target for item in _climb(mark)) or (len(target) < _NEAR and mark in target.iter("a"))


def _climb(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    for level, above in enumerate(element.iterancestors(), 1):
        if level >= _NEAR:
            return
        yield above


def _is_named(element: HtmlElement) -> bool:
    names = (element.get(name) or "" for name in ("class", "role", "rel", "epub:type"))
    return bool(_NAMED.search(" ".join(names)))


def _has_words(note: HtmlElement, returns: list[HtmlElement]) -> bool:
    length = len(str(note.text_content()).strip())
    return length > sum(len(str(link.text_content()).strip()) for link in returns)
