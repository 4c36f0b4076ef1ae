"""Cleaning plain-text dumps: whole pages in ten languages, each rule alone, hostile input, nothing lost."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ExtractError
from digest.extract import lexicon
from digest.extract.lineclasses import is_address_line, is_switcher
from digest.extract.linefeatures import describe_line
from digest.extract.masthead import choose_published, cut_dateline, read_byline, read_dates
from digest.extract.plaintext import PlainBody, clean_dump, learn_recurring
from digest.text import fold_line, normalise

FIXTURES = Path(__file__).parent.parent / "fixtures" / "plaintext"
PAGES = sorted(path.stem for path in FIXTURES.glob("*.json"))

HEADLINE = "Moon Landing Draws Crowds To Screens Along The Waterfront"
BODY = (
    "Thousands of people gathered around television sets on Sunday night to watch two astronauts walk on the Moon.",
    "Neil Armstrong stepped off the ladder of the lunar module Eagle shortly before eleven o’clock, Eastern time.",
    "“That’s one small step for man, one giant leap for mankind,” he said.",
    "Buzz Aldrin followed about twenty minutes later, and called the view “magnificent desolation.”",
    "Michael Collins stayed in orbit aboard the command module Columbia while the others worked on the surface.",
)


def page(*above: str, headline: str = HEADLINE, body: tuple[str, ...] = BODY, below: tuple[str, ...] = ()) -> str:
    return "\n".join([*above, headline, *body, *below])


def refusal(text: str) -> str | None:
    """The code of the error with which `text` is refused; None where an article is found."""
    try:
        clean_dump(text)
    except ExtractError as error:
        return error.code
    return None


def rules(body: PlainBody) -> dict[str, str]:
    return {removed.text: removed.rule for removed in body.removed}


# --- whole pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_page_of_each_language(name: str) -> None:
    expected = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    text = (FIXTURES / f"{name}.txt").read_text(encoding="utf-8")
    cleaned = clean_dump(text)
    lines = [line for line in text.splitlines() if line]
    first = lines.index(expected["title"]) + 1
    assert cleaned.title == expected["title"]
    assert cleaned.paragraphs == tuple(lines[first : first + expected["paragraphs"]])
    assert cleaned.published is None
    named = rules(cleaned)
    assert {text: named.get(text) for text in expected["rules"]} == expected["rules"]


def test_there_are_fixtures_in_ten_languages() -> None:
    assert len(PAGES) >= 10


@given(st.text(alphabet="aZ é9_-’“—.,\t\u0130天", max_size=40))
def test_words_are_found_as_by_a_pattern(text: str) -> None:
    letters = lexicon.split_ascii(text, lexicon.LETTERS)
    assert letters is None or letters == re.findall(r"[^\W\d_]+", text)
    assert lexicon.tokenise(text) == re.findall(r"\w+", text)


@given(st.text(alphabet="ab\t \n\r\x0b\x0c\x85\u2028\u200b\x00\u0301", max_size=30))
def test_lines_are_those_of_each_line_normalised_alone(text: str) -> None:
    title, body = HEADLINE, "\n".join(BODY)
    alone = [normalise(raw) for raw in re.split("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]", text)]
    cleaned = clean_dump(f"{title}\n{body}\n{text}")
    found = [title, *cleaned.paragraphs, *(removed.text for removed in cleaned.removed)]
    assert sorted(found) == sorted([title, *BODY, *(line for line in alone if line)])


def test_bare_article_is_left_whole() -> None:
    cleaned = clean_dump(page())
    assert (cleaned.title, cleaned.paragraphs, cleaned.removed) == (HEADLINE, BODY, ())


SCRAPS = """
123 Main Street, Suite 400|address
New York, NY 10001|address
Ottawa, ON K1A 0B1|address
London SW1A 1AA|address
20121 Milano MI|address
1015 AA Amsterdam|address
Rua Augusta, 1500|address
(555) 539-1415|address
desk@example.org|address
Monday–Friday: 9:00AM–5:00PM|opening-hours
en_USEnglish|language-switcher
de_DEDeutsch fr_FRFrançais|language-switcher
en_USEnglishde_DEDeutschfr_FRFrançais|language-switcher
sr_RSСрпски језик|language-switcher
frFrançais|language-switcher
EN | FR | DE|language-switcher
English Français Deutsch|language-switcher
Share this:|share
We use cookies to give you the best experience on our website. If you go on, we assume that you agree.|cookie-notice
Subscribe to our newsletter and get the latest news delivered to your inbox every morning.|newsletter
Leave a Reply|comments
Copyright © 2023 Example Media. All rights reserved.|copyright
Advertisement|advertisement
""".strip().splitlines()


@pytest.mark.parametrize("scrap", SCRAPS)
@pytest.mark.parametrize("place", ["above", "below", "both"])
def test_scrap_around_an_article_goes_under_its_rule(scrap: str, place: str) -> None:
    text, rule = scrap.rsplit("|", 1)
    above = (text, "") if place != "below" else ()
    below = ("", text) if place != "above" else ()
    cleaned = clean_dump(page(*above, below=below))
    assert (cleaned.title, cleaned.paragraphs) == (HEADLINE, BODY)
    assert rules(cleaned) == {text: rule}


def test_menus_and_related_headlines_around_an_article() -> None:
    menu = ("Home", "World", "Politics", "Business", "Science", "Sports", "Weather", "Log in", "Subscribe")
    below = (
        "Related Articles",
        "Harbour Bridge To Close For Repairs",
        "Mayor Opens New Library Wing",
        "Most Read",
        "Ten Walks Along The Coast",
        "About Us",
        "Privacy Policy",
    )
    cleaned = clean_dump(page(*menu, below=below))
    assert (cleaned.title, cleaned.paragraphs) == (HEADLINE, BODY)
    named = rules(cleaned)
    assert named["Home"] == "menu"
    assert named["Related Articles"] == named["Harbour Bridge To Close For Repairs"] == "related"


def test_short_lines_inside_an_article_stay() -> None:
    talk = ("Were you afraid?", "No.", "Why not?", "“There was no time for it.”", "And now?", "Now I am tired.")
    body = (*BODY[:2], *talk, *BODY[2:])
    assert clean_dump(page("Home", "News", body=body, below=("Privacy Policy",))).paragraphs == body


def test_a_list_inside_an_article_stays() -> None:
    entries = ("- 2 cups of flour", "- 1 egg", "• a pinch of salt", "1. Stir.", "2) Bake for an hour")
    body = (*BODY[:2], "This is what the bakers of the bridge took along:", *entries, *BODY[2:])
    assert clean_dump(page("Home", "News", body=body, below=("Privacy Policy",))).paragraphs == body


def test_an_interview_stays_whole() -> None:
    talk = (
        "What brought you to the bridge?",
        "I came for the view of the harbour, and then I stayed because nobody asked me to leave again.",
        "And the painters?",
        "They were there before me.",
        "Do you think the bridge will be open in time for the fair?",
        "No. The council says so, but the council has said so every summer since the old ferry was sold.",
    )
    body = (*BODY[:2], *talk, *BODY[2:])
    assert clean_dump(page("Home", "News", body=body, below=("Privacy Policy",))).paragraphs == body


def test_a_question_that_is_put_to_everybody_stays_and_a_copied_one_goes() -> None:
    question = "And what would you tell the council if it asked you before it decides about the bridge?"
    answers = (
        "I would ask them to walk across it once in November, and to take their bicycles along.",
        "Nothing. They have known what we think since the year of the flood, and so have the painters.",
        "That forty people eat because of that bridge, and that the ferry runs only when it likes to.",
    )
    talk = tuple(line for answer in answers for line in (question, answer))
    body = (*BODY[:2], *talk, *BODY[2:])
    assert clean_dump(page("Home", "News", body=body, below=("Privacy Policy",))).paragraphs == body
    copied = clean_dump(page("Home", "News", body=(*body[:3], question, *body[3:]), below=("Privacy Policy",)))
    assert copied.paragraphs == body
    assert question in [cut.text for cut in copied.removed]


NOTES = """
The ferry to the island will not run on Monday, because the pier is being painted, the harbour office said.
Die Fähre zur Insel fährt am Montag nicht, weil der Anleger gestrichen wird, teilte das Hafenamt am Sonntag mit.
Паром на остров в понедельник ходить не будет, потому что красят причал, сообщили в управлении порта в воскресенье.
Το πλοίο για το νησί δεν θα εκτελέσει δρομολόγιο τη Δευτέρα, επειδή βάφεται η προβλήτα, ανακοίνωσε το λιμεναρχείο.
لن تبحر العبارة إلى الجزيرة يوم الاثنين لأن الرصيف يجري طلاؤه، كما أعلن مكتب الميناء مساء الأحد في بيان قصير.
島へ向かうフェリーは桟橋の塗り替え工事のため月曜日は終日運航しないと、港湾事務所が日曜日の夜に発表した。
"""


@pytest.mark.parametrize("note", NOTES.split("\n")[1:-1])
def test_a_note_of_one_paragraph_is_an_article(note: str) -> None:
    assert clean_dump(note).paragraphs == (note,)


MENUS = """
Startseite|Politik|Wirtschaft|Sport|Anmelden|Impressum|Datenschutz
Accueil|Politique|Économie|Sport|Se connecter|Mentions légales
Главная|Политика|Экономика|Спорт|Войти|Реклама|Контакты
Αρχική|Πολιτική|Οικονομία|Αθλητικά|Σύνδεση|Όροι χρήσης
الرئيسية|سياسة|اقتصاد|رياضة|تسجيل الدخول|اتصل بنا
ホーム|政治|経済|スポーツ|ログイン|お問い合わせ
"""


@pytest.mark.parametrize("menu", MENUS.split("\n")[1:-1])
def test_a_menu_is_no_article_in_any_script(menu: str) -> None:
    assert refusal(menu.replace("|", "\n")) == "no-article"


def test_declined_to_comment_is_no_comment_box() -> None:
    body = (*BODY[:3], "A spokesman for the agency declined to comment.", *BODY[3:])
    assert clean_dump(page(body=body)).paragraphs == body


def test_guillemets_are_quotation_marks_first() -> None:
    body = (*BODY[:2], "»Das ist ein großer Schritt«, sagte der Direktor.", *BODY[2:])
    assert clean_dump(page(body=body)).paragraphs == body


def test_caption_inside_an_article_goes() -> None:
    caption = "Visitors in front of a screen on the pier. (Photo: Harbour Agency)"
    cleaned = clean_dump(page(body=(*BODY[:2], caption, *BODY[2:])))
    assert cleaned.paragraphs == BODY
    assert rules(cleaned)[caption] == "caption"


def test_long_line_that_stands_twice_is_kept_once() -> None:
    cleaned = clean_dump(page(body=(*BODY[:4], BODY[1], BODY[4])))
    assert cleaned.paragraphs == BODY
    assert rules(cleaned) == {BODY[1]: "repeated"}


def test_address_within_the_story_stays() -> None:
    body = (*BODY[:2], "The screen stands at 12 Harbour Street.", *BODY[2:])
    assert clean_dump(page(body=body)).paragraphs == body


# --- title -----------------------------------------------------------------------------------------------


def test_known_title_is_cut_wherever_it_stands() -> None:
    cleaned = clean_dump(page(f"{HEADLINE} | Harbour Ledger"), title=HEADLINE)
    assert (cleaned.title, cleaned.paragraphs) == (HEADLINE, BODY)
    assert [removed.rule for removed in cleaned.removed] == ["repeated-title", "repeated-title"]


def test_repeated_headline_is_cut() -> None:
    cleaned = clean_dump(page(f"{HEADLINE} – Harbour Ledger", "Home", "News", HEADLINE))
    assert (cleaned.title, cleaned.paragraphs) == (HEADLINE, BODY)


def test_headline_and_standfirst_keep_their_places() -> None:
    standfirst = "Crowds stayed until dawn to see the astronauts on the Moon and cheered at every step they took."
    cleaned = clean_dump(page("News", headline=HEADLINE, body=(standfirst, "By Ann Example", *BODY)))
    assert cleaned.title == HEADLINE
    assert cleaned.paragraphs[-len(BODY) :] == BODY


def test_known_title_that_is_nowhere_in_the_text() -> None:
    cleaned = clean_dump("\n".join(BODY), title="Quite Another Headline")
    assert (cleaned.title, cleaned.paragraphs) == ("Quite Another Headline", BODY)


# --- byline, dates, dateline -----------------------------------------------------------------------------


def test_masthead_is_read_and_cut() -> None:
    cleaned = clean_dump(page(body=("By Ann Example and Bo Sample", "Published July 21, 1969", *BODY)))
    assert cleaned.byline == ("Ann Example", "Bo Sample")
    assert cleaned.published == date(1969, 7, 21)
    assert cleaned.paragraphs == BODY
    assert rules(cleaned) == {"By Ann Example and Bo Sample": "byline", "Published July 21, 1969": "date-line"}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Example", ("Ann Example",)),
        ("by Ann Example | Harbour Ledger", ("Ann Example",)),
        ("By Ann Example - 07/21/69 11:04 PM EST", ("Ann Example",)),
        ("By Ann Example July 21, 1969", ("Ann Example",)),
        ("Von Anna Beispiel und Bernd Muster", ("Anna Beispiel", "Bernd Muster")),
        ("Par Anne Exemple", ("Anne Exemple",)),
        ("Автор: Анна Примерова", ("Анна Примерова",)),
        ("作者：王小明", ("王小明",)),
        ("By then the crowd had gone.", ()),
        ("By the end of the day", ()),
        ("Von Montag an gilt ein neuer Fahrplan.", ()),
        ("Ann Example", ()),
    ],
)
def test_read_byline(line: str, names: tuple[str, ...]) -> None:
    assert read_byline(line) == names


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("1969-07-21", date(1969, 7, 21)),
        ("21 July 1969", date(1969, 7, 21)),
        ("Mon, July 21st, 1969, 9:15 pm ET", date(1969, 7, 21)),
        ("21. Juli 1969, 14:05 Uhr", date(1969, 7, 21)),
        ("le 21 juillet 1969", date(1969, 7, 21)),
        ("21 de julio de 1969", date(1969, 7, 21)),
        ("21 июля 1969", date(1969, 7, 21)),
        ("21 Ιουλίου 1969", date(1969, 7, 21)),
        ("21 يوليو 1969", date(1969, 7, 21)),
        ("21 ביולי 1969", date(1969, 7, 21)),
        ("1969年7月21日", date(1969, 7, 21)),
        ("21.7.1969", date(1969, 7, 21)),
        ("21/7/1969", date(1969, 7, 21)),
        ("7/21/1969", date(1969, 7, 21)),
        ("21 July 1969 14:05 GMT", datetime(1969, 7, 21, 14, 5, tzinfo=UTC)),
        ("1969-07-21T14:05:09+02:00", datetime(1969, 7, 21, 14, 5, 9, tzinfo=timezone(timedelta(hours=2)))),
        ("July 21, 1969 9:05 p.m. -04:00", datetime(1969, 7, 21, 21, 5, tzinfo=timezone(timedelta(hours=-4)))),
    ],
)
def test_read_dates(line: str, moment: date) -> None:
    found = [dated.moment for dated in read_dates(line)]
    assert found == [moment]
    assert type(found[0]) is type(moment)


@pytest.mark.parametrize(
    "line", ["3/4/1969", "31 February 1969", "July 1969", "21/13/1969", "no date", "1234567-12-12"]
)
def test_unclear_dates_are_none(line: str) -> None:
    assert read_dates(line) == []


def test_update_is_no_publication_and_two_days_leave_a_doubt() -> None:
    assert choose_published(["Updated 22 July 1969"]) is None
    assert choose_published(["Published 21 July 1969 | Updated 22 July 1969"]) == date(1969, 7, 21)
    assert choose_published(["21 July 1969", "22 July 1969"]) is None
    assert choose_published([]) is None


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("PARIS — The race ended on Sunday in the capital.", "PARIS"),
        ("Paris – The race ended on Sunday in the capital.", "Paris"),
        ("WASHINGTON (Agency) - The race ended on Sunday in the capital.", "WASHINGTON (Agency)"),
        ("Berlin (dpd) - Das Rennen endete am Sonntag in der Stadt.", "Berlin (dpd)"),
        ("HOUSTON, Texas — The race ended on Sunday in the capital.", "HOUSTON, Texas"),
        ("LONDON, July 20 (Agency) — The race ended on Sunday.", "LONDON, July 20 (Agency)"),
        ("(Agency) — The race ended on Sunday in the capital.", "Agency"),
        ("МОСКВА, 20 июля. /Агентство/. Гонка закончилась в воскресенье.", "МОСКВА, 20 июля. /Агентство/"),
        (
            "【ロンドン＝特派員】レースは日曜日に終わり、数千人の観客が沿道に集まった。",
            "ロンドン＝特派員",
        ),
        ("The Moon — our nearest neighbour — has no air.", None),
        ("Hope — that is all they had left after the storm.", None),
        ("He said: The race ended on Sunday in the capital.", None),
        ("Two-time winner Ann Example - a lawyer by trade - won again.", None),
    ],
)
def test_cut_dateline(paragraph: str, dateline: str | None) -> None:
    found, rest = cut_dateline(paragraph)
    assert found == dateline
    assert paragraph.endswith(rest)
    assert (rest == paragraph) is (dateline is None)


# --- lines by themselves ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["Physical Address", "12 rue de la Paix", "75002 Paris", "ul. Nowy Świat 12", "00-496 Warszawa"]
)
def test_address_lines(line: str) -> None:
    assert is_address_line(describe_line(line, tab=False))


@pytest.mark.parametrize(
    "line",
    [
        "Addressing the crowd, he wept",
        "500 people came",
        "Apollo 11 lands",
        "1969 Tour de France",
        "The street was empty.",
        "They drove down the road to the sea, where 12 boats lay.",
    ],
)
def test_no_address_lines(line: str) -> None:
    assert not is_address_line(describe_line(line, tab=False))


@pytest.mark.parametrize(
    "line", ["English", "It is so.", "no", "Spanish officials met French envoys", "en route", "IS"]
)
def test_no_switchers(line: str) -> None:
    assert not is_switcher(line)


# --- what recurs within a source -------------------------------------------------------------------------


def article(number: int, *, paragraphs: int = 6) -> list[str]:
    names = ("harbour", "bridge", "library", "school", "market", "railway", "station", "theatre")
    topic = names[number % len(names)]
    return [f"Council Debates The {topic.title()} Again"] + [
        f"In part {part} of debate {number} the members spoke about the {topic} and put off their vote until later."
        for part in range(paragraphs)
    ]


FOOT = [
    "Write to the editor",
    "Reprints of our articles need the written leave of the publisher, who answers in a week.",
]


def test_lines_of_several_articles_recur() -> None:
    dumps = ["\n".join([*article(n), *FOOT]) for n in range(4)]
    found = learn_recurring({"ledger": dumps, "other": dumps[:1]})
    assert found == {"ledger": frozenset(fold_line(line) for line in FOOT), "other": frozenset()}
    cleaned = clean_dump(dumps[0], recurring=found["ledger"])
    assert list(cleaned.paragraphs) == article(0)[1:]
    assert {rules(cleaned)[line] for line in FOOT} == {"recurring"}


def test_corrected_version_is_no_boilerplate() -> None:
    first = article(0)
    corrected = [*first[:3], "Correction: an earlier version gave a wrong day for the vote.", *first[4:]]
    versions = ["\n".join([*lines, *FOOT]) for lines in (first, corrected, first, corrected)]
    found = learn_recurring({"ledger": [*versions, *("\n".join([*article(n), *FOOT]) for n in range(1, 4))]})
    assert found["ledger"] == frozenset(fold_line(line) for line in FOOT)


def test_background_paragraph_in_two_articles_does_not_recur() -> None:
    background = "The bridge was built after the flood and has carried the coast road ever since it was opened."
    dumps = ["\n".join([*article(n), background]) for n in (1, 2)] + ["\n".join(article(n)) for n in (3, 4, 5)]
    assert learn_recurring({"ledger": dumps})["ledger"] == frozenset()


def test_nothing_to_learn_from() -> None:
    assert learn_recurring({}) == {}
    assert learn_recurring({"ledger": [], "other": ["", "\n"]}) == {"ledger": frozenset(), "other": frozenset()}


# --- no article, hostile input, nothing lost -------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\n\ufeff\n\u200b"])
def test_empty(text: str) -> None:
    with pytest.raises(ExtractError) as caught:
        clean_dump(text)
    assert caught.value.code == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"Section {n}" for n in range(50)),
        "Home\nWorld\nPolitics\nLog in\nPrivacy Policy\n© 2020 Example Media. All rights reserved.",
        "Physical Address\n12 Main Street\nDover, DE 19901\nen_USEnglish",
        "x" * 5000,
        HEADLINE,
    ],
)
def test_no_article(text: str) -> None:
    with pytest.raises(ExtractError) as caught:
        clean_dump(text)
    assert caught.value.code == "no-article"


HUGE = {
    "menu": "Menu\nLog in\n" * 10_000,
    "prose": "\n".join(f"The {n} members met on day {n} and agreed on a vote." for n in range(5_000)),
    "one line": "The council met and agreed. " * 40_000,
    "spaces": "a" + " " * 1_000_000 + "b",
    "marks": ".”" * 500_000,
    "bars": " | " * 300_000,
    "capitals": "A " * 500_000,
    "dashes": "A - " * 300_000,
    "brackets": "(" * 1_000_000,
    "locales": "en_US" * 200_000,
    "mails": "a@" * 500_000,
    "towns": ("A" * 39 + ".,") * 20_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_hostile_input_takes_linear_time(name: str) -> None:
    start = time.process_time()
    refusal(HUGE[name])
    assert time.process_time() - start < 32


def test_line_ends_of_all_systems() -> None:
    assert clean_dump(page().replace("\n", "\r\n")) == clean_dump(page()) == clean_dump(page().replace("\n", "\r"))


LINES = st.one_of(
    st.sampled_from(
        [*BODY, *article(3), HEADLINE, *(scrap.rsplit("|", 1)[0] for scrap in SCRAPS), "", " ", "\t", "Home"]
    ),
    st.text(max_size=60),
    st.text(alphabet="ab .,—-«»()/:0123456789A", max_size=80),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(LINES, max_size=25),
    st.sampled_from([None, HEADLINE, "Else"]),
    st.sampled_from([frozenset(), frozenset({fold_line(BODY[1])})]),
)
def test_no_line_is_lost(lines: list[str], title: str | None, recurring: frozenset[str]) -> None:
    text = "\n".join([*lines, *BODY, *lines])
    with suppress(ExtractError):
        check_nothing_lost(text, title, recurring)


def check_nothing_lost(text: str, title: str | None, recurring: frozenset[str]) -> None:
    cleaned = clean_dump(text, title=title, recurring=recurring)
    split = re.split("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]", text)
    wanted = Counter(line for raw in split if (line := normalise(raw)))
    got = Counter(cleaned.paragraphs) + Counter(removed.text for removed in cleaned.removed)
    missing = wanted - got
    assert not (got - wanted) or cleaned.dateline is not None
    for line, count in missing.items():
        is_title = title is None and line == cleaned.title and count == 1
        is_dated = cleaned.dateline is not None and line.endswith(cleaned.paragraphs[0]) and count == 1
        assert is_title or is_dated, line
    assert cleaned.paragraphs
    assert all(paragraph.strip() for paragraph in cleaned.paragraphs)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_cleaned_or_refused(text: str) -> None:
    assert refusal(text) in (None, "empty", "no-article")
