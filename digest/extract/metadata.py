"""What a page says of its article: title, byline, dates, site, language, canonical address, image.

Read from the tree before it is changed. Sources in order of trust: JSON-LD, meta elements (OpenGraph, Dublin Core,
and the many private names), mark-up (microdata, `time`, byline elements, headings), the address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from digest.extract import jsonld
from digest.extract.bylines import find_byline
from digest.extract.pagedates import find_published, find_updated
from digest.extract.spots import Spots
from digest.extract.titles import find_title
from digest.models import Moment
from digest.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself. Unknown is None, or an empty byline."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    site_name: str | None = None
    lang: str | None = None
    canonical: str | None = None
    image: str | None = None
    description: str | None = None
    words: int | None = None
    """How many words the page says its article has."""


_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")


def read_metadata(tree: HtmlElement, *, url: str | None) -> Metadata:
    """What the page `tree` (unchanged) says; `url`, its address, makes links absolute and may give a date."""
    meta = _read_meta(tree)
    nodes = jsonld.read_json_ld(tree)
    article = jsonld.find_article(nodes, meta.get("og:title")) or {}
    site_name = _find_site_name(meta, nodes, article)
    lang = _find_lang(tree, meta, article)
    spots = Spots(tree)
    title = find_title(
        tree,
        meta,
        jsonld.text_of(article.get("headline")),
        by_newsroom=any("News" in kind for kind in jsonld.types_of(article)),
        site_name=site_name,
        url=url,
    )
    byline = find_byline(spots, meta, jsonld.authors_of(article.get("author"), nodes), site_name=site_name, title=title)
    return Metadata(
        title=title,
        byline=byline.value if byline else (),
        published=find_published(spots, meta, article, url=url, lang=lang, title=title),
        updated=find_updated(meta, article, lang=lang),
        site_name=site_name,
        lang=lang,
        canonical=_find_canonical(tree, meta, url),
        image=_find_image(tree, meta, article, url),
        description=_first(meta, ("og:description", "description", "twitter:description")),
        words=jsonld.words_of(article),
    )


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    """Meta elements by folded name (property, name, itemprop, http-equiv), the first of each that says something."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content") or element.get("value") or ""
        if not content.strip():
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                if name in ("article:author", "citation_author") and name in found:
                    found[name] += f"; {content}"
                else:
                    found.setdefault(name, content.strip())
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((one_line(meta[name]) for name in names if meta.get(name, "").strip()), None)


# --- names -----------------------------------------------------------------------------------------------


def _find_site_name(meta: Mapping[str, str], nodes: list[dict[str, Any]], article: Mapping[str, Any]) -> str | None:
    said = _first(meta, ("og:site_name", "application-name", "al:ios:app_name"))
    if said:
        return said
    publisher = jsonld.text_of(article.get("publisher"))
    if publisher:
        return one_line(publisher)
    for node in nodes:
        if "WebSite" in jsonld.types_of(node) and (name := jsonld.text_of(node.get("name"))):
            return one_line(name)
    return None


# --- the rest --------------------------------------------------------------------------------------------


def _find_lang(tree: HtmlElement, meta: Mapping[str, str], article: Mapping[str, Any]) -> str | None:
    """The page's own language as BCP 47; og:locale last, since many leave it at its default."""
    said = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        tree.get("xml:lang"),
        meta.get("content-language"),
        meta.get("dc.language"),
        meta.get("dcterms.language"),
        jsonld.text_of(article.get("inLanguage")),
        meta.get("language"),
        meta.get("og:locale"),
    )
    return next((lang for text in said if text and (lang := shorten_lang(text))), None)


def shorten_lang(text: str) -> str | None:
    """A BCP 47 tag in its usual case: "EN_us" as "en-US"; None for what is none."""
    match = _LANG.fullmatch(text.strip().split(",")[0].split(";")[0].strip())
    if not match:
        return None
    parts = match.group().replace("_", "-").split("-")
    cased = [parts[0].lower(), *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])]
    return None if cased[0] in ("und", "mul", "zxx") else "-".join(cased)


def _find_canonical(tree: HtmlElement, meta: Mapping[str, str], url: str | None) -> str | None:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and (element.get("href") or "").strip():
            return join_url(url, element.get("href"))
    return join_url(url, meta.get("og:url"))


def _find_image(tree: HtmlElement, meta: Mapping[str, str], article: Mapping[str, Any], url: str | None) -> str | None:
    said = (
        _first(meta, ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")),
        jsonld.url_of(article.get("image")),
        jsonld.url_of(article.get("thumbnailUrl")),
    )
    return next((found for text in said if (found := join_url(url, text))), None)


def join_url(base: str | None, address: str | None) -> str | None:
    """`address` made absolute against `base`; None unless that gives an http(s) address."""
    address = (address or "").strip()
    if not address:
        return None
    try:
        joined = urljoin(base, address) if base else address
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None
