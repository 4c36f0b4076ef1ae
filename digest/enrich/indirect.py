"""Indirect statements: what somebody is reported to have said, in the article's own words.

Only clear grammar counts: a main clause whose verb reports, its subject, and the clause that is reported ("Smith said
that …", "Smith said the …", "…, Smith said.", "According to Smith, …"; after Krestel, Bergler and Witte, "Minding the
Source", LREC 2008). A sentence with a quotation in it is left to the quotations. What was denied, asked, or might be
said is no statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from digest.enrich.quote_cues import Cue, find_cues, find_particle
from digest.enrich.quote_phrases import may_speak
from digest.enrich.quote_speakers import Attribution
from digest.enrich.quote_subjects import is_passive, subject_for
from digest.enrich.quote_syntax import is_adverb, is_verb, phrase_left, phrase_right
from digest.enrich.quote_tokens import Phrase, Sentence, Token
from digest.enrich.speech import Grammar

_LEAST_WORDS = 4
"""In a statement: shorter ones say little ("he said so")."""
_LONGEST_ADJUNCT = 12
"""Tokens between the verb and "that": whom, when and where it was said."""
_LONGEST_TAIL = 12
"""Tokens behind a verb that closes its sentence: ", Smith said in an interview on Monday"."""
_LONGEST_OPENING = 14
"""Tokens of a subject before ", Smith said, …"."""
_LONGEST_PARENTHESIS = 8
_SHORTEST_CLAUSE = 2
_ENDS = frozenset((".", "…", "..."))
_MARKS = frozenset("\"“”„«»‘‚'`「」")
"""Quotation marks that were paired with none: what they hold is somebody's own words, or unclear."""
_DASHES = frozenset(("-", "–", "—", "--"))


@dataclass(frozen=True, slots=True)
class IndirectStatement:
    """A span of the text that gives the content of what was said, and who said it."""

    start: int
    end: int
    speaker: Attribution


def find_indirect(sentences: list[Sentence], grammar: Grammar) -> list[IndirectStatement]:
    """The indirect statements of a text, in order, at most one a sentence."""
    found = (_read_sentence(sentence.tokens, grammar) for sentence in sentences)
    return [statement for statement in found if statement is not None]


def _read_sentence(tokens: tuple[Token, ...], grammar: Grammar) -> IndirectStatement | None:
    if len(tokens) < _LEAST_WORDS or tokens[-1].text not in _ENDS:
        return None
    if any(token.kind == "q" or token.text in _MARKS for token in tokens):
        return None
    last = len(tokens) - 1
    for cue in find_cues(tokens, grammar):
        if cue.kind != "say" or tokens[cue.index].lower not in grammar.reports or _is_weakened(tokens, cue, grammar):
            continue
        if grammar.verb_second and cue.index == 0:
            continue  # "Stellt er fest, dass …": if he does
        subject = subject_for(tokens, cue, len(tokens), grammar)
        if subject and _may_report(tokens, subject, cue.index, grammar):
            statement = _make_statement(
                tokens, _clause_behind(tokens, cue.index, subject, last, grammar), subject, grammar
            )
            if statement is not None:
                return statement
    return (
        _read_trailing(tokens, last, grammar)
        or _read_parenthetical(tokens, last, grammar)
        or _read_told(tokens, last, grammar)
        or _read_source(tokens, last, grammar)
    )


def _make_statement(
    tokens: tuple[Token, ...], clause: Phrase | None, subject: Phrase, grammar: Grammar
) -> IndirectStatement | None:
    if clause is None:
        return None
    start, end = clause[0], _cut_clause(tokens, clause, grammar)
    if sum(token.kind == "w" for token in tokens[start:end]) < _LEAST_WORDS:
        return None
    speaker = Attribution(tokens[subject[0]].start, tokens[subject[1] - 1].end, "indirect")
    return IndirectStatement(tokens[start].start, tokens[end - 1].end, speaker)


