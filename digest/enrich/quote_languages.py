"""Reported speech in German, French, Spanish, Italian, Portuguese, Russian and Dutch: the words of `speech.Grammar`.

The lists hold the third-person forms that news uses, in tenses of narration, and the closed classes around them.
"""

from __future__ import annotations

from collections.abc import Callable

from digest.enrich.speech import Grammar, word_set


def _german() -> Grammar:
    return Grammar(
        says=word_set(
            """sagt sagte sagten sagen gesagt erklärt erklärte erklärten meint meinte meinten betont betonte betonten
            schreibt schrieb schrieben teilte antwortet antwortete kritisiert kritisierte warnt warnte warnten
            fordert forderte forderten fügte ergänzt ergänzte berichtet berichtete berichteten mahnt mahnte
            behauptet behauptete versichert versicherte kündigte bestätigt bestätigte fragt fragte ruft rief sprach
            spricht hieß heißt so erzählt erzählte lobt lobte bekräftigt bekräftigte verkündet verkündete twittert
            twitterte äußerte entgegnet entgegnete urteilt urteilte"""
        ),
        frames=word_set(
            """nennt nannte nannten bezeichnet bezeichnete bezeichneten bezeichnen sieht sah wirft warf beschreibt
            beschrieb"""
        ),
        according=(
            ("laut",),
            ("zufolge",),
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
        relatives=word_set("welcher welche welches"),
        determiners=word_set(
            """der die das den dem des ein eine einer eines einem einen sein seine ihr ihre dieser diese dieses kein
            keine unser unsere"""
        ),
        prepositions=word_set(
            """in im am an auf aus bei beim mit nach seit von vom zu zum zur über unter vor für gegen durch um ohne bis
            während wegen laut gegenüber zwischen neben per"""
        ),
        conjunctions=word_set(
            """und oder aber denn doch sondern dass daß weil wenn als ob obwohl während wie da damit bevor nachdem"""
        ),
        adverbs=word_set(
            """auch noch dann später zudem außerdem jedoch aber nun jetzt heute gestern morgen bereits weiter ferner
            dazu zuvor anschließend zunächst einmal wieder"""
        ),
        temporals=word_set(
            """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni
            juli august september oktober november dezember montagabend dienstagabend mittwochabend donnerstagabend
            freitagabend jahr woche monat abend"""
        ),
        verbs=word_set(
            """ist sind war waren hat haben hatte wird wurde kann soll will muss darf gibt gab kam ging steht stand"""
        ),
        time_words=word_set("am im in vorigen letzten"),
        subordinators=word_set("weil wenn als ob obwohl während wie nachdem bevor da"),
        coordinators=word_set("und oder aber"),
        complementisers=word_set("dass daß"),
        genitives=word_set("von vom der des und für"),
        verb_second=True,
    )


def _french() -> Grammar:
    return Grammar(
        says=word_set(
            """dit dite déclare déclaré affirme affirmé explique expliqué ajoute ajouté indique indiqué estime estimé
            assure assuré souligne souligné annonce annoncé répond répondu écrit précise précisé rappelle rappelé
            insiste insisté lance lancé confie confié poursuit poursuivi conclut conclu dénonce dénoncé martèle
            martelé prévient prévenu raconte raconté regrette regretté juge jugé reconnaît reconnu promet promis
            demande demandé avertit averti réagit réagi commente commenté note noté répète répété résume résumé
            tweete tweeté soutient soutenu observe observé disent déclarent affirment disait expliquait affirmait"""
        ),
        frames=word_set(
            """qualifie qualifié appelle appelé accuse accusé évoque évoqué décrit parle parlé salue salué critique
            critiqué"""
        ),
        participles=word_set(
            """disant déclarant affirmant expliquant ajoutant estimant assurant soulignant précisant qualifiant
            évoquant dénonçant"""
        ),
        according=(("selon",), ("d’après",), ("d'après",), ("pour",)),
        auxiliaries=word_set("a ont avait avaient est sont était étaient aura sera aurait serait s’est"),
        passives=word_set("est sont était étaient sera fut"),
        pronouns=word_set("il elle ils elles on je nous vous"),
        persons=word_set("il elle"),
        relatives=word_set("qui que dont lequel laquelle"),
        determiners=word_set(
            """le la les l’ l' un une des du au aux ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre
            vos"""
        ),
        prepositions=word_set(
            """à de d’ d' en dans par pour sur sous avec sans chez vers contre entre depuis pendant avant après devant
            derrière lors selon malgré auprès"""
        ),
        conjunctions=word_set(
            """et ou mais donc or ni car que qu’ qu' si quand lorsque comme puisque parce tandis alors"""
        ),
        adverbs=word_set(
            """aussi encore ensuite puis déjà hier aujourd’hui demain notamment également ainsi toutefois cependant pas
            ne n’ n' plus jamais toujours mardi"""
        ),
        temporals=word_set(
            """lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août
            septembre octobre novembre décembre semaine mois année soir matin"""
        ),
        verbs=word_set("est sont était a ont avait va vont fait font peut peuvent doit doivent sera aura fut"),
        time_words=word_set("le ce dernier"),
        subordinators=word_set("si quand lorsque comme puisque"),
        coordinators=word_set("et ou mais"),
        complementisers=word_set("que qu’ qu'"),
        genitives=word_set("de du des d’ d' et la le les l’ l'"),
    )


def _spanish() -> Grammar:
    return Grammar(
        says=word_set(
            """dijo dice dicho dijeron dicen decía afirmó afirma afirmado afirmaron declaró declara declarado explicó
            explica explicado añadió añade añadido agregó agrega señaló señala señalado aseguró asegura asegurado
            indicó indica indicado manifestó manifiesta respondió responde contestó escribió escribe escrito anunció
            anuncia anunciado destacó destaca destacado subrayó subraya insistió insiste advirtió advierte denunció
            denuncia sostuvo sostiene apuntó apunta comentó comenta recordó recuerda reconoció reconoce preguntó
            pregunta concluyó concluye precisó precisa expresó expresa aclaró aclara confesó reiteró reitera relató
            consideró considera opinó opina admitió admite exclamó lamentó lamenta prometió"""
        ),
        frames=word_set(
            """calificó califica llamó llama tildó tilda acusó acusa describió describe habló habla definió define"""
        ),
        participles=word_set("diciendo afirmando declarando explicando añadiendo señalando asegurando calificando"),
        according=(("según",), ("de", "acuerdo", "con")),
        auxiliaries=word_set("ha han había habían es son era fue fueron está están será"),
        passives=word_set("es son era fue fueron"),
        pronouns=word_set("él ella ellos ellas yo nosotros usted ustedes"),
        persons=word_set("él ella"),
        relatives=word_set("que quien quienes cual"),
        determiners=word_set(
            """el la los las un una unos unas al del este esta estos estas ese esa su sus mi mis nuestro nuestra lo"""
        ),
        prepositions=word_set(
            """a de en por para con sin sobre entre desde hasta contra tras según ante bajo durante hacia"""
        ),
        conjunctions=word_set("y e o u pero sino que si cuando porque aunque como mientras donde"),
        adverbs=word_set("también ya aún todavía luego después además ayer hoy mañana no nunca siempre así tampoco"),
        temporals=word_set(
            """lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto
            septiembre octubre noviembre diciembre semana mes año noche tarde"""
        ),
        verbs=word_set("es son era fue ha han había va van hace hizo puede pueden debe tiene tienen está están será"),
        time_words=word_set("el este pasado"),
        subordinators=word_set("si cuando porque aunque como mientras"),
        coordinators=word_set("y e o pero"),
        complementisers=word_set("que"),
        genitives=word_set("de del y e la las los el"),
    )


def _italian() -> Grammar:
    return Grammar(
        says=word_set(
            """dice detto disse dicono ha_detto afferma affermato dichiara dichiarato spiega spiegato aggiunge aggiunto
            sottolinea sottolineato sostiene sostenuto risponde risposto scrive scritto annuncia annunciato assicura
            assicurato commenta commentato conclude concluso ricorda ricordato osserva osservato precisa precisato
            ribadisce ribadito racconta raccontato avverte avvertito chiede chiesto ammette ammesso replica
            replicato denuncia denunciato insiste prosegue evidenzia evidenziato riferisce riferito rispose scrisse
            spiegava"""
        ),
        frames=word_set(
            """definisce definito chiama chiamato accusa accusato descrive descritto parla parlato critica criticato"""
        ),
        participles=word_set(
            """dicendo affermando dichiarando spiegando aggiungendo sottolineando sostenendo definendo"""
        ),
        according=(("secondo",), ("per",)),
        auxiliaries=word_set("ha hanno aveva avevano è sono era erano sarà fu"),
        passives=word_set("è sono era erano viene venne fu"),
        pronouns=word_set("lui lei egli ella loro io noi voi"),
        persons=word_set("lui lei egli ella"),
        relatives=word_set("che chi cui quale"),
        determiners=word_set(
            """il lo la i gli le l’ l' un uno una un’ un' del dello della dei degli delle al alla questo questa quel
            quella suo sua suoi sue nostro nostra"""
        ),
        prepositions=word_set(
            """a di da in con su per tra fra dal dalla nel nella sul sulla dopo prima durante contro verso secondo
            dell’ dell'"""
        ),
        conjunctions=word_set("e ed o ma però che se quando perché mentre come dove anche"),
        adverbs=word_set("anche ancora poi già inoltre ieri oggi domani non mai sempre così infine"),
        temporals=word_set(
            """lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno
            luglio agosto settembre ottobre novembre dicembre settimana mese anno sera"""
        ),
        verbs=word_set("è sono era ha hanno aveva va vanno fa può possono deve sarà fu"),
        time_words=word_set("il lo scorso"),
        subordinators=word_set("se quando perché mentre come"),
        coordinators=word_set("e ed o ma"),
        complementisers=word_set("che"),
        genitives=word_set("di del della dei degli delle dell’ dell' e"),
    )


def _portuguese() -> Grammar:
    return Grammar(
        says=word_set(
            """disse diz dito disseram dizem afirmou afirma afirmaram declarou declara explicou explica acrescentou
            acrescenta ressaltou destacou destaca escreveu escreve respondeu responde anunciou anuncia garantiu
            garante comentou comenta lembrou lembra alertou alerta criticou defendeu defende completou avaliou
            avalia informou informa contou conta relatou perguntou questionou reconheceu admitiu concluiu argumentou
            observou sublinhou frisou salientou referiu considerou assegurou reiterou prometeu lamentou"""
        ),
        frames=word_set("chamou chama classificou classifica acusou acusa descreveu descreve falou fala qualificou"),
        participles=word_set(
            """dizendo afirmando declarando explicando acrescentando ressaltando destacando classificando"""
        ),
        according=(("segundo",), ("de", "acordo", "com"), ("conforme",)),
        auxiliaries=word_set("tem têm tinha havia é são era foi foram está estão será"),
        passives=word_set("é são era foi foram"),
        pronouns=word_set("ele ela eles elas eu nós você vocês"),
        persons=word_set("ele ela"),
        relatives=word_set("que quem qual"),
        determiners=word_set(
            """o a os as um uma uns umas ao à do da dos das no na este esta esse essa seu sua seus suas nosso nossa"""
        ),
        prepositions=word_set(
            """de em por para com sem sobre entre desde até contra após segundo ante durante pelo pela num numa"""
        ),
        conjunctions=word_set("e ou mas que se quando porque embora como enquanto onde"),
        adverbs=word_set("também já ainda depois ontem hoje amanhã não nunca sempre assim"),
        temporals=word_set(
            """segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo janeiro fevereiro março
            abril maio junho julho agosto setembro outubro novembro dezembro semana mês ano noite tarde"""
        ),
        verbs=word_set("é são era foi tem têm tinha vai vão faz fez pode podem deve está estão será"),
        time_words=word_set("na nesta no neste"),
        subordinators=word_set("se quando porque embora como enquanto"),
        coordinators=word_set("e ou mas"),
        complementisers=word_set("que"),
        genitives=word_set("de do da dos das e"),
    )


def _russian() -> Grammar:
    return Grammar(
        says=word_set(
            """сказал сказала сказали говорит говорил говорила говорят заявил заявила заявили заявляет отметил отметила
            отметили отмечает сообщил сообщила сообщили сообщает подчеркнул подчеркнула подчеркнули добавил добавила
            добавили ответил ответила ответили пояснил пояснила пояснили рассказал рассказала рассказали объяснил
            объяснила написал написала написали пишет признал признала считает считают уверен уверена напомнил
            напомнила утверждает утверждал утверждают спросил спросила указал указала указали предупредил
            предупредила пообещал пообещала уточнил уточнила"""
        ),
        frames=word_set("назвал назвала назвали называет обвинил обвинила охарактеризовал призвал призвала"),
        participles=word_set("сказав заявив отметив добавив подчеркнув говоря назвав пояснив"),
        according=(("по", "словам"), ("по", "мнению"), ("по", "данным"), ("согласно",)),
        auxiliaries=word_set("был была было были будет будут"),
        pronouns=word_set("он она они я мы вы"),
        persons=word_set("он она"),
        relatives=word_set("который которая которые кто"),
        determiners=word_set("этот эта это эти тот та те его её ее их наш наша свой свои"),
        prepositions=word_set(
            """в во на по с со к ко из о об от до за для при у над под между через после перед против без"""
        ),
        conjunctions=word_set("и или но а что чтобы если когда как потому хотя"),
        adverbs=word_set("также ещё еще уже потом затем вчера сегодня завтра не тоже ранее"),
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
        bare_genitive=True,
    )


def _dutch() -> Grammar:
    return Grammar(
        says=word_set(
            """zei zegt zeiden zeggen gezegd verklaarde verklaart verklaarden vertelde vertelt vertelden schreef
            schrijft schreven antwoordde antwoordt benadrukte benadrukt voegde stelde stelt waarschuwde waarschuwt
            vroeg vraagt meldde meldt liet laat aldus reageerde reageert vindt vond noemde riep bevestigde bevestigt
            erkende erkent concludeerde meent meende"""
        ),
        frames=word_set("noemt noemde noemden omschreef omschrijft beschuldigde beschreef spreekt sprak"),
        according=(("volgens",), ("aldus",)),
        auxiliaries=word_set("heeft hebben had hadden is zijn was waren wordt worden werd werden zal kan wil"),
        passives=word_set("wordt worden werd werden"),
        pronouns=word_set("hij zij ze ik wij we u men"),
        persons=word_set("hij zij ze"),
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
        verb_second=True,
    )


GRAMMARS: dict[str, Callable[[], Grammar]] = {
    "de": _german,
    "es": _spanish,
    "fr": _french,
    "it": _italian,
    "nl": _dutch,
    "pt": _portuguese,
    "ru": _russian,
}
