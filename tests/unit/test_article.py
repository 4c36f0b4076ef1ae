"""A document of each kind made an article: identity, what is known, datelines, guards."""

from __future__ import annotations

import gc
import hashlib
import time
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest

from digest.errors import ExtractError
from digest.extract.article import extract_article
from digest.extract.dateline import split_dateline
from digest.extract.tree import parse_page
from digest.marks import plain_text
from digest.models import Article, Document, DocumentKind, Knowledge, Known, Source

SEEN = datetime(1969, 7, 22, 8, tzinfo=UTC)
BODY = (
    "<p>HOUSTON, July 20 (Desk) — The lunar module came down on the plain on Sunday with a minute of fuel.</p>"
    "<p>Flight controllers counted the seconds aloud while the commander looked for a place free of boulders.</p>"
    "<p>The third man stayed in orbit aboard the command module, out of touch for part of every round.</p>"
)
PAGE = (
    '<html lang="en"><head><title>Eagle lands on the plain</title>'
    '<link rel="canonical" href="https://a.example/eagle-lands-now">'
    f"</head><body><article><h1>Eagle lands on the plain</h1>{BODY}</article></body></html>"
)


def extract(body: str | bytes, kind: DocumentKind = "html", origin: Source | None = None, **known: object) -> Article:
    document = Document(
        key="content/inbox/eagle.html",
        kind=kind,
        body=body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body,
        digest="0",
        known=Known(**known),  # type: ignore[arg-type]
        source=origin,
        seen_at=SEEN,
    )
    return extract_article(document, Knowledge())


def test_a_page() -> None:
    article = extract(PAGE, url="https://a.example/eagle-lands-now?utm_source=x")
    assert article.url == "https://a.example/eagle-lands-now"
    assert article.id == hashlib.sha256(b"https://a.example/eagle-lands-now").hexdigest()[:16]
    assert (article.title, article.lang, article.published) == ("Eagle lands on the plain", "en", None)
    assert article.dateline == "HOUSTON, July 20 (Desk)"
    assert plain_text(article.markdown).startswith("The lunar module came down")
    assert article.lede.startswith("The lunar module came down")
    assert article.first_seen == SEEN
    assert (article.source, article.source_name) == ("a-example", "a.example")
    assert article.receipt.words_in > article.receipt.words_out > 30


def test_without_an_address_the_key_is_the_identity() -> None:
    article = extract(PAGE.replace("canonical", "other"))
    assert article.url is None
    assert article.id == hashlib.sha256(b"content/inbox/eagle.html").hexdigest()[:16]


def test_what_is_known_wins() -> None:
    article = extract(
        PAGE, title="Known", byline=("Science desk",), published=date(1969, 7, 20), lang="en-GB", source="The Bay Post"
    )
    assert (article.title, article.byline, article.published) == ("Known", ("Science desk",), date(1969, 7, 20))
    assert (article.lang, article.source, article.source_name) == ("en-GB", "the-bay-post", "The Bay Post")


def test_a_folder_is_a_place_and_what_lies_there_is_its_sites() -> None:
    folder = Source(id="inbox", name="Inbox", path="content/inbox")
    named = PAGE.replace("<head>", '<head><meta property="og:site_name" content="The Bay  Post">')
    assert named != PAGE
    for origin in (folder, None):
        assert extract(named, origin=origin).source_name == "The Bay Post"
        assert extract(PAGE, origin=origin, url="https://www.m.bay.example/1").source_name == "bay.example"
    assert extract(PAGE, origin=folder).source == "inbox"
    assert extract(PAGE).source is None
    assert extract(named, origin=Source(id="sea", name="Sea Wire", feed="https://sea.example/rss")).source == "sea"


def test_a_named_source_is_its_own_and_an_unnamed_one_the_documents() -> None:
    source = Source(id="bay", name="The Bay Post")
    assert extract(PAGE, origin=source).source == "bay"
    assert extract(PAGE, origin=source, source="the bay post").source == "bay"
    assert extract(PAGE, origin=source, source="Harbour Courier").source == "harbour-courier"


def test_an_entry() -> None:
    article = extract(
        "<p>The module is down.</p><p><a href='/more'>Log</a> of the descent, minute by minute.</p><img src='/p.gif'>"
        "<p>The post Eagle lands appeared first on Desk.</p><script>x</script>",
        "entry",
        title="Eagle lands",
        url="https://a.example/e",
    )
    assert article.title == "Eagle lands"
    assert "[Log](https://a.example/more)" in article.markdown
    assert plain_text(article.markdown) == "The module is down.\nLog of the descent, minute by minute."
    assert extract("", "entry", title="Only a headline").markdown == ""


def test_a_markdown_file() -> None:
    article = extract(
        '---\ntitle: "Eagle: down"\nauthor: Science desk\ndate: 1969-07-20\n---\n\n# Eagle: down\n\nIt is *down*.\n',
        "markdown",
    )
    assert (article.title, article.byline, article.published) == ("Eagle: down", ("Science desk",), date(1969, 7, 20))
    assert article.markdown == "It is *down*."
    assert extract("# Head\n\nBody text.", "markdown").title == "Head"
    assert extract("---\n\nBody after a rule.", "markdown").markdown.endswith("Body after a rule.")


