"""Markdown from a cleaned tree: a writer of our own, for python-markdown's dialect (see `digest.marks`).

Two walks a document, one to find what holds blocks, one to write. What Markdown cannot say (cells with
paragraphs in them, lists a hundred levels deep) is written as plain blocks: the words always come through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from digest.extract.footnotes import find_footnotes
from digest.extract.inline import (
    BREAK,
    PLAIN,
    Link,
    Run,
    escape_title,
    write_code_span,
    write_line,
    write_paragraphs,
    write_plain,
    write_url,
)
from digest.marks import escape_inline, escape_line_start
from digest.text import normalise

CAPTION_ATTRIBUTE = "data-digest-caption"
"""On an image: the caption that stood with it on the page."""

_MAX_DEPTH = 80  # of elements: below this only the text is taken, so that no tree exhausts the stack
_MAX_NESTING = 8  # of lists and quotes: python-markdown recurses on them

_SKIPPED = frozenset(
    """script style noscript template head title meta link base iframe object embed param applet svg canvas audio video
    source track map area button input select option optgroup datalist textarea progress meter dialog rt rp""".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = (
    frozenset(
        """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form
        header hgroup hr html legend li main nav p pre section summary table tbody thead tfoot tr caption""".split()
    )
    | _LISTS
    | _CELLS
    | frozenset(_HEADINGS)
)
_STRONG = frozenset({"strong", "b"})
_EMPHASIS = frozenset({"em", "i"})
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})

_WHITE = re.compile(r"[^\S\xa0\u202f]+")
_TICKS = re.compile("`+")
_INTEGER = re.compile(r"\d{1,8}")


def _fold_white(text: str) -> str:
    """`text` with each run of white space as one space; a space that breaks no line stays."""
    if text.isprintable() and "  " not in text:  # as most text is: the only white space in it is single spaces
        return text
    return _WHITE.sub(" ", text)


def write_markdown(element: HtmlElement) -> str:
    """`element`'s content as Markdown: blocks apart by a blank line, no closing line end, "" where there is none.

    Links and images stay when their address is absolute (http, https, mailto); a figure's caption becomes its
    image's title. Of a quotation element the marks are written, as a browser would.
    """
    writer = _Writer(element)
    return "\n\n".join([*writer.blocks(element, 0, 0), *writer.footnotes()])


class _Writer:
    """Writes one tree. `holders` are the elements with a block somewhere inside."""

    def __init__(self, root: HtmlElement) -> None:
        self._footnotes = find_footnotes(root)
        self._holders: set[HtmlElement] = set()
        for element in root.iter("img", *_BLOCKS):
            parent = element.getparent()
            while parent is not None and parent not in self._holders:
                self._holders.add(parent)
                parent = parent.getparent()

    def footnotes(self) -> list[str]:
        """The notes, each a line."""
        return [
            f"[^{number}]: {escape_line_start(write_line(self._children(note, PLAIN, 0)))}"
            for note, number in self._footnotes.notes.items()
        ]

    # --- blocks ---

    def blocks(self, element: HtmlElement, depth: int, nesting: int) -> list[str]:
        """The content of `element` as blocks, less its notes."""
        if not len(element):
            return write_plain(_fold_white(element.text or ""))
        if depth > _MAX_DEPTH:
            return write_paragraphs([Run(_fold_white(str(element.text_content())))])
        found: list[str] = []
        runs: list[Run] = [Run(_fold_white(element.text))] if element.text else []
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                pass
            elif tag in _BLOCKS or tag == "img" or child in self._holders:
                if runs:
                    found += write_paragraphs(runs)
                    runs = []
                found += self._block(child, tag, depth + 1, nesting)
            else:
                runs += self._inline(child, PLAIN, depth + 1)
            if (tail := child.tail) and (runs or not tail.isspace()):
                runs.append(Run(_fold_white(tail)))
        return found + write_paragraphs(runs) if runs else found

    def _block(self, element: HtmlElement, tag: str, depth: int, nesting: int) -> list[str]:
        if element in self._footnotes.notes:
            return []
        if tag in _HEADINGS:
            return self._heading(element, _HEADINGS[tag], depth)
        if tag == "img":
            return _write_image(element, "")
        if tag == "hr":
            return ["---"]
        if tag == "pre":
            return _write_code(element, nesting)
        if tag == "figure":
            return self._figure(element, depth, nesting)
        if tag in _LISTS and nesting < _MAX_NESTING:
            return self._list(element, depth, nesting)
        # A quote that opens an item would lose its later lines: python-markdown takes no indent off them.
        if tag == "blockquote" and nesting < _MAX_NESTING and next(element.iterancestors("li"), None) is None:
            quoted = "\n\n".join(self.blocks(element, depth, nesting + 1))
            return ["\n".join(f"> {line}" if line else ">" for line in quoted.split("\n"))] if quoted else []
        if tag == "table":
            return self._table(element, depth, nesting)
        if tag == "dt":
            line = write_line(run._replace(strong=True) for run in self._children(element, PLAIN, depth))
            return [line] if line else []
        if tag == "p" and len(element) and element not in self._holders:
            return write_paragraphs(self._children(element, PLAIN, depth))
        return self.blocks(element, depth, nesting)

    def _heading(self, element: HtmlElement, level: int, depth: int) -> list[str]:
        images = [block for image in element.iter("img") for block in _write_image(image, "")]
        line = write_line(run._replace(strong=False) for run in self._children(element, PLAIN, depth))
        if not line:
            return images
        if line.endswith("#"):
            line = f"{line[:-1]}\\#"
        return [*images, f"{'#' * level} {line.replace('  ', ' ')}"]

    def _figure(self, element: HtmlElement, depth: int, nesting: int) -> list[str]:
        captions = list(element.iter("figcaption"))
        caption = normalise(" ".join(str(item.text_content()) for item in captions))
        images = list(element.iter("img"))
        if images and not any(True for _ in element.iter("p", "blockquote", "table", "pre", "ul", "ol", "video")):
            first = _write_image(images[0], caption)
            return first + [block for image in images[1:] for block in _write_image(image, "")]
        found: list[str] = []
        for child in element:
            if isinstance(child.tag, str) and child.tag != "figcaption" and child.tag not in _SKIPPED:
                found += self._block(child, child.tag, depth + 1, nesting)
        return found

    def _list(self, element: HtmlElement, depth: int, nesting: int) -> list[str]:
        number = int(start) if _INTEGER.fullmatch(start := element.get("start") or "1") else 1
        items: list[tuple[str, list[str]]] = []
        leading: list[str] = []
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            if child.tag in _LISTS and items:
                items[-1][1].extend(self._list(child, depth + 1, nesting + 1))
                continue
            blocks = self._item(child, depth, nesting)
            if blocks and _is_list(blocks[0]):
                # An item that opens with a list has no line to hang it on: it goes below the item before.
                (items[-1][1] if items else leading).extend(blocks)
            elif blocks:
                marker = f"{number}." if element.tag == "ol" else "-"
                items.append((marker, blocks))
                number += 1
        return [*leading, _join_items(items)] if items else leading

    def _item(self, child: HtmlElement, depth: int, nesting: int) -> list[str]:
        if child.tag == "li" and child not in self._footnotes.notes:
            return self.blocks(child, depth + 1, nesting + 1)
        if child.tag in _BLOCKS or child.tag == "img" or child in self._holders:
            return self._block(child, str(child.tag), depth + 1, nesting + 1)
        return write_paragraphs(self._inline(child, PLAIN, depth + 1))

    # --- tables ---

    def _table(self, element: HtmlElement, depth: int, nesting: int) -> list[str]:
        rows = [
            cells
            for row in element.iter("tr")
            if (cells := [cell for cell in row if cell.tag in _CELLS]) and next(row.iterancestors("table")) is element
        ]
        width = max((len(cells) for cells in rows), default=0)
        if width < 2 or len(rows) < 2 or nesting or any(self._holds_block(cell) for cells in rows for cell in cells):
            return self.blocks(element, depth, nesting)
        found = [block for caption in element.findall("caption") for block in self.blocks(caption, depth, nesting)]
        lines = [[self._cell(cell, depth) for cell in cells] for cells in rows]
        lines = [line for line in lines if any(line)]
        if len(lines) < 2:
            return [*found, *(escape_line_start(cell) for line in lines for cell in line if cell)]
        written = [f"| {' | '.join(line + [''] * (width - len(line)))} |" for line in lines]
        return [*found, "\n".join([written[0], f"|{' --- |' * width}", *written[1:]])]

    def _holds_block(self, cell: HtmlElement) -> bool:
        """Whether a cell has more in it than a line can hold; a single paragraph is a line."""
        if cell not in self._holders:
            return False
        inner = [item for item in cell.iter() if item is not cell and (item.tag in _BLOCKS or item.tag == "img")]
        return len(inner) > 1 or inner[0].tag not in ("p", "div")

    def _cell(self, cell: HtmlElement, depth: int) -> str:
        return write_line(self._children(cell, PLAIN, depth))

    # --- inside a line ---

    def _inline(self, element: HtmlElement, style: Run, depth: int) -> Iterator[Run]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or tag == "img":
            return
        if tag == "a" and (number := self._footnotes.marks.get(element)):
            yield Run(f"[^{number}]", note=True)
        elif element in self._footnotes.returns or element in self._footnotes.notes:
            return
        elif tag == "br":
            yield BREAK
        elif tag == "wbr":
            return
        elif depth > _MAX_DEPTH:
            yield style.with_text(_fold_white(str(element.text_content())))
        elif tag == "q":
            yield style.with_text("“")
            yield from self._children(element, style, depth)
            yield style.with_text("”")
        else:
            yield from self._children(element, _restyle(element, tag, style), depth)

    def _children(self, element: HtmlElement, style: Run, depth: int) -> Iterator[Run]:
        with_text = Run if style is PLAIN else style.with_text
        if text := element.text:
            yield with_text(_fold_white(text))
        for child in element:
            is_block = child.tag in _BLOCKS
            if is_block:
                yield style.with_text(" ")
            yield from self._inline(child, style, depth + 1)
            if is_block:
                yield style.with_text(" ")
            if text := child.tail:
                yield with_text(_fold_white(text))


def _write_code(element: HtmlElement, nesting: int) -> list[str]:
    """Preformatted text: fenced, or where python-markdown knows no fence (in lists and quotes) as lines of code."""
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    text = str(element.text_content()).replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    lines = [" " * (len(line) - len(line.lstrip(" "))) + normalise(line) for line in text.split("\n")]
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    if not lines:
        return []
    if nesting:
        return ["  \n".join(write_code_span(line.strip()) for line in lines if line.strip())]
    longest = max((len(run) for line in lines for run in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return ["\n".join([fence + _find_language(element), *lines, fence])]


_LANGUAGE = re.compile(r"(?:^|\s)(?:lang(?:uage)?-|brush:\s*|highlight-source-)([A-Za-z][\w+#.-]{0,19})(?=[\s;]|$)")


def _find_language(element: HtmlElement) -> str:
    """The language that the usual names give for a block of code; "" for none."""
    inner = [child for child in element if child.tag == "code"]
    for holder in (element, *inner[:1], element.getparent()):
        if holder is not None and (match := _LANGUAGE.search(holder.get("class") or "")):
            return match.group(1)
    return ""


def _join_items(items: list[tuple[str, list[str]]]) -> str:
    """A list's items, tight when each is a line with at most a list below it."""
    loose = any(
        "\n\n" in block or (at and not _is_list(block)) for _, blocks in items for at, block in enumerate(blocks)
    )
    written = []
    for marker, blocks in items:
        body = ("\n\n" if loose else "\n").join(blocks).split("\n")
        rest = [f"    {line}" if line else "" for line in body[1:]]
        written.append("\n".join([f"{marker} {body[0]}", *rest]))
    return ("\n\n" if loose else "\n").join(written)


