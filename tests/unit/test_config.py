from __future__ import annotations

from pathlib import Path

import pytest

from digest.config import load_config, parse_config
from digest.errors import ConfigError
from digest.models import Term

SITE = 'site: {title: "T", base_url: "https://example.org/x"}\n'


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, name="config.yaml", root=Path())
    return caught.value.problems


def test_the_least_config_has_every_default() -> None:
    config = parse_config(SITE + "sources: []\n", name="c", root=Path("/r"))
    assert config.site.base_url == "https://example.org/x/"
    assert config.site.id == config.site.base_url
    assert (config.site.language, config.site.timezone, config.site.store) == ("en", "UTC", "full")
    assert (config.sources, config.topics, config.mute) == ((), (), ())
    assert config.content == Path("/r/content")


def test_a_full_config_is_read() -> None:
    config = parse_config(
        SITE
        + """
sources:
  - {name: "Example Times", path: content/inbox, text: full, country: NO, lang: nb}
  - {name: Ministry, page: "https://example.org/statement"}
topics:
  - id: water
    label: "Water"
    terms: ["water act", {any: [river, dam], with: [permit], not: ["river plate"]}]
mute: [horoscope]
entries: {future: leave-out, future_hours: 2}
""",
        name="c",
        root=Path(),
    )
    assert [source.id for source in config.sources] == ["example-times", "ministry"]
    assert config.sources[0].country == "NO"
    assert config.topics[0].terms == (
        Term(any=("water act",)),
        Term(any=("river", "dam"), together=("permit",), none=("river plate",)),
    )
    assert config.entries.future == "leave-out"


def test_topics_may_come_from_a_packaged_vocabulary() -> None:
    every = parse_config(SITE + "topics: iptc\n", name="c", root=Path()).topics
    labels = {topic.id: topic.label for topic in every}
    assert labels["sport"] == "Sport"
    assert len(labels) == len(every), "each id once"
    assert {topic.parent for topic in every if topic.parent} <= set(labels)
    assert sum(topic.parent is None for topic in every) == 17
    assert len({topic.code for topic in every}) == len(every)
    mixed = parse_config(
        SITE
        + """
topics:
  - {id: sport, label: "Our sport", terms: [regatta]}
  - use: iptc
  - {id: rowing, label: Rowing, parent: sport, terms: [coxswain]}
""",
        name="c",
        root=Path(),
    ).topics
    assert (mixed[0].id, mixed[0].label) == ("sport", "Our sport")
    assert (mixed[-1].id, mixed[-1].parent) == ("rowing", "sport")
    assert len(mixed) == len(every) + 1


def test_synonyms_stand_for_each_other_in_every_term() -> None:
    config = parse_config(
        SITE
        + """
synonyms: [[lorry, truck, "heavy goods vehicle"]]
topics: [{id: a, label: A, terms: [Lorry, {any: [ferry], with: [truck]}]}]
""",
        name="c",
        root=Path(),
    )
    assert config.topics[0].terms == (
        Term(any=("Lorry", "lorry", "truck", "heavy goods vehicle")),
        Term(any=("ferry",), together=("truck", "lorry", "heavy goods vehicle")),
    )


