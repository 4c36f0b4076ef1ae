"""A page's text as one lxml tree, with guards against what breaks or stalls the parser.

Measured on lxml 6.1: without `huge_tree` text below 255 levels and text nodes over 10 MB vanish, with it text below
2,047 levels; the time for one tag's attributes grows with their square (30,000 take a second).
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, fragment_fromstring

from digest.errors import ExtractError

MAX_DEPTH = 180
"""Levels kept; what lies deeper is moved up to this level, in order."""
_MAX_CHARACTERS = 30_000_000
_MAX_ELEMENTS = 400_000
_PARSER_DEPTH = 2000

_LONG_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9:-]*)\s([^<>]{20000,})>")
_ATTRIBUTE = re.compile(r"""\s[^\s=>"']+=""")
_MAX_ATTRIBUTES = 500
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORM_FEED = re.compile("[\x0c\r]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# What may nest by the thousand when a page never closes it; without these tags the words and paragraphs stay.
_NESTING_TAG = re.compile(
    r"</?(?:div|span|font|section|ul|ol|li|dl|dt|dd|table|tbody|tr|td|blockquote|q|a|b|i|u|s|em|strong|small|big|center|"
    r"sub|sup|ins|del|form|article|main|aside|header|footer)\b[^<>]*>",
    re.IGNORECASE,
)


def parse_page(text: str) -> HtmlElement:
    """The tree of a page, its root `html`. Raises ExtractError("empty" | "too-large" | "too-deep")."""
    if len(text) > _MAX_CHARACTERS:
        raise ExtractError("too-large", f"the page has {len(text):,} characters; {_MAX_CHARACTERS:,} are read at most")
    source = _DECLARATION.sub("", _sanitise(text), count=1)
    if not source.strip():
        raise ExtractError("empty", "the document is empty: check that the file was saved whole")
    root = _parse(source)
    if _measure(root) > _PARSER_DEPTH:
        root = _parse(_NESTING_TAG.sub(" ", source))
        if _measure(root) > _PARSER_DEPTH:
            raise ExtractError("too-deep", f"the page nests its elements more than {_PARSER_DEPTH:,} deep")
    flatten_tree(root)
    return root


def _parse(source: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        return document_fromstring(source.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        raise ExtractError("empty", "the document has no text: check that the file was saved whole") from None


def parse_fragment(text: str) -> HtmlElement:
    """The tree of a piece of HTML, below a `div`; an empty piece gives an empty one."""
    source = _sanitise(text)
    if len(source) > _MAX_CHARACTERS:
        raise ExtractError("too-large", f"the entry has {len(text):,} characters; {_MAX_CHARACTERS:,} are read at most")
    if not source.strip():
        return fragment_fromstring("<div/>")
    body = parse_page(f"<div>{source}</div>").find("body")
    wrapper = fragment_fromstring("<div/>")
    for child in list(body) if body is not None else []:
        wrapper.append(child)
    return wrapper


def _sanitise(text: str) -> str:
    text = _FORM_FEED.sub("\n", _CONTROL.sub("", text.replace("\r\n", "\n")))
    return _LONG_TAG.sub(_shorten_tag, text)


def _shorten_tag(match: re.Match[str]) -> str:
    """A tag with hundreds of attributes without them: they say nothing, and each makes the next slower."""
    count = sum(1 for _ in _ATTRIBUTE.finditer(match.group(2)))
    bare = count if count else len(match.group(2).split())
    return f"<{match.group(1)}>" if bare > _MAX_ATTRIBUTES else match.group()


def _measure(root: HtmlElement) -> int:
    """The depth of a tree, beyond which the parser silently loses text. Raises for a page of too many elements."""
    count = deepest = 0
    stack: list[tuple[HtmlElement, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        count += 1
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in element)
    if count > _MAX_ELEMENTS:
        raise ExtractError("too-large", f"the page has {count:,} elements; {_MAX_ELEMENTS:,} are read at most")
    return deepest


def flatten_tree(root: HtmlElement, max_depth: int = MAX_DEPTH) -> None:
    """Lift what lies deeper than `max_depth` to that level, text and order unchanged. Iterative and linear."""
    too_deep: list[HtmlElement] = []
    stack: list[tuple[HtmlElement, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        if depth == max_depth and len(element):
            too_deep.append(element)
        elif depth < max_depth:
            stack.extend((child, depth + 1) for child in element)
    for element in too_deep:
        text = "".join(str(piece) for piece in element.itertext())
        for child in list(element):
            element.remove(child)
        element.text = text
