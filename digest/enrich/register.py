"""The register: actors known by name before a text is read, in two layers, the packaged one and the editor's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from digest.enrich.names import lexicon, read_register, read_tokens
from digest.models import Actor, ActorKind, RegisteredActor


@dataclass(frozen=True, slots=True)
class Register:
    """Look-up of registered names. Keys are names as `name_key` writes them; values are actor ids.

    `plain` names are common given names or regions too and need evidence. `articled` names count only after "the".
    """

    actors: Mapping[str, Actor]
    names: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]
    plain: frozenset[str]
    articled: frozenset[str]
    nouns: Mapping[str, frozenset[str]]
    """Language -> the names that are nouns of it."""
    places: frozenset[str]
    things: frozenset[str]
    """Products, standards and the like, which are no actors."""
    longest: Mapping[str, int]
    """First word of a name -> how many tokens the longest such name has."""
    single: frozenset[str]
    """Names of one token, by which hyphenated pairs ("US-Russia") are told apart."""
    states: frozenset[str]
    """The ids of the packaged states."""
    edits: Mapping[str, RegisteredActor] = field(default_factory=dict)
    edited_names: frozenset[str] = frozenset()
    """Names the editor gave: they count wherever they stand."""

    def resolve(self, actor: Actor) -> Actor | None:
        """`actor` as the editor wants it: merged, renamed, of another kind; None if hidden."""
        return resolve_edits(actor, self.actors, self.edits)

    def names_in(self, lang: str | None) -> Mapping[str, str]:
        """The names of states in language `lang` (BCP 47), from CLDR; empty for English and unknown languages."""
        base = _base(lang)
        return {} if base == "en" else _state_names(base)

    def unspaced(self, lang: str | None) -> re.Pattern[str] | None:
        """Finds the names of states in a language written without spaces; None for others."""
        return _unspaced(_base(lang))


def name_key(name: str) -> str:
    """The form under which a name is looked up: its tokens, joined by blanks, with plain apostrophes."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return " ".join(name.split())
    tokens, _ = read_tokens(name.replace("’", "'"))
    return " ".join(token.text for token in tokens)


def resolve_edits(actor: Actor, actors: Mapping[str, Actor], edits: Mapping[str, RegisteredActor]) -> Actor | None:
    """`actor` after the editor's rows: follows `merged_into` (a circle stops it), then name, kind and aliases."""
    seen = set[str]()
    while True:
        row = edits.get(actor.id)
        if row is None:
            return actor
        if row.hidden:
            return None
        if row.merged_into is None or row.merged_into in seen or row.merged_into == actor.id:
            return Actor(
                id=actor.id,
                name=row.name or actor.name,
                kind=row.kind or actor.kind,
                aliases=tuple(sorted({*actor.aliases, *row.aliases} - {row.name or actor.name})),
            )
        seen.add(actor.id)
        target = row.merged_into
        actor = actors.get(target) or Actor(id=target, name=actor.name, kind=actor.kind, aliases=actor.aliases)


def load_register(editor: tuple[RegisteredActor, ...] = ()) -> Register:
    """The packaged register with the `editor`'s rows on top.

    A row whose id is packaged changes that actor; another adds one (an organisation unless it says otherwise), or
    edits what the recogniser finds under that id. Names and aliases of a row win over packaged ones.
    """
    packaged = _packaged()
    if not editor:
        return packaged
    actors, names = dict(packaged.actors), dict(packaged.names)
    edited = dict[str, str]()
    for row in editor:
        if row.id not in actors and row.name and row.merged_into is None:
            actors[row.id] = Actor(id=row.id, name=row.name, kind=row.kind or "organisation", aliases=row.aliases)
        # A part of another actor has its name from that one: the name alone does not tell which is meant.
        for name in (*((row.name,) if row.name and not row.split_from else ()), *row.aliases):
            key = name_key(name)
            if key and (row.id in actors or row.merged_into):
                edited[key] = row.id
    names.update(edited)
    for key, owner in edited.items():  # an id that is only merged away still leads somewhere
        if owner not in actors:
            actors[owner] = Actor(id=owner, name=key, kind="organisation")
    return Register(
        actors=actors,
        names=names,
        demonyms={key: owner for key, owner in packaged.demonyms.items() if key not in edited},
        capitals={key: owner for key, owner in packaged.capitals.items() if key not in edited},
        plain=packaged.plain - edited.keys(),
        articled=packaged.articled - edited.keys(),
        nouns={lang: keys - edited.keys() for lang, keys in packaged.nouns.items()},
        places=packaged.places - edited.keys(),
        things=packaged.things - edited.keys(),
        longest=_longest(
            (names, packaged.demonyms, packaged.capitals, packaged.places, packaged.things - edited.keys())
        ),
        single=_single((names, packaged.demonyms, packaged.capitals)),
        states=packaged.states,
        edits={row.id: row for row in editor},
        edited_names=frozenset(edited),
    )


