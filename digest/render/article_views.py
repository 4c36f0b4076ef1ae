"""From a stored article to what is shown of it, under its source's text policy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.marks import plain_text
from digest.models import Article, Moment, Quote, Source, StoredArticle, TextPolicy
from digest.moments import article_moment, day_of
from digest.render.html import safe_url
from digest.render.links import article_path
from digest.render.revision_views import view_revisions
from digest.render.views import (
    ActorMark,
    ActorRef,
    ArticleView,
    QuoteView,
    SentenceView,
    SourceRef,
    TopicMark,
    TopicRef,
)
from digest.text import excerpt, one_line, word_count
from digest.urls import is_web_url

EXCERPT_WORDS = 60
"""How much of a text, and of a single quote, is shown where the policy allows no more."""

_OPENING = 800
"""Characters of Markdown that surely hold an excerpt, where they hold a whole paragraph."""

_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_RTL_LANGUAGES = frozenset("ar arc ckb dv fa he iw khw ks lrc mzn nqo pnb prs ps sd sdh syr ug ur yi".split())
_RTL_SCRIPTS = frozenset("adlm arab hebr nkoo rohg syrc thaa".split())
_SCRIPT = re.compile(r"-([A-Za-z]{4})(?=-|$)")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How ids are shown: what was decided over all articles before any of them becomes a view.

    `actors` and `topics` are by the id as stored; an actor that the register hides is not in it, one that was merged
    leads to the other. `sources` is by what `source_key` gives; `stories` holds the page of each story that has one.
    """

    zone: ZoneInfo
    actors: Mapping[str, ActorRef]
    topics: Mapping[str, TopicRef]
    sources: Mapping[str, SourceRef]
    stories: Mapping[str, str]


def text_direction(lang: str) -> str:
    """ "rtl" or "ltr" for a BCP 47 tag, by its script subtag, else its language; "auto" for ""."""
    if not lang:
        return "auto"
    script = _SCRIPT.search(lang)
    if script:
        return "rtl" if script.group(1).lower() in _RTL_SCRIPTS else "ltr"
    return "rtl" if lang.partition("-")[0].lower() in _RTL_LANGUAGES else "ltr"


def valid_lang(lang: str | None) -> str:
    """`lang` if it has the shape of a BCP 47 tag, else ""."""
    return lang if lang and _LANG.fullmatch(lang) else ""


def source_key(article: Article) -> str:
    """The id of an article's source; where it names none, one made from what the page calls its site."""
    if article.source:
        return article.source
    if article.source_name or article.site_name:
        from slugify import slugify

        return slugify(article.source_name or article.site_name or "") or "unnamed"
    return "unnamed"


def find_policy(stored: StoredArticle, sources: Mapping[str, Source], paths: Sequence[Source]) -> TextPolicy:
    """What may be shown of an article: its source's policy, else that of the folder it was read from, else an excerpt.

    `paths` are the sources that are folders or files, longest path first.
    """
    own = sources.get(stored.article.source or "")
    if own:
        return own.text
    key = stored.versions[-1].key if stored.versions else ""
    for source in paths:
        if source.path and (key + "/").startswith(source.path.strip("/") + "/"):
            return source.text
    return "excerpt"


def view_article(stored: StoredArticle, names: Names, policy: TextPolicy) -> ArticleView:
    """`stored` as it is shown under `policy`."""
    article = stored.article
    if policy == "full" and stored.partial:
        policy = "excerpt"
    shown = "" if policy == "headline" else excerpt(plain_text(_opening(article.markdown)), EXCERPT_WORDS)
    lang = valid_lang(article.lang)
    moment = article_moment(article)
    return ArticleView(
        id=article.id,
        path=article_path(article.id),
        title=one_line(article.title),
        url=article.url if article.url and is_web_url(article.url) else None,
        source=names.sources[source_key(article)],
        byline=article.byline,
        dateline=article.dateline,
        lang=lang,
        dir=text_direction(lang),
        published=article.published,
        updated=article.updated,
        first_seen=article.first_seen,
        moment=moment,
        day=_find_day(moment, names.zone),
        policy=policy,
        excerpt=shown,
        markdown=article.markdown if policy == "full" else None,
        image=(safe_url(article.image) or None) if policy == "full" else None,
        words=article.receipt.words_out or word_count(article.markdown),
        topics=tuple(
            TopicMark(
                topic=names.topics[mark.topic_id],
                score=mark.score,
                reasons=mark.reasons,
                learned_from=mark.learned_from if mark.learned else 0,
            )
            for mark in stored.annotations.topics
            if mark.topic_id in names.topics
        ),
        actors=_mark_actors(stored, names.actors),
        quotes=() if policy == "headline" else tuple(_view_quotes(stored, names, policy)),
        withdrawn=() if policy == "headline" else tuple(_view_withdrawn(stored, names, policy)),
        revisions=view_revisions(stored, policy),
        receipt=article.receipt,
        versions=stored.versions,
        edited=stored.edited,
        origins=tuple(
            origin for origin in article.origins if origin.field not in stored.edited and getattr(article, origin.field)
        ),
        pinned=stored.pinned,
        backlog=stored.backlog,
        note=stored.note,
        story_id=stored.story_id,
        story_path=names.stories.get(stored.story_id),
    )


