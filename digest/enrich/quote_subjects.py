"""The subjects of verbs, found by the closed classes of words around them."""

from __future__ import annotations

from collections.abc import Iterator

from digest.enrich.quote_cues import Cue
from digest.enrich.quote_phrases import may_speak
from digest.enrich.quote_syntax import is_adverb, is_verb, phrase_left, phrase_right
from digest.enrich.quote_tokens import Phrase, Token
from digest.enrich.speech import Grammar

COMMAS = frozenset((",", "،", "—", "–", "--", "-"))


def subject_of(tokens: tuple[Token, ...], cue: int, grammar: Grammar, floor: int = 0, depth: int = 0) -> Phrase | None:
    """The subject of the verb at `cue`, to its left: over adverbs, auxiliaries, appositions and relative clauses."""
    index = _skip_left(tokens, cue - 1, grammar, floor)
    if index < floor:
        return None
    token = tokens[index]
    if token.kind == "q":
        return None
    if token.kind == "p":
        return (
            _subject_before_comma(tokens, index, grammar, floor) if token.text in COMMAS or token.text == ")" else None
        )
    if token.lower in grammar.relatives:
        before = index - 1
        if before >= floor and tokens[before].text == ",":
            before -= 1
        return phrase_left(tokens, before, grammar, floor) or None
    if token.lower in grammar.coordinators:
        return _shared_subject(tokens, index, grammar, floor, depth)
    if is_verb(token, grammar) and index > floor:
        # "Those who watched over it said": who said it is whom the relative clause tells more of.
        opener = _skip_left(tokens, index - 1, grammar, floor)
        if opener > floor and tokens[opener].lower in grammar.relatives - grammar.complementisers:
            return phrase_left(tokens, opener - 1, grammar, floor)
    phrase = phrase_left(tokens, index, grammar, floor)
    if token.lower in grammar.persons:
        return phrase  # "as she said": no preposition governs it
    if phrase and phrase[0] > floor and _is_object(tokens, phrase[0] - 1, grammar):
        # "who came to see the mayor said": the relative clause has an object of its own.
        opener = phrase[0] - 1
        while opener > floor and tokens[opener].kind == "w" and tokens[opener].lower not in grammar.relatives:
            opener -= 1
        if opener > floor and tokens[opener].lower in grammar.relatives - grammar.complementisers:
            return phrase_left(tokens, opener - 1, grammar, floor) or phrase
    if phrase and phrase[0] > floor and tokens[phrase[0] - 1].lower in grammar.prepositions - grammar.subordinators:
        joint = next((i for i in range(phrase[1] - 2, phrase[0], -1) if tokens[i].lower in grammar.coordinators), None)
        if joint is not None and phrase[0] - 2 >= floor and is_verb(tokens[phrase[0] - 2], grammar):
            return joint + 1, phrase[1]  # "asked for a photo and Smith said"
        # "Smith in a speech said": what follows a preposition is no subject, unless nothing else is.
        return subject_of(tokens, phrase[0] - 1, grammar, floor, depth) or phrase
    return phrase


def _is_object(tokens: tuple[Token, ...], verb: int, grammar: Grammar) -> bool:
    """Whether an infinitive, or a relative clause's verb, stands at `verb`: "to discuss", "who made"."""
    if verb < 1 or tokens[verb].capital:
        return False
    before = tokens[verb - 1].lower
    relative = before in grammar.relatives - grammar.complementisers and is_verb(tokens[verb], grammar)
    return relative or before in grammar.bare_markers


def _shared_subject(tokens: tuple[Token, ...], index: int, grammar: Grammar, floor: int, depth: int) -> Phrase | None:
    """The subject of the verb before "and": "Smith thanked them and said"."""
    stop = next(
        (i for i in range(index - 1, floor, -1) if tokens[i].kind == "q" or tokens[i].text in (";", ":")), floor
    )
    verbs = [i for i in range(index - 1, stop, -1) if is_verb(tokens[i], grammar)]
    verbs.sort(key=lambda i: tokens[i].lower not in grammar.says)  # what was said before comes first
    for earlier in verbs[:_MOST_VERBS] if depth < _MOST_CLAUSES else ():
        if tokens[earlier - 1].lower not in grammar.determiners | grammar.relatives:
            phrase = subject_of(tokens, earlier, grammar, floor, depth + 1)
            if phrase is not None and not _is_embedded(tokens, phrase, index, grammar, floor):
                return phrase
    return main_subject(tokens, index, grammar, floor)


def _is_embedded(tokens: tuple[Token, ...], phrase: Phrase, until: int, grammar: Grammar, floor: int) -> bool:
    """Whether the subject is that of a clause within another: "what they wanted", "as they began, …"."""
    if phrase[0] <= floor:
        return False
    before = tokens[phrase[0] - 1].lower
    closed = before in grammar.subordinators and any(token.text == "," for token in tokens[phrase[1] : until])
    return closed or before in grammar.relatives - grammar.complementisers


