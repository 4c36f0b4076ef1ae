"""Copies of one text under several mastheads: found by the runs of five words they share.

Broder's containment (SEQUENCES 1997): the share of the smaller text's shingles that stand in the other too. Each text
keeps a sample of its shingles' hashes, all those below a bound that halves until the sample is small enough
(FracMinHash; Irber et al. 2022), so that containment can be estimated between texts of any two lengths. Reports of one
event that were written apart share quotes and set phrases, but not nearly half of their shingles.
"""

from __future__ import annotations

import math
import zlib
from base64 import b85decode, b85encode
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from digest.text import words

SHINGLE_WORDS = 5
SAMPLE = 256
"""How many hashes a sketch holds at most."""
MIN_SHARED_OF = 16
"""Estimates from fewer hashes say nothing."""
CONTAINMENT = 0.37
"""From here on, one standard error of the estimate below it included, two texts are copies of one."""
_HASH_BITS = 32
_POPULAR = 40  # of a shingle in more texts than this only the neighbours and the first are paired


def sketch_text(text: str) -> str:
    """The sketch of `text`: the halvings of the bound as a letter, then the hashes kept; "" for a text too short."""
    folded = [word.casefold().replace("’", "'") for word in words(text)]
    hashes = {
        zlib.crc32(" ".join(folded[at : at + SHINGLE_WORDS]).encode("utf-8", "surrogatepass"))
        for at in range(len(folded) - SHINGLE_WORDS + 1)
    }
    if len(hashes) < MIN_SHARED_OF:
        return ""
    halvings = 0
    while len(hashes) > SAMPLE:
        halvings += 1
        hashes = {value for value in hashes if value < 1 << (_HASH_BITS - halvings)}
    packed = b"".join(value.to_bytes(4, "big") for value in sorted(hashes))
    return chr(ord("a") + halvings) + b85encode(packed).decode("ascii")


def read_sketch(sketch: str) -> tuple[int, frozenset[int]]:
    """The halvings and the hashes of a sketch. Raises ValueError for what is none."""
    if not sketch:
        return 0, frozenset()
    packed = b85decode(sketch[1:])
    return ord(sketch[0]) - ord("a"), frozenset(
        int.from_bytes(packed[at : at + 4], "big") for at in range(0, len(packed), 4)
    )


def estimate_containment(one: tuple[int, frozenset[int]], other: tuple[int, frozenset[int]]) -> float:
    """How much of the smaller text stands in the other, less one standard error of the estimate; 0 where unknown."""
    bound = 1 << (_HASH_BITS - max(one[0], other[0]))
    left = {value for value in one[1] if value < bound}
    right = {value for value in other[1] if value < bound}
    smaller = min(len(left), len(right))
    if smaller < MIN_SHARED_OF:
        return 0.0
    share = len(left & right) / smaller
    return share - math.sqrt(share * (1 - share) / smaller)


def _pair_holders(ids: list[str]) -> Iterator[tuple[str, str]]:
    if len(ids) <= _POPULAR:
        yield from combinations(ids, 2)
    else:
        yield from pairwise(ids)
        yield from ((ids[0], other) for other in ids[2:])


def find_copies(sketches: Mapping[str, str]) -> list[list[str]]:
    """The groups of two and more ids whose texts are copies of one, each sorted, by their first id."""
    read = {id_: read_sketch(sketch) for id_, sketch in sorted(sketches.items()) if sketch}
    holders: dict[int, list[str]] = defaultdict(list)
    for id_, (_, hashes) in read.items():
        for value in hashes:
            holders[value].append(id_)
    shared = Counter(pair for ids in holders.values() for pair in _pair_holders(ids))
    parent = {id_: id_ for id_ in read}

    def root(id_: str) -> str:
        while parent[id_] != id_:
            parent[id_] = id_ = parent[parent[id_]]
        return id_

    for one, other in sorted(pair for pair, count in shared.items() if 2 * count >= MIN_SHARED_OF * CONTAINMENT):
        if root(one) != root(other) and estimate_containment(read[one], read[other]) >= CONTAINMENT:
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in read:
        groups[root(id_)].append(id_)
    return [group for _, group in sorted(groups.items()) if len(group) > 1]
