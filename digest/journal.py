"""What is about to be stored, on disk before it is: so that nothing is half stored, and long work can be resumed.

An article stands in two files: its Markdown and its line of found.jsonl. A new body without its new line looks like an
editor's edit, and would stay for good. So all rows are written to a journal first; once it is sealed they are carried
over, and if that is cut short, the next command ends it. A journal that was never sealed has changed nothing: `retag`
and `reclean` go on with what it has, if they would do the same work (`resume`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from digest.content import FOUND, write_text
from digest.errors import ContentError, StateError
from digest.front_matter import ContentFile, join_content, split_content
from digest.text import text_hash

_SEAL = "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article as it is to be stored; one without `text` and `line` stays as it is.

    `path` is its file's, `folder` that of the found.jsonl its line stands in, both below the content folder. `before`
    is the hash of the file as it was when the work was done on it (`hash_file`), None where there was none, `was` that
    of its line. `change` is what a report needs.
    """

    id: str
    path: str
    folder: str
    before: str | None
    was: str | None = None
    text: str | None = None
    line: str | None = None
    change: dict[str, Any] | None = None


def hash_file(file: ContentFile) -> str:
    """What tells whether an article's file was edited since."""
    return text_hash(join_content(file.head, file.body))


class Journal:
    """Rows in a file, one a line, after a first line that says what work they are of."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def resume(self, work: str) -> list[Row]:
        """The rows (without text and line) that the same `work` left when it was cut short; else begin anew."""
        rows = []
        end = 0
        try:
            with self.path.open("rb") as lines:
                first = next(lines, b"")
                if _read_json(first) == {"work": work}:
                    end = len(first)
                    for raw in lines:
                        record = _read_json(raw)
                        if record is None or "id" not in record:
                            break
                        end += len(raw)
                        rows.append(Row(**{**record, "text": None, "line": None}))
        except FileNotFoundError:
            pass
        if end:
            os.truncate(self.path, end)
        else:
            self.begin(work)
        return rows

    def begin(self, work: str) -> None:
        """Begin anew, whatever was there."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(_write_json({"work": work}))

    def append(self, rows: Iterable[Row]) -> None:
        """Add rows; they are on disk when this returns."""
        text = b"".join(_write_json(asdict(row)) for row in rows)
        with self.path.open("ab") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())

    def seal(self) -> None:
        """Say that all rows are there: from now on they are stored, whatever happens."""
        with self.path.open("ab") as stream:
            stream.write(_write_json({_SEAL: True}))
            stream.flush()
            os.fsync(stream.fileno())

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)

    def is_sealed(self) -> bool:
        """Whether the last line is the seal."""
        try:
            with self.path.open("rb") as stream:
                size = stream.seek(0, os.SEEK_END)
                seal = _write_json({_SEAL: True})
                stream.seek(max(size - len(seal), 0))
                return stream.read() == seal
        except FileNotFoundError:
            return False

    def carry_over(self, content: Path) -> tuple[int, list[str]]:
        """Store the rows and remove the journal: how many files changed, and the articles edited meanwhile.

        Those stay as the editor has them. May be done again after it was cut short. Files go before lines.
        """
        written, edited = 0, []
        lines: dict[str, dict[str, str]] = {}
        for row in self._read_rows():
            if row.text is None or row.line is None:
                continue
            path = content / row.path
            if _hash_stored(path) not in (row.before, hash_file(split_content(row.text))):
                edited.append(row.path)
                continue
            written += write_text(path, row.text)
            lines.setdefault(row.folder, {})[row.id] = row.line
        for folder, rows in lines.items():
            path = content / folder / FOUND
            written += write_text(path, _merge_lines(path, rows))
        self.discard()
        return written, edited

    def _read_rows(self) -> Iterator[Row]:
        """The rows; of those of one article, which was edited between two attempts, the last."""
        last: dict[str, int] = {}
        with self.path.open("rb") as lines:
            for number, raw in enumerate(lines):
                record = _read_json(raw)
                if record and "id" in record:
                    last[record["id"]] = number
        numbers = set(last.values())
        with self.path.open("rb") as lines:
            for number, raw in enumerate(lines):
                if number in numbers and (record := _read_json(raw)):
                    yield Row(**record)


def finish_journals(cache: Path, content: Path) -> list[str]:
    """End what was cut short while it was stored; the articles that were edited since, which stay as they are."""
    edited = []
    for path in sorted(cache.glob("*.journal")):
        journal = Journal(path)
        if journal.is_sealed():
            edited += journal.carry_over(content)[1]
    return edited


def _merge_lines(path: Path, rows: dict[str, str]) -> str:
    """The text of a found.jsonl with `rows` in place of the lines of the same ids, by id."""
    merged: dict[str, str] = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    merged[json.loads(line)["id"]] = line if line.endswith("\n") else line + "\n"
                except (ValueError, KeyError, TypeError) as error:
                    raise StateError(
                        f"{path}:{number}: not a line this program wrote; restore the file from git"
                    ) from error
    merged |= rows
    return "".join(merged[id_] for id_ in sorted(merged))


def _hash_stored(path: Path) -> str | None:
    """The hash of the article's file, as `hash_file`; None where there is none, "" for one that cannot be read."""
    try:
        return hash_file(split_content(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, ContentError):
        return ""


def _write_json(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _read_json(line: bytes) -> dict[str, Any] | None:
    """A whole line's object; None for one that was cut short."""
    try:
        record = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    return record if isinstance(record, dict) else None
