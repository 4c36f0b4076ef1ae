"""Which addresses are public, and that only those are ever handed on to be connected to."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
import time

import pytest

from digest.errors import FetchError
from digest.fetch.guard import is_allowed, is_public, look_up_public, resolve_name

PRIVATE = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.2.7 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.9
    224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
    :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1
    64:ff9b::10.1.2.3 64:ff9b:1::8.8.8.8 100::1 2001::1 2001:2::1 2001:10::1 2001:db8::1 2002:7f00:1::
    2002:808:808::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 2606:4700::1%1 fec0::1 ff02::1
    2606:4700::5efe:192.168.0.1 2606:4700::200:5efe:127.0.0.1
""".split()
PUBLIC = """
    1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 128.0.0.1 172.15.255.255 172.32.0.1 192.167.255.255 198.17.255.255
    198.20.0.1 223.255.255.255 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2001:200::1 2001:4860:4860::8888 2606:4700::1
    2a00:1450::1 2606:4700::5efe:8.8.8.8
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "text", ["", "desk.example", "127.1", "0x7f000001", "1.2.3", "1.2.3.4.5", "::1::", "\x00", "٣.1.1.1"]
)
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


def test_every_address_that_python_knows_as_private_is_refused() -> None:
    networks = [*ipaddress._IPv4Constants._private_networks, *ipaddress._IPv6Constants._private_networks]
    assert len(networks) > 20
    for network in networks:
        for address in (network[0], network[-1]):
            mapped = getattr(address, "ipv4_mapped", None)
            if mapped is None or mapped.is_private:
                assert not is_public(str(address)), address


def test_allowed_hosts_are_named_with_or_without_port() -> None:
    allowed = frozenset({"localhost", "127.0.0.1:8000", "[::1]:80", "::2"})
    assert is_allowed("localhost", 1, allowed)
    assert is_allowed("127.0.0.1", 8000, allowed)
    assert not is_allowed("127.0.0.1", 8001, allowed)
    assert is_allowed("::1", 80, allowed)
    assert not is_allowed("::1", 81, allowed)
    assert is_allowed("::2", 9, allowed)
    assert not is_allowed("local", 1, allowed)


def look_up(host: str, found: list[str] | OSError, *allowed: str) -> list[str]:
    async def resolve(name: str, port: int) -> list[str]:
        if isinstance(found, OSError):
            raise found
        return found

    return asyncio.run(look_up_public(host, 80, allow_hosts=frozenset(allowed), resolve=resolve))


def test_of_mixed_addresses_only_the_public_ones_are_used() -> None:
    mixed = ["10.0.0.1", "8.8.8.8", "::1", "8.8.8.8", "2606:4700::1"]
    assert look_up("desk.example", mixed) == ["8.8.8.8", "2606:4700::1"]
    assert look_up("desk.example", ["10.0.0.1"], "desk.example") == ["10.0.0.1"]
    assert look_up("8.8.8.8", OSError("not asked")) == ["8.8.8.8"]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (["127.0.0.1"], "private-address"),
        ([], "no-such-host"),
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "no-such-host"),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "connection"),
        (OSError("no network"), "connection"),
    ],
)
def test_a_name_that_leads_nowhere_good(found: list[str] | OSError, code: str) -> None:
    with pytest.raises(FetchError) as raised:
        look_up("desk.example", found)
    assert raised.value.code == code
    assert "desk.example" in raised.value.reason


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.0.0.1", "017700000001", "localhost"])
def test_other_spellings_of_the_loopback_are_refused(host: str) -> None:
    with pytest.raises(FetchError) as raised:
        asyncio.run(look_up_public(host, 80, allow_hosts=frozenset(), resolve=resolve_name))
    assert raised.value.code == "private-address"


def test_a_look_up_that_hangs_holds_up_no_other_and_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()
    real = socket.getaddrinfo

    def hang(host: str, *rest: object, **named: object) -> object:
        if host.startswith("slow"):
            free.wait(10)
        return real("127.0.0.1", *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", hang)

    async def ask() -> list[str]:
        waiting = [asyncio.create_task(resolve_name(f"slow{number}", 80)) for number in range(40)]
        found = await asyncio.wait_for(resolve_name("quick", 80), 2)
        for task in waiting:
            task.cancel()
        return found

    begun = time.monotonic()
    assert asyncio.run(ask()) == ["127.0.0.1"]
    assert time.monotonic() - begun < 12
    free.set()
    for thread in threading.enumerate():
        if thread.name.startswith("resolve"):
            thread.join(5)
