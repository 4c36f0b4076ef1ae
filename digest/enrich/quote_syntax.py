"""The noun phrases around a verb.

There is no parser here: phrases are bounded by the closed classes of words in `speech.Grammar`.
"""

from __future__ import annotations

from digest.enrich.names import lexicon, names_person
from digest.enrich.quote_tokens import Phrase, Token
from digest.enrich.speech import Grammar

_MAX_PHRASE = 14
"""Tokens in a speaker's phrase; longer ones are something else."""


def is_adverb(token: Token, grammar: Grammar) -> bool:
    if token.kind != "w" or (token.capital and len(token.text) > 1 and token.text.isupper()):
        return False  # "USA TODAY"
    if token.lower in grammar.adverbs or (token.lower.endswith("ly") and not token.capital):
        return True
    return bool(grammar.adverb_endings) and token.lower.endswith(grammar.adverb_endings)


def is_verb(token: Token, grammar: Grammar) -> bool:
    """Whether a word in lower case looks like a finite verb."""
    if token.kind != "w" or token.capital:
        return False
    word = token.lower
    return (
        word in grammar.verbs
        or word in grammar.says
        or word in grammar.frames
        or word.endswith(grammar.verb_endings)
        or word.endswith(grammar.finite_endings)
    )


def may_be_verb(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> bool:
    """Whether a word may be a verb that we do not know: in lower case, of no closed class."""
    token = tokens[index]
    return (
        token.kind == "w"
        and not token.capital
        and token.lower not in grammar.prepositions
        and token.lower not in grammar.conjunctions
    )


def bounds_phrase(token: Token, grammar: Grammar) -> bool:
    """Whether no noun phrase goes across `token`."""
    if token.kind != "w":
        return True
    word = token.lower
    if token.capital and word in grammar.temporals:
        return True
    return (
        word in grammar.prepositions
        or word in grammar.conjunctions
        or word in grammar.relatives
        or word in grammar.auxiliaries
        or (word in grammar.verbs and not token.capital)
        or (word in grammar.pronouns and word not in grammar.determiners)
        or (word in grammar.adverbs and not token.capital)
    )


def phrase_left(tokens: tuple[Token, ...], last: int, grammar: Grammar, floor: int = 0) -> Phrase | None:
    """The noun phrase whose last token is `last`, with the complements before its head noun ("a spokesman for X")."""
    if last < floor or tokens[last].kind != "w":
        return None
    if tokens[last].lower in grammar.pronouns:
        return last, last + 1
    if bounds_phrase(tokens[last], grammar):
        return None
    if (
        last > floor
        and tokens[last].lower in grammar.infinitives
        and tokens[last - 1].lower in grammar.pronouns - grammar.determiners
    ):
        return None
    start = _base_start(tokens, last, grammar, floor)
    start += _links_noun(tokens, start, last, grammar, floor)
    while (
        start - 2 >= floor
        and (tokens[start - 1].lower in grammar.genitives or tokens[start - 1].lower in _LINKS)
        and last - start < _MAX_PHRASE
    ):
        head = start - 2
        if (
            tokens[head].kind != "w"
            or bounds_phrase(tokens[head], grammar)
            or is_adverb(tokens[head], grammar)
            or is_verb(tokens[head], grammar)
        ):
            break
        if tokens[start - 1].lower not in grammar.genitives and not _opens_clause(tokens, head, grammar, floor):
            break
        start = _base_start(tokens, head, grammar, floor)
        start += _links_noun(tokens, start, head, grammar, floor)
    return start, last + 1


def _links_noun(tokens: tuple[Token, ...], start: int, last: int, grammar: Grammar, floor: int) -> bool:
    """Whether the article at `start` holds a preposition or a genitive that ties its noun to the one before ("del")."""
    word = tokens[start].lower
    if not grammar.nominatives or word not in grammar.genitives or not floor < start < last:
        return False
    if word in grammar.nominatives and word not in grammar.ambiguous_articles:
        return False
    before = tokens[start - 1]
    small = bounds_phrase(before, grammar) or before.lower in grammar.temporals or before.lower in grammar.genitives
    return not small and not is_verb(before, grammar) and not is_adverb(before, grammar)


_LINKS = frozenset("of for at from in with to on and & by against de der des du della do da".split())


def _opens_clause(tokens: tuple[Token, ...], head: int, grammar: Grammar, floor: int) -> bool:
    """Whether the phrase that ends at `head` begins its clause, so that what follows it may be its complement."""
    start = _base_start(tokens, head, grammar, floor)
    return start == floor or tokens[start - 1].kind != "w" or tokens[start - 1].lower in grammar.conjunctions


def _base_start(tokens: tuple[Token, ...], last: int, grammar: Grammar, floor: int) -> int:
    """Where the phrase without complements that ends at `last` begins."""
    start = last
    while start - 1 >= floor and last - start < _MAX_PHRASE:
        if tokens[start].lower in grammar.determiners and not tokens[start].possessive:
            start -= tokens[start - 1].lower in grammar.determiners  # "the two ministers"
            break
        before = tokens[start - 1]
        if before.kind == "p" and before.text == "." and start - 2 >= floor:
            break
        if bounds_phrase(before, grammar):
            break
        if is_verb(before, grammar) and not _after_determiner(tokens, start - 1, grammar, floor):
            break
        if start - 2 >= floor and _is_bare_verb(tokens, start - 1, grammar):
            break
        if (
            before.lower.endswith("ing")
            and not before.capital
            and not _after_determiner(tokens, start - 1, grammar, floor)
        ):
            break
        start -= 1
    return start


def _is_bare_verb(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> bool:
    """Whether a verb's base form stands here: behind an auxiliary, or behind "to" in lower case."""
    word, before = tokens[index], tokens[index - 1]
    return not word.capital and before.kind == "w" and before.lower in grammar.bare_markers


def _owns_noun(tokens: tuple[Token, ...], first: int, noun: int, grammar: Grammar) -> bool:
    """Whether a name with an article only tells whose the noun behind it is: "the Smith campaign"."""
    word = tokens[noun].lower
    articled = grammar.person_nouns and tokens[first].lower in grammar.determiners
    if articled and tokens[first].lower in ("a", "an"):
        return True  # "a Smith backer": no name has such an article
    return articled and (names_person(word) or word in _BODIES or word in lexicon().organisations)


def _is_compound(token: Token, grammar: Grammar) -> bool:
    """Whether the first word of an English sentence is an adjective such as "First-time"."""
    first, _, last = token.text.partition("-")
    return grammar.person_nouns and last.islower() and first.isalpha()


def _follows_complement(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> bool:
    """Whether an adjective agrees with the noun before: "ministère des Affaires étrangères"; no verb ends so."""
    if not grammar.nominatives or grammar.verb_second or tokens[index].lower in grammar.temporals:
        return False
    plural = tokens[index].lower.endswith("s") and tokens[index - 1].lower.endswith("s")
    return plural and tokens[index - 2].lower in grammar.genitives


def _joins_capital(token: Token, grammar: Grammar) -> int:
    """How many words behind one in lower case may take up the name before it: in German only a particle ("de") joins.

    Elsewhere it may be an office: "White House spokesman X".
    """
    if not grammar.noun_capitals:
        return _OFFICE_REACH
    return int(token.lower in _PARTICLES or token.lower.startswith(("al-", "ad-", "el-")))


_OFFICE_REACH = 2
_PARTICLES = frozenset("de del della di da do dos du la le van ten ter den zu bin ibn ben el al af".split())
_BODIES = frozenset("campaign camp team administration".split())


def _after_determiner(tokens: tuple[Token, ...], index: int, grammar: Grammar, floor: int) -> bool:
    return index - 1 >= floor and (tokens[index - 1].lower in grammar.determiners or tokens[index - 1].possessive)


def _opens_noun(tokens: tuple[Token, ...], index: int, grammar: Grammar) -> bool:
    """Whether an article opens another noun here, that no preposition ties to the one before: "la ley el alcalde"."""
    word = tokens[index].lower
    article = word in grammar.genitives and word in grammar.nominatives and word not in grammar.ambiguous_articles
    return article and tokens[index - 1].lower not in grammar.genitives


def _goes_on(tokens: tuple[Token, ...], first: int, end: int, limit: int, grammar: Grammar) -> bool:
    """Whether the noun phrase that begins at `first` takes in the token at `end` as well."""
    token = tokens[end]
    noun = end == first + 1 and bool(grammar.nominatives) and tokens[first].lower in grammar.determiners
    if token.kind != "w" or (is_verb(token, grammar) and not noun) or is_adverb(token, grammar):
        return False
    if _opens_noun(tokens, end, grammar):
        return False
    if token.lower in grammar.genitives and end + 1 < limit and tokens[end + 1].kind == "w":
        return _joins_complement(tokens, first, end, grammar)
    if bounds_phrase(token, grammar) or (
        token.lower in grammar.determiners
        and tokens[end - 1].lower not in grammar.genitives
        and (end > first + 1 or tokens[first].lower not in grammar.determiners)  # "the two ministers"
    ):
        return False
    # "said Smith yesterday morning": a name has ended, unless an office follows it ("White House spokesman X").
    return (
        token.capital
        or not tokens[end - 1].capital
        or tokens[end - 1].lower in grammar.determiners
        or tokens[end - 1].possessive
        or any(later.capital for later in tokens[end : min(limit, end + 1 + _joins_capital(token, grammar))])
        or _owns_noun(tokens, first, end, grammar)
        or _follows_complement(tokens, end, grammar)
        or (end == 1 and _is_compound(tokens[0], grammar))
    )


def _joins_complement(tokens: tuple[Token, ...], first: int, end: int, grammar: Grammar) -> bool:
    """Whether the word at `end` ("of") ties what follows it to the phrase that begins at `first`."""
    following = tokens[end + 1]
    joins = following.capital or following.lower in grammar.determiners or following.lower in grammar.genitives
    if not tokens[first].capital or tokens[first].lower in grammar.nominatives:
        joins = joins or not bounds_phrase(following, grammar)
    told = grammar.noun_capitals and tokens[first].capital and following.marked  # "sagt Berg der „Post“"
    return joins and not told and (tokens[end].lower not in grammar.coordinators or tokens[end - 1].capital)


def phrase_right(tokens: tuple[Token, ...], first: int, grammar: Grammar, ceiling: int | None = None) -> Phrase | None:
    """The noun phrase that begins at `first`, up to a verb, preposition, mark or time."""
    limit = len(tokens) if ceiling is None else ceiling
    if first >= limit or tokens[first].kind != "w":
        return None
    if tokens[first].lower in grammar.pronouns and tokens[first].lower not in grammar.determiners:
        return first, first + 1
    if bounds_phrase(tokens[first], grammar) or tokens[first].lower in grammar.temporals:
        return None
    end = first + 1
    while end < limit and end - first < _MAX_PHRASE and _goes_on(tokens, first, end, limit, grammar):
        end += 1
    while end > first + 1 and (
        tokens[end - 1].lower in grammar.genitives or tokens[end - 1].lower in grammar.determiners
    ):
        end -= 1
    if end == first + 1 and tokens[first].lower in grammar.determiners and tokens[first].lower not in grammar.pronouns:
        return None
    return first, end
