"""What a source changed in an article that it had published: two versions compared by paragraph. Pure.

A paragraph is a line of the article's plain text. Differences in spaces, quotation marks and apostrophes count as none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from digest.models import Change, DocumentKind, Revision
from digest.text import excerpt, fold_line, text_hash, words
from digest.withdrawals import fold_words

PARAGRAPH_CHARS = 4_000
"""How much of a changed paragraph is kept."""
REVISION_CHARS = 20_000
"""How much text of one revision is kept, its two sides together."""
KEPT_CHARS = 60_000
"""How much text of all an article's revisions is kept: older ones lose theirs first, and keep their counts."""
NOTE_WORDS = 60

_SHRUNK, _SHRUNK_LEAST = 2, 50
"""A version with less than half the words, and so many less, may have been read in part only."""
_ALIKE = 0.4
"""The share of words, of the longer side, from which a new paragraph is a changed form of an old one."""
_COMPARED = 4_000_000
"""Lines of one side times lines of the other, up to which they are aligned; beyond, they are only matched."""

# What a source says at the head of a line when it owns to an error, and when it brings an article up to date.
_CORRECTION_HEADS = (
    "corrections?|corrections? and clarifications?|corrected|clarifications?|erratum|errata|retraction|"
    "korrektur|berichtigung|richtigstellung|korrigiert|rectificatif|rectification|précision|"
    "correcci[oó]n|correcciones|fe de errores|fe de erratas|rectificación|aclaración|correzione|errata corrige|"
    "rettifica|correção|correcção|erramos|retificação|correctie|rectificatie|rättelse|korrigering|rettelse|"
    "oikaisu|korjaus|sprostowanie|korekta|oprava|helyesbítés|corectare|rectificare|düzeltme|исправление|поправка|"
    "уточнение|опровержение|виправлення|уточнення|διόρθωση|תיקון|تصحيح|تصويب|सुधार|更正|勘误|勘誤|訂正|お詫びと訂正"
)
_UPDATE_HEADS = (
    "updated?|editor(?:'s|’s|s'|s’) note|anmerkung der redaktion|aktualisiert|aktualisierung|mise à jour|"
    "note de la rédaction|actualización|actualizado|nota del editor|nota de la redacción|aggiornamento|aggiornato|"
    "nota della redazione|atualização|atualizado|nota da redação|bijgewerkt|uppdatering|uppdaterad|oppdatering|"
    "oppdatert|opdatering|opdateret|päivitys|aktualizacja|aktualizováno|frissítve|güncelleme|обновлено|обновление|"
    "оновлено|ενημέρωση|עדכון|تحديث|अपडेट|更新"
)
_AFTER = r"(?=\s*(?:[:：.—–-]|\(|[\w ,]{0,12}\d|$))"
_CORRECTION = re.compile(rf"\W{{0,3}}(?:{_CORRECTION_HEADS}){_AFTER}", re.IGNORECASE)
_UPDATE = re.compile(rf"\W{{0,3}}(?:{_UPDATE_HEADS}){_AFTER}", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:(?:earlier|previous|prior|original) versions? of (?:this|our) "
    r"(?:article|story|report|post|page|piece|column|headline|dispatch|item|caption|graphic|newsletter)|"
    r"this (?:article|story|report|post|page|headline|piece|column) (?:was|has been) "
    r"(?:\w+ )?(?:amended|corrected|edited|clarified)|"
    r"(?:früheren|vorherigen|älteren|ersten|vorigen) (?:version|fassung) "
    r"(?:(?:dieses|des|unseres) (?:artikels|beitrags|textes|berichts)|(?:dieser|der|unserer) (?:meldung|nachricht))|"
    r"version (?:précédente|antérieure|initiale) (?:de (?:cet|notre) article|de ce texte|de cette dépêche)|"
    r"versión (?:anterior|previa|original) de (?:est[ea]|nuestr[oa]) (?:artículo|noticia|texto|información|nota)|"
    r"(?:precedente versione|versione precedente) (?:di questo|di questa|del nostro) (?:articolo|testo|notizia)|"
    r"versão (?:anterior|prévia) (?:deste|desta) (?:artigo|reportagem|texto|notícia|matéria)|"
    r"eerdere versie van (?:dit|ons) (?:artikel|bericht|verhaal|stuk)|"
    r"tidigare version av (?:den här |denna )?(?:artikeln?|texten?)|"
    r"tidligere (?:version|versjon|udgave|utgave) a[fv] (?:denne |dette )?(?:artike?l\w*|artikkel\w*|saken?|teksten?)|"
    r"(?:wcześniejszej|poprzedniej) wersji (?:tego |niniejszego )?(?:artykułu|tekstu|materiału)|"
    r"(?:предыдущей|более ранней|первоначальной) версии (?:эт\w+ |данной )?(?:статьи|новости|заметки|текста|материала)|"
    r"попередній версії (?:цієї |цього )?(?:статті|новини|тексту|матеріалу))",
    re.IGNORECASE,
)
_NOTE_CHARS = 300
"""How far into its line a note says what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One version of an article, as it is compared. `text` None where it is not stored whole; then by `paragraphs`."""

    seen_at: datetime
    text_hash: str
    kind: DocumentKind
    key: str
    """The document it came from."""
    words: int
    revised: str
    """When the source says it last touched it, as text that sorts."""
    title: str | None
    """None where it is not known any more."""
    text: str | None
    paragraphs: tuple[str, ...] | None = None
    """Of the lines of a text that is not stored, the first 8 hex digits of their hashes."""


