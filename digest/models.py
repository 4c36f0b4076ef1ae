"""The records that travel through the pipeline. Imports nothing of ours.

All are frozen and keyword-only, with tuples for lists. Instants are aware datetimes (ours in UTC; a
source's own `published` keeps its offset, or is a bare `date` where it gave only a day). Scores lie
in 0-1. Spans are half-open code-point offsets into the article's text (`text.plain_text` of its
Markdown).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Moment = datetime | date
"""When a source says something was published: an instant with its own offset, or a bare day."""

ActorKind = Literal["person", "organisation", "country"]
TextPolicy = Literal["headline", "excerpt", "full"]
FetchRule = Literal["auto", "feed", "page"]
DocumentKind = Literal["html", "text", "markdown", "entry"]
EditionPeriod = Literal["daily", "run", "weekly"]


# --- what comes in ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place articles come from, as the editor configured it, or as a document named it."""

    id: str
    name: str
    feed: str | None = None
    page: str | None = None
    path: str | None = None
    text: TextPolicy = "excerpt"
    country: str | None = None
    """ISO 3166 alpha-2."""
    lang: str | None = None
    home: str | None = None
    """The outlet's own address, for links and OPML."""
    fetch: FetchRule = "auto"
    """Whether the pages of its feed's entries are fetched: always, never, or where an entry is a summary only."""
    select: tuple[str, ...] = ()
    """CSS selectors: what they match on its pages is the article's body."""
    drop: tuple[str, ...] = ()
    """CSS selectors: what they match is taken out of its pages first of all."""
    strip_lines: tuple[str, ...] = ()
    """Lines (`selectors.LinePattern`) that are cut from its documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a document from outside itself: its sidecar, its feed entry, its source.

    These count as the document's own metadata and win over what its mark-up says.
    """

    url: str | None = None
    title: str | None = None
    source: str | None = None
    """The outlet's name, as written."""
    byline: tuple[str, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    retrieved: datetime | None = None
    lang: str | None = None
    image: str | None = None
    words: int | None = None
    """How many words its feed gave of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One raw input, before extraction.

    `key` names it in reports and in `found.jsonl`: the path below the site's folder (POSIX), for a feed's entry
    with `#` and the entry's guid. `digest` is the sha256 hex of body and sidecar together.
    """

    key: str
    kind: DocumentKind
    body: bytes
    digest: str
    known: Known = field(default_factory=Known)
    source: Source | None = None
    seen_at: datetime
    """When we first had it: its `retrieved`, else the time of this run (UTC)."""
    backlog: bool = False
    """Undated, and there before we began to read its source: no news of the day on which we did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed."""

    feed_url: str
    guid: str
    url: str | None
    title: str | None
    byline: tuple[str, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    summary_html: str = ""
    """The fullest body the feed gives: content before summary before description. Not sanitised."""
    lang: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A parsed feed. `problems` are entries or fields that could not be read, each fit for a report."""

    url: str
    title: str | None
    home: str | None
    lang: str | None
    version: str
    """Such as "rss20", "atom10", "rss10", "json11"."""
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()


# --- extract ---------------------------------------------------------------------------------------------


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


# --- enrich ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A topic's rule: one of `any`, with one of `together` if there are any, and none of `none`."""

    any: tuple[str, ...]
    together: tuple[str, ...] = ()
    """`with:` in the config: at least one of these must stand in the article too."""
    none: tuple[str, ...] = ()
    """`not:` in the config: where one of these stands, the words it covers do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    id: str
    label: str
    terms: tuple[Term, ...]
    description: str = ""
    parent: str | None = None
    """The id of the topic that has all articles of this one too."""
    learn: bool = True
    """Whether articles that the rules miss may be given it by what the corpus teaches."""
    least: float = 0.0
    """By a score below this the rules assign nothing: words that an editor did not choose must say more."""
    code: str | None = None
    """Its code in a published vocabulary, such as "medtop:15000000"."""
    weight: float = 1.0
    """How much it counts when an edition is ranked; 0 for not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    topic_id: str
    label: str
    score: float
    """0-1: what the rules say and what was learned together; a probability where the rules say nothing."""
    reasons: tuple[str, ...]
    """The words that spoke for it, as they stand in the text, most telling first."""
    by_rules: float | None = None
    """What the rules alone gave it, 0 where they miss the article. None: all of `score`."""
    learned_from: int = 0
    """How many sure matches its words were learned from; 0 where nothing was learned."""

    @property
    def learned(self) -> bool:
        """Whether the rules miss the article, and only learned words give it the topic."""
        return self.by_rules == 0

    @property
    def rule_score(self) -> float:
        """What the rules alone gave it."""
        return self.score if self.by_rules is None else self.by_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a person, an organisation or a country."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    start: int
    end: int
    surface: str
    actor_id: str | None
    role: str | None = None
    """A title or role that stands with the name ("President", "Vladimir Putin's spokesman")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words. `speaker` is the speaker as the text has it ("he"), `actor_id` who that is, or None."""

    start: int
    end: int
    text: str
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    actor_id: str | None
    direct: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnQuote:
    """A quote whose exact words a later version of its article no longer holds. Its offsets are into that version."""

    quote: Quote
    about: tuple[str, ...]
    """Ids of the actors named in it."""
    text_hash: str
    """Of the version it was found in."""
    seen_at: datetime
    """When that version was first seen."""
    gone_since: datetime
    """When the version was seen that lacks the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    article_id: str
    topics: tuple[TopicScore, ...]
    actors: tuple[Actor, ...]
    """The actors of this article, each once, most mentioned first (ties by first mention)."""
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    recogniser: str = "rules"
    """What the names were found by: the rules, or the engine joined with them, with its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCases:
    """How often a word stood in mid-sentence in lower case and capitalised, over a corpus."""

    lower: Mapping[str, int] = field(default_factory=dict)
    capital: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedTopic:
    """What the words of a language say of one topic."""

    id: str
    seen: int
    """Sure matches by the rules that it was learned from."""
    prior: float
    """The log odds of the topic before a word is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedWords:
    """The words of a language by stem, with their numbers, and the topics learned in it."""

    words: Mapping[str, int]
    topics: tuple[LearnedTopic, ...]
    weights: bytes
    """Each word's log odds for each topic, a row a word, by number: 32-bit floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedTopics:
    """Topics as a corpus teaches them, by language (primary subtag)."""

    languages: Mapping[str, LearnedWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a corpus teaches, frozen before the maps that use it run."""

    recurring: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Source id -> its lines that recur in several of its documents (folded as by `text.fold_line`)."""
    words: WordCases = field(default_factory=WordCases)
    topics: LearnedTopics = field(default_factory=LearnedTopics)


# --- stories and the edition -----------------------------------------------------------------------------


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


# --- as stored -------------------------------------------------------------------------------------------


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


# --- what the editor sets --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredActor:
    """A row of the editor's `content/actors.yaml`: it wins over the packaged register and over what was seen."""

    id: str
    name: str | None = None
    kind: ActorKind | None = None
    aliases: tuple[str, ...] = ()
    hidden: bool = False
    merged_into: str | None = None
    split_from: str | None = None
    """The id under which another actor is found too; `articles` and `roles` tell which part of it is this one."""
    articles: tuple[str, ...] = ()
    """Ids of articles whose `split_from` is this actor."""
    roles: tuple[str, ...] = ()
    """Where one of these stands with the name, it is this actor."""
    wikidata: str | None = None
    weight: float | None = None
    """How much the actor counts when an edition is ranked; 1 where it is not set, 0 for not at all."""


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