def _find_day(moment: Moment, zone: ZoneInfo) -> date:
    try:
        return day_of(moment, zone)
    except OverflowError:  # at the ends of the calendar there is no day in another zone
        return moment.date() if isinstance(moment, datetime) else moment


def _opening(markdown: str) -> str:
    """The first paragraphs of `markdown` without its headings: enough for an excerpt, so that a long text need not be
    read whole."""
    end = markdown.find("\n\n", _OPENING)
    return _HEADING.sub("", markdown if end < 0 else markdown[:end])


def _mark_actors(stored: StoredArticle, actors: Mapping[str, ActorRef]) -> tuple[ActorMark, ...]:
    counts: Counter[str] = Counter()
    roles: dict[str, dict[str, None]] = {}
    for mention in stored.annotations.mentions:
        ref = actors.get(mention.actor_id or "")
        if ref:
            counts[ref.id] += 1
            if mention.role:
                roles.setdefault(ref.id, {})[one_line(mention.role)] = None
    refs = {ref.id: ref for actor in stored.annotations.actors if (ref := actors.get(actor.id))}
    return tuple(ActorMark(actor=ref, count=counts[id_], roles=tuple(roles.get(id_, ()))) for id_, ref in refs.items())


def _view_quotes(stored: StoredArticle, names: Names, policy: TextPolicy) -> Iterable[QuoteView]:
    article = stored.article
    found = stored.annotations.quotes
    text = plain_text(article.markdown) if policy == "full" and found else ""
    for number, quote in enumerate(found, 1):
        paragraph = _find_paragraph(quote, text)
        about = tuple(
            mention.actor_id or ""
            for mention in stored.annotations.mentions
            if quote.start <= mention.start and mention.end <= quote.end
        )
        view = _view_quote(quote, about, stored, names, policy)
        yield replace(
            view, target=f"{view.article_path}#p{paragraph}" if paragraph else f"{view.article_path}#q{number}"
        )


def _view_withdrawn(stored: StoredArticle, names: Names, policy: TextPolicy) -> Iterable[QuoteView]:
    for number, one in enumerate(stored.withdrawn, 1):
        view = _view_quote(one.quote, one.about, stored, names, policy)
        yield replace(view, target=f"{view.article_path}#w{number}", gone_since=one.gone_since)


def _view_quote(
    quote: Quote, about: tuple[str, ...], stored: StoredArticle, names: Names, policy: TextPolicy
) -> QuoteView:
    article = stored.article
    path = article_path(article.id)
    lang = valid_lang(article.lang)
    return QuoteView(
        text=one_line(quote.text) if policy == "full" else excerpt(quote.text, EXCERPT_WORDS),
        speaker=one_line(quote.speaker) if quote.speaker else None,
        actor=names.actors.get(quote.actor_id or ""),
        direct=quote.direct,
        about=tuple(dict.fromkeys(ref.id for id_ in about if (ref := names.actors.get(id_)))),
        article_id=article.id,
        article_title=one_line(article.title),
        article_path=path,
        target=path,
        source=names.sources[source_key(article)],
        moment=article_moment(article),
        lang=lang,
        dir=text_direction(lang),
    )


def view_sentence(text: str, article: ArticleView) -> SentenceView:
    """A sentence of an article as it is shown, with where it stands."""
    whole = plain_text(article.markdown) if article.markdown is not None else ""
    start = whole.find(text)
    anchor = f"#p{_number_paragraph(whole, start)}" if start >= 0 else ""
    return SentenceView(text=one_line(text), article=article, target=article.path + anchor)


def _find_paragraph(quote: Quote, text: str) -> int | None:
    """The number, from 1, of the line of `text` that `quote` begins in, though the text has changed since."""
    start = quote.start if text[quote.start : quote.end] == quote.text else text.find(quote.text)
    return _number_paragraph(text, start) if text and start >= 0 else None


def _number_paragraph(text: str, start: int) -> int:
    return text.count("\n", 0, start) + 1
