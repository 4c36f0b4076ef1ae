"""The rules that give a quotation its speaker, each by one way in which sentences name who said it.

A rule takes a sentence's tokens, the index of the quotation, the words of speech and the grammar, and gives the
speaker's phrase, or None where it has nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable

from digest.enrich.quote_cues import Cue, find_particle
from digest.enrich.quote_phrases import may_speak
from digest.enrich.quote_subjects import COMMAS, find_inverted, subject_for, subject_of
from digest.enrich.quote_syntax import is_adverb, is_verb, may_be_verb, phrase_left, phrase_right
from digest.enrich.quote_titles import in_title_case
from digest.enrich.quote_tokens import Phrase, Token
from digest.enrich.speech import Grammar


def after(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """ "…," said Smith / "…," Smith said."""
    index = quote + 1
    while index < len(tokens) and tokens[index].kind == "p" and tokens[index].text in COMMAS:
        index += 1
    if index >= len(tokens) or tokens[index].kind != "w":
        return None
    for cue in cues:
        if cue.index < index or cue.kind == "infinitive":
            continue
        if any(token.kind == "q" or token.text in (":", ";") for token in tokens[index : cue.index]):
            return None
        if cue.kind == "participle":
            continue
        if all(is_light(token, grammar) for token in tokens[index : cue.index]):
            first = cue.index + 1
            first += find_particle(tokens, cue.index, grammar) == first
            while first < len(tokens) and tokens[first].text in _CLITIC_LINKS:
                first += 1
            right = phrase_right(tokens, first, grammar)
            if right and cue.kind == "say":
                return right
            continue
        inverted = _inverted_behind_comma(tokens, cue, grammar)
        if inverted is not None:
            return inverted
        if (
            tokens[index].lower in grammar.relatives
            or tokens[index].lower in grammar.prepositions
            or tokens[index].lower in grammar.conjunctions
        ):
            return None
        phrase = _named_first(tokens, index, cue.index, grammar) or subject_of(tokens, cue.index, grammar, index)
        if phrase and _is_governed_on(tokens, phrase, grammar):
            return None
        if phrase and all(is_light(token, grammar) for token in tokens[index : phrase[0]]):
            return phrase
        if phrase and phrase[0] == index + 1 and is_verb(tokens[index], grammar):
            return index, phrase[1]  # "retired general Smith said"
        if phrase and tokens[phrase[0] - 1].text == "," and not _has_verb(tokens[index : phrase[0]], grammar):
            return phrase  # "her neighbour in the town, Jane Smith, said"
        return None
    return None


def _named_first(tokens: tuple[Token, ...], first: int, verb: int, grammar: Grammar) -> Phrase | None:
    """Jane Smith in "…," Jane Smith, an analyst at the Council on Energy, Water and Air, said."""
    phrase = phrase_right(tokens, first, grammar, verb)
    if phrase is None or phrase[1] - phrase[0] < _FULL_NAME or phrase[1] + 1 >= verb:
        return None
    named = all(token.capital for token in tokens[slice(*phrase)])
    apposed = tokens[phrase[1]].text == "," and tokens[phrase[1] + 1].lower in grammar.determiners
    closed = tokens[verb - 1].text == "," and not _has_verb(tokens[phrase[1] : verb], grammar)
    return phrase if named and apposed and closed else None


_FULL_NAME = 2
"""Words."""


def _has_verb(tokens: tuple[Token, ...], grammar: Grammar) -> bool:
    return any(is_verb(token, grammar) or token.lower in grammar.auxiliaries for token in tokens)


def _inverted_behind_comma(tokens: tuple[Token, ...], cue: Cue, grammar: Grammar) -> Phrase | None:
    """Smith in "…" and more, says Smith: where the language puts who reports behind the verb."""
    if not grammar.nominatives or cue.kind != "say":
        return None
    before = cue.index - 1
    while before > 0 and is_light(tokens[before], grammar):
        before -= 1
    return find_inverted(tokens, cue.index, len(tokens), grammar) if tokens[before].text == "," else None


_CLITIC_LINKS = frozenset(("-", "t"))


def is_light(token: Token, grammar: Grammar) -> bool:
    """What may stand before verb or subject: "a", "has", "then", the links of "a-t-il"."""
    return is_adverb(token, grammar) or token.lower in grammar.auxiliaries or token.text in _CLITIC_LINKS


def after_unknown(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """ "…," Smith shot back: behind a comma, "?" or "!" inside the marks a name or pronoun with any verb speaks."""
    token = tokens[quote]
    if token.text.rstrip("\"”»“'’ ")[-1:] not in (",", "?", "!") or quote + 2 >= len(tokens):
        return None
    first = tokens[quote + 1]
    if first.kind != "w":
        return None
    if first.capital or first.lower in grammar.pronouns or first.lower in grammar.determiners:
        phrase = phrase_right(tokens, quote + 1, grammar)
        if phrase and phrase[1] < len(tokens) and may_be_verb(tokens, phrase[1], grammar):
            return phrase
        if (
            phrase
            and phrase[1] - phrase[0] > 1
            and not tokens[phrase[1] - 1].capital
            and not tokens[phrase[1] - 2].possessive
            and any(t.capital for t in tokens[phrase[0] : phrase[1]])
        ):
            return phrase[0], phrase[1] - 1
        return None
    if is_verb(first, grammar) and first.lower not in grammar.verbs:
        phrase = phrase_right(tokens, quote + 2, grammar)
        if phrase and tokens[phrase[0]].capital:
            return phrase
    return None


def inverted(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """ "…", glaubt Schmidt / «…», tranche le maire: behind the comma of a whole clause any verb has its speaker."""
    if not grammar.nominatives or quote + 3 >= len(tokens) or tokens[quote + 1].text != ",":
        return None
    verb = tokens[quote + 2]
    if not may_be_verb(tokens, quote + 2, grammar) or _bounds_name(verb, grammar) or in_title_case(tokens[quote]):
        return None
    phrase = find_inverted(tokens, quote + 2, len(tokens), grammar)
    if phrase is None or (phrase[0] > quote + 3 and not grammar.verb_second):
        return None
    closed = phrase[1] == len(tokens) or tokens[phrase[1]].kind != "w"
    # "…", stützt Schmidt die These
    closed = closed or (tokens[phrase[0]].capital and tokens[phrase[1]].lower in grammar.nominatives)
    return phrase if closed or tokens[phrase[1]].lower in grammar.prepositions | grammar.temporals else None


def _bounds_name(token: Token, grammar: Grammar) -> bool:
    """Whether the word is one of the closed classes, or a verb of state ("lautet das Motto")."""
    word = token.lower
    return (
        word in grammar.verbs
        or word in grammar.auxiliaries
        or word in grammar.relatives
        or word in grammar.determiners
        or word in grammar.pronouns
        or is_adverb(token, grammar)
    )


def signed(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """ "…" — Smith: a name behind a dash, and nothing else."""
    if quote + 2 >= len(tokens) or tokens[quote + 1].text not in _DASHES or not tokens[quote + 2].capital:
        return None
    phrase = phrase_right(tokens, quote + 2, grammar)
    if phrase and (
        phrase[1] == len(tokens) or tokens[phrase[1]].text in (".", ",", "(") or tokens[phrase[1]].kind == "q"
    ):
        return phrase
    return None


_DASHES = frozenset(("—", "–", "―", "--", "-"))


def before_near(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """A verb right before the mark: Smith said, "…" / Smith called it "…"."""
    if not any(quote - 4 <= cue.index < quote for cue in cues):
        return None
    return before(tokens, quote, cues, grammar)


def before(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """Smith said that it was "…": the nearest verb of speech before the quotation that has a subject.

    A thought or a word like "called" inside what somebody said gives way to that somebody.
    """
    nearest: Phrase | None = None
    for cue in reversed(cues):
        if cue.index >= quote:
            continue
        reports = cue.kind == "say" or tokens[cue.index].lower in grammar.say_participles
        if nearest is not None and not (reports and _opens_complement(tokens, cue.index, grammar)):
            continue
        phrase = subject_for(tokens, cue, quote, grammar)
        if phrase is None:
            continue
        if nearest is not None or (cue.kind == "say" and not _is_weak(tokens, phrase, grammar)):
            return phrase
        if reports and quote - cue.index <= _BESIDE:
            return phrase
        nearest = phrase
    return nearest


_BESIDE = 2
"""Tokens from a verb to the quotation it introduces, a comma or colon or "that" between."""


def _is_weak(tokens: tuple[Token, ...], phrase: Phrase, grammar: Grammar) -> bool:
    """Whether the subject is "it", "those" or the like, which most often is not who speaks."""
    word = tokens[phrase[0]].lower
    return phrase[1] - phrase[0] == 1 and word in grammar.pronouns and word not in grammar.persons


def _opens_complement(tokens: tuple[Token, ...], cue: int, grammar: Grammar) -> bool:
    """Whether what follows the verb at `cue` is a clause: "said that …", "said he …"."""
    if cue + 1 >= len(tokens) or tokens[cue + 1].kind != "w":
        return False
    word = tokens[cue + 1].lower
    return word == "that" or (word not in grammar.prepositions and word not in grammar.conjunctions)


def find_source(tokens: tuple[Token, ...], grammar: Grammar) -> Phrase | None:
    """According to Smith."""
    found = (_source_at(tokens, index, grammar) for index in range(len(tokens)))
    return next((phrase for phrase in found if phrase), None)


def _source_at(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> Phrase | None:
    for words in grammar.according:
        if all(token.lower == word for token, word in zip(tokens[index:], words, strict=False)):
            first = index + len(words)
            if grammar.nominatives and first < len(tokens) and tokens[first].lower in grammar.says:
                first += 1  # "según asegura Marín"
            phrase = phrase_right(tokens, first, grammar)
            if phrase and may_speak(tokens, phrase, grammar, governed=True):
                return phrase
    if index < len(tokens) and tokens[index].lower in grammar.postpositions:
        phrase = phrase_left(tokens, index - 1, grammar)  # "Schmidt zufolge"
        return phrase if phrase and may_speak(tokens, phrase, grammar, governed=True) else None
    return _view_at(tokens, index, grammar)


def _view_at(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> Phrase | None:
    """Whose view it is in "Pour Morel, …": at the start of a clause, and closed by a comma."""
    for words in grammar.views:
        if index and tokens[index - 1].kind == "w":
            return None
        if all(token.lower == word for token, word in zip(tokens[index:], words, strict=False)):
            phrase = phrase_right(tokens, index + len(words), grammar)
            closed = phrase is not None and phrase[1] < len(tokens) and tokens[phrase[1]].text == ","
            if phrase and closed and tokens[phrase[1] - 1].capital and may_speak(tokens, phrase, grammar):
                return phrase
    return None


def source_behind(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """ "…," according to Smith; where a verb of speech has a subject, that one spoke, and Smith passed it on."""
    if any(cue.kind == "say" or tokens[cue.index].lower in grammar.say_participles for cue in cues):
        return None
    index = quote + 1
    while index < len(tokens) and tokens[index].text in COMMAS:
        index += 1
    return _source_at(tokens, index, grammar)


def trailing(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """… "…" …, Smith said."""
    for cue in reversed(cues):
        if cue.index <= quote or cue.kind != "say":
            continue
        phrase = subject_of(tokens, cue.index, grammar, quote + 1)
        if phrase is None:
            if tokens[cue.index - 1].text in COMMAS or tokens[cue.index - 1].kind == "q":
                phrase = phrase_right(tokens, cue.index + 1, grammar)
        elif tokens[phrase[0] - 1].text not in COMMAS and tokens[phrase[0] - 1].kind != "q":
            continue
        if phrase is not None and not _is_governed_on(tokens, phrase, grammar):
            return phrase
    return None


def _is_governed_on(tokens: tuple[Token, ...], phrase: Phrase, grammar: Grammar) -> bool:
    """Whether the phrase is a genitive behind the quotation, by the preposition that follows: "…" der Stadt über …"""
    behind = bool(grammar.nominatives) and tokens[phrase[0] - 1].kind == "q" and phrase[1] < len(tokens)
    return behind and tokens[phrase[1]].lower in grammar.prepositions


def noun(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """Smith's claim that "…"."""
    for index in range(quote - 1, max(0, quote - 6), -1):
        token = tokens[index]
        if token.kind != "w" and token.text not in (":", ","):
            return None
        if token.kind == "w" and token.lower in grammar.speech_nouns:
            for owner in range(index - 1, max(-1, index - 4), -1):
                if tokens[owner].possessive:
                    return phrase_left(tokens, owner, grammar)
                if tokens[owner].lower in grammar.owners:
                    return owner, owner + 1
    return None


Rule = Callable[[tuple[Token, ...], int, list[Cue], Grammar], Phrase | None]
