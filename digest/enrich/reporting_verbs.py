"""The verbs that report speech in German, French, Spanish, Italian, Portuguese and Russian news.

`…_SAYS` are all of them; `…_REPORTS` those that state a fact as said ("X … that …"); `…_BARE_REPORTS` those that may
stand behind what was said without marks ("…, X said"). `GERMAN_PARTICLES`: those that report only with a second word.
"""

from __future__ import annotations

from digest.enrich.speech import word_set
from digest.enrich.verb_forms import (
    conjugate,
    french_first,
    french_second,
    german_finite,
    german_regular,
    italian_first,
    italian_third,
    portuguese_first,
    russian_past,
    spanish_first,
    spanish_second,
)

GERMAN_BARE_REPORTS = conjugate(
    german_finite, "sagen erklären meinen betonen berichten behaupten erläutern"
) | word_set("schreibt schrieb schrieben")
GERMAN_REPORTS = (
    GERMAN_BARE_REPORTS
    | conjugate(
        german_regular,
        """sagen erklären meinen betonen berichten behaupten erläutern warnen versichern bestätigen bekräftigen
        verkünden äußern ergänzen mahnen erzählen schildern bemerken konstatieren argumentieren prophezeien beteuern
        präzisieren beklagen bemängeln monieren bedauern melden mutmaßen vermuten folgern entgegnen erwidern kontern
        offenbaren signalisieren prognostizieren bekunden schwärmen klagen antworten enthüllen resümieren
        bilanzieren kritisieren""",
    )
    | word_set(
        """geschrieben mitgeteilt eingeräumt angekündigt hinzugefügt klargestellt festgestellt unterstreicht unterstrich
        unterstrichen verrät verriet verrieten verraten verspricht versprach versprachen
        versprochen bekennt gesteht gestand gestanden"""
    )
)
GERMAN_PARTICLES = {
    form: frozenset(particles.split())
    for forms, particles in (
        ("fügt fügte fügten", "hinzu an"),
        ("stellt stellte stellten", "klar fest"),
        ("kündigt kündigte kündigten deutet deutete deuteten merkt merkte merkten", "an"),
        ("räumt räumte räumten wirft warf warfen wendet wandte", "ein"),
        ("führt führte führten", "aus"),
        ("teilt teilte teilten", "mit"),
        ("gibt gab gaben", "zu an bekannt"),
        ("legt legte legten setzt setzte setzten schiebt schob schoben", "nach"),
        ("weist wies wiesen", "hin zurück"),
        ("hebt hob hoben", "hervor"),
        ("macht machte machten", "klar deutlich"),
        ("hält hielt hielten", "fest dagegen"),
        ("stimmt stimmte stimmten", "zu"),
        ("lässt ließ ließen", "wissen verlauten"),
        ("erinnert erinnerte erinnerten", "daran"),
        ("verweist verwies verwiesen", "darauf"),
        ("fasst fasste fassten", "zusammen"),
        ("pflichtet pflichtete pflichteten", "bei"),
    )
    for form in forms.split()
}
GERMAN_REPORTS |= GERMAN_PARTICLES.keys()
GERMAN_SAYS = (
    GERMAN_REPORTS
    | {particle + form for form, particles in GERMAN_PARTICLES.items() for particle in particles}
    | conjugate(
        german_regular,
        """fordern fragen loben urteilen twittern kommentieren schimpfen scherzen spotten wettern poltern jubeln drohen
        begründen spekulieren analysieren appellieren dementieren witzeln lästern raunen höhnen seufzen murmeln
        flüstern brüllen staunen frotzeln korrigieren informieren insistieren plädieren philosophieren""",
    )
    | word_set(
        """ruft rief riefen sprach spricht sprachen so widerspricht widersprach widersprachen
        empfiehlt empfahl empfahlen rät riet rieten schreit schrie"""
    )
)

FRENCH_BARE_REPORTS = conjugate(
    french_first,
    """déclarer affirmer expliquer ajouter indiquer estimer assurer souligner annoncer préciser rappeler raconter
    confirmer révéler signaler""",
) | word_set("dit rappelle rappellent")
FRENCH_REPORTS = (
    FRENCH_BARE_REPORTS
    | conjugate(
        french_first,
        """insister confier juger répéter avancer mentionner constater témoigner alerter plaider clamer proclamer
        considérer concéder avouer certifier jurer rapporter relater arguer déplorer regretter observer rétorquer
        répliquer marteler noter""",
    )
    | conjugate(french_second, "avertir garantir renchérir")
    | word_set(
        """disent disait disaient répond répondent répondait répondit répondu écrit écrivait écrivent conclut concluait
        conclu prévient préviennent prévenait prévint prévenu reconnaît reconnaissent reconnaissait reconnut reconnu
        promet promettent promettait promis soutient soutiennent soutenait soutint soutenu admet admettent admettait
        admis prétend prétendent prétendait prétendu maintient maintenait maintenu"""
    )
)
FRENCH_SAYS = (
    FRENCH_REPORTS
    | conjugate(
        french_first,
        """lancer dénoncer demander commenter résumer tweeter ironiser plaisanter lâcher glisser souffler trancher
        tempérer nuancer analyser détailler espérer rassurer fustiger tonner murmurer crier hurler réclamer exiger
        suggérer proposer recommander conseiller informer enchaîner compléter justifier redouter argumenter scander
        protester pester asséner interroger exclamer philosopher""",
    )
    | conjugate(french_second, "réagir")
    | word_set("dite poursuit poursuivent poursuivait poursuivi prédit prédisent craint craignait reprend reprit")
)

