"""What a source changed in its article, as it is shown: word by word, under the source's text policy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from digest.marks import plain_text
from digest.models import Change, Revision, StoredArticle, TextPolicy
from digest.render.links import article_path
from digest.render.views import ChangeView, Piece, RevisionView
from digest.revisions import NOTE_WORDS
from digest.text import excerpt, one_line, word_count
from digest.withdrawals import fold_words

EXCERPT_WORDS = 60
"""How much of a revision is shown where the source's policy is an excerpt."""
CONTEXT_WORDS = 12
"""How much of an unchanged stretch is shown on each side of a change."""

# A word with the space after it; a single character in scripts without spaces.
_TOKEN = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
    r"|\w+(?:[’'\-.,:]\w+)*\s*|[^\w\s]\s*|\s+"
)


def view_revisions(stored: StoredArticle, policy: TextPolicy) -> tuple[RevisionView, ...]:
    """The revisions of `stored`, the latest first, as far as `policy` lets them be shown."""
    places: dict[str, int] = {}
    if policy == "full" and stored.revisions:
        for number, line in enumerate(plain_text(stored.article.markdown).split("\n"), 1):
            places.setdefault(line, number)
    path = article_path(stored.article.id)
    views = []
    for number, revision in enumerate(stored.revisions, 1):
        shown = [] if policy == "headline" else list(_show_changes(revision, policy, places))
        gone, new = (
            sum(bool(text) for text in side) for side in ([c.was for c, _ in shown], [c.now for c, _ in shown])
        )
        views.append(
            RevisionView(
                number=number,
                path=f"{path}#r{number}",
                seen_at=revision.seen_at,
                was_seen_at=revision.was_seen_at,
                kind=find_kind(revision),
                note=excerpt(revision.note, EXCERPT_WORDS) if revision.note and policy != "headline" else None,
                headline=_compare(one_line(revision.headline[0]), one_line(revision.headline[1]))
                if revision.headline
                else (),
                changes=tuple(view for _, view in shown if view),
                left_out=max(0, revision.removed - gone, revision.added - new),
                partial=revision.partial,
            )
        )
    return tuple(reversed(views))


def find_kind(revision: Revision) -> str:
    """ "correction" or "update" where the source says so, "unknown" where the older text is not kept, else "silent"."""
    if revision.note:
        return "correction" if revision.corrected else "update"
    known = revision.removed or revision.added or revision.was_hash == revision.text_hash
    return "silent" if known else "unknown"


def _show_changes(
    revision: Revision, policy: TextPolicy, places: dict[str, int]
) -> Iterator[tuple[Change, ChangeView | None]]:
    """Each change that is shown with its view; None for the source's note, which is shown as such."""
    left = EXCERPT_WORDS if policy == "excerpt" else None
    for change in revision.changes:
        if not change.was and revision.note and excerpt(change.now, NOTE_WORDS) == revision.note:
            yield change, None
            continue
        pieces = _show_change(change)
        if left is not None:
            pieces = tuple(_cut_pieces(pieces, left))
            left -= sum(word_count(piece.text) for piece in pieces)
        place = places.get(change.now)
        kind = "reworded" if change.was and change.now else "added" if change.now else "removed"
        yield change, ChangeView(kind=kind, pieces=pieces, anchor=f"#p{place}" if place else "")
        if left is not None and left <= 0:
            return


def _show_change(change: Change) -> tuple[Piece, ...]:
    if not change.was:
        return (Piece(kind="new", text=one_line(change.now)),)
    if not change.now:
        return (Piece(kind="gone", text=one_line(change.was)),)
    return _compare(one_line(change.was), one_line(change.now))


def _compare(was: str, now: str) -> tuple[Piece, ...]:
    """Both texts as one: what stayed, what is gone, what is new; long stretches that stayed are shortened."""
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, [fold_words(token) for token in old], [fold_words(token) for token in new])
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            text = "".join(new[c:d])
            spaced = old[b - 1][-1].isspace() and not text[-1].isspace()  # the newer text ends where the older goes on
            pieces.append(Piece(kind="same", text=text + " " if spaced else text))
        else:
            pieces += [Piece(kind="gone", text="".join(old[a:b]))] if b > a else []
            pieces += [Piece(kind="new", text="".join(new[c:d]))] if d > c else []
    return tuple(_shorten_context(_join_pieces(pieces)))


def _join_pieces(pieces: Iterable[Piece]) -> list[Piece]:
    """Without stretches that stayed and hold no letter or digit, what is gone before what is new in its place."""
    joined: list[Piece] = []
    gone, new = "", ""
    for piece in (*pieces, Piece(kind="same", text="")):
        if piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "new":
            new += piece.text
        elif piece.text and not any(letter.isalnum() for letter in piece.text) and (gone or new):
            gone, new = gone + piece.text, new + piece.text
        else:
            joined += [Piece(kind=kind, text=text) for kind, text in (("gone", gone), ("new", new)) if text]
            gone, new = "", ""
            if piece.text:
                joined.append(piece)
    return joined


def _shorten_context(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for at, piece in enumerate(pieces):
        tokens = _TOKEN.findall(piece.text)
        before = CONTEXT_WORDS if at else 0  # words kept after the change before, and before the one that follows
        after = CONTEXT_WORDS if at < len(pieces) - 1 else 0
        if piece.kind != "same" or len(tokens) <= before + after + 3:
            yield piece
        else:
            head, tail = "".join(tokens[:before]).rstrip(), "".join(tokens[len(tokens) - after :]) if after else ""
            yield replace(piece, text=f"{head} … {tail}" if head and tail else f"{head} …" if head else f"… {tail}")


def _cut_pieces(pieces: Iterable[Piece], limit: int) -> Iterator[Piece]:
    """The first pieces in at most about `limit` words."""
    for piece in pieces:
        length = word_count(piece.text)
        if length > limit:
            yield replace(piece, text=excerpt(piece.text, limit) if limit > 3 else "…")
            return
        yield piece
        limit -= length
