"""Adding sources to a config's text: what stands there keeps its bytes, what comes out is a valid config."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import parse_config
from digest.config_edit import address_key, append_sources, choose_rows
from digest.errors import ConfigError

SITE = 'site: {title: "Desk", base_url: "https://desk.example/"}\n'
ROW = {"name": "Harbour Courier", "feed": "https://courier.example/feed.xml"}
FLOW = '{name: "Harbour Courier", feed: "https://courier.example/feed.xml"}'
OLD = '{name: "Old", feed: "https://old.example/rss"}'


def added(text: str, *rows: dict[str, str]) -> str:
    """The edited text; also checks what holds for any edit."""
    edited = append_sources(text, rows or [ROW])
    before = text.removeprefix("\ufeff")
    old = parse_config(before, name="c", root=Path()).sources if not before.count("sources: null") else ()
    new = parse_config(edited.removeprefix("\ufeff"), name="c", root=Path()).sources
    assert new[: len(old)] == old
    assert len(new) > len(old)
    return edited


SHAPES = {
    "block list": (
        f"sources:\n  - {OLD}  # ours\n\n# Topics\ntopics: []\n",
        f"sources:\n  - {OLD}  # ours\n  - {FLOW}\n\n# Topics\ntopics: []\n",
    ),
    "list at the margin": (
        f"sources:\n- {OLD}\n# Topics\ntopics: []\n",
        f"sources:\n- {OLD}\n- {FLOW}\n# Topics\ntopics: []\n",
    ),
    "deep indentation": (
        f"sources:\n      - {OLD}\ntopics: []\n",
        f"sources:\n      - {OLD}\n      - {FLOW}\ntopics: []\n",
    ),
    "block rows": (
        'sources:\n  - name: "Old"\n    path: old   # a folder\n    # more?\n\ntopics: []\n',
        'sources:\n  - name: "Old"\n    path: old   # a folder\n    # more?\n'
        '  - name: "Harbour Courier"\n    feed: "https://courier.example/feed.xml"\n\ntopics: []\n',
    ),
    "comments in the list": (
        f"sources:\n  - {OLD}\n\n  # - {{name: later}}\n\ntopics: []\n",
        f"sources:\n  - {OLD}\n\n  # - {{name: later}}\n  - {FLOW}\n\ntopics: []\n",
    ),
    "no line end at the end": (f"sources:\n  - {OLD}", f"sources:\n  - {OLD}\n  - {FLOW}\n"),
    "empty list": ("sources: []   # none yet\n", f"sources:    # none yet\n  - {FLOW}\n"),
    "empty list, bare": ("sources: []\ntopics: []\n", f"sources:\n  - {FLOW}\ntopics: []\n"),
    "null": ("sources: null\ntopics: []\n", f"sources:\n  - {FLOW}\ntopics: []\n"),
    "flow list": (f"sources: [{OLD}]  # all\n", f"sources: [{OLD}, {FLOW}]  # all\n"),
    "flow list, closing comma": (f"sources: [{OLD},]\n", f"sources: [{OLD}, {FLOW}]\n"),
    "flow list on lines": (
        f"sources: [\n  {OLD}  # first, best\n]\n",
        f"sources: [\n  {OLD},  # first, best\n  {FLOW}\n]\n",
    ),
    "flow list on lines, closing comma": (
        f"sources: [\n  {OLD},  # first\n]\n",
        f"sources: [\n  {OLD},  # first\n  {FLOW},\n]\n",
    ),
    "comment within an empty list": ("sources: [\n  # none\n]\n", f"sources: [\n  # none\n{FLOW}]\n"),
    "no sources": ("topics: []\n# end\n", f"topics: []\n# end\n\nsources:\n  - {FLOW}\n"),
    "document's end": ("topics: []\n...\n", f"topics: []\n\nsources:\n  - {FLOW}\n...\n"),
    "block scalar last": (
        "sources:\n  - name: Old\n    path: |-\n      old\n\ntopics: []\n",
        "sources:\n  - name: Old\n    path: |-\n      old\n\n"
        '  - name: "Harbour Courier"\n    feed: "https://courier.example/feed.xml"\ntopics: []\n',
    ),
}


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_shape_of_the_list_is_added_to_and_the_rest_keeps_its_bytes(shape: str, line_end: str, mark: str) -> None:
    before, after = (mark + (SITE + text).replace("\n", line_end) for text in SHAPES[shape])
    assert added(before) == after


def test_a_config_on_one_line() -> None:
    text = '{site: {title: "D", base_url: "https://d.example/"}}'
    assert added(text) == f'{{site: {{title: "D", base_url: "https://d.example/"}}, sources: [{FLOW}]}}'
    text = '{sources: null, site: {title: "D", base_url: "https://d.example/"}}'
    assert added(text) == f'{{sources: [{FLOW}], site: {{title: "D", base_url: "https://d.example/"}}}}'


def test_wide_characters_before_the_list_move_nothing() -> None:
    text = f'# 🌖 عربي é\n{SITE}mute: ["🚲", "月"]\nsources:\n  - {OLD}\n'
    assert added(text) == f"{text}  - {FLOW}\n"


def test_an_empty_key_with_comments_below_it() -> None:
    text = f"{SITE}sources:  # ours\n  # - one\n\ntopics: []\n"
    assert append_sources(text, [ROW]) == f"{SITE}sources:  # ours\n  - {FLOW}\n  # - one\n\ntopics: []\n"


def test_nothing_new_is_nothing_changed() -> None:
    text = f"{SITE}sources:\n  - {OLD}\n"
    assert append_sources(text, []) == text
    assert append_sources(text, [{"name": "Other", "feed": "http://www.old.example/rss#top"}]) == text


def test_a_feed_twice_among_the_rows_is_added_once() -> None:
    text = added(SITE, ROW, {**ROW, "name": "Again"})
    assert text.count("courier.example") == 1


def test_feeds_that_differ_in_a_parameter_are_two() -> None:
    rows = [{"name": kind, "feed": f"https://old.example/?feed={kind}"} for kind in ("rss2", "comments-rss2")]
    assert len(choose_rows(SITE, rows)[0]) == 2


def test_a_taken_name_gets_a_number() -> None:
    rows = [{"name": name, "feed": f"https://n.example/{number}"} for number, name in enumerate(["Old", "old!", "OLD"])]
    text = f"{SITE}sources:\n  - {OLD}\n"
    chosen, present = choose_rows(text, rows)
    assert [row["name"] for row in chosen] == ["Old 2", "old! 3", "OLD 4"]
    assert present == ()
    added(text, *rows)


def test_long_names_whose_ids_are_cut_still_differ() -> None:
    rows = [{"name": "word " * 30, "feed": f"https://n.example/{number}"} for number in range(12)]
    assert len(parse_config(added(SITE, *rows), name="c", root=Path()).sources) == 12


def test_many_rows_of_one_name_take_no_long_time() -> None:
    rows = [{"name": "News", "feed": f"https://n{number}.example/"} for number in range(1000)]
    started = time.process_time()
    chosen, _ = choose_rows(SITE, rows)
    assert time.process_time() - started < 5
    assert chosen[-1]["name"] == "News 1000"


def test_a_row_without_a_name_is_called_by_its_host() -> None:
    chosen, _ = choose_rows(SITE, [{"feed": "https://www.courier.example/feed", "home": ""}])
    assert chosen == ({"name": "courier.example", "feed": "https://www.courier.example/feed"},)


def test_what_is_there_already_is_told() -> None:
    text = f"{SITE}sources:\n  - {OLD}\n"
    chosen, present = choose_rows(text, [ROW, {"name": "X", "feed": "https://old.example/rss"}])
    assert [row["name"] for row in chosen] == ["Harbour Courier"]
    assert [row["name"] for row in present] == ["X"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (SITE + "sources: 3\n", "by hand"),
        (f"{SITE}x: &s [{OLD}]\nsources: *s\n", "by hand"),
        ("- a\n", "site"),
        ("", "site"),
        (SITE + "sources: [", "YAML"),
        ("title: x\n", "site"),
    ],
)
def test_what_cannot_be_added_to_is_refused_with_the_file_named(text: str, word: str) -> None:
    with pytest.raises(ConfigError, match=word) as caught:
        append_sources(text, [ROW], name="desk.yaml")
    assert str(caught.value).startswith("desk.yaml")


def test_a_row_that_is_no_source_is_refused() -> None:
    for row in ({"name": "X", "feed": "ftp://x.example/"}, {"name": "X", "feeed": "https://x.example/"}):
        with pytest.raises(ConfigError):
            append_sources(SITE, [row])


def test_addresses_are_compared_by_what_names_the_feed() -> None:
    assert address_key("HTTP://user:pw@WWW.Example.org:80#x") == address_key("https://example.org/")
    assert address_key("https://example.org/a?b=1") != address_key("https://example.org/a?b=2")
    assert address_key("https://example.org/A") != address_key("https://example.org/a")
    assert address_key("content/inbox") == "content/inbox"
    assert address_key("https://[broken") == "https://[broken"


NAMES = st.text(min_size=1, max_size=40)


@given(
    names=st.lists(NAMES, min_size=1, max_size=5),
    shape=st.sampled_from(sorted(SHAPES)),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_names_come_back_whole_and_the_old_text_stays(names: list[str], shape: str, line_end: str) -> None:
    text = (SITE + SHAPES[shape][0]).replace("\n", line_end)
    rows = [{"name": name, "feed": f"https://n.example/{number}"} for number, name in enumerate(names)]
    edited = append_sources(text, rows)
    chosen, _ = choose_rows(text, rows)
    sources = parse_config(edited, name="c", root=Path()).sources[-len(rows) :]
    assert [(one.name, one.feed) for one in sources] == [(row["name"], row["feed"]) for row in chosen]
    edited.encode("utf-8")
    kept = iter(edited)
    assert all(character in kept for character in text if character not in "[]nul \t")
    assert append_sources(edited, rows) == edited
