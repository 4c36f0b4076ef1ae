"""How press releases end, and articles that only look like them."""

from __future__ import annotations

import pytest

from digest.extract.clean import extract_body
from digest.extract.markdown import write_markdown
from digest.extract.tree import parse_page
from digest.marks import plain_text

NEWS = "".join(
    f"<p>Harborline said on {day} that its ferries would run on the wind alone from next spring on, as the council had "
    "asked of it when the route was let, and that no fare would rise for it.</p>"
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday")
)
ISSUER = "Harborline is a maker of sails and the owner of nine ferries. Its stock is traded at the harbour."
NOTE = "This release holds statements about what may come, and what comes may differ from them, as with the weather."


def extract(body: str) -> str:
    page = parse_page(f"<html><body><article><h1>Ferries</h1>{body}</article></body></html>")
    found = extract_body(page, title="Ferries", byline=(), url=None)
    assert found is not None
    return plain_text(write_markdown(found.element))


@pytest.mark.parametrize(
    "end",
    [
        f"<h3>About Harborline</h3><p>{ISSUER}</p>",
        f"<p><b>About Harborline:</b></p><p>{ISSUER}</p><p>www.harborline.example</p>",
        f"<p><strong>About Harborline</strong><br>{ISSUER}</p>",
        f"<p><b>Über Harborline</b></p><p>{ISSUER}</p>",
        f"<p>À propos de Harborline</p><p>{ISSUER}</p>",
        f"<h3>About Harborline</h3><p>{ISSUER}</p><h3>Forward-Looking Statements</h3><p>{NOTE}</p><p>{NOTE}</p>",
        f"<p>Note on Forward-Looking Statements</p><p>{NOTE}</p><p>About Harborline</p><p>{ISSUER}</p>",
    ],
)
def test_the_end_of_a_release_goes(end: str) -> None:
    assert extract(NEWS + end) == extract(NEWS)


@pytest.mark.parametrize(
    "end",
    [
        f"<h3>About Harborline</h3><p>{ISSUER}</p><h3>What it costs</h3><p>{NOTE}</p>",  # a section among others
        f"<h3>About Quillfeather</h3><p>Quillfeather {ISSUER}</p>",  # nobody told of before
        "<h3>About Harborline</h3><p>Nobody knows what the weather will be, so that the sails may stay in port.</p>",
        "<h3>About time</h3><p>It is about time, the mayor said, that the harbour got a ferry that needs no oil.</p>",
        f"<p>{NOTE}</p><p>About Harborline's plans much is unsaid, and {ISSUER}</p>",
    ],
)
def test_what_only_looks_like_one_stays(end: str) -> None:
    assert extract(NEWS + end).removeprefix(extract(NEWS)).count("\n") >= 2


def test_a_short_text_is_left_whole() -> None:
    assert ISSUER in extract(f"<p>{NOTE}</p><h3>About Harborline</h3><p>{ISSUER}</p>")


def test_many_of_them_are_a_list_that_the_article_gives() -> None:
    ends = "".join(f"<h3>About Harborline</h3><p>{ISSUER}</p>" for _ in range(8))
    assert extract(NEWS + ends).count("About Harborline") == 8
