"""A world of feeds and pages for the loopback server: every format, made of plain records that a test can change."""

from __future__ import annotations

import hashlib
import html
import json
import random
from dataclasses import dataclass, field

from tests.loopback import Host, Loopback

FORMATS = ("rss", "atom", "rdf", "json", "rss-full", "rss091")
_SYLLABLES = tuple(one + two for one in "bdfgklmnprstvz" for two in ("a", "e", "i", "o", "u", "an", "er"))
_THEMES = ("river gauges", "harbour cranes", "mountain huts", "night trains", "bee hives", "tide tables", "old maps")


@dataclass(slots=True)
class Item:
    """An entry and its page."""

    number: int
    guid: str
    path: str
    title: str
    date: str
    extra: str = ""

    def sentences(self) -> list[str]:
        """Five paragraphs that no other item has: no two items tell of one event."""
        theme = _THEMES[self.number % len(_THEMES)]
        draw = random.Random(self.number)

        def some(count: int) -> str:
            return ", ".join(_invent_word(draw) for _ in range(count))

        return [
            f"The inspectors found {self.number + 3} {theme} among the {some(6)} and {some(1)} of the first round, and "
            f"wrote each of them into register {self.number}, which is kept with the {some(4)} and may be read there.",
            f"“We saw register {self.number} beside the {some(5)},” the surveyor said, “and the {some(3)} as well.”",
            f"Of the {theme} on page {self.number}, the {some(4)} needed repair, and the {some(5)} are to be done by "
            f"the crew that did the {some(4)} before, with {some(3)} for tools. {self.extra}",
            f"The council will look at the {self.number}th report when the {some(6)} are back, and when "
            f"the {some(4)} have been closed, the {some(3)} audited and the {some(3)} put away.",
            f"Whoever wants to object to entry {self.number} has until then to write of {some(5)} to the clerk, who "
            f"answers the {some(4)}, and who has asked for patience, since there are {some(4)}.",
        ]


@dataclass(slots=True)
class Outlet:
    """A host with a feed and its items."""

    number: int
    host: Host
    format: str
    items: list[Item] = field(default_factory=list)
    version: int = 1

    @property
    def feed_url(self) -> str:
        return self.host.url("/feed")

    @property
    def full(self) -> bool:
        """Whether the feed carries whole texts."""
        return self.format in {"rss-full", "json"}

    def publish(self) -> None:
        """Put the feed and the pages on the host."""
        body = write_feed(self)
        self.host.put("/feed", body=body, etag=f'"{self.version}"')
        for item in self.items:
            page = write_page(self, item).encode()
            self.host.put(item.path, body=page, etag=f'"{hashlib.sha256(page).hexdigest()[:16]}"')
        self.host.put("/robots.txt", body=b"User-agent: *\nDisallow: /private/\n")


def make_outlets(world: Loopback, count: int, items: int) -> list[Outlet]:
    """Outlets with `items` entries each, of every format in turn, published."""
    outlets = []
    for number in range(count):
        outlet = Outlet(number=number, host=world.add_host(), format=FORMATS[number % len(FORMATS)])
        outlet.items = [make_item(number * 1000 + at) for at in range(items)]
        outlet.publish()
        outlets.append(outlet)
    return outlets


def _invent_word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=3))


def make_item(number: int) -> Item:
    """A new item."""
    day = 1 + number % 27
    return Item(
        number=number,
        guid=f"tag:world,2026:{number}",
        path=f"/2026/11/item-{number}",
        title=f"{_THEMES[number % len(_THEMES)].capitalize()} {number} of {_invent_word(random.Random(-number - 1))}",
        date=f"2026-11-{day:02}T08:00:00Z",
    )


