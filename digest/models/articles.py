"""An article as it was read: its fields with their origins, and the receipt of what was cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.models.sources import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A piece of a document that was cut, and the rule that cut it."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """A rule that the config gives a source, tried on one of its documents, and how often it matched there."""

    source: str
    """The source's id."""
    key: str
    """"select", "drop" or "strip_lines"."""
    rule: str
    matches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What extraction did to a document: words in, words out, every piece cut, and its source's rules.

    Every word that came in was kept, cut, hidden or left outside; those that were not are `lost`.
    """

    words_in: int
    words_out: int
    removed: tuple[Removed, ...] = ()
    hidden: int = 0
    """Words that the page's mark-up keeps from its readers."""
    outside: int = 0
    """Words around the article's block that no rule cut: they are left with the page."""
    lost: int = 0
    """Words that are in none of these: they were neither kept, nor cut by a rule, nor left with the page."""
    doubts: tuple[str, ...] = ()
    """Why the article may not be whole, each fit for a report."""
    rules: tuple[RuleUse, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a field of an article was found, and how far it can be trusted."""

    field: str
    """ "title", "byline", "published", "updated", "site_name", "lang", "canonical" or "image"."""
    where: str
    """Such as "json-ld headline", "meta og:title", "line by the headline", "feed", "sidecar"."""
    confidence: float
    """How often a value found so is the right one: a share measured over real pages, 0-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned article. `id` is 16 hex digits of the sha256 of `url`, else of its document's path."""

    id: str
    url: str | None
    """Canonical."""
    canonical: str | None
    """What the page itself says its canonical URL is (`rel=canonical`), wherever it points."""
    source: str | None
    """The source's id."""
    source_name: str | None
    site_name: str | None
    """What the page says its site is called."""
    title: str
    byline: tuple[str, ...]
    dateline: str | None
    lede: str
    lang: str | None
    """BCP 47, as short as it can be: "en", "pt-BR"."""
    published: Moment | None
    updated: Moment | None
    first_seen: datetime
    markdown: str
    image: str | None
    receipt: Receipt
    origins: tuple[Origin, ...] = ()
    """Of each known field that the document, its feed or its sidecar gave; none in lines of older versions."""
