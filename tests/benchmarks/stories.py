"""How long stories take, and how much memory: a day's arrivals against a month, and a backfill.

The articles are invented: words by Zipf's law, events with words of their own, one to twelve reports each.

    python -m tests.benchmarks.stories [ARTICLES OF THE BACKFILL]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from digest.models import Annotations, Article, Receipt, StoredArticle, StoryRecord
from digest.stories.assign import assign_stories
from digest.stories.clusters import mint_story_id
from digest.stories.copies import sketch_text

DAY_ARTICLES = 300
DAYS = 30
BACKFILL = 100_000
WORDS = 350
START = datetime(2026, 1, 1, tzinfo=UTC)
_SYLLABLES = [one + two for one in "bcdfghklmnprstvwz" for two in ("a", "e", "i", "o", "u", "an", "er", "ol")]
_VOCABULARY = 60_000
_RANKS = list(accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))


def invent_words() -> list[str]:
    """The vocabulary, the commonest first."""
    draw = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        found["".join(draw.choices(_SYLLABLES, k=draw.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(found)


def invent_articles(count: int, day_articles: int = DAY_ARTICLES) -> Iterator[StoredArticle]:
    """Articles in time order."""
    draw = random.Random(2)
    vocabulary = invent_words()
    number = 0
    while number < count:
        own = draw.choices(vocabulary[300:], k=40)
        begins = START + timedelta(days=number / day_articles)
        for report in range(min(count - number, draw.choice((1, 1, 1, 1, 2, 2, 3, 4, 6, 12)))):
            words = draw.choices(vocabulary, cum_weights=_RANKS, k=WORDS)
            for at in draw.sample(range(WORDS), 90):
                words[at] = draw.choice(own)
            title = " ".join((*draw.sample(own, 5), *draw.choices(vocabulary, cum_weights=_RANKS, k=3)))
            yield make_article(number, title, " ".join(words), begins + timedelta(hours=draw.random() * 8), report)
            number += 1


def make_article(number: int, title: str, text: str, published: datetime, report: int) -> StoredArticle:
    """A stored article that no story has taken in yet."""
    id_ = f"{number:016x}"
    article = Article(
        id=id_,
        url=None,
        canonical=None,
        source=f"source-{report}",
        source_name=None,
        site_name=None,
        title=title,
        byline=(),
        dateline=None,
        lede=text[:100],
        lang="en",
        published=published,
        updated=None,
        first_seen=published,
        markdown=text,
        image=None,
        receipt=Receipt(words_in=WORDS, words_out=WORDS),
    )
    annotations = Annotations(article_id=id_, topics=(), actors=(), mentions=(), quotes=())
    return StoredArticle(
        article=article, annotations=annotations, story_id=mint_story_id(id_), path="", sketch=sketch_text(text)
    )


def settle(
    articles: Sequence[StoredArticle], records: Sequence[StoryRecord]
) -> tuple[list[StoredArticle], tuple[StoryRecord, ...]]:
    """The articles in their stories, as they would be stored, and the records."""
    after = assign_stories(articles, records)
    story_of = {id_: record.id for record in after for id_ in record.article_ids}
    return [replace(one, story_id=story_of[one.article.id]) for one in articles], after


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else BACKFILL
    articles = list(invent_articles((DAYS + 1) * DAY_ARTICLES))
    month, day = articles[: DAYS * DAY_ARTICLES], articles[DAYS * DAY_ARTICLES :]
    started = time.perf_counter()
    stored, records = settle(month, ())
    sys.stdout.write(f"{len(month)} articles of {DAYS} days at once: {time.perf_counter() - started:.1f} s\n")
    for part in (len(day) // 3, len(day)):
        started = time.perf_counter()
        settle([*stored, *day[:part]], records)
        sys.stdout.write(f"{part} arrivals against them: {time.perf_counter() - started:.2f} s\n")
    del articles, month, day, stored, records
    started = time.perf_counter()
    backfill = list(invent_articles(count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = time.perf_counter()
    _, records = settle(backfill, ())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(
        f"{count} articles in one run: {time.perf_counter() - made:.0f} s, {len(records)} stories, "
        f"{peak / 1024:.0f} MB at most ({before / 1024:.0f} MB of it the articles)\n"
    )


if __name__ == "__main__":
    main()
