"""Where everything lies in the built site, and how one page links to another.

Paths are POSIX, below `output/`, and name `index.html`, so that a link works from a plain folder (`file://`)
as well as under any sub-path of a web server. Public addresses (`absolute_url`) drop it.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

FeedKind = Literal["rss", "atom", "json", "opml"]

MIME_TYPES: Mapping[str, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "opml": "text/x-opml",
}

HOME = "index.html"
TOPICS = "topic/index.html"
ACTORS = "actor/index.html"
SOURCES = "source/index.html"
QUOTES = "quotes/index.html"
ARCHIVE = "archive/index.html"
STATUS = "status/index.html"
FEEDS = "feeds/index.html"
ABOUT = "about/index.html"
NOT_FOUND = "404.html"
SEARCH = "search/index.html"
SEARCH_SCRIPT = "search.js"
SEARCH_INDEX = "pagefind"
"""The folder of the search index; below it one for each year."""
STYLE = "style.css"
FEED_STYLE = "feed.css"
ICON = "icon.svg"
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
INPUTS_OPML = "feeds/inputs.opml"
OUTPUTS_OPML = "feeds/outputs.opml"

# Reserved device names and trailing dots break on Windows; anything else outside this set could leave the tree.
_SEGMENT = re.compile(r"[a-z0-9_][a-z0-9_.\-]{0,99}(?<!\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed (or OPML list) of the site. `of` is the path of the page it follows.

    Feeds of `HOME` are announced on every page, the others on their own page; OPML lists are of `FEEDS`.
    """

    title: str
    path: str
    kind: FeedKind
    of: str


def path_segment(id: str) -> str:  # noqa: A002 - the field's own word
    """`id` as one safe segment of a path: itself if it is plain, else "x" and 16 hex digits of its sha256."""
    if _SEGMENT.fullmatch(id) and id != "index.html":
        return id
    return "x" + hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_path(article_id: str) -> str:
    """The page of an article."""
    return f"article/{path_segment(article_id)}/index.html"


def story_path(story_id: str) -> str:
    """The page of a story (there is one from two articles on)."""
    return f"story/{path_segment(story_id)}/index.html"


def topic_path(topic_id: str) -> str:
    """The page of a topic."""
    return f"topic/{path_segment(topic_id)}/index.html"


def actor_path(actor_id: str) -> str:
    """The page of an actor (there is one from two articles on, or when registered)."""
    return f"actor/{path_segment(actor_id)}/index.html"


def actor_quotes_path(actor_id: str, which: str) -> str:
    """All quotes "by" or "about" an actor, where the actor's page does not hold them."""
    return f"actor/{path_segment(actor_id)}/{path_segment(which)}/index.html"


def quotes_month_path(month: date) -> str:
    """The quotes of a month's articles."""
    return f"quotes/{month.year:04}-{month.month:02}/index.html"


def quotes_topic_path(topic_id: str) -> str:
    """The quotes of a topic's articles."""
    return f"quotes/topic/{path_segment(topic_id)}/index.html"


def actors_path(kind: str) -> str:
    """The full list of one kind of actors, by name."""
    return f"actors/{path_segment(kind)}/index.html"


def source_path(source_id: str) -> str:
    """The page of a source."""
    return f"source/{path_segment(source_id)}/index.html"


def edition_path(name: str) -> str:
    """The permanent page of an edition, by its name: of a day, of a week ("1969-W30"), of a run in a day."""
    if "W" in name:
        return f"{name[:4]}/w{name[6:]}/index.html"
    day, _, clock = name.partition("T")
    return "/".join([*day.split("-"), *([clock] if clock else []), "index.html"])


def year_path(year: int) -> str:
    """The editions of a year."""
    return f"{year:04}/index.html"


def list_page_path(path: str, number: int) -> str:
    """Page `number`, counted from the oldest, of the long list whose newest page is `path`."""
    return f"{posixpath.dirname(path)}/{number}/index.html"


def site_feed_path(kind: FeedKind) -> str:
    """The feed of all articles."""
    return f"feeds/articles.{kind}"


def editions_feed_path(kind: FeedKind) -> str:
    """The feed of the editions, one item a day."""
    return f"feeds/editions.{kind}"


def topic_feed_path(topic_id: str, kind: FeedKind) -> str:
    """The feed of a topic."""
    return f"feeds/topic/{path_segment(topic_id)}.{kind}"


def actor_feed_path(actor_id: str, kind: FeedKind = "rss") -> str:
    """The feed of an actor."""
    return f"feeds/actor/{path_segment(actor_id)}.{kind}"


def story_feed_path(story_id: str, kind: FeedKind = "rss") -> str:
    """The feed of a story."""
    return f"feeds/story/{path_segment(story_id)}.{kind}"


def path_to_root(path: str) -> str:
    """What leads from the page at `path` up to the site's root: "" or "../" once a folder."""
    return "../" * path.count("/")


def relative_link(from_path: str, to_path: str) -> str:
    """The shortest relative link from one page of the site to another; `to_path` may end in a "#fragment"."""
    target, mark, fragment = to_path.partition("#")
    return posixpath.relpath(target, posixpath.dirname(from_path) or ".") + mark + fragment


def absolute_url(base_url: str, path: str) -> str:
    """The public address of the page at `path`, under `base_url` (which ends in a slash): no "index.html"."""
    target, mark, fragment = path.partition("#")
    if target == HOME or target.endswith("/" + HOME):
        target = target[: -len(HOME)]
    return base_url + target + mark + fragment
