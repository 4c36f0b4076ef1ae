"""Sidecars: `NAME.yaml` or `NAME.json` beside a file gives what is known of it.

Keys: url, title, source, byline (a name or a list), published, updated, retrieved, lang, image. An empty value is as
good as none. An unknown key is an error, for what is written down must not be lost to a typing mistake.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from digest.errors import InputError
from digest.fetch.dates import parse_feed_date
from digest.models import Known, Moment
from digest.moments import parse_instant
from digest.strict_yaml import YamlError, parse_yaml
from digest.text import one_line
from digest.urls import drop_credentials, is_web_url

SIDECAR_SUFFIXES = (".yaml", ".yml", ".json")
KEYS = tuple(field.name for field in fields(Known) if field.name != "words")
"""What an editor can say of a document; the words of a feed's entry only we count."""
MAX_BYTES = 1_000_000


def sidecar_paths(path: Path) -> list[Path]:
    """Where the sidecar of the document at `path` may lie: beside `page.html`, `page.yaml` or `page.html.yaml`."""
    names = [path.name + suffix for suffix in SIDECAR_SUFFIXES]
    if path.suffix.lower() not in SIDECAR_SUFFIXES:
        names += [path.stem + suffix for suffix in SIDECAR_SUFFIXES]
    else:  # feed.json: its sidecar is feed.yaml, never itself
        names += [path.stem + suffix for suffix in SIDECAR_SUFFIXES if suffix not in SIDECAR_SUFFIXES[2:]]
    return [path.with_name(name) for name in names]


def read_sidecar(path: Path) -> Known:
    """What the sidecar at `path` (the sidecar itself, not its document) says. Raises InputError "sidecar"."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError("sidecar", f"{path.name} cannot be read: {error.strerror}") from error
    return parse_sidecar(body, name=path.name)


def parse_sidecar(body: bytes, *, name: str) -> Known:
    """What a sidecar of this file name says. Raises InputError "sidecar", with the line where one is known."""
    if len(body) > MAX_BYTES:
        raise InputError("sidecar", f"{name} has {len(body):,} bytes, at most {MAX_BYTES:,} are read")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("sidecar", f"{name} is not in UTF-8 (byte {error.start})") from error
    value = _load_json(text, name) if name.lower().endswith(".json") else _load_yaml(text, name)
    if value is None:
        return Known()
    if not isinstance(value, Mapping):
        raise InputError("sidecar", f"{name}: found {_kind(value)}, expected keys and values, such as “url: https://…”")
    for key in value:
        if key not in KEYS:
            raise InputError("sidecar", f"{name}: unknown key {key!r}{_suggest(key)}")
    read: dict[str, Any] = {
        key: _READERS[key](found, key, name) for key, found in value.items() if found not in (None, "", [])
    }
    return Known(**read)


def _load_yaml(text: str, name: str) -> Any:
    try:
        return parse_yaml(text).value
    except YamlError as error:
        where = f"{name}, line {error.line}" if error.line else name
        raise InputError("sidecar", f"{where}: {error.message}") from error


def _load_json(text: str, name: str) -> Any:
    try:
        return json.loads(text) if text.strip() else None
    except json.JSONDecodeError as error:
        raise InputError("sidecar", f"{name}, line {error.lineno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise InputError("sidecar", f"{name}: not JSON that can be read") from error


def _suggest(key: object) -> str:
    near = difflib.get_close_matches(str(key).lower()[:40], KEYS, n=1)
    return f", did you mean {near[0]!r}?" if near else f"; known are {', '.join(KEYS)}"


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "keys and values"}
    return names.get(type(value), "something else")


def _read_line(found: object, key: str, name: str) -> str:
    # YAML makes a number of a title such as 1969.
    if isinstance(found, int | float) and not isinstance(found, bool):
        found = str(found)
    if not isinstance(found, str):
        raise InputError("sidecar", f"{name}: {key} is {_kind(found)}, expected a text")
    return one_line(found)


def _read_names(found: object, key: str, name: str) -> tuple[str, ...]:
    listed = found if isinstance(found, list) else [found]
    return tuple(dict.fromkeys(line for one in listed if (line := _read_line(one, key, name))))


def _read_address(found: object, key: str, name: str) -> str:
    address = _read_line(found, key, name)
    if not is_web_url(address):
        raise InputError(
            "sidecar", f"{name}: {key} is {address[:80]!r}, expected an address such as https://example.org/page"
        )
    return drop_credentials(address)


def _read_moment(found: object, key: str, name: str) -> Moment:
    moment = parse_feed_date(_read_line(found, key, name))
    if moment is None:
        raise InputError(
            "sidecar", f"{name}: {key} is {str(found)[:60]!r}, expected 1969-07-20 or 1969-07-20T16:17:40-04:00"
        )
    return moment


def _read_instant(found: object, key: str, name: str) -> datetime:
    instant = parse_instant(_read_line(found, key, name))
    if instant is None:
        raise InputError(
            "sidecar", f"{name}: {key} is {str(found)[:60]!r}, expected a time such as 1969-07-20T21:00:00Z"
        )
    return instant


_READERS: Mapping[str, Callable[[object, str, str], object]] = {
    "url": _read_address,
    "title": _read_line,
    "source": _read_line,
    "byline": _read_names,
    "published": _read_moment,
    "updated": _read_moment,
    "retrieved": _read_instant,
    "lang": _read_line,
    "image": _read_address,
}
