"""The words of the interface: every one of them can be translated, and every catalogue is whole."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, nodes
from lxml import html as lxml_html

from digest.errors import RenderError
from digest.render.feeds import build_feeds, list_feeds
from digest.render.words import ENGLISH, find_locale, read_words
from tests.unit.site_sample import SETTINGS, TEMPLATES, build, render

ROOT = TEMPLATES.parent
CATALOGUES = sorted((TEMPLATES / "locale").glob("*.po"))
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "count": (1, 2), "plurals": (1, 2)
}  # fmt: skip
CALLS = {"_", "gettext", "N_", "count", "plurals", "ngettext"}
READ_ALOUD = re.compile(r"""(?:aria-label|title|alt|placeholder|data-(?:none|failed))="([^"]*)\"""")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
LETTERS = re.compile(r"[^\W\d_]{2}")


def messages() -> dict[str, tuple[str, ...]]:
    """Every message by its (first) text, as `make words` finds them."""
    method_map, options_map = parse_mapping_cfg(StringIO((ROOT / "babel.cfg").read_text(encoding="utf-8")))
    found = {}
    for _, _, message, _, _ in extract_from_dir(
        ROOT, method_map, options_map, keywords=KEYWORDS, directory_filter=lambda name: Path(name).name[:1] != "."
    ):
        forms = (message,) if isinstance(message, str) else tuple(message)
        found[forms[0]] = forms
    return found


MESSAGES = messages()


def template_trees() -> Iterator[tuple[str, nodes.Template]]:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted(TEMPLATES.glob("*.html")):
        yield path.name, environment.parse(path.read_text(encoding="utf-8"))


# --- nothing is left in English --------------------------------------------------------------------------


def test_no_template_has_words_outside_gettext() -> None:
    for name, tree in template_trees():
        text = "\0".join(data.data for data in tree.find_all(nodes.TemplateData))
        spoken = [found for found in READ_ALOUD.findall(text) if LETTERS.search(found)]
        assert spoken == [], name
        shown = re.sub(r"<(?:[^<>\"]|\"[^\"]*\")*>?", " ", re.sub(r"<code>.*?</code>", "", text, flags=re.DOTALL))
        left = [piece for piece in re.split(r"[\0\n]", shown) if LETTERS.search(piece) and "=" not in piece]
        assert [piece for piece in left if "Wikidata" not in piece] == [], name


def test_no_expression_of_a_template_shows_words_outside_gettext() -> None:
    def outside(node: nodes.Node) -> Iterator[str]:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in CALLS:
            return
        if (
            isinstance(node, nodes.Const)
            and isinstance(node.value, str)
            and re.search(r"[A-Z][a-z]|[a-z] ", node.value)
        ):
            yield node.value
        for child in node.iter_child_nodes():
            yield from outside(child)

    for name, tree in template_trees():
        assert list(outside(tree)) == [], name


def test_every_message_of_the_code_is_found() -> None:
    """Also one within an f-string, which the extraction passes over."""
    for path in sorted((ROOT / "digest/render").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in CALLS - {"count"} and node.args and isinstance(node.args[0], ast.Constant):
                text = node.args[0].value
                assert not isinstance(text, str) or text in MESSAGES, (path.name, text)


# --- every catalogue is whole ----------------------------------------------------------------------------


def test_there_is_a_language_from_right_to_left() -> None:
    assert "ar" in {path.stem for path in CATALOGUES}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_every_message_and_none_besides(path: Path) -> None:
    catalogue = read_po(BytesIO(path.read_bytes()), abort_invalid=True)
    found = {}
    for message in catalogue:
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            found[forms[0]] = tuple(forms)
            assert not message.fuzzy, message.id
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            assert len(strings) == (catalogue.num_plurals if len(forms) > 1 else 1)
            for string in strings:
                check_translation(forms, string)
    assert found == MESSAGES


def check_translation(forms: tuple[str, ...], string: str) -> None:
    wanted = {name for form in forms for name in PLACEHOLDER.findall(form)}
    given = set(PLACEHOLDER.findall(string))
    assert string.strip() or not forms[0].strip(), forms
    # "one" and "two" may be words; nothing else may be left out, or come in.
    assert given == wanted or (len(forms) > 1 and wanted - given <= {"n"} and given <= wanted), (forms, string)
    assert string.count("%") == len(PLACEHOLDER.findall(string)), string
    assert sorted(re.findall(r"<[^>]+>", string)) == sorted(re.findall(r"<[^>]+>", forms[0])), string
    assert '"' not in re.sub(r"<[^>]+>", "", string), f"a straight mark ends an attribute: {string}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_plural_forms_are_those_of_the_language(path: Path) -> None:
    """Each form of gettext's is one category of CLDR's, over all numbers that a page may count."""
    from gettext import c2py

    catalogue = read_po(BytesIO(path.read_bytes()))
    form = c2py(catalogue.plural_expr)
    locale = find_locale(path.stem)
    pairs = {(form(n), locale.plural_form(n)) for n in range(1200)}
    assert len(pairs) == len({number for number, _ in pairs}) == len({name for _, name in pairs})


def test_arabic_counts() -> None:
    words = read_words("ar", [TEMPLATES])
    counted = [words.count("%(n)s article", "%(n)s articles", n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 1111)]
    assert counted == [
        "لا مقالات", "مقال واحد", "مقالان", "3 مقالات", "10 مقالات", "11 مقالاً", "99 مقالاً", "100 مقال", "102 مقال",
        "103 مقالات", "1,111 مقالاً",
    ]  # fmt: skip


# --- the whole site --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def arabic() -> dict[str, str]:
    return render(build(settings=replace(SETTINGS, language="ar")))


def test_the_whole_site_turns(arabic: dict[str, str]) -> None:
    for path, text in arabic.items():
        if path.endswith(".html"):
            tree = lxml_html.document_fromstring(text)
            assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl"), path
    home = lxml_html.document_fromstring(arabic["index.html"])
    assert "الاثنين، 21 يوليو 1969" in home.xpath("//h1")[0].text_content()
    assert home.xpath("//article//h2/@dir") == ["ltr"]  # an English headline stays as it is
    assert "رواه مصدران مستقلان" in arabic["story/00000000000landed"[:6] + "00000000000landed"[-16:] + "/index.html"]


def test_no_english_message_is_left_on_an_arabic_page(arabic: dict[str, str]) -> None:
    whole = [text for text in MESSAGES if "%" not in text and "<" not in text and len(text) > 8]
    assert len(whole) > 90
    for path, page in arabic.items():
        if path.endswith(".html"):
            tree = lxml_html.document_fromstring(page)
            shown = {
                " ".join(text.split()) for text in tree.xpath("//body//text() | //@aria-label | //head/title/text()")
            }
            assert shown.isdisjoint(whole), (path, shown & set(whole))


def test_feeds_speak_the_language_too() -> None:
    site = build(settings=replace(SETTINGS, language="ar"))
    words = read_words("ar", [TEMPLATES])
    assert "جميع المقالات" in {feed.title for feed in list_feeds(site, words)}
    files = {page.path: page.body.decode() for page in build_feeds(site, words)}
    assert "ملاحظة المحرر:" in json.loads(files["feeds/editions.json"])["items"][0]["content_html"]
    assert "<title>Eleven Days: الخلاصات</title>" in files["feeds/outputs.opml"]


def test_a_language_without_a_catalogue_is_english() -> None:
    page = render(build(settings=replace(SETTINGS, language="eo")))["index.html"]
    assert '<html lang="en" dir="ltr">' in page
    assert "July 21, 1969" in page


def test_a_region_has_the_words_of_its_language() -> None:
    words = read_words("de-AT", [TEMPLATES])
    assert (words.language, words.gettext("Archive")) == ("de-AT", "Archiv")
    assert read_words("en-GB", [TEMPLATES]).language == "en-GB"


def test_a_sites_own_catalogue_adds_a_language(tmp_path: Path) -> None:
    (tmp_path / "locale").mkdir()
    own = tmp_path / "locale/eo.po"
    own.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: eo\\n"\n'
        'msgid "Archive"\nmsgstr "Arkivo"\n',
        encoding="utf-8",
    )
    words = read_words("eo", [tmp_path, TEMPLATES])
    assert (words.gettext("Archive"), words.gettext("Topics")) == ("Arkivo", "Topics")
    own.write_text('msgid "Archive\n', encoding="utf-8")
    with pytest.raises(RenderError, match=re.escape(str(own))):
        read_words("eo", [tmp_path, TEMPLATES])


def test_plurals_for_the_script() -> None:
    assert json.loads(ENGLISH.write_plurals("%(n)s article", "%(n)s articles")) == {
        "one": "%s article",
        "other": "%s articles",
    }
    arabic = json.loads(read_words("ar", [TEMPLATES]).write_plurals("%(n)s article", "%(n)s articles"))
    assert set(arabic) == {"zero", "one", "two", "few", "many", "other"}
    assert arabic["many"] == "%s مقالاً"
