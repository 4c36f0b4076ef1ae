"""What a run did, as a record and as text: per source, what was set aside and why, pages, time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from digest.models import Quarantined

SHOWN = 20
"""Rows of one kind before the rest is counted only."""


@dataclass(slots=True, kw_only=True)
class SourceTally:
    """One source's part of a run."""

    name: str
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: int = 0
    quarantined: int = 0
    failed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What `retag` or `reclean` changed in an article: the names of what differs, and the words of its body."""

    path: str
    parts: tuple[str, ...]
    words_before: int
    words_after: int


@dataclass(slots=True, kw_only=True)
class Refreshed:
    """What `retag` or `reclean` did."""

    verb: str
    count: int = 0
    resumed: int = 0
    """Those of them that were done before an earlier attempt was cut short."""
    changes: list[Change] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Which articles were left as they are, and why."""
    dry_run: bool = False


@dataclass(slots=True, kw_only=True)
class RunReport:
    """Filled while the run goes on; the only mutable record."""

    sources: dict[str, SourceTally] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """(document, why): muted, taken down, deleted by the editor, or kept out by `entries:`."""
    notes: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """(document, why its article may not be whole)."""
    refreshed: Refreshed | None = None
    pages: int = 0
    written: int = 0
    removed: int = 0
    articles: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def tally(self, source_id: str, name: str) -> SourceTally:
        """The row of a source, made when it is first asked for."""
        return self.sources.setdefault(source_id, SourceTally(name=name))


def format_report(report: RunReport) -> str:
    """The report as plain text lines."""
    lines: list[str] = []
    if report.sources:
        lines += list(_format_sources(report.sources.values()))
    lines += _format_rows("Left out", [f"{key}: {why}" for key, why in report.left_out])
    lines += _format_rows(
        _count_codes(report.quarantined),
        [f"{one.key}: {one.reason} [{one.stage}: {one.code}]" for one in report.quarantined],
    )
    lines += _format_rows("Check", [f"{key}: {why}" for key, why in report.doubts])
    if report.refreshed:
        lines += _format_refreshed(report.refreshed)
    lines += _format_rows("Note", report.notes)
    if report.pages:
        unchanged = report.pages - report.written
        lines.append(
            f"Site: {_count(report.articles, 'article')}, {_count(report.pages, 'file')}: "
            f"{report.written} written, {unchanged} unchanged, {report.removed} removed"
        )
    if report.seconds:
        parts = [f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items()]
        lines.append(f"Time, in seconds: {', '.join(parts)}; in all {sum(report.seconds.values()):.1f}")
    return "\n".join(lines)


def _format_refreshed(done: Refreshed) -> list[str]:
    """What changed in all, and the articles, those whose bodies changed most first."""
    parts = Counter(part for change in done.changes for part in change.parts)
    counts = [f"{done.count - len(done.changes)} unchanged", *(f"{part} in {n}" for part, n in parts.most_common())]
    before = f", {done.resumed} of them before it was cut short" if done.resumed else ""
    verb = f"{done.verb}, on trial" if done.dry_run else done.verb
    ordered = sorted(
        done.changes, key=lambda one: (-abs(one.words_after - one.words_before), -len(one.parts), one.path)
    )
    rows = [
        f"{one.path}: {', '.join(one.parts)}"
        + (f" ({one.words_before} words, now {one.words_after})" if "body" in one.parts else "")
        for one in ordered
    ]
    return [
        f"{verb}: {_count(done.count, 'article')}{before}: {', '.join(counts)}",
        *(f"Left as they are: {why}" for why in done.left),
        *_format_rows("Would change" if done.dry_run else "Changed", rows),
    ]


def _format_sources(tallies: Iterable[SourceTally]) -> Iterable[str]:
    rows: list[tuple[str, ...]] = [("Source", "new", "updated", "unchanged", "left out", "set aside")]
    for one in tallies:
        counts = (one.new, one.updated, one.unchanged, one.left_out, one.quarantined)
        rows.append((one.name, *map(str, counts)))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    failures = ["", *(f"  failed: {one.failed}" if one.failed else "" for one in tallies)]
    for row, failure in zip(rows, failures, strict=True):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip() + failure


def _format_rows(label: str, rows: list[str]) -> list[str]:
    lines = [f"{label}: {row}" for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(f"{label}: and {len(rows) - SHOWN} more")
    return lines


def _count_codes(quarantined: list[Quarantined]) -> str:
    if len(quarantined) <= SHOWN:
        return "Set aside"
    counts = Counter(one.code for one in quarantined).most_common()
    return "Set aside (" + ", ".join(f"{code} {count}" for code, count in counts) + ")"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
