"""Which of several copies of one text is the original: the one that others credit, else the earliest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.marks import plain_text
from digest.models import StoredArticle
from digest.stories.profiles import noon_of
from digest.text import fold_line, words

_CREDIT_CHARS = 300  # a credit stands in the byline, or at the text's beginning or end


def order_copies(groups: Sequence[Sequence[str]], articles: Mapping[str, StoredArticle]) -> tuple[tuple[str, ...], ...]:
    """Groups of copies, each with its original first and the others from the earliest, by their original."""
    ordered = []
    for group in groups:
        told = {id_: _read_credits(articles[id_]) for id_ in group}

        def rank(id_: str, group: Sequence[str] = group, told: Mapping[str, str] = told) -> tuple[object, ...]:
            stored = articles[id_]
            name = _fold_name(stored.article.source_name or stored.article.source or "")
            own = stored.article.source
            credited = sum(
                bool(name) and f" {name} " in told[other]
                for other in group
                if other != id_ and articles[other].article.source != own
            )
            dated = stored.article.published is not None
            return -credited, not dated, noon_of(stored), stored.article.first_seen, id_

        ordered.append(tuple(sorted(group, key=rank)))
    return tuple(sorted(ordered))


def _read_credits(stored: StoredArticle) -> str:
    """Where an article may say whose text it is, as `_fold_name` folds it."""
    text = plain_text(stored.article.markdown)
    parts = (*stored.article.byline, text[:_CREDIT_CHARS], text[-_CREDIT_CHARS:])
    return f" {_fold_name(' '.join(parts))} "


def _fold_name(name: str) -> str:
    return " ".join(words(fold_line(name)))
