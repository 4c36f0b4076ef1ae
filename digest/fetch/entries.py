"""What the feed formats share: entries made plain, guids for those without, none twice."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urljoin

from digest.models import Entry, Moment
from digest.moments import start_of, write_moment
from digest.text import normalise, one_line, word_count
from digest.urls import canonical_url, drop_credentials, is_web_url, strip_url

_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|mark|p|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_BY = re.compile(r"\s*by[:\s]\s*", re.IGNORECASE)
_MAIL_AND_NAME = re.compile(r"[^\s()<>@]+@[^\s()<>@]+\s*\(([^()]*)\)")
_NAME_AND_MAIL = re.compile(r"([^()<>@]*?)\s*[(<][^\s()<>@]+@[^\s()<>@]+[)>]")
_BARE_MAIL = re.compile(r"[^\s()<>@]+@[^\s()<>@]+")
_SEVERAL = re.compile(r"\s*;\s*|\s+(?:and|&)\s+|\s*,\s*(?:and\s+)?")
MAX_NAMES = 30
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\b(?:read|continue|view) (?:more|reading|full|on)\b[^.]{0,60})\W*\Z", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"<(?:p|br|li|blockquote)\b", re.IGNORECASE)
FULL_WORDS = 180
SHORT_WORDS = 60
SHORT_PARAGRAPHS = 3
MAX_TITLE = 5_000
"""Characters of a title that are read, mark-up and all."""


def plain_title(text: str, *, markup: bool) -> str | None:
    """A title on one plain line, None if nothing is left.

    With `markup` every tag goes. Without, RSS leaves open whether a title holds markup: only tags that titles have
    go ("a <b>bold</b> move"; "1 < 2" stays), and what is still escaped is unescaped once.
    """
    text = text[:MAX_TITLE]
    stripped = (_ANY_TAG if markup else _INLINE_TAG).sub(lambda tag: " " if _breaks(tag.group()) else "", text)
    return one_line(_ENTITY.sub(lambda entity: html.unescape(entity.group()), stripped)) or None


def _breaks(tag: str) -> bool:
    return tag.lower().startswith(("<br", "<p", "</p", "<!--", "<div", "</div", "<li"))


def text_to_html(text: str) -> str:
    """Plain text as HTML: a paragraph for each block between empty lines, a break for each line."""
    blocks = [block for block in re.split(r"\n{2,}", normalise(text)) if block]
    return "\n".join(f"<p>{html.escape(block, quote=False).replace(chr(10), '<br>')}</p>" for block in blocks)


def split_byline(text: str) -> tuple[str, ...]:
    """The names in an author field, without "By" and without mail addresses.

    "A B and C D" and "A B, C D" are two; a part of one word keeps the whole together ("Science and Health desk").
    """
    text = one_line(text[:1000])
    if match := _MAIL_AND_NAME.fullmatch(text) or _NAME_AND_MAIL.fullmatch(text):
        text = match[1].strip()
    if _BARE_MAIL.fullmatch(text) or is_web_url(text):
        return ()
    if prefix := _BY.match(text):
        text = text[prefix.end() :]
    parts = [part for part in _SEVERAL.split(text) if part]
    several = len(parts) > 1 and all(len(part.split()) > 1 and part[0].isupper() for part in parts)
    return unique_names(parts if several else [text])


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """`names` on one line each, in their order, none empty or twice, at most `MAX_NAMES`."""
    return tuple(dict.fromkeys(name for raw in names if (name := one_line(raw).strip(" ,;"))))[:MAX_NAMES]


def absolute_link(link: object, base: str | None) -> str | None:
    """`link` as an absolute web address without credentials; None if it is none."""
    if not isinstance(link, str) or not (link := strip_url(link)):
        return None
    if not is_web_url(link):
        if base is None or not is_web_url(base) or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", link):
            return None
        try:
            link = urljoin(base, link)
        except ValueError:
            return None
    return drop_credentials(link) if is_web_url(link) else None


def choose_guid(guid: str, *, url: str | None, title: str | None, published: Moment | None, body: str) -> str:
    """What an entry is known by in its feed: its own id, else its link, else the sha256 of all that it says."""
    if guid := one_line(drop_credentials(guid)):
        return guid
    if url:
        return url
    said = "\n".join((title or "", write_moment(published) or "", body))
    return "sha256:" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def settle_guids(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries, each with a guid of its own, in the feed's order; and a line for each that was dropped.

    Where one guid stands for several links, all are kept and the link becomes part of the guid. Where guid and link
    are the same, the entry that was updated last stays (the first of equals).
    """
    by_guid: dict[str, dict[str, Entry]] = {}
    problems: list[str] = []
    for entry in entries:
        links = by_guid.setdefault(entry.guid, {})
        link = canonical_url(entry.url) if entry.url else ""
        if link in links:
            problems.append(f"the entry {entry.guid!r} stands twice")
            if _last_touched(entry) <= _last_touched(links[link]):
                continue
        links[link] = entry
    settled = {
        id(entry): replace(entry, guid=f"{entry.guid} {link}") if len(links) > 1 and link else entry
        for links in by_guid.values()
        for link, entry in links.items()
    }
    kept = {id(entry) for links in by_guid.values() for entry in links.values()}
    return tuple(settled[id(entry)] for entry in entries if id(entry) in kept), tuple(problems)


def _last_touched(entry: Entry) -> datetime:
    moments = [start_of(moment) for moment in (entry.updated, entry.published) if moment is not None]
    return max(moments, default=start_of(date.min))


def is_summary(body: str) -> bool:
    """Whether an entry's HTML is only a summary of its article, so that the page is wanted.

    A text that is cut off ("…", "Read more") is; otherwise one of `FULL_WORDS` is whole, and so is a shorter one of
    several paragraphs.
    """
    text = one_line(_ANY_TAG.sub(" ", body))
    count = word_count(text)
    if _CUT_OFF.search(text[-120:]):
        return True
    return count < FULL_WORDS and (count < SHORT_WORDS or len(_PARAGRAPH.findall(body)) < SHORT_PARAGRAPHS)


def count_words(body: str) -> int:
    """How many words an entry's HTML has, roughly."""
    return word_count(html.unescape(_ANY_TAG.sub(" ", body)))
