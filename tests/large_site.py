"""A site of any size from invented words, with all that a real one brings: the records its pages are made from.

Languages of five scripts, two of them from right to left; words as frequent as by Zipf's law; titles of one word and
of three lines; what can be missing is missing somewhere; stories of many articles, copies among them; every kind of
mark that Markdown has, and text that looks like mark-up.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.marks import plain_text
from digest.models import (
    Actor,
    ActorKind,
    Annotations,
    Article,
    Edition,
    Mention,
    Moment,
    Origin,
    Quote,
    Receipt,
    Removed,
    SiteSettings,
    Source,
    StoredArticle,
    StoryRecord,
    Term,
    TextPolicy,
    Topic,
    TopicScore,
    Version,
    WithdrawnQuote,
)
from digest.pipeline.publish import packaged_templates
from digest.render.feeds import build_feeds, list_feeds
from digest.render.output import write_output
from digest.render.pages import render_pages
from digest.render.search import index_articles
from digest.render.site import build_site
from digest.render.views import Site
from digest.stories.clusters import group_stories
from digest.stories.edition import choose_edition
from digest.stories.periods import cut_spans

FIRST_DAY = date(2025, 11, 20)
DAYS = 70
_SOURCES = 40
_ACTORS = 160
_VOCABULARY = 3000
_COPIES_FROM = 6
_POLICIES: tuple[TextPolicy, ...] = ("full", "excerpt", "headline", "full")
_KINDS: tuple[ActorKind, ...] = ("person", "organisation", "country")
_LANGUAGES = {
    "en": ("b d f g k l m n p r s t v th st".split(), "a e i o u ea ou".split()),
    "de": ("b d f g h k l m n r s t w sch str".split(), "a e i o u ä ö ü ei".split()),
    "ru": ("б в г д ж з к л м н п р с т".split(), "а е и о у я ы".split()),
    "ar": ("ب ت ج د ر س ش ف ق ك ل م ن".split(), "ا و ي".split()),
    "he": ("ב ג ד ז ח כ ל מ נ פ ר ש ת".split(), "א ו י".split()),
    "ja": ("か き さ し た ち な に は ま ら".split(), ("い", "う", "ん", "")),
}
_LANGUAGE_WEIGHTS = (10, 3, 2, 2, 2, 1)
_LOOKS_LIKE_MARKUP = '<script>alert("1")</script> & </body> ]]> {{ title }} <b onclick=x> \\ `'


@dataclass(frozen=True, slots=True)
class _Tongue:
    """A language's invented words, the most frequent first."""

    lang: str
    words: tuple[str, ...]
    shares: tuple[float, ...]


@dataclass(slots=True)
class _World:
    draw: random.Random
    tongues: tuple[_Tongue, ...]
    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    topics: tuple[Topic, ...]
    articles: list[StoredArticle] = field(default_factory=list)
    records: list[StoryRecord] = field(default_factory=list)


def make_large_site(articles: int = 1000, *, base_url: str = "https://news.example/desk/", seed: int = 7) -> Site:
    """A site of that many articles; the same arguments give the same site."""
    world = _make_world(random.Random(seed))
    while len(world.articles) < articles:
        size = min(articles - len(world.articles), _draw_size(world.draw))
        _add_story(world, size)
    stories = group_stories(world.articles, world.records)
    return build_site(
        settings=SiteSettings(
            title="The Large Desk",
            description="Invented news, for trying the pages.",
            base_url=base_url,
            id="https://news.example/",
            timezone="Europe/Berlin",
        ),
        sources=world.sources,
        topics=world.topics,
        articles=tuple(world.articles),
        stories=stories,
        editions=_choose_editions(world),
        register=(),
        now=max(stored.article.first_seen for stored in world.articles),
    )


def write_site(site: Site, top: Path) -> None:
    """Every page, feed and search index of `site` to `top/output`, as a build writes them."""
    feeds = tuple(list_feeds(site))
    index = list(index_articles(site, cache=top / ".cache"))
    pages = render_pages(site, template_folders=(packaged_templates(),), feeds=feeds, searchable=bool(index))
    write_output([*pages, *build_feeds(site), *index], output=top / "output", cache=top / ".cache")


