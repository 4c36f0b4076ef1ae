"""Markdown to HTML that is safe to show: python-markdown, then nh3 as the last step.

The dialect is `marks.py`'s. Of HTML typed into a body the inline tags that Markdown itself writes are kept. Pictures
are linked to, not loaded: a page asks nothing of other sites. Headings begin at level 2, under the page's own.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from html import escape, unescape
from itertools import chain
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from digest.marks import plain_text
from digest.urls import is_web_url

if TYPE_CHECKING:
    from markdown import Markdown

MAX_CHARACTERS = 1_000_000
"""Of a body rendered as Markdown; a longer one is shown as plain paragraphs (python-markdown: some 1 s a megabyte)."""

# python-markdown takes time in the square of these within one block, and recurses once a level.
_MAX_BRACKETS = 400
_MAX_BREAKS = 200
# nh3 takes time in the square of the depth, and a tag that is never closed holds all that follows.
_MAX_TAGS = 2_000
_MAX_LEVELS = 20

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLOCK_BREAK = re.compile(r"\n[ \t>]*\n")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}\.)[ \t]", re.MULTILINE)
_BRACKET = re.compile(r"[\[<]")
_TAG = re.compile(r"<[A-Za-z!?]")
_BREAK = re.compile(r"^[ ]{0,3}[^\s#>][^\n]*\n(?=[ ]{0,3}[#>]|(?:=+|-+)[ ]*$)", re.MULTILINE)
_DEEP = re.compile(
    rf"^(?:(?:[ ]{{4}}|\t|[ ]?>){{{_MAX_LEVELS}}}|(?:[ ]?(?:[-*+]|\d{{1,9}}\.)[ ]){{{_MAX_LEVELS}}})", re.MULTILINE
)
_PLACEHOLDER = re.compile("\x02[^\x02\x03]*\x03")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_LOOK_AHEAD = 40

_BLOCKS = frozenset("p li blockquote h1 h2 h3 h4 h5 h6 ul ol table thead tbody tr td th dl dt dd div pre hr".split())
_TAGS = {*_BLOCKS, *"a em strong code br sup sub del".split()} - {"h1"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "*": {"id", "class"}}
_OWN_ID = re.compile(r"p\d{1,7}|fn(?:ref\d*)?:[\w.-]{1,80}")
_OWN_FRAGMENT = re.compile(r"#fn(?:ref\d*)?:[\w.-]{1,80}")
_LANGUAGE = re.compile(r"language-[A-Za-z][\w+#.-]{0,19}")
_SCHEMES = {"http", "https", "mailto"}
_LOCK = threading.Lock()


def render_markdown(markdown: str, *, picture: str = "Picture") -> str:
    """The body as clean HTML. Block n of `marks.plain_text(markdown)`, counted from 1, has the id "p<n>".

    `picture` is the word that a picture's link begins with.
    Text that would take python-markdown very long comes as plain paragraphs. Never raises on any text.
    """
    text = _UNFIT.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))
    if not is_renderable(text):
        return sanitise_html(_write_paragraphs(text))
    with _LOCK:
        renderer = _make_renderer()
        renderer.picture = picture  # type: ignore[attr-defined]  # ours, read by FitPage
        try:
            rendered = renderer.reset().convert(text)
        except RecursionError:
            rendered = _write_paragraphs(text)
    return sanitise_html(rendered)


def sanitise_html(html: str) -> str:
    """`html` with only our tags, attributes and link schemes (http, https, mailto). The last step before a page."""
    import nh3

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        url_schemes=_SCHEMES,
        url_relative=_keep_own_fragment,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def is_renderable(markdown: str) -> bool:
    """Whether python-markdown renders it in time about linear in its length."""
    if len(markdown) > MAX_CHARACTERS or _DEEP.search(markdown) or len(_TAG.findall(markdown)) > _MAX_TAGS:
        return False
    return all(_is_plain_enough(block) for block in _BLOCK_BREAK.split(markdown))


def safe_url(url: object) -> str:
    """`url` if it is a full http(s) address, else "": for every address that goes into a template."""
    return url if isinstance(url, str) and is_web_url(url) else ""


def _is_plain_enough(block: str) -> bool:
    if len(_BREAK.findall(block)) > _MAX_BREAKS:
        return False
    if len(_BRACKET.findall(block)) <= _MAX_BRACKETS:
        return True
    # The items of a list are read one by one, so that a long list of links is no harm.
    return bool(_ITEM.match(block)) and all(len(_BRACKET.findall(i)) <= _MAX_BRACKETS for i in _ITEM.split(block))


def _write_paragraphs(text: str) -> str:
    blocks = (block.strip() for block in _BLOCK_BREAK.split(text))
    return "\n".join(f"<p>{escape(block)}</p>" for block in blocks if block)


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if _OWN_ID.fullmatch(value) else None
    if name == "class":
        return value if (tag, value) == ("a", "picture") or (tag == "code" and _LANGUAGE.fullmatch(value)) else None
    if name == "start":
        return value if value.isdecimal() and len(value) < 10 else None
    if name == "href" and value.startswith("//"):
        return None
    return value


def _keep_own_fragment(url: str) -> str | None:
    return url if _OWN_FRAGMENT.fullmatch(url) else None


@cache
def _make_renderer() -> Markdown:
    """One renderer, made once (5 ms) and reset for each body; `_LOCK` guards it."""
    from markdown import Markdown
    from markdown.treeprocessors import Treeprocessor

    class FitPage(Treeprocessor):
        """Our own changes to the tree, after inline marks and escapes have been read."""

        def run(self, root: Element) -> None:
            _link_pictures(root, self.md.picture)  # type: ignore[attr-defined]  # ours, set before each body
            _level_headings(root)
            _number_blocks(root, self.md.lines_of_source)  # type: ignore[attr-defined]  # ours, set beside it

    class Renderer(Markdown):
        def convert(self, source: str) -> str:
            self.lines_of_source = plain_text(source).split("\n")
            return super().convert(source)

    renderer = Renderer(extensions=["tables", "fenced_code", "footnotes", "sane_lists"], output_format="html")
    renderer.preprocessors.deregister("html_block")
    renderer.treeprocessors.register(FitPage(renderer), "fit_page", -10)
    return renderer


def _link_pictures(root: Element, word: str) -> None:
    for parent in root.iter():
        for picture in list(parent):
            if picture.tag != "img":
                continue
            source, caption = picture.get("src", ""), (picture.get("title") or "").strip()
            alt = (picture.get("alt") or "").strip() or caption
            tail = picture.tail
            picture.clear()
            picture.tail = tail
            picture.tag = "a"
            picture.set("class", "picture")
            if safe_url(source):
                picture.set("href", source)
                picture.text = f"{word}: {alt}" if alt else word
                if caption and caption != alt:
                    picture.set("title", caption)


def _level_headings(root: Element) -> None:
    """Gives each heading the level of its depth below others, from 2 on, so that none is skipped: a source's own
    levels say how large a heading is as often as where it belongs."""
    above: list[int] = []
    for element in root.iter():
        if re.fullmatch("h[1-6]", element.tag):
            level = int(element.tag[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            element.tag = f"h{min(len(above) + 1, 6)}"


def _number_blocks(root: Element, lines: list[str]) -> None:
    """Sets id="p<n>" where line n of the plain text begins. Both are held against each other by their letters alone;
    a line that is not found (a code block is not in the tree) goes without."""
    notes = next((div for div in root.iter("div") if div.get("class") == "footnote"), None)
    # Footnotes end the page, wherever they stand in the text: what follows them there must still be found.
    strands = [list(_find_pieces(part)) for part in (root, notes) if part is not None]
    at = [0] * len(strands)
    for number, line in enumerate(lines, 1):
        letters = _NOT_A_LETTER.sub("", line)
        for strand, pieces in enumerate(strands):
            ahead = range(at[strand], min(at[strand] + _LOOK_AHEAD, len(pieces)))
            found = next((place for place in ahead if pieces[place][1] == letters), None) if letters else None
            if found is not None:
                element = pieces[found][0]
                if element.get("id") is None:
                    element.set("id", f"p{number}")
                at[strand] = found + 1
                break


def _find_pieces(root: Element) -> Iterator[tuple[Element, str]]:
    """Each run of text between block edges and hard breaks, as its letters alone, with the element it begins at."""
    owner: Element | None = None
    parts: list[str] = []
    for token in chain(_walk(root), [None]):
        if isinstance(token, str):
            parts.append(token)
            continue
        letters = _NOT_A_LETTER.sub("", unescape(_PLACEHOLDER.sub("", "".join(parts))))
        if owner is not None and letters:
            yield owner, letters
        owner, parts = token, []


def _walk(element: Element) -> Iterator[Element | str | None]:
    """The text of a tree in order; between, each block or hard break as it begins, and None as a block ends."""
    yield element.text or ""
    for child in element:
        if child.get("class") == "footnote":
            pass
        elif child.tag in _BLOCKS or child.tag == "br":
            yield child
            yield from _walk(child)
            if child.tag != "br":
                yield None
        elif child.tag != "sup" and child.get("class") != "picture":  # footnote numbers are not in the plain text
            yield from _walk(child)
        yield child.tail or ""
