"""Bytes to text without the HTTP headers: byte order mark, UTF-8, the declared charset, then a detector."""

from __future__ import annotations

import codecs
import re
import unicodedata

from digest.extract.mojibake import mend_mojibake

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:()+-]{2,40})""", re.IGNORECASE)
_SCAN_BYTES = 8192  # browsers look at 1,024; pages with long heads are common
_DETECT_BYTES = 30_000
_LANGUAGE = re.compile(
    rb"""<html\b[^>]{0,500}?\blang\s*=\s*["']?\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})?)""", re.IGNORECASE
)
_MARK_UP = re.compile(r"<[^<>]{0,500}>")
_TAG = re.compile(rb"<[^<>]{0,500}>")
_ASCII = re.compile(rb"[\x00-\x7f]+")
_JAPANESE_SHIFT = re.compile(rb"\x1b\$[@B]")
_STATEFUL = frozenset({"iso2022_jp", "hz"})  # their bytes are plain ASCII, so they pass as UTF-8

# Labels that the WHATWG Encoding Standard (encoding.spec.whatwg.org, section 4.2) reads otherwise than Python does,
# by Python's own names: the web's superset for each.
_AS_ON_THE_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin_1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "johab": "cp949",
    "utf-7": "utf-8",  # never on the web: a way to smuggle mark-up
    "utf-16": "utf-8",  # a declaration that could be read was not written in UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
}
_LABELS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-x-big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "windows-949": "cp949",
    "x-euc-jp": "euc_jp",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "win-1251": "cp1251",
    "win1251": "cp1251",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "iso-8859-8-i": "iso8859-8",
    "windows-874": "cp874",
    "unicode-1-1-utf-8": "utf-8",
}


# What pages in a language were written in before UTF-8, the commonest first: the HTML Standard's defaults by locale
# (html.spec.whatwg.org, section 13.2.3.2), which browsers take from their user and we from the page's `lang`, and the
# others of the Encoding Standard for the script. With the script's name in Unicode.
_ARABIC = (("cp1256", "iso8859-6"), "ARABIC")
_CYRILLIC = (("cp1251", "koi8-u", "iso8859-5", "cp866"), "CYRILLIC")
_CENTRAL = (("cp1250", "iso8859-2"), "LATIN")
_HEBREW = (("cp1255", "iso8859-8"), "HEBREW")
_CHINESE = (("gb18030", "big5hkscs"), "CJK")
_TAIWANESE = (("big5hkscs", "gb18030"), "CJK")
_BY_LANGUAGE = {
    **dict.fromkeys(("ar", "fa", "ur"), _ARABIC),
    **dict.fromkeys(("ba", "be", "bg", "kk", "ky", "mk", "ru", "sah", "sr", "tg", "tt", "uk"), _CYRILLIC),
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl"), _CENTRAL),
    **dict.fromkeys(("et", "lt", "lv"), (("cp1257", "iso8859-13"), "LATIN")),
    **dict.fromkeys(("az", "ku", "tr"), (("cp1254",), "LATIN")),
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-hant"), _TAIWANESE),
    "el": (("cp1253", "iso8859-7"), "GREEK"), "he": _HEBREW, "iw": _HEBREW, "zh": _CHINESE,
    "ja": (("cp932", "euc_jp"), "HIRAGANA"), "ko": (("cp949",), "HANGUL"), "th": (("cp874",), "THAI"),
    "vi": (("cp1258",), "LATIN"),
}  # fmt: skip
_WESTERN = frozenset({"cp1252", "cp1254", "iso8859-15", "mac_roman"})
_MAX_ACCENTED = 0.4
"""The largest share of a Western text's letters that are accented; beyond it the text is in another script."""


def decode_bytes(body: bytes) -> str:
    """The text of `body`; what cannot be read becomes U+FFFD. Never raises.

    Valid UTF-8 wins over a declaration: text in another charset is next to never valid UTF-8 by chance, while pages
    with a wrong declaration are many. A declaration that gives no sensible text gives way to the page's language,
    then to a detector. UTF-8 that was taken for another charset before it was saved is mended.
    """
    return read_bytes(body)[0]


