"""The records that travel through the pipeline. Imports nothing of ours.

All are frozen and keyword-only, with tuples for lists. Instants are aware datetimes (ours in UTC; a
source's own `published` keeps its offset, or is a bare `date` where it gave only a day). Scores lie
in 0-1. Spans are half-open code-point offsets into the article's text (`text.plain_text` of its
Markdown).
"""

from __future__ import annotations

from digest.models.annotations import (
    Actor,
    ActorKind,
    Annotations,
    Knowledge,
    LearnedTopic,
    LearnedTopics,
    LearnedWords,
    Mention,
    Quote,
    RegisteredActor,
    Term,
    Topic,
    TopicScore,
    WithdrawnQuote,
    WordCases,
)
from digest.models.articles import Article, Origin, Receipt, Removed, RuleUse
from digest.models.settings import EditionPeriod, EntryRules, FetchSettings, SiteSettings
from digest.models.sources import Document, DocumentKind, Entry, Feed, FetchRule, Known, Moment, Source, TextPolicy
from digest.models.stored import Change, Page, Quarantined, Revision, StoredArticle, Version
from digest.models.stories import (
    Account,
    Edition,
    EditionItem,
    Evidence,
    Factors,
    Sentence,
    SourcesState,
    Story,
    StoryRecord,
)

__all__ = [
    "Account",
    "Actor",
    "ActorKind",
    "Annotations",
    "Article",
    "Change",
    "Document",
    "DocumentKind",
    "Edition",
    "EditionItem",
    "EditionPeriod",
    "Entry",
    "EntryRules",
    "Evidence",
    "Factors",
    "Feed",
    "FetchRule",
    "FetchSettings",
    "Knowledge",
    "Known",
    "LearnedTopic",
    "LearnedTopics",
    "LearnedWords",
    "Mention",
    "Moment",
    "Origin",
    "Page",
    "Quarantined",
    "Quote",
    "Receipt",
    "RegisteredActor",
    "Removed",
    "Revision",
    "RuleUse",
    "Sentence",
    "SiteSettings",
    "Source",
    "SourcesState",
    "StoredArticle",
    "Story",
    "StoryRecord",
    "Term",
    "TextPolicy",
    "Topic",
    "TopicScore",
    "Version",
    "WithdrawnQuote",
    "WordCases",
]
