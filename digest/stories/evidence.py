"""Why articles stand together: the names and words that each shares with the rest of its story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest

from digest.marks import plain_text
from digest.models import Evidence, StoredArticle
from digest.stories.profiles import HEAD_CHARS, fold_term
from digest.stories.similarity import Space
from digest.text import words

SHOWN = 8


def find_evidence(
    space: Space, clusters: Sequence[Sequence[int]], articles: Sequence[StoredArticle]
) -> dict[str, Evidence]:
    """By article id, for the clusters of two and more; numbers are places in `articles`, as in `space`."""
    found = {}
    for cluster in clusters:
        if len(cluster) < 2:
            continue
        total: Counter[str] = Counter()
        for number in cluster:
            total.update(space.vectors[number])
        actors = Counter(actor.id for number in cluster for actor in articles[number].annotations.actors)
        for number in cluster:
            vector, stored = space.vectors[number], articles[number]
            shared = {
                term: weight * (total[term] - weight)
                for term, weight in vector.items()
                if " " not in term and total[term] - weight > 1e-9
            }
            terms = nsmallest(3 * SHOWN, shared, key=lambda term: (-round(shared[term], 9), term))
            names = [actor.name for actor in stored.annotations.actors if actors[actor.id] > 1]
            found[stored.article.id] = Evidence(article_id=stored.article.id, shared=_show(stored, names, terms))
    return found


def _show(stored: StoredArticle, names: Sequence[str], terms: Sequence[str]) -> tuple[str, ...]:
    """The terms as the article has them, its actors by their names, most telling first."""
    article = stored.article
    surfaces: dict[str, str] = {}
    wanted = set(terms)
    for word in words(f"{article.title}\n{plain_text(article.markdown[:HEAD_CHARS])}"):
        for part in word.casefold().split("-"):
            if (term := fold_term(part)) in wanted:
                surfaces.setdefault(term, word)
    parts = {name: {fold_term(word.casefold()) for word in words(name)} for name in names}
    shown: dict[str, None] = {}
    for term in terms:
        name = next((name for name in names if term in parts[name]), None)
        shown.setdefault(name or surfaces.get(term, term))
        if len(shown) == SHOWN:
            break
    return tuple(shown)
