"""Readability's choice of a block, made on a tree that stays as it is."""

from __future__ import annotations

from lxml import etree

from digest.extract.blocks import list_blocks, wrap_loose_text
from digest.extract.chrome import is_credit
from digest.extract.scoring import find_frame, pick_block
from digest.extract.tree import parse_page

LINE = "The ferry left the pier at noon, with all of its passengers, and came back in the evening."


def pick(body: str) -> str | None:
    tree = parse_page(f"<body><section><div>{body}</div></section></body>")
    wrap_loose_text(tree)
    before = etree.tostring(tree)
    picked = pick_block(tree, list_blocks(tree))
    assert etree.tostring(tree) == before
    return None if picked is None else picked.get("id")


def test_what_is_named_as_menus_are_does_not_count() -> None:
    menu = f"<div id=r class=menu>before {f'<p>{LINE}</p>' * 9}</div>after"
    assert pick(f"<div id=a>{f'<p>{LINE}</p>' * 4}</div>{menu}") == "a"
    assert pick(menu) == "r"  # where nothing else is, it does


def test_divs_and_text_loose_beside_pictures_are_paragraphs() -> None:
    menu = "<div id=m>" + "<p><a href=/x>Another report that is told on another page</a></p>" * 9 + "</div>"
    assert pick(f"<div id=a>{f'<div>{LINE}</div>' * 4}</div>{menu}") == "a"
    assert pick(f"<div id=a>{LINE}<img src=a.png><b>Also:</b> {LINE}</div>{menu}") == "a"


def frame(body: str) -> str | None:
    tree = parse_page(f"<body><section><div>{body}</div></section></body>")
    wrap_loose_text(tree)
    blocks = list_blocks(tree)
    picked = pick_block(tree, blocks)
    return None if picked is None else find_frame(tree, picked, blocks).get("id")


def test_of_a_table_that_lays_out_the_page_the_cell_is_taken_and_not_the_row() -> None:
    menu = "<td id=m><b>Sections</b><br>" + "<a href=/x>Space</a><br>" * 9 + "</td>"
    items = "<ul>" + f"<li>{LINE}" * 6 + "</ul>"
    rail = "<td id=s><b>Also</b> <a href=/y>More</a></td>"
    row = f"<table><tr id=r>{menu}<td id=a><p>{LINE}<p>{LINE}{items}</td>{rail}</tr></table>"
    assert (pick(row), frame(row)) == ("r", "a")
    told = f"<td id=t>{f'<p>{LINE}' * 4}</td>"
    assert frame(f"<table><tr id=r>{told}{told}</tr></table>") not in ("t", "m")  # the text stands in both


def test_nothing_scores_on_a_page_without_text() -> None:
    assert pick("<nav><a href=/>Home</a></nav>") is None


def test_a_picture_s_agency_counts_at_the_end_alone() -> None:
    assert is_credit(f"{LINE * 3} Keystone / M Example)")
    assert is_credit(f"{LINE} (Anna M. Berg/Harbour Press)")
    assert is_credit(f"{LINE} [Jean-Luc Étoile / HP via Pool]")
    assert not is_credit(f"{LINE} The rooms are large (doubles/singles)")
    assert not is_credit(f"{LINE} (Anna Berg/Harbour Press) said so. {LINE}")
    assert not is_credit(f"{LINE} Reuters was told so. {LINE}")
    assert not is_credit(f"{LINE} The department could not be reached before.")
