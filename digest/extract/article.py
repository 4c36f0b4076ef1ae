"""A document of any kind made an article: the one way in for HTML, plain text, Markdown and feed entries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from digest.engine import pause_collection
from digest.errors import ContentError, ExtractError
from digest.extract.balance import find_doubts
from digest.extract.blocks import list_blocks, wrap_loose_text
from digest.extract.bylines import clean_byline
from digest.extract.claims import Claim
from digest.extract.clean import Body, count_words, drop_invisible, restore_lazy_images
from digest.extract.dateline import split_dateline
from digest.extract.dates import parse_date
from digest.extract.decode import read_bytes
from digest.extract.markdown import write_markdown
from digest.extract.metadata import Metadata, join_url, read_metadata, shorten_lang
from digest.extract.source_rules import clean_entry, extract_page, strip_dump, strip_markdown
from digest.extract.tidy import tidy_body
from digest.extract.tidy_markdown import tidy_markdown
from digest.extract.titles import strip_site
from digest.extract.tree import parse_fragment, parse_page
from digest.extract.trust import merge_origins, trace_claim, trace_fields
from digest.front_matter import split_content
from digest.marks import escape_markdown, plain_text
from digest.models import Article, Document, Knowledge, Moment, Origin, Receipt, Removed, RuleUse
from digest.text import clean_characters, excerpt, fold_line, one_line, source_id, word_count
from digest.urls import outlet_host, resolve_canonical

_PLACES = {"text": "line of the dump"}
_LEDE_WORDS = 60
_LEDE_MIN_WORDS = 6
_LANG_CHARACTERS = 60
_EDGE_RULES = re.compile(r"\A(?:---\s+)+|(?:\s+---)+\s*\Z")  # lines that parted the article from what is cut
_NO_TEXT = "".join(map(chr, [*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F, 0xFFFD]))
_NO_TEXT_SHARE = 0.05
_LOOKED_AT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What one kind of document gives, before what is known of it is laid over."""

    metadata: Metadata
    markdown: str
    words_in: int
    dateline: str | None = None
    removed: tuple[Removed, ...] = field(default=())
    hidden: int = 0
    outside: int = 0
    running: int = 0
    """Words in sentences that were left outside."""
    rules: tuple[RuleUse, ...] = ()


def extract_article(document: Document, knowledge: Knowledge) -> Article:
    """The article in `document`. What is known of the document from outside wins over what it says itself.

    `knowledge` gives the lines that recur within the document's source (plain text only). The clock is the
    document's `seen_at`. Raises ExtractError: "empty", "binary", "no-article", "too-deep", "too-large".
    """
    with pause_collection():
        return _finish(_read_document(document, knowledge), document)


def _read_document(document: Document, knowledge: Knowledge) -> _Draft:
    text, source = read_bytes(document.body)
    if not text.strip(" \t\r\n\f\v\0\ufeff") and not (document.kind == "entry" and document.known.title):
        raise ExtractError("empty", "the document is empty: check that the file was saved whole")
    head = text[:_LOOKED_AT]
    if sum(map(head.count, _NO_TEXT)) > _NO_TEXT_SHARE * len(head):
        raise ExtractError("binary", "this is no text but a picture, an archive or the like: check what was saved")
    if document.kind == "html":
        return _read_page(text, source, document)
    if document.kind == "text":
        return _read_dump(text, document, knowledge)
    if document.kind == "markdown":
        return _read_markdown(text, document)
    return _read_entry(text, document)


# --- the four kinds --------------------------------------------------------------------------------------


def _read_page(text: str, source: bytes | None, document: Document) -> _Draft:
    url = document.known.url
    tree = parse_page(text, source)
    metadata = read_metadata(tree, url=url)
    if metadata.title and document.known.source:
        metadata = replace(metadata, title=strip_site(metadata.title, document.known.source, url))
    words_in = count_words(tree)
    title = document.known.title or metadata.title
    byline = document.known.byline or metadata.byline
    body, uses = extract_page(
        tree, document.source, title=title, byline=byline, description=metadata.description, url=url
    )
    if body is None:
        raise ExtractError("no-article", "no article was found in the page: it has menus and links only")
    return _draft_body(body, metadata, words_in, uses)


