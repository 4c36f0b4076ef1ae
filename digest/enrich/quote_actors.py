"""Which actor a speaker's phrase stands for: the one it names, or for "he" and "she" the person just spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from digest.enrich.quote_speakers import Attribution, sentence_subject, speech_subject
from digest.enrich.quote_syntax import Sentence
from digest.enrich.speech import Grammar
from digest.models import Actor, Mention

_POSSESSIVE = re.compile(r"\s?[’'](?:s\b)?")
_HEAD_ENDS = re.compile(r"\s*(?:$|[,(–—-]|(?:of|for|at|from|in|with|on|to)\s)")
_AND = re.compile(r"\b(?:and|und|et|y|e|и|en)\b|&")
_MOST_SENTENCES_BACK = 6
"""How far a chain of "he said" is followed back to its name."""
_MASCULINE_TITLE = re.compile(r"\b(?:Mr|Sir|Lord|Herr|Señor|Signor|Monsieur|King|Prince)\b")
_FEMININE_TITLE = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Dame|Frau|Señora|Signora|Madame|Queen|Princess)\b")


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
        self._sentences = sentences
        self._grammar = grammar
        self._persons = frozenset(actor.id for actor in actors if actor.kind == "person")
        self._mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self._pronouns: dict[int, str | None] = {}
        self._mention_ends = [mention.end for mention in self._mentions]
        self._starts = [sentence.tokens[0].start for sentence in sentences]

    def resolve(self, speaker: Attribution, found: Sequence[Attribution | None]) -> str | None:
        """The id of the actor `speaker` names, or stands for as a pronoun. `found` holds all speakers of the text."""
        if self._text[speaker.start : speaker.end].lower() not in self._grammar.persons:
            return self._named(speaker.start, speaker.end)
        return self._resolve_pronoun(speaker, found, _MOST_SENTENCES_BACK)

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
            if mention.start > start and self._belongs(text[start : mention.start].split()):
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

    def _belongs(self, before: list[str]) -> bool:
        """Whether the words before a name make it the complement of another: "spokesman for", "office of President"."""
        last = max((i for i, word in enumerate(before) if word.lower() in self._grammar.prepositions), default=None)
        if last is None:
            return False
        between = before[last + 1 :]
        office = before[last].lower() != "for" and any(word[:1].isupper() for word in between)
        # "Secretary of State X" is X; between "of" and X then stand capitals that are no title.
        return not office or any(word.lower() in self._grammar.titles for word in between)

    def _sentence_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _resolve_pronoun(self, speaker: Attribution, found: Sequence[Attribution | None], steps: int) -> str | None:
        """The one person who is subject or speaker of the sentence before; remembered, since chains are long."""
        if speaker.start not in self._pronouns:
            self._pronouns[speaker.start] = self._find_antecedent(speaker, found, steps)
        return self._pronouns[speaker.start]

    def _find_antecedent(self, speaker: Attribution, found: Sequence[Attribution | None], steps: int) -> str | None:
        pronoun = self._text[speaker.start : speaker.end].lower()
        number = self._sentence_at(speaker.start)
        own = sentence_subject(self._sentences[number], self._grammar)
        if own is not None and own.end < speaker.start:
            # "Smith rejected this, and he said …"
            return self._person(own, pronoun, found, steps)
        if number == 0:
            return None
        before = self._sentences[number - 1]
        candidates: list[Attribution] = []
        for index in before.quotes:
            quoted = found[before.tokens[index].quote]
            if quoted is not None:
                candidates.append(quoted)
        for finder in (speech_subject, sentence_subject):
            subject = finder(before, self._grammar)
            if subject is not None:
                candidates.append(subject)
        ids = [self._person(candidate, pronoun, found, steps) for candidate in candidates]
        return ids[0] if ids and len(set(ids)) == 1 else None

    def _person(
        self, candidate: Attribution, pronoun: str, found: Sequence[Attribution | None], steps: int
    ) -> str | None:
        phrase = self._text[candidate.start : candidate.end]
        if phrase.lower() in self._grammar.persons:
            if phrase.lower() != pronoun or steps == 0:
                return None
            return self._resolve_pronoun(candidate, found, steps - 1)
        if _contradicts(pronoun, phrase):
            return None
        actor_id = self._named(candidate.start, candidate.end)
        return actor_id if actor_id in self._persons else None


def _contradicts(pronoun: str, phrase: str) -> bool:
    """Whether a courtesy title in `phrase` rules the pronoun out (English pronouns only)."""
    return bool(
        (pronoun == "he" and _FEMININE_TITLE.search(phrase)) or (pronoun == "she" and _MASCULINE_TITLE.search(phrase))
    )


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
