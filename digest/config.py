"""config.yaml -> a frozen Config, validated whole.

Every problem is found in one pass and names file, line, key path, what was found, what is allowed and, for a
mistyped word, the nearest known one.
"""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    Tag,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from digest.errors import ConfigError
from digest.models import (
    EditionPeriod,
    EntryRules,
    FetchRule,
    FetchSettings,
    SiteSettings,
    Source,
    Term,
    TextPolicy,
    Topic,
)
from digest.selectors import compile_line, compile_selector
from digest.strict_yaml import YamlError, parse_yaml
from digest.text import source_id
from digest.vocabulary import VOCABULARIES, find_misplaced, merge_topics, spread_synonyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the editor set. `root` is the folder that holds config.yaml; all paths are below it."""

    root: Path
    site: SiteSettings
    sources: tuple[Source, ...] = ()
    topics: tuple[Topic, ...] = ()
    learn: bool = True
    """Whether articles that the rules of a topic miss may be given it by what the corpus teaches."""
    recogniser: Literal["rules", "spacy"] = "rules"
    """What finds names: the rules alone, or joined with a model of spaCy."""
    spacy_model: str = "en_core_web_sm"
    mute: tuple[str, ...] = ()
    entries: EntryRules = field(default_factory=EntryRules)
    fetch: FetchSettings = field(default_factory=FetchSettings)

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    @property
    def templates(self) -> Path:
        return self.root / "templates"


# --- what each value may be ------------------------------------------------------------------------------


def _problem(allowed: str) -> PydanticCustomError:
    return PydanticCustomError("not_allowed", "{allowed}", {"allowed": allowed})


def _check_text(value: str) -> str:
    if not value.strip():
        raise _problem("some text, not empty")
    return value.strip()


def _check_web_url(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", value.strip())
        _ = parts.port
    except ValueError:
        usable = False
    if not usable:
        raise _problem("an address that starts with https:// or http://")
    return value.strip()


def _check_base_url(value: str) -> str:
    value = _check_web_url(value)
    parts = urlsplit(value)
    if parts.query or parts.fragment or parts.username:
        raise _problem("an address without ?, # or a user name, such as https://example.org/digest/")
    return value if value.endswith("/") else value + "/"


def _check_timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _problem("a zone of the IANA time zone database, such as Europe/Berlin or UTC") from None
    return value


def _check_language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
        raise _problem("a language tag (BCP 47), such as en or pt-BR")
    return value


def _check_country(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise _problem("a country's two capital letters (ISO 3166), such as DE")
    return value


def _check_id(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        raise _problem("small letters, digits and single hyphens, such as water-policy")
    return value


def _check_path(value: str) -> str:
    if "\0" in value or not value.strip():
        raise _problem("the path of a file or folder")
    return value


def _check_selector(value: str) -> str:
    try:
        compile_selector(_check_text(value))
    except ValueError as error:
        raise _problem(f"a CSS selector, such as div.promo or #content > p ({error})") from None
    return value.strip()


def _check_line(value: str) -> str:
    try:
        compile_line(_check_text(value))
    except ValueError as error:
        raise _problem(f"a line, with * for any characters, that says something ({error})") from None
    return value.strip()


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _term(value: object) -> object:
    if not isinstance(value, str | dict):
        raise _problem("text in quotes, or {any: […], with: […], not: […]}")
    return {"any": [value]} if isinstance(value, str) else value


def _check_vocabulary(value: str) -> str:
    if value not in VOCABULARIES:
        raise _problem(f"the name of a packaged vocabulary: {', '.join(VOCABULARIES)}")
    return value


Text = Annotated[StrictStr, AfterValidator(_check_text)]
WebUrl = Annotated[StrictStr, AfterValidator(_check_web_url)]
Texts = tuple[Text, ...]
_Selectors = Annotated[tuple[Annotated[StrictStr, AfterValidator(_check_selector)], ...], BeforeValidator(_listed)]
_Lines = Annotated[tuple[Annotated[StrictStr, AfterValidator(_check_line)], ...], BeforeValidator(_listed)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Site(_Model):
    title: Text
    base_url: Annotated[StrictStr, AfterValidator(_check_base_url)]
    description: StrictStr = ""
    id: Text | None = None
    language: Annotated[StrictStr, AfterValidator(_check_language)] = "en"
    timezone: Annotated[StrictStr, AfterValidator(_check_timezone)] = "UTC"
    store: Literal["full", "excerpt"] = "full"
    stories: Annotated[StrictInt, Field(ge=1, le=50)] = 8
    edition: EditionPeriod = "daily"


class _Source(_Model):
    name: Text
    feed: WebUrl | None = None
    page: WebUrl | None = None
    path: Annotated[StrictStr, AfterValidator(_check_path)] | None = None
    text: TextPolicy = "excerpt"
    country: Annotated[StrictStr, AfterValidator(_check_country)] | None = None
    lang: Annotated[StrictStr, AfterValidator(_check_language)] | None = None
    home: WebUrl | None = None
    fetch: FetchRule = "auto"
    select: _Selectors = ()
    drop: _Selectors = ()
    strip_lines: _Lines = ()


class _Term(_Model):
    any: Annotated[Texts, Field(min_length=1)]
    with_: Texts = Field(default=(), alias="with")
    not_: Texts = Field(default=(), alias="not")


class _Topic(_Model):
    id: Annotated[StrictStr, AfterValidator(_check_id)]
    label: Text
    terms: tuple[Annotated[_Term, BeforeValidator(_term)], ...] = ()
    description: StrictStr = ""
    parent: Text | None = None
    learn: StrictBool = True
    weight: Annotated[float, Field(ge=0, le=10, strict=True)] = 1.0


class _Use(_Model):
    use: Annotated[StrictStr, AfterValidator(_check_vocabulary)]


def _tag_topic(value: object) -> str:
    return "<use>" if isinstance(value, dict) and "use" in value else "<topic>"


def _list_topics(value: object) -> object:
    return [{"use": value}] if isinstance(value, str) else value


# A tag in angle brackets stands in pydantic's path to an error, and is taken out there.
_TopicRow = Annotated[Annotated[_Topic, Tag("<topic>")] | Annotated[_Use, Tag("<use>")], Discriminator(_tag_topic)]


class _Entries(_Model):
    untitled: Literal["first-words", "leave-out"] = "first-words"
    unlinked: Literal["keep", "leave-out"] = "keep"
    undated: Literal["keep", "leave-out"] = "keep"
    future: Literal["undate", "keep", "leave-out"] = "undate"
    future_hours: Annotated[StrictInt, Field(ge=0, le=24 * 366)] = 24


class _Fetch(_Model):
    contact: StrictStr = ""
    hosts: Annotated[StrictInt, Field(ge=1, le=64)] = 8
    deadline_s: Annotated[StrictInt, Field(ge=1, le=600)] = 20
    retry_after_s: Annotated[StrictInt, Field(ge=0, le=600)] = 30
    allow_hosts: Texts = ()


class _Config(_Model):
    site: _Site
    sources: tuple[_Source, ...] = ()
    topics: Annotated[tuple[_TopicRow, ...], BeforeValidator(_list_topics)] = ()
    synonyms: tuple[Annotated[Texts, Field(min_length=2)], ...] = ()
    learn: StrictBool = True
    recogniser: Literal["rules", "spacy"] = "rules"
    spacy_model: Annotated[StrictStr, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")] = "en_core_web_sm"
    mute: Texts = ()
    entries: _Entries = _Entries()
    fetch: _Fetch = _Fetch()


def list_keys() -> Iterator[str]:
    """Every key path the config knows, such as "sources.feed", for the documentation and its test."""
    for name, part in (("", _Config), ("site.", _Site), ("sources.", _Source), ("topics.", _Topic), ("topics.", _Use),
                       ("topics.terms.", _Term), ("entries.", _Entries), ("fetch.", _Fetch)):  # fmt: skip
        for key in _known_keys(part):
            yield name + key


def _known_keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


# --- reading ---------------------------------------------------------------------------------------------


def load_config(path: Path) -> Config:
    """Read and validate the config file at `path`. Raises ConfigError with every problem in it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            [f"{path}: there is no such file; run this in a site's folder, or name it with --config"]
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: cannot be read as UTF-8 text: {error}"]) from None
    return parse_config(text, name=str(path), root=path.resolve().parent)


