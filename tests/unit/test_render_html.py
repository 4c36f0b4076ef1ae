"""Markdown to safe HTML."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from digest.marks import escape_markdown, plain_text
from digest.render.html import is_renderable, render_markdown, safe_url, sanitise_html

BODY = """# A heading

The **first** paragraph & `a <b> c`, with a link to [the log](https://logs.example/a "t").
Still the first paragraph.

A line that breaks\x20\x20
here in two.

- one
- two
    - inside two

> Quoted words.
>
> More of them.

| Who | When |
|-----|------|
| Crew | Sunday \\| Monday |

The last one.[^1]

[^1]: A note.
"""


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def anchored_text(rendered: str, number: int) -> str:
    """What stands from the anchor on, as far as the next block or break."""
    tree = lxml_html.fromstring(f"<div>{rendered}</div>")
    (element,) = tree.xpath(f"//*[@id='p{number}']")
    return (element.tail or "") if element.tag == "br" else element.text_content()


def test_every_line_of_the_plain_text_has_its_anchor() -> None:
    rendered = render_markdown(BODY)
    lines = plain_text(BODY).split("\n")
    assert len(lines) >= 13
    for number, line in enumerate(lines, 1):
        assert letters(anchored_text(rendered, number)).startswith(letters(line)), line


def test_a_code_block_does_not_lead_the_anchors_astray() -> None:
    body = "Before.\n\n```\ncode one\ncode two\n```\n\nAfter."
    number = plain_text(body).split("\n").index("After.") + 1
    assert anchored_text(render_markdown(body), number) == "After."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab Éж漢*_#>[]()`<&1.-\\!|~", min_size=1, max_size=30), min_size=1, max_size=6))
def test_escaped_paragraphs_come_back_and_are_anchored(paragraphs: list[str]) -> None:
    markdown = "\n\n".join(filter(None, (escape_markdown(paragraph) for paragraph in paragraphs)))
    rendered = render_markdown(markdown)
    shown = lxml_html.fromstring(f"<div>{rendered}</div>").text_content()
    assert letters(shown) == letters(plain_text(markdown))
    for number, line in enumerate(plain_text(markdown).split("\n"), 1):
        if letters(line):
            assert letters(line) in letters(anchored_text(rendered, number))


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "[x](vbscript:a)",
        "[x](//evil.example/a)",
        "[x](ftp://files.example/a)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)' onclick='x()'>x</a>",
        "<svg/onload=alert(1)>",
        "<style>*{display:none}</style>",
        "<iframe src='https://evil.example/'></iframe>",
        "<b id='main' class='skip'>x</b>",
    ],
)
def test_hostile_markdown_is_harmless(markdown: str) -> None:
    tree = lxml_html.fromstring(f"<div>{render_markdown(markdown)}</div>")
    assert not tree.xpath("//script | //img | //svg | //iframe | //style")
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        assert element.get("href", "https://").startswith(("http://", "https://", "mailto:"))
        assert element.get("id") != "main"
        assert element.get("class") in (None, "picture")


def test_pictures_are_linked_to_and_not_loaded() -> None:
    rendered = render_markdown('![The crew](https://img.example/crew.jpg "by a desk")')
    assert "<img" not in rendered
    assert '<a class="picture" href="https://img.example/crew.jpg"' in rendered
    assert "Picture: The crew" in rendered


@pytest.mark.parametrize(
    ("markdown", "tags"),
    [
        ("# A\n\n### B", ["h2", "h3"]),
        ("### A\n\n#### B", ["h2", "h3"]),
        ("###### A\n\n# B", ["h2", "h2"]),
        ("## A\n\n##### B\n\n##### C\n\n### D\n\n# E", ["h2", "h3", "h3", "h3", "h2"]),
    ],
)
def test_headings_begin_at_level_2_and_skip_none(markdown: str, tags: list[str]) -> None:
    tree = lxml_html.fromstring(f"<div>{render_markdown(markdown)}</div>")
    assert [element.tag for element in tree] == tags


def test_what_follows_a_footnote_in_the_text_can_be_linked_to() -> None:
    rendered = render_markdown("First.[^1]\n\n[^1]: The note.\n\nSecond.\n\nThird.")
    tree = lxml_html.fromstring(f"<div>{rendered}</div>")
    lines = {element.get("id"): element.text_content() for element in tree.iter("p")}
    assert {id_: text[:6] for id_, text in lines.items()} == {
        "p1": "First.",
        "p2": "The no",
        "p3": "Second",
        "p4": "Third.",
    }


N = 20_000


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * N,
        "![" * N,
        "[a](" * N,
        "[a][" * N,
        "<a " * N,
        "<http://a>" * N,
        "<div>\n\n" * N,
        "a\n=\n" * N,
        "a\n#\n" * N,
        "a\n>\n" * N,
        "\n".join(f"{'    ' * level}- a" for level in range(500)),
        "> " * 5_000 + "a",
        "- " * 5_000 + "a",
        "- a\n" + "- [[[[[[[[[[\n" * 200 + "x " * N,
        "*a **b " * N,
        "|" * N + "\n" + "|-" * N,
        "`a" * N,
        "\\" * N,
        "[^1]" * N + "\n\n[^1]: a",
        "# " * N,
        "x" * 1_000_001,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_lengths_take_no_long(markdown: str) -> None:
    start = time.process_time()
    rendered = render_markdown(markdown)
    assert time.process_time() - start < 12
    assert isinstance(rendered, str)


def test_what_is_too_much_for_markdown_is_still_shown() -> None:
    markdown = "First & foremost.\n\n" + "[" * 10_000 + "\n\nLast <words>."
    assert not is_renderable(markdown)
    rendered = render_markdown(markdown)
    assert "<p>First &amp; foremost.</p>" in rendered
    assert "Last &lt;words&gt;." in rendered


def test_a_long_list_of_links_is_rendered_as_a_list() -> None:
    markdown = "\n".join(f"- [number {n}](https://a.example/{n})" for n in range(1_000))
    assert render_markdown(markdown).count("<li") == 1_000


def test_what_utf8_cannot_carry_is_dropped() -> None:
    assert render_markdown("a\ud800b\x00c\x0bd\ufffee").encode() == b'<p id="p1">abcde</p>'


def test_right_to_left_and_joiners_stay() -> None:
    assert "می\u200cخواهم" in render_markdown("می\u200cخواهم")


def test_rendering_twice_gives_the_same() -> None:
    assert render_markdown(BODY) == render_markdown(BODY)


def test_sanitising_is_idempotent() -> None:
    once = render_markdown(BODY)
    first, second = (
        lxml_html.tostring(lxml_html.fromstring(f"<div>{text}</div>"), method="c14n")
        for text in (once, sanitise_html(once))
    )
    assert first == second


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("//a.example/x", False),
        ("/x", False),
        ("mailto:desk@a.example", False),
        (None, False),
        ("", False),
    ],
)
def test_safe_url(url: str | None, *, safe: bool) -> None:
    assert safe_url(url) == (url if safe else "")
