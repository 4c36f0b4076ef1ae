"""Paragraphs as sentences of tokens, in which a quotation is one token; and the noun phrases around a verb.

There is no parser here: phrases are bounded by the closed classes of words in `speech.Grammar`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from digest.enrich.names import lexicon, names_person
from digest.enrich.quote_marks import MarkedSpan
from digest.enrich.speech import Grammar

_TOKEN = re.compile(
    r"(?P<dotted>(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s+(?-i:[^\W\d_a-z])))"
    r"|(?P<elided>(?:[ldnsjcmt]|qu|dell|all|nell|dall|sull|un|quest)[’'](?=[aeiouhàâéèêëîïôùûœ]))"
    r"|(?P<number>[$€£]?\d+(?:[.,/:]\d+)*(?:[-–]?\w+)*%?)"
    r"|(?P<word>[$€£@#]?\w+(?:[’'.&‑/+-](?!(?:t-)?(?:ils?|elles?)\b|t-on\b)\w+"
    r"|[’'](?=\s|$))*)"
    r"|(?P<mark>--|\.\.\.|[^\w\s])",
    re.IGNORECASE,
)
_ABBREVIATED = frozenset(
    """mr mrs ms dr prof rev fr sr jr st mt ft gen col maj capt cmdr lt sgt cpl adm gov sen sens rep reps pres hon
    messrs mme inc ltd co corp bros dept jan feb mar apr jun jul aug sep sept oct nov dec dist atty supt del
    ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex
    vt va wash wis wyo hr dhr sig dott""".split()
)
_LONGEST_CONTRACTED = 9
"""Characters of "there’re", and one more."""
_ABBREVIATED_LOWER = frozenset("vs bzw ca nr dhr".split())
_CONTRACTED = re.compile(r"(?i)(he|she|it|they|we|you|i|there|that|who)([’'](?:s|re|ve|ll|m|d))$")
_POSSESSIVE = re.compile(r"(?:(?<=\w)[’']s|(?<=s)[’'])$")
_SENTENCE_ENDS = frozenset((".", "!", "?", "…", "...", "。", "！", "？"))
_MARKS = frozenset('„“”«»‟"')
_BEFORE_NAME = '@#$„“”«»‟" \xa0\u202f'
_MAX_SENTENCE = 400
"""Tokens: no sentence is longer, and the search for subjects is not linear in it."""
_MAX_PHRASE = 14
"""Tokens in a speaker's phrase; longer ones are something else."""

Phrase = tuple[int, int]
"""A half-open range of tokens in a sentence."""