def _make_world(draw: random.Random) -> _World:
    tongues = tuple(_make_tongue(draw, lang) for lang in _LANGUAGES)
    latin = tongues[0]
    sources = []
    for number in range(_SOURCES):
        name = " ".join(_name(draw, latin) for _ in range(1 + number % 3)) + (" & <Söhne>" if number == 1 else "")
        host = f"outlet-{number}.example"
        sources.append(
            Source(
                id=f"outlet-{number}",
                name=name,
                feed=f"https://{host}/feed?a=1&b=2" if number % 3 else None,
                home=f"https://{host}/" if number % 4 else None,
                text=_POLICIES[number % len(_POLICIES)],
                country=(None, "DE", "EG", "JP")[number % 4],
            )
        )
    actors = []
    for number in range(_ACTORS):
        tongue = tongues[number % len(tongues)]
        name = " ".join(_name(draw, tongue) for _ in range(1 + number % 3))
        actors.append(Actor(id=f"actor-{number}", name=f"{name} {number}", kind=_KINDS[number % 3]))
    topics = [
        Topic(
            id=f"topic-{number}",
            label=_name(draw, latin) + (" & more" if number == 2 else ""),
            terms=(Term(any=(_name(draw, latin), "a b"), together=("c",) * (number % 2), none=("d",) * (number % 3)),),
            description="" if number % 2 else _sentence(draw, latin, 12),
            parent=f"topic-{number // 4}" if number > 8 else None,
        )
        for number in range(16)
    ]
    return _World(draw, tongues, tuple(sources), tuple(actors), tuple(topics))


