"""Words counted in haste are the words that are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.text import word_count, words

# Letters, what joins and what parts words, in and beyond windows-1252.
_MIXED = st.text(st.sampled_from("aZ9_'’-.  \n\xa0\xad,!?é½ß—…“”жΩ月年"), max_size=60)


@given(st.one_of(_MIXED, st.text(max_size=60)))
def test_word_count_is_the_number_of_words(text: str) -> None:
    assert word_count(text) == len(words(text))