def _longest(groups: Iterable[Iterable[str]]) -> dict[str, int]:
    longest = dict[str, int]()
    for group in groups:
        for key in group:
            words = key.split(" ")
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def _single(groups: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(key for group in groups for key in group if " " not in key)


@cache
def _packaged() -> Register:
    states: dict[str, dict[str, Any]] = read_register("countries.yaml")
    bodies: dict[str, dict[str, Any]] = read_register("organisations.yaml")
    english = _territories("en")
    actors, names = dict[str, Actor](), dict[str, str]()
    demonyms, capitals = dict[str, str](), dict[str, str]()
    plain, articled, nouns = set[str](), set[str](), dict[str, set[str]]()

    def add(actor_id: str, name: str, kind: ActorKind, also: Iterable[str]) -> None:
        actors[actor_id] = Actor(id=actor_id, name=name, kind=kind, aliases=tuple(sorted(set(also) - {name})))
        for form in (name, *also):
            names.setdefault(name_key(form), actor_id)

    for code, row in states.items():
        name = row.get("name") or english[code]
        actor_id = _state_id(code)
        add(actor_id, name, "country", [*row.get("also", ()), *([english[code]] if code in english else ())])
        demonyms.update((name_key(form), actor_id) for form in row["of"])
        capitals.update((name_key(form), actor_id) for form in (row.get("capital"), *row.get("capitals", ())) if form)
        plain.update(name_key(form) for form in row.get("plain", ()))
    for actor_id, row in bodies.items():
        add(actor_id, row["name"], "organisation", row.get("also", ()))
        if row.get("article"):
            articled.update(name_key(form) for form in (row["name"], *row.get("also", ())))
        if noun := row.get("noun"):
            forms = (form for form in (row["name"], *row.get("also", ())) if "-" not in form)
            nouns.setdefault(noun, set()).update(map(name_key, forms))
    for key in [key for key in capitals if key in names]:  # Singapore, Djibouti: the state's name is enough
        del capitals[key]
    places = frozenset(name_key(name) for name in lexicon().place_names if name_key(name) not in names)
    things = frozenset(name_key(name) for name in lexicon().thing_names) - names.keys() - places
    return Register(
        actors=actors,
        names=names,
        demonyms=demonyms,
        capitals=capitals,
        plain=frozenset(plain),
        articled=frozenset(articled),
        nouns={lang: frozenset(keys) for lang, keys in nouns.items()},
        places=places,
        things=things,
        longest=_longest((names, demonyms, capitals, places, things)),
        single=_single((names, demonyms, capitals)),
        states=frozenset(_state_ids().values()),
    )


@cache
def _state_ids() -> Mapping[str, str]:
    """ISO code -> actor id, the slug of the English name."""
    from slugify import slugify

    states: dict[str, dict[str, Any]] = read_register("countries.yaml")
    english = _territories("en")
    return {code: slugify(row.get("name") or english[code]) for code, row in states.items()}


def _state_id(code: str) -> str:
    return _state_ids()[code]


@cache
def _state_names(base: str) -> Mapping[str, str]:
    local = _territories(base)
    return {name_key(local[code]): actor_id for code, actor_id in sorted(_state_ids().items()) if code in local}


def _base(lang: str | None) -> str:
    return (lang or "en").replace("_", "-").split("-")[0].lower()


@cache
def _unspaced(base: str) -> re.Pattern[str] | None:
    if base not in ("zh", "ja", "th", "lo", "km", "my", "yue", "wuu"):
        return None
    names = sorted((name for name in _state_names(base) if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile("|".join(re.escape(name) for name in names)) if names else None


@cache
def _territories(base: str) -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 -> name of the territory in a language, from CLDR; empty for a language it does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        names: Mapping[str, str] = Locale.parse(base).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: names[code] for code in names if len(code) == 2}
