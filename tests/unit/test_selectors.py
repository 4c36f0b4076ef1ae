from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.selectors import compile_line, compile_selector


@pytest.mark.parametrize(
    ("pattern", "line", "expected"),
    [
        ("Listen to this article", "listen to  this article:", True),
        ("Listen to this article", "Listen to this article now", False),
        ("Read more:*", "READ MORE: what the harbour costs", True),
        ("Read more:*", "Read more:", True),
        ("Read more:*", "We read more: a lot", False),
        ("* min read", "5 min read", True),
        ("* min read", "min read", True),
        ("By * for the * desk", "By Ada Vale for the harbour desk", True),
        ("By * for the * desk", "By Ada Vale for the harbour", False),
        ("aba*ba", "aba", False),
        ("广告", "广告", True),
        ("استمع *", "استمع إلى المقال", True),
    ],
)
def test_a_line_is_matched_whole(pattern: str, line: str, expected: bool) -> None:
    assert compile_line(pattern).matches(line) is expected


@pytest.mark.parametrize("pattern", ["*", "—", "", " * * "])
def test_a_line_that_would_match_any_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        compile_line(pattern)


@pytest.mark.parametrize("selector", ["div[", "a::text", "svg|path", "p:nope", "", ">", "a b,"])
def test_a_bad_selector_says_so(selector: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        compile_selector(selector)


@given(st.text(alphabet="ab* :", max_size=12), st.text(alphabet="ab :", max_size=12))
def test_matching_is_what_a_pattern_of_characters_says(pattern: str, line: str) -> None:
    import fnmatch

    if not any(character.isalnum() for character in pattern) or "*" not in pattern:
        return
    parts = "*".join(part.strip() for part in " ".join(pattern.split()).split("*"))
    assert compile_line(pattern).matches(line) == fnmatch.fnmatchcase(" ".join(line.split()), parts)
