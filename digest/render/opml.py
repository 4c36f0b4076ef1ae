"""OPML 2.0 (opml.org/spec2.opml): the sources the site reads, and the feeds it gives."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from digest.moments import to_utc
from digest.render import links
from digest.render.feed_formats import fit_text
from digest.render.links import FeedLink, absolute_url
from digest.render.views import Site
from digest.render.words import ENGLISH, Words
from digest.text import one_line


def write_inputs_opml(site: Site, words: Words = ENGLISH) -> bytes:
    """The feeds the site reads, and the outlets without one as links. Addresses are without credentials."""
    label = words.gettext("sources")
    root, body = _begin(site, f"{site.settings.title}: {label}")
    for source in site.sources:
        feed, home = source.feed, source.home
        if feed:
            _outline(body, source.ref.name, type="rss", xmlUrl=feed, htmlUrl=home or "")
        elif home:
            _outline(body, source.ref.name, type="link", url=home)
    return _finish(root)


def write_outputs_opml(site: Site, feeds: Iterable[FeedLink], words: Words = ENGLISH) -> bytes:
    """The feeds of the site itself, each once: a reader takes any format, so RSS stands for all."""
    label = words.gettext("feeds")
    root, body = _begin(site, f"{site.settings.title}: {label}")
    base = site.settings.base_url
    for feed in feeds:
        if feed.kind == "rss":
            _outline(
                body,
                feed.title,
                type="rss",
                xmlUrl=absolute_url(base, feed.path),
                htmlUrl=absolute_url(base, feed.of),
            )
    return _finish(root)


def _begin(site: Site, title: str) -> tuple[Element, Element]:
    root = Element("opml", {"version": "2.0"})
    head = SubElement(root, "head")
    SubElement(head, "title").text = one_line(title)
    SubElement(head, "dateModified").text = format_datetime(to_utc(site.now), usegmt=True)
    SubElement(head, "ownerId").text = fit_text(absolute_url(site.settings.base_url, links.HOME))
    return root, SubElement(root, "body")


def _outline(body: Element, text: str, **attributes: str) -> None:
    kept = {name: fit_text(value) for name, value in attributes.items() if value}
    SubElement(body, "outline", {"text": one_line(text), "title": one_line(text), **kept})


def _finish(root: Element) -> bytes:
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
