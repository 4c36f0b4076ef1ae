"""Readings of documents -> what is to be stored of an article. Pure.

A reading is one document's article. Several can be one article: two feeds, a page and its feed entry, an edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from digest.content import Library, name_file
from digest.edits import keep_edits, merge_content
from digest.found import ENGINE, Found, is_edited, shorten_body
from digest.front_matter import ContentFile
from digest.marks import escape_markdown, plain_text
from digest.models import Annotations, Article, DocumentKind, Receipt, Revision, Version, WithdrawnQuote
from digest.moments import parse_instant, parse_moment
from digest.revisions import Form, bound_revisions, compare_forms
from digest.text import text_hash, word_count
from digest.withdrawals import still_withdrawn, withdraw_quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document, as extracted."""

    key: str
    digest: str
    kind: DocumentKind
    article: Article
    backlog: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """An article that is to be stored. `article` is the machine's; `versions` are all it was seen in, new ones last."""

    article: Article
    versions: tuple[Version, ...]
    found: Found | None
    file: ContentFile | None
    path: str | None
    """Where it stands already, below the content folder."""
    kept: bool = False
    """The text is the stored one, not a new reading: only its annotations or versions are new."""
    backlog: bool = False
    revisions: tuple[Revision, ...] = ()
    """What new readings changed in what was read before them, oldest first."""

    @property
    def effective(self) -> Article:
        """The article with the editor's values."""
        return keep_edits(self.article, self.found, self.file)


def fold_readings(readings: list[Reading], library: Library, *, store: str = "full") -> Filing:
    """Readings of one article, with what is stored of it, as one filing. `store` is the site's setting.

    Of all documents that carry it, each in its newest form, a page wins over a feed's entry, then the one seen
    latest, then the one that came last. `first_seen` is the stored one, else the earliest.
    """
    id_ = readings[0].article.id
    found, file, path = find_stored(id_, library)
    ordered = sorted(readings, key=lambda one: (one.article.first_seen, _revised(one.article), one.key))
    stored = found.versions if found else ()
    versions = (*stored, *map(_make_version, ordered))
    winner = find_winner(versions)
    first_seen = find_first_seen(id_, library) or min(one.article.first_seen for one in readings)
    if found is not None and file is not None and winner < len(stored):
        article, kept = stored_article(found, file), True
    else:
        article, kept = ordered[max(winner - len(stored), 0)].article, False
    return Filing(
        article=replace(article, first_seen=first_seen),
        versions=versions,
        found=found,
        file=file,
        path=path,
        kept=kept,
        backlog=found is None and all(one.backlog and one.article.published is None for one in readings),
        revisions=tuple(_list_revisions(ordered, found, file, excerpt_only=store == "excerpt")),
    )


def _list_revisions(
    ordered: list[Reading], found: Found | None, file: ContentFile | None, *, excerpt_only: bool
) -> Iterator[Revision]:
    """What each reading changed that was, when it came, the one that counts, in the one that counted before."""
    versions = found.versions if found else ()
    current = _stored_form(found, file) if found and found.versions and file else None
    for reading in ordered:
        versions = (*versions, _make_version(reading))
        if find_winner(versions) < len(versions) - 1:
            continue
        form = _read_form(reading, versions[-1])
        revision = compare_forms(current, form, excerpt_only=excerpt_only) if current else None
        if revision:
            yield revision
        current = form


def _read_form(reading: Reading, version: Version) -> Form:
    return Form(
        seen_at=version.seen_at,
        text_hash=version.text_hash,
        kind=version.kind,
        key=version.key,
        words=version.words,
        revised=_revised(reading.article),
        title=reading.article.title,
        text=plain_text(reading.article.markdown),
    )


def _stored_form(found: Found, file: ContentFile) -> Form | None:
    """The stored article as it is compared with a new version of it.

    None where another engine read it, since what the engines read otherwise would seem to be the source's doing. Where
    an editor rewrote the body, the source's words are not kept.
    """
    if found.engine != ENGINE:
        return None
    version = found.versions[find_winner(found.versions)]
    rewritten = is_edited("body", file.body, found.wrote)
    title = file.fields.get("title")
    return Form(
        seen_at=min(one.seen_at for one in found.versions if one.text_hash == version.text_hash),
        text_hash=version.text_hash,
        kind=version.kind,
        key=version.key,
        words=version.words,
        revised=_revised(found.article),
        title=title if isinstance(title, str) and not is_edited("title", title, found.wrote) else None,
        text=None if rewritten or found.partial else plain_text(file.body),
        paragraphs=None if rewritten else found.paragraphs,
    )


def find_winner(versions: tuple[Version, ...]) -> int:
    """Which of the versions the article's text is from."""
    newest = {version.key: (rank_kind(version.kind), version.seen_at, order) for order, version in enumerate(versions)}
    return max(newest.values())[2]


def find_stored(article_id: str, library: Library) -> tuple[Found | None, ContentFile | None, str | None]:
    """An article's line, file and path: an orphan file that names its id counts, without a line."""
    found = library.found.get(article_id)
    if found is not None:
        return found, library.files.get(article_id), library.paths.get(article_id)
    for path, file in library.orphans.items():
        if file.fields.get("id") == article_id:
            return None, file, path
    return None, None, None


