"""The Markdown writer: one small tree a rule."""

from __future__ import annotations

import pytest
from lxml import html

from digest.extract.markdown import write_markdown
from digest.marks import plain_text


def write(source: str) -> str:
    return write_markdown(html.fragment_fromstring(f"<div>{source}</div>"))


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<h2>Head #</h2><p>Text</p>", "## Head \\#\n\nText"),
        ("<p>One <b> bold </b>word, <i>two</i>.</p>", "One **bold** word, *two*."),
        ("<p><b>a</b><b>b</b><i>c</i></p>", "**ab**c"),
        ("<p>a<br>b<br><br>c</p>", "a  \nb\n\nc"),
        ("loose<p>para</p>tail", "loose\n\npara\n\ntail"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c"),
        ("<ol start=3><li>x<p>y</p></li><li>z</li></ol>", "3. x\n\n    y\n\n4. z"),
        ("<ul><li><ul><li>inner</li></ul></li><li>outer</li></ul>", "- inner\n\n- outer"),
        ("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<table><tr><th>a|b<th>c<tr><td>1<td>2</table>", "| a\\|b | c |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><td><p>one</p><p>two</p></td><td>x</td></tr><tr><td>y</td></tr></table>", "one\n\ntwo\n\nx\n\ny"),
        ("<pre>  x = 1\n\n`y`</pre>", "```\n  x = 1\n\n`y`\n```"),
        ("<pre>```</pre>", "````\n```\n````"),
        ('<p><a href="https://a.example/x y" title="t">go</a></p>', '[go](https://a.example/x%20y "t")'),
        ('<p><a href="javascript:x()">js</a> <a href="/rel">rel</a> <a href="mailto:a@b.example">m</a></p>',
         "js rel [m](mailto:a@b.example)"),
        ('<p>wow!<a href="https://a.example">b</a></p>', "wow\\![b](https://a.example)"),
        ('<p>a <img src="https://a.example/i.png" alt="[x]"> b</p>', "a\n\n![\\[x\\]](https://a.example/i.png)\n\nb"),
        ('<figure><img src="https://a.example/i.png"><figcaption>The "plain"</figcaption></figure>',
         '![](https://a.example/i.png "The &quot;plain&quot;")'),
        ('<img src="data:image/png;base64,xx"><p>t</p>', "t"),
        ("<p>said <q>yes</q> <code>a`b</code></p>", "said “yes” ``a`b``"),
        ("<script>x</script><p>1. no<!-- c --> list</p><style>y</style>", "1\\. no list"),
        ("<p>   </p><div></div>", ""),
    ],
)  # fmt: skip
def test_write(source: str, markdown: str) -> None:
    assert write(source) == markdown


def test_depth_never_loses_words_or_the_stack() -> None:
    deep = "<ul><li>a" * 50 + "<blockquote>b" * 50 + "<em>c" * 40
    written = write(deep)
    assert "".join(plain_text(written).split()) == "a" * 50 + "b" * 50 + "c" * 40


def test_right_to_left_and_unspaced_scripts() -> None:
    assert write("<p>وصلت <b>المركبة</b> إلى القمر.</p>") == "وصلت **المركبة** إلى القمر."
    assert write("<p>月面<b>着陸</b>。</p>") == "月面**着陸**。"
