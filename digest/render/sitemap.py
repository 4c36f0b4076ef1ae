"""Sitemaps (sitemaps.org, protocol 0.9): the lasting pages, with when what they show last changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from digest.models import Page
from digest.moments import to_utc
from digest.render import links
from digest.render.feed_formats import fit_text
from digest.render.links import absolute_url
from digest.render.views import ArticleView, Site

MAX_PLACES = 50_000
"""Addresses in one file, by the protocol."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemaps(site: Site, *, most: int = MAX_PLACES) -> Iterator[Page]:
    """`sitemap.xml`; with more than `most` addresses an index of that name, and the numbered files it lists."""
    places = list(_list_places(site))
    if len(places) <= most:
        yield Page(path=links.SITEMAP, body=_write("urlset", "url", site, places))
        return
    stem = links.SITEMAP.removesuffix(".xml")
    parts = []
    for number, start in enumerate(range(0, len(places), most), start=1):
        part = places[start : start + most]
        parts.append((f"{stem}-{number}.xml", max((changed for _, changed in part if changed), default=None)))
        yield Page(path=parts[-1][0], body=_write("urlset", "url", site, part))
    yield Page(path=links.SITEMAP, body=_write("sitemapindex", "sitemap", site, parts))


def _list_places(site: Site) -> Iterator[tuple[str, datetime | None]]:
    """(path, last change) of the pages worth finding; lists that only repeat others are left to their links."""
    newest = _last_change(site.articles)
    yield links.HOME, newest
    for edition in reversed(site.editions):
        yield edition.path, edition.cutoff
    for story in reversed(site.stories):
        if story.has_page:
            yield story.path, _last_change(story.articles)
    for topic in site.topics:
        yield topic.ref.path, _last_change(topic.articles)
    for actor in site.actors:
        if actor.ref.path:
            yield actor.ref.path, _last_change(actor.articles)
    for source in site.sources:
        yield source.ref.path, _last_change(source.articles)
    for path in (links.QUOTES, links.ARCHIVE, links.FEEDS, links.ABOUT):
        yield path, newest if path in {links.QUOTES, links.ARCHIVE} else None
    for article in reversed(site.articles):
        yield article.path, _last_change([article])


def _last_change(articles: Iterable[ArticleView]) -> datetime | None:
    moments = [moment for a in articles for moment in (a.first_seen, *(version.seen_at for version in a.versions))]
    return max(moments, default=None)


def _write(name: str, row: str, site: Site, places: Sequence[tuple[str, datetime | None]]) -> bytes:
    root = Element(name, {"xmlns": _NAMESPACE})
    for path, changed in places:
        node = SubElement(root, row)
        SubElement(node, "loc").text = fit_text(absolute_url(site.settings.base_url, path))
        if changed:
            SubElement(node, "lastmod").text = to_utc(changed).isoformat(timespec="seconds").replace("+00:00", "Z")
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
