"""`content/**` read and written: the one place that touches the truth on disk."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from slugify import slugify

from digest.edits import Naming, view_stored
from digest.errors import ConfigError, ContentError, StateError
from digest.found import Found, read_line
from digest.front_matter import ContentFile, split_content
from digest.identity import split_annotations
from digest.ledger import read_records
from digest.models import (
    Actor,
    ActorKind,
    Article,
    Quarantined,
    RegisteredActor,
    StoredArticle,
    StoryRecord,
    Topic,
)
from digest.strict_yaml import YamlError, parse_yaml
from digest.urls import is_web_url, url_key

FOUND = "found.jsonl"
_DAY_FOLDER = re.compile(r"(\d{4})/(\d{2})/(\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything under `content/`, read once. Keys are article ids; paths are below the content folder."""

    articles: tuple[StoredArticle, ...] = ()
    """By first seen, then id; hidden ones too, those taken down not."""
    found: Mapping[str, Found] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    """Where each line of `found` stands, such as "1969/07/20"."""
    files: Mapping[str, ContentFile] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    orphans: Mapping[str, ContentFile] = field(default_factory=dict)
    """Markdown files without a line in found.jsonl, by path: written by hand, or left by a run that was cut short."""
    deleted: frozenset[str] = frozenset()
    """Articles whose file the editor deleted: they stay away."""
    takedowns: frozenset[str] = frozenset()
    """What must not be stored or shown, see `is_taken_down`."""
    register: tuple[RegisteredActor, ...] = ()
    records: tuple[StoryRecord, ...] = ()
    """The stories as stories.jsonl remembers them."""
    problems: tuple[Quarantined, ...] = ()


def load_library(content: Path, topics: tuple[Topic, ...] = ()) -> Library:
    """Read the content folder (which may be missing or empty).

    Raises StateError where a found.jsonl or stories.jsonl cannot be read, ConfigError for a broken actors.yaml or
    takedowns.yaml.
    A broken article is left out, and named in `problems`.
    """
    found, folders = _read_found(content)
    read, problems = _read_files(content)
    files, paths = _match_files(found, folders, read)
    orphans = {path: file for path, file in sorted(read.items()) if path not in set(paths.values())}
    broken = {problem.key for problem in problems}
    deleted = {id_ for id_ in found if id_ not in files and f"{folders[id_]}/{found[id_].file}" not in broken}
    register = load_register_rows(content / "actors.yaml")
    takedowns = load_takedowns(content / "takedowns.yaml")
    naming = Naming(
        topics={topic.id: topic.label for topic in topics},
        actors={actor.id: actor for actor in _list_actors(found.values(), register)},
    )
    articles = []
    for id_, file in files.items():
        if is_taken_down(found[id_].article, takedowns):
            continue
        stored, complaints = view_stored(found[id_], file, paths[id_], naming)
        stored = replace(stored, annotations=split_annotations(stored.annotations, register))
        articles.append(stored)
        problems += [Quarantined(stage="content", key=paths[id_], code="field", reason=one) for one in complaints]
    articles.sort(key=lambda stored: (stored.article.first_seen, stored.article.id))
    return Library(
        articles=tuple(articles),
        found=found,
        folders=folders,
        files=files,
        paths=paths,
        orphans=orphans,
        deleted=frozenset(deleted),
        takedowns=takedowns,
        register=register,
        records=_read_ledger(content / "stories.jsonl"),
        problems=tuple(sorted(problems, key=lambda problem: (problem.key, problem.reason))),
    )


