"""The HTTP client against a real server on the loopback, with its faults."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import pytest

from digest.errors import FetchError
from digest.fetch.client import Fetcher, FetchPolicy, Kind, Outcome, Request, Response, fetch_all
from digest.fetch.schedule import RESULTS_PER_SLOT
from tests.loopback import (
    Asked,
    Host,
    Loopback,
    Say,
    after,
    gzip_bomb,
    head,
    longer,
    raw,
    redirect,
    silent,
    slow_body,
    slow_head,
    truncated,
    unfinished_chunks,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = b"<rss version='2.0'><channel><title>Harbour news</title></channel></rss>" * 20
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"


@pytest.fixture
def world() -> Iterator[Loopback]:
    with Loopback() as loopback:
        yield loopback


@pytest.fixture
def host(world: Loopback) -> Host:
    return world.add_host()


class Client:
    """The client as a run has it: one cache folder, one policy."""

    def __init__(self, world: Loopback, cache: Path) -> None:
        self.world = world
        self.cache = cache
        self.policy = FetchPolicy(
            user_agent="newsdesk/1.0 (+https://desk.example/about)",
            deadline_s=6.0,
            backoff_s=0.02,
            retry_after_cap_s=1.0,
            attempts=3,
        )

    def all(self, *urls: str, kind: Kind = "feed", **changes: object) -> list[tuple[Request, Outcome]]:
        policy = replace(self.policy, **({"allow_hosts": self.world.allow_hosts} | changes))
        requests = [Request(url=url, kind=kind) for url in urls]
        return list(fetch_all(requests, policy=policy, cache=self.cache, now=NOW, random=Random(7), resolve=lead_home))

    def get(self, url: str, kind: Kind = "feed", **changes: object) -> Response:
        [(_, outcome)] = self.all(url, kind=kind, **changes)
        assert isinstance(outcome, Response), outcome
        return outcome

    def fail(self, url: str, kind: Kind = "feed", **changes: object) -> FetchError:
        [(_, outcome)] = self.all(url, kind=kind, **changes)
        assert isinstance(outcome, FetchError), outcome
        return outcome


async def lead_home(name: str, port: int) -> list[str]:
    """Every name is on the loopback, unless it says that it is not."""
    if name.startswith("nowhere"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return ["127.0.0.1"]


@pytest.fixture
def client(world: Loopback, tmp_path: Path) -> Client:
    return Client(world, tmp_path / "cache")


# --- the plain case, and the second run ------------------------------------------------------------------


def test_a_feed_comes_whole_with_an_honest_request(client: Client, host: Host) -> None:
    host.put("/feed?a=1", body=FEED, headers={"Content-Type": "application/rss+xml"})
    response = client.get(host.url("/feed?a=1#top"))
    assert (response.body, response.status, response.unchanged) == (FEED, 200, False)
    assert response.url == host.url("/feed?a=1#top")
    assert (response.final_url, response.moved_to) == (host.url("/feed?a=1"), None)
    assert (response.content_type, response.fetched_at) == ("application/rss+xml", NOW)
    [asked] = host.seen
    assert asked.headers["user-agent"] == "newsdesk/1.0 (+https://desk.example/about)"
    assert asked.headers["host"] == host.authority
    assert asked.headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert "rss+xml" in asked.headers["accept"]
    assert not asked.conditional


def test_feeds_need_no_robots_txt(client: Client, host: Host) -> None:
    host.put("/robots.txt", body=b"User-agent: *\nDisallow: /\n")
    host.put("/feed", body=FEED)
    assert client.get(host.url("/feed")).body == FEED
    assert host.paths() == ["/feed"]


@pytest.mark.parametrize("validator", [{"etag": '"v1"'}, {"last_modified": "Sun, 20 Jul 1969 20:17:40 GMT"}])
def test_the_second_run_asks_only_whether_it_changed(client: Client, host: Host, validator: dict[str, str]) -> None:
    host.put("/feed", body=FEED, headers={"Content-Type": "text/xml"}, **validator)
    client.get(host.url("/feed"))
    again = client.get(host.url("/feed"))
    assert host.seen[1].conditional
    assert (again.unchanged, again.status, again.body, again.content_type) == (True, 304, FEED, "text/xml")
    host.put("/feed", body=b"new", **{key: value.replace("1", "2") for key, value in validator.items()})
    changed = client.get(host.url("/feed"))
    assert (changed.unchanged, changed.body) == (False, b"new")


def test_without_validators_it_is_read_again(client: Client, host: Host) -> None:
    host.put("/feed", body=FEED)
    client.get(host.url("/feed"))
    assert not client.get(host.url("/feed")).unchanged


def test_no_store_is_not_stored(client: Client, host: Host) -> None:
    host.put("/feed", body=FEED, etag='"v1"', headers={"Cache-Control": 'private, No-Store, x="a"'})
    client.get(host.url("/feed"))
    client.get(host.url("/feed"))
    assert [asked.conditional for asked in host.seen] == [False, False]


@pytest.mark.parametrize("harm", ["cut", "altered", "garbage", "foreign", "folder"])
def test_a_corrupt_cache_entry_is_ignored_and_replaced(client: Client, host: Host, harm: str) -> None:
    host.put("/feed", body=FEED, etag='"v1"')
    client.get(host.url("/feed"))
    [entry] = [path for path in client.cache.rglob("*") if path.is_file()]
    whole = entry.read_bytes()
    if harm == "folder":
        entry.unlink()
        entry.mkdir()
    else:
        magic, _, line, body = whole.split(b"\n", 3)
        other = json.dumps({**json.loads(line), "url": "0" * 64}).encode() + b"\n" + body
        entry.write_bytes(
            {
                "cut": whole[:-5],
                "altered": whole[:-5] + b"abcde",
                "garbage": b"\x00\xff{[" * 1000,
                "foreign": b"\n".join((magic, hashlib.sha256(other).hexdigest().encode(), other)),
            }[harm]
        )
    assert client.get(host.url("/feed")).body == FEED
    assert not host.seen[-1].conditional
    if harm != "folder":
        assert entry.read_bytes() == whole
        assert client.get(host.url("/feed")).unchanged


def test_a_304_that_nobody_asked_for_is_an_error(client: Client, host: Host) -> None:
    host.put("/feed", status=304)
    assert client.fail(host.url("/feed")).code == "unexpected-status"


def test_one_address_is_asked_once_in_a_run(client: Client, host: Host) -> None:
    host.put("/feed", body=FEED)
    host.script("/gone", Say(410))
    urls = [host.url("/feed"), host.url("/feed#part"), host.url("/feed"), host.url("/gone"), host.url("/gone")]
    outcomes = client.all(*urls)
    assert sorted(host.paths()) == ["/feed", "/gone"]
    assert sorted(request.url for request, _ in outcomes) == sorted(urls)
    assert {outcome.url for _, outcome in outcomes if isinstance(outcome, Response)} == set(urls[:3])
    assert [outcome.body for _, outcome in outcomes if isinstance(outcome, Response)] == [FEED] * 3


def test_pages_may_be_submitted_while_feeds_come_in(client: Client, world: Loopback, host: Host) -> None:
    for number in range(4):
        host.put(f"/{number}", body=f"page {number}".encode())
    host.put("/feed", body=FEED)
    got = []
    policy = replace(client.policy, allow_hosts=world.allow_hosts)
    with Fetcher(policy, cache=client.cache, now=NOW) as fetcher:
        fetcher.submit(Request(url=host.url("/feed"), kind="feed"))
        for request, outcome in fetcher.results():
            assert isinstance(outcome, Response)
            got.append(outcome.body)
            if request.kind == "feed":
                for number in [*range(4), 2]:
                    fetcher.submit(Request(url=host.url(f"/{number}"), kind="page"))
        fetcher.submit(Request(url=host.url("/feed"), kind="feed"))
        [(_, repeated)] = fetcher.results()
    assert sorted(got[1:]) == [b"page 0", b"page 1", b"page 2", b"page 2", b"page 3"]
    assert isinstance(repeated, Response)
    assert repeated.body == FEED
    assert host.paths() == ["/feed", "/robots.txt", "/0", "/1", "/2", "/3"]


def test_nothing_to_fetch(client: Client) -> None:
    assert client.all() == []


# --- addresses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["", "ftp://desk.example/feed", "file:///etc/hostname", "http://", "http://[::1", "http://a b/", "javascript:1",
     "http://desk.example:99999/", "http://" + "a" * 9000, "\x00", "http://\ud800/"],
)  # fmt: skip
def test_what_is_no_web_address_is_an_error(client: Client, url: str) -> None:
    assert client.fail(url).code == "bad-address"


def test_the_wire_gets_ascii_and_the_server_its_own_escapes(client: Client, host: Host) -> None:
    host.put("/b%C3%BCcher/a%2Fb?q=%E2%82%AC&c=[1]", body=FEED)
    assert client.get(host.url("/bücher/a%2Fb?q=€&c=[1]")).body == FEED


def test_a_name_beyond_ascii_is_looked_up_in_punycode(client: Client, world: Loopback) -> None:
    host = world.add_host("xn--bcher-kva.example")
    host.put("/", body=FEED)
    assert client.get(f"http://Bücher.example:{host.port}/").body == FEED
    assert host.seen[0].headers["host"] == host.authority


def test_credentials_go_to_their_origin_only_and_are_never_shown(client: Client, world: Loopback, host: Host) -> None:
    other = world.add_host()
    other.put("/feed", body=FEED)
    host.script("/in", redirect("/next"))
    host.script("/next", redirect(other.url("/feed")))
    url = host.url("/in").replace("://", "://reader:s3cret@")
    response = client.get(url)
    assert [asked.headers.get("authorization") for asked in host.seen] == ["Basic cmVhZGVyOnMzY3JldA=="] * 2
    assert "authorization" not in other.seen[0].headers
    assert "s3cret" not in response.final_url + str(response.moved_to)
    host.script("/in", redirect(f"http://reader:s3cret@{host.authority}/in"))
    assert "s3cret" not in repr(client.fail(url))
    host.script("/in", redirect("ftp://reader:s3cret@desk.example/"))
    assert "s3cret" not in repr(client.fail(url))
    assert all(b"s3cret" not in path.read_bytes() for path in client.cache.rglob("*") if path.is_file())


# --- private addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["127.0.0.1", "[::1]", "desk.example", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"])
def test_private_addresses_are_refused_before_connecting(client: Client, host: Host, name: str) -> None:
    host.put("/", body=FEED)
    error = client.fail(f"http://{name}:{host.port}/", allow_hosts=frozenset())
    assert error.code == "private-address"
    assert "allow_hosts" in error.reason
    assert host.seen == []


def test_a_redirect_to_a_private_address_is_refused(client: Client, world: Loopback, host: Host) -> None:
    inner = world.add_host()
    inner.put("/", body=b"secret")
    host.script("/feed", redirect(inner.url("/")))
    assert client.fail(host.url("/feed"), allow_hosts=frozenset({host.authority})).code == "private-address"
    assert inner.seen == []


def test_rebinding_gains_nothing(client: Client, host: Host) -> None:
    """Each look-up says something else; what was checked is what is connected to."""
    host.put("/", body=b"secret")
    answers = iter([["192.168.0.9"], ["127.0.0.1"], ["10.0.0.1", "127.0.0.1"]])

    async def rebind(name: str, port: int) -> list[str]:
        return next(answers, ["127.0.0.1"])

    request = Request(url=f"http://desk.example:{host.port}/", kind="feed")
    for _ in range(3):
        [(_, outcome)] = fetch_all([request], policy=client.policy, cache=client.cache, now=NOW, resolve=rebind)
        assert isinstance(outcome, FetchError)
        assert outcome.code == "private-address"
    assert host.seen == []


def test_the_name_stays_in_the_request_when_an_address_is_connected_to(client: Client, world: Loopback) -> None:
    host = world.add_host("desk.example")
    host.put("/", body=FEED)
    assert client.get(host.url("/")).body == FEED
    assert host.seen[0].headers["host"] == host.authority


def test_an_address_that_does_not_answer_leaves_the_next_one(client: Client, world: Loopback) -> None:
    host = world.add_host("desk.example")
    host.put("/", body=FEED)

    async def two(name: str, port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]  # the server listens at the second alone

    policy = replace(client.policy, allow_hosts=world.allow_hosts)
    [(_, outcome)] = fetch_all(
        [Request(url=host.url("/"), kind="feed")], policy=policy, cache=client.cache, now=NOW, resolve=two
    )
    assert isinstance(outcome, Response)


def test_tls_asks_for_the_name_and_checks_the_certificate(
    client: Client, world: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl program to make a certificate")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=desk.example", "-addext", "subjectAltName=DNS:desk.example", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    asked_for: list[str | None] = []
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    server.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    host = world.add_host("desk.example", tls=server)
    host.put("/", body=FEED)
    stranger = client.fail(host.url("/"))
    assert (stranger.code, asked_for) == ("tls", ["desk.example"])
    assert "certificate" in stranger.reason
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    assert client.get(host.url("/")).body == FEED
    host.name = "other.example"
    assert client.fail(host.url("/")).code == "tls"


# --- redirects -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((301, 308), True), ((302,), False), ((301, 302), False), ((307, 301), False)],
)
def test_only_permanent_redirects_move_a_source(
    client: Client, world: Loopback, host: Host, statuses: tuple[int, ...], moved: bool
) -> None:
    end = world.add_host()
    end.put("/feed", body=FEED, etag='"v1"')
    for number, status in enumerate(statuses):
        last = number == len(statuses) - 1
        host.script(f"/{number}", redirect(end.url("/feed") if last else f"/{number + 1}", status))
    for unchanged in (False, True):
        response = client.get(host.url("/0"))
        assert (response.final_url, response.unchanged) == (end.url("/feed"), unchanged)
        assert response.moved_to == (end.url("/feed") if moved else None)


def test_validators_go_only_to_the_address_that_gave_them(client: Client, host: Host) -> None:
    host.put("/one", body=b"one", etag='"v1"')
    host.put("/two", body=b"two", etag='"v1"')
    host.script("/", redirect("/one"), redirect("/two"))
    assert client.get(host.url("/")).body == b"one"
    assert client.get(host.url("/")).body == b"two"
    assert not any(asked.conditional for asked in host.seen)


def test_redirect_loops_and_long_ways_end(client: Client, host: Host) -> None:
    host.script("/a", redirect("/b"))
    host.script("/b", redirect("/a"))
    assert client.fail(host.url("/a")).code == "redirect-loop"
    assert host.paths() == ["/a", "/b"]
    for number in range(9):
        host.script(f"/{number}", redirect(f"/{number + 1}"))
    error = client.fail(host.url("/0"))
    assert (error.code, "more than 5 times" in error.reason) == ("redirect-loop", True)
    host.put("/5", body=FEED)
    assert client.get(host.url("/0")).final_url == host.url("/5")


@pytest.mark.parametrize("to", ["ftp://desk.example/x", "http://:80/", "javascript:alert(1)", "http://[", ""])
def test_a_redirect_to_no_web_address_is_an_error(client: Client, host: Host, to: str) -> None:
    host.script("/", redirect(to))
    assert client.fail(host.url("/")).code == "bad-redirect"


def test_a_redirect_may_be_written_in_utf8(client: Client, host: Host) -> None:
    host.script("/", redirect("/münz".encode().decode("latin-1")))
    host.put("/m%C3%BCnz", body=FEED)
    assert client.get(host.url("/")).body == FEED


# --- status codes and retries ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "forbidden"), (403, "forbidden"), (404, "not-found"), (410, "gone"), (418, "refused"), (451, "forbidden"),
     (204, "empty"), (206, "unexpected-status"), (202, "unexpected-status")],
)  # fmt: skip
def test_a_refusal_is_named_and_not_asked_twice(client: Client, host: Host, status: int, code: str) -> None:
    host.put("/", body=b"" if status == 204 else b"no", status=status)
    assert client.fail(host.url("/")).code == code
    assert len(host.seen) == 1


def test_an_error_leaves_what_is_stored(client: Client, host: Host) -> None:
    host.put("/", body=FEED, etag='"v1"')
    client.get(host.url("/"))
    host.script("/", Say(410), Say(503), Say(503), Say(503), Say(200, body=FEED, etag='"v1"'))
    assert client.fail(host.url("/")).code == "gone"
    assert client.fail(host.url("/")).code == "server-error"
    assert client.get(host.url("/")).unchanged


def test_500_then_200_is_a_200(client: Client, host: Host) -> None:
    host.script("/", Say(500), Say(503), Say(200, body=FEED))
    assert client.get(host.url("/")).body == FEED


def test_a_server_that_keeps_failing_is_asked_so_many_times(client: Client, host: Host) -> None:
    host.put("/", body=b"oops", status=502)
    error = client.fail(host.url("/"))
    assert (error.code, len(host.seen)) == ("server-error", 3)
    assert "502" in error.reason
    assert "asked 3 times" in error.reason


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(client: Client, host: Host, status: int) -> None:
    host.script("/", Say(status, headers={"Retry-After": "1"}), Say(200, body=FEED))
    assert client.get(host.url("/")).body == FEED
    assert 1.0 <= host.seen[1].at - host.seen[0].at < 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_is_reported(client: Client, host: Host, status: int) -> None:
    host.put("/", body=b"", status=status, headers={"Retry-After": "7200"})
    error = client.fail(host.url("/"))
    assert (error.code, len(host.seen)) == ("rate-limited" if status == 429 else "server-error", 1)
    assert "asked to wait 7200 s" in error.reason


def test_a_retry_after_date_counts_from_the_servers_own_clock(client: Client, host: Host) -> None:
    server_time = datetime(2001, 1, 1, tzinfo=UTC)
    headers = {
        "Date": format_datetime(server_time, usegmt=True),
        "Retry-After": format_datetime(server_time + timedelta(minutes=5), usegmt=True),
    }
    host.put("/", status=429, headers=headers)
    assert "asked to wait 300 s" in client.fail(host.url("/")).reason


def test_patience_is_bounded_over_all_attempts(client: Client, host: Host) -> None:
    host.put("/", status=429, headers={"Retry-After": "1"})
    begun = time.monotonic()
    assert client.fail(host.url("/"), retry_after_cap_s=1.5, attempts=9).code == "rate-limited"
    assert len(host.seen) == 2
    assert time.monotonic() - begun < 8


def test_429_without_a_time_is_not_asked_again(client: Client, host: Host) -> None:
    host.put("/", status=429)
    assert client.fail(host.url("/")).code == "rate-limited"
    assert len(host.seen) == 1


def test_a_host_that_keeps_refusing_is_left_alone(client: Client, host: Host) -> None:
    outcomes = client.all(*(host.url(f"/{number}") for number in range(20)))
    assert len(host.seen) == 20  # 404 is an answer
    for number in range(20):
        host.put(f"/{number}", status=429)
    outcomes = client.all(*(host.url(f"/{number}") for number in range(20)))
    codes = [outcome.code for _, outcome in outcomes if isinstance(outcome, FetchError)]
    assert codes == ["rate-limited"] * 3 + ["host-failing"] * 17
    assert len(host.seen) == 23


def test_a_host_that_fails_all_over_is_asked_less_and_then_no_more(client: Client, host: Host) -> None:
    for number in range(40):
        host.put(f"/{number}", status=500)
    outcomes = client.all(*(host.url(f"/{number}") for number in range(40)))
    codes = [outcome.code for _, outcome in outcomes if isinstance(outcome, FetchError)]
    assert codes == ["server-error"] * 10 + ["host-failing"] * 30
    assert len(host.seen) == 3 * 3 + 7  # after the third failure nothing is asked twice


def test_a_host_has_its_share_of_the_run(client: Client, host: Host) -> None:
    host.put("/robots.txt", body=b"User-agent: *\nCrawl-delay: 1\n")
    for number in range(9):
        host.put(f"/{number}", body=b"page")
    urls = [host.url(f"/{number}") for number in range(9)]
    begun = time.monotonic()
    outcomes = client.all(*urls, kind="page", crawl_delay_cap_s=0.2, host_limit_s=0.5)
    assert time.monotonic() - begun < 12
    codes = [outcome.code if isinstance(outcome, FetchError) else "fine" for _, outcome in outcomes]
    assert codes == ["fine"] * 4 + ["postponed"] * 5


# --- broken and hostile transfers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("play", "code"),
    [
        (truncated(FEED), "broken-transfer"),
        (unfinished_chunks(FEED), "broken-transfer"),
        (longer(FEED, said=100), "broken-transfer"),
        (raw(HINTS + head(200, {"Content-Length": "5"}) + FEED), "broken-transfer"),
        (raw(b"this is no HTTP\r\n\r\n"), "broken-transfer"),
        (raw(b""), "broken-transfer"),
        (raw(head(200, {"Content-Length": "9"}) + b"x", then_reset=True), "connection"),
        (raw(b"", then_reset=True), "connection"),
        (raw(head(200, {"Content-Encoding": "gzip"}) + FEED), "broken-transfer"),
        (raw(head(200, {"Content-Encoding": "gzip"}) + gzip.compress(FEED)[:-9]), "broken-transfer"),
        (raw(head(200, {"Content-Length": "0"})), "empty"),
        (raw(head(200, {})), "empty"),
        (raw(head(200, {"Content-Encoding": "gzip"}) + gzip.compress(b"")), "empty"),
        (raw(head(200, {"X-Long": "x" * 300_000})), "broken-transfer"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcdefg"), "broken-transfer"),
    ],
)  # fmt: skip
def test_a_broken_answer_is_an_error(client: Client, host: Host, play: object, code: str) -> None:
    host.put("/", play=play)
    error = client.fail(host.url("/"))
    assert error.code == code, error
    assert len(host.seen) == (1 if code == "empty" else 3)


def test_a_reason_quotes_no_more_than_a_line(client: Client, host: Host) -> None:
    host.put("/", play=raw(b"x" * 50_000 + b"\r\n\r\n"))
    assert len(client.fail(host.url("/")).reason) < 300


def test_a_broken_answer_then_a_good_one_is_good(client: Client, host: Host) -> None:
    for play in (truncated(FEED), raw(b"", then_reset=True), unfinished_chunks(FEED)):
        host.script("/", Say(play=play), Say(200, body=FEED))
        assert client.get(host.url("/")).body == FEED


def test_white_space_after_the_body_is_no_fault(client: Client, host: Host) -> None:
    host.put("/", play=longer(FEED + b"\r\n", said=len(FEED)))
    assert client.get(host.url("/")).body == FEED


def test_a_connection_is_used_again(client: Client, host: Host) -> None:
    async def keep(asked: Asked, writer: object) -> None:
        asked.keep = True
        writer.write(HINTS + head(200, {"Content-Length": "5"}) + b"hello")  # type: ignore[attr-defined]

    for path in ("/a", "/b", "/c"):
        host.put(path, play=keep)
    bodies = [
        outcome.body for _, outcome in client.all(*map(host.url, ("/a", "/b", "/c"))) if isinstance(outcome, Response)
    ]
    assert bodies == [b"hello"] * 3
    assert host.connections == 1


@pytest.mark.parametrize("play", [slow_head(), slow_body(FEED), silent()])
def test_the_deadline_holds_whatever_trickles_in(client: Client, host: Host, play: object) -> None:
    host.put("/", play=play)
    begun = time.monotonic()
    error = client.fail(host.url("/"), deadline_s=0.6)
    assert time.monotonic() - begun < 10
    assert error.code == "timeout"
    assert "0.6 s" in error.reason
    assert len(host.seen) == 1
    assert ("bytes of the body" if play.__qualname__.startswith("slow_body") else "headers") in error.reason


def test_the_deadline_is_for_all_hops_and_attempts_together(client: Client, host: Host) -> None:
    for number in range(5):
        host.script(f"/{number}", Say(play=after(0.3, Say(500))), Say(play=after(0.3, redirect(f"/{number + 1}"))))
    begun = time.monotonic()
    assert client.fail(host.url("/0"), deadline_s=1.0).code in {"timeout", "server-error"}
    assert time.monotonic() - begun < 12


def test_a_host_that_hangs_takes_less_and_less_time_then_none(client: Client, host: Host) -> None:
    for number in range(30):
        host.put(f"/{number}", play=silent())
    begun = time.monotonic()
    outcomes = client.all(*(host.url(f"/{number}") for number in range(30)), deadline_s=0.8)
    codes = [outcome.code for _, outcome in outcomes if isinstance(outcome, FetchError)]
    assert codes == ["timeout"] * 3 + ["host-failing"] * 27
    assert len(host.seen) == 3
    assert time.monotonic() - begun < 16


def test_bodies_are_capped_by_what_is_said_and_by_what_comes(client: Client, host: Host) -> None:
    host.put("/said", body=b"x" * 2000)
    host.put("/endless", play=raw(head(200, {}) + b"x" * 500_000))
    host.put("/fits", body=b"x" * 1000)
    assert client.fail(host.url("/said"), max_bytes=1000).code == "too-large"
    assert client.fail(host.url("/endless"), max_bytes=1000).code == "too-large"
    assert client.get(host.url("/fits"), max_bytes=1000).body == b"x" * 1000


def test_a_gzip_bomb_is_stopped_while_decoding(client: Client, host: Host) -> None:
    import tracemalloc

    host.script("/", gzip_bomb(900))
    tracemalloc.start()
    try:
        error = client.fail(host.url("/"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.code == "too-large"
    assert "15 MB" in error.reason
    assert peak < 60_000_000
    assert len(host.seen) == 1


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def test_every_coding_we_ask_for_is_undone(client: Client, host: Host) -> None:
    import brotli
    from backports import zstd

    body = FEED + bytes(range(256)) * 3000
    packed = {
        "gzip": gzip.compress(body[:500]) + gzip.compress(body[500:]) + b"\0\0",
        "x-gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "Deflate": _deflate(body),
        "br": brotli.compress(body),
        "zstd": zstd.compress(body[:500]) + zstd.compress(body[500:]),
        "gzip, br": brotli.compress(gzip.compress(body)),
        "identity": body,
        "UTF-8": body,
    }
    for number, (coding, data) in enumerate(packed.items()):
        host.put(f"/{number}", body=data, headers={"Content-Encoding": coding})
        assert client.get(host.url(f"/{number}")).body == body, coding


def test_connection_refused_and_no_such_host(client: Client, world: Loopback) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        authority = f"127.0.0.1:{taken.getsockname()[1]}"  # bound, not listening
        error = client.fail(f"http://{authority}/", allow_hosts=frozenset({authority}))
        assert (error.code, "asked 3 times" in error.reason) == ("connection", True)
    error = client.fail("http://nowhere.example/")
    assert (error.code, "nowhere.example" in error.reason) == ("no-such-host", True)


def test_a_look_up_that_hangs_is_bounded(client: Client) -> None:
    async def hang(name: str, port: int) -> list[str]:
        import asyncio

        await asyncio.sleep(3600)
        return []

    policy = replace(client.policy, deadline_s=0.6)
    begun = time.monotonic()
    [(_, outcome)] = fetch_all(
        [Request(url="http://desk.example/", kind="feed")], policy=policy, cache=client.cache, now=NOW, resolve=hang
    )
    assert isinstance(outcome, FetchError)
    assert outcome.code == "timeout"
    assert time.monotonic() - begun < 10


# --- robots.txt ------------------------------------------------------------------------------------------


def test_pages_obey_robots_txt_asked_once(client: Client, host: Host) -> None:
    host.put("/robots.txt", body=b"User-agent: *\nAllow: /\n\nUser-agent: NewsDesk\nDisallow: /private\n", etag='"r"')
    host.put("/open", body=b"open")
    host.put("/private/a", body=b"no")
    host.script("/sly", redirect("/private/a"))
    outcomes = dict(client.all(*map(host.url, ("/open", "/private/a", "/sly")), kind="page"))
    found = {request.url: outcome for request, outcome in outcomes.items()}
    assert isinstance(found[host.url("/open")], Response)
    for path in ("/private/a", "/sly"):
        error = found[host.url(path)]
        assert isinstance(error, FetchError)
        assert error.code == "robots"
    assert host.paths() == ["/robots.txt", "/open", "/sly"]
    client.get(host.url("/open"), kind="page")
    assert host.seen[3].path == "/robots.txt"
    assert host.seen[3].conditional


@pytest.mark.parametrize("status", [403, 404, 410, 400])
def test_without_robots_txt_all_may_be_read(client: Client, host: Host, status: int) -> None:
    host.put("/robots.txt", body=b"nothing", status=status)
    host.put("/page", body=b"page")
    assert client.get(host.url("/page"), kind="page").body == b"page"


@pytest.mark.parametrize("answer", [Say(500), Say(429), Say(play=silent()), Say(play=raw(b"", then_reset=True))])
def test_robots_txt_that_cannot_be_read_forbids(client: Client, host: Host, answer: Say) -> None:
    host.script("/robots.txt", answer)
    host.put("/page", body=b"page")
    error = client.fail(host.url("/page"), kind="page", deadline_s=1.0)
    assert error.code == "robots-unreachable"
    assert "robots.txt could not be read" in error.reason
    assert "/page" not in host.paths()
    host.put("/robots.txt", body=b"User-agent: *\nDisallow: /x\n")
    assert client.get(host.url("/page"), kind="page").body == b"page"
    host.script("/robots.txt", answer)  # what is stored counts meanwhile (RFC 9309, section 2.4)
    assert client.get(host.url("/page"), kind="page", deadline_s=1.0).body == b"page"
    assert client.fail(host.url("/x"), kind="page", deadline_s=1.0).code == "robots"


def test_a_long_robots_txt_counts_as_far_as_it_is_read(client: Client, host: Host) -> None:
    host.put("/robots.txt", body=b"User-agent: *\nDisallow: /x\n" + b"# padding\n" * 100_000)
    host.put("/page", body=b"page")
    assert client.get(host.url("/page"), kind="page").body == b"page"
    assert client.fail(host.url("/x"), kind="page").code == "robots"


def test_crawl_delay_stands_between_pages_up_to_its_cap(client: Client, host: Host) -> None:
    host.put("/robots.txt", body=b"User-agent: *\nCrawl-delay: 100\n")
    for number in range(3):
        host.put(f"/{number}", body=b"page")
    client.all(*(host.url(f"/{number}") for number in range(3)), kind="page", crawl_delay_cap_s=0.3)
    _, first, second, third = (asked.at for asked in host.seen)
    assert second - first >= 0.3
    assert 0.3 <= third - second < 3


# --- many hosts ------------------------------------------------------------------------------------------


def test_hosts_side_by_side_one_request_at_a_time_each(client: Client, world: Loopback) -> None:
    hosts = [world.add_host() for _ in range(6)]
    for one in hosts:
        for number in range(4):
            one.put(f"/{number}", play=after(0.05, Say(200, body=b"x")))
    urls = [one.url(f"/{number}") for one in hosts for number in range(4)]
    outcomes = client.all(*urls, hosts_at_once=3)
    assert all(isinstance(outcome, Response) for _, outcome in outcomes)
    assert {request.url for request, _ in outcomes} == set(urls)
    assert [one.peak for one in hosts] == [1] * 6
    assert world.peak == 3


def test_redirects_from_many_hosts_to_one_still_take_turns(client: Client, world: Loopback) -> None:
    shared = world.add_host()
    shared.put("/feed", play=after(0.05, Say(200, body=FEED)))
    hosts = [world.add_host() for _ in range(5)]
    for number, one in enumerate(hosts):
        shared.put(f"/{number}", play=after(0.05, Say(200, body=FEED)))
        one.script("/", redirect(shared.url(f"/{number}")))
    outcomes = client.all(*(one.url("/") for one in hosts), hosts_at_once=8)
    assert all(isinstance(outcome, Response) for _, outcome in outcomes)
    assert shared.peak == 1


def test_who_waits_takes_no_place(client: Client, world: Loopback) -> None:
    """Two hosts wait out a Retry-After; the only slot serves the others meanwhile."""
    waiting = [world.add_host() for _ in range(2)]
    for one in waiting:
        one.script("/", Say(503, headers={"Retry-After": "1"}), Say(200, body=b"late"))
    quick = world.add_host()
    for number in range(5):
        quick.put(f"/{number}", body=b"quick")
    urls = [one.url("/") for one in waiting] + [quick.url(f"/{number}") for number in range(5)]
    order = [outcome.body for _, outcome in client.all(*urls, hosts_at_once=1) if isinstance(outcome, Response)]
    assert order == [b"quick"] * 5 + [b"late"] * 2


def test_results_that_nobody_takes_stop_the_fetching(client: Client, world: Loopback) -> None:
    host = world.add_host()
    for number in range(30):
        host.put(f"/{number}", body=b"x" * 1000)
    policy = replace(client.policy, allow_hosts=world.allow_hosts, hosts_at_once=1)
    requests = [Request(url=host.url(f"/{number}"), kind="feed") for number in range(30)]
    results = fetch_all(requests, policy=policy, cache=client.cache, now=NOW)
    next(results)
    time.sleep(0.4)
    assert len(host.seen) <= RESULTS_PER_SLOT + 2
    assert len(list(results)) == 29
    assert len(host.seen) == 30


def test_faults_on_half_of_many_hosts(client: Client, world: Loopback) -> None:
    inner = world.add_host()
    inner.put("/", body=b"secret")
    allowed = frozenset()
    faults: dict[str, tuple[str, Say]] = {
        "slow head": ("timeout", Say(play=slow_head())),
        "slow body": ("timeout", Say(play=slow_body(FEED))),
        "truncated": ("broken-transfer", Say(play=truncated(FEED))),
        "loop": ("redirect-loop", redirect("/")),
        "429": ("rate-limited", Say(429)),
        "429 later": ("rate-limited", Say(429, headers={"Retry-After": "3600"})),
        "403": ("forbidden", Say(403)),
        "410": ("gone", Say(410)),
        "bomb": ("too-large", gzip_bomb(60)),
        "reset": ("connection", Say(play=raw(b"", then_reset=True))),
        "empty": ("empty", Say(200)),
        "private": ("private-address", redirect(inner.url("/"))),
    }
    expected: dict[str, str] = {}
    for code, answer in list(faults.values()) * 2:
        bad, good = world.add_host(), world.add_host()
        bad.script("/", answer)
        good.put("/", body=FEED)
        expected |= {bad.url("/"): code, good.url("/"): "fine"}
        allowed |= {bad.authority, good.authority}
    begun = time.monotonic()
    outcomes = client.all(*expected, deadline_s=1.5, allow_hosts=allowed)
    assert time.monotonic() - begun < 48
    found = {request.url: outcome.code if isinstance(outcome, FetchError) else "fine" for request, outcome in outcomes}
    assert found == expected
    assert inner.seen == []


@pytest.mark.parametrize("kind", ["feed", "page"])
def test_stopping_early_is_prompt_and_leaves_no_thread(client: Client, world: Loopback, kind: Kind) -> None:
    slow, quick = world.add_host(), world.add_host()
    slow.put("/", play=silent())
    slow.put("/robots.txt", play=silent())
    quick.put("/", body=b"quick")
    requests = [Request(url=one.url("/"), kind=kind) for one in (slow, quick)]
    policy = replace(client.policy, allow_hosts=world.allow_hosts, deadline_s=60)
    results = fetch_all(requests, policy=policy, cache=client.cache, now=NOW)
    next(results)
    begun = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 8
    assert not [thread for thread in threading.enumerate() if thread.name == "fetch"]


INTERRUPTED = """\
import sys
from datetime import UTC, datetime
from pathlib import Path
from digest.fetch.client import FetchPolicy, Request, fetch_all
authority, cache = sys.argv[1:]
policy = FetchPolicy(user_agent="newsdesk/1.0", deadline_s=60, allow_hosts=frozenset({authority}))
requests = [Request(url=f"http://{authority}/", kind="feed")]
print("asking", flush=True)
list(fetch_all(requests, policy=policy, cache=Path(cache), now=datetime(2026, 1, 1, tzinfo=UTC)))
"""


def test_control_c_stops_promptly(world: Loopback, host: Host, tmp_path: Path) -> None:
    import signal

    host.put("/", play=silent())
    command = [sys.executable, "-c", INTERRUPTED, host.authority, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        patience = time.monotonic() + 20
        while not host.seen and time.monotonic() < patience:
            time.sleep(0.02)
        assert host.seen
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=10)
        assert time.monotonic() - begun < 8
    assert b"KeyboardInterrupt" in said


def test_nothing_heavy_is_imported_before_the_first_request() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, digest.fetch.client; print(sorted({'httpcore2', 'anyio', 'h11', "
         "'protego', 'brotli', 'idna'} & set(sys.modules)))"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert said.stdout.strip() == "[]"


def test_a_fault_of_our_own_is_reported_and_the_run_goes_on(
    client: Client, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    from digest.fetch.http_cache import HttpCache

    def fail(*_: object) -> None:
        raise RuntimeError("at http://me:s3cret@desk.example/")

    monkeypatch.setattr(HttpCache, "store", fail)
    for number in range(40):
        host.put(f"/{number}", body=b"x")
    outcomes = client.all(*(host.url(f"/{number}") for number in range(40)), hosts_at_once=1)
    reasons = {(outcome.code, outcome.reason) for _, outcome in outcomes if isinstance(outcome, FetchError)}
    assert {code for code, _ in reasons} == {"internal"}
    assert len(outcomes) == 40
    assert "s3cret" not in str(reasons)
