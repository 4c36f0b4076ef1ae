"""Records for the tests of the site: true events of July 1969, in our own words, by invented outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from digest.marks import plain_text
from digest.models import (
    Actor,
    Annotations,
    Article,
    Edition,
    EditionItem,
    Factors,
    Mention,
    Moment,
    Origin,
    Quote,
    Receipt,
    RegisteredActor,
    Removed,
    Sentence,
    SiteSettings,
    Source,
    StoredArticle,
    Story,
    Term,
    Topic,
    TopicScore,
    Version,
)
from digest.render.pages import render_pages
from digest.render.site import build_site
from digest.render.views import Site

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

SETTINGS = SiteSettings(
    title="Eleven Days",
    description="News of July 1969.",
    base_url="https://news.example/desk/",
    id="https://news.example/",
)
ARMSTRONG = Actor(id="neil-armstrong", name="Neil Armstrong", kind="person", aliases=("Armstrong",))
NASA = Actor(id="nasa", name="NASA", kind="organisation")
NIXON = Actor(id="richard-nixon", name="Richard Nixon", kind="person", aliases=("President Nixon", "Nixon"))
USSR = Actor(id="soviet-union", name="Soviet Union", kind="country")
ACTORS = (ARMSTRONG, NASA, NIXON, USSR)
SPACE = Topic(
    id="space",
    label="Space",
    description="People and machines beyond the air.",
    terms=(Term(any=("lunar", "Moon")), Term(any=("orbit",), together=("Luna",), none=("eye",))),
)
CYCLING = Topic(id="cycling", label="Cycling", terms=(Term(any=("Tour de France",)),))
COURIER = Source(
    id="harbour-courier", name="Harbour Courier", text="full", country="GB", home="https://courier.example/"
)
GAZETTE = Source(id="milltown-gazette", name="Milltown Gazette", text="excerpt", feed="https://gazette.example/feed")
LANTERN = Source(id="lantern", name="Northern Lantern", text="headline")
SOURCES = (COURIER, GAZETTE, LANTERN)

STEP = "That’s one small step for man, one giant leap for mankind."
CALL = "Because of what you have done, the heavens have become a part of man’s world."


def instant(day: int, hour: int = 12, minute: int = 0, *, offset: int = 0) -> datetime:
    """A moment of July 1969."""
    return datetime(1969, 7, day, hour, minute, tzinfo=timezone(timedelta(hours=offset)) if offset else UTC)


def make_article(
    number: int,
    title: str,
    body: str,
    *,
    source: Source = COURIER,
    published: Moment | None = None,
    seen: datetime | None = None,
    topics: Sequence[TopicScore] = (),
    quotes: Sequence[tuple[str, str | None, str | None]] = (),
    story: str | None = None,
    lang: str | None = "en",
    **stored: object,
) -> StoredArticle:
    """A stored article; mentions are the actors' names and aliases that stand in it, `quotes` (text, speaker, id)."""
    id_ = f"{number:016x}"
    text = plain_text(body)
    mentions = []
    for actor in ACTORS:
        for form in sorted({actor.name, *actor.aliases}, key=len, reverse=True):
            at = text.find(form)
            while at >= 0:
                if not any(mention.start <= at < mention.end for mention in mentions):
                    mentions.append(Mention(start=at, end=at + len(form), surface=form, actor_id=actor.id))
                at = text.find(form, at + 1)
    seen = seen or instant(21)
    article = Article(
        id=id_,
        url=f"https://{source.id}.example/{number}",
        canonical=None,
        source=source.id,
        source_name=source.name,
        site_name=None,
        title=title,
        byline=("Science desk",),
        dateline="HOUSTON, July 20",
        lede=text[:60],
        lang=lang,
        published=published,
        updated=None,
        first_seen=seen,
        markdown=body,
        image="https://img.example/moon.jpg",
        receipt=Receipt(
            words_in=90, words_out=len(text.split()), removed=(Removed(rule="menu", text="Home News Sport <b>"),)
        ),
        origins=(
            Origin(field="title", where="json-ld headline", confidence=0.96),
            Origin(field="updated", where="json-ld dateModified", confidence=0.9),
        ),
    )
    found = []
    for words, speaker, actor_id in quotes:
        start = text.index(words)
        found.append(
            Quote(
                start=start,
                end=start + len(words),
                text=words,
                speaker=speaker,
                speaker_start=None,
                speaker_end=None,
                actor_id=actor_id,
            )
        )
    seen_ids = {mention.actor_id for mention in mentions}
    return StoredArticle(
        article=article,
        annotations=Annotations(
            article_id=id_,
            topics=tuple(topics),
            actors=tuple(actor for actor in ACTORS if actor.id in seen_ids),
            mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
            quotes=tuple(found),
        ),
        story_id=story or f"{number + 0xA000:016x}",
        path=f"1969/07/20/{number}.md",
        versions=(Version(seen_at=seen, key=f"content/inbox/{number}.html", digest="d", text_hash="t", words=40),),
        **stored,  # type: ignore[arg-type]
    )


