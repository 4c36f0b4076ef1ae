"""Which names of one text mean the same actor: surnames and full names, short forms and acronyms."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from digest.enrich.names import Lexicon, Token, lexicon

MASCULINE = frozenset("mr sir lord herr monsieur señor signor".split())
FEMININE = frozenset("mrs ms miss lady dame frau madame mme mlle señora signora".split())
_GENERATIONS = frozenset("jr sr ii iii iv junior senior".split())


class People:
    """The persons of one text. A full name is its words; single words are looked up by surname, then given name."""

    def __init__(self, lex: Lexicon | None = None) -> None:
        self._lex = lex or lexicon()
        self._words: dict[str, list[str]] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        self._counts = Counter[str]()
        self._strangers: dict[str, str] = {}
        self._owner: dict[str, str] = {}
        self._by_surname: dict[str, list[str]] = {}
        self._by_given: dict[str, list[str]] = {}

    def add(self, name: str, words: list[str], at: int) -> None:
        """A full name seen at token `at`; -1 for one that stands outside the text."""
        core = [
            w.lower()
            for w in words
            if w != "." and w.lower().rstrip(".") not in _GENERATIONS and (w[0].isalnum() or len(w) > 1)
        ]
        if not core or (len(core) > 1 and all(word in self._lex.particles for word in core[:-1])):
            return  # "De Someone" has no given name
        self._words.setdefault(name, core)
        self._places[name].append(at)
        self._counts[name] += 1

    def settle(self, addressed: Iterable[tuple[str, str]] = ()) -> None:
        """Merge the full names that mean one person, and make the single words known.

        `addressed` are the bare surnames with the form of address before them. Where "Mr" stands before the surname of
        nobody but women (or "Mrs" and the like of nobody but men), it is somebody else, whose full name is not given.
        """
        by_surname = defaultdict[str, list[str]](list)
        for name in sorted(self._words, key=lambda n: (-len(self._words[n]), -len(n), self._places[n][0], n)):
            words = self._words[name]
            same = [
                other
                for other in by_surname[words[-1]]
                if self._compatible(self._words[other], words) or self._are_surnames(words, self._words[other])
            ]
            if len(same) == 1:
                self._owner[name] = same[0]
                self._places[same[0]] = sorted(self._places[same[0]] + self._places[name])
            else:
                self._owner[name] = name
                by_surname[words[-1]].append(name)
        tables: tuple[dict[str, list[str]], dict[str, list[str]]] = (defaultdict(list), defaultdict(list))
        for name, owner in sorted(self._owner.items()):
            words = self._words[name]
            for form in self._surnames(words):
                if owner not in tables[0][form]:
                    tables[0][form].append(owner)
            if owner not in tables[1][words[0]]:
                tables[1][words[0]].append(owner)
        self._by_surname, self._by_given = dict(tables[0]), dict(tables[1])
        for surname, address in addressed:
            owners = self._by_surname.get(surname.lower(), [])
            women = [self._words[owner][0] in self._lex.female for owner in owners]
            if owners and (
                (address in MASCULINE and all(women)) or (address in FEMININE and not any(women) and self._sure(owners))
            ):
                self._strangers[surname.lower()] = address

    def _sure(self, owners: list[str]) -> bool:
        """Whether all `owners` have given names known to be men's."""
        given = [self._words[owner][0] for owner in owners]
        return all(name.capitalize() in self._lex.given and name not in self._lex.either for name in given)

    def _surnames(self, words: list[str]) -> list[str]:
        """ "leyen", "der leyen", "von der leyen", and of three words or more all but the first."""
        forms, at = [words[-1]], len(words) - 2
        while at > 0 and words[at] in self._lex.particles:
            forms.append(" ".join(words[at:]))
            at -= 1
        if len(words) >= 3:
            forms.append(" ".join(words[1:]))
        return forms

    def _are_surnames(self, words: list[str], full: list[str]) -> bool:
        """Whether a name is both surnames of a longer one: "Díaz Ayuso" of "Isabel Díaz Ayuso"."""
        tail = len(words) == 2 and len(full) > 2 and full[-2:] == words
        return tail and words[0] not in self._lex.particles and words[0].capitalize() not in self._lex.given

    def _compatible(self, full: list[str], other: list[str]) -> bool:
        """Whether two names with one surname have given names that can be one person's."""
        if len(other) < 2 or len(full) < 2:
            return False
        one, two, short = full[0], other[0], self._lex.short_names
        if one == two or two in short.get(one, ()) or one in short.get(two, ()):
            return len(full) == 2 or len(other) == 2 or full[1][:1] == other[1][:1]
        if _is_initials(one) or _is_initials(two):
            return one[0] == two[0]
        return len(other) == 2 and two in full[1:-1] and len(two) > 2

    def find(self, name: str, at: int, address: str = "") -> str | None:
        """The full name of the person that `name` means at token `at`, or None if it is nobody known.

        A bare surname that several persons have means the one named last before it. A given name alone must be one
        person's only, unless it is a family name that comes first ("Xi Jinping", then "Xi").
        """
        if name in self._owner:
            return self._owner[name]
        key = name.lower()
        stranger = self._strangers.get(key)
        if (
            stranger
            and (address in MASCULINE) == (stranger in MASCULINE)
            and (address in FEMININE) == (stranger in FEMININE)
        ):
            return None
        if stranger and address not in MASCULINE | FEMININE:
            return None
        owners = self._by_surname.get(key, [])
        if len(owners) == 1:
            return owners[0]
        if owners:
            return max(owners, key=lambda owner: (self._last_before(owner, at), owner))
        owners = self._by_given.get(key, [])
        if owners and key in self._lex.family_first:
            return max(owners, key=lambda owner: (self._last_before(owner, at), owner))
        return owners[0] if len(owners) == 1 and len(key) > 2 else None

    def shown(self, owner: str) -> str:
        """The form of a person's full name to show: with a given name written out, the most frequent, the first."""
        forms = [name for name, of in self._owner.items() if of == owner]
        return min(
            forms,
            key=lambda name: (_is_initials(self._words[name][0]), -self._counts[name], self._places[name][0], name),
            default=owner,
        )

    def has_surname(self, name: str) -> bool:
        """Whether `name` is the surname of a person of the text."""
        return name.lower() in self._by_surname

    def _last_before(self, owner: str, at: int) -> int:
        places = self._places[owner]
        index = bisect_right(places, at)
        return places[index - 1] if index else -1


