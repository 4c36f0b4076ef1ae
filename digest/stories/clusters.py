"""Articles -> stories. For now an article is a story of its own, unless the editor put it into another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from digest.models import StoredArticle, Story
from digest.moments import article_moment, start_of


def mint_story_id(article_id: str) -> str:
    """The id of the story that this article begins: 16 hex digits, minted once and then stored."""
    return hashlib.sha256(f"story {article_id}".encode()).hexdigest()[:16]


def group_stories(articles: Iterable[StoredArticle]) -> tuple[Story, ...]:
    """Stories by id, from articles that name theirs. `independent` counts sources, since copies are not told yet."""
    members: dict[str, list[StoredArticle]] = {}
    for stored in articles:
        members.setdefault(stored.story_id, []).append(stored)
    return tuple(_make_story(id_, members[id_]) for id_ in sorted(members))


def _make_story(story_id: str, members: list[StoredArticle]) -> Story:
    members = sorted(members, key=lambda one: (start_of(article_moment(one.article)), one.article.id))
    sources = {one.article.source or one.article.id for one in members}
    return Story(
        id=story_id,
        headline=members[0].article.title,
        article_ids=tuple(one.article.id for one in members),
        copies=(),
        independent=len(sources),
        first_published=article_moment(members[0].article),
        last_published=article_moment(members[-1].article),
    )
