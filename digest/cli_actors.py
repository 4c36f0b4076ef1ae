"""`digest actors`: the commands. Imported with the command line, so it imports late what it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from digest.actor_desk import ActorDesk

_KINDS = click.Choice(["person", "organisation", "country"])


class _ListedGroup(click.Group):
    """A group whose first word, where it is no command, is a name to search for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts `list` before what is no command, so that `digest actors NAME` searches."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("actors", cls=_ListedGroup)
def actors() -> None:
    """List the actors, search them (digest actors NAME), and decide who is who.

    \b
    Decisions are written into content/actors.yaml, whose other lines and comments stay. `digest build` shows them;
    after `alias`, run `digest retag` first.
    """


def _open(context: click.Context) -> ActorDesk:
    from digest.actor_desk import open_desk
    from digest.config import load_config

    return open_desk(load_config(context.find_root().obj))


def _decide(context: click.Context, decision: Callable[[ActorDesk], str]) -> None:
    """Write a decision, under the lock that a run holds too, and say what was done."""
    from digest.config import load_config
    from digest.pipeline.read import lock_site

    with lock_site(load_config(context.find_root().obj)):
        click.echo(decision(_open(context)))


@actors.command("list")
@click.argument("name", nargs=-1)
@click.option("--kind", type=_KINDS, help="Only these.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many, most articles first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@click.pass_context
def list_command(context: click.Context, name: tuple[str, ...], kind: str | None, limit: int, as_json: bool) -> None:
    """Articles, id, name, kind, other forms and roles of each actor."""
    from digest.actor_desk import describe_actor, write_actor

    found = _open(context).list_actors(" ".join(name), kind)
    for actor in found[:limit]:
        click.echo(write_actor(actor) if as_json else describe_actor(actor))
        if name and len(found) == 1 and not as_json:
            click.echo(f"       in {', '.join(actor.articles) or 'no article'}")
    if len(found) > limit:
        click.echo(f"{len(found) - limit} more; --limit {len(found)} shows them all", err=True)
    if not found:
        click.echo("No actor found.", err=True)


@actors.command("suggest")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True, help="How many, likeliest first.")
@click.pass_context
def suggest_command(context: click.Context, limit: int) -> None:
    """Actors that may be one, and one that may be two, with the evidence. Nothing is changed."""
    from digest.actor_desk import describe_merge, describe_split

    merges, splits = _open(context).suggest()
    for hint in merges[:limit]:
        click.echo(describe_merge(hint))
    for part in splits[:limit]:
        click.echo(describe_split(part))
    left = max(0, len(merges) - limit) + max(0, len(splits) - limit)
    if left:
        click.echo(f"{left} more; raise --limit to see them", err=True)
    if not merges and not splits:
        click.echo("Nothing to suggest.")


@actors.command("merge")
@click.argument("id_", metavar="ID")
@click.argument("into", metavar="INTO")
@click.pass_context
def merge_command(context: click.Context, id_: str, into: str) -> None:
    """Make actor ID part of actor INTO; its page and feed lead there."""
    _decide(context, lambda desk: desk.merge(id_, into))


@actors.command("rename")
@click.argument("id_", metavar="ID")
@click.argument("name")
@click.pass_context
def rename_command(context: click.Context, id_: str, name: str) -> None:
    """Show actor ID as NAME; its address stays."""
    _decide(context, lambda desk: desk.rename(id_, name))


@actors.command("kind")
@click.argument("id_", metavar="ID")
@click.argument("kind", type=_KINDS)
@click.pass_context
def kind_command(context: click.Context, id_: str, kind: str) -> None:
    """Set the kind of actor ID."""
    _decide(context, lambda desk: desk.set_kind(id_, kind))


@actors.command("hide")
@click.argument("id_", metavar="ID")
@click.option("--undo", is_flag=True, help="Show it again.")
@click.pass_context
def hide_command(context: click.Context, id_: str, undo: bool) -> None:
    """Take actor ID off the site."""
    _decide(context, lambda desk: desk.hide(id_, hidden=not undo))


@actors.command("alias")
@click.argument("id_", metavar="ID")
@click.argument("forms", nargs=-1, required=True)
@click.pass_context
def alias_command(context: click.Context, id_: str, forms: tuple[str, ...]) -> None:
    """Let FORMS mean actor ID; a form that another row of the register has moves here."""
    _decide(context, lambda desk: desk.add_aliases(id_, forms))


@actors.command("split")
@click.argument("id_", metavar="ID")
@click.argument("part", metavar="NEW-ID")
@click.option("--name", help="How the part is shown; otherwise as ID is.")
@click.option("--article", "articles", multiple=True, metavar="ARTICLE", help="An article's id; may be given again.")
@click.option("--role", "roles", multiple=True, help="What stands with the name, in articles to come too.")
@click.pass_context
def split_command(context: click.Context, /, id_: str, part: str, name: str | None, **which: tuple[str, ...]) -> None:
    """Make a part of actor ID an actor of its own: what stands in some articles, or beside some role."""
    _decide(context, lambda desk: desk.split(id_, part, name=name, articles=which["articles"], roles=which["roles"]))


@actors.command("wikidata")
@click.argument("id_", metavar="ID")
@click.argument("item", metavar="Q-ID")
@click.pass_context
def wikidata_command(context: click.Context, id_: str, item: str) -> None:
    """Note the Wikidata item of actor ID; its page links there."""
    _decide(context, lambda desk: desk.set_wikidata(id_, item))
