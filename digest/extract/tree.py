"""A page's text as one lxml tree, with guards against what breaks or stalls the parser.

Measured on lxml 6.1: without `huge_tree` text below 255 levels and text nodes over 10 MB vanish, with it text below
2,047 levels; the time for one tag's attributes grows with their square (30,000 take a second).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
    fragment_fromstring,
)

from digest.errors import ExtractError

MAX_DEPTH = 180
"""Levels kept; what lies deeper is moved up to this level, in order."""
_MAX_CHARACTERS = 30_000_000
_MAX_ELEMENTS = 400_000
_PARSER_DEPTH = 2000

_LONG = 20_000
_LONG_TAG = re.compile(rb"([A-Za-z][A-Za-z0-9:-]*)\s([^>]{%d,})>" % _LONG)
_ATTRIBUTE = re.compile(rb"""\s[^\s=>"']+=""")
_MAX_ATTRIBUTES = 500
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\f\r"})
_LINE_ENDS = bytes.maketrans(b"\f\r", b"\n\n")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>")
# What may nest by the thousand when a page never closes it; without these tags the words and paragraphs stay.
_NESTING_TAG = re.compile(
    rb"</?(?:div|span|font|section|ul|ol|li|dl|dt|dd|table|tbody|tr|td|blockquote|q|a|b|i|u|s|em|strong|small|big|center|"
    rb"sub|sup|ins|del|form|article|main|aside|header|footer)\b[^<>]*>",
    re.IGNORECASE,
)


def parse_page(text: str, source: bytes | None = None) -> HtmlElement:
    """The tree of a page, its root `html`; `source` is `text` in UTF-8, where that is at hand.

    Raises ExtractError("empty" | "too-large" | "too-deep").
    """
    if len(text) > _MAX_CHARACTERS:
        raise ExtractError("too-large", f"the page has {len(text):,} characters; {_MAX_CHARACTERS:,} are read at most")
    source = _DECLARATION.sub(b"", _sanitise(text, source), count=1)
    if not source.strip():
        raise ExtractError("empty", "the document is empty: check that the file was saved whole")
    root = _parse(source)
    if _REACHES_TOO_DEEP(root):
        if _measure_depth(root) > _PARSER_DEPTH:
            root = _parse(_NESTING_TAG.sub(b" ", source))
            if _measure_depth(root) > _PARSER_DEPTH:
                raise ExtractError("too-deep", f"the page nests its elements more than {_PARSER_DEPTH:,} deep")
        flatten_tree(root)
    elements = list(root.iterdescendants())
    if len(elements) >= _MAX_ELEMENTS:
        raise ExtractError("too-large", f"the page has {len(elements):,} elements; {_MAX_ELEMENTS:,} are read at most")
    # lxml makes a Python object anew whenever an element is met and none is alive: that costs more than the parse.
    # The root (not in the list itself, so that no cycle holds the page) keeps one for each as long as it lives.
    root.kept = elements
    return root


def make_parser() -> HTMLParser:
    """lxml's parser, with elements looked up in C: its own lookup calls Python for each element, for forms' sake."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(
            element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
        )
    )
    return parser


def _parse(source: bytes) -> HtmlElement:
    try:
        return document_fromstring(source, parser=make_parser(), ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        raise ExtractError("empty", "the document has no text: check that the file was saved whole") from None


def parse_fragment(text: str) -> HtmlElement:
    """The tree of a piece of HTML, below a `div`; an empty piece gives an empty one."""
    if len(text) > _MAX_CHARACTERS:
        raise ExtractError("too-large", f"the entry has {len(text):,} characters; {_MAX_CHARACTERS:,} are read at most")
    if not text.strip():
        return fragment_fromstring("<div/>")
    body = parse_page(f"<div>{text}</div>").find("body")
    wrapper = fragment_fromstring("<div/>")
    for child in list(body) if body is not None else []:
        wrapper.append(child)
    return wrapper


def _sanitise(text: str, source: bytes | None) -> bytes:
    """The page in UTF-8 without what the parser stumbles over. In bytes, since that is many times as fast."""
    if "\ufffe" in text or "\uffff" in text:
        text, source = text.replace("\ufffe", "").replace("\uffff", ""), None
    if source is None:
        source = text.encode("utf-8", "ignore")  # lone surrogates go
    if b"\r" in source:  # found, or not, many times as fast as a pair
        source = source.replace(b"\r\n", b"\n")
    source = source.translate(_LINE_ENDS, _CONTROLS)
    pieces: list[bytes] = []
    done = 0
    for start, end in _find_long_pieces(source):
        pieces += (source[done:start], _shorten_tag(source[start:end]))
        done = end
    return b"".join([*pieces, source[done:]]) if pieces else source


def _find_long_pieces(source: bytes) -> Iterator[tuple[int, int]]:
    """Where more than `_LONG` bytes stand between two "<": looked for in leaps, back from where the next must be."""
    start = 0
    while start + _LONG < len(source):
        following = source.rfind(b"<", start, start + _LONG + 1)
        if following < 0:
            following = source.find(b"<", start)
            yield start, following if following >= 0 else len(source)
            if following < 0:
                return
        start = following + 1


def _shorten_tag(piece: bytes) -> bytes:
    """A tag, and what follows it, without its attributes if they are hundreds: each makes the next slower."""
    match = _LONG_TAG.match(piece)
    if match is None:
        return piece
    count = sum(1 for _ in _ATTRIBUTE.finditer(match.group(2)))
    bare = count if count else len(match.group(2).split())
    return match.group(1) + b">" + piece[match.end() :] if bare > _MAX_ATTRIBUTES else piece


# A step for each level: the parser's own library walks only as deep as the page goes.
_REACHES_TOO_DEEP = etree.XPath(f"boolean(self::*{'/*' * (MAX_DEPTH + 1)})")


def _measure_depth(root: HtmlElement) -> int:
    """How many levels of elements a tree has, counted no further than to where the parser silently loses text.

    Raises for a page of too many elements.
    """
    depth = count = 0
    level = [root]
    while level and depth <= _PARSER_DEPTH:
        depth += 1
        count += len(level)
        if count > _MAX_ELEMENTS:
            raise ExtractError("too-large", f"the page has more than the {_MAX_ELEMENTS:,} elements that are read")
        level = [child for element in level for child in element]
    return depth


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
