from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from digest.urls import canonical_url, hide_credentials, is_web_url, resolve_canonical, site_of, url_key

anything = st.text(st.characters(codec=None, categories=None), max_size=80)
odd = st.text(st.sampled_from("ap.mv/s?&=;%#@:\\[]cAé\ud800 1-xn"), max_size=40)
hosts = st.sampled_from(
    "example.org m.example.co.uk amp.x.example a.cdn.ampproject.org [::1] 10.0.0.1 bücher.example".split()
)
paths = st.lists(
    st.sampled_from(
        "amp Amp amp.html s c v .. . a-b-c 12345 x.amp x.amp.html ;sid=1 amp;sid=1 b%7e %2541 %zz é".split()
    )
    | st.sampled_from(["", "example.org", "m.example.org"]),
    max_size=6,
).map("/".join)
queries = st.lists(
    st.sampled_from("utm_source=x fbclid=1 a=1 b=2 a=0 amp=1 amp; & ref=rss ref=1 q=%C3%A9 q=é = x".split()), max_size=5
).map("&".join)
urls = st.builds(
    lambda scheme, user, host, path, query, fragment: f"{scheme}{user}{host}/{path}?{query}#{fragment}",
    st.sampled_from(["http://", "https://", "HTTP:\\\\", "https:///"]),
    st.sampled_from(["", "user@", "user:pass@", "a@b@"]),
    hosts,
    paths,
    queries,
    odd,
)
texts = urls | anything | odd.map("https://".__add__) | odd.map("http://example.org/".__add__)


@given(texts)
@example("http://x.cdn.ampproject.org/c/amp/a.example/x-y-z")
@example("https://example.org/amp;sid=1/s/b.example/x")
@example("HTTP://@/0")
@example("http://user:pass@//a.example/0")
@example("http://" + "é" * 3000)
@example("http://example.org/" + "é" * 3000)
def test_canonical_form_is_final_and_never_raises(text: str) -> None:
    canonical = canonical_url(text)
    assert canonical_url(canonical) == canonical
    assert is_web_url(canonical) == is_web_url(text)


@given(urls)
def test_canonical_url_is_plain_ascii_without_credentials_or_fragment(url: str) -> None:
    canonical = canonical_url(url)
    assert canonical.isascii()
    assert "#" not in canonical
    assert "@" not in canonical.split("/")[2]
    assert canonical.startswith(("http://", "https://"))


@given(urls, st.sampled_from(["utm_source=feed", "UTM_campaign=x%20y", "fbclid=abc", "gclid=", "mc_eid", "ref=rss"]))
def test_tracking_parameters_change_nothing(url: str, parameter: str) -> None:
    base = url.partition("#")[0]
    assert canonical_url(f"{base}&{parameter}") == canonical_url(base)


@given(texts, texts)
def test_helpers_never_raise(one: str, other: str) -> None:
    url_key(one)
    site_of(one)
    hide_credentials(one)
    resolved = resolve_canonical(one, other)
    assert resolved is None or canonical_url(resolved) == resolved


@given(urls)
def test_a_reported_url_holds_no_password(url: str) -> None:
    assert "user:pass" not in hide_credentials(url).replace("\\", "/").partition("#")[0].partition("?")[0]
