"""The archive's calendar: each month as its weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from lxml import html as lxml_html

from digest.models import Edition
from digest.render.dates import DateWriter
from digest.render.lists import lay_out_month
from tests.unit.site_sample import EDITIONS, SETTINGS, build, render


def tables(page: str) -> list[Any]:
    return lxml_html.document_fromstring(page).xpath("//table[@class='month']")


def weeks_of(table: Any) -> list[list[str]]:
    return [[cell.text_content().strip() for cell in row] for row in table.xpath("./tbody/tr")]


def edition(name: str) -> Edition:
    day = date.fromisoformat(name[:10]) if "W" not in name else date.fromisocalendar(int(name[:4]), int(name[-2:]), 1)
    cutoff = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Edition(name=name, date=day, cutoff=cutoff, items=())


def test_a_month_is_a_table_of_weeks() -> None:
    (table,) = tables(render(build())["archive/index.html"])
    assert table.findtext("caption") == "July 1969"
    heads = table.xpath("./thead/tr/th")
    assert [head.get("scope") for head in heads] == ["col"] * 7
    assert [head.get("aria-label") for head in heads][:2] == ["Sunday", "Monday"]
    assert weeks_of(table)[0] == ["", "", "1", "2", "3", "4", "5"]
    assert weeks_of(table)[-1] == ["27", "28", "29", "30", "31", "", ""]
    links = table.xpath(".//a")
    assert [(link.text, link.get("href")) for link in links] == [
        ("20", "../1969/07/20/index.html"),
        ("21", "../1969/07/21/index.html"),
    ]
    assert links[1].get("aria-label") == "Monday, July 21, 1969"


@pytest.mark.parametrize(
    ("language", "first"), [("en", 6), ("en-GB", 0), ("de", 0), ("ar", 5), ("ar-MA", 0), ("pt-BR", 6), ("x-none", 6)]
)
def test_a_week_begins_as_the_region_has_it(language: str, first: int) -> None:
    writer = DateWriter(language, "UTC")
    assert writer.first_weekday == first
    assert len({name for _, name in writer.name_weekdays()}) == 7


def test_weeks_are_in_the_order_of_the_language() -> None:
    (table,) = tables(render(build(settings=replace(SETTINGS, language="ar")))["archive/index.html"])
    assert table.xpath("./thead/tr/th/@aria-label")[0] == "السبت"
    assert weeks_of(table)[0] == ["", "", "", "1", "2", "3", "4"]


@pytest.mark.parametrize("month", [date(1, 1, 1), date(9999, 12, 1), date(2026, 2, 1)])
@pytest.mark.parametrize("first", range(7))
def test_every_day_of_a_month_is_there_once(month: date, first: int) -> None:
    weeks = lay_out_month([], month, first)
    days = [day for week in weeks for day, _ in week if day]
    assert days == list(range(1, len(days) + 1))
    assert {len(week) for week in weeks} == {7}


def test_each_edition_of_a_day_is_linked_with_a_text_of_its_own() -> None:
    names = ["1969-07-20T0610", "1969-07-21T0610", "1969-07-21T1810", "1969-07-22"]
    (table,) = tables(render(build(editions=[edition(name) for name in names]))["archive/index.html"])
    assert [link.text for link in table.xpath(".//a")] == ["20", "06:10", "18:10", "22"]
    (both,) = [cell for cell in table.xpath(".//td") if len(cell) == 2]
    assert both.text == "21"
    weekly = [edition("1969-W30"), edition("1969-07-21")]
    (table,) = tables(render(build(editions=weekly))["archive/index.html"])
    assert [link.text for link in table.xpath(".//a")] == ["21", "21"]
    assert len(set(table.xpath(".//a/@aria-label"))) == 2


def test_three_years_of_editions_leave_the_archive_light() -> None:
    """The newest year stands on the archive's first page, each year on its own."""
    first = date(1967, 1, 1)
    days = [first + timedelta(days=number) for number in range(3 * 365)]
    pages = render(build(editions=[replace(EDITIONS[0], name=f"{day}", date=day) for day in days]))
    assert len(tables(pages["archive/index.html"])) == 12
    assert len(pages["archive/index.html"].encode()) < 80_000
    assert [len(tables(pages[f"{year}/index.html"])) for year in (1967, 1968, 1969)] == [12, 12, 12]
