"""What the editor changed stays: telling an editor's values from the machine's, field by field. Pure.

A front-matter field, or the body, that no longer equals what `found.jsonl` says the machine wrote is the editor's,
that field alone. Unknown keys are his as well. `hide`, `pin`, `note` and `quotes` are his by nature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from digest.errors import ContentError
from digest.found import FIELDS, Found, hash_fields, is_edited, write_fields
from digest.front_matter import ContentFile, join_content, patch_head
from digest.marks import plain_text
from digest.models import (
    Actor,
    Annotations,
    Article,
    Moment,
    Quote,
    StoredArticle,
    TopicScore,
    WithdrawnQuote,
)
from digest.moments import parse_instant, parse_moment
from digest.strict_yaml import write_lines
from digest.text import text_hash

LEDE_SENTENCES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What ids that an editor typed stand for: topics by the config, actors by the register and by what was seen."""

    topics: Mapping[str, str]
    actors: Mapping[str, Actor]


def list_edited(found: Found, file: ContentFile) -> tuple[str, ...]:
    """The fields that are the editor's, "body" among them, in the order of the front matter."""
    edited = [name for name in FIELDS if is_edited(name, file.fields.get(name), found.wrote)]
    if is_edited("body", file.body, found.wrote):
        edited.append("body")
    return tuple(edited)


def keep_edits(article: Article, found: Found | None, file: ContentFile | None) -> Article:
    """`article` with the editor's values where he changed the stored file; a broken value is left to the machine."""
    if found is None or file is None:
        return article
    values = {}
    for name in list_edited(found, file):
        reader = _READERS.get(name)
        if reader is None:
            continue
        try:
            values[_ATTRIBUTES.get(name, name)] = reader(file.body if name == "body" else file.fields.get(name))
        except ContentError:
            continue  # `view_stored` reports it
    return replace(article, **values)


def merge_content(
    article: Article,
    annotations: Annotations,
    story_id: str,
    *,
    body: str,
    found: Found | None,
    file: ContentFile | None,
) -> tuple[str, dict[str, Any]]:
    """The new text of an article's file, and what the machine wrote into it (`Found.wrote`).

    `article`, `annotations` and `body` are the machine's; where the editor's stand in `file`, they stay.
    """
    fields = write_fields(article, annotations, story_id)
    wrote = hash_fields(fields, body)
    if file is None:
        return join_content(write_lines(fields), body), wrote
    before: Mapping[str, Any] = found.wrote if found is not None else {}
    changes = {
        name: value
        for name, value in fields.items()
        if file.fields.get(name) != value and not is_edited(name, file.fields.get(name), before)
    }
    if found is None:  # written by hand, or a run was cut short before it wrote the line: what stands there, stays
        changes = {name: value for name, value in changes.items() if name not in file.fields}
    head = patch_head(file.head, changes) if changes else file.head
    return join_content(head, file.body if is_edited("body", file.body, before) else body), wrote


# --- reading an editor's values --------------------------------------------------------------------------


def _bad(name: str, value: object, allowed: str) -> ContentError:
    return ContentError("field", f"{name}: found {value!r}; allowed: {allowed}. What the machine found is used instead")


