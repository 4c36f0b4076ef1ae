"""Candidate names: runs of capitalised words, cut where a title, a nationality or a registered name begins or ends."""

from __future__ import annotations

from itertools import pairwise

from digest.enrich.foreign import ForeignReader
from digest.enrich.names import Sentence
from digest.enrich.runs import CLOSING_SHORTS, JOINTS, NOBLE, OPEN_HEADS, THEMED_HEADS, Span

_LONGEST_TITLE = 4
_FORMER = frozenset(
    """
    former ex late acting outgoing incoming new old veteran senior junior vice deputy assistant interim then chief
    first second third leading top fellow rookie retired honorary legendary
    """.split()
)
STATE_HEADS = frozenset(
    """
    ministry government parliament army navy embassy court senate congress cabinet department council assembly
    forces force police military legislature treasury consulate constitution administration intelligence
    """.split()
)
SOLITARY = frozenset("congress senate parliament treasury navy army marines cabinet politburo".split())
"""Bodies that go by one word, where it has a capital in mid-sentence."""
_MEMBERS = frozenset("democrats republicans conservatives tories democrat republican".split())
_OPENERS = frozenset(
    """
    two three four five six seven eight nine ten though although while whilst since because unless despite among
    besides unlike like then now here there yet so still even just only also once both either neither every each
    some any many most several such another other all few much more no meanwhile however instead perhaps maybe
    according following including given today yesterday tomorrow amid given former
    """.split()
)
_UNSURE_DAYS = frozenset("may april june august jan mar jun dec sat sun am pm wed".split())
_NAMED_MONTHS = frozenset("april june august may".split())
_BEFORE_MONTHS = frozenset("the in since until till during early late mid next last this".split())
_CAPITAL_PARTICLES = frozenset("de van von di du del della le la el da dos ter ten".split())
"""Particles that with a capital begin a name which stands without the given name: "Van Someone"."""
_ADDRESS = frozenset("mr mrs ms miss dr sir".split())
_SURNAME_TITLES = frozenset(
    """
    sen king prince duke lord judge bishop baron major marshal pope dean chase constable chancellor
    """.split()
)


