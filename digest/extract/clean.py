"""The article's body out of a page: what is no article pruned, the block found, the rest of the chrome cut.

Every piece cut that had words is in the receipt, with the rule that cut it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from digest.extract.blocks import (
    clean_line,
    is_sentence,
    iterate_blocks,
    iterate_sentences,
    read_text,
    wrap_loose_text,
)
from digest.extract.leads import find_headed_article, find_leads
from digest.extract.markdown import CAPTION_ATTRIBUTE
from digest.extract.scoring import find_frame, pick_block
from digest.extract.teasers import prune_teasers
from digest.extract.tidy import tidy_body
from digest.models import Removed
from digest.text import word_count

_INVISIBLE = frozenset(
    """script style noscript template iframe object embed applet svg canvas audio video source track button input select
    option textarea dialog link meta base area map progress meter datalist""".split()
)
_NEVER_TEXT = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "link", "meta"})
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!important\s*)?(?:;|$)", re.I
)

# Names of boxes, as whole words of class, id, role or test names. Grouped by the rule shown in the receipt.
_BOXES = {
    "navigation": """nav navbar navigation breadcrumb breadcrumbs menu submenu megamenu toc skip-link pagination pager
        site-header page-header masthead site-footer page-footer footer colophon sitenav topbar""",
    "share": """share sharing share-bar sharebar share-buttons share-tools social socials social-share social-links
        social-media social-icons sharedaddy addtoany addthis sharethis""",
    "related": """related relatedposts related-posts related-articles related-content related-links related-stories
        recommended recommendations recommendation more-stories more-news read-more readmore read-next
        readnext also-read see-also trending most-read mostread most-popular popular popular-posts latest
        latest-news teaser teasers outbrain taboola recirculation recirc further-reading more-from up-next
        next-post post-navigation post-nav upnext moreon article-list""",
    "promotion": """newsletter newsletter-signup newsletter-form subscribe subscription signup sign-up promo promotion
        promo-box cta call-to-action advert adverts advertisement advertising ad ads ad-container ad-slot ad-unit
        ad-wrapper adsbygoogle banner sponsor sponsored dfp gpt donate donation membership app-promo""",
    "consent": """cookie cookies cookie-banner cookie-notice cookie-consent consent gdpr onetrust""",
    "comments": """comments comment-list commentlist comment-form comment-section comments-area
        disqus disqus-thread respond""",
    "author": """author-bio author-box authorbox author-info author-card about-author about-the-author bio biography
        author-profile post-author-box author-description""",
    "tags": """tags tag-list taglist post-tags article-tags entry-tags topics topic-list keywords tag-cloud tagcloud
        post-meta-tags""",
    "caption": """caption wp-caption-text image-caption photo-caption photo-credit image-credit credit credits copyright
        media-caption figcaption img-caption picture-caption caption-text""",
    "sidebar": """sidebar side-bar rail right-rail widget widgets widget-area""",
    "dateline": """byline dateline timestamp post-meta entry-meta article-meta article-info post-info publish-date
        pubdate published-date article-date post-date meta-info""",
    "print": """print-only printonly visually-hidden screen-reader-text sr-only screenreader a11y-hidden""",
}
_RULES = {name: rule for rule, names in _BOXES.items() for name in names.split()}
_WORD_SPLIT = re.compile(r"[\s,.]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TELLING_ENDS = frozenset(
    "caption credit credits share sharing newsletter related recommended comments breadcrumb breadcrumbs copyright "
    "advertisement advert promo sidebar tags subscribe".split()
)
_STATES = ("has-", "with-", "no-", "is-", "without-")
_BEM = re.compile(r"--")
_ROLES = {
    "navigation": "navigation",
    "banner": "navigation",
    "contentinfo": "navigation",
    "search": "navigation",
    "complementary": "sidebar",
    "dialog": "consent",
    "alertdialog": "consent",
}
_TAG_RULES = {"nav": "navigation", "aside": "sidebar", "figcaption": "caption", "footer": "navigation"}
_SHORT = 250
_CANDIDATE_TAGS = frozenset(
    """div section aside nav ul ol p span header footer figcaption form table dl h2 h3 h4 h5 a small details center
    li""".split()
)


@dataclass(frozen=True, slots=True)
class Body:
    """An article's block, and what was cut on the way to it."""

    element: HtmlElement
    removed: tuple[Removed, ...]
    hidden: int = 0
    """Words that readers of the page never see."""
    outside: int = 0
    """Words that were left with the page, around the block."""
    running: int = 0
    """Those of them in sentences."""


