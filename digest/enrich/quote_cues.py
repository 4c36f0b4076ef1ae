"""Words of speech in a sentence: which verbs report, and which words only look like such verbs."""

from __future__ import annotations

from dataclasses import dataclass

from digest.enrich.quote_syntax import is_adverb, is_verb
from digest.enrich.quote_tokens import Token
from digest.enrich.speech import Grammar


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of speech: its token, and how it governs ("say", "frame", "participle", "infinitive", "noun")."""

    index: int
    kind: str


def find_cues(tokens: tuple[Token, ...], grammar: Grammar) -> list[Cue]:
    """The words of speech in a sentence, left to right."""
    cues = []
    for index, token in enumerate(tokens):
        if token.kind != "w":
            continue
        kind = _cue_kind(tokens, index, grammar)
        if kind:
            cues.append(Cue(index, kind))
    return cues


def _cue_kind(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> str:
    """What kind of cue the word is, or nothing: verbs that may be nouns here are left out."""
    word = tokens[index].lower
    before = tokens[index - 1] if index else None
    if (
        before is not None
        and index + 1 < len(tokens)
        and tokens[index + 1].lower in grammar.complementisers
        and not tokens[index].capital
        and tokens[index].lower.endswith(grammar.verb_endings or ("\0",))
        and before.lower not in grammar.passives
        and before.lower not in grammar.determiners
        and tokens[index].lower not in grammar.impersonals
    ):
        # Whatever is done with "that" is reported: "found that", "worried that".
        return "say"
    known = word in grammar.says or word in grammar.frames or word in grammar.participles or word in grammar.infinitives
    if not known or (before is not None and before.kind in "wq" and tokens[index].capital):
        return ""
    if before is not None and before.lower in grammar.prenominals:
        return ""
    if word in grammar.particles and find_particle(tokens, index, grammar) is None:
        return "frame" if word in grammar.frames else ""
    if word in grammar.participles:
        return "participle"
    if (
        before is not None
        and (before.lower in grammar.determiners or before.possessive)
        and before.lower not in grammar.pronouns
    ):
        return ""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if (
        word in grammar.noun_forms
        and following is not None
        and (following.lower in grammar.auxiliaries or is_verb(following, grammar))
    ):
        return ""
    if word in grammar.noun_forms and not (
        before is None
        or before.kind != "w"
        or before.capital
        or before.lower in grammar.pronouns - grammar.determiners
        or is_adverb(before, grammar)
        or before.lower in grammar.relatives
    ):
        return ""
    if word in grammar.says:
        return "say"
    if word in grammar.frames:
        return "frame"
    return _base_form_kind(tokens, index, grammar)


def find_particle(tokens: tuple[Token, ...], verb: int, grammar: Grammar) -> int | None:
    """Where the second word stands without which the verb reports nothing: at once, or at the end of the clause."""
    wanted = grammar.particles.get(tokens[verb].lower, frozenset())
    for index in range(verb + 1, len(tokens)):
        token = tokens[index]
        if token.kind == "q" or token.text in (":", ";"):
            return None
        if token.lower in wanted:
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            ends = following is None or following.kind != "w" or following.lower in grammar.coordinators
            if ends or (index == verb + 1 and not grammar.verb_second):
                return index
    return None


def _complements(token: Token, grammar: Grammar) -> bool:
    return token.lower in grammar.complementisers


def _base_form_kind(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> str:
    """ "to say", "would say", "they say", "critics say"; a bare form elsewhere is most likely a noun."""
    before = index - 1
    while before >= 0 and (is_adverb(tokens[before], grammar) or tokens[before].text == ","):
        before -= 1
    if before < 0 or tokens[before].kind != "w":
        return ""
    word = tokens[before].lower
    if tokens[index - 1].text == "," and not (
        tokens[index + 1 : index + 2] and _complements(tokens[index + 1], grammar)
    ):
        return ""
    if word == "to":
        return "infinitive"
    kind = "say" if tokens[index].lower in grammar.say_bases else "frame"
    if word in grammar.auxiliaries:
        # What would or should be said has not been said.
        return kind if word in grammar.realis else "frame"
    if word in grammar.determiners and tokens[index].lower + "s" in grammar.noun_forms:
        return ""  # "many state workers"
    if word in grammar.pronouns or word in grammar.relatives:
        return kind
    plural = word.endswith("s") and not tokens[before].possessive
    return kind if plural and tokens[index].lower + "s" not in grammar.noun_forms else ""
