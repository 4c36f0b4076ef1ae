"""What is stored -> editions: chosen, frozen, read back; and the guard against publishing an empty one."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config import Config
from digest.content import Library, edition_path, read_states, write_text
from digest.editions import read_edition, write_edition
from digest.errors import ContentError, RenderError
from digest.models import Edition, Source, SourcesState, TextPolicy
from digest.moments import day_of
from digest.report import RunReport

GUARD_SHARE = 1 / 3
GUARD_EDITIONS = 7
REMEMBERED_DAYS = 14
"""How far back it is looked whether an earlier edition led with a story."""


def choose_editions(
    library: Library, config: Config, now: datetime, report: RunReport, *, policies: dict[str, TextPolicy]
) -> None:
    """Write the edition of each span that has none yet, or that is not over. An editor's edition is left alone.

    A span that is long over, as when an archive is read, has its stories as they stood when it ended.
    `policies` gives what may be shown of each source's text.
    """
    from digest.stories.clusters import group_stories, limit_story
    from digest.stories.edition import choose_edition
    from digest.stories.periods import cut_spans
    from digest.stories.ranking import Weights

    zone = ZoneInfo(config.site.timezone)
    shown = {stored.article.id: stored for stored in library.articles if not stored.hidden}
    stories = group_stories(shown.values(), library.records)
    records = {record.id: record for record in library.records}
    weights = Weights(
        topics={topic.id: topic.weight for topic in config.topics},
        actors={row.id: row.weight for row in library.register if row.weight is not None},
    )
    newest = read_editions(config.content, RunReport(), last=1) if config.site.edition == "run" else ()
    spans = cut_spans(shown.values(), config.site.edition, zone, newest)
    wanted = [span for span in spans if _is_wanted(edition_path(config.content, span.name), span.over <= now, report)]
    since = min((span.date for span in wanted), default=None)
    if since is None:
        return
    before = read_editions(config.content, RunReport(), since=since - timedelta(days=REMEMBERED_DAYS))
    known = {edition.name: edition for edition in before}
    for span in wanted:
        ids = {stored.article.id for stored in span.articles}
        cutoff = max(stored.article.first_seen for stored in span.articles)
        earlier = [one for one in known.values() if one.name != span.name and one.cutoff < cutoff]
        edition = choose_edition(
            span,
            [limit_story(story, shown, records, cutoff) for story in stories if not ids.isdisjoint(story.article_ids)],
            shown,
            policies=policies,
            limit=config.site.stories,
            cutoff=cutoff,
            weights=weights,
            earlier=sorted(earlier, key=lambda one: one.cutoff),
        )
        # Only of an edition that is being made do we know how its sources fared.
        if span.over > now or config.site.edition == "run":
            edition = replace(edition, sources=_read_sources(config))
        known[edition.name] = edition
        write_text(edition_path(config.content, span.name), write_edition(edition))


def _is_wanted(path: Path, over: bool, report: RunReport) -> bool:
    """Whether an edition is to be written: it is not there, or not over and as the machine wrote it.

    One that cannot be read is left as it is, and noted.
    """
    if not path.exists():
        return True
    if over:
        return False
    try:
        return not read_edition(path.read_text(encoding="utf-8"))[1]
    except ContentError as error:
        report.notes.append(f"{path.name}: {error.reason}; left as it is")
        return False


def _read_sources(config: Config) -> SourcesState | None:
    remote = [source for source in config.sources if source.feed or source.page]
    return SourcesState(read=len(remote), failing=tuple(_list_failing(config, remote))) if remote else None


def _list_failing(config: Config, remote: list[Source]) -> list[str]:
    states = read_states(config.content)
    return [source.name for source in remote if states.get(source.id, {}).get("state") == "failing"]


def guard_edition(library: Library, config: Config, now: datetime) -> None:
    """Refuse to publish what failing sources emptied: the old site stands. Raises RenderError with the reason.

    An edition is refused when half of the sources with an address fail and today brought no article, or less than
    `GUARD_SHARE` of what the days before it brought at the median. Quiet days with sources that answer pass.
    """
    remote = [source for source in config.sources if source.feed or source.page]
    failed = _list_failing(config, remote)
    if not failed or 2 * len(failed) < len(remote):
        return
    zone = ZoneInfo(config.site.timezone)
    counts = Counter(day_of(stored.article.first_seen, zone) for stored in library.articles)
    today = day_of(now, zone)
    before = [counts[day] for day in sorted(counts) if day < today][-GUARD_EDITIONS:]
    usual = statistics.median(before) if before else 0
    here = counts[today]
    if here == 0 or here < GUARD_SHARE * usual:
        names = ", ".join(failed[:5]) + (", …" if len(failed) > 5 else "")
        raise RenderError(
            f"not published: {len(failed)} of {len(remote)} sources fail ({names}), and today has {here} new articles "
            f"where {usual:g} are usual. The old site stands and what came is stored. Mend the sources, or publish all "
            "the same with `digest build`"
        )


def read_editions(
    content: Path, report: RunReport, *, since: date | None = None, last: int | None = None
) -> tuple[Edition, ...]:
    """The editions, from the oldest: all, those from the day `since` on, the `last`. A broken one is noted."""
    from digest.stories.periods import date_of

    dated = []
    for path in (content / "editions").glob("[0-9]*.yaml"):
        try:
            dated.append((date_of(path.stem), path))
        except ValueError as error:
            report.notes.append(f"{path.name}: {error}; it is left out")
    editions = []
    for day, path in sorted(dated)[-last if last else 0 :]:
        if since and day < since:
            continue
        try:
            edition = read_edition(path.read_text(encoding="utf-8"))[0]
        except (ContentError, OSError, UnicodeDecodeError) as error:
            report.notes.append(f"{path.name}: {error}; it has no page until it is mended, or removed")
            continue
        if edition.name == path.stem and edition.date == day:
            editions.append(edition)
        else:
            report.notes.append(
                f"{path.name}: it calls itself {edition.name} of {edition.date}; a file is named after its edition"
            )
    return tuple(sorted(editions, key=lambda edition: (edition.date, edition.cutoff, edition.name)))