SPANISH_BARE_REPORTS = conjugate(
    spanish_first,
    """afirmar declarar explicar agregar señalar asegurar indicar manifestar anunciar destacar subrayar precisar
    informar confirmar revelar detallar relatar""",
) | word_set("""dijo dijeron dice dicen decía decían dicho añadió añadieron añade añaden manifiesta manifiestan advirtió
    sostuvo apuntó""")
SPANISH_REPORTS = (
    SPANISH_BARE_REPORTS
    | conjugate(
        spanish_first,
        """apuntar comentar recordar aclarar confesar reiterar contar narrar contestar replicar remarcar recalcar
        matizar enfatizar ratificar alertar avisar argumentar alegar mencionar observar resaltar puntualizar
        considerar opinar lamentar denunciar zanjar bromear""",
    )
    | conjugate(spanish_second, "responder conceder prometer reconocer añadir admitir advertir insistir")
    | word_set(
        """sostuvo sostuvieron sostiene sostienen sostenía sostenido advierte advierten advirtió advirtieron
        reconoce cuenta cuentan recuerda recuerdan confiesa confiesan escribió escribieron escribe escriben
        escrito expuso expone exponen adujo aduce aducen sugirió sugiere sugieren añadido concluyó concluye
        concluyen concluido"""
    )
)
SPANISH_SAYS = (
    SPANISH_REPORTS
    | conjugate(
        spanish_first,
        """preguntar expresar exclamar celebrar ironizar sentenciar reclamar justificar valorar espetar gritar
        tuitear publicar demandar criticar felicitar rezar""",
    )
    | conjugate(spanish_second, "defender resumir exigir")
    | word_set(
        """defiende defienden prosiguió prosigue continúa continuó pidió piden pide propuso propone proponen
        planteó plantea repite repiten"""
    )
)

ITALIAN_BARE_REPORTS = conjugate(
    italian_first,
    """affermare dichiarare spiegare sottolineare annunciare assicurare precisare raccontare confermare rivelare
    segnalare informare specificare""",
) | word_set(
    """dice dicono disse dissero diceva dicevano detto aggiunge aggiungono aggiunse aggiungeva aggiunto sostiene
    sostengono sostenne sosteneva sostenuto riferito riferisce riferiscono ribadito ribadisce ribadiscono"""
)
ITALIAN_REPORTS = (
    ITALIAN_BARE_REPORTS
    | conjugate(
        italian_first,
        """commentare ricordare osservare evidenziare replicare denunciare svelare confessare confidare puntualizzare
        rimarcare argomentare comunicare lamentare rilevare constatare testimoniare narrare giurare giustificare
        ipotizzare rassicurare dettagliare""",
    )
    | conjugate(italian_third, "chiarire garantire avvertire ammonire suggerire")
    | word_set(
        """risponde rispondono rispose rispondeva risposto scrive scrivono scrisse scriveva scritto conclude concludono
        concluse concluso avverte avvertono avvertito ammette ammettono ammise ammetteva ammesso ribatte ribatté
        ribattuto promette promettono promise promesso riconosce riconoscono riconobbe riconosciuto prevede"""
    )
)
ITALIAN_SAYS = (
    ITALIAN_REPORTS
    | conjugate(
        italian_first,
        """incalzare esclamare ironizzare scherzare criticare auspicare avvisare obiettare sentenziare chiosare tuonare
        continuare illustrare motivare domandare gridare urlare attaccare sintetizzare""",
    )
    | word_set(
        """chiede chiedono chiese chiedeva chiesto insiste insistono insistito prosegue proseguono proseguito
        controbatte riassume riassumono concede concedono propone propongono"""
    )
)

PORTUGUESE_BARE_REPORTS = conjugate(
    portuguese_first,
    """afirmar declarar explicar ressaltar destacar anunciar informar relatar confirmar revelar adiantar
    salientar sublinhar""",
) | word_set(
    "disse disseram diz dizem dizia dito acrescentou acrescentaram acrescenta acrescentam garante garantem garantiu"
)
PORTUGUESE_REPORTS = (
    PORTUGUESE_BARE_REPORTS
    | conjugate(
        portuguese_first,
        """comentar lembrar alertar avaliar contar argumentar observar frisar assegurar reiterar apontar recordar
        confessar considerar lamentar notar constatar detalhar ponderar""",
    )
    | word_set(
        """escreveu escreveram escreve escrito respondeu responderam responde reconheceu reconhece admitiu admite
        concluiu conclui referiu refere prometeu promete advertiu adverte esclareceu esclarece sustentou sustenta"""
    )
)
PORTUGUESE_SAYS = (
    PORTUGUESE_REPORTS
    | conjugate(
        portuguese_first, "criticar completar perguntar questionar ironizar brincar disparar reclamar gritar publicar"
    )
    | word_set("defendeu defende defendem pediu pede resumiu resume insistiu insiste continuou prosseguiu")
)

RUSSIAN_REPORTS = conjugate(
    russian_past,
    """сказал говорил заявил отметил сообщил подчеркнул добавил ответил пояснил рассказал объяснил написал признал
    напомнил утверждал указал предупредил уточнил заверил констатировал заключил подтвердил возразил подытожил
    предположил спрогнозировал оценил""",
) | word_set(
    """говорит говорят заявляет заявляют отмечает отмечают сообщает сообщают пишет пишут утверждает утверждают
    подчеркивает подчёркивает поясняет объясняет рассказывает напоминает предупреждает уточняет уверяет признает
    признаёт добавляет подтверждает"""
)
RUSSIAN_SAYS = (
    RUSSIAN_REPORTS
    | conjugate(
        russian_past,
        """спросил пообещал резюмировал парировал воскликнул посетовал прокомментировал пошутил продолжил вспомнил
        поделился возмутился призвал удивился""",
    )
    | word_set("считает считают уверен уверена уверены полагает полагают вспоминает рассуждает спрашивает отвечает")
)
