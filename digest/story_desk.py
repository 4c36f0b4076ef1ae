"""What an editor does with stories: list them, join them, take them apart. Decisions are `story:` in front matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from zoneinfo import ZoneInfo

from digest.config import Config
from digest.content import Library, load_library, write_text
from digest.errors import StateError
from digest.front_matter import join_content, patch_head
from digest.models import StoredArticle, Story
from digest.moments import day_of, start_of
from digest.pipeline.stories import settle_stories
from digest.report import RunReport
from digest.stories.clusters import group_stories, mint_story_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDesk:
    """A site's stories, for an editor."""

    config: Config
    library: Library
    stories: tuple[Story, ...]
    """Newest first."""

    def find_story(self, name: str) -> Story:
        """The story of that id, of a former id that led to it, or of the one id that begins so. Raises StateError."""
        found = [story for story in self.stories if name == story.id or name in story.merged]
        found = found or [story for story in self.stories if name and story.id.startswith(name)]
        if len(found) != 1:
            raise StateError(f"{name!r} is {'no story' if not found else 'the beginning of several ids'}; {_HINT}")
        return found[0]

    def find_article(self, name: str, story: Story) -> StoredArticle:
        """The story's article of that id, of the one id that begins so, or of that file. Raises StateError."""
        members = [stored for stored in self.library.articles if stored.article.id in set(story.article_ids)]
        found = [
            stored
            for stored in members
            if name and (stored.article.id.startswith(name) or stored.path.endswith(name.removeprefix("content/")))
        ]
        if len(found) != 1:
            raise StateError(f"{name!r} names {len(found)} articles of {story.id}; `digest stories show {story.id}`")
        return found[0]

    def list_articles(self, story: Story) -> list[StoredArticle]:
        """The story's articles, from the earliest."""
        by_id = {stored.article.id: stored for stored in self.library.articles}
        return [by_id[id_] for id_ in story.article_ids]

    def merge(self, into: str, others: Sequence[str]) -> str:
        """Put the articles of `others` into the story `into`, for good. What was done, for the editor."""
        target = self.find_story(into)
        stories = [self.find_story(other) for other in others]
        if any(story.id == target.id for story in stories):
            raise StateError(f"{target.id} is one story already")
        moved = [stored for story in stories for stored in self.list_articles(story)]
        self._set_story(moved, target.id)
        return f"{len(moved)} articles went into {target.id}, {target.headline!r}. `digest build` shows it."

    def split(self, name: str, articles: Sequence[str]) -> str:
        """Take articles out of a story, into one of their own, for good. What was done, for the editor."""
        story = self.find_story(name)
        moved = {stored.article.id: stored for stored in (self.find_article(one, story) for one in articles)}
        if len(moved) == len(story.article_ids):
            raise StateError(f"{story.id} has no other articles: there is nothing to take apart")
        taken = {one.id for one in self.stories} | {old for one in self.stories for old in one.merged}
        first = min(moved.values(), key=lambda stored: story.article_ids.index(stored.article.id)).article.id
        names: Iterable[str] = (first if number == 1 else f"{first} {number}" for number in count(1))
        new = next(id_ for one in names if (id_ := mint_story_id(one)) not in taken)
        self._set_story(moved.values(), new)
        return f"{len(moved)} articles of {story.id} are the story {new} now. `digest build` shows it."

    def _set_story(self, articles: Iterable[StoredArticle], story_id: str) -> None:
        for stored in articles:
            file = self.library.files[stored.article.id]
            head = patch_head(file.head, {"story": story_id})
            write_text(self.config.content / stored.path, join_content(head, file.body))
        library = load_library(self.config.content, self.config.topics)
        settle_stories(library, self.config, RunReport())


_HINT = "`digest stories list` shows their ids"


def open_desk(config: Config) -> StoryDesk:
    """Read the site's stories."""
    library = load_library(config.content, config.topics)
    stories = group_stories(library.articles, library.records)
    newest = sorted(stories, key=lambda story: (start_of(story.last_published), story.id), reverse=True)
    return StoryDesk(config=config, library=library, stories=tuple(newest))


def describe_story(desk: StoryDesk, story: Story, *, whole: bool = False) -> str:
    """A story in a line; whole, with its articles, their copies and what they share."""
    zone = ZoneInfo(desk.config.site.timezone)
    days = " to ".join(day_of(moment, zone).isoformat() for moment in (story.first_published, story.last_published))
    head = f"{story.id}  {len(story.article_ids):3} articles, {story.independent} independent  {days}  {story.headline}"
    if not whole:
        return head
    copies = {id_: group[0] for group in story.copies for id_ in group[1:]}
    shared = {one.article_id: ", ".join(one.shared) for one in story.evidence}
    lines = [head, *(f"  was also {old}" for old in story.merged)]
    for stored in desk.list_articles(story):
        article = stored.article
        lines.append(f"  {article.id}  {article.source or 'no source'}: {article.title}")
        lines.append(f"      content/{stored.path}")
        if article.id in copies:
            lines.append(f"      copy of {copies[article.id]}")
        if article.id in shared:
            lines.append(f"      shares: {shared[article.id]}")
        if "story" in stored.edited:
            lines.append("      put here by the editor")
    return "\n".join(lines)
