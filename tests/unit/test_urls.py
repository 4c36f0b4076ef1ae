from __future__ import annotations

import pytest

from digest.urls import (
    canonical_url,
    drop_credentials,
    hide_credentials,
    is_web_url,
    outlet_host,
    resolve_canonical,
    site_of,
    url_key,
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTPS://WWW.Example.ORG:443/A", "https://www.example.org/A"),
        ("http://example.org:80", "http://example.org/"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
        ("https://example.org./x", "https://example.org/x"),
        (" https://example.org/a\n/b ", "https://example.org/a/b"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/../../a/..", "https://example.org/"),
        ("https:\\\\example.org\\a", "https://example.org/a"),
        ("https://example.org/x#part", "https://example.org/x"),
        ("https://example.org/x?", "https://example.org/x"),
        ("https://example.org/x/", "https://example.org/x/"),
        ("https://user:pass@example.org/x", "https://example.org/x"),
        ("https://example.org/%7euser/%c3%a9 é", "https://example.org/~user/%C3%A9%20%C3%A9"),
        ("https://example.org/%zz%2", "https://example.org/%25zz%252"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://ＥＸＡＭＰＬＥ。org/", "https://example.org/"),
        ("https://[2001:DB8:0::1]/x", "https://[2001:db8::1]/x"),
        ("https://example.org/x?b=2&a=1", "https://example.org/x?a=1&b=2"),
        ("https://example.org/x?2024/07/slug", "https://example.org/x?2024/07/slug"),
        ("https://example.org/x?b=1&flag", "https://example.org/x?b=1&flag"),
        ("https://example.org/x?a=2&a=1", "https://example.org/x?a=2&a=1"),
    ],
)
def test_normal_form(given: str, expected: str) -> None:
    assert canonical_url(given) == expected


@pytest.mark.parametrize(
    "query",
    "utm_source=a&utm_medium=b fbclid=x GCLID=1 mc_cid=1 at_medium=rss ref=twitter source=rss from=newsletter "
    "partner=rss-1 xtor=RSS-1 amp;utm_source=x PHPSESSID=1 _ga=1 amp=1 amp outputType=amp".split(),
)
def test_parameters_that_say_how_a_reader_came_go(query: str) -> None:
    assert canonical_url(f"https://example.org/x?id=7&{query}") == "https://example.org/x?id=7"


@pytest.mark.parametrize(
    "query", "amp=0 from=2024 id=1 m=202401 page=2 ref=heads/main source=12 story=utm_source".split()
)
def test_parameters_that_say_what_he_reads_stay(query: str) -> None:
    assert canonical_url(f"https://example.org/x?{query}") == f"https://example.org/x?{query}"


@pytest.mark.parametrize(
    "variant",
    [
        "https://amp.example.org/2024/the-long-story",
        "https://m.example.org/2024/the-long-story",
        "https://mobile.example.org/2024/the-long-story",
        "https://example.org/2024/the-long-story/amp",
        "https://example.org/amp/2024/the-long-story",
        "https://example.org/2024/the-long-story.amp",
        "https://example.org/2024/the-long-story?amp=1",
        "https://example-org.cdn.ampproject.org/c/s/example.org/2024/the-long-story",
        "https://search.example/amp/s/amp.example.org/2024/the-long-story/amp",
    ],
)
def test_variants_give_their_page(variant: str) -> None:
    assert canonical_url(variant) == "https://example.org/2024/the-long-story"


@pytest.mark.parametrize(
    "url",
    [
        "https://m.example/x",
        "https://m.co.uk/x",
        "https://amp.org/",
        "https://example.org/amp",
        "https://example.org/amp/valves",
        "https://example.org/amplifiers/the-best-amp-of-all",
        "https://example.org/amp/s/readme.t",
    ],
)
def test_what_only_looks_like_a_variant_stays(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "mailto:a@b.example", "//example.org/x", "http://", "http://a b/", "http://a/" + "x" * 9000),
        *("http://[::1/", "http://[::1%25eth0]/", "http://a:99999/", "http://-/", "http://⒈.com/", "http://℀.org/"),
        *("javascript:alert(1)", "http://\ud800/", "http://%00/", "ftp://a.example/", "http://" + "a." * 200 + "org/"),
    ],
)
def test_what_is_no_web_address_stays_as_it_is(text: str) -> None:
    assert not is_web_url(text)
    assert canonical_url(f" {text}\n") == text
    assert site_of(text) is None


