"""What a page says of its article in JSON-LD (schema.org), read leniently: real blocks are often broken."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from digest.text import word_count

_DECODER = json.JSONDecoder(strict=False)
_MAX_CHARACTERS = 3_000_000
_MAX_NODES = 20_000
_WRAPPING = re.compile(
    r"^\s*+(?:/\*\s*+)?(?:<!--)?\s*+(?://\s*+)?<!\[CDATA\[(?:\s*\*/)?|(?:/\*\s*)?(?://\s*)?\]\]>(?:\s*\*/)?\s*$"
)
_COMMENT = re.compile(r"^\s*<!--|-->\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Story|Recipe|HowTo|Interview|Obituary|Column)$")
_TAG = re.compile(r"<[^<>]*>")
_WEAK = frozenset({"WebPage", "ItemPage", "VideoObject", "CreativeWork", "MediaObject", "PodcastEpisode", "FAQPage"})


def read_json_ld(root: HtmlElement) -> list[dict[str, Any]]:
    """Every object of every JSON-LD block, outer ones first, in the page's order. Broken blocks give what they can."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").split(";")[0].strip().lower()
        if kind not in ("application/ld+json", "application/json+ld") or not script.text:
            continue
        found += _walk(parse_lenient(script.text), _MAX_NODES)
    return found


def parse_lenient(text: str) -> Any:
    """The value of a JSON text; None where it stays unreadable after the usual repairs."""
    if len(text) > _MAX_CHARACTERS:
        return None
    for source in _repair(text):
        try:
            return _DECODER.decode(source)
        except RecursionError:
            return None
        except ValueError:
            try:
                # Several objects in a row, or rubbish after the first.
                return _DECODER.raw_decode(source.lstrip())[0]
            except (ValueError, RecursionError):
                continue
    return None


def _repair(text: str) -> Iterator[str]:
    """A text as it is, then without what is wrapped around it, without commas too many, and without entities."""
    yield text
    bare = _COMMENT.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    yield bare
    without_commas = _TRAILING_COMMA.sub(r"\1", bare)
    yield without_commas
    yield html.unescape(without_commas)


def _walk(value: Any, budget: int) -> Iterator[dict[str, Any]]:
    """Objects breadth first, so that an article comes before what it mentions; at most `budget` values."""
    queue = [value]
    at = 0
    while at < len(queue) and at < budget:
        item = queue[at]
        at += 1
        if isinstance(item, dict):
            yield item
            queue.extend(part for part in item.values() if isinstance(part, (dict, list)))
        elif isinstance(item, list):
            queue.extend(part for part in item if isinstance(part, (dict, list)))


def types_of(node: Mapping[str, Any]) -> list[str]:
    """The schema.org types of an object, without their address."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if isinstance(name, str)]


def find_article(nodes: list[dict[str, Any]], title: str | None) -> dict[str, Any] | None:
    """The object that is the page's article: of an article's type, with a headline like `title` where several are.

    None where there is none; a page's or video's object only where it carries an article's facts.
    """
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in types_of(node))]
    articles = [node for node in articles if "itemReviewed" not in node or node.get("headline")]
    if not articles:
        articles = [
            node
            for node in nodes
            if any(kind in _WEAK for kind in types_of(node)) and (node.get("datePublished") or node.get("author"))
        ]
    if not articles:
        return None
    # A live blog holds its entries as articles of their own.
    articles = [node for node in articles if "LiveBlogPosting" in types_of(node)] or articles
    wanted = _fold(title)

    def rank(node: dict[str, Any]) -> tuple[bool, bool, int]:
        headline = _fold(text_of(node.get("headline")) or text_of(node.get("name")))
        alike = bool(wanted and headline and (headline in wanted or wanted in headline))
        return alike, bool(node.get("headline")), sum(key in node for key in ("datePublished", "author", "articleBody"))

    return max(articles, key=rank)


def _fold(text: str | None) -> str:
    return re.sub(r"\W+", " ", text or "").casefold().strip()


def text_of(value: Any) -> str | None:
    """A JSON-LD value as text: itself, its @value or name, or the first such of a list."""
    if isinstance(value, str):
        return html.unescape(value).strip() or None
    if isinstance(value, list):
        return next((text for item in value if (text := text_of(item))), None)
    if isinstance(value, Mapping):
        return text_of(value.get("@value")) or text_of(value.get("name"))
    return None


def words_of(article: Mapping[str, Any]) -> int | None:
    """How many words an article is said to have: its wordCount, or the words of its articleBody if they are fewer."""
    said = article.get("wordCount")
    digits = said.replace(",", "") if isinstance(said, str) else str(said)
    stated = int(digits) if digits.isdecimal() and len(digits) < 7 else None
    body = article.get("articleBody")
    if not isinstance(body, str) or not body.strip():
        return stated
    count = word_count(_TAG.sub(" ", html.unescape(body)))
    return count if stated is None else min(stated, count)


class Author(NamedTuple):
    """A name in an author field, and whether it is said to be an organisation's."""

    name: str
    is_organisation: bool = False


def authors_of(value: Any, nodes: list[dict[str, Any]]) -> list[Author]:
    """The names of an author field: texts, objects, lists of them, or references by @id."""
    if isinstance(value, str):
        return [Author(html.unescape(value))]
    if isinstance(value, list):
        return [author for item in value[:50] for author in authors_of(item, nodes)]
    if isinstance(value, Mapping):
        names = value.get("name")
        if isinstance(names, (str, list)):
            is_organisation = any(kind.endswith("Organization") for kind in types_of(value))
            listed = names if isinstance(names, list) else [names]
            return [Author(html.unescape(name), is_organisation) for name in listed if isinstance(name, str)]
        given, family = value.get("givenName"), value.get("familyName")
        if isinstance(given, str) and isinstance(family, str):
            return [Author(f"{given} {family}")]
        if isinstance(reference := value.get("@id"), str):
            for node in nodes:
                if node.get("@id") == reference and isinstance(node.get("name"), str):
                    return authors_of({"@type": node.get("@type"), "name": node["name"]}, nodes)
    return []


def url_of(value: Any) -> str | None:
    """The address of an image field: a text, an ImageObject, or the first of a list."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return next((url for item in value if (url := url_of(item))), None)
    if isinstance(value, Mapping):
        return url_of(value.get("url")) or url_of(value.get("contentUrl")) or url_of(value.get("@id"))
    return None
