"""Runs of styled text as a line of Markdown: white space, emphasis, code, links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from digest.marks import escape_inline, escape_line_start
from digest.text import compose, normalise

_TICKS = re.compile("`+")
_SCHEME = re.compile(r"(?i)(?:https?://|mailto:)[^\s]")
_UNSAFE_IN_URL = re.compile(r"[\s<>\"'`()\[\]\\|]")
_ENTITY_LIKE = re.compile(r"&(?=#?\w+;)")


class Link(NamedTuple):
    href: str
    title: str


class Run(NamedTuple):
    """A stretch of text in one style. The text "\\n" alone is a hard break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: Link | None = None
    note: bool = False
    """Whether the text is a footnote's mark, written already."""

    def like(self, other: Run) -> bool:
        """Whether both have the same style."""
        return self[1:] == other[1:]

    def with_text(self, text: str) -> Run:
        """The same style over another text."""
        return Run(text, *self[1:])


BREAK = Run("\n")
PLAIN = Run("")


def write_paragraphs(runs: Iterable[Run]) -> list[str]:
    """Runs as paragraphs: one break is a hard break, two in a row end the paragraph."""
    runs = list(runs)
    for run in runs:
        if run is BREAK:
            break
    else:
        written = write_line(runs)
        return [escape_line_start(written)] if written else []
    paragraphs: list[str] = []
    lines: list[str] = []
    line: list[Run] = []
    blank = False

    def end_line() -> bool:
        written = write_line(line)
        line.clear()
        if written:
            lines.append(escape_line_start(written))
        return bool(written)

    def end_paragraph() -> None:
        if lines:
            paragraphs.append("  \n".join(lines))
            lines.clear()

    for run in runs:
        if run is not BREAK:
            line.append(run)
        elif end_line():
            blank = True
        elif blank:
            end_paragraph()
            blank = False
    end_line()
    end_paragraph()
    return paragraphs


def write_plain(text: str) -> list[str]:
    """Text without style as a paragraph, as `write_paragraphs` gives a run of it; its white space is single."""
    written = escape_inline(_normalise_inner(text).strip(" "))
    return [escape_line_start(written)] if written else []


def write_line(runs: Iterable[Run]) -> str:
    """Runs as one line of inline Markdown; a break is a space."""
    pieces: list[str] = []
    link: Link | None = None
    link_start = 0
    after_marks = False
    runs = list(runs)
    if len(runs) == 1 and runs[0][1:] == PLAIN[1:] and runs[0] is not BREAK:
        return escape_inline(_normalise_inner(runs[0].text).strip(" "))
    for run in _tidy_runs(runs):
        if run.link != link:
            _end_link(pieces, link, link_start)
            link = run.link
            if link:
                if pieces and pieces[-1].endswith("!"):
                    pieces[-1] = f"{pieces[-1][:-1]}\\!"  # "!" before a link would make an image of it
                pieces.append("[")
                link_start = len(pieces)
                after_marks = False
        if run.code:
            pieces.append(write_code_span(run.text))
            after_marks = False
            continue
        if run.note:
            if pieces and pieces[-1].endswith("!"):
                pieces[-1] = f"{pieces[-1][:-1]}\\!"  # "!" before a mark would make an image of it
            pieces.append(run.text)
            after_marks = False
            continue
        marks = "**" * run.strong + "*" * run.emphasis
        if after_marks or run.text == " ":
            marks = ""  # marks that touch would be read as one run of them
        text = escape_inline(run.text)
        if link and len(pieces) == link_start and not marks and text.startswith("^"):
            text = f"&#94;{text[1:]}"  # "[^" would be a footnote's mark
        pieces.append(f"{marks}{text}{marks}")
        after_marks = bool(marks)
    _end_link(pieces, link, link_start)
    return "".join(pieces).strip(" ")


def _end_link(pieces: list[str], link: Link | None, start: int) -> None:
    if link is not None:
        said = not link.title or link.title == "".join(pieces[start:])
        title = "" if said else f' "{escape_title(link.title)}"'
        pieces.append(f"]({link.href}{title})")


def _tidy_runs(runs: Iterable[Run]) -> list[Run]:
    """Runs of one style joined, white space single and outside all marks, none at the ends."""
    joined: list[tuple[Run, list[str]]] = []
    for run in runs:
        text = " " if run is BREAK else _normalise_inner(run.text)
        body = text.strip(" ")
        if text[:1] == " " and joined:
            _add_text(joined, joined[-1][0], " ")  # in the style of what stands before it, so that it joins that
        if body:
            _add_text(joined, run, body)
            if text[-1] == " ":
                _add_text(joined, run, " ")
    # A space before the end of a style belongs outside it.
    tidy: list[Run] = []
    for at, (style, texts) in enumerate(joined):
        whole = "".join(texts)
        text = whole.rstrip(" ")
        if text:
            tidy.append(style if text == style.text else style.with_text(text))
        if len(text) < len(whole) and at + 1 < len(joined):
            following = joined[at + 1][0]
            tidy.append(Run(" ", link=style.link if style.link == following.link else None))
    return tidy


def _add_text(joined: list[tuple[Run, list[str]]], style: Run, text: str) -> None:
    if text == " " and (not joined or joined[-1][1][-1].endswith(" ")):
        return
    if joined and joined[-1][0].like(style):
        joined[-1][1].append(text)
    else:
        joined.append((style, [text]))


def _normalise_inner(text: str) -> str:
    """`text` normalised, with its outer spaces kept as one each."""
    plain = text.isprintable() and "  " not in text  # as most text is: then normalising is this alone
    body = compose(text).strip() if plain else normalise(text).replace("\n", " ")
    if not body:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{body}{' ' if text[-1].isspace() else ''}"


def write_code_span(text: str) -> str:
    ticks = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    edge = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{edge}{text}{edge}{ticks}"


def escape_title(text: str) -> str:
    escaped = escape_inline(text.replace("\n", " ")).replace('"', "&quot;")
    # python-markdown takes a second pair of quotation marks off a title.
    return f"&#39;{escaped[1:]}" if escaped.startswith("'") and escaped.endswith("'") else escaped


def write_url(address: str | None) -> str | None:
    """An absolute http, https or mailto address as Markdown takes it; None for any other."""
    address = normalise(address or "")
    if not _SCHEME.match(address):
        return None
    quoted = _UNSAFE_IN_URL.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), address)
    return _ENTITY_LIKE.sub("&amp;", quoted)
