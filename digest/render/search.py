"""The search index: Pagefind (https://pagefind.app) run over what the site shows of each article, one index a year.

The index is static files that a browser reads piecemeal. Its bytes differ from run to run, so that one is reused while
what went into it stands: only the year that changed is indexed anew. Pagefind runs on small pages made for it, not on
the built ones: it then reads no menus, and depends on no template.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from digest.errors import RenderError
from digest.marks import plain_text
from digest.models import Page
from digest.render import links
from digest.render.views import ArticleView, Site

_FOLDER = "search"
_PAGES = "pages"
_TIMEOUT_S = 1800
_LONGEST_ERROR = 300
# The parts of a bundle that our own search page reads; the rest are interfaces of Pagefind's.
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pf_meta", "*.pagefind")
_NEEDED_FOLDERS = ("index", "fragment", "filter")


def index_articles(site: Site, *, cache: Path) -> Iterator[Page]:
    """The files of the search index, below `pagefind/YEAR/`. None where the site has no article.

    `cache` keeps the indexes of the years that did not change. Raises RenderError where Pagefind is missing or fails;
    a site is whole without it, since its search page then offers the lists alone.
    """
    program = find_pagefind()
    folder = cache / _FOLDER
    used = set()
    for year, articles in _list_years(site):
        written = [(article.path, _write_record(article)) for article in articles]
        name = _hash_records(program, site.settings.language, written)
        used.add(name)
        if not (folder / name).is_dir():
            _run_pagefind(program, written, folder, name, language=site.settings.language)
        yield from _read_bundle(folder / name, f"{links.SEARCH_INDEX}/{year}")
    if folder.is_dir():
        for old in sorted(folder.iterdir()):
            if old.name not in used:
                shutil.rmtree(old)


def search_years(site: Site) -> list[int]:
    """The years that have an index, newest first."""
    return sorted({article.day.year for article in site.articles}, reverse=True)


def find_pagefind() -> Path:
    """The program that comes in Pagefind's wheel. Raises RenderError where there is none for this machine."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        found = None
    else:
        found = get_executable()
    if found is None or not Path(found).is_file():
        raise RenderError("search is left out: Pagefind is not installed; `pip install 'pagefind[bin]'` brings it")
    return Path(found)


def _list_years(site: Site) -> Iterator[tuple[int, list[ArticleView]]]:
    def year(article: ArticleView) -> int:
        return article.day.year

    ordered = sorted(site.articles, key=lambda article: (article.day, article.id))
    for found, articles in groupby(ordered, key=year):
        yield found, list(articles)


def _write_record(article: ArticleView) -> str:
    """The page that Pagefind is to read: an article's title, what is shown of its text, and what it is filtered by."""
    text = plain_text(article.markdown) if article.markdown is not None else article.excerpt
    marks = [
        *(("filter", "topic", mark.topic.label) for mark in article.topics),
        *(("filter", "actor", mark.actor.name) for mark in article.actors if mark.actor.path),
        ("filter", "source", article.source.name),
        ("filter", "year", str(article.day.year)),
        ("sort", "date", article.day.isoformat()),
        ("meta", "date", article.day.isoformat()),
        ("meta", "source", article.source.name),
        ("meta", "lang", article.lang),
        ("meta", "dir", article.dir),
    ]
    rows = "".join(
        f'<i data-pagefind-{kind}="{name}[data-v]" data-v="{escape(value)}"></i>'
        for kind, name, value in marks
        if value
    )
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>-</title></head><body data-pagefind-body>'
        f'<i data-pagefind-meta="title[data-v]" data-v="{escape(article.title)}"></i>{rows}{paragraphs}</body></html>'
    )


def _hash_records(program: Path, language: str, records: Iterable[tuple[str, str]]) -> str:
    """What an index is made from, as a name: the records, the language, and the program by its size and time."""
    status = program.stat()
    found = hashlib.sha256(f"{language} {status.st_size} {status.st_mtime_ns}".encode())
    for path, body in records:
        found.update(f"\0{path}\0{body}".encode("utf-8", "replace"))
    return found.hexdigest()[:24]


def _run_pagefind(program: Path, records: list[tuple[str, str]], folder: Path, name: str, *, language: str) -> None:
    """Make the bundle `folder/name`; whole, or not there."""
    pages, fresh = folder / _PAGES, folder / f"{name}.new"
    for leftover in (pages, fresh):
        shutil.rmtree(leftover, ignore_errors=True)
    for path, body in records:
        place = pages / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(body, encoding="utf-8", errors="replace")
    command: list[str | Path] = [program, "--site", pages, "--output-path", fresh]
    command += ["--force-language", language.partition("-")[0], "--silent"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)  # noqa: S603 - our own
    except (OSError, subprocess.SubprocessError) as problem:
        raise RenderError(f"search is left out: Pagefind did not run: {problem}") from problem
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).decode("utf-8", "replace").split())[-_LONGEST_ERROR:]
        raise RenderError(f"search is left out: Pagefind failed: {said}")
    shutil.rmtree(pages)
    fresh.rename(folder / name)


def _read_bundle(bundle: Path, path: str) -> Iterator[Page]:
    found = {file for pattern in _NEEDED for file in bundle.glob(pattern)}
    found |= {file for folder in _NEEDED_FOLDERS for file in (bundle / folder).glob("*")}
    for file in sorted(found):
        yield Page(path=f"{path}/{file.relative_to(bundle).as_posix()}", body=file.read_bytes())
