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
        ('<p><a href="https://a.example">^1</a></p>', "[&#94;1](https://a.example)"),
        ('<pre class="brush: js; x"><code>a</code></pre>', "```js\na\n```"),
        ('<pre><code class="hljs language-c++">a</code></pre>', "```c++\na\n```"),
        ('<div class="highlight highlight-source-shell"><pre>a</pre></div>', "```shell\na\n```"),
        ('<pre class="language-`x`">a</pre>', "```\na\n```"),
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


MARKED = '<p>It holds<sup id="r1"><a href="#n1">1</a></sup> yet.</p>'


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        (MARKED + '<ol><li id="n1"><p>So far.</p> <a href="#r1">↩</a></li></ol>', "It holds[^1] yet.\n\n[^1]: So far."),
        ('<p>Wow!<a href="#a" id="b">[*]</a></p><p><a id="a" href="#b">[*]</a> Indeed.</p><p>End</p>',
         "Wow\\![^1]\n\nEnd\n\n[^1]: Indeed."),
        ('<p>a<a href="#n" role="doc-noteref">1</a> b<a href="#n">1</a></p><aside id="n"># no heading</aside>',
         "a[^1] b[^1]\n\n[^1]: \\# no heading"),
        # Not certain to be notes: the words stay, the links within the page go.
        (MARKED + '<ol><li id="n1">So far.</li></ol>', "It holds1 yet.\n\n1. So far."),
        ('<p>In <a href="#n1">chapter two</a></p><p id="n1">Two <a href="#x">1</a></p>', "In chapter two\n\nTwo 1"),
        (MARKED, "It holds1 yet."),
        ('<ol><li id="n1">So <a href="#r1">↩</a></li></ol>' + MARKED, "1. So ↩\n\nIt holds1 yet."),
        (MARKED + '<p id="n1"><a href="#r1">↩</a></p>', "It holds1 yet.\n\n↩"),
        # A note with a note in it is beyond Markdown.
        (MARKED + '<div id="n1"><a href="#r1">^</a>A<a id="s" href="#n2">2</a><p id="n2">B<a href="#s">^</a></p></div>',
         "It holds1 yet.\n\n^A2\n\nB^"),
    ],
)  # fmt: skip
def test_footnotes(source: str, markdown: str) -> None:
    assert write(source) == markdown


def test_footnotes_come_through_a_page_with_an_address() -> None:
    from digest.extract.clean import complete_addresses

    tree = html.fragment_fromstring(
        f'<div>{MARKED}<p><a href="#gone">x</a></p><p id="n1"><a href="#r1">^</a> So far.</p></div>'
    )
    complete_addresses(tree, "https://a.example/p")
    assert write_markdown(tree) == "It holds[^1] yet.\n\n[x](https://a.example/p#gone)\n\n[^1]: So far."


def test_hundreds_of_footnotes_are_written_and_thousands_of_links_cost_no_time() -> None:
    def make(count: int) -> str:
        marks = "".join(f'<p>a<a href="#n{n}" id="r{n}">{n}</a></p>' for n in range(count))
        return marks + "".join(f'<p id="n{n}"><a href="#r{n}">^</a> note {n}</p>' for n in range(count))

    assert write(make(300)).endswith("[^300]: note 299")
    assert write(make(3000)).endswith("^ note 2999")
