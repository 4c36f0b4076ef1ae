"""Pictures of what the site counts, as inline SVG drawn when the site is built: small, without a script, in the
page's own colours (`currentColor` and classes of the style sheet), in its direction, with their content in words.

A picture of too little would say less than the list beside it, and is not drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations

from markupsafe import Markup, escape

from digest.moments import to_utc
from digest.render.actor_views import count_days
from digest.render.article_views import text_direction
from digest.render.dates import DateWriter
from digest.render.views import ActorRef, ActorView, ArticleView, StoryView
from digest.render.words import Words

_WIDTH = 280
"""Of pictures with names in them, in CSS pixels: what rail and narrow screen hold, so that type keeps its size."""
_BAR, _BARS_HIGH = 8, 40
_ROW = 22
_ARCS_WIDE = 84
_NEIGHBOURS = 8
_LEAST_NEIGHBOURS = 3
_SOURCES = 12
_LEAST_REPORTS, _LEAST_SOURCES = 3, 2
_LINES = 49
_CHANGES = 10
"""Of one article, the latest."""
_NAME = 28
"""Characters of a name; the whole name is in its title."""


class Pictures:
    """Draws in one language and direction."""

    def __init__(self, words: Words, dates: DateWriter) -> None:
        self._words = words
        self._dates = dates
        self._rtl = text_direction(words.language) == "rtl"

    def draw_activity(self, articles: Iterable[ArticleView]) -> Markup:
        """A bar for each day (a month, where they span more than 60 days); "" within a single one."""
        days = count_days(article.day for article in articles)
        if len(days) < 2:
            return Markup()
        _ = self._words.gettext
        top = max(n for _day, n in days)
        wide = len(days) * _BAR
        bars = []
        for at, (_day, n) in enumerate(days):
            if n:
                high = max(1, n * (_BARS_HIGH - 2) // top)
                x = (wide - (at + 1) * _BAR if self._rtl else at * _BAR) + 1
                bars.append(f"M{x} {_BARS_HIGH}v-{high}h{_BAR - 2}v{high}z")
        by_day = (days[1][0] - days[0][0]).days == 1
        label = _("Articles a day") if by_day else _("Articles a month")
        fullest = next(day for day, n in days if n == top)
        caption = _("%(what)s, %(first)s to %(last)s; most: %(articles)s, %(day)s") % {
            "what": label,
            "first": self._dates.day_text(days[0][0], "medium"),
            "last": self._dates.day_text(days[-1][0], "medium"),
            "articles": self._words.count("%(n)s article", "%(n)s articles", top),
            "day": self._dates.day_text(fullest, "medium" if by_day else "LLLL y"),
        }
        return _figure(
            "activity",
            Markup('viewBox="0 0 {} {}" width="{}" height="{}" preserveAspectRatio="none" role="img"').format(
                wide, _BARS_HIGH, min(wide * 3 // 2, 480), _BARS_HIGH
            ),
            label,
            Markup('<path d="{}"/>').format("".join(bars)),
            caption=caption,
        )

    def draw_neighbours(self, actor: ActorView, root: str) -> Markup:
        """Whom an actor is mentioned with, and who of them with one another: names in a column, an arc for each pair.

        An arc diagram (Wattenberg 2002): rows and arcs depend on counts and names alone. "" for fewer than three.
        """
        shown = [ref for ref, _ in actor.related[:_NEIGHBOURS]]
        if len(shown) < _LEAST_NEIGHBOURS:
            return Markup()
        rows = [actor.ref, *shown]
        pairs = _count_pairs(actor.articles, {ref.id for ref in rows})
        top = max(pairs.values(), default=1)
        middle = {ref.id: at * _ROW + _ROW // 2 for at, ref in enumerate(rows)}
        arcs = []
        for one, other in combinations(rows, 2):
            if n := pairs[frozenset((one.id, other.id))]:
                kind = "own" if one is actor.ref else "others"
                arcs.append((kind != "own", self._draw_arc(middle[one.id], middle[other.id], n / top, kind)))
        names = Markup().join(self._draw_name(ref, middle[ref.id], root, ref is actor.ref) for ref in rows)
        drawn = Markup().join(arc for _, arc in sorted(arcs, key=lambda arc: not arc[0]))
        label = self._words.gettext("Who is mentioned with whom")
        size = _size(len(rows) * _ROW, "group")
        return _figure("neighbours", size, label, drawn + names, caption=label)

    def draw_coverage(self, story: StoryView) -> Markup:
        """When each source reported: a row a source, a dot an article, hollow for a copy; lines between hours or days.

        A diamond is where a source was seen to have changed its article. Only articles whose source gives a time count.
        "" for fewer than three, or of one source alone.
        """
        given = [(article, article.published) for article in story.articles]
        timed = [(article, to_utc(moment)) for article, moment in given if isinstance(moment, datetime)]
        rows = list(dict.fromkeys(article.source for article, _ in timed))[:_SOURCES]
        timed = [(article, when) for article, when in timed if article.source in rows]
        changed = [
            (article, revision.seen_at)
            for article in story.articles
            for revision in article.revisions[:_CHANGES]
            if article.source in rows
        ]
        moments = [when for _, when in (*timed, *changed)]
        first, last = min(moments, default=None), max(moments, default=None)
        if first is None or last is None or len(timed) < _LEAST_REPORTS or len(rows) < _LEAST_SOURCES or first == last:
            return Markup()
        _ = self._words.gettext
        span = (last - first).total_seconds()
        step = 3600 if span <= 3600 * (_LINES - 1) else 86400
        high = len(rows) * 2 * _ROW
        edge = 6

        def place(seconds: float) -> float:
            x = edge + seconds / span * (_WIDTH - 2 * edge)
            return round(_WIDTH - x if self._rtl else x, 1)

        lines = "".join(f"M{place(at):g} 0V{high}" for at in range(0, int(span) + 1, step)[:_LINES])
        parts = [Markup('<path class="hours" d="{}"/>').format(lines)]
        for at, source in enumerate(rows):
            y = at * 2 * _ROW
            text = Markup('<text x="{}" y="{}">{}</text>')
            parts.append(text.format(_WIDTH if self._rtl else 0, y + 14, _shorten(source.name)))
            parts.append(Markup('<path class="row" d="M0 {}H{}"/>').format(y + 30, _WIDTH))
        copies: Mapping[str, str] = dict(story.copy_of)
        for article, when in timed:
            kind = Markup(' class="copy"') if article.id in copies else Markup()
            x, y = place((when - first).total_seconds()), rows.index(article.source) * 2 * _ROW + 30
            parts.append(Markup('<circle{} cx="{:g}" cy="{}" r="5"/>').format(kind, x, y))
        for article, when in changed:
            x, y = place((when - first).total_seconds()), rows.index(article.source) * 2 * _ROW + 30
            parts.append(Markup('<path class="change" d="M{:g} {}l6 6-6 6-6-6z"/>').format(x, y - 6))
        unit = _("a line an hour") if step == 3600 else _("a line a day")
        label = _("Reports by source and time")
        caption = escape(_("%(what)s, %(first)s to %(last)s; %(unit)s")) % {
            "what": label,
            "first": self._dates.stamp(first),
            "last": self._dates.until(last, first),
            "unit": unit,
        }
        if any(article.id in copies for article, _when in timed):
            caption += _("; hollow: the text of another")
        if changed:
            caption += _("; a diamond: changed by the source")
        size = _size(high, "img")
        return _figure("coverage", size, label, Markup().join(parts), caption=caption)

    def _draw_arc(self, above: int, below: int, share: float, kind: str) -> Markup:
        x = _WIDTH - _ARCS_WIDE if self._rtl else _ARCS_WIDE
        radius = (below - above) / 2
        reach = min(radius, _ARCS_WIDE - 4)
        sweep = 1 if self._rtl else 0
        return Markup('<path class="{}" d="M{} {}A{:g} {:g} 0 0 {} {} {}" stroke-width="{:g}"/>').format(
            kind, x, above, reach, radius, sweep, x, below, round(0.75 + 3.25 * share, 2)
        )

    def _draw_name(self, ref: ActorRef, middle: int, root: str, is_own: bool) -> Markup:
        dot, text = (_ARCS_WIDE, _ARCS_WIDE + 10)
        if self._rtl:
            dot, text = _WIDTH - dot, _WIDTH - text
        name = Markup('<circle cx="{}" cy="{}" r="3.5"/>').format(dot, middle)
        label = Markup('<text x="{}" y="{}"{}>{}</text>').format(
            text, middle + 4, Markup(' class="own"') if is_own else Markup(), _shorten(ref.name)
        )
        if ref.path and not is_own:
            label = Markup('<a href="{}{}">{}</a>').format(root, ref.path, label)
        return name + label


def _size(high: int, role: str) -> Markup:
    return Markup('viewBox="0 0 {} {}" width="{}" height="{}" role="{}"').format(_WIDTH, high, _WIDTH, high, role)


def _figure(kind: str, size: Markup, label: str, drawing: Markup, *, caption: str) -> Markup:
    return Markup(
        '<figure class="{}">\n<svg {} aria-label="{}">{}</svg>\n<figcaption>{}</figcaption>\n</figure>'
    ).format(kind, size, label, drawing, caption)


def _count_pairs(articles: Sequence[ArticleView], ids: set[str]) -> Counter[frozenset[str]]:
    """In how many of the articles two of the actors are mentioned together."""
    pairs: Counter[frozenset[str]] = Counter()
    for article in articles:
        present = sorted({mark.actor.id for mark in article.actors} & ids)
        pairs.update(frozenset(pair) for pair in combinations(present, 2))
    return pairs


def _shorten(name: str) -> Markup:
    if len(name) <= _NAME:
        return escape(name)
    return Markup("{}…<title>{}</title>").format(name[: _NAME - 1].rstrip(), name)
