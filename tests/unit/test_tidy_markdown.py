"""Markdown from scrapers: menus and stamps around the text go, the text stays as it was written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.extract.tidy_markdown import tidy_markdown
from digest.marks import plain_text

TEXT = """The harbour of Ostrau is open again after the storm, and the first ferries left before noon on Sunday.

The *Ada* took the long way round, since the sea was still high; the **Berta** waited for the tide to turn.

- 300 passengers were on the first boat of the day.
- 12 cars were left on the pier until the evening.

```
keep   this

[as](it is)
```

> “We have never seen such waves,” said the master of the port, who has been there for thirty years."""


def tidy(markdown: str, title: str = "The harbour is open", byline: tuple[str, ...] = ()) -> str:
    return tidy_markdown(markdown, title=title, byline=byline)[0]


def test_what_has_nothing_to_cut_stays_byte_for_byte() -> None:
    assert tidy_markdown(TEXT, title="The harbour is open", byline=()) == (TEXT, ())


@pytest.mark.parametrize(
    "top",
    [
        "*Harbour Courier, Monday 21 July 1969. By the Science desk.*",
        "By Anna Berg",
        "By the Sports desk",
        "The harbour is open",
        "[Home](/) [World](/world) [Sport](/sport) [Log in](/in)",
        "* [Home](/)\n* [World](/world)\n* [Sport](/sport)",
        "* [Home](/)\n\n* [World](/world)\n\n* [Sport](/sport)",
        "---",
    ],
)
@pytest.mark.parametrize(
    "tail",
    [
        "[Sport](/sport) | [About us](/about) | Copyright 1969 Harbour Courier",
        "© 1969 Harbour Courier. All rights reserved.",
        "*More from the Courier:* [World](/world) | [Sport](/sport)",
        "---\n\n[World](/world) | [Sport](/sport)",
    ],
)
def test_what_stands_around_the_text_goes(top: str, tail: str) -> None:
    markdown, removed = tidy_markdown(f"{top}\n\n{TEXT}\n\n{tail}", title="The harbour is open", byline=("Anna Berg",))
    assert markdown == TEXT
    assert removed


def test_a_list_is_cut_whole_or_not_at_all() -> None:
    listed = "- [The storm](/storm), told by those who were on board of the ferries.\n- [The port](/port)"
    assert listed in tidy(f"{TEXT}\n\n{listed}\n\n{TEXT.replace('Sunday', 'Monday')}")


def test_notes_and_their_addresses_stay() -> None:
    noted = (
        TEXT.replace("storm", "storm[^1]")
        + "\n\n[^1]: [The log of the port](https://a.example/log)\n\n[p]: https://b.example/"
    )
    assert tidy(noted) == noted


def test_a_list_of_short_lines_is_no_menu() -> None:
    for text in ("- flour\n- eggs\n- milk", "Ferry at noon.", "Home"):
        assert tidy(text) == text


@given(st.lists(st.sampled_from([*TEXT.split("\n\n"), "[a](b)", "By Anna Berg", "© 1969 X", "---", "", "- x", "  y"])))
def test_what_is_left_is_a_part_of_what_was_there(parts: list[str]) -> None:
    markdown = "\n\n".join(parts)
    kept, removed = tidy_markdown(markdown, title=None, byline=())
    assert kept == markdown if not removed else len(kept) <= len(markdown)
    rest = iter(plain_text(markdown).split())
    assert all(word in rest for word in plain_text(kept).split())
    assert not removed or tidy_markdown(kept, title=None, byline=())[0] in (kept, tidy(kept, title=""))


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 20_000,
        "* " * 20_000,
        "> " * 5_000 + "x",
        "- a\n\n" * 8_000,
        "`" * 50_000,
        "[x" * 900 + "\n\n" + "*_" * 2_000,
    ],
)
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    started = time.process_time()
    tidy(hostile + "\n\n" + TEXT)
    assert time.process_time() - started < 20
