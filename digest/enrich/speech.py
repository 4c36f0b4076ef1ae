"""The words around speech: who-said-what verbs, and the small words that bound a speaker's name, by language.

The lists are closed classes of the languages' grammars and ordinary reporting verbs, in the forms news uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What attribution needs of a language. All words are in lower case."""

    says: frozenset[str]
    """Finite forms of verbs that report speech, whole sentences too: "said", "replied"."""
    frames: frozenset[str] = _NONE
    """Finite forms that frame a quoted part: "called", "described", "wants"."""
    noun_forms: frozenset[str] = _NONE
    """Those of the finite forms that are nouns as well: "claims"."""
    participles: frozenset[str] = _NONE
    """"saying", "calling": their subject is the main clause's."""
    say_participles: frozenset[str] = _NONE
    """Those of them that report speech."""
    infinitives: frozenset[str] = _NONE
    """Base forms."""
    say_bases: frozenset[str] = _NONE
    """Those of them that report speech."""
    according: tuple[tuple[str, ...], ...] = ()
    """Prepositions that name a source: "according to"."""
    postpositions: frozenset[str] = _NONE
    """Words that name the source before them: German "zufolge"."""
    reports: frozenset[str] = _NONE
    """Those of `says` that state a fact as said, in the sentence "X … that …": not "denied", not "asked"."""
    bare_reports: frozenset[str] = _NONE
    """Those of them that stand without "that", or behind what was said: "…, he said"."""
    particles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Those of `says` that report only with a second word: German "teilt … mit", French "fait savoir"."""
    tells: frozenset[str] = _NONE
    """Those of them that name who was told before what was told: "told them that"."""
    sources: tuple[tuple[str, ...], ...] = ()
    """Those of `according` that are nothing else."""
    reporters: frozenset[str] = _NONE
    """Pronouns that may be who said something in the article's words."""
    negations: frozenset[str] = _NONE
    """"not", "never": what makes a report none."""
    hearsay: frozenset[str] = _NONE
    """Verb forms that mark what somebody else said (German)."""
    drops_that: bool = False
    """Whether a reported clause may stand without "that" (English)."""
    dash_dialogue: bool = False
    """Whether a dash at a line's start opens what somebody says (French, Spanish, Russian)."""
    comma_clauses: bool = False
    """Whether a comma stands before "that" (German, Russian)."""
    auxiliaries: frozenset[str] = _NONE
    bare_markers: frozenset[str] = _NONE
    """Words behind which a base form stands: "to", "would"."""
    realis: frozenset[str] = _NONE
    """Those of them that state what was done: "did", not "would"."""
    passives: frozenset[str] = _NONE
    """Auxiliaries that make a participle passive: "was told"."""
    pronouns: frozenset[str] = _NONE
    """Subject pronouns that can speak."""
    persons: frozenset[str] = _NONE
    """Those of them that stand for one person: "he", "she"."""
    masculine: frozenset[str] = _NONE
    """All forms of the one that stands for a man: "he", "him", "his"."""
    feminine: frozenset[str] = _NONE
    """All forms of the one that stands for a woman."""
    plurals: frozenset[str] = _NONE
    """All forms of the one that stands for several."""
    contracts: bool = False
    """Whether a pronoun and an auxiliary may be one word: "he’s" (English)."""
    person_nouns: bool = False
    """Whether our lists of nouns for persons ("spokesman") are of this language."""
    relatives: frozenset[str] = _NONE
    determiners: frozenset[str] = _NONE
    prepositions: frozenset[str] = _NONE
    conjunctions: frozenset[str] = _NONE
    adverbs: frozenset[str] = _NONE
    temporals: frozenset[str] = _NONE
    time_words: frozenset[str] = _NONE
    """What stands before a word of time: "on", "last"."""
    subordinators: frozenset[str] = _NONE
    """What opens a clause that stands before the main one: "when", "as"."""
    absolutes: frozenset[str] = _NONE
    """What stands before a subject with a participle: "with X saying"."""
    owners: frozenset[str] = _NONE
    """Possessive pronouns: "his"."""
    role_words: frozenset[str] = _NONE
    """What ties a participle to an object: "quoted him as saying"."""
    naming: frozenset[str] = _NONE
    """Participles before a name: "a poem called “The Harbour”"."""
    agents: frozenset[str] = _NONE
    """What names the doer in the passive: "by"."""
    coordinators: frozenset[str] = _NONE
    """Words before a verb whose subject stands with an earlier verb: "and", "to"."""
    floating: frozenset[str] = _NONE
    """Quantifiers between subject and verb: "both"."""
    complementisers: frozenset[str] = _NONE
    """"that": the verb before it reports."""
    speech_nouns: frozenset[str] = _NONE
    """"statement", "speech": what somebody's words are called."""
    verbs: frozenset[str] = _NONE
    """Other frequent finite verbs: they end a name."""
    verb_endings: tuple[str, ...] = ()
    """Endings of finite verbs that report when "that" follows: "-ed"."""
    impersonals: frozenset[str] = _NONE
    """Verbs with such an ending whose "that" is said by nobody: "it emerged that"."""
    finite_endings: tuple[str, ...] = ()
    """Endings that words in lower case have only as finite verbs: Spanish "-ó"."""
    opening_endings: tuple[str, ...] = ()
    """Endings of participles that open a sentence before a preposition: French "Interrogé sur …"."""
    adverb_endings: tuple[str, ...] = ()
    """Endings that only adverbs have, whatever their case: "-amente"."""
    nominatives: frozenset[str] = _NONE
    """What a subject that is no name begins with: "el", not "del". None where nouns need no article (Russian)."""
    ambiguous_articles: frozenset[str] = _NONE
    """Those of them that are other cases too, as gender or adjective tells (German "der")."""
    agreements: tuple[tuple[frozenset[str], tuple[str, ...], tuple[str, ...]], ...] = ()
    """Articles, endings that behind their nouns only verbs have, and longer endings that adjectives have as well."""
    prenominals: frozenset[str] = _NONE
    """Adjectives that stand before their noun, so that no verb follows them: "nueva"."""
    noun_capitals: bool = False
    """Whether every noun has a capital (German)."""
    objects: frozenset[str] = _NONE
    """Reflexives and object pronouns: no subject holds one."""
    silent: frozenset[str] = _NONE
    """Pronouns that stand for nobody who speaks: "es", "man"."""
    views: tuple[tuple[str, ...], ...] = ()
    """Prepositions that name whose view it is, but only before a comma: French "pour"."""
    cues_only: bool = False
    """Whether nobody speaks without a word of speech, since the grammar is that of another language."""
    title_case: bool = False
    """Whether titles of works have capitals that other words lack."""
    titles: frozenset[str] = _NONE
    """Words of office and courtesy that stand before a name."""
    name_words: frozenset[str] = _NONE
    """Small words that are names as well, behind a name or a quotation and with a capital: "Theresa May"."""
    genitives: frozenset[str] = _NONE
    """What joins a noun and its complement within a name: "of", "de"."""
    bare_genitive: bool = False
    """Complements follow a noun without a word between, in lower case or not (Russian)."""
    verb_second: bool = False
    """The subject follows the verb when anything else stands in front of it (German, Dutch)."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


_DOUBLED = word_set(
    "admit quip commit submit blog chat slam dub stop flog plan nod refer concur rap snap beg aver deadpan brag"
)
_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "writing"),
    "think": ("thinks", "thought", "thinking"),
    "know": ("knows", "knew", "knowing"),
    "feel": ("feels", "felt", "feeling"),
    "mean": ("means", "meant", "meaning"),
    "put": ("puts", "put", "putting"),
    "read": ("reads", "read", "reading"),
    "swear": ("swears", "swore", "swearing"),
    "speak": ("speaks", "spoke", "speaking"),
    "see": ("sees", "saw", "seeing"),
    "find": ("finds", "found", "finding"),
    "give": ("gives", "gave", "giving"),
    "make": ("makes", "made", "making"),
    "go": ("goes", "went", "going"),
    "begin": ("begins", "began", "beginning"),
    "shoot": ("shoots", "shot", "shooting"),
    "hold": ("holds", "held", "holding"),
    "sing": ("sings", "sang", "singing"),
    "lie": ("lies", "lied", "lying"),
    "die": ("dies", "died", "dying"),
}


def inflect_english(verb: str) -> tuple[str, str, str]:
    """Third person, past and -ing form of an English verb."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _DOUBLED:
        return verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    if verb.endswith("e"):
        return verb + "s", verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return verb + ending, verb + "ed", verb + "ing"


