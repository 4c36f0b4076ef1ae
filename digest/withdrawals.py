"""Quotes whose words a later version of their article no longer holds: kept, and marked. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from digest.models import Annotations, Quote, Version, WithdrawnQuote

_MARKS = re.compile("[\"“”„‟«»‹›＂`´‘’‚‛'′″「」『』]+")
_EDGES = " .,;:!?…–—-"


def fold_words(text: str) -> str:
    """The form in which exact words are compared: without quotation marks and apostrophes, with single spaces."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKC", text)).split())


def holds_words(folded: str, words: str) -> bool:
    """Whether `folded` (of `fold_words`) holds `words`, whole; the punctuation at their edges does not count."""
    wanted = fold_words(words).strip(_EDGES)
    if not wanted:
        return True
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        whole_left = not (start and folded[start - 1].isalnum() and wanted[0].isalnum())
        whole_right = not (end < len(folded) and folded[end].isalnum() and wanted[-1].isalnum())
        if whole_left and whole_right:
            return True
        start = folded.find(wanted, start + 1)
    return False


def withdraw_quotes(
    annotations: Annotations, *, was: Version, versions: Sequence[Version], text: str, now: datetime
) -> tuple[WithdrawnQuote, ...]:
    """The direct quotes of `annotations`, made from the version `was`, that the newer `text`, seen `now`, lacks."""
    folded = fold_words(text)
    seen_at = min(version.seen_at for version in versions if version.text_hash == was.text_hash)
    return tuple(
        WithdrawnQuote(
            quote=quote, about=_find_about(annotations, quote), text_hash=was.text_hash, seen_at=seen_at, gone_since=now
        )
        for quote in annotations.quotes
        if quote.direct and not holds_words(folded, quote.text)
    )


def still_withdrawn(withdrawn: Sequence[WithdrawnQuote], text: str) -> tuple[WithdrawnQuote, ...]:
    """Those of `withdrawn` that `text` lacks too: words may come back."""
    folded = fold_words(text) if withdrawn else ""
    return tuple(one for one in withdrawn if not holds_words(folded, one.quote.text))


def _find_about(annotations: Annotations, quote: Quote) -> tuple[str, ...]:
    ids = (m.actor_id for m in annotations.mentions if quote.start <= m.start and m.end <= quote.end)
    return tuple(dict.fromkeys(id_ for id_ in ids if id_))
