"""A real HTTP server on the loopback, with scripted answers and faults. One thread, any number of hosts.

    with Loopback() as world:
        host = world.add_host()                       # 127.0.0.1, a port of its own
        host.put("/feed", body=b"<rss/>", etag='"1"')  # answers 304 to a matching If-None-Match
        host.script("/page", Say(500), Say(200, body=b"<p>x"))  # one answer a request, the last one again and again
        host.put("/slow", play=slow_body(b"x" * 100, every_s=0.2))

`world.allow_hosts` is what a policy needs to reach it; `host.seen` tells what was asked, in order, with headers;
`world.peak` and `host.peak` the most requests under way at once, `host.connections` how many were opened.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType

Play = Callable[["Asked", asyncio.StreamWriter], Awaitable[None]]
"""Writes a whole answer. The connection is closed after it unless it says otherwise by `Asked.keep`."""


@dataclass(slots=True)
class Asked:
    """A request as it came in. Header names are in lower case; `at` is the monotonic time."""

    path: str
    headers: dict[str, str]
    at: float
    keep: bool = False
    conditional: bool = field(init=False)

    def __post_init__(self) -> None:
        self.conditional = "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass(slots=True)
class Say:
    """A plain answer, or with `play` whatever it writes."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    play: Play | None = None

    async def write(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Answer `asked`, with 304 where its validators match."""
        if self.play is not None:
            await self.play(asked, writer)
            return
        headers = dict(self.headers)
        if self.etag:
            headers["ETag"] = self.etag
        if self.last_modified:
            headers["Last-Modified"] = self.last_modified
        same = (self.etag and asked.headers.get("if-none-match") == self.etag) or (
            not self.etag and self.last_modified and asked.headers.get("if-modified-since") == self.last_modified
        )
        status, body = (304, b"") if same else (self.status, self.body)
        asked.keep = asked.headers.get("connection", "").lower() != "close"
        if status != 304:
            headers.setdefault("Content-Length", str(len(body)))
        writer.write(head(status, headers) + body)
        await writer.drain()


class Host:
    """One host: a port, its paths, and what it was asked."""

    def __init__(self, world: Loopback, name: str) -> None:
        self._world = world
        self.name = name
        self.port = 0
        self.seen: list[Asked] = []
        self.peak = 0
        self.active = 0
        self.connections = 0
        self.scheme = "http"
        self._scripts: dict[str, list[Say]] = {}

    @property
    def authority(self) -> str:
        """Name and port."""
        return f"{self.name}:{self.port}"

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"{self.scheme}://{self.authority}{path}"

    def put(self, path: str, body: bytes = b"", **fields: object) -> None:
        """Answer every request of `path` so; fields of `Say`."""
        self.script(path, Say(body=body, **fields))  # type: ignore[arg-type]

    def script(self, path: str, *answers: Say) -> None:
        """Answer requests of `path` one after the other; the last answer stays."""
        self._scripts[path] = list(answers)

    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [asked.path for asked in self.seen]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        try:
            while (asked := await _read_request(reader)) is not None:
                self.seen.append(asked)
                with self._counted():
                    await self._answer_to(asked.path).write(asked, writer)
                if not asked.keep:
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has gone: what a test may want
        finally:
            writer.close()

    def _answer_to(self, path: str) -> Say:
        script = self._scripts.get(path)
        if not script:
            return Say(404, body=b"not here")
        return script.pop(0) if len(script) > 1 else script[0]

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self.active += 1
        self._world.active += 1
        self.peak = max(self.peak, self.active)
        self._world.peak = max(self._world.peak, self._world.active)
        try:
            yield
        finally:
            self.active -= 1
            self._world.active -= 1


class Loopback:
    """The server: a context manager."""

    def __init__(self) -> None:
        self.hosts: list[Host] = []
        self.active = 0
        self.peak = 0
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="loopback", daemon=True)

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def allow_hosts(self) -> frozenset[str]:
        """The hosts, as `FetchPolicy.allow_hosts` names them."""
        return frozenset(host.authority for host in self.hosts)

    def add_host(self, name: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None) -> Host:
        """A new host on a port of its own. Another `name` needs a resolver that leads it to 127.0.0.1."""
        host = Host(self, name)
        host.scheme = "https" if tls else "http"

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                await host.serve(reader, writer)
            except asyncio.CancelledError:
                writer.transport.abort()
            finally:
                self._tasks.discard(task)

        start = asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
        server = asyncio.run_coroutine_threadsafe(start, self._loop).result(5)
        self._servers.append(server)
        host.port = server.sockets[0].getsockname()[1]
        self.hosts.append(host)
        return host

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)  # transports close in the next round


async def _read_request(reader: asyncio.StreamReader) -> Asked | None:
    line = await reader.readline()
    if not line:
        return None
    headers: dict[str, str] = {}
    while (header := (await reader.readline()).decode("latin-1").strip()) != "":
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    return Asked(path=line.split()[1].decode("latin-1"), headers=headers, at=time.monotonic())


# --- answers and faults ----------------------------------------------------------------------------------


def head(status: int, headers: dict[str, str]) -> bytes:
    """A status line and headers, with the blank line."""
    lines = [f"HTTP/1.1 {status} Scripted", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1")


def redirect(to: str, status: int = 302) -> Say:
    """A redirect."""
    return Say(status, headers={"Location": to})


def raw(data: bytes, *, then_reset: bool = False) -> Play:
    """These very bytes, then the end of the connection: orderly, or with a reset."""

    async def play(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        if then_reset:
            reset_connection(writer)

    return play


def reset_connection(writer: asyncio.StreamWriter) -> None:
    """Close with RST: unsent data is dropped, the other side reads an error."""
    found: socket.socket = writer.get_extra_info("socket")
    found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def slow_head(every_s: float = 0.05) -> Play:
    """Headers without end, one line at a time: never idle for long, never done."""

    async def play(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-More: to come\r\n")
            await writer.drain()
            await asyncio.sleep(every_s)

    return play


def slow_body(body: bytes, *, every_s: float = 0.05) -> Play:
    """A body that comes byte by byte."""

    async def play(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head(200, {"Content-Length": str(len(body))}))
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(every_s)

    return play


def silent(seconds: float = 3600) -> Play:
    """No answer at all."""

    async def play(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)

    return play


def after(seconds: float, answer: Say) -> Play:
    """`answer`, but late."""

    async def play(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await answer.write(asked, writer)

    return play


def truncated(body: bytes, *, missing: int = 100) -> Play:
    """A body shorter than its Content-Length."""
    return raw(head(200, {"Content-Length": str(len(body) + missing)}) + body)


def longer(body: bytes, *, said: int) -> Play:
    """A body longer than its Content-Length."""
    return raw(head(200, {"Content-Length": str(said)}) + body)


def unfinished_chunks(body: bytes) -> Play:
    """A chunked body without its last chunk."""
    start = head(200, {"Transfer-Encoding": "chunked"})
    return raw(start + f"{len(body):x}\r\n".encode() + body + b"\r\n")


def gzip_bomb(megabytes: int) -> Say:
    """Zeros without end in a small body."""
    packed = gzip.compress(bytes(1_000_000), 9) * megabytes  # members in a row are one stream
    return Say(body=packed, headers={"Content-Encoding": "gzip"})