_MOST_VERBS = 4
_MOST_CLAUSES = 2
"""How far "and … and … and" is followed: each step multiplies the work."""


def _skip_left(tokens: tuple[Token, ...], index: int, grammar: Grammar, floor: int) -> int:
    """Leftwards over adverbs, auxiliaries and times ("has also repeatedly", "on Tuesday")."""
    while index >= floor:
        token = tokens[index]
        if token.kind != "w":
            return index
        floats = token.lower in grammar.floating and index > floor and tokens[index - 1].kind == "w"
        if token.lower in grammar.auxiliaries or is_adverb(token, grammar) or floats:
            index -= 1
        elif token.lower in grammar.temporals:
            index -= 1
            while index >= floor and tokens[index].kind == "w" and tokens[index].lower in grammar.time_words:
                index -= 1
        else:
            return index
    return index


def _subject_before_comma(tokens: tuple[Token, ...], comma: int, grammar: Grammar, floor: int) -> Phrase | None:
    """The subject of "X, <apposition or clause>, said": X, or a name in apposition ("his aide, Y, said")."""
    if tokens[comma].text == ")":
        opening = next((i for i in range(comma, floor - 1, -1) if tokens[i].text == "("), None)
        return None if opening is None else phrase_left(tokens, opening - 1, grammar, floor)
    if tokens[comma].text in ("-",):
        return None
    segments = _segments(tokens, comma, floor)
    lone: Phrase | None = None
    for start, end in segments:
        opener = tokens[start]
        if opener.kind != "w":
            continue
        if (
            opener.lower in grammar.relatives
            or opener.lower in grammar.prepositions
            or opener.lower in grammar.conjunctions
        ):
            # The rest of a sentence may stand in front of a conjunction: "…, but Smith, who…, said".
            if opener.lower in grammar.conjunctions and start + 1 < end:
                phrase = phrase_left(tokens, end - 1, grammar, start + 1)
                if phrase and phrase[0] == start + 1:
                    return phrase
            continue
        if start != floor and tokens[start - 1].kind != "q" and _is_apposition(tokens, start, end, grammar):
            if opener.capital and end - start == 1:
                lone = start, end
            continue
        if tokens[end - 1].text == ")":
            # "Smith (R-Ohio), said"
            last = next((i for i in range(end - 1, start, -1) if tokens[i].text == "("), end)
        else:
            last = end
        phrase = phrase_left(tokens, last - 1, grammar, start)
        if phrase and not all(tokens[i].lower in grammar.temporals for i in range(*phrase)):
            return phrase
    return lone


def _segments(tokens: tuple[Token, ...], comma: int, floor: int) -> Iterator[tuple[int, int]]:
    """The stretches between commas leftwards of `comma`."""
    end = comma
    for index in range(comma - 1, floor - 2, -1):
        if (
            index < floor
            or tokens[index].text in COMMAS
            or tokens[index].kind == "q"
            or tokens[index].text in (":", ";")
        ):
            if index + 1 < end:
                yield index + 1, end
            end = index
            if index >= floor and tokens[index].text in (":", ";"):
                return


def _is_apposition(tokens: tuple[Token, ...], start: int, end: int, grammar: Grammar) -> bool:
    """Whether the stretch only tells more of a name before it: an office, an age, a party, a place."""
    first = tokens[start]
    if first.lower in grammar.determiners or first.text[:1].isdigit() or first.lower.startswith(("r-", "d-", "i-")):
        return True
    if not first.capital:
        return True
    # "Dmitry Peskov, Vladimir Putin's spokesman, said": what belongs to somebody is an office; so is "director of X".
    return (
        any(tokens[i].possessive or not tokens[i].capital for i in range(start, end) if tokens[i].kind == "w")
        or end - start == 1
    )


