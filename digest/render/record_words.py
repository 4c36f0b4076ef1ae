"""What an article's record holds as codes (rules, places, doubts) in a reader's words.

The codes are those that `extract` writes and `found.jsonl` keeps; a code not known here is shown as it is.
"""

from __future__ import annotations

import re

from digest.render.words import N_, Words

_RULES = {
    "above-article": N_("Lines above the article"),
    "address": N_("Addresses"),
    "advertisement": N_("Advertising"),
    "aside": N_("Lines in a gap of the article"),
    "author": N_("About the writer"),
    "below-article": N_("Lines below the article"),
    "box": N_("Boxes under a heading of their own"),
    "byline": N_("The writer’s name"),
    "caption": N_("Captions and credits of pictures"),
    "closing": N_("Notes below the last paragraph"),
    "comments": N_("Readers’ comments"),
    "consent": N_("Questions and notices about cookies"),
    "cookie-notice": N_("Questions and notices about cookies"),
    "copyright": N_("Copyright notices"),
    "credit": N_("Captions and credits of pictures"),
    "date-line": N_("The date"),
    "dateline": N_("Writer, place and date"),
    "drop": N_("What the editor’s settings drop"),
    "form": N_("Forms"),
    "gallery": N_("Galleries"),
    "header": N_("Title, writer and date above the first sentence"),
    "label": N_("Labels without a sentence"),
    "language-switcher": N_("A choice of languages"),
    "legal": N_("Legal notices"),
    "links": N_("Lines of links"),
    "menu": N_("Menus"),
    "navigation": N_("Menus, head and foot of the page"),
    "newsletter": N_("Offers of a newsletter"),
    "notice": N_("Notices of the site"),
    "opening-hours": N_("Opening hours"),
    "overlay": N_("Windows laid over the page"),
    "player": N_("Players for sound and video"),
    "pointer": N_("Pointers to other pages"),
    "poll": N_("Polls"),
    "print": N_("Text that is not shown on the screen"),
    "promotion": N_("Advertising"),
    "recurring": N_("Lines found in several documents of the source"),
    "related": N_("Links to other articles"),
    "release": N_("The end of a press release"),
    "repeat": N_("What the article says already"),
    "repeated": N_("What the article says already"),
    "repeated-title": N_("The title again"),
    "select": N_("What the editor’s settings do not select"),
    "share": N_("Buttons to share"),
    "sidebar": N_("Boxes beside the article"),
    "standfirst": N_("Lines between headline and article"),
    "strip-lines": N_("Lines that the editor’s settings strip"),
    "tags": N_("Lists of tags"),
}
_PLACES = {
    "author label": N_("what is labelled as the author"),
    "author mark-up": N_("what is marked up as the author"),
    "author mark-up aside": N_("what is marked up as the author, beside the article"),
    "config": N_("the settings of the source"),
    "date mark-up": N_("what is marked up as the date"),
    "date mark-up aside": N_("what is marked up as the date, beside the article"),
    "feed": N_("the source’s feed"),
    "head of the file": N_("the head of the file"),
    "heading": N_("the page’s heading"),
    "line by the headline": N_("a line by the headline"),
    "line of the dump": N_("a line of the text"),
    "only date": N_("the only date on the page"),
    "sidecar": N_("the editor’s note beside the file"),
    "time element": N_("what is marked up as a time"),
    "title element": N_("the page’s title"),
    "url path": N_("the page’s address"),
    "visible line": N_("a line of the page"),
    "visible line aside": N_("a line beside the article"),
    "words of the text": N_("the words of the text"),
}
_KINDS_OF_PLACE = {
    "html": N_("the page’s mark-up"),
    "json-ld": N_("the page’s structured data"),
    "link": N_("the page’s metadata"),
    "meta": N_("the page’s metadata"),
}
"""By the first word of a place whose others name an entry there: "meta og:title"."""

_OUTSIDE = re.compile(r"(\d{1,9}) words of running text were left outside")
_SAID = re.compile(r"the page says that it has (\d{1,9})")
_GIVEN = re.compile(r"its feed gave (\d{1,9})")
_LOST = re.compile(r"(\d{1,9}) were lost on the way, .*")


class RecordWords:
    """The codes of records in the language of `words`."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def name_rule(self, rule: str) -> str:
        """What a rule of extraction cuts ("navigation"), beginning with a capital."""
        return self._words.gettext(_RULES[rule]) if rule in _RULES else rule

    def name_place(self, where: str) -> tuple[str, str]:
        """Where a field was found, in words, and the entry there: "meta og:title" as (…, "og:title"); else ""."""
        if where in _PLACES:
            return self._words.gettext(_PLACES[where]), ""
        kind, _, entry = where.partition(" ")
        return (self._words.gettext(_KINDS_OF_PLACE[kind]), entry) if kind in _KINDS_OF_PLACE else (where, "")

    def say_doubt(self, doubt: str) -> str:
        """Why an article may not be whole."""
        count = self._words.count
        if found := _OUTSIDE.fullmatch(doubt):
            return count(
                "%(n)s word of running text was left outside",
                "%(n)s words of running text were left outside",
                int(found[1]),
            )
        if found := _SAID.fullmatch(doubt):
            return count("the page says that it has %(n)s word", "the page says that it has %(n)s words", int(found[1]))
        if found := _GIVEN.fullmatch(doubt):
            return count("its feed gave %(n)s word", "its feed gave %(n)s words", int(found[1]))
        if found := _LOST.fullmatch(doubt):
            return count(
                "%(n)s word was lost, neither kept nor cut by a rule: please report it",
                "%(n)s words were lost, neither kept nor cut by a rule: please report it",
                int(found[1]),
            )
        return doubt
