"""What the pages and feeds are made from: everything already decided, joined and put in order.

Views hold the views below them (a story its articles, an edition its stories), never those above, so that there is
no cycle. `path` is the page's path below `output/` (`links.py`); None where there is no page.
Text that a source's policy does not allow to be shown is not in a view at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from digest.models import (
    ActorKind,
    EditionPeriod,
    Factors,
    Moment,
    Origin,
    Receipt,
    SiteSettings,
    SourcesState,
    Term,
    TextPolicy,
    Version,
)

Day: TypeAlias = date


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRef:
    """An actor where it is named. Without a page (`path` None) it is shown as plain text."""

    id: str
    name: str
    kind: ActorKind
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRef:
    id: str
    label: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    id: str
    name: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMark:
    """A topic given to an article, and why: the words that spoke for it, most telling first."""

    topic: TopicRef
    score: float
    reasons: tuple[str, ...]
    learned_from: int = 0
    """How many articles taught the words, where the rules miss the article; 0 where they give it the topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMark:
    """An actor of an article: how often it is mentioned, and in which roles ("President")."""

    actor: ActorRef
    count: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """Somebody's words in an article."""

    text: str
    speaker: str | None
    """As the text has it ("he")."""
    actor: ActorRef | None
    direct: bool
    about: tuple[str, ...]
    """Ids of the actors named in it."""
    article_id: str
    article_title: str
    article_path: str
    target: str
    """`article_path` with the anchor of its paragraph, or of the quote in the article's list of quotes."""
    source: SourceRef
    moment: Moment
    lang: str
    dir: str
    gone_since: datetime | None = None
    """When a version of the article was seen that no longer has the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedQuote:
    """The same words by the same speaker, once: where they were first seen, and where else (earliest first)."""

    quote: QuoteView
    others: tuple[QuoteView, ...]
    parts: tuple[QuoteView, ...] = ()
    """In articles that have only a part of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of two texts compared: "same", "gone" (of the older alone) or "new" (of the newer alone)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A paragraph that a source changed: "reworded", "added" or "removed"."""

    kind: str
    pieces: tuple[Piece, ...]
    anchor: str
    """"#p3" where the paragraph stands on the article's page; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """What a source changed in its article between two versions that were seen."""

    number: int
    """From 1, the first one."""
    path: str
    """The article's page, with the revision's anchor."""
    seen_at: datetime
    was_seen_at: datetime
    kind: str
    """"correction" or "update" by the source's own words, "silent" without any, "unknown": the old text is not kept."""
    note: str | None
    headline: tuple[Piece, ...]
    changes: tuple[ChangeView, ...]
    left_out: int
    """Paragraphs changed that are not shown."""
    partial: bool
    """It may have been read in part only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    id: str
    path: str
    title: str
    url: str | None
    """The original; None where there is none, or where it is no http(s) address."""
    source: SourceRef
    byline: tuple[str, ...]
    dateline: str | None
    lang: str
    """BCP 47, or "" where it is not known."""
    dir: str
    """"ltr", "rtl", or "auto" where the language is not known."""
    published: Moment | None
    """As the source gave it."""
    updated: Moment | None
    first_seen: datetime
    moment: Moment
    """What it is ordered by: `published`, else `first_seen`."""
    day: Day
    """Of `moment`, in the site's time zone."""
    policy: TextPolicy
    """What is shown of its text: the source's policy, or less where less is stored."""
    excerpt: str
    """The first sentences, plain; "" with the policy "headline"."""
    markdown: str | None
    """The body; None unless the policy is "full"."""
    image: str | None
    """The address of the picture that its source gives it; None unless the policy is "full"."""
    words: int
    """In the body as extracted, whatever is shown of it."""
    topics: tuple[TopicMark, ...]
    actors: tuple[ActorMark, ...]
    quotes: tuple[QuoteView, ...]
    withdrawn: tuple[QuoteView, ...]
    """Quotes of earlier versions whose words it no longer has."""
    revisions: tuple[RevisionView, ...]
    """The latest first."""
    receipt: Receipt
    versions: tuple[Version, ...]
    edited: tuple[str, ...]
    origins: tuple[Origin, ...]
    """Where the machine found what the editor has not changed."""
    pinned: bool
    backlog: bool
    """There before its source was read for the first time, and undated: in the archive, in no edition."""
    note: str | None
    story_id: str
    story_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence shown, and the article it was taken from."""

    text: str
    article: ArticleView
    target: str
    """Where it stands: the article's page, and its paragraph where that is shown."""
    gone: bool = False
    """Whether the article no longer has it: what an edition said once, it goes on saying, marked."""
    gone_since: datetime | None = None
    """When a version was seen that lacks it, where the source took it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """What happened in the telling of a story: a report, or, with `revision`, a source's change of it."""

    day: Day
    moment: Moment
    article: ArticleView
    revision: RevisionView | None = None
    copied: ArticleView | None = None
    """The article whose text it repeats."""
    adds: tuple[SentenceView, ...] = ()
    """What no report before it said."""
    first: bool = False
    """Whether it is known to be the story's first report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """An event, its articles from the earliest. `path` is its own page, or its only article's."""

    id: str
    path: str
    has_page: bool
    headline: str
    lang: str
    dir: str
    articles: tuple[ArticleView, ...]
    copy_of: tuple[tuple[str, str], ...]
    """(article id, id of the earlier article whose text it repeats), for each copy."""
    shared: tuple[tuple[str, tuple[str, ...]], ...]
    """(article id, what it shares with the story's other articles), most telling first."""
    independent: int
    sources: tuple[SourceRef, ...]
    carriers: tuple[SourceRef, ...]
    """Those of `sources` that have a copy of another's text alone."""
    topics: tuple[TopicRef, ...]
    """Best first."""
    actors: tuple[ActorMark, ...]
    """Most mentioned first."""
    quotes: tuple[CitedQuote, ...]
    summary: tuple[SentenceView, ...]
    """Sentences of its articles that stand for it; none for an article alone."""
    events: tuple[EventView, ...]
    """Its reports and their sources' revisions, from the earliest; empty for a story without a page."""
    moment: Moment
    """Of its newest article."""
    day: Day
    pinned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """A story in an edition's lead."""

    story: StoryView
    sentences: tuple[SentenceView, ...]
    more: tuple[ArticleView, ...]
    """The other sources: one article each, without those the sentences are from."""
    carried: tuple[ArticleView, ...]
    """Sources that carry the text of one of these: one article each."""
    why: Factors | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicStories:
    """Stories of a day under one topic; `topic` None is all the rest. `left_out` counts those not listed."""

    topic: TopicRef | None
    stories: tuple[StoryView, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRef:
    """An edition where it is named."""

    name: str
    path: str
    period: EditionPeriod
    date: Day
    """Its day; of a week, the Monday."""
    clock: str
    """Of a run, when in its day ("06:10"); else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    name: str
    path: str
    period: EditionPeriod
    date: Day
    """Its day; of a week, the Monday."""
    clock: str
    """Of a run, when in its day ("06:10"); else ""."""
    cutoff: datetime
    note: str | None
    lead: tuple[LeadView, ...]
    rest: tuple[TopicStories, ...]
    new: int
    """Stories of which nothing was seen before, given an edition before it."""
    updated: int
    """Stories known before that have a report since."""
    articles: int
    """How many articles stand behind the stories shown."""
    sources: int
    state: SourcesState | None
    """What became of the sources when it was made."""
    previous: EditionRef | None
    next: EditionRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    ref: TopicRef
    description: str
    terms: tuple[Term, ...]
    """Empty for a topic that is not in the configuration."""
    articles: tuple[ArticleView, ...]
    """In the order in which they arrived, as are all lists of articles and quotes below."""
    actors: tuple[tuple[ActorRef, int], ...]
    """With the number of the topic's articles each is in, most first."""
    parent: TopicRef | None = None
    children: tuple[TopicRef, ...] = ()
    code: str | None = None
    """Of a topic that comes from a published vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """An actor that has a page."""

    ref: ActorRef
    wikidata: str | None
    aliases: tuple[tuple[str, int], ...]
    """The forms seen, with how often."""
    roles: tuple[tuple[str, int], ...]
    latest_role: tuple[str, ArticleView] | None
    """What it was last described as, and where."""
    articles: tuple[ArticleView, ...]
    quotes_by: tuple[CitedQuote, ...]
    quotes_about: tuple[CitedQuote, ...]
    related: tuple[tuple[ActorRef, int], ...]
    """Actors in the same articles, with in how many, most first."""
    topics: tuple[tuple[TopicRef, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    ref: SourceRef
    home: str | None
    feed: str | None
    country: str | None
    policy: TextPolicy | None
    """None where the configuration does not list it: its articles follow the folder they were read from."""
    configured: bool
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A page that went elsewhere: a stub stays at `path`."""

    path: str
    to: str
    title: str
    feed: str | None = None
    """Where its feed was: whoever reads that gets the successor's."""
    actor: str | None = None
    """The id of the actor it is part of now."""
    story: str | None = None
    """The id of the story it is part of now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything the pages and feeds show. Hidden articles are not in it."""

    settings: SiteSettings
    now: datetime
    """The site's clock, in UTC: the newest `first_seen`, unless set."""
    articles: tuple[ArticleView, ...]
    """In the order in which they arrived: by `first_seen`, then id."""
    stories: tuple[StoryView, ...]
    """By newest article, then id, oldest first."""
    editions: tuple[EditionView, ...]
    """Oldest first."""
    topics: tuple[TopicView, ...]
    """Those of the configuration in its order, then others by label."""
    actors: tuple[ActorView, ...]
    """Those with a page, by articles (most first), then name."""
    sources: tuple[SourceView, ...]
    """By name."""
    quotes: tuple[CitedQuote, ...]
    moved: tuple[Moved, ...]
    hidden: int
    """How many articles the editor has hidden."""
