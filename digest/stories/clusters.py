"""Stories as records: their ids, and their articles, copies and evidence put together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from digest.models import StoredArticle, Story, StoryRecord
from digest.moments import article_moment, start_of
from digest.urls import outlet_host


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


def _make_story(story_id: str, members: list[StoredArticle], record: StoryRecord | None) -> Story:
    members = sorted(members, key=lambda one: (start_of(article_moment(one.article)), one.article.id))
    shown = {one.article.id for one in members}
    groups = [[id_ for id_ in group if id_ in shown] for group in (record.copies if record else ())]
    copies = tuple(tuple(group) for group in groups if len(group) > 1)
    repeated = {id_ for group in copies for id_ in group[1:]}
    own = [one.article for one in members if one.article.id not in repeated]
    sources = {article.source or article.id for article in own}
    hosts = {(outlet_host(article.url) if article.url else None) or article.source or article.id for article in own}
    return Story(
        id=story_id,
        headline=next((one for one in members if one.article.id not in repeated), members[0]).article.title,
        article_ids=tuple(one.article.id for one in members),
        copies=copies,
        independent=min(len(sources), len(hosts)),
        first_published=article_moment(members[0].article),
        last_published=article_moment(members[-1].article),
        merged=record.merged if record else (),
        evidence=tuple(one for one in record.evidence if one.article_id in shown) if record else (),
        paged=bool(record and record.paged),
    )
