"""The inbox: putting a document into it, and checking what the sources hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from slugify import slugify

from digest.config import Config
from digest.content import Library, write_text
from digest.errors import InputError, StateError
from digest.moments import parse_moment, write_moment
from digest.strict_yaml import write_value
from digest.urls import hide_credentials

DEFAULT_INBOX = "content/inbox"
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div)\b", re.IGNORECASE)


def add_document(
    config: Config, body: bytes, *, name: str | None, kind: str | None, known: Mapping[str, str | None], now: datetime
) -> Path:
    """Write `body` into the inbox with a sidecar of what is `known` of it, and give its path below the site.

    Raises InputError for an empty document or a bad date, StateError where a document of that name is there already.
    """
    if not body.strip():
        raise InputError("empty", "the document is empty; nothing was added")
    published = known.get("published")
    if published and parse_moment(published) is None:
        raise InputError("published", f"{published!r} is no day (2026-11-22) and no instant with an offset")
    suffix = f".{kind}" if kind else Path(name).suffix.lower() if name else _guess_suffix(body)
    stem = (
        slugify(known.get("title") or (Path(name).stem if name else ""), max_length=60) or f"added-{now:%Y%m%d-%H%M%S}"
    )
    source = next((one for one in config.sources if one.path and (config.root / one.path).is_dir()), None)
    folder = config.root / (source.path if source and source.path else DEFAULT_INBOX)
    path = folder / f"{stem}{suffix}"
    sidecar = path.with_suffix(".yaml")
    for taken in (path, sidecar):
        if taken.exists():
            raise StateError(f"{taken} is there already; give another --title, or edit that file")
    fields = {key: value for key, value in known.items() if value}
    fields["retrieved"] = str(write_moment(now))
    write_text(sidecar, "".join(f"{key}: {write_value(value)}\n" for key, value in fields.items()))
    path.write_bytes(body)
    return path.relative_to(config.root)


def _guess_suffix(body: bytes) -> str:
    from digest.fetch.feeds import sniff_feed

    if sniff_feed(body):
        return ".json" if body.lstrip()[:1] == b"{" else ".xml"
    return ".html" if _HTML.search(body[:4096]) else ".txt"


def check_sources(config: Config, now: datetime) -> tuple[list[str], list[str]]:
    """A line for each source with what it holds, and what is wrong in them."""
    from digest.fetch.sources import list_inputs, read_input

    lines, problems = [], []
    for source in config.sources:
        if source.feed or source.page:
            lines.append(f"{source.name}: {hide_credentials(source.feed or source.page or '')} (not asked by `check`)")
        elif not source.path:
            lines.append(f"{source.name}: describes an outlet")
        else:
            try:
                paths = list_inputs(config.root, source)
            except InputError as error:
                problems.append(f"{source.name}: {error.reason}")
                continue
            count = 0
            for path in paths:
                read, rejected = read_input(path, key=path.name, source=source, now=now, rules=config.entries)
                count += len(read)
                problems += [f"{source.name}: {one.key}: {one.reason}" for one in rejected]
            lines.append(f"{source.name}: {len(paths)} files, {count} documents")
    return lines, problems


RULES_LOOKED_AT = 10
"""Of how many of a source's newest documents a rule must match one."""
RULES_LEAST = 3
"""On how many it must have been tried before it is said to match no longer."""


def check_rules(config: Config, library: Library) -> tuple[list[str], list[str]]:
    """A line for each rule of a source (`select`, `drop`, `strip_lines`) that was not tried yet, and for each that
    matched none of the source's newest documents, by what `found.jsonl` holds."""
    tried: dict[tuple[str, str, str], list[tuple[datetime, int]]] = {}
    for found in library.found.values():
        seen_at = max((version.seen_at for version in found.versions), default=found.article.first_seen)
        for use in found.article.receipt.rules:
            tried.setdefault((use.source, use.key, use.rule), []).append((seen_at, use.matches))
    lines, problems = [], []
    for source in config.sources:
        rules = [(key, rule) for key in ("select", "drop", "strip_lines") for rule in getattr(source, key)]
        for key, rule in rules:
            uses = sorted(tried.get((source.id, key, rule), ()), reverse=True)
            newest = uses[:RULES_LOOKED_AT]
            if not uses:
                lines.append(f"{source.name}: {key}: {rule!r} was tried on no stored article yet")
            elif len(newest) >= RULES_LEAST and not any(matches for _, matches in newest):
                last = next((seen_at for seen_at, matches in uses if matches), None)
                when = f"it last matched on {last:%Y-%m-%d}" if last else "it never matched"
                problems.append(
                    f"{source.name}: {key}: {rule!r} matched nothing in the newest {len(newest)} documents; {when}"
                )
    return lines, problems
