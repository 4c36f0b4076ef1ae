"""What a candidate name is, weighed from its words and from what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from digest.enrich.evidence import Evidence, kind_of
from digest.enrich.own_words import WordWeigher
from digest.enrich.runs import Span

_PLACE_PREPOSITIONS = frozenset("in near outside around across throughout".split())
_LOOSE_PREPOSITIONS = frozenset("at inside towards toward via within into".split())
_DIRECTIONS = frozenset(
    """
    north south east west northern southern eastern western central northeastern northwestern southeastern
    southwestern north-east north-west south-east south-west downtown nearby mainland rural
    """.split()
)
_TOWN_NOUNS = frozenset(
    """
    town city village province district county port capital suburb region island resort state river lake
    """.split()
)
_ORGANISATION_NOUNS = frozenset(
    """
    company firm group bank agency newspaper magazine airline carrier party club team network broadcaster channel
    station organisation organization charity union union's maker retailer giant startup start-up supermarket
    chain website site publisher conglomerate brokerage think-tank militia movement daily weekly tabloid side
    """.split()
)
_ORGANISATION_FOLLOWERS = frozenset(
    """
    shares stock officials spokesman spokeswoman spokesperson executives employees staff workers headquarters
    subsidiary unit plc shareholders management fans supporters board bosses news newspaper magazine officials
    lawmakers
    """.split()
)
_PAPERS = frozenset("newspaper newspapers tabloid magazine weekly broadsheet".split())
# "the Roe administration" is named after a person.
_PERSONAL = frozenset(
    """
    regime administration campaign presidency family era aide aides loyalists supporters premiership
    """.split()
)
_SPEECH = frozenset(
    """
    said says told tells added adds asked replied insisted claimed warned wrote tweeted explained admitted denied
    believes thinks hopes recalled joked argued noted announced
    """.split()
)
_DEALS = frozenset(
    """
    reported reports posted posts plans planned expects expected buys bought acquires acquired sells sold offers offered
    launched launches signed unveiled introduced published publishes released releases issued issues hired fired
    filed sued bid bids appointed owns operates employs ruled approved fined charged opposes
    """.split()
)
"""What companies and agencies do, beside speaking."""
_HEADS_OF_BODIES = frozenset(
    """
    leader chairman chairwoman president chief boss ceo founder member members membership spokesman spokeswoman
    spokesperson officials lawmakers activists headquarters shares subsidiary bid deal merger rebels guerrillas
    owner owners co-founder employees shareholders customers division unit
    """.split()
)
_AUXILIARIES = frozenset("is was has had did does will would could can may might must should".split())
_FORMER_WORDS = frozenset("former new late giant then-".split())


_IDLE = 3.0
"""Points for an organisation up to which a name has little more for it than its capitals."""
_TALLIES = frozenset("points goal goals assist assists save saves rebound rebounds steal steals tackles kills".split())
_SOURCES = frozenset((("according", "to"), ("interview", "with"), ("draw", "with"), ("owned", "by"), ("run", "by")))
_ADDRESS = frozenset("mr mrs ms miss dr president sir lord lady senator".split())
_LISTING = frozenset((",", "/", "and", "or", "|"))
_MOST_INITIALS = 3
_NUMERAL = re.compile(r"[IVX]+")
_LEAST_AUTHORS = 4
_NOTHING = 0.5
"""The same for a word that is capitalised as all names are."""


@dataclass(slots=True)
class Weigher(WordWeigher):
    """Collects evidence on the spans of one text."""

    def weigh(self, spans: list[Span], clubs: frozenset[int] = frozenset()) -> dict[str, Evidence]:
        """Evidence by span key, for the spans that are not registered. `clubs` are the first tokens of clubs' names."""
        rows = [s for s in spans if s.first in clubs and s.sort == "name" and s.registered is None]
        teams = [span for span in rows if self._may_be_club(span)]
        players = len(rows) - len(teams)
        for span in teams:
            if span.last - span.first == 1 or players * 2 < len(rows) or self._is_headed(span):
                self.of[span.key].organisation += 3
        for span in spans:
            if span.registered is None and span.sort == "name":
                evidence = self.of[span.key]
                if not evidence.seen:
                    self.weigh_words(span, evidence)
                self._weigh_context(span, evidence)
        self._weigh_models(spans)
        self._weigh_references(spans)
        self._weigh_idle(spans)
        self._weigh_lists(spans)
        return self.of

    def _weigh_models(self, spans: list[Span]) -> None:
        """What stands right behind its maker's name is a thing, unless it is a body: "Sony Trinket Max"."""
        for maker, span in pairwise(spans):
            behind = maker.last == span.first and maker.registered is not None and maker.sort == "name"
            if behind and span.key in self.of and self._is_body(maker) and not self._is_headed(span):
                self.of[span.key].thing += 2

    def _weigh_references(self, spans: list[Span]) -> None:
        """Authors of a list of references, and the first word of the title behind them: "Roe J, Doe B. Effects"."""
        tokens, authors = self.reader.tokens, list[Span]()
        for span in spans:
            words = tokens[span.first : span.last]
            if span.key in self.of and len(words) > 1 and words[0].shape == "cap":
                initials = words[1].text.rstrip(".")
                short = initials.isalpha() and initials.isupper() and len(initials) <= _MOST_INITIALS
                if short and not _NUMERAL.fullmatch(initials):
                    authors.append(span)
        if sum(span.last - span.first == 2 for span in authors) >= _LEAST_AUTHORS:
            for span in authors:
                self.of[span.key].thing += 8

    def _may_be_club(self, span: Span) -> bool:
        """Whether a name in a club's place is no player's and no abbreviation: tables have those too."""
        lex, token = self.reader.lexicon, self.reader.tokens[span.first]
        if span.last - span.first > 1:
            player = token.text in lex.given and token.text not in self.reader.register.places
            return self._is_headed(span) or not player
        return token.shape != "upper" or token.lower not in lex.upper

    def _is_headed(self, span: Span) -> bool:
        return self.reader.tokens[span.last - 1].lower in self.reader.lexicon.organisations

    def _weigh_idle(self, spans: list[Span]) -> None:
        """Capitals that never do what bodies do are a thing's: "SEO", "JSON", "SmartLife"."""
        tokens, idle = self.reader.tokens, set[str]()
        openers = {tokens[span.first].text for span in spans if span.last - span.first > 1 and self._is_body(span)}
        for number, span in enumerate(spans):
            if span.last - span.first > 1 or span.key not in self.of or self.of[span.key].acts:
                continue
            token = tokens[span.first]
            most = _IDLE if token.shape in ("upper", "camel") else _NOTHING
            loud = self.reader.sentences[token.sentence].case == "upper"
            if loud or self.of[span.key].organisation > most or self.of[span.key].person:
                continue
            around = (spans[number - 1] if number else None, spans[number + 1] if number + 1 < len(spans) else None)
            if not self._stands_with_bodies(span, *around):
                idle.add(span.key)
            else:
                self.of[span.key].acts += 1
        idle = {key for key in idle if not self.of[key].acts}
        for key in idle - openers:
            self.of[key].thing += _IDLE

    def _stands_with_bodies(self, span: Span, before: Span | None, after: Span | None) -> bool:
        """Whether a name stands in brackets behind a body's, or in a list with a registered one: "Sony, QXZ and LG"."""
        tokens = self.reader.tokens
        if before and before.last + 1 == span.first and tokens[before.last].text == "(":
            named = before.key in self.of and kind_of(self.of[before.key]) == "person"
            if named or self._is_body(before):  # "Jane Roe (Wanderers)"
                return True
        pairs = [(before, span), (span, after)]
        return any(
            left
            and right
            and left.last + 1 == right.first
            and tokens[left.last].lower in _LISTING
            and self._is_body(left if right is span else right)
            and bool((left if right is span else right).registered)
            for left, right in pairs
        )

    def _is_body(self, span: Span) -> bool:
        """Whether a name is, as far as is known, an organisation's."""
        if span.registered:
            return self.reader.register.actors[span.registered].kind == "organisation"
        return span.key in self.of and kind_of(self.of[span.key]) == "organisation"

    def _weigh_lists(self, spans: list[Span]) -> None:
        """A name of several words in a list of persons is one: "Jane Roe, Tiger Woods and John Doe"."""
        tokens, persons = self.reader.tokens, set[int]()
        for number, span in enumerate(spans):
            if span.last - span.first > 1 and span.key in self.of and kind_of(self.of[span.key]) == "person":
                persons.add(number)
        for number in range(1, len(spans) - 1):
            before, span, after = spans[number - 1 : number + 2]
            if number in persons or span.key not in self.of or span.last - span.first not in (2, 3):
                continue
            listed = before.last + 1 == span.first and span.last + 1 == after.first
            if (
                listed
                and {number - 1, number + 1} <= persons
                and tokens[before.last].text == ","
                and tokens[span.last].text in (",", "and", "or")
            ):
                self.of[span.key].person += 4

    def _weigh_context(self, span: Span, found: Evidence) -> None:
        """What stands around one occurrence."""
        reader, lex = self.reader, self.reader.lexicon
        tokens = reader.tokens
        sentence = reader.sentences[tokens[span.first].sentence]
        found.seen += 1
        if sentence.case == "plain" and not tokens[span.first].first:
            found.name += 1
        before = [t.lower for t in tokens[max(sentence.first, span.first - 3) : span.first]]
        after = [t.lower for t in tokens[span.last : min(sentence.last, span.last + 4)]]
        one, two = (before[-1] if before else ""), (before[-2] if len(before) > 1 else "")
        nxt = after[0] if after else ""
        lone = span.last - span.first == 1
        ordinary = lone and tokens[span.first].lower in reader.lower_here  # "Chief Diversity Officer"
        if span.titled and (not ordinary or one.rstrip(".") in _ADDRESS or one == "."):
            found.person += 6 if lone and tokens[span.first].lower in lex.titles else 3  # "Mr. King"
        if one in lex.people and sentence.case == "plain":
            found.person += 2.5
        if one in _PLACE_PREPOSITIONS or (one in _DIRECTIONS and sentence.case == "plain"):
            found.place += 1.5
        if one in _LOOSE_PREPOSITIONS:
            found.place += 0.8
        if (one == "from" and nxt == "to") or (one == "to" and before[0] == "from"):
            found.place += 2
        if one == "of" and two in _TOWN_NOUNS:
            found.place += 3
        if one in ("a", "an") and not nxt.isalpha() and nxt not in ("'s", "’s", "-", "/"):
            found.thing += 1.5  # "once a Girl Scout, she": one of many
        if nxt in _PERSONAL and tokens[span.last - 1].shape == "cap":
            found.person += 1.5
        elif one == "the" or (one in _FORMER_WORDS and two == "the"):
            found.person -= 1.5 if nxt not in lex.people else 0
            found.organisation += 0.4
        if one in lex.products or (one in ("called", "named", "dubbed", "codenamed") and two in lex.products):
            found.thing += 2.5
        if tokens[span.last - 1].shape != "number" and span.last < sentence.last and span.last - span.first == 1:
            number = tokens[span.last]
            if number.shape == "number" and number.start - tokens[span.last - 1].end == 1 and sentence.case == "plain":
                found.thing += 1.5  # "Luna 15"
        self._weigh_nouns(span, one, after, found)
        if span.last - span.first > 1 and nxt.isdigit() and len(after) > 1 and after[1] in _TALLIES:
            found.person += 2  # "Someone Miles 12 points"
        if one in _SPEECH and (not nxt or not nxt[0].isalnum()) and two and not two.isalnum():
            found.person += 1.2  # “…,” said Someone.
            found.organisation += 0.5
        self._weigh_follow(span, nxt, after, found)
        if span.last - span.first == 1 and (self._acts(one, two, nxt) or self._is_spoken_of(span, before, after)):
            found.acts += 1

    def _acts(self, one: str, two: str, nxt: str) -> bool:
        """Whether a name between these words does what bodies do, or stands as only they stand."""
        lex = self.reader.lexicon
        if nxt in ("'s", "’s") or nxt in _ORGANISATION_FOLLOWERS or nxt in _HEADS_OF_BODIES:
            return True
        if nxt in _DEALS or (nxt in lex.verbs and nxt not in _AUXILIARIES):
            return True
        if one in ("told", "against", "joined", "sued") or one in _ORGANISATION_NOUNS:
            return True
        if (two, one) in _SOURCES or (one == "," and two in _ORGANISATION_NOUNS) or (one == "[" and nxt == "]"):
            return True
        return (one == "of" and two in _HEADS_OF_BODIES) or (one in ("at", "for", "with") and two in lex.people)

    def _is_spoken_of(self, span: Span, before: list[str], after: list[str]) -> bool:
        """Whether a name has announced and the like, or stands behind a state's possessive: "Spain's Corvena"."""
        if len(after) > 1 and after[0] in ("has", "have", "had"):
            return after[1] in _DEALS or (after[1] in self.reader.lexicon.verbs and after[1] not in _AUXILIARIES)
        if before[-1:] in (["'s"], ["’s"]) and span.first > 1:
            register = self.reader.register
            return register.names.get(self.reader.tokens[span.first - 2].text) in register.states
        return False

    def _weigh_nouns(self, span: Span, one: str, after: list[str], found: Evidence) -> None:
        """The nouns right before and behind a name that only bodies have."""
        nxt, then = (after[0] if after else ""), (after[1] if len(after) > 1 else "")
        if one in _ORGANISATION_NOUNS:
            found.organisation += 2
        if nxt == "desk":
            found.thing += 4  # "by the Sports desk"
        if nxt in _PAPERS or one in _PAPERS:
            found.organisation += 4  # "the Sun newspaper", "the newspaper Le Monde"
        if nxt == "/" and self._registered_at(span.last + 1):
            found.organisation += 2  # "a Someone/ITV poll"
        if nxt in _ORGANISATION_NOUNS or nxt in _ORGANISATION_FOLLOWERS:
            found.organisation += 1.5
        if nxt in ("'s", "’s") and then in ("chief", "ceo", "chairman", "board", "shares", "spokesman", "headquarters"):
            found.organisation += 1.5

    def _weigh_follow(self, span: Span, nxt: str, after: list[str], found: Evidence) -> None:
        lex = self.reader.lexicon
        if nxt in lex.products or (nxt == "and" and len(after) > 2 and after[2] in lex.products):
            found.thing += 4
        if nxt in _SPEECH:
            found.person += 1.2
            found.organisation += 0.5
        elif nxt in ("who", "whose", "himself", "herself"):
            found.person += 2
        elif nxt in lex.verbs and nxt not in _AUXILIARIES:
            found.person += 0.5
        if nxt in (",", "(") and len(after) > 1:
            if after[1].isdigit() and len(after[1]) == 2 and len(after) > 2 and after[2] in (",", ")", "."):
                found.person += 3
            elif nxt == "(" and self._country_in_brackets(span):
                found.person += 1.2  # "Someone Miles (U.S.)"
            elif (
                after[1] in lex.people
                or (len(after) > 2 and after[1] in ("a", "an", "the", "who", "his", "her") and after[2] in lex.people)
                or after[1] == "who"
            ):
                found.person += 2
        if nxt == ":" and self.reader.tokens[span.first].shape == "upper":
            found.thing += 3
        if nxt == ",":
            state = self._state_at(span.last + 1)
            if state:
                found.place += 3

    def _country_in_brackets(self, span: Span) -> bool:
        """Whether a name of two words, none of them ordinary, has its country in brackets behind it."""
        reader, words = self.reader, self.words_of(span)
        match = reader.match(span.last + 1, min(len(reader.tokens), span.last + 5))
        return (
            len(words) == 2
            and bool(match and match[2] in reader.register.states)
            and not any(reader.is_common(word.lower) for word in words)
        )

    def _registered_at(self, at: int) -> bool:
        """Whether a registered organisation begins at token `at`."""
        match = self.reader.match(at, min(len(self.reader.tokens), at + 5)) if at < len(self.reader.tokens) else None
        return bool(match and match[2] and self.reader.register.actors[match[2]].kind == "organisation")

    def _state_at(self, at: int) -> bool:
        """Whether a state or region begins at token `at`: "Denver, Colorado"."""
        reader = self.reader
        if at >= len(reader.tokens) or reader.tokens[at].sentence != reader.tokens[at - 1].sentence:
            return False
        match = reader.match(at, min(len(reader.tokens), at + 5))
        if not match:
            return False
        _, sort, actor_id = match
        country = sort == "name" and actor_id is not None and reader.register.actors[actor_id].kind == "country"
        return sort == "place" or country
