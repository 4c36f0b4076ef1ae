"""Long names that the text itself explains with an acronym in brackets: "Rally for the Return of Someone (RRS)"."""

from __future__ import annotations

from digest.enrich.names import Token
from digest.enrich.runs import Span
from digest.enrich.spans import Reader

_SHORTEST, _LONGEST = 2, 10


def join_explained(reader: Reader, spans: list[Span]) -> list[Span]:
    """`spans` with each long name before its bracketed acronym as one span, from the word the acronym begins with.

    The long form is found as by Schwartz and Hearst ("A simple algorithm for identifying abbreviation definitions in
    biomedical text", 2003): the letters of the acronym are matched backwards, the first at the start of a word. It
    must begin with a capital and hold a span that was found before. A name that needs no change stays as it is.
    """
    tokens = reader.tokens
    joined: list[Span] = []
    for span in spans:
        bracket = span.first - 1
        if _is_bracketed(tokens, span):
            first = _long_form_start(tokens, bracket, tokens[span.first].text)
            inside = [one for one in joined if first is not None and one.last > first]
            if first is not None and inside and inside[0].first >= first and not _covers(inside[0], first, bracket):
                last = bracket
                while tokens[last - 1].shape == "mark":
                    last -= 1
                del joined[len(joined) - len(inside) :]
                joined.append(Span(first, last, reader.key(first, last)))
        joined.append(span)
    return joined


def find_generic(reader: Reader, spans: list[Span]) -> frozenset[str]:
    """The keys of acronyms whose long form is no name: "liquefied natural gas (LNG)", all in lower case."""
    tokens = reader.tokens
    found = set[str]()
    for span in spans:
        if span.registered or not _in_brackets(tokens, span):
            continue
        acronym = tokens[span.first].lower
        for letters in {acronym, acronym.removesuffix("s")}:
            words = tokens[max(0, span.first - 1 - len(letters)) : span.first - 1]
            if "".join(word.lower[0] for word in words if word.shape == "lower") == letters:
                found.add(span.key)
    return frozenset(found)


def _in_brackets(tokens: list[Token], span: Span) -> bool:
    """Whether a span is one word alone in brackets."""
    alone = span.last - span.first == 1 and 0 < span.first < len(tokens) - 1
    return alone and tokens[span.first - 1].text == "(" and tokens[span.last].text == ")"


def _is_bracketed(tokens: list[Token], span: Span) -> bool:
    """Whether a span is an acronym alone in brackets."""
    word = tokens[span.first]
    fits = word.shape == "upper" and word.text.isalpha() and _SHORTEST < len(word.text) <= _LONGEST
    return fits and _in_brackets(tokens, span)


def _covers(span: Span, first: int, last: int) -> bool:
    return span.first == first and span.last == last


def _long_form_start(tokens: list[Token], last: int, acronym: str) -> int | None:
    """The token at which the long form of `acronym` begins, which ends before token `last`; None if there is none."""
    letters = acronym.lower()
    earliest = max(0, last - min(len(letters) + 5, len(letters) * 2))
    wanted = len(letters) - 1
    for at in range(last - 1, earliest - 1, -1):
        token = tokens[at]
        if token.sentence != tokens[last].sentence or token.shape == "mark":
            if token.text not in ("&", "-", "'s", "’s", ","):
                return None
            continue
        place = len(token.lower)
        while wanted >= 0:
            found = token.lower.rfind(letters[wanted], 0, place)
            if wanted == 0:
                found = 0 if token.named and token.lower[0] == letters[0] and place else -1
            if found < 0:
                break
            place, wanted = found, wanted - 1
        if wanted < 0:
            return at if last - at > 1 else None
    return None
