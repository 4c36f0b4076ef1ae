from __future__ import annotations

import pytest

from digest.strict_yaml import MAX_CHARS, YamlError, parse_yaml, write_value


def test_values_that_yaml_would_bend_stay_as_they_are() -> None:
    text = "country: NO\nversion: 1.10\nclock: 12:30\nday: 2024-13-45\noctal: 010\nyes: on\nflag: true\nnumber: -7"
    assert parse_yaml(text).value == {
        "country": "NO",
        "version": 1.1,
        "clock": "12:30",
        "day": "2024-13-45",
        "octal": "010",
        "yes": "on",
        "flag": True,
        "number": -7,
    }


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: 1\nb: 2\na: 3", 3, "stands twice"),
        ("x:\n  y: 1\n  y: 2", 3, "stands twice"),
        ("[" * 100_000, 1, "deep"),
        ("- " * 5_000 + "x", 1, "deep"),
        ("a:\n  - b\n c: d", 3, ""),
        ("a: \x01", 1, "character"),
        ('a: "\\ud800"', 1, "Unicode"),
        ("a: !!python/object/apply:os.system [x]", 1, "tag"),
        ("a: 1\n---\nb: 2", 2, "document"),
    ],
)
def test_errors_name_the_line(text: str, line: int, part: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    assert caught.value.line == line
    assert part in caught.value.message


def test_a_huge_file_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(YamlError, match="characters"):
        parse_yaml("a" * (MAX_CHARS + 1))


def test_empty_text_is_no_value() -> None:
    assert parse_yaml("# nothing\n").value is None


def test_aliases_are_read() -> None:
    assert parse_yaml("a: &x [1]\nb: *x").value == {"a": [1], "b": [1]}


def test_an_unknown_type_is_not_written() -> None:
    with pytest.raises(TypeError):
        write_value(object())
