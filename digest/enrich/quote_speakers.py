"""Who speaks: the rules that give a quotation its speaker, by the grammar of the sentence it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from digest.enrich.quote_cues import Cue, find_cues
from digest.enrich.quote_lead_ins import label, lead_in
from digest.enrich.quote_phrases import may_speak
from digest.enrich.quote_rules import (
    Rule,
    after,
    after_unknown,
    before,
    before_near,
    find_source,
    inverted,
    is_light,
    noun,
    signed,
    source_behind,
    trailing,
)
from digest.enrich.quote_subjects import COMMAS, main_subject, subject_for
from digest.enrich.quote_syntax import is_adverb, is_verb, may_be_verb
from digest.enrich.quote_titles import unmark
from digest.enrich.quote_tokens import Phrase, Sentence, Token
from digest.enrich.speech import Grammar


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker's phrase in the text, and the rule that found it."""

    start: int
    end: int
    rule: str


def attribute_quotes(sentence: Sentence, grammar: Grammar) -> list[tuple[int, Attribution | None]]:
    """The number and the speaker of each quotation in a sentence, as far as the sentence itself says it."""
    quotes = sentence.quotes
    if not quotes:
        return []
    cues = find_cues(sentence.tokens, grammar)
    source = find_source(sentence.tokens, grammar)
    return [
        (sentence.tokens[index].quote, _attribute(sentence.tokens, index, cues, source, grammar)) for index in quotes
    ]


def _attribute(
    tokens: tuple[Token, ...], quote: int, cues: list[Cue], source: Phrase | None, grammar: Grammar
) -> Attribution | None:
    if grammar.nominatives and " " not in unmark(tokens[quote]) and not _is_reported_word(tokens, quote, cues, grammar):
        return None
    opening = all(token.kind in "qp" or token.lower in grammar.conjunctions for token in tokens[:quote])
    if opening or (grammar.nominatives and _says_behind(tokens, quote, grammar)):
        rules = _OPENING_RULES
    elif (
        tokens[quote].text.rstrip("\"”»“'’ ")[-1:] in (",", "?", "!")
        and not _completes(tokens, quote, grammar)
        and not _is_announced(tokens, quote, cues)
    ):
        rules = _OPEN_ENDED_RULES
    else:
        rules = _RULES
    for rule in rules:
        if grammar.cues_only and rule in _CUELESS_RULES:
            continue
        phrase = source if rule is None else rule(tokens, quote, cues, grammar)
        if rule is None and source is not None and _is_apart(tokens, quote, source, grammar):
            continue
        if phrase is not None and rule is after and tokens[phrase[0]].lower in grammar.silent:
            return None  # "…", heißt es in dem Bericht: it is said who does not say it
        if phrase is not None and may_speak(tokens, phrase, grammar, governed=rule in (None, source_behind)):
            name = rule.__name__ if rule else "source"
            phrase = _without_occasion(tokens, phrase, grammar)
            return Attribution(tokens[phrase[0]].start, tokens[phrase[1] - 1].end, name)
    return None


def _without_occasion(tokens: tuple[Token, ...], phrase: Phrase, grammar: Grammar) -> Phrase:
    """Smith in "Smith in a statement", the authors in "the authors of the study published (in …)"."""
    start, end = phrase
    if end - start > 1 and tokens[start].lower in grammar.complementisers & grammar.determiners:
        start += tokens[start + 1].lower in grammar.determiners  # "the truth is that many students say"
    if tokens[end - 1].lower in grammar.speech_nouns:
        end = next((i for i in range(end - 2, start, -1) if tokens[i].lower in ("in", "on")), end)
    last = tokens[end - 1]
    cut = end - start > _LEAST_WITH_PARTICIPLE and last.lower.endswith(grammar.verb_endings or ("\0",))
    return start, end - (cut and not last.capital)


_LEAST_WITH_PARTICIPLE = 2
"""Tokens: "the accused" is whole."""


def _is_reported_word(tokens: tuple[Token, ...], quote: int, cues: list[Cue], grammar: Grammar) -> bool:
    """Whether a verb of speech, or one of hearsay, stands so near a single word that it is said, and no scare quote."""
    hearsay = any(token.lower in grammar.hearsay for token in tokens[max(0, quote - _NEAR) : quote + _NEAR])
    return hearsay or any(abs(cue.index - quote) <= _NEAR for cue in cues)


