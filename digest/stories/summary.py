"""The sentences that stand for a story, taken whole from its articles."""

from __future__ import annotations

import re

from digest.models import Sentence
from digest.text import sentences, word_count

MAX_WORDS = 70
MIN_SENTENCE_WORDS = 5
# A sentence that opens so leans on one before it.
_LEANING = re.compile(
    r"(?:he|she|it|they|his|her|hers|its|their|theirs|him|them|this|that|these|those|but|and|so|then|however|there|"
    r"here|such|yet|nor|or|also|meanwhile|moreover|instead|therefore|both|neither|the (?:two|former|latter|move|deal)|"
    r"er|sie|il|elle|ils|elles|él|ella|ellos|ellas|esto|ello)\b",
    re.IGNORECASE,
)
_OPEN_MARK = re.compile(r"[\"“”„«»‘]")


def choose_sentences(article_id: str, text: str, *, limit: int = 2) -> tuple[Sentence, ...]:
    """The first up to `limit` sentences of `text` that stand on their own, in at most about `MAX_WORDS` words.

    Sentences that lean on one before them, or on a picture ("Its crew …"), those with quotation marks that do not
    close, questions and lines that are no sentence are passed over. Where nothing is left, the first sentence is taken.
    """
    first: Sentence | None = None
    chosen: list[Sentence] = []
    words = 0
    for start, end in sentences(text):
        sentence = text[start:end]
        length = word_count(sentence)
        if length < MIN_SENTENCE_WORDS or sentence[-1] not in '.!…。”"»’)':
            continue
        first = first or Sentence(article_id=article_id, text=sentence)
        if _LEANING.match(sentence) or len(_OPEN_MARK.findall(sentence)) % 2 or (chosen and words + length > MAX_WORDS):
            continue
        chosen.append(Sentence(article_id=article_id, text=sentence))
        words += length
        if len(chosen) == limit or words >= MAX_WORDS or start > 1500:
            break
    return tuple(chosen) or ((first,) if first else ())
