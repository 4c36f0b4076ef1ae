"""What a page is about, for machines: schema.org as JSON-LD (https://schema.org, https://www.w3.org/TR/json-ld11/).

Our pages are made from others' articles, and say so: `isBasedOn` the original, `citation` of every source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from digest.moments import write_moment
from digest.render import links
from digest.render.html import safe_url
from digest.render.views import ActorMark, ActorRef, ActorView, ArticleView, EditionView, Site, StoryView

Node = dict[str, Any]
_CONTEXT = "https://schema.org"
_KINDS = {"person": "Person", "organisation": "Organization", "country": "Country"}
_WIKIDATA = "https://www.wikidata.org/wiki/"
_CITED = 20
_ABOUT = 8
# A script element ends at "</script", whatever stands around it; the two separators end a line in old parsers.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write_script(node: Mapping[str, Any]) -> Markup:
    """The node as the text of a `script` element: nothing in it can end the element."""
    text = json.dumps(_drop_empty(node), ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - escaped above, by the rules of a script element


def describe_site(site: Site) -> Node:
    """The site, and where it is searched."""
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": site.settings.title,
        "description": site.settings.description,
        "url": site.settings.base_url,
        "inLanguage": site.settings.language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": _place(site, links.SEARCH) + "?q={search_term_string}",
            "query-input": "required name=search_term_string",
        },
    }


def describe_article(site: Site, article: ArticleView) -> Node:
    """An article as its source published it; the page is ours, the words are theirs."""
    original = safe_url(article.url)
    return {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "headline": article.title,
        "image": article.image,
        "url": _place(site, article.path),
        "isBasedOn": original,
        "datePublished": write_moment(article.published),
        "dateModified": write_moment(article.updated),
        "inLanguage": article.lang,
        "author": [{"@type": "Person", "name": name} for name in article.byline],
        "publisher": {"@type": "Organization", "name": article.source.name},
        "sdPublisher": {"@type": "Organization", "name": site.settings.title, "url": site.settings.base_url},
        "about": [
            *_name_actors(site, article.actors),
            *({"@type": "Thing", "name": m.topic.label} for m in article.topics),
        ],
        "wordCount": article.words,
    }


def describe_story(site: Site, story: StoryView) -> Node:
    """A story: what it is about, and every article that it was made from."""
    return {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "headline": story.headline,
        "url": _place(site, story.path),
        "datePublished": write_moment(story.articles[0].moment),
        "dateModified": write_moment(story.moment),
        "inLanguage": story.lang,
        "publisher": {"@type": "Organization", "name": site.settings.title, "url": site.settings.base_url},
        "citation": _cite(story.articles),
        "about": _name_actors(site, story.actors),
    }


def describe_edition(site: Site, edition: EditionView, title: str) -> Node:
    """A briefing: the articles whose sentences it quotes."""
    cited = {sentence.article.id: sentence.article for lead in edition.lead for sentence in lead.sentences}
    begun = datetime.combine(edition.date, time.min, ZoneInfo(site.settings.timezone))
    return {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "headline": title,
        "url": _place(site, edition.path),
        "datePublished": begun.isoformat(),
        "dateModified": write_moment(edition.cutoff),
        "inLanguage": site.settings.language,
        "publisher": {"@type": "Organization", "name": site.settings.title, "url": site.settings.base_url},
        "citation": _cite(list(cited.values())),
    }


def describe_actor(site: Site, actor: ActorView) -> Node:
    """An actor, by the names seen."""
    node = _name_actor(site, actor.ref)
    return {
        "@context": _CONTEXT,
        "@type": "ProfilePage",
        "url": _place(site, actor.ref.path or ""),
        "mainEntity": {
            **node,
            "alternateName": [alias for alias, _ in actor.aliases if alias != actor.ref.name],
            "sameAs": f"{_WIKIDATA}{actor.wikidata}" if actor.wikidata else None,
        },
    }


def _cite(articles: Sequence[ArticleView]) -> list[Node]:
    return [
        {
            "@type": "NewsArticle",
            "headline": article.title,
            "url": safe_url(article.url),
            "publisher": {"@type": "Organization", "name": article.source.name},
            "datePublished": write_moment(article.published),
        }
        for article in articles[:_CITED]
    ]


def _name_actors(site: Site, marks: Iterable[ActorMark]) -> list[Node]:
    return [_name_actor(site, mark.actor) for mark in list(marks)[:_ABOUT]]


def _name_actor(site: Site, ref: ActorRef) -> Node:
    return {"@type": _KINDS[ref.kind], "name": ref.name, "url": _place(site, ref.path) if ref.path else None}


def _place(site: Site, path: str) -> str:
    return links.absolute_url(site.settings.base_url, path)


def _drop_empty(node: Mapping[str, Any]) -> Node:
    """Without what is not known: an empty value would say that there is none."""
    kept: Node = {}
    for key, value in node.items():
        if isinstance(value, Mapping):
            value = _drop_empty(value)  # noqa: PLW2901
        elif isinstance(value, list):
            value = [_drop_empty(one) if isinstance(one, Mapping) else one for one in value]  # noqa: PLW2901
        if value not in (None, "", [], {}):
            kept[key] = value
    return kept
