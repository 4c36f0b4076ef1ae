"""Clubs that go by their town's name, which match reports and tables are full of."""

from __future__ import annotations

from itertools import pairwise

from digest.enrich.runs import Span
from digest.enrich.spans import Reader

_SPORT = frozenset(
    """
    match matches game games league cup season coach goal goals scored innings wicket wickets striker midfielder
    defender halftime half-time division championship tournament playoff playoffs points standings fixture
    fixtures club clubs team teams soccer football cricket rugby baseball basketball hockey referee stadium
    quarterback inning innings pitcher scoreboard knockout semifinal semifinals homer homers homered shutout
    ruckman playmaker wickets unbeaten bowled batting equaliser equalised touchdown touchdowns
    """.split()
)
_LEAST_SPORT = 3
_LEAST_DENSE = 150
"""One word in so many is of sport, at least, in a text about it."""
_RESULTS = frozenset(
    """
    v vs beat beats defeated defeats thrashed host hosted hosts visit visited drew against face faces edged downed
    routed blanked outscored trounced hammered crushed swept overcame
    """.split()
)
_SIDES = frozenset(
    """
    striker midfielder defender goalkeeper captain coach manager fans supporters winger forward innings batsmen
    batsman pitcher quarterback fullback scrumhalf flyhalf side skipper ruckman playmaker all-rounder players
    teammate teammates
    """.split()
)
_AGAINST = frozenset("lead win victory defeat loss triumph winners successes wins rivals hopefuls champions".split())
"""With "over" or "against", or right before a name, these make it an opponent's."""
_SERVED = frozenset("played plays play playing homered scored doubled singled signed appeared debuted joined".split())
_ADVERBS = frozenset("also never still already then twice duly comfortably easily narrowly".split())
_CLUB_VERBS = frozenset(
    """
    have has had were was is are need needs needed won win wins lost lose trailed trail led reached scored finished
    clinched moved stayed remained made took kept dropped snapped dominated declared closed collapsed slumped climbed
    resumed opened stepped look looked looks continued gained suffered slipped
    """.split()
)
_AT_PLACE = frozenset("in at near from of outside around across to into leave left reached".split())
_OF = frozenset(("of", "the"))
_LEAST_TABLE = 4


def find_clubs(reader: Reader, spans: list[Span]) -> frozenset[int]:
    """The first tokens of those spans, places and unknown names, that stand where a club does.

    Signs are a table of names and numbers, "A v B", "beat A", "A's striker"; once a town is a club, it is one
    throughout, save after "in", "at", "from" and the like. States stay states.
    """
    tokens = reader.tokens
    said = [t.lower for t in tokens if t.lower in _SPORT]
    signs = len(set(said))
    about_sport = signs >= _LEAST_SPORT and len(said) * _LEAST_DENSE >= len(tokens)
    table = _table_rows(reader, spans) | _fixtures(reader, spans)
    if not signs and len(table) < _LEAST_TABLE * 2:
        return frozenset()
    if len(table) < _LEAST_TABLE:
        table = set()
    asked = _in_result if about_sport else _opposed
    strong = {span.key.lower() for span in spans if span.first in table or (signs and asked(reader, span))}
    if about_sport:
        strong |= _coordinated(reader, spans, strong)
    found = set[int]()
    for span in spans:
        if (span.registered and span.sort == "name") or span.sort == "demonym":
            continue
        if span.first in table or (span.key.lower() in strong and not is_placed(reader, span)):
            found.add(span.first)
    return frozenset(found)


def _table_rows(reader: Reader, spans: list[Span]) -> set[int]:
    """The spans followed by a number and standing behind a number, a mark, or at the sentence's start."""
    tokens, rows = reader.tokens, set[int]()
    for span in spans:
        if span.last >= len(tokens) or tokens[span.last].shape != "number" or len(tokens[span.last].text) > 3:
            continue
        before = tokens[span.first - 1] if span.first else None
        if before is None or before.shape in ("number", "mark") or tokens[span.first].first:
            rows.add(span.first)
        elif span.last + 1 < len(tokens) and tokens[span.last + 1].shape == "number":
            rows.add(span.first)  # the first row, behind its heading
    return rows


