"""HTML to Markdown and back keeps words and structure; plain text to Markdown and back keeps every character."""

from __future__ import annotations

import html

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from digest.extract.markdown import write_markdown
from digest.marks import escape_markdown, plain_text
from digest.text import normalise

_RENDERER = markdown.Markdown(extensions=["tables", "fenced_code", "footnotes", "sane_lists"])

# Pieces that mean something to Markdown, beside plain letters.
_PIECES = st.sampled_from(
    [
        *"ab1Zé語ש *_`[]()<>#+-.!|\\&;:=~\"'{}^",
        "&amp;",
        "&copy",
        "](u)",
        "---",
        "===",
        "1. ",
        "12) ",
        "- ",
        "```",
        "~~~",
        "* * *",
        "http://a.example",
        "<b>",
        "&#42;",
        "[^1]:",
        "[a]: u",
        "![",
        "**",
        "__",
        "| a |",
        "> ",
        "# ",
        "    ",
    ]
)
_TEXTS = st.one_of(st.lists(_PIECES, min_size=1, max_size=10).map("".join), st.text(max_size=12))


def render(text: str) -> lxml_html.HtmlElement:
    """`text` through python-markdown, below one div."""
    _RENDERER.reset()
    return lxml_html.fragment_fromstring(f"<div>{_RENDERER.convert(text)}</div>")


def visible(element: lxml_html.HtmlElement) -> str:
    """The text of an element, white space as one space."""
    for line_break in element.iter("br"):
        line_break.tail = " " + (line_break.tail or "")
    return " ".join(normalise(element.text_content()).split())


def one_block_a_line(text: str) -> str:
    return "\n".join(line for line in normalise(text).split("\n") if line)


@settings(max_examples=200)
@given(_TEXTS)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = escape_markdown(text)
    assert plain_text(escaped) == one_block_a_line(text)
    assert visible(render(escaped)) == " ".join(normalise(text).split())


# --- documents -------------------------------------------------------------------------------------------

_WORDS = st.one_of(
    st.sampled_from(
        ["Eagle", "landed", "on", "the", "Moon", "1969.", "a_b", "2 * 3", "Δv", "月面", "A&B", "x<y", "[1]", "#1"]
    ),
    st.lists(_PIECES, min_size=1, max_size=4).map("".join).filter(lambda text: bool(normalise(text))),
)


def _escape(words: list[str]) -> str:
    return html.escape(" ".join(words), quote=False)


_PLAIN = st.lists(_WORDS, min_size=1, max_size=5).map(_escape)
_INLINE = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["b", "strong", "i", "em", "span", "code", "u"]), inner).map(
            lambda p: f"<{p[0]}>{p[1]}</{p[0]}>"
        ),
        inner.map(lambda text: f'<a href="https://a.example/x?y=1&amp;z=(2)" title="t">{text}</a>'),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.tuples(inner, inner).map("<br>".join),
    ),
    max_leaves=5,
)
_LEAVES = st.one_of(
    _INLINE.map(lambda text: f"<p>{text}</p>"),
    st.tuples(st.integers(1, 6), _INLINE).map(lambda p: f"<h{p[0]}>{p[1]}</h{p[0]}>"),
    st.lists(_PLAIN, min_size=1, max_size=3).map(lambda lines: "<pre>" + "\n".join(lines) + "</pre>"),
    _PLAIN.map(
        lambda text: f'<figure><img src="https://a.example/p.jpg" alt="{text}"><figcaption>{text}</figcaption></figure>'
    ),
)


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


def _open_with_line(item: str) -> str:
    """An item that opens with a list has no line of its own in Markdown; that case has a unit test."""
    return f"<p>Item</p>{item}"


_TABLES = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(_PLAIN, min_size=width, max_size=width), min_size=2, max_size=3).map(
        lambda rows: (
            "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows) + "</table>"
        )
    )
)
_BLOCKS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"<div>{''.join(parts)}</div>"),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"<blockquote>{''.join(parts)}</blockquote>"),
        st.tuples(st.sampled_from(["ul", "ol"]), st.lists(inner.map(_open_with_line), min_size=1, max_size=3)).map(
            lambda p: _list(*p)
        ),
        st.tuples(st.sampled_from(["ul", "ol"]), st.lists(_INLINE, min_size=1, max_size=3)).map(lambda p: _list(*p)),
    ),
    max_leaves=6,
)
_DOCUMENTS = st.lists(st.one_of(_BLOCKS, _TABLES), min_size=1, max_size=4).map(
    lambda parts: f"<div>{''.join(parts)}</div>"
)

_KEPT = ("ul", "ol", "li", "blockquote", "table", "td", "h1", "h2", "h3", "h4", "h5", "h6", "pre")


def outline(root: lxml_html.HtmlElement) -> list[tuple[tuple[str, ...], str]]:
    """Every word of a tree with the blocks it stands in: what must come through."""
    for gone in [*root.iter("figure", "img")]:
        gone.drop_tree()
    found: list[tuple[tuple[str, ...], str]] = []

    def walk(element: lxml_html.HtmlElement, path: tuple[str, ...]) -> None:
        tag = "td" if element.tag == "th" else element.tag
        # A quote in a list is written as its paragraphs: python-markdown would lose its later lines.
        inner = (*path, tag) if tag in _KEPT and not (tag == "blockquote" and "li" in path) else path
        add(element.text, inner)
        for child in element:
            walk(child, inner)
            add(child.tail, inner)

    def add(text: str | None, path: tuple[str, ...]) -> None:
        # Of code in a list or quote python-markdown knows no block: there its lines are kept, not its frame.
        in_code = tuple(tag for tag in path if tag != "pre") if len(path) > 1 else path
        piece = "".join(normalise(text or "").split())
        if piece:
            if found and found[-1][0] == in_code:
                found[-1] = (in_code, found[-1][1] + piece)
            else:
                found.append((in_code, piece))

    walk(root, ())
    return found


