"""`robots.txt` (RFC 9309): what it lets us read, and how long to pause. Parsing is protego's; this makes it safe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.errors import FetchError

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES = 500 * 1024
"""As much as RFC 9309, section 2.5, asks for; what comes after is not read."""

_AGENT_LINE = re.compile(r"^([ \t]*user[- ]?agent[ \t]*[: \t][ \t]*)([^#\n]*)", re.IGNORECASE | re.MULTILINE)
_BREAKS = re.compile(r"\r\n?")
_SAME_FOR_PAGES = frozenset(("private-address", "bad-address", "no-such-host", "tls", "host-failing", "postponed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """One host's rules for one product. `refusal`: why nothing may be read at all, None where the rules decide."""

    product: str
    text: str | None
    refusal: FetchError | None = None
    crawl_delay_s: float = 0.0
    _parser: Protego | None = None

    def check(self, url: str) -> None:
        """Raise FetchError "robots" where `url` (absolute, ASCII) may not be read."""
        if self.refusal is not None:
            raise FetchError(self.refusal.code, self.refusal.reason)
        if self._parser is not None and not self._parser.can_fetch(url, self.product):
            reason = "the site's robots.txt asks programs not to read this page; use its feed, or ask its publisher"
            raise FetchError("robots", reason)


def parse_robots(body: bytes, product: str) -> RobotsRules:
    """The rules in a `robots.txt` for the User-Agent product token `product`."""
    from protego import Protego

    text = _BREAKS.sub("\n", body[:MAX_BYTES].decode("utf-8-sig", "replace").replace("\x00", ""))
    text = _merge_strangers(text, product)
    parser = Protego.parse(text)
    return RobotsRules(product=product, text=text, crawl_delay_s=parser.crawl_delay(product) or 0.0, _parser=parser)


def allow_all(product: str) -> RobotsRules:
    """No rules: there is no `robots.txt`."""
    return RobotsRules(product=product, text=None)


def rules_without_file(error: FetchError, product: str) -> RobotsRules:
    """The rules where `robots.txt` could not be read because of `error` (RFC 9309, section 2.3.1).

    An answer of 4xx, or too many redirects: none, everything may be read. No answer, 5xx, 429: nothing may be.
    """
    if error.code in {"forbidden", "not-found", "gone", "refused", "empty", "redirect-loop", "bad-redirect"}:
        return allow_all(product)
    if error.code in _SAME_FOR_PAGES:  # the page would fail in the same way: say that
        return RobotsRules(product=product, text=None, refusal=error)
    reason = f"its robots.txt could not be read, so its pages must not be (RFC 9309): {error.reason}"
    return RobotsRules(product=product, text=None, refusal=FetchError("robots-unreachable", reason))


def _merge_strangers(text: str, product: str) -> str:
    """`text` with all agents that are not us under one name.

    The parser keeps a list of rules an agent, so thousands of agents over thousands of rules, in a file within the
    size allowed, would take gigabytes and minutes.
    """
    ours = product.lower()

    def rename(line: re.Match[str]) -> str:
        agent = line[2].strip().lower()
        bare = agent.replace("*", "")
        known = agent == "*" or (bare and bare in ours) or not agent
        return line[1] + (line[2] if known else "-")

    return _AGENT_LINE.sub(rename, text)
