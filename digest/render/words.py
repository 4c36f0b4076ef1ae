"""The site's own words in its language, by gettext: English in templates and code, others from `locale/LANGUAGE.po`.

The catalogues lie beside the templates and are read as they are, so that there is nothing to compile, and a site's own
`templates/locale/` adds a language or wins over the packaged one. `make words` brings them up to date.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from digest.errors import RenderError

FOLDER = "locale"
ENGLISH_TAG = "en"
_NUMBERS_TRIED = 201
"""By then every plural form of every language in CLDR has been met, but those of fractions and of whole millions."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message that is translated where it is shown
    """Marks a message for the catalogues."""
    return message


# What records hold as plain codes, in a reader's words.
_NAMES = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "country": N_("country"),
    "headline": N_("headline"),
    "excerpt": N_("excerpt"),
    "full": N_("full text"),
    "title": N_("title"),
    "url": N_("address"),
    "site_name": N_("site"),
    "byline": N_("byline"),
    "dateline": N_("dateline"),
    "published": N_("published"),
    "updated": N_("updated"),
    "lang": N_("language"),
    "canonical": N_("canonical address"),
    "image": N_("picture"),
    "topics": N_("topics"),
    "actors": N_("actors"),
    "quotes": N_("quotes"),
    "markdown": N_("text"),
}


class Words:
    """Messages in the language of the interface. Placeholders are named: `%(name)s`."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        """`language` is the BCP 47 tag that the words are in."""
        self.language = language
        self.translations = translations
        self.gettext = translations.gettext
        self.ngettext = translations.ngettext
        self.locale = find_locale(language)

    def count(self, one: str, many: str, n: int) -> str:
        """How many, in the plural form that the language wants; `%(n)s` is the number as it writes it."""
        return self.ngettext(one, many, n) % {"n": format_decimal(n, locale=self.locale)}

    def name(self, code: str) -> str:
        """A record's code ("person") in words; what is not known stays as it is."""
        return self.gettext(_NAMES[code]) if code in _NAMES else code

    def write_plurals(self, one: str, many: str) -> str:
        """For a script: each plural form by its CLDR category, as JSON; `%s` stands for the number."""
        found: dict[str, str] = {}
        for n in range(_NUMBERS_TRIED):
            found.setdefault(self.locale.plural_form(n), self.ngettext(one, many, n).replace("%(n)s", "%s"))
        found.setdefault("other", self.ngettext(one, many, _NUMBERS_TRIED).replace("%(n)s", "%s"))
        return json.dumps(found, ensure_ascii=False, sort_keys=True)


def read_words(language: str, folders: Sequence[Path]) -> Words:
    """The catalogue of `language` in the first template folder that has one; of its main language; else English.

    Raises RenderError, naming the file, when a catalogue cannot be read.
    """
    primary = language.partition("-")[0]
    for tag in dict.fromkeys((language, primary)):
        for folder in folders:
            path = folder / FOLDER / f"{tag}.po"
            if path.is_file():
                return Words(language, _read_catalogue(path))
    return Words(language if primary == ENGLISH_TAG else ENGLISH_TAG, NullTranslations())


def find_locale(language: str) -> Locale:
    """CLDR's locale of a tag, or of its main language; English where it knows neither."""
    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def _read_catalogue(path: Path) -> NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, abort_invalid=True))
        compiled.seek(0)
        return GNUTranslations(compiled)
    except (PoFileError, OSError, ValueError, KeyError, UnknownLocaleError) as problem:
        raise RenderError(f"the catalogue {path} cannot be read: {problem}") from problem


ENGLISH = Words(ENGLISH_TAG, NullTranslations())