def _read_title(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _bad("title", value, "text")
    return value.strip()


def _read_optional_text(name: str) -> Callable[[object], str | None]:
    def read(value: object) -> str | None:
        if value is not None and not isinstance(value, str):
            raise _bad(name, value, "text, or null")
        return value or None

    return read


def _read_texts(name: str) -> Callable[[object], tuple[str, ...]]:
    def read(value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            return (value,)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _bad(name, value, "a list of texts")
        return tuple(value)

    return read


def _read_moment(name: str) -> Callable[[object], Moment | None]:
    def read(value: object) -> Moment | None:
        if value is None:
            return None
        moment = parse_moment(value) if isinstance(value, str) else None
        if moment is None:
            raise _bad(
                name, value, "a day (2026-11-22), an instant with its offset (2026-11-22T08:00:00+01:00), or null"
            )
        return moment

    return read


def _read_first_seen(value: object) -> datetime:
    instant = parse_instant(value) if isinstance(value, str) else None
    if instant is None:
        raise _bad("first_seen", value, "an instant such as 2026-11-22T08:00:00Z")
    return instant


_READERS: dict[str, Callable[[object], Any]] = {
    "title": _read_title,
    "url": _read_optional_text("url"),
    "source": _read_optional_text("source"),
    "byline": _read_texts("byline"),
    "published": _read_moment("published"),
    "updated": _read_moment("updated"),
    "first_seen": _read_first_seen,
    "lang": _read_optional_text("lang"),
    "body": str,
}
_ATTRIBUTES = {"body": "markdown"}


# --- the article as it stands ----------------------------------------------------------------------------


def view_stored(found: Found, file: ContentFile, path: str, naming: Naming) -> tuple[StoredArticle, list[str]]:
    """The article as it stands under `content/`, and what is wrong with the editor's values, each fit for a report."""
    problems: list[str] = []
    edited = list_edited(found, file)
    article = replace(found.article, title=str(file.fields.get("title") or ""), markdown=file.body)
    for name in edited:
        if name in _READERS:
            try:
                _READERS[name](file.body if name == "body" else file.fields.get(name))
            except ContentError as error:
                problems.append(error.reason)
    article = keep_edits(article, found, file)
    if not article.title:
        problems.append("title: missing; the article is shown by its address")
        article = replace(article, title=article.url or found.id)
    text = plain_text(article.markdown)
    article = replace(article, lede=text.split("\n", 1)[0])
    annotations = found.annotations
    if not found.partial and text_hash(text) != found.text_hash:
        annotations = _drop_stale(annotations, text)
        problems.append("the body was changed after it was tagged: run `digest retag` to tag it anew")
    withdrawn = frozenset(one.quote.text for one in found.withdrawn)
    annotations, complaints = _apply_editor(annotations, file, edited, naming, withdrawn)
    story = file.fields.get("story") if "story" in edited else found.wrote.get("story")
    stored = StoredArticle(
        article=article,
        annotations=annotations,
        story_id=story if isinstance(story, str) and story else str(found.wrote.get("story") or found.id),
        path=path,
        edited=edited,
        hidden=file.fields.get("hide") is True,
        pinned=file.fields.get("pin") is True,
        note=file.fields["note"] if isinstance(file.fields.get("note"), str) else None,
        versions=found.versions,
        withdrawn=_apply_to_withdrawn(found, file),
        revisions=found.revisions,
        partial=found.partial,
        backlog=found.backlog,
        sketch=found.sketch,
        found_story=str(found.wrote.get("story") or found.id),
    )
    return stored, problems + complaints


def _drop_stale(annotations: Annotations, text: str) -> Annotations:
    """`annotations` without the spans that no longer stand where they stood."""
    mentions = tuple(m for m in annotations.mentions if text[m.start : m.end] == m.surface)
    present = {mention.actor_id for mention in mentions}
    return replace(
        annotations,
        mentions=mentions,
        actors=tuple(actor for actor in annotations.actors if actor.id in present),
        quotes=tuple(q for q in annotations.quotes if text[q.start : q.end] == q.text),
    )


def _apply_editor(
    annotations: Annotations,
    file: ContentFile,
    edited: tuple[str, ...],
    naming: Naming,
    withdrawn: frozenset[str],
) -> tuple[Annotations, list[str]]:
    problems: list[str] = []
    topics, actors = annotations.topics, annotations.actors
    if "topics" in edited:
        found = {topic.topic_id: topic for topic in topics}
        ids = _ids(file, "topics", problems)
        topics = tuple(found.get(one) or _set_topic(one, naming) for one in ids)
    if "actors" in edited:
        known = {actor.id: actor for actor in actors}
        chosen = {one: known.get(one) or naming.actors.get(one) for one in _ids(file, "actors", problems)}
        problems += [
            f"actors: {one!r} is not known; add it to content/actors.yaml with its name and kind"
            for one, actor in chosen.items()
            if actor is None
        ]
        actors = tuple(actor for actor in chosen.values() if actor is not None)
    kept = {actor.id for actor in actors}
    quotes = _apply_quotes(annotations.quotes, file.fields.get("quotes"), problems, known=withdrawn)
    return (
        replace(
            annotations,
            topics=topics,
            actors=actors,
            mentions=tuple(m for m in annotations.mentions if m.actor_id is None or m.actor_id in kept),
            quotes=tuple(q if q.actor_id is None or q.actor_id in kept else replace(q, actor_id=None) for q in quotes),
        ),
        problems,
    )


def _ids(file: ContentFile, name: str, problems: list[str]) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(_read_texts(name)(file.fields.get(name))))
    except ContentError as error:
        problems.append(error.reason)
        return ()


def _set_topic(topic_id: str, naming: Naming) -> TopicScore:
    label = naming.topics.get(topic_id, topic_id)
    return TopicScore(topic_id=topic_id, label=label, score=1.0, reasons=("set by the editor",))


def _apply_to_withdrawn(found: Found, file: ContentFile) -> tuple[WithdrawnQuote, ...]:
    """The withdrawn quotes as the editor's `quotes:` has them."""
    quotes = {one.quote.text: one.quote for one in found.withdrawn}
    kept = {quote.text: quote for quote in _apply_quotes(tuple(quotes.values()), file.fields.get("quotes"), [])}
    return tuple(replace(one, quote=kept[one.quote.text]) for one in found.withdrawn if one.quote.text in kept)


def _apply_quotes(
    quotes: tuple[Quote, ...], rows: object, problems: list[str], *, known: frozenset[str] = frozenset()
) -> tuple[Quote, ...]:
    """The editor's `quotes:`, rows of {text, remove: true} or {text, speaker, actor}, matched by their words.

    A row about words that are neither quoted nor among `known` is a problem.
    """
    if rows is None:
        return quotes
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get("text"), str) for row in rows
    ):
        problems.append("quotes: a list of rows with `text` and `remove: true`, `speaker` or `actor` is needed")
        return quotes
    changes = {row["text"]: row for row in rows}
    problems += [
        f"quotes: no quote found reads {text!r}"
        for text in changes
        if text not in known and all(q.text != text for q in quotes)
    ]
    kept = []
    for quote in quotes:
        row = changes.get(quote.text)
        if row is None:
            kept.append(quote)
        elif row.get("remove") is not True:
            speaker = row.get("speaker", quote.speaker)
            kept.append(replace(quote, speaker=speaker, actor_id=row.get("actor", quote.actor_id)))
    return tuple(kept)