def compare_forms(was: Form, now: Form, *, excerpt_only: bool = False) -> Revision | None:
    """What `now` has otherwise than `was`; None where that is nothing, or where they are no two states of one text.

    An entry of a feed is compared with the same entry only, since each feed shortens in its own way; a page with a
    page. Of two that were seen at once, the source must say which is later. `excerpt_only` keeps counts, no paragraphs.
    """
    if was.kind != now.kind or (now.kind == "entry" and was.key != now.key) or now.text is None:
        return None
    if (now.seen_at, now.revised) <= (was.seen_at, was.revised):
        return None
    headline = None
    if was.title is not None and now.title is not None and fold_words(was.title) != fold_words(now.title):
        headline = (was.title, now.title)
    same_text = was.text_hash == now.text_hash
    if was.text is None or same_text:
        counts = (0, 0) if same_text or was.paragraphs is None else _count_changed(was.paragraphs, now.text)
        changes: tuple[Change, ...] = ()
        known = same_text or was.paragraphs is not None
        old = frozenset(was.paragraphs) if was.paragraphs is not None and not same_text else None
        note = _choose_note(line for line in _list_notes(now.text) if old is not None and _hash_line(line) not in old)
    else:
        changes = tuple(_list_changes(was.text.split("\n"), now.text.split("\n")))
        counts = sum(bool(one.was) for one in changes), sum(bool(one.now) for one in changes)
        known = True
        before = {fold_line(note) for note in _list_notes(was.text)}
        note = _choose_note(note for note in _list_notes(now.text) if fold_line(note) not in before)
    if headline is None and known and not any(counts):
        return None
    return Revision(
        seen_at=now.seen_at,
        was_seen_at=was.seen_at,
        was_hash=was.text_hash if not known or any(counts) else now.text_hash,  # equal where no word was changed
        text_hash=now.text_hash,
        headline=headline,
        removed=counts[0],
        added=counts[1],
        changes=() if excerpt_only else _bound(changes),
        note=excerpt(note, NOTE_WORDS) if note else None,
        corrected=note is not None and is_correction(note),
        partial=was.words > _SHRUNK * now.words + _SHRUNK_LEAST,
    )


