"""Who is in the news: persons, organisations and states named in a text, each with all its mentions.

Rules alone: a register of known names, the case of words, titles and other context, and the merging of the forms of
one name within a document, after the practice of news style (full name first, surname later).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from digest.enrich.candidates import Candidates
from digest.enrich.merging import merge_organisations
from digest.enrich.recognisers import Recognised
from digest.enrich.register import Register, name_key
from digest.enrich.runs import Span
from digest.enrich.spans import STATE_HEADS
from digest.enrich.sport import is_placed
from digest.models import Actor, ActorKind, Mention, WordCases

_AGENCY_IN_DATELINE = re.compile(r"[^()\n]{0,60}\((?P<agency>[^()\n]{2,40})\)[ \t]*[-–—]")
_CREDIT_LINE = re.compile(r"[(\[©—–-]{0,2}[ \t]*(?P<agency>[^\W\d_][^.!?,;:()\[\]\n]{1,40})[)\]]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundActors:
    """The actors of a text, most mentioned first (ties by first mention), and every mention of them in text order.

    An actor's `aliases` are the other forms of its name that this text has.
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]


def find_actors(
    text: str,
    *,
    title: str | None,
    lang: str | None,
    source_name: str | None,
    register: Register,
    words: WordCases,
    recognised: Sequence[Recognised] = (),
) -> FoundActors:
    """The actors named in `text`, by `register` and by rule, joined with the names another recogniser found in it.

    `title` helps to explain a bare surname, but no mention lies in it. `lang` (BCP 47) chooses the names of states;
    capitals are trusted as signs of names in English only. `source_name`, the article's own publisher, is no actor of
    it. `words` tells how the corpus capitalises. Mentions are spans of `text` without leading article or possessive.
    """
    finder = _Finder(text, title=title, lang=lang, register=register, words=words, recognised=recognised)
    return finder.found(source_name)


@dataclass(slots=True)
class _Named:
    """A span that means an actor."""

    span: Span
    actor_id: str
    name: str
    kind: ActorKind


