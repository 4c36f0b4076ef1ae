"""Front matter survives any string, and a patch changes nothing but the fields it names."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.front_matter import join_content, patch_head, split_content
from digest.strict_yaml import YamlError, parse_yaml, read_written_lines, write_lines, write_value

HOSTILE = [
    "", " ", "---", "\n---\n", "null", "~", "yes", "No", "0x1F", "1e3", "2024-01-01", "12:30:45", "- a", "# x", "a: b",
    "'", '"', "\\", "\\x", "*a", "&a", "!a", "!!int 3", "%TAG", "@x", "`x`", "[", "{", "]", "}", ",", "|", ">", "?",
    "=", "<<", "...", "\t", "\ta", "a\t", "a\nb", "\n", "\r", "a\r\nb", "\x85", "\u2028", "\u2029", "\ufeff", "\x00",
    "\x07", "\x1b[0m", "\x7f", "\x9f", "\ufffe", "\uffff", "😀", "\U0010ffff", "é", "é", "שלום", "\u202eabc",
    "a" * 5000,    "%s", "{{ x }}", "${x}", "<script>", "]]>", "key: [", "\u200b", " lead", "trail ", "a #b", "a:b",
    ": ", " :", "-", "?x",
]  # fmt: skip

HEAD_LINES = [
    'a: "b"\n', "a: b\n", "a: null\n", "b: [1, 2]\n", 'b: ["x"]\n', "b: [x]\n", "c: true\n", "c: True\n", "c:\n",
    "  - x\n", "# x\n", "\n", 'null: "x"\n', 'd: "\\uD800"\n', 'd: "\\x41"\n', "e: {}\n", 'e: {"x": 1}\n', "f: 1e5\n",
    "f: 100000.0\n", "f: 1e-07\n", "f: NaN\n", "f: -0\n", "f: 010\n",
    'g: "tab\tin"\n', 'g: "a" \n', 'h: "é 😀"\n', "f: 1.0e-07\n",
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
    file = split_content(join_content(write_lines(fields), body))
    assert file.fields == fields
    assert file.body == body


@pytest.mark.parametrize("text", HOSTILE)
def test_each_hostile_string_comes_back(text: str) -> None:
    file = split_content(join_content(write_lines({"title": text, "byline": [text, text]}), "Body."))
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


@given(value=values | st.text(max_size=20) | st.floats(allow_nan=False, allow_infinity=False) | st.lists(strings))
@example(value=1e-07)
@example(value="\U0001f600 \ud800")
def test_values_are_written_as_yaml_writes_them(value: Any) -> None:
    """By PyYAML's own writer, whose double quotes no string breaks."""
    assert write_value(value) == _write_slowly(value)


def _write_slowly(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_write_slowly, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_write_slowly(key)}: {_write_slowly(one)}' for key, one in value.items())}}}"
    style = '"' if isinstance(value, str) else None
    dumped: str = yaml.safe_dump(value, default_style=style, allow_unicode=True, width=2**31)
    return dumped.removesuffix("\n...\n").rstrip("\n")


@given(text=values.map(write_value) | st.text(alphabet='"\\/aeuxUD08+-., :[]{}\n\t\u00a0é1nulltrfs', max_size=24))
@example(text='"\\uD800"')
@example(text='"a\\/b"')
@example(text='"\\ud83d\\ude00"')
@example(text="1e-07")
@example(text="[1, 1.0e-07]")
@example(text="NaN")
@example(text="-0")
@example(text='{"a": 1, "a": 2}')
@example(text="[" * 100_000)
@example(text="9" * 5_000)
def test_what_is_read_the_short_way_is_what_yaml_reads(text: str) -> None:
    line = f"key: {text}\n"
    short = read_written_lines(line)
    if short is not None:
        assert repr(short) == repr(parse_yaml(line).value)


@given(fields=st.dictionaries(st.from_regex(r"k[a-z0-9_]{0,10}", fullmatch=True), values, min_size=1, max_size=6))
def test_what_was_written_is_read_the_short_way_unless_a_sign_is_no_json(fields: dict[str, Any]) -> None:
    head = write_lines(fields)
    if not re.search(r"\\[^\"\\nrtbf]", head):
        assert read_written_lines(head) == fields


@given(
    head=st.one_of(
        st.dictionaries(keys, values, max_size=5).map(write_lines),
        st.lists(st.sampled_from(HEAD_LINES), max_size=5).map("".join),
    )
)
def test_a_head_in_the_programs_own_form_is_read_as_yaml_reads_it(head: str) -> None:
    try:
        slow = parse_yaml(head).value or {}
    except YamlError:
        with pytest.raises(ContentError):
            split_content(f"---\n{head}---\n")
        return
    if isinstance(slow, dict) and all(isinstance(key, str) for key in slow):
        fields = split_content(f"---\n{head}---\n").fields
        assert (list(fields), repr(fields)) == (list(slow), repr(slow))


@given(fields=st.dictionaries(keys, values, min_size=1, max_size=5), changes=st.dictionaries(keys, values, max_size=3))
def test_a_patch_is_the_same_the_short_way_and_the_long(fields: dict[str, Any], changes: dict[str, Any]) -> None:
    head = write_lines(fields)
    long = patch_head(f"# by hand\n{head}", changes)
    assert long == f"# by hand\n{patch_head(head, changes)}"
