"""Dates as a reader of the site sees them: in its language and time zone, through Babel (CLDR)."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_time
from markupsafe import Markup

from digest.models import Moment
from digest.moments import write_moment
from digest.render.words import ENGLISH, Words, find_locale

_TAGS_KEPT = 20_000

if TYPE_CHECKING:
    from digest.render.views import EditionRef, EditionView


class DateWriter:
    """Writes moments for the pages. Every method that returns `Markup` gives a whole `<time>` element."""

    def __init__(self, language: str, timezone: str, words: Words = ENGLISH) -> None:
        """`language` is a BCP 47 tag (English where CLDR does not know it), `timezone` an IANA name."""
        self.zone = ZoneInfo(timezone)
        self.locale = find_locale(language)
        self.words = words
        # The same moments stand on many pages, and CLDR's patterns take 50 µs each.
        self._tags: dict[tuple[str, str], Markup] = {}
        self._date = lru_cache(maxsize=4096)(self._format_date)

    @property
    def first_weekday(self) -> int:
        """With which day a week begins, Monday being 0: that of the language's region, or of its likeliest one."""
        likely = get_global("likely_subtags").get(str(self.locale), "")
        located = self.locale if self.locale.territory or not likely else Locale.parse(likely)
        return located.first_week_day

    def name_weekdays(self) -> list[tuple[str, str]]:
        """The days of the week in their order, each by its letter and in full."""
        names = self.locale.days["stand-alone"]
        days = [(self.first_weekday + after) % 7 for after in range(7)]
        return [(names["narrow"][day], names["wide"][day]) for day in days]

    def long_day(self, day: date) -> Markup:
        """ "Monday, July 21, 1969"."""
        return self._tag(day, "full")

    def medium_day(self, day: date) -> Markup:
        """ "Jul 21, 1969"."""
        return self._tag(day, "medium")

    def day_text(self, day: date, width: str = "long") -> str:
        """A day as plain text; `width` is one of CLDR's (full, long, medium, short) or a pattern ("LLLL")."""
        return self._date(day, width)

    def edition_text(self, edition: EditionRef | EditionView, width: str = "long") -> str:
        """What an edition is called: its day, its week by the Monday, or the time of its run."""
        day = self.day_text(edition.date, width)
        if edition.period == "weekly":
            return self.words.gettext("Week of %(day)s") % {"day": day}
        return self.words.gettext(", ").join(part for part in (day, edition.clock) if part)

    def stamp(self, moment: Moment) -> Markup:
        """Day and time in the site's zone; a bare day as a day."""
        return self._tag(moment, "stamp" if isinstance(moment, datetime) else "medium")

    def clock(self, moment: Moment) -> Markup:
        """The time alone, where the day stands above it; empty for a bare day."""
        return self._tag(moment, "clock") if isinstance(moment, datetime) else Markup("")

    def until(self, last: Moment, first: Moment) -> Markup:
        """`last` as the end of a span that begins with `first`: the time alone where both are of one day."""
        if isinstance(first, datetime) and isinstance(last, datetime):
            same_day = self._local(first).date() == self._local(last).date()
            return self.clock(last) if same_day else self.stamp(last)
        return self.stamp(last)

    def as_given(self, moment: Moment) -> Markup:
        """With the offset the source gave, not the site's."""
        return self._tag(moment, "as given" if isinstance(moment, datetime) else "medium")

    def _tag(self, moment: Moment, style: str) -> Markup:
        iso = write_moment(moment) or ""  # as the key, since instants are equal whose offsets differ
        if (iso, style) not in self._tags:
            if len(self._tags) >= _TAGS_KEPT:
                self._tags.clear()
            shown = self._show(moment, style)
            self._tags[iso, style] = Markup('<time datetime="{}">{}</time>').format(iso, shown)
        return self._tags[iso, style]

    def _show(self, moment: Moment, style: str) -> str:
        if not isinstance(moment, datetime):
            return self._date(moment, style)
        if style == "as given":
            offset = moment.strftime("%z")
            zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset.strip("+-0") else "UTC"
            return f"{self._format_instant(moment.replace(tzinfo=None))} ({zone})"
        local = self._local(moment)
        return self._format_clock(local) if style == "clock" else self._format_instant(local)

    def _local(self, moment: datetime) -> datetime:
        try:
            return moment.astimezone(self.zone).replace(tzinfo=None)
        except OverflowError:
            return moment.replace(tzinfo=None)

    def _format_date(self, day: date, width: str) -> str:
        return _plain_spaces(format_date(day, format=width, locale=self.locale))

    def _format_clock(self, local: datetime) -> str:
        return _plain_spaces(format_time(local, format="short", locale=self.locale)).replace(" ", "\u00a0")

    def _format_instant(self, local: datetime) -> str:
        return self.words.gettext(", ").join((self._date(local.date(), "medium"), self._format_clock(local)))


def _plain_spaces(text: str) -> str:
    """CLDR's narrow no-break space is missing from many fonts."""
    return text.replace("\u202f", "\u00a0")