_LIST_START = re.compile(r"(?:-|\d+\.) ")


def _is_list(block: str) -> bool:
    return bool(_LIST_START.match(block))


def _write_image(element: HtmlElement, caption: str) -> list[str]:
    source = write_url(element.get("src"))
    if not source or source.lower().startswith("mailto:"):
        return []
    said = normalise(element.get("alt") or "").replace("\n", " ")
    caption = caption or normalise(element.get(CAPTION_ATTRIBUTE) or "")
    if _is_decoration(source, said, caption):
        return []
    alt = escape_inline(said)
    title = f' "{escape_title(caption)}"' if caption else ""
    return [f"![{alt}]({source}{title})"]


_PLACEHOLDER = re.compile(
    r"""(?:^|[\W_])(?:missing[-_]?image|placeholder|spacer|blank|pixel|transparent|1x1|icons?|banner|werbung|anzeige
    |avatar)(?:$|[\W_\d])""",
    re.IGNORECASE | re.VERBOSE,
)
_ADVERTISEMENT = re.compile(
    r"""\W*(?:adverti[sz]ements?|advertorials?|anzeige|werbung|publicité|publicidad|pubblicità|reklama?|реклама|広告
    |广告|logo|icon)[\W_\d]*""",
    re.IGNORECASE | re.VERBOSE,
)


def _is_decoration(source: str, alt: str, caption: str) -> bool:
    """Whether an image is none of the article's: a symbol, an advertisement, a placeholder."""
    file = source.partition("?")[0].partition("#")[0].rpartition("/")[2]
    if _ADVERTISEMENT.fullmatch(alt) is not None:
        return True
    return not caption and (file.lower().endswith(".svg") or _PLACEHOLDER.search(file) is not None)


def _restyle(element: HtmlElement, tag: str, style: Run) -> Run:
    if tag in _STRONG:
        return style._replace(strong=True)
    if tag in _EMPHASIS:
        return style._replace(emphasis=True)
    if tag in _CODE:
        return style._replace(code=True)
    if tag == "a" and (href := write_url(element.get("href"))):
        return style._replace(link=Link(href, normalise(element.get("title") or "")))
    return style
