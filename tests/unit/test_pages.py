"""The pages as a browser gets them."""

from __future__ import annotations

import gzip
import hashlib
import os
import posixpath
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html

from digest.errors import RenderError
from digest.models import Edition, EditionItem, Factors, Receipt, RegisteredActor, Removed, Version
from digest.render import links
from digest.render.dates import DateWriter
from digest.render.links import FeedLink
from digest.render.pages import render_pages
from digest.render.press import make_environment, strip_quotation_marks
from digest.render.words import ENGLISH
from tests.unit.site_sample import (
    ARTICLES,
    EDITIONS,
    LANDING,
    ON_SPACE,
    SETTINGS,
    STEP,
    TEMPLATES,
    build,
    instant,
    make_article,
    render,
)

FEEDS = (
    FeedLink(title="All articles", path=links.site_feed_path("rss"), kind="rss", of=links.HOME),
    FeedLink(title="All articles", path=links.site_feed_path("atom"), kind="atom", of=links.HOME),
    FeedLink(title="Space", path=links.topic_feed_path("space", "rss"), kind="rss", of=links.topic_path("space")),
    FeedLink(
        title="Neil", path=links.actor_feed_path("neil-armstrong"), kind="rss", of="actor/neil-armstrong/index.html"
    ),
    FeedLink(title="Landing", path=links.story_feed_path(LANDING), kind="rss", of=links.story_path(LANDING)),
    FeedLink(title="Feeds", path=links.OUTPUTS_OPML, kind="opml", of=links.FEEDS),
)
HOSTILE = "\"><script>alert(1)</script> <b onclick='x'> {{ 7*7 }} ]]> &amp; \u202e\x00\x1b\ud800"


def hostile_site():  # type: ignore[no-untyped-def]
    stored = make_article(
        20, HOSTILE, f"{HOSTILE}\n\n{STEP} {HOSTILE}", topics=(replace(ON_SPACE, reasons=(HOSTILE,)),)
    )
    article = replace(
        stored.article,
        url="https://a.example/?\"'<>",
        byline=(HOSTILE,),
        dateline=HOSTILE,
        lang='en" onload="x',
        source='bad/../../id"',
        source_name=HOSTILE,
        receipt=Receipt(words_in=1, words_out=1, removed=(Removed(rule=HOSTILE, text=HOSTILE * 50),)),
    )
    versions = tuple(
        Version(seen_at=instant(21, hour), key=HOSTILE, digest="d", text_hash=HOSTILE, words=1) for hour in (1, 2)
    )
    stored = replace(stored, article=article, versions=versions, edited=(HOSTILE,), note=HOSTILE, pinned=True)
    edition = Edition(
        name="1969-07-21",
        date=date(1969, 7, 21),
        cutoff=instant(21),
        items=(
            EditionItem(
                story_id=stored.story_id,
                sentences=(),
                why=Factors(score=1.0, topics=(HOSTILE,), actors=(HOSTILE,), first=date(1969, 7, 21)),
            ),
        ),
        note=HOSTILE,
    )
    return build(
        articles=(*ARTICLES, stored),
        editions=(edition,),
        settings=replace(SETTINGS, title=HOSTILE, description=HOSTILE),
        register=(
            RegisteredActor(id="../../x", name=HOSTILE, kind="person", wikidata='"><script>'),
            RegisteredActor(id="neil-armstrong", name=HOSTILE),
        ),
    )


def empty_site():  # type: ignore[no-untyped-def]
    return build(articles=(), stories=(), editions=(), topics=(), sources=())


SITES = {"sample": build, "hostile": hostile_site, "empty": empty_site}


@pytest.fixture(scope="module", params=SITES)
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    return render(SITES[request.param](), feeds=FEEDS)


@pytest.fixture(scope="module")
def sample() -> dict[str, str]:
    return render(build(), feeds=FEEDS)


def html_pages(pages: dict[str, str]) -> dict[str, lxml_html.HtmlElement]:
    return {path: lxml_html.document_fromstring(text) for path, text in pages.items() if path.endswith(".html")}


# --- every page ------------------------------------------------------------------------------------------


