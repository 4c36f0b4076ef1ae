"""`digest inspect`: extract and enrich on files, through the code a run uses, and say what was found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.config import Config
from digest.content import load_register_rows
from digest.errors import InputError
from digest.marks import escape_markdown, plain_text
from digest.models import (
    Annotations,
    Article,
    Document,
    EntryRules,
    Knowledge,
    Quarantined,
    Receipt,
    Source,
    StoredArticle,
    Story,
    TopicScore,
)
from digest.moments import write_moment
from digest.pipeline.read import Progress, extract_documents, learn_lines, place_document, settle_date
from digest.pipeline.tag import TagRules, make_rules, require_recogniser, tag_articles
from digest.report import RunReport
from digest.text import word_count

if TYPE_CHECKING:
    from digest.extract.explain import Explained

_LABELS = {"site_name": "site", "lang": "language"}
SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".txt", ".md", ".markdown"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """One file, and what was made of it, or the error."""

    file: str
    error: str | None = None
    article: Article | None = None
    text: str = ""
    annotations: Annotations | None = None
    blocks: tuple[Explained, ...] | None = None
    """What became of each of its blocks; None where that was not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectOptions:
    """How to inspect. `urls` gives files' URLs by their absolute path; `as_is` takes files as clean text, `explain`
    says of each block what became of it."""

    config: Config | None = None
    urls: Mapping[str, str] = field(default_factory=dict)
    as_is: bool = False
    explain: bool = False


def inspect_paths(
    paths: Sequence[Path], options: InspectOptions, *, now: datetime, progress: Progress
) -> list[Inspected]:
    """Every file of `paths` (of a folder every document below it), in path order. A file that fails says why."""
    config = options.config
    if config:
        require_recogniser(config)
    documents: list[Document] = []
    names: dict[str, str] = {}
    failed: dict[str, str] = {}
    for file, path in list_documents(paths):
        key = path.resolve().as_posix()
        names[key] = file
        try:
            documents.append(_read_document(path, key, options, now))
        except (InputError, OSError) as error:
            failed[key] = str(error)
    report = RunReport()
    articles = dict(_extract(documents, options, report, progress))
    failed |= {one.key: one.reason for one in report.quarantined} | dict(report.left_out)
    register = load_register_rows(config.content / "actors.yaml") if config else ()
    rules = make_rules(config, register) if config else TagRules()
    annotations = tag_articles(articles, (), rules=rules, progress=progress)
    inspected = {key: _join(file, key, articles, annotations, failed) for key, file in names.items()}
    if options.explain and not options.as_is:
        inspected |= {one.key: _explain(one, inspected[one.key]) for one in documents}
    return list(inspected.values())


def _explain(document: Document, inspected: Inspected) -> Inspected:
    from digest.extract.explain import explain_document

    if inspected.article is None:
        return inspected
    return replace(inspected, blocks=explain_document(document, inspected.article))


