"""The templates, loaded once, and the frame that every page stands in."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from digest.errors import RenderError
from digest.models import Page, Removed
from digest.render import links
from digest.render.article_views import text_direction
from digest.render.dates import DateWriter
from digest.render.html import safe_url
from digest.render.links import FeedLink
from digest.render.lists import group_by_day, lay_out_month, pick_newest
from digest.render.pictures import Pictures
from digest.render.record_words import RecordWords
from digest.render.structured import write_script
from digest.render.views import Site
from digest.render.words import Words, read_words
from digest.text import excerpt, one_line

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGED = "packaged"
"""Before a template's name: ours (of the last folder), though the site has one of that name."""

_DESCRIPTION_WORDS = 30

# What neither UTF-8 nor HTML can carry, wherever it came from.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_FEED_KINDS = {"rss": "RSS", "atom": "Atom", "json": "JSON", "opml": "OPML"}
_QUOTATION_MARKS = (("“", "”"), ('"', '"'), ("„", "“”"), ("«", "»"), ("»", "«"), ("‘", "’"), ("「", "」"), ("『", "』"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """What the frame of a page (`base.html`) needs of it."""

    path: str
    title: str
    """Of the page; the site's follows it."""
    description: str
    section: str
    """Which item of the navigation it belongs to, by path; "" for none."""
    root: str
    """What leads to the site's root: put before every path to make a link."""
    canonical: str
    noindex: bool
    kind: str
    """Open Graph's `og:type`: "website" or "article"."""
    feeds: tuple[FeedLink, ...]
    """To announce: the site's and the page's own."""
    structured: Markup
    """What it is about, as JSON-LD; "" for none."""


class Press:
    """The templates, loaded once, with what all pages share."""

    def __init__(self, site: Site, folders: Sequence[Path], feeds: Sequence[FeedLink]) -> None:
        self.site = site
        self.feeds = tuple(feeds)
        self._folders = ", ".join(str(folder) for folder in folders) or "(none)"
        self.words = read_words(site.settings.language, folders)
        self.dates = DateWriter(self.words.language, site.settings.timezone, self.words)
        self.templates = make_environment(folders, self.dates, self.words)
        self.templates.globals["site"] = site
        self.templates.globals["pictures"] = Pictures(self.words, self.dates)
        self.templates.globals["paths"] = {
            name.lower(): getattr(links, name) for name in dir(links) if name.isupper() and name != "MIME_TYPES"
        }
        self.templates.globals["mime_types"] = links.MIME_TYPES
        self.templates.filters["absolute"] = partial(links.absolute_url, site.settings.base_url)
        self._feeds_of: Mapping[str, tuple[FeedLink, ...]] = {
            page: tuple(link for link in feeds if link.of == page) for page in {link.of for link in feeds}
        }

    def print(
        self,
        template: str,
        path: str,
        title: str,
        *,
        description: str = "",
        section: str = "",
        noindex: bool = False,
        canonical: str | None = None,
        kind: str = "website",
        feeds_of: str | None = None,
        structured: Mapping[str, Any] | None = None,
        **context: Any,
    ) -> Page:
        """The page at `path`, from `template` with `context`."""
        base_url = self.site.settings.base_url
        own = feeds_of or path
        page = PageInfo(
            path=path,
            title=one_line(title),
            description=excerpt(description, _DESCRIPTION_WORDS),
            section=section,
            root=base_url if path == links.NOT_FOUND else links.path_to_root(path),
            canonical=links.absolute_url(base_url, canonical or path),
            noindex=noindex,
            kind=kind,
            structured=write_script(structured) if structured else Markup(),
            feeds=self._feeds_of.get(links.HOME, ())
            + (self._feeds_of.get(own, ()) if own not in (links.HOME, links.FEEDS) else ()),
        )
        html = self._fill(template, {**context, "page": page, "root": page.root})
        return Page(path=path, body=_UNFIT.sub("", html).encode())

    def _fill(self, template: str, context: Mapping[str, Any]) -> str:
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        try:
            return self.templates.get_template(template).render(context)
        except TemplateNotFound as problem:
            raise RenderError(f"the template {problem.name} is in none of these folders: {self._folders}") from problem
        except TemplateSyntaxError as problem:
            raise RenderError(f"templates/{problem.name}, line {problem.lineno}: {problem.message}") from problem
        except Exception as problem:  # a template is a program of the editor's: it may raise anything
            page: PageInfo = context["page"]
            shown = f"{page.title!r} ({page.path})"
            raise RenderError(
                f"templates/{_find_line(problem, template)}: {problem}, on the page of {shown}"
            ) from problem


def make_environment(folders: Sequence[Path], dates: DateWriter, words: Words) -> Environment:
    """The Jinja environment of the pages: everything escaped, an unknown name an error, first folder first."""
    from babel.numbers import format_decimal
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

    environment = Environment(
        # A site's own file may extend the one it stands for, and fill its blocks alone.
        loader=ChoiceLoader([FileSystemLoader(folders), PrefixLoader({PACKAGED: FileSystemLoader(folders[-1:])})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        words=words,
        count=words.count,
        plurals=words.write_plurals,
        comma=words.gettext(", "),
        weekdays=dates.name_weekdays(),
        _=environment.globals["gettext"],
    )
    record = RecordWords(words)
    environment.filters.update(
        long_day=dates.long_day,
        medium_day=dates.medium_day,
        day_text=dates.day_text,
        edition_text=dates.edition_text,
        stamp=dates.stamp,
        clock=dates.clock,
        as_given=dates.as_given,
        until=dates.until,
        number=cache(lambda value: format_decimal(value, locale=dates.locale)),
        decimal=lambda value: format_decimal(value, "0.00", locale=dates.locale),
        named=words.name,
        named_rule=record.name_rule,
        named_place=record.name_place,
        said_doubt=record.say_doubt,
        begin_large=lambda text: text[:1].upper() + text[1:],
        safe_url=safe_url,
        by_day=group_by_day,
        by_week=partial(lay_out_month, first_weekday=dates.first_weekday),
        newest=pick_newest,
        direction=text_direction,
        year_path=links.year_path,
        actors_path=links.actors_path,
        actor_quotes_path=links.actor_quotes_path,
        quotes_topic_path=links.quotes_topic_path,
        feed_kind=lambda kind: _FEED_KINDS.get(kind, kind),
        as_pairs=lambda marks: [(mark.actor, mark.count) for mark in marks],
        by_rule=_group_by_rule,
        strip_quotation_marks=strip_quotation_marks,
        country=lambda code: dates.locale.territories.get(code, code),
        language=lambda tag: dates.locale.languages.get(tag.partition("-")[0].lower(), tag),
    )
    return environment


def strip_quotation_marks(text: str) -> str:
    """A quote without its outer marks, of whatever kind, and without the comma that only leads on to "he said"."""
    stripped = text.strip()
    for opening, closings in _QUOTATION_MARKS:
        inner = stripped[1:-1]
        if len(stripped) > 2 and stripped[0] == opening and stripped[-1] in closings and opening not in inner:
            stripped = inner.strip()
            break
    return stripped[:-1] if stripped[-1:] in {",", "，", "،"} else stripped


def _group_by_rule(removed: Sequence[Removed]) -> list[tuple[str, list[Removed]]]:
    """Pieces cut, by the rule that cut them, in the order of the rules' names."""
    rules = sorted({piece.rule for piece in removed})
    groups: dict[str, list[Removed]] = {rule: [] for rule in rules}
    for piece in removed:
        groups[piece.rule].append(piece)
    return list(groups.items())


def read_asset(name: str, folders: Sequence[Path]) -> bytes:
    """The style sheet, icon or script of that name in the first folder that has it."""
    for folder in folders:
        path = folder / name
        if path.is_file():
            return path.read_bytes()
    raise RenderError(f"no {name} in {' or '.join(str(folder) for folder in folders)}")


def _find_line(problem: BaseException, template: str) -> str:
    """ "name.html, line 3" of the innermost template on the way to `problem`."""
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename.endswith(".html")]
    return f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else template
