"""A whole site in a temporary folder, run through the code that the command line runs."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from digest.config import load_config
from digest.content import Library, load_library
from digest.front_matter import ContentFile, split_content
from digest.models import StoredArticle
from digest.pipeline import build_site_only, reclean_site, retag_site, run_site
from digest.pipeline.read import NoProgress
from digest.report import RunReport

# A busy machine pauses any test for longer than Hypothesis allows an example; growth with size has tests of its own.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

CONFIG = """\
site: {title: "Test desk", base_url: "https://desk.example/news/", timezone: UTC}
sources:
  - {name: "Inbox", path: content/inbox, text: full}
topics:
  - {id: space, label: "Space", terms: ["lunar", "astronaut", "spacecraft"]}
  - {id: cycling, label: "Cycling", terms: ["yellow jersey", "cyclist", "stage"]}
"""
NOW = datetime(1969, 7, 26, 12, tzinfo=UTC)

LANDING = """\
<!doctype html><html lang="en"><head><title>Lunar module lands on the plain | Harbour Courier</title>
<meta property="og:site_name" content="Harbour Courier"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/shop">Shop</a></nav>
<article><h1>Lunar module lands on the plain</h1>
<p>The lunar module of Apollo 11 came down on the Sea of Tranquility on Sunday with less than a minute of fuel left,
and its two astronauts reported that they were well and that the craft stood level.</p>
<p>“Houston, Tranquility Base here. The Eagle has landed,” Neil Armstrong said. Flight controllers in Houston had
counted the seconds of fuel aloud while he looked for a place that was free of boulders.</p>
<p>Neil Armstrong and Buzz Aldrin were to rest before going outside, but asked to begin earlier. Michael Collins
stayed in lunar orbit aboard the command module, out of touch with Earth for part of every round.</p>
</article><footer><p>Copyright 1969 Harbour Courier. All rights reserved.</p></footer></body></html>
"""
TOUR = """\
Harbour Courier
Home | News | Sport | Weather

Yellow jersey arrives in Paris

The cyclist Eddy Merckx of Belgium rode into Paris on Sunday in the yellow jersey and won the Tour de France at his
first attempt, almost eighteen minutes ahead of Roger Pingeon of France, who had won the race two years before.
He had settled the race five days earlier on the mountain stage to Mourenx, where he rode alone over the last passes
and gained about eight minutes on every rival, though he was already leading by a wide margin before the stage began.
Thousands of people lined the road to the velodrome, many of whom had come from Belgium by train on the same morning.

Copyright 1969. All rights reserved.
""".replace("\nfirst", " first").replace("\nand gained", " and gained")


class Desk:
    """A site's folder and what one does with it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("config.yaml", CONFIG)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the site."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return target

    def add(self, name: str, text: str | bytes, **known: str) -> None:
        """Put a document into the inbox, with a sidecar."""
        self.write(f"content/inbox/{name}", text)
        if known:
            lines = "".join(f'{key}: "{value}"\n' for key, value in known.items())
            self.write(f"content/inbox/{Path(name).stem}.yaml", lines)

    def run(self, now: datetime = NOW) -> RunReport:
        """`digest run`."""
        return run_site(load_config(self.root / "config.yaml"), now=now, progress=NoProgress())

    def build(self) -> RunReport:
        """`digest build`."""
        return build_site_only(load_config(self.root / "config.yaml"))

    def retag(self) -> RunReport:
        """`digest retag`."""
        return retag_site(load_config(self.root / "config.yaml"), progress=NoProgress())

    def reclean(self) -> RunReport:
        """`digest reclean`."""
        return reclean_site(load_config(self.root / "config.yaml"), now=NOW, progress=NoProgress())

    @property
    def library(self) -> Library:
        """What stands under content/."""
        config = load_config(self.root / "config.yaml")
        return load_library(config.content, config.topics)

    def article(self, part: str) -> StoredArticle:
        """The one stored article whose title or path holds `part`."""
        found = [one for one in self.library.articles if part in one.article.title or part in one.path]
        assert len(found) == 1, [one.article.title for one in self.library.articles]
        return found[0]

    def file(self, part: str) -> Path:
        """Its Markdown file."""
        return self.root / "content" / self.article(part).path

    def fields(self, part: str) -> ContentFile:
        """Its front matter and body."""
        return split_content(self.file(part).read_text(encoding="utf-8"))

    def page(self, path: str) -> str:
        """A page of the built site."""
        return (self.root / "output" / path).read_text(encoding="utf-8")

    def snapshot(self, folder: str) -> dict[str, str]:
        """Every file below a folder with the hash of its bytes; not of the search index, which differs by run."""
        top = self.root / folder
        return {
            path.relative_to(top).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(top.rglob("*"))
            if path.is_file() and path.relative_to(top).parts[0] != "pagefind"
        }


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """A site without a document."""
    (tmp_path / "content" / "inbox").mkdir(parents=True)
    return Desk(tmp_path)


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """A site with a page and a text dump."""
    empty_desk.add(
        "landing.html",
        LANDING,
        url="https://harbour.example/1969/07/landing",
        source="Harbour Courier",
        published="1969-07-20T20:30:00Z",
        retrieved="1969-07-20T21:00:00Z",
    )
    empty_desk.add("tour.txt", TOUR, source="Harbour Courier", retrieved="1969-07-20T19:00:00Z")
    return empty_desk
