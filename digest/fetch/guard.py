"""Which addresses may be connected to: public ones only, so that no feed makes this program ask a private network.

The check stands where the connection is made: the name is looked up, every address found is checked, and one of
those very addresses is connected to. A redirect, or a name that resolves differently the second time (DNS rebinding),
gains nothing. The ranges are those of the IANA special-purpose registries (RFC 6890), written out: what Python calls
global differs between its versions, and lets addresses through that carry a private IPv4 address inside.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from digest.errors import FetchError

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""From host name and port to the addresses to try, best first. Raises OSError."""

_PRIVATE_4 = tuple(
    map(
        IPv4Network,
        """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
        192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
        168.63.129.16/32""".split(),  # the last: a cloud's host agent, public by number, answering only from inside
    )
)
_UNICAST_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(map(IPv6Network, "2001::/23 2001:db8::/32 2002::/16 3fff::/20".split()))
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))


def is_public(address: str) -> bool:
    """Whether `address` (IPv4 or IPv6, as text) lies in the public Internet. False for what is no address.

    IPv6 forms that carry an IPv4 address (mapped, NAT64, ISATAP) are judged by it: NAT64 is how an IPv6-only network
    reaches every IPv4 host. 6to4, Teredo and IPv4-compatible addresses are refused as a whole: long obsolete.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in network for network in _PRIVATE_4)
    return _is_public_6(found)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    number = int(address)
    inner = str(IPv4Address(number & 0xFFFFFFFF))
    if address in _MAPPED or address in _NAT64:
        return is_public(inner)
    if address not in _UNICAST_6 or any(address in network for network in _SPECIAL_6):
        return False
    return (number >> 32) & 0xFFFFFFFF not in _ISATAP or is_public(inner)


def is_allowed(host: str, port: int, allow_hosts: frozenset[str]) -> bool:
    """Whether the configuration lets this host's private addresses be used: "host" or "host:port" is named."""
    shown = f"[{host}]" if ":" in host else host
    return not allow_hosts.isdisjoint((host, shown, f"{shown}:{port}"))


async def look_up_public(host: str, port: int, *, allow_hosts: frozenset[str], resolve: Resolver) -> list[str]:
    """The addresses of `host` that may be connected to, best first; never empty.

    Raises FetchError "no-such-host", "connection" (the look-up failed) or "private-address".
    """
    try:
        found = [str(ip_address(host))]
    except ValueError:
        found = await _look_up(host, port, resolve)
    if is_allowed(host, port, allow_hosts):
        return found
    public = [address for address in found if is_public(address)]
    if not public:
        where = host if host == found[0] else f"{host} is at {found[0]}, which"
        raise FetchError("private-address", f"{where} is no public address; if it is yours, name it under allow_hosts")
    return public


async def _look_up(host: str, port: int, resolve: Resolver) -> list[str]:
    try:
        found = list(dict.fromkeys(await resolve(host, port)))
    except socket.gaierror as error:
        if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
            raise FetchError("no-such-host", f"no host is called {host}; correct the address") from error
        reason = f"the name {host} could not be looked up ({error.strerror}); tried again on the next run"
        raise FetchError("connection", reason) from error
    except (OSError, UnicodeError) as error:
        raise FetchError("connection", f"the name {host} could not be looked up ({error})") from error
    if not found:
        raise FetchError("no-such-host", f"{host} has no address; correct it")
    return found


async def resolve_name(host: str, port: int) -> list[str]:
    """The system's look-up, each in a daemon thread of its own.

    The event loop's thread pool is small, and joined when the program ends: a few names whose servers don't answer
    would hold up every other host, and Ctrl-C with them.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | OSError | UnicodeError) -> None:
        if future.done():
            return
        if isinstance(found, list):
            future.set_result(found)
        else:
            future.set_exception(found)

    def look_up() -> None:
        found: list[str] | OSError | UnicodeError
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
            found = [str(info[4][0]) for info in infos]
        except (OSError, UnicodeError) as error:
            found = error
        with contextlib.suppress(RuntimeError):  # the loop has gone meanwhile
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
    return await future
