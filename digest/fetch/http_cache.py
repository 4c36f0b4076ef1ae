"""Answers kept on disk with their validators, so that the next run asks only "has it changed?".

Every run revalidates: freshness (`max-age`) is not used, since a briefing must not be older than its sources, and a
304 costs both sides next to nothing. One file an address, named by the hash of its URL; deleting any of them loses
only time. What is there is never trusted: a file that is torn, foreign or altered counts as absent.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

_MAGIC = b"digest-http 1\n"
_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """A 200 answer as it was; `final_url` is the address that gave it and that its validators belong to."""

    final_url: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    fetched_at: datetime
    body: bytes = field(repr=False)


def is_storable(cache_control: str | None) -> bool:
    """Whether an answer may be kept: not with `no-store` (RFC 9111, section 5.2.2.5); we are a private cache."""
    directives = {part.partition("=")[0].strip().lower() for part in (cache_control or "").split(",")}
    return "no-store" not in directives


class HttpCache:
    """The folder. Never raises for what is in it, nor where it cannot be written: a cache only saves time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, url: str) -> StoredResponse | None:
        """What is stored for `url`; None if nothing, or nothing that can be trusted."""
        try:
            with self._path(url).open("rb") as file:
                if file.readline(len(_MAGIC)) != _MAGIC:
                    return None
                said, rest = file.readline(_HASH_LENGTH + 1), file.read()
            if said.decode("ascii") != _digest(rest) + "\n":
                return None
            line, _, body = rest.partition(b"\n")
            head = json.loads(line)
            if head["url"] != _digest(url.encode("utf-8", "surrogatepass")):
                return None
            return StoredResponse(
                final_url=_text(head["final_url"]) or "",
                content_type=_text(head["content_type"]),
                etag=_text(head["etag"]),
                last_modified=_text(head["last_modified"]),
                fetched_at=datetime.fromisoformat(head["fetched_at"]).astimezone(UTC),
                body=body,
            )
        except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
            return None

    def store(self, url: str, response: StoredResponse) -> None:
        """Keep `response`, in place of what is there; whole or not at all."""
        head = {
            "url": _digest(url.encode("utf-8", "surrogatepass")),  # hashed: it may hold a password
            "final_url": response.final_url,
            "content_type": response.content_type,
            "etag": response.etag,
            "last_modified": response.last_modified,
            "fetched_at": response.fetched_at.isoformat(),
        }
        rest = json.dumps(head).encode("ascii") + b"\n" + response.body
        path = self._path(url)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(_MAGIC + _digest(rest).encode("ascii") + b"\n" + rest)
            aside.replace(path)
            self.touch(url, response.fetched_at)
        except OSError:  # a full disk must not cost the run its answer
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)

    def touch(self, url: str, now: datetime) -> None:
        """Note that the entry was of use at `now`."""
        with contextlib.suppress(OSError, OverflowError):
            os.utime(self._path(url), (now.timestamp(), now.timestamp()))

    def discard(self, url: str) -> None:
        """Forget what is stored for `url`."""
        with contextlib.suppress(OSError):
            self._path(url).unlink(missing_ok=True)

    def prune(self, before: datetime) -> int:
        """Remove entries that were of no use since `before`; how many."""
        count = 0
        for path in sorted(self._folder.glob("??/*")) + sorted(self._folder.glob("??/.*")):
            with contextlib.suppress(OSError):
                if path.is_file() and path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    count += 1
        return count

    def _path(self, url: str) -> Path:
        name = _digest(url.encode("utf-8", "surrogatepass"))
        return self._folder / name[:2] / name


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError
