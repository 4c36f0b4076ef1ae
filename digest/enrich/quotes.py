"""Quotes: somebody's words between quotation marks, who said them, and which actor that is.

Method: quotations are paired marks; a speaker is found by the grammar of reported speech (after Pouliquen, Steinberger
and Best, "Automatic Detection of Quotations in Multilingual News", RANLP 2007, and Krestel, Bergler and Witte, "Minding
the Source", LREC 2008), over the bounds of sentences and paragraphs where the text carries a quotation on.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from digest.enrich.indirect import IndirectStatement, find_indirect
from digest.enrich.quote_actors import SpeakerResolver, trim_owner
from digest.enrich.quote_blocks import Line, find_block_quotes, find_source_line, span_blocks, span_dialogue
from digest.enrich.quote_marks import MarkedSpan, find_marked_spans
from digest.enrich.quote_sentences import split_sentences
from digest.enrich.quote_speakers import (
    Attribution,
    acting_subject,
    attribute_quotes,
    speech_subject,
)
from digest.enrich.quote_syntax import is_adverb, phrase_right
from digest.enrich.quote_titles import in_title_case, name_titles
from digest.enrich.quote_tokens import Sentence
from digest.enrich.speech import Grammar, load_grammar
from digest.models import Actor, Mention, Quote

_WHOLE = 2
"""A sentence with no more tokens than these is a quotation alone, with a mark behind it."""
_LEAST_WORDS = 3
_LEAST_CLEAR_WORDS = 5
_LEAST_CONTINUED = 30
"""Characters of a quotation that the next paragraph may carry on."""


def find_quotes(
    text: str, *, lang: str | None, actors: tuple[Actor, ...], mentions: tuple[Mention, ...], markdown: str = ""
) -> tuple[Quote, ...]:
    """The statements quoted in `text`, in order, each with its speaker where the text names one.

    `lang` is a BCP 47 tag; `actors` and `mentions` are those found in the same text. `markdown`, if that is where the
    text is from, tells its block quotes. Spans are code-point offsets, and
    lie inside the quotation marks. Scare quotes and titles are left out. A speaker is never guessed.
    """
    grammar = load_grammar(lang)
    blocks = find_block_quotes(markdown, text)
    spans, unmarked = _gather_spans(text, blocks, grammar)
    sentences = name_titles(split_sentences(text, spans, grammar), grammar)
    found = attribute_spans(text, spans, sentences, grammar)
    found = _sign_blocks(text, blocks, spans, found, grammar)
    found = [trim_owner(text, speaker, grammar) for speaker in found]
    resolver = SpeakerResolver(text, sentences, grammar, actors, mentions)
    clear = _find_clear_statements(text, spans, sentences)
    quotes = [
        _build_quote(text, span, speaker, resolver.resolve(speaker, found) if speaker else None)
        for number, (span, speaker) in enumerate(zip(spans, found, strict=True))
        if speaker is not None or (number in clear and span not in unmarked)
    ]
    quotes += [
        _build_quote(text, one, one.speaker, resolver.resolve(one.speaker, found), direct=False)
        for one in find_indirect(sentences, grammar)
    ]
    return tuple(sorted(quotes, key=lambda quote: quote.start))


def _gather_spans(
    text: str, blocks: tuple[tuple[Line, ...], ...], grammar: Grammar
) -> tuple[tuple[MarkedSpan, ...], frozenset[MarkedSpan]]:
    """Every quotation of the text in order, and those of them that no marks enclose; what is inside one is its own."""
    unmarked = sorted([*span_blocks(text, blocks), *span_dialogue(text, grammar)], key=lambda span: span.start)
    marked = list(find_marked_spans(text))
    if unmarked:
        starts = [span.start for span in unmarked]
        marked = [one for one in marked if not _is_inside(one, unmarked[max(0, bisect_right(starts, one.start) - 1)])]
    return tuple(sorted([*marked, *unmarked], key=lambda span: span.start)), frozenset(unmarked)


def _is_inside(span: MarkedSpan, outer: MarkedSpan) -> bool:
    return outer.start <= span.outer_start < outer.end


def _sign_blocks(
    text: str,
    blocks: tuple[tuple[Line, ...], ...],
    spans: tuple[MarkedSpan, ...],
    found: list[Attribution | None],
    grammar: Grammar,
) -> list[Attribution | None]:
    """`found` with the speakers whom block quotes name in a line of their own."""
    signed = list(found)
    for block in blocks:
        source = find_source_line(text, block)
        if source is None:
            continue
        tokens = split_sentences(text[source[0] : source[1]], (), grammar)[0].tokens
        phrase = phrase_right(tokens, 0, grammar)
        if phrase is None:
            continue
        start, end = (source[0] + offset for offset in (tokens[0].start, tokens[phrase[1] - 1].end))
        for number, span in enumerate(spans):
            if block[0][0] <= span.start < source[0]:
                signed[number] = Attribution(start, end, "source_line")
    return signed


def _build_quote(
    text: str,
    span: MarkedSpan | IndirectStatement,
    speaker: Attribution | None,
    actor_id: str | None,
    *,
    direct: bool = True,
) -> Quote:
    return Quote(
        start=span.start,
        end=span.end,
        text=text[span.start : span.end],
        speaker=text[speaker.start : speaker.end] if speaker else None,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        actor_id=actor_id,
        direct=direct,
    )


def _find_clear_statements(text: str, spans: tuple[MarkedSpan, ...], sentences: list[Sentence]) -> frozenset[int]:
    """The quotations that are statements whoever spoke: whole sentences, closed, of some length, in no title's case."""
    clear = set()
    for sentence in sentences:
        if len(sentence.tokens) > _WHOLE or sentence.tokens[0].kind != "q":
            continue
        token = sentence.tokens[0]
        span = spans[token.quote]
        long = len(text[span.start : span.end].split()) >= _LEAST_CLEAR_WORDS
        if long and span.closed and text[span.end - 1] in ".!?…" and not in_title_case(token):
            clear.add(token.quote)
    return frozenset(clear)