def _fixtures(reader: Reader, spans: list[Span]) -> set[int]:
    """The places on both sides of an "AT" in a list of matches: "ONETOWN AT OTHERTOWN"."""
    tokens, found = reader.tokens, set[int]()
    for span, other in pairwise(spans):
        if other.first == span.last + 1 and tokens[span.last].text == "AT":
            found |= {one.first for one in (span, other) if one.sort in ("place", "capital")}
    return found


def _coordinated(reader: Reader, spans: list[Span], strong: set[str]) -> set[str]:
    """The places named together with a club, where neither stands as a place does: "Onetown and Othertown"."""
    tokens, added = reader.tokens, set[str]()
    for span, other in pairwise(spans):
        joined = other.first == span.last + 1 and tokens[span.last].text in (",", "and", "or")
        if not joined or is_placed(reader, span) or is_placed(reader, other):
            continue
        known = [one.key.lower() in strong or one.key.lower() in added for one in (span, other)]
        if known[0] != known[1] and all(one.sort in ("place", "capital") for one in (span, other)):
            added.add((other if known[0] else span).key.lower())
    return added


def _in_result(reader: Reader, span: Span) -> bool:
    tokens = reader.tokens
    begins = tokens[span.first].first
    before = tokens[span.first - 1].lower if span.first and not begins else ""
    after = tokens[span.last].lower if span.last < len(tokens) else ""
    then = tokens[span.last + 1].lower if span.last + 1 < len(tokens) else ""
    earlier = tokens[span.first - 2].lower if span.first > 1 and before else ""
    if before in _AGAINST or (before in ("over", "against", "to", "for") and earlier in _AGAINST | _SERVED):
        return True
    town = span.sort in ("place", "capital")
    if town and before not in _AT_PLACE | _OF and (after in _CLUB_VERBS or (after in _ADVERBS and then in _CLUB_VERBS)):
        return True
    if _is_nickname(reader, span, before):
        return True
    if _opposed(reader, span):
        return True
    if before in _RESULTS or (after in _RESULTS and before not in _AT_PLACE):
        return True
    if after in ("'s", "’s") and span.last + 1 < len(tokens):
        after = tokens[span.last + 1].lower
    return after in _SIDES


def _opposed(reader: Reader, span: Span) -> bool:
    """Whether a name stands beside "v", "vs" or "versus"."""
    tokens = reader.tokens
    beside = [tokens[at].lower for at in (span.first - 1, span.last) if 0 <= at < len(tokens)]
    return any(word in ("v", "vs", "versus") for word in beside)


def _is_nickname(reader: Reader, span: Span, before: str) -> bool:
    """ "the Someanimals", a plural with a capital that nothing else explains, is a team in a text on sport."""
    word = reader.tokens[span.first]
    lex = reader.lexicon
    return (
        before == "the"
        and span.last - span.first == 1
        and span.sort == "name"
        and word.shape == "cap"
        and word.lower.endswith("s")
        and not word.lower.endswith("ss")
        and not any(word.lower in words for words in (lex.beliefs, lex.peoples, lex.calendar, lex.things))
    )


def is_placed(reader: Reader, span: Span) -> bool:
    """Whether a name stands as a place does: "in Leeds", "LEEDS, England", or as a dateline."""
    tokens = reader.tokens
    before = tokens[span.first - 1].lower if span.first and not tokens[span.first].first else ""
    if before in _AT_PLACE:
        return True
    if span.last >= len(tokens):
        return False
    after = tokens[span.last]
    return (after.shape == "number" and len(after.text) > 3) or after.text in ("(", "—")
