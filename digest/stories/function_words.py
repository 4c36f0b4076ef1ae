"""Words that say nothing of what a text is about, by language: articles, pronouns, prepositions, auxiliaries, and what
every report has ("said", the days of the week). Lower case; apostrophes are left out, as in `profiles.list_terms`.
"""

from __future__ import annotations

from functools import cache

_WORDS: dict[str, str] = {
    "en": """a about after again all also am an and any are as at be because been before being between both but by
        can could did do does doing down during each few for from further had has have having he her
        here hers herself him himself his how i if in into is it its itself just ll may me might more
        most must my myself no nor not now of off on once one only or other our ours out over own per re
        s same shall she should so some such t than that the their theirs them then there these they
        this those through to too under until up upon us ve very was we were what when where which while
        who whom whose why will with would you your yours d m isnt arent wasnt werent dont doesnt didnt
        wont wouldnt couldnt shouldnt cant cannot hasnt havent hadnt im ive id youre theyre weve hes
        shes thats theres lets said say says saying told mr mrs ms monday tuesday wednesday thursday
        friday saturday sunday""",
    "de": """aber alle als also am an auch auf aus bei bin bis bist da dann das dass daß dein dem den der des die
        dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es
        etwas euch für gegen hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem
        ihren ihrer im in ins ist ja kann kein keine keinen können könnte man mehr mein mich mir mit
        muss nach nicht noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit sich
        sie sind so sollen sollte sowie über um und uns unter vom von vor war waren was weil wenn werden
        wer wie wieder will wir wird wo worden wurde wurden zu zum zur zwischen sagte sagt montag
        dienstag mittwoch donnerstag freitag samstag sonntag""",
    "fr": """a à afin ai alors après au aucun aussi autre aux avait avant avec avoir c ça car ce cela ces cet cette
        ceux chez comme contre d dans de depuis des deux donc dont du elle elles en encore entre est et
        était étaient été être eu eux fait faire il ils j je jusqu l la le les leur leurs lors lui m ma
        mais même mes moins mon n ne ni nos notre nous on ont or ou où par pas pendant peu peut plus
        pour près qu quand que quel quelle qui s sa sans se selon sera ses si son sont sous sur ta
        tandis tant te tous tout toute très tu un une vers vos votre vous y dit déclaré lundi mardi
        mercredi jeudi vendredi samedi dimanche""",
    "es": """a al algo ante antes así aún aunque cada como con contra cual cuando de del desde donde dos e el él ella
        ellas ellos en entre era eran es esa ese eso esta está están estas este esto estos fue fueron ha
        había han hasta hay la las le les lo los más me mi mientras muy nada ni no nos o otra otro para
        pero poco por porque que qué quien se sea según ser si sí sido sin sobre son su sus también tan
        tanto te tiene tienen todo todos tras tu un una uno y ya yo dijo dice lunes martes miércoles
        jueves viernes sábado domingo""",
    "it": """a ad agli ai al alla alle allo anche ancora aveva c che chi ci come con contro cui da dagli dai dal
        dalla dalle dei del della delle dello dell di dopo dove due e è ed era erano essere fa fra gli
        ha hanno i il in io l la le lei li lo loro lui ma mi nei nel nella nelle nello nell no noi non o
        ogni per perché però più prima quando quanto quella quelle quello questa queste questi questo se
        sei senza si sia sono sopra su sua sue sugli sui sul sulla suo suoi tra tutti tutto un una uno
        ha detto lunedì martedì mercoledì giovedì venerdì sabato domenica""",
    "pt": """a ao aos apenas após as às até com como contra da das de dela dele deles depois do dos e é ela elas ele
        eles em entre era eram essa esse esta está estão este eu foi foram há isso isto já lhe mais mas
        me mesmo minha muito na nas não nem no nos nós num numa o os ou para pela pelas pelo pelos por
        porque quando que quem se sem ser seu seus sob sobre sua suas também te tem têm tinha um uma
        você disse diz segunda terça quarta quinta sexta sábado domingo feira""",
    "nl": """aan al alle als bij dan dat de den der deze die dit door een en er ge geen had hadden haar heb hebben
        heeft hem het hier hij hoe hun ik in is ja je kan kon kunnen maar me meer men met mij mijn moet
        na naar niet niets nog nu of om omdat onder ons ook op over te tegen toch toen tot u uit uw van
        veel voor want waren was wat we wel werd werden wie wij wil word worden wordt ze zei zich zij
        zijn zo zou maandag dinsdag woensdag donderdag vrijdag zaterdag zondag""",
    "sv": """att av de den det dem denna detta du då efter eller en er ett från för få ha hade han hans har hon hur i
        icke in inte ja jag kan kommer man med men mig min mot mycket ni nu när någon och om oss på
        sedan sig sin sina ska skulle som så till under upp ut var vara vad vi vid vill är än även över
        säger sade""",
    "da": """af at blev da de dem den der deres det dette dig du efter eller en er et for fra ham han hans har have
        havde hende her hun hvad hvis hvor i ikke ind jeg jo kan kunne man med meget men mig min mod ned
        noget nu når og også om op os over på sig sin skal skulle som så til ud under var ved vi vil
        ville være siger sagde""",
    "nb": """alle at av ble bli da de dem den der deres det dette du eller en enn er et etter for fra ha hadde han
        hans har henne her hun hva hvis hvor i ikke inn jeg kan kunne man med men meg min mot ned noe nå
        når og også om opp oss over på seg sin skal skulle som så til ut under var ved vi vil ville være
        sier sa""",
    "pl": """a aby ale bez być był była było były co czy dla do go i ich im jak jako je jego jej jest już która które
        którego który których którzy lub ma może na nad nie niż o od on ona oni oraz po pod powiedział
        przed przez przy się są ta tak także tam te tego tej ten to tu tych tylko tym w we więc wszystko
        z za ze że""",
    "ru": """а без более бы был была были было быть в вам вас во вот все всего всех вы где да даже для до его ее её
        если есть еще ещё же за и из или им их к как когда которые который кто ли между мне может мы на
        над не него нее ней нет ни них но о об он она они оно от по под после при про с сам свои своих
        своей себя со так также там те тем то того тоже только том ты у уже чем что чтобы эта эти это
        этого этой этом сказал заявил""",
    "ar": """من في على إلى عن أن إن ان هذا هذه ذلك التي الذي الذين كان كانت قد لقد ما لا لم لن هو هي هم كما بعد قبل
        بين أو ثم حيث كل مع عند غير حتى إذا منذ وقال قال وفي ومن وأن ولا""",
}


@cache
def function_words(lang: str | None) -> frozenset[str]:
    """Those of a BCP 47 language; where there is no list of it, the English ones, which turn up everywhere."""
    primary = (lang or "en").replace("_", "-").split("-")[0].lower()
    primary = "nb" if primary in {"no", "nn"} else primary
    return frozenset((_WORDS.get(primary) or _WORDS["en"]).split())