def attribute_spans(
    text: str, spans: tuple[MarkedSpan, ...], sentences: list[Sentence], grammar: Grammar
) -> list[Attribution | None]:
    """The speaker of each of `spans`: by its own sentence, else carried over from its neighbours."""
    found: list[Attribution | None] = [None] * len(spans)
    for sentence in sentences:
        for quote, speaker in attribute_quotes(sentence, grammar):
            found[quote] = speaker
    walk = _Walk(text, spans, sentences, grammar, found)
    for number, sentence in enumerate(sentences):
        for index in sentence.quotes:
            quote = sentence.tokens[index].quote
            if found[quote] is None and _may_stand_alone(text, spans[quote], sentence):
                found[quote] = walk.carry_over(number)
            walk.note(number, quote)
    for quote in range(len(spans) - 2, -1, -1):
        # A paragraph left open is carried on by the next one, which may be where the speaker is named.
        if found[quote] is None and not spans[quote].closed and _adjoin(text, spans[quote], spans[quote + 1]):
            found[quote] = _renamed(found[quote + 1], "opened")
    return found


def _adjoin(text: str, first: MarkedSpan, second: MarkedSpan) -> bool:
    return text[first.outer_end : second.outer_start].isspace()


def _may_stand_alone(text: str, span: MarkedSpan, sentence: Sentence) -> bool:
    """Whether words without an attribution of their own can be somebody's: a sentence, or at least some words."""
    return len(sentence.tokens) <= _WHOLE or len(text[span.start : span.end].split()) >= _LEAST_WORDS