def _make_tongue(draw: random.Random, lang: str) -> _Tongue:
    heads, tails = _LANGUAGES[lang]
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        found["".join(draw.choice(heads) + draw.choice(tails) for _ in range(1 + len(found) // 200 % 4 + 1))] = None
    words = tuple(found)
    return _Tongue(lang, words, tuple(accumulate(1 / rank for rank in range(1, len(words) + 1))))


def _draw_size(draw: random.Random) -> int:
    """How many articles a story has: most have one, a few have dozens."""
    return min(60, int(draw.paretovariate(1.1)))


def _pick_words(draw: random.Random, tongue: _Tongue, count: int) -> list[str]:
    return draw.choices(tongue.words, cum_weights=tongue.shares, k=count)


def _sentence(draw: random.Random, tongue: _Tongue, count: int) -> str:
    return " ".join(_pick_words(draw, tongue, count)).capitalize() + ("。" if tongue.lang == "ja" else ".")


def _name(draw: random.Random, tongue: _Tongue) -> str:
    return draw.choice(tongue.words[200:]).capitalize()


def _add_story(world: _World, size: int) -> None:
    draw = world.draw
    number = len(world.articles)
    story_id = f"{number + 0xA0000:016x}"
    tongue = draw.choices(world.tongues, _LANGUAGE_WEIGHTS)[0]
    cast = draw.choices(world.actors, [1 / rank for rank in range(1, _ACTORS + 1)], k=4)
    topics = draw.sample(world.topics, draw.choice((0, 1, 1, 2)))
    begun = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC)
    begun += timedelta(minutes=draw.randrange(DAYS * 24 * 60))
    made = [
        _make_article(world, number + at, story_id, tongue, cast, topics, begun + timedelta(hours=at * at / 9))
        for at in range(size)
    ]
    world.articles += made
    copies = (tuple(one.article.id for one in made[1:4]),) if size >= _COPIES_FROM else ()
    ids = tuple(one.article.id for one in made)
    world.records.append(StoryRecord(id=story_id, article_ids=ids, copies=copies, paged=size > 1))


def _make_article(
    world: _World,
    number: int,
    story_id: str,
    tongue: _Tongue,
    cast: Sequence[Actor],
    topics: Sequence[Topic],
    when: datetime,
) -> StoredArticle:
    draw = world.draw
    source = world.sources[min(_SOURCES - 1, int(draw.paretovariate(0.6)) - 1)]
    spoken = _sentence(draw, tongue, 9 + number % 80).rstrip(".。")
    body = _write_body(draw, tongue, cast, spoken, number)
    text = plain_text(body)
    mentions = _find_mentions(text, cast)
    start = text.find(spoken)
    speaker = cast[0] if number % 3 else None
    quote = Quote(
        start=start,
        end=start + len(spoken),
        text=spoken,
        speaker=speaker.name if speaker else None,
        speaker_start=None,
        speaker_end=None,
        actor_id=speaker.id if speaker else None,
        direct=number % 5 > 0,
    )
    seen = when + timedelta(minutes=draw.randrange(90))
    id_ = f"{number + 1:016x}"
    url = None if number % 17 == 3 else f"https://{source.id}.example/{number}?a=1&b=%22"
    article = Article(
        id=id_,
        url=url,
        canonical=None,
        source=source.id,
        source_name=source.name,
        site_name=None,
        title=_write_title(draw, tongue, number),
        byline=tuple(_name(draw, tongue) for _ in range(number % 4)),
        dateline=_name(draw, tongue).upper() if number % 3 else None,
        lede=text[:80],
        lang=None if number % 19 == 5 else tongue.lang,
        published=_date(when, number),
        updated=when + timedelta(hours=3) if number % 6 == 0 else None,
        first_seen=seen,
        markdown=body,
        image="https://img.example/1.jpg" if number % 2 else None,
        receipt=Receipt(
            words_in=400,
            words_out=len(text.split()),
            removed=tuple(Removed(rule="menu", text=_LOOKS_LIKE_MARKUP) for _ in range(number % 3)),
        ),
        origins=(Origin(field="title", where="json-ld headline", confidence=0.9),) if number % 2 else (),
    )
    version = Version(seen_at=seen, key=f"feed#{number}", digest="d", text_hash="t", words=90)
    gone = WithdrawnQuote(quote=quote, about=(), text_hash="u", seen_at=seen, gone_since=seen + timedelta(hours=1))
    return StoredArticle(
        article=article,
        annotations=Annotations(
            article_id=id_,
            topics=tuple(
                TopicScore(topic_id=one.id, label=one.label, score=0.8, reasons=(tongue.words[300], "a & b"))
                for one in topics
            ),
            actors=tuple(
                {
                    mention.actor_id: actor for mention in mentions for actor in cast if actor.id == mention.actor_id
                }.values()
            ),
            mentions=tuple(mentions),
            quotes=(quote,) if number % 4 else (),
        ),
        story_id=story_id,
        path=f"{when:%Y/%m/%d}/{number}.md",
        versions=(version, *([version] if number % 7 == 0 else [])),
        withdrawn=(gone,) if number % 23 == 0 else (),
        note=_LOOKS_LIKE_MARKUP if number % 40 == 0 else None,
        pinned=number % 200 == 0,
        edited=("title",) if number % 50 == 0 else (),
    )


def _date(when: datetime, number: int) -> Moment | None:
    """With an offset, as a bare day, or not at all."""
    if number % 11 == 0:
        return None
    return when.date() if number % 5 == 0 else when.astimezone(timezone(timedelta(hours=number % 12 - 5)))


def _write_title(draw: random.Random, tongue: _Tongue, number: int) -> str:
    if number % 29 == 0:
        return " ".join(_pick_words(draw, tongue, 60)).capitalize()
    if number % 31 == 0:
        return "".join(_pick_words(draw, tongue, 40)).capitalize()  # one word, longer than a line
    if number % 37 == 0:
        return _LOOKS_LIKE_MARKUP
    return " ".join(_pick_words(draw, tongue, 1 + number % 14)).capitalize()


def _write_body(draw: random.Random, tongue: _Tongue, cast: Sequence[Actor], spoken: str, number: int) -> str:
    blocks = [f"{actor.name} {_sentence(draw, tongue, 24)}" for actor in cast]
    blocks.insert(1, f"“{spoken}”, {cast[0].name} {_sentence(draw, tongue, 6)}")
    extras = (
        f"# {_sentence(draw, tongue, 4)}\n\n#### {_sentence(draw, tongue, 3)}",
        "\n".join(f"- {_sentence(draw, tongue, 5)}\n    1. {_sentence(draw, tongue, 5)}" for _ in range(3)),
        _write_table(_pick_words(draw, tongue, 7), _pick_words(draw, tongue, 7)),
        f"> {_sentence(draw, tongue, 15)}",
        f"```\n{_LOOKS_LIKE_MARKUP * 3}\n```",
        f'![{tongue.words[7]}](https://img.example/a.jpg "{tongue.words[9]}") and [a link](https://x.example/?a=1&b=2)',
        f"{_sentence(draw, tongue, 8)}[^1]\n\n[^1]: {_sentence(draw, tongue, 8)}",
        "".join(_pick_words(draw, tongue, 60)),
        _LOOKS_LIKE_MARKUP.replace("<", "\\<"),
        "---",
    )
    for at in range(number % 5):
        blocks.append(extras[(number + at * 3) % len(extras)])
    blocks += [" ".join(_sentence(draw, tongue, 14) for _ in range(4)) for _ in range(number % 7)]
    return "\n\n".join(blocks)


def _write_table(head: Sequence[str], row: Sequence[str]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), row))


def _find_mentions(text: str, cast: Sequence[Actor]) -> list[Mention]:
    found = []
    for actor in dict.fromkeys(cast):
        at = text.find(actor.name)
        while at >= 0:
            end = at + len(actor.name)
            found.append(Mention(start=at, end=end, surface=actor.name, actor_id=actor.id, role="Clerk"))
            at = text.find(actor.name, end)
    return sorted(found, key=lambda mention: mention.start)


def _choose_editions(world: _World) -> tuple[Edition, ...]:
    """An edition a day, chosen as a run chooses it."""
    by_id = {stored.article.id: stored for stored in world.articles}
    stories = group_stories(world.articles, world.records)
    policies = {source.id: source.text for source in world.sources}
    editions: list[Edition] = []
    for span in cut_spans(world.articles, "daily", ZoneInfo("Europe/Berlin"), ()):
        seen = {stored.article.id for stored in span.articles}
        fresh = [story for story in stories if seen & set(story.article_ids)]
        cutoff = max(stored.article.first_seen for stored in span.articles)
        earlier = editions[-7:]
        editions.append(choose_edition(span, fresh, by_id, policies=policies, limit=8, cutoff=cutoff, earlier=earlier))
    return tuple(editions)
