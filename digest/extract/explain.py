"""`digest inspect --explain`: for each block of a document, in order, whether it was kept, by which rule, and why.

Worked out afterwards, from the document and its article's Markdown and receipt, so that extraction itself pays nothing
for it: the page's blocks and the article's lines stand in one order and are aligned; what is left over is looked for
in the pieces that were cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from lxml.html import HtmlElement

from digest.extract.blocks import Block, list_blocks, wrap_loose_text
from digest.extract.boxes import box_rule
from digest.extract.chrome import (
    AGENCY,
    BOX_HEADING,
    CAPTION,
    CLOSING,
    CREDIT,
    LABEL,
    META_LINE,
    NOTICE,
    PHOTOGRAPHER,
    POINTER,
)
from digest.extract.clean import is_invisible
from digest.extract.decode import decode_bytes
from digest.extract.echoes import fold
from digest.extract.scoring import Weights
from digest.extract.tree import parse_fragment, parse_page
from digest.marks import plain_text
from digest.models import Article, Document, RuleUse
from digest.selectors import compile_line, compile_selector
from digest.text import one_line

_NO_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "head")
_FRAME_SHARE = 0.9
_SHORT = 3
"""Letters below which a block is looked for only where it must stand, not further on."""
_NEAR = 300
"""How many letters further on."""
_LONG = 20
"""Letters from which on a block is looked for anywhere."""

_REASONS = {
    "label": "a label or a line without a word",
    "notice": "a notice of the site",
    "repeat": "its words stand in the article already",
    "credit": "a picture's caption or credit",
    "links": "a line of links",
    "pointer": "it sends the reader elsewhere",
    "box": "it stands under a heading that opens a box of something else",
    "release": "the end of a press release: who issues it, or its note on forward-looking statements",
    "header": "above the first sentence: title, byline, date, or too short for a standfirst",
    "closing": "below the last running text: a heading, tag, biography or note that closes the page",
}
_PATTERNS = {
    "label": LABEL,
    "notice": NOTICE,
    "pointer": POINTER,
    "box": BOX_HEADING,
    "closing": CLOSING,
    "header": META_LINE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A block of a document. `rule` is None where no rule cut it: it was kept, or lies outside the article."""

    text: str
    kept: bool
    rule: str | None
    why: str


def explain_document(document: Document, article: Article) -> tuple[Explained, ...]:
    """Each block of a page or entry, each line of a dump or Markdown file: `article` is what was made of `document`."""
    text = decode_bytes(document.body)
    if document.kind == "html":
        return tuple(_explain_tree(parse_page(text), article))
    if document.kind == "entry":
        return tuple(_explain_tree(parse_fragment(text), article))
    from digest.extract.explain_lines import explain_dump, explain_markdown

    return tuple(explain_dump(text, article) if document.kind == "text" else explain_markdown(text, article))


# --- pages -----------------------------------------------------------------------------------------------


class _Selected:
    """What the selectors of a page's source match on it."""

    def __init__(self, tree: HtmlElement, rules: Sequence[RuleUse]) -> None:
        self.dropped: dict[HtmlElement, str] = {}
        self.selects = [use.rule for use in rules if use.key == "select" and use.matches]
        for use in rules:
            if use.key == "drop" and use.matches:
                for element in cast("list[HtmlElement]", compile_selector(use.rule)(tree)):
                    self.dropped.setdefault(element, use.rule)


