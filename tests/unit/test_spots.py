"""The short lines of a page: those that are asked for are the same as when all are read."""

from __future__ import annotations

import time

import pytest

from digest.extract.spots import Spots
from digest.extract.titles import find_near_title
from digest.extract.tree import parse_page

HEAD = '<div class="nav"><a>News</a><a>Sport</a></div><h1>The harbour is dredged</h1><p class=by>By Ada Quill</p>'
LINES = "".join(f"<li><a>Boat {n}</a></li>" for n in range(400))
PROSE = "<p>The council met on Tuesday and agreed, after a long debate, that the harbour be dredged.</p>" * 5
MARKED = f"""<body><header><h1></h1><button><b class=author>Menu</b></button></header><aside><i rel=author>Ben Oar</i>
    </aside><h1>The harbour is dredged</h1><div class="Post-AUTHOR"><a href="/author">Ada <!-- // -->Quill</a></div>
    <time pubdate>20 July 1969</time><p id=author-note>{PROSE}</p><template class=author>Ada</template>{PROSE}
    <span itemprop="author"><script>author()</script>Ada<style>b</style> Quill</span><time>1969-07-21</time>
    {"<br>" * 300}</body>"""


def read_all(page: str) -> Spots:
    """The spots of a page, all of them read."""
    spots = Spots(parse_page(page))
    assert len(spots)
    return spots


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
@pytest.mark.parametrize("before", ["", "<h1><img></h1>", f"<ul>{LINES}</ul>", "<p></p>" * 99, "<b>Port Ansel</b>"])
@pytest.mark.parametrize("title", ["The harbour is dredged", "Another", None])
def test_lines_near_the_headline_are_those_of_the_whole_page(rest: str, before: str, title: str | None) -> None:
    page = f"<body><main>{before}{HEAD}{rest}</main><h3>Most read</h3></body>"
    near = find_near_title(Spots(parse_page(page)), title, after=30, before=8)
    whole = find_near_title(read_all(page), title, after=30, before=8)
    assert [spot[1:] for spot in near] == [spot[1:] for spot in whole]
    assert near[0].text == "By Ada Quill"


@pytest.mark.parametrize("page", [f"<body>{HEAD}<ul>{LINES}</ul>{PROSE}</body>", f"<body>{LINES}{HEAD}{PROSE}</body>"])
def test_the_rest_of_a_long_page_is_not_read_for_its_headline(page: str) -> None:
    spots = Spots(parse_page(page))
    near = spots.read_near("the harbour is dredged", str.lower)
    assert 8 < len(near) < len(spots)


def test_lines_found_by_a_name_or_tag_are_those_of_the_whole_page() -> None:
    whole = read_all(MARKED)
    named = Spots(parse_page(MARKED)).find_named("author", attribute="pubdate")
    marked = [spot for spot in whole if "author" in spot.label or "pubdate" in spot.element.attrib]
    assert [spot[1:] for spot in named if "href" not in spot.element.attrib] == [spot[1:] for spot in marked]
    assert [spot.text for spot in marked] == ["Ben Oar", "Ada Quill", "20 July 1969", "Ada Quill"]
    times = Spots(parse_page(MARKED)).find_tagged("time", "abbr")
    assert [spot[1:] for spot in times] == [spot[1:] for spot in whole.find_tagged("time", "abbr")]
    assert [spot.text for spot in times] == ["20 July 1969", "1969-07-21"]


@pytest.mark.parametrize("count", [1, 5, 600])
def test_the_lines_after_one_are_those_that_follow_it_in_the_whole_page(count: int) -> None:
    whole = read_all(f"<body>{HEAD}<ul>{LINES}</ul>{PROSE}</body>")
    at = next(at for at, spot in enumerate(whole) if spot.text == "By Ada Quill")
    after = Spots(whole.root.getroottree().getroot()).read_after(whole[at], count)
    assert after == whole[at + 1 : at + 1 + count]


def test_an_element_s_text_is_all_that_stands_in_it_and_nothing_after_it() -> None:
    spots = read_all("<body><div>By <a>Ada <b>Quill</b></a>, <!-- desk -->Port Ansel<p></p> today</div> tail</body>")
    found = [(spot.tag, spot.text) for spot in spots]
    assert found[-3:] == [("div", "By Ada Quill , Port Ansel today"), ("a", "Ada Quill"), ("b", "Quill")]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>The harbour is dredged</h1>" + "<p><b></b></p>" * 20_000,  # one parent of many, with little text
        "<div class=author>" * 150 + "<br>" * 20_000 + "</div>" * 150,
        "<h1>The harbour is dredged</h1>" + "<h2>" * 150 + "<br>" * 20_000 + "</h2>" * 150,
    ],
)
def test_time_grows_with_the_page_however_its_elements_nest(page: str) -> None:
    spots = Spots(parse_page(f"<body>{page}</body>"))
    started = time.process_time()
    spots.find_named("author")
    spots.read_near("theharbourisdredged", str.lower)
    assert time.process_time() - started < 0.6