def test_every_link_leads_to_a_page_and_every_fragment_to_a_place(pages: dict[str, str]) -> None:
    trees = html_pages(pages)
    ids = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    known = {*pages, *(link.path for link in FEEDS)}
    for path, tree in trees.items():
        for link in tree.xpath("//@href"):
            parts = urlsplit(link)
            if parts.scheme in ("http", "https"):
                continue
            assert not parts.scheme, link
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path)) if parts.path else path
            assert not link.startswith("/")
            assert target in known, (path, link)
            if parts.fragment:
                assert parts.fragment in ids[target], (path, link)


def test_links_name_their_index_page(pages: dict[str, str]) -> None:
    for tree in html_pages(pages).values():
        for link in tree.xpath("//body//a/@href"):
            assert not link.partition("#")[0].endswith("/") or link.startswith("http")


def test_the_frame_of_every_page(pages: dict[str, str]) -> None:
    for path, tree in html_pages(pages).items():
        assert pages[path].startswith("<!doctype html>")
        assert len(tree.xpath("//h1")) == 1, path
        assert len(tree.xpath("//main[@id='main']")) == 1
        assert len(tree.xpath("//body/header//nav[@aria-label='Main'] | //body/footer")) == 2
        assert tree.xpath("//body/a[1][@class='skip'][@href='#main']")
        assert tree.get("lang") == "en"
        assert tree.xpath("//title")[0].text.strip()
        assert len(tree.xpath("//link[@rel='canonical']")) == 1
        assert len(tree.xpath("//meta[@property='og:title']")) == 1
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_headings_skip_no_level(sample: dict[str, str]) -> None:
    for path, tree in html_pages(sample).items():
        levels = [int(element.tag[1]) for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        for before, after in pairwise(levels):
            assert after <= before + 1, (path, levels)


def test_nothing_is_fetched_from_elsewhere_and_no_script_runs(pages: dict[str, str]) -> None:
    for path, tree in html_pages(pages).items():
        data = "@type='application/ld+json'"  # a data block: no browser runs it
        assert not tree.xpath(
            f"//script[not({data})] | //img | //iframe | //object | //embed | //style | //base | //form"
        ), path
        assert all(name[:2] != "on" for element in tree.iter() for name in element.attrib)
        for sheet in tree.xpath("//link[@rel='stylesheet']/@href"):
            assert not urlsplit(sheet).scheme or path == links.NOT_FOUND
    assert "url(" not in pages["style.css"]
    assert "@import" not in pages["style.css"]


def test_every_time_can_be_read_by_a_machine(pages: dict[str, str]) -> None:
    for tree in html_pages(pages).values():
        for element in tree.iter("time"):
            assert datetime.fromisoformat(element.get("datetime"))
            assert element.text.strip()


def test_every_interactive_thing_has_a_name(pages: dict[str, str]) -> None:
    for path, tree in html_pages(pages).items():
        for link in tree.iter("a", "summary"):
            assert link.text_content().strip() or link.get("aria-label"), (path, lxml_html.tostring(link))


def test_no_page_leaves_the_site() -> None:
    for path in render(hostile_site()):
        assert re.fullmatch(r"(?:[a-z0-9_][a-z0-9_.-]*/)*[a-z0-9][a-z0-9_.-]*", path), path


def test_hostile_text_is_shown_as_text() -> None:
    pages = render(hostile_site())
    for text in pages.values():
        assert "<script>alert" not in text
        assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|\b49\b", text)
        assert "\x00" not in text
        assert "\x1b" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages["index.html"]


# --- single pages ----------------------------------------------------------------------------------------


def test_the_home_page_is_the_newest_edition(sample: dict[str, str]) -> None:
    home = lxml_html.document_fromstring(sample["index.html"])
    assert "July 21, 1969" in home.xpath("//h1")[0].text_content()
    (lead,) = home.xpath("//article[contains(@class, 'lead')]")
    assert lead.xpath(".//h2/a/@href") == [f"story/{LANDING}/index.html"]
    cited = lead.xpath(".//p[@class='lede']/cite/a/@href")
    assert cited == [f"article/{ARTICLES[0].article.id}/index.html#p1", ARTICLES[0].article.url]
    assert "Milltown Gazette" in lead.xpath(".//p[@class='more']")[0].text_content()
    why = [row.text_content() for row in lead.xpath(".//details//li")]
    assert why == ["2 independent sources", "topics: Space", "first reported Jul 21, 1969", "score 3.10"]
    assert home.xpath("//*[@class='end']")[0].text_content().strip().endswith("End of the briefing")
    assert home.xpath("//link[@rel='canonical']/@href") == [SETTINGS.base_url]


def test_an_actor_leads_to_the_stories_it_is_in(sample: dict[str, str]) -> None:
    tree = lxml_html.document_fromstring(sample["actor/neil-armstrong/index.html"])
    found = [link.get("href") for link in tree.xpath("//div[@class='rail']//ul[@class='briefs']//a")]
    assert found == [f"../../story/{LANDING}/index.html"]


def test_an_edition_leads_to_its_neighbours(sample: dict[str, str]) -> None:
    """Above it and where it ends."""
    tree = lxml_html.document_fromstring(sample["1969/07/20/index.html"])
    for part in ("nav", "p"):
        steps = tree.xpath(f"//{part}[@class='steps']")[0]
        assert steps.xpath(".//a[@rel='next']/@href") == ["../../../1969/07/21/index.html"]
        assert not steps.xpath(".//a[@rel='prev']")


def test_a_lead_story_says_how_many_sources_and_when(sample: dict[str, str]) -> None:
    kicker = lxml_html.document_fromstring(sample["index.html"]).xpath("//article/p[@class='kicker']")[0]
    assert " ".join(kicker.text_content().split()).endswith("2 independent sources")


def test_a_report_dated_after_the_edition_says_so() -> None:
    early = [replace(edition, date=date(1969, 7, 19), name="1969-07-19") for edition in EDITIONS[1:]]
    kicker = lxml_html.document_fromstring(render(build(editions=early))["index.html"]).xpath("//article/p")[0]
    assert "newest report dated Jul 21, 1969" in kicker.text_content()
    late = [replace(edition, date=date(1969, 7, 22), name="1969-07-22") for edition in EDITIONS[1:]]
    kicker = lxml_html.document_fromstring(render(build(editions=late))["index.html"]).xpath("//article/p")[0]
    assert "Jul 21, 1969" in kicker.text_content()
    assert "newest report" not in kicker.text_content()


def test_a_right_to_left_article_is_marked_as_such(sample: dict[str, str]) -> None:
    tree = lxml_html.document_fromstring(sample[links.article_path(ARTICLES[4].article.id)])
    assert tree.xpath("//h1/@lang") == ["ar"]
    assert tree.xpath("//h1/@dir") == ["rtl"]
    assert tree.xpath("//div[@class='body']/@dir") == ["rtl"]
    home = lxml_html.document_fromstring(sample["index.html"])
    assert [item.text_content() for item in home.xpath("//bdi[@lang='ar'][@dir='rtl']")] == ["الإنسان على القمر"]


def test_published_is_shown_as_the_source_gave_it(sample: dict[str, str]) -> None:
    page = sample[links.article_path(ARTICLES[0].article.id)]
    assert '<time datetime="1969-07-20T23:30:00-04:00">Jul 20, 1969, 11:30\u00a0PM (UTC-04:00)</time>' in page
    undated = sample[links.article_path(ARTICLES[2].article.id)]
    assert "Undated" in undated
    bare = sample[links.article_path(ARTICLES[1].article.id)]
    assert '<time datetime="1969-07-21">Jul 21, 1969</time>' in bare


def test_only_pages_that_mirror_an_excerpt_ask_not_to_be_indexed(sample: dict[str, str]) -> None:
    wanted = {1: False, 2: True, 3: True}
    for number, noindex in wanted.items():
        page = sample[links.article_path(f"{number:016x}")]
        assert ('<meta name="robots" content="noindex">' in page) is noindex


def test_feeds_are_announced_where_they_belong(sample: dict[str, str]) -> None:
    def announced(path: str) -> list[str]:
        tree = lxml_html.document_fromstring(sample[path])
        return [link.get("title") for link in tree.xpath("//link[@rel='alternate']")]

    assert announced("about/index.html") == ["All articles", "All articles"]
    assert announced("feeds/index.html") == ["All articles", "All articles"]
    assert announced("topic/space/index.html") == ["All articles", "All articles", "Space"]
    assert announced(links.story_path(LANDING)) == ["All articles", "All articles", "Landing"]
    page = sample["feeds/index.html"]
    for feed in FEEDS[:4] + FEEDS[5:]:
        assert f'href="../{feed.path}"' in page


def test_the_receipt_names_what_was_cut(sample: dict[str, str]) -> None:
    page = sample[links.article_path(ARTICLES[0].article.id)]
    assert "<p>Menus <code>menu</code> × 1</p>" in page
    assert "Home News Sport &lt;b&gt;" in page
    assert "Home News Sport" not in sample[links.article_path(ARTICLES[2].article.id)]  # headline only


def test_the_record_says_where_each_known_field_was_found(sample: dict[str, str]) -> None:
    page = sample[links.article_path(ARTICLES[0].article.id)]
    field = (
        '<dt>Title</dt><dd title="json-ld headline">the page’s structured data <code>headline</code>, 96 in 100</dd>'
    )
    assert field in page
    assert "json-ld dateModified" not in page  # it has no such date
    edited = render(build(articles=(replace(ARTICLES[0], edited=("title",)), *ARTICLES[1:])))
    assert "json-ld headline" not in edited[links.article_path(ARTICLES[0].article.id)]


def test_the_404_page_works_at_any_depth(sample: dict[str, str]) -> None:
    tree = lxml_html.document_fromstring(sample["404.html"])
    for link in tree.xpath("//@href"):
        assert link.startswith(SETTINGS.base_url) or link == "#main"


def test_robots_name_the_sitemap(sample: dict[str, str]) -> None:
    assert "Sitemap: https://news.example/desk/sitemap.xml\n" in sample["robots.txt"]


def test_an_empty_site_says_what_to_do() -> None:
    home = render(SITES["empty"]())["index.html"]
    assert "content/inbox/" in home


def test_articles_without_an_edition_are_listed_at_home() -> None:
    home = render(build(editions=()))["index.html"]
    assert "Luna 15 falls silent" in home


def test_long_lists_are_cut_and_the_full_pages_stay() -> None:
    many = [
        make_article(100 + n, f"Report {n}", "Some words.", seen=instant(1 + n // 24, n % 24), topics=(ON_SPACE,))
        for n in range(230)
    ]
    before = render(build(articles=many[:229], stories=(), editions=()))
    after = render(build(articles=many, stories=(), editions=()))
    assert "topic/space/1/index.html" in before
    for path in ("topic/space/1/index.html", "archive/1/index.html"):
        assert before[path] == after[path]
    newest = lxml_html.document_fromstring(after["topic/space/index.html"])
    assert newest.xpath("//nav[@class='pager']/a[@rel='next']/@href") == ["../../topic/space/1/index.html"]


def test_many_actors_get_a_page_by_name() -> None:
    register = [RegisteredActor(id=f"person-{n}", name=f"Person {n:03}", kind="person") for n in range(70)]
    pages = render(build(register=register))
    assert pages["actor/index.html"].count('class="actor person"') == 60
    assert pages["actors/person/index.html"].count('class="actor person"') == 71


def test_a_full_day_stays_small() -> None:
    words = [f"word{n * 7919 % 1000}" for n in range(4000)]
    many = [
        make_article(
            100 + n,
            " ".join(words[n * 9 : n * 9 + 9]),
            " ".join(words[n * 12 : n * 12 + 60]) + ".",
            seen=instant(21, n % 24),
            published=instant(21, n % 24),
            topics=(replace(ON_SPACE, topic_id=f"topic-{n % 8}", label=f"Topic {n % 8}"),),
        )
        for n in range(300)
    ]
    items = tuple(EditionItem(story_id=stored.story_id, sentences=()) for stored in many[:10])
    edition = Edition(name="1969-07-21", date=date(1969, 7, 21), cutoff=instant(21, 23), items=items)
    home = render(build(articles=many, stories=(), editions=(edition,)))["index.html"]
    assert home.count("<li>") > 90
    assert len(gzip.compress(home.encode())) < 60_000


# --- templates -------------------------------------------------------------------------------------------


def test_the_first_folder_wins_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("Our own page: {{ page.title }}")
    (tmp_path / "style.css").write_text("body { color: green }")
    pages = {p.path: p.body for p in render_pages(build(), template_folders=(tmp_path, TEMPLATES), feeds=())}
    assert pages["404.html"] == b"Our own page: Page not found"
    assert pages["style.css"] == b"body { color: green }"
    assert pages["about/index.html"] == render(build())["about/index.html"].encode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("one\n{% if %}", "about.html, line 2"),
        ("one\ntwo\n{{ no_such_name }}", "about.html, line 3: 'no_such_name' is undefined"),
        ("{{ site.no_such_field }}", "about.html, line 1"),
        ("\n{{ 1 // 0 }}", "about.html, line 2"),
        ('{% include "gone.html" %}', "gone.html"),
    ],
)
def test_a_broken_template_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "about.html").write_text(text)
    with pytest.raises(RenderError, match=re.escape(message)):
        list(render_pages(build(), template_folders=(tmp_path, TEMPLATES), feeds=()))


