"""The sentences that stand for a story: whole, able to stand alone, from several sources, within their policies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest.models import StoredArticle
from digest.stories.leaning import is_of_writer, leans
from digest.stories.summary import EXCERPT_WORDS, MAX_WORDS, summarise_story
from digest.text import word_count
from tests.unit.site_sample import ARMSTRONG, COURIER, GAZETTE, LANTERN, make_article

FULL = {COURIER.id: "full", GAZETTE.id: "full", LANTERN.id: "full"}


def chosen(*members: StoredArticle, **options: object) -> list[str]:
    found = summarise_story(members, **{"policies": FULL, **options})  # type: ignore[arg-type]
    return [sentence.text for sentence in found]


def of(text: str, number: int = 1, **options: object) -> StoredArticle:
    return make_article(number, f"Report {number}", text, **options)  # type: ignore[arg-type]


def test_one_article_gives_its_first_sentences_that_stand_alone() -> None:
    text = (
        "Its crew will see the world through glass.\n\nThree parachutes opened over the sea at noon. They were red and "
        "white. The carrier took the men on board within the hour."
    )
    assert chosen(of(text)) == [
        "Three parachutes opened over the sea at noon.",
        "The carrier took the men on board within the hour.",
    ]


def test_where_every_sentence_leans_the_first_is_taken() -> None:
    assert chosen(of("He came back from the sea at noon. He said that he was well.")) == [
        "He came back from the sea at noon."
    ]


@pytest.mark.parametrize("text", ["Home", "Home | News | Sport", "Who has seen the ship that left at noon?"])
def test_what_is_no_sentence_is_not_taken(text: str) -> None:
    assert chosen(of(text)) == []


def test_a_sentence_whose_quotation_does_not_close_is_passed_over() -> None:
    text = "“We saw the ship, the mate said to all of us. The ship came into port at noon with all hands."
    assert chosen(of(text)) == ["The ship came into port at noon with all hands."]


def test_no_more_words_than_a_briefing_has_room_for() -> None:
    reports = [
        of(
            " ".join(
                f"Ship {n} of fleet {k} brought cargo {n * k} of grain and its {n} hands to port." for n in range(9)
            ),
            k,
        )
        for k in range(1, 7)
    ]
    assert word_count(" ".join(chosen(*reports))) <= MAX_WORDS


FIRST = of(
    "Three parachutes opened over the sea at noon and the craft came down near the carrier. The president waited on "
    "deck to greet the astronauts through a window.",
    1,
)
SECOND = of(
    "Three parachutes opened over the sea at noon near the carrier. Doctors will keep the crew behind glass for three "
    "weeks.",
    2,
    source=GAZETTE,
)


def test_a_second_source_gives_what_it_adds_and_not_what_was_said() -> None:
    found = summarise_story([FIRST, SECOND], policies=FULL)
    assert {sentence.article_id for sentence in found} == {FIRST.article.id, SECOND.article.id}
    texts = [sentence.text for sentence in found]
    assert sum("parachutes" in text for text in texts) == 1
    assert "Doctors will keep the crew behind glass for three weeks." in texts


def test_the_summary_does_not_hang_on_the_order_of_articles() -> None:
    assert summarise_story([FIRST, SECOND], policies=FULL) == summarise_story([SECOND, FIRST], policies=FULL)


def test_a_copy_gives_no_sentence_while_the_original_does() -> None:
    copy = replace(SECOND, article=replace(SECOND.article, markdown=FIRST.article.markdown))
    found = summarise_story([FIRST, copy], policies=FULL, copies={copy.article.id})
    assert {sentence.article_id for sentence in found} == {FIRST.article.id}


def test_of_a_source_of_headlines_no_sentence_is_taken() -> None:
    assert chosen(FIRST, policies={COURIER.id: "headline"}) == []
    found = summarise_story([FIRST, SECOND], policies={COURIER.id: "headline", GAZETTE.id: "full"})
    assert {sentence.article_id for sentence in found} == {SECOND.article.id}


def test_of_an_excerpt_no_more_than_an_excerpt_is_taken() -> None:
    text = " ".join(
        f"In the {nth} week the {nth} convoy of wooden ships left the northern harbour with {nth} loads of coal, "
        "grain, timber, copper and salted fish for towns along the eastern coast of the inland sea."
        for nth in ("first", "second", "third")
    )
    assert sum(word_count(sentence) for sentence in chosen(of(text), policies={})) <= EXCERPT_WORDS


LEANING = [
    ("en", "He said that the ship was safe."),
    ("en", "But the ship was safe by noon."),
    ("en", "“They were well,” Armstrong said."),
    ("en", "In contrast, the second ship was late."),
    ("en", "The two were seen at noon."),
    ("en", "When asked, he named the ship."),
    ("de", "Dabei kam das Schiff am Mittag an."),
    ("fr", "Cette décision a été prise à midi."),
    ("es", "Además, el barco llegó al mediodía."),
    ("it", "Questo accordo fu firmato a mezzogiorno."),
    ("pt", "Seu navio chegou ao meio-dia."),
    ("nl", "Daarom kwam het schip te laat aan."),
    ("ru", "Он сказал, что корабль цел."),
    ("uk", "Цей корабель прибув опівдні."),
    ("pl", "Jednak statek przypłynął w południe."),
    ("nb", "Dette skipet kom fram klokken tolv."),
    ("ar", "وأضاف أن السفينة وصلت ظهرا."),
    ("he", "הוא אמר שהספינה הגיעה בצהריים."),
    ("zh", "他表示船只已于中午抵达。"),
    ("ja", "しかし船は正午に到着した。"),
    ("en", "(The harbour is the older one of the two.)"),
    ("en", "Below, all ships of the line are listed."),
    ("en", "…"),
]
STANDING = [
    ("en", "Three parachutes opened over the sea at noon."),
    ("en", "Items of cargo were lost at sea."),
    ("en", "Thistles grow by the harbour wall."),
    ("de", "Die Landung gelang am Sonntag."),
    ("de", "Das Schiff kam am Mittag an."),
    ("fr", "Le navire est arrivé à midi."),
    ("es", "El barco llegó al mediodía."),
    ("ru", "Корабль прибыл в полдень."),
    ("ar", "وصلت السفينة إلى الميناء ظهرا."),
    ("zh", "船只于中午抵达港口。"),
    ("ja", "船は正午に到着した。"),
    (None, "The ship came into port at noon."),
]


@pytest.mark.parametrize(("lang", "sentence"), LEANING)
def test_such_a_sentence_leans_on_another(lang: str, sentence: str) -> None:
    assert leans(sentence, lang)


@pytest.mark.parametrize(("lang", "sentence"), STANDING)
def test_such_a_sentence_stands_alone(lang: str | None, sentence: str) -> None:
    assert not leans(sentence, lang)


def test_he_may_follow_a_name_in_the_same_sentence() -> None:
    assert not leans("Neil Armstrong said that he was well.", "en", (0,))
    assert leans("On Sunday he said that Neil Armstrong was well.", "en", (20,))


def test_the_names_of_the_article_are_heeded() -> None:
    text = "Neil Armstrong said on Sunday that he and the ship were well."
    stored = of(text)
    assert any(mention.actor_id == ARMSTRONG.id for mention in stored.annotations.mentions)
    assert chosen(stored) == [text]
    nobody = replace(stored, annotations=replace(stored.annotations, mentions=()))
    assert leans(text, "en")
    assert chosen(nobody) == [text]  # the only one there is


WRITERS = [
    ("en", "I have sailed these waters for thirty years."),
    ("en", "Then I’d seen the whole harbour."),
    ("en", "The mate gave my mother the key."),
    (None, "When I arrived, the ship had left."),
    ("de", "Ich war am Hafen."),
    ("de-AT", "Das Schiff lag vor meinem Fenster."),
    ("fr", "Ce matin, j’ai vu le navire."),
    ("es", "El capitán me dio la llave."),
    ("ru", "Капитан дал мне ключ."),
]
OTHERS = [
    ("en", "“I have seen the ship,” Armstrong said."),
    ("en", "The port was built after World War I by the town."),
    ("en", "The ships of ME and MY lines meet here."),
    ("de", "„Ich war am Hafen“, sagte der Lotse."),
    ("fr", "« Je suis là », a dit le capitaine."),
    ("es", "Mientras tanto, el barco llegó al puerto."),
    ("fi", "My on kirjain."),
    ("ja", "船は正午に到着した。"),
]


@pytest.mark.parametrize(("lang", "sentence"), WRITERS)
def test_the_writer_speaks_there(lang: str | None, sentence: str) -> None:
    assert is_of_writer(sentence, lang)


@pytest.mark.parametrize(("lang", "sentence"), OTHERS)
def test_the_writer_does_not_speak_there(lang: str | None, sentence: str) -> None:
    assert not is_of_writer(sentence, lang)


def test_a_columnist_s_i_is_passed_over() -> None:
    text = "I am a sailor, a writer and a cook. Three parachutes opened over the sea at noon."
    assert chosen(of(text)) == ["Three parachutes opened over the sea at noon."]


def test_a_piece_of_a_quotation_is_not_taken_without_its_marks() -> None:
    text = "“The ship is safe. The men on board are well. The sea is calm,” Neil Armstrong said at noon in the harbour."
    words = "The ship is safe. The men on board are well. The sea is calm,"
    quoted = of(text + " The carrier took the men on board.", quotes=((words, "Neil Armstrong", "neil-armstrong"),))
    assert "The men on board are well." not in chosen(quoted)
    assert "The men on board are well." in chosen(of(text + " The carrier took the men on board."))


def test_words_of_nobody_are_not_taken() -> None:
    text = "“The ship has come in at noon with all of its men.” The carrier took the men on board within the hour."
    assert chosen(of(text)) == ["The carrier took the men on board within the hour."]
    signed = "“The ship has come in at noon,” said Mr. Berg."
    assert chosen(of(signed + " It was late.")) == [signed]


def test_a_summary_is_in_one_language_that_of_most() -> None:
    english = [
        of("The ship came into port at noon with all hands.", 1),
        of("A crane took the boxes of coal from the ship by night.", 2, source=GAZETTE),
    ]
    french = of("Le navire est arrivé au port à midi avec tout son équipage.", 3, source=LANTERN, lang="fr-FR")
    for members in ([*english, french], [french, *english]):
        assert not any("navire" in sentence for sentence in chosen(*members))
    assert any("navire" in sentence for sentence in chosen(french, english[0]))
    assert chosen(french) == ["Le navire est arrivé au port à midi avec tout son équipage."]
