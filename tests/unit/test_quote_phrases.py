"""Who may speak in languages other than English: a name, a pronoun, or a noun in the form of a subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from digest.enrich.quotes import find_quotes
from digest.enrich.verb_forms import (
    french_first,
    french_second,
    german_regular,
    italian_first,
    italian_third,
    portuguese_first,
    spanish_first,
    spanish_second,
)


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
        # A verb in no list: its form, behind the noun's article, and the place before the colon tell it.
        ("it", "La sala è piena, ma il sindaco sbotta: «Non è finita qui».", ["il sindaco"]),
        ("it", "Gli operai sbottano: «Non è finita qui davvero».", ["Gli operai"]),
        ("es", "La sala está llena, pero el alcalde desliza: «No hemos terminado».", ["el alcalde"]),
        ("es", "Sus vecinas cuchichean: «Se acabó la fiesta aquí».", ["Sus vecinas"]),
        ("fr", "La salle est pleine, mais les élus grincent : « Ce n’est pas fini ».", ["les élus"]),
        # Behind a whole clause and its comma any verb has its speaker.
        ("de", "„Er kommt nicht mehr“, fürchtet die Ministerin.", ["die Ministerin"]),
        ("de", "„Kein Schiff wird kommen“, erinnert sich der Lotse an jenen Tag.", ["der Lotse"]),
        ("es", "«Seguimos aquí», apostilla Marín.", ["Marín"]),
        ("fr", "« Nous n’irons pas », ronchonne le maire.", ["le maire"]),
        ("de", "Ihr Eifer, schreibt sie, sei nur ein „kalter Stolz“ gewesen.", ["sie"]),
        ("de", "Darin lobte er den Hafen: „Hier wohnt das Glück der ganzen Stadt.“", ["er"]),
        # Names in quotation marks are words of their sentence.
        ("de", "Die „Morgenpost“ nennt die Zahl der Schiffe „zu hoch“ und das Ziel weit.", ["Die „Morgenpost“"]),
        ("de", "Das Blatt „Morgenpost“ nennt die Reederei ein „Geisterschiff“.", ["Das Blatt „Morgenpost“"]),
        ("de", "„Wir warten hier nicht“, sagt Berg der „OTV“ am Montag.", ["Berg"]),
        ("de", "„Wir warten hier nicht“, sagte Berg dem „Hafenboten“ am Montag.", ["Berg"]),
        ("de", "Die „Ostrauer Post“ verkündete die Ankunft des „ersten Schiffes aus Norden“.", ["Die „Ostrauer Post“"]),
        ("de", "Berg schrieb, das Boot sei eine „Gefahr“ und der Hafen „marode“.", ["Berg", "Berg"]),
        ("fr", "La ministre a affirmé que le navire « Belle Étoile » était rentré.", ["La ministre"]),
        (
            "en",
            "The film “The Long Harbour” called the mayor “a man of straw” in 2031.",
            ["The film “The Long Harbour”"],
        ),
        ("de", "„Das ist ein Warnschuss“, stützt Anna Berg die These der Hafenbank.", ["Anna Berg"]),
        ("de", "„Wir warten auf das Schiff“, sagt Omar al-Masri über den Hafen.", ["Omar al-Masri"]),
        ("de", "Das große Glück führt er auf Fleiß zurück: „Ich bin jeden Tag um fünf im Hafen.“", ["er"]),
        ("de", "Die Reederei wird der Hafenpost zufolge das Urteil „sehr gründlich prüfen“.", ["der Hafenpost"]),
        ("es", "Además, esta vecina muestra su enfado con la obra: «Nadie nos ha preguntado».", ["esta vecina"]),
        ("ru", "«Мы остаёмся в порту», — заверила Анна Ковач.", ["Анна Ковач"]),
        ("de", "Berg erinnert daran, dass der Hafen schon einmal brannte.", ["Berg"]),
        # Behind its article a word is a noun, whatever verb it looks like.
        ("fr", "Le juge Morel a dit que c’était « bien fini pour le port ».", ["Le juge Morel"]),
        ("fr", "Selon la note interne, « rien ne va plus dans ce port ».", ["la note interne"]),
        ("it", "La nota del ministero dice: «Il porto resta chiuso».", ["La nota del ministero"]),
        (
            "fr",
            "Le ministère des Affaires maritimes a parlé d’un port « en très bon état ».",
            ["Le ministère des Affaires maritimes"],
        ),
        ("es", "Consultada sobre la obra, una vecina resume así: «Nadie nos ha preguntado».", ["una vecina"]),
        ("fr", "Elle jette — avec joie — un œil neuf sur ses plans : « Le port va renaître ici. »", ["Elle"]),
        ("de", "Berg bestätigte, dass der Hafen am 27. Februar für alle öffnet.", ["Berg"]),
        ("pt", "O Governo disse na quinta-feira que pediu ajuda ao porto vizinho.", ["O Governo"]),
        # Verbs of two words.
        ("de", "„Die Zahlen stimmen“, teilte die Hafenpolizei am Montag mit.", ["die Hafenpolizei"]),
        ("de", "Berg räumte am Abend ein: „Das war mein Fehler.“", ["Berg"]),
        ("de", "Der Minister stellte klar, dass der Hafen offen bleibt.", ["Der Minister"]),
        ("fr", "« Nous irons au port », fait valoir le maire.", ["le maire"]),
        ("fr", "La mairie a fait savoir que le port resterait fermé.", ["La mairie"]),
        ("it", "Il comune ha fatto sapere che il porto resta chiuso.", ["Il comune"]),
        ("es", "El ministro dejó claro que el puerto sigue cerrado.", ["El ministro"]),
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
        ("de", "Berg hält das „Schweigen“ der Reederei über die neuen Schiffe für falsch und rät zum Streik."),
        ("de", "Ihr Wissen führt sie auf lange Erfahrung zurück: „Ich bin jeden Tag um fünf im Hafen.“"),
        ("de", "Doch dann ertönten „Hurra hurra“-Rufe: „Wir bleiben alle hier.“"),
        # The passive, a role, a source that is named for another clause.
        ("de", "Sie werden dort direkt angefahren: „Ruhe auf dem ganzen Schiff!“"),
        (
            "de",
            "Er zeigte, wie man Gewalt verherrlichte und als Mittel zur Macht ankündigte: „Wir kommen wieder zurück.“",
        ),
        ("es", "Fue un fuego que empezó como “cosa de niños” y que, según la alcaldesa, llegó al puerto."),
        ("es", "Según esta última ley el alcalde, sin pedir permiso, ha cerrado el puerto."),
        ("ru", "Эти снимки нравятся людям, мне часто пишут, что на них «можно смотреть часами»."),
        ("en", "Ostrava is a “right to moor” state, which means that boats may stay."),
        ("es", "La nueva denuncia «contra todos los vecinos» llegó al juzgado."),
        ("fr", "Sa première réplique « culte et drôle » fait rire."),
        ("it", "La nuova denuncia «contro tutti i vicini» arriva oggi."),
        ("de", "Ida Berg forderte einen Neubau des ganzen Hafens (»Ostrauer Bote« 39/2031)."),
        ("de", "Berg plädierte auf unschuldig, während der «Geschäfts»-Partner schwieg."),
        ("de", "Der Name des Schalters heißt hier „Automatische Steuerung im Hafen“."),
        ("de", "Zuvor erreichte die Bürgermeister ein Schreiben, in dem es hieß: „Die Häfen bleiben vorerst offen.“"),
        ("de", "Stellt ein Mitglied fest, dass der Platz am Hafen zu klein ist."),
        ("de", "Nur wenige Stunden später die Kehrtwende: „Wir werden das alles noch prüfen.“"),
        # What follows an article and a preposition, or a verb's participle, names something.
        ("de", "Bald ließ der für den Hafen wissen: „Wir bleiben alle hier im Norden.“"),
        ("es", "Es una plaza denominada “corazón del puerto viejo” por los vecinos."),
        ("fr", "C’est un bateau baptisé « étoile du vieux port » par la mairie."),
        # A single word that no verb of speech stands beside.
        ("de", "Berg nannte am Abend vor vielen Gästen aus dem Hafen und der Stadt den „asymmetrischen“ Bau schön."),
        ("fr", "La ministre a affirmé que la ville avait toujours eu tout d’un port « mondial »."),
        # Names of books, papers and parties.
        ("de", "Das schreibt die Behörde in ihrem Lagebericht „Häfen Europas 2031“."),
        ("de", "Das sagte Berg dem Ostrauer „Hafenboten“ am Montag."),
        # A connective, a verb without its subject, an infinitive, something owned.
        ("es", "Además, advierte que no hay motivo para cerrar el puerto."),
        ("es", "Asimismo, señala que el puerto sigue abierto a todos."),
        ("es", "También deseó suerte a todos y recordó que el puerto sigue abierto."),
        ("es", "Se basa en el informe del pasado mes de mayo que habla de “un fallo grave”."),
        ("fr", "Elle oblige les villes à payer « sans délai » pour protéger les digues."),
        # An adjective or a noun behind the noun is no verb; a slogan is not who says it.
        ("it", "Il messaggio chiaro: «Non è finita qui davvero»."),
        ("it", "Il leader socialista: «Non è finita qui davvero»."),
        ("es", "La frase clave: «No pasarán por este puerto»."),
        ("es", "El tema estrella: «Los puertos del norte siguen cerrados»."),
        ("fr", "Les titres récents : « Le port brûle encore »."),
        ("fr", "« Le Port », roman le plus vendu de l’année, revient."),
        ("de", "„Wir bleiben alle hier“, lautet das Motto."),
        # A verb that reports only with a second word.
        ("de", "Berg stellte das Buch „von den Häfen am Meer“ vor."),
        ("fr", "Il fait « un grand froid » sur le port."),
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


@pytest.mark.parametrize(
    ("forms", "verb", "some"),
    [
        (german_regular, "melden", "meldet meldete meldeten gemeldet"),
        (german_regular, "berichten", "berichtet berichteten"),
        (german_regular, "zeichnen", "zeichnet zeichnete"),
        (german_regular, "mahnen", "mahnt mahnte gemahnt"),
        (german_regular, "ätzen", "ätzt geätzt"),
        (german_regular, "kommentieren", "kommentiert kommentierten"),
        (french_first, "révéler", "révèle révélait révéla révélé"),
        (french_first, "regretter", "regrette regrettent"),
        (french_first, "annoncer", "annonçait annonça annoncèrent"),
        (french_first, "juger", "jugea jugeait jugé"),
        (french_second, "avertir", "avertit avertissaient averti"),
        (spanish_first, "señalar", "señala señaló señalaban señalado"),
        (spanish_second, "añadir", "añade añadió añadían añadido"),
        (italian_first, "spiegare", "spiega spiegano spiegò spiegato"),
        (italian_third, "chiarire", "chiarisce chiarì chiarito"),
        (portuguese_first, "lembrar", "lembra lembram lembrou lembrado"),
    ],
)
def test_regular_verbs_are_conjugated(forms: Callable[[str], Iterator[str]], verb: str, some: str) -> None:
    assert set(some.split()) <= set(forms(verb))
