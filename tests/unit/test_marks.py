"""The Markdown dialect: escaping plain text, and reading plain text out of anything an editor types."""

from __future__ import annotations

import time

import pytest

from digest.marks import escape_markdown, plain_text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Eagle has landed", "Eagle has landed"),
        ("5 * 3 = 15", r"5 \* 3 = 15"),
        ("file_name and _private", r"file_name and \_private"),
        ("1. Not a list", r"1\. Not a list"),
        ("- nor this", r"\- nor this"),
        ("# no heading", r"\# no heading"),
        ("In 1969. Then", "In 1969. Then"),
        ("[a](b) <b> &amp; R&D", r"\[a\](b) &lt;b> &amp;amp; R&amp;D"),
        ("~~~", "&#126;~~"),
        ("first\nsecond", "first  \nsecond"),
        ("", ""),
    ],
)
def test_escape_only_what_has_a_meaning(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped
    assert plain_text(escaped) == text


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# Title #\n\nText *with* **marks** and ***both***.", "Title\nText with marks and both."),
        ("Title\n=====\n\nSub\n---\n\nText", "Title\nSub\nText"),
        ("soft\nwrapped  \nhard", "soft wrapped\nhard"),
        ("- one\n- two\n    - three\n\n1. four", "one\ntwo\nthree\nfour"),
        ("> quoted\n> on\n>\n> > deeper", "quoted on\ndeeper"),
        ("| a | b |\n| --- | --- |\n| x\\|y | `p|q` |", "a\nb\nx|y\np|q"),
        ("```python\nx = *y*\n```\n\nafter", "x = *y*\nafter"),
        ("``` never closed\n\ntext", "``` never closed\ntext"),
        ("    indented *code*\n\ntext", "indented *code*\ntext"),
        ('See [the *log*](https://a.example/x_(y) "title").', "See the log."),
        ('![alt](https://a.example/p.jpg "caption")\n\nText ![in](b.png) line', "Text line"),
        ("[text][ref] and [ref] and [none]\n\n[ref]: https://a.example", "text and ref and [none]"),
        ("Claim[^1].\n\n[^1]: The proof.", "Claim.\nThe proof."),
        ("<https://a.example/x> <desk@a.example>", "https://a.example/x desk@a.example"),
        ("<b>bold</b><br>next &copy; &#169; AT&T <!-- gone --> x < y", "bold\nnext © © AT&T x < y"),
        ("snake_case_name and _emphasis_ and 2 * 3 * 4", "snake_case_name and emphasis and 2 * 3 * 4"),
        ("`a``b` ``c`d`` `open", "a``b c`d `open"),
        (r"\*kept\* \q \\", r"*kept* \q" + " \\"),
        ("a\n\n---\n\n* * *\n\nb", "a\nb"),
        ("\r\nwindows\r\n\r\nlines\r", "windows\nlines"),
        ("**strong *and nested* marks** and *open", "strong and nested marks and *open"),
        ("مرحبا **بالعالم**", "مرحبا بالعالم"),
        ("", ""),
    ],
)
def test_plain_text_of_what_editors_type(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


@pytest.mark.parametrize(
    "unit", ["[", "![", "[a](", "*a", "**a ", "`a``", "<a ", "<!--", "> ", "- ", "#", "| a ", "1. ", "&#"]
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    plain_text(unit * 30_000)
    escape_markdown(unit * 30_000)
    assert time.process_time() - started < 8