_ENGLISH_SAYS = word_set(
    """say tell ask add reply respond answer write tweet post announce argue claim insist state note explain declare
    warn urge vow deny admit suggest joke quip recall remark comment continue concede acknowledge assert contend
    maintain stress emphasize emphasise reiterate repeat observe conclude caution complain lament boast exclaim
    shout yell whisper mutter testify confirm report reveal disclose propose pledge promise proclaim pronounce
    retort counter counsel advise assure remind inform muse wonder demand plead beg chant cry scream interject opine
    allege agree concur read summarize summarise elaborate clarify predict hint signal underline underscore
    stipulate swear gush intone rejoin volunteer chime recount relate narrate blog text email teach decree rule
    thunder bark snap sigh laugh begin protest object speculate surmise reason attest aver posit profess apologize
    apologise implore exhort instruct order preach tease taunt mock blurt confess confide crow deadpan enthuse
    drawl growl roar bellow murmur mumble stammer grumble gripe moan whine scoff snort chuckle sob theorize theorise
    postulate inquire enquire venture specify mention fret marvel brag gloat rant conjecture interrupt certify guarantee
    affirm message"""
)
_ENGLISH_FRAMES = word_set(
    """quote attack admire mock scold chide call describe label dub brand blast slam praise criticize criticise accuse
    denounce condemn decry deride dismiss hail blame cite characterize characterise refer want tout laud applaud
    bemoan deem portray paint favor favour oppose reject depict rip ridicule scold lambaste bash rail fume compare
    liken speak talk put raise voice advocate recommend endorse dispute challenge question threaten lie encourage
    think believe hope fear guess figure reckon estimate affirm reflect know feel expect mean
    consider regard view
    """
)
_ENGLISH_BARE_REPORTS = word_set(
    """say add announce argue claim insist state note explain declare warn acknowledge admit assert contend maintain
    conclude confirm report predict allege testify concede reveal estimate"""
)
_ENGLISH_TELLS = word_set("tell warn assure remind inform")
_ENGLISH_REPORTS = (
    _ENGLISH_BARE_REPORTS
    | _ENGLISH_TELLS
    | word_set(
        """stress emphasize emphasise reiterate caution write answer reply respond observe recall mention disclose
        pledge promise vow suggest repeat attest proclaim tweet agree complain joke boast lament counter
        reason profess confide confess opine rule recount clarify specify guarantee certify affirm posit"""
    )
)
_ENGLISH_NOUNS = word_set(
    """claim report note remark comment state order question answer promise pledge attack call email tweet post text
    blog praise rule demand estimate hope fear view address cry scream laugh object reason charge protest signal
    hint quote read voice blame label brand dub headline dispute challenge mean lie fume sigh talk vow boast joke
    message guarantee shout yell whisper laugh chant"""
)
"""Verbs whose base and -s form are as often nouns."""