def _is_initials(word: str) -> bool:
    return word.endswith(".") or len(word) == 1


def merge_organisations(
    names: Iterable[str],
    linked: dict[str, str],
    is_ordinary: Callable[[str], bool],
    is_nation: Callable[[str], bool] = lambda word: False,
) -> dict[str, str]:
    """Name -> the name of the same organisation under which it goes, for the unregistered ones of a text.

    "Norwest" joins "Norwest Corp.", "Yankees" the "New York Yankees", "EAC" the "Estonian Air Company". A short form
    that fits several stays alone. `linked` gives acronyms the text itself explains. A single word (lower case) that
    `is_ordinary`, such as a place or "Bank", is no short form. What stands behind a state's name or adjective
    (`is_nation`) in one name is the same body alone: "Someland Farm Department", then "Farm Department".
    """
    ordered = sorted(set(names), key=lambda name: (-len(name.split(" ")), name))
    owner: dict[str, str] = {}
    by_start, by_end, by_initials = (defaultdict[str, list[str]](list) for _ in range(3))
    for name in ordered:
        words = [w for w in name.split(" ") if w not in (".", ",", "'s")]
        folded = " ".join(words).lower()
        found: list[str] = []
        if name in linked and linked[name] != name:
            found = [linked[name]]
        elif len(words) == 1 and name.isupper():
            found = by_initials.get(name.replace(".", ""), [])
        if not found and (len(words) > 1 or not is_ordinary(folded)):
            found = by_start.get(folded, []) or by_end.get(folded, [])
        unique = sorted({owner.get(one, one) for one in found})
        owner[name] = unique[0] if len(unique) == 1 else name
        if owner[name] == name and len(words) > 1:
            for size in range(1, len(words)):
                by_start[" ".join(words[:size]).lower()].append(name)
            by_end[words[-1].lower()].append(name)
            if len(words) > 2 and is_nation(words[0]):
                by_end[" ".join(words[1:]).lower()].append(name)
            by_initials["".join(w[0] for w in words if w[0].isupper())].append(name)
    return owner


def explains(tokens: list[Token], acronym: str) -> bool:
    """Whether `acronym` can stand for the words of `tokens`: its letters run through them in order."""
    letters = iter("".join(t.lower for t in tokens if t.shape != "mark"))
    wanted = [c.lower() for c in acronym if c.isalnum()]
    return bool(tokens) and bool(wanted) and tokens[0].lower[:1] == wanted[0] and all(c in letters for c in wanted)
