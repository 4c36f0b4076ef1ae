"""Content codings undone in pieces: the same bytes however they are cut, and never more than the cap."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FetchError
from digest.fetch.codings import BodyDecoder

CAP = 15_000_000


def gzip_stored(body: bytes) -> bytes:
    return gzip.compress(body, 0, mtime=0)


def deflate_bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip_stored,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def decode(coding: str | None, data: bytes, *, size: int = 65536, max_bytes: int = CAP, cut: bool = False) -> bytes:
    decoder = BodyDecoder(coding, max_bytes=max_bytes, cut=cut)
    for start in range(0, len(data), size):
        if not decoder.feed(data[start : start + size]):
            break
    return decoder.finish()


@pytest.mark.parametrize("coding", PACK)
@given(body=st.binary(max_size=3000), repeat=st.integers(1, 300), size=st.integers(1, 5000))
def test_any_body_comes_back_however_it_is_cut(coding: str, body: bytes, repeat: int, size: int) -> None:
    body *= repeat
    assert decode(coding, PACK[coding](body), size=size) == body


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_parts_in_a_row_and_two_layers(size: int) -> None:
    first, second = b"first " * 99, b"second " * 99
    assert decode("gzip", gzip.compress(first) + gzip.compress(second) + b"\0" * 9, size=size) == first + second
    assert decode("zstd", zstd.compress(first) + zstd.compress(second), size=size) == first + second
    assert decode("gzip, br", brotli.compress(gzip.compress(first)), size=size) == first
    assert decode("deflate", deflate_bare(first), size=max(size, 2)) == first
    assert decode(" Identity ,, BR", brotli.compress(first), size=size) == first


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("lost", [1, 5])
def test_a_body_that_ends_too_early_is_an_error(coding: str, lost: int) -> None:
    with pytest.raises(FetchError) as raised:
        decode(coding, PACK[coding](b"news " * 5000)[:-lost])
    assert raised.value.code == "broken-transfer"


@pytest.mark.parametrize("coding", [*PACK, "gzip, br"])
@given(noise=st.binary(max_size=300))
def test_noise_gives_nothing_but_our_error(coding: str, noise: bytes) -> None:
    try:
        decode(coding, noise, size=7)
    except FetchError as error:
        assert error.code == "broken-transfer"  # noqa: PT017 - most noise is no error of this coding alone


@pytest.mark.parametrize("coding", PACK)
def test_the_cap_counts_decoded_bytes_to_the_byte(coding: str) -> None:
    data = PACK[coding](b"x" * 5000)
    if coding != "x-gzip":
        assert decode(coding, data, max_bytes=5000) == b"x" * 5000
    with pytest.raises(FetchError) as raised:
        decode(coding, data, max_bytes=4999)
    assert raised.value.code == "too-large"
    assert decode(coding, data, max_bytes=100, cut=True) == b"x" * 100


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "gzip, gzip", "br, gzip"])
def test_a_bomb_takes_no_memory_to_speak_of(coding: str) -> None:
    quick = PACK | {"gzip": lambda data: gzip.compress(data, 1), "br": lambda data: brotli.compress(data, quality=1)}
    data = bytes(60_000_000)
    for name in coding.split(", "):
        data = quick[name](data)
    tracemalloc.start()
    try:
        with pytest.raises(FetchError) as raised:
            decode(coding, data, max_bytes=5_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert raised.value.code == "too-large"
    assert peak < 12_000_000


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_million_empty_parts_are_refused_at_once(coding: str) -> None:
    data = PACK[coding](b"") * 500_000
    begun = time.process_time()
    with pytest.raises(FetchError) as raised:
        decode(coding, data[:CAP])
    assert raised.value.code == "broken-transfer"
    assert time.process_time() - begun < 5


def test_a_huge_window_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.content_size_flag: 0}
    packer = zstd.ZstdCompressor(options=options)
    data = packer.compress(b"x" * 1000, packer.FLUSH_BLOCK) + packer.compress(b"y" * 1000, packer.FLUSH_FRAME)
    with pytest.raises(FetchError) as raised:
        decode("zstd", data)
    assert raised.value.code == "broken-transfer"


def test_layers_without_end_and_codings_unknown() -> None:
    with pytest.raises(FetchError):
        BodyDecoder("gzip, gzip, gzip", max_bytes=CAP)
    assert decode("compress", b"as it is") == b"as it is"
    assert decode(None, b"") == b""
