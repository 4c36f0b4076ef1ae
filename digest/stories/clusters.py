"""Stories as records: their ids, and their articles, copies and evidence put together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from digest.models import StoredArticle, Story, StoryRecord
from digest.moments import article_moment, start_of
from digest.urls import count_outlets


def mint_story_id(article_id: str) -> str:
    """The id of the story that this article begins: 16 hex digits, minted once and then stored."""
    return hashlib.sha256(f"story {article_id}".encode()).hexdigest()[:16]


def group_stories(articles: Iterable[StoredArticle], records: Iterable[StoryRecord] = ()) -> tuple[Story, ...]:
    """Stories by id, from articles that name theirs and what `records` remember of them.

    `independent` counts the sources that wrote for themselves: a copy counts for none but its original's, and each
    source once, by whatever names its site goes. An article without a source is one of its own.
    """
    members: dict[str, list[StoredArticle]] = {}
    for stored in articles:
        members.setdefault(stored.story_id, []).append(stored)
    remembered = {record.id: record for record in records}
    return tuple(_make_story(id_, members[id_], remembered.get(id_)) for id_ in sorted(members))


def limit_story(
    story: Story, articles: Mapping[str, StoredArticle], records: Mapping[str, StoryRecord], cutoff: datetime
) -> Story:
    """`story` as it was at `cutoff`, when some of its articles were first seen and others were not yet."""
    seen = [articles[id_] for id_ in story.article_ids if articles[id_].article.first_seen <= cutoff]
    if not seen or len(seen) == len(story.article_ids):
        return story
    return _make_story(story.id, seen, records.get(story.id))


def _make_story(story_id: str, members: list[StoredArticle], record: StoryRecord | None) -> Story:
    members = sorted(members, key=lambda one: (start_of(article_moment(one.article)), one.article.id))
    shown = {one.article.id for one in members}
    groups = [[id_ for id_ in group if id_ in shown] for group in (record.copies if record else ())]
    copies = tuple(tuple(group) for group in groups if len(group) > 1)
    repeated = {id_ for group in copies for id_ in group[1:]}
    own = [one.article for one in members if one.article.id not in repeated]
    return Story(
        id=story_id,
        headline=next((one for one in members if one.article.id not in repeated), members[0]).article.title,
        article_ids=tuple(one.article.id for one in members),
        copies=copies,
        independent=count_outlets((article.url, article.source or article.id) for article in own),
        first_published=article_moment(members[0].article),
        last_published=article_moment(members[-1].article),
        merged=record.merged if record else (),
        evidence=tuple(one for one in record.evidence if one.article_id in shown) if record else (),
        paged=bool(record and record.paged),
    )
