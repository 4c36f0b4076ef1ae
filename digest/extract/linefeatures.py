"""What a line looks like by itself: the first half of the features by which `linemodel` knows an article's lines.

A feature is a name and a value in 0-1 (a few count to 3). Of a very long line only the beginning and the end are looked
at. What a line's place in the page adds is in `pagefeatures`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from digest.extract import lexicon
from digest.text import fold_line

Features = dict[str, float]

LOOKED_AT = 1500
_WIDTHS = (8, 16, 28, 42, 60, 90, 140, 220)
_WIDTH_NAMES = (*(f"width<={limit}" for limit in _WIDTHS), f"width>{_WIDTHS[-1]}")
_LONG_STARTS = frozenset({"related", "credit", "advertising", "posted", "byline", "share", "subscribe"})

_WIDE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_ENDS = frozenset(".!?…。！？؟۔।;;")
_CLOSERS = "\"'”’»“)]」』）"
# Patterns that are tried on most lines begin with the rarest sign, so that the search skips to it.
_INNER_END = re.compile(
    r"[.!?؟۔।。！？](?:(?<=[^\W\d_][^\W\d_][.!?؟۔।])[\"'”’»)\]]* (?=[^\W_]|[\"'“„«(])|(?<=[。！？])[」』”）]*(?=.))"
)
_COMMA = re.compile(r"[,،、，] |[、，،]")
_QUOTES = frozenset("\"“„«‘「『”'")
_BULLETS = frozenset("-*•·▪►▶●○■–—‣◦★✓✔")
_BULLET = re.compile(r"[-*•·▪►▶●○■–—‣◦★✓✔]\s?\w")
_NUMBERED = re.compile(r"\d{1,3}[.)]?(?:\s|$)")
# "»" closes a quotation before it parts anything: only doubled or last does it look like a link.
_SEPARATOR = re.compile(r" [|/•·>›»–] | ?[|] ?|» ?»|»$|→|←|>>")
_SEPARATOR_SIGN = re.compile("[|/•·>›»–→←]")
_CONTACT = re.compile(
    r"https?://|www\.|\b[\w.-]{1,64}@[\w-]+\.\w|\.(?:com|org|net|co\.uk|de|fr)\b|(?<!\w)@\w{3}", re.ASCII
)
# One of these stands in all that _CONTACT finds.
_CONTACT_SIGNS = ("@", "://", "www.", ".com", ".org", ".net", ".co.uk", ".de", ".fr")
# A year from 1900 on, a clock time, a day in numbers, or an East Asian one.
_TIME = re.compile(
    r"\d(?:(?<=\b\d)(?:(?<=1)9\d\d\b|(?<=2)0\d\d\b|\d?[:.h]\d\d\b|\d?[./-]\d{1,2}[./-]\d{2,4}\b)|\s?(?:年|월|月))"
)
_HANDLE = re.compile(r"(?<!\w)[@#]\w")
_LABEL = re.compile(r"[^\W\d][^:.!?]{1,40}: \S")
_DATELINE = re.compile(r"[^\W\d_a-z][^.!?\n]{1,60}? ?(?:\([^()]{2,30}\) ?)?[—–-]{1,2} \S|\([A-Z][\w ]{1,20}\) ")
_BRACKET_LAST = re.compile(r"[)\]]\W*$")
_ATTRIBUTION = re.compile(r"[—–―-] ?[^.!?]{2,60} \(@\w+\)")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Line:
    """A line and what can be said of it by itself.

    `folded` is its beginning as by `text.fold_line`, `width` its length in Latin letters, `prose` whether it reads like
    a sentence or more, `ended` whether it ends as one. `shape` is what rows of a table or items of a list share, `cue`
    the kind of chrome it announces ("related", …), each "" for none. `opens`: it has a date, or begins like a byline.
    `content` are its telling words (pairs of signs in scripts without spaces).
    """

    text: str
    folded: str
    width: float
    prose: bool
    ended: bool
    shape: str
    cue: str
    opens: bool
    content: frozenset[str]
    features: Features


def measure_width(line: str) -> float:
    """The length of `line` in Latin letters, roughly: an ideograph or a Hangul syllable says as much as two of them."""
    if line.isascii():
        return len(line)
    return len(line) + 1.2 * len(_WIDE.findall(line))


# --- a line by itself ------------------------------------------------------------------------------------


def describe_line(text: str, *, tab: bool) -> Line:
    """What can be said of a normalised, non-empty line alone. `tab`: it held one inside before it was normalised."""
    head, tail = text[:LOOKED_AT], text[-40:]
    width = measure_width(head)
    folded = fold_line(head)
    tokens = lexicon.tokenise(folded)
    f: Features = {_WIDTH_NAMES[bisect_left(_WIDTHS, width)]: 1.0}
    ended = _note_end(f, tail, width)
    if width > 50 and (sentences := len(_INNER_END.findall(head))):
        f["sentences"] = min(sentences, 3.0)
    if ", " in head or (not head.isascii() and _COMMA.search(head)):
        f["commas" if width > 50 else "commas, short"] = 1.0
    _note_case(f, head, width)
    _note_marks(f, head, tail, width)
    if tab:
        f["tab"] = 1.0
    cue = _note_phrases(f, folded, tokens, width=width, ended=ended)
    return Line(
        text=text,
        folded=folded,
        width=width,
        prose=(ended and width > 50) or (width > 110 and "sentences" in f) or width > 160,
        ended=ended,
        shape=_name_shape(f, head, width),
        cue=cue,
        opens="dateline" not in f and ("time" in f or "begins byline" in f or "begins posted" in f),
        content=_pick_content(head, folded, tokens, width),
        features=f,
    )


def _note_end(f: Features, tail: str, width: float) -> bool:
    last = tail.rstrip(_CLOSERS)
    if last.endswith(("..", "…")):
        f["ends in ellipsis"] = 1.0
    elif last[-1:] in _ENDS and last:
        f["ends sentence"] = 1.0
        f["ends sentence, long" if width > 60 else "ends sentence, short"] = 1.0
        return True
    elif tail.endswith((":", "：")):
        f["ends in colon"] = 1.0
    elif width > 60:
        f["long, no end"] = 1.0
    return False


def _note_case(f: Features, head: str, width: float) -> None:
    """How much of the line is capitalised, for scripts that have capitals: headlines and menus are, prose is not."""
    plain = lexicon.split_ascii(head, lexicon.LETTERS)
    words = _LETTERS.findall(head) if plain is None else plain
    if words and words[0][0].islower():
        f["lower case first"] = 1.0
    if len(words) >= 3:
        cased = words[1:60]
        if plain is None:
            cased = [word for word in cased if word[0] != word[0].swapcase()]
        if len(cased) >= 2:
            capital = sum([word[0].isupper() for word in cased]) / len(cased)
            f["capitals"] = capital
            if capital == 1.0 and all(word.isupper() for word in cased):
                f["all capitals" if width <= 30 else "all capitals, long"] = 1.0
            elif capital > 0.6:
                f["mostly capitals"] = 1.0
    elif words and all(len(word) > 1 and word.isupper() for word in words):
        f["all capitals"] = 1.0


def _note_marks(f: Features, head: str, tail: str, width: float) -> None:
    # Each pattern is tried only where a sign that it needs is there: most lines are short and plain, and have none.
    if head.replace(" ", "").isalpha():
        return
    short = width < 90
    digits = _count_digits(head[:200])
    first = head[0]
    dash = "-" in head or "—" in head or "–" in head
    at = "@" in head
    marks = (
        ("quote first", first in _QUOTES),
        ("bullet first", first in _BULLETS and _BULLET.match(head)),
        ("number first", digits and first.isdecimal() and _NUMBERED.match(head)),
        ("separator" if short else "separator, long", _SEPARATOR_SIGN.search(head) and _SEPARATOR.search(head)),
        ("attribution", at and _ATTRIBUTION.match(head)),
        ("contact" if short else "contact, long", (at or "." in head or "//" in head) and _has_contact(head)),
        ("copyright sign", "©" in head or "ⓒ" in head),
        ("handle", (at or "#" in head) and _HANDLE.search(head)),
        ("time", short and digits and _TIME.search(head)),
        ("dateline", (dash or first == "(") and _DATELINE.match(head)),
        ("bracket last", (")" in tail or "]" in tail) and _BRACKET_LAST.search(tail)),
    )
    for name, found in marks:
        if found:
            f[name] = 1.0
    if digits:
        f["digits"] = min(1.0, 2.0 * digits / min(len(head), 200))


def _count_digits(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode().translate(None, b"0123456789"))
    return len(_DIGIT.findall(text))


def _has_contact(head: str) -> bool:
    return any(map(head.__contains__, _CONTACT_SIGNS)) and bool(_CONTACT.search(head))


def _name_shape(f: Features, head: str, width: float) -> str:
    """The form a row of a table or an item of a list shares with its like, or ""."""
    for shape, feature in (("tab", "tab"), ("bullet", "bullet first"), ("number", "number first")):
        if feature in f:
            return shape
    if "contact" in f and width < 60:
        return "link"
    if f.get("digits", 0.0) > 0.5:
        return "digits"
    return "colon" if ": " in head and _LABEL.match(head) else ""


def _note_phrases(f: Features, folded: str, tokens: list[str], *, width: float, ended: bool) -> str:
    """Notes the chrome phrases of a line; gives the kind of chrome that the line announces, or ""."""
    hits = lexicon.find_phrases(folded, tokens)
    if not hits:
        return ""
    unspaced = not folded.isascii() and measure_width(folded) > 1.5 * len(folded)
    total = len(folded) if unspaced else len(tokens) or 1
    if width > 70:
        _note_long_phrases(f, hits, total)
        return ""
    covered: dict[str, int] = {}
    for kind, at, size in hits:
        covered[kind] = covered.get(kind, 0) + size
        if at == 0:
            f[f"begins {kind}"] = 1.0
    for kind, size in covered.items():
        f[kind] = min(1.0, size / total)
    f["chrome words"] = min(1.0, sum(covered.values()) / total)
    if ended and f["chrome words"] <= 0.5:
        return ""
    best = max(covered, key=lambda kind: covered[kind])
    announced = covered[best] / total >= 0.5 or (best in ("related", "comments") and f"begins {best}" in f)
    return best if announced else ""


def _note_long_phrases(f: Features, hits: Sequence[tuple[str, int, int]], total: int) -> None:
    """In a long line a single common word says little; phrases, and what it begins or ends with, say more."""
    for kind, at, size in hits:
        if kind == "credit" and at + size >= total - 4:
            f["credit last, long"] = 1.0
        if at == 0 and kind in _LONG_STARTS:
            f[f"begins {kind}, long"] = 1.0
        if size >= 2 and kind not in ("menu", "byline"):
            f[f"{kind}, long"] = min(2.0, f.get(f"{kind}, long", 0.0) + 1.0)
        elif kind in ("cookies", "legal", "subscribe"):
            f[f"{kind} word, long"] = 1.0


def _pick_content(head: str, folded: str, tokens: list[str], width: float) -> frozenset[str]:
    if width <= 1.5 * len(head):
        return frozenset([token for token in tokens[:120] if len(token) > 4])
    pairs = (folded[i : i + 2] for i in range(min(len(folded) - 1, 300)))
    # Hiragana is mostly grammar: what a Japanese line is about stands in the other scripts.
    return frozenset(p for p in pairs if p.isalnum() and p[0] > "\u2000" and not "\u3040" <= p[0] < "\u30a0")


def describe_lines(lines: Sequence[str], tabs: Sequence[bool]) -> list[Line]:
    """Each line described; equal lines share one description."""
    seen: dict[tuple[str, bool], Line] = {}
    described = []
    for text, tab in zip(lines, tabs, strict=True):
        line = seen.get((text, tab))
        if line is None:
            line = seen[text, tab] = describe_line(text, tab=tab)
        described.append(line)
    return described
