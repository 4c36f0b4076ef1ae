"""URLs: one form for one page, whose site it is on, and what must not be shown of it.

Pure, without network and without a public suffix list: what is a site is told by shape (`site_of`). The normal form
follows RFC 3986 section 6.2 and, where browsers differ from it, the WHATWG URL standard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urljoin

MAX_LENGTH = 8192
"""Characters; a longer text is no address and is left as it is."""

_OUTER = "".join(map(chr, range(0x21))) + "\x7f\x85\xa0\u2028\u2029\ufeff"
_BREAKS = re.compile("[\t\n\r]")  # a browser drops these wherever they stand
_WEB = re.compile(r"(https?):[/\\]{2,}([^/\\?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r":([0-9]{0,5})\Z", re.ASCII)
_DEFAULT_PORT = {"http": "80", "https": "443"}
_ASCII_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?", re.ASCII)
_IGNORED_IN_HOSTS = re.compile("[\u00ad\u200b\u2060\ufeff]")
_JOINERS = "-\u00b7\u200c\u200d\u30fb"

_PATH_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/")
_QUERY_SAFE = _PATH_SAFE | {"?"}
_UNRESERVED = _PATH_SAFE - frozenset("!$&'()*+,;=:@/")
_TO_QUOTE = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]", re.ASCII)

# Parameters that say how a reader came, never what he reads. Lower case.
_TRACKING_PREFIXES = (
    "utm_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "_hs", "__hs", "mc_", "vero_", "oly_", "wt_", "at_",
    "ns_", "itm_", "trk_", "fb_", "ga_", "guce_", "stm_", "sc_src", "sc_ll", "sc_uid", "sc_lid", "sc_eh",
    "mkt_", "ml_subscriber", "dm_i", "amp_", "dicbo", "_bta_", "bsft_",
)  # fmt: skip
_TRACKING = frozenset(
    """fbclid gclid gclsrc gbraid wbraid dclid msclkid yclid ysclid twclid igshid igsh ttclid li_fat_id epik
    rb_clickid s_kwcid ef_id s_cid srsltid sscid irclickid irgwc wickedid zanpid awc cjevent clickid click_id
    _ga _gl _ke _openstat _branch_match_id _branch_referrer __twitter_impression __s __tn__ __cft__[0] __cft__
    cmp cmpid cmpref cmpsrc campaign_id campaignid ncid ocid icid ito iid_src smid smtyp sref soc_src soc_trk
    guccounter sfnsn mibextid xtor xtref nr_email_referer nlid newsletter_id feed_id referrer_source
    ref_src ref_url referring_source spref traffic_source trackid tracking_id trkid usqp gaa_at gaa_n gaa_ts gaa_sig
    share_token sharetoken share_id wprov fromrss ref_feed __source tblci tb_click_id obclid outbrainclickid
    phpsessid jsessionid aspsessionid cfid cftoken _amp""".split()
)
# These name a way only with such a value: "from=rss" says how, "from=2024-01-01" says what.
_MAYBE_TRACKING = frozenset(
    "ref refer referer referrer source src from via medium origin partner emc mod feature share shared soc social "
    "channel camp campaign rss feed traffic cid s".split()
)
_WAYS = frozenset(
    """rss rss2 atom feed feeds feedburner newsletter mail email twitter tw facebook fb instagram linkedin whatsapp
    telegram reddit pinterest mastodon bluesky threads flipboard social socialshare share sharing sharebutton sharetool
    share_btn googlenews applenews""".split()
)
_WAY = re.compile(r"[a-z0-9]+", re.ASCII)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)

# AMP: a page's stripped variant, and caches that serve it under their own host. The two caches are those of the AMP
# project's own registry (caches.json); "/amp/s/HOST/…" is how viewers address a page.
_AMP_CACHES = (".cdn.ampproject.org", ".bing-amp.com")
_IN_CACHE = re.compile(r"/(?:[a-z]{1,3}/)?(s/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(/.*)?", re.IGNORECASE | re.DOTALL)
_IN_VIEWER = re.compile(r"/amp/(s/)([a-z0-9-]+(?:\.[a-z0-9-]+)+)(/.*)?", re.IGNORECASE | re.DOTALL)
_AMP_NAMES = frozenset(("amp", "amp.html", "amp.htm"))
_VARIANT_LABELS = frozenset(("m", "mobile", "amp"))
_VARIANT_PARAMETERS = frozenset(("amp", "outputtype", "output", "view", "mode", "mobile", "platform", "m"))
_YES = frozenset(("", "1", "true", "yes", "amp"))

# Second-level names under which two-letter domains are given out, so that "example.co.uk" is one site.
_SECOND_LEVEL = frozenset(
    """ac ad art asn asso biz co com conf coop ed edu fam firm fin gc gen go gob gon gouv gov govt gr gub gv id idf ind
    inf info info int its k12 law lg ltd maori me med mil mob muni museum mus my name ne net nhs nic nom or org parl
    plc police press pro res sch school sci store tm tv web""".split()
)
# Places where each name below belongs to somebody else.
_HOSTING = frozenset(
    """github.io gitlab.io blogspot.com wordpress.com substack.com tumblr.com medium.com netlify.app vercel.app
    pages.dev workers.dev web.app firebaseapp.com herokuapp.com weebly.com wixsite.com squarespace.com typepad.com
    livejournal.com over-blog.com ghost.io neocities.org codeberg.page readthedocs.io azurewebsites.net
    cloudfront.net fly.dev onrender.com""".split()
)

_SLASHES = re.compile(r":[/\\]+")
_CREDENTIALS = re.compile(r"\A([a-z][a-z0-9+.-]{0,30}:[/\\]{2,})[^/\\?#]*@", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=[/\\]{2})[^/\\?#\s]*@")
_SECRET = re.compile(
    r"(?<=[?&;])((?:[a-z0-9_.-]{0,40}[_.-])?(?:access_?token|token|api_?key|key|secret|passw(?:or)?d|pwd|pass|auth|sig|signature|session)=)"
    r"[^&#\s]+",
    re.IGNORECASE,
)


def canonical_url(url: str) -> str:
    """The one form of `url` by which an article is known, and at which it can still be read.

    - Scheme and host are lower-cased, the host is in punycode (UTS 46 mapping), a default port, credentials, the
      fragment and a dot after the host go. `http` stays `http` and `www.` stays, for a link has to work: what tells
      whether two addresses are one article is `url_key`.
    - Percent-encoding: what needs none is decoded, all else is encoded, hex digits upper-cased; dot segments are
      resolved. An empty path is "/"; a closing slash stays or stays away, as given.
    - Parameters that track (`utm_*`, `fbclid`, …), session ids and empty ones go; the others are sorted by name
      where each has a name and a value, else left in order.
    - An AMP or mobile variant gives its page: `amp.`, `m.`, `mobile.` hosts, `/amp`, `.amp`, `?amp=1`, AMP caches.

    Idempotent. Never raises: what is no http(s) address with a valid host comes back stripped, without credentials.
    """
    text = strip_url(url)
    parts = _split(text)
    if parts is None:
        return _drop_only_credentials(text)
    scheme, host, port, path, query = parts
    before = None
    while before != (host, path):  # what one rule takes away may lay bare what another one takes
        before = (host, path)
        path = _SESSION_IN_PATH.sub("", _resolve_dots(_quote(path, _PATH_SAFE)))
        scheme, host, port, path = _leave_amp_cache(scheme, host, port, path)
        host, path = _strip_variant_labels(host), _strip_amp_path(path)
    query = _clean_query(_quote(query, _QUERY_SAFE), path)
    canonical = f"{scheme}://{host}{port}{path or '/'}{'?' if query else ''}{query}"
    return canonical if len(canonical) <= MAX_LENGTH else _drop_only_credentials(text)


def url_key(url: str) -> str:
    """What two addresses of one article share: the canonical URL less scheme, `www.`, closing slash and index page."""
    canonical = canonical_url(url)
    rest = canonical.partition("://")[2] or canonical
    path, mark, query = rest.removeprefix("www.").partition("?")
    head, _, last = path.rpartition("/")
    if head and last.lower() in {"index.html", "index.htm", "index.php"}:
        path = head
    return path.rstrip("/") + mark + query


def resolve_canonical(url: str | None, rel_canonical: str | None) -> str | None:
    """The canonical URL of a page at `url` whose `rel=canonical` says `rel_canonical` (absolute or relative).

    The page is believed where it points into its own site (`site_of`), and not where it points to the home page or,
    from an article, to a section above it: both are common faults that would make all articles one. Without `url`
    the page is believed unless it names a home page. None if there is no address at all.
    """
    own = canonical_url(url) if url and is_web_url(url) else None
    said = _absolute(rel_canonical, own)
    if said is None or _is_home(said):
        return own
    if own is None:
        return said
    if site_of(said) != site_of(own) or _is_section_of(said, own):
        return own
    return said


def is_web_url(text: object) -> bool:
    """Whether `text` is an absolute http(s) address with a valid host: all that may become a link."""
    return isinstance(text, str) and _split(strip_url(text)) is not None


def hide_credentials(url: str) -> str:
    """`url` (or a text with URLs in it) fit for a report: user, password and values of secret parameters as "***"."""
    return _SECRET.sub(r"\1***", _USERINFO.sub("***@", url))


def drop_credentials(url: str) -> str:
    """`url` stripped and without user and password, otherwise as given."""
    return _CREDENTIALS.sub(r"\1", strip_url(url))


def _drop_only_credentials(text: str) -> str:
    """What is no web address without its credentials: where nothing but them stood for a host, it becomes none."""
    dropped = drop_credentials(text)
    return dropped if dropped == text or _split(dropped) is None else _SLASHES.sub(":", dropped, count=1)


def site_of(url: str) -> str | None:
    """The site of an http(s) `url`: the domain somebody registered, lower case and in punycode; an IP address as such.

    Told by shape: two labels, three where the last is a country's and the one before a common second level
    ("co.uk") or where the place hosts other people's sites. None for anything else than a web address.
    """
    parts = _split(strip_url(url))
    return None if parts is None else _site_of_host(parts[1])


def outlet_host(url: str) -> str | None:
    """The host of an http(s) `url` as an outlet goes by it: lower case, in punycode, without "www." and "m."."""
    parts = _split(strip_url(url))
    return None if parts is None else _strip_variant_labels(parts[1]).removeprefix("www.")


def count_outlets(articles: Iterable[tuple[str | None, str]]) -> int:
    """How many outlets `articles` are from, each given by its address and its source's id.

    Each source counts once, by whatever names its site goes, and so does each host, whatever sources name it.
    """
    named = [(source, (outlet_host(url) if url else None) or source) for url, source in articles]
    return min(len({source for source, _ in named}), len({host for _, host in named}))


def strip_url(text: str) -> str:
    """`text` as a browser takes an address: no outer white space or control characters, no line breaks or tabs."""
    return _BREAKS.sub("", text).strip(_OUTER)


# --- parts -----------------------------------------------------------------------------------------------


def _split(text: str) -> tuple[str, str, str, str, str] | None:
    """Scheme, host, ":port" or "", path and query of a stripped web address; None if it is none."""
    if len(text) > MAX_LENGTH:
        return None
    match = _WEB.match(text)
    if not match:
        return None
    scheme = match[1].lower()
    authority = match[2].rpartition("@")[2]
    port = _PORT.search(authority)
    number = port[1].lstrip("0") if port else ""
    if number and int(number) > 65535:
        return None
    host = _normal_host(authority[: port.start()] if port else authority)
    if host is None:
        return None
    shown = "" if number in {"", _DEFAULT_PORT[scheme]} else f":{number}"
    return scheme, host, shown, match[3].replace("\\", "/"), match[4] or ""


def _normal_host(host: str) -> str | None:
    """`host` lower-cased and in punycode; None if it is none."""
    if host.startswith("["):
        return _normal_ipv6(host)
    if len(host) > 1000:
        return None
    if not host.isascii() or "%" in host:
        host = _IGNORED_IN_HOSTS.sub("", unquote(host)).replace("\u3002", ".").replace("\uff61", ".")
        # Letter by letter: str.lower() knows a final sigma, hosts do not.
        host = unicodedata.normalize("NFKC", "".join(letter.lower() for letter in host))
    host = host.lower().removesuffix(".")
    labels = []
    for label in host.split("."):
        ascii_label = _ascii_label(label)
        if ascii_label is None:
            return None
        labels.append(ascii_label)
    joined = ".".join(labels)
    return joined if len(joined) <= 253 else None


def _ascii_label(label: str) -> str | None:
    if not label or len(label) > 63:
        return None
    if not label.isascii():
        if not all(
            letter in _JOINERS or unicodedata.category(letter)[0] in "LMN" or _is_symbol(letter) for letter in label
        ):
            return None
        label = "xn--" + label.encode("punycode").decode("ascii")
    return label if len(label) <= 63 and _ASCII_LABEL.fullmatch(label) else None


def _is_symbol(letter: str) -> bool:
    return letter != "\ufffd" and unicodedata.category(letter) == "So"  # emoji hosts exist


def _normal_ipv6(host: str) -> str | None:
    from ipaddress import AddressValueError, IPv6Address

    if not host.endswith("]") or "%" in host:
        return None
    try:
        return f"[{IPv6Address(host[1:-1]).compressed}]"
    except AddressValueError:
        return None


def _quote(text: str, safe: frozenset[str]) -> str:
    """`text` with escapes in normal form: unreserved characters plain, all that is not `safe` escaped."""

    def normal(match: re.Match[str]) -> str:
        found = match.group()
        if len(found) == 3:
            plain = chr(int(found[1:], 16))
            return plain if plain in _UNRESERVED else found.upper()
        if found in safe:
            return found
        return "".join(f"%{byte:02X}" for byte in found.encode("utf-8", "surrogatepass"))

    return _TO_QUOTE.sub(normal, text)


def _resolve_dots(path: str) -> str:
    """`path` without "." and ".." segments (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


# --- variants of one page --------------------------------------------------------------------------------


def _leave_amp_cache(scheme: str, host: str, port: str, path: str) -> tuple[str, str, str, str]:
    """The page that an AMP cache or viewer serves; any other page as it is."""
    in_cache = _IN_CACHE.fullmatch(path) if host.endswith(_AMP_CACHES) else _IN_VIEWER.fullmatch(path)
    inner = _normal_host(in_cache[2]) if in_cache else None
    if in_cache is None or inner is None or _is_number(inner.rpartition(".")[2]) or len(inner.rpartition(".")[2]) < 2:
        return scheme, host, port, path
    return ("https" if in_cache[1] else "http"), inner, "", in_cache[3] or "/"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _strip_variant_labels(host: str) -> str:
    """`host` without `m`, `mobile` and `amp` labels in front of its site's name."""
    labels = host.split(".")
    if _VARIANT_LABELS.isdisjoint(labels):
        return host
    own = len(_site_of_host(host).split("."))
    front = [label for label in labels[:-own] if label not in _VARIANT_LABELS]
    return ".".join(front + labels[-own:])


def _strip_amp_path(path: str) -> str:
    """`path` without what makes it an AMP variant: a closing "/amp", ".amp", or "/amp/" before an article's name."""
    if "amp" not in path.lower():
        return path
    segments = path.split("/")
    closing = segments[-1] == "" and len(segments) > 2
    if closing:
        segments.pop()
    while len(segments) > 2 and segments[-1].lower() in _AMP_NAMES and any(segments[:-1]):
        closing = closing and segments[-1].lower() == "amp"
        segments.pop()
    # In front it may be a section on amplifiers: only before what looks like an article does it go.
    if any(_is_article_name(segment) for segment in segments):
        segments = [segment for segment in segments if segment.lower() != "amp"]
    name, dot, extension = segments[-1].rpartition(".")
    if not (dot and extension.lower() in {"htm", "html"}):
        name, dot, extension = segments[-1], "", ""
    while len(name) > len(".amp") and name[-4:].lower() == ".amp":
        name = name[:-4]
    segments[-1] = name + dot + extension
    return "/".join(segments) + ("/" if closing else "")


def _is_article_name(segment: str) -> bool:
    """Whether a path's segment looks like one article's, not a section's: some hyphens, or a long number."""
    return segment.count("-") >= 2 or segment.count("_") >= 2 or re.search(r"[0-9]{5}", segment) is not None


def _clean_query(query: str, path: str) -> str:
    """`query` (in normal form) without what tracks or asks for a variant, sorted by name where that is safe."""
    kept = [
        piece for piece in query.split("&") if piece not in {"", "="} and not _is_noise(*_name_and_value(piece), path)
    ]
    if all(piece.find("=") > 0 for piece in kept):
        kept.sort(key=lambda piece: piece.partition("=")[0])  # stable: "a=2&a=1" keeps its order
    return "&".join(kept)


def _name_and_value(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return name.lower().replace("%5b", "[").replace("%5d", "]"), value.lower()


def _is_noise(name: str, value: str, path: str) -> bool:
    name = name.removeprefix("amp;")  # "&amp;utm_source=" left escaped by a careless feed
    if name.startswith(_TRACKING_PREFIXES) or name in _TRACKING:
        return True
    if name in _MAYBE_TRACKING:
        way = _WAY.match(value)
        if (way is not None and way.group() in _WAYS) or (name in {"rss", "feed"} and value in _YES):
            return True
    return name in _VARIANT_PARAMETERS and _asks_for_variant(name, value, path)


def _asks_for_variant(name: str, value: str, path: str) -> bool:
    if name == "amp":
        return value in _YES
    if name == "mobile":
        return value in _YES
    if name == "m":
        return value == "1" and path.endswith(".html")
    return value in {"amp", "mobile"}


# --- sites -----------------------------------------------------------------------------------------------


def _site_of_host(host: str) -> str:
    labels = host.split(".")
    if host.startswith("[") or len(labels) < 3 or _is_number(labels[-1]):
        return host
    last_two = ".".join(labels[-2:])
    shared = last_two in _HOSTING or (len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL)
    return ".".join(labels[-3:]) if shared else last_two


def _absolute(said: str | None, own: str | None) -> str | None:
    if not said:
        return None
    said = strip_url(said)
    if not is_web_url(said):
        if own is None or not said or len(said) > MAX_LENGTH:
            return None
        try:
            said = urljoin(own, said)
        except ValueError:
            return None
    return canonical_url(said) if is_web_url(said) else None


def _is_home(canonical: str) -> bool:
    parts = _split(canonical)
    return parts is not None and parts[3].strip("/").lower() in {"", "index.html", "index.php"} and not parts[4]


def _is_section_of(said: str, own: str) -> bool:
    """Whether `said` is a section above the article `own`: its path a beginning, its last name no article's."""
    said_path, own_path = (parts[3].strip("/").split("/") if (parts := _split(u)) else [] for u in (said, own))
    return (
        len(said_path) < len(own_path)
        and own_path[: len(said_path)] == said_path
        and _is_article_name(own_path[-1])
        and not _is_article_name(said_path[-1])
        and "?" not in said
    )
