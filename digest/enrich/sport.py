"""Clubs that go by their town's name, which match reports and tables are full of."""

from __future__ import annotations

from digest.enrich.spans import Reader, Span

_SPORT = frozenset(
    """
    match matches game games league cup season coach goal goals scored innings wicket wickets striker midfielder
    defender halftime half-time division championship tournament playoff playoffs points standings fixture
    fixtures club clubs team teams soccer football cricket rugby baseball basketball hockey referee stadium
    quarterback inning pitcher scoreboard knockout semifinal semifinals
    """.split()
)
_LEAST_SPORT = 3
_RESULTS = frozenset(
    """
    v vs beat beats defeated defeats thrashed host hosted hosts visit visited drew against face faces edged downed
    routed
    """.split()
)
_SIDES = frozenset(
    """
    striker midfielder defender goalkeeper captain coach manager fans supporters winger forward innings batsmen
    batsman pitcher quarterback fullback scrumhalf flyhalf side skipper
    """.split()
)
_AT_PLACE = frozenset("in at near from of outside around across to into leave left reached".split())
_LEAST_TABLE = 4


def find_clubs(reader: Reader, spans: list[Span]) -> frozenset[int]:
    """The first tokens of those spans, places and unknown names, that stand where a club does.

    Signs are a table of names and numbers, "A v B", "beat A", "A's striker"; once a town is a club, it is one
    throughout, save after "in", "at", "from" and the like. States stay states.
    """
    tokens = reader.tokens
    about_sport = len({t.lower for t in tokens if t.lower in _SPORT}) >= _LEAST_SPORT
    table = _table_rows(reader, spans)
    if not about_sport and len(table) < _LEAST_TABLE * 2:
        return frozenset()
    if len(table) < _LEAST_TABLE:
        table = set()
    strong = {span.key.lower() for span in spans if span.first in table or (about_sport and _in_result(reader, span))}
    found = set[int]()
    for span in spans:
        if (span.registered and span.sort == "name") or span.sort == "demonym":
            continue
        if span.first in table or (span.key.lower() in strong and not _placed(reader, span)):
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
    return rows


def _in_result(reader: Reader, span: Span) -> bool:
    tokens = reader.tokens
    before = tokens[span.first - 1].lower if span.first and not tokens[span.first].first else ""
    after = tokens[span.last].lower if span.last < len(tokens) else ""
    if after in ("v", "vs") or before in ("v", "vs"):
        return True
    if before in _RESULTS or (after in _RESULTS and before not in _AT_PLACE):
        return True
    if after in ("'s", "’s") and span.last + 1 < len(tokens):
        after = tokens[span.last + 1].lower
    return after in _SIDES


def _placed(reader: Reader, span: Span) -> bool:
    """Whether a name stands as a place does: "in Leeds", "LEEDS, England", or as a dateline."""
    tokens = reader.tokens
    before = tokens[span.first - 1].lower if span.first and not tokens[span.first].first else ""
    if before in _AT_PLACE:
        return True
    if span.last >= len(tokens):
        return False
    after = tokens[span.last]
    return (after.shape == "number" and len(after.text) > 3) or after.text in ("(", "—")
