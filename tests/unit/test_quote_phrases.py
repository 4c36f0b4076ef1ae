"""Who may speak in languages other than English: a name, a pronoun, or a noun in the form of a subject."""

from __future__ import annotations

import pytest

from digest.enrich.quotes import find_quotes


def read(text: str, lang: str) -> list[tuple[str | None, str]]:
    quotes = find_quotes(text, lang=lang, actors=(), mentions=())
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text
    return [(quote.speaker, quote.text) for quote in quotes]


@pytest.mark.parametrize(
    ("lang", "text", "speakers"),
    [
        # German: the verb comes second, its subject behind it.
        ("de", "Dennoch betont der Hafenmeister: „Wir öffnen morgen wieder.“", ["der Hafenmeister"]),
        ("de", "Die Schleusen haben eine lange Geschichte, erzählt Berg: „Früher war hier alles Wasser.“", ["Berg"]),
        ("de", "Dann holte sie weit aus: „Wir haben zu lange gewartet.“", ["sie"]),
        ("de", "Zugleich lobte sie die Helfer und betonte, „keiner darf allein bleiben“.", ["sie"]),
        ("de", "Dass der Damm bricht, glaubt Berg nicht: „Er hält noch hundert Jahre.“", ["Berg"]),
        (
            "de",
            "Die Fachleute der Hafenbank sehen die Lage ähnlich: „Der Handel stockt.“",
            ["Die Fachleute der Hafenbank"],
        ),
        ("de", "Er sei „müde“ nach der langen Fahrt, so Berg.", ["Berg"]),
        ("de", "„Wir bauen weiter“, so der neue Leiter Jan de Meer nach der Wahl.", ["der neue Leiter Jan de Meer"]),
        ("de", "Angesichts der Angst im Hafen erklärte er, dass man „jeden Stein“ prüfe.", ["er"]),
        ("de", "Der Damm muss sich noch zeigen: „Das Wasser steigt seit Tagen“, sagt Berg.", ["Berg"]),
        ("de", "Wovor Berg warnt, ist „ein kaltes Jahr“.", ["Berg"]),
        ("de", "Ansonsten betont Berg: „Alles bleibt, wie es ist.“", ["Berg"]),
        ("de", "Und mehr noch: „Der Fluss trägt alles fort“, sagt Schülerin Ida Berg.", ["Schülerin Ida Berg"]),
        # Spanish, French, Italian: genitives belong to their noun; where the source says, the verb is no name.
        ("es", "Esta vecina del barrio comenta que la plaza es “un horno”.", ["Esta vecina del barrio"]),
        ("es", "La alcaldesa trasladó su apoyo y señaló que el puerto sigue abierto.", ["La alcaldesa"]),
        ("es", "El puerto está “cerrado del todo”, según asegura Marín.", ["Marín"]),
        ("fr", "La ministre des Ports affirme que la digue est « solide ».", ["La ministre des Ports"]),
        ("fr", "Il a « sauvé les plus vieux bateaux » bretons, a déclaré la ministre.", ["la ministre"]),
        ("fr", "La ville avait régulièrement appelé ses voisins à sauver « un port commun ».", ["La ville"]),
        ("it", "La regione ha finora chiesto ai comuni di chiudere «per prudenza».", ["La regione"]),
        ("it", "La sala è piena, ma il Giornale del Porto rivela: «Non è finita».", ["il Giornale del Porto"]),
    ],
)
def test_the_noun_phrase_that_speaks_is_found(lang: str, text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in read(text, lang)] == speakers


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # "It is said" says who does not say it; what is governed or in another case does not speak.
        ("de", "Der Damm sei „in gutem Stand“, heißt es in dem Bericht."),
        ("de", "Berg dankte für die „klare Frage“ der Zuschauerin und ging."),
        ("de", "Gleichzeitig bezeichnete es die Fachwelt als „Wunder“ der Technik."),
        ("de", "Das hat Berg dem Abendblatt im Mai erzählt: „Wir waren am Ende.“ Es war ein warmer Tag."),
        # Names of books, papers and parties; the paper names the number, not the number itself.
        ("de", "Die „Morgenpost“ nennt die Zahl der Schiffe „zu hoch“ und das Ziel weit."),
        ("de", "Das Blatt „Morgenpost“ bezeichnet die Reederei als „Geisterschiff“."),
        ("de", "Das schreibt die Behörde in ihrem Lagebericht „Häfen Europas 2031“."),
        ("de", "Das sagte Berg dem Ostrauer „Hafenboten“ am Montag."),
        ("fr", "La ministre a affirmé que le navire « Belle Étoile » était rentré."),
        # A connective, a verb without its subject, an infinitive, something owned.
        ("es", "Además, advierte que no hay motivo para cerrar el puerto."),
        ("es", "Asimismo, señala que el puerto sigue abierto a todos."),
        ("es", "También deseó suerte a todos y recordó que el puerto sigue abierto."),
        ("es", "Se basa en el informe del pasado mes de mayo que habla de “un fallo grave”."),
        ("fr", "Elle oblige les villes à payer « sans délai » pour protéger les digues."),
        ("it", "La sala è piena, ma il sindaco rivela: «Non è finita qui»."),
        ("it", "Il «lunedì azzurro» è una festa per chi ama il mare e per lo sconto."),
    ],
)
def test_what_is_no_subject_does_not_speak(lang: str, text: str) -> None:
    assert read(text, lang) == []


def test_a_language_without_a_grammar_has_no_speakers_without_a_word_of_speech() -> None:
    assert read("Tačiau uostas dar veikia: „Mes čia liksime“ ir niekas nebijo.", "lt") == []
    assert read("“We leave,” Kovac said.", "lt") == [("Kovac", "We leave,")]


def test_a_sentence_about_somebody_else_ends_what_one_says() -> None:
    first = "„Wir warten“, sagt Anna Berg. "
    assert read(first + "Die Halle ist voll. „Wir gehen nicht.“", "de")[1] == ("Anna Berg", "Wir gehen nicht.")
    assert read(first + "Jan Hollmann wird lauter. „Wir gehen hier heute nicht.“", "de")[1:] == [
        (None, "Wir gehen hier heute nicht.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The town raised about 3 signs that say “stop the port” on every road.",
        "The party changed its plan of “open harbours” on Monday.",
    ],
)
def test_a_number_or_an_article_is_nobody(text: str) -> None:
    assert [speaker for speaker, _ in read(text, "en") if speaker in ("3", "its", "the", "a")] == []
