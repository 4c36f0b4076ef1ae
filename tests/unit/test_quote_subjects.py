"""English subjects: which of the names and nouns around a verb of speech is its subject."""

from __future__ import annotations

import pytest

from digest.enrich.quotes import find_quotes


def read(text: str) -> list[str | None]:
    return [quote.speaker for quote in find_quotes(text, lang="en", actors=(), mentions=())]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # Names that are small words too.
        ("“We will leave on Monday,” Theresa May said.", ["Theresa May"]),
        ("Anna May said that the harbour “is lost for good”.", ["Anna May"]),
        ("“They dream about it and more” Will urged the town council.", ["Will"]),
        ("“On the risk, we have looked at it,” Read said.", ["Read"]),
        ("In May Kovac said that the harbour “is lost for good”.", ["Kovac"]),
        # A clause with a subject of its own stands before, within or behind.
        ("Kovac tweeted after Brandt argued again that “nobody here wants the port”.", ["Brandt"]),
        (
            "As the crowd began to chant, Kovac was joined on stage by Brandt and joked, “You are being ridiculous.”",
            ["Kovac"],
        ),
        (
            "A town official who spoke only to discuss internal strategy said Wednesday, “There are talks between us.”",
            ["A town official"],
        ),
        (
            "Kovac, tired, famously responded: “What difference does it make?” Her critics cited it for years.",
            ["Kovac"],
        ),
        # The main clause's subject is that of the participle.
        ("Kovac quashed rumours he was planning a book, saying “nothing of it is true at all”.", ["Kovac"]),
        ("Kovac left when he was asked, but later he came back, saying “nothing is lost for us”.", ["he"]),
        # Less common verbs, and the one participle that is no past form.
        ("“They pay for all of it,” Anna Kovac, senior fellow at the Harbour Institute, has written.", ["Anna Kovac"]),
        ("“We stay here all night,” grumbled the harbour master.", ["the harbour master"]),
        ("“We stay here all night,” begged the harbour master.", ["the harbour master"]),
        ("The court ruled that the quay must stay open.", ["The court"]),
        # A compound at the start of a sentence is no name; "that" is no part of who speaks.
        ("First-time buyers slowly return: “We know that rates have come down.”", ["First-time buyers"]),
        (
            "It was so dark that one of our testers claimed it was “blacker than the sea at night”.",
            ["one of our testers"],
        ),
        # An office with its name in apposition.
        ("“A terrific place,” Brandt's neighbour in both towns, Anna Kovac, said.", ["Anna Kovac"]),
        (
            "“We have only one port,” Anna Kovac, an organiser at the Council on Water, Ports and Air, told me.",
            ["Anna Kovac"],
        ),
        ("“We stay here for good,” said a Kovac backer in the harbour.", ["a Kovac backer"]),
        ("The policeman who made the arrest said he was “sick and tired of it all”.", ["The policeman"]),
        (
            "The authors of the study published in the journal Tides argued that ports “are a risk to all”.",
            ["The authors of the study"],
        ),
        # What somebody said something in is no part of who that is.
        ("The harbour police in a statement said the quay was “ready for any storm”.", ["The harbour police"]),
    ],
)
def test_the_subject_of_the_verb_speaks(text: str, speakers: list[str]) -> None:
    assert read(text) == speakers


@pytest.mark.parametrize(
    "text",
    [
        # Nouns that look like verbs of speech.
        "An order was signed “to protect all of them” for many state workers “to cover them all”.",
        "Kovac has egged on the crowd with pep talks like “we will win this in the end”.",
        # What is no noun phrase.
        "Restricted words include phrases describing certified trades (e.g., “harbour pilot at sea”).",
        "He was armed with bags of coffee described as a “magical drink of kings”.",
        # Names of works.
        "They performed an old live show called “Ask Anna Kovac” in the harbour.",
        "One of the cards, a poem called “Winter Night, Harbour Town,” won a prize.",
        # What emerges is said by nobody.
        "The fair opened as it emerged that two boats had been “quietly sold to the north”.",
    ],
)
def test_what_has_no_subject_has_no_speaker(text: str) -> None:
    assert read(text) == []