class Reader(ForeignReader):
    """Reads the spans of one text."""

    def spans(self) -> list[Span]:
        """All candidates of the text, in order, none touching another."""
        found: list[Span] = []
        tokens, registered = self.tokens, self.register.longest
        for sentence in self.sentences:
            at = sentence.first
            while at < sentence.last:
                if tokens[at].shape in ("lower", "mark") and tokens[at].text not in registered:
                    at += 1  # most words
                    continue
                end = self._run_end(at, sentence)
                if end == at:
                    at += 1
                    continue
                found += self._cut(at, end, sentence)
                at = end
        return found

    def _cut(self, first: int, last: int, sentence: Sentence) -> list[Span]:
        """The candidates within one run."""
        found: list[Span] = []
        at, titled, adjective, role = first, False, None, None
        while at < last:
            if self.tokens[at].lower in NOBLE and at + 2 < last and self.tokens[at + 1].lower == "of":
                found.append(Span(at, at + 3, self.key(at, at + 3), titled=True))
                at, titled, adjective, role = at + 3, False, None, None
                continue
            title = self._title_end(at, last, sentence)
            if title == last == at + 1 and titled and self._follows_address(at):
                title = 0  # "Mr. King"
            if title and not self._heads_name(at, last, sentence):
                role = at if role is None else role
                at, titled = title, True
                continue
            match = self.match(at, sentence.last)
            if match and (end := self._settle(at, match, last, titled, sentence)):
                end = self._with_company_ending(end, last) if match[1] == "name" else end
                found.append(Span(at, end, self.key(at, end), match[2], match[1], titled, role))
                adjective = self.key(at, end) if match[1] == "demonym" else None
                role = at if match[1] != "place" else None
                at, titled = end, False
                continue
            if not match and self._is_filler(at, last, sentence):
                at += 1
                continue
            end = self._name_end(at, last, sentence)
            stop = self._trim(at, end, sentence)
            if stop > at:
                known = match[2] if match and match[0] == stop and match[1] == "name" and not titled else None
                found.append(
                    Span(at, stop, self.key(at, stop), known, "name", titled, role if titled else None, adjective)
                )
            at, titled, adjective, role = max(end, at + 1), False, None, at
        return found

    def _title_end(self, at: int, last: int, sentence: Sentence) -> int:
        token, lex = self.tokens[at], self.lexicon
        if "-" in token.lower and token.lower.replace("-", " ") in lex.titles:
            return at + 1
        if (token.lower in lex.people or token.lower in lex.beliefs) and self.strong_given(at + 1, last):
            return at + 1
        for end in range(min(last, at + _LONGEST_TITLE), at, -1):
            phrase = " ".join(t.lower for t in self.tokens[at:end])
            if phrase in self.lexicon.titles:
                return end
        return 0

    def _follows_address(self, at: int) -> bool:
        """Whether the title word at `at` is a surname, since "Mr", "Dr" or the like stands before it."""
        before = at - 2 if at > 1 and self.tokens[at - 1].text == "." else at - 1
        return self.tokens[at].lower in _SURNAME_TITLES and before >= 0 and self.tokens[before].lower in _ADDRESS

    def strong_given(self, at: int, last: int) -> bool:
        """Whether at `at` a given name that is nothing else is followed by another word of a name."""
        text = self.tokens[at].text.partition("-")[0] if at + 1 < last else ""
        return text in self.lexicon.given and text not in self.lexicon.weak_given and self.tokens[at + 1].named

    def _heads_name(self, at: int, last: int, sentence: Sentence) -> bool:
        """Whether a title word begins a longer name that is no person's ("Justice Department", "General Electric")."""
        if last - at < 2 or sentence.case != "plain":
            return False
        end = at + 1
        while end < last and not self._title_end(end, last, sentence):
            end += 1
        return end - at > 1 and self._is_headed(at, end)

    def _settle(self, at: int, match: tuple[int, str, str | None], last: int, titled: bool, sentence: Sentence) -> int:
        """The end of a registered name if it stands for itself there, else 0: it is part of a longer name."""
        end, sort, actor_id = match
        if end >= last or (sort == "demonym" and self._splits_off(end, last, sentence)):
            return end
        tail = self._name_end(end, last, sentence)
        if tail == end or self._title_end(end, last, sentence):
            return end
        if sort != "name" and self.strong_given(end, last) and self.tokens[at].text not in self.lexicon.given:
            return end
        lex = self.lexicon
        if sort == "thing" and not self._is_headed(end, tail):
            return tail  # a model of it: "Kindle Oasis"
        if self._is_headed(end, tail):
            office = tail < last and self._title_end(tail, last, sentence)  # "Hong Kong Financial Secretary"
            state = actor_id in self.register.states and not office
            return 0 if sort != "name" or end - at == 1 or state else end
        if sort == "name" and actor_id is not None and self.register.actors[actor_id].kind == "country":
            return 0 if self.key(at, end) in self.register.plain else end
        if sort == "demonym":
            return end
        return 0 if sort in ("capital", "place") or titled or self.key(at, end) in lex.given else end

    def _with_company_ending(self, end: int, last: int) -> int:
        """`end`, moved behind a company's ending that follows a registered name ("Inc.", "plc")."""
        if end < last and self.tokens[end].named and self.tokens[end].lower in self.lexicon.companies:
            end += 1
            if end < last and self.tokens[end].text == "." and self.tokens[end - 1].lower in CLOSING_SHORTS:
                end += 1
        return end

    def _splits_off(self, at: int, last: int, sentence: Sentence) -> bool:
        """Whether a nationality before the name at `at` is no part of it ("German Foreign Ministry")."""
        if self._title_end(at, last, sentence):
            return True
        end = self._name_end(at, last, sentence)
        if self.tokens[end - 1].lower in STATE_HEADS:
            return last - at > 1
        return not self._is_headed(at, end)

    def _is_filler(self, at: int, last: int, sentence: Sentence) -> bool:
        """Whether the word at `at` is no part of the name that follows."""
        token, lex = self.tokens[at], self.lexicon
        if self._is_capital_particle(at, last):
            return False  # "De Someone said": in mid-sentence and at its start
        if (
            not token.first
            and token.shape == "cap"
            and token.text in lex.given
            and at + 1 < last
            and self.tokens[at + 1].named
        ):
            return False
        if token.lower in lex.small or token.shape == "number" or self._is_calendar(at):
            return True
        if token.lower in lex.beliefs and at + 2 == last and self.tokens[at + 1].lower in SOLITARY:
            return True  # "a Republican Congress"
        if token.lower in _FORMER and (token.first or (at + 1 < last and self._title_end(at + 1, last, sentence))):
            return not self._ends_as_name(at, last)
        if token.shape == "mark":
            return True
        if token.lower in lex.joiners or (token.lower in lex.particles and token.shape == "lower" and at + 1 >= last):
            return True
        if sentence.case != "plain":
            return self.is_common(token.lower)
        if token.first and last - at > 1:
            if token.text in lex.given and self.tokens[at + 1].shape in ("cap", "initial", "camel"):
                return False
            if self.looks_common(token.lower) and self.strong_given(at + 1, last):
                return True  # "Champion Jane Hill"
            return self.looks_common(token.lower) and not self._ends_as_name(at, last)
        return token.first and self.is_common(token.lower)

    def _is_capital_particle(self, at: int, last: int) -> bool:
        token = self.tokens[at]
        return (
            token.shape == "cap"
            and token.lower in _CAPITAL_PARTICLES
            and at + 1 < last
            and self.tokens[at + 1].shape in ("cap", "camel")
            and self._joined(at, at + 1)
        )

    def _ends_as_name(self, at: int, last: int) -> bool:
        """Whether the run from `at` to `last` is headed by a body, place or thing, and begins as names do."""
        first = self.tokens[at].lower
        if first in self.lexicon.small or first in _OPENERS or last - at < 2:
            return False
        return self._is_headed(at, last)

    def _is_headed(self, at: int, last: int) -> bool:
        """Whether a name ends in a word for a body, place or thing, or has one before "of", "for" or "on"."""
        lex, tail = self.lexicon, self.tokens[last - 1].lower
        if tail in lex.organisations or tail in lex.companies or tail in lex.places or tail in lex.things:
            return True
        lowers = [t.lower for t in self.tokens[at:last]]
        return any(
            (word in OPEN_HEADS and follow in ("of", "for")) or (word in THEMED_HEADS and follow == "on")
            for word, follow in pairwise(lowers)
        )

    def _name_end(self, at: int, last: int, sentence: Sentence) -> int:
        """The end of the name at `at`: before a title, in a headline before an ordinary word."""
        end = at + 1
        surname = self.tokens[last - 1].lower in self.lexicon.surnames and self.strong_given(last - 2, last)
        headed = self._ends_as_name(at, last) and not surname
        while end < last:
            token = self.tokens[end]
            title = self._title_end(end, last, sentence)
            if title and headed and self.tokens[end - 1].lower in JOINTS:
                end = title  # "Institute of Directors"
                continue
            if (
                title
                and token.lower not in self.lexicon.organisations
                and not (title == last and self._own_title(at, end))
            ):
                break
            if (
                sentence.case != "plain"
                and self.is_common(token.lower)
                and token.lower not in self.lexicon.organisations
                and self.tokens[end - 1].lower not in JOINTS
                and not (token.lower in JOINTS and headed)
            ):
                break
            if not headed and self.strong_given(end, last) and (self._leads(end - 1) or self._is_people(end - 1)):
                break
            if token.lower in _MEMBERS or (token.lower in self.lexicon.people and self.strong_given(end + 1, last)):
                break
            if self._is_calendar(end) or self._is_dateline(at, end, last, sentence):
                break
            end += 1
        return end

    def _is_people(self, at: int) -> bool:
        """Whether the word at `at` is a nationality: "Australian Jane Roe"."""
        return self.tokens[at].text in self.register.demonyms

    def _leads(self, at: int) -> bool:
        """Whether the word at `at` can stand before a person's name but is no part of it: "Commons Jane Roe"."""
        lower, lex = self.tokens[at].lower, self.lexicon
        if self.tokens[at].text in lex.given:
            return False
        return (
            lower in lex.organisations
            or lower in lex.people
            or lower in ("commons", "house", "lords", "representatives", "senators")
        )

    def _is_calendar(self, at: int) -> bool:
        """Whether the word at `at` is a day or month; those that are names or words too must stand by a number."""
        lower = self.tokens[at].lower
        if lower not in self.lexicon.calendar:
            return False
        if lower not in _UNSURE_DAYS:
            return True
        if lower in _NAMED_MONTHS and at and self.tokens[at - 1].lower in _BEFORE_MONTHS:
            return True
        ahead = self.tokens[at + 1].shape if at + 1 < len(self.tokens) else "mark"
        return ahead == "number" or (at > 0 and self.tokens[at - 1].shape == "number")

    def _is_dateline(self, first: int, at: int, last: int, sentence: Sentence) -> bool:
        """Whether after a name in plain case a place in capitals begins ("Jane Roe NEW YORK 1969-07-20")."""
        token = self.tokens[at]
        if sentence.case == "upper" or token.shape != "upper" or self.tokens[at - 1].shape == "upper":
            return False
        if (
            at - first > 1
            and len(token.text) > 3
            and token.text.isalpha()
            and self.tokens[first].text in self.lexicon.given
        ):
            return True
        match = self.match(at, sentence.last)
        return bool(match and match[1] in ("place", "capital"))

    def _own_title(self, at: int, end: int) -> bool:
        """Whether the last word, though a title, is a surname here: "Stephen King"."""
        if self.tokens[end].lower not in _SURNAME_TITLES:
            return False
        return end - at == 1 or all(
            token.text in self.lexicon.given or token.shape == "initial" for token in self.tokens[at : end - 1]
        )

    def _trim(self, at: int, end: int, sentence: Sentence) -> int:
        while end > at:
            token = self.tokens[end - 1]
            closing = token.text == "." and end - at > 1 and self.tokens[end - 2].lower in CLOSING_SHORTS
            small = token.lower in self.lexicon.small and not (token.text == "I" and end - at > 1)  # "King Someone I"
            if (token.shape in ("mark", "number", "lower") and not closing) or small:
                end -= 1
                continue
            break
        return end
