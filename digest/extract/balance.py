"""Whether an article may not be whole, told by counting words: in, out, cut, left outside, and as others count them.

The thresholds are set where fewer than one in a hundred of the benchmark's rightly read pages is doubted.
"""

from __future__ import annotations

from digest.models import Receipt

_LEFT = 2.0
"""Sentences left outside the article, to those in it, from which on they look like its better part."""
_LEAST = 150
"""Words outside from which on that counts."""
_SAID = 1.5
_GIVEN = 1.3
_LOST = 0.05
_MARGIN = 50
"""Words by which counts may differ: captions, lists and notes that others count with the article."""


def find_doubts(receipt: Receipt, *, running: int, said: int | None, given: int | None) -> tuple[str, ...]:
    """Reasons to look at an article, each fit for a report.

    `running`: words in sentences that were left outside; `said`: how many the page says the article has, `given`: how
    many its feed gave.
    """
    out = receipt.words_out
    doubts = []
    if running >= _LEAST and running > _LEFT * out:
        doubts.append(f"{running} words of running text were left outside")
    if said is not None and said > _SAID * out + _MARGIN:
        doubts.append(f"the page says that it has {said}")
    if given is not None and given > _GIVEN * out + _MARGIN:
        doubts.append(f"its feed gave {given}")
    if receipt.lost > _LOST * out + _MARGIN:
        doubts.append(f"{receipt.lost} were lost on the way, neither kept nor cut by a rule: please report it")
    return tuple(doubts)
