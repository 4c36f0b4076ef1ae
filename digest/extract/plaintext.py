"""Cleans a plain-text dump of a news page: what a browser copies, a line a block, with no tags to go by.

The article is told from menus, addresses, notices, share labels and related headlines in three steps. Rules that need
no context bar what can be no article (a language switcher, an address above or below it, a line known to recur).
`linemodel` labels the rest by line shape, length, sentence likeness, position and the small lists in `lexicon`. Then
the headline, byline and date are read from what stands above the body. No line is lost: each is the title, in the body,
or in `removed` under the rule that cut it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from digest.errors import ExtractError
from digest.extract.lineclasses import (
    is_address_line,
    is_caption,
    is_cookie_notice,
    is_copyright_line,
    is_hours_line,
    is_language_name,
    is_switcher,
    name_line,
)
from digest.extract.linefeatures import LOOKED_AT, Line, describe_line, describe_lines
from digest.extract.linemodel import AFTER, BEFORE, INSIDE, label_lines
from digest.extract.masthead import choose_published, cut_dateline, read_byline, read_dates
from digest.extract.pagefeatures import extract_features, find_headline
from digest.models import Moment, Removed
from digest.text import QUESTION_ENDS, fold_line, normalise, word_count

_BREAKS = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_SITE_PART = re.compile(r"\s+[|–—·•»-]+\s+")
_FAR = 10
_LEAST_WIDTH = 100
_LEAST_WORDS = 6
_LONG = 60
_MANY_GROUPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainBody:
    """An article as found in a dump.

    `title` is None where no line is a headline. `byline` and `published` are read from the lines around the headline,
    and only where they are explicit. `dateline` is cut from the first paragraph. `removed` holds every other line.
    """

    title: str | None
    byline: tuple[str, ...]
    published: Moment | None
    dateline: str | None
    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...]


def clean_dump(text: str, *, title: str | None = None, recurring: frozenset[str] = frozenset()) -> PlainBody:
    """The article in `text`, a decoded dump. `title`: the headline, where it is known from elsewhere.

    `recurring` are the folded lines known to recur in the source's documents (`learn_recurring`). Raises ExtractError
    "empty" where no line has text, and "no-article" where no line reads like one of an article.
    """
    lines = read_lines(text)
    if not lines:
        raise ExtractError("empty", "the text is empty: check that the file was saved whole")
    title = normalise(title or "").replace("\n", " ") or None
    headline = find_headline(lines)
    echoes = _find_echoes(lines, title) if title else set()
    if echoes and headline not in echoes:
        headline = min(echoes)
    barred = [i in echoes or _is_barred(line, recurring) for i, line in enumerate(lines)]
    states = _label(lines, headline, barred)
    inside = [i for i, state in enumerate(states) if state == INSIDE and not barred[i]]
    _check_article([lines[i] for i in inside])
    kept: set[int] = set()
    if title is None:
        headline = _choose_headline(lines, headline, inside, barred)
        if headline is not None:
            title = _trim_title(lines, headline)
            echoes = _find_echoes(lines, title)
            above = headline if headline in inside else -1
            inside = [i for i in inside if i > above and i != headline and i not in echoes]
        if headline is not None and lines[headline].text == title:
            kept.add(headline)
    inside = _drop_repeats(lines, _leave_masthead(lines, inside))
    _check_article([lines[i] for i in inside])
    masthead = _find_masthead(lines, headline, inside, barred)
    byline = next((names for i in masthead if (names := read_byline(lines[i].text))), ())
    paragraphs = [lines[i].text for i in inside]
    dateline, paragraphs[0] = cut_dateline(paragraphs[0])
    kept.update(inside)
    rules = _Rules(lines=lines, states=states, recurring=recurring, echoes=echoes, masthead=masthead, headline=headline)
    return PlainBody(
        title=title,
        byline=byline,
        published=choose_published(lines[i].text for i in masthead),
        dateline=dateline,
        paragraphs=tuple(paragraphs),
        removed=tuple(Removed(rule=rules.name(i), text=line.text) for i, line in enumerate(lines) if i not in kept),
    )


def read_lines(text: str) -> list[Line]:
    """The lines of a dump that have text, normalised and described."""
    # The whole text is normalised at once, between two lines that keep its outer blank lines from being cut.
    text = _BREAKS.sub("\n", text)
    normal = normalise(f"|\n{text}\n|").split("\n")[1:-1]
    raws = text.split("\n")
    tabbed = "\t" in text
    rows = [(line, tabbed and "\t" in raw.strip()) for line, raw in zip(normal, raws, strict=True) if line]
    return describe_lines([line for line, _ in rows], [tab for _, tab in rows])


def _is_barred(line: Line, recurring: frozenset[str]) -> bool:
    return is_switcher(line.text) or is_caption(line) or _fold_whole(line) in recurring


def _fold_whole(line: Line) -> str:
    return line.folded if len(line.text) <= LOOKED_AT else fold_line(line.text)


def _label(lines: Sequence[Line], headline: int | None, barred: list[bool]) -> list[int]:
    """The states of the lines, after two corrections the chain cannot make by itself.

    An address, a notice or a copyright line can stand within an article, not at its edge: where one was taken for its
    beginning or end it is barred (in `barred`), and the page is labelled again. And where a notice stands right below
    an article, its last sentence can be taken for part of the notice.
    """
    features = extract_features(lines, headline)
    states = label_lines(lines, features, barred)
    prose = [i for i, s in enumerate(states) if s == INSIDE and lines[i].prose and not is_cookie_notice(lines[i])]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    changed = False
    for i, line in enumerate(lines):
        if states[i] == INSIDE and not barred[i] and not first < i < last and _is_edge_chrome(line):
            barred[i] = changed = True
    if changed:
        states = label_lines(lines, features, barred)
    below = max((i for i, state in enumerate(states) if state == INSIDE), default=len(lines)) + 1
    if below < len(lines) and not barred[below] and _reads_on(lines[below]):
        states[below] = INSIDE
    return states


def _reads_on(line: Line) -> bool:
    """Whether a line is a sentence that says nothing of the page it stands in."""
    return line.prose and line.ended and not line.cue and name_line(line) is None


def _is_edge_chrome(line: Line) -> bool:
    if is_language_name(line.text) or is_cookie_notice(line):
        return True
    return is_address_line(line) or is_hours_line(line) or is_copyright_line(line)


def _check_article(lines: Sequence[Line]) -> None:
    """Raises where there is no text to speak of: no line like a sentence, or no more than a label's worth."""
    readable = any(line.prose and word_count(line.text[:300]) >= _LEAST_WORDS for line in lines)
    readable = readable or sum(line.ended for line in lines) >= 2
    if not readable or sum(line.width for line in lines) < _LEAST_WIDTH:
        raise ExtractError("no-article", "no article was found in the text: it has menus, labels and headlines only")


