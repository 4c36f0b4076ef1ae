"""`select`, `drop` and `strip_lines` of a source, over all kinds of documents."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.extract.article import extract_article
from digest.marks import plain_text
from digest.models import Article, Document, DocumentKind, Knowledge, Known, Source

BODY = (
    "The harbour board decided on Tuesday to dredge the northern basin before winter, "
    "and to pay for it out of the reserve."
)
MORE = "Work begins in October, the board said, and the ferries will leave from the southern quay until it is done."
NOTE = "The weekly letter of the harbour office brings you tide tables, berths and prices every Friday morning, free."
PAGE = f"""<!doctype html><html lang="en"><head><title>Basin to be dredged</title></head><body>
<header><h1>Basin to be dredged</h1></header>
<div class="wrap"><div class="story"><p>{BODY}</p><p>Listen to this article</p>
<p>{MORE}<br>3 min read<br>The board has nine members.</p>
<div class="letter"><p>{NOTE}</p></div></div>
<div class="story"><p>The reserve holds four million crowns, which is more than the board had said in spring.</p></div>
<div class="aside2"><p>Elsewhere a lighthouse was painted, and its keeper was pleased with its colour.</p></div>
</div></body></html>"""


def extract(body: str, kind: DocumentKind = "html", **rules: tuple[str, ...]) -> Article:
    source = Source(id="harbour", name="Harbour", **rules)
    document = Document(
        key="x", kind=kind, body=body.encode(), digest="d", known=Known(title="Basin to be dredged"), source=source,
        seen_at=datetime(2026, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    return extract_article(document, Knowledge())


def cut(article: Article, rule: str) -> list[str]:
    return [piece.text for piece in article.receipt.removed if piece.rule == rule]


def uses(article: Article) -> dict[str, int]:
    return {f"{use.key} {use.rule}": use.matches for use in article.receipt.rules}


def test_select_is_the_body_in_the_pages_order_and_the_rest_is_in_the_receipt() -> None:
    article = extract(PAGE, select=("div.story",))
    text = plain_text(article.markdown)
    assert text.startswith(BODY)
    assert text.endswith("more than the board had said in spring.")
    assert "lighthouse" not in text
    assert "lighthouse" in cut(article, "select")[0]
    assert uses(article) == {"select div.story": 2}


def test_an_element_inside_a_selected_one_is_not_taken_twice() -> None:
    article = extract(PAGE, select=("div.story", "div.story p", "div.aside2"))
    text = plain_text(article.markdown)
    assert text.count(BODY) == 1
    assert "lighthouse" in text


def test_what_is_selected_stays_though_its_names_say_that_it_is_no_article_or_is_hidden() -> None:
    page = PAGE.replace('class="story"', 'class="sidebar story" style="display: none"').replace("div", "aside")
    text = plain_text(extract(page, select=("aside.story",)).markdown)
    assert text.startswith(BODY)
    assert "four million crowns" in text


@pytest.mark.parametrize("selector", ["div.gone", "h1 > b", "script"])
def test_where_select_matches_nothing_the_usual_way_is_taken_and_it_is_noted(selector: str) -> None:
    article = extract(PAGE, select=(selector,))
    assert article.markdown == extract(PAGE).markdown
    assert uses(article) == {f"select {selector}": 0}


def test_what_is_selected_and_empty_counts_for_nothing() -> None:
    page = PAGE.replace("<header>", '<header><div class="content"></div>')
    article = extract(page, select=("div.content",))
    assert article.markdown == extract(page).markdown
    assert cut(article, "select") == []


def test_drop_is_cut_and_in_the_receipt() -> None:
    article = extract(PAGE, drop=(".letter", ".letter p", ".gone"))
    assert "tide tables" not in article.markdown
    assert cut(article, "drop") == [NOTE]
    assert uses(article) == {"drop .letter": 1, "drop .letter p": 1, "drop .gone": 0}


def test_lines_are_cut_from_pages_whole_blocks_and_between_breaks() -> None:
    article = extract(PAGE, select=("div.story",), strip_lines=("listen to this article", "* min read", "never"))
    text = plain_text(article.markdown)
    assert "Listen" not in text
    assert "min read" not in text
    assert "until it is done." in text
    assert "The board has nine members." in text
    assert cut(article, "strip-lines") == ["Listen to this article", "3 min read"]
    assert uses(article)["strip_lines * min read"] == 1
    assert uses(article)["strip_lines never"] == 0


def test_lines_are_cut_from_dumps_and_markdown() -> None:
    dump = f"Basin to be dredged\n\n{BODY}\nAdvertisement: buy a boat of oak\n{MORE}\n"
    for kind in ("text", "markdown"):
        article = extract(dump.replace("\n", "\n\n"), kind, strip_lines=("advertisement: *",))  # type: ignore[arg-type]
        assert "buy a boat" not in article.markdown
        assert MORE in article.markdown
        assert "Advertisement: buy a boat of oak" in cut(article, "strip-lines")


def test_an_entry_is_cleaned_and_what_it_lacks_is_no_miss() -> None:
    html = f'<p>{BODY}</p><p class="promo">Buy our calendar of tides while it lasts.</p><p>Continue at the quay</p>'
    article = extract(html, "entry", select=("div.story",), drop=(".promo", ".letter"), strip_lines=("continue *",))
    assert plain_text(article.markdown) == BODY
    assert uses(article) == {"drop .promo": 1, "strip_lines continue *": 1}


def test_metadata_is_read_before_anything_is_dropped() -> None:
    page = PAGE.replace("</h1>", '</h1><p class="by">By <a rel="author">Ada Vale</a></p>')
    article = extract(page, drop=("header",))
    assert article.byline == ("Ada Vale",)
