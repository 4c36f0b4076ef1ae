"""robots.txt as RFC 9309 has it, and whatever else servers put there."""

from __future__ import annotations

import time

import pytest

from digest.errors import FetchError
from digest.fetch.robots import MAX_BYTES, parse_robots, rules_without_file

HOST = "https://desk.example"


def allows(text: str | bytes, path: str, product: str = "newsdesk") -> bool:
    body = text.encode() if isinstance(text, str) else text
    try:
        parse_robots(body, product).check(HOST + path)
    except FetchError as error:
        return error.code != "robots"
    return True


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:\n", "/a", True),
        ("User-agent: *\nDisallow: /\n", "/a", False),
        ("user-agent:*\r\ndisallow:/a\r\n", "/abc", False),
        ("User-agent: *\rDisallow: /a\r", "/abc", False),
        ("User-agent: *\nDisallow: /a\nAllow: /ab\n", "/abc", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/x/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/x/a.pdf?b", True),
        ("User-agent: *\nDisallow: /a%3cd\n", "/a<d", False),
        ("User-agent: *\nDisallow: /müll\n", "/m%C3%BCll", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: newsdesk\nAllow: /\n", "/a", True),
        ("User-agent: NewsDesk/2\nDisallow: /\n", "/a", True),
        ("User-agent: other\nUser-agent: NEWSDESK\nDisallow: /a\n", "/a", False),
        ("User-agent: other\nDisallow: /\n", "/a", True),
        ("User-agent: desk\nDisallow: /\n", "/a", True),
        ("User-agent: other # newsdesk\nDisallow: /\n", "/a", True),
        ("User-agent: a\nDisallow: /x\nUser-agent: b\nDisallow: /y\nUser-agent: *\nDisallow: /z\n", "/x", True),
        ("User-agent: *\nDisallow: /x\nSitemap: https://desk.example/s.xml\nDisallow: /y\n", "/y", False),
        ("Disallow: /\n", "/a", True),
        ("<html><body>Disallow: /</body></html>", "/a", True),
    ],
)
def test_what_may_be_read(text: str, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


def test_a_byte_order_mark_nul_and_broken_utf8_do_no_harm() -> None:
    assert not allows("\ufeffUser-agent: *\nDisallow: /a".encode(), "/a")
    assert not allows(b"User-agent: *\n\x00Disallow: /a\n\xff\xfe\xed\xa0\x80", "/a")
    parse_robots(bytes(range(256)) * 100, "newsdesk").check(HOST + "/a")


@pytest.mark.parametrize(("said", "seconds"), [("2.5", 2.5), ("0", 0), ("-3", 0), ("nan", 0), ("inf", 0), ("soon", 0)])
def test_crawl_delay(said: str, seconds: float) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {said}\n".encode(), "newsdesk").crawl_delay_s == seconds


def test_the_crawl_delay_of_others_is_not_ours() -> None:
    text = b"User-agent: slowbot\nCrawl-delay: 60\n\nUser-agent: *\nDisallow: /a\n"
    assert parse_robots(text, "newsdesk").crawl_delay_s == 0


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: bot{n}\n" for n in range(15_000)) + "Allow: /a\n" * 20_000,
        "User-agent: *\n" + "".join(f"Disallow: /*{n}*x*y$\n" for n in range(25_000)),
        "User-agent: *\nDisallow: /" + "*a" * 200_000 + "*b$\n",
        "User-agent: *\nDisallow: /" + "%" * 400_000,
        "User-agent" + " " * 400_000 + "x",
        "User-agent: *\n" + "Disallow: /" + "$" * 100_000,
    ],
    ids=["agents by rules", "wildcards", "one long wildcard", "percents", "blanks", "dollars"],
)
def test_a_hostile_file_takes_bounded_time(text: str) -> None:
    begun = time.process_time()
    allows(text, "/" + "ab12xy" * 300)
    assert time.process_time() - begun < 12


def test_what_comes_after_the_limit_is_not_read() -> None:
    padding = "#" * MAX_BYTES + "\n"
    assert allows(padding + "User-agent: *\nDisallow: /\n", "/a")


@pytest.mark.parametrize("code", ["forbidden", "not-found", "gone", "refused", "empty", "redirect-loop"])
def test_an_answer_that_there_is_none_allows_all(code: str) -> None:
    rules_without_file(FetchError(code, "why"), "newsdesk").check(HOST + "/a")


@pytest.mark.parametrize("code", ["server-error", "timeout", "connection", "rate-limited", "broken-transfer"])
def test_no_answer_forbids_all_and_says_why(code: str) -> None:
    with pytest.raises(FetchError, match=r"robots\.txt could not be read.*the wire is cut") as raised:
        rules_without_file(FetchError(code, "the wire is cut"), "newsdesk").check(HOST + "/a")
    assert raised.value.code == "robots-unreachable"


@pytest.mark.parametrize("code", ["private-address", "no-such-host", "tls", "host-failing", "postponed"])
def test_where_the_page_would_fail_alike_its_own_error_is_given(code: str) -> None:
    with pytest.raises(FetchError) as raised:
        rules_without_file(FetchError(code, "why"), "newsdesk").check(HOST + "/a")
    assert (raised.value.code, raised.value.reason) == (code, "why")
