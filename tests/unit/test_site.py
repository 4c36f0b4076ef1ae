"""Everything stored, joined into what is shown."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.models import Edition, EditionItem, RegisteredActor, Sentence, Source, Story, Term, Topic, TopicScore
from digest.moments import start_of
from digest.render.actor_views import count_days
from digest.render.article_views import text_direction
from digest.render.lists import cut_pages
from digest.render.views import ActorView, ArticleView, Site
from tests.unit.site_sample import (
    ARMSTRONG,
    ARTICLES,
    COURIER,
    CYCLING,
    EDITIONS,
    GAZETTE,
    LANDING,
    LANTERN,
    NIXON,
    ON_SPACE,
    SOURCES,
    SPACE,
    STEP,
    STORIES,
    build,
    hide,
    instant,
    make_article,
    render,
)

WALK, CALL_ARTICLE, LUNA, MERCKX, ARABIC = ARTICLES


def article(site: Site, number: int) -> ArticleView:
    return next(view for view in site.articles if view.id == f"{number:016x}")


def actor(site: Site, id_: str) -> ActorView | None:
    return next((view for view in site.actors if view.ref.id == id_), None)


# --- text policy -----------------------------------------------------------------------------------------


def test_full_text_is_shown_where_the_policy_allows_it() -> None:
    view = article(build(), 1)
    assert (view.policy, view.markdown) == ("full", WALK.article.markdown)
    assert view.excerpt.startswith("Neil Armstrong stepped off")
    assert "On the ground" not in view.excerpt  # a heading is no sentence


def test_an_excerpt_is_whole_sentences_and_the_body_is_nowhere() -> None:
    site = build()
    view = article(site, 2)
    assert view.policy == "excerpt"
    assert view.markdown is None
    assert view.excerpt.endswith(".")
    assert len(view.excerpt.split()) <= 60
    assert not any("Sentence number 20" in text for text in render(site).values())


def test_of_a_headline_source_only_the_headline_is_shown() -> None:
    words = "The Soviet Union said its probe Luna 15 had reached the Moon"
    stored = make_article(
        3, "Luna 15 falls silent", f"{words} and ended its work.", source=LANTERN, quotes=((words, "TASS", None),)
    )
    edition = Edition(
        name="1969-07-21",
        date=date(1969, 7, 21),
        cutoff=instant(21, 18),
        items=(EditionItem(story_id=stored.story_id, sentences=(Sentence(article_id=stored.article.id, text=words),)),),
    )
    site = build(articles=(stored,), stories=(), editions=(edition,))
    assert site.articles[0].excerpt == ""
    assert site.quotes == ()
    assert site.editions[0].lead[0].sentences == ()
    assert site.editions[0].lead[0].more == ()  # it is named once, in place of its words
    assert not any(words in text for text in render(site).values())


def test_where_only_an_excerpt_is_stored_no_more_is_claimed() -> None:
    assert build(articles=(replace(WALK, partial=True),), stories=()).articles[0].policy == "excerpt"


@pytest.mark.parametrize(
    ("sources", "policy"),
    [
        ((), "excerpt"),
        ((Source(id="inbox", name="Inbox", path="content/inbox", text="full"),), "full"),
        ((Source(id="other", name="Other", path="content/inb", text="full"),), "excerpt"),
        (
            (
                Source(id="inbox", name="Inbox", path="content", text="full"),
                Source(id="deeper", name="Deeper", path="content/inbox/", text="headline"),
            ),
            "headline",
        ),
        ((COURIER, Source(id="inbox", name="Inbox", path="content/inbox", text="headline")), "full"),
    ],
)
def test_the_policy_is_the_outlets_own_else_that_of_its_folder(sources: tuple[Source, ...], policy: str) -> None:
    assert build(articles=(WALK,), stories=(), sources=sources).articles[0].policy == policy


# --- hidden articles -------------------------------------------------------------------------------------


def test_nothing_of_a_hidden_article_is_shown() -> None:
    site = build(articles=(hide(WALK), *ARTICLES[1:]))
    pages = render(site)
    assert site.hidden == 1
    assert not any("Two men walk" in text or "stepped off" in text or STEP in text for text in pages.values())
    assert f"article/{WALK.article.id}/index.html" not in pages
    assert f"story/{LANDING}/index.html" not in pages


def test_a_story_whose_headline_was_hidden_takes_another() -> None:
    third = make_article(6, "Stones from the Moon", "They gathered stones.", published=instant(21, 20), story=LANDING)
    site = build(articles=(hide(WALK), *ARTICLES[1:], third))
    story = next(story for story in site.stories if story.id == LANDING)
    assert story.headline == "President calls the Moon"
    assert story.independent == 2


def test_all_hidden_is_an_empty_site() -> None:
    site = build(articles=[hide(stored) for stored in ARTICLES])
    assert (site.articles, site.stories, site.actors, site.quotes) == ((), (), (), ())
    assert [edition.lead for edition in site.editions] == [(), ()]


# --- actors ----------------------------------------------------------------------------------------------


def test_an_actor_has_a_page_from_two_articles_on() -> None:
    site = build()
    armstrong = actor(site, "neil-armstrong")
    assert armstrong is not None
    assert [view.id for view in armstrong.articles] == [WALK.article.id, CALL_ARTICLE.article.id]
    assert actor(site, "richard-nixon") is None
    nixon = next(mark.actor for mark in article(site, 2).actors if mark.actor.id == "richard-nixon")
    assert nixon.path is None


def test_a_registered_actor_has_a_page_before_anybody_names_it() -> None:
    site = build(register=(RegisteredActor(id="michael-collins", name="Michael Collins", kind="person"),))
    collins = actor(site, "michael-collins")
    assert collins is not None
    assert collins.articles == ()
    assert "actor/michael-collins/index.html" in render(site)


def test_a_row_without_a_name_for_nobody_seen_makes_no_page() -> None:
    assert actor(build(register=(RegisteredActor(id="nobody", aliases=("N.",)),)), "nobody") is None


def test_the_register_renames() -> None:
    site = build(register=(RegisteredActor(id="neil-armstrong", name="N. A. Armstrong", kind="organisation"),))
    ref = article(site, 1).actors[0].actor
    assert (ref.name, ref.kind) == ("N. A. Armstrong", "organisation")


def test_the_register_hides_everywhere() -> None:
    site = build(register=(RegisteredActor(id="neil-armstrong", hidden=True),))
    assert all(mark.actor.id != "neil-armstrong" for view in site.articles for mark in view.actors)
    assert article(site, 1).quotes[0].actor is None
    assert all("actor/neil-armstrong" not in text for text in render(site).values())


def test_merges_follow_the_chain_and_leave_a_stub() -> None:
    register = (
        RegisteredActor(id="nasa", merged_into="space-agency"),
        RegisteredActor(id="space-agency", merged_into="neil-armstrong"),
    )
    site = build(register=register)
    armstrong = actor(site, "neil-armstrong")
    assert armstrong is not None
    assert dict(armstrong.aliases)["NASA"] == 1
    assert [mark.actor.id for mark in article(site, 1).actors] == ["neil-armstrong"]
    stub = render(site)["actor/nasa/index.html"]
    assert 'content="0; url=../../actor/neil-armstrong/index.html"' in stub
    assert 'name="robots" content="noindex"' in stub


def test_merges_in_a_circle_change_nothing() -> None:
    register = (RegisteredActor(id="nasa", merged_into="b"), RegisteredActor(id="b", merged_into="nasa"))
    assert article(build(register=register), 1).actors[1].actor.id == "nasa"


def test_what_an_actors_page_gathers() -> None:
    armstrong = actor(build(), "neil-armstrong")
    assert armstrong is not None
    assert armstrong.aliases == (("Neil Armstrong", 2), ("Armstrong", 1))
    assert [cited.quote.text for cited in armstrong.quotes_by] == [STEP]
    assert {(ref.id, count) for ref, count in armstrong.related} == {("nasa", 1), ("richard-nixon", 1)}
    assert armstrong.topics[0][0].id == "space"


def test_a_quote_that_names_an_actor_is_about_him() -> None:
    words = "Neil Armstrong has done what no man did before."
    said = make_article(7, "Praise", f"“{words}” Nixon said.", quotes=((words, "Nixon", NIXON.id),))
    armstrong = actor(build(articles=(*ARTICLES, said)), ARMSTRONG.id)
    assert armstrong is not None
    assert [cited.quote.text for cited in armstrong.quotes_about] == [words]
    assert words not in [cited.quote.text for cited in armstrong.quotes_by]


def test_activity_has_no_gaps_and_turns_to_months() -> None:
    days = count_days([date(1969, 7, 16), date(1969, 7, 19), date(1969, 7, 19)])
    assert days == ((date(1969, 7, 16), 1), (date(1969, 7, 17), 0), (date(1969, 7, 18), 0), (date(1969, 7, 19), 2))
    months = count_days([date(1968, 12, 31), date(1969, 3, 1)])
    assert months == ((date(1968, 12, 1), 1), (date(1969, 1, 1), 0), (date(1969, 2, 1), 0), (date(1969, 3, 1), 1))
    assert len(count_days([date(1, 1, 1), date(9999, 12, 31)])) == 60
    assert count_days([]) == ()


# --- quotes ----------------------------------------------------------------------------------------------


def test_a_quote_leads_to_its_paragraph_where_that_is_shown() -> None:
    site = build()
    assert article(site, 1).quotes[0].target.endswith("/index.html#p2")
    assert article(site, 2).quotes[0].target.endswith("/index.html#q1")


def test_a_quote_is_found_again_after_the_body_was_edited() -> None:
    body = f"A new first paragraph, by the editor.\n\nAnother.\n\n{WALK.article.markdown}"
    edited = replace(WALK, article=replace(WALK.article, markdown=body))
    assert build(articles=(edited,), stories=()).articles[0].quotes[0].target.endswith("#p4")
    gone = replace(WALK, article=replace(WALK.article, markdown="Nothing of it is left."))
    assert build(articles=(gone,), stories=()).articles[0].quotes[0].target.endswith("#q1")


def test_a_reprinted_quote_is_shown_once() -> None:
    reprint = make_article(
        8,
        "The walk, reprinted",
        f"“{STEP.replace('’', chr(39)).upper()}” Armstrong said. “{STEP}” he said again.",
        quotes=((STEP.replace("’", "'").upper(), "Armstrong", ARMSTRONG.id), (STEP, "he", ARMSTRONG.id)),
        seen=instant(22),
    )
    quotes = [
        cited for cited in build(articles=(*ARTICLES, reprint)).quotes if "SMALL STEP" in cited.quote.text.upper()
    ]
    assert len(quotes) == 1
    assert quotes[0].quote.article_id == WALK.article.id
    assert [other.article_id for other in quotes[0].others] == [reprint.article.id]


# --- stories and editions --------------------------------------------------------------------------------


def test_a_story_has_a_page_from_two_articles_on() -> None:
    site = build()
    landing = next(story for story in site.stories if story.id == LANDING)
    assert landing.has_page
    assert landing.path == f"story/{LANDING}/index.html"
    luna = next(story for story in site.stories if story.articles[0].id == LUNA.article.id)
    assert not luna.has_page
    assert luna.path == luna.articles[0].path


def test_an_edited_title_is_the_headline_of_its_single_story() -> None:
    edited = replace(WALK, article=replace(WALK.article, title="As the editor has it"))
    record = replace(STORIES[0], article_ids=(WALK.article.id,))
    site = build(articles=(edited,), stories=(record,))
    assert site.stories[0].headline == "As the editor has it"


def test_copies_are_told_from_their_original() -> None:
    record = replace(STORIES[0], copies=((WALK.article.id, CALL_ARTICLE.article.id),), independent=1)
    story = next(story for story in build(stories=(record,)).stories if story.id == LANDING)
    assert story.copy_of == ((CALL_ARTICLE.article.id, WALK.article.id),)
    assert story.independent == 1


def test_an_edition_leads_and_lists_the_rest_of_its_day() -> None:
    older, newest = build().editions
    (lead,) = newest.lead
    assert lead.sentences[0].article.id == WALK.article.id
    assert [view.source.id for view in lead.more] == ["milltown-gazette"]
    assert [(group.topic.id if group.topic else None, len(group.stories)) for group in newest.rest] == [
        ("space", 1),
        (None, 1),
    ]
    assert older.next
    assert newest.previous
    assert (older.previous, older.next.path, newest.previous.path, newest.next) == (None, newest.path, older.path, None)
    assert (newest.articles, newest.sources) == (4, 3)


def test_a_backlog_is_no_news_of_the_day_it_arrives() -> None:
    old = make_article(9, "From long ago", "An old report.", published=instant(18), seen=instant(21, 9))
    fresh = make_article(10, "From the day before", "A report.", published=instant(20), seen=instant(21, 9))
    rest = [s.headline for g in build(articles=(*ARTICLES, old, fresh)).editions[1].rest for s in g.stories]
    assert "From the day before" in rest
    assert "From long ago" not in rest


def test_items_beyond_the_lead_are_listed_with_the_rest() -> None:
    from tests.unit.site_sample import SETTINGS

    items = tuple(
        EditionItem(story_id=id_, sentences=()) for id_ in (LANDING, LUNA.story_id, MERCKX.story_id, "no-such-story")
    )
    edition = Edition(name="1969-07-23", date=date(1969, 7, 23), cutoff=instant(23), items=items)
    (view,) = build(editions=(edition,), settings=replace(SETTINGS, stories=2)).editions
    assert [lead.story.id for lead in view.lead] == [LANDING, LUNA.story_id]
    assert [story.id for group in view.rest for story in group.stories] == [MERCKX.story_id]
    # Without chosen sentences a lead has the excerpt of its first article that may show one.
    assert view.lead[0].sentences[0].text.startswith("Neil Armstrong stepped off")


def test_a_long_day_is_cut_and_says_so() -> None:
    many = [
        make_article(100 + n, f"Report {n}", "Some words.", published=instant(21, 1), topics=(ON_SPACE,))
        for n in range(30)
    ]
    rest = build(articles=(*ARTICLES, *many)).editions[1].rest
    space = next(group for group in rest if group.topic)
    assert len(space.stories) + space.left_out == 31
    assert space.left_out > 0


# --- order, names, odd input -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_input_does_not_matter(seed: int) -> None:
    dice = random.Random(seed)
    articles, stories, editions = list(ARTICLES), list(STORIES), list(EDITIONS)
    for items in (articles, stories, editions):
        dice.shuffle(items)
    assert build(articles=articles, stories=stories, editions=editions) == build()


def test_a_topic_the_configuration_does_not_have_still_has_a_page() -> None:
    stored = make_article(
        11, "Weather", "Rain.", topics=(TopicScore(topic_id="rain", label="Rain", score=1, reasons=()),)
    )
    site = build(articles=(*ARTICLES, stored), topics=(SPACE,))
    assert [topic.ref.id for topic in site.topics] == ["space", "cycling", "rain"]
    assert site.topics[2].terms == ()


def test_a_source_without_a_name_has_a_page_too() -> None:
    nameless = replace(WALK, article=replace(WALK.article, source=None, source_name=None))
    assert build(articles=(nameless,), stories=()).articles[0].source.name == "Unnamed source"
    sited = replace(WALK, article=replace(WALK.article, source=None, source_name=None, site_name="The Quay"))
    ref = build(articles=(sited,), stories=()).articles[0].source
    assert (ref.id, ref.name) == ("the-quay", "The Quay")


def test_a_folder_whose_documents_name_their_outlets_is_no_source_of_the_site() -> None:
    inbox = Source(id="inbox", name="Inbox", path="content/inbox", text="full")
    assert [source.ref.id for source in build(sources=(*SOURCES, inbox)).sources] == [
        COURIER.id,
        GAZETTE.id,
        LANTERN.id,
    ]


def test_an_address_that_is_no_web_address_is_not_linked() -> None:
    stored = replace(WALK, article=replace(WALK.article, url="javascript:alert(1)"))
    assert build(articles=(stored,), stories=()).articles[0].url is None


def test_dates_at_the_ends_of_the_calendar() -> None:
    from datetime import UTC, datetime, timezone

    first = make_article(12, "First", "Words.", published=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))))
    last = make_article(13, "Last", "Words.", published=datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
    day = make_article(14, "Day", "Words.", published=date(1, 1, 1))
    render(build(articles=(first, last, day), stories=()))


@pytest.mark.parametrize(
    ("lang", "direction"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("arn", "ltr"),
        ("", "auto"),
    ],
)
def test_text_direction(lang: str, direction: str) -> None:
    assert text_direction(lang) == direction


@given(st.integers(0, 60), st.integers(1, 7))
def test_full_pages_of_a_list_never_change(count: int, size: int) -> None:
    items = list(range(count))
    pages = list(cut_pages(items, "topic/a/index.html", size))
    assert [item for page in reversed(pages) for item in page.items] == items
    assert pages[0].path == "topic/a/index.html"
    assert pages[0].newest
    assert len(pages[0].items) < 2 * size
    later = {page.number: page for page in cut_pages([*items, "new"], "topic/a/index.html", size)}
    for page in pages[1:]:
        assert len(page.items) == size
        assert (later[page.number].path, later[page.number].items) == (page.path, page.items)


def test_stories_without_a_record_are_made_from_their_articles() -> None:
    site = build(stories=())
    story = next(story for story in site.stories if story.id == LANDING)
    assert story.headline == "President calls the Moon"  # a bare day comes before an instant of that day
    assert len(story.articles) == 2
    assert isinstance(STORIES[0], Story)


def test_a_topic_shows_what_is_above_and_below_it_and_its_vocabulary_is_credited() -> None:
    above = Topic(id="science", label="Science", terms=(), code="medtop:13000000")
    empty = Topic(id="weather", label="Weather", terms=(Term(any=("rain",)),), code="medtop:17000000")
    marks = (
        TopicScore(topic_id="science", label="Science", score=0.6, reasons=("moon",)),
        TopicScore(topic_id="space", label="Space", score=0.6, reasons=("moon",), by_rules=0.0, learned_from=40),
    )
    articles = tuple(replace(one, annotations=replace(one.annotations, topics=marks)) for one in ARTICLES)
    site = build(articles=articles, topics=(replace(SPACE, parent="science"), CYCLING, above, empty))
    pages = render(site)
    assert "topic/science/index.html" in pages["topic/space/index.html"]
    assert "topic/space/index.html" in pages["topic/science/index.html"]
    assert "topic/weather/index.html" not in pages, "a vocabulary's topic without articles"
    assert "topic/cycling/index.html" in pages, "the editor's own"
    assert "CC BY 4.0" in pages["about/index.html"]
    assert "CC BY 4.0" not in render(build())["about/index.html"]
    assert site.stories[0].topics[0].id == "science", "a parent before its child"
    page = next(text for path, text in pages.items() if path.startswith("article/"))
    assert "No rule matches; by its words, as learned from 40 articles" in page


def test_what_arrives_at_once_stands_by_its_own_dates() -> None:
    seen = datetime(1969, 7, 26, tzinfo=UTC)
    articles = [replace(one, article=replace(one.article, first_seen=seen)) for one in ARTICLES]
    moments = [article.moment for article in build(articles=articles).articles]
    assert len(set(moments)) > 2
    assert moments == sorted(moments, key=start_of)
