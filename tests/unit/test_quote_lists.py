"""Quotes by month, topic and speaker, and the pages they are on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lxml import html as lxml_html

from digest.render import links
from digest.render.quote_lists import list_quotes
from tests.unit.site_sample import (
    CALL,
    GAZETTE,
    ON_CYCLING,
    ON_SPACE,
    SETTINGS,
    STEP,
    build,
    instant,
    make_article,
    render,
)

TWICE = make_article(
    7, "Heard again", f"“{STEP}” Neil Armstrong said.", source=GAZETTE, published=instant(22), topics=(ON_CYCLING,),
    quotes=((STEP, "Neil Armstrong", "neil-armstrong"),),
)  # fmt: skip
LATER = make_article(
    8, "A month on", f"“{CALL}” Nixon said once more. Nixon was there.", published=date(1969, 8, 1),
    quotes=((CALL[:40], "Nixon", "richard-nixon"),), topics=(ON_SPACE,),
)  # fmt: skip


def site(*more, **changes):  # type: ignore[no-untyped-def]
    from tests.unit.site_sample import ARTICLES

    return build(articles=(*ARTICLES, *more), settings=replace(SETTINGS, **changes))


def test_a_quote_is_once_in_every_list_that_its_articles_put_it_into() -> None:
    lists = list_quotes(site(TWICE, LATER))
    assert [(month, len(quotes)) for month, quotes in lists.months] == [(date(1969, 8, 1), 1), (date(1969, 7, 1), 2)]
    assert [(topic.id, len(quotes)) for topic, quotes in lists.topics] == [("space", 3), ("cycling", 1)]
    assert lists.topics[1][1][0].quote.text == STEP
    assert [(row.name, row.count) for row in lists.speakers] == [("Richard Nixon", 2), ("Neil Armstrong", 1)]


def test_the_month_is_that_of_the_sites_zone() -> None:
    night = make_article(9, "Late", f"“{STEP}” Armstrong said.", published=instant(31, 23),
                         quotes=((STEP[:20], "Armstrong", "neil-armstrong"),))  # fmt: skip
    assert list_quotes(site(night)).months[0][0] == date(1969, 7, 1)
    assert list_quotes(site(night, timezone="Asia/Tokyo")).months[0][0] == date(1969, 8, 1)


def test_the_newest_page_leads_to_every_list() -> None:
    pages = render(site(TWICE, LATER))
    tree = lxml_html.document_fromstring(pages[links.QUOTES])
    rows = [(row.text_content(), row.get("href")) for row in tree.xpath("//div[@class='rail']//a")]
    assert rows == [
        ("August 1969", "../quotes/1969-08/index.html"),
        ("July 1969", "../quotes/1969-07/index.html"),
        ("Space", "../quotes/topic/space/index.html"),
        ("Cycling", "../quotes/topic/cycling/index.html"),
        ("Richard Nixon", "../actor/richard-nixon/index.html#said"),
        ("Neil Armstrong", "../actor/neil-armstrong/index.html#said"),
    ]
    for _, path in rows:
        target, _, fragment = path.removeprefix("../").partition("#")
        assert not fragment or f'id="{fragment}"' in pages[target]
    august = lxml_html.document_fromstring(pages["quotes/1969-08/index.html"])
    assert august.xpath("//h1")[0].text == "Quotes of August 1969"
    assert august.xpath("//nav[@class='steps']/a/@href") == ["../../quotes/1969-07/index.html"]
    assert pages["quotes/topic/cycling/index.html"].count('<figure class="quote"') == 1
    assert 'href="../../quotes/topic/cycling/index.html"' in pages["topic/cycling/index.html"]


def test_without_quotes_there_is_the_one_page_that_says_so() -> None:
    pages = render(build(articles=(), stories=(), editions=()))
    assert "No quotes yet." in pages[links.QUOTES]
    assert [path for path in pages if path.startswith("quotes/")] == [links.QUOTES]


def test_a_long_month_is_cut_into_pages_that_stay() -> None:
    said = [f"This is statement number {n}, and it is long enough." for n in range(120)]
    many = [
        make_article(
            100 + n,
            f"Report {n}",
            f"“{words}” Nixon said.",
            published=instant(3),
            seen=instant(3, n // 6, n % 6),
            quotes=((words, "Nixon", "richard-nixon"),),
            topics=(ON_SPACE,),
        )
        for n, words in enumerate(said)
    ]
    before, after = (render(build(articles=some, stories=(), editions=())) for some in (many[:119], many))
    for path in ("quotes/1969-07/1/index.html", "quotes/topic/space/1/index.html"):
        assert before[path] == after[path]
    assert "actor/richard-nixon/by/index.html" in after[links.QUOTES]
