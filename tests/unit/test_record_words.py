"""Every code that a record may hold is shown in the reader's words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from digest.extract import boxes, explain, explain_lines, lineclasses
from digest.extract.balance import find_doubts
from digest.models import Receipt, Removed
from digest.render.links import article_path
from digest.render.record_words import RecordWords
from digest.render.words import ENGLISH, read_words
from tests.unit.site_sample import ARTICLES, SETTINGS, TEMPLATES, build, render

ROOT = Path(__file__).parents[2]
LINES = [path.read_text(encoding="utf-8").splitlines() for path in ROOT.glob("content/1969/*/*/found.jsonl")]
FOUND = [json.loads(line) for lines in LINES for line in lines]
SHOWN = [RecordWords(ENGLISH), *(RecordWords(read_words(tag, [TEMPLATES])) for tag in ("de", "ar"))]


def rules() -> set[str]:
    """Those of boxes in pages, of what is tidied, of lines in dumps and of a source's own settings."""
    named = {rule for rules in (boxes._RULES, boxes._TELLING_PARTS, boxes._ROLES) for rule in rules.values()}
    named |= set(boxes._TAG_RULES.values()) | {rule for _, rule in lineclasses._KIND_RULES}
    named |= set(explain._REASONS) | set(explain_lines._LINE_REASONS)
    return named | {"language-switcher", "address", "opening-hours", "copyright", "drop", "select", "strip-lines"}


def test_every_rule_has_a_name_in_every_language() -> None:
    demo = {rule for record in FOUND for rule, _ in record["receipt"]["removed"]}
    assert len(demo) > 10
    for rule in rules() | demo:
        names = [words.name_rule(rule) for words in SHOWN]
        assert len(set(names)) == len(names), (rule, names)
        assert rule not in names
        assert names[0][0].isupper()


def test_every_place_has_a_name_in_every_language() -> None:
    places = {where for record in FOUND for _, where, _ in record["origins"]}
    assert len(places) > 10
    for where in places | {
        "meta og:title",
        "html xml:lang",
        "url path",
        "time element",
        "config",
        "visible line aside",
    }:
        said = [words.name_place(where) for words in SHOWN]
        assert len({name for name, _ in said}) == len(said), (where, said)
        assert {entry for _, entry in said} <= {where.partition(" ")[2], ""}
    assert SHOWN[0].name_place("meta og:title") == ("the page’s metadata", "og:title")


def test_every_doubt_is_said_in_every_language() -> None:
    receipt = Receipt(words_in=2_000, words_out=100, lost=1_234)
    doubts = find_doubts(receipt, running=600, said=1_500, given=900)
    assert len(doubts) == 4
    for doubt, number in zip(doubts, ("600", "1,500", "900", "1,234"), strict=True):
        english, *others = (words.say_doubt(doubt) for words in SHOWN)
        assert english.count(number) == 1
        assert len({english, *others}) == len(SHOWN)


def test_pages_say_it() -> None:
    receipt = Receipt(
        words_in=900, words_out=100, removed=(Removed(rule="related", text="Read on"),), doubts=("its feed gave 900",)
    )
    changed = replace(ARTICLES[0], article=replace(ARTICLES[0].article, receipt=receipt))
    pages = render(build(articles=(changed, *ARTICLES[1:]), settings=replace(SETTINGS, language="de")))
    assert "900 Wörter vorgefunden, 100 behalten; der Feed gab 900 Wörter" in pages["status/index.html"]
    page = pages[article_path(changed.article.id)]
    assert "<p>Links zu anderen Artikeln <code>related</code> × 1</p>" in page
    assert "die strukturierten Daten der Seite <code>headline</code>, 96 von 100" in page


@pytest.mark.parametrize("code", ["", "its feed gave many", "rule-of-another-version", "somewhere else", "1" * 5000])
def test_what_is_not_known_stays_as_it_is(code: str) -> None:
    words = SHOWN[1]
    assert (words.name_rule(code), words.name_place(code), words.say_doubt(code)) == (code, (code, ""), code)
