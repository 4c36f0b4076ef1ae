"""config.yaml -> a frozen Config, validated whole.

Every problem is found in one pass and names file, line, key path, what was found, what is allowed and, for a
mistyped word, the nearest known one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from digest.config_problems import explain_problem, find_conflicts, show_value
from digest.config_schema import ConfigModel, TopicModel, UseModel, check_base_url
from digest.errors import ConfigError
from digest.models import EntryRules, FetchSettings, SiteSettings, Source, Term, Topic
from digest.strict_yaml import YamlError, parse_yaml
from digest.text import source_id
from digest.vocabulary import merge_topics, spread_synonyms


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
        at = f":{error.line}" if error.line else ""
        raise ConfigError([f"{name}{at}: not valid YAML: {error.message}"]) from None
    if document.node is None or not isinstance(document.value, dict):
        raise ConfigError(
            [f"{name}:1: found {show_value(document.value)}; a mapping is needed, which begins with `site:`"]
        )
    problems: list[tuple[int, str]] = []
    model: ConfigModel | None = None
    try:
        model = ConfigModel.model_validate(document.value)
    except ValidationError as error:
        problems += [explain_problem(problem, document.node) for problem in error.errors(include_url=False)]
    problems += find_conflicts(document.value, document.node)
    if problems or model is None:
        raise ConfigError([f"{name}:{line}: {message}" for line, message in sorted(set(problems))])
    return _freeze(model, root)


def move_site(config: Config, base_url: str) -> Config:
    """The config with another public address; the ids of its feeds' entries stay. Raises ConfigError for a bad one."""
    try:
        checked = check_base_url(base_url)
    except PydanticCustomError as error:
        raise ConfigError([f"--base-url: found {base_url!r}; allowed: {error.message()}"]) from None
    return replace(config, site=replace(config.site, base_url=checked))


def _freeze(model: ConfigModel, root: Path) -> Config:
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


def _freeze_topic(row: TopicModel | UseModel) -> Topic | str:
    if isinstance(row, UseModel):
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