# --- the headline ----------------------------------------------------------------------------------------


def _find_echoes(lines: Sequence[Line], title: str) -> set[int]:
    """The lines that are the title again: the same words, with a site's name beside them, or cut short."""
    wanted = fold_line(title)
    # Of "Headline | Site" either side may have the site's name; a part must be most of it to be the headline.
    parts = {part for part in map(fold_line, _SITE_PART.split(title)) if 2 * len(part) >= len(wanted)}
    echoes = set()
    for i, line in enumerate(lines):
        if not len(title) <= 3 * len(line.text) <= 6 * len(title) + 180:
            continue
        cut = line.text.rstrip(" .…")
        shortened = line.text.endswith(("...", "…")) and 2 * len(cut) > len(title) and title.startswith(cut)
        if line.folded == wanted or shortened or not parts.isdisjoint(map(fold_line, _SITE_PART.split(line.text))):
            echoes.add(i)
    return echoes


def _choose_headline(
    lines: Sequence[Line], found: int | None, inside: Sequence[int], barred: Sequence[bool]
) -> int | None:
    """The line above the body that is its headline: the one its words spoke for, else the nearest that can be one."""
    first = inside[0]
    start = max(0, min(first, first if found is None else found) - _FAR)
    fit = {i for i in range(start, min(first + _FAR, len(lines))) if not barred[i] and _can_be_headline(lines[i])}
    uses = Counter(word for i in inside for word in lines[i].content)
    if found is not None and not barred[found]:
        if first - 6 * _FAR <= found < first:
            return _climb(lines, found, fit, uses)
        if found in inside[: _FAR // 2]:
            risen = _climb(lines, found, fit, uses)
            if not lines[risen].prose and risen < inside[-1]:
                return risen
    near = [i for i in range(max(0, first - _FAR), first) if i in fit]
    if near:
        return _climb(lines, max(near, key=lambda i: (_rate_headline(lines[i], uses), i)), fit, uses)
    can_open = len(inside) > 1 and first in fit and not lines[first].ended
    return first if can_open and lines[inside[1]].prose else None


def _climb(lines: Sequence[Line], chosen: int, fit: Set[int], uses: Mapping[str, int]) -> int:
    """The headline of `chosen`, where that is a standfirst, a subheading or a caption that stands close below one."""
    sentence = lines[chosen].ended or lines[chosen].prose
    least = (0.3 if sentence else 0.75) * _rate_headline(lines[chosen], uses)
    above = [i for i in range(max(0, chosen - _FAR // 2), chosen) if i in fit and not lines[i].prose]
    above = [i for i in above if "bracket last" not in lines[i].features]
    good = [i for i in above if lines[i].width >= 24 and _rate_headline(lines[i], uses) >= least]
    if not good:
        return chosen
    return good[-1] if sentence else min(i for i in good if i >= good[-1] - 1)


def _rate_headline(line: Line, uses: Mapping[str, int]) -> float:
    """How well a line would do as headline of a body that uses these words: as `find_headline`, form counted too."""
    # `fsum` gives the same in any order: a set of words keeps none.
    spoken = math.fsum([math.log1p(uses[word]) for word in line.content if word in uses])
    spoken /= math.sqrt(len(line.content) + 2)
    return spoken + (0.0 if line.ended else 0.5) + (0.3 if line.width >= 28 else 0.0)


def _can_be_headline(line: Line) -> bool:
    if not 15 <= line.width <= 220 or line.cue or name_line(line) or read_byline(line.text):
        return False
    if "bullet first" in line.features or "contact" in line.features:
        return False
    return not read_dates(line.text) and not (line.prose and line.width > 160)


def _trim_title(lines: Sequence[Line], headline: int) -> str:
    """The headline without a site's name after it or a path of sections before it, where the page has it so too."""
    line = lines[headline]
    wanted = {fold_line(part) for part in _SITE_PART.split(line.text)} - {line.folded}
    for other in lines[max(0, headline - _FAR) : headline + _FAR]:
        if 5 * len(other.folded) < 2 * len(line.folded) or other.folded == line.folded:
            continue
        if other.folded in wanted or line.folded.endswith((" " + other.folded, "»" + other.folded)):
            return other.text
    return line.text


def _find_masthead(
    lines: Sequence[Line], headline: int | None, inside: Sequence[int], barred: Sequence[bool]
) -> list[int]:
    """The lines around the headline that can hold byline and date: down to the body, and a little above."""
    first = inside[0]
    top = max(0, first - _FAR // 2)
    if headline is not None and headline < first:
        top, first = max(0, headline - 3), min(first, headline + 2 * _FAR)
    taken = set(inside)
    return [i for i in range(top, first) if i not in taken and not barred[i] and i != headline and not lines[i].prose]


def _leave_masthead(lines: Sequence[Line], inside: list[int]) -> list[int]:
    """The body without bylines and date lines that were taken for its beginning."""
    for at, i in enumerate(inside[: _FAR // 2]):
        line = lines[i]
        if line.prose and line.width > 90:
            break
        if not line.ended and (read_byline(line.text) or ("dateline" not in line.features and read_dates(line.text))):
            return _leave_masthead(lines, inside[at + 1 :]) or inside
    return inside


def _drop_repeats(lines: Sequence[Line], inside: Sequence[int]) -> list[int]:
    """The body with a long line once only: a slide show repeats its captions, a teaser the text it leads to.

    A question that is put again stays where its answer is another.
    """
    first = {lines[i].text: i for i in reversed(inside)}

    def is_copy(i: int, original: int) -> bool:
        if lines[i].width <= _LONG or i == original:
            return False
        asked = lines[i].text.endswith(QUESTION_ENDS) and i + 1 < len(lines)
        return not asked or lines[i].text == lines[i - 1].text or lines[i + 1].text == lines[original + 1].text

    return [i for i in inside if not is_copy(i, first[lines[i].text])]


# --- the receipt -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What is needed to say why a line was cut."""

    lines: Sequence[Line]
    states: Sequence[int]
    recurring: frozenset[str]
    echoes: set[int]
    masthead: Sequence[int]
    headline: int | None
    named: dict[str, str | None] = field(default_factory=dict)

    def name(self, i: int) -> str:
        """The rule that cut line `i`."""
        line, state = self.lines[i], self.states[i]
        if i in self.echoes:
            return "repeated-title"
        if _fold_whole(line) in self.recurring:
            return "recurring"
        if i in self.masthead:
            if read_byline(line.text):
                return "byline"
            if read_dates(line.text):
                return "date-line"
        if rule := self._name_alone(line):
            return rule
        if self._is_between_addresses(i):
            return "address"
        if state == INSIDE and line.width > _LONG:
            return "repeated"
        if state == BEFORE and line.prose and self.headline is not None and i > self.headline:
            return "standfirst"
        if state == AFTER and any(self.lines[j].cue == "related" for j in range(max(0, i - _FAR), i)):
            return "related"
        if state in (BEFORE, AFTER) and line.width <= 40 and not line.ended:
            return "menu"
        return {BEFORE: "above-article", AFTER: "below-article"}.get(state, "aside")

    def _name_alone(self, line: Line) -> str | None:
        if line.text not in self.named:
            self.named[line.text] = name_line(line)
        return self.named[line.text]

    def _is_between_addresses(self, i: int) -> bool:
        if not 0 < i < len(self.lines) - 1 or self.lines[i].width > 60:
            return False
        return all(self._name_alone(self.lines[j]) == "address" for j in (i - 1, i + 1))


# --- what recurs within a source -------------------------------------------------------------------------


def learn_recurring(dumps: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Of each source id, the lines (folded) that recur in several of its documents, given as decoded dumps.

    Versions of one article count as one document: two dumps that share half of the shorter one's prose. A short line
    recurs when it stands in two articles and in a fifth of them; what reads like a sentence, in three and in a third,
    since reporters do repeat a background paragraph.
    """
    return {source: _find_recurring(texts) for source, texts in sorted(dumps.items())}


def _find_recurring(texts: Sequence[str]) -> frozenset[str]:
    pages = [_fold_page(text) for text in texts]
    groups = _group_versions(pages)
    in_groups: dict[str, set[int]] = defaultdict(set)
    prose: set[str] = set()
    for page, group in zip(pages, groups, strict=True):
        for folded, is_prose in page.items():
            in_groups[folded].add(group)
            if is_prose:
                prose.add(folded)
    total = len(set(groups))
    recurring = set()
    for folded, found in in_groups.items():
        least = max(3, total / 3) if folded in prose else max(2, total / 5)
        if len(found) >= least:
            recurring.add(folded)
    return frozenset(recurring)


def _fold_page(text: str) -> dict[str, bool]:
    """The distinct lines of a dump, folded, and whether each reads like a sentence."""
    page: dict[str, bool] = {}
    for raw in _BREAKS.split(text):
        line = normalise(raw)
        folded = fold_line(line)
        if folded and folded not in page:
            page[folded] = describe_line(line, tab=False).ended
    return page


def _group_versions(pages: Sequence[Mapping[str, bool]]) -> list[int]:
    """For each page the number of its group: pages that share half of the shorter one's sentences are one article.

    A sentence that stands in very many groups is boilerplate and not looked up, which keeps this near linear.
    """
    members: list[set[str]] = []
    where: dict[str, list[int]] = defaultdict(list)
    found = []
    for page in pages:
        sentences = {line for line, ended in page.items() if ended and len(where[line]) < _MANY_GROUPS}
        shared = Counter(group for line in sentences for group in where[line])
        group = next(
            (g for g, count in sorted(shared.items()) if 2 * count >= min(len(sentences), len(members[g]))),
            len(members),
        )
        if group == len(members):
            members.append(set())
        for line in sentences - members[group]:
            where[line].append(group)
        members[group] |= sentences
        found.append(group)
    return found
