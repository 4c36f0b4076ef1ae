"""What each later report of a story adds: its sentences that say what no report before it said. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from digest.marks import plain_text
from digest.models import Sentence, StoredArticle, TextPolicy
from digest.stories.profiles import list_terms
from digest.stories.summary import EXCERPT_WORDS, Candidate, find_policy, list_candidates

MOST = 2
"""Sentences shown of each report."""
NEW_SHARE = 0.6
"""A sentence adds something if so many of its content words are in no report before it,"""
NEW_TERMS = 4
"""and at least so many."""
_READ_CHARS = 20_000
"""How much of each report is held against the later ones."""
_LOOKED_AT = 6_000
"""Characters of a report in which its additions are looked for."""


def find_additions(
    members: Sequence[StoredArticle], *, policies: Mapping[str, TextPolicy], copies: Collection[str] = ()
) -> dict[str, tuple[Sentence, ...]]:
    """By article id, up to `MOST` whole sentences that each of a story's articles (from the earliest) adds.

    Reports are compared within their language: the first one in a language has none before it, and copies add nothing.
    Sentences that lean on one not shown are passed over; `policies` bounds what is taken of each source.
    """
    said: dict[str, set[str]] = defaultdict(set)
    found: dict[str, tuple[Sentence, ...]] = {}
    for member in members:
        article = member.article
        before = said[(article.lang or "").partition("-")[0].lower()]
        policy = find_policy(member, policies)
        if before and article.id not in copies and policy != "headline":
            chosen = _choose(member, policy, before)
            if chosen:
                found[article.id] = chosen
        if article.id not in copies:  # a copy may be dated before its original, and said nothing of its own
            before |= set(list_terms(f"{article.title}\n{plain_text(article.markdown)[:_READ_CHARS]}", article.lang))
    return found


def _choose(member: StoredArticle, policy: TextPolicy, before: Collection[str]) -> tuple[Sentence, ...]:
    """The sentences with most that is new, in the order in which they stand."""
    scored: list[tuple[float, Candidate]] = []
    later = "\n".join(change.now for revision in member.revisions for change in revision.changes)
    first = "\n".join(change.was for revision in member.revisions for change in revision.changes)
    for one in list_candidates(member, policy, max_chars=_LOOKED_AT):
        if one.text in later and one.text not in first:  # it came with a later version
            continue
        terms = set(list_terms(one.text, member.article.lang))
        new = terms.difference(before)
        if len(new) >= max(NEW_TERMS, NEW_SHARE * len(terms)):
            scored.append((len(new) / (len(terms) + NEW_TERMS), one))
    chosen: list[Candidate] = []
    said: set[str] = set()
    words = 0
    for _, one in sorted(scored, key=lambda pair: (-round(pair[0], 9), pair[1].place)):
        repeats = len(one.words & said) > len(one.words) / 2
        if len(chosen) < MOST and words + one.length <= EXCERPT_WORDS and not repeats:
            chosen.append(one)
            words += one.length
            said |= one.words
    chosen.sort(key=lambda one: one.place)
    return tuple(Sentence(article_id=one.article_id, text=one.text) for one in chosen)
