"""What the editor sets in config.yaml, besides sources and topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EditionPeriod = Literal["daily", "run", "weekly"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """`site:` of the config."""

    title: str
    description: str = ""
    base_url: str
    """Absolute, with a closing slash; may have a path (project pages)."""
    id: str
    """What the ids of our own feeds' entries are made from: the first base URL, unless set."""
    language: str = "en"
    timezone: str = "UTC"
    store: Literal["full", "excerpt"] = "full"
    stories: int = 8
    """How many stories lead an edition."""
    edition: EditionPeriod = "daily"
    """What one edition is of: a day, a week, or what came since the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRules:
    """`entries:` of the config: what becomes of an input that lacks something."""

    untitled: Literal["first-words", "leave-out"] = "first-words"
    unlinked: Literal["keep", "leave-out"] = "keep"
    undated: Literal["keep", "leave-out"] = "keep"
    future: Literal["undate", "keep", "leave-out"] = "undate"
    future_hours: int = 24
    """How far after it was first seen an article may claim to be published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """`fetch:` of the config."""

    contact: str = ""
    """A mail address or page, told to every server."""
    hosts: int = 8
    """How many hosts are asked at once; each of them one request at a time."""
    deadline_s: int = 20
    """For a whole request, its redirects and body included."""
    retry_after_s: int = 30
    """How long a server that asks to wait is waited for, at most."""
    allow_hosts: tuple[str, ...] = ()
    """Hosts at private addresses that may be fetched all the same: "name" or "name:port"."""