def list_documents(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """(how the file is called, its path), sorted by the former within each path given."""
    files: list[tuple[str, Path]] = []
    for path in paths:
        if path.is_dir():
            below = [one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file()]
            files += sorted((one.relative_to(path).as_posix(), one) for one in below)
        else:
            files.append((str(path), path))
    return files


def _read_document(path: Path, key: str, options: InspectOptions, now: datetime) -> Document:
    from digest.fetch.sources import read_input

    if path.suffix.lower() not in SUFFIXES:
        raise InputError("kind", f"only {', '.join(sorted(SUFFIXES))} can be inspected")
    source = _find_source(path, options.config) if options.config else None
    documents, rejected = read_input(path, key=key, source=source, now=now, rules=EntryRules())
    if not documents:
        raise InputError("unreadable", rejected[0].reason if rejected else "there is nothing in it")
    document = documents[0]
    url = options.urls.get(str(path)) or options.urls.get(str(path.absolute())) or options.urls.get(key)
    if url and not document.known.url:
        document = replace(document, known=replace(document.known, url=url))
    return place_document(document, options.config.sources) if options.config else document


def _find_source(path: Path, config: Config) -> Source | None:
    """The source of the config whose `path` holds the file, as in a run."""
    file = path.resolve()
    return next(
        (one for one in config.sources if one.path and file.is_relative_to((config.root / one.path).resolve())), None
    )


def _extract(
    documents: list[Document], options: InspectOptions, report: RunReport, progress: Progress
) -> Iterator[tuple[str, tuple[Article, str]]]:
    if options.as_is:
        for document in documents:
            yield document.key, take_as_is(document)
        return
    knowledge = Knowledge(recurring=learn_lines(documents))
    rules = options.config.entries if options.config else EntryRules()
    for document, article in extract_documents(documents, knowledge, rules, report, progress, count=len(documents)):
        try:
            dated = settle_date(article, None, rules)
        except InputError as error:
            report.left_out.append((document.key, error.reason))
        else:
            yield document.key, (dated, plain_text(dated.markdown))


def take_as_is(document: Document) -> tuple[Article, str]:
    """The document as an article, its text untouched to the character, and that text."""
    from digest.extract.article import guess_lang, mint_id, name_source

    text = document.body.decode("utf-8", errors="replace")
    known = document.known
    source, source_name = name_source(document)
    count = word_count(text)
    article = Article(
        id=mint_id(known.url or document.key),
        url=known.url,
        canonical=None,
        source=source,
        source_name=source_name,
        site_name=None,
        title=known.title or "",
        byline=known.byline,
        dateline=None,
        lede=text.split("\n", 1)[0],
        lang=known.lang or guess_lang(text),
        published=known.published,
        updated=known.updated,
        first_seen=document.seen_at,
        markdown=escape_markdown(text),
        image=known.image,
        receipt=Receipt(words_in=count, words_out=count),
    )
    return article, text


def _join(
    file: str,
    key: str,
    articles: Mapping[str, tuple[Article, str]],
    annotations: Mapping[str, Annotations | Quarantined],
    failed: Mapping[str, str],
) -> Inspected:
    found = annotations.get(key)
    if isinstance(found, Quarantined):
        return Inspected(file=file, error=found.reason)
    if found is None:
        return Inspected(file=file, error=failed.get(key, "it could not be read"))
    article, text = articles[key]
    return Inspected(file=file, article=article, text=text, annotations=found)


# --- stories ---------------------------------------------------------------------------------------------


def group_inspected(inspected: Sequence[Inspected]) -> list[tuple[Story | None, list[Inspected]]]:
    """Stories with their files; a file that failed is in one of its own, without a story record."""
    from digest.stories.assign import assign_stories
    from digest.stories.clusters import group_stories, mint_story_id
    from digest.stories.copies import sketch_text

    stored, members = [], {}
    for number, one in enumerate(inspected):
        if one.article and one.annotations:
            # Files are never merged, though several may share a URL: each is an article of its own here.
            article = replace(one.article, id=f"{number:016d}")
            members[article.id] = one
            stored.append(
                StoredArticle(
                    article=article,
                    annotations=one.annotations,
                    story_id=mint_story_id(article.id),
                    path=one.file,
                    sketch=sketch_text(one.text),
                )
            )
    records = assign_stories(stored, ())
    story_of = {id_: record.id for record in records for id_ in record.article_ids}
    stored = [replace(one, story_id=story_of[one.article.id]) for one in stored]
    groups: list[tuple[Story | None, list[Inspected]]] = [
        (story, [members[id_] for id_ in story.article_ids]) for story in group_stories(stored, records)
    ]
    groups += [(None, [one]) for one in inspected if one.article is None]
    order = {one.file: number for number, one in enumerate(inspected)}
    return sorted(groups, key=lambda group: min(order[one.file] for one in group[1]))


# --- writing ---------------------------------------------------------------------------------------------


def write_inspected(one: Inspected) -> str:
    """The file's JSON line (design, section 7)."""
    article, found = one.article, one.annotations
    line: dict[str, Any] = {
        "file": one.file,
        "error": one.error,
        "url": article and article.url,
        "title": article and article.title,
        "byline": list(article.byline) if article else [],
        "published": article and write_moment(article.published),
        "updated": article and write_moment(article.updated),
        "site_name": article and article.site_name,
        "lang": article and article.lang,
        "image": article and article.image,
        "canonical": article and article.canonical,
        "origins": {
            origin.field: {"from": origin.where, "confidence": origin.confidence}
            for origin in (article.origins if article else ())
            if getattr(article, origin.field)
        },
        "markdown": article.markdown if article else "",
        "text": one.text,
        "topics": [],
        "actors": [],
        "quotes": [],
        "doubts": list(article.receipt.doubts) if article else [],
        "removed": [{"rule": cut.rule, "text": cut.text} for cut in article.receipt.removed] if article else [],
    }
    if one.blocks is not None:
        line["blocks"] = [{"text": b.text, "kept": b.kept, "rule": b.rule, "why": b.why} for b in one.blocks]
    if found:
        line["topics"] = [
            {
                "id": topic.topic_id,
                "label": topic.label,
                "score": topic.score,
                "reasons": list(topic.reasons),
                "learned": topic.learned,
                "learned_from": topic.learned_from,
            }
            for topic in found.topics
        ]
        line["actors"] = [
            {
                "id": actor.id,
                "name": actor.name,
                "kind": actor.kind,
                "mentions": [
                    {"start": mention.start, "end": mention.end, "surface": mention.surface}
                    for mention in found.mentions
                    if mention.actor_id == actor.id
                ],
            }
            for actor in found.actors
        ]
        line["quotes"] = [
            {
                "start": quote.start,
                "end": quote.end,
                "text": quote.text,
                "speaker": quote.speaker,
                "speaker_start": quote.speaker_start,
                "speaker_end": quote.speaker_end,
                "actor": quote.actor_id,
                "direct": quote.direct,
            }
            for quote in found.quotes
        ]
    return json.dumps(line, ensure_ascii=False)


def write_group(story: Story | None, members: Sequence[Inspected]) -> str:
    """A story's JSON line. `copies` names files."""
    names = dict(zip(story.article_ids, members, strict=True)) if story else {}
    line = {
        "story": story.id if story else None,
        "headline": story.headline if story else None,
        "files": [one.file for one in members],
        "copies": [[names[id_].file for id_ in group] for group in story.copies] if story else [],
        "independent": story.independent if story else 0,
    }
    return json.dumps(line, ensure_ascii=False)


def describe_group(story: Story | None, members: Sequence[Inspected]) -> str:
    """The same for a person to read."""
    if story is None:
        return f"{members[0].file}\n  error: {members[0].error}\n"
    names = dict(zip(story.article_ids, members, strict=True))
    shared = {one.article_id: ", ".join(one.shared) for one in story.evidence}
    copy_of = {id_: names[group[0]].file for group in story.copies for id_ in group[1:]}
    lines = [f"{story.headline}  ({story.independent} independent)"]
    for id_, one in names.items():
        lines.append(f"  {one.file}" + (f"  copy of {copy_of[id_]}" if id_ in copy_of else ""))
        if id_ in shared:
            lines.append(f"    shares: {shared[id_]}")
    return "\n".join(lines) + "\n"


def _tell_why(topic: TopicScore) -> str:
    words = ", ".join(topic.reasons)
    return f"learned from {topic.learned_from} articles: {words}" if topic.learned else f"for {words}"


def describe_inspected(one: Inspected) -> str:
    """The same for a person to read."""
    article, found = one.article, one.annotations
    if article is None or found is None:
        return f"{one.file}\n  error: {one.error}\n"
    facts = {
        "title": article.title,
        "url": article.url,
        "byline": ", ".join(article.byline),
        "published": write_moment(article.published),
        "updated": write_moment(article.updated),
        "site_name": article.site_name,
        "lang": article.lang,
    }
    origins = {origin.field: f"  ({origin.where}, {origin.confidence:.2f})" for origin in article.origins}
    shown = {name: f"{value}{origins.get(name, '')}" if value else "not known" for name, value in facts.items()}
    lines = [
        one.file,
        *(f"  {_LABELS.get(name, name)}: {text}" for name, text in shown.items()),
        "",
        *one.text.split("\n"),
        "",
    ]
    names = {actor.id: actor.name for actor in found.actors}
    lines += [f"  topic: {t.label} ({t.score:.2f}), {_tell_why(t)}" for t in found.topics]
    for actor in found.actors:
        count = sum(mention.actor_id == actor.id for mention in found.mentions)
        lines.append(f"  {actor.kind}: {actor.name} ({count})")
    for quote in found.quotes:
        who = names.get(quote.actor_id or "", "not resolved")
        mark = "quote" if quote.direct else "indirect"
        lines.append(f"  {mark}: “{quote.text}” ({quote.speaker or 'speaker not found'}: {who})")
    receipt = article.receipt
    lines.append(
        f"  words: {receipt.words_in} in, {receipt.words_out} kept, {receipt.outside} outside the article, "
        f"{receipt.hidden} hidden, {receipt.lost} lost"
    )
    lines += [f"  check: {doubt}" for doubt in receipt.doubts]
    lines += [
        f"  source's {use.key}: {use.rule!r} matched {use.matches} times"
        if use.matches
        else f"  source's {use.key}: {use.rule!r} matched nothing"
        for use in article.receipt.rules
    ]
    if one.blocks is None:
        lines += [f"  cut as {cut.rule}: {cut.text}" for cut in article.receipt.removed]
    else:
        from digest.extract.explain import describe_explained

        lines += ["", "  Each block, kept (+) or not (-):", *describe_explained(one.blocks)]
    return "\n".join(lines) + "\n"
