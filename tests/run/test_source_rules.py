"""A source's rules through whole runs: stored, reported, checked, and the same in `inspect`."""

from __future__ import annotations

import json

from digest.config import load_config
from digest.inbox import check_rules
from digest.inspection import InspectOptions, describe_inspected, inspect_paths, write_inspected
from digest.models import RuleUse
from digest.pipeline.read import NoProgress
from digest.report import format_report
from tests.conftest import CONFIG, LANDING, NOW, Desk

RULES = """text: full, select: article.story, drop: [".leaflet", "aside > b"], strip_lines: "Copyright *"}"""


def set_up(desk: Desk, marked: int, pages: int = 4) -> None:
    """A source with rules and pages; the first `marked` of them have `.leaflet`, none `article.story`."""
    desk.write("config.yaml", CONFIG.replace("text: full}", RULES))
    for number in range(pages):
        promo = '<p class="leaflet">Send the harbour office a card.</p>' if number < marked else ""
        page = LANDING.replace("</article>", f"<p>This is report number {number} of the landing.</p>{promo}</article>")
        desk.add(f"landing-{number}.html", page, retrieved=f"1969-07-2{number}T21:00:00Z")


def test_rules_are_applied_stored_and_reported(empty_desk: Desk) -> None:
    set_up(empty_desk, marked=2)
    report = empty_desk.run()
    library = empty_desk.library
    assert all("harbour office" not in one.article.markdown for one in library.articles)
    assert RuleUse(source="inbox", key="drop", rule=".leaflet", matches=1) in library.articles[0].article.receipt.rules
    assert any("select: matched nothing on 4 of 4 pages" in note for note in report.notes)
    empty_desk.retag()
    assert empty_desk.library.articles[0].article.receipt.rules  # they outlast a retag


def test_check_names_rules_that_match_no_longer(empty_desk: Desk) -> None:
    set_up(empty_desk, marked=0)
    config = load_config(empty_desk.root / "config.yaml")
    untried, problems = check_rules(config, empty_desk.library)
    assert (len(untried), problems) == (4, [])
    empty_desk.run()
    untried, problems = check_rules(config, empty_desk.library)
    assert untried == []
    assert "Inbox: drop: '.leaflet' matched nothing in the newest 4 documents; it never matched" in problems
    assert not any("strip_lines" in problem for problem in problems)
    assert len(problems) == 3


def test_check_says_when_a_rule_last_matched(empty_desk: Desk) -> None:
    set_up(empty_desk, marked=2)
    empty_desk.run()
    config = load_config(empty_desk.root / "config.yaml")
    assert not any(".leaflet" in problem for problem in check_rules(config, empty_desk.library)[1])
    for number in range(4, 9):
        empty_desk.add(f"later-{number}.html", LANDING.replace("less than", f"{number} less than"),
                       retrieved=f"1969-07-2{number}T23:00:00Z")  # fmt: skip
    for number in range(6):
        empty_desk.add(f"more-{number}.html", LANDING.replace("less than", f"{number} more than"),
                       retrieved=f"1969-07-25T0{number}:00:00Z")  # fmt: skip
    empty_desk.run()
    problems = check_rules(config, empty_desk.library)[1]
    assert any(
        "'.leaflet' matched nothing in the newest 10 documents; it last matched on 1969-07-21" in p for p in problems
    )


def test_inspect_applies_the_rules_of_the_files_source(empty_desk: Desk) -> None:
    set_up(empty_desk, marked=1, pages=1)
    config = load_config(empty_desk.root / "config.yaml")
    path = empty_desk.root / "content/inbox/landing-0.html"
    plain = inspect_paths([path], InspectOptions(), now=NOW, progress=NoProgress())[0]
    ruled = inspect_paths([path], InspectOptions(config=config), now=NOW, progress=NoProgress())[0]
    assert "harbour office" in plain.text
    assert "harbour office" not in ruled.text
    assert ruled.article is not None
    assert [cut.rule for cut in ruled.article.receipt.removed if "harbour office" in cut.text] == ["drop"]


def test_inspect_explains_each_block_when_asked(desk: Desk) -> None:
    path = desk.root / "content/inbox"
    plain, explained = (
        inspect_paths([path], InspectOptions(explain=asked), now=NOW, progress=NoProgress()) for asked in (False, True)
    )
    assert all(one.blocks is None for one in plain)
    assert "blocks" not in json.loads(write_inspected(plain[0]))
    page = json.loads(write_inspected(explained[0]))
    assert {"text": "Home Sport Shop", "kept": False, "rule": "navigation", "why": "nav is named 'nav'"} in page[
        "blocks"
    ]
    assert "\n".join(block["text"] for block in page["blocks"] if block["kept"]) == page["text"]
    shown = describe_inspected(explained[1])
    assert "its features weigh" in shown
    assert "- menu" in shown


def test_an_article_that_shrank_is_named_in_the_report_and_on_the_status_page(desk: Desk) -> None:
    more = "".join(
        f"<p>Flight controllers noted reading {n} of the computer and passed it on at once.</p>" for n in range(9)
    )
    known = {"url": "https://harbour.example/1969/07/landing", "source": "Harbour Courier"}
    desk.add(
        "landing.html", LANDING.replace("</article>", f"{more}</article>"), retrieved="1969-07-20T21:00:00Z", **known
    )
    assert desk.run().doubts == []
    assert "To check" not in desk.page("status/index.html")
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "wordCount": 900}</script>'
    start, end = LANDING.index("<p>“Houston"), LANDING.index("</article>")
    desk.add("landing.html", LANDING[:start].replace("</head>", f"{data}</head>") + LANDING[end:],
             retrieved="1969-07-20T22:00:00Z", **known)  # fmt: skip
    report = desk.run()
    assert [key for key, _ in report.doubts] == ["content/inbox/landing.html"]
    why = report.doubts[0][1]
    assert "the page says that it has 900" in why
    assert "when it was last read" in why
    assert "Check: content/inbox/landing.html" in format_report(report)
    assert "the page says that it has 900" in desk.page("status/index.html")
