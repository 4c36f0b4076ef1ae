"""argv -> Config -> pipeline; exit codes. The only place that prints."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest import __version__
from digest.cli_actors import actors
from digest.cli_progress import ShownProgress
from digest.cli_stories import stories as story_commands
from digest.cli_topics import topics
from digest.errors import ConfigError, DigestError

if TYPE_CHECKING:
    from digest.config import Config
    from digest.report import RunReport
    from digest.subscriptions import Subscribed

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def run() -> None:
    """The command line, with exit status 0 (done), 1 (could not be done), 2 (config or arguments)."""
    try:
        sys.exit(main.main(standalone_mode=False) or 0)  # what click's Exit carries comes back as a number
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was stored so far stands; the site is as it was.", err=True)
        sys.exit(130)
    except ConfigError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        sys.exit(2)
    except DigestError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # `digest inspect … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="digest", message="%(prog)s %(version)s")
@click.option("--config", "config_path", type=click.Path(path_type=Path), default=Path("config.yaml"),
              show_default=True, help="The site's config file; its folder is the site's folder.")  # fmt: skip
@click.pass_context
def main(context: click.Context, config_path: Path) -> None:
    """A news desk in a repository: raw articles and feeds in, a cited static briefing out.

    \b
    Begin with      digest run      reads every source of config.yaml and builds the site into output/
    then            digest serve    shows it at http://127.0.0.1:8000/
    """
    context.obj = config_path


def _load(context: click.Context, base_url: str | None = None) -> Config:
    from digest.config import load_config, move_site

    config = load_config(context.obj)
    return move_site(config, base_url) if base_url else config


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _parse_clock(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    from digest.moments import parse_instant

    instant = parse_instant(value) if value else None
    if value and instant is None:
        raise click.BadParameter(f"{value!r} is no instant such as 2026-11-22T08:00:00Z")
    return instant


_clock = click.option("--now", "clock", callback=_parse_clock, metavar="INSTANT",
                      help="The site's clock (ISO 8601); otherwise the newest article's first_seen.")  # fmt: skip


_base_url = click.option("--base-url", metavar="URL", help="The site's address, in place of site.base_url.")


_dry_run = click.option("--dry-run", is_flag=True, help="Say what would change, and store nothing.")


@main.command("run")
@_clock
@_base_url
@click.pass_context
def run_command(context: click.Context, clock: datetime | None, base_url: str | None) -> None:
    """Read the sources, store what is new under content/, and build the site into output/.

    A source or file that fails is named in the report, and the rest goes on: the exit status is 0 when the site
    is whole. A second run on the same input changes nothing.
    """
    from digest.pipeline import run_site
    from digest.report import RunReport

    config, report = _load(context, base_url), RunReport()
    try:
        with ShownProgress() as progress:
            run_site(config, now=clock or _now(), clock=clock, progress=progress, report=report)
    finally:  # a run that is not published says all the same what its sources gave
        _print_report(report)


@main.command("fetch")
@click.pass_context
def fetch_command(context: click.Context) -> None:
    """Read the sources and store what is new under content/, without building the site."""
    from digest.pipeline import fetch_site

    with ShownProgress() as progress:
        report = fetch_site(_load(context), now=_now(), progress=progress)
    _print_report(report)


@main.command("build")
@_clock
@_base_url
@click.option("--guard", is_flag=True, help="Refuse an edition that failing sources emptied, as `run` does.")
@click.pass_context
def build_command(context: click.Context, clock: datetime | None, base_url: str | None, guard: bool) -> None:
    """Build output/ from content/, config.yaml and templates/ alone, without reading any source."""
    from digest.pipeline import build_site_only

    now = (clock or _now()) if guard else None
    _print_report(build_site_only(_load(context, base_url), clock=clock, guard=now))


@main.command("retag")
@_dry_run
@click.pass_context
def retag_command(context: click.Context, dry_run: bool) -> None:
    """Find topics, actors and quotes anew in every stored article; the editor's changes stay.

    Run it after changing topics or content/actors.yaml, or after an upgrade. Then run `digest build`. What was cut
    short goes on where it stopped.
    """
    from digest.pipeline import retag_site

    with ShownProgress() as progress:
        report = retag_site(_load(context), progress=progress, dry_run=dry_run)
    _print_report(report)


@main.command("reclean")
@_dry_run
@click.pass_context
def reclean_command(context: click.Context, dry_run: bool) -> None:
    """Extract every stored article again from its raw file; first_seen and the editor's changes stay.

    Run it after an upgrade, or after changing a source's `select`, `drop` or `strip_lines`. Then run `digest build`.
    What was cut short goes on where it stopped.
    """
    from digest.pipeline import reclean_site

    with ShownProgress() as progress:
        report = reclean_site(_load(context), now=_now(), progress=progress, dry_run=dry_run)
    _print_report(report)


@main.command("add")
@click.argument("what", metavar="FILE|URL|-")
@click.option("--url", help="Where the document is from.")
@click.option("--source", help="The outlet's name.")
@click.option("--title", help="Its headline, where the document itself does not show it.")
@click.option("--published", help="When it was published: 2026-11-22, or with time and offset.")
@click.option(
    "--kind", type=click.Choice(["html", "txt", "md", "xml", "json"]), help="What it is; otherwise told from it."
)
@click.option("--name", help="With a URL: what the source is to be called; otherwise by the feed's title.")
@click.pass_context
def add_command(context: click.Context, /, what: str, kind: str | None, name: str | None, **known: str | None) -> None:
    """Add a document to the inbox, or a feed to the sources.

    FILE, or - for standard input: an article's HTML or text, or a feed file. It goes into the inbox, what you know of
    it beside it into NAME.yaml, and `digest run` reads it.

    URL: the feed of that page (or the feed itself) is found and appended to config.yaml; the rest of the file stays
    as it is.
    """
    config = _load(context)
    if what.startswith(("http://", "https://")):
        from digest.subscriptions import add_feed

        _print_subscribed(add_feed(config, context.obj, what, name=name, now=_now()))
        return
    from digest.inbox import add_document

    body = sys.stdin.buffer.read() if what == "-" else _read(Path(what))
    path = add_document(config, body, name=None if what == "-" else Path(what).name, kind=kind, known=known, now=_now())
    click.echo(f"Added {path}. `digest run` reads it.")


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def import_command(context: click.Context, file: Path) -> None:
    """Append the feeds of an OPML file, as other feed readers export it, to config.yaml."""
    from digest.subscriptions import import_opml

    _load(context)
    _print_subscribed(import_opml(context.obj, _read(file)))


@main.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def init_command(folder: Path) -> None:
    """Make a working site in DIR: config, the demo's raw documents, a workflow for scheduled builds."""
    from digest.starter import write_starter

    written = write_starter(folder)
    click.echo(f"{len(written)} files written. Now: cd {folder} && digest run && digest serve")