def _explain_tree(tree: HtmlElement, article: Article) -> Iterator[Explained]:
    rules = article.receipt.rules
    selected = _Selected(tree, rules)
    for element in list(tree.iter(*_NO_TEXT)):
        element.drop_tree()
    for comment in [item for item in tree.iter() if not isinstance(item.tag, str)]:
        comment.drop_tree()
    wrap_loose_text(tree)
    blocks = list_blocks(tree)
    verdicts = _judge_blocks(blocks, article)
    weights = Weights(blocks)
    frame = _find_frame([block for block, verdict in zip(blocks, verdicts, strict=True) if verdict == ""])
    for block, verdict in zip(blocks, verdicts, strict=True):
        if verdict == "":
            yield Explained(text=block.text, kept=True, rule=None, why=_say_kept(block, frame, weights))
            continue
        around = (*_chain(block.element), *block.element.iterdescendants())
        hidden = next((item for item in around if item.tag != "br" and is_invisible(item)), None)
        if verdict is None and hidden is not None:
            yield Explained(text=block.text, kept=False, rule="hidden", why=f"{_name(hidden)} is not shown to readers")
        elif verdict is None:
            yield Explained(text=block.text, kept=False, rule=None, why=_say_outside(block, frame, weights))
        else:
            why = _say_cut(block, verdict, selected, rules, weights)
            yield Explained(text=block.text, kept=False, rule=verdict, why=why)


def _judge_blocks(blocks: Sequence[Block], article: Article) -> list[str | None]:
    """Of each block: "" if it is in the article, the rule that cut it, or None for neither."""
    keys = [fold(block.text) for block in blocks]
    kept = _align(keys, [article.dateline or "", *plain_text(article.markdown).split("\n")])
    pieces = [(cut.rule, _Stream(cut.text)) for cut in article.receipt.removed]
    verdicts: list[str | None] = []
    for at, block in enumerate(blocks):
        key = keys[at]
        if at in kept or not key:
            verdicts.append("" if at in kept else None)
        elif rule := next((rule for rule, piece in pieces if piece.take(key)), None):
            verdicts.append(rule)
        else:
            names = {box_rule(item)[0] for item in _chain(block.element)}
            near = (rule for rule, piece in pieces if (rule in names or piece.begun) and piece.skip_to(key))
            verdicts.append(next(near, None))
    return verdicts


def _align(keys: Sequence[str], lines: Sequence[str]) -> set[int]:
    """Which of the blocks (by their letters) are the article's `lines`, both read in one order.

    Long blocks that stand once in either are the fixed points, as in a patience diff; what lies between two of them
    on the page is looked for between them in the article.
    """
    folded = [fold(line) for line in lines]
    letters = "".join(folded)
    counts = Counter(keys)
    spots = [
        (found, at)
        for at, key in enumerate(keys)
        if len(key) >= _LONG and counts[key] == 1 and (found := letters.find(key)) >= 0
        and letters.find(key, found + 1) < 0
    ]  # fmt: skip
    fixed = _find_increasing([(at, found) for found, at in spots])
    kept = {at for at, _ in fixed}
    ends = [*fixed, (len(keys), len(letters))]
    position = last = 0
    for at, found in ends:
        for between in range(last, at):
            key = keys[between]
            spot = letters.find(key, position, found) if key else -1
            if spot >= 0 and (len(key) > _SHORT or spot == position):
                kept.add(between)
                position = spot + len(key)
            elif len(key) >= _LONG and found > position and key.endswith(letters[position:found]):
                kept.add(between)  # its dateline is cut off
                position = found
        last, position = at + 1, found + (len(keys[at]) if at < len(keys) else 0)
    return kept


def _find_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of (block, position), sorted by block, whose positions rise."""
    tails: list[int] = []  # of the best subsequence of each length, where it ends in `pairs`
    before: list[int] = []
    for at, (_, position) in enumerate(pairs):
        length = bisect_left(tails, position, key=lambda tail: pairs[tail][1])
        before.append(tails[length - 1] if length else -1)
        tails[length : length + 1] = [at]
    chosen = []
    at = tails[-1] if tails else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


class _Stream:
    """The letters of a cut piece, taken from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._letters = fold(text)
        self._at = 0

    @property
    def begun(self) -> bool:
        return self._at > 0

    def take(self, key: str) -> bool:
        """Whether the piece goes on with `key`, which is taken then."""
        if not self._letters.startswith(key, self._at):
            return False
        self._at += len(key)
        return True

    def skip_to(self, key: str) -> bool:
        """Whether `key`, if it is more than a few letters, comes soon; it is taken then."""
        found = self._letters.find(key, self._at, self._at + _NEAR + len(key)) if len(key) > _SHORT else -1
        if found < 0:
            return False
        self._at = found + len(key)
        return True


