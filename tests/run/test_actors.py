"""Actors over a whole site: the editor's decisions, from the command line to every page and feed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from digest.errors import ConfigError
from tests.conftest import Desk

TEXTS = {
    "one": (
        "Harbour wall to be raised",
        "The mayor Ann Roe opened the harbour wall on Monday. “It will hold,” Roe said.",
    ),
    "two": (
        "Council votes on the bridge",
        "The council voted after Ann Roe, the treasurer of the harbour, had spoken.",
    ),
    "three": ("Golf cup goes north", "The golfer Ann Roe won the cup on Sunday, and golfer Ann Roe thanked the club."),
    "four": ("Ferry late again", "Annie Roe waited for the ferry with her family. “Never mind,” said Annie Roe."),
}
MORE = {
    "one": "Work by the water takes all year, with new tools and an old crew, until every stone is laid.",
    "two": "Nobody could say what the crossing will cost, nor who pays when its iron rusts and its lamps fail.",
    "three": "On the last green the wind turned, the rivals lost three strokes, and children ran to look.",
    "four": "The engine had been repaired twice since spring, and its timetable was older than its captain.",
}


@pytest.fixture
def town(desk: Desk) -> Desk:
    for path in (desk.root / "content" / "inbox").glob("*"):
        path.unlink()
    for name, (title, body) in TEXTS.items():
        paragraphs = "\n\n".join([body, MORE[name]])
        desk.add(f"{name}.md", f"# {title}\n\n{paragraphs}\n", url=f"https://paper.example/{name}", source="The Paper")
    desk.write("content/actors.yaml", "# ours\n- id: harbour\n  hidden: true  # not yet\n")
    desk.run()
    return desk


def actors(desk: Desk, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(desk.root / "config.yaml"), "actors", *arguments])


def register(desk: Desk) -> str:
    return (desk.root / "content" / "actors.yaml").read_text(encoding="utf-8")


def exists(desk: Desk, path: str) -> bool:
    return (desk.root / "output" / path).is_file()


def id_of(desk: Desk, title: str) -> str:
    return desk.article(title).article.id


def test_actors_are_listed_and_searched(town: Desk) -> None:
    shown = actors(town)
    assert shown.exit_code == 0
    assert shown.output.splitlines()[0].split()[:2] == ["3", "ann-roe"]
    found = actors(town, "annie")
    assert [line.split()[1] for line in found.output.splitlines()] == ["annie-roe", id_of(town, "Ferry")]
    assert '"forms": {"Annie Roe": 2}' in actors(town, "list", "annie", "--json").output
    assert "No actor found" in actors(town, "zzz").output


def test_a_merge_moves_page_and_feed_and_leaves_both_behind(town: Desk) -> None:
    actors(town, "wikidata", "annie-roe", "Q7")
    town.build()
    assert exists(town, "actor/annie-roe/index.html")
    assert actors(town, "merge", "annie-roe", "ann-roe").output == "annie-roe is ann-roe now.\n"
    assert "# ours\n- id: harbour\n  hidden: true  # not yet\n" in register(town)
    town.build()
    assert "Ferry late again" in town.page("actor/ann-roe/index.html")
    assert "../../actor/ann-roe/index.html" in town.page("actor/annie-roe/index.html")
    assert town.page("feeds/actor/annie-roe.rss") == town.page("feeds/actor/ann-roe.rss")
    assert "feeds/actor/annie-roe.rss" not in town.page("feeds/index.html")


def test_a_split_parts_pages_and_feeds_now_and_at_retag(town: Desk) -> None:
    done = actors(town, "split", "ann-roe", "ann-roe-golfer", "--role", "golfer", "--name", "Ann Roe (golfer)")
    assert done.exit_code == 0, done.output
    for _ in range(2):
        town.build()
        assert "Golf cup goes north" in town.page("actor/ann-roe-golfer/index.html")
        assert "Golf cup goes north" not in town.page("actor/ann-roe/index.html")
        assert "Golf cup goes north" not in town.page("feeds/actor/ann-roe.rss")
        assert "Council votes" in town.page("actor/ann-roe/index.html")
        town.retag()
    assert town.fields("Golf cup").fields["actors"] == ["ann-roe-golfer"]


def test_a_split_that_leaves_no_page_behind_leaves_a_stub(town: Desk) -> None:
    articles = [part for title in ("Harbour wall", "Golf cup") for part in ("--article", id_of(town, title))]
    assert actors(town, "split", "ann-roe", "mayor-roe", *articles).exit_code == 0
    town.build()
    assert "../../actor/mayor-roe/index.html" in town.page("actor/ann-roe/index.html")
    assert town.page("feeds/actor/ann-roe.rss") == town.page("feeds/actor/mayor-roe.rss")


def test_name_kind_and_hiding(town: Desk) -> None:
    actors(town, "rename", "ann-roe", "Mayor Roe")
    actors(town, "kind", "ann-roe", "organisation")
    town.build()
    page = town.page("actor/ann-roe/index.html")
    assert "Mayor Roe" in page
    assert "Organisation" in page
    actors(town, "hide", "ann-roe")
    town.build()
    assert not exists(town, "actor/ann-roe/index.html")
    actors(town, "hide", "ann-roe", "--undo")
    town.build()
    assert exists(town, "actor/ann-roe/index.html")


def test_an_alias_moves_to_the_row_that_claims_it(town: Desk) -> None:
    actors(town, "alias", "annie-roe", "Roe")
    actors(town, "alias", "ann-roe", "Roe", "Mayor Roe")
    assert register(town).count('"Roe"') == 1
    town.retag()
    assert {m.surface for m in town.article("Harbour wall").annotations.mentions if m.actor_id == "ann-roe"} >= {"Roe"}


def test_the_latest_role_is_shown_with_its_source(town: Desk) -> None:
    page = town.page("actor/ann-roe/index.html")
    assert "Last described as “<bdi>" in page
    assert "The Paper</a>" in page.partition("Last described as")[2][:400]


def test_suggestions_name_the_command_and_change_nothing(town: Desk) -> None:
    before = register(town)
    shown = actors(town, "suggest").output
    assert "digest actors split ann-roe NEW-ID --article" in shown
    assert register(town) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("merge", "nobody", "ann-roe"), "no actor has the id 'nobody'"),
        (("merge", "ann-roe", "ann-ro"), "is it ann-roe"),
        (("merge", "ann-roe", "ann-roe"), "two different actors"),
        (("split", "ann-roe", "x"), "needs --article or --role"),
        (("split", "ann-roe", "x", "--article", "0" * 16), "is not in article"),
        (("split", "ann-roe", "annie-roe", "--role", "golfer"), "is taken"),
        (("wikidata", "ann-roe", "1615"), "Q1615"),
    ],
)
def test_a_wrong_decision_is_refused_and_nothing_written(town: Desk, arguments: tuple[str, ...], says: str) -> None:
    before = register(town)
    with pytest.raises(ConfigError) as caught:
        CliRunner().invoke(
            main, ["--config", str(town.root / "config.yaml"), "actors", *arguments], catch_exceptions=False
        )
    assert says in str(caught.value)
    assert register(town) == before


def test_a_broken_split_is_named_with_its_line(tmp_path: Path) -> None:
    from digest.content import load_register_rows

    path = tmp_path / "actors.yaml"
    path.write_text("- {id: a, split_from: b}\n- {id: c, roles: [x]}\n- {id: d, split_from: d, articles: [e]}\n")
    with pytest.raises(ConfigError) as caught:
        load_register_rows(path)
    assert [problem.partition(str(path))[2].split(":")[1] for problem in caught.value.problems] == ["1", "2", "3"]
