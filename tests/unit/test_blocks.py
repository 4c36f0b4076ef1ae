from __future__ import annotations

from itertools import permutations

import pytest
from lxml import html
from lxml.html import HtmlElement

from digest.extract.blocks import Cuts, list_blocks, read_text, relist_blocks, wrap_loose_text
from digest.extract.tree import parse_page

PAGE = """<div>The mole <b>at</b> the harbour<p>was <i>rebuilt</i> by <span>hand</span>.</p> in stone
<ul><li>One</li><li><a href="/two">Two</a> more</li></ul>tail</div>"""


def parse(source: str) -> HtmlElement:
    return html.fragment_fromstring(source)


@pytest.mark.parametrize("tags", [*permutations(("b", "p", "i", "ul"), 3), ("li", "a")])
def test_what_was_dropped_comes_back_where_it_was(tags: tuple[str, ...]) -> None:
    tree = parse(PAGE)
    whole = html.tostring(tree)
    cuts = Cuts()
    for element in [next(tree.iter(tag)) for tag in tags]:
        cuts.drop(element)
    cut = html.tostring(tree)
    assert cut != whole
    cuts.undo()
    assert html.tostring(tree) == whole
    cuts.redo()
    assert html.tostring(tree) == cut


@pytest.mark.parametrize("tag", ["span", "b", "p", "li", "a", "ul", "blockquote"])
def test_a_list_of_blocks_follows_what_is_dropped(tag: str) -> None:
    tree = parse(
        "<div><h2>Tides</h2><p>High at <b>noon</b>, low at <span>six</span>.</p><ul>Loose<li>One</li></ul>"
        "<blockquote>Rise <a href='/x'>and fall</a></blockquote><div><p>Last</p></div></div>"
    )
    blocks = list_blocks(tree)
    element = next(tree.iter(tag))
    within, parent = set(element.iter()), element.getparent()
    element.drop_tree()
    relist_blocks(tree, blocks, within, {parent})
    assert blocks == list_blocks(tree)


def test_a_list_of_known_holders_is_that_of_the_tree() -> None:
    page = "<div>loose <b>text</b><p>One.</p><p>a<br><br>b</p>end</div><section>x<br><br>y</section>"
    tree = parse_page(f"<body>{page}<ul><li> <a>Home</a></ul></body>")
    holders = wrap_loose_text(tree)
    assert list_blocks(tree, holders) == list_blocks(tree)
    assert [block.text for block in list_blocks(tree)] == ["loose text", "One.", "a", "b", "end", "x", "y", "Home"]
    assert list_blocks(tree)[-1].link_share == 1


@pytest.mark.parametrize(
    "inner",
    ["", "a", "a<br>", "<b>a</b>", "a <b>b</b> c", "a<b>b<i>c</i>d</b>e", "a<b>b</b>c<i>d</i>e", "a<!-- no text -->b"],
)
def test_a_text_is_that_of_the_library(inner: str) -> None:
    element = parse(f"<p>{inner}</p>")
    assert read_text(element) == element.text_content()


@pytest.mark.parametrize(
    ("inner", "linked"),
    [
        ("<a>noon</a>", 4),
        (" <a>noon</a> ", 4),
        ("<a><b>noon</b></a>", 4),
        ("at <a>noon</a>", 4),
        ("at <b><a>noon</a></b>", 4),
        ("<a>at</a> or <a>near  noon</a>", 11),
        ("at <b>noon</b>", 0),
        ("at noon", 0),
    ],
)
def test_what_is_linked_of_a_block(inner: str, linked: int) -> None:
    assert [block.linked for block in list_blocks(parse(f"<div><p>{inner}</p></div>"))] == [linked]