def test_no_templates_at_all(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=re.escape(str(tmp_path))):
        list(render_pages(build(), template_folders=(tmp_path,), feeds=()))


def test_every_template_and_what_it_uses_is_documented() -> None:
    from jinja2 import meta, nodes

    environment = make_environment((TEMPLATES,), DateWriter("en", "UTC"), ENGLISH)
    readme = (TEMPLATES / "README.md").read_text()
    everywhere = set(re.findall(r"`(?:_\()?(\w+)", readme.partition("## Files")[0])) | {"_"}
    rows = {name: row for row in readme.splitlines() for name in re.findall(r"`(\w+\.html)`", row[:60])}
    for template in TEMPLATES.glob("*.html"):
        tree = environment.parse(template.read_text())
        own = {node.target for node in tree.find_all(nodes.Import)} | {node.name for node in tree.find_all(nodes.Macro)}
        own |= {node.target.name for node in tree.find_all(nodes.Assign) if isinstance(node.target, nodes.Name)}
        used = meta.find_undeclared_variables(tree) - own
        undocumented = {name for name in used - everywhere if f"`{name}`" not in rows[template.name]}
        assert undocumented - set(environment.globals) == set(), template.name
        for block in tree.find_all(nodes.Block):
            assert f"`{block.name}`" in rows[template.name] or block.name in {"head", "main"}, (
                template.name,
                block.name,
            )