def _find_frame(kept: Sequence[Block]) -> HtmlElement | None:
    """The lowest element that holds all but a little of what was kept."""
    if not kept:
        return None
    sizes: dict[HtmlElement, int] = {}
    for block in kept:
        for element in block.element.iterancestors():
            sizes[element] = sizes.get(element, 0) + len(block.text)
    total = sum(len(block.text) for block in kept)
    holders = [element for element, size in sizes.items() if size >= total * _FRAME_SHARE]
    return max(holders, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _chain(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _name(element: HtmlElement) -> str:
    """An element as a selector would have it."""
    classes = "".join(f".{name}" for name in (element.get("class") or "").split()[:2])
    return f"{element.tag}{'#' + element.get('id', '') if element.get('id') else ''}{classes}"


def _measure(block: Block, weights: Weights) -> str:
    """What the search for the article's block sees in it."""
    weight = weights.of(block.element)
    return f"{len(block.text)} characters, {block.link_share:.0%} of them links, weight {weight:+.0f}"


def _say_kept(block: Block, frame: HtmlElement | None, weights: Weights) -> str:
    if frame is None or not any(item is frame for item in _chain(block.element)):
        return f"outside the article's block, taken for its lead: {_measure(block, weights)}"
    return f"in the article's block, {_name(frame)}: {_measure(block, weights)}"


def _say_outside(block: Block, frame: HtmlElement | None, weights: Weights) -> str:
    if frame is not None and any(item is frame for item in _chain(block.element)):
        return "in the article's block, and neither kept nor in the receipt"
    return f"outside the article's block: {_measure(block, weights)}"


def _say_cut(block: Block, rule: str, selected: _Selected, rules: Sequence[RuleUse], weights: Weights) -> str:
    if rule == "drop":
        found = next((selected.dropped[item] for item in _chain(block.element) if item in selected.dropped), "")
        return f"the source's `drop: {found}` matches" if found else "the source's `drop` matches"
    if rule == "select":
        return f"outside what the source's `select: {', '.join(selected.selects)}` matches"
    if rule == "strip-lines":
        return say_stripped(block.text, rules)
    for item in (*_chain(block.element), *block.element.iterdescendants()):
        found_rule, name = box_rule(item)
        if found_rule == rule:
            return f"{_name(item)} is named {name!r}"
    reason = _REASONS.get(rule, f"the rule “{rule}”")
    match = _PATTERNS[rule].search(block.text) if rule in _PATTERNS else None
    if rule == "credit":
        patterns = (CAPTION, CREDIT, AGENCY, PHOTOGRAPHER)
        match = next((hit for pattern in patterns if (hit := pattern.search(block.text))), None)
    told = f", told by “{one_line(match.group())[:60].strip()}”" if match and match.group().strip() else ""
    return f"{reason}{told}: {_measure(block, weights)}"


def say_stripped(text: str, rules: Sequence[RuleUse]) -> str:
    """Which of the source's lines matches."""
    lines = [use.rule for use in rules if use.key == "strip_lines"]
    return next(
        (f"the source's `strip_lines: {line}` matches" for line in lines if compile_line(line).matches(text)),
        "one of the source's `strip_lines` matches",
    )


def describe_explained(blocks: Sequence[Explained]) -> list[str]:
    """Lines for a terminal: a mark, the rule, the text's beginning; below it, where it changes, why."""
    lines = []
    for before, one in pairwise([None, *blocks]):
        assert one is not None
        rule = "" if one.kept else one.rule or "outside"
        text = one.text if len(one.text) <= 90 else one.text[:89] + "…"
        lines.append(f"  {'+' if one.kept else '-'} {rule:<12} {text}")
        if before is None or before.why != one.why:
            lines.append(f"  {'':<14} ({one.why})")
    return lines
