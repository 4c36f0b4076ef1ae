"""What an editor writes to point at a part of a page: CSS selectors, and lines with `*`. Pure."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.text import fold_line

if TYPE_CHECKING:
    from lxml.cssselect import CSSSelector


@lru_cache(maxsize=1024)
def compile_selector(selector: str) -> CSSSelector:
    """A CSS selector (level 3) made ready. Raises ValueError, saying what is wrong with it."""
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector
    from lxml.etree import XPathError
    from lxml.html import fragment_fromstring

    try:
        compiled = CSSSelector(selector, translator="html")
        compiled(fragment_fromstring("<p/>"))  # a namespace that nobody declared is noticed only here
    except (SelectorError, XPathError) as error:
        raise ValueError(str(error)) from None
    return compiled


@lru_cache(maxsize=1024)
def compile_line(pattern: str) -> LinePattern:
    """A line an editor wrote, made ready. Raises ValueError where it would match any line."""
    if not any(character.isalnum() for character in pattern):
        raise ValueError("it has neither letter nor digit")
    return LinePattern(pattern)


class LinePattern:
    """A whole line: case, spaces and marks at its edges don't count, and `*` stands for any characters, or none."""

    def __init__(self, pattern: str) -> None:
        self._whole = fold_line(pattern)
        self._parts = [part.strip() for part in _fold(pattern).split("*")]

    def matches(self, line: str) -> bool:
        """Whether `line` is the line; in time linear in it."""
        if len(self._parts) == 1:
            return fold_line(line) == self._whole
        folded = _fold(line)
        first, *middle, last = self._parts
        if not folded.startswith(first):
            return False
        at = len(first)
        for part in middle:
            found = folded.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return folded.endswith(last) and len(folded) - len(last) >= at


def _fold(line: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", line).casefold().split())