@dataclass(slots=True)
class _Walk:
    """The state of a walk over a text's sentences: the last quotation and its speaker."""

    text: str
    spans: tuple[MarkedSpan, ...]
    sentences: list[Sentence]
    grammar: Grammar
    found: list[Attribution | None]
    last: Attribution | None = None
    last_sentence: int = -1

    def note(self, number: int, quote: int) -> None:
        if self.found[quote] is not None:
            self.last, self.last_sentence = self.found[quote], number

    def carry_over(self, number: int) -> Attribution | None:
        """The speaker of a quotation in sentence `number` that has none in its own sentence."""
        sentence = self.sentences[number]
        before = self.sentences[number - 1] if number else None
        here = self.last is not None and self.sentences[self.last_sentence].paragraph == sentence.paragraph
        if before is not None and before.tokens[-1].text == ":" and self._opens_sentence(sentence):
            speaker = speech_subject(before, self.grammar, reports_only=True) or speech_subject(before, self.grammar)
            return _renamed(speaker or acting_subject(before, self.grammar), "colon")
        whole = len(sentence.tokens) <= _WHOLE
        if whole and not here:
            ahead = self._look_ahead(number)
            if ahead is not None:
                return _renamed(ahead, "ahead")
        beside = before is not None and before.paragraph == sentence.paragraph
        if before is not None and beside and not before.quotes and self._opens_sentence(sentence):
            speaker = speech_subject(before, self.grammar, reports_only=True)
            if speaker is not None:
                return _renamed(speaker, "previous_speech")
        if here and self._opens_sentence(sentence) and not (beside and self._tells_of_another(number - 1)):
            return _renamed(self.last, "same_paragraph")
        if whole and not beside and before is not None and before.quotes and self._goes_on(number):
            return _renamed(self.last, "continued")
        return None

    def _opens_sentence(self, sentence: Sentence) -> bool:
        """Whether only "but" or "then" stands before the quotation: what has words of its own there goes on no more."""
        grammar = self.grammar
        return all(
            token.kind != "w"
            or token.lower in grammar.conjunctions
            or token.lower in grammar.participles
            or is_adverb(token, grammar)
            for token in sentence.tokens[: sentence.quotes[0]]
        )

    def _tells_of_another(self, number: int) -> bool:
        """Whether a sentence without a quotation is about somebody named who is not the last speaker.

        Asked only where the grammar can tell a name from the first word of a sentence.
        """
        sentence = self.sentences[number]
        if not self.grammar.nominatives or sentence.quotes or self.last is None:
            return False
        acting = acting_subject(sentence, self.grammar)
        words = self.text[acting.start : acting.end].split() if acting else []
        # One word alone may only stand first: a name is met again.
        named = len(words) > 1 or (bool(words) and self.text.count(words[0]) > 1 and words[0].lower() not in self.text)
        small = self.grammar.pronouns | self.grammar.determiners
        if not named or words[0].lower() in small or not all(word[:1].isupper() for word in words):
            return False
        return not set(words) & set(self.text[self.last.start : self.last.end].split())

    def _look_ahead(self, number: int) -> Attribution | None:
        """The speaker of the next quotation, where it follows at once: "…." "…," he said."""
        following = self.sentences[number + 1] if number + 1 < len(self.sentences) else None
        if following is None or following.paragraph != self.sentences[number].paragraph:
            return None
        first = following.tokens[0]
        return self.found[first.quote] if first.kind == "q" else None

    def _goes_on(self, number: int) -> bool:
        """Whether a paragraph that is a quotation carries on the one before: that was more than a few words."""
        before = self.sentences[number - 1]
        if self.last is None or self.last_sentence != number - 1:
            return False
        last = self.spans[before.tokens[before.quotes[-1]].quote]
        alone = number < 2 or self.sentences[number - 2].paragraph != before.paragraph
        opens = before.tokens[0].kind == "q" and alone
        return not last.closed or opens or last.end - last.start >= _LEAST_CONTINUED


def _renamed(speaker: Attribution | None, rule: str) -> Attribution | None:
    return None if speaker is None else Attribution(speaker.start, speaker.end, rule)