def extract_body(
    tree: HtmlElement, *, title: str | None, byline: tuple[str, ...], description: str | None = None, url: str | None
) -> Body | None:
    """The body of the page `tree`, which is changed; None where there is no text worth the name.

    `description` is what the page's metadata says of the article: it tells its lead when that stands outside.
    """
    base = find_base(tree, url)
    hidden = drop_invisible(tree)
    restore_lazy_images(tree)
    note_captions(tree)
    wrap_loose_text(tree)
    untouched = copy.deepcopy(tree)
    removed = prune_boxes(tree)
    removed += prune_teasers(tree)
    frame = _find_block(tree, title)
    if text_length(frame) < _SHORT:
        whole = _find_block(untouched, title)
        if text_length(whole) > text_length(frame) * 2:
            tree, frame, removed = untouched, whole, []
    if frame is None or not text_length(frame):
        return None
    leads = find_leads(tree, frame, title=title, description=description)
    body = tree.makeelement("div")
    for element in (*leads, frame):
        element.tail = None
        body.append(element)
    removed += tidy_body(body, title=title, byline=byline)
    if base:
        complete_addresses(body, base)
    if _is_menu(body):
        return None
    outside, running = measure_rest(tree)
    return Body(body, tuple(removed), hidden=hidden, outside=outside, running=running)


def measure_rest(tree: HtmlElement) -> tuple[int, int]:
    """How many words are left in a page whose article was taken out, and how many of them in sentences."""
    running = sum(word_count(block.text) for block in iterate_sentences(tree))
    return word_count(text_of(tree)), running


def find_base(tree: HtmlElement, url: str | None) -> str | None:
    """What the page's relative addresses are relative to."""
    element = next((item for item in tree.iter("base") if item.get("href")), None)
    if element is None:
        return url
    try:
        return str(urljoin(url or "", (element.get("href") or "").strip()))
    except ValueError:
        return url


def complete_addresses(body: HtmlElement, base: str) -> None:
    """Make the addresses of links and images absolute, here and not in the whole page, of which little is left."""
    for element in body.iter("a", "img"):
        name = "href" if element.tag == "a" else "src"
        if address := element.get(name):
            try:
                element.set(name, urljoin(base, address.strip()))
            except ValueError:
                continue  # no address: it stays as it is


def _is_menu(body: HtmlElement) -> bool:
    """Whether a block has no running text, only links."""
    chars = linked = 0
    for block in iterate_blocks(body):
        if is_sentence(block):
            return False
        chars += len(block.text)
        linked += block.linked
    return linked >= chars * 0.8


