"""From a page to its article's body: what is cut, what must stay, and the receipt."""

# ruff: noqa: E501 (pages in one line each)

from __future__ import annotations

from digest.extract.clean import Body, extract_body
from digest.extract.markdown import write_markdown
from digest.extract.tree import parse_page
from digest.marks import plain_text

PARAGRAPHS = (
    "The lunar module came down on the plain on Sunday with less than a minute of fuel left, and its crew was well.",
    "Flight controllers counted the seconds aloud while the commander looked for a place that was free of boulders.",
    "The third man stayed in orbit aboard the command module, out of touch with Earth for part of every round.",
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LONG = "".join(
    f"<p>On day {at} the crew wrote down what it saw from the window, and the ground read every word of it back.</p>"
    for at in range(20)
)
TITLE = "Eagle lands on the plain"


def clean(body: str, **facts: str) -> Body:
    found = extract_body(
        parse_page(f"<html><body>{body}</body></html>"),
        title=TITLE,
        byline=("Ada Quill",),
        description=facts.get("description"),
        url="https://a.example/space/eagle",
    )
    assert found is not None
    return found


def text_of(body: Body) -> str:
    return plain_text(write_markdown(body.element))


def test_chrome_goes_and_is_named_in_the_receipt() -> None:
    found = clean(
        '<header><nav><a href="/">Home</a> <a href="/s">Sport</a></nav></header><div class="cookie-banner">We use cookies'
        f" to do good things for you.</div><article><h1>{TITLE}</h1><p>By Ada Quill</p><p>20 July 1969</p>{TEXT}"
        '<div class="share-buttons"><a href="#">Share</a></div><h3>Related articles</h3><ul><li><a href="/1">Probe falls'
        ' silent</a></li><li><a href="/2">Tide of visitors</a></li></ul><p class="author-bio">Ada Quill covers space.</p>'
        "</article><footer>Copyright 1969 Harbour Courier</footer>"
    )
    assert text_of(found) == "\n".join(PARAGRAPHS)
    cut = {item.rule: item.text for item in found.removed}
    assert {"navigation", "consent", "share", "author"} <= set(cut)
    everything = "\n".join(item.text for item in found.removed)
    for words in (TITLE, "By Ada Quill", "20 July 1969", "Probe falls silent", "Harbour Courier"):
        assert words in everything


def test_a_page_whose_article_wears_a_telling_name_keeps_it() -> None:
    for name in ("sidebar", "promo", "comments", "related", "share"):
        assert text_of(clean(f'<div class="{name}"><h1>{TITLE}</h1>{TEXT}</div>')) == "\n".join(PARAGRAPHS)


def test_an_article_in_many_sections_is_kept_whole() -> None:
    sections = "".join(f"<section><h2>Part {at}</h2><p>{text}</p></section>" for at, text in enumerate(PARAGRAPHS))
    found = text_of(clean(f"<div><h1>{TITLE}</h1>{sections}</div>"))
    assert all(paragraph in found for paragraph in PARAGRAPHS)
    assert "Part 1" in found


def test_other_articles_beside_it_are_left_out() -> None:
    other = "<article><h2><a href='/o'>Other</a></h2><p>Another report that fills a good line with words, and more.</p></article>"
    assert (
        text_of(clean(f"<main><article><h1>{TITLE}</h1>{TEXT * 2}</article>{other * 3}</main>")).count("Another") == 0
    )


def test_the_lead_between_headline_and_block_comes_along() -> None:
    lead = "Two men rested on the Moon on Sunday night after a descent that took thirteen minutes."
    page = f'<div><div class="head"><h1>{TITLE}</h1><p>{lead}</p></div></div><div class="article-body">{TEXT * 3}</div>'
    assert text_of(clean(page)).startswith(lead)


def test_quoted_posts_lists_and_tables_stay() -> None:
    found = clean(
        f"<article>{TEXT}<blockquote class='twitter-tweet'><p>What a day for all who watched, and for the crew.</p></blockquote>"
        f"<ul><li>Fuel: 17 seconds</li></ul><table><tr><th>Man</th><th>Age</th></tr><tr><td>Commander</td><td>38</td></tr></table>"
        f"<p>{PARAGRAPHS[0]} Again.</p></article>"
    )
    text = text_of(found)
    assert "What a day" in text
    assert "Fuel: 17 seconds" in text
    assert "| Commander | 38 |" in write_markdown(found.element)


def test_captions_become_titles_and_lazy_images_their_address() -> None:
    figure = '<figure><img data-src="/eagle.jpg" alt="Eagle"><figcaption>The module at rest. Photo: Desk</figcaption></figure>'
    found = clean(f"<article>{TEXT}{figure}<p>{PARAGRAPHS[0]} Again.</p></article>")
    assert '![Eagle](https://a.example/eagle.jpg "The module at rest. Photo: Desk")' in write_markdown(found.element)
    assert "at rest" not in text_of(found)


def test_loose_text_and_line_breaks_make_paragraphs() -> None:
    page = f"<div>{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}<br> <br/><b>{PARAGRAPHS[2]}</b></div>"
    assert text_of(clean(page)) == "\n".join(PARAGRAPHS)


def test_an_unclosed_button_or_hidden_box_does_not_swallow_the_article() -> None:
    assert text_of(clean(f"<button>Menu<div><article>{TEXT}</article></div>")).endswith(PARAGRAPHS[2])
    assert text_of(clean(f"<div hidden>{TEXT}</div>")) == "\n".join(PARAGRAPHS)
    assert "secret" not in text_of(clean(f"<article>{TEXT}<p hidden>A secret line that nobody is shown.</p></article>"))


def test_a_repeated_paragraph_is_said_once() -> None:
    assert text_of(clean(f"<article>{TEXT}<p>{PARAGRAPHS[0]}</p></article>")) == "\n".join(PARAGRAPHS)


def test_nothing_but_controls_is_no_body() -> None:
    tree = parse_page("<html><body><button>Go</button><script>x()</script></body></html>")
    assert extract_body(tree, title=None, byline=(), url=None) is None


def test_addresses_are_relative_to_what_the_page_says_they_are() -> None:
    tree = parse_page(
        f'<html><head><base href="/deep/er/"></head><body><article>{TEXT}<p>The crew wrote down what it saw on the way, '
        'and <a href="log.html">the log</a> is open to all.</p></article></body></html>'
    )
    found = extract_body(tree, title=TITLE, byline=(), url="https://a.example/space/eagle")
    assert found is not None
    assert "(https://a.example/deep/er/log.html)" in write_markdown(found.element)


def test_a_tag_of_thousands_of_attributes_is_read_without_them() -> None:
    tree = parse_page(f"<html><body><p {'a=1 ' * 30_000}>{PARAGRAPHS[0]}</p><p class=b>c\x00d\ud800</p></body></html>")
    assert [dict(item.attrib) for item in tree.iter("p")] == [{}, {"class": "b"}]
    assert [item.text for item in tree.iter("p")] == [PARAGRAPHS[0], "cd"]


def test_of_several_articles_the_one_with_the_headline_is_the_page() -> None:
    longer = "".join(
        f"<p>The harbour fair of the year {year} drew more visitors than any before it, and they all came by ferry.</p>"
        for year in range(1950, 1968)
    )
    own = f'<article class="post"><h1>{TITLE}</h1>{TEXT}</article>'
    other = f'<article class="post"><h2>A fair to remember</h2>{longer}</article>'
    assert text_of(clean(f"<main>{own}{other}</main>")) == "\n".join(PARAGRAPHS)
    assert text_of(clean(f"<main>{own}<article>{other}{other}</article></main>")) == "\n".join(PARAGRAPHS)
    teaser = f"<article><h1>{TITLE}</h1><p>Read it all in the paper of tomorrow morning.</p></article>"
    assert "harbour fair" in text_of(clean(f"<main>{teaser}{other}</main>"))


def list_items(name: str) -> str:
    return "".join(
        f'<li><div><h3><a href="/{at}">The {at}th night of the harbour fair</a></h3></div><p>{name} saw lanterns on the '
        f"water, {at} of them, and dancing on the quay until the police came.</p></li>"
        for at in range(1, 9)
    )


def test_teasers_of_one_kind_go_though_no_name_tells_and_they_outweigh_the_article() -> None:
    found = clean(f"<div><h1>{TITLE}</h1>{TEXT}{TEXT.replace('lunar', 'other')}<ul>{list_items('Visitors')}</ul></div>")
    assert "lanterns" not in text_of(found)
    assert PARAGRAPHS[-1] in text_of(found)
    assert "The 8th night" in "".join(item.text for item in found.removed if item.rule == "related")


def test_a_list_of_summaries_stays_where_the_page_is_about_it() -> None:
    assert "lanterns" in text_of(clean(f"<div><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><ul>{list_items('We')}</ul></div>"))
    folds = list_items("Visitors").replace('href="/', 'href="#')  # opens an answer in the same page
    assert "lanterns" in text_of(clean(f"<div><h1>{TITLE}</h1>{TEXT}{TEXT}<ul>{folds}</ul></div>"))


def test_the_points_of_a_summary_are_no_lead() -> None:
    points = "<ul><li>The module landed on the plain with little fuel left in its tanks on Sunday.</li></ul>"
    page = f"<div><h1>{TITLE}</h1><div>{points}</div></div><article>{TEXT}{TEXT.replace('lunar', 'other')}</article>"
    assert "little fuel left in its tanks" not in text_of(clean(page))


def test_forms_dialogs_and_placeholders_go_by_a_word_of_their_names() -> None:
    rest = (
        '<form><p>First name*</p><p>Company*</p></form><div class="inline-newsletter-box"><p>Our letter of the week comes'
        ' every Monday.</p></div><div class="js_pollWidget"><p>Would you fly?</p></div><div class="cookie-law-bar">'
        '<p>Cookies help us to help you.</p></div><div class="embedPlaceholder"><p>Show the content?</p></div>'
    )
    found = clean(f"<article><h1>{TITLE}</h1>{TEXT}{rest}</article>")
    assert text_of(found) == "\n".join(PARAGRAPHS)
    assert {"form", "promotion", "poll", "consent", "overlay"} <= {item.rule for item in found.removed}


def test_a_word_that_many_names_share_says_nothing_and_one_in_a_line_neither() -> None:
    many = "".join(f'<div class="text-{at}-placeholder"><p>{text}</p></div>' for at, text in enumerate(PARAGRAPHS))
    assert text_of(clean(f"<article><h1>{TITLE}</h1>{many}</article>")) == "\n".join(PARAGRAPHS)
    marked = TEXT.replace("module", '<span class="has tooltip">module</span>')
    assert text_of(clean(f"<article><h1>{TITLE}</h1>{marked}</article>")) == "\n".join(PARAGRAPHS)


def test_a_form_around_the_whole_page_is_no_box() -> None:
    assert text_of(clean(f'<form id="aspnet"><h1>{TITLE}</h1>{TEXT}</form>')) == "\n".join(PARAGRAPHS)
    assert text_of(clean(f'<form id="aspnet"><h2>{TITLE}</h2>{TEXT}</form>')) == "\n".join(PARAGRAPHS)


def test_links_that_outweigh_the_article_go_all_the_same() -> None:
    links = "".join(f'<p><a href="/{at}">The {at}th news of the day and of the night</a></p>' for at in range(30))
    assert text_of(clean(f"<div><h1>{TITLE}</h1>{TEXT}{links}</div>")) == "\n".join(PARAGRAPHS)


def test_a_question_put_to_everybody_stays() -> None:
    answers = "".join(
        f"<div><p>What brought you to the plain, and why now?</p><p>{name} came for the view of the hills and the quiet of "
        f"the place, {name} says, and would come again at once.</p></div>"
        for name in ("Ada", "Berta", "Clara", "Dora")
    )
    assert text_of(clean(f"<article><h1>{TITLE}</h1>{TEXT}{answers}</article>")).count("What brought you") == 4


def test_what_is_named_the_articles_body_is_the_frame() -> None:
    rest = "".join(
        f"<p>The crew of the year {year} had trained for it in a desert that looked like the plain, day after day.</p>"
        for year in range(1950, 1960)
    )
    page = f'<main><div class="story-body"><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><div class="fold">{rest}</div></div></main>'
    assert text_of(clean(page)).startswith(PARAGRAPHS[0])


def test_a_table_or_list_is_part_of_the_text_around_it() -> None:
    rows = "".join(
        f"<tr><td>Landing {at}</td><td>The module came down near crater {at}, after a long search, with little fuel, and the "
        "crew stayed for a day, took samples, and left again, as had been planned.</td></tr>"
        for at in range(1, 12)
    )
    page = f"<div><h1>{TITLE}</h1><p>All landings, in order.</p><table>{rows}</table><p>{PARAGRAPHS[0]}</p></div>"
    found = text_of(clean(page))
    assert "crater 11" in found
    assert found.endswith(PARAGRAPHS[0])


def test_a_linked_item_of_a_list_of_text_stays() -> None:
    items = (
        "<li>The hatch was opened at four.</li><li><a href='/7'>The film of the first step</a></li>"
        "<li>Dust was found on every boot.</li>"
    )
    assert "The film of the first step" in text_of(
        clean(f"<article><h1>{TITLE}</h1>{TEXT}<ul>{items}</ul>{TEXT}</article>")
    )
    menu = items.replace("<li>The hatch was opened at four.</li>", '<li><a href="/8">Read of the hatch</a></li>')
    assert "The film of the" not in text_of(clean(f"<article><h1>{TITLE}</h1>{TEXT}<ul>{menu}</ul></article>"))


def test_a_line_of_a_script_without_spaces_is_as_long_as_it_says() -> None:
    lines = (
        "着陸船は日曜日に平原へ降り立ち乗組員は二人とも無事だった",
        "管制官たちは残りの秒数を声に出して数え続けていた",
    )
    page = (
        f"<div><h1>{TITLE}</h1>"
        + "".join(f"<p>{line}</p>" for line in (*lines, *(f"{line}。" for line in lines * 4)))
        + "</div>"
    )
    assert text_of(clean(page)).split("\n")[:2] == list(lines)


def test_a_label_and_a_link_without_a_space_between_are_a_pointer() -> None:
    label = '<div class="inline"><span>Read more on this subject</span><a href="/8">The hatch opens at four</a></div>'
    found = clean(f"<article><h1>{TITLE}</h1>{TEXT}{label}<p>{PARAGRAPHS[0].replace('lunar', 'other')}</p></article>")
    assert "Read more" not in text_of(found)
    told = '<p>More on the hatch was told by <a href="/8">the engineer who built it in a shed</a></p>'
    assert "the engineer who built it" in text_of(clean(f"<article><h1>{TITLE}</h1>{TEXT}{told}{TEXT}</article>"))


SLIDE = "The harbour of {0} had its busiest summer on record, with {0} ships a week and a queue for the cranes that ran around the mole."


def test_a_gallery_of_other_stories_goes_and_one_that_the_page_is_about_stays() -> None:
    slides = "".join(f"<li><h3>{at}/6 Port {at}</h3><p>{SLIDE.format(f'{at}0')}</p></li>" for at in range(1, 7))
    gallery = f'<div class="photo-gallery"><h2>The week in pictures</h2><ul>{slides}</ul></div>'
    beside = clean(f"<article><h1>{TITLE}</h1>{LONG}{gallery}<p>{PARAGRAPHS[0]}</p></article>")
    assert "busiest summer" not in text_of(beside)
    assert PARAGRAPHS[0] in text_of(beside)
    assert [item.rule for item in beside.removed].count("gallery") == 1
    assert "busiest summer" in text_of(clean(f"<article><h1>{TITLE}</h1>{TEXT}{gallery}</article>"))


def test_a_gallery_around_the_article_or_with_the_articles_own_pictures_is_no_box() -> None:
    assert text_of(clean(f'<h1>{TITLE}</h1><div class="gallery-wrapper">{LONG}</div>')).count("\n") > 10
    pictures = "".join(f'<li><img src="/{at}.jpg" alt="The plain"></li>' for at in range(6))
    found = clean(f'<article><h1>{TITLE}</h1>{LONG}<ul class="gallery">{pictures}</ul>{TEXT}</article>')
    assert "/3.jpg" in write_markdown(found.element)


def test_the_card_of_a_word_goes_out_of_its_sentence() -> None:
    card = '<span role="tooltip">Retrofire: the burn that slows a craft down.</span>'
    found = clean(
        f"<article><h1>{TITLE}</h1><p>After <dfn>retrofire{card}</dfn> the crew fell silent.</p>{TEXT}</article>"
    )
    assert "After retrofire the crew fell silent." in text_of(found)
    assert ("overlay", "Retrofire: the burn that slows a craft down.") in [
        (cut.rule, cut.text) for cut in found.removed
    ]


def test_links_without_a_word_between_them_go_out_of_a_sentence_and_listed_ones_stay() -> None:
    name = '<span><a href="/a">Max Berg</a><span id=x1><img src="/a.png"><a href="/1">One report</a> <a href="/2">Two reports</a> <a href="/3">More</a></span></span>'
    found = clean(
        f"<article><h1>{TITLE}</h1><p>The commander {name} (left) came down on the plain.</p>{TEXT}</article>"
    )
    assert text_of(found).startswith("The commander Max Berg (left) came down on the plain.")
    assert "overlay" in {item.rule for item in found.removed}
    listed = '<span><a href="/1">one</a>, <a href="/2">two</a> and <a href="/3">three</a></span>'
    assert "days one, two and three" in text_of(
        clean(f"<article><p>They flew on days {listed} of the month.</p>{TEXT}</article>")
    )


def test_a_late_picture_takes_the_place_of_its_placeholder_and_symbols_are_no_pictures() -> None:
    pictures = (
        '<img src="/missing-image.svg" data-src="https://a.example/module.jpg" alt="The module">'
        '<img src="https://a.example/map.png" data-src="{{image}}" alt="A map">'
        '<figure><img src="/chart.svg" alt=""><figcaption>Height over time</figcaption></figure>'
        '<img src="/themes/gallery-icon.png" alt="Gallery"><img src="/site.svg"><img src="/w/2024/sale.jpg" alt="Advertisement">'
    )
    markdown = write_markdown(
        clean(f"<article><h1>{TITLE}</h1>{TEXT}{pictures}{TEXT.replace('the', 'a')}</article>").element
    )
    assert [line.partition("](")[2].rstrip(")") for line in markdown.split("\n") if line.startswith("![")] == [
        "https://a.example/module.jpg",
        "https://a.example/map.png",
        'https://a.example/chart.svg "Height over time"',
    ]