def _read_entry(text: str, document: Document) -> _Draft:
    """A feed entry's body: a fragment with no page around it. It may be empty, since many feeds give headlines only."""
    tree = parse_fragment(text)
    words_in = count_words(tree)
    hidden = drop_invisible(tree)
    restore_lazy_images(tree)
    if document.known.url:
        tree.make_links_absolute(document.known.url, handle_failures="ignore")
    wrap_loose_text(tree)
    cut, uses = clean_entry(tree, document.source)
    whole = write_markdown(tree)
    removed = tidy_body(
        tree, title=document.known.title, byline=document.known.byline, framed=False, blocks=list_blocks(tree)
    )
    markdown = write_markdown(tree)
    if not plain_text(markdown):  # a summary of a few words is all there is
        markdown, removed = whole, []
    return _Draft(
        metadata=Metadata(),
        markdown=markdown,
        words_in=words_in,
        removed=(*cut, *removed),
        hidden=hidden,
        rules=uses,
    )


def _draft_body(body: Body, metadata: Metadata, words_in: int, uses: tuple[RuleUse, ...]) -> _Draft:
    return _Draft(
        metadata=metadata,
        markdown=_strip_rules(write_markdown(body.element)),
        words_in=words_in,
        removed=body.removed,
        hidden=body.hidden,
        outside=body.outside,
        running=body.running,
        rules=uses,
    )


def _strip_rules(markdown: str) -> str:
    if markdown.startswith("---") or markdown.rstrip().endswith("---"):
        return _EDGE_RULES.sub("", markdown)
    return markdown


def _read_dump(text: str, document: Document, knowledge: Knowledge) -> _Draft:
    from digest.extract.plaintext import clean_dump

    words_in = word_count(text)
    text, cut, uses = strip_dump(text, document.source)
    source, _ = name_source(document)
    recurring = knowledge.recurring.get(source, frozenset()) if source else frozenset()
    body = clean_dump(text, title=document.known.title, recurring=recurring)
    return _Draft(
        metadata=Metadata(title=body.title, byline=tuple(body.byline), published=body.published),
        markdown="\n\n".join(escape_markdown(paragraph) for paragraph in body.paragraphs),
        words_in=words_in,
        dateline=body.dateline,
        removed=(*cut, *body.removed),
        rules=uses,
    )


_FIRST_HEADING = re.compile(r"\A\s*#[ ]+(\S[^\n]*?)[ #]*(?:\n|\Z)")
_UNDERLINED_HEADING = re.compile(r"\A\s*(\S[^\n]*)\n=+[ ]*(?:\n|\Z)")


def _read_markdown(text: str, document: Document) -> _Draft:
    """A Markdown file: front matter says what is known, a first heading of level 1 is the title."""
    body = clean_characters(text)
    metadata = Metadata()
    if body.startswith("---"):
        try:
            content = split_content(body)
        except ContentError:
            pass  # a rule at the top, not front matter
        else:
            body, metadata = content.body, _read_fields(content.fields)
    if heading := _FIRST_HEADING.match(body) or _UNDERLINED_HEADING.match(body):
        title = plain_text(heading.group(1))
        if metadata.title is None or fold_line(metadata.title) == fold_line(title):
            metadata = replace(metadata, title=title or None)
            body = body[heading.end() :]
    words_in = word_count(plain_text(body))
    body, cut, uses = strip_markdown(body, document.source)
    body, removed = tidy_markdown(
        body, title=document.known.title or metadata.title, byline=document.known.byline or metadata.byline
    )
    return _Draft(metadata=metadata, markdown=body.strip("\n"), words_in=words_in, removed=(*cut, *removed), rules=uses)


def _read_fields(fields: Mapping[str, Any]) -> Metadata:
    """What front matter says, by our own names and the usual others."""

    def text(*names: str) -> str | None:
        return next((one_line(str(fields[name])) for name in names if isinstance(fields.get(name), str)), None)

    def moment(*names: str) -> Moment | None:
        return next((found for name in names if (found := parse_date(str(fields.get(name) or "")))), None)

    said = fields.get("byline") or fields.get("author") or fields.get("authors") or ()
    names = [said] if isinstance(said, str) else [name for name in said if isinstance(name, str)]
    return Metadata(
        title=text("title"),
        byline=clean_byline(names),
        published=moment("published", "date"),
        updated=moment("updated", "lastmod"),
        lang=shorten_lang(text("lang", "language") or ""),
        canonical=text("canonical", "url"),
        image=join_url(None, text("image")),
    )


# --- the article -----------------------------------------------------------------------------------------


