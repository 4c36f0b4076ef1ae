"""Reported speech in Arabic, Dutch, German and Russian: the words of `speech.Grammar`.

The lists hold the third-person forms that news uses, in tenses of narration, and the closed classes around them. The
Romance languages are in `quote_romance`.
"""

from __future__ import annotations

from collections.abc import Callable

from digest.enrich.quote_romance import french, italian, portuguese, spanish
from digest.enrich.reporting_verbs import (
    GERMAN_BARE_REPORTS,
    GERMAN_PARTICLES,
    GERMAN_REPORTS,
    GERMAN_SAYS,
    RUSSIAN_REPORTS,
    RUSSIAN_SAYS,
)
from digest.enrich.speech import Grammar, word_set


def _german() -> Grammar:
    return Grammar(
        says=GERMAN_SAYS,
        reports=GERMAN_REPORTS,
        bare_reports=GERMAN_BARE_REPORTS,
        reporters=word_set("er sie"),
        negations=word_set("nicht nie niemals niemand kein keine keiner weder"),
        bare_markers=word_set("würde würden soll sollen sollte sollten will wollen könnte könnten müsste darf dürfte"),
        hearsay=word_set(
            """sei seien habe werde könne müsse wolle solle dürfe gebe komme stehe gehe lasse bleibe brauche wisse mache
            hätten wären würden"""
        ),
        comma_clauses=True,
        particles=GERMAN_PARTICLES,
        frames=word_set(
            """nennt nannte nannten bezeichnet bezeichnete bezeichneten bezeichnen sieht sah wirft warf beschreibt
            beschrieb"""
        ),
        according=(
            ("laut",),
            ("nach", "angaben", "von"),
            ("nach", "angaben", "der"),
            ("nach", "worten", "von"),
        ),
        auxiliaries=word_set(
            """hat haben hatte hatten habe ist sind war waren sei wird werden wurde wurden kann könne will wolle"""
        ),
        passives=word_set("wird werden wurde wurden"),
        pronouns=word_set("er sie es wir ich ihr man"),
        persons=word_set("er sie"),
        masculine=word_set("er"),
        feminine=word_set("sie"),
        relatives=word_set(
            "welcher welche welches welchen welchem wer wen wem was wo wovor wofür womit worüber woran warum weshalb"
        ),
        determiners=word_set(
            """der die das den dem des ein eine einer eines einem einen sein seine ihr ihre dieser diese dieses kein
            keine unser unsere"""
        ),
        prepositions=word_set(
            """in im ins am an ans auf aufs aus bei beim mit nach seit von vom zu zum zur über unter vor für gegen
            durch um ohne bis während wegen laut gegenüber zwischen neben per angesichts trotz aufgrund infolge mithilfe
            statt anstatt innerhalb außerhalb gemäß seitens hinsichtlich bezüglich dank samt zugunsten anlässlich"""
        ),
        conjunctions=word_set(
            """und oder aber denn doch sondern dass daß weil wenn als ob obwohl während wie da damit bevor nachdem"""
        ),
        adverbs=word_set(
            """auch noch dann später zudem außerdem jedoch aber nun jetzt heute gestern morgen bereits weiter ferner
            dazu zuvor anschließend zunächst einmal wieder dennoch gleichzeitig zugleich grundsätzlich trotzdem
            daher deshalb deswegen dabei dadurch darum dafür dagegen damals danach darauf darüber davon hingegen
            indes unterdessen inzwischen mittlerweile allerdings schließlich letztlich insgesamt immerhin weiterhin
            stattdessen ebenso ebenfalls gleichwohl somit folglich sogar nur sehr mehr schon erst immer oft hier dort
            so also endlich vielleicht wohl offenbar natürlich eigentlich überhaupt vielmehr nämlich kürzlich zuletzt
            abschließend ansonsten beispielsweise möglicherweise normalerweise teilweise daraufhin
            darin daran daraus dahinter daneben darunter davor dazwischen hierbei hierfür hierzu hiermit hierauf hierin
            womit wobei wodurch worauf worin wofür worüber wovon
            bald fortan seither sodann jüngst neulich stets überall vorher nachher mitunter manchmal meistens häufig
            selten sofort gerade eben wiederum ohnehin freilich mithin zumal
            anfangs bislang bisher demnach überdies hinzu kaum fast etwa rund selbst"""
        ),
        temporals=word_set(
            """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni
            juli august september oktober november dezember montagabend dienstagabend mittwochabend donnerstagabend
            freitagabend jahr woche monat abend stunde stunden minute minuten tag tage tagen wochen monate monaten jahre
            jahren"""
        ),
        verbs=word_set(
            """ist sind war waren hat haben hatte wird wurde kann soll will muss darf gibt gab kam ging steht stand
            lautet lautete lauteten klingt klang bleibt blieb prangt"""
        ),
        adverb_endings=("lich", "weise"),
        time_words=word_set("am im in vorigen letzten"),
        subordinators=word_set("weil wenn als ob obwohl während wie nachdem bevor da dass daß"),
        coordinators=word_set("und oder aber"),
        complementisers=word_set("dass daß"),
        genitives=word_set("von vom der des und für"),
        nominatives=word_set(
            """der die das ein eine sein seine ihr ihre mein meine unser unsere dieser diese dieses jener jene
            jeder jede alle beide viele einige mehrere manche zwei drei vier fünf zahlreiche"""
        ),
        ambiguous_articles=word_set("der dieser jener jeder"),
        role_words=word_set("als"),
        postpositions=word_set("zufolge"),
        noun_capitals=True,
        objects=word_set("sich mich dich uns euch ihm ihn ihnen mir dir nichts etwas"),
        silent=word_set("es man ihr"),
        verb_second=True,
    )


