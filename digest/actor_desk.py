"""`digest actors`: who was seen, who is likely whom, and the editor's decisions, written into content/actors.yaml."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.config import Config
from digest.content import load_library, load_register_rows, write_text
from digest.errors import ConfigError
from digest.identity import SeenActor, follow_merges, gather_actors
from digest.models import RegisteredActor, StoredArticle
from digest.namesakes import MergeHint, SplitHint, fold_name, suggest_merges, suggest_splits
from digest.register_edit import edit_register

_FORMS_SHOWN = 6
_ROLES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ActorDesk:
    """The actors of a site as its content has them, and the file of its register."""

    actors: Mapping[str, SeenActor]
    register: Mapping[str, RegisteredActor]
    articles: tuple[StoredArticle, ...]
    path: Path

    def list_actors(self, query: str = "", kind: str | None = None) -> list[SeenActor]:
        """The actors whose id, name or a form of it has all words of `query`, most articles first."""
        wanted = fold_name(query)
        found = [
            actor
            for actor in self.actors.values()
            if kind in (None, actor.kind) and all(any(word in form for form in _forms(actor)) for word in wanted)
        ]
        return sorted(found, key=lambda actor: (-len(actor.articles), actor.name.casefold(), actor.id))

    def suggest(self) -> tuple[list[MergeHint], list[SplitHint]]:
        """Likely duplicates and likely namesakes, with the evidence; pairs the register decided on are left out."""
        from digest.enrich.names import lexicon

        parts = {(row.id, row.split_from) for row in self.register.values()}
        merges = [
            hint
            for hint in suggest_merges(self.actors, lexicon().short_names)
            if (hint.id, hint.into) not in parts and (hint.into, hint.id) not in parts
        ]
        return merges, suggest_splits(self.actors, self.articles)

    # --- decisions -------------------------------------------------------------------------------------

    def merge(self, id_: str, into: str) -> str:
        """One actor made part of another; its page and feed lead there. Returns what was done, in a sentence."""
        self._require(id_)
        self._require(into)
        target = follow_merges(into, self.register)
        if id_ in (into, target):
            raise ConfigError([f"{id_!r} is {into!r} already; merge two different actors"])
        self._write(id_, {"merged_into": into})
        return f"{id_} is {into} now."

    def rename(self, id_: str, name: str) -> str:
        """Another name to show; the address stays."""
        self._require(id_)
        self._write(id_, {"name": name})
        return f"{id_} is shown as {name!r} now."

    def set_kind(self, id_: str, kind: str) -> str:
        """person, organisation or country."""
        self._require(id_)
        self._write(id_, {"kind": kind})
        return f"{id_} is of kind {kind} now."

    def hide(self, id_: str, *, hidden: bool) -> str:
        """Off the site, or back on it."""
        self._require(id_)
        self._write(id_, {"hidden": True if hidden else None})
        return f"{id_} is {'hidden' if hidden else 'shown again'}."

    def add_aliases(self, id_: str, aliases: Sequence[str]) -> str:
        """Other forms that mean the actor from now on; a form that another row has is moved to this one."""
        self._require(id_)
        row = self.register.get(id_)
        text = None
        for other in self.register.values():
            kept = [alias for alias in other.aliases if alias not in aliases]
            if other.id != id_ and len(kept) < len(other.aliases):
                text = edit_register(self.path, other.id, {"aliases": kept or None}, text=text)
        merged = list(dict.fromkeys([*(row.aliases if row else ()), *aliases]))
        self._write(id_, {"aliases": merged}, text=text)
        return f"{id_} goes by {', '.join(merged)} too; `digest retag` finds them."

    def split(self, id_: str, part: str, *, name: str | None, articles: Sequence[str], roles: Sequence[str]) -> str:
        """A part of an actor made one of its own: in `articles` (ids), and where one of `roles` stands with it."""
        seen = self._require(id_)
        if part == id_ or (part in self.actors and self.actors[part].articles):
            raise ConfigError([f"{part!r} is taken; give the part an id of its own"])
        strangers = [one for one in articles if one not in seen.articles]
        if strangers:
            raise ConfigError(
                [f"{id_} is not in article {one}; `digest actors {id_}` lists its articles" for one in strangers]
            )
        if not articles and not roles:
            raise ConfigError(["a split needs --article or --role, to tell which part of the actor is meant"])
        row = self.register.get(part)
        self._write(
            part,
            {
                "name": name or seen.name,
                "kind": seen.kind,
                "split_from": id_,
                "articles": list(dict.fromkeys([*(row.articles if row else ()), *articles])) or None,
                "roles": list(dict.fromkeys([*(row.roles if row else ()), *roles])) or None,
            },
        )
        return f"{part} is an actor of its own now, apart from {id_}."

    def set_wikidata(self, id_: str, item: str) -> str:
        """The actor's item in Wikidata, such as Q1615."""
        if not (item[:1] == "Q" and item[1:].isdigit()):
            raise ConfigError([f"{item!r} is no Wikidata id; one looks like Q1615"])
        self._require(id_)
        self._write(id_, {"wikidata": item})
        return f"{id_} is {item} in Wikidata."

    def _require(self, id_: str) -> SeenActor:
        """The actor of an id, after merges and hiding. Raises ConfigError with the likeliest ids where none has it."""
        if id_ in self.actors:
            return self.actors[id_]
        row = self.register.get(id_)
        if row is not None:
            return SeenActor(id=id_, name=row.name or id_, kind=row.kind or "organisation")
        near = [actor.id for actor in self.list_actors(id_.replace("-", " "))[:3]]
        near = near or difflib.get_close_matches(id_, list(self.actors), n=3)
        hint = f"; is it {' or '.join(near)}?" if near else ""
        raise ConfigError([f"no actor has the id {id_!r}{hint}"])

    def _write(self, id_: str, changes: Mapping[str, Any], text: str | None = None) -> None:
        known = self.actors.get(id_)
        if id_ not in self.register and known and "name" not in changes and set(changes) & {"aliases", "kind"}:
            changes = {"name": known.name, "kind": known.kind, **changes}  # a row to be read without the content
        edited = edit_register(self.path, id_, changes, text=text)
        write_text(self.path, edited)
        load_register_rows(self.path)


def open_desk(config: Config) -> ActorDesk:
    """The actors of a site. Raises what reading the content raises."""
    library = load_library(config.content, config.topics)
    shown = tuple(stored for stored in library.articles if not stored.hidden)
    return ActorDesk(
        gather_actors(shown, library.register),
        {row.id: row for row in library.register},
        shown,
        config.content / "actors.yaml",
    )


def _forms(actor: SeenActor) -> list[str]:
    forms = [actor.id, actor.name, *actor.forms]
    return [" ".join(fold_name(form)) for form in forms]


# --- showing ---------------------------------------------------------------------------------------------


def describe_actor(actor: SeenActor) -> str:
    """One line: articles, id, name, kind, other forms, roles."""
    forms = [form for form, _ in actor.forms.most_common() if form != actor.name][:_FORMS_SHOWN]
    roles = [f"“{role}”" for role, _ in actor.roles.most_common(_ROLES_SHOWN)]
    bare = "a surname alone, joins no articles" if actor.bare else ""
    notes = "; ".join(part for part in (", ".join(forms), ", ".join(roles), bare) if part)
    return f"{len(actor.articles):5}  {actor.id}  {actor.name} ({actor.kind})" + (f"  {notes}" if notes else "")


def write_actor(actor: SeenActor) -> str:
    """One JSON object."""
    return json.dumps(
        {
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "articles": actor.articles,
            "forms": dict(sorted(actor.forms.items(), key=lambda item: (-item[1], item[0]))),
            "roles": dict(sorted(actor.roles.items(), key=lambda item: (-item[1], item[0]))),
            "bare": actor.bare,
        },
        ensure_ascii=False,
    )


def describe_merge(hint: MergeHint) -> str:
    """The suggestion, its evidence, and the command that follows it."""
    return "\n".join(
        [f"{hint.score:.2f}  digest actors merge {hint.id} {hint.into}", *(f"      {one}" for one in hint.evidence)]
    )


def describe_split(hint: SplitHint) -> str:
    """An actor that may be several, with its parts."""
    lines = [f"      {hint.id} may be {len(hint.parts)} people: nothing but the name joins these articles"]
    for number, (articles, roles) in enumerate(hint.parts, 1):
        told = ", ".join(f"“{role}”" for role in roles)
        lines.append(f"      {number}. {told}: {', '.join(articles)}")
    rest = " ".join(f"--article {one}" for one in hint.parts[-1][0])
    return "\n".join([f"  ?   digest actors split {hint.id} NEW-ID {rest}", *lines])
