"""URLs taken apart for the wire, whatever they hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import FetchError
from digest.fetch.requests import FetchPolicy, follow_redirect, split_target


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("http://Desk.Example", "desk.example", "/"),
        ("https://desk.example:443/a/../b?c=d#e", "desk.example", "/a/../b?c=d"),
        ("http://desk.example:443/", "desk.example:443", "/"),
        ("HTTP://desk.example.:80/%7Ea/%2F%c3", "desk.example", "/%7Ea/%2F%c3"),
        ("http://[2001:DB8::1]:8080/x", "[2001:db8::1]:8080", "/x"),
        ("http://straße.example/ä ö?ü=\u4e2d", "xn--strae-oqa.example", "/%C3%A4%20%C3%B6?%C3%BC=%E4%B8%AD"),
        (" \thttp://desk.example/a\nb ", "desk.example", "/ab"),
        ("http://user:pa%3Ass@desk.example/", "desk.example", "/"),
    ],
)
def test_a_url_taken_apart(url: str, authority: str, path: str) -> None:
    target = split_target(url)
    assert (target.authority, target.path) == (authority, path)


def test_credentials_become_a_header_and_nothing_else() -> None:
    target = split_target("http://reader:pa%3Ass@desk.example/")
    assert target.authorization == "Basic cmVhZGVyOnBhOnNz"
    assert "reader" not in target.url + repr(target)
    assert split_target("http://desk.example/").authorization is None


@pytest.mark.parametrize(
    ("to", "url", "sends_credentials"),
    [
        ("/b?c", "http://desk.example/b?c", True),
        ("b", "http://desk.example/a/b", True),
        ("//other.example/", "http://other.example/", False),
        ("https://desk.example/", "https://desk.example/", False),
        ("http://desk.example:81/", "http://desk.example:81/", False),
        ("http://desk.example:80/x", "http://desk.example/x", True),
        ("?q", "http://desk.example/a/x?q", True),
    ],
)
def test_where_a_redirect_leads_and_what_goes_along(to: str, url: str, sends_credentials: bool) -> None:
    target = follow_redirect(split_target("http://me:secret@desk.example/a/x"), to)
    assert target.url == url
    assert (target.authorization is not None) is sends_credentials


LINE = re.compile(r"[!-~]+")


@given(st.text() | st.text().map("http://desk.example/{}".format) | st.text().map("https://{}/a".format))
@example("http://[fe80::1%25eth0]/")
@example("http://%31%32%37.0.0.1/")
@example("http://\u2488.example/")
@example("http://desk.example/\ud800\x00\r\nHost: other.example")
@example("http://a@b@c:80:80/")
def test_any_text_gives_a_clean_line_or_our_error(text: str) -> None:
    try:
        target = split_target(text)
        target = follow_redirect(target, text[::-1])
    except FetchError as error:
        said = (error.code, error.reason.isprintable())
        assert said in {("bad-address", True), ("bad-redirect", True)}
        return
    assert LINE.fullmatch(target.path)
    assert LINE.fullmatch(target.authority)
    assert target.path.startswith("/")
    assert 0 < target.port < 65536


@pytest.mark.parametrize(
    ("agent", "product"),
    [("digest/0.3 (+https://desk.example/bot)", "digest"), ("My-Desk", "My-Desk"), (" desk(x)", "desk"), ("", "")],
)
def test_the_product_token(agent: str, product: str) -> None:
    assert FetchPolicy(user_agent=agent).product == product
