"""What each text teaches by itself, remembered under `.cache/`: a new article costs no reading of all the others."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

_KEY = slice(2, 34)
"""Where a line has its key: it begins `["0123…`."""


class Lessons:
    """Answers by the hash of what they were made of, a line of JSON each, in a file that may be deleted at any time.

    Of another state of this program, of Python or of the stemmers, nothing is believed. Without a file all is computed.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._places: dict[bytes, int] = {}
        self._used: set[bytes] = set()

    def __enter__(self) -> Self:
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("a+b")
            self._index(self._file)
        return self

    def _index(self, file: BinaryIO) -> None:
        """Where each line begins. A file of another state is begun anew; one that was cut short loses its last line."""
        file.seek(0)
        state = json.dumps(_state()).encode() + b"\n"
        end = len(state) if file.readline() == state else 0
        for line in file if end else ():
            if not line.endswith(b"\n"):
                break
            self._places[line[_KEY]] = end
            end += len(line)
        file.truncate(end)
        if not end:
            file.write(state)

    def recall(self, parts: tuple[str, ...], compute: Callable[[], Any]) -> Any:
        """What `compute` gives, or gave, for `parts`: all that it depends on. It must be as JSON gives it back."""
        if self._file is None:
            return compute()
        hashed = hashlib.sha256(json.dumps(parts).encode())
        key = hashed.hexdigest()[:32].encode()
        self._used.add(key)
        if (place := self._places.get(key)) is not None:
            self._file.seek(place)
            try:
                return json.loads(self._file.readline())[1]
            except (ValueError, IndexError, KeyError):
                pass  # damaged
        answer = compute()
        self._places[key] = self._file.seek(0, os.SEEK_END)
        self._file.write(_write_line(key, answer))
        return answer

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None or self._path is None:
            return
        self._file.flush()
        if kind is None and len(self._places) > 2 * len(self._used):
            self._drop_unused(self._file, self._path)
        self._file.close()

    def _drop_unused(self, file: BinaryIO, path: Path) -> None:
        """Leave what this run did not ask for behind: texts that are no more."""
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as kept:
            file.seek(0)
            kept.writelines(line for number, line in enumerate(file) if number == 0 or line[_KEY] in self._used)
        Path(temporary).replace(path)


def _write_line(key: bytes, answer: Any) -> bytes:
    written = json.dumps([key.decode(), answer], ensure_ascii=False, separators=(",", ":"))
    return written.encode("utf-8", "surrogatepass") + b"\n"


def _state() -> list[str]:
    try:
        stemmers = version("snowballstemmer")
    except PackageNotFoundError:
        stemmers = ""
    return [hash_code(), sys.version, stemmers]


@cache
def hash_code() -> str:
    """What tells one state of this program from another, for a checkout that is updated under one version."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