def main_subject(tokens: tuple[Token, ...], until: int, grammar: Grammar, floor: int = 0) -> Phrase | None:
    """The subject of the sentence's first clause that has one, before token `until`."""
    start = floor
    while start < until:
        token = tokens[start]
        if token.kind != "w":
            start += 1
            continue
        if token.lower in grammar.conjunctions and token.lower not in grammar.subordinators:
            start += 1
            continue
        if is_adverb(token, grammar) or _is_opening_adverb(tokens, start, until, grammar):
            start += 1
            continue
        opens_phrase = (
            token.lower in grammar.prepositions
            or token.lower in grammar.subordinators
            or token.lower in grammar.temporals
            or (token.lower.endswith("ing") and (start == floor or is_adverb(tokens[start - 1], grammar)))
            or (token.lower.endswith("ed") and start == floor)
            or _is_opening_participle(tokens, start, until, grammar)
        )
        if opens_phrase:
            comma = next((i for i in range(start, until) if tokens[i].text == ","), None)
            if comma is None:
                return None
            start = comma + 1
            continue
        phrase = phrase_right(tokens, start, grammar, until)
        if grammar.verb_second and not (phrase and may_speak(tokens, phrase, grammar)) and not token.capital:
            return find_inverted(tokens, start, until, grammar)  # "Dann fügte sie hinzu"
        if phrase is None:
            return None
        if _is_time(tokens, phrase, grammar):
            start = phrase[1]
            continue
        if start > floor and tokens[start - 1].text == ",":
            # "In Aspen, Colo., Smith said": what stands between two commas may belong to what opens the sentence.
            return _verb_behind_comma(tokens, phrase, until, grammar) or phrase
        return phrase
    return None


def _is_time(tokens: tuple[Token, ...], phrase: Phrase, grammar: Grammar) -> bool:
    """Whether the phrase says when: "Last week", "A moment"."""
    words = {tokens[i].lower for i in range(*phrase)}
    small = grammar.time_words | grammar.determiners
    return words <= grammar.temporals | small and bool(words & grammar.temporals or words <= grammar.time_words)


def _verb_behind_comma(tokens: tuple[Token, ...], phrase: Phrase, until: int, grammar: Grammar) -> Phrase | None:
    """The phrase behind the comma that follows `phrase`, if a verb follows it at once."""
    if phrase[1] + 1 >= until or tokens[phrase[1]].text != ",":
        return None
    following = phrase_right(tokens, phrase[1] + 1, grammar, until)
    if following is None or following[1] >= until:
        return None
    verb = tokens[following[1]]
    return following if is_verb(verb, grammar) or verb.lower in grammar.auxiliaries else None


def _is_opening_participle(tokens: tuple[Token, ...], index: int, until: int, grammar: Grammar) -> bool:
    """Whether a sentence opens with "Consultada sobre …"."""
    if index or until < 2 or not grammar.opening_endings:
        return False
    return tokens[0].lower.endswith(grammar.opening_endings) and tokens[1].lower in grammar.prepositions


def _is_opening_adverb(tokens: tuple[Token, ...], index: int, until: int, grammar: Grammar) -> bool:
    """Whether a sentence's first word is an adverb such as "Shortly", and no name in -ly: by what follows it."""
    if index or not tokens[0].lower.endswith("ly") or until < 2:
        return False
    following = tokens[1]
    return following.text == "," or following.lower in grammar.prepositions or following.lower in grammar.subordinators


def subject_for(tokens: tuple[Token, ...], cue: Cue, quote: int, grammar: Grammar) -> Phrase | None:
    index = cue.index
    if cue.kind in ("participle", "infinitive"):
        return _subject_of_participle(tokens, index, grammar)
    if is_passive(tokens, index, grammar):
        by = next((i for i in range(index + 1, min(index + 4, len(tokens))) if tokens[i].lower in grammar.agents), None)
        return phrase_right(tokens, by + 1, grammar) if by is not None else None
    if cue.kind == "say" and index > 0 and tokens[index - 1].text == ",":
        inverted = _parenthetical_subject(tokens, index, quote, grammar)
        if inverted is not None:
            return inverted
    phrase = subject_of(tokens, index, grammar)
    if grammar.verb_second:
        before = phrase is not None and not (phrase[0] and tokens[phrase[0] - 1].lower in grammar.prepositions)
        if before and phrase and may_speak(tokens, phrase, grammar) and not _behind_clause(tokens, index, grammar):
            return phrase
        if index and tokens[index - 1].kind == "q" and cue.kind != "say":
            return None  # die „Morgenpost“ nennt die Zahl: the paper does, behind whose name the subject does not stand
        # "Am Montag sagte Schmidt", "Der Damm ist dicht, sagte Schmidt": the subject follows the verb.
        return find_inverted(tokens, index, quote, grammar) or (phrase if before else None)
    if phrase is None and cue.kind == "say" and _behind_quote(tokens, index, grammar):
        return phrase_right(tokens, index + 1, grammar, quote)
    return phrase


def find_inverted(tokens: tuple[Token, ...], verb: int, until: int, grammar: Grammar) -> Phrase | None:
    """The subject behind its verb, over adverbs and reflexives: "dann sagte auch Schmidt"."""
    first = verb + 1
    while first < until and (is_adverb(tokens[first], grammar) or tokens[first].lower in grammar.objects):
        first += 1
    phrase = phrase_right(tokens, first, grammar, until)
    return phrase if phrase and may_speak(tokens, phrase, grammar) else None


