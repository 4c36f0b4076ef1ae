"""Articles -> their stories: arrivals are clustered, and what moved is stored."""

from __future__ import annotations

from dataclasses import replace

from digest.config import Config
from digest.content import Library, write_text
from digest.filing import store_filing
from digest.found import write_line
from digest.journal import Journal, Row, hash_file
from digest.ledger import write_records
from digest.pipeline.store import keep_stored, note_edited
from digest.report import RunReport
from digest.text import text_hash


def settle_stories(library: Library, config: Config, report: RunReport) -> Library:
    """The library with every article in its story; stories.jsonl and the articles that moved are written.

    Articles go before stories.jsonl: after a run that was cut short the next one takes its arrivals up again.
    """
    from digest.stories.assign import assign_stories

    records = assign_stories(library.articles, library.records)
    story_of = {id_: record.id for record in records for id_ in record.article_ids}
    moved = [stored for stored in library.articles if story_of[stored.article.id] != stored.story_id]
    if moved:
        journal = Journal(config.cache / "stories.journal")
        journal.begin("stories")
        journal.append(_move(library, stored.article.id, story_of[stored.article.id], config) for stored in moved)
        journal.seal()
        report.notes += note_edited(journal.carry_over(config.content)[1])
    if records or library.records:
        write_text(config.content / "stories.jsonl", write_records(records))
    articles = tuple(replace(stored, story_id=story_of[stored.article.id]) for stored in library.articles)
    return replace(library, articles=articles, records=records)


def _move(library: Library, article_id: str, story_id: str, config: Config) -> Row:
    """An article with its new story; everything else as it was."""
    before, file = library.found[article_id], library.files[article_id]
    filing = keep_stored(before, library)
    _, path, text = store_filing(filing, before.annotations, story_id, store=config.site.store, sketch=before.sketch)
    return Row(
        id=article_id,
        path=path,
        folder=library.folders[article_id],
        before=hash_file(file),
        was=text_hash(write_line(before)),
        text=text,
        line=write_line(replace(before, wrote={**before.wrote, "story": story_id})),
    )
