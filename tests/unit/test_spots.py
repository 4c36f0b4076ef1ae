"""The short lines of a page: read down to its headline they are those of the whole page."""

from __future__ import annotations

import pytest

from digest.extract.spots import Spots, read_spots
from digest.extract.titles import find_near_title
from digest.extract.tree import parse_page

HEAD = '<div class="nav"><a>News</a><a>Sport</a></div><h1>The harbour is dredged</h1><p class=by>By Ada Quill</p>'
LINES = "".join(f"<li><a>Boat {n}</a></li>" for n in range(400))
PROSE = "<p>The council met on Tuesday and agreed, after a long debate, that the harbour be dredged.</p>" * 5


@pytest.mark.parametrize(
    "rest",
    [
        f"<time>20 July 1969</time>{PROSE}<ul>{LINES}</ul>{PROSE}",
        f"<ul>{LINES}</ul>",  # the list's own text is long, its items' is not
        f"<div>{PROSE}<h2>The harbour is dredged</h2>{PROSE * 100}</div>",
        "<p></p>" * 600,
        PROSE * 100,
        "",
    ],
)
@pytest.mark.parametrize("title", ["The harbour is dredged", "Another", None])
def test_lines_near_the_headline_are_those_of_the_whole_page(rest: str, title: str | None) -> None:
    tree = parse_page(f"<body><main>{HEAD}{rest}</main><h3>Most read</h3></body>")
    near = find_near_title(Spots(tree), title, after=30, before=8)
    assert near == find_near_title(read_spots(tree), title, after=30, before=8)
    assert near[0].text == "By Ada Quill"


def test_the_rest_of_a_long_page_is_not_read_for_its_headline() -> None:
    tree = parse_page(f"<body>{HEAD}<ul>{LINES}</ul>{PROSE}</body>")
    head = Spots(tree).read_head(lambda text: text == "The harbour is dredged", 30)
    assert len(head) < len(read_spots(tree))


def test_an_element_s_text_is_all_that_stands_in_it_and_nothing_after_it() -> None:
    tree = parse_page("<body><div>By <a>Ada <b>Quill</b></a>, <!-- desk -->Port Ansel<p></p> today</div> tail</body>")
    found = [(spot.tag, spot.text) for spot in read_spots(tree)]
    assert found[-3:] == [("div", "By Ada Quill , Port Ansel today"), ("a", "Ada Quill"), ("b", "Quill")]
