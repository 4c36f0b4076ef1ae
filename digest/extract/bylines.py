"""Names of those who wrote an article, out of whatever a page puts into its byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from digest.extract import jsonld
from digest.extract.claims import Claim
from digest.extract.dates import is_month, is_weekday
from digest.extract.spots import Spot, Spots, is_page_footer, words_before
from digest.extract.titles import find_near_title
from digest.text import one_line

_POSTS_BY = re.compile(
    r"^(?:(?:zeige\s+)?alle\s+beiträge\s+(?:von|anzeigen\s+von)|(?:view\s+)?(?:all\s+)?(?:posts|articles|stories)\s+by|"
    r"(?:eingestellt|verfasst|geschrieben|gepostet|veröffentlicht|beitrag|artikel|pressemitteilung)\s+von|"
    r"(?:voir\s+)?(?:tous\s+les\s+)?articles\s+(?:de|par)|(?:publié|écrit|posté|rédigé)e?\s+par|"
    r"(?:ver\s+)?todas\s+las\s+entradas\s+de|(?:publicado|escrito|postado)\s+por|"
    r"(?:pubblicato|scritto|postato)\s+da|(?:geplaatst|geschreven)\s+door|(?:publicerad|skriven|skrevet|skrifað)\s+a[vf])"
    r"\s*:?\s+",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:(?:posted|written|reported|published|created|edited|words|story|text|review|reviewed|article|opinion|analysis|recipe|authored)\s+)?"
    r"(?:by|by:|von|por|par|di|door|af|av|autor|autora|auteur|autore|author|authors|автор|текст|text|oleh|od|yazan)"
    r"(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"(\s*[;|•·⋅∙●\n/]\s*|\s*,\s*|\s+(?:and|und|et|y|e|en|og|och|i|и|та|&|＆)\s+|\s*&\s*|\s+[-–—]\s+|、|，)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\bTwitter\b.*|@\w+", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]](?!\s*[^\W\d_]+\s*$)")  # unless a last name follows
_WITH_OTHERS = re.compile(r"\s*\((?:with|avec|mit|con|com|met|med)\s+([^()]*)\)", re.IGNORECASE)
_DATE_TAIL = re.compile(
    r"\s*(?:\b(?:published|updated|posted|on|at|last)\b[:\s]+.*\d.*|\d{1,2}[:./-]\d{1,2}.*|\b\d{4}\b.*)$", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:reporters?|editors?|correspondents?|writers?|contributors?|columnists?|producers?|photographers?|freelancer?|"
    r"journalists?|redakteur(?:in)?|redacteur|editor-in-chief|chief|senior|staff writer|managing|director|professor|"
    r"lecturer|reviewers?|read more|follow|view all|see all|updated|published|posted|min read|"
    r"founder|ceo|cto|marketer|consultant|specialist|coordinator|strategist|analyst|copywriter|"
    r"minutes?|more stories|bio|profil[eo]?|perfil|email|contact|twitter|facebook|linkedin|instagram|share|subscribe|"
    r"comments?)\b",
    re.IGNORECASE,
)
_ROLE_START = re.compile(
    r"\s+(?:(?:co-?)?founder|content|marketing|product|digital|technical|social|staff|senior|junior|chief|lead|managing|"
    r"associate|assistant|deputy|executive|guest|freelance|contributing|news|sports?|business|political|science|expert|"
    r"editorial|health|medical|certified|reviewed?|founding|head|vice|director|editors?|reporters?|writers?|correspondent|"
    r"journalist|producer|contributor|columnist|specialist|consultant|coordinator|strategist|analyst|ceo|cto)\b",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(r"\b(?:experts?|specialists?|experiences?|enthusiast)\Z", re.IGNORECASE)
_FOR_OUTLET = re.compile(
    r"(?<=\w\s)(?:(?:For|for\s+The|[Ss]pecial\s+to(?:\s+[Tt]he)?)\s+[A-Z].*|"
    r"(?:[Tt]he\s+)?(?:Associated\s+Press|Reuters|Agence\s+France-Presse|Press\s+Association|Bloomberg(?:\s+News)?)\Z)"
)
_DEGREE = re.compile(r"\s+(?:Ph\.?D|M\.?D|MS|RN|RD|RDN|DO|JD|MBA|CPA|DVM|VMD|LPC|MPH)\.?\Z")
_AGENCIES = frozenset(
    {"AFP", "AP", "ANSA", "EFE", "PTI", "ANI", "UPI", "DPA", "NTB", "TASS", "PA", "AAP", "CNA", "APA"}
)
_ENDS_OPEN = frozenset(
    {
        "from",
        "by",
        "with",
        "for",
        "the",
        "in",
        "of",
        "at",
        "to",
        "on",
        "and",
        "about",
        "am",
        "um",
        "vom",
        "von",
        "par",
        "por",
        "di",
        "le",
        "il",
        "den",
        "av",
        "af",
    }
)
_NOBODY = frozenset(
    """admin administrator editor author webmaster user guest unknown none null undefined anonymous root nobody
    redazione name default site wordpress wpadmin superadmin autor autorin auteur autore datum date kolumnist
    unbenannt""".split()
) | {"super user", "site admin", "web admin", "posted by", "no author", "n/a"}
_AUTHOR_META = (
    "dc:creator", "dc.creator", "dcterms.creator", "author", "article:author", "parsely-author", "sailthru.author",
    "byl", "byline", "og:article:author", "article:author_name", "twitter:data1", "cxenseparse:author",
    "creator",
)  # fmt: skip
_BYLINE_LABEL = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|authors?|author-?name|writer|autor(?:en|es)?|auteurs?)(?:$|[\s_-])"
)
_NAMES = ("byline", "by-line", "author", "writer", "autor", "auteur")
"""What the labels hold that make a byline."""
_NOT_BYLINE = re.compile(r"bio|about|box|avatar|image|img|photo|comment|social|follow|date|time|card-list|desc|views")
_SAYS_BY = re.compile(
    r"^(?:(?:written|posted|reported|published|words|story|text|article|authored)\s+)?(?:by|von|por|par|di|door|av|af|author|autor|auteur)[:\s]\s*[^\W\d_]",
    re.IGNORECASE,
)
_SAYS_REVIEWED = re.compile(r"^reviewed\s+by[:\s]\s*[^\W\d_]", re.IGNORECASE)
_SAYS_OTHER = re.compile(
    r"(?:review|edit|research|check|translat|photograph|illustrat|verifi|approv)ed\s+by[:\s]*\Z|\b(?:editor|photos?)[:\s]*\Z"
)
_SIGNED = re.compile(r"^(?:posted|written|published)\s+by\s+[^\W\d_][^\n]*\d{4}", re.IGNORECASE)
_SIGNING = {
    word: re.compile(rf"{word}\W{{,9}}[Bb][Yy]\b")
    for start in ("posted", "written", "published")
    for word in (start, start.capitalize(), start.upper())
}
"""The words by which a page that has a signed line may be told from most others, without reading its lines."""
_OTHER_WORK = re.compile(
    r"\s+(?:(?:medically|fact|legally|expert)[\s-]+)?"
    r"(?:reviewed|edited|researched|checked|translated|photographed|illustrated|photos?|images?|additional\s+\w+)\s+by\b.*",
    re.IGNORECASE,
)
_JOB_TAIL = re.compile(
    r",[^,;|]*\s(?:experts?|specialists?|editors?|reporters?|correspondents?|writers?)\s*$", re.IGNORECASE
)
_AVATAR = re.compile(r"([A-Z]{2,3})\s+(?=([^\W\d_])\w*\s+(?:\w+\s+)?([^\W\d_])\w*\s*$)")
_NUMBER = re.compile(r"(?<![A-Z\d])\d")  # one that is no part of a name as in "KQ24 desk"
_CREDENTIAL = re.compile(r"(?:[A-Z]{2,5}s?|[A-Z][a-z]?\.?[A-Z]\.?[A-Za-z]?\.?|Ph\.?D\.?|M\.?D\.?|Jr\.?|Sr\.?|I{2,3})\Z")
_PLACEHOLDER = re.compile(r"[:{}<>$_=\\]|\w\.\w+\.\w")
_INITIALS = re.compile(r",\s*(?:[^\W\d_]\.\s*-?)+\Z")
_REL = re.compile(r"(?:^|\s)author(?:\s|$)")
_LINE_PART = re.compile(
    r"\s*[|•·⋅∙●]\s*|\s+(?:(?:on|am|le)\s+)?(?=\d)|\s+[-–—]\s+|\s+(?=(?:page\s+)?(?:updated|published|posted|edited)\b)",
    re.IGNORECASE,
)
_TWO_BY = re.compile(r"\bby\b.*\bby\b", re.IGNORECASE)
_REVIEWER = "reviewer line"
_MAX_NAME = 70
_MAX_VALUE = 2000
_MAX_LINE = 110
_NEAR_TITLE = 30
_NEAR_BEFORE = 8
_MAX_SHORT = 150
_SAME_BYLINE = 15
"""How far apart, in short elements, two elements may be marked as authors of the same article."""


def find_byline(
    spots: Spots,
    meta: Mapping[str, str],
    authors: Sequence[jsonld.Author],
    *,
    site_name: str | None,
    title: str | None,
) -> Claim[tuple[str, ...]] | None:
    """Who wrote a page: `authors` from JSON-LD, meta elements, marked elements, a line by the headline that says "By".

    `title` is the headline, by which the page shows such a line. A name that is only the site's own counts when no
    person is named anywhere. None where nobody is named.
    """
    site: Claim[tuple[str, ...]] | None = None
    said = list(_said_bylines(meta, authors, site_name))
    for where, found in said:
        people = tuple(name for name in found if not _is_site(name, site_name))
        if people and found[0] == people[0]:
            return Claim(people, where, sum(set(other) == set(found) for _, other in said) - 1)
        if found and site is None:
            site = Claim(found, where)
    named = spots.find_named(*_NAMES)
    for where, found in _shown_bylines(spots, named, title):
        people = tuple(name for name in found if not _is_site(name, site_name))
        if people and found[0] == people[0] and (site is None or (where != _REVIEWER and _are_names(people))):
            return Claim(people, where)
        if found and site is None:
            site = Claim(found, where)
    if site is None and (aside := _find_aside(named)):
        return Claim(aside, "author mark-up aside")
    return site


def _said_bylines(
    meta: Mapping[str, str], authors: Sequence[jsonld.Author], site_name: str | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the metadata say, by where they say it. An organisation's name holds words that a person's does not."""
    site = _fold(site_name or "")
    names = clean_byline([author.name for author in authors])
    yield "json-ld author", names or tuple(one_line(author.name) for author in authors if author.is_organisation)
    for name in ("citation_author", "citation_authors"):
        if name in meta:
            yield f"meta {name}", clean_byline([_flip_name(author) for author in meta[name].split(";")])
    for name in _AUTHOR_META:
        if name in meta:
            whole = bool(site) and _fold(meta[name]) == site  # "Salt & Tide" is one
            said = _flip_names(meta[name]) if "creator" in name else [meta[name]]
            yield f"meta {name}", (one_line(meta[name]),) if whole else clean_byline(said)