def _russian() -> Grammar:
    return Grammar(
        says=RUSSIAN_SAYS,
        reports=RUSSIAN_REPORTS,
        bare_reports=word_set(
            "сказал сказала сообщил сообщила сообщили заявил заявила отметил отметила добавил добавила сообщает"
        ),
        say_participles=word_set("сказав заявив отметив добавив подчеркнув пояснив"),
        sources=(("по", "словам"), ("по", "данным"), ("согласно",)),
        reporters=word_set("он она они"),
        negations=word_set("не никогда никто ни"),
        bare_markers=word_set("бы"),
        comma_clauses=True,
        frames=word_set("назвал назвала назвали называет обвинил обвинила охарактеризовал призвал призвала"),
        participles=word_set("сказав заявив отметив добавив подчеркнув говоря назвав пояснив"),
        according=(("по", "словам"), ("по", "мнению"), ("по", "данным"), ("согласно",)),
        auxiliaries=word_set("был была было были будет будут"),
        pronouns=word_set("он она они я мы вы"),
        persons=word_set("он она"),
        masculine=word_set("он"),
        feminine=word_set("она"),
        relatives=word_set("который которая которые кто"),
        determiners=word_set("мой моя моё мои этот эта это эти тот та те его её ее их наш наша свой свои"),
        prepositions=word_set(
            """в во на по с со к ко из о об от до за для при у над под между через после перед против без"""
        ),
        conjunctions=word_set("и или но а что чтобы если когда как потому хотя"),
        adverbs=word_set(
            "также ещё еще уже потом затем вчера сегодня завтра не тоже ранее однако слишком очень кроме поэтому"
        ),
        temporals=word_set(
            """понедельник вторник среду четверг пятницу субботу воскресенье января февраля марта апреля мая июня июля
            августа сентября октября ноября декабря года неделе"""
        ),
        verbs=word_set("был была было были будет может могут должен"),
        time_words=word_set("в во на"),
        subordinators=word_set("если когда как хотя"),
        coordinators=word_set("и или но а"),
        complementisers=word_set("что"),
        genitives=word_set("и"),
        objects=word_set("мне тебе ему ей нам вам им меня тебя нас вас себя себе"),
        bare_genitive=True,
        dash_dialogue=True,
    )


