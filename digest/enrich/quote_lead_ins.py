"""What leads in to a quotation without a word of speech: "Smith: “…”", "She came back to her old line: “…”"."""

from __future__ import annotations

from digest.enrich.quote_cues import Cue
from digest.enrich.quote_phrases import may_speak
from digest.enrich.quote_subjects import main_subject
from digest.enrich.quote_syntax import is_adverb, may_be_verb, phrase_left
from digest.enrich.quote_titles import in_title_case
from digest.enrich.quote_tokens import Phrase, Token
from digest.enrich.speech import Grammar


def label(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """Smith: "…"."""
    if quote < 2 or tokens[quote - 1].text != ":" or not tokens[quote - 2].capital:
        return None
    phrase = phrase_left(tokens, quote - 2, grammar)
    return (
        phrase
        if phrase and (phrase[0] == 0 or tokens[phrase[0] - 1].kind == "q" or _is_dash(tokens, phrase[0] - 1))
        else None
    )


_SAYING = 3
"""Tokens from a pronoun over its verb and a colon to the mark."""


def _is_dash(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a mark is a dash, and no hyphen within a word."""
    return tokens[index].text in "-–—" and tokens[index].end < tokens[index + 1].start


def lead_in(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> Phrase | None:
    """He returned to his old line: "…" / Smith shot back, "…": a clause without a word of speech leads in."""
    if quote < 2 or tokens[quote - 1].text not in (":", ","):
        return None
    start = quote - 1
    while start > 0 and tokens[start - 1].kind == "w":
        start -= 1
    colon = tokens[quote - 1].text == ":"
    if quote > _SAYING and tokens[quote - _SAYING].lower in grammar.silent:
        return None  # "…, in dem es heißt: …"
    if any(start <= cue.index < quote and cue.kind != "infinitive" for cue in cues):
        return None
    if not colon and (
        quote - start > _LONGEST_LEAD_IN
        or not tokens[quote].text.lstrip("“\"„«'‘")[:1].isupper()
        or in_title_case(tokens[quote])
    ):
        return None
    # "He casts — gladly — an eye on it: …": what follows the dash has its subject before it.
    inside = bool(grammar.nominatives) and start > 0 and _is_dash(tokens, start - 1)
    phrase = None if inside else main_subject(tokens, quote - 1, grammar, start)
    outer = main_subject(tokens, start, grammar) if colon and start > 0 else None
    if not grammar.nominatives:
        led = phrase and phrase[1] < quote - 1 and may_be_verb(tokens, phrase[1], grammar)
        return phrase if led else outer
    if in_title_case(tokens[quote]):
        return None
    if phrase and may_speak(tokens, phrase, grammar):
        return _leading_subject(tokens, quote, phrase, outer, grammar)
    return outer


def _leading_subject(
    tokens: tuple[Token, ...], quote: int, phrase: Phrase, outer: Phrase | None, grammar: Grammar
) -> Phrase | None:
    """Who speaks where `phrase` opens the clause before the quotation, and `outer` the sentence."""
    before = tokens[phrase[0] - 1] if phrase[0] else None
    fronted = grammar.verb_second and before is not None and not before.capital and not _is_opener(before, grammar)
    if phrase[1] >= quote - 1:
        if tokens[quote - 1].text == ":" and _ends_in_verb(tokens, phrase, grammar):
            return phrase[0], phrase[1] - 1
        named = any(token.capital for token in tokens[slice(*phrase)])
        if not fronted:
            return outer if named else None
    elif grammar.verb_second:
        if tokens[phrase[1]].lower in grammar.passives or tokens[quote - 2].lower in grammar.passives:
            return None  # "Sie werden dort angefahren: …"
        following = tokens[phrase[1] + 1].lower
        if (not tokens[phrase[0]].capital or phrase[1] - phrase[0] > 1) and following in grammar.persons:
            # "Ihren Erfolg führt er auf Fleiß zurück: …"; but "sie" may be the object.
            return (phrase[1] + 1, phrase[1] + 2) if following in grammar.masculine else None
    if fronted:
        # "Dann holte sie aus: …"; but in "Schmidt, ihr Anwalt, nannte eine Zahl: …" that is the object.
        return outer if outer and may_speak(tokens, outer, grammar) else phrase
    if _ends_before_object(tokens, phrase, grammar):
        return phrase[0], phrase[1] - 1
    return phrase if may_be_verb(tokens, phrase[1], grammar) else outer


def _ends_before_object(tokens: tuple[Token, ...], phrase: Phrase, grammar: Grammar) -> bool:
    """Whether the phrase's last word is the verb, since an article follows it: "esta vecina muestra su enfado"."""
    if grammar.noun_capitals or phrase[1] - phrase[0] <= _ARTICLE_AND_NOUN:
        return False
    last, following = tokens[phrase[1] - 1], tokens[phrase[1]]
    return not last.capital and following.lower in grammar.determiners and following.lower not in grammar.genitives


def _ends_in_verb(tokens: tuple[Token, ...], phrase: Phrase, grammar: Grammar) -> bool:
    """Whether the last word of "ma il sindaco rivela" cannot be an adjective, by the article its noun has.

    At the start of a sentence a single letter tells too little: "El tema estrella: …".
    """
    article, last = tokens[phrase[0]].lower, tokens[phrase[1] - 1]
    if phrase[1] - phrase[0] <= _ARTICLE_AND_NOUN or last.capital:
        return False
    return any(
        article in articles
        and last.lower.endswith(tuple(ending for ending in endings if phrase[0] or len(ending) > 1))
        and not (others and last.lower.endswith(others))
        for articles, endings, others in grammar.agreements
    )


_ARTICLE_AND_NOUN = 2


def _is_opener(token: Token, grammar: Grammar) -> bool:
    return token.kind != "w" or token.lower in grammar.conjunctions or is_adverb(token, grammar)


_LONGEST_LEAD_IN = 9