def test_other_types_are_no_address() -> None:
    assert not is_web_url(None)
    assert not is_web_url(b"https://example.org/")


def test_credentials_go_even_from_what_is_no_address() -> None:
    assert canonical_url("http://user:pass@a b/") == "http://a b/"
    assert canonical_url("ftp://user:pass@example.org/x") == "ftp://example.org/x"
    assert drop_credentials("https://user:p@ss@example.org/a@b?x=#y") == "https://example.org/a@b?x=#y"


def test_url_key_joins_what_differs_only_in_address() -> None:
    forms = ["http://example.org/x", "https://www.example.org/x/", "https://m.example.org/x?utm_source=a"]
    assert {url_key(form) for form in forms} == {"example.org/x"}
    assert url_key("https://example.org/index.html") == url_key("http://www.example.org") == "example.org"
    assert url_key("https://example.org/x?id=1") != url_key("https://example.org/x?id=2")


@pytest.mark.parametrize(
    ("url", "rel", "expected"),
    [
        ("https://example.org/a?id=1", "https://www.example.org/the-story", "https://www.example.org/the-story"),
        ("https://news.example.org/a", "https://example.org/b", "https://example.org/b"),
        ("https://example.org/a/b", "../c", "https://example.org/c"),
        ("https://example.org/a", "//example.org/b?utm_source=x", "https://example.org/b"),
        ("https://example.org/a", "https://other.example/b", "https://example.org/a"),
        ("https://one.github.io/a", "https://two.github.io/a", "https://one.github.io/a"),
        ("https://a.co.uk/x", "https://b.co.uk/x", "https://a.co.uk/x"),
        ("https://example.org/a", "https://example.org/", "https://example.org/a"),
        ("https://example.org/a", "/index.html", "https://example.org/a"),
        ("https://example.org/news/a-long-story", "https://example.org/news/", "https://example.org/news/a-long-story"),
        ("https://example.org/a-long-story/2", "/a-long-story", "https://example.org/a-long-story"),
        ("https://example.org/a", "http://[bad", "https://example.org/a"),
        ("https://example.org/a", "javascript:void(0)", "https://example.org/a"),
        ("https://example.org/a", None, "https://example.org/a"),
        (None, "https://example.org/b#x", "https://example.org/b"),
        (None, "https://example.org/", None),
        (None, "/b", None),
        ("inbox/a.html", "https://example.org/b", "https://example.org/b"),
        (None, None, None),
    ],
)
def test_resolve_canonical(url: str | None, rel: str | None, expected: str | None) -> None:
    assert resolve_canonical(url, rel) == expected


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.org/x", "example.org"),
        ("https://a.b.example.co.uk/", "example.co.uk"),
        ("https://example.com.au", "example.com.au"),
        ("https://www.ft.example", "ft.example"),
        ("https://one.github.io/", "one.github.io"),
        ("http://localhost:8000/", "localhost"),
        ("http://192.0.2.1/", "192.0.2.1"),
        ("http://[::1]/", "[::1]"),
    ],
)
def test_site_of(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Bay.example/a", "bay.example"),
        ("http://m.bay.example", "bay.example"),
        ("https://sport.bay.example:8080/?x", "sport.bay.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("mailto:desk@bay.example", None),
        ("", None),
    ],
)
def test_an_outlet_goes_by_its_host(url: str, host: str | None) -> None:
    assert outlet_host(url) == host


def test_hide_credentials_in_any_text() -> None:
    text = "GET https://me:secret@example.org/f?page=2&api_key=abc&x-amz-signature=ff failed"
    assert hide_credentials(text) == "GET https://***@example.org/f?page=2&api_key=***&x-amz-signature=*** failed"
    assert hide_credentials("mail to a@example.org") == "mail to a@example.org"
