from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from digest.errors import InputError
from digest.fetch.sidecars import KEYS, parse_sidecar, read_sidecar, sidecar_paths
from digest.models import Known

LANDED = datetime(1969, 7, 20, 16, 17, 40, tzinfo=timezone(timedelta(hours=-4)))


def test_every_key_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "eagle.yaml"
    path.write_text(
        "url: https://me:secret@times.example/eagle\n"
        "title: 1969\n"
        "source: Example Times\n"
        "byline: [Science desk, Night desk, Science desk]\n"
        "published: 1969-07-20T16:17:40-04:00\n"
        "updated: 1969-07-21\n"
        "retrieved: 1969-07-22T10:00:00Z\n"
        "lang: en\n"
        "image: https://times.example/i.jpg\n"
    )
    assert read_sidecar(path) == Known(
        url="https://times.example/eagle",
        title="1969",
        source="Example Times",
        byline=("Science desk", "Night desk"),
        published=LANDED,
        updated=date(1969, 7, 21),
        retrieved=datetime(1969, 7, 22, 10, tzinfo=UTC),
        lang="en",
        image="https://times.example/i.jpg",
    )


def test_json_is_the_same() -> None:
    body = b'{"title": "T", "byline": "Science desk", "published": "1969-07-20", "source": null}'
    assert parse_sidecar(body, name="a.json") == Known(title="T", byline=("Science desk",), published=date(1969, 7, 20))


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@pytest.mark.parametrize("body", [b"", b"\n", b"\xef\xbb\xbf", b"{}"])
def test_an_empty_sidecar_knows_nothing(body: bytes, name: str) -> None:
    assert parse_sidecar(body, name=name) == Known()


def test_empty_values_are_as_good_as_none() -> None:
    assert parse_sidecar(b"title:\nurl: ''\nbyline: []\n", name="a.yaml") == Known()


def test_the_day_stays_a_day_and_an_offset_stays() -> None:
    known = parse_sidecar(b"published: 1969-07-20\nupdated: 1969-07-20T16:17:40-04:00\n", name="a.yaml")
    assert type(known.published) is date
    assert isinstance(known.updated, datetime)
    assert known.updated.utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize(
    ("body", "name", "message"),
    [
        (b"titel: x", "a.yaml", r"a\.yaml: unknown key 'titel', did you mean 'title'\?"),
        (b'{"zzz": 1}', "a.json", "unknown key 'zzz'; known are url, title"),
        (b"a: 1\nb: [", "a.yaml", r"a\.yaml, line \d"),
        (b"title: a\ntitle: b", "a.yaml", "line 2: the key 'title' stands twice"),
        (b'{"a": 1,\n x}', "a.json", r"a\.json, line 2"),
        (b"[" * 100_000, "a.json", "not JSON"),
        (b"[" * 100_000, "a.yaml", r"a\.yaml"),
        (b"- a\n- b", "a.yaml", "found a list"),
        (b"just text", "a.yaml", "found a text"),
        (b"url: content/page.html", "a.yaml", "url is 'content/page.html', expected an address"),
        (b"published: soon", "a.yaml", "published is 'soon'"),
        (b"published: 2024-13-45", "a.yaml", "published is '2024-13-45'"),
        (b"retrieved: yesterday", "a.yaml", "retrieved is 'yesterday'"),
        (b"title: [a]", "a.yaml", "title is a list"),
        (b"byline: {a: b}", "a.yaml", "byline is keys and values"),
        (b"title: true", "a.yaml", "title is true or false"),
        (b"title: \xff", "a.yaml", "not in UTF-8"),
        (b"x" * 1_100_000, "a.yaml", "at most"),
    ],
)
def test_what_is_wrong_is_named(body: bytes, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        parse_sidecar(body, name=name)
    assert caught.value.code == "sidecar"


def test_a_sidecar_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yaml cannot be read"):
        read_sidecar(tmp_path / "none.yaml")


def test_where_a_sidecar_may_lie() -> None:
    assert [path.name for path in sidecar_paths(Path("x/page.html"))] == [
        *("page.html.yaml", "page.html.yml", "page.html.json"),
        *("page.yaml", "page.yml", "page.json"),
    ]
    assert Path("x/feed.json") not in sidecar_paths(Path("x/feed.json"))


def test_every_known_field_has_its_reader() -> None:
    """A field added to `Known` must be readable from a sidecar."""
    accepted = {"byline": ["x"], "url": "https://a.example/", "image": "https://a.example/i"}
    for key in KEYS:
        value = accepted.get(key, "1969-07-20")
        assert parse_sidecar(json.dumps({key: value}).encode(), name="a.json") != Known()
