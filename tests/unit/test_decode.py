"""Bytes to text without headers."""

# ruff: noqa: E501 (sentences in one line each, in many scripts)

from __future__ import annotations

import time

import pytest

from digest.extract.decode import decode_bytes, read_bytes

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


# A sentence of our own in each script, the language it is in, and the charsets that pages in it were written in.
SCRIPTS = [
    ("ar", "هبطت المركبة على السهل يوم الأحد، وبقي فيها وقود يكفي لدقيقة. وقال القائد إن الأرض مستوية.", ("cp1256", "iso8859-6")),
    ("he", "הרכב נחת על המישור ביום ראשון, ובמכליו נשאר דלק לדקה. המפקד אמר שהקרקע שטוחה.", ("cp1255", "iso8859-8")),
    ("el", "Η άκατος προσεδαφίστηκε στην πεδιάδα την Κυριακή με καύσιμα για ένα λεπτό.", ("cp1253", "iso8859-7")),
    ("ru", "Модуль сел на равнине в воскресенье, топлива оставалось на минуту.", ("cp1251", "koi8-r", "iso8859-5", "cp866")),
    ("uk", "Модуль сів на рівнині в неділю, пального лишалося на хвилину, і ґрунт рівний.", ("cp1251", "koi8-u")),
    ("zh-CN", "登月舱星期日在平原上着陆，燃料只剩一分钟。指令长说地面平坦。", ("gbk", "gb18030")),
    ("zh-TW", "登月艙星期日在平原上著陸，燃料只剩一分鐘。指令長說地面平坦。", ("big5", "big5hkscs")),
    ("ja", "着陸船は日曜日に平原に着陸し、燃料は一分ぶんしか残っていなかった。", ("cp932", "euc_jp")),
    ("ko", "착륙선은 일요일 평원에 내렸고 연료는 일 분어치만 남았다.", ("cp949", "euc_kr")),
    ("th", "ยานลงจอดบนที่ราบเมื่อวันอาทิตย์ เชื้อเพลิงเหลือเพียงหนึ่งนาที", ("cp874",)),
    ("tr", "Modül pazar günü ovaya indi, yakıt bir dakikalıktı, zemin düzdü, ışık iyiydi.", ("cp1254",)),
    ("pl", "Lądownik usiadł na równinie w niedzielę, paliwa zostało na minutę, grunt był płaski.", ("cp1250", "iso8859-2")),
    ("lv", "Modulis svētdien nolaidās līdzenumā, degvielas pietika vienai minūtei.", ("cp1257",)),
    ("de", "Die Fähre setzte am Sonntag auf der Ebene auf, größer als gedacht, für eine Minute noch Treibstoff.", ("cp1252",)),
]  # fmt: skip
WRITTEN = [(lang, text, charset) for lang, text, charsets in SCRIPTS for charset in charsets]


@pytest.mark.parametrize(("lang", "text", "charset"), WRITTEN)
def test_each_script_in_its_charsets(lang: str, text: str, charset: str) -> None:
    body = f"<p>{text}</p>" * 3
    for head in (f'<meta charset="{charset}">', f'<html lang="{lang}">', f'<html lang="{lang}"><meta charset="utf-8">'):
        assert decode_bytes((head + body).encode(charset)) == head + body
    assert decode_bytes((f'<meta charset="{charset}">' + body).encode()) == f'<meta charset="{charset}">' + body


@pytest.mark.parametrize(
    ("lang", "text", "charset"), [row for row in WRITTEN if row[0] not in ("tr", "pl", "lv", "de")]
)
def test_a_page_in_another_script_that_says_it_is_western(lang: str, text: str, charset: str) -> None:
    page = f'<html lang="{lang}"><meta charset="iso-8859-1">' + f"<p>{text}</p>" * 3
    assert decode_bytes(page.encode(charset)) == page


def test_japanese_by_its_shifts() -> None:
    assert decode_bytes(JAPANESE.encode("iso2022_jp")) == JAPANESE


DAMAGED = "<p>Die Fähre – „größer“ als gedacht – setzte für eine Minute in Zürich auf, schön.</p>"


def damage(text: str, charset: str = "cp1252") -> str:
    """`text` as it looks once its UTF-8 was decoded as `charset`; as browsers do it, unused bytes stay controls."""
    pieces = [bytes([byte]).decode(charset, "replace") for byte in text.encode()]
    return "".join(chr(byte) if piece == "\ufffd" else piece for byte, piece in zip(text.encode(), pieces, strict=True))


@pytest.mark.parametrize(
    ("text", "charset"),
    [(DAMAGED, "cp1252"), (DAMAGED, "latin-1"), *((f"<p>{text}</p>", "cp1252") for _, text, _ in SCRIPTS)],
)
def test_utf8_that_was_taken_for_another_charset_is_mended(text: str, charset: str) -> None:
    assert decode_bytes(damage(text, charset).encode()) == text


def test_cyrillic_that_was_taken_for_cyrillic_is_mended() -> None:
    text = "<p>Связь устойчива, люк открыт.</p>"  # none of its bytes is free in windows-1251
    assert decode_bytes(text.encode().decode("cp1251").encode()) == text


def test_a_damaged_article_in_a_sound_page_is_mended_alone() -> None:
    sound = "<footer>© Café Müller</footer>"
    page = damage("<p>It’s “ready”, he said – für alle.</p>") + sound
    assert decode_bytes(page.encode()) == "<p>It’s “ready”, he said – für alle.</p>" + sound


@pytest.mark.parametrize(
    "text",
    [
        "Das Zeichen â€™ steht oft für einen Apostroph, größer als es ist.",  # about the damage: one example
        "NÃO É ASSIM: A IRMÃ\u00a0MARIA E O IRMÃO, NA MANHÃ\u00a0SEGUINTE, DE MAÇÃ\u00a0NA MÃO.",
        "L’âge de l’âme, « là-bas » : à côté, où ça ?",
        "Ω ≈ 3, → 5, © 1969",
        RUSSIAN,
        JAPANESE,
        "é",
    ],
)
def test_what_is_sound_stays(text: str) -> None:
    assert decode_bytes(text.encode()) == text


def test_mending_is_fast_on_hostile_text() -> None:
    for text in ("â€" * 300_000, "Ã" * 500_000, "aÃ\x81" * 200_000 + "é"):
        start = time.perf_counter()
        decode_bytes(text.encode())
        assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("body", "is_source"),
    [
        ("Größe".encode(), True),
        (b"plain", True),
        ("\ufeffGröße".encode(), False),
        ("Größe".encode("cp1252"), False),
        ("Größe und Übermaß über alles, schöne Grüße".encode().decode("cp1252").encode(), False),
        ("Größe".encode("utf-16-le"), False),
        ("Größ".encode()[:-1], False),
    ],
)
def test_bytes_are_given_along_where_they_are_the_text(body: bytes, is_source: bool) -> None:
    text, source = read_bytes(body)
    assert text == decode_bytes(body)
    assert source == (body if is_source else None)
    assert source is None or source == text.encode()
