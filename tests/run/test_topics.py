"""Topics over a whole site: what was learned reaches pages and stored lines, and `digest topics` shows the rules."""

from __future__ import annotations

import random

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.errors import ConfigError
from tests.conftest import Desk

CONFIG = """
site: {title: "Trades", base_url: "https://trades.example.org/"}
sources: [{name: "Inbox", path: content/inbox, text: full}]
topics:
  - {id: fishing, label: "Fishing", terms: ["fishery", "fishing boat", "fish auction"], parent: trades}
  - {id: farming, label: "Farming", terms: ["farmland", "village"]}
  - {id: trades, label: "Trades"}
"""
SEA = "harbour trawler nets skipper gulls tide mackerel quay ropes mast buoy lighthouse pilot anchor".split()
FIELD = "barley plough tractor harvest meadow furrow seed hay barn orchard silo shepherd fence clover".split()
SHARED = "people morning yesterday council winter spoke years money children road market bridge".split()


def write(desk: Desk, number: int, words: list[str], term: str, rng: random.Random) -> None:
    def sentence(first: str) -> str:
        return f"{first} " + " ".join([*rng.sample(words, 5), *rng.sample(SHARED, 5)]) + "."

    body = "\n\n".join([sentence(f"The {term} of place {number} had"), sentence("Later the"), sentence("At last the")])
    desk.add(
        f"{term.split(maxsplit=1)[0]}-{number}.md",
        f"# Report {number} of the {rng.choice(words)}\n\n{body}\n",
        url=f"https://trades.example.org/{term.split(maxsplit=1)[0]}/{number}",
        source="The Trades",
    )


@pytest.fixture(scope="module")
def trades(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("trades"))
    for path in (desk.root / "content" / "inbox").glob("*"):
        path.unlink()
    desk.write("config.yaml", CONFIG)
    rng = random.Random(11)
    for number in range(36):
        write(desk, number, SEA, "fishing boat and the fishery", rng)
        write(desk, number, FIELD, "village", rng)
    write(desk, 99, SEA, "crew", rng)
    desk.run()
    return desk


def topics(desk: Desk, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["--config", str(desk.root / "config.yaml"), "topics", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_an_article_that_the_rules_miss_has_its_topic_on_every_page_and_says_why(trades: Desk) -> None:
    article = trades.article("Report 99")
    marks = {mark.topic_id: mark for mark in article.annotations.topics}
    assert set(marks) == {"fishing", "trades"}
    assert marks["fishing"].learned
    assert marks["fishing"].learned_from >= 30
    pages = [
        path.read_text(encoding="utf-8")
        for path in (trades.root / "output" / "topic").glob("*/**/*.html")
        if path.parts[-2] in {"fishing", "trades"} or "fishing" in path.parts or "trades" in path.parts
    ]
    assert any(article.article.title in page for page in pages)


def test_a_stored_article_is_left_as_it_is_until_retag(trades: Desk) -> None:
    before = trades.article("Report 99").annotations
    trades.write("config.yaml", CONFIG + "learn: false\n")
    trades.run()
    assert trades.article("Report 99").annotations == before
    assert "trades " in topics(trades)
    trades.retag()
    assert trades.article("Report 99").annotations.topics == ()
    trades.write("config.yaml", CONFIG)
    trades.retag()
    assert trades.article("Report 99").annotations == before


def test_an_editors_topics_stay_and_teach(trades: Desk) -> None:
    stored = trades.article("Report 99")
    file = trades.root / "content" / stored.path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('topics: ["trades", "fishing"]', 'topics: ["farming"]'), encoding="utf-8")
    assert trades.article("Report 99").edited == ("topics",)
    trades.retag()
    assert [mark.topic_id for mark in trades.article("Report 99").annotations.topics] == ["farming"]
    assert "set by the editor" in topics(trades, "farming", "--limit", "100")
    file.write_text(text, encoding="utf-8")


def test_topics_are_surveyed(trades: Desk) -> None:
    shown = topics(trades)
    assert "73 articles, 0 of them without a topic" in shown
    assert "never match: fish auction" in shown
    assert "match too much: fishery (49%), fishing boat (49%)" in shown
    assert "  fishing" in shown, "a child stands below its parent"
    one = topics(trades, "fishing", "--limit", "40")
    assert "37 articles, 1 of them by learned words alone" in one
    assert "learned from 36 articles" in one
    assert "fish auction  never matches" in one
    few = topics(trades, "fishing", "--limit", "5")
    assert "and 32 more (--limit)" in few


def test_a_near_miss_says_why(trades: Desk) -> None:
    filler = " ".join(["It went on with the count and the talk of it as it had in each of the years before."] * 8)
    trades.add(
        "late.md",
        f"# Count goes on\n\n{filler}\n\nSomebody knew of farmland.\n\n{filler}\n",
        url="https://trades.example.org/late",
        source="The Trades",
    )
    trades.run()
    assert "once only, below the first words: farmland" in topics(trades, "farming")


def test_what_cannot_be_shown_is_said(trades: Desk) -> None:
    runner = CliRunner()
    config = trades.root / "config.yaml"
    unknown = runner.invoke(main, ["--config", str(config), "topics", "sailing"])
    assert unknown.exit_code == 1
    assert "there is no topic 'sailing'" in unknown.output
    bare = trades.root / "bare.yaml"
    bare.write_text('site: {title: "T", base_url: "https://example.org/"}\n', encoding="utf-8")
    none = runner.invoke(main, ["--config", str(bare), "topics"])
    assert isinstance(none.exception, ConfigError)
    assert "topics: iptc" in none.exception.problems[0]