def _find_block(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    picked = pick_block(tree)
    if picked is None:
        return tree.find("body")
    frame = find_frame(tree, picked)
    headed = find_headed_article(tree, frame, title=title)
    return frame if headed is None else headed


def note_captions(tree: HtmlElement) -> None:
    """Write each figure's caption on its image, where the Markdown writer finds it once captions are pruned."""
    for figure in tree.iter("figure"):
        images = list(figure.iter("img"))
        captions = [text for item in figure.iter("figcaption") if (text := text_of(item))]
        if images and captions:
            images[0].set(CAPTION_ATTRIBUTE, captions[0])


def text_length(element: HtmlElement | None) -> int:
    """Characters of an element's text, white space as one."""
    return 0 if element is None else len(" ".join(str(element.text_content()).split()))


def text_of(element: HtmlElement) -> str:
    """An element's text on one line, its parts kept apart; comments are no text."""
    return clean_line(" ".join(cast("list[str]", _TEXTS(element))))


_TEXTS = etree.XPath("descendant::text()", smart_strings=False)


def count_words(tree: HtmlElement) -> int:
    """How many words a page or fragment has, less those of scripts and styles, which lose their text here."""
    for element in tree.iter("script", "style", "noscript", "template"):
        element.text = None
        for child in element:
            child.tail = None
    text = " ".join(cast("list[str]", _TEXTS(tree)))
    return word_count(text if text.isascii() else clean_line(text))


def drop_invisible(tree: HtmlElement) -> int:
    """Take out what a reader never sees: scripts, controls, comments, what the mark-up hides. Gives its words.

    A control or hidden box that holds most of all paragraphs is a fault of the page (an unclosed button, an
    article that a script uncovers): its frame goes, its content stays.
    """
    _unwrap_links(tree)
    unseen = [element for element in tree.iter() if is_invisible(element)]
    holders = {
        element for element in unseen if element.tag not in _NEVER_TEXT and next(element.iter("p"), None) is not None
    }
    total = _measure_texts(tree.iter("p")) if holders else 0
    hidden = 0
    for element in unseen:
        if element.getparent() is None:
            continue
        if element not in holders or _measure_texts(element.iter("p")) <= total * 0.6:
            if (len(element) or element.text) and isinstance(element.tag, str):
                hidden += word_count(text_of(element))
            element.drop_tree()
        elif element.tag in _INVISIBLE:
            element.tag = "div"
    return hidden


def _measure_texts(elements: Iterable[HtmlElement]) -> int:
    return sum(len(read_text(element)) for element in elements)


def _unwrap_links(tree: HtmlElement) -> None:
    """Take the tag from a link that holds most of all paragraphs: it was never closed, and is no link."""
    seen: set[HtmlElement] = set()
    links: list[HtmlElement] = []
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        while parent is not None and parent not in seen:
            seen.add(parent)
            if parent.tag == "a":
                links.append(parent)
            parent = parent.getparent()
    total = _measure_texts(tree.iter("p")) if links else 0
    for link in links:
        held = list(link.iter("p"))
        if len(held) > 1 and _measure_texts(held) > total * 0.6:
            link.drop_tag()


def is_invisible(element: HtmlElement) -> bool:
    """Whether the mark-up keeps an element from a reader's sight, or it is no text."""
    tag = element.tag
    if tag in _INVISIBLE or not isinstance(tag, str) or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def restore_lazy_images(tree: HtmlElement) -> None:
    """Give images that load late their address."""
    for image in tree.iter("img"):
        source = image.get("src") or ""
        if source and not source.startswith("data:"):
            continue
        for name in ("data-src", "data-original", "data-lazy-src", "data-url", "data-srcset", "srcset"):
            if value := (image.get(name) or "").split():
                image.set("src", value[0].rstrip(","))
                break


# --- before scoring: boxes -------------------------------------------------------------------------------


def prune_boxes(tree: HtmlElement) -> list[Removed]:
    """Take out boxes whose tag, role, class or id says that they are no article; returns what was cut.

    Guards: never what frames the article (an `article`, `main` or `h1` is inside), and never a name whose boxes
    together hold a fair share of the page's running text: then the name means something else here.
    """
    body = tree.find("body")
    if body is None:
        return []
    running = {block.element: len(block.text) for block in iterate_sentences(body)}
    total = sum(running.values())
    by_name: dict[str, list[_Box]] = {}
    found: list[_Box] = []
    inside: set[HtmlElement] = set()
    for element in body.iter(*_CANDIDATE_TAGS):
        if element in inside:
            continue
        rule, name = box_rule(element)
        if not rule or _frames_article(element, rule):
            continue
        descendants = list(element.iter())
        inside.update(descendants)
        lengths = [running[item] for item in descendants if item in running]
        box = _Box(element, rule, sum(lengths), max(lengths, default=0))
        found.append(box)
        by_name.setdefault(name, []).append(box)
    kept = {box.element for boxes in by_name.values() if not _may_prune(boxes, total) for box in boxes}
    removed = []
    for box in found:
        if box.element in kept:
            continue
        if text := text_of(box.element):
            removed.append(Removed(rule=box.rule, text=text))
        box.element.drop_tree()
    return removed


@dataclass(frozen=True, slots=True)
class _Box:
    element: HtmlElement
    rule: str
    running: int
    """Characters of running text inside."""
    longest: int


_OUTSIDE = frozenset({"navigation", "comments", "consent", "sidebar", "related", "author"})
"""Rules for boxes that may well hold as much text as the article."""
_SMALL = frozenset({"tags", "share", "dateline", "print"})
"""Rules for boxes that hold a line or two."""


def _may_prune(boxes: list[_Box], total: int) -> bool:
    running = sum(box.running for box in boxes)
    rule = boxes[0].rule
    if rule in _SMALL:
        return max(box.longest for box in boxes) < 200 and running <= total * 0.1
    if rule == "comments":
        return total - running >= 500 or running <= total * 0.5
    in_article = any(next(box.element.iterancestors("article"), None) is not None for box in boxes)
    return running <= max(total * (0.5 if rule in _OUTSIDE and not in_article else 0.25), 150)


def _frames_article(element: HtmlElement, rule: str) -> bool:
    if rule == "navigation" and element.tag == "nav":
        return False
    return any(True for _ in element.iter("article", "main", "h1"))


def box_rule(element: HtmlElement) -> tuple[str | None, str]:
    """The rule by which an element's tag, role, class or id makes it a box that is no article, and that name."""
    if rule := _TAG_RULES.get(element.tag):
        return rule, str(element.tag)
    get = element.get
    return _name_rule(get("role"), get("class"), get("id"), get("data-component"), get("data-testid"))


@lru_cache(maxsize=16384)
def _name_rule(role: str | None, *attributes: str | None) -> tuple[str | None, str]:
    if rule := _ROLES.get(role or ""):
        return rule, f"role {rule}"
    for names in attributes:
        if names and (found := _find_names_rule(names))[0]:
            return found
    return None, ""


@lru_cache(maxsize=8192)
def _find_names_rule(names: str) -> tuple[str | None, str]:
    return next((found for word in _WORD_SPLIT.split(names[:500]) if (found := _find_rule(word))[0]), (None, ""))


@lru_cache(maxsize=16384)
def _find_rule(word: str) -> tuple[str | None, str]:
    """The rule that one of an element's names falls under, and that name in our spelling."""
    folded = _CAMEL.sub("-", word).lower().replace("_", "-")
    for part in (folded, *_BEM.split(folded)[-2:]):
        if rule := _RULES.get(part):
            return rule, part
    last = folded.rsplit("-", 1)[-1]
    if last in _TELLING_ENDS and not folded.startswith(_STATES):
        return _RULES[last], folded
    return None, ""
