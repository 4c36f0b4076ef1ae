"""What is cut around an article in pages without any class to go by."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.extract.article import extract_article
from digest.marks import plain_text
from digest.models import Article, Document, Knowledge, Known

PARAGRAPHS = "".join(
    f"<P>The ferry {name} left the pier at noon with all of its passengers, and came back in the evening with only "
    "half of them, because the other half had stayed for the fair on the island.\n"
    for name in ("Ada", "Berta", "Clara", "Dora")
)


def extract(
    head: str, *, title: str = "The Valley Times: Ferries Run to the Fair", source: str | None = None, tail: str = ""
) -> Article:
    table = f"<table><tr><td>{head}<hr>{PARAGRAPHS}{tail}</td></tr></table>"
    body = f"<html><head><title>{title}</title></head><body>{table}</body></html>".encode()
    document = Document(
        key="page.html", kind="html", body=body, digest="d", known=Known(source=source), seen_at=datetime.now(UTC)
    )
    return extract_article(document, Knowledge())


HEAD = "<font>Sunday, July 20, 1969</font><br><font><b>Ferries Run to the Fair</b></font><br><i>By the Harbour Desk</i>"


def test_lines_parted_by_breaks_alone_are_told_apart() -> None:
    article = extract(HEAD, source="Valley Times")
    assert article.markdown.startswith("The ferry Ada")
    assert "Sunday, July 20, 1969" in "".join(cut.text for cut in article.receipt.removed)


def test_the_outlets_name_is_no_part_of_the_title() -> None:
    assert extract(HEAD, source="Valley Times").title == "Ferries Run to the Fair"
    assert extract(HEAD, title="Fair: Ferries Run", source="Valley Times").title == "Fair: Ferries Run"


def test_what_a_site_says_of_itself_goes_wherever_it_stands() -> None:
    notices = (
        "This website uses cookies. By continuing to use it you agree to that.",
        "If you buy through links on this page, the paper may earn a commission.",
        "Diese Seite verwendet Cookies, damit sie besser wird.",
    )
    for notice in notices:
        article = extract(f"<p>{notice}</p>")
        assert article.markdown.startswith("The ferry Ada")
        assert ("notice", notice) in [(cut.rule, cut.text) for cut in article.receipt.removed]
    kept = "The council voted on cookies for the children of the island, and the bakers were glad of it."
    assert kept in extract(f"<p>{kept}</p>").markdown


def test_facts_of_the_article_go_below_the_lead_too() -> None:
    lead = "<p>The fair on the island opens today, and the ferries run every hour until midnight for all to see it.</p>"
    article = extract(
        f"{lead}<p>20 July 1969 - Posted by: The Harbour Desk - Category: Island - Tags: fair ferry pier</p>"
    )
    assert article.markdown.startswith("The fair on the island")
    assert "Posted by" not in article.markdown


def test_a_caption_at_the_top_goes_and_a_paragraph_with_brackets_stays() -> None:
    caption = "Passengers wait at the pier in this 1968 file photo (AP Photo/Harbour Desk)"
    assert extract(f"<p>{caption}</p>").markdown.startswith("The ferry Ada")
    said = "Passengers waited at the pier for hours (some of them in the rain), as they had the year before."
    assert extract(f"<p>{said}</p>").markdown.startswith("Passengers waited")
    credited = "Ada's Captain Berg waves to the crowd on the pier in Ostrau, Sunday, July 20, 1968. (Anna Berg/HP)"
    assert extract(f"<p>{credited}</p>").markdown.startswith("The ferry Ada")


def test_a_copied_passage_goes_and_a_refrain_stays() -> None:
    refrain = "<p>And all of the ferries came back in the evening, with nobody on board but their crews.</p>"
    other = "<p>On the second day of the fair the sea was rough, and so the {} ferries ran but once an hour.</p>"
    days = (("large", "new"), ("small", "old"))
    text = "".join(f"<div>{other.format(one)}{other.format(two)}{refrain}</div>" for one, two in days)
    assert extract(text).markdown.count("with nobody on board") == 2
    assert extract(f"<p>The fair is open.</p>{text}<div>{PARAGRAPHS}</div>").markdown.count("The ferry Berta") == 1


def test_a_first_block_with_a_long_line_stays_whole() -> None:
    lead = (
        "The fair on the island opens today, and the ferries run every hour until midnight for all who want to see it"
    )
    article = extract(f"{lead}, as they did last year and the year before that one.<br>Tickets are sold on board.")
    assert "opens today" in article.markdown
    assert "Tickets are sold on board." in article.markdown


def test_a_compound_that_begins_like_a_pointer_is_none() -> None:
    told = "Video-based lessons are what the island's school has tried since spring"
    article = extract(f"<p>{PARAGRAPHS}</p><p>{told}</p><p>Video: how the ferries ran</p><p>{PARAGRAPHS[:150]}</p>")
    assert told in article.markdown
    assert "how the ferries ran" not in article.markdown


def test_a_post_set_into_the_article_keeps_the_name_below_it() -> None:
    signed = "— Harbour Watch (@harbourwatch) July 20, 1969"
    said, link = "<p>All boats are back.</p>", '<a href="/s/1">'
    post = f"<blockquote>{said}— Harbour Watch (@harbourwatch) {link}July 20, 1969</a></blockquote>"
    linked = f"<blockquote>{said}<p>{link}Harbour Watch (@harbourwatch@sea.example)</a></p></blockquote>"
    assert signed in plain_text(extract(PARAGRAPHS + post).markdown)
    assert signed in plain_text(extract(f"<p>{PARAGRAPHS[:160]}</p>{post}").markdown)
    assert "@harbourwatch" in plain_text(extract(PARAGRAPHS + linked + PARAGRAPHS).markdown)
    assert signed not in extract(f"{PARAGRAPHS}<p>{signed}</p>").markdown


@pytest.mark.parametrize(
    "line",
    [
        "Our Standards: The Harbour Press Principles.",
        "Follow all our coverage of the fair and its ferries at https://harbour.example/fair",
        "More HP ferries: https://harbour.example/ferries and https://post.example/HP",
        "Sharing is caring!",
    ],
)
def test_what_a_newsroom_says_of_itself_below_its_text_goes(line: str) -> None:
    found = extract("", tail=f"<p>{line}</p>")
    assert line[:12] not in found.markdown
    assert "The ferry Dora" in found.markdown


def test_whose_opinions_they_are_is_no_lead() -> None:
    found = extract("<p>Opinions expressed by Harbour contributors are their own.</p>")
    assert found.markdown.startswith("The ferry Ada")