def parse_config(text: str, *, name: str, root: Path) -> Config:
    """`text` as a Config; `name` is how messages call the file. Raises ConfigError with every problem in it."""
    try:
        document = parse_yaml(text)
    except YamlError as error:
        raise ConfigError([f"{name}{_at(error.line)}: not valid YAML: {error.message}"]) from None
    if document.node is None or not isinstance(document.value, dict):
        raise ConfigError([f"{name}:1: found {_show(document.value)}; a mapping is needed, which begins with `site:`"])
    problems: list[tuple[int, str]] = []
    model: _Config | None = None
    try:
        model = _Config.model_validate(document.value)
    except ValidationError as error:
        problems += [_explain(problem, document.node) for problem in error.errors(include_url=False)]
    problems += _find_conflicts(document.value, document.node)
    if problems or model is None:
        raise ConfigError([f"{name}:{line}: {message}" for line, message in sorted(set(problems))])
    return _freeze(model, root)


def move_site(config: Config, base_url: str) -> Config:
    """The config with another public address; the ids of its feeds' entries stay. Raises ConfigError for a bad one."""
    try:
        checked = _check_base_url(base_url)
    except PydanticCustomError as error:
        raise ConfigError([f"--base-url: found {base_url!r}; allowed: {error.message()}"]) from None
    return replace(config, site=replace(config.site, base_url=checked))


