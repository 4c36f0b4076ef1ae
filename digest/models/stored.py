"""What is stored and written: articles with their versions and revisions, what was set aside, pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.models.annotations import Annotations, WithdrawnQuote
from digest.models.articles import Article
from digest.models.sources import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One form in which an article was seen."""

    seen_at: datetime
    key: str
    """The document it came from (`Document.key`)."""
    digest: str
    """`Document.digest`."""
    text_hash: str
    words: int
    kind: DocumentKind = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A paragraph that a revision touched: as it `was` ("" for a new one) and as it is `now` ("" for one taken out)."""

    was: str
    now: str
    at: int
    """Its number in the newer text, from 1; of one taken out, that of the paragraph that follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a source changed in its article between two versions that were seen."""

    seen_at: datetime
    """When the newer version was first seen."""
    was_seen_at: datetime
    """When the older one was."""
    was_hash: str
    text_hash: str
    headline: tuple[str, str] | None = None
    """The old and the new one, where it changed."""
    removed: int = 0
    """Paragraphs of the older version that the newer lacks, as they were."""
    added: int = 0
    """Paragraphs of the newer version that the older lacks. Both 0 though the text changed: it is not known."""
    changes: tuple[Change, ...] = ()
    """Up to a bound; none where only an excerpt is stored."""
    note: str | None = None
    """What the newer version itself says of it ("Correction: …"), shortened."""
    corrected: bool = False
    """Whether the note owns to an error."""
    partial: bool = False
    """The newer version is so much shorter that it may have been read in part only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article as it stands under `content/`: the machine's values, the editor's where he changed them."""

    article: Article
    annotations: Annotations
    story_id: str
    path: str
    """Of its Markdown file, below the content folder (POSIX)."""
    edited: tuple[str, ...] = ()
    """Front-matter fields (and "body") that are the editor's."""
    hidden: bool = False
    pinned: bool = False
    note: str | None = None
    versions: tuple[Version, ...] = ()
    withdrawn: tuple[WithdrawnQuote, ...] = ()
    revisions: tuple[Revision, ...] = ()
    """Oldest first."""
    partial: bool = False
    """Only an excerpt of the body is stored (`store: excerpt`)."""
    backlog: bool = False
    """As `Document.backlog`: in the archive, in no edition."""
    sketch: str | None = None
    """Of the whole text, to find its copies by (`stories.copies`); None where none was stored."""
    found_story: str | None = None
    """The story in which the machine last put it, where the editor puts it elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """An input that was set aside: where, which, and why."""

    stage: str
    key: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the built site: its path below `output/` (POSIX) and its bytes."""

    path: str
    body: bytes
