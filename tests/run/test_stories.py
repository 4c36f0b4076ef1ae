"""Stories over whole runs: the same as `inspect` finds, ids that stay, decisions that hold, addresses that lead on."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from digest.cli import main
from digest.inspection import InspectOptions, group_inspected, inspect_paths
from digest.pipeline.read import NoProgress
from tests.conftest import NOW, Desk

PAGE = (
    '<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{outlet}">'
    '<meta property="article:published_time" content="1969-07-20T{hour:02}:00:00Z"></head><body><article>'
    "<h1>{title}</h1>{body}</article></body></html>"
)
BRIDGE = (
    "The Harrow bridge at Stonewick was closed on Sunday after divers found cracks in its third pier.\nEngineer Ada "
    "Fenwright said that lorries must cross at Millbrook until the pier has been braced with steel.\nThe bridge "
    "carries nine thousand lorries and cars a day, and it had been painted only last spring by the county.",
    "Cracks in a pier have closed the Harrow bridge, which joins Stonewick to the coast.\nDivers saw the cracks on "
    "Sunday, the engineer Ada Fenwright reported, and lorries are now being sent round by Millbrook.\nSteel braces "
    "have been ordered, and the county hopes that the bridge will carry cars again within the month.",
)
FLOOD = (
    "Heavy rain on Sunday drove the river Teal over its banks at Oxmouth, and two hundred families left home.\nMayor "
    "Bela Kortis opened the school hall, and the army brought blankets, soup and dry clothes for the children.\nThe "
    "water stood a metre deep in the market place before it began to fall late in the afternoon.",
    "Two hundred families in Oxmouth fled when the Teal rose over its banks after a night of heavy rain.\nThey sleep "
    "in the school hall, the mayor Bela Kortis said, on blankets that the army brought on Sunday.\nIn the market "
    "place the water was a metre deep, and shopkeepers carried their goods to the upper floors.",
)


def write_page(title: str, outlet: str, hour: int, text: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return PAGE.format(title=title, outlet=outlet, hour=hour, body=body)


def fill(desk: Desk) -> None:
    desk.add("a.html", write_page("Bridge at Stonewick shut", "Harbour Courier", 8, BRIDGE[0]))
    desk.add("b.html", write_page("Cracked pier closes Harrow bridge", "Milltown Gazette", 9, BRIDGE[1]))
    desk.add("c.html", write_page("Teal floods Oxmouth", "Harbour Courier", 10, FLOOD[0]))


def groups(desk: Desk) -> dict[str, set[str]]:
    """Story id -> the raw files of its articles."""
    found: dict[str, set[str]] = {}
    for stored in desk.library.articles:
        found.setdefault(stored.story_id, set()).add(Path(stored.versions[0].key).name)
    return found


def command(desk: Desk, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(desk.root / "config.yaml"), "stories", *arguments])


def test_a_run_stores_the_stories_that_inspect_finds(empty_desk: Desk) -> None:
    fill(empty_desk)
    empty_desk.add("d.html", write_page("Families flee the Teal", "Milltown Gazette", 11, FLOOD[1]))
    empty_desk.run()
    inbox = empty_desk.root / "content/inbox"
    inspected = inspect_paths([inbox], InspectOptions(), now=NOW, progress=NoProgress())
    expected = [({one.file for one in members}, story) for story, members in group_inspected(inspected)]
    assert sorted(map(sorted, groups(empty_desk).values())) == sorted(sorted(files) for files, _ in expected)
    assert {"a.html", "b.html"} in groups(empty_desk).values()
    stored = {len(record.article_ids): record for record in empty_desk.library.records}
    found = next(story for files, story in expected if files == {"c.html", "d.html"})
    assert found is not None
    assert {one.shared for one in stored[2].evidence} & {one.shared for one in found.evidence} or len(stored) == 1


def test_stories_grow_and_keep_their_address(empty_desk: Desk) -> None:
    fill(empty_desk)
    empty_desk.run()
    before = groups(empty_desk)
    empty_desk.add("d.html", write_page("Families flee the Teal", "Milltown Gazette", 11, FLOOD[1]))
    empty_desk.run(NOW + timedelta(hours=1))
    after = groups(empty_desk)
    assert {id_: files - {"d.html"} for id_, files in after.items()} == before
    (flood,) = (id_ for id_, files in after.items() if "d.html" in files)
    page = empty_desk.page(f"story/{flood}/index.html")
    assert "Teal floods Oxmouth" in page
    assert "Shares with the others" in page
    assert "Oxmouth" in page


def test_a_merge_by_the_editor_stays_and_the_old_address_leads_on(empty_desk: Desk) -> None:
    fill(empty_desk)
    empty_desk.add("d.html", write_page("Families flee the Teal", "Milltown Gazette", 11, FLOOD[1]))
    empty_desk.run()
    bridge, flood = sorted(groups(empty_desk), key=lambda id_: "c.html" in groups(empty_desk)[id_])
    done = command(empty_desk, "merge", bridge[:6], flood)
    assert done.exit_code == 0, done.output
    assert groups(empty_desk) == {bridge: {"a.html", "b.html", "c.html", "d.html"}}
    empty_desk.build()
    assert f"../../story/{bridge}/index.html" in empty_desk.page(f"story/{flood}/index.html")
    late = write_page("Oxmouth school hall full", "Northern Lantern", 12, FLOOD[1].replace("metre", "yard"))
    empty_desk.add("e.html", late)
    empty_desk.run(NOW + timedelta(hours=1))
    empty_desk.retag()
    assert groups(empty_desk) == {bridge: {"a.html", "b.html", "c.html", "d.html", "e.html"}}
    assert "was also" in command(empty_desk, "show", flood).output


def test_a_split_by_the_editor_stays(empty_desk: Desk) -> None:
    fill(empty_desk)
    empty_desk.run()
    (bridge,) = (id_ for id_, files in groups(empty_desk).items() if "b.html" in files)
    taken = empty_desk.article("Cracked pier")
    done = command(empty_desk, "split", bridge, taken.path)
    assert done.exit_code == 0, done.output
    after = groups(empty_desk)
    assert after[bridge] == {"a.html"}
    assert {"b.html"} in after.values()
    empty_desk.add(
        "f.html", write_page("Harrow bridge cracked", "Northern Lantern", 12, BRIDGE[0].replace("nine", "ten"))
    )
    empty_desk.run(NOW + timedelta(hours=1))
    assert sorted(map(len, groups(empty_desk).values())) == [1, 1, 2]
    assert empty_desk.article("Cracked pier").story_id != empty_desk.article("Bridge at Stonewick").story_id
    assert f"article/{empty_desk.article('Bridge at').article.id}" in empty_desk.page(f"story/{bridge}/index.html") or (
        empty_desk.article("Bridge at").story_id == bridge
    )


def test_a_story_that_lost_all_but_one_article_leads_to_that(empty_desk: Desk) -> None:
    fill(empty_desk)
    empty_desk.run()
    (bridge,) = (id_ for id_, files in groups(empty_desk).items() if "b.html" in files)
    command(empty_desk, "split", bridge, empty_desk.article("Cracked pier").article.id)
    empty_desk.build()
    left = empty_desk.article("Bridge at Stonewick").article.id
    assert f"../../article/{left}/index.html" in empty_desk.page(f"story/{bridge}/index.html")


def test_list_show_and_clear_errors(empty_desk: Desk) -> None:
    fill(empty_desk)
    empty_desk.run()
    (bridge,) = (id_ for id_, files in groups(empty_desk).items() if "b.html" in files)
    assert bridge in command(empty_desk, "list").output
    assert len(command(empty_desk, "list", "--all").output.splitlines()) == 2
    assert "shares:" in command(empty_desk, "show", bridge).output
    for arguments in (["show", "nothing"], ["merge", bridge, bridge], ["split", bridge, "nothing"]):
        result = command(empty_desk, *arguments)
        assert result.exit_code != 0
        assert result.exception is not None


def test_days_are_the_sites_whatever_clock_a_source_keeps(empty_desk: Desk) -> None:
    """Sydney has the 21st already while the later report, from New York, is of the 20th."""
    sydney = write_page("Bridge at Stonewick shut", "Harbour Courier", 8, BRIDGE[0])
    new_york = write_page("Cracked pier closes Harrow bridge", "Milltown Gazette", 9, BRIDGE[1])
    empty_desk.add("a.html", sydney.replace("1969-07-20T08:00:00Z", "1969-07-21T06:00:00+10:00"))
    empty_desk.add("b.html", new_york.replace("1969-07-20T09:00:00Z", "1969-07-20T17:00:00-04:00"))
    empty_desk.run()
    assert "1969-07-20 to 1969-07-20" in command(empty_desk, "list").output


def test_saved_pages_in_one_folder_are_their_own_sites_reports(empty_desk: Desk) -> None:
    """By the name that the page gives, by its address, or by the outlet whose home it lies at; a site counts once."""
    config = (empty_desk.root / "config.yaml").read_text(encoding="utf-8")
    lantern = '  - {name: "Northern Lantern", home: "https://lantern.example/", text: headline}\ntopics:'
    empty_desk.write("config.yaml", config.replace("topics:", lantern, 1))
    nameless = '<meta property="og:site_name" content="">'
    pages = {
        "a": (write_page("Bridge at Stonewick shut", "Harbour Courier", 8, BRIDGE[0]), "https://courier.example/1"),
        "b": (write_page("Cracked pier closes Harrow bridge", "", 9, BRIDGE[1]), "https://www.gazette.example/2"),
        "c": (write_page("Harrow bridge shut to lorries", "", 10, BRIDGE[1]), "https://m.lantern.example/3"),
        "d": (write_page("Pier of Harrow bridge cracked", "", 11, BRIDGE[0]), "https://courier.example/4"),
    }
    for name, (page, url) in pages.items():
        assert name == "a" or nameless in page
        empty_desk.add(f"{name}.html", page, url=url)
    empty_desk.run()
    sources = {stored.article.url: stored.article.source for stored in empty_desk.library.articles}
    assert sources == {
        "https://courier.example/1": "harbour-courier",
        "https://www.gazette.example/2": "gazette-example",
        "https://lantern.example/3": "northern-lantern",
        "https://courier.example/4": "courier-example",
    }
    shown = command(empty_desk, "list").output
    assert "4 articles" in shown
    assert "2 independent" in shown  # the Lantern's and the second of the Courier are copies
    lantern_article = empty_desk.article("shut to lorries").article.id
    assert "Steel braces" not in empty_desk.page(f"article/{lantern_article}/index.html")  # the outlet's own policy
    assert "gazette.example" in empty_desk.page("source/gazette-example/index.html")


def test_a_ledger_that_cannot_be_read_stops_the_run(empty_desk: Desk) -> None:
    fill(empty_desk)
    empty_desk.run()
    ledger = empty_desk.root / "content/stories.jsonl"
    ledger.write_text("<<<<<<< HEAD\n" + ledger.read_text())
    result = CliRunner().invoke(main, ["--config", str(empty_desk.root / "config.yaml"), "run"])
    assert result.exit_code != 0
    assert "stories.jsonl:1" in str(result.exception)


def test_a_ledger_of_before_is_read(empty_desk: Desk) -> None:
    fill(empty_desk)
    empty_desk.run()
    ledger = empty_desk.root / "content/stories.jsonl"
    rows = [json.loads(line) for line in ledger.read_text().splitlines()]
    ledger.write_text("".join(json.dumps({"id": row["id"], "articles": row["articles"]}) + "\n" for row in rows))
    before = groups(empty_desk)
    empty_desk.run(NOW + timedelta(hours=1))
    assert groups(empty_desk) == before