def write_page(outlet: Outlet, item: Item) -> str:
    """The item's page, with the usual things around it."""
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in item.sentences())
    # The oldest format has no dates, and neither have its outlets' pages.
    meta = "" if outlet.format == "rss091" else f'<meta property="article:published_time" content="{item.date}">'
    return (
        f'<!doctype html><html lang="en"><head><title>{item.title} | Outlet {outlet.number}</title>'
        f"{meta}</head><body>"
        '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/shop">Shop</a></nav>'
        f"<article><h1>{item.title}</h1>{paragraphs}</article>"
        "<footer><p>Copyright 2026. All rights reserved.</p></footer></body></html>"
    )


def write_feed(outlet: Outlet) -> bytes:
    """The outlet's feed in its format."""
    host = outlet.host
    if outlet.format == "json":
        items = [
            {
                "id": item.guid,
                "url": host.url(item.path),
                "title": item.title,
                "date_published": item.date,
                "content_html": "".join(f"<p>{html.escape(text)}</p>" for text in item.sentences()),
            }
            for item in outlet.items
        ]
        version = "https://jsonfeed.org/version/1.1"
        return json.dumps({"version": version, "title": f"Outlet {outlet.number}", "items": items}).encode()
    parts = [_write_entry(outlet, item) for item in outlet.items]
    title, home = f"<title>Outlet {outlet.number}</title>", html.escape(host.url("/"))
    if outlet.format == "atom":
        head = (
            f'<feed xmlns="http://www.w3.org/2005/Atom">{title}<id>{home}</id><updated>2026-11-20T08:00:00Z</updated>'
        )
        return f"{head}{''.join(parts)}</feed>".encode()
    if outlet.format == "rdf":
        spaces = (
            'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        )
        channel = f'<channel rdf:about="{home}">{title}<link>{home}</link></channel>'
        return f"<rdf:RDF {spaces}>{channel}{''.join(parts)}</rdf:RDF>".encode()
    version = "0.91" if outlet.format == "rss091" else "2.0"
    content = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = f'<rss version="{version}"{content}><channel>{title}<link>{home}</link>'
    return f"{head}{''.join(parts)}</channel></rss>".encode()


def _write_entry(outlet: Outlet, item: Item) -> str:
    link, title, first = outlet.host.url(item.path), html.escape(item.title), html.escape(item.sentences()[0])
    if outlet.format == "atom":
        return (
            f'<entry><id>{item.guid}</id><title>{title}</title><link href="{link}"/><updated>{item.date}</updated>'
            f"<published>{item.date}</published><summary>{first}</summary></entry>"
        )
    if outlet.format == "rdf":
        return (
            f'<item rdf:about="{link}"><title>{title}</title><link>{link}</link><dc:date>{item.date}</dc:date>'
            f"<description>{first}</description></item>"
        )
    day = int(item.date[8:10])
    full = "".join(f"<p>{html.escape(text)}</p>" for text in item.sentences())
    content = f"<content:encoded>{html.escape(full)}</content:encoded>" if outlet.full else ""
    guid = "" if outlet.format == "rss091" else f'<guid isPermaLink="false">{item.guid}</guid>'
    date = "" if outlet.format == "rss091" else f"<pubDate>{day:02} Nov 2026 08:00:00 GMT</pubDate>"
    return (
        f"<item>{guid}<title>{title}</title><link>{link}</link>{date}<description>{first}</description>{content}</item>"
    )


def write_config(outlets: list[Outlet], **sources: str) -> str:
    """A config.yaml with every outlet as a source, and more sources by name and address."""
    rows = [f'  - {{name: "Outlet {outlet.number}", feed: "{outlet.feed_url}", text: full}}' for outlet in outlets]
    rows += [f'  - {{name: "{name}", feed: "{url}"}}' for name, url in sources.items()]
    hosts = ", ".join(f'"{outlet.host.authority}"' for outlet in outlets)
    return "\n".join(
        [
            'site: {title: "World", base_url: "https://world.example/"}',
            "sources:",
            *rows,
            "topics:",
            '  - {id: registers, label: "Registers", terms: ["register", "inspector"]}',
            f"fetch: {{contact: desk@world.example, allow_hosts: [{hosts}], deadline_s: 5, retry_after_s: 2}}",
            "",
        ]
    )
