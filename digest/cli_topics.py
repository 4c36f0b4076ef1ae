"""`digest topics`: what the topics do, for the editor. Imported with the command line, so it imports late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from digest.cli_progress import ShownProgress

if TYPE_CHECKING:
    from digest.models import TopicScore
    from digest.pipeline.survey import Assigned, Missed, Survey, TopicSurvey

_SHOWN = 12
"""Terms named in a line of the overview."""


@click.command("topics")
@click.argument("topic_id", metavar="[ID]", required=False)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many articles of a topic.")
@click.pass_context
def topics(context: click.Context, topic_id: str | None, limit: int) -> None:
    """Show what each topic gets, what it nearly gets, and which terms are of no use.

    By config.yaml as it is now: what `digest retag` would give each stored article. Changes nothing. With an ID:
    that topic's articles, near misses and terms.
    """
    from digest.config import load_config
    from digest.pipeline.survey import survey_topics

    with ShownProgress() as progress:
        survey = survey_topics(load_config(context.find_root().obj), progress=progress)
    if topic_id is None:
        lines = describe_survey(survey)
    else:
        named = {one.topic.id: one for one in survey.topics}
        if topic_id not in named:
            raise click.ClickException(f"there is no topic {topic_id!r}; `digest topics` lists them")
        lines = describe_topic(named[topic_id], survey.articles, limit)
    for line in lines:
        click.echo(line)


def describe_survey(survey: Survey) -> Iterator[str]:
    """A line a topic, and below it the terms to look at. Empty ones of a vocabulary are only counted."""
    shown = [one for one in survey.topics if one.assigned or one.missed or not one.topic.code]
    yield f"{survey.articles} articles, {survey.untagged} of them without a topic"
    yield ""
    width = max((len(_indent(one, survey)) for one in shown), default=5)
    yield f"{'topic':{width}}  articles  learned  near misses"
    for one in shown:
        numbers = f"{len(one.assigned):8}  {one.learned:7}  {len(one.missed):11}"
        yield f"{_indent(one, survey):{width}}  {numbers}"
        if one.unused and not one.topic.code:
            yield f"    never match: {_name_some(one.unused)}"
        if one.broad:
            yield f"    match too much: {_name_some(_with_shares(one, survey.articles))}"
    if len(shown) < len(survey.topics):
        yield f"and {len(survey.topics) - len(shown)} topics of the vocabulary that no article has"
    yield from _tell_problems(survey.problems)


def describe_topic(one: TopicSurvey, articles: int, limit: int) -> Iterator[str]:
    """A topic in full: its articles, near misses and terms."""
    topic = one.topic
    yield f"{topic.label} ({topic.id}{', ' + topic.code if topic.code else ''})"
    if topic.parent:
        yield f"below {topic.parent}"
    yield ""
    yield f"{len(one.assigned)} articles, {one.learned} of them by learned words alone"
    for row in one.assigned[:limit]:
        yield from _tell_article(row, row.score.score, _tell_why(row.score))
    yield from _tell_rest(len(one.assigned) - limit)
    yield ""
    yield f"{len(one.missed)} near misses"
    for miss in one.missed[:limit]:
        yield from _tell_article(miss, miss.miss.closeness, f"{miss.miss.why}: {', '.join(miss.miss.words)}")
    yield from _tell_rest(len(one.missed) - limit)
    yield ""
    yield "terms, with the articles in which each stands"
    for term, count in sorted(one.terms, key=lambda row: (-row[1], row[0])):
        note = "  never matches" if not count else f"  {count / articles:.0%} of all" if term in one.broad else ""
        yield f"{count:8}  {term}{note}"


def _indent(one: TopicSurvey, survey: Survey) -> str:
    above = {other.topic.id: other.topic.parent for other in survey.topics}
    depth, at = 0, above[one.topic.id]
    while at in above and depth < len(above):
        depth, at = depth + 1, above[at]
    return "  " * depth + one.topic.id


def _with_shares(one: TopicSurvey, articles: int) -> list[str]:
    counts = dict(one.terms)
    return [f"{term} ({counts[term] / articles:.0%})" for term in one.broad]


def _name_some(words: Iterable[str]) -> str:
    named = list(words)
    rest = len(named) - _SHOWN
    return ", ".join(named[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _tell_article(row: Assigned | Missed, figure: float, why: str) -> Iterator[str]:
    yield f"    {figure:4.2f}  {row.stored.article.title}"
    yield f"          {row.stored.path}: {why}"


def _tell_why(score: TopicScore) -> str:
    words = ", ".join(score.reasons)
    return f"learned from {score.learned_from} articles: {words}" if score.learned else words


def _tell_rest(count: int) -> Iterator[str]:
    if count > 0:
        yield f"    and {count} more (--limit)"


def _tell_problems(problems: Iterable[str]) -> Iterator[str]:
    for problem in problems:
        yield f"problem: {problem}"
