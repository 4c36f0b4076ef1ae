"""The span of time that an edition is of, and its name: a day, a week, or all that came since the last run. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digest.models import Edition, EditionPeriod, StoredArticle
from digest.moments import day_of, end_of_day

NAME = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{4}(?:\d{2})?)?|\d{4}-W\d{2}")
"""An edition's name: "1969-07-21", of a run "1969-07-21T0610" (local time), of a week "1969-W30" (ISO 8601)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What an edition is to be made of."""

    name: str
    date: date
    """Its day; of a week, the Monday."""
    over: datetime
    """The instant from which it stays as it is."""
    period: timedelta = timedelta(days=1)
    """How long what it is of takes; of a run, about."""
    articles: tuple[StoredArticle, ...]


def date_of(name: str) -> date:
    """The day that an edition's name tells: its own, or its week's Monday. Raises ValueError for no such name."""
    if NAME.fullmatch(name):
        with suppress(ValueError):  # a thirteenth month, a week too many
            return (
                date.fromisocalendar(int(name[:4]), int(name[6:]), 1) if "W" in name else date.fromisoformat(name[:10])
            )
    raise ValueError(f"{name!r} is no edition's name")


def name_span(instant: datetime, period: EditionPeriod, zone: ZoneInfo) -> str:
    """The name of the edition that what arrives at `instant` belongs to, for a day or a week."""
    day = day_of(instant, zone)
    if period == "weekly":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()


def cut_spans(
    articles: Iterable[StoredArticle], period: EditionPeriod, zone: ZoneInfo, known: Iterable[Edition]
) -> list[Span]:
    """The editions that `articles` make up, from the oldest, by when they were first seen.

    With "run" what is newer than every edition in `known` is one edition, which is over as soon as it is written.
    """
    if period == "run":
        return _cut_run(articles, zone, list(known))
    found: dict[str, list[StoredArticle]] = {}
    for stored in articles:
        found.setdefault(name_span(stored.article.first_seen, period, zone), []).append(stored)
    spans = []
    for name in sorted(found):
        day = day_of(found[name][0].article.first_seen, zone)
        first = day - timedelta(days=day.weekday()) if period == "weekly" else day
        last = first + timedelta(days=6) if period == "weekly" else first
        spans.append(
            Span(
                name=name,
                date=first,
                over=end_of_day(last, zone),
                period=timedelta(days=7 if period == "weekly" else 1),
                articles=tuple(found[name]),
            )
        )
    return spans


def _cut_run(articles: Iterable[StoredArticle], zone: ZoneInfo, known: list[Edition]) -> list[Span]:
    since = max((edition.cutoff for edition in known), default=None)
    fresh = [stored for stored in articles if since is None or stored.article.first_seen > since]
    if not fresh:
        return []
    cutoff = max(stored.article.first_seen for stored in fresh)
    local = cutoff.astimezone(zone)
    name = f"{local:%Y-%m-%dT%H%M}"
    if any(edition.name == name for edition in known):
        name += f"{local:%S}"
    return [Span(name=name, date=local.date(), over=cutoff, articles=tuple(fresh))]
