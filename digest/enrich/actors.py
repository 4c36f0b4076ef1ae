"""Who is in the news: persons, organisations and states named in a text, each with all its mentions.

Rules alone: a register of known names, the case of words, titles and other context, and the merging of the forms of
one name within a document, after the practice of news style (full name first, surname later).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.enrich.context import Context, is_english
from digest.enrich.kinds import Evidence, Weigher, kind_of
from digest.enrich.merging import People, explains, merge_organisations
from digest.enrich.names import lexicon, read_tokens
from digest.enrich.register import Register, name_key
from digest.enrich.spans import STATE_HEADS, Reader, Span
from digest.enrich.sport import find_clubs
from digest.models import Actor, ActorKind, Mention, WordCases


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundActors:
    """The actors of a text, most mentioned first (ties by first mention), and every mention of them in text order.

    An actor's `aliases` are the other forms of its name that this text has.
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]


def find_actors(
    text: str, *, title: str | None, lang: str | None, source_name: str | None, register: Register, words: WordCases
) -> FoundActors:
    """The actors named in `text`, by `register` and by rule.

    `title` helps to explain a bare surname, but no mention lies in it. `lang` (BCP 47) chooses the names of states;
    capitals are trusted as signs of names in English only. `source_name`, the article's own publisher, is no actor of
    it. `words` tells how the corpus capitalises. Mentions are spans of `text` without leading article or possessive.
    """
    return _Finder(text, title, lang, register, words).found(source_name)


@dataclass(slots=True)
class _Named:
    """A span that means an actor."""

    span: Span
    actor_id: str
    name: str
    kind: ActorKind


