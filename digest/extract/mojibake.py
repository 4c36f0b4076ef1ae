"""Text that was decoded with the wrong charset and saved so ("fÃ¼r", "РїСЂРё"): mended where that is certain.

UTF-8 has a strict form: the bytes of text in another charset are next to never valid UTF-8 by chance. So where a whole
text, encoded in a charset, is valid UTF-8 again, it was UTF-8 once. Where only parts of a page are damaged (an article
from a database in a sound template), marks that no language writes have to prove it.
"""

from __future__ import annotations

import codecs
import re

_CONTROLS = "digest-controls"
_CHARSETS = ("cp1252", "cp1251", "mac_roman")
_MIN_CHARACTERS = 4
"""How many characters have to come out of a whole text: fewer could be an example of the damage itself."""
_MIN_PROOFS = 3
_LATIN = {chr(byte): byte for byte in range(0x80, 0x100)}  # C1 controls stand for bytes that windows-1252 leaves free
_LATIN |= {
    character: byte
    for byte in range(0x80, 0xA0)
    if (character := bytes([byte]).decode("cp1252", "ignore")) and character not in _LATIN
}


def _class(first: int, last: int) -> str:
    return "[" + "".join(re.escape(mark) for mark, byte in _LATIN.items() if first <= byte <= last) + "]"


_NEXT = _class(0x80, 0xBF)
_SEQUENCE = re.compile(f"{_class(0xC2, 0xDF)}{_NEXT}|{_class(0xE0, 0xEF)}{_NEXT}{{2}}|{_class(0xF0, 0xF4)}{_NEXT}{{3}}")
# Quotation marks and dashes ("â€™"), and a capital with tilde, then a sign, inside a word in lower case ("fÃ¼r").
_PROOFS = (re.compile(f"\u00e2[\u20ac\x80]{_NEXT}"), re.compile(f"\u00c3(?<=[a-z]\u00c3)(?!\xa0){_NEXT}"))


def mend_mojibake(text: str) -> str:
    """`text` as it was before it was decoded with the wrong charset; as it is where that is not certain."""
    try:
        text.encode("ascii")
    except UnicodeEncodeError as error:  # the quickest way to the first that is not
        first = text[error.start : error.end]
    else:
        return text
    for charset in _CHARSETS:
        if _decode_again(first, charset) is None:  # so it is with nearly every page
            continue
        mended = _decode_again(text, charset)
        if mended is not None and sum(character > "\x7f" for character in mended) >= _MIN_CHARACTERS:
            return mended
    if "\u00e2" not in text and "\u00c3" not in text:  # with which each proof begins
        return text
    if text.count("\u00e2") + text.count("\u00c3") < _MIN_PROOFS:
        return text
    if sum(len(proof.findall(text)) for proof in _PROOFS) < _MIN_PROOFS:
        return text
    return _SEQUENCE.sub(lambda match: _decode_again(match.group(), "cp1252") or match.group(), text)


def _decode_again(text: str, charset: str) -> str | None:
    """`text`, encoded in `charset`, as UTF-8; None unless all of it is."""
    try:
        return text.encode(charset, _CONTROLS).decode("utf-8")
    except UnicodeError:
        return None


def _pass_controls(error: UnicodeError) -> tuple[bytes, int]:
    """An error handler of `encode`: C1 controls stand for the bytes that a charset leaves free, as in browsers."""
    if isinstance(error, UnicodeEncodeError) and "\x80" <= (mark := error.object[error.start]) <= "\x9f":
        return bytes([ord(mark)]), error.start + 1
    try:
        raise error
    finally:
        del error  # which knows this frame, and so all that called: the two would hold one another, and the page


codecs.register_error(_CONTROLS, _pass_controls)
