"""Recognisers of names beside the rules: one protocol, and spaCy behind it. What they find is joined with the rules'.

A recogniser says where names stand and of what kind; which actor each means, the rules' merging decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, util
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from spacy.language import Language

RecognisedKind = Literal["person", "organisation", "place", "thing"]

SPACY_MODEL = "en_core_web_sm"
_KINDS: dict[str, RecognisedKind] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "PRODUCT": "thing",
    "EVENT": "thing",
    "WORK_OF_ART": "thing",
    "LAW": "thing",
    "LANGUAGE": "thing",
}
"""spaCy's labels (of OntoNotes 5, and of its models for other languages); numbers, dates and peoples say nothing."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A name in a text: half-open code-point offsets, and its kind."""

    start: int
    end: int
    kind: RecognisedKind


class Recogniser(Protocol):
    """Finds names in a text."""

    engine: str
    """What it is, with its version: recorded beside what was found."""
    lang: str
    """The language it was made for (ISO 639); other texts are left to the rules."""

    def recognise(self, text: str) -> tuple[Recognised, ...]:
        """The names in `text`, in its order."""


class RecogniserError(Exception):
    """A recogniser that was asked for is not installed; says what to do."""


def check_recogniser(name: str, model: str) -> None:
    """Raises RecogniserError where `name` ("rules" or "spacy") with `model` cannot be loaded. Imports nothing big."""
    if name != "spacy":
        return
    if util.find_spec("spacy") is None:
        raise RecogniserError("recogniser: spacy is not installed; run `pip install digest-desk[nlp]`")
    if util.find_spec(model) is None:
        raise RecogniserError(
            f"spacy_model: {model!r} is not installed; run `python -m spacy download {model}`, or name a model that is"
        )


@lru_cache(maxsize=2)
def load_recogniser(name: str, model: str) -> Recogniser | None:
    """The recogniser to join with the rules; None for "rules", which stand alone. Loaded once a process."""
    if name != "spacy":
        return None
    check_recogniser(name, model)
    return SpacyRecogniser(model)


class SpacyRecogniser:
    """The entity recogniser of an installed spaCy model; its other parts are not run."""

    def __init__(self, model: str) -> None:
        import spacy

        self._nlp: Language = spacy.load(model)
        self._nlp.select_pipes(enable=[name for name in ("tok2vec", "transformer", "ner") if name in self._needed()])
        self.engine = f"spacy {spacy.__version__}, {model} {_version_of(model)}"
        self.lang = str(self._nlp.lang)

    def _needed(self) -> set[str]:
        """The parts that the entity recogniser needs: a shared vector layer only where it listens to one."""
        shared = "listener" in str(self._nlp.get_pipe_config("ner").get("model", {})).lower()
        return {"ner", "tok2vec", "transformer"} if shared else {"ner"}

    def recognise(self, text: str) -> tuple[Recognised, ...]:
        """The names in `text`, in its order. Over the model's own limit of length nothing is found."""
        if len(text) > self._nlp.max_length:
            return ()
        return tuple(
            Recognised(entity.start_char, entity.end_char, _KINDS[entity.label_])
            for entity in self._nlp(text).ents
            if entity.label_ in _KINDS
        )


def recognise_names(recogniser: Recogniser | None, text: str, lang: str | None) -> tuple[Recognised, ...] | None:
    """What `recogniser` finds in `text`; None where there is none, or where it was made for another language."""
    if recogniser is None or (lang and lang.replace("_", "-").partition("-")[0].lower() != recogniser.lang):
        return None
    return recogniser.recognise(text)


def _version_of(model: str) -> str:
    try:
        return metadata.version(model)
    except metadata.PackageNotFoundError:
        return "of unknown version"
