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
    """`sitemap.xml`, the index of one sitemap for the lists and one a month for what was published in it.

    A month of more than `most` addresses has numbered files. Past months' files stay as they are, so that a reader of
    the index need not fetch them again.
    """
    parts = []
    stem = links.SITEMAP.removesuffix(".xml")
    groups: dict[str, list[tuple[str, datetime | None]]] = {"pages": list(_list_lists(site))}
    for month, place in _list_dated(site):
        groups.setdefault(month, []).append(place)
    for name, places in groups.items():
        for number, start in enumerate(range(0, len(places), most), start=1):
            part = places[start : start + most]
            path = f"{stem}-{name}{f'-{number}' if number > 1 else ''}.xml"
            parts.append((path, max((changed for _, changed in part if changed), default=None)))
            yield Page(path=path, body=_write("urlset", "url", site, part))
    yield Page(path=links.SITEMAP, body=_write("sitemapindex", "sitemap", site, parts))


def _list_lists(site: Site) -> Iterator[tuple[str, datetime | None]]:
    """(path, last change) of the lists worth finding; those that only repeat others are left to their links."""
    newest = _last_change(site.articles)
    yield links.HOME, newest
    for topic in site.topics:
        yield topic.ref.path, _last_change(topic.articles)
    for actor in site.actors:
        if actor.ref.path:
            yield actor.ref.path, _last_change(actor.articles)
    for source in site.sources:
        yield source.ref.path, _last_change(source.articles)
    for path in (links.QUOTES, links.ARCHIVE, links.SEARCH, links.FEEDS, links.ABOUT):
        yield path, newest if path in {links.QUOTES, links.ARCHIVE} else None


def _list_dated(site: Site) -> Iterator[tuple[str, tuple[str, datetime | None]]]:
    """(month, place) of editions, stories and articles, newest first. What asks not to be indexed is in none."""
    for edition in reversed(site.editions):
        yield f"{edition.date:%Y-%m}", (edition.path, edition.cutoff)
    for story in reversed(site.stories):
        if story.has_page:
            yield f"{story.day:%Y-%m}", (story.path, _last_change(story.articles))
    for article in reversed(site.articles):
        if article.policy == "full":
            yield f"{article.day:%Y-%m}", (article.path, _last_change([article]))


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
