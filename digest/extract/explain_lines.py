"""The lines of a dump or Markdown file, each with what became of it and why."""

from __future__ import annotations

from collections.abc import Iterator

from digest.extract.echoes import fold
from digest.extract.explain import Explained, say_stripped
from digest.extract.linemodel import rank_features
from digest.extract.pagefeatures import extract_features, find_headline
from digest.extract.plaintext import read_lines
from digest.marks import plain_text
from digest.models import Article
from digest.text import one_line

_SHOWN = 3


def explain_dump(text: str, article: Article) -> Iterator[Explained]:
    """Each line of a dump. Why: the rule, and what of the line's features weighs most for and against the article."""
    lines = read_lines(text)
    headline = find_headline(lines)
    places = extract_features(lines, headline)
    kept = [fold(line) for line in plain_text(article.markdown).split("\n")]
    if kept and article.dateline:
        kept[0] = fold(article.dateline) + kept[0]
    cut = list(article.receipt.removed)
    stripped = [one_line(piece.text) for piece in cut if piece.rule == "strip-lines"]
    others = [piece for piece in cut if piece.rule != "strip-lines"]
    at = begun = 0
    for line, place in zip(lines, places, strict=True):
        ranked = rank_features(line, place, below=begun > 0 and begun == len(kept))
        evidence = _say_features(ranked)
        if stripped and stripped[0] == line.text:
            del stripped[0]
            why = say_stripped(line.text, article.receipt.rules)
            yield Explained(text=line.text, kept=False, rule="strip-lines", why=why)
        elif begun < len(kept) and fold(line.text) == kept[begun]:
            begun += 1
            yield Explained(text=line.text, kept=True, rule=None, why=f"it reads like the article: {evidence}")
        elif at < len(others) and others[at].text == line.text:
            at += 1
            rule = others[at - 1].rule
            yield Explained(text=line.text, kept=False, rule=rule, why=f"{_LINE_REASONS.get(rule, rule)}: {evidence}")
        else:
            yield Explained(text=line.text, kept=False, rule="title", why="it is the headline, which is the title")


_LINE_REASONS = {
    "repeated-title": "the title again",
    "recurring": "it stands in several documents of the source",
    "byline": "it names the writer",
    "date-line": "it gives the date",
    "repeated": "it stands in the article already",
    "standfirst": "between headline and article",
    "related": "below a line that announces other articles",
    "menu": "short, and no sentence, above or below the article",
    "above-article": "above the article",
    "below-article": "below the article",
    "aside": "in a gap of the article",
}


def _say_features(ranked: list[tuple[str, float]]) -> str:
    total = sum(gain for _, gain in ranked)
    parts = ", ".join(f"{name} {gain:+.1f}" for name, gain in ranked[:_SHOWN])
    return f"its features weigh {total:+.1f} ({parts})" if parts else "nothing tells it from what is around it"


def explain_markdown(text: str, article: Article) -> Iterator[Explained]:
    """Each block of a Markdown file, which stands as it is but for its front matter and its title."""
    stripped = [piece.text for piece in article.receipt.removed]
    kept = plain_text(article.markdown).split("\n")
    at = 0
    for line in plain_text(text.removeprefix("\ufeff")).split("\n"):
        if at < len(kept) and kept[at] == line:
            at += 1
            yield Explained(text=line, kept=True, rule=None, why="Markdown stands as it is")
        elif line in stripped:
            yield Explained(text=line, kept=False, rule="strip-lines", why=say_stripped(line, article.receipt.rules))
        else:
            yield Explained(text=line, kept=False, rule="front-matter", why="front matter, or the title's heading")
