"""Which sentences lean on what is not shown: one before them, or who wrote them; told language by language. Pure.

The words are closed classes (pronouns, demonstratives, connectives), so that a list can be nearly whole.
"""

from __future__ import annotations

import re

_OPENERS = {
    "ar": "هو هي هم هن هذا هذه ذلك تلك هؤلاء لكن ولكن كما وأضاف وأضافت وتابع وتابعت وأوضح وأوضحت وأشار وأشارت "
    "وأكد وأكدت وهو وهي وهم ومع ثم لذلك",
    "de": "er sie es ihr ihre ihrem ihren ihrer sein seine seinem seinen seiner dieser diese dieses diesem "
    "diesen jener jene jenes dies aber und doch daher deshalb deswegen dort da dabei damit dann "
    "danach dazu dennoch trotzdem allerdings außerdem zudem auch so denn sondern hier darauf daraufhin "
    "beide unten nachfolgend",
    "en": "he she it they his her hers its their theirs him them this that these those but and so then however "
    "there here such yet nor or also meanwhile moreover instead therefore both neither thus hence still "
    "otherwise besides furthermore nevertheless nonetheless similarly likewise consequently additionally "
    "another others afterwards later below which",
    "es": "él ella ellos ellas esto eso aquello este esta estos estas ese esa esos esas su sus lo le les pero y "
    "e sino además también entonces así allí ahí ambos ambas aunque tampoco luego después mientras",
    "fr": "il elle ils elles ce cet cette ces cela ceci ça son sa ses leur leurs lui eux mais et donc or ni car "
    "cependant toutefois pourtant ainsi puis ensuite alors là aussi celui celle ceux celles tous toutes",
    "he": "הוא היא הם הן זה זאת זו אלה אלו אבל אך גם לכן אולם עם",
    "it": "lui lei loro egli ella essi esse esso essa questo questa questi queste quello quella quelli quelle "
    "ciò suo sua suoi sue ma e però quindi inoltre anche così poi allora lì entrambi",
    "ja": "彼 彼女 これ それ この その しかし また だが そして さらに",
    "ko": "그는 그녀는 그들은 이는 이에 하지만 그러나 그리고 또한 또",
    "nl": "hij zij ze het dit dat deze die hun haar zijn maar en echter daar daarom toen ook zo dus want beide",
    "no": "han hun de det den denne dette disse deres hans hennes men og imidlertid der da så også derfor begge",
    "pl": "on ona ono oni one to ten ta te ci jego jej ich ale i a jednak więc zatem tam także również obaj",
    "pt": "ele ela eles elas isso isto aquilo este esta estes estas esse essa esses essas seu sua seus suas mas "
    "e porém então assim também lá ambos embora",
    "ru": "он она оно они его её ее их это этот эта эти тот та те но и а однако также тогда там поэтому затем при оба",
    "sv": "han hon de det den denna detta dessa deras hans hennes men och dock där då så också därför båda",
    "tr": "o onlar bu şu ama ancak fakat ve ayrıca orada böylece",
    "uk": "він вона воно вони його її їх це цей ця ці той та ті але і й однак також тоді там тому",
    "zh": "他 她 它 他们 她们 它们 这 那 此 该 但 但是 然而 而 并 同时 此外 对此",
}
_ALIKE = {"nb": "no", "nn": "no", "da": "no"}
_OPENING = {lang: frozenset(words.split()) for lang, words in _OPENERS.items()}
_UNSPACED = frozenset({"zh", "ja"})
# Phrases that join a sentence to the one before, where the first word alone does not tell.
_JOINTS = re.compile(
    r"(?:the (?:two|three|pair|couple|former|latter|move|deal|same|other|others|decision|announcement|statement)"
    r"|in (?:addition|contrast|turn|fact|response|return|other words|that|this|the meantime)"
    r"|as (?:a result|such|well)|at (?:the same time|that|first)|for (?:example|instance|this|that|his|her|its|their)"
    r"|on the (?:other hand|contrary)|after (?:that|this|which)|because of (?:that|this)|by (?:contrast|then)"
    r"|despite (?:that|this)|some of (?:them|these|those)|many of (?:them|these|those)|one of (?:them|these|those)"
    r"|sin embargo|por (?:eso|ello|lo tanto)|en cambio|par contre|en revanche|de plus|à cet|zum beispiel"
    r"|a continuación|ci-dessous|di seguito|d['’]altra parte|no entanto|por isso|кроме того|при этом|тем не менее)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|hers)\b", re.IGNORECASE)
_FIRST = re.compile(r"[\w’']+")
_WRITERS = {
    "de": "ich mich mir mein meine meinem meinen meiner meines",
    "en": "i my me myself",
    "es": "yo mi mis me mí conmigo",
    "fr": "je j mon ma mes moi",
    "it": "io mio mia miei mie",
    "nl": "ik mijn mij",
    "pt": "eu meu minha meus minhas",
    "ru": "я мне меня мой моя мое моё мои",
    "sv": "jag mig min mitt mina",
    "uk": "я мені мене мій моя моє мої",
}
_WRITER = {lang: frozenset(words.split()) for lang, words in _WRITERS.items()}
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]|«[^«»]*»|„[^„“”]*[“”]|‘[^‘’]*’(?!\w)")
_SIGNED = 2
"""Words beside a quotation that can say whose it is."""
_MARKS = " \t\"'“”„«»‘’(—–-"


def leans(sentence: str, lang: str | None, people: tuple[int, ...] = ()) -> bool:
    """Whether `sentence` needs one before it: it opens so, or says "he" before it names anybody.

    `lang`: BCP 47; English where it is not known. `people`: where in the sentence persons are named.
    """
    language = (lang or "en").partition("-")[0].lower()
    opening = _OPENING.get(language) or _OPENING[_ALIKE.get(language, "en")]
    bare = sentence.lstrip(_MARKS)
    if language in _UNSPACED:
        return bare.startswith(tuple(opening))
    first = _FIRST.match(bare)
    if first is None or sentence[:1] in "([":
        return True  # what is said in brackets is said of something
    if first.group().casefold().partition("’")[0].partition("'")[0] in opening or _JOINTS.match(bare):
        return True
    pronoun = _PRONOUN.search(sentence) if language == "en" else None
    return pronoun is not None and not any(place < pronoun.start() for place in people)


def is_unsigned(sentence: str) -> bool:
    """Whether it is somebody's words with nothing around them, so that it needs the sentence that says whose."""
    return len(_FIRST.findall(_QUOTED.sub(" ", sentence))) < _SIGNED


def is_of_writer(sentence: str, lang: str | None) -> bool:
    """Whether the writer speaks of himself in `sentence`: "I", "my" outside quotations are nobody's in a summary.

    `lang`: BCP 47; English where it is not known, and none that has no list.
    """
    own = _WRITER.get((lang or "en").partition("-")[0].lower(), frozenset())
    found = [word.replace("’", "'").partition("'")[0] for word in _FIRST.findall(_QUOTED.sub(" ", sentence))]
    for at, word in enumerate(found):
        numeral = word == "I" and at > 1 and found[at - 1][:1].isupper()  # "in World War I"
        code = len(word) > 1 and word.isupper()
        if word.casefold() in own and not numeral and not code:
            return True
    return False
