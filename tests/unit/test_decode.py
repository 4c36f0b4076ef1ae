"""Bytes to text without headers."""

from __future__ import annotations

import pytest

from digest.extract.decode import decode_bytes

GERMAN = "<p>Die Kapsel landete südlich von Hawaii, größer als gedacht, schön und heil.</p>"
RUSSIAN = "<p>Аппарат сел на равнине, и экипаж сообщил, что всё в порядке. Связь устойчива.</p>"
JAPANESE = "<p>着陸船は静かの海に着陸し、乗組員は無事であると報告した。</p>"


@pytest.mark.parametrize(
    ("text", "codec", "declaration"),
    [
        (GERMAN, "utf-8", ""),
        (GERMAN, "utf-8", '<meta charset="iso-8859-1">'),  # a wrong declaration loses to valid UTF-8
        (GERMAN, "cp1252", '<meta charset="iso-8859-1">'),
        (GERMAN + "€", "cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=latin1">'),
        (GERMAN, "cp1252", ""),
        (RUSSIAN, "cp1251", '<meta charset="windows-1251">'),
        (RUSSIAN, "cp1251", ""),
        (RUSSIAN, "koi8-r", '<?xml version="1.0" encoding="koi8-r"?>'),
        (JAPANESE, "shift_jis", '<meta charset="x-sjis">'),
        (JAPANESE, "euc-jp", '<meta charset="euc-jp">'),
        (JAPANESE, "iso2022_jp", '<meta charset="iso-2022-jp">'),
        ("<p>登月舱在静海着陆。</p>", "gbk", '<meta charset="gb2312">'),
        (GERMAN, "cp1252", '<meta charset="no-such"><meta charset="windows-1252">'),
    ],
)
def test_charsets(text: str, codec: str, declaration: str) -> None:
    assert decode_bytes((declaration + text).encode(codec)) == declaration + text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_forms(codec: str) -> None:
    assert decode_bytes(GERMAN.encode(codec)) == GERMAN


def test_nothing_raises() -> None:
    assert decode_bytes(b"") == ""
    assert decode_bytes("für".encode()[:2]) == "f"  # cut in the middle of a character
    assert decode_bytes(b'<meta charset="zip">plain') == '<meta charset="zip">plain'
    assert "\ufffd" in decode_bytes(b"<meta charset=shift_jis>\x81\xff\xff")
    one_bad_byte = ("schön, größer, südlich. " * 10).encode() + b"\xff"
    assert decode_bytes(one_bad_byte).startswith("schön, größer")
