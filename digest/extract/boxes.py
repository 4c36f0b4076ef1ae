"""Boxes of a page that are no article, told by their tag, role or name, and taken out before the block is sought."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from digest.extract.blocks import Block, Cuts, is_sentence, relist_blocks, text_of
from digest.models import Removed

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
    "player": """player video-player videoplayer audio-player audioplayer video-js jwplayer jw-player plyr
        mejs-container""",
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
# And as one of the words of a name, wherever in it.
_TELLING_PARTS = {
    "newsletter": "promotion",
    "signup": "promotion",
    "modal": "overlay",
    "tooltip": "overlay",
    "placeholder": "overlay",
    "factbox": "sidebar",
    "poll": "poll",
    "gallery": "gallery",
    "slideshow": "gallery",
    "carousel": "gallery",
}
_INLINE = frozenset({"a", "small", "span"})
_SLIDE_TAGS = frozenset({"li", "div", "figure", "section", "article"})
_STATES = ("has-", "with-", "no-", "is-", "without-")
_CONSENT = ("cookie-", "cookies-", "cookielaw", "gdpr-", "onetrust-", "consent-")
_BEM = re.compile(r"--")
_ROLES = {
    "navigation": "navigation",
    "banner": "navigation",
    "contentinfo": "navigation",
    "search": "navigation",
    "complementary": "sidebar",
    "dialog": "consent",
    "alertdialog": "consent",
    "tooltip": "overlay",
}
_TAG_RULES = {"nav": "navigation", "aside": "sidebar", "figcaption": "caption", "footer": "navigation", "form": "form"}
_CANDIDATE_TAGS = frozenset(
    """div section aside nav ul ol p span header footer figcaption form table dl h2 h3 h4 h5 a small details center
    li""".split()
)


def prune_boxes(tree: HtmlElement, blocks: list[Block], cuts: Cuts) -> list[Removed]:
    """Take out boxes whose tag, role, class or id says that they are no article; returns what was cut.

    `blocks` are the tree's, and are kept up to date.

    Guards: never what frames the article (an `article`, `main` or `h1` is inside), and never a name whose boxes
    together hold a fair share of the page's running text: then the name means something else here.
    """
    body = tree.find("body")
    if body is None:
        return []
    running = {block.element: len(block.text) for block in blocks if is_sentence(block)}
    total = sum(running.values())
    by_name: dict[str, list[_Box]] = {}
    found: list[_Box] = []
    inside: set[HtmlElement] = set()
    for element in body.iter(*_CANDIDATE_TAGS):
        if element in inside:
            continue
        rule, name = box_rule(element)
        if not rule and element.tag == "span" and len(element) >= _LEAST_LINKS and _interrupts(element):
            rule, name = "overlay", "links within a sentence"
        if not rule or _frames_article(element, rule) or (element.tag in _INLINE and name in _TELLING_PARTS):
            continue
        descendants = list(element.iter())
        lengths = [running[item] for item in descendants if item in running]
        if rule == "gallery" and (
            total - sum(lengths) < _BESIDE_GALLERY or _count_slides(element, running) < _LEAST_SLIDES
        ):
            continue
        inside.update(descendants)
        box = _Box(element, rule, sum(lengths), max(lengths, default=0), descendants)
        found.append(box)
        by_name.setdefault(name, []).append(box)
    kept = {box.element for boxes in by_name.values() if not _may_prune(boxes, total) for box in boxes}
    removed = []
    gone: set[HtmlElement] = set()
    changed: set[HtmlElement] = set()
    for box in found:
        if box.element in kept:
            continue
        if text := text_of(box.element):
            removed.append(Removed(rule=box.rule, text=text))
            changed.add(box.element.getparent())
            gone.update(box.within)
        cuts.drop(box.element)
    relist_blocks(body, blocks, gone, changed)
    return removed


@dataclass(frozen=True, slots=True)
class _Box:
    element: HtmlElement
    rule: str
    running: int
    """Characters of running text inside."""
    longest: int
    within: list[HtmlElement]


def _interrupts(span: HtmlElement) -> bool:
    """Whether a span has links alone, with nothing said between them, and stands within a sentence.

    That is a card that opens over a name; links that a sentence lists have commas or words between them.
    """
    texts = [span.text, *(child.tail for child in span)]
    if any(text and not text.isspace() for text in texts) or sum(child.tag == "a" for child in span) < _LEAST_LINKS:
        return False
    around = next((item for item in span.iterancestors() if item.tag in ("p", "li", "td", "div", "blockquote")), None)
    return around is not None and len(text_of(around)) - len(text_of(span)) >= _LEAST_AROUND


def _count_slides(element: HtmlElement, running: dict[HtmlElement, int]) -> int:
    """How many boxes of one kind stand side by side and hold running text; paragraphs are none."""
    told: Counter[tuple[HtmlElement | None, str, str]] = Counter()
    seen: set[HtmlElement] = set()
    for item in element.iter():
        step = item if item in running and item is not element else None
        while step is not None and step is not element and step not in seen:
            seen.add(step)
            if step.tag in _SLIDE_TAGS:
                told[step.getparent(), str(step.tag), step.get("class") or ""] += 1
            step = step.getparent()
    return max(told.values(), default=0)


_OUTSIDE = frozenset({"navigation", "comments", "consent", "sidebar", "related", "author"})
"""Rules for boxes that may well hold as much text as the article."""
_SMALL = frozenset({"tags", "share", "dateline", "print"})
"""Rules for boxes that hold a line or two."""

_LEAST_LINKS = 3
_LEAST_AROUND = 40
"""Characters of the sentence that links stand in."""
_LEAST_SLIDES = 4
"""How many slides with a text of their own make a gallery something beside the article; less is its pictures."""
_BESIDE_GALLERY = 1500
"""Characters of running text around a gallery without which it is what the page is about."""


def _may_prune(boxes: list[_Box], total: int) -> bool:
    running = sum(box.running for box in boxes)
    rule = boxes[0].rule
    if rule == "gallery":  # looked at when it was found
        return True
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
    if not element.keys():
        return None, ""
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
    if folded.startswith(_CONSENT):
        return "consent", folded
    last = folded.rsplit("-", 1)[-1]
    if folded.startswith(_STATES):
        return None, ""
    if last in _TELLING_ENDS:
        return _RULES[last], folded
    # The word stands for the name: where many names share it, the guards look at their boxes together.
    return next(((_TELLING_PARTS[part], part) for part in folded.split("-") if part in _TELLING_PARTS), (None, ""))
