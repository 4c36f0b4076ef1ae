"""Long lists cut into pages that, once full, stay as they are; lists by day, by week."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nlargest
from itertools import groupby
from typing import Generic, TypeVar

from digest.moments import start_of
from digest.render.links import list_page_path
from digest.render.views import ArticleView, EditionView

_T = TypeVar("_T")

ARTICLES_A_PAGE = 100
QUOTES_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[_T]):
    """A page of a list. `number` counts from the oldest; the newest page has the list's own path."""

    path: str
    number: int
    of: int
    """How many pages the list has."""
    items: tuple[_T, ...]
    """Oldest first, as the list came."""
    older: str | None
    newer: str | None
    newest: bool


def cut_pages(items: Sequence[_T], path: str, size: int) -> Iterator[ListPage[_T]]:
    """`items` (in order of arrival, so that additions come at the end) as pages of `size`, the newest page first.

    Page 1 is the oldest. The newest page, at `path`, holds between `size` and twice as many, so that it is never
    near empty and a page is only ever cut off when full: it changes no more, but for the link to the newer one.
    """
    full = max(0, len(items) // size - 1)
    paths = [list_page_path(path, number) for number in range(1, full + 1)] + [path]
    for at in range(full, -1, -1):
        end = (at + 1) * size if at < full else len(items)
        yield ListPage(
            path=paths[at],
            number=at + 1,
            of=full + 1,
            items=tuple(items[at * size : end]),
            older=paths[at - 1] if at else None,
            newer=paths[at + 1] if at < full else None,
            newest=at == full,
        )


def pick_newest(articles: Sequence[ArticleView], count: int) -> list[ArticleView]:
    """The `count` newest articles by their own dates, newest first."""
    return nlargest(count, articles, key=_age_key)


def group_by_day(articles: Sequence[ArticleView]) -> list[tuple[date, list[ArticleView]]]:
    """Articles by their day, newest day and newest article first."""
    newest = sorted(articles, key=_age_key, reverse=True)
    return [(day, list(group)) for day, group in groupby(newest, key=lambda article: article.day)]


def lay_out_month(
    editions: Sequence[EditionView], month: date, first_weekday: int
) -> list[list[tuple[int, list[EditionView]]]]:
    """The weeks of a month, each its seven days with their editions; a day outside the month is 0.

    `month` is a day of it, `first_weekday` the one that a week begins with, Monday being 0.
    """
    of_day: dict[int, list[EditionView]] = defaultdict(list)
    for edition in editions:
        of_day[edition.date.day].append(edition)
    weeks = Calendar(first_weekday).monthdayscalendar(month.year, month.month)
    return [[(day, of_day.get(day, [])) for day in week] for week in weeks]


def _age_key(article: ArticleView) -> tuple[date, datetime, datetime, str]:
    return article.day, start_of(article.moment), article.first_seen, article.id
