"""Stories and editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from digest.models.sources import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why an article stands in its story: what it shares with the others, most telling first, as it stands there."""

    article_id: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecord:
    """A line of `stories.jsonl`: what is remembered of a story beside what its articles' own files say."""

    id: str
    article_ids: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...] = ()
    """Groups of articles that are one text, each with its original first."""
    merged: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    paged: bool = False
    """Whether it ever had two articles, and so a page of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event, all its articles. `article_ids` and each group of `copies` run from the earliest."""

    id: str
    headline: str
    article_ids: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...]
    """Groups of articles that are one text, syndicated."""
    independent: int
    """Sources that wrote for themselves: a copy counts once."""
    first_published: Moment
    last_published: Moment
    merged: tuple[str, ...] = ()
    """Ids of stories that were found to be this one: their addresses lead here."""
    evidence: tuple[Evidence, ...] = ()
    paged: bool = False
    """As `StoryRecord.paged`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence taken whole from an article."""

    article_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A story in its articles' own sentences."""

    summary: tuple[Sentence, ...] = ()
    """Those that stand for the whole."""
    additions: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)
    """By article id, those that say what no article before it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """Why a story stands where it stands in an edition: facts, and the score that they come to."""

    score: float
    pinned: bool = False
    sources: int = 1
    """That wrote for themselves."""
    topics: tuple[str, ...] = ()
    """Labels, the weightiest first."""
    weighed: tuple[str, ...] = ()
    """Those of them to which the editor gave a weight."""
    actors: tuple[str, ...] = ()
    """The names that stand most often in it, of `actor_count`."""
    actor_count: int = 0
    quotes: int = 0
    first: date
    """When it was first reported."""
    led: date | None = None
    """The edition that led with it before, by its day; None for a new story."""
    reports: int = 0
    """Articles since then; all of them for a new story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionItem:
    story_id: str
    sentences: tuple[Sentence, ...]
    why: Factors | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesState:
    """What became of the sources when an edition was made: how many were to be read, and which failed, by name."""

    read: int
    failing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A briefing: its chosen stories in their order."""

    name: str
    """By its span: "1969-07-21", of a week "1969-W30", of a run "1969-07-21T0610"."""
    date: date
    """Its day; of a week, the Monday."""
    cutoff: datetime
    """The newest `first_seen` that went into it."""
    items: tuple[EditionItem, ...]
    sources: SourcesState | None = None
    note: str | None = None
