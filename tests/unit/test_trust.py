"""Where each field was found, and how far it can be trusted; kept with the article."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from digest.extract.article import extract_article
from digest.found import ENGINE, Found, read_line, write_fields, write_line
from digest.models import Annotations, Article, Document, DocumentKind, Knowledge, Known, Source

SENTENCE = "The lunar module came down on the plain on Sunday with a minute of fuel left in its tanks."
TITLE = "Eagle lands on the plain"


def extract(body: str, kind: DocumentKind = "html", source: Source | None = None, **known: object) -> Article:
    document = Document(
        key="content/inbox/eagle",
        kind=kind,
        body=body.encode(),
        digest="0",
        known=Known(**known),  # type: ignore[arg-type]
        source=source,
        seen_at=datetime(1969, 7, 22, tzinfo=UTC),
    )
    return extract_article(document, Knowledge())


def page(head: str = "", lang: str = "en") -> str:
    body = f"<h1>{TITLE}</h1><p>20 July 1969</p>" + f"<p>{SENTENCE}</p>" * 3
    return f'<html lang="{lang}"><head>{head}</head><body><article>{body}</article></body></html>'


def origins(article: Article) -> dict[str, str]:
    return {origin.field: origin.where for origin in article.origins}


def confidence(article: Article, field: str) -> float:
    return next(origin.confidence for origin in article.origins if origin.field == field)


def test_each_field_has_its_origin_and_an_unknown_one_has_none() -> None:
    said = '{"@type": "Article", "author": {"name": "Ada Quill"}, "dateModified": "1969-07-21"}'
    head = f'<script type="application/ld+json">{said}</script><meta property="og:site_name" content="Courier">'
    assert origins(extract(page(head))) == {
        "title": "heading",
        "byline": "json-ld author",
        "published": "line by the headline",
        "updated": "json-ld dateModified",
        "site_name": "meta og:site_name",
        "lang": "html lang",
    }
    assert origins(extract(page(lang="")))["lang"] == "words of the text"


def test_what_others_repeat_is_trusted_more() -> None:
    alone = extract(page())
    one = extract(page(f'<meta property="og:title" content="{TITLE}">'))
    two = extract(page(f'<meta property="og:title" content="{TITLE}"><title>{TITLE}</title>'))
    assert confidence(alone, "title") < confidence(one, "title") < confidence(two, "title")
    dated = '<meta name="pubdate" content="1969-07-20"><meta name="article:published_time" content="1969-07-{}">'
    agreed, split = extract(page(dated.format(20))), extract(page(dated.format(22)))
    assert confidence(agreed, "published") > confidence(split, "published")
    assert agreed.published == split.published == date(1969, 7, 20)


def test_what_is_told_from_outside_comes_first() -> None:
    article = extract(page(), title="Eagle has landed", published=date(1969, 7, 21))
    assert origins(article) == {"title": "sidecar", "published": "sidecar", "lang": "html lang"}
    assert confidence(article, "title") == 1.0
    source = Source(id="courier", name="Courier", feed="https://courier.example/feed")
    assert origins(extract(page(), source=source, title="Eagle has landed"))["title"] == "feed"
    assert origins(extract(f"<p>{SENTENCE}</p>", "entry", title="Eagle has landed"))["title"] == "feed"
    markdown = f"---\ntitle: Eagle\ndate: 1969-07-20\n---\n\n{SENTENCE}\n"
    assert origins(extract(markdown, "markdown"))["published"] == "head of the file"
    short = Source(id="courier", name="Courier", lang="en")
    assert origins(extract("<p>Fuel: one minute.</p>", "entry", short, title="Eagle"))["lang"] == "config"


def test_origins_are_stored_and_lines_without_them_stay_readable() -> None:
    article = extract(page())
    annotations = Annotations(article_id=article.id, topics=(), actors=(), mentions=(), quotes=())
    found = Found(
        id=article.id,
        file="eagle.md",
        engine=ENGINE,
        wrote=write_fields(article, annotations, "s"),
        article=article,
        annotations=annotations,
        text_hash="0",
    )
    line = write_line(found)
    assert read_line(line, where="here").article.origins == article.origins
    record = json.loads(line)
    del record["origins"]
    assert read_line(json.dumps(record), where="here").article.origins == ()
    assert write_line(replace(found, article=read_line(line, where="here").article)) == line