def test_a_template_may_extend_the_one_it_stands_for(tmp_path: Path) -> None:
    (tmp_path / "article.html").write_text(
        '{% extends "packaged/article.html" %}{% block record %}<p>Our own record</p>{% endblock %}'
    )
    pages = {p.path: p.body.decode() for p in render_pages(build(), template_folders=(tmp_path, TEMPLATES), feeds=())}
    page = pages[links.article_path(ARTICLES[0].article.id)]
    assert "Our own record" in page
    assert STEP[:20] in page
    assert "<dt>First seen</dt>" not in page


def test_an_error_names_the_article(tmp_path: Path) -> None:
    (tmp_path / "article.html").write_text("one\n{{ article.words / article.quotes | length }}")
    with pytest.raises(RenderError, match=r"article\.html, line 2: division by zero, on the page of '.*' \(article/"):
        list(render_pages(build(), template_folders=(tmp_path, TEMPLATES), feeds=()))


# --- the same bytes anywhere -----------------------------------------------------------------------------

_HASH_SITE = """
import hashlib, sys
from tests.unit.site_sample import build, TEMPLATES
from digest.render.pages import render_pages
total = hashlib.sha256()
for page in render_pages(build(), template_folders=(TEMPLATES,), feeds=()):
    total.update(page.path.encode() + b"\\0" + page.body)
print(total.hexdigest())
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
    ],
)
def test_the_same_bytes_anywhere(surroundings: dict[str, str]) -> None:
    total = hashlib.sha256()
    for page in render_pages(build(), template_folders=(TEMPLATES,), feeds=()):
        total.update(page.path.encode() + b"\0" + page.body)
    root = TEMPLATES.parent
    found = subprocess.run(
        [sys.executable, "-c", _HASH_SITE],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == total.hexdigest()


def test_dates_are_in_the_sites_language_and_zone() -> None:
    settings = replace(SETTINGS, language="de", timezone="Asia/Tokyo")
    pages = render(build(settings=settings))
    assert "Montag, 21. Juli 1969" in pages["index.html"]
    assert "22.07.1969, 03:00" in pages["index.html"]  # the cutoff, 18:00 UTC
    assert '<html lang="de" dir="ltr">' in pages["index.html"]


def test_a_span_within_a_day_names_the_day_once() -> None:
    dates = DateWriter("en", "Asia/Tokyo")
    first, last = datetime(1969, 7, 20, 16, tzinfo=UTC), datetime(1969, 7, 21, 2, tzinfo=UTC)
    assert re.sub(r"<[^>]+>", "", dates.until(last, first)) == "11:00\u00a0AM"
    for other in (first.replace(hour=12), date(1969, 7, 21)):
        assert "Jul 21, 1969, 11:00" in dates.until(last, other)
    assert "Jul 21, 1969<" in dates.until(date(1969, 7, 21), first)


# --- small things ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("“We copy,”", "We copy"),
        ('"We copy."', "We copy."),
        ("„Wir hören.“", "Wir hören."),
        ("«Reçu.»", "Reçu."),
        ("“One,” he said, “two.”", "“One,” he said, “two.”"),
        ("plain", "plain"),
        ("", ""),
        ("“”", "“”"),
    ],
)
def test_strip_quotation_marks(quote: str, shown: str) -> None:
    assert strip_quotation_marks(quote) == shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_enough_contrast(scheme: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: 4.5 to 1 for text (relative luminance as defined there)."""
    style = (TEMPLATES / "style.css").read_text()
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))

    def luminance(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        bright, dim = sorted((luminance(colours[one]), luminance(colours[other])), reverse=True)
        return (bright + 0.05) / (dim + 0.05)

    for ink in ("ink", "soft", "accent"):
        for ground in ("paper", "raised"):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast("ink", "mark") >= 4.5
    assert contrast("soft", "mark") >= 4.5


@pytest.mark.parametrize(
    ("id_", "plain"),
    [
        ("neil-armstrong", True),
        ("9f3a21c07be4d810", True),
        ("../x", False),
        ("", False),
        ("A", False),
        ("a.", False),
        ("x" * 101, False),
        ("é", False),
        ("index.html", False),
    ],
)
def test_path_segments_are_safe(id_: str, *, plain: bool) -> None:
    segment = links.path_segment(id_)
    assert (segment == id_) is plain
    assert re.fullmatch(r"[a-z0-9_][a-z0-9_.-]*", segment)


@pytest.mark.parametrize(
    ("origin", "target", "link"),
    [
        ("index.html", "article/a/index.html", "article/a/index.html"),
        ("article/a/index.html", "index.html", "../../index.html"),
        ("article/a/index.html", "article/b/index.html#p2", "../b/index.html#p2"),
        ("topic/a/index.html", "topic/a/index.html", "index.html"),
    ],
)
def test_relative_links(origin: str, target: str, link: str) -> None:
    assert links.relative_link(origin, target) == link


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.html", "https://a.example/b/"),
        ("story/1/index.html#q1", "https://a.example/b/story/1/#q1"),
        ("404.html", "https://a.example/b/404.html"),
        ("feeds/articles.rss", "https://a.example/b/feeds/articles.rss"),
    ],
)
def test_absolute_urls_are_clean(path: str, url: str) -> None:
    assert links.absolute_url("https://a.example/b/", path) == url
