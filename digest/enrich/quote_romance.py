"""Reported speech in French, Spanish, Italian and Portuguese: the words of `speech.Grammar`."""

from __future__ import annotations

from digest.enrich.reporting_verbs import (
    FRENCH_BARE_REPORTS,
    FRENCH_REPORTS,
    FRENCH_SAYS,
    ITALIAN_BARE_REPORTS,
    ITALIAN_REPORTS,
    ITALIAN_SAYS,
    PORTUGUESE_BARE_REPORTS,
    PORTUGUESE_REPORTS,
    PORTUGUESE_SAYS,
    SPANISH_BARE_REPORTS,
    SPANISH_REPORTS,
    SPANISH_SAYS,
)
from digest.enrich.speech import Grammar, word_set


def french() -> Grammar:
    particles = dict.fromkeys(("fait", "font", "fit", "firent"), word_set("savoir valoir remarquer observer"))
    return Grammar(
        says=FRENCH_SAYS | particles.keys(),
        reports=FRENCH_REPORTS | particles.keys(),
        particles=particles,
        bare_reports=FRENCH_BARE_REPORTS,
        say_participles=word_set(
            "disant déclarant affirmant expliquant ajoutant estimant assurant soulignant précisant"
        ),
        sources=(("selon",), ("d’après",), ("d'après",)),
        reporters=word_set("il elle ils elles"),
        negations=word_set("ne n’ n' pas jamais personne ni"),
        bare_markers=word_set("aurait auraient pourrait devrait voudrait faut"),
        frames=word_set(
            """qualifie qualifié appelle appelé accuse accusé évoque évoqué décrit parle parlé salue salué critique
            critiqué"""
        ),
        participles=word_set(
            """disant déclarant affirmant expliquant ajoutant estimant assurant soulignant précisant qualifiant
            évoquant dénonçant"""
        ),
        dash_dialogue=True,
        according=(("selon",), ("d’après",), ("d'après",)),
        views=(("pour",),),
        auxiliaries=word_set("a ont avait avaient est sont était étaient aura sera aurait serait s’est"),
        passives=word_set("est sont était étaient sera fut"),
        pronouns=word_set("il elle ils elles on je nous vous"),
        persons=word_set("il elle"),
        masculine=word_set("il"),
        feminine=word_set("elle"),
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
            ne n’ n' plus jamais toujours mardi enfin puis pourtant néanmoins désormais autrefois surtout parfois
            souvent très trop bien mieux maintenant auparavant récemment justement seulement"""
        ),
        temporals=word_set(
            """lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août
            septembre octobre novembre décembre semaine mois année soir matin"""
        ),
        verbs=word_set("est sont était a ont avait va vont fait font peut peuvent doit doivent sera aura fut"),
        time_words=word_set("le ce dernier"),
        subordinators=word_set("si quand lorsque comme puisque"),
        coordinators=word_set("et ou mais"),
        prenominals=word_set(
            """nouveau nouvel nouvelle premier première dernier dernière grand grande petit petite ancien ancienne
            seul seule vrai vraie même propre second seconde deuxième troisième bonne mauvaise longue courte autre"""
        ),
        naming=word_set(
            "baptisé baptisée baptisés intitulé intitulée intitulés dénommé dénommée surnommé surnommée nommé nommée"
        ),
        opening_endings=("é", "ée", "és", "ées"),
        complementisers=word_set("que qu’ qu'"),
        genitives=word_set("de du des d’ d' et la le les l’ l'"),
        nominatives=word_set(
            """le la les l’ l' un une des ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos
            plusieurs certains certaines quelques chaque aucun aucune deux trois quatre"""
        ),
        ambiguous_articles=word_set("des"),
        agreements=(
            (word_set("le ce son un"), ("a", "it"), ()),
            (word_set("les ces ses leurs nos plusieurs certains"), ("ent",), ()),
        ),
        adverb_endings=(
            "ièrement",
            "ivement",
            "ellement",
            "alement",
            "iquement",
            "ablement",
            "amment",
            "emment",
            "eusement",
        ),
        objects=word_set("se s’ s' me m’ m' te t’ t' lui y en"),
        silent=word_set("on"),
        title_case=True,
    )


def spanish() -> Grammar:
    particles = dict.fromkeys(
        ("hizo", "hicieron", "hecho", "dejó", "dejaron", "dejado", "deja"), word_set("saber claro")
    )
    return Grammar(
        says=SPANISH_SAYS | particles.keys(),
        reports=SPANISH_REPORTS | particles.keys(),
        particles=particles,
        bare_reports=SPANISH_BARE_REPORTS,
        say_participles=word_set("diciendo afirmando declarando explicando añadiendo señalando asegurando"),
        sources=(("según",), ("de", "acuerdo", "con")),
        reporters=word_set("él ella ellos ellas"),
        negations=word_set("no nunca jamás nadie ni"),
        bare_markers=word_set("habría podría debería"),
        frames=word_set(
            """calificó califica llamó llama tildó tilda acusó acusa describió describe habló habla definió define"""
        ),
        participles=word_set("diciendo afirmando declarando explicando añadiendo señalando asegurando calificando"),
        dash_dialogue=True,
        according=(("según",), ("de", "acuerdo", "con")),
        auxiliaries=word_set("ha han había habían es son era fue fueron está están será"),
        passives=word_set("es son era fue fueron"),
        pronouns=word_set("él ella ellos ellas yo nosotros usted ustedes"),
        persons=word_set("él ella"),
        masculine=word_set("él"),
        feminine=word_set("ella"),
        relatives=word_set("que quien quienes cual"),
        determiners=word_set(
            """el la los las un una unos unas al del este esta estos estas ese esa su sus mi mis nuestro nuestra lo"""
        ),
        prepositions=word_set(
            """a de en por para con sin sobre entre desde hasta contra tras según ante bajo durante hacia"""
        ),
        conjunctions=word_set("y e o u pero sino que si cuando porque aunque como mientras donde"),
        adverbs=word_set(
            """también ya aún todavía luego después además ayer hoy mañana no nunca siempre así tampoco asimismo incluso
            entonces ahora antes finalmente igualmente muy más casi apenas quizás solo sólo bien mal aquí allí ahí
            posteriormente"""
        ),
        temporals=word_set(
            """lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto
            septiembre octubre noviembre diciembre semana mes año noche tarde"""
        ),
        verbs=word_set("es son era fue ha han había va van hace hizo puede pueden debe tiene tienen está están será"),
        time_words=word_set("el este pasado"),
        subordinators=word_set("si cuando porque aunque como mientras"),
        coordinators=word_set("y e o pero"),
        prenominals=word_set(
            """nuevo nueva primer primera último última gran antiguo antigua mismo misma propio propia único única
            segundo segunda tercera buena mala larga breve otra presunta"""
        ),
        naming=word_set("llamado llamada denominado denominada titulado titulada bautizado bautizada apodado apodada"),
        opening_endings=("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"),
        complementisers=word_set("que"),
        genitives=word_set("de del y e la las los el"),
        nominatives=word_set(
            """el la los las un una unos unas este esta estos estas ese esa esos esas su sus mi mis nuestro nuestra
            varios varias muchos muchas algunos algunas ambos ambas otro otra otros otras dos tres cuatro cada"""
        ),
        agreements=(
            (word_set("el un este ese"), ("a",), ("ista", "ícola", "ota", "ita")),
            (word_set("los las unos unas estos estas esos esas sus varios varias"), ("an", "en"), ()),
        ),
        finite_endings=("ó", "aron", "ieron"),
        adverb_endings=("amente", "lmente", "rmente", "zmente", "nmente", "temente", "vemente"),
        objects=word_set("se me te le les lo nos os"),
        title_case=True,
    )


def italian() -> Grammar:
    particles = dict.fromkeys(
        ("fa", "fanno", "fece", "fatto", "rende", "reso"), word_set("sapere notare presente noto")
    )
    return Grammar(
        says=ITALIAN_SAYS | particles.keys(),
        reports=ITALIAN_REPORTS | particles.keys(),
        particles=particles,
        bare_reports=ITALIAN_BARE_REPORTS,
        say_participles=word_set("dicendo affermando dichiarando spiegando aggiungendo sottolineando sostenendo"),
        sources=(("secondo",),),
        reporters=word_set("lui lei egli ella loro"),
        negations=word_set("non mai nessuno né"),
        bare_markers=word_set("avrebbe avrebbero potrebbe dovrebbe"),
        frames=word_set(
            """definisce definito chiama chiamato accusa accusato descrive descritto parla parlato critica criticato"""
        ),
        participles=word_set(
            """dicendo affermando dichiarando spiegando aggiungendo sottolineando sostenendo definendo"""
        ),
        dash_dialogue=True,
        according=(("secondo",),),
        views=(("per",),),
        auxiliaries=word_set("ha hanno aveva avevano è sono era erano sarà fu"),
        passives=word_set("è sono era erano viene venne fu"),
        pronouns=word_set("lui lei egli ella loro io noi voi"),
        persons=word_set("lui lei egli ella"),
        masculine=word_set("lui egli"),
        feminine=word_set("lei ella"),
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
        adverbs=word_set(
            """anche ancora poi già inoltre ieri oggi domani non mai sempre così infine finora tuttavia quindi dunque
            invece adesso ora allora prima molto più quasi appena forse solo bene male qui lì intanto pure"""
        ),
        temporals=word_set(
            """lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno
            luglio agosto settembre ottobre novembre dicembre settimana mese anno sera"""
        ),
        verbs=word_set("è sono era ha hanno aveva va vanno fa può possono deve sarà fu"),
        time_words=word_set("il lo scorso"),
        subordinators=word_set("se quando perché mentre come"),
        coordinators=word_set("e ed o ma"),
        prenominals=word_set(
            """nuovo nuova primo prima ultimo ultima grande stesso stessa proprio propria unico unica secondo seconda
            terza vera buona lunga breve altra presunta"""
        ),
        naming=word_set(
            "chiamato chiamata intitolato intitolata denominato denominata soprannominato cosiddetto cosiddetta"
        ),
        opening_endings=("ato", "ata", "ati", "ate", "ito", "ita"),
        complementisers=word_set("che"),
        genitives=word_set("di del della dei degli delle dell’ dell' e"),
        nominatives=word_set(
            """il lo la i gli le l’ l' un uno una un’ un' questo questa questi queste quest’ quest' quel quella
            quei quegli quelle nostro nostra alcuni alcune molti molte due tre quattro ogni entrambi"""
        ),
        agreements=(
            (word_set("il lo un uno questo quel"), ("a", "isce"), ("ista", "ita", "ota", "ida")),
            (word_set("la una questa quella"), ("isce",), ()),
            (word_set("i gli alcuni questi quei le queste quelle alcune"), ("ano", "ono"), ()),
        ),
        finite_endings=("ò", "arono", "irono"),
        adverb_endings=("amente", "lmente", "rmente", "temente", "vemente"),
        objects=word_set("si mi ti ci vi ne"),
        title_case=True,
    )


def portuguese() -> Grammar:
    return Grammar(
        says=PORTUGUESE_SAYS,
        reports=PORTUGUESE_REPORTS,
        bare_reports=PORTUGUESE_BARE_REPORTS,
        say_participles=word_set("dizendo afirmando declarando explicando acrescentando ressaltando destacando"),
        sources=(("segundo",), ("de", "acordo", "com")),
        reporters=word_set("ele ela eles elas"),
        negations=word_set("não nunca jamais ninguém nem"),
        bare_markers=word_set("teria teriam poderia deveria"),
        frames=word_set("chamou chama classificou classifica acusou acusa descreveu descreve falou fala qualificou"),
        participles=word_set(
            """dizendo afirmando declarando explicando acrescentando ressaltando destacando classificando"""
        ),
        dash_dialogue=True,
        according=(("segundo",), ("de", "acordo", "com"), ("conforme",)),
        auxiliaries=word_set("tem têm tinha havia é são era foi foram está estão será"),
        passives=word_set("é são era foi foram"),
        pronouns=word_set("ele ela eles elas eu nós você vocês"),
        persons=word_set("ele ela"),
        masculine=word_set("ele"),
        feminine=word_set("ela"),
        relatives=word_set("que quem qual"),
        determiners=word_set(
            """o a os as um uma uns umas ao à do da dos das no na este esta esse essa seu sua seus suas nosso nossa"""
        ),
        prepositions=word_set(
            """de em por para com sem sobre entre desde até contra após segundo ante durante pelo pela num numa"""
        ),
        conjunctions=word_set("e ou mas que se quando porque embora como enquanto onde"),
        adverbs=word_set(
            """também já ainda depois ontem hoje amanhã não nunca sempre assim além então agora antes muito mais quase
            apenas talvez só bem mal aqui ali porém entretanto contudo inclusive"""
        ),
        temporals=word_set(
            """segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo janeiro fevereiro março
            abril maio junho julho agosto setembro outubro novembro dezembro semana mês ano noite tarde"""
        ),
        verbs=word_set("é são era foi tem têm tinha vai vão faz fez pode podem deve está estão será"),
        time_words=word_set("na nesta no neste"),
        subordinators=word_set("se quando porque embora como enquanto"),
        coordinators=word_set("e ou mas"),
        prenominals=word_set(
            """novo nova primeiro primeira último última grande antigo antiga mesmo mesma próprio própria único única
            segunda terceira boa longa breve outra"""
        ),
        naming=word_set("chamado chamada intitulado intitulada denominado denominada apelidado apelidada"),
        opening_endings=("ado", "ada", "ados", "adas", "ido", "ida"),
        complementisers=word_set("que"),
        genitives=word_set("de do da dos das e"),
        nominatives=word_set(
            """o a os as um uma uns umas este esta estes estas esse essa esses essas seu sua seus suas nosso nossa
            vários várias muitos muitas alguns algumas ambos ambas outro outra outros outras dois duas três quatro
            cada"""
        ),
        finite_endings=("aram", "eram", "iram"),
        adverb_endings=("amente", "lmente", "rmente", "zmente", "nmente", "temente", "vemente"),
        objects=word_set("se me te lhe lhes"),
        title_case=True,
    )
