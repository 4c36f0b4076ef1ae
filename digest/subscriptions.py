"""New sources by their address: `digest add URL` and `digest import FILE`, written into config.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest.config import Config
from digest.config_edit import append_sources, choose_rows
from digest.content import write_text
from digest.errors import ConfigError, FeedError, FetchError
from digest.pipeline.fetch import make_policy
from digest.urls import hide_credentials

if TYPE_CHECKING:
    from digest.fetch.client import Fetcher, Response
    from digest.fetch.discover import FoundFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """What became of a request for new sources: rows as they stand in the config now."""

    added: tuple[dict[str, str], ...] = ()
    present: tuple[dict[str, str], ...] = ()
    """Rows whose address the config has already."""
    others: tuple[str, ...] = ()
    """Other feeds that the page offers."""
    problems: tuple[str, ...] = ()


def add_feed(config: Config, path: Path, url: str, *, name: str | None, now: datetime) -> Subscribed:
    """Find the feed of the page (or feed) at `url` and append it to the config file at `path`.

    Raises FetchError where the address cannot be read, FeedError("no-feed") where no feed is found there.
    """
    from digest.fetch.client import Fetcher

    with Fetcher(make_policy(config), cache=config.cache, now=now) as fetcher:
        found = _find(fetcher, url)
    chosen = found[0]
    row = {"name": name or chosen.title or "", "feed": chosen.url}
    done = _append(path, [row])
    others = tuple(one.url for one in found[1:6] if not one.comments)
    return Subscribed(added=done.added, present=done.present, others=others)


def _find(fetcher: Fetcher, url: str) -> tuple[FoundFeed, ...]:
    """The feeds at `url`, best first. What a page only hints at is looked at before it is believed."""
    from digest.fetch.discover import find_feeds, list_usual_addresses

    answer = _fetch(fetcher, url, "page")
    found = find_feeds(answer.body, url=answer.final_url)
    sure = tuple(one for one in found if one.found_by != "anchor" and not one.comments)
    if sure:
        return sure + tuple(one for one in found if one not in sure)
    guesses = [one.url for one in found if not one.comments][:4] + list(list_usual_addresses(answer.final_url))
    for guess in guesses:
        try:
            there = _fetch(fetcher, guess, "feed")
            at_guess = find_feeds(there.body, url=there.final_url)
        except (FetchError, FeedError):
            continue
        if at_guess and at_guess[0].found_by == "page":
            return at_guess
    raise FeedError(
        "no-feed", f"{hide_credentials(url)}: no feed is declared there, and none is at the usual addresses"
    )


def _fetch(fetcher: Fetcher, url: str, kind: str) -> Response:
    from digest.fetch.client import Request

    fetcher.submit(Request(url=url, kind="feed" if kind == "feed" else "page"))
    for _, outcome in fetcher.results():
        if isinstance(outcome, FetchError):
            raise outcome
        return outcome
    raise AssertionError("a request without a result")


def import_opml(path: Path, body: bytes) -> Subscribed:
    """Append the feeds of an OPML file to the config file at `path`. Raises FeedError where it is no OPML."""
    from digest.fetch.opml_in import parse_opml

    feeds, problems = parse_opml(body)
    done = _append(path, [feed.as_row() for feed in feeds])
    return Subscribed(added=done.added, present=done.present, problems=problems)


def _append(path: Path, rows: list[dict[str, str]]) -> Subscribed:
    try:
        text = path.read_bytes().decode("utf-8")  # with its own line ends
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: cannot be read as UTF-8 text: {error}"]) from None
    added, present = choose_rows(text, rows, name=str(path))
    write_text(path, append_sources(text, rows, name=str(path)))
    return Subscribed(added=added, present=present)
