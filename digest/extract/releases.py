"""How a press release ends: a passage on who issues it, a note on forward-looking statements, whom to ask.

The form is the newswires' own: "About NAME" over a paragraph on NAME, more of the same for partners, and the note that
United States law asks for (Private Securities Litigation Reform Act of 1995). None of it tells the news.
"""

from __future__ import annotations

import re

from digest.extract.blocks import HEADINGS, Block

_ABOUT = re.compile(
    r"\W*(?:about|über|à\s+propos\s+d(?:e\s+|['’])|sobre|acerca\s+de|om|over|informazioni\s+su|o\s+firmie|о\s+компании)"
    r"\s*\b(?P<name>\w.{0,78}?)\W*",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\W*(?:(?:cautionary|special|important)?\W*(?:notes?|notices?|statements?|information|disclosures?|disclaimers?)?"
    r"\W*(?:regarding|concerning|on|about)?\W*forward[- ]looking\s+(?:statements?|information)(?:\s+disclaimer)?"
    r"|safe\s+harbou?r(?:\s+statements?)?|zukunftsgerichtete\s+aussagen|déclarations\s+prospectives"
    r"|declaraciones\s+(?:prospectivas|a\s+futuro))\W*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_BOLD = frozenset({"b", "strong", "u", "em", "i"})
_LONGEST_HEADING = 90
_LEAST_BEFORE = 3
"""Blocks of a release before what closes it."""
_MOST_ABOUT = 5
"""Blocks about one name: more are a section of the article."""
_MOST_HEADINGS = 6
"""Those of a release with a partner or two: more are a list that the article gives."""
_NAMED_EARLY = 200
"""Characters within which a passage about somebody names him."""


def find_release_end(blocks: list[Block]) -> list[Block]:
    """The blocks with which a press release closes, from the first such heading to the end; none where there is none.

    All from one such heading to the next, or to the end, must be of the kind: otherwise it is the article's.
    """
    end = len(blocks)
    found = 0
    for at in range(len(blocks) - 1, _LEAST_BEFORE - 1, -1):
        heading, rest = _split_heading(blocks[at])
        if not heading:
            continue
        told = [rest] * bool(rest) + [block.text for block in blocks[at + 1 : end]]
        if not _closes(heading, told, blocks[:at]):
            break
        if found == _MOST_HEADINGS:
            return []
        end, found = at, found + 1
    return blocks[end:]


def _split_heading(block: Block) -> tuple[str, str]:
    """The heading that a block is or begins with, in bold on a line of its own, and the rest; "" for none."""
    text = block.text
    if block.tag in HEADINGS:
        return text, ""
    first = next(iter(block.element), None)
    if first is not None and first.tag in _BOLD and not (block.element.text or "").strip():
        bold = " ".join(str(first.text_content()).split())
        follower = first.getnext()
        parted = follower is not None and follower.tag == "br" and not (first.tail or "").strip(" :\n\t\r")
        if bold and text.startswith(bold) and (parted or first.find(".//br") is not None) and text != bold:
            return bold, text[len(bold) :].strip(" :")
    is_line = len(text) <= _LONGEST_HEADING and (_name_subject(text) or _FORWARD.fullmatch(text))
    return (text, "") if is_line else ("", "")


def _name_subject(heading: str) -> str:
    """The name that a heading is about: with a capital, where its script has such; "" for none."""
    match = _ABOUT.fullmatch(heading) if len(heading) <= _LONGEST_HEADING else None
    return match["name"] if match and not match["name"][0].islower() else ""


def _closes(heading: str, told: list[str], before: list[Block]) -> bool:
    """Whether what stands under a heading is about the name in it, of whom the text before tells; or the note."""
    if len(heading) <= _LONGEST_HEADING and _FORWARD.fullmatch(heading):
        return bool(told)
    name = _name_subject(heading)
    if not name or not 1 <= len(told) <= _MOST_ABOUT or len(told[0]) <= len(heading):
        return False
    word = _WORD.findall(name.casefold())[0]
    return word in _WORD.findall(told[0][:_NAMED_EARLY].casefold()) and any(
        word in _WORD.findall(block.text.casefold()) for block in before
    )