def _finish(draft: _Draft, document: Document) -> Article:
    known, said = document.known, draft.metadata
    dateline, markdown = (draft.dateline, draft.markdown) if draft.dateline else split_dateline(draft.markdown)
    text = plain_text(markdown)
    if not text and not (document.kind == "entry" and document.known.title):
        raise ExtractError("no-article", "nothing is left of the document once what is no article is taken away")
    url = resolve_canonical(known.url, said.canonical)
    source, source_name = name_source(document, said.site_name)
    lang, of_lang = _settle_lang(document, said, text)
    from_feed = document.kind == "entry" or bool(document.source and document.source.feed)
    return Article(
        id=mint_id(url or document.key),
        url=url,
        canonical=said.canonical,
        source=source,
        source_name=source_name,
        site_name=said.site_name,
        title=one_line(known.title or said.title or ""),
        byline=known.byline or said.byline,
        dateline=dateline,
        lede=_find_lede(markdown, text),
        lang=lang,
        published=known.published or said.published,
        updated=known.updated or said.updated,
        first_seen=document.seen_at,
        markdown=markdown,
        image=known.image or said.image,
        receipt=_write_receipt(draft, document, text),
        origins=merge_origins(
            trace_fields(known, "feed" if from_feed else "sidecar"),
            said.origins or trace_fields(said, _PLACES.get(document.kind, "head of the file")),
            of_lang,
        ),
    )


def _write_receipt(draft: _Draft, document: Document, text: str) -> Receipt:
    words_out = word_count(text)
    cut = word_count("\n".join([piece.text for piece in draft.removed]))
    titled = word_count(draft.metadata.title or "") if document.kind in ("text", "markdown") else 0
    lost = draft.words_in - words_out - cut - draft.hidden - draft.outside - titled - word_count(draft.dateline or "")
    receipt = Receipt(
        words_in=draft.words_in,
        words_out=words_out,
        removed=draft.removed,
        hidden=draft.hidden,
        outside=draft.outside,
        lost=max(lost, 0),
        rules=draft.rules,
    )
    doubts = find_doubts(receipt, running=draft.running, said=draft.metadata.words, given=document.known.words)
    return replace(receipt, doubts=doubts)


def _settle_lang(document: Document, said: Metadata, text: str) -> tuple[str | None, tuple[Origin, ...]]:
    """The language that the document names, else that of its words, else its source's; the origin of the latter two."""
    if lang := document.known.lang or said.lang:
        return lang, ()
    source = document.source.lang if document.source else None
    guessed = guess_lang(text)
    claim = Claim(guessed, "words of the text") if guessed else Claim(source, "config")
    return claim.value, (trace_claim("lang", claim),) if claim.value else ()


def mint_id(name: str) -> str:
    """16 hex digits of the sha256 of a canonical URL, or of the key of a document without one."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def name_source(document: Document, site_name: str | None = None) -> tuple[str | None, str | None]:
    """Id and name of a document's source: the outlet that is known, else the source it came from, else none.

    A folder is a place and no outlet: there it is the site by the name that the page gives, else by its address.
    """
    known, source = document.known, document.source
    if known.source:
        name = one_line(known.source)
        if source and fold_line(source.name) == fold_line(name):
            return source.id, source.name
        return source_id(name), name
    if source is None or source.path is not None:
        outlet = one_line(site_name or "") or outlet_host(known.url or "")
        if outlet:
            return source_id(outlet), outlet
    return (source.id, source.name) if source else (None, None)


def _find_lede(markdown: str, text: str) -> str:
    """The first sentences of the body's first paragraph: not of a heading, and not of a line that is none."""
    headings = [line for line in markdown.split("\n") if line.startswith("#")]
    lines = text.split("\n")

    def is_heading(line: str) -> bool:
        return any(len(heading) > len(line) and plain_text(heading) == line for heading in headings)

    first = next((line for line in lines if word_count(line) >= _LEDE_MIN_WORDS and not is_heading(line)), None)
    if first is None:
        first = next((line for line in lines if not is_heading(line)), lines[0])
    return excerpt(first, _LEDE_WORDS)


def guess_lang(text: str) -> str | None:
    """The language of a text by its words (py3langid); None where there is too little of it."""
    if len(text) < _LANG_CHARACTERS:
        return None
    import py3langid

    lang, _ = py3langid.classify(text[:3000])
    return shorten_lang(lang)