def _dutch() -> Grammar:
    return Grammar(
        says=word_set(
            """zei zegt zeiden zeggen gezegd verklaarde verklaart verklaarden vertelde vertelt vertelden schreef
            schrijft schreven antwoordde antwoordt benadrukte benadrukt voegde stelde stelt waarschuwde waarschuwt
            vroeg vraagt meldde meldt liet laat aldus reageerde reageert vindt vond noemde riep bevestigde bevestigt
            erkende erkent concludeerde meent meende"""
        ),
        reports=word_set(
            """zei zegt zeiden zeggen gezegd verklaarde verklaart verklaarden vertelde vertelt vertelden schreef
            schrijft schreven benadrukte benadrukt stelde stelt waarschuwde waarschuwt meldde meldt bevestigde bevestigt
            erkende erkent concludeerde"""
        ),
        bare_reports=word_set("zei zegt zeiden verklaarde verklaart meldde meldt vertelde stelt stelde"),
        sources=(("volgens",),),
        reporters=word_set("hij zij ze"),
        negations=word_set("niet nooit niemand geen noch"),
        bare_markers=word_set("zou zouden wil moet mag"),
        frames=word_set("noemt noemde noemden omschreef omschrijft beschuldigde beschreef spreekt sprak"),
        according=(("volgens",), ("aldus",)),
        auxiliaries=word_set("heeft hebben had hadden is zijn was waren wordt worden werd werden zal kan wil"),
        passives=word_set("wordt worden werd werden"),
        pronouns=word_set("hij zij ze ik wij we u men"),
        persons=word_set("hij zij ze"),
        masculine=word_set("hij"),
        feminine=word_set("zij ze"),
        relatives=word_set("die dat wie"),
        determiners=word_set("de het een deze dit zijn haar hun ons onze mijn"),
        prepositions=word_set(
            """in op aan bij met naar van voor uit over door tegen onder tussen sinds tijdens na tot volgens zonder om
            te"""
        ),
        conjunctions=word_set("en of maar want dat omdat als toen terwijl hoewel zodat"),
        adverbs=word_set("ook nog dan later daarna gisteren vandaag morgen niet al eerder verder"),
        temporals=word_set(
            """maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli
            augustus september oktober november december week maand jaar avond"""
        ),
        verbs=word_set("is zijn was waren heeft had wordt werd kan zal moet gaat ging komt kwam"),
        time_words=word_set("op in vorige"),
        subordinators=word_set("omdat als toen terwijl hoewel"),
        coordinators=word_set("en of maar"),
        complementisers=word_set("dat"),
        genitives=word_set("van en de het"),
        nominatives=word_set(
            """de het een deze dit die zijn haar hun ons onze mijn elke alle beide enkele veel sommige twee drie vier
            meerdere"""
        ),
        objects=word_set("zich mij hem hen"),
        silent=word_set("men het u"),
        title_case=True,
        verb_second=True,
    )


def _arabic() -> Grammar:
    return Grammar(
        says=word_set(
            """قال قالت قالوا وقال وقالت وقالوا فقال فقالت أضاف أضافت وأضاف وأضافت أكد أكدت وأكد وأكدت أعلن أعلنت وأعلن
            وأعلنت صرح صرحت وصرح وصرحت أوضح أوضحت وأوضح وأوضحت ذكر ذكرت وذكر وذكرت أشار أشارت وأشار وأشارت تابع وتابع
            كتب كتبت وكتب وكتبت يقول تقول ويقول وتقول"""
        ),
        frames=word_set("وصف وصفت ووصف ووصفت سمى سمت"),
        according=(("وفقا", "ل"), ("بحسب",), ("حسب",)),
        auxiliaries=word_set("قد كان كانت"),
        pronouns=word_set("هو هي هم هن أنا نحن"),
        persons=word_set("هو هي"),
        masculine=word_set("هو"),
        feminine=word_set("هي"),
        relatives=word_set("الذي التي الذين اللواتي"),
        determiners=word_set("هذا هذه ذلك تلك كل بعض"),
        prepositions=word_set(
            """في من على إلى عن مع بعد قبل خلال منذ حول بين ضد لدى عبر دون أمام خلف تحت فوق مساء صباح حين عند"""
        ),
        conjunctions=word_set("و أو لكن ثم إن أن إنه إنها أنه أنها بأن عندما لأن إذا كما بينما حيث"),
        adverbs=word_set("أيضا أمس اليوم غدا لاحقا سابقا مباشرة هاتفيا"),
        temporals=word_set("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يوم أسبوع شهر عام"),
        time_words=word_set("يوم مساء صباح"),
        verbs=word_set("كان كانت يكون تكون"),
        subordinators=word_set("عندما إذا لأن حين"),
    )


GRAMMARS: dict[str, Callable[[], Grammar]] = {
    "ar": _arabic,
    "de": _german,
    "es": spanish,
    "fr": french,
    "it": italian,
    "nl": _dutch,
    "pt": portuguese,
    "ru": _russian,
}