_NEAR = 7
"""Tokens."""


def _is_apart(tokens: tuple[Token, ...], quote: int, source: Phrase, grammar: Grammar) -> bool:
    """Whether the source is named for another part of the sentence: "… “…”, and, according to Smith, …"."""
    between = tokens[max(quote + 1, source[0] - _NEAR) : source[0]]
    closed = source[1] < len(tokens) and tokens[source[1]].text == ","
    return closed and any(token.lower in grammar.coordinators & grammar.conjunctions for token in between)


def _says_behind(tokens: tuple[Token, ...], quote: int, grammar: Grammar) -> bool:
    """Whether a verb of speech follows the comma behind the quotation: "…", sagt / «…», a déclaré."""
    index = quote + 1
    if index >= len(tokens) or tokens[index].text not in COMMAS:
        return False
    index += 1
    while index < len(tokens) and tokens[index].lower not in grammar.says and is_light(tokens[index], grammar):
        index += 1
    return index < len(tokens) and tokens[index].lower in grammar.says


def _completes(tokens: tuple[Token, ...], quote: int, grammar: Grammar) -> bool:
    """Whether "that" stands right before the quotation: then it belongs to the verb before, whatever follows."""
    return quote > 1 and tokens[quote - 1].lower in grammar.complementisers


def _is_announced(tokens: tuple[Token, ...], quote: int, cues: list[Cue]) -> bool:
    """Whether a verb of speech and a colon stand right before the mark: responded: "…?" """
    return quote > 1 and tokens[quote - 1].text == ":" and any(cue.index == quote - 2 for cue in cues)


# In the order they are asked; None stands for "according to". What asks for more, by a comma, "?" or "!" inside the
# marks, is most likely followed by its speaker.
_OPENING_RULES: tuple[Rule | None, ...] = (
    signed,
    source_behind,
    after,
    after_unknown,
    inverted,
    before,
    None,
    trailing,
    noun,
)
_OPEN_ENDED_RULES: tuple[Rule | None, ...] = (
    label,
    source_behind,
    after,
    lead_in,
    before_near,
    before,
    None,
    trailing,
    noun,
)
_RULES: tuple[Rule | None, ...] = (
    label,
    source_behind,
    lead_in,
    before_near,
    after,
    before,
    None,
    trailing,
    noun,
)
_CUELESS_RULES: tuple[Rule | None, ...] = (after_unknown, inverted, lead_in, noun)


def speech_subject(sentence: Sentence, grammar: Grammar, *, reports_only: bool = False) -> Attribution | None:
    """Who speaks in a sentence without a quotation of its own: the subject of its last verb of speech."""
    tokens = sentence.tokens
    for cue in reversed(find_cues(tokens, grammar)):
        if reports_only and cue.kind != "say":
            continue
        phrase = subject_for(tokens, cue, len(tokens), grammar)
        if phrase is not None and may_speak(tokens, phrase, grammar):
            return Attribution(tokens[phrase[0]].start, tokens[phrase[1] - 1].end, "speech_subject")
    return None


def acting_subject(sentence: Sentence, grammar: Grammar) -> Attribution | None:
    """The subject of a sentence without a word of speech, where it is a person's pronoun or a name, with a verb."""
    tokens = sentence.tokens
    phrase = None if grammar.cues_only else main_subject(tokens, len(tokens), grammar)
    if phrase is None or not may_speak(tokens, phrase, grammar):
        return None
    verb = next((i for i in range(phrase[1], len(tokens)) if not is_adverb(tokens[i], grammar)), phrase[1])
    if not may_be_verb(tokens, verb, grammar):
        return None
    last = tokens[phrase[1] - 1]
    if phrase == (0, 1) and not (is_verb(tokens[verb], grammar) or tokens[verb].lower in grammar.auxiliaries):
        return None  # "Partial transcript as follows:"
    if last.lower not in grammar.persons and (not last.capital or last.lower in grammar.infinitives):
        return None
    return Attribution(tokens[phrase[0]].start, last.end, "acting_subject")


def sentence_subject(sentence: Sentence, grammar: Grammar) -> Attribution | None:
    phrase = main_subject(sentence.tokens, len(sentence.tokens), grammar)
    if phrase is None:
        return None
    return Attribution(sentence.tokens[phrase[0]].start, sentence.tokens[phrase[1] - 1].end, "sentence_subject")
