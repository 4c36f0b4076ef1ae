"""Pure helpers on text: normal form, folding, words, sentences, excerpts.

Nothing here knows Markdown (that is `marks.py`) or HTML.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060-\u2064\ufeff\u180e\u034f"  # soft hyphen, zero-width space and joiners, byte order mark
    "\ufff9-\ufffb"  # marks of annotation
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, less tab, newline, return, NEL
    "\ud800-\udfff\ufffe\uffff]"  # what neither UTF-8 nor XML can carry
)
# Letters joined for print (ﬁ, ﬂ; Armenian; Arabic in its shapes by place in the word), as text from PDF files has them.
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufbb1\ufbd3-\ufbff\ufe70-\ufefc]+")
_BREAKS = re.compile("\r\n?|\x85|\u2028|\u2029")
_SPACES = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")  # a single plain space is left as it is
_OTHER_SPACES = re.compile(r"[^\S\n\t ]")
_SPACE_RUNS = ("  ", " \n", "\n ")
_BLANK_ENDS = re.compile(r" \n ?|\n ")

_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
# Scripts written without spaces: there a character counts as a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")

# A full stop after these does not end a sentence. Lower case; single letters and "U.S." shapes are covered by rule.
_ABBREVIATIONS = frozenset(
    """mr mrs ms mx dr prof rev fr sr jr st mt ft gen col maj capt cmdr lt sgt cpl pvt adm gov sen rep pres hon
    messrs mme mlle vs etc inc ltd co corp bros dept univ est no nos vol pp fig ed eds approx ca cf al
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    bzw ggf usw nr str hr dhr mevr m""".split()
)
_NUMBERED = frozenset("no nos vol pp fig".split())
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？][」』”’）]*|[؟۔।]+[\"'”’»)\]]*(?=\s|$)|\n+")
_LAST_WORD = re.compile(r"(\w+(?:\.\w+)*)\.$")
_INITIALS = re.compile(r"(?:\w\.)*\w")

QUESTION_ENDS = ("?", "？", "؟", ";")
"""How a question ends, the Greek one too: an interviewer may put the same one to everybody."""


def normalise(text: str) -> str:
    """`text` in NFC, with one kind of line end, no ligatures, no invisible or control characters, single plain spaces.

    Newlines stay; spaces around them go. Zero-width joiners stay, since Persian and Indic scripts and emoji need them.
    """
    if text.isprintable() and "  " not in text:  # most lines: nothing invisible, no space but the plain one
        return compose(text).strip()
    if "\n" in text:
        if text.replace("\n", "").isprintable() and not any(map(text.__contains__, _SPACE_RUNS)):
            return compose(text).strip()
        # Line by line, since most lines are such.
        return "\n".join([normalise(line) for line in _BREAKS.sub("\n", text).split("\n")]).strip()
    text = _BREAKS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", compose(text))
    return _BLANK_ENDS.sub("\n", text).strip()


def clean_characters(text: str) -> str:
    """`text` as `normalise` gives it, but with its white space where it is: of Markdown, where indents count."""
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    return compose(_OTHER_SPACES.sub(" ", text))


def compose(text: str) -> str:
    """`text` in NFC, its ligatures taken apart."""
    if text.isascii():
        return text
    # All ligatures begin with this byte in UTF-8: to look for it is many times as fast as the pattern.
    if b"\xef" in text.encode("utf-8", "surrogatepass"):
        text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """`text` normalised and on one line."""
    return normalise(text).replace("\n", " ")


def fold_line(line: str) -> str:
    """The form in which lines are compared: compatibility form, no case, single spaces, no marks at the edges."""
    folded = unicodedata.normalize("NFKC", line).casefold()
    return " ".join(folded.split()).strip(" .,:;|•·–—-")


def words(text: str) -> list[str]:
    """The words of `text` as they stand; a character is a word in scripts without spaces."""
    if text.isascii() or not _UNSPACED.search(text):
        return _WORD.findall(text)
    found: list[str] = []
    for word in _WORD.findall(text):
        found += list(word) if _UNSPACED.search(word) else [word]
    return found


def word_count(text: str) -> int:
    """How many words `words` finds."""
    # Counted without a pattern, which is many times as fast: whole pages are counted. The few signs of a text that
    # are not in Latin-1 are put into it, each by one of its kind.
    plain = None
    for _ in range(_MOST_SIGNS + min(len(text), _LONG_TEXT) // 200):
        try:
            plain = text.encode("latin-1")
            break
        except UnicodeEncodeError as error:
            sign = text[error.start]
            if _UNSPACED.match(sign):
                break
            text = text.replace(sign, _tell_kind(sign))
    if plain is None:
        return len(words(text))
    kinds = b" " + plain.translate(_KINDS).replace(b"--", b"  ")
    return kinds.count(b" a") + kinds.count(b" -a")


def _tell_kind(sign: str) -> str:
    """A letter, hyphen or space: what stands in a word, joins two halves of one, or neither."""
    return "a" if sign.isalnum() or sign == "_" else "-" if sign in "'’-." else " "


_KINDS = "".join(_tell_kind(chr(code)) for code in range(256)).encode("ascii")
_MOST_SIGNS = 8
_LONG_TEXT = 20_000


def text_hash(text: str) -> str:
    """16 hex digits of the sha256 of `text` in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def source_id(name: str) -> str:
    """The id of a source of this name: its slug, in ASCII whatever the script; a hash where no letter is left."""
    from slugify import slugify

    return str(slugify(one_line(name), max_length=60)) or text_hash(name)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The half-open spans of the sentences of `text`, without outer white space; a line end always ends one."""
    start = 0
    for match in _END.finditer(text):
        if not _ends_sentence(text, start, match):
            continue
        yield from _span(text, start, match.end())
        start = match.end()
    yield from _span(text, start, len(text))


def _span(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if right > left:
        yield left, right


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark at `match` ends a sentence: not an abbreviation, an initial or a number, nor “Go!” he said."""
    if match.group()[0] in "\n。！？":
        return True
    following = text[match.end() : match.end() + 40].lstrip(" ")
    if not following or following[0] == "\n":
        return True
    opener = following.lstrip("\"'“‘„«([¿¡")[:1]
    if opener.islower():
        return False
    if match.group()[0] != ".":
        return True
    last = _LAST_WORD.search(text, max(start, match.start() - 40), match.start() + 1)
    if not last:
        return True
    word = last.group(1).lower()
    if word in _NUMBERED:
        return not opener.isdigit()
    if word in _ABBREVIATIONS:
        return False
    # "J. Smith" and "U.S. Senate" go on; "the U.S. The" is lost, and a joined pair does less harm than a torn one.
    return (
        not _INITIALS.fullmatch(last.group(1)) or last.group(1).isdigit() or (len(word) == 1 and word == last.group(1))
    )


def excerpt(text: str, limit: int) -> str:
    """The first whole sentences of `text` in at most `limit` words; of a longer first one its first words and "…".

    A line without a full stop, as a standfirst often is, is parted from the next by a dot.
    """
    chosen, count = "", 0
    for start, end in sentences(text):
        sentence = text[start:end]
        count += word_count(sentence)
        if count > limit:
            break
        joint = " · " if chosen[-1:].isalnum() else " "
        chosen = f"{chosen}{joint}{sentence}" if chosen else sentence
    if chosen:
        return one_line(chosen)
    spans = list(_WORD.finditer(text))
    if not _UNSPACED.search(text) and len(spans) > limit:
        return one_line(text[: spans[limit - 1].end()]) + "…"
    return one_line(text[: limit * 2]) + "…" if len(text) > limit * 2 and _UNSPACED.search(text) else one_line(text)
