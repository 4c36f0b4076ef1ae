"""Words in against words out: every one is accounted for, and an article that may not be whole is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.extract.article import extract_article
from digest.extract.balance import find_doubts
from digest.models import Article, Document, Knowledge, Known, Receipt, Source
from digest.text import word_count

SENTENCE = "The council of the harbour town met on Monday to speak about the old crane, and it will meet again in May."


def extract(page: str, **known: object) -> Article:
    document = Document(
        key="x", kind="html", body=page.encode(), digest="d", known=Known(**known),  # type: ignore[arg-type]
        source=Source(id="s", name="S", drop=("i.gone",)), seen_at=datetime(2026, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    return extract_article(document, Knowledge())


def sum_up(receipt: Receipt) -> int:
    cut = sum(word_count(piece.text) for piece in receipt.removed)
    return receipt.words_out + cut + receipt.hidden + receipt.outside + receipt.lost


_PIECES = st.sampled_from(
    [
        f"<p>{SENTENCE}</p>",
        "<p>Short line</p>",
        '<div class="related"><a href="/a">Another story</a> <a href="/b">And one more</a></div>',
        '<p style="display:none">Nobody sees this</p>',
        "<button>Press here</button>",
        "<script>var words = 1;</script>",
        "<ul><li>First point of two</li><li>Second point</li></ul>",
        "<figure><img src='https://a.example/i.jpg'><figcaption>A crane in the snow</figcaption></figure>",
        "<blockquote><p>The crane stays, said nobody at all.</p></blockquote>",
        "<h2>On the crane</h2>",
        "<p><i class=gone>Dropped words</i> and <b>bold</b> words<br>after a break</p>",
        "<table><tr><td>Year</td><td>Ships</td></tr><tr><td>1969</td><td>two</td></tr></table>",
        "loose text without a paragraph",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=12), st.lists(_PIECES, max_size=5))
def test_every_word_of_a_page_is_accounted_for(inside: list[str], around: list[str]) -> None:
    page = (
        f"<html><head><title>Crane</title></head><body><div>{''.join(around)}</div>"
        f"<article><h1>Crane</h1><p>{SENTENCE}</p>{''.join(inside)}<p>{SENTENCE[::-1]}.</p></article></body></html>"
    )
    receipt = extract(page).receipt
    assert sum_up(receipt) == receipt.words_in
    assert receipt.lost <= 0.05 * receipt.words_in


def test_what_is_left_outside_is_counted_and_doubted_where_it_is_the_better_part() -> None:
    def read(others: int) -> Receipt:
        story = "".join(f"<p>{name} was heard first. {SENTENCE}</p>" for name in ("Ada", "Bo", "Cy", "Di", "Ed"))
        rest = "".join(
            f"<section><div><div><p>{SENTENCE} That was point {n}.</p></div></div></section>" for n in range(others)
        )
        return extract(f"<html><body><article>{story}</article><div>{rest}</div></body></html>").receipt

    few, many = read(1), read(25)
    assert few.words_out == many.words_out == 5 * (word_count(SENTENCE) + 4)
    assert few.outside == word_count(SENTENCE) + 4
    assert few.doubts == ()
    assert many.outside == 25 * few.outside
    assert many.doubts == (f"{many.outside} words of running text were left outside",)


@pytest.mark.parametrize(
    ("out", "running", "said", "given", "lost", "expected"),
    [
        (500, 0, None, None, 0, 0),
        (500, 900, 510, 400, 20, 0),
        (60, 170, None, None, 0, 1),
        (60, 130, None, None, 0, 0),
        (300, 0, 800, None, 0, 1),
        (300, 0, 480, None, 0, 0),
        (40, 0, None, 400, 0, 1),
        (400, 0, None, 40, 0, 0),
        (500, 0, None, None, 90, 1),
        (0, 400, 900, 300, 200, 4),
    ],
)
def test_doubts(out: int, running: int, said: int | None, given: int | None, lost: int, expected: int) -> None:
    receipt = Receipt(words_in=2000, words_out=out, lost=lost)
    assert len(find_doubts(receipt, running=running, said=said, given=given)) == expected


@pytest.mark.parametrize(
    ("stated", "doubted"),
    [('"wordCount": 900', True), ('"wordCount": "1,900"', True), ('"wordCount": 30', False),
     ('"wordCount": "many"', False),
     (f'"articleBody": "{SENTENCE * 20}"', True), (f'"articleBody": "{SENTENCE}", "wordCount": 900', False)],
)  # fmt: skip
def test_the_pages_own_count_is_compared(stated: str, doubted: bool) -> None:
    data = '{"@type": "NewsArticle", "headline": "Crane", "datePublished": "2026-01-01", ' + stated + "}"
    page = (
        f'<html><head><script type="application/ld+json">{data}</script></head><body><article><h1>Crane</h1>'
        f"<p>{SENTENCE}</p><p>{SENTENCE} It did.</p></article></body></html>"
    )
    assert bool(extract(page).receipt.doubts) is doubted


def test_what_the_feed_gave_is_compared() -> None:
    page = f"<html><body><article><p>{SENTENCE}</p><p>{SENTENCE} It did.</p></article></body></html>"
    assert extract(page, words=40).receipt.doubts == ()
    assert extract(page, words=400).receipt.doubts == ("its feed gave 400",)
