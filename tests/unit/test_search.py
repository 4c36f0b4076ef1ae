"""The search index, made by the program itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from digest.errors import RenderError
from digest.render import search
from digest.render.search import index_articles, search_years
from tests.unit.site_sample import ARTICLES, build, render


def bundle(site: object, cache: Path) -> dict[str, bytes]:
    return {page.path: page.body for page in index_articles(site, cache=cache)}  # type: ignore[arg-type]


def test_each_year_has_a_bundle_of_what_the_page_needs_and_no_interface(tmp_path: Path) -> None:
    site = build()
    files = bundle(site, tmp_path)
    years = [str(year) for year in search_years(site)]
    assert years
    for year in years:
        names = [path.removeprefix(f"pagefind/{year}/") for path in files if path.startswith(f"pagefind/{year}/")]
        assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"} <= set(names)
        for folder in ("index/", "fragment/", "filter/"):
            assert any(name.startswith(folder) for name in names), folder
    assert not [path for path in files if "ui" in path.rpartition("/")[2]]
    assert all(path.startswith("pagefind/") for path in files)


def test_an_index_is_made_once_for_the_same_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bundle(build(), tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("indexed again though nothing changed")

    monkeypatch.setattr(search, "_run_pagefind", refuse)
    assert bundle(build(), tmp_path) == first
    changed = (replace(ARTICLES[0], article=replace(ARTICLES[0].article, title="Another title")), *ARTICLES[1:])
    with pytest.raises(AssertionError, match="indexed again"):
        bundle(build(articles=changed), tmp_path)


def test_what_is_no_longer_used_leaves_the_cache(tmp_path: Path) -> None:
    bundle(build(), tmp_path)
    before = {path.name for path in (tmp_path / "search").iterdir()}
    changed = (replace(ARTICLES[0], article=replace(ARTICLES[0].article, title="Another title")), *ARTICLES[1:])
    bundle(build(articles=changed), tmp_path)
    after = {path.name for path in (tmp_path / "search").iterdir()}
    assert len(after) == len(before)
    assert after != before


def test_only_what_the_policy_shows_is_indexed() -> None:
    site = build()
    for article in site.articles:
        record = search._write_record(article)
        if article.policy != "full":
            words = record.partition("<p>")[2].replace("</p></body></html>", "")
            assert words in {"", article.excerpt} or "&" in words, article.id


def test_a_title_with_marks_stays_a_title() -> None:
    article = replace(build().articles[0], title='</i><script>"x"</script>')
    record = search._write_record(article)
    assert "<script>" not in record
    assert "&lt;script&gt;" in record


def test_an_empty_site_has_no_index_and_a_search_page_with_its_lists(tmp_path: Path) -> None:
    site = build(articles=(), stories=(), editions=(), topics=())
    assert bundle(site, tmp_path) == {}
    page = render(site)["search/index.html"]
    assert "<form" not in page
    assert "No topics yet" in page


def test_a_missing_or_failing_program_is_an_error_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho no such luck >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(broken))
    with pytest.raises(RenderError, match="search is left out: Pagefind failed: no such luck"):
        bundle(build(), tmp_path / "cache")
    assert not [path for path in (tmp_path / "cache/search").iterdir() if len(path.name) == 24]
    broken.unlink()
    with pytest.raises(RenderError, match="search is left out"):
        bundle(build(), tmp_path / "cache")


def test_a_build_without_the_program_goes_on(tmp_path: Path) -> None:
    pages = render(build())
    assert "<script" not in pages["search/index.html"]
    assert "topic/space/index.html" in pages["search/index.html"]
