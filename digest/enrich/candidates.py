"""The candidates of one text: spans that may name an actor, what each most likely is, and the persons among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from digest.enrich.acronyms import find_generic, join_explained
from digest.enrich.context import Context, is_english
from digest.enrich.evidence import GIVEN_ALONE, Evidence, kind_of
from digest.enrich.joining import Votes, add_votes, join_recognised
from digest.enrich.kinds import Weigher
from digest.enrich.merging import People, explains
from digest.enrich.names import lexicon, read_tokens
from digest.enrich.recognisers import Recognised
from digest.enrich.register import Register
from digest.enrich.runs import Span
from digest.enrich.spans import Reader
from digest.enrich.sport import find_clubs
from digest.models import WordCases

_DETERMINERS = frozenset("the a an this that his her its their our my your every each no former new".split())


class Candidates:
    """The candidates of one text. `spans` run in text order; `kinds` and `evidence` go by a span's key."""

    def __init__(
        self,
        text: str,
        *,
        title: str | None,
        lang: str | None,
        register: Register,
        words: WordCases,
        recognised: Sequence[Recognised] = (),
    ) -> None:
        self.text = text
        self.register = register
        self.words = words
        local = register.names_in(lang)
        known = register.single | local.keys() if local else register.single
        tokens, sentences = read_tokens(text, known, register.unspaced(lang))
        self.tokens = tokens
        self.english = is_english(tokens, lang)
        self.reader = Reader(tokens, sentences, register=register, words=words, lang=lang)
        self.spans = join_explained(self.reader, self.reader.spans()) if self.english else self.reader.foreign_spans()
        votes: Votes = {}
        if recognised:
            self.spans, votes = join_recognised(self.reader, self.spans, recognised)
        self.context = Context(self.reader, self.spans)
        self.people = People()
        self.clubs = find_clubs(self.reader, self.spans) if self.english else frozenset[int]()
        self.evidence = Weigher(self.reader).weigh(self.spans, self.clubs)
        if recognised:
            add_votes(self.evidence, votes)
        self.kinds = {key: self._kind(key, found) for key, found in self.evidence.items()}
        self._shorten()
        self.surfaces: dict[str, str] = {}
        for span in self.spans:
            if not self.english and self.reader.key(span.first, span.last) != span.key:
                continue  # in the genitive
            surface = text[self.tokens[span.first].start : self.tokens[span.last - 1].end]
            self.surfaces.setdefault(span.key, " ".join(surface.split()))
        self._settle_kinds()
        self._learn_people(title)
        self._add_lone_titles()
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
        self._settle_firms()
        for key in find_generic(self.reader, self.spans):
            self.kinds[key] = "thing"

    def _settle_firms(self) -> None:
        """A company's name without its ending, or its first word, is the company: "Someone" and "Someone Corp."."""
        lex, firms = self.reader.lexicon, set[str]()
        for span in self.spans:
            if span.last - span.first > 1 and self.kinds.get(span.key) == "organisation":
                for at in range(span.first + 1, span.last):
                    if self.tokens[at].lower in lex.companies:
                        firms |= {self.tokens[span.first].text, self.reader.key(span.first, at)}
                        break
        for key, kind in self.kinds.items():
            unsure = kind is None or (kind == "person" and " " in key and key.split(" ")[0] not in lex.given)
            if unsure and key in firms and not self._is_ordinary(key.lower()):
                self.kinds[key] = "organisation"

    def _bracketed(self) -> list[tuple[Span, Span]]:
        """The pairs "Long Name (ACRONYM)", "Long Name, or ACRONYM" and the other way round, the long name first."""
        tokens, pairs = self.tokens, []
        for span, other in pairwise(self.spans):
            if other.first - span.last > 2 or other.last >= len(tokens):
                continue
            between = [token.lower for token in tokens[span.last : other.first]]
            if between != [",", "or"] and not (between == ["("] and tokens[other.last].text == ")"):
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
            # A given name alone, once, may be anybody's or nobody's ("not since Adam"): something must speak for it.
            once = kind == "person" and found.seen == 1 and " " not in key and key in lexicon().given
            return None if once and found.person <= GIVEN_ALONE else kind
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
                and self.tokens[span.last - 1].lower.removesuffix("s") not in self.reader.lexicon.upper
            ):
                self.people.add(span.key, [t.text for t in self.tokens[span.first : span.last]], span.first)
        if title and self.english:
            self._learn_title(title)
        self.people.settle(
            (span.key, self._address(span)) for span in self.spans if span.titled and span.last - span.first == 1
        )

    def _add_lone_titles(self) -> None:
        """Titles that are the surname of a person of the text, where they stand alone: "King said", of Jane King."""
        taken = {at for span in self.spans for at in range(span.first, span.last)}
        found = []
        for at, token in enumerate(self.tokens):
            if at in taken or token.shape != "cap" or not self.people.has_surname(token.text):
                continue
            before = self.tokens[at - 1] if at else token
            beside = self.tokens[at + 1] if at + 1 < len(self.tokens) else token
            if before.lower not in _DETERMINERS and not (beside.named and beside.sentence == token.sentence):
                found.append(Span(at, at + 1, self.reader.key(at, at + 1)))
        if found:
            self.spans = sorted([*self.spans, *found], key=lambda span: span.first)

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
            if words[-1].lower().removesuffix("s") in reader.lexicon.upper:
                continue  # "Roofs for LLCs"
            found = evidence[span.key]
            if found.person >= 2 and found.person > max(found.organisation, found.place, found.thing):
                self.people.add(span.key, words, -1)

    def _is_ordinary(self, word: str) -> bool:
        lex = self.reader.lexicon
        listed = any(word in words for words in (lex.organisations, lex.common, lex.peoples, lex.places, lex.titles))
        return listed or word[:1].upper() + word[1:] in self.register.places
