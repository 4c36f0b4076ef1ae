"""Reported speech in French, Spanish, Italian and Portuguese: the words of `speech.Grammar`."""

from __future__ import annotations

from digest.enrich.speech import Grammar, word_set


def french() -> Grammar:
    return Grammar(
        says=word_set(
            """dit dite déclare déclaré affirme affirmé explique expliqué ajoute ajouté indique indiqué estime estimé
            assure assuré souligne souligné annonce annoncé répond répondu écrit précise précisé rappelle rappelé
            insiste insisté lance lancé confie confié poursuit poursuivi conclut conclu dénonce dénoncé martèle
            martelé prévient prévenu raconte raconté regrette regretté juge jugé reconnaît reconnu promet promis
            demande demandé avertit averti réagit réagi commente commenté note noté répète répété résume résumé
            tweete tweeté soutient soutenu observe observé disent déclarent affirment disait expliquait affirmait"""
        ),
        reports=word_set(
            """dit déclare déclaré affirme affirmé explique expliqué ajoute ajouté indique indiqué estime estimé assure
            assuré souligne souligné annonce annoncé répondu écrit précise précisé rappelle rappelé insiste insisté
            confie confié conclut conclu prévient prévenu raconte raconté juge jugé reconnaît reconnu promet promis
            répète répété soutient soutenu disent déclarent affirment disait expliquait affirmait"""
        ),
        bare_reports=word_set(
            """dit déclaré affirmé expliqué ajouté indiqué estimé assuré souligné annoncé précisé rappelé affirme
            explique ajoute indique estime assure souligne précise"""
        ),
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
        complementisers=word_set("que qu’ qu'"),
        genitives=word_set("de du des d’ d' et la le les l’ l'"),
        nominatives=word_set(
            """le la les l’ l' un une des ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos
            plusieurs certains certaines quelques chaque aucun aucune deux trois quatre"""
        ),
        ambiguous_articles=word_set("des"),
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
        reports=word_set(
            """dijo dice dicho dijeron dicen decía afirmó afirma afirmado afirmaron declaró declara declarado explicó
            explica explicado añadió añade añadido agregó agrega señaló señala señalado aseguró asegura asegurado
            indicó indica indicado manifestó manifiesta respondió responde contestó escribió escribe escrito anunció
            anuncia anunciado destacó destaca subrayó subraya insistió advirtió advierte sostuvo sostiene apuntó
            apunta comentó recordó recuerda reconoció reconoce concluyó precisó aclaró confesó reiteró admitió"""
        ),
        bare_reports=word_set(
            """dijo afirmó declaró explicó añadió agregó señaló aseguró indicó manifestó anunció destacó subrayó
            advirtió sostuvo apuntó precisó dijeron afirmaron"""
        ),
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
        complementisers=word_set("que"),
        genitives=word_set("de del y e la las los el"),
        nominatives=word_set(
            """el la los las un una unos unas este esta estos estas ese esa esos esas su sus mi mis nuestro nuestra
            varios varias muchos muchas algunos algunas ambos ambas otro otra otros otras dos tres cuatro cada"""
        ),
        finite_endings=("ó", "aron", "ieron"),
        adverb_endings=("amente", "lmente", "rmente", "zmente", "nmente", "temente", "vemente"),
        objects=word_set("se me te le les nos os"),
        title_case=True,
    )


def italian() -> Grammar:
    return Grammar(
        says=word_set(
            """dice detto disse dicono ha_detto afferma affermato dichiara dichiarato spiega spiegato aggiunge aggiunto
            sottolinea sottolineato sostiene sostenuto risponde risposto scrive scritto annuncia annunciato assicura
            assicurato commenta commentato conclude concluso ricorda ricordato osserva osservato precisa precisato
            ribadisce ribadito racconta raccontato avverte avvertito chiede chiesto ammette ammesso replica
            replicato denuncia denunciato insiste prosegue evidenzia evidenziato riferisce riferito rispose scrisse
            spiegava"""
        ),
        reports=word_set(
            """dice detto disse dicono afferma affermato dichiara dichiarato spiega spiegato aggiunge aggiunto
            sottolinea sottolineato sostiene sostenuto risposto scrive scritto annuncia annunciato assicura assicurato
            concluso
            ricorda ricordato osserva osservato precisa precisato ribadisce ribadito racconta raccontato avverte
            avvertito ammette ammesso riferisce riferito scrisse spiegava"""
        ),
        bare_reports=word_set(
            """detto affermato dichiarato spiegato aggiunto sottolineato sostenuto annunciato assicurato precisato
            ribadito riferito disse"""
        ),
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
        complementisers=word_set("che"),
        genitives=word_set("di del della dei degli delle dell’ dell' e"),
        nominatives=word_set(
            """il lo la i gli le l’ l' un uno una un’ un' questo questa questi queste quest’ quest' quel quella
            quei quegli quelle nostro nostra alcuni alcune molti molte due tre quattro ogni entrambi"""
        ),
        finite_endings=("ò", "arono", "irono"),
        adverb_endings=("amente", "lmente", "rmente", "temente", "vemente"),
        objects=word_set("si mi ti ci vi ne"),
        title_case=True,
    )


def portuguese() -> Grammar:
    return Grammar(
        says=word_set(
            """disse diz dito disseram dizem afirmou afirma afirmaram declarou declara explicou explica acrescentou
            acrescenta ressaltou destacou destaca escreveu escreve respondeu responde anunciou anuncia garantiu
            garante comentou comenta lembrou lembra alertou alerta criticou defendeu defende completou avaliou
            avalia informou informa contou conta relatou perguntou questionou reconheceu admitiu concluiu argumentou
            observou sublinhou frisou salientou referiu considerou assegurou reiterou prometeu lamentou"""
        ),
        reports=word_set(
            """disse diz dito disseram dizem afirmou afirma afirmaram declarou declara explicou explica acrescentou
            acrescenta ressaltou destacou destaca escreveu escreve respondeu anunciou anuncia garantiu garante comentou
            lembrou alertou alerta avaliou informou informa contou relatou reconheceu admitiu concluiu argumentou
            observou sublinhou frisou salientou referiu assegurou reiterou prometeu"""
        ),
        bare_reports=word_set(
            """disse afirmou declarou explicou acrescentou ressaltou destacou anunciou garantiu informou disseram
            afirmaram"""
        ),
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