def read_bytes(body: bytes) -> tuple[str, bytes | None]:
    """The text of `body` as `decode_bytes` gives it, and `body` itself where that is nothing but the text in UTF-8."""
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return mend_mojibake(body[len(mark) :].decode(codec, "replace")), None
    if wide := _guess_utf16(body):
        return body.decode(wide, "replace"), None
    declared = _read_declaration(body[:_SCAN_BYTES])
    if declared is None and _JAPANESE_SHIFT.search(body) and body.isascii():
        declared = "iso2022_jp"
    if declared in _STATEFUL:
        return body.decode(declared, "replace"), None
    try:
        text = body.decode("utf-8")
        mended = mend_mojibake(text)
        return mended, body if mended is text else None
    except UnicodeDecodeError as error:
        if error.end == len(body) and error.reason == "unexpected end of data":
            # A document cut in the middle of a character is UTF-8 still.
            return mend_mojibake(body[: error.start].decode("utf-8")), None
    text = body.decode(declared or "utf-8", "replace")
    return text if _is_sensible(text, declared or "utf-8") else _decode_undeclared(body), None


def _is_sensible(text: str, codec: str) -> bool:
    """Whether a decoded text is what was written, as far as that shows.

    A stray byte or two spoil a few words; a wrong charset spoils all accents, or writes words of accents alone.
    """
    head = text[:_DETECT_BYTES]
    if head.count("\ufffd") * 20 > sum(character > "\x7f" for character in head):
        return False
    if codec not in _WESTERN:
        return True
    letters = [character for character in _MARK_UP.sub(" ", head) if character.isalpha()]
    accented = sum(character > "\x7f" for character in letters)
    return accented <= _MAX_ACCENTED * len(letters)


def _decode_undeclared(body: bytes) -> str:
    """The text by that charset of the page's language which gives most letters of it, else by a detector's opinion."""
    if (match := _LANGUAGE.search(body[:_SCAN_BYTES])) is not None:
        lang = match.group(1).decode("ascii").lower().replace("_", "-")
        codecs_, script = _BY_LANGUAGE.get(lang) or _BY_LANGUAGE.get(lang.split("-")[0]) or ((), "")
        texts = [body.decode(codec, "replace") for codec in codecs_]
        best = max(texts, key=lambda text: _count_letters(text, script), default="")
        if _count_letters(best, script) > best.count("\ufffd") * 20:
            return best
    return body.decode(_detect(body), "replace")


def _count_letters(text: str, script: str) -> int:
    """The letters of a script in the first of a text, less those in capitals: in a wrong charset of it cases swap."""
    letters = [mark for mark in text[:_DETECT_BYTES] if mark > "\x7f" and mark.isalpha()]
    return sum(not mark.isupper() and unicodedata.name(mark, "").startswith(script) for mark in letters)


def _guess_utf16(body: bytes) -> str | None:
    """UTF-16 without its mark shows as NULs in every other byte."""
    head = body[:512]
    if len(head) < 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.35 and even * 8 < odd:
        return "utf-16-le"
    if even > len(head) * 0.35 and odd * 8 < even:
        return "utf-16-be"
    return None


def _read_declaration(head: bytes) -> str | None:
    """The first charset that a meta element or XML declaration names and that we know, by Python's name."""
    folded = head.lower()  # to look for a word is many times as fast as the pattern
    begins = [at for word in (b"charset", b"encoding") if (at := folded.find(word)) >= 0]
    for found in _DECLARED.finditer(head, min(begins)) if begins else ():
        label = found.group(1).decode("ascii").strip().lower()
        if label in _LABELS:
            return _LABELS[label]
        try:
            codec = codecs.lookup(label)
            if codec._is_text_encoding:
                return _AS_ON_THE_WEB.get(codec.name, codec.name)
        except LookupError:
            continue
    return None


def _detect(body: bytes) -> str:
    """A detector's opinion on the parts that are not ASCII; windows-1252, the web's default, where it has none."""
    import chardet

    text = _TAG.sub(b" ", body[: _DETECT_BYTES * 20])
    lines = [line for line in text.split(b"\n") if not _ASCII.fullmatch(line)]
    label = chardet.detect(b"\n".join(lines)[:_DETECT_BYTES])["encoding"] or "cp1252"
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return "cp1252"
    return "cp1252" if name == "utf-8" else _AS_ON_THE_WEB.get(name, name)