ON_SPACE = TopicScore(topic_id="space", label="Space", score=0.9, reasons=("Moon", "lunar"))
ON_CYCLING = TopicScore(topic_id="cycling", label="Cycling", score=0.7, reasons=("Tour de France",))
LANDING = "00000000000landed"[-16:]

ARTICLES = (
    make_article(
        1,
        "Two men walk on the Moon",
        "Neil Armstrong stepped off the ladder of his lunar module at 02:56 UTC on Monday.\n\n"
        f"“{STEP}” Armstrong said.\n\n"
        "## On the ground\n\nThe crew set up a camera & gathered stones. NASA followed every step.",
        published=instant(20, 23, 30, offset=-4),
        seen=instant(21, 5),
        topics=(ON_SPACE,),
        quotes=((STEP, "Armstrong", "neil-armstrong"),),
        story=LANDING,
    ),
    make_article(
        2,
        "President calls the Moon",
        f"“{CALL}” Nixon told Neil Armstrong by telephone from the White House.\n\n"
        + " ".join(f"Sentence number {n} of a longer report follows here." for n in range(30)),
        source=GAZETTE,
        published=date(1969, 7, 21),
        seen=instant(21, 6),
        topics=(ON_SPACE,),
        quotes=((CALL, "Nixon", "richard-nixon"),),
        story=LANDING,
    ),
    make_article(
        3,
        "Luna 15 falls silent",
        "The Soviet Union said its probe Luna 15 had reached the Moon and ended its work.",
        source=LANTERN,
        published=None,
        seen=instant(21, 18),
        topics=(ON_SPACE,),
    ),
    make_article(
        4,
        "Merckx gewinnt die Tour",
        "Eddy Merckx hat am Sonntag in Paris die Tour de France gewonnen.",
        published=instant(20, 17),
        seen=instant(20, 19),
        topics=(ON_CYCLING,),
        lang="de",
    ),
    make_article(5, "الإنسان على القمر", "هبط رائدا فضاء على سطح القمر يوم الأحد.", seen=instant(21, 8), lang="ar"),
)
STORIES = (
    Story(
        id=LANDING,
        headline="Two men walk on the Moon",
        article_ids=(ARTICLES[0].article.id, ARTICLES[1].article.id),
        copies=(),
        independent=2,
        first_published=instant(21, 3, 30),
        last_published=instant(21, 3, 30),
    ),
)
EDITIONS = (
    Edition(name="1969-07-20", date=date(1969, 7, 20), cutoff=instant(20, 19), items=()),
    Edition(
        name="1969-07-21",
        date=date(1969, 7, 21),
        cutoff=instant(21, 18),
        items=(
            EditionItem(
                story_id=LANDING,
                sentences=(
                    Sentence(
                        article_id=ARTICLES[0].article.id,
                        text="Neil Armstrong stepped off the ladder of his lunar module at 02:56 UTC on Monday.",
                    ),
                ),
                why=Factors(score=3.1, sources=2, topics=("Space",), first=date(1969, 7, 21)),
            ),
        ),
        note="Times are UTC.",
    ),
)


def build(
    *,
    articles: Sequence[StoredArticle] = ARTICLES,
    stories: Sequence[Story] = STORIES,
    editions: Sequence[Edition] = EDITIONS,
    register: Sequence[RegisteredActor] = (),
    sources: Sequence[Source] = SOURCES,
    topics: Sequence[Topic] = (SPACE, CYCLING),
    settings: SiteSettings = SETTINGS,
) -> Site:
    """The sample as a site, or with some of it changed."""
    return build_site(
        settings=settings,
        sources=tuple(sources),
        topics=tuple(topics),
        articles=tuple(articles),
        stories=tuple(stories),
        editions=tuple(editions),
        register=tuple(register),
        now=max((stored.article.first_seen for stored in articles), default=datetime(1970, 1, 1, tzinfo=UTC)),
    )


def render(site: Site, **options: object) -> dict[str, str]:
    """Path -> text of every page."""
    pages = list(render_pages(site, template_folders=(TEMPLATES,), feeds=options.get("feeds", ())))  # type: ignore[arg-type]
    assert len({page.path for page in pages}) == len(pages)
    return {page.path: page.body.decode() for page in pages}


def hide(stored: StoredArticle) -> StoredArticle:
    """The article as the editor hid it."""
    return replace(stored, hidden=True)