def _inflect_all(bases: frozenset[str]) -> frozenset[str]:
    """The finite forms of English verbs, the base form among them."""
    return bases | {form for base in bases for form in inflect_english(base)[:2]}


def _english() -> Grammar:
    says: set[str] = set()
    frames: set[str] = set()
    participles: set[str] = set()
    for base, target in ((_ENGLISH_SAYS, says), (_ENGLISH_FRAMES, frames)):
        for verb in base:
            third, past, ing = inflect_english(verb)
            target.update((third, past))
            participles.add(ing)
    says.add("written")  # the one participle of theirs that is no past form as well
    return Grammar(
        says=frozenset(says),
        frames=frozenset(frames - says),
        noun_forms=frozenset(inflect_english(verb)[0] for verb in _ENGLISH_NOUNS),
        participles=frozenset(participles),
        say_participles=frozenset(inflect_english(verb)[2] for verb in _ENGLISH_SAYS),
        infinitives=_ENGLISH_SAYS | _ENGLISH_FRAMES,
        say_bases=_ENGLISH_SAYS,
        according=(("according", "to"), ("per",)),
        reports=_inflect_all(_ENGLISH_REPORTS),
        bare_reports=_inflect_all(_ENGLISH_BARE_REPORTS),
        tells=_inflect_all(_ENGLISH_TELLS),
        sources=(("according", "to"),),
        reporters=word_set("he she they it"),
        drops_that=True,
        negations=word_set("not never no nobody none neither nor hardly nothing if"),
        auxiliaries=word_set(
            """has have had will would can could may might must shall should do does did is are was were be been being
            didn’t doesn’t don’t didn't doesn't don't wouldn’t won’t can’t couldn’t hasn’t hadn’t wasn’t isn’t
            aren’t weren’t shouldn’t aren't weren't shouldn't
            wouldn't won't can't couldn't hasn't hadn't wasn't isn't
            ’s ’re ’ve ’ll ’m ’d 's 're 've 'll 'm 'd"""
        ),
        bare_markers=word_set("to will would can could may might must shall should"),
        realis=word_set(
            "’ve 've do does did has have had don’t doesn’t didn’t don't doesn't didn't is are was were be been"
        ),
        passives=word_set("is are was were be been being get gets got"),
        pronouns=word_set(
            """he she they i we you it who others one some many both another someone everyone nobody those
            anybody anyone somebody everybody"""
        ),
        persons=word_set("he she"),
        masculine=word_set("he him his himself"),
        feminine=word_set("she her hers herself"),
        plurals=word_set("they them their theirs"),
        contracts=True,
        person_nouns=True,
        relatives=word_set("who which that whom whose what"),
        determiners=word_set(
            """the a an this that these those his her their its my our your another some many several both each every
            one two three four five six seven all any no most more few fewer such"""
        ),
        prepositions=word_set(
            """of in on at by for from with to into onto about after before during since until against between among
            through over under as like near within without across behind beyond despite toward towards upon via
            regarding concerning amid around off than per above below outside inside alongside throughout given
            including according"""
        ),
        conjunctions=word_set(
            """and but or nor yet so because although though while when where whether if that unless whereas once how
            why what however meanwhile moreover then thus therefore instead still"""
        ),
        adverbs=word_set(
            """also then later once often even just still never not only simply again too now first ever soon always
            further thus therefore instead however meanwhile already almost rather quite perhaps maybe earlier
            famously previously recently reportedly today yesterday tonight tomorrow twice back yet there here
            afterward afterwards nevertheless nonetheless moreover further furthermore indeed else sometimes seldom
            since ago once out up down away likewise elsewhere besides otherwise"""
        ),
        temporals=word_set(
            """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
            august september october november december week month year night morning afternoon evening day weekend
            spring summer fall autumn winter last next days weeks months years hours minutes moment moments
            minute second seconds"""
        ),
        speech_nouns=word_set(
            """statement statements speech remarks remark comments comment claim claims promise pledge call calls words
            word tweet tweets post letter email memo op-ed editorial interview message question answer
            response assertion argument description warning vow headline report article book declaration
            suggestion criticism view belief opinion line slogan phrase plan proposal press release column
            story piece testimony address briefing conference announcement blog essay brief motto mantra
            rhetoric admission insistence contention"""
        ),
        verbs=word_set(
            """is are was were be been has have had will would can could may might must shall should do does did went
            came got took made gave ran won lost met left kept held sat stood spent brought led began became seemed
            appears seems looks looked became goes comes gets takes makes gives runs keeps wants needs needed tried
            tries spoke speaks drew broke fought sought rose fell grew hit let set cut sent bought caught taught built
            heard knew paid saw sold shook slept stole struck swore threw wore chose drove flew forgot hung hurt laid
            rang sank swept swung tore withdrew"""
        ),
        time_words=word_set("on in last this earlier late early that the next of since during"),
        subordinators=word_set(
            "because although though while when where whether if that unless whereas once how why what as since after "
            "before until"
        ),
        absolutes=word_set("with and while"),
        owners=word_set("his her their its my our"),
        role_words=word_set("as"),
        naming=word_set("called titled entitled named dubbed"),
        agents=word_set("by"),
        coordinators=word_set("and but or to then"),
        floating=word_set("both all each"),
        complementisers=word_set("that"),
        verb_endings=("ed",),
        impersonals=word_set("emerged appeared seemed transpired happened followed occurred turned remained looked"),
        titles=word_set(
            """president minister premier chancellor senator sen. representative rep. congressman congresswoman
            governor gov. mayor secretary ambassador king queen prince princess pope general gen. colonel col. judge
            justice sheriff commissioner chairman chairwoman chief director leader mr. mrs. ms. mr mrs ms dr. dr sir
            lord lady prof. professor nominee candidate spokesman spokeswoman speaker attorney rev. reverend bishop
            archbishop cardinal"""
        ),
        name_words=word_set("will may can day summer spring winter august april june bill"),
        genitives=word_set("of for and &"),
        title_case=True,
    )


@lru_cache(maxsize=16)
def load_grammar(lang: str | None) -> Grammar:
    """The grammar of a BCP 47 language. Where we have none for it, English, as far as the text has its words of speech:

    pages are often marked with another language than theirs, but another language's "Tačiau" is nobody.
    """
    from digest.enrich.quote_languages import GRAMMARS

    primary = (lang or "en").replace("_", "-").split("-")[0].lower()
    if primary in GRAMMARS:
        return GRAMMARS[primary]()
    english = _english()
    return english if primary == "en" else replace(english, according=english.sources, cues_only=True)
