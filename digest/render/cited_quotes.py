"""Quotes as readers want them: each statement once, with all the articles that have it or a part of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from digest.moments import start_of
from digest.render.views import CitedQuote, QuoteView
from digest.text import fold_line

_NOT_A_LETTER = re.compile(r"[\W_]+")
_LEAST_WORDS = 3
"""Fewer words can be a part of anything: "the war"."""
_SAME_OCCASION = timedelta(days=2)
"""Later than that, somebody has said the words again."""
_Key = tuple[str, str]
"""The folded words, and who said them."""


def cite_quotes(quotes: Iterable[QuoteView]) -> tuple[CitedQuote, ...]:
    """Each statement once, where it came first in `quotes`, with the other articles that have it.

    Newsrooms cut one statement differently: what another of the same speaker's, of within two days, has word for word
    within it is shown with that.
    """
    groups: dict[_Key, list[QuoteView]] = {}
    for quote in quotes:
        who = quote.actor.id if quote.actor else "?" + fold_line(quote.speaker or "")
        key = (_NOT_A_LETTER.sub(" ", fold_line(quote.text)).strip() or quote.text, who)
        group = groups.setdefault(key, [])
        if all(other.article_id != quote.article_id for other in group):
            group.append(quote)
    parts = _find_parts(groups)
    held: dict[_Key, dict[str, QuoteView]] = defaultdict(dict)
    for key, whole in parts.items():
        has_whole = {quote.article_id for quote in groups[whole]}
        held[whole] |= {quote.article_id: quote for quote in groups[key] if quote.article_id not in has_whole}
    return tuple(
        CitedQuote(quote=group[0], others=tuple(group[1:]), parts=tuple(held[key].values()))
        for key, group in groups.items()
        if key not in parts
    )


def _find_parts(groups: dict[_Key, list[QuoteView]]) -> dict[_Key, _Key]:
    """Which statements are a part of which; that one is a part of no other."""
    openings: dict[tuple[str, str, str, str], list[_Key]] = defaultdict(list)
    for text, who in groups:
        words = text.split()
        named = not who.startswith("?") and groups[text, who][0].direct
        if named and len(words) >= _LEAST_WORDS:
            openings[who, words[0], words[1], words[2]].append((text, who))
    parts: dict[_Key, _Key] = {}
    for whole in sorted(groups, key=lambda key: -len(key[0])):
        if whole in parts or not groups[whole][0].direct:
            continue
        words, who = whole[0].split(), whole[1]
        for opening in dict.fromkeys(zip(words, words[1:], words[2:], strict=False)):
            for part in openings.get((who, *opening), ()):
                if part != whole and _holds(whole[0], part[0]) and _is_one_occasion(groups[whole], groups[part]):
                    parts.setdefault(part, whole)
    return parts


def _holds(text: str, part: str) -> bool:
    return f" {part} " in f" {text} "


def _is_one_occasion(group: list[QuoteView], other: list[QuoteView]) -> bool:
    """Whether all of the quotes are from within two days."""
    instants = [start_of(quote.moment) for quote in (*group, *other)]
    return max(instants) - min(instants) <= _SAME_OCCASION