def _day_folders(content: Path) -> Iterator[str]:
    for path in sorted(content.glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/[0-9][0-9]")):
        if path.is_dir():
            yield path.relative_to(content).as_posix()


def _read_found(content: Path) -> tuple[dict[str, Found], dict[str, str]]:
    found: dict[str, Found] = {}
    folders: dict[str, str] = {}
    for folder in _day_folders(content):
        path = content / folder / FOUND
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                row = read_line(line, where=f"{path}:{number}")
                if row.id in found:
                    raise StateError(
                        f"{path}:{number}: {row.id} has a line in {folders[row.id]}/{FOUND} too; remove one"
                    )
                found[row.id], folders[row.id] = row, folder
    return found, folders


def _read_ledger(path: Path) -> tuple[StoryRecord, ...]:
    try:
        return read_records(path.read_text(encoding="utf-8"), where=str(path))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise StateError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def _read_files(content: Path) -> tuple[dict[str, ContentFile], list[Quarantined]]:
    files: dict[str, ContentFile] = {}
    problems = []
    for folder in _day_folders(content):
        for path in sorted((content / folder).glob("*.md")):
            key = f"{folder}/{path.name}"
            try:
                files[key] = split_content(path.read_text(encoding="utf-8"))
            except ContentError as error:
                problems.append(Quarantined(stage="content", key=key, code=error.code, reason=error.reason))
            except (OSError, UnicodeDecodeError) as error:
                problems.append(
                    Quarantined(stage="content", key=key, code="unreadable", reason=f"not UTF-8 text: {error}")
                )
    return files, problems


def _match_files(
    found: Mapping[str, Found], folders: Mapping[str, str], read: Mapping[str, ContentFile]
) -> tuple[dict[str, ContentFile], dict[str, str]]:
    """Each line's file: at its own path, else the one that carries its id (the editor may rename and move files)."""
    by_id = {str(file.fields["id"]): path for path, file in read.items() if file.fields.get("id")}
    files, paths = {}, {}
    for id_, row in found.items():
        path: str | None = f"{folders[id_]}/{row.file}"
        if path not in read:
            path = by_id.get(id_)
        if path is not None:
            files[id_], paths[id_] = read[path], path
    return files, paths


def _list_actors(found: Iterable[Found], register: tuple[RegisteredActor, ...]) -> Iterator[Actor]:
    for row in found:
        yield from row.annotations.actors
    for one in register:
        if one.name and one.kind:
            yield Actor(id=one.id, name=one.name, kind=one.kind, aliases=one.aliases)


# --- the editor's lists ----------------------------------------------------------------------------------


def _load_rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a YAML list of mappings, each with its line; [] where there is no file."""
    try:
        document = parse_yaml(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return []
    except YamlError as error:
        raise ConfigError([f"{path}:{error.line or 1}: not valid YAML: {error.message}"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: cannot be read as UTF-8 text: {error}"]) from None
    if document.value is None:
        return []
    if not isinstance(document.value, list) or not all(isinstance(row, dict) for row in document.value):
        raise ConfigError([f"{path}:1: a list is needed, each row a mapping such as {{id: …}}"])
    assert document.node is not None
    return [(node.start_mark.line + 1, row) for node, row in zip(document.node.value, document.value, strict=True)]


def load_register_rows(path: Path) -> tuple[RegisteredActor, ...]:
    """The editor's register of actors. Raises ConfigError with every problem in it."""
    kinds = get_args(ActorKind)
    lists = ("aliases", "articles", "roles")
    texts = ("id", "name", "merged_into", "split_from", "wikidata")
    known = ("id", "name", "kind", "hidden", "weight", *texts[2:], *lists)
    rows, problems = [], []
    for line, row in _load_rows(path):
        where = f"{path}:{line}"
        problems += [f"{where}: unknown key {key!r}; known here: {', '.join(known)}" for key in row if key not in known]
        for key in texts:
            if (row.get(key) is None and key == "id") or not isinstance(row.get(key), str | None):
                problems.append(f"{where}: {key}: found {row.get(key)!r}; allowed: text")
        if row.get("kind") not in (None, *kinds):
            problems.append(f"{where}: kind: found {row['kind']!r}; allowed: {', '.join(kinds)}")
        values = {key: row.get(key) or [] for key in lists}
        problems += [
            f"{where}: {key}: found {value!r}; allowed: a list of texts"
            for key, value in values.items()
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value)
        ]
        parts = bool(values["articles"] or values["roles"])
        if parts != bool(row.get("split_from")):
            problems.append(
                f"{where}: split_from: tells from which actor a part is taken, and needs `articles` or `roles` to tell "
                "which; neither stands alone"
            )
        problems += [
            f"{where}: {key}: {row['id']!r} cannot be made of itself; name another actor's id"
            for key in ("merged_into", "split_from")
            if row.get(key) is not None and row.get(key) == row.get("id")
        ]
        if not isinstance(row.get("hidden", False), bool):
            problems.append(f"{where}: hidden: found {row['hidden']!r}; allowed: true, false")
        weight = row.get("weight")
        if weight is not None and (type(weight) not in (int, float) or not 0 <= weight <= 10):
            problems.append(f"{where}: weight: found {weight!r}; allowed: a number from 0 to 10")
        if not problems:
            rows.append(RegisteredActor(**{**row, **{key: tuple(value) for key, value in values.items()}}))
    ids = [row.id for row in rows]
    problems += [
        f"{path}: the id {one!r} stands {ids.count(one)} times" for one in sorted(set(ids)) if ids.count(one) > 1
    ]
    if problems:
        raise ConfigError(problems)
    return tuple(rows)


def load_takedowns(path: Path) -> frozenset[str]:
    """Ids and URLs of articles to keep away, rows of {id: …} or {url: …}, with a reason if one likes."""
    problems: list[str] = []
    keys: set[str] = set()
    for line, row in _load_rows(path):
        values = [row[key] for key in ("id", "url") if isinstance(row.get(key), str)]
        if not values:
            problems.append(f"{path}:{line}: a row needs `id` or `url`, found {sorted(row)}")
        keys.update(url_key(value) if is_web_url(value) else value for value in values)
    if problems:
        raise ConfigError(problems)
    return frozenset(keys)


def is_taken_down(article: Article, takedowns: frozenset[str]) -> bool:
    """Whether `load_takedowns` names the article, by its id or by any form of its address."""
    return article.id in takedowns or bool(article.url and url_key(article.url) in takedowns)


# --- writing ---------------------------------------------------------------------------------------------


def name_file(article: Article) -> tuple[str, str]:
    """The folder and file name an article gets when it is first stored: its day in UTC, its slug and id."""
    day = article.first_seen
    slug = slugify(article.title, max_length=60, word_boundary=True) or "article"
    return f"{day.year:04}/{day.month:02}/{day.day:02}", f"{slug}-{article.id[:8]}.md"


def write_text(path: Path, text: str) -> bool:
    """Write a file whole or not at all; False, and nothing touched, where it holds that text already."""
    encoded = text.encode("utf-8")
    try:
        if path.read_bytes() == encoded:
            return False
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(encoded)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def read_states(content: Path) -> dict[str, dict[str, Any]]:
    """The latest state of each source that changed state: source id -> {"source", "state", "since", "reason"}."""
    path = content / "sources.jsonl"
    states: dict[str, dict[str, Any]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return states
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            states[row["source"]] = row
        except (ValueError, KeyError, TypeError) as error:
            raise StateError(f"{path}:{number}: not a line this program wrote; restore the file from git") from error
    return states


def append_states(content: Path, rows: list[dict[str, Any]]) -> None:
    """Add changes of state to sources.jsonl, whole or not at all."""
    if rows:
        path = content / "sources.jsonl"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        added = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        write_text(path, before + added)


def edition_path(content: Path, name: str) -> Path:
    """The file of an edition."""
    return content / "editions" / f"{name}.yaml"
