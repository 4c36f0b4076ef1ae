"""Every block of a document is accounted for, with the rule and the reason."""

from __future__ import annotations

from datetime import UTC, datetime

from digest.extract.article import extract_article
from digest.extract.explain import Explained, describe_explained, explain_document
from digest.models import Document, DocumentKind, Knowledge, Known, Source

FIRST = "The ferry company will run its last crossing on Sunday, after ninety years between the two islands, it said."
SECOND = "A bridge that opens in the same week made the decision easy, the owners told a meeting of their crews."
PAGE = f"""<html><head><title>Last ferry</title><script>var a = "words of a script";</script></head><body>
<nav class="menu"><a href="/">Home</a></nav>
<div class="page"><h1>Last ferry</h1><div class="story-text"><p>{FIRST}</p>
<div class="more-stories"><p><a href="/x">Storm closes the harbour</a></p></div>
<p style="display:none">A hidden sentence that no reader of the page would ever get to see.</p>
<p>{SECOND}</p><p>Photo: Harbour Courier</p><p>The bridge was paid for by both islands in equal parts.</p>
<p>Share this on the quay wall</p></div>
<div class="banner2"><p>Our calendar has the tides of all the year for two crowns.</p></div></div>
</body></html>"""


def explain(body: str, kind: DocumentKind = "html", **rules: tuple[str, ...]) -> tuple[Explained, ...]:
    document = Document(
        key="x", kind=kind, body=body.encode(), digest="d", known=Known(title="Last ferry"),
        source=Source(id="s", name="S", **rules), seen_at=datetime(2026, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    return explain_document(document, extract_article(document, Knowledge()))


def find(blocks: tuple[Explained, ...], part: str) -> Explained:
    found = [block for block in blocks if part in block.text]
    assert len(found) == 1, (part, [block.text for block in blocks])
    return found[0]


def test_each_block_of_a_page_has_its_rule_and_reason() -> None:
    blocks = explain(PAGE)
    assert [block.text for block in blocks][:2] == ["Home", "Last ferry"]
    assert not any("script" in block.text for block in blocks)
    assert find(blocks, "last crossing").kept
    assert "div.story-text" in find(blocks, "last crossing").why
    assert find(blocks, "made the decision").kept
    home = find(blocks, "Home")
    assert (home.kept, home.rule) == (False, "navigation")
    storm = find(blocks, "Storm closes")
    assert (storm.kept, storm.rule) == (False, "related")
    assert "'more-stories'" in storm.why
    assert find(blocks, "hidden sentence").rule == "hidden"
    outside = find(blocks, "calendar")
    assert (outside.kept, outside.rule) == (False, None)
    assert outside.why.startswith("outside the article's block")


def test_a_sources_rules_are_named() -> None:
    blocks = explain(PAGE, drop=(".none", ".story-text > p + p"), strip_lines=("photo: *",))
    assert find(blocks, "Photo").rule in {"drop", "strip-lines"}
    blocks = explain(PAGE, select=(".story-text",), strip_lines=("the bridge was paid*",))
    paid = find(blocks, "paid for")
    assert (paid.rule, paid.why) == ("strip-lines", "the source's `strip_lines: the bridge was paid*` matches")
    assert find(blocks, "calendar").rule == "select"
    dropped = find(explain(PAGE, drop=(".banner2",)), "calendar")
    assert (dropped.rule, dropped.why) == ("drop", "the source's `drop: .banner2` matches")


def test_text_that_stands_twice_is_told_apart_by_its_place() -> None:
    page = PAGE.replace("</nav>", "</nav><aside>The bridge was paid for by both islands in equal parts.</aside>")
    found = [block.kept for block in explain(page) if "paid for" in block.text]
    assert found == [False, True]


def test_each_line_of_a_dump_is_there_once_in_order() -> None:
    lines = [
        "Home | News | Sport",
        "Last ferry",
        FIRST,
        "The bridge was paid for by both islands in equal parts, and ferries of the company had to help build it.",
        "Share this",
        "Share this",
        SECOND,
        "Copyright 2026. All rights.",
    ]
    blocks = explain("\n".join(lines), "text")
    assert [block.text for block in blocks] == lines
    assert [block.kept for block in blocks] == [False, False, True, True, False, False, True, False]
    assert blocks[1].rule in {"title", "repeated-title"}
    assert "its features weigh" in blocks[2].why


def test_entries_and_markdown_are_explained_too() -> None:
    blocks = explain(f"<p>{FIRST}</p><p>Continue reading</p>", "entry")
    assert [block.kept for block in blocks] == [True, False]
    blocks = explain(f"# Last ferry\n\n{FIRST}\n\n- one\n- two\n", "markdown")
    assert [block.kept for block in blocks] == [False, True, True, True]


def test_a_person_reads_a_reason_once_for_neighbours_it_holds_for() -> None:
    lines = describe_explained(explain(PAGE))
    assert any(line.startswith("  + ") for line in lines)
    assert any("related" in line for line in lines)
    assert describe_explained(()) == []
