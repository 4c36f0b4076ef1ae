"""Names in quotation marks: films, papers, parties. They are words of the sentence they stand in, and no quotes."""

from __future__ import annotations

import re
from dataclasses import replace

from digest.enrich.quote_syntax import is_adverb, is_verb
from digest.enrich.quote_tokens import Sentence, Token
from digest.enrich.speech import Grammar

_TITLE_WORD = re.compile(r"[^\W_][\w’'.-]*")
_LOWER_IN_TITLES = frozenset("a an the and or nor of in on at to for with from by as vs is".split())


def name_titles(sentences: list[Sentence], grammar: Grammar) -> list[Sentence]:
    """`sentences` with every title in quotation marks a word, or, with a comma or the like within, a mark."""
    return [_name_in(sentence, grammar) for sentence in sentences]


def _name_in(sentence: Sentence, grammar: Grammar) -> Sentence:
    tokens = sentence.tokens
    titles = {index for index in sentence.quotes if _is_title(tokens, index, grammar)}
    if not titles:
        return sentence
    return replace(sentence, tokens=tuple(_name(token) if i in titles else token for i, token in enumerate(tokens)))


def _name(title: Token) -> Token:
    if unmark(title)[-1:].isalnum():
        return title._replace(kind="w", lower=title.text.lower(), quote=-1)
    return title._replace(quote=-1)


def _is_title(tokens: tuple[Token, ...], quote: int, grammar: Grammar) -> bool:
    """Whether the quotation names a film, a programme, a reception: in title case, where a name would stand."""
    if quote == 0:
        return False
    before = tokens[quote - 1]
    following = tokens[quote + 1] if quote + 1 < len(tokens) else None
    if following is not None and following.text[:1] in "-‑" and following.start == tokens[quote].end:
        return True  # „Hafen“-Fest
    if before.text == "(" and in_title_case(tokens[quote]) and (grammar.title_case or grammar.noun_capitals):
        return True  # (»Ostrauer Bote« 39/2031)
    if grammar.noun_capitals:
        return in_title_case(tokens[quote]) and _is_german_title(tokens, quote, grammar)
    if not grammar.title_case:
        return False
    if (
        before.kind != "w"
        or before.lower in grammar.auxiliaries
        or before.lower in grammar.pronouns - grammar.determiners
    ):
        return False
    perfect = quote > 1 and tokens[quote - 2].lower in grammar.auxiliaries
    if grammar.nominatives and before.lower in grammar.naming and not perfect:
        return True
    if before.lower in grammar.naming and in_title_case(tokens[quote]):
        # "a poem called “The Harbour”"; not: "what she called “The Harbour”"
        return all(token.lower not in grammar.relatives for token in tokens[max(0, quote - _CLAUSE) : quote])
    if not before.possessive and before.lower not in grammar.determiners and before.lower not in grammar.prepositions:
        if is_verb(before, grammar) or before.lower in grammar.participles or before.lower in grammar.infinitives:
            return False
        if is_adverb(before, grammar) or before.lower in grammar.conjunctions or before.lower in grammar.relatives:
            return False
    return in_title_case(tokens[quote])


def _is_german_title(tokens: tuple[Token, ...], quote: int, grammar: Grammar) -> bool:
    """Whether capitals make a name where every noun has one: behind a noun, or an article if more speaks for it.

    "die Partei „Die Mitte“", "der „Ostrauer Bote“", "…“, sagte sie dem „Boten“", "die „Post“ meldet".
    Not: "sagte Schmidt „Nein“", "ein „Riesenrennen“ nannte es Schmidt".
    """
    before = tokens[quote - 1]
    if before.kind != "w":
        return False
    if before.lower in grammar.determiners or before.lower in grammar.prepositions:
        inner = unmark(tokens[quote])
        beside = any(
            index != quote and token.kind == "q" and len(token.text.split()) >= _LEAST_WORDS
            for index, token in enumerate(tokens)
        )
        following = tokens[quote + 1].lower if quote + 1 < len(tokens) else ""
        speaks = (following in grammar.says or following in grammar.frames) and not before.lower.startswith("ein")
        return beside or speaks or " " in inner or inner.isupper()
    said = quote > 1 and (tokens[quote - 2].lower in grammar.says or tokens[quote - 2].lower in grammar.frames)
    return before.capital and quote > 1 and not said


_CLAUSE = 8
"""Tokens before a participle, within which a relative pronoun makes it a verb."""
_LEAST_WORDS = 3
"""In a quotation that says something, so that another beside it may be a name."""
_MARKS = '„“”‟"«»‚‘’› ‹\xa0\u202f'


def unmark(quotation: Token) -> str:
    """What stands between a quotation's marks."""
    return quotation.text.strip(_MARKS)


def in_title_case(quotation: Token) -> bool:
    words = _TITLE_WORD.findall(quotation.text)
    capitals = all(word[0].isupper() or word[0].isdigit() or word.lower() in _LOWER_IN_TITLES for word in words)
    return capitals and len(words) <= _LONGEST_TITLE


_LONGEST_TITLE = 9
