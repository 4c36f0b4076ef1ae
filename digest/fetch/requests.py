"""What is asked of the network, what comes back, and the policy; and a URL taken apart for the wire."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from digest.errors import FetchError
from digest.urls import MAX_LENGTH, hide_credentials, is_web_url, strip_url

Kind = Literal["feed", "page"]
"""Feeds are published for programs; to pages, `robots.txt` and its Crawl-delay apply."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?", re.ASCII)
_TARGET_SAFE = "%/:=&?~#+!$,;'@()*[]|"  # as they stand: a server may tell "%2F" from "/", so nothing is decoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to read."""

    url: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A whole, decoded, non-empty answer.

    `url` is the request's; `final_url` where the redirects ended, without credentials. `unchanged`: the server said
    304 and `body` is the stored one. `moved_to`: every redirect was permanent (301, 308), so the configuration should
    name this address instead. `fetched_at` is the run's `now`.
    """

    url: str
    final_url: str
    status: int
    content_type: str | None
    fetched_at: datetime
    body: bytes = field(repr=False)
    unchanged: bool
    moved_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """How the client behaves. Times in seconds.

    - `user_agent`: product token first, then a contact URL: `name/1.0 (+https://…)`. The token is what `robots.txt`
      groups are matched with.
    - `hosts_at_once`: transfers under way at a time; each host has one at most.
    - `deadline_s`: for one request from connecting to the last byte, redirects and retries included; waiting for a
      turn, a Crawl-delay or a Retry-After does not count. A host that ran out of it has less the next time
      (`schedule.Lane`).
    - `max_bytes`: of a body, encoded or decoded.
    - `attempts`: of one address, the first included; `backoff_s` before the second, doubled each time, with jitter.
    - `retry_after_cap_s`: the longest Retry-After that is waited for; `crawl_delay_cap_s`: the same of Crawl-delay.
    - `host_limit_s`: for all requests of one host together, its pauses included; what is left then is put off.
    - `allow_hosts`: "host" or "host:port" whose private addresses may be connected to. None else's may.
    """

    user_agent: str
    hosts_at_once: int = 8
    deadline_s: float = 20.0
    max_bytes: int = 15_000_000
    max_redirects: int = 5
    retry_after_cap_s: float = 15.0
    crawl_delay_cap_s: float = 10.0
    attempts: int = 3
    backoff_s: float = 0.5
    host_limit_s: float = 60.0
    allow_hosts: frozenset[str] = frozenset()

    @property
    def product(self) -> str:
        """The product token of the User-Agent, as `robots.txt` names it."""
        return re.split(r"[/\s(]", self.user_agent.strip(), maxsplit=1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL taken apart for a request: all ASCII, the host as it is looked up, the path as the server will read it."""

    scheme: str
    host: str
    port: int
    path: str
    authorization: str | None = field(repr=False)

    @property
    def authority(self) -> str:
        """The Host header, and the name of the host's lane: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORT[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The address without credentials and fragment."""
        return f"{self.origin}{self.path}"


def split_target(url: str) -> Target:
    """`url` as it goes over the wire. Raises FetchError "bad-address" for what is no http(s) URL."""
    text = strip_url(url)
    if len(text) > MAX_LENGTH:
        raise FetchError("bad-address", f"the address is longer than {MAX_LENGTH} characters")
    bad = FetchError("bad-address", f"{hide_credentials(text)[:200]!r} is no http or https address; correct it")
    if not is_web_url(text):
        raise bad
    try:
        parts = urlsplit(text.replace("\\", "/"))
        scheme, port = parts.scheme.lower(), parts.port
        host = _ascii_host(parts.hostname or "")
        user, password = parts.username, parts.password
    except (ValueError, UnicodeError):
        raise bad from None
    if scheme not in _DEFAULT_PORT or not host or port == 0:
        raise bad
    query = f"?{parts.query}" if parts.query else ""
    path = quote((parts.path or "/") + query, safe=_TARGET_SAFE, errors="replace").replace("#", "%23")
    return Target(
        scheme=scheme,
        host=host,
        port=port or _DEFAULT_PORT[scheme],
        path=path,
        authorization=_basic(user, password) if user or password else None,
    )


def follow_redirect(target: Target, location: str) -> Target:
    """Where `location`, answered by `target`, leads. Credentials go along within one origin and never leave it.

    Raises FetchError "bad-redirect" for what is no http(s) URL.
    """
    try:
        joined = urljoin(target.url, strip_url(location))
        found = split_target(joined)
    except (FetchError, ValueError):
        shown = hide_credentials(location)[:200]
        raise FetchError("bad-redirect", f"it redirects to {shown!r}, which is no web address") from None
    if found.authorization is None and target.authorization and found.origin == target.origin:
        return Target(
            scheme=found.scheme,
            host=found.host,
            port=found.port,
            path=found.path,
            authorization=target.authorization,
        )
    return found


def _ascii_host(host: str) -> str:
    host = host.lower().removesuffix(".")
    if ":" in host:  # IPv6, from brackets; is_web_url has checked its form
        return host
    if not host.isascii() or "%" in host:
        import idna

        host = idna.encode(unquote_to_bytes(host).decode("utf-8"), uts46=True).decode("ascii")
    return host if _HOST.fullmatch(host) and len(host) <= 253 else ""


def _basic(user: str | None, password: str | None) -> str:
    pair = unquote_to_bytes(user or "") + b":" + unquote_to_bytes(password or "")  # RFC 7617
    return "Basic " + b64encode(pair).decode("ascii")