def _is_weakened(tokens: tuple[Token, ...], cue: Cue, grammar: Grammar) -> bool:
    """Whether the verb is passive, or stands in a relative clause."""
    before = cue.index - 1
    while before >= 0 and (is_adverb(tokens[before], grammar) or tokens[before].lower in grammar.auxiliaries):
        before -= 1
    relative = before >= 0 and tokens[before].lower in grammar.relatives
    return relative or is_passive(tokens, cue.index, grammar)


def _may_report(tokens: tuple[Token, ...], subject: Phrase, verb: int, grammar: Grammar) -> bool:
    """Whether `subject` can speak, and the verb says that it did."""
    words = [tokens[i].lower for i in range(*subject)]
    if len(words) == 1 and words[0] in grammar.pronouns and words[0] not in grammar.reporters:
        return False
    if all(word in grammar.determiners and word not in grammar.pronouns for word in words):
        return False
    if not may_speak(tokens, subject, grammar):
        return False
    if is_verb(tokens[subject[0]], grammar):  # "…, encouraged by those who say so"
        return False
    closing = tokens[subject[1] - 1]
    if subject[1] <= verb and not closing.capital and closing.lower.endswith(("'s", "’s")):  # "the doctor's reports"
        return False
    between = tokens[subject[1] : verb] if subject[1] <= verb else tokens[verb + 1 : subject[0]]
    around = (*tokens[slice(*subject)], *between, *tokens[verb + 1 : verb + 2])
    return not any(word in grammar.relatives for word in words) and not any(_weakens(t, grammar) for t in around)


def _weakens(token: Token, grammar: Grammar) -> bool:
    """Whether a word makes it unsure, or untrue, that the thing was said: "not", "nobody", "would"."""
    word = token.lower
    return word in grammar.negations or word in grammar.bare_markers or word.endswith(("n’t", "n't"))


def _opens_sentence(tokens: tuple[Token, ...], first: int, grammar: Grammar) -> bool:
    """Whether nothing but a connective, or an adverbial with its comma, stands before token `first`."""
    before = tokens[:first]
    if all(token.lower in grammar.coordinators or is_adverb(token, grammar) or token.text == "," for token in before):
        return True
    if before[0].lower in grammar.subordinators and len(before) > _SHORTEST_CLAUSE:
        return _is_whole_clause(before, grammar)
    opens = before[0].lower in grammar.prepositions | grammar.time_words | grammar.temporals
    # Verb-second languages need no comma: "Am Montag sagte der Minister".
    closes = before[-1].text == "," or grammar.verb_second
    return opens and closes and not any(is_verb(t, grammar) or t.lower in grammar.auxiliaries for t in before)


def _is_whole_clause(words: tuple[Token, ...], grammar: Grammar) -> bool:
    """Whether a clause of its own, with its verb, stands before the report: "When the ship came back the crew said"."""
    inner = words[1:]
    if any(token.lower in grammar.complementisers | grammar.relatives for token in inner):
        return False
    return any(is_verb(token, grammar) or token.lower in grammar.auxiliaries for token in inner)


def _clause_behind(tokens: tuple[Token, ...], verb: int, subject: Phrase, last: int, grammar: Grammar) -> Phrase | None:
    """What follows "Smith said that", or "Smith said"."""
    if not _opens_sentence(tokens, min(verb, subject[0]), grammar):
        return None
    first = max(verb + 1, subject[1])
    first += find_particle(tokens, verb, grammar) == first
    if first >= last or tokens[first].text == ":":
        return None
    if _opens_adjunct(tokens, first, grammar) or tokens[verb].lower in grammar.tells:
        for index in range(first, min(first + _LONGEST_ADJUNCT, last)):
            token = tokens[index]
            if token.lower in grammar.complementisers:
                # "dijo que busca …": without a noun before it, "que" is no relative pronoun.
                drops = bool(grammar.finite_endings) and (
                    index == first or tokens[index - 1].lower in grammar.temporals
                )
                opener = index + 1 + (drops and tokens[index + 1].text == ",")  # "explicó que, tras …"
                return (opener, last) if drops or _opens_clause(tokens, opener, grammar) else None
            comma = token.text == "," and grammar.comma_clauses
            if (token.kind != "w" and not comma) or (index > first and _is_verbal(token, grammar)):
                break
    return _bare_clause(tokens, verb, first, last, grammar)


