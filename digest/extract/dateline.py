"""The dateline that opens a report: "PARIS, July 20 (Agency) —"."""

from __future__ import annotations

import re

from digest.marks import plain_text

_HEAD = re.compile(r"\A(?P<head>[^\n—–]{2,110}?)(?:\s*[—–]+|\s*-{2,3}|\.?\s-|\.-)\s*(?=(?P<next>\S\S?))")
_BARE = re.compile(r"\A\((?P<agency>[A-Z]{2,6})\)[ \xa0]?(?=[^\W\d_a-z]|[“\"\[*])")
"""An agency without a dash: "(AP) The …", or without a space."""
_LONGEST = 130
"""Characters in which its dash stands."""
_AGENCY = re.compile(r"\s*[(/\[][^()/\[\]\n]{2,40}[)/\]]\s*\Z")
_PLACE = re.compile(r"[^\W\d_][\w.'’/ -]{1,45}\Z")
_OPENING_MARKS = re.compile(r"\A[*_]{1,3}")
_NO_PLACE = frozenset(
    """breaking update updated exclusive watch live opinion video analysis new warning note correction editorial review
    read more photos interview podcast factbox explainer timeline spoiler""".split()
)
_QUOTES = "\"'“‘«„‚「『([¿¡*_"


def split_dateline(markdown: str) -> tuple[str | None, str]:
    """The dateline (plain, without its dash) that `markdown` opens with, and the rest; None and all of it for none.

    A place in capitals, or with an agency in brackets; a day or a region may follow it. What comes after the dash
    must begin as a sentence does, so that "NASA - which runs it - said" stays whole.
    """
    opening_line = markdown[:_LONGEST]
    match = _HEAD.match(markdown) if any(map(opening_line.__contains__, "-—–")) else None
    if not match:
        return _split_agency(markdown)
    head = plain_text(match.group("head")).strip(" *_")
    following = match.group("next").lstrip(_QUOTES) or "A"
    if following[0].islower() or not _is_dateline(head):
        return _split_agency(markdown)
    rest = markdown[match.end() :]
    # Emphasis that opens in the dateline and closes in the sentence opens again there.
    opening = _OPENING_MARKS.match(match.group("head"))
    if opening and match.group("head").count(opening.group()) % 2:
        rest = opening.group() + rest.lstrip()
    elif opening is None and (closing := _OPENING_MARKS.match(rest)) and match.group("head").endswith(closing.group()):
        rest = rest[closing.end() :].lstrip()
    return head, rest


def _split_agency(markdown: str) -> tuple[str | None, str]:
    bare = _BARE.match(markdown)
    return (bare.group().strip(), markdown[bare.end() :]) if bare else (None, markdown)


def _is_dateline(head: str) -> bool:
    without = _AGENCY.sub("", head)
    agency = without != head
    if not without:
        return agency and _is_agency(head.strip("()[]/ "))
    place, *others = [part.strip() for part in without.split(",")]
    if not _PLACE.match(place) or len(place.split()) > 5 or place.casefold() in _NO_PLACE:
        return False
    letters = [character for character in place if character.isalpha()]
    if not (place.isupper() and len(letters) >= 3) and not (agency and place[0].isupper()):
        return False
    return all(_fits(part) for part in others)


def _is_agency(name: str) -> bool:
    """Whether what stands alone in brackets is a name, as in "(Agency) —"."""
    parts = name.split()
    return len(parts) <= 3 and name.casefold() not in _NO_PLACE and all(part[0].isupper() for part in parts)


def _fits(part: str) -> bool:
    """Whether what follows the place is a day or a region."""
    return len(part) <= 25 and len(part.split()) <= 4 and (any(c.isdigit() for c in part) or part[:1].isupper())