def _behind_clause(tokens: tuple[Token, ...], verb: int, grammar: Grammar) -> bool:
    """Whether a comma stands before the verb, and before that a clause with a finite verb of its own."""
    if verb < 1 or tokens[verb - 1].text != ",":
        return False
    finite = grammar.auxiliaries | grammar.hearsay | grammar.verbs
    return any(token.lower in finite and not token.capital for token in tokens[: verb - 1])


def _parenthetical_subject(tokens: tuple[Token, ...], verb: int, quote: int, grammar: Grammar) -> Phrase | None:
    """Smith in "The trouble, says Smith, is …"."""
    phrase = phrase_right(tokens, verb + 1, grammar, quote)
    if phrase is None or phrase[1] >= len(tokens) - 1 or tokens[phrase[1]].text != ",":
        return None
    named = any(tokens[i].capital or tokens[i].lower in grammar.persons for i in range(*phrase))
    return phrase if named and tokens[phrase[1] + 1].kind == "w" else None


def _behind_quote(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> bool:
    """Whether a verb stands where its subject follows it: first in the sentence, or right behind a quotation."""
    while index > 0 and tokens[index - 1].kind == "p" and tokens[index - 1].text in COMMAS:
        index -= 1
    if index == 1 and tokens[0].lower in grammar.conjunctions:  # "But, said Smith, …"
        return True
    return index == 0 or tokens[index - 1].kind == "q"


def is_passive(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> bool:
    """Whether the participle at `index` is passive: "was told"."""
    before = index - 1
    while before >= 0 and is_adverb(tokens[before], grammar):
        before -= 1
    return before >= 0 and tokens[before].lower in grammar.passives


def _parenthetical_speaker(tokens: tuple[Token, ...], comma: int, grammar: Grammar) -> Phrase | None:
    """Smith in "…, Smith said, adding …", where `comma` is the one behind "said"."""
    verb = _skip_left(tokens, comma - 1, grammar, 0)
    if verb < 1 or tokens[verb].lower not in grammar.says or tokens[verb - 1].kind != "w":
        return None
    phrase = phrase_left(tokens, verb - 1, grammar)
    opens = phrase is not None and (
        phrase[0] == 0 or tokens[phrase[0] - 1].text == "," or tokens[phrase[0] - 1].kind == "q"
    )
    return phrase if opens else None


def _joins_clauses(token: Token, grammar: Grammar) -> bool:
    """Whether a main clause may begin behind the token: a mark, "and", "then"; not "as", "rumours (he …)"."""
    return token.kind != "w" or token.lower in grammar.coordinators & grammar.conjunctions or is_adverb(token, grammar)


def _subject_of_participle(tokens: tuple[Token, ...], index: int, grammar: Grammar, *, depth: int = 0) -> Phrase | None:
    before = index - 1
    while before >= 0 and is_adverb(tokens[before], grammar):
        before -= 1
    if before >= 0 and tokens[before].lower in grammar.auxiliaries:
        return subject_of(tokens, before, grammar)
    if before > 0 and tokens[before].lower in grammar.role_words:
        # "the paper quoted one official as saying"; but in the passive the main subject speaks.
        phrase = phrase_left(tokens, before - 1, grammar)
        if phrase and phrase[0] > 0 and is_verb(tokens[phrase[0] - 1], grammar):
            return main_subject(tokens, index, grammar) if is_passive(tokens, phrase[0] - 1, grammar) else phrase
    if before >= 0 and tokens[before].kind == "w":
        # "with Smith saying", "and Smith calling it"
        phrase = phrase_left(tokens, before, grammar)
        if (
            phrase
            and phrase[0] > 0
            and tokens[before].lower not in grammar.speech_nouns
            and (tokens[phrase[0] - 1].lower in grammar.absolutes or tokens[phrase[0] - 1].text in "–—")
        ):
            return phrase
    if before > 0 and tokens[before].lower in grammar.coordinators:
        # "with Smith calling it … and asking"
        earlier = next((i for i in range(before - 1, 0, -1) if tokens[i].lower in grammar.participles), 0)
        if earlier and depth == 0 and all(tokens[i].kind != "q" or i > earlier for i in range(earlier, before)):
            return _subject_of_participle(tokens, earlier, grammar, depth=1)
    if before > 0 and tokens[before].text == ",":
        speaker = _parenthetical_speaker(tokens, before, grammar)
        if speaker is not None:
            return speaker
    # The nearest main clause that has "he" or "she" for its subject, else the sentence's own.
    for earlier in range(before, -1, -1):
        if tokens[earlier].kind == "q" or tokens[earlier].text in (":", ";"):
            break
        opener = tokens[earlier - 1] if earlier else None
        if tokens[earlier].lower in grammar.persons and (opener is None or _joins_clauses(opener, grammar)):
            return earlier, earlier + 1
    return main_subject(tokens, index, grammar)
