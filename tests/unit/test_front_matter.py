from __future__ import annotations

import pytest

from digest.errors import ContentError
from digest.front_matter import split_content


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("no fences at all", "line 1"),
        ("---\ntitle: x\n", "line 1"),
        ("---\ntitle: [x\n---\n", "line 3"),
        ("---\na: 1\na: 2\n---\n", "line 3"),
        ("---\n- a\n---\n", "line 2"),
        ("---\n1: a\n---\n", "line 2"),
    ],
)
def test_broken_front_matter_names_its_line(text: str, part: str) -> None:
    with pytest.raises(ContentError) as caught:
        split_content(text)
    assert caught.value.code == "front-matter"
    assert part in caught.value.reason


def test_windows_line_ends_and_byte_order_marks_are_read() -> None:
    file = split_content("\ufeff---\r\ntitle: x\r\n---\r\n\r\nOne.\r\n\r\nTwo.\r\n")
    assert file.fields == {"title": "x"}
    assert file.body == "One.\n\nTwo."


def test_empty_front_matter_and_body() -> None:
    file = split_content("---\n---\n")
    assert (file.fields, file.body) == ({}, "")
