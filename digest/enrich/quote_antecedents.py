"""Who "he" and "she" stand for: the one person whom the sentences before leave, by their subjects, else by name.

After centering theory (Grosz, Joshi and Weinstein, "Centering", Computational Linguistics 21, 1995): a pronoun goes
on with the subject of the sentence before. Here that subject has to be the only reading. Where a sentence has no person
for its subject, the one person it names will do, if nobody else in it could be meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from digest.enrich.genders import Gender, find_genders, gender_of_noun, is_given
from digest.enrich.names import names_person
from digest.enrich.quote_speakers import Attribution, sentence_subject, speech_subject
from digest.enrich.quote_tokens import Sentence, Token
from digest.enrich.speech import Grammar
from digest.models import Actor, Mention

_MOST_STEPS = 6
"""How far a chain of "he said" is followed back to its name."""
_MOST_SKIPPED = 1
"""Sentences without anybody in them that may stand between a pronoun and the person."""
_LONGEST_APPOSITION = 5
"""Words from an article to the noun that tells who somebody is: "the American space agency's astronaut"."""

_LONGEST_TITLE = 16
"""Characters before a name in which its title is looked for."""

_APPOSITION_GOES_ON = re.compile(r",|\s+who\b")
"""Behind an apposition: where a verb follows at once, it is a subject of its own ("To Smith, the clerk said")."""

Found = Sequence[Attribution | None]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a phrase means to a pronoun: a `person` it may stand for (with None: one not known), or a `thing`.

    `other` is a person it cannot stand for. An `unclear` phrase may be somebody, and forbids to look any further.
    """

    kind: Literal["person", "other", "thing", "unclear"]
    actor_id: str | None = None


_THING, _OTHER, _UNCLEAR = _Reading("thing"), _Reading("other"), _Reading("unclear")


