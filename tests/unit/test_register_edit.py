"""The register's file: one row changed, everything else kept."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigError
from digest.register_edit import KEYS, set_row

REGISTER = """\
# Who is who.
- id: ann-roe          # the mayor
  name: "Ann Roe"
  kind: person
  aliases: ["A. Roe", "Roe"]   # as the Courier writes

# Names that are none.
- {id: eagle, hidden: true}
- {id: luna, hidden: true}  # a probe
# the end
"""


def test_a_key_is_added_to_a_row_and_every_other_line_stays() -> None:
    edited = set_row(REGISTER, "ann-roe", {"wikidata": "Q1"})
    line = '  wikidata: "Q1"\n'
    assert edited.count(line) == 1
    assert edited.replace(line, "") == REGISTER
    assert set_row(REGISTER, "eagle", {"merged_into": "ann-roe"}) == REGISTER.replace(
        "{id: eagle, hidden: true}", "{id: eagle, hidden: true, merged_into: ann-roe}"
    )


def test_a_value_is_replaced_where_it_stands() -> None:
    edited = set_row(REGISTER, "ann-roe", {"name": "Anna Roe", "aliases": ["Roe"]})
    assert edited == REGISTER.replace('"Ann Roe"', '"Anna Roe"').replace('["A. Roe", "Roe"]', '["Roe"]')


def test_a_key_is_taken_away_and_the_comment_beside_it_stays() -> None:
    assert set_row(REGISTER, "eagle", {"hidden": None}) == REGISTER.replace("{id: eagle, hidden: true}", "{id: eagle}")
    assert "# as the Courier writes" in set_row(REGISTER, "ann-roe", {"aliases": None})
    assert set_row(REGISTER, "ann-roe", {"kind": None}) == REGISTER.replace("  kind: person\n", "")


def test_a_new_row_goes_to_the_end_in_the_style_of_the_last() -> None:
    assert (
        set_row(REGISTER, "bob", {"merged_into": "ann-roe"}).startswith(
            REGISTER.replace("# the end\n", "") + "- {id: bob, merged_into: ann-roe}\n"
        )
        or set_row(REGISTER, "bob", {"merged_into": "ann-roe"}) == REGISTER + "- {id: bob, merged_into: ann-roe}\n"
    )
    assert set_row("", "bob", {"name": "Bob"}) == '- id: bob\n  name: "Bob"\n'
    assert set_row("# only words\n", "bob", {"name": "Bob"}) == '# only words\n- id: bob\n  name: "Bob"\n'
    assert set_row("[]\n", "bob", {"hidden": True}).strip() == "- id: bob\n  hidden: true"


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    text = '\ufeff- id: a\r\n  name: "A"\r\n'
    assert set_row(text, "a", {"kind": "person"}) == text + "  kind: person\r\n"


@pytest.mark.parametrize("text", ["a: b\n", "- one\n", "- {id: a"])
def test_what_cannot_be_edited_is_refused_with_the_file_named(text: str) -> None:
    with pytest.raises(ConfigError, match=r"actors\.yaml"):
        set_row(text, "a", {"name": "B"}, name="actors.yaml")


VALUES = {
    "name": st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12),
    "kind": st.sampled_from(["person", "organisation"]),
    "aliases": st.lists(st.text("ab é'\"#:,[]{}", min_size=1, max_size=5), min_size=1, max_size=3),
    "hidden": st.just(True),
    "wikidata": st.just("Q5"),
    "merged_into": st.sampled_from(["x-y", "z"]),
}
CHANGES = st.fixed_dictionaries({}, optional={key: st.none() | value for key, value in VALUES.items()})


@given(st.lists(st.tuples(st.sampled_from(["ann-roe", "eagle", "luna", "new-one"]), CHANGES), max_size=5))
def test_any_changes_come_back_whole(changes: list[tuple[str, dict[str, object]]]) -> None:
    text, rows = REGISTER, {row["id"]: row for row in yaml.safe_load(REGISTER)}
    for id_, change in changes:
        text = set_row(text, id_, change)
        row = {**rows.get(id_, {"id": id_}), **change}
        rows[id_] = {key: value for key, value in row.items() if value is not None}
    assert {row["id"]: row for row in yaml.safe_load(text)} == rows
    assert all(comment in text for comment in ("# Who is who.", "# the mayor", "# Names that are none.", "# the end"))
    assert set(KEYS) >= {key for row in rows.values() for key in row}
