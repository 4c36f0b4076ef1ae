"""What enrichment finds in articles: topics, actors, mentions, quotes; and what a corpus teaches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ActorKind = Literal["person", "organisation", "country"]


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