class Token(NamedTuple):
    """A word, a mark or a whole quotation. A tuple, since there is one for every word of the text."""

    kind: str
    """"w" a word, "p" a mark, "q" a quotation (with its marks)."""
    text: str
    lower: str
    start: int
    end: int
    quote: int = -1
    """For a quotation, its number; -1 for one that is a title."""

    @property
    def capital(self) -> bool:
        first = self.text.lstrip('@#$„“”«»‟" \xa0\u202f')[:1]
        return first.isupper() or self.text[:1] == "@"

    @property
    def marked(self) -> bool:
        """Whether it is a name in quotation marks."""
        return self.kind == "w" and self.text[:1] in _MARKS

    @property
    def possessive(self) -> bool:
        return self.kind == "w" and bool(_POSSESSIVE.search(self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens, and the number of its paragraph."""

    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def quotes(self) -> list[int]:
        """The token indexes of its quotations."""
        return [index for index, token in enumerate(self.tokens) if token.quote >= 0]


def split_sentences(text: str, spans: tuple[MarkedSpan, ...], grammar: Grammar) -> list[Sentence]:
    """The sentences of `text`, each quotation one token of them."""
    found: list[Sentence] = []
    start, number = 0, 0
    for paragraph, line in enumerate(text.split("\n")):
        end = start + len(line)
        first = number
        while number < len(spans) and spans[number].start < end:
            number += 1
        tokens = _tokenise(text, start, end, spans[first:number], first, contractions=grammar.contracts)
        if grammar.name_words:
            tokens = list(_tell_names(tokens, grammar))
        found += [Sentence(tuple(part), paragraph) for part in _split_tokens(tokens, text, spans, grammar)]
        start = end + 1
    return found


def _tokenise(
    text: str, start: int, end: int, spans: tuple[MarkedSpan, ...], first: int, *, contractions: bool
) -> list[Token]:
    """The tokens of a paragraph whose quotations are `spans`, numbered from `first`."""
    tokens: list[Token] = []
    position = start
    for number, span in enumerate(spans, first):
        tokens += _tokenise_plain(text, position, span.outer_start, contractions)
        tokens.append(Token("q", text[span.outer_start : span.outer_end], "", span.outer_start, span.outer_end, number))
        position = span.outer_end
    return [*tokens, *_tokenise_plain(text, position, end, contractions)]


def _tokenise_plain(text: str, start: int, end: int, contractions: bool) -> Iterator[Token]:
    position = start
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        if first < position:
            continue  # the full stop of an abbreviation
        word, position = match.group(), last
        if match.lastgroup == "mark":
            yield Token("p", word, word, first, last)
            continue
        if last < end and text[last] == "." and _is_abbreviated(word):
            word, position = word + ".", last + 1
        apostrophe = contractions and len(word) < _LONGEST_CONTRACTED and ("’" in word or "'" in word)
        contracted = _CONTRACTED.match(word) if apostrophe else None
        if contracted:
            middle = first + contracted.end(1)
            yield Token("w", word[: contracted.end(1)], contracted.group(1).lower(), first, middle)
            yield Token("w", contracted.group(2), contracted.group(2).lower(), middle, position)
            continue
        yield Token("w", word, word.lower(), first, position)


def _tell_names(tokens: list[Token], grammar: Grammar) -> Iterator[Token]:
    """The tokens, with "May" in "Theresa May" in a form that no list of small words has."""
    before: Token | None = None
    for token in tokens:
        if (
            token.lower in grammar.name_words
            and token.capital
            and before is not None
            and _goes_before_name(before, grammar)
        ):
            yield token._replace(lower=token.text)
        else:
            yield token
        before = token


def _goes_before_name(token: Token, grammar: Grammar) -> bool:
    if token.kind != "w":
        return token.kind == "q"
    small = grammar.temporals | grammar.determiners | grammar.pronouns | grammar.relatives
    return token.capital and token.lower not in small and not _bounds_phrase(token, grammar)


def _dateline_end(tokens: list[Token]) -> int:
    """The dash behind a dateline ("OSTRAVA, July 14 (Wire) —"), which is no part of the sentence; -1 without one."""
    if not tokens or len(tokens[0].text) < _LEAST_PLACE or not tokens[0].text.isupper():
        return -1
    dash = next((i for i, token in enumerate(tokens[:_LONGEST_DATELINE]) if token.text in ("—", "–", "--")), -1)
    return dash if all(token.kind != "q" for token in tokens[: dash + 1]) else -1


_LEAST_PLACE = 3
_LONGEST_DATELINE = 14


def _is_abbreviated(word: str) -> bool:
    """ "Mass." and "Miss." are, "mass." and "miss." end a sentence."""
    return word in _ABBREVIATED_LOWER or (word[0].isupper() and word.lower() in _ABBREVIATED)


def _split_tokens(
    tokens: list[Token], text: str, spans: tuple[MarkedSpan, ...], grammar: Grammar
) -> Iterator[list[Token]]:
    current: list[Token] = []
    dateline = _dateline_end(tokens)
    for index, token in enumerate(tokens):
        current.append(token)
        if index == dateline:
            yield current
            current = []
            continue
        if len(current) >= _MAX_SENTENCE:
            yield current
            current = []
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None:
            break
        if token.kind == "p":
            ends = token.text in _SENTENCE_ENDS and following.kind != "p"
            ends = ends and (token.text in "!?" or following.kind == "q" or not following.text[:1].islower())
        else:
            ends = token.kind == "q" and _quote_ends_sentence(tokens, index, spans[token.quote], text, grammar)
        if ends:
            yield current
            current = []
    if current:
        yield current


def _quote_ends_sentence(tokens: list[Token], index: int, span: MarkedSpan, text: str, grammar: Grammar) -> bool:
    """Whether the quotation at `index` closes the sentence it stands in."""
    following = tokens[index + 1]
    if following.kind == "p":
        return False
    last = text[span.end - 1]
    if last not in ".!?…":
        return False
    if following.kind == "q":
        return True
    if following.text[:1].islower():
        # "…!" he said, but: "…." in a house style that never puts a comma inside.
        return last == "." and not _speech_follows(tokens, index + 1, grammar)
    return last == "." or not _speech_follows(tokens, index + 1, grammar)


def _speech_follows(tokens: list[Token], index: int, grammar: Grammar) -> bool:
    """Whether a short attribution ("Smith said", "said Smith") begins at `index`."""
    for offset in range(6):
        if index + offset >= len(tokens) or tokens[index + offset].kind != "w":
            return False
        token = tokens[index + offset]
        if token.lower in grammar.says or (
            offset and is_verb(token, grammar) and token.lower not in grammar.auxiliaries
        ):
            return True
    return False


# --- noun phrases ----------------------------------------------------------------------------------------


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


def _bounds_phrase(token: Token, grammar: Grammar) -> bool:
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
    if _bounds_phrase(tokens[last], grammar):
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
            or _bounds_phrase(tokens[head], grammar)
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
    small = _bounds_phrase(before, grammar) or before.lower in grammar.temporals or before.lower in grammar.genitives
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
        if _bounds_phrase(before, grammar):
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
    return articled and (names_person(word) or word in _BODIES or word in lexicon().organisations)


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


def phrase_right(tokens: tuple[Token, ...], first: int, grammar: Grammar, ceiling: int | None = None) -> Phrase | None:
    """The noun phrase that begins at `first`, up to a verb, preposition, mark or time."""
    limit = len(tokens) if ceiling is None else ceiling
    if first >= limit or tokens[first].kind != "w":
        return None
    if tokens[first].lower in grammar.pronouns and tokens[first].lower not in grammar.determiners:
        return first, first + 1
    if _bounds_phrase(tokens[first], grammar) or tokens[first].lower in grammar.temporals:
        return None
    end = first + 1
    while end < limit and end - first < _MAX_PHRASE:
        token = tokens[end]
        if token.kind != "w" or is_verb(token, grammar) or is_adverb(token, grammar):
            break
        if token.lower in grammar.genitives and end + 1 < limit and tokens[end + 1].kind == "w":
            following = tokens[end + 1]
            joins = following.capital or following.lower in grammar.determiners or following.lower in grammar.genitives
            if not tokens[first].capital:
                joins = joins or not _bounds_phrase(following, grammar)
            told = grammar.noun_capitals and tokens[first].capital and following.marked  # "sagt Berg der „Post“"
            if told or not joins or (token.lower in grammar.coordinators and not tokens[end - 1].capital):
                break
        elif _bounds_phrase(token, grammar) or (
            token.lower in grammar.determiners
            and tokens[end - 1].lower not in grammar.genitives
            and (end > first + 1 or tokens[first].lower not in grammar.determiners)  # "the two ministers"
        ):
            break
        elif (
            not token.capital
            and tokens[end - 1].capital
            and tokens[end - 1].lower not in grammar.determiners
            and not tokens[end - 1].possessive
            and not any(later.capital for later in tokens[end : min(limit, end + 1 + _joins_capital(token, grammar))])
            and not _owns_noun(tokens, first, end, grammar)
        ):
            # "said Smith yesterday morning": a name has ended, unless an office follows it ("White House spokesman X").
            break
        end += 1
    while end > first + 1 and (
        tokens[end - 1].lower in grammar.genitives or tokens[end - 1].lower in grammar.determiners
    ):
        end -= 1
    if end == first + 1 and tokens[first].lower in grammar.determiners and tokens[first].lower not in grammar.pronouns:
        return None
    return first, end