def bound_revisions(revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """`revisions`, oldest first, with at most `KEPT_CHARS` of text: what is older is kept as counts."""
    left = KEPT_CHARS
    kept: list[Revision] = []
    for revision in reversed(revisions):
        size = sum(len(one.was) + len(one.now) for one in revision.changes)
        kept.append(revision if size <= left else replace(revision, changes=()))
        left = max(0, left - size)
    return tuple(reversed(kept))


def is_correction(note: str) -> bool:
    """Whether a line with which a source speaks of its article owns to an error; else it announces an update."""
    head = note[:_NOTE_CHARS]
    return bool(_CORRECTION.match(head) or _EARLIER.search(head))


def is_note(line: str) -> bool:
    """Whether a line of an article speaks of the article: that its source corrected or updated it."""
    return is_correction(line) or bool(_UPDATE.match(line[:_NOTE_CHARS]))


def _list_notes(text: str) -> list[str]:
    return [line for line in text.split("\n") if is_note(line)]


def _choose_note(notes: Iterable[str]) -> str | None:
    """A correction before an update, and of equals the first."""
    return min(notes, key=lambda note: not is_correction(note), default=None)


def _count_changed(paragraphs: Sequence[str], now: str) -> tuple[int, int]:
    """How many of the old lines are gone and how many lines are new, by their hashes alone."""
    old, new = Counter(paragraphs), Counter(_hash_line(line) for line in now.split("\n") if line)
    return sum((old - new).values()), sum((new - old).values())


def _hash_line(line: str) -> str:
    """As `Found.paragraphs` holds a line."""
    return text_hash(line)[:8]


def _list_changes(was: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    """The lines that differ, in their order in `now`; a line that was reworked stands with its older form."""
    old, new = [fold_words(line) for line in was], [fold_words(line) for line in now]
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    last_old, last_new = len(old) - end, len(new) - end
    if (last_old - start) * (last_new - start) > _COMPARED:
        gone, came = Counter(old[start:last_old]), Counter(new[start:last_new])
        gone, came = gone - came, came - gone
        yield from (Change(was=was[at], now="", at=0) for at in range(start, last_old) if _take(gone, old[at]))
        yield from (Change(was="", now=now[at], at=at + 1) for at in range(start, last_new) if _take(came, new[at]))
        return
    for kind, a, b, c, d in SequenceMatcher(None, old[start:last_old], new[start:last_new]).get_opcodes():
        if kind != "equal":
            yield from _pair_lines(was[start + a : start + b], now[start + c : start + d], start + c)


def _take(counts: Counter[str], line: str) -> bool:
    counts[line] -= 1
    return bool(line) and counts[line] >= 0


def _pair_lines(was: Sequence[str], now: Sequence[str], first: int) -> Iterator[Change]:
    """Old and new lines of one place: each new line with the next old one that is like it, in order."""
    bags = [Counter(words(fold_line(line))) for line in was]
    next_old = 0
    for number, line in enumerate(now):
        bag = Counter(words(fold_line(line)))
        window = range(next_old, min(len(was), next_old + 20))
        partner = max(window, key=lambda at: (_likeness(bags[at], bag), -at), default=None)
        if partner is None or _likeness(bags[partner], bag) < _ALIKE:
            if line:
                yield Change(was="", now=line, at=first + number + 1)
            continue
        yield from (Change(was=one, now="", at=first + number + 1) for one in was[next_old:partner] if one)
        yield Change(was=was[partner], now=line, at=first + number + 1)
        next_old = partner + 1
    yield from (Change(was=one, now="", at=first + len(now) + 1) for one in was[next_old:] if one)


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Shared words as a share of the longer side, 0-1."""
    return (one & other).total() / max(one.total(), other.total(), 1)


def _bound(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The first changes, as many as `REVISION_CHARS` hold, each side at most `PARAGRAPH_CHARS` long."""
    kept: list[Change] = []
    left = REVISION_CHARS
    for change in changes:
        short = replace(change, was=_shorten(change.was), now=_shorten(change.now))
        left -= len(short.was) + len(short.now)
        if left < 0:
            break
        kept.append(short)
    return tuple(kept)


def _shorten(text: str) -> str:
    return text if len(text) <= PARAGRAPH_CHARS else text[: PARAGRAPH_CHARS - 1] + "…"
