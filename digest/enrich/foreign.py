"""Candidate names of texts that are not English, where capitals say less."""

from __future__ import annotations

from dataclasses import replace

from digest.enrich.names import Sentence
from digest.enrich.runs import RunReader, Span

_CAPITAL_NOUNS = frozenset("de lb nds gsw".split())
"""Languages that write every noun with a capital, so that what follows a surname need not be a second one."""
_NOUNS_TOO = frozenset("Roman Mark Kai Ernst Wolf Heide Viola Rose Christ Frank Franken Bernstein".split())
"""Given names that are German nouns."""
_DETERMINERS = frozenset("der dem des im zum zur am".split())
_INFLECTED = ("ein", "kein", "sein", "ihr", "mein", "unser", "dies")
_GENITIVES = frozenset("de lb nds gsw da no nb nn sv fo".split())
"""Languages in which a name in the genitive has an "s" without an apostrophe."""
_CONTRACTED = frozenset("vom zum zur am im".split())
_SAINTS = frozenset("san santa santo são sant sankt saint sainte sint virgen".split())
_QUOTES = frozenset("„“”\"«»‚‘’'›‹")


class ForeignReader(RunReader):
    """Reads the names of one text in another language."""

    def foreign_spans(self) -> list[Span]:
        """The candidates of a text that is not English: registered names, given names with a surname, and every single
        capitalised word, which may be such a surname. In German all nouns have capitals, so runs say nothing.
        """
        found: list[Span] = []
        nouns = self.register.nouns.get(self.lang, frozenset())
        for sentence in self.sentences:
            at = sentence.first
            while at < sentence.last:
                token = self.tokens[at]
                headed = token.named or token.text in self.local_heads or token.text in self.register.longest
                match = self.match(at, sentence.last) if headed else None
                if match and match[1] == "name" and not self._opens_foreign(at, match[0], sentence):
                    if self.key(at, match[0]) in nouns and not self._is_quoted(at, match[0]):
                        at = match[0]
                        continue
                    found.append(Span(at, match[0], self.key(at, match[0]), match[2]))
                    at = match[0]
                    continue
                if token.lower in _SAINTS and token.named and at + 1 < sentence.last and self.tokens[at + 1].named:
                    at += 2  # a church, a feast, a town
                    continue
                end = self._foreign_name(at, sentence) if token.shape == "cap" else at + 1
                if token.named:
                    found.append(Span(at, end, self.key(at, end)))
                at = end
        found = self._with_both_surnames(found)
        return self._without_genitives(found) if self.lang in _GENITIVES else found

    def _with_both_surnames(self, spans: list[Span]) -> list[Span]:
        """`spans` with two surnames as one span, where a full name of the text has them: "Díaz Ayuso"."""
        tails = {key.partition(" ")[2] for key in (span.key for span in spans) if key.count(" ") > 1}
        found: list[Span] = []
        for span in spans:
            before = found[-1] if found else span
            if (
                span.last - before.first == 2
                and span.first == before.last
                and self.key(before.first, span.last) in tails
            ):
                found[-1] = Span(before.first, span.last, self.key(before.first, span.last))
                continue
            found.append(span)
        return found

    def _without_genitives(self, spans: list[Span]) -> list[Span]:
        """`spans` with the keys of names in the genitive as in the nominative: "Jane Roes Haus", beside "Jane Roe"."""
        full = {span.key for span in spans if span.last - span.first > 1}
        surnames = {key.rpartition(" ")[2] for key in full}
        found = []
        for span in spans:
            base, several = span.key[:-1], span.last - span.first > 1
            owner = span.key.endswith("s") and not span.registered and base in (full if several else surnames)
            found.append(replace(span, key=base) if owner else span)
        return found

    def _follows_determiner(self, at: int) -> bool:
        before = self.tokens[at - 1].lower if at else ""
        return before in _DETERMINERS or before.startswith(_INFLECTED)

    def _is_quoted(self, first: int, last: int) -> bool:
        """Whether words stand in quotation marks of their own, or behind "laut"."""
        before = self.tokens[first - 1] if first else None
        after = self.tokens[last] if last < len(self.tokens) else None
        if before is None or before.lower == "laut":
            return before is not None
        return before.text in _QUOTES and after is not None and after.text in _QUOTES

    def _opens_foreign(self, at: int, end: int, sentence: Sentence) -> bool:
        """Whether a state's name is a given name here, with a surname behind it: "Jordan Roe"."""
        plain = (
            end == at + 1 and self.tokens[at].text in self.register.plain and self.tokens[at].text in self.lexicon.given
        )
        return plain and end < sentence.last and self.tokens[end].shape == "cap" and self._joined(at, end)

    def _foreign_name(self, at: int, sentence: Sentence) -> int:
        """The end of a person's name that begins with a given name at `at`, else of the one word."""
        lex, end = self.lexicon, at + 1
        if self.tokens[at].text not in lex.given or self.tokens[at].text in lex.weak_given:
            return end
        if self.lang in _CAPITAL_NOUNS and self.tokens[at].text in _NOUNS_TOO and self._follows_determiner(at):
            return end  # "ein Roman von Jane Roe"
        last, surnames = end, 0
        while end < sentence.last and end < at + 6 and self._joined(end - 1, end):
            token = self.tokens[end]
            if token.shape in ("cap", "camel", "initial"):
                if surnames and last < end and token.text in lex.given:
                    break  # a preposition, not a particle: "Ada Ferri da Carlo Brunetti"
                if last < end and last > at + 1 and self.tokens[end - 1].lower in _CONTRACTED:
                    break  # "Jane Ann vom Verband"
                last = end + 1
                surnames += token.shape != "initial" and token.text not in lex.given
                if surnames == (1 if self.lang in _CAPITAL_NOUNS else 2):
                    break
            elif token.lower not in lex.particles:
                break
            end += 1
        return last