def _is_verbal(token: Token, grammar: Grammar) -> bool:
    """Whether a word looks like a verb, or (in English) like its -ing form."""
    ing = grammar.drops_that and token.lower.endswith("ing") and token.lower not in grammar.prepositions
    return is_verb(token, grammar) or (ing and not token.capital)


def _opens_adjunct(tokens: tuple[Token, ...], first: int, grammar: Grammar) -> bool:
    """Whether "that", or where and when it was said, may begin here; a noun phrase would be what was said."""
    token, word = tokens[first], tokens[first].lower
    if word in grammar.time_words and tokens[first + 1].lower in grammar.temporals:
        return True
    small = word in grammar.complementisers or word in grammar.prepositions or word in grammar.temporals
    return small or token.text == "," or is_adverb(token, grammar)


def _opens_clause(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> bool:
    """Whether a clause may begin here: "that" before a verb is a relative pronoun, or a demonstrative."""
    token = tokens[index]
    small = grammar.auxiliaries | grammar.temporals
    return token.kind == "w" and token.lower not in small and not is_verb(token, grammar)


def _bare_clause(tokens: tuple[Token, ...], verb: int, first: int, last: int, grammar: Grammar) -> Phrase | None:
    """The clause in "Smith said the dam would hold": a subject with its verb; in German, with a verb of hearsay."""
    if grammar.hearsay:
        return _hearsay_clause(tokens, first, last, grammar)
    if not grammar.drops_that or tokens[verb].lower not in grammar.bare_reports:
        return None
    while first < last and tokens[first].lower in grammar.temporals:
        first += 1
    opener = first
    while opener < last and is_adverb(tokens[opener], grammar):
        opener += 1
    if opener >= last or tokens[opener].kind != "w":
        return None
    contracted = any(tokens[opener].lower.startswith((word + "’", word + "'")) for word in grammar.pronouns)
    if contracted:
        return first, last
    phrase = phrase_right(tokens, opener, grammar, last)
    if phrase is None:
        return None
    follows = phrase[1]
    while follows < last and is_adverb(tokens[follows], grammar):
        follows += 1
    finite = tokens[follows].lower in grammar.auxiliaries or is_verb(tokens[follows], grammar)
    return (first, last) if follows < last and finite else None


def _hearsay_clause(tokens: tuple[Token, ...], first: int, last: int, grammar: Grammar) -> Phrase | None:
    """The clause in "Schmidt sagte am Montag, der Damm werde halten": German marks it by the verb's mood."""
    comma = next((i for i in range(first, min(first + _LONGEST_ADJUNCT, last)) if tokens[i].text == ","), None)
    if comma is None or comma + 1 >= last or any(is_verb(token, grammar) for token in tokens[first:comma]):
        return None
    opener, rest = tokens[comma + 1], tokens[comma + 1 : last]
    if opener.kind != "w" or opener.lower in grammar.conjunctions | grammar.relatives | grammar.coordinators:
        return None
    end = next((i for i, token in enumerate(rest) if token.text in (",", ";")), len(rest))
    return (comma + 1, last) if any(token.lower in grammar.hearsay for token in rest[:end]) else None


def _read_trailing(tokens: tuple[Token, ...], last: int, grammar: Grammar) -> IndirectStatement | None:
    """What stands before ", Smith said." or ", said Smith."."""
    comma = max((i for i in range(_LEAST_WORDS, last) if tokens[i].text == ","), default=None)
    if comma is None or last - comma > _LONGEST_TAIL or any(token.kind != "w" for token in tokens[comma + 1 : last]):
        return None
    verbs = [i for i in range(comma + 1, last) if tokens[i].lower in grammar.bare_reports and not tokens[i].capital]
    if len(verbs) != 1:
        return None
    verb = verbs[0]
    if all(tokens[i].lower in grammar.auxiliaries for i in range(comma + 1, verb)):
        subject = phrase_right(tokens, verb + 1, grammar, last)
        tail = tokens[subject[1] : last] if subject else ()
    else:
        head = verb - 1
        while head > comma and (is_adverb(tokens[head], grammar) or tokens[head].lower in grammar.auxiliaries):
            head -= 1
        subject = phrase_left(tokens, head, grammar, comma + 1)
        if subject and subject[0] != comma + 1:
            return None
        tail = (*tokens[head + 1 : verb], *tokens[verb + 1 : last])
    if subject is None or not _may_report(tokens, subject, verb, grammar):
        return None
    finite = grammar.verbs | grammar.auxiliaries | grammar.reporters
    if any(_weakens(token, grammar) for token in tail) or any(t.lower in finite for t in tokens[verb + 1 : last]):
        return None
    clause = (0, comma) if _is_clause(tokens[:comma], grammar) else None
    return _make_statement(tokens, clause, subject, grammar)


def _read_parenthetical(tokens: tuple[Token, ...], last: int, grammar: Grammar) -> IndirectStatement | None:
    """The whole of "The dam, Smith said, would hold": a clause that only together is one, cut by who said it."""
    first = next((i for i in range(1, last) if tokens[i].text == ","), None)
    if first is None or first > _LONGEST_OPENING:
        return None
    second = next((i for i in range(first + 1, last) if tokens[i].kind != "w"), None)
    if second is None or tokens[second].text != "," or second - first > _LONGEST_PARENTHESIS:
        return None
    verbs = [i for i in range(first + 1, second) if tokens[i].lower in grammar.bare_reports and not tokens[i].capital]
    if len(verbs) != 1 or not _goes_on(tokens, first, second, grammar):
        return None
    verb = verbs[0]
    if verb == first + 1:
        subject, end = phrase_right(tokens, verb + 1, grammar, second), second
        whole = subject is not None and subject[1] == end
    else:
        subject = phrase_left(tokens, verb - 1, grammar, first + 1)
        whole = subject is not None and subject[0] == first + 1 and verb == second - 1
    if subject is None or not whole or not _may_report(tokens, subject, verb, grammar):
        return None
    return _make_statement(tokens, (0, last), subject, grammar)


def _read_told(tokens: tuple[Token, ...], last: int, grammar: Grammar) -> IndirectStatement | None:
    """What stands before ", he told them." or ", he told the mayor, Anna Smith, and …"."""
    opener = tokens[0].lower
    if opener in grammar.subordinators | grammar.relatives | grammar.prepositions or opener.endswith("ing"):
        return None
    for comma in (i for i in range(_LEAST_WORDS, last) if tokens[i].text == ","):
        subject = phrase_right(tokens, comma + 1, grammar, last)
        if subject is None or subject[1] >= last or tokens[subject[1]].lower not in grammar.tells:
            continue
        told = phrase_right(tokens, subject[1] + 1, grammar, last)
        if told is None or not _may_report(tokens, subject, subject[1], grammar):
            continue
        end = _skip_apposition(tokens, told[1] + 1, grammar) if tokens[told[1]].text == "," else told[1]
        closed = end == last or (end > told[1] and tokens[end].lower in grammar.coordinators)
        return _make_statement(tokens, (0, comma), subject, grammar) if closed else None
    return None


def _goes_on(tokens: tuple[Token, ...], first: int, second: int, grammar: Grammar) -> bool:
    """Whether a subject stands before the comma `first`, and its verb behind the comma `second`."""
    opening = phrase_right(tokens, 0, grammar, first)
    verb = tokens[second + 1]
    finite = verb.lower in grammar.auxiliaries or is_verb(verb, grammar)
    return finite and opening is not None and opening[1] == first and tokens[0].lower not in grammar.relatives


def _is_clause(tokens: tuple[Token, ...], grammar: Grammar) -> bool:
    """Whether the words are a main clause: with a verb, not opened by a conjunction or a participle."""
    opener = tokens[0]
    word = opener.lower
    if opener.kind != "w" or word in grammar.subordinators or word in grammar.relatives or word.endswith("ing"):
        return False
    return any(token.lower in grammar.auxiliaries or is_verb(token, grammar) for token in tokens[1:])


def _read_source(tokens: tuple[Token, ...], last: int, grammar: Grammar) -> IndirectStatement | None:
    """ "According to Smith, …" and "…, according to Smith."."""
    for words in grammar.sources:
        size = len(words)
        if all(token.lower == word for token, word in zip(tokens, words, strict=False)):
            subject = phrase_right(tokens, size, grammar)
            if not subject or not may_speak(tokens, subject, grammar, governed=True):
                continue
            if subject[1] < last and tokens[subject[1]].text == ",":
                clause = _skip_apposition(tokens, subject[1] + 1, grammar), last
                if _is_clause(tokens[slice(*clause)], grammar):
                    return _make_statement(tokens, clause, subject, grammar)
        for index in range(_LEAST_WORDS, last - size):
            if tokens[index].text == "," and tuple(t.lower for t in tokens[index + 1 : index + 1 + size]) == words:
                subject = phrase_right(tokens, index + 1 + size, grammar)
                spoke = subject is not None and may_speak(tokens, subject, grammar, governed=True)
                if subject and spoke and subject[1] == last and _is_clause(tokens[:index], grammar):
                    return _make_statement(tokens, (0, index), subject, grammar)
    return None


def _skip_apposition(tokens: tuple[Token, ...], first: int, grammar: Grammar) -> int:
    """Where the clause begins in "According to Smith, her deputy, the …", `first` being behind the first comma."""
    phrase = phrase_right(tokens, first, grammar)
    closed = phrase is not None and phrase[1] < len(tokens) and tokens[phrase[1]].text == ","
    return phrase[1] + 1 if phrase is not None and closed else first


def _cut_clause(tokens: tuple[Token, ...], clause: Phrase, grammar: Grammar) -> int:
    """Where the statement ends: at a semicolon, a lone dash, or where more is said (", adding …", "and warned …")."""
    start, last = clause
    dashes = [i for i in range(start, last) if tokens[i].text in _DASHES and tokens[i - 1].end < tokens[i].start]
    for index in range(start + 1, last - 2):
        token, following = tokens[index], tokens[index + 1]
        if token.text == ";" or (dashes == [index]):
            return index
        if token.text == "," and _closes_report(tokens, index, last, grammar):
            return index
        if token.text == "," and (
            following.lower in grammar.say_participles or _opens_gloss(tokens, index, start, grammar)
        ):
            return index
        if token.lower in grammar.coordinators:
            verb = index + 1 + (following.lower in grammar.reporters)
            verb += tokens[verb].lower in grammar.auxiliaries
            comma = tokens[index - 1].text == ","
            if tokens[verb].lower in grammar.reports or (comma and _opens_own_clause(tokens, index + 1, last, grammar)):
                return index - comma
    return last


def _closes_report(tokens: tuple[Token, ...], comma: int, last: int, grammar: Grammar) -> bool:
    """Whether another report, of the whole, closes the sentence: "…, people who were there said"."""
    tail = tokens[comma + 1 : last]
    plain = len(tail) <= _LONGEST_TAIL and all(token.kind == "w" for token in tail)
    return plain and any(token.lower in grammar.bare_reports for token in tail)


def _opens_gloss(tokens: tuple[Token, ...], comma: int, start: int, grammar: Grammar) -> bool:
    """Whether a remark on a whole clause begins behind the comma: "…, a claim that few believe"."""
    phrase = phrase_right(tokens, comma + 1, grammar)
    if phrase is None or phrase[1] >= len(tokens) or tokens[phrase[0]].lower in grammar.pronouns:
        return False
    relative = tokens[phrase[1]].lower in grammar.relatives | grammar.complementisers
    named = any(tokens[i].capital for i in range(*phrase))
    return relative and not named and _is_clause(tokens[start:comma], grammar)


def _opens_own_clause(tokens: tuple[Token, ...], first: int, last: int, grammar: Grammar) -> bool:
    """Whether a verb, or a subject with its verb, begins at `first`: behind ", and" they may be the writer's own."""
    if is_verb(tokens[first], grammar):
        return True
    phrase = phrase_right(tokens, first, grammar, last)
    if phrase is None or phrase[1] >= last:
        return False
    return tokens[phrase[1]].lower in grammar.auxiliaries or is_verb(tokens[phrase[1]], grammar)