def _are_names(names: tuple[str, ...]) -> bool:
    """Whether the first is a full name, and the others are such, or one word each, as a job behind it is."""
    return _is_full_name(names[0]) and all(" " not in name or _is_full_name(name) for name in names)


def _is_full_name(name: str) -> bool:
    """Whether a name has two words or more, the last not in lower case: no initials, no label."""
    words = name.split()
    return len(words) > 1 and not words[-1][0].islower()


def _is_site(name: str, site_name: str | None) -> bool:
    """Whether a name is the site's, part of it, or made of its initials ("EHT" for the Example Harbour Times)."""
    site, folded = _fold(site_name or ""), _fold(name)
    initials = "".join(word[0] for word in (site_name or "").split() if word[0].isupper())
    return bool(site) and bool(folded) and (folded in site or site in folded or (len(name) > 1 and name == initials))


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _shown_bylines(spots: Spots, named: Sequence[Spot], title: str | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names that the mark-up of `named` calls authors, then those in lines that say so, the surest first."""
    front = [spot for spot in named if not spot.aside and 2 < len(spot.text) < _MAX_SHORT]
    marked = [spot for spot in front if _REL.search(_rel(spot))]
    if len(marked) > 1:
        following = {spot.element for spot in spots.read_after(marked[0], _SAME_BYLINE)}
        marked[1:] = [spot for spot in marked if spot.element in following]
    yield "author mark-up", clean_byline([spot.text for spot in marked[:5]])
    for spot in front:
        if _is_labelled(spot) and not _SAYS_OTHER.search(words_before(spot.element)):
            yield "author label", clean_byline([spot.text])
    near = find_near_title(spots, title, after=_NEAR_TITLE, before=_NEAR_BEFORE)
    lines = [spot for spot in near if len(spot.text) < _MAX_LINE and not _TWO_BY.search(spot.text)]
    for says, where in ((_SAYS_BY, "visible line"), (_SAYS_REVIEWED, _REVIEWER)):
        for aside in (False, True):
            for spot in lines:
                if spot.aside is aside and says.match(spot.text):
                    yield where, _read_line(spot.text)
    if not any(word in spots.text and after.search(spots.text) for word, after in _SIGNING.items()):
        return
    lines = [spot for spot in spots if len(spot.text) < _MAX_LINE and _SIGNED.match(spot.text)]
    signed = {_read_line(spot.text) for spot in lines if not is_page_footer(spot.element)}
    if len(signed - {()}) == 1:
        yield "visible line", max(signed)


def _read_line(text: str) -> tuple[str, ...]:
    return tuple(name for name in clean_byline([_cut_line(text)]) if not name.split()[-1][0].islower())


def _find_aside(named: Sequence[Spot]) -> tuple[str, ...]:
    """The names that mark-up calls authors beside the article, where they are the same everywhere."""
    found = {
        tuple(name for name in clean_byline([spot.text]) if " " not in name or _is_full_name(name))
        for spot in named
        if spot.aside and 2 < len(spot.text) < _MAX_SHORT and (_REL.search(_rel(spot)) or _is_labelled(spot))
    }
    return max(found) if len(found - {()}) == 1 else ()


def _cut_line(text: str) -> str:
    """The names in "By Ada Quill July 20, 1969 | 3 min": what comes before a mark, a number, a month, a weekday."""
    head = _LINE_PART.split(text)[0]
    words = head.split()
    while words and len(head) < len(text) and _is_of_date(words[-1].strip(".,")):
        words.pop()
    return " ".join(words) if len(words) > 1 else ""  # "By" alone is nobody


def _is_of_date(word: str) -> bool:
    return is_month(word) or is_weekday(word) or word.casefold() in ("on", "am", "le", "el")


def _is_labelled(spot: Spot) -> bool:
    return bool(_BYLINE_LABEL.search(spot.label)) and not _NOT_BYLINE.search(spot.label)


def _rel(spot: Spot) -> str:
    return f"{spot.element.get('rel') or ''} {spot.element.get('itemprop') or ''}".lower()


def clean_byline(values: list[str]) -> tuple[str, ...]:
    """The people or desks in raw byline texts, one name an item, in order, each once.

    "By", job titles, degrees, addresses, dates and accounts go; a value that is no name goes altogether.
    """
    names: list[str] = []
    seen: set[str] = set()
    for value in values:
        for name in split_names(value):
            folded = name.casefold()
            if folded not in seen and folded not in _NOBODY:
                seen.add(folded)
                names.append(name)
    return tuple(names)


def split_names(value: str) -> list[str]:
    """The names in one byline text."""
    text = _PARENTHESES.sub("", _WITH_OTHERS.sub(r"; \1", _ADDRESS.sub(" ", one_line(value[:_MAX_VALUE]))))
    text = _DATE_TAIL.sub("", _OTHER_WORK.sub("", text.strip(" ,;|–—-:")))
    text = _JOB_TAIL.sub("", _PREFIX.sub("", _POSTS_BY.sub("", text.strip())))
    dated = any(map(str.isdigit, value))
    if (avatar := _AVATAR.match(text)) and (avatar[1][0], avatar[1][-1]) == (avatar[2], avatar[3]):
        text = text[avatar.end() :]
    found: list[str] = []
    pieces = ["", *_BREAK.split(text)]
    for mark, piece in zip(pieces[::2], pieces[1::2], strict=True):
        name = (piece or "").strip(" ,;|–—-:.\"'“”(／/").strip()
        name = _cut_outlet(_DEGREE.sub("", _PREFIX.sub("", name)))
        name = _cut_weekday(name) if dated else name
        if found and "," in mark and _ROLE_AFTER.search(name):
            continue
        if not (found and "," in mark):
            name = _cut_role(name)
        if found and "," in mark and _CREDENTIAL.match(name) and name not in _AGENCIES:
            continue
        if _is_name(name):
            found.append(name)
    return found


def _cut_role(name: str) -> str:
    """A name without the job that follows it; a job alone, or after what may be more than a name, stays as it is."""
    if not _ROLE.search(name) or not (match := _ROLE_START.search(name)):
        return name
    words = name[: match.start()].rstrip(" ,-–—").split()
    return " ".join(words) if len([word for word in words if _is_long(word)]) == 2 else name


def _cut_outlet(name: str) -> str:
    """A name of two words or more without the outlet that it wrote for, if that stands behind it."""
    match = _FOR_OUTLET.search(name)
    return name[: match.start()].rstrip() if match and len(name[: match.start()].split()) > 1 else name


def _cut_weekday(name: str) -> str:
    """A name without the weekday of a date that followed ("Ada Quill on Monday"); none where that is all."""
    words = name.split()
    if not words or not is_weekday(words[-1]) or len(words) == 2:  # "Plácido Domingo"
        return name
    return " ".join(words[:-2] if words[-2:-1] and words[-2].casefold() in _ENDS_OPEN else words[:-1])


def _is_long(word: str) -> bool:
    """Whether a word of a name is more than an initial or a particle ("D.", "van")."""
    return word[0].isupper() and len(word.rstrip(".")) > 1


def _flip_names(names: str) -> list[str]:
    """The names of creators, flipped where all have a comma, and are several or end in an initial: "Quill, A."."""
    listed = names.split(";")
    flipped = all(name.count(",") == 1 for name in listed) and (len(listed) > 1 or _INITIALS.search(names))
    return [_flip_name(name) for name in listed] if flipped else [names]


def _flip_name(name: str) -> str:
    """ "Quill, Ada" as "Ada Quill": the order of bibliographies."""
    last, _, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if first.strip() and "," not in first else name


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= _MAX_NAME or len(name.split()) > 7 or _PLACEHOLDER.search(name):
        return False
    if _NUMBER.search(name) or not name[0].isalnum() or not any(map(str.isalpha, name)):
        return False
    return not _ROLE.search(name) and name.rsplit(maxsplit=1)[-1] not in _ENDS_OPEN