@settings(max_examples=80)
@given(_DOCUMENTS)
def test_documents_keep_words_and_structure(source: str) -> None:
    written = write_markdown(lxml_html.fragment_fromstring(source))
    rendered = render(written)
    assert outline(render(written)) == outline(lxml_html.fragment_fromstring(source)), written
    for image in [*rendered.iter("img")]:
        image.drop_tree()
    assert "".join(plain_text(written).split()) == "".join(visible(rendered).split()), written


@settings(max_examples=50)
@given(_DOCUMENTS)
def test_what_was_written_is_written_again(source: str) -> None:
    written = write_markdown(lxml_html.fragment_fromstring(source))
    assert plain_text(write_markdown(render(written))) == plain_text(written)
    assert write_markdown(lxml_html.fragment_fromstring(source)) == written


@settings(max_examples=200)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_markdown_has_a_plain_text(text: str) -> None:
    plain = plain_text(text)
    assert plain == one_block_a_line(plain)


# --- what stands beside the words ------------------------------------------------------------------------

_WRITTEN = _PLAIN.filter(lambda text: any(character.isalnum() for character in html.unescape(text)))


@settings(max_examples=60)
@given(st.lists(st.tuples(_PLAIN, _WRITTEN), min_size=1, max_size=4))
def test_footnotes_keep_their_places_and_words(rows: list[tuple[str, str]]) -> None:
    text = "".join(f'<p>A {said}<sup id="r{n}"><a href="#n{n}">{n}</a></sup> b</p>' for n, (said, _) in enumerate(rows))
    notes = "".join(f'<li id="n{n}"><p>{note}</p> <a href="#r{n}">↩</a></li>' for n, (_, note) in enumerate(rows))
    written = write_markdown(lxml_html.fragment_fromstring(f"<div>{text}<ol>{notes}</ol></div>"))
    rendered = render(written)
    marks = rendered.xpath("//sup/a")
    assert [mark.get("href") for mark in marks] == [f"#fn:{n}" for n in range(1, len(rows) + 1)]
    for mark in marks:
        assert mark.getparent().getparent().tag == "p"
        mark.getparent().drop_tree()
    for back in rendered.xpath("//a[@class='footnote-backref']"):
        back.drop_tree()
    found = ["".join(visible(item).split()) for item in rendered.xpath("//li")]
    assert found == ["".join(normalise(html.unescape(note)).split()) for _, note in rows]
    assert "".join(plain_text(written).split()) == "".join(visible(rendered).split())


@settings(max_examples=60)
@given(_PLAIN, _PLAIN, _PLAIN)
def test_links_keep_their_titles_and_pictures_their_alternatives_and_captions(
    title: str, alt: str, caption: str
) -> None:
    quoted = [html.escape(html.unescape(text), quote=True) for text in (title, alt)]
    source = (
        f'<div><p><a href="https://a.example/x" title="{quoted[0]}">Words</a></p><figure>'
        f'<img src="https://a.example/i.jpg" alt="{quoted[1]}"><figcaption>{caption}</figcaption></figure></div>'
    )
    written = write_markdown(lxml_html.fragment_fromstring(source))
    rendered = render(written)
    wanted = [" ".join(normalise(html.unescape(text)).split()) for text in (title, alt, caption)]
    link, image = rendered.find(".//a"), rendered.find(".//img")
    shown = [link.get("title") or "", image.get("alt") or "", image.get("title") or ""]
    assert [" ".join(text.split()) for text in shown] == ["" if wanted[0] == "Words" else wanted[0], *wanted[1:]], (
        written
    )
    assert plain_text(written) == "Words"


@settings(max_examples=60)
@given(st.lists(_PLAIN, min_size=1, max_size=4), st.sampled_from(["python", "c++", "c#", "objective-c", "f90"]))
def test_code_keeps_its_lines_and_language(lines: list[str], language: str) -> None:
    code = "\n".join(lines)
    source = f'<div><pre><code class="x language-{language}">{code}</code></pre></div>'
    found = render(write_markdown(lxml_html.fragment_fromstring(source))).find(".//pre/code")
    assert found.get("class") == f"language-{language}"
    wanted = [normalise(html.unescape(line)) for line in lines]
    assert [line.strip() for line in found.text_content().strip("\n").split("\n")] == [
        line.strip() for line in "\n".join(wanted).strip("\n").split("\n")
    ]


@settings(max_examples=60)
@given(st.lists(st.lists(_PLAIN, min_size=1, max_size=3), min_size=1, max_size=3))
def test_line_breaks_stay_where_they_were(paragraphs: list[list[str]]) -> None:
    source = "".join(f"<p>{'<br>'.join(f'A{line}' for line in lines)}</p>" for lines in paragraphs)
    rendered = render(write_markdown(lxml_html.fragment_fromstring(f"<div>{source}</div>")))
    assert [len(paragraph.findall("br")) for paragraph in rendered.iter("p")] == [
        len(lines) - 1 for lines in paragraphs
    ]
