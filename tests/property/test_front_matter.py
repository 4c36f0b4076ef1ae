"""Front matter survives any string, and a patch changes nothing but the fields it names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.front_matter import join_content, patch_head, split_content, write_head

HOSTILE = [
    "", " ", "---", "\n---\n", "null", "~", "yes", "No", "0x1F", "1e3", "2024-01-01", "12:30:45", "- a", "# x", "a: b",
    "'", '"', "\\", "\\x", "*a", "&a", "!a", "!!int 3", "%TAG", "@x", "`x`", "[", "{", "]", "}", ",", "|", ">", "?",
    "=", "<<", "...", "\t", "\ta", "a\t", "a\nb", "\n", "\r", "a\r\nb", "\x85", "\u2028", "\u2029", "\ufeff", "\x00",
    "\x07", "\x1b[0m", "\x7f", "\x9f", "\ufffe", "\uffff", "😀", "\U0010ffff", "é", "é", "שלום", "\u202eabc",
    "a" * 5000,    "%s", "{{ x }}", "${x}", "<script>", "]]>", "key: [", "\u200b", " lead", "trail ", "a #b", "a:b",
    ": ", " :", "-", "?x",
]  # fmt: skip

strings = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)
# YAML takes no key of over 1,024 characters (specification 1.2, section 7.4.3).
keys = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True) | strings.filter(lambda text: 0 < len(text) <= 100)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-(10**12), 10**12), strings)
values: st.SearchStrategy[Any] = st.one_of(
    scalars, st.lists(scalars, max_size=4), st.dictionaries(keys, scalars, max_size=3)
)
bodies = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=200).map(
    lambda text: text.strip("\n")
)


@given(fields=st.dictionaries(keys, values, max_size=6), body=bodies)
@example(fields={"title": "---"}, body="---\n\nx\n---")
def test_fields_and_body_come_back(fields: dict[str, Any], body: str) -> None:
    file = split_content(join_content(write_head(fields), body))
    assert file.fields == fields
    assert file.body == body


@pytest.mark.parametrize("text", HOSTILE)
def test_each_hostile_string_comes_back(text: str) -> None:
    file = split_content(join_content(write_head({"title": text, "byline": [text, text]}), "Body."))
    assert file.fields == {"title": text, "byline": [text, text]}


HAND_WRITTEN = """# what an editor may write
title: 'Old title'   # a remark
topics:
  - space

# between
note: >
  folded
  text
extra: {a: [1, 2],
  b: c}
last: end
"""


@given(title=strings, topics=st.lists(strings, max_size=3))
def test_a_patch_leaves_every_other_line_as_it_was(title: str, topics: list[str]) -> None:
    patched = patch_head(HAND_WRITTEN, {"title": title, "topics": topics, "new": title})
    fields = split_content(join_content(patched, "")).fields
    assert fields == {
        "title": title,
        "topics": topics,
        "note": "folded text\n",
        "extra": {"a": [1, 2], "b": "c"},
        "last": "end",
        "new": title,
    }
    for line in (
        "# what an editor may write\n",
        "# between\n",
        "note: >\n  folded\n  text\n",
        "  b: c}\n",
        "last: end\n",
    ):
        assert line in patched


def test_a_patch_of_nothing_changes_nothing() -> None:
    assert patch_head(HAND_WRITTEN, {}) == HAND_WRITTEN


def test_flow_style_front_matter_is_written_anew() -> None:
    assert split_content(join_content(patch_head("{a: 1, b: 2}\n", {"b": 3}), "")).fields == {"a": 1, "b": 3}
