"""What a page says of its article: title, byline, dates, site, language, canonical address, image.

Read from the tree before it is changed. Sources in order of trust: JSON-LD, meta elements (OpenGraph, Dublin Core,
and the many private names), mark-up (microdata, `time`, byline elements, headings), the address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from digest.extract import jsonld
from digest.extract.bylines import find_byline
from digest.extract.claims import Claim
from digest.extract.pagedates import find_published, find_updated
from digest.extract.spots import Spots
from digest.extract.titles import find_title
from digest.extract.trust import trace_claim
from digest.models import Moment, Origin
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
    origins: tuple[Origin, ...] = ()
    """Of each field that is known."""


_IMAGE_META = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_SEVERAL = frozenset(
    """author article:author citation_author citation_authors dc.creator dc:creator dcterms.creator parsely-author
    sailthru.author""".split()
)
"""Meta elements of which a page has one an author."""
_MAX_SEVERAL = 2000
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9.-]+/[\w./%+,~&=-]*", re.ASCII)  # most are, and stay as they are
_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")


def read_metadata(tree: HtmlElement, *, url: str | None) -> Metadata:
    """What the page `tree` (unchanged) says; `url`, its address, makes links absolute and may give a date."""
    meta = _read_meta(tree)
    nodes = jsonld.read_json_ld(tree)
    article = jsonld.find_article(nodes, meta.get("og:title")) or {}
    site_name = _find_site_name(meta, nodes, article)
    site = site_name.value if site_name else None
    language = _find_lang(tree, meta, article)
    lang = language.value if language else None
    spots = Spots(tree)
    headline = find_title(
        tree,
        meta,
        jsonld.text_of(article.get("headline")),
        by_newsroom=any("News" in kind for kind in jsonld.types_of(article)),
        site_name=site,
        url=url,
    )
    title = headline.value if headline else None
    byline = find_byline(spots, meta, jsonld.authors_of(article.get("author"), nodes), site_name=site, title=title)
    canonical, image = _find_canonical(tree, meta, url), _find_image(meta, article, url)
    address = canonical.value if canonical else None
    published = find_published(spots, meta, article, url=url, lang=lang, title=title, canonical=address)
    look = published is None or not published.where.startswith(("json-ld", "meta"))
    updated = find_updated(spots, meta, article, lang=lang, title=title, look=look)
    claims: dict[str, Claim[Any] | None] = {
        "title": headline, "byline": byline, "published": published, "updated": updated, "site_name": site_name,
        "lang": language, "canonical": canonical, "image": image,
    }  # fmt: skip
    return Metadata(
        title=title,
        byline=byline.value if byline else (),
        published=published.value if published else None,
        updated=updated.value if updated else None,
        site_name=site,
        lang=lang,
        canonical=address,
        image=image.value if image else None,
        description=_first(meta, ("og:description", "description", "twitter:description")),
        words=jsonld.words_of(article),
        origins=tuple(trace_claim(field, claim) for field, claim in claims.items() if claim),
    )


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    """Meta elements by folded name (property, name, itemprop, http-equiv): the first of each that says something,
    or all of those that name an author each, parted by semicolons."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        said = dict(element.items())  # one look at the element instead of six
        content = said.get("content") or said.get("value") or ""
        if not content.strip():
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in said.get(attribute, "").lower().split():
                if name in _SEVERAL and name in found:
                    if content.strip() not in found[name] and len(found[name]) < _MAX_SEVERAL:
                        found[name] += f"; {content}"
                else:
                    found.setdefault(name, content.strip())
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((one_line(meta[name]) for name in names if meta.get(name, "").strip()), None)


# --- names -----------------------------------------------------------------------------------------------


def _find_site_name(
    meta: Mapping[str, str], nodes: list[dict[str, Any]], article: Mapping[str, Any]
) -> Claim[str] | None:
    sites = (jsonld.text_of(node.get("name")) for node in nodes if "WebSite" in jsonld.types_of(node))
    return _choose_first(
        {
            **{f"meta {name}": meta.get(name) for name in ("og:site_name", "application-name", "al:ios:app_name")},
            "json-ld publisher": jsonld.text_of(article.get("publisher")),
            "json-ld website": next((name for name in sites if name), None),
        },
        lambda name: None if name.startswith(("http://", "https://", "@")) else one_line(name),
    )


def _choose_first(texts: Mapping[str, str | None], read: Callable[[str], str | None]) -> Claim[str] | None:
    """The first of `texts` (by where they stand) that `read` makes something of, and how many of the others agree."""
    found = [Claim(value, where) for where, text in texts.items() if text and (value := read(text))]
    return found[0]._replace(agreed=sum(claim.value == found[0].value for claim in found) - 1) if found else None


# --- the rest --------------------------------------------------------------------------------------------


def _find_lang(tree: HtmlElement, meta: Mapping[str, str], article: Mapping[str, Any]) -> Claim[str] | None:
    """The page's own language as BCP 47; og:locale last, since many leave it at its default."""
    said = {
        "html lang": tree.get("lang"),
        "html xml:lang": tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        **{f"meta {name}": meta.get(name) for name in ("content-language", "dc.language", "dcterms.language")},
        "json-ld inLanguage": jsonld.text_of(article.get("inLanguage")),
        **{f"meta {name}": meta.get(name) for name in ("language", "og:locale")},
    }
    return _choose_first(said, shorten_lang)


def shorten_lang(text: str) -> str | None:
    """A BCP 47 tag in its usual case: "EN_us" as "en-US"; None for what is none."""
    match = _LANG.fullmatch(text.strip().split(",")[0].split(";")[0].strip())
    if not match:
        return None
    parts = match.group().replace("_", "-").split("-")
    cased = [parts[0].lower(), *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])]
    return None if cased[0] in ("und", "mul", "zxx") else "-".join(cased)


def _find_canonical(tree: HtmlElement, meta: Mapping[str, str], url: str | None) -> Claim[str] | None:
    links = (item.get("href") for item in tree.iter("link") if "canonical" in (item.get("rel") or "").lower().split())
    link = next((href for href in links if href and href.strip()), None)
    return _choose_first(
        {"link rel=canonical": link, "meta og:url": meta.get("og:url")}, lambda text: join_url(url, text)
    )


def _find_image(meta: Mapping[str, str], article: Mapping[str, Any], url: str | None) -> Claim[str] | None:
    said = {
        **{f"meta {name}": meta.get(name) for name in _IMAGE_META},
        "json-ld image": jsonld.url_of(article.get("image")),
        "json-ld thumbnailUrl": jsonld.url_of(article.get("thumbnailUrl")),
    }
    return _choose_first(said, lambda text: join_url(url, one_line(text)))


def join_url(base: str | None, address: str | None) -> str | None:
    """`address` made absolute against `base`; None unless that gives an http(s) address."""
    address = (address or "").strip()
    if not address or _PLAIN_ADDRESS.fullmatch(address):
        return address or None
    try:
        joined = urljoin(base, address) if base else address
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None