class _Finder:
    """Finds the actors of one text."""

    def __init__(self, text: str, title: str | None, lang: str | None, register: Register, words: WordCases) -> None:
        self.text = text
        self.register = register
        self.words = words
        local = register.names_in(lang)
        known = register.single | local.keys() if local else register.single
        tokens, sentences = read_tokens(text, known, register.unspaced(lang))
        self.tokens = tokens
        self.english = is_english(tokens, lang)
        self.reader = Reader(tokens, sentences, register=register, words=words, lang=lang)
        self.spans = self.reader.spans() if self.english else self.reader.foreign_spans()
        self.context = Context(self.reader, self.spans)
        self.people = People()
        self.clubs = find_clubs(self.reader, self.spans) if self.english else frozenset[int]()
        self.evidence = Weigher(self.reader).weigh(self.spans, self.clubs)
        self.kinds = {key: self._kind(key, found) for key, found in self.evidence.items()}
        self._shorten()
        self.surfaces: dict[str, str] = {}
        for span in self.spans:
            surface = text[self.tokens[span.first].start : self.tokens[span.last - 1].end]
            self.surfaces.setdefault(span.key, " ".join(surface.split()))
        self._settle_kinds()
        self._learn_people(title)
        self.given = self._list_given()

    def _shorten(self) -> None:
        """Take from a person's name the ordinary words before it, where the name stands without them elsewhere."""
        lex = self.reader.lexicon
        for number, span in enumerate(self.spans):
            if (
                span.last - span.first < 3
                or self.kinds.get(span.key) != "person"
                or self.tokens[span.first].text in lex.given
            ):
                continue
            for first in range(span.first + 1, span.last - 1):
                key = self.reader.key(first, span.last)
                ordinary = self.reader.is_common(self.tokens[first - 1].lower) and self.reader.strong_given(
                    first, span.last
                )
                if self.kinds.get(key) == "person" or ordinary:
                    self.kinds[key] = "person"
                    self.spans[number] = replace(span, first=first, key=key)
                    break

    def _settle_kinds(self) -> None:
        """The kind of one form of a name is that of the other: of a name and its acronym, a ship and its prefix."""
        for key, kind in sorted(self.kinds.items()):
            opener, _, rest = key.partition(" ")
            if kind == "thing" and opener.lower() in self.reader.lexicon.thing_openers and rest in self.kinds:
                self.kinds[rest] = "thing"  # "USS Someship", then "the Someship"
        for span, short in self._bracketed():
            kind = "organisation" if span.registered else self.kinds.get(span.key)
            if kind in ("organisation", "thing", "place") and not short.registered:
                self.kinds[short.key] = kind
            elif short.registered or self.kinds.get(short.key) == "organisation":
                self.kinds[span.key] = "organisation"

    def _bracketed(self) -> list[tuple[Span, Span]]:
        """The pairs "Long Name (ACRONYM)" and "ACRONYM (Long Name)", the long name first."""
        tokens, pairs = self.tokens, []
        for span, other in pairwise(self.spans):
            if (
                other.first != span.last + 1
                or other.last >= len(tokens)
                or tokens[span.last].text != "("
                or tokens[other.last].text != ")"
            ):
                continue
            for long, short in ((span, other), (other, span)):
                if (
                    short.last == short.first + 1
                    and explains(tokens[long.first : long.last], short.key)
                    and long.last - long.first > 1
                ):
                    pairs.append((long, short))
        return pairs

    def _kind(self, key: str, found: Evidence) -> str | None:
        kind = kind_of(found)
        if self.english:
            return kind
        # Elsewhere capitals do not make a name: only a given name that is nothing else, with a surname, does.
        first = key.partition(" ")[0]
        lex = lexicon()
        return "person" if kind == "person" and " " in key and first in lex.given - lex.weak_given else None

    # --- people ------------------------------------------------------------------------------------------

    def _learn_people(self, title: str | None) -> None:
        for span in self.spans:
            if (
                span.sort == "name"
                and span.registered is None
                and span.last - span.first > 1
                and self.kinds[span.key] == "person"
            ):
                self.people.add(span.key, [t.text for t in self.tokens[span.first : span.last]], span.first)
        if title and self.english:
            self._learn_title(title)
        self.people.settle(
            (span.key, self._address(span)) for span in self.spans if span.titled and span.last - span.first == 1
        )

    def _list_given(self) -> dict[str, str]:
        """Given names, and their short forms, that one registered person of the text alone has: name -> id."""
        owners: dict[str, set[str]] = {}
        for id_ in {span.registered for span in self.spans if span.registered}:
            actor = self.register.actors[id_]
            if actor.kind != "person":
                continue
            for name in (actor.name, *actor.aliases):
                given, space, _ = name.lower().partition(" ")
                if space:
                    for form in (given, *self.reader.lexicon.short_names.get(given, ())):
                        owners.setdefault(form, set()).add(id_)
        return {form: min(ids) for form, ids in owners.items() if len(ids) == 1}

    def _address(self, span: Span) -> str:
        """The form of address right before a name, in lower case: "mr", "president"; empty where there is none."""
        at = span.first - 1
        if at > 0 and self.tokens[at].text == ".":
            at -= 1
        return self.tokens[at].lower if span.titled and at >= 0 else ""

    def _learn_title(self, title: str) -> None:
        """Full names of the title whose surname or given name stands in the text."""
        tokens, sentences = read_tokens(title, self.register.single)
        reader = Reader(
            tokens, sentences, register=self.register, words=self.words, lang=None, lower=self.reader.lower_here
        )
        spans = reader.spans()
        evidence = Weigher(reader).weigh(spans)
        single = {span.key for span in self.spans if span.last - span.first == 1}
        for span in spans:
            words = [t.text for t in tokens[span.first : span.last]]
            if span.registered or span.sort != "name" or not 2 <= len(words) <= 4 or not {words[0], words[-1]} & single:
                continue
            found = evidence[span.key]
            if found.person >= 2 and found.person > max(found.organisation, found.place, found.thing):
                self.people.add(span.key, words, -1)

    # --- actors ------------------------------------------------------------------------------------------

    def found(self, source_name: str | None) -> FoundActors:
        """The actors and mentions of the text, without its own publisher."""
        named = self._named()
        own = _folded(source_name) if source_name else None
        actors: dict[str, Actor] = {}
        forms: dict[str, set[str]] = {}
        mentions: list[Mention] = []
        for one in named:
            known = self.register.actors.get(one.actor_id) or Actor(id=one.actor_id, name=one.name, kind=one.kind)
            actor = self.register.resolve(known)
            if actor is None or (own and own in {_folded(name) for name in (actor.name, known.name, *actor.aliases)}):
                continue
            start, end = self.tokens[one.span.first].start, self.tokens[one.span.last - 1].end
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

    def _named(self) -> list[_Named]:
        named: list[_Named] = []
        loose: list[Span] = []
        for span in self.spans:
            if span.first in self.clubs and (span.sort in ("place", "capital") or self.kinds.get(span.key) == "place"):
                name = self._shown(span.key)
                name = name.title() if name.isupper() else name
                named.append(_Named(span, _slug(name), name, "organisation"))
                continue
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
            return _Named(span, actor.id, actor.name, actor.kind) if check(span) else None
        if span.key in self.register.plain:
            person = self._person(span)
            if (person and self.people.has_surname(span.key)) or span.titled or self.context.is_american_state(span):
                return person
        elif actor.kind == "organisation" and span.last - span.first == 1 and self.people.has_surname(span.key):
            return self._person(span)  # "Ford" in a text on Gerald Ford
        return _Named(span, actor.id, actor.name, actor.kind) if self.context.counts(span) else None

    def _person(self, span: Span) -> _Named | None:
        key = span.key
        if span.last - span.first > 1 and self.kinds.get(key) != "person":
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
        owner = merge_organisations([*(span.key for span in spans), *linked.values()], linked, self._is_ordinary)
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

    def _is_ordinary(self, word: str) -> bool:
        lex = self.reader.lexicon
        listed = any(word in words for words in (lex.organisations, lex.common, lex.peoples, lex.places, lex.titles))
        return listed or word[:1].upper() + word[1:] in self.register.places

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


def _slug(name: str) -> str:
    from slugify import slugify

    return slugify(name) or name_key(name).lower()


def _folded(name: str) -> str:
    words = name.casefold().replace("’", "'").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
