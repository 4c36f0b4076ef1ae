"""What pages say to machines: JSON-LD that is there, is JSON, is true, and cannot break out of its element."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from lxml import html as lxml_html

from digest.render.structured import describe_article, write_script
from tests.unit.site_sample import ARTICLES, GAZETTE, LANDING, SETTINGS, build, render


def read(page: str) -> dict[str, Any]:
    (script,) = lxml_html.document_fromstring(page).xpath("//script[@type='application/ld+json']")
    found: dict[str, Any] = json.loads(script.text)
    assert found["@context"] == "https://schema.org"
    return found


def test_each_kind_of_page_says_what_it_is() -> None:
    pages = render(build())
    kinds = {
        "index.html": "WebSite",
        "1969/07/21/index.html": "NewsArticle",
        f"story/{LANDING}/index.html": "NewsArticle",
        "actor/neil-armstrong/index.html": "ProfilePage",
    }
    assert {path: read(pages[path])["@type"] for path in kinds} == kinds


def test_an_article_is_its_sources_and_a_story_cites_every_source() -> None:
    site = build()
    pages = render(site)
    article = next(article for article in site.articles if article.source.id == GAZETTE.id)
    found = read(pages[article.path])
    assert found["isBasedOn"] == article.url
    assert found["publisher"]["name"] == GAZETTE.name
    assert found["sdPublisher"]["name"] == SETTINGS.title
    story = next(story for story in site.stories if story.id == LANDING)
    cited = read(pages[story.path])["citation"]
    assert [one["url"] for one in cited] == [one.url for one in story.articles]


def test_what_is_not_known_is_not_said() -> None:
    site = build()
    article = replace(site.articles[0], published=None, updated=None, byline=(), url=None, lang="")
    found = json.loads(write_script(describe_article(site, article)))
    assert not {"datePublished", "dateModified", "author", "isBasedOn", "inLanguage"} & found.keys()


def test_a_picture_is_named_only_where_the_whole_text_may_be_shown() -> None:
    picture = "https://courier.example/moon.jpg?w=800&h=400"
    site = build(articles=[replace(one, article=replace(one.article, image=picture)) for one in ARTICLES])
    pages = render(site)
    assert {article.policy for article in site.articles} >= {"full", "excerpt"}
    for article in site.articles:
        page = lxml_html.document_fromstring(pages[article.path])
        named = [picture] if article.policy == "full" else []
        assert page.xpath("//meta[@property='og:image']/@content") == named
        assert [found for found in [read(pages[article.path]).get("image")] if found] == named


def test_nothing_ends_the_script() -> None:
    site = build()
    title = '</script><script>alert("x")</script><!-- & \u2028'
    text = str(write_script(describe_article(site, replace(site.articles[0], title=title))))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["headline"] == title
