"""What config.yaml may hold: each key, the kind of its value, and what that may be.

pydantic checks against these models; `config_problems` says in words what it finds, `config` makes a Config of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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
)
from pydantic_core import PydanticCustomError

from digest.models import EditionPeriod, FetchRule, TextPolicy
from digest.selectors import compile_line, compile_selector
from digest.vocabulary import VOCABULARIES


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


def check_base_url(value: str) -> str:
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


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SiteModel(Model):
    title: Text
    base_url: Annotated[StrictStr, AfterValidator(check_base_url)]
    description: StrictStr = ""
    id: Text | None = None
    language: Annotated[StrictStr, AfterValidator(_check_language)] = "en"
    timezone: Annotated[StrictStr, AfterValidator(_check_timezone)] = "UTC"
    store: Literal["full", "excerpt"] = "full"
    stories: Annotated[StrictInt, Field(ge=1, le=50)] = 8
    edition: EditionPeriod = "daily"


class SourceModel(Model):
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


class TermModel(Model):
    any: Annotated[Texts, Field(min_length=1)]
    with_: Texts = Field(default=(), alias="with")
    not_: Texts = Field(default=(), alias="not")


class TopicModel(Model):
    id: Annotated[StrictStr, AfterValidator(_check_id)]
    label: Text
    terms: tuple[Annotated[TermModel, BeforeValidator(_term)], ...] = ()
    description: StrictStr = ""
    parent: Text | None = None
    learn: StrictBool = True
    weight: Annotated[float, Field(ge=0, le=10, strict=True)] = 1.0


class UseModel(Model):
    use: Annotated[StrictStr, AfterValidator(_check_vocabulary)]


def _tag_topic(value: object) -> str:
    return "<use>" if isinstance(value, dict) and "use" in value else "<topic>"


def _list_topics(value: object) -> object:
    return [{"use": value}] if isinstance(value, str) else value


# A tag in angle brackets stands in pydantic's path to an error, and is taken out there.
_TopicRow = Annotated[
    Annotated[TopicModel, Tag("<topic>")] | Annotated[UseModel, Tag("<use>")], Discriminator(_tag_topic)
]


class EntriesModel(Model):
    untitled: Literal["first-words", "leave-out"] = "first-words"
    unlinked: Literal["keep", "leave-out"] = "keep"
    undated: Literal["keep", "leave-out"] = "keep"
    future: Literal["undate", "keep", "leave-out"] = "undate"
    future_hours: Annotated[StrictInt, Field(ge=0, le=24 * 366)] = 24


class FetchModel(Model):
    contact: StrictStr = ""
    hosts: Annotated[StrictInt, Field(ge=1, le=64)] = 8
    deadline_s: Annotated[StrictInt, Field(ge=1, le=600)] = 20
    retry_after_s: Annotated[StrictInt, Field(ge=0, le=600)] = 30
    allow_hosts: Texts = ()


class ConfigModel(Model):
    site: SiteModel
    sources: tuple[SourceModel, ...] = ()
    topics: Annotated[tuple[_TopicRow, ...], BeforeValidator(_list_topics)] = ()
    synonyms: tuple[Annotated[Texts, Field(min_length=2)], ...] = ()
    learn: StrictBool = True
    recogniser: Literal["rules", "spacy"] = "rules"
    spacy_model: Annotated[StrictStr, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")] = "en_core_web_sm"
    mute: Texts = ()
    entries: EntriesModel = EntriesModel()
    fetch: FetchModel = FetchModel()


def list_keys() -> Iterator[str]:
    """Every key path the config knows, such as "sources.feed", for the documentation and its test."""
    parts = (
        ("", ConfigModel),
        ("site.", SiteModel),
        ("sources.", SourceModel),
        ("topics.", TopicModel),
        ("topics.", UseModel),
        ("topics.terms.", TermModel),
        ("entries.", EntriesModel),
        ("fetch.", FetchModel),
    )
    for name, part in parts:
        for key in known_keys(part):
            yield name + key


def known_keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]