class _Finder(Candidates):
    """Names the candidates of one text: which actor each means, if any."""

    def found(self, source_name: str | None) -> FoundActors:
        """The actors and mentions of the text, without its own publisher."""
        named = self._named()
        own = frozenset(_folded(name) for name in (source_name, *find_credits(self.text)) if name)
        actors: dict[str, Actor] = {}
        forms: dict[str, set[str]] = {}
        mentions: list[Mention] = []
        for one in named:
            known = self.register.actors.get(one.actor_id) or Actor(id=one.actor_id, name=one.name, kind=one.kind)
            actor = self.register.resolve(known)
            start, end = self.tokens[one.span.first].start, self.tokens[one.span.last - 1].end
            if actor is None or self._is_own(own, (actor.name, known.name, *actor.aliases, self.text[start:end])):
                continue
            actors.setdefault(actor.id, actor)
            surface = self.text[start:end]
            seen = forms.setdefault(actor.id, set())
            if one.span.sort == "name" or one.kind != "country":  # "Paris" and "French" are no names of France
                seen.add(" ".join(surface.split()))
            mentions.append(
                Mention(
                    start=start,
                    end=end,
                    surface=surface,
                    actor_id=actor.id,
                    role=self.context.role_of(one.span, one.kind),
                )
            )
        counts = Counter(mention.actor_id for mention in mentions)
        order = {actor_id: number for number, actor_id in enumerate(actors)}
        ranked = sorted(actors.values(), key=lambda actor: (-counts[actor.id], order[actor.id]))
        return FoundActors(
            actors=tuple(replace(actor, aliases=tuple(sorted(forms[actor.id] - {actor.name}))) for actor in ranked),
            mentions=tuple(mentions),
        )

    def _is_own(self, own: frozenset[str], names: Iterable[str]) -> bool:
        """Whether one of an actor's names is among those of the article's own publisher and agency."""
        return bool(own) and not own.isdisjoint(_folded(name) for name in names)

    def _named(self) -> list[_Named]:
        named: list[_Named] = []
        loose: list[Span] = []
        for span in self.spans:
            town = span.sort in ("place", "capital") or self.kinds.get(span.key) == "place"
            team = self._team_of(span.key) if span.first in self.clubs else None
            if span.first in self.clubs and (town or team):
                if team and team.registered:
                    actor = self.register.actors[team.registered]
                    named.append(_Named(span, actor.id, actor.name, actor.kind))
                    continue
                if team:
                    loose.append(replace(span, key=team.key))
                    continue
                name = self._shown(span.key)
                name = name.title() if name.isupper() else name
                named.append(_Named(span, _slug(name), name, "organisation"))
                continue
            if span.sort == "place" and self._is_namesake(span):
                one = self._person(span)
            else:
                one = self._registered(span) if span.registered or span.sort != "name" else self._person(span)
            if one:
                named.append(one)
            elif span.sort == "name" and not span.registered and self.kinds.get(span.key) == "organisation":
                loose.append(span)
        named += self._organisations(loose)
        return sorted(named, key=lambda one: one.span.first)

    def _registered(self, span: Span) -> _Named | None:
        actor = self.register.actors[span.registered] if span.registered else None
        if actor is None:
            return None
        if span.sort in ("demonym", "capital"):
            check = self.context.acts_as_state if span.sort == "demonym" else self.context.is_metonym
            if span.sort == "capital" and self._is_namesake(span):
                return self._person(span)
            return _Named(span, actor.id, actor.name, actor.kind) if check(span) else None
        if span.key in self.register.plain:
            person = self._person(span)
            if (person and self.people.has_surname(span.key)) or span.titled or self.context.is_american_state(span):
                return person
        elif actor.kind == "organisation" and span.last - span.first == 1 and self.people.has_surname(span.key):
            return self._person(span)  # "Ford" in a text on Gerald Ford
        return _Named(span, actor.id, actor.name, actor.kind) if self.context.counts(span) else None

    def _team_of(self, town: str) -> Span | None:
        """The one team of the text whose full name begins with `town`: "Onetown" beside "Onetown Rangers"."""
        start = town.lower() + " "
        teams = {
            span.key: span
            for span in self.spans
            if span.sort == "name"
            and span.key.lower().startswith(start)
            and (span.registered or self.kinds.get(span.key) == "organisation")
        }
        return next(iter(teams.values())) if len(teams) == 1 else None

    def _is_namesake(self, span: Span) -> bool:
        """Whether a place's name is the surname of a person of the text, and does not stand as a place does."""
        return self.people.has_surname(span.key) and not is_placed(self.reader, span)

    def _person(self, span: Span) -> _Named | None:
        key = span.key
        surnames = not self.english and self.people.has_surname(key)  # "Díaz Ayuso"
        if span.last - span.first > 1 and self.kinds.get(key) != "person" and not surnames:
            return self._within_headline(span)
        name = self.people.find(key, span.first, self._address(span))
        if name is None and not span.titled and key.lower() in self.given:
            actor = self.register.actors[self.given[key.lower()]]
            return _Named(span, actor.id, actor.name, actor.kind)
        if name is None:
            if self.kinds.get(key) != "person" and not self.people.has_surname(key):
                return None
            name = key
        shown = self._shown(self.people.shown(name))
        return _Named(span, _slug(shown), shown, "person")

    def _within_headline(self, span: Span) -> _Named | None:
        """The known surname within a run of a headline that is no name itself: "Roe Rides On"."""
        if self.reader.sentences[self.tokens[span.first].sentence].case == "plain":
            return None
        for at in range(span.first, span.last):
            name = self.people.find(self.tokens[at].text, at) if self.people.has_surname(self.tokens[at].text) else None
            if name:
                shown = self._shown(self.people.shown(name))
                return _Named(replace(span, first=at, last=at + 1), _slug(shown), shown, "person")
        return None

    def _shown(self, key: str) -> str:
        """A key as a name: as the text first has it, on one line."""
        return self.surfaces.get(key, key)

    def _organisations(self, spans: list[Span]) -> list[_Named]:
        linked, registered = self._explained()
        names = [*(span.key for span in spans), *linked.values()]
        owner = merge_organisations(names, linked, self._is_ordinary, self._is_nation)
        nations = self._nations(spans)
        named = []
        for span in spans:
            key = owner[span.key]
            actor_id = registered.get(key) or registered.get(span.key) or self._registered_tail(key)
            if actor_id:
                actor = self.register.actors[actor_id]
                named.append(_Named(span, actor.id, actor.name, actor.kind))
                continue
            nation = span.adjective if span.key in nations else None
            if nation is None and len(nations.get(key, ())) == 1:
                nation = nations[key][0]
            shown = self._shown(f"{nation} {key}" if nation else key)
            named.append(_Named(span, _slug(shown), shown, "organisation"))
        return named

    def _registered_tail(self, key: str) -> str | None:
        """The registered body of the text of whose name `key` is the end: "Congress" beside "US Congress"."""
        here = sorted({span.registered for span in self.spans if span.registered and span.sort == "name"})
        found = [one for one in here if any(name.endswith(f" {key}") for name in self._names(one))]
        return found[0] if len(found) == 1 else None

    def _names(self, actor_id: str) -> tuple[str, ...]:
        actor = self.register.actors[actor_id]
        return () if actor.kind == "country" else (actor.name, *actor.aliases)

    def _nations(self, spans: list[Span]) -> dict[str, list[str]]:
        """The nationalities under which a "Foreign Ministry" and the like stand in the text, by key."""
        found: dict[str, list[str]] = {}
        for span in spans:
            if span.adjective and self.tokens[span.last - 1].lower in STATE_HEADS:
                nations = found.setdefault(span.key, [])
                if span.adjective not in nations:
                    nations.append(span.adjective)
        return found

    def _is_nation(self, word: str) -> bool:
        return word in self.register.demonyms or self.register.names.get(word) in self.register.states

    def _explained(self) -> tuple[dict[str, str], dict[str, str]]:
        """What the text explains by "Long Name (ACRONYM)": acronym -> name, and either -> registered id."""
        linked: dict[str, str] = {}
        registered: dict[str, str] = {}
        for span, short in self._bracketed():
            if span.registered and not short.registered:
                registered[short.key] = span.registered
            elif short.registered and not span.registered:
                registered[span.key] = short.registered
            elif not span.registered and span.sort == "name":
                linked[short.key] = span.key
        return linked, registered


def find_credits(text: str) -> tuple[str, ...]:
    """The agencies a text credits itself to: "PLACE (Agency) -" at its start, and a last line of nothing but a name."""
    found = []
    if dateline := _AGENCY_IN_DATELINE.match(text):
        found.append(dateline["agency"].strip())
    lines = text.rstrip().rsplit("\n", 1)
    if len(lines) == 2 and (credit := _CREDIT_LINE.fullmatch(lines[1].strip())):
        found.append(credit["agency"].strip())
    return tuple(found)


def _slug(name: str) -> str:
    from slugify import slugify

    return slugify(name) or name_key(name).lower()


def _folded(name: str) -> str:
    words = name.casefold().replace("’", "'").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