class Antecedents:
    """Finds the persons that pronouns of one text stand for. Says None wherever more than one reading is open.

    `name_actor` tells which actor a phrase names (by its offsets); `mentions` (in order of their starts) are all those
    of `actors`.
    """

    def __init__(
        self,
        text: str,
        sentences: list[Sentence],
        grammar: Grammar,
        actors: Sequence[Actor],
        mentions: Sequence[Mention],
        *,
        name_actor: Callable[[int, int], str | None],
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._grammar = grammar
        self._mentions = mentions
        self._persons = frozenset(actor.id for actor in actors if actor.kind == "person")
        self._genders = find_genders(actors, mentions)
        self._things = {
            actor.id: (actor.name, *actor.aliases)
            for actor in actors
            if actor.kind != "person" and not is_given(actor.name)
        }
        self._name_actor = name_actor
        self._known: dict[int, str | None] = {}
        self._starts = [sentence.tokens[0].start for sentence in sentences]
        self._mention_starts = [mention.start for mention in mentions]
        self._person_ends = {m.end: m.actor_id for m in mentions if m.actor_id in self._persons}

    def find(self, start: int, gender: Gender, found: Found, steps: int = _MOST_STEPS) -> str | None:
        """The id of the person for whom the pronoun at offset `start` stands; remembered, since chains are long.

        `found` holds the speakers of all quotations of the text.
        """
        if start not in self._known:
            self._known[start] = None  # whoever comes back here in a circle finds nobody
            self._known[start] = self._find(start, gender, found, steps)
        return self._known[start]

    def _find(self, start: int, gender: Gender, found: Found, steps: int) -> str | None:
        number = self.sentence_at(start)
        own = sentence_subject(self._sentences[number], self._grammar)
        if own is not None and own.end < start:
            # "Smith rejected this, and he said …", but "It was, he said, …" says nothing of him.
            reading = self._read(own, gender, found, steps)
            if reading.kind != "thing":
                return reading.actor_id
        actor_id = self._look_back(number - 1, gender, found, steps)
        nearer = self._named_before(number, start, gender)
        return actor_id if nearer <= {actor_id} else None

    def _named_before(self, number: int, start: int, gender: Gender) -> set[str | None]:
        """The persons whom a sentence names before the pronoun at `start`, who may be meant by it as well.

        Not those of what opens it: in "In a letter to Smith, he said" he is somebody else.
        """
        tokens = self._sentences[number].tokens
        opener = tokens[0].lower
        opens = opener in self._grammar.prepositions - self._grammar.subordinators or opener.endswith(("ed", "ing"))
        comma = next((token.end for token in tokens if token.text == "," and token.end <= start), 0) if opens else 0
        named = [one for one in self._free_persons(number) if comma <= one.start and one.end <= start]
        return {one.actor_id for one in named if self._may_mean(one, gender)}

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence in which `offset` lies."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence_start(self, offset: int, back: int) -> int:
        """Where the sentence begins that is `back` sentences before the one of `offset`."""
        return self._starts[max(0, self.sentence_at(offset) - back)]

    def _look_back(self, number: int, gender: Gender, found: Found, steps: int, skipped: int = 0) -> str | None:
        if number < 0 or steps == 0:
            return None
        readings = [self._read(one, gender, found, steps) for one in self._subjects(number, found)]
        if any(reading.kind == "unclear" for reading in readings):
            return None
        meant = {reading.actor_id for reading in readings if reading.kind == "person"}
        if meant:
            return meant.pop() if len(meant) == 1 else None
        return self._find_only(number, gender, found, steps, skipped) if self._grammar.person_nouns else None

    def _subjects(self, number: int, found: Found) -> Iterator[Attribution]:
        """Who speaks and who acts in a sentence."""
        sentence = self._sentences[number]
        for index in sentence.quotes:
            speaker = found[sentence.tokens[index].quote]
            if speaker is not None:
                yield speaker
        for finder in (speech_subject, sentence_subject):
            subject = finder(sentence, self._grammar)
            if subject is not None:
                yield subject

    def _read(self, phrase: Attribution, gender: Gender, found: Found, steps: int) -> _Reading:
        words = self._text[phrase.start : phrase.end]
        pronoun = pronoun_gender(words, self._grammar)
        if pronoun is not None:
            if pronoun != gender:
                return _OTHER
            return _Reading("person", self.find(phrase.start, gender, found, steps - 1) if steps else None)
        actor_id = self._name_actor(phrase.start, phrase.end)
        relative = words.lower() in self._grammar.relatives
        if actor_id is None and (relative or _APPOSITION_GOES_ON.match(self._text, phrase.end)):
            actor_id = self._apposed_to(phrase.start)
        if actor_id in self._persons:
            # A surname may be a title too: "King".
            return _Reading("person", actor_id) if self._fits(actor_id, gender, words.rpartition(" ")[0]) else _OTHER
        if not self._grammar.person_nouns:
            return _UNCLEAR
        return _THING if self._names_thing(actor_id, words) or self._is_thing(phrase) else _UNCLEAR

    def _fits(self, actor_id: str | None, gender: Gender, words: str = "") -> bool:
        """Whether neither the person's own name nor the title before it (in `words`) rules the pronoun out."""
        titled = next((found for word in words.split() if (found := gender_of_noun(word))), None)
        own = titled or (self._genders.get(actor_id) if actor_id else None)
        return own is None or own == gender

    def _may_mean(self, mention: Mention, gender: Gender) -> bool:
        title = self._text[max(0, mention.start - _LONGEST_TITLE) : mention.start].split()[-1:]
        return self._fits(mention.actor_id, gender, " ".join(title))

    def _names_thing(self, actor_id: str | None, words: str) -> bool:
        """Whether the actor that the `words` name is surely no person: not "the German", nor named like one."""
        return actor_id is not None and any(name in words for name in self._things.get(actor_id, ()))

    def _is_thing(self, phrase: Attribution) -> bool:
        """Whether a phrase that names no actor can be nobody: by its noun, which is in lower case or a plural."""
        grammar = self._grammar
        words = self._text[phrase.start : phrase.end].split()
        if len(words) == 1 and words[0].lower() in grammar.pronouns | grammar.determiners:
            return words[0].lower() in _NOBODY
        if any(word.lower() in ("and", "&") for word in words):
            return False
        stop = next((i for i, word in enumerate(words) if i and word.lower() in grammar.prepositions), len(words))
        head = words[stop - 1]
        plural = head.endswith("s") and not head.endswith("ss") and names_person(head[:-1])
        return plural or (head[:1].islower() and not names_person(head))

    def _apposed_to(self, start: int) -> str | None:
        """The person whom a phrase only tells more of: the astronaut in "Smith, the astronaut who …"."""
        apposed = self._text[max(0, start - 2) : start] == ", " and self._text[start].islower()
        return self._person_ends.get(start - 2) if apposed else None

    def _free_persons(self, number: int) -> list[Mention]:
        """The mentions of persons in a sentence, outside of its quotations."""
        tokens = self._sentences[number].tokens
        first = bisect_left(self._mention_starts, tokens[0].start)
        last = bisect_left(self._mention_starts, tokens[-1].end)
        quoted = [(token.start, token.end) for token in tokens if token.kind == "q"]
        return [
            mention
            for mention in self._mentions[first:last]
            if mention.actor_id in self._persons and not any(a <= mention.start < b for a, b in quoted)
        ]

    def _find_only(self, number: int, gender: Gender, found: Found, steps: int, skipped: int) -> str | None:
        """The one person of a sentence who can be meant: named in it, or by "his" known from before.

        Where there is nobody in it at all, the sentence before is asked.
        """
        tokens, persons = self._sentences[number].tokens, self._free_persons(number)
        named = [mention for mention in persons if self._may_mean(mention, gender)]
        forms = self._grammar.masculine if gender == "man" else self._grammar.feminine
        pronouns = [token for token in tokens if token.lower in forms]
        if any(token.lower in self._grammar.plurals for token in tokens) or self._has_stranger(tokens, persons, gender):
            return None
        if named:
            one = len({mention.actor_id for mention in named}) == 1
            led = bool(pronouns) and pronouns[0].start < named[0].start
            return named[0].actor_id if one and not led else None
        if self._has_unknown_name(tokens):
            return None
        if pronouns:
            return self.find(pronouns[0].start, gender, found, steps - 1)
        return self._look_back(number - 1, gender, found, steps, skipped + 1) if skipped < _MOST_SKIPPED else None

    def _has_stranger(self, tokens: tuple[Token, ...], persons: list[Mention], gender: Gender) -> bool:
        """Whether a noun means a person of that gender who is none of `persons`: not their office or description."""
        roles = {word.lower().rstrip(".") for mention in persons for word in (mention.role or "").split()}
        for index, token in enumerate(tokens):
            if token.kind != "w" or any(mention.start <= token.start < mention.end for mention in persons):
                continue
            noun = token.lower.removesuffix("’s").removesuffix("'s")
            if not names_person(noun) or noun.rstrip(".") in roles or gender_of_noun(noun) not in (None, gender):
                continue
            first = next(
                (i for i in range(index, max(-1, index - _LONGEST_APPOSITION), -1) if self._opens_noun(tokens[i])), None
            )
            if first is None or self._apposed_to(tokens[first].start) is None:
                return True
        return False

    def _opens_noun(self, token: Token) -> bool:
        return token.lower in self._grammar.determiners

    def _has_unknown_name(self, tokens: tuple[Token, ...]) -> bool:
        """Whether a word within the sentence is written as a name and belongs to no actor."""
        for token in tokens[1:]:
            if token.kind != "w" or not token.capital or token.lower in self._grammar.temporals:
                continue
            at = bisect_right(self._mention_starts, token.start) - 1
            if at < 0 or self._mentions[at].end <= token.start:
                return True
        return False


_NOBODY = frozenset("it they we you i this that these those there both all some many most others".split())


def pronoun_gender(word: str, grammar: Grammar) -> Gender | None:
    """Whom a pronoun means that stands for one person; None for other words."""
    lower = word.lower()
    if lower not in grammar.persons:
        return None
    return "man" if lower in grammar.masculine else "woman"