def rank_kind(kind: DocumentKind) -> int:
    """Which kind of document is believed before another: a page before what a feed says of it."""
    return 0 if kind == "entry" else 1


def _revised(article: Article) -> str:
    """When the source says it last touched the article, as text that sorts."""
    return str(article.updated or article.published or "")


def _make_version(reading: Reading) -> Version:
    text = plain_text(reading.article.markdown)
    return Version(
        seen_at=reading.article.first_seen,
        key=reading.key,
        digest=reading.digest,
        text_hash=text_hash(text),
        words=word_count(text),
        kind=reading.kind,
    )


def find_first_seen(article_id: str, library: Library) -> datetime | None:
    """When a stored article was first seen; None for one that is not stored."""
    found, file, _ = find_stored(article_id, library)
    if found is not None:
        return found.article.first_seen
    value = file.fields.get("first_seen") if file is not None else None
    return parse_instant(value) if isinstance(value, str) else None


def stored_article(found: Found, file: ContentFile) -> Article:
    """The machine's article as far as it is stored: an edited title or body is the only one there is."""
    return replace(found.article, title=str(file.fields.get("title") or found.id), markdown=file.body)


def adopt_orphan(path: str, file: ContentFile, article_id: str, now: datetime) -> Filing:
    """A file written by hand as a filing: every field it has is the editor's."""
    fields = file.fields

    def text(name: str) -> str | None:
        value = fields.get(name)
        return value if isinstance(value, str) and value else None

    body = plain_text(file.body)
    byline = fields.get("byline")
    article = Article(
        id=article_id,
        url=text("url"),
        canonical=None,
        source=text("source"),
        source_name=text("source"),
        site_name=None,
        title=text("title") or text("url") or path,
        byline=tuple(byline) if isinstance(byline, list) else (byline,) if isinstance(byline, str) else (),
        dateline=None,
        lede=body.split("\n", 1)[0],
        lang=text("lang"),
        published=parse_moment(text("published") or ""),
        updated=parse_moment(text("updated") or ""),
        first_seen=parse_instant(text("first_seen") or "") or now,
        markdown=file.body,
        image=None,
        receipt=Receipt(words_in=word_count(body), words_out=word_count(body)),
    )
    return Filing(article=article, versions=(), found=None, file=file, path=path)


def store_filing(
    filing: Filing, annotations: Annotations, story_id: str, *, store: str, sketch: str | None = None
) -> tuple[Found, str, str]:
    """The line of found.jsonl, the file's path and its text. `annotations` and `sketch` are of the effective text.

    Where only an excerpt is stored and nothing new came, the stored sketch stays.
    """
    article = filing.article
    text = plain_text(filing.effective.markdown)
    partial = filing.found.partial if filing.kept and filing.found else store == "excerpt"
    body = article.markdown
    if partial and not filing.kept:
        body = escape_markdown(shorten_body(plain_text(body)))
    body = body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")  # as `split_content` will read it
    new_text, wrote = merge_content(article, annotations, story_id, body=body, found=filing.found, file=filing.file)
    if filing.found is not None and filing.kept:
        # The stored title and body stand for the machine's; where they are the editor's, its own are known by hash.
        wrote = {
            **wrote,
            **{name: filing.found.wrote[name] for name in ("title", "body") if name in filing.found.wrote},
        }
    if filing.found is None and filing.file is not None and not filing.versions:
        wrote = {name: value for name, value in wrote.items() if name not in {*filing.file.fields, "body"}}
    same = filing.found if filing.kept and partial else None  # the text they were made from is not stored
    folder, name = name_file(article)
    path = filing.path or f"{folder}/{name}"
    found = Found(
        id=article.id,
        file=filing.found.file if filing.found else path.rpartition("/")[2],
        engine=ENGINE,
        wrote=wrote,
        article=article,
        annotations=annotations,
        text_hash=same.text_hash if same else text_hash(text),
        paragraphs=same.paragraphs if same else tuple(text_hash(line)[:8] for line in text.split("\n") if line),
        versions=filing.versions,
        withdrawn=_find_withdrawn(filing),
        revisions=bound_revisions((*(filing.found.revisions if filing.found else ()), *filing.revisions)),
        partial=partial,
        backlog=filing.found.backlog if filing.found else filing.backlog,
        sketch=same.sketch if same else sketch,
        extra=filing.found.extra if filing.found else {},
    )
    return found, path, new_text


def _find_withdrawn(filing: Filing) -> tuple[WithdrawnQuote, ...]:
    """The quotes that the article had once, and has no more, oldest first.

    Only a new version takes words back: neither a feed's summary after a page nor a new reading of the same bytes.
    """
    found = filing.found
    if found is None:
        return ()
    if filing.kept:
        return found.withdrawn
    text = f"{plain_text(filing.article.markdown)}\n{plain_text(filing.effective.markdown)}"
    withdrawn = still_withdrawn(found.withdrawn, text)
    if not found.versions or len(filing.versions) == len(found.versions):
        return withdrawn
    was, new = found.versions[find_winner(found.versions)], filing.versions[find_winner(filing.versions)]
    if rank_kind(was.kind) != rank_kind(new.kind):
        return withdrawn
    gone = withdraw_quotes(found.annotations, was=was, versions=found.versions, text=text, now=new.seen_at)
    known = {one.quote.text for one in withdrawn}
    return (*withdrawn, *(one for one in gone if one.quote.text not in known))
