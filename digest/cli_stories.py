"""`digest stories`: the commands. Imported with the command line, so it imports late what it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from digest.story_desk import StoryDesk


@click.group("stories")
def stories() -> None:
    """List the stories, and decide what is one story.

    \b
    A decision is written into the articles' files, as `story:`; the machine never undoes it. `digest build` shows it.
    """


def _open(context: click.Context) -> StoryDesk:
    from digest.config import load_config
    from digest.story_desk import open_desk

    return open_desk(load_config(context.find_root().obj))


def _decide(context: click.Context, decision: Callable[[StoryDesk], str]) -> None:
    """Write a decision, under the lock that a run holds too, and say what was done."""
    from digest.config import load_config
    from digest.pipeline.read import lock_site

    with lock_site(load_config(context.find_root().obj)):
        click.echo(decision(_open(context)))


@stories.command("list")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many, newest first.")
@click.option("--all", "singles", is_flag=True, help="Those of a single article too.")
@click.pass_context
def list_command(context: click.Context, limit: int, singles: bool) -> None:
    """Id, articles, independent sources, days and headline of each story."""
    from digest.story_desk import describe_story

    desk = _open(context)
    found = [story for story in desk.stories if singles or len(story.article_ids) > 1]
    for story in found[:limit]:
        click.echo(describe_story(desk, story))
    if len(found) > limit:
        click.echo(f"{len(found) - limit} more; --limit {len(found)} shows them all", err=True)
    if not found:
        click.echo("No story of several articles.", err=True)


@stories.command("show")
@click.argument("story")
@click.pass_context
def show_command(context: click.Context, story: str) -> None:
    """A story's articles, which of them are copies, and what they share."""
    from digest.story_desk import describe_story

    desk = _open(context)
    click.echo(describe_story(desk, desk.find_story(story), whole=True))


@stories.command("merge")
@click.argument("story")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@click.pass_context
def merge_command(context: click.Context, story: str, others: tuple[str, ...]) -> None:
    """Make OTHER stories part of STORY; their addresses lead to it."""
    _decide(context, lambda desk: desk.merge(story, others))


@stories.command("split")
@click.argument("story")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.pass_context
def split_command(context: click.Context, story: str, articles: tuple[str, ...]) -> None:
    """Take articles (by id or file) out of STORY: together they are a story of their own."""
    _decide(context, lambda desk: desk.split(story, articles))
