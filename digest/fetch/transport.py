"""One request over one connection: httpcore2 speaks HTTP, this guards where it connects and what it lets in.

httpcore2 is the engine inside httpx2. What httpx2 adds to it (redirects, decoding, cookies, proxies from the
environment) has no bounds of the kind needed here, and would have to be switched off piece by piece.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpcore2

from digest.errors import FetchError
from digest.fetch.codings import ACCEPTED, BodyDecoder, too_large
from digest.fetch.guard import Resolver, look_up_public
from digest.fetch.requests import FetchPolicy, Target

_ADDRESSES = 4  # tried of one host
_ADDRESS_S = 4.0  # for one of several addresses before the next one is tried
_KEEP_ALIVE_S = 15.0
_DRAIN_BYTES = 16 * 1024  # of an unwanted body, read so that the connection can be used again
_DRAIN_S = 1.0
_WITH_BODY = frozenset((200, 203))
_SAID = 150  # characters of an error from below: it may quote what the server sent
_MAX_HEAD = 128 * 1024  # above httpcore2's own limit


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names in lower case, values of one name joined by commas) and the decoded body of a 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class Stage:
    """How far a request has come: said when its time runs out."""

    name: str = "while connecting"


class Transport:
    """Connections to any number of hosts, kept open between requests. Use inside one event loop; close it."""

    def __init__(self, policy: FetchPolicy, *, resolve: Resolver) -> None:
        self._user_agent = " ".join(policy.user_agent.encode("ascii", "replace").decode().split())
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=httpcore2.default_ssl_context(),
            max_connections=None,
            max_keepalive_connections=max(policy.hosts_at_once * 2, 8),
            keepalive_expiry=_KEEP_ALIVE_S,
            network_backend=_GuardedBackend(policy.allow_hosts, resolve),
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()

    async def send(
        self,
        target: Target,
        headers: Mapping[str, str],
        *,
        stage: Stage,
        connect_s: float,
        max_bytes: int,
        cut: bool = False,
    ) -> Answer:
        """GET `target`; no redirect is followed.

        `connect_s` bounds connecting alone; the caller bounds the whole. With `cut` the body ends at `max_bytes`
        instead of raising "too-large". Raises FetchError with codes "connection", "tls", "timeout",
        "broken-transfer", "too-large", and those of `guard.look_up_public`.
        """
        sent = [("Host", target.authority), ("User-Agent", self._user_agent), ("Accept-Encoding", ACCEPTED)]
        sent += [("Authorization", target.authorization)] if target.authorization else []
        request = httpcore2.Request(
            method="GET",
            url=httpcore2.URL(
                scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
            ),
            headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in [*sent, *headers.items()]],
            extensions={"timeout": {"connect": connect_s}, "trace": _trace_into(stage)},
        )
        try:
            response = await self._pool.handle_async_request(request)
            try:
                return await self._read(response, stage, max_bytes, cut)
            finally:
                await response.aclose()
        except httpcore2.TimeoutException as error:
            raise FetchError(
                "timeout", f"no connection within {connect_s:.3g} s; tried again on the next run"
            ) from error
        except httpcore2.ConnectError as error:
            raise _connect_error(target, error) from error
        except httpcore2.NetworkError as error:
            raise FetchError(
                "connection", "the server broke the connection off; tried again on the next run"
            ) from error
        except httpcore2.RemoteProtocolError as error:
            reason = f"the answer broke off or is no valid HTTP ({str(error)[:_SAID]}); tried again on the next run"
            raise FetchError("broken-transfer", reason) from error

    async def _read(self, response: httpcore2.Response, stage: Stage, max_bytes: int, cut: bool) -> Answer:
        headers = _join_headers(response.headers)
        if response.status not in _WITH_BODY:
            await _drain(response, headers)
            return Answer(response.status, headers)
        length = _content_length(headers)
        if length is not None and length > max_bytes and not cut:
            raise too_large(max_bytes)
        decoder = BodyDecoder(headers.get("content-encoding"), max_bytes=max_bytes, cut=cut)
        stage.name = "while reading the body"
        async for piece in response.aiter_stream():
            if not decoder.feed(piece):
                break
            stage.name = f"after {decoder.size} bytes of the body"
        body = decoder.finish()
        stream = response.extensions.get("network_stream")
        if length is not None and isinstance(stream, _WatchedStream) and stream.excess(length).strip():
            reason = "the body is longer than its Content-Length, so its end would be missing; the server's fault"
            raise FetchError("broken-transfer", reason)
        return Answer(response.status, headers, body)


def _trace_into(stage: Stage) -> Any:
    async def trace(event: str, info: Mapping[str, Any]) -> None:
        if event.endswith("send_request_headers.started"):
            stage.name = "while waiting for the answer's headers"

    return trace


def _join_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        joined[key] = f"{joined[key]}, {text}" if key in joined else text
    return joined


def _content_length(headers: Mapping[str, str]) -> int | None:
    """The length that frames the body; None where it is chunked or ends with the connection."""
    text = headers.get("content-length", "").partition(",")[0].strip()
    return int(text) if "transfer-encoding" not in headers and text.isascii() and text.isdigit() else None


async def _drain(response: httpcore2.Response, headers: Mapping[str, str]) -> None:
    length = 0 if response.status in {204, 304} else _content_length(headers)
    if length is None or length > _DRAIN_BYTES:
        return
    with contextlib.suppress(TimeoutError, httpcore2.NetworkError, httpcore2.RemoteProtocolError):
        async with asyncio.timeout(_DRAIN_S):
            async for _ in response.aiter_stream():
                pass


def _connect_error(target: Target, error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = (
                f"the certificate of {target.host} is not valid ({cause.verify_message}); its publisher must mend it"
            )
            return FetchError("tls", reason)
        if isinstance(cause, ssl.SSLError):
            return FetchError("tls", f"no encrypted connection to {target.host} ({cause.reason or cause})")
        cause = cause.__cause__ or cause.__context__
    reason = f"no connection to {target.authority} ({error}); tried again on the next run"
    return FetchError("connection", reason)


# --- the network below -----------------------------------------------------------------------------------


class _WatchedStream(httpcore2.AsyncNetworkStream):
    """A connection that knows how many bytes of body came in, since a parser stops where the length says."""

    def __init__(self, inner: httpcore2.AsyncNetworkStream) -> None:
        self._inner = inner
        self._head: bytearray | None = bytearray()
        self._received = 0
        self._last = b""

    def excess(self, length: int) -> bytes:
        """What came in after `length` bytes of body; at most the last piece of it."""
        over = self._received - length
        return self._last[-over:] if over > 0 else b""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        piece = await self._inner.read(max_bytes, timeout)
        self._watch(piece)
        return piece

    def _watch(self, piece: bytes) -> None:
        if self._head is None:
            self._received += len(piece)
            self._last = piece
            return
        searched = max(len(self._head) - 3, 0)
        self._head += piece
        while (end := self._head.find(b"\r\n\r\n", searched)) >= 0:
            interim = self._head[9:10] == b"1"  # 100 Continue, 103 Early Hints: the real head follows
            rest = self._head[end + 4 :]
            if not interim:
                self._head, self._received, self._last = None, len(rest), bytes(rest)
                return
            self._head, searched = rest, 0
        if len(self._head) > _MAX_HEAD:
            del self._head[:-3]

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._head, self._received, self._last = bytearray(), 0, b""  # a request: an answer begins
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        return _WatchedStream(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to checked addresses only. httpcore2 keeps the name: for SNI and for checking the certificate."""

    def __init__(self, allow_hosts: frozenset[str], resolve: Resolver) -> None:
        self._allow_hosts = allow_hosts
        self._resolve = resolve
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                addresses = await look_up_public(host, port, allow_hosts=self._allow_hosts, resolve=self._resolve)
                return await self._connect_first(addresses[:_ADDRESSES], port)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(str(error)) from error

    async def _connect_first(self, addresses: list[str], port: int) -> httpcore2.AsyncNetworkStream:
        for address in addresses[:-1]:
            with contextlib.suppress(httpcore2.ConnectError, httpcore2.ConnectTimeout):
                return _WatchedStream(await self._inner.connect_tcp(address, port, timeout=_ADDRESS_S))
        return _WatchedStream(await self._inner.connect_tcp(addresses[-1], port))
