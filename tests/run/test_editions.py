"""Editions of a day, a week and a run, through real runs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from digest.editions import read_edition
from tests.conftest import CONFIG, LANDING, NOW, TOUR, Desk


def list_editions(desk: Desk) -> list[str]:
    return sorted(path.stem for path in (desk.root / "content/editions").glob("*.yaml"))


def test_a_week_is_one_edition_and_is_frozen_after_sunday(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("config.yaml", CONFIG.replace("timezone: UTC", "timezone: UTC, edition: weekly"))
    desk.add("landing.html", LANDING, retrieved="1969-07-21T09:00:00Z", published="1969-07-21")
    desk.run(NOW)  # a Saturday
    desk.add("tour.txt", TOUR, retrieved="1969-07-24T09:00:00Z", published="1969-07-24")
    desk.run(NOW)
    assert list_editions(desk) == ["1969-W30"]
    edition, edited = read_edition((desk.root / "content/editions/1969-W30.yaml").read_text())
    assert len(edition.items) == 2
    assert not edited
    page = desk.page("1969/w30/index.html")
    assert "Week of Monday, July 21, 1969" in page
    assert "Yellow jersey arrives" in page
    frozen = (desk.root / "content/editions/1969-W30.yaml").read_bytes()
    desk.add("late.txt", TOUR.replace("Paris", "Lyon"), retrieved="1969-07-26T09:00:00Z")
    desk.run(NOW + timedelta(days=9))
    assert (desk.root / "content/editions/1969-W30.yaml").read_bytes() == frozen


def test_each_run_with_news_is_one_edition_and_none_without(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("config.yaml", CONFIG.replace("timezone: UTC", "timezone: Europe/Berlin, edition: run"))
    desk.add("landing.html", LANDING, retrieved="1969-07-21T06:10:00Z")
    desk.run(NOW)
    desk.run(NOW)
    assert list_editions(desk) == ["1969-07-21T0710"]
    desk.add("tour.txt", TOUR, retrieved="1969-07-21T12:00:00Z")
    desk.run(NOW)
    assert list_editions(desk) == ["1969-07-21T0710", "1969-07-21T1300"]
    first, second = desk.page("1969/07/21/0710/index.html"), desk.page("1969/07/21/1300/index.html")
    assert "Yellow jersey" not in first.partition("<main")[2]
    assert "Lunar module lands" not in second.partition("<main")[2]
    assert "../1300/index.html" in first or "1969/07/21/1300/index.html" in first
    assert "Monday, July 21, 1969, 13:00" in second
    assert desk.page("index.html").count("Yellow jersey arrives") >= 1


def test_what_is_taken_down_leaves_a_frozen_edition(desk: Desk) -> None:
    desk.run()
    taken = desk.article("lunar-module").article
    paths = [path for path in (desk.root / "output").rglob("index.html") if taken.title in path.read_text()]
    assert len(paths) > 3
    desk.write("content/takedowns.yaml", f'- {{id: "{taken.id}", reason: "asked for by the source"}}\n')
    desk.run(NOW + timedelta(days=30))
    for path in (desk.root / "output").rglob("*"):
        if path.is_file() and path.suffix in {".html", ".rss", ".atom", ".json"}:
            assert taken.title not in path.read_text(), path


def test_an_edition_whose_name_is_none_is_left_out_and_said(desk: Desk) -> None:
    desk.run()
    desk.write("content/editions/1969-99-99.yaml", "stories: []\n")
    report = desk.build()
    assert any("1969-99-99" in note and "no edition's name" in note for note in report.notes)


@pytest.mark.parametrize("value", ["hourly", "7", "[daily]"])
def test_another_period_is_a_config_error(tmp_path: Path, value: str) -> None:
    from digest.config import load_config
    from digest.errors import ConfigError

    desk = Desk(tmp_path)
    desk.write("config.yaml", CONFIG.replace("timezone: UTC", f"timezone: UTC, edition: {value}"))
    with pytest.raises(ConfigError, match="edition"):
        load_config(desk.root / "config.yaml")
