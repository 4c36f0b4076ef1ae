"""Which phrases may speak: those that the closed words of a language's grammar can vouch for.

A speaker is a name, a pronoun, or a noun with an article or the like in the form of a subject. What has a verb, an
adverb or a pronoun within it, or opens with anything else, was cut wrongly out of its clause, and says nothing.
"""

from __future__ import annotations

from digest.enrich.names import names_person
from digest.enrich.quote_syntax import is_adverb, is_verb
from digest.enrich.quote_tokens import Phrase, Token
from digest.enrich.speech import Grammar

_FEMININE_ENDINGS = ("ung", "heit", "keit", "schaft", "tät", "ion")
_ARTICLED = 2
"""Words of a noun with its article."""
_LEAST_CASED = 2
"""Letters before an ending that tells a noun's gender."""


def may_speak(tokens: tuple[Token, ...], phrase: Phrase, grammar: Grammar, *, governed: bool = False) -> bool:
    """Whether the tokens of `phrase` can be who speaks. `governed`: a preposition stands before them ("laut dem …").

    English and languages whose nouns need no article are asked for less: there the verb before or behind tells.
    """
    words = tokens[slice(*phrase)]
    first = words[0]
    if words[-1].marked and phrase[1] < len(tokens) and tokens[phrase[1]].text in "-‑":
        return False  # a part of „Hafen“-Fest
    if len(words) == 1:
        share = phrase[1] < len(tokens) and tokens[phrase[1]].lower in grammar.prepositions  # "four in ten"
        if first.lower in grammar.silent or first.text.isdigit():
            return False
        if _is_bare_determiner(first, grammar) and not share:
            return False
        if first.lower in grammar.pronouns:
            return True
        if grammar.person_nouns and not governed and _is_bare_singular(first, grammar):
            return False
    if not grammar.nominatives:
        if _is_adverbial(words, grammar) or first.lower in grammar.objects:
            return False
        # "words that include phrases describing" is no noun phrase; "the ruling" is.
        last = words[-1]
        return last.capital or len(words) <= _ARTICLED or last.lower not in grammar.participles
    if not governed and phrase[0] and tokens[phrase[0] - 1].lower in grammar.prepositions:
        return False
    article = governed and first.lower in grammar.determiners and first.lower not in grammar.objects  # "lo dicho por …"
    opens = first.lower in grammar.nominatives or article
    if len(words) > 1 and first.lower in grammar.determiners and words[1].lower in grammar.prepositions:
        return False  # "der für den Hafen (zuständige Minister)"
    if not opens and (not first.capital or _is_small(first, grammar)):
        return False
    # Behind its article a word is a noun, whatever verb it looks like: "le juge Morel".
    inner = words[2:] if len(words) > 1 and first.lower in grammar.determiners else words[1:]
    if any(_breaks_phrase(token, grammar) for token in inner):
        return False
    if _is_role(tokens, phrase[0], grammar):
        return False
    return not grammar.noun_capitals or _is_german_subject(words, grammar, governed=governed)


def _is_bare_singular(token: Token, grammar: Grammar) -> bool:
    """Whether an English word is no subject without an article: "state"; not "critics", "police", "her (claim)"."""
    word = token.lower
    forms = grammar.masculine | grammar.feminine | grammar.plurals | grammar.determiners | grammar.relatives
    whole = word.endswith("s") or word in _COLLECTIVES or names_person(word) or word in forms
    return not token.capital and word.replace("-", "").isalpha() and not whole


_COLLECTIVES = frozenset("police people management staff parliament congress men women children".split())


def _is_role(tokens: tuple[Token, ...], first: int, grammar: Grammar) -> bool:
    """Whether "as" stands before the phrase, and opens no clause: "verkaufte es als Mittel"; not "als Schmidt kam"."""
    return first > 1 and tokens[first - 1].lower in grammar.role_words and tokens[first - 2].kind == "w"


def _is_bare_determiner(token: Token, grammar: Grammar) -> bool:
    """Whether the word is an article or the like alone; "his" in "his claim that …" is a person's."""
    persons = grammar.pronouns | grammar.masculine | grammar.feminine | grammar.plurals
    return token.lower in grammar.determiners and token.lower not in persons


def _is_adverbial(words: tuple[Token, ...], grammar: Grammar) -> bool:
    """Whether the phrase is an adverb alone: "Not", "finally"."""
    return len(words) == 1 and (is_adverb(words[0], grammar) or words[0].lower in grammar.conjunctions)


def _is_small(token: Token, grammar: Grammar) -> bool:
    """Whether a word is none that a name begins with, though a sentence may write it with a capital."""
    word = token.lower
    closed = (
        word in grammar.determiners
        or word in grammar.prepositions
        or word in grammar.conjunctions
        or word in grammar.relatives
        or word in grammar.auxiliaries
        or word in grammar.verbs
        or word in grammar.objects
        or word in grammar.negations
        or word in grammar.pronouns
    )
    return closed or is_adverb(token, grammar)


def _breaks_phrase(token: Token, grammar: Grammar) -> bool:
    """Whether a word stands in no noun phrase: a finite verb, an adverb, a pronoun, "who"."""
    if token.capital or token.kind != "w":
        return False
    word = token.lower
    if word in grammar.genitives or word in grammar.determiners:
        return False
    return (
        is_verb(token, grammar)
        or word in grammar.auxiliaries
        or word in grammar.objects
        or word in grammar.relatives
        or word in grammar.negations
        or word in grammar.pronouns
        or is_adverb(token, grammar)
    )


def _is_german_subject(words: tuple[Token, ...], grammar: Grammar, *, governed: bool) -> bool:
    """Whether a German phrase ends in a noun, and its article is that of a subject: not "der Zuschauerin"."""
    if not any(char.isupper() for char in words[-1].text):
        return False
    if governed or words[0].lower not in grammar.ambiguous_articles:
        return True
    noun = next((token for token in words[1:] if any(char.isupper() for char in token.text)), words[-1])
    adjectives = words[1 : words.index(noun)]
    if any(token.lower.endswith(("en", "er")) for token in adjectives):
        return False  # "der neuen Regierung"; a subject's would be "der neue Kanzler"
    return not _is_feminine(noun.text)


def _is_feminine(noun: str) -> bool:
    """Whether a German noun's ending makes it feminine: "Ministerin", "Regierung"; not "Verein"."""
    if noun.endswith("in"):
        return len(noun) > _LEAST_CASED + 2 and noun[-3] in "rtsdglkn" and noun[:1].isupper()
    return len(noun) > _LEAST_CASED + 3 and noun.endswith(_FEMININE_ENDINGS)
