"""What is cut around an article in pages without any class to go by."""

from __future__ import annotations

from datetime import UTC, datetime

from digest.extract.article import extract_article
from digest.models import Article, Document, Knowledge, Known

PARAGRAPHS = "".join(
    f"<P>The ferry {name} left the pier at noon with all of its passengers, and came back in the evening with only "
    "half of them, because the other half had stayed for the fair on the island.\n"
    for name in ("Ada", "Berta", "Clara", "Dora")
)


def extract(
    head: str, *, title: str = "The Valley Times: Ferries Run to the Fair", source: str | None = None
) -> Article:
    table = f"<table><tr><td>{head}<hr>{PARAGRAPHS}</td></tr></table>"
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


def test_a_first_block_with_a_long_line_stays_whole() -> None:
    lead = (
        "The fair on the island opens today, and the ferries run every hour until midnight for all who want to see it"
    )
    article = extract(f"{lead}, as they did last year and the year before that one.<br>Tickets are sold on board.")
    assert "opens today" in article.markdown
    assert "Tickets are sold on board." in article.markdown