def test_a_text_dump() -> None:
    dump = "Menu\nHome\n\nEagle lands on the plain\n\n" + BODY.replace("<p>", "").replace("</p>", "\n")
    article = extract(dump, "text")
    assert article.title == "Eagle lands on the plain"
    assert len(article.markdown.split("\n\n")) == 3
    assert plain_text(article.markdown).endswith("part of every round.")
    assert any("Menu" in item.text for item in article.receipt.removed)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        ("  \n\x00", "empty"),
        ("<html><body></body></html>", "no-article"),
        ("<body><nav><a href='/'>Home</a></nav><script>x</script></body>", "no-article"),
        ("x" * 30_000_001, "too-large"),
    ],
)
def test_what_is_no_article(body: str, code: str) -> None:
    with pytest.raises(ExtractError) as caught:
        extract(body)
    assert caught.value.code == code
    assert caught.value.reason


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 1500 + BODY,
        "<font>" * 5000 + BODY,
        "<ul><li>" * 1500 + BODY,
        "<p " + " ".join(f"a{at}=1" for at in range(60_000)) + ">x</p>" + BODY,
        "<a " * 20_000 + BODY + ">" + BODY,
        BODY + "<br>x" * 20_000,
        BODY + "\ud800\x00&#0;\ufffe",
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script>" + BODY,
        f"<div class='{'a-' * 30_000}'>" + BODY,
        "<a href='http://[x'>x</a><link rel=canonical href='http://[y'><base href='//['>" + BODY,
    ],
)
def test_hostile_pages_give_their_text_in_time(page: str) -> None:
    started = time.process_time()
    article = extract(page, url="https://a.example/x")
    assert "counted the seconds aloud" in plain_text(article.markdown)
    assert time.process_time() - started < 20


def test_text_beyond_the_parsers_usual_depth_and_node_size_is_kept() -> None:
    assert parse_page("<div>line " * 800 + "bottom" + "</div>" * 800).text_content().split() == ["line"] * 800 + [
        "bottom"
    ]
    assert len(parse_page("<p>" + "word " * 2_200_000).text_content()) > 10_000_000


@pytest.mark.parametrize(
    ("markdown", "dateline", "rest"),
    [
        ("PARIS, July 20 (Desk) — The race ended.", "PARIS, July 20 (Desk)", "The race ended."),
        ("**HOUSTON** (Desk) -- It landed.", "HOUSTON (Desk)", "It landed."),
        ("Madrid, 20 jul (Desk).- El equipo volvió.", "Madrid, 20 jul (Desk)", "El equipo volvió."),
        ("**BERLIN — Die** Lage", "BERLIN", "**Die** Lage"),
        ("(Harbour News) — The race ended.", "(Harbour News)", "The race ended."),
        ("(HN)The race - as planned - ended.", "(HN)", "The race - as planned - ended."),
        ("(HN) “We won,” he said.", "(HN)", "“We won,” he said."),
        ("(HN) is a short name.", None, "(HN) is a short name."),
        ("(Update) — The race ended.", None, "(Update) — The race ended."),
        ("(as told) — The race ended.", None, "(as told) — The race ended."),
        ("NASA - which runs it - said so.", None, "NASA - which runs it - said so."),
        ("UPDATE — It landed.", None, "UPDATE — It landed."),
        ("The well-known plain — Tranquility — was still.", None, "The well-known plain — Tranquility — was still."),
        ("“We won” — he said.", None, "“We won” — he said."),
        ("", None, ""),
    ],
)
def test_datelines(markdown: str, dateline: str | None, rest: str) -> None:
    assert split_dateline(markdown) == (dateline, rest)


@pytest.mark.parametrize("kind", ["html", "text", "markdown", "entry"])
def test_characters_that_are_not_seen_are_not_in_the_text(kind: DocumentKind) -> None:
    """One form in Markdown and text, so that every offset into the text counts the same characters."""
    words = (
        "Neil\u00a0Arm\u00adstrong found the o\ufb03ce of the con\u200btrol room e\u0301mpty at \ufb01ve, and\u2060 "
        "said so to the crew before the landing."
    )
    seen = (
        "Neil Armstrong found the office of the control room émpty at five, and said so to the crew before the landing."
    )
    bodies = {"text": words, "markdown": words}
    article = extract(bodies.get(kind, f"<article><p>{words}</p></article>"), kind, title="Office hours")
    assert plain_text(article.markdown) == article.markdown == seen


def test_a_page_leaves_nothing_to_the_collector_of_garbage() -> None:
    said = "<h1>La marée</h1>" + "<p>L’été, la marée monte « très vite », disent les marins du port.</p>" * 20
    for page in (said.encode(), said.encode("cp1252"), "<nav><a href='/'>Île</a></nav>".encode()):
        for _ in range(2):  # what is made once, when it is first needed, may stay
            gc.collect()
            with suppress(ExtractError):
                extract(page.decode("latin-1"))
            left = gc.collect()
        assert left == 0