def _print_subscribed(done: Subscribed) -> None:
    for row in done.added:
        click.echo(f"Added {row['name']}: {row['feed']}")
    for row in done.present:
        click.echo(f"There already: {row['feed']}")
    for problem in done.problems:
        click.echo(f"Left out: {problem}")
    for other in done.others:
        click.echo(f"The page also offers {other}")
    if done.added:
        click.echo("`digest run` reads them." if len(done.added) > 1 else "`digest run` reads it.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file}: cannot be read: {error.strerror or error}") from error


@main.command("inspect")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@click.option("--stories", is_flag=True, help="The stories that the files make, instead of the files.")
@click.option("--explain", is_flag=True, help="Say of each block of a file why it was kept or cut.")
@click.option("--as-is", is_flag=True, help="The files are clean text, a paragraph a line: cut nothing.")
@click.option("--url-map", type=click.Path(path_type=Path, exists=True), metavar="FILE",
              help="JSON object: a file's absolute path -> its URL.")  # fmt: skip
@click.option("--config", "config_path", type=click.Path(path_type=Path, exists=True), metavar="FILE",
              help="Topics, actors and sources by this config; without it no config is read.")  # fmt: skip
def inspect_command(
    *,
    paths: tuple[Path, ...],
    as_json: bool,
    stories: bool,
    explain: bool,
    as_is: bool,
    url_map: Path | None,
    config_path: Path | None,
) -> None:
    """Show what would be made of files (.html, .txt, .md; of a folder all below it), and store nothing.

    Prints the cleaned text, what was cut and by which rule, topics, actors and quotes.
    """
    from digest.config import load_config
    from digest.inspection import (
        InspectOptions,
        describe_group,
        describe_inspected,
        group_inspected,
        inspect_paths,
        write_group,
        write_inspected,
    )

    options = InspectOptions(
        config=load_config(config_path) if config_path else None,
        urls=_read_url_map(url_map) if url_map else {},
        as_is=as_is,
        explain=explain,
    )
    with ShownProgress() as progress:
        inspected = inspect_paths(paths, options, now=_now(), progress=progress)
    if stories:
        write_story = write_group if as_json else describe_group
        lines = [write_story(story, members) for story, members in group_inspected(inspected)]
    else:
        write = write_inspected if as_json else describe_inspected
        lines = [write(one) for one in inspected]
    out = sys.stdout.buffer
    for line in lines:
        out.write(line.encode("utf-8", "replace") + b"\n")
    out.flush()


def _read_url_map(path: Path) -> dict[str, str]:
    try:
        urls: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{path}: not a JSON object of paths and URLs: {error}") from error
    if not isinstance(urls, dict) or not all(isinstance(url, str) for url in urls.values()):
        raise click.ClickException(f"{path}: not a JSON object of paths and URLs")
    return urls


@main.command("check")
@click.pass_context
def check_command(context: click.Context) -> None:
    """Check config, sources and content, and change nothing. Exit status 0 when all is well, else 1."""
    from digest.inbox import check_rules, check_sources

    config = _load(context)
    from digest.content import load_library

    library = load_library(config.content, config.topics)
    problems = [f"{one.key}: {one.reason}" for one in library.problems]
    sources, source_problems = check_sources(config, _now())
    rules, rule_problems = check_rules(config, library)
    problems += source_problems + rule_problems
    for line in sources + rules:
        click.echo(line)
    click.echo(f"content/: {len(library.articles)} articles, {len(library.takedowns)} taken down")
    from digest.pipeline.publish import note_language

    if note := note_language(config):
        click.echo(f"note: {note}")
    for problem in problems:
        click.echo(f"problem: {problem}")
    if problems:
        raise click.exceptions.Exit(1)
    click.echo("All is well.")


@main.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.pass_context
def serve_command(context: click.Context, port: int) -> None:
    """Show output/ at http://127.0.0.1:PORT/, on this machine alone. Ctrl-C ends it."""
    from digest.serving import serve_folder

    config = _load(context)
    if not (config.output / "index.html").is_file():
        raise click.ClickException(f"{config.output} holds no site yet; run `digest run` first")
    serve_folder(config.output, port, announce=click.echo)


main.add_command(actors)
main.add_command(story_commands)
main.add_command(topics)


# --- showing ---------------------------------------------------------------------------------------------


def _print_report(report: RunReport) -> None:
    from digest.report import format_report

    text = format_report(report)
    if text:
        click.echo(text)