def _freeze(model: _Config, root: Path) -> Config:
    site = model.site.model_dump()
    site["id"] = site["id"] or site["base_url"]
    return Config(
        root=root,
        site=SiteSettings(**site),
        sources=tuple(Source(id=source_id(source.name), **source.model_dump()) for source in model.sources),
        topics=spread_synonyms(merge_topics(_freeze_topic(row) for row in model.topics), model.synonyms),
        learn=model.learn,
        recogniser=model.recogniser,
        spacy_model=model.spacy_model,
        mute=model.mute,
        entries=EntryRules(**model.entries.model_dump()),
        fetch=FetchSettings(**model.fetch.model_dump()),
    )


def _freeze_topic(row: _Topic | _Use) -> Topic | str:
    if isinstance(row, _Use):
        return row.use
    return Topic(
        id=row.id,
        label=row.label,
        description=row.description,
        parent=row.parent,
        learn=row.learn,
        weight=row.weight,
        terms=tuple(Term(any=term.any, together=term.with_, none=term.not_) for term in row.terms),
    )


def _find_conflicts(value: dict[str, Any], node: yaml.Node) -> Iterator[tuple[int, str]]:
    """What no single key can see: two ways in for one source, ids that stand twice."""
    for part, label in (("sources", "name"), ("topics", "id")):
        first: dict[str, int] = {}
        rows = value.get(part)
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            if not isinstance(row, dict):
                continue
            line, path = _line(node, (part, index)), f"{part}[{index}]"
            ways = [key for key in ("feed", "page", "path") if row.get(key) is not None]
            if part == "sources" and len(ways) > 1:
                yield line, f"{path}: found {' and '.join(ways)}; a source has one of feed, page and path"
            if label not in row:
                continue
            key = str(row.get(label))
            key = source_id(key) if part == "sources" else key
            if key in first:
                before = f"{part}[{first[key]}]"
                yield line, f"{path}.{label}: found {_show(row.get(label))}, as in {before}; each needs its own"
            first.setdefault(key, index)
    topics = value.get("topics")
    for index, key, wrong in find_misplaced(topics if isinstance(topics, list) else []):
        yield _line(node, ("topics", index, key)), f"topics[{index}].{key}: {wrong}"


# --- explaining ------------------------------------------------------------------------------------------

_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): _Config,
    ("site",): _Site,
    ("sources",): _Source,
    ("topics",): _Topic,
    ("topics", "terms"): _Term,
    ("entries",): _Entries,
    ("fetch",): _Fetch,
}
_WANTED = {
    "string_type": "text (put it in quotes)",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "a mapping of keys and values",
    "too_short": "at least one item",
}


def _explain(problem: Any, node: yaml.Node) -> tuple[int, str]:
    """One of pydantic's errors as (line, message)."""
    where: tuple[str | int, ...] = tuple(step for step in problem["loc"] if not str(step).startswith("<"))
    found, kind, context = problem["input"], problem["type"], problem.get("ctx", {})
    line, path = _line(node, where), _path(where)
    if kind == "extra_forbidden":
        known = _known_keys(_MODELS[tuple(step for step in where[:-1] if isinstance(step, str))])
        return line, f"{path}: unknown key{_nearest(str(where[-1]), known)}; known here: {', '.join(known)}"
    if kind == "missing":
        return line, f"{path}: missing; it is required"
    if kind == "literal_error":
        allowed = _literals(where)
        return line, f"{path}: found {_show(found)}{_nearest(str(found), allowed)}; allowed: {', '.join(allowed)}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return line, f"{path}: found {_show(found)}; allowed: a whole number, {bound}"
    if kind == "too_short" and context.get("min_length") == 2:
        return line, f"{path}: found {_show(found)}; allowed: at least two items"
    wanted = context.get("allowed") or _WANTED.get(kind) or problem["msg"]
    return line, f"{path}: found {_show(found)}; allowed: {wanted}"


def _literals(where: tuple[str | int, ...]) -> list[str]:
    model = _MODELS[tuple(step for step in where[:-1] if isinstance(step, str))]
    return [str(value) for value in get_args(model.model_fields[str(where[-1])].annotation)]


def _nearest(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f" (did you mean {close[0]}?)" if close else ""


def _show(value: object) -> str:
    return "nothing" if value is None else reprlib.repr(value)


def _at(line: int | None) -> str:
    return f":{line}" if line else ""


def _path(where: tuple[str | int, ...]) -> str:
    path = ""
    for step in where:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path or "the file"


def _line(node: yaml.Node, where: tuple[str | int, ...]) -> int:
    """The 1-based line of the deepest node on the way `where` (of the key, for a mapping's value)."""
    line = node.start_mark.line
    for step in where:
        following: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, child in node.value:
                if getattr(key, "value", None) == step:
                    line, following = key.start_mark.line, child
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            following = node.value[step]
            line = following.start_mark.line
        if following is None:
            break
        node = following
    return int(line) + 1
