"""Which actor a speaker's phrase stands for: the one it names, or for "he" and "she" the person just spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from digest.enrich.names import lexicon, names_person
from digest.enrich.quote_antecedents import Antecedents, pronoun_gender
from digest.enrich.quote_speakers import Attribution
from digest.enrich.quote_tokens import Sentence
from digest.enrich.speech import Grammar
from digest.models import Actor, Mention

_POSSESSIVE = re.compile(r"\s?[’'](?:s\b)?")
_HEAD_ENDS = re.compile(r"\s*(?:$|[,(–—-]|(?:of|for|at|from|in|with|on|to)\s)")
_AND = re.compile(r"\b(?:and|und|et|y|e|и|en)\b|&")
_OFFICE = re.compile(r"[Tt]he\s+([^\W\d_][\w-]+(?:\s[^\W\d_][\w-]+){0,2})")
_COMPLEMENT = re.compile(r"\s+(?:of|for|in|at|from|who|whose)\b")
_FORMER = re.compile(r"(?i)\b(?:former|ex|then|late|future|next|would-be)\b")
_OF = re.compile(r"\s(?:of|for|at|in|to|from)\s")
_REACH = 60
"""Characters before a name in which its office stands."""
_MOST_SENTENCES_BACK = 6
"""Where the holder of an office has to be named, for "the president" to mean nobody else."""
_SHORT_OFFICES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor",
    "rev": "reverend", "capt": "captain", "col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "adm": "admiral",
}  # fmt: skip


class SpeakerResolver:
    """Finds the actor of a speaker's phrase in one text. Says None wherever more than one reading is open."""

    def __init__(
        self,
        text: str,
        sentences: list[Sentence],
        grammar: Grammar,
        actors: tuple[Actor, ...],
        mentions: tuple[Mention, ...],
    ) -> None:
        self._text = text
        self._grammar = grammar
        self._mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self._mention_ends = [mention.end for mention in self._mentions]
        self._persons = frozenset(actor.id for actor in actors if actor.kind == "person")
        self._antecedents = Antecedents(text, sentences, grammar, actors, self._mentions, name_actor=self._named)

    def resolve(self, speaker: Attribution, found: Sequence[Attribution | None]) -> str | None:
        """The id of the actor `speaker` names, or stands for as a pronoun. `found` holds all speakers of the text."""
        gender = pronoun_gender(self._text[speaker.start : speaker.end], self._grammar)
        if gender is not None:
            return self._antecedents.find(speaker.start, gender, found)
        return self._named(speaker.start, speaker.end) or self._holder(speaker)

    def _holder(self, speaker: Attribution) -> str | None:
        """The one person of the text who has the office or trade in "the president", and was just spoken of."""
        phrase = _OFFICE.fullmatch(self._text, speaker.start, speaker.end)
        if phrase is None or not self._grammar.person_nouns or _COMPLEMENT.match(self._text, speaker.end):
            return None
        office = phrase.group(1).lower().split()
        common = phrase.group(1).islower() or " ".join(office) in lexicon().titles
        if not common or not names_person(office[-1]):
            return None
        holders = [
            one for one in self._mentions if one.role is not None and read_office(one.role)[-len(office) :] == office
        ]
        ids = {one.actor_id for one in holders}
        if len(ids) != 1 or any(_FORMER.search(self._text, max(0, one.start - _REACH), one.start) for one in holders):
            return None
        holder = holders[0].actor_id
        first = self._antecedents.sentence_start(speaker.start, _MOST_SENTENCES_BACK)
        named = [one.start for one in self._mentions if one.actor_id == holder and first <= one.start < speaker.start]
        return holder if named and holders[0].start < speaker.start else None

    def _named(self, start: int, end: int) -> str | None:
        """The actor whose name is the head of the phrase: not one who owns it ("X's office"), nor one it belongs to."""
        text = self._text
        heads: list[Mention] = []
        for mention in self._mentions[bisect_left(self._mention_ends, start + 1) :]:
            if mention.start >= end:
                break
            if mention.end <= start or mention.actor_id is None:
                continue
            rest = text[mention.end : end] if mention.end < end else ""
            owned = _POSSESSIVE.match(rest)
            if owned and owned.end() < len(rest):
                continue
            if not _HEAD_ENDS.match(rest[owned.end() :] if owned else rest):
                continue
            before = text[start : mention.start].split()
            if before and (self._belongs(before) or self._is_articled(before, mention)):
                continue
            heads.append(mention)
        if (
            not heads
            or _AND.search(text, start, max(start, heads[0].start))
            or _AND.search(text, heads[0].end, max(heads[0].end, end))
        ):
            return None
        # The innermost head comes last: "Vladimir Putin's spokesman, Dmitry Peskov".
        ids = {mention.actor_id for mention in heads}
        return heads[0].actor_id if len(ids) == 1 else None

    def _is_articled(self, before: list[str], mention: Mention) -> bool:
        """Whether a person's name stands right behind an article: that is "the Smith campaign", not Smith."""
        articled = len(before) == 1 and before[0].lower() in self._grammar.determiners
        return articled and self._grammar.person_nouns and mention.actor_id in self._persons

    def _belongs(self, before: list[str]) -> bool:
        """Whether the words before a name make it the complement of another: "spokesman for", "office of President"."""
        last = max((i for i, word in enumerate(before) if word.lower() in self._grammar.prepositions), default=None)
        if last is None:
            return False
        between = before[last + 1 :]
        office = before[last].lower() != "for" and any(word[:1].isupper() for word in between)
        # "Secretary of State X" is X; between "of" and X then stand capitals that are no title.
        return not office or any(word.lower() in self._grammar.titles for word in between)


def read_office(role: str) -> list[str]:
    """The words of an office up to what it is an office of, written out: "Sen." is "senator"."""
    words = [word.lower().rstrip(".") for word in _OF.split(role, maxsplit=1)[0].split()]
    return [_SHORT_OFFICES.get(word, word) for word in words]


def trim_owner(text: str, speaker: Attribution | None, grammar: Grammar) -> Attribution | None:
    """The phrase without the offices before the name that owns it: "Prime Minister X's office" is "X's office"."""
    if speaker is None:
        return None
    words = list(_WORD.finditer(text, speaker.start, speaker.end))
    owner = next((i for i, word in enumerate(words[:-1]) if _OWNS.search(word.group())), None)
    if owner is None:
        return speaker
    start = owner
    while (
        start > 0 and words[start - 1].group()[:1].isupper() and words[start - 1].group().lower() not in grammar.titles
    ):
        start -= 1
    if start == 0 or words[start - 1].group().lower() not in grammar.titles:
        return speaker
    return Attribution(words[start].start(), speaker.end, speaker.rule)


_WORD = re.compile(r"\S+")
_OWNS = re.compile(r"(?:[’']s|s[’'])$")