def test_every_problem_is_named_at_once_with_file_line_path_and_what_is_allowed() -> None:
    found = problems(
        """site: {title: "", base_url: "ftp://x"}
sources:
  - name: A
    feed: https://x.example/feed
    path: x
    text: exerpt
  - {name: a, langauge: en}
topics:
  - id: Water Policy
    label: 5
    terms: [a, 1969, {any: []}]
mut: [x]
"""
    )
    assert found == [
        "config.yaml:1: site.base_url: found 'ftp://x'; allowed: an address that starts with https:// or http://",
        "config.yaml:1: site.title: found ''; allowed: some text, not empty",
        "config.yaml:3: sources[0]: found feed and path; a source has one of feed, page and path",
        "config.yaml:6: sources[0].text: found 'exerpt' (did you mean excerpt?); allowed: headline, excerpt, full",
        "config.yaml:7: sources[1].langauge: unknown key (did you mean lang?); "
        "known here: name, feed, page, path, text, country, lang, home, fetch, select, drop, strip_lines",
        "config.yaml:7: sources[1].name: found 'a', as in sources[0]; each needs its own",
        "config.yaml:9: topics[0].id: found 'Water Policy'; "
        "allowed: small letters, digits and single hyphens, such as water-policy",
        "config.yaml:10: topics[0].label: found 5; allowed: text (put it in quotes)",
        "config.yaml:11: topics[0].terms[1]: found 1969; allowed: text in quotes, or {any: […], with: […], not: […]}",
        "config.yaml:11: topics[0].terms[2].any: found []; allowed: at least one item",
        "config.yaml:12: mut: unknown key (did you mean mute?); "
        "known here: site, sources, topics, synonyms, learn, recogniser, spacy_model, mute, entries, fetch",
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "a mapping is needed"),
        ("- a", "a mapping is needed"),
        ("sources: []", "site: missing; it is required"),
        ("site: {title: T}", "site.base_url: missing"),
        ("site: [", "not valid YAML"),
        (SITE + "site: {}", "stands twice"),
        (SITE + "sources: x", "sources: found 'x'; allowed: a list"),
        (SITE + "sources: [x]", "sources[0]: found 'x'; allowed: a mapping of keys and values"),
        (SITE + "sources: [{name: A, country: Norway}]", "two capital letters"),
        (SITE + "sources: [{name: A, feed: 'example.org/feed'}]", "an address that starts with"),
        (
            SITE + "sources: [{name: A, drop: ['p[']}]",
            "config.yaml:2: sources[0].drop[0]: found 'p['; allowed: a CSS sel",
        ),
        (SITE + "sources: [{name: A, select: 'a::text'}]", "sources[0].select[0]: found 'a::text'; allowed: a CSS"),
        (SITE + "sources: [{name: A, strip_lines: ['*']}]", "sources[0].strip_lines[0]: found '*'; allowed: a line"),
        (SITE + "sources: [{name: A, select: {a: b}}]", "sources[0].select: found {'a': 'b'}; allowed: a list"),
        (SITE + "topics: [{id: a, label: A, terms: [x]}, {id: a, label: B, terms: [y]}]", "found 'a', as in topics[0]"),
        (
            SITE + "topics: [{id: a, label: A, terms: [x], parent: b}]",
            "config.yaml:2: topics[0].parent: found 'b'; ",
        ),
        (SITE + "topics: [{id: a, label: A, terms: [x], parent: a}]", "found 'a', which stands below 'a' itself"),
        (
            SITE + "topics:\n - {id: a, label: A, parent: b}\n - {id: b, label: B, parent: a}",
            "config.yaml:3: topics[0].parent: found 'b', which stands below 'a' itself",
        ),
        (SITE + "topics: [{id: a, label: A}]", "config.yaml:2: topics[0].terms: missing; it is required, unless"),
        (
            SITE + "topics: iptk",
            "config.yaml:2: topics[0].use: found 'iptk'; allowed: the name of a packaged vocabulary: iptc",
        ),
        (SITE + "topics: [{use: iptc, terms: [x]}]", "topics[0].terms: unknown key"),
        (SITE + "synonyms: [[a]]", "synonyms[0]: found ['a']; allowed: at least two items"),
        (SITE + "entries: {future_hours: -1}", "allowed: a whole number, at least 0"),
        (SITE + "entries: {undated: drop}", "allowed: keep, leave-out"),
        ('site: {title: T, base_url: "https://x.example/?a=1"}', "without ?"),
        ('site: {title: T, base_url: "https://x.example/", timezone: Mars/Olympus}', "IANA time zone"),
        ('site: {title: T, base_url: "https://x.example/", language: English}', "language tag"),
        ('site: {title: T, base_url: "https://x.example/", stories: 0}', "at least 1"),
    ],
)
def test_wrong_configs(text: str, part: str) -> None:
    assert any(part in problem for problem in problems(text)), problems(text)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file"):
        load_config(tmp_path / "config.yaml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"site: {title: \xe9}")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(path)
