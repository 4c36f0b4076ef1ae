"""Content codings (RFC 9110, section 8.4), undone piece by piece under a cap: a bomb is stopped while it grows."""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Protocol

from digest.errors import FetchError

if TYPE_CHECKING:
    from backports.zstd import ZstdDecompressor

ACCEPTED = "gzip, deflate, br, zstd"
MAX_LAYERS = 2
_STEP = 256 * 1024
"""Bytes a decoder gives at once: what a bomb can make us hold beyond the cap."""
_MAX_MEMBERS = 1000
"""gzip members or zstd frames in a body: real ones have a few hundred at most, a million empty ones are an attack."""
_ZSTD_WINDOW_LOG = 23  # 8 MiB, the most a content coding may ask for (RFC 9659)
_SAME = frozenset(("", "identity", "none"))


class _Layer(Protocol):
    """One coding. `feed` gives up to about `_STEP` bytes; with b"" more of what it holds; b"" when it needs input."""

    def feed(self, piece: bytes) -> bytes: ...

    def is_whole(self) -> bool: ...


class _Zlib:
    """gzip, of any number of members, and deflate with or without the zlib wrapper that it should have."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._inflater = zlib.decompressobj(31 if self._gzip else 15)
        self._begun = False
        self._members = 1
        self._held = b""

    def feed(self, piece: bytes) -> bytes:
        self._held = self._held + piece if self._held else piece
        while self._held:
            if self._inflater.eof:
                if not (self._gzip and self._held.startswith(b"\x1f")):
                    self._held = b""  # padding after the end, as gunzip ignores it
                    break
                self._inflater = zlib.decompressobj(31)
                self._members = _count_member(self._members)
            if not self._begun and not self._gzip and not _has_zlib_head(self._held):
                self._inflater = zlib.decompressobj(-15)
            self._begun = True
            found = self._inflater.decompress(self._held, _STEP)
            self._held = self._inflater.unconsumed_tail or self._inflater.unused_data
            if found:
                return found
        if self._begun and not self._inflater.eof:
            return self._inflater.decompress(b"", _STEP)  # what zlib itself still holds
        return b""

    def is_whole(self) -> bool:
        return self._inflater.eof


def _count_member(members: int) -> int:
    if members >= _MAX_MEMBERS:
        raise ValueError(f"more than {_MAX_MEMBERS} parts")
    return members + 1


def _has_zlib_head(data: bytes) -> bool:
    return data[0] & 0x0F == 8 and (len(data) < 2 or (data[0] << 8 | data[1]) % 31 == 0)


class _Brotli:
    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]  # it comes without types

        self._decoder = brotli.Decompressor()
        self._held = bytearray()

    def feed(self, piece: bytes) -> bytes:
        self._held += piece
        if self._decoder.is_finished():
            self._held.clear()
            return b""
        if not self._decoder.can_accept_more_data():
            return bytes(self._decoder.process(b"", output_buffer_limit=_STEP))
        taken, self._held = bytes(self._held), bytearray()
        return bytes(self._decoder.process(taken, output_buffer_limit=_STEP))

    def is_whole(self) -> bool:
        return bool(self._decoder.is_finished())


class _Zstd:
    """Any number of frames."""

    def __init__(self) -> None:
        self._held = b""
        self._frames = 1
        self._decoder = self._begin()

    @staticmethod
    def _begin() -> ZstdDecompressor:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd

        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})

    def feed(self, piece: bytes) -> bytes:
        self._held = self._held + piece if self._held else piece
        while True:
            if self._decoder.eof:
                if not self._held:
                    return b""
                self._decoder = self._begin()
                self._frames = _count_member(self._frames)
            if self._decoder.needs_input and not self._held:
                return b""
            taken, self._held = self._held, b""
            found = bytes(self._decoder.decompress(taken, _STEP))
            if self._decoder.eof:
                self._held = self._decoder.unused_data
            if found:
                return found

    def is_whole(self) -> bool:
        return bool(self._decoder.eof)


class BodyDecoder:
    """A body as it comes in, decoded, and never more than `max_bytes` of it.

    `content_encoding` is the header, None without one. With `cut`, a body above the cap ends there (as `robots.txt`
    may); else FetchError "too-large". Raises FetchError "broken-transfer" for bytes that are not what they are said to
    be. A coding that we did not ask for and don't know is left as it is: such a name is nearly always a mistake.
    """

    def __init__(self, content_encoding: str | None, *, max_bytes: int, cut: bool = False) -> None:
        names = [name.strip().lower().removeprefix("x-") for name in (content_encoding or "").split(",")]
        names = [name for name in names if name not in _SAME]
        if len(names) > MAX_LAYERS:
            raise FetchError("broken-transfer", f"the body is encoded {len(names)} times over; no server needs that")
        layers = [_make_layer(name) for name in reversed(names)]
        self._layers = [layer for layer in layers if layer is not None]
        self._names = ", ".join(names)
        self._max_bytes = max_bytes
        self._cut = cut
        self._pieces: list[bytes] = []
        self._size = 0
        self._taken = 0

    @property
    def size(self) -> int:
        """Bytes decoded so far."""
        return self._size

    def feed(self, piece: bytes) -> bool:
        """Take a piece off the wire; whether more is wanted."""
        self._taken += len(piece)
        if self._taken > self._max_bytes and not self._cut:
            raise self._too_large()
        try:
            return self._push(piece, 0)
        except FetchError:
            raise
        except Exception as error:  # zlib.error, brotli.error and ZstdError have no common base
            reason = f"the body is not the {self._names} it is said to be ({error}); the server's fault"
            raise FetchError("broken-transfer", reason) from error

    def finish(self) -> bytes:
        """The whole body, after its last piece."""
        if self._taken and not (self._cut and self._size >= self._max_bytes):
            for layer in self._layers:
                if not layer.is_whole():
                    reason = f"the {self._names} body ends too early; tried again on the next run"
                    raise FetchError("broken-transfer", reason)
        return b"".join(self._pieces)

    def _push(self, piece: bytes, depth: int) -> bool:
        if depth == len(self._layers):
            return self._keep(piece)
        layer = self._layers[depth]
        found = layer.feed(piece)
        while found:
            if not self._push(found, depth + 1):
                return False
            found = layer.feed(b"")
        return True

    def _keep(self, piece: bytes) -> bool:
        room = self._max_bytes - self._size
        if len(piece) > room:
            if not self._cut:
                raise self._too_large()
            piece = piece[:room]
        self._pieces.append(piece)
        self._size += len(piece)
        return not (self._cut and self._size >= self._max_bytes)

    def _too_large(self) -> FetchError:
        return too_large(self._max_bytes)


def too_large(max_bytes: int) -> FetchError:
    """The error of a body above the cap."""
    return FetchError("too-large", f"the body is larger than {max_bytes / 1e6:g} MB; no feed or page needs that much")


def _make_layer(name: str) -> _Layer | None:
    if name in {"gzip", "deflate"}:
        return _Zlib(name)
    if name == "br":
        return _Brotli()
    return _Zstd() if name == "zstd" else None
