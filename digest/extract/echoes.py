"""Lines that say again what is known of an article: its title, its byline; and how one tells that two lines are one."""

from __future__ import annotations

import re

_FOLD = re.compile(r"[\W_]+")
_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isalnum())
_NO_LETTERS_IN_LINES = _NO_LETTERS.replace(b"\n", b"")
_MOST_SIGNS = 8
_BIOGRAPHY = re.compile(r"\b(?:is|was|has|writes|covers|am|ist|est|es|è)\b|\bI['’]m\b")


class Echoes:
    """Tells a line that repeats the title or the byline."""

    def __init__(self, title: str | None, byline: tuple[str, ...]) -> None:
        self._title = fold(title or "")
        self._names = [fold(name) for name in byline]
        self._people = [fold(name) for name in byline if " " in name]

    def is_title(self, text: str) -> bool:
        """Whether `text` is the title, or little more or less than it."""
        folded = fold(text)
        if not folded or not self._title:
            return False
        if folded == self._title:
            return True
        shorter, longer = sorted((folded, self._title), key=len)
        return len(shorter) > 12 and shorter in longer and len(shorter) > len(longer) * 0.6

    def is_byline(self, text: str) -> bool:
        """Whether `text` is short and names the writer."""
        folded = fold(text)
        return len(text) < 120 and any(len(name) > 3 and name in folded for name in self._names)

    def opens_with_name(self, text: str) -> bool:
        """Whether `text` begins with the writer's name, as a biography does."""
        folded = fold(text[:80])
        return any(len(name) > 5 and folded.startswith(name) for name in self._names)

    def is_biography(self, text: str) -> bool:
        """Whether `text` begins with the writer's full name and goes on to say who that is."""
        folded = fold(text[:80])
        return any(folded.startswith(name) for name in self._people) and bool(_BIOGRAPHY.search(text[:160]))


def fold(text: str) -> str:
    """Letters and digits only, case folded: how echoes are told."""
    folded = _fold_latin(text, _NO_LETTERS)
    return _FOLD.sub("", text).casefold() if folded is None else folded


def fold_lines(lines: list[str]) -> list[str]:
    """Each of `lines`, which hold no line end, as `fold` gives it: sooner than one by one."""
    folded = _fold_latin("\n".join(lines), _NO_LETTERS_IN_LINES)
    return [fold(line) for line in lines] if folded is None else folded.split("\n") if lines else []


def _fold_latin(text: str, no_letters: bytes) -> str | None:
    """`text` without the signs `no_letters`, case folded; None where it has letters that are not in Latin-1."""
    if text.isascii():
        return text.encode("ascii").translate(_LOWER, no_letters).decode("ascii")
    for _ in range(_MOST_SIGNS):  # all that is not in Latin-1 is mostly a few quotes
        try:
            return text.encode("latin-1").translate(None, no_letters).decode("latin-1").casefold()
        except UnicodeEncodeError as error:
            if (sign := text[error.start]).isalnum():
                break
            text = text.replace(sign, "")
    return None
