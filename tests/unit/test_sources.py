from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import FetchError, InputError
from digest.fetch.sources import apply_entry_rules, check_required, list_inputs, read_input
from digest.models import Document, EntryRules, Quarantined, Source

NOW = datetime(2026, 11, 21, 10, 0, 3, tzinfo=UTC)
INBOX = Source(id="inbox", name="Inbox", path="inbox")


def fill(root: Path, **files: str | bytes) -> None:
    for name, body in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body if isinstance(body, bytes) else body.encode())


def read(
    path: Path, *, source: Source | None = None, now: datetime = NOW, **rules: object
) -> tuple[list[Document], list[Quarantined]]:
    return read_input(path, key=f"inbox/{path.name}", source=source, now=now, rules=EntryRules(**rules))  # type: ignore[arg-type]


def rss(*items: str, title: str = "The Times") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>{title}</title>{inner}</channel></rss>'


def listed(root: Path, source: Source = INBOX) -> list[str]:
    return [path.relative_to(root).as_posix() for path in list_inputs(root, source)]


# --- which files -----------------------------------------------------------------------------------------


def test_files_come_in_order_without_sidecars_and_hidden_ones(tmp_path: Path) -> None:
    fill(
        tmp_path,
        inbox__b_html="x",
        inbox__B_TXT="x",
        inbox__b_yaml="title: t",
        inbox__a__c_md="x",
        inbox__a__c_json="{}",
        inbox__a__d_html="x",
        inbox__a__d_html_yml="",
        inbox__feed_json='{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        inbox__feed_xml=rss(),
        inbox___hidden__e_html="x",
        inbox___f_html="x",
        inbox__g_pdf="x",
        inbox__h="x",
        inbox__lonely_json="{}",
    )
    assert listed(tmp_path) == [
        *("inbox/B.TXT", "inbox/a/c.md", "inbox/a/d.html", "inbox/b.html"),
        *("inbox/feed.json", "inbox/feed.xml", "inbox/lonely.json"),
    ]


def test_one_file_may_be_a_source(tmp_path: Path) -> None:
    fill(tmp_path, a__b_html="x")
    assert listed(tmp_path, Source(id="b", name="B", path="a/b.html")) == ["a/b.html"]


def test_an_empty_folder_gives_nothing_and_a_missing_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    assert listed(tmp_path) == []
    with pytest.raises(FetchError, match="no file or folder 'gone'") as caught:
        list_inputs(tmp_path, Source(id="x", name="X", path="gone"))
    assert caught.value.code == "missing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_regular_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    os.mkfifo(tmp_path / "inbox" / "pipe.html")
    (tmp_path / "inbox" / "loop").symlink_to(tmp_path / "inbox")
    (tmp_path / "inbox" / "broken.html").symlink_to("nowhere")
    assert listed(tmp_path) == []


# --- one file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.html", "html"), ("a.HTM", "html"), ("a.xhtml", "html"), ("a.txt", "text"), ("a.md", "markdown")],
)
def test_a_file_is_one_document(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"body")
    (document,), aside = read(tmp_path / name, source=INBOX)
    assert aside == []
    assert (document.key, document.kind, document.body, document.source) == (f"inbox/{name}", kind, b"body", INBOX)
    assert document.seen_at == NOW


def test_the_sidecar_counts_and_changes_the_digest(tmp_path: Path) -> None:
    fill(tmp_path, a_html="body")
    (bare,), _ = read(tmp_path / "a.html")
    fill(tmp_path, a_yaml="title: T\nretrieved: 2026-11-20T12:00:00+02:00\n")
    (known,), _ = read(tmp_path / "a.html")
    (again,), _ = read(tmp_path / "a.html", now=NOW + timedelta(days=1))
    assert known.known.title == "T"
    assert known.seen_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert known == again
    assert bare.digest != known.digest


def test_a_wrong_sidecar_sets_its_document_aside(tmp_path: Path) -> None:
    fill(tmp_path, a_html="body", a_yaml="titel: T")
    documents, (aside,) = read(tmp_path / "a.html")
    assert documents == []
    assert (aside.stage, aside.key, aside.code) == ("fetch", "inbox/a.html", "sidecar")
    assert "did you mean 'title'" in aside.reason


def test_two_sidecars_contradict_each_other(tmp_path: Path) -> None:
    fill(tmp_path, a_html="body", a_yaml="title: T", a_json="{}")
    _, (aside,) = read(tmp_path / "a.html")
    assert aside.reason == "several sidecars, keep one: a.json, a.yaml"


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("a.json", b'{"title": "T"}', "not-a-feed"),
        ("a.json", b"{", "not-a-feed"),
        ("a.json", b"", "empty"),
        ("a.xml", b"<opml/>", "not-a-feed"),
        ("a.rss", b"", "empty"),
        ("a.pdf", b"%PDF", "unknown-kind"),
    ],
)
def test_what_cannot_be_used_has_its_reason(tmp_path: Path, name: str, body: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(body)
    documents, (aside,) = read(tmp_path / name)
    assert documents == []
    assert aside.code == code
    assert aside.reason


def test_a_missing_file_has_its_reason(tmp_path: Path) -> None:
    _, (aside,) = read(tmp_path / "gone.html")
    assert aside.code == "unreadable"


def test_a_page_named_xml_is_a_page(tmp_path: Path) -> None:
    fill(tmp_path, a_xml='<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>')
    (document,), _ = read(tmp_path / "a.xml")
    assert document.kind == "html"


# --- feed files ------------------------------------------------------------------------------------------


def test_a_feed_file_is_a_document_an_entry(tmp_path: Path) -> None:
    fill(
        tmp_path,
        f_xml=rss("<guid>https://a.example/1</guid><title>One</title><description>&lt;p&gt;x&lt;/p&gt;</description>"),
    )
    (document,), aside = read(tmp_path / "f.xml", source=INBOX)
    assert aside == []
    assert document.key == "inbox/f.xml#https://a.example/1"
    assert (document.kind, document.body, document.source) == ("entry", b"<p>x</p>", INBOX)
    known = document.known
    assert (known.url, known.title, known.source) == ("https://a.example/1", "One", "The Times")


def test_who_wrote_sidecar_then_feed_but_a_configured_outlet_is_itself(tmp_path: Path) -> None:
    fill(tmp_path, f_xml=rss("<guid>1</guid>"))
    outlet = Source(id="o", name="Outlet", feed="https://o.example/feed")
    assert read(tmp_path / "f.xml", source=outlet)[0][0].known.source is None
    assert read(tmp_path / "f.xml", source=None)[0][0].known.source == "The Times"
    fill(tmp_path, f_yaml="source: Other\nretrieved: 2026-01-01\nlang: de\n")
    (document,), _ = read(tmp_path / "f.xml", source=INBOX)
    assert (document.known.source, document.known.lang) == ("Other", "de")
    assert document.seen_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_feeds_sidecar_cannot_speak_for_its_entries(tmp_path: Path) -> None:
    fill(tmp_path, f_xml=rss("<guid>1</guid>"), f_yaml="title: T")
    _, (aside,) = read(tmp_path / "f.xml")
    assert "each entry's own" in aside.reason


def test_an_unchanged_entry_keeps_its_digest(tmp_path: Path) -> None:
    one, two = "<guid>1</guid><title>One</title>", "<guid>2</guid><title>Two</title>"
    fill(tmp_path, f_xml=rss(one, two))
    before, _ = read(tmp_path / "f.xml")
    fill(tmp_path, f_xml=rss("<guid>3</guid><title>Three</title>", two.replace("Two", "Zwei"), one))
    after, _ = read(tmp_path / "f.xml", now=NOW + timedelta(days=3))
    digests = [{document.key[-1]: document.digest for document in documents} for documents in (before, after)]
    assert digests[0]["1"] == digests[1]["1"]
    assert digests[0]["2"] != digests[1]["2"]


def test_one_bad_entry_does_not_take_the_others(tmp_path: Path) -> None:
    fill(tmp_path, f_xml=rss("<guid>1</guid><pubDate>never</pubDate>", "<guid>2</guid>"))
    documents, (aside,) = read(tmp_path / "f.xml")
    assert len(documents) == 2
    assert (aside.key, aside.code) == ("inbox/f.xml", "feed-problem")


def test_lone_surrogates_do_no_harm(tmp_path: Path) -> None:
    item = rb'{"id": "a\ud800", "title": "\ud800", "content_text": "x\udfffy"}'
    fill(tmp_path, f_json=b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + item + b"]}")
    (document,), _ = read(tmp_path / "f.json")
    assert document.body == b"<p>xy</p>"
    assert document.key.encode() == b"inbox/f.json#a"


# --- rules for what lacks something ----------------------------------------------------------------------


def test_by_default_everything_is_kept(tmp_path: Path) -> None:
    fill(tmp_path, f_xml=rss("<description>words</description>"))
    (document,), aside = read(tmp_path / "f.xml")
    assert aside == []
    assert (document.known.title, document.known.url, document.known.published) == (None, None, None)
    assert document.key.startswith("inbox/f.xml#sha256:")


@pytest.mark.parametrize("lack", ["untitled", "unlinked", "undated"])
def test_each_lack_can_leave_an_entry_out(tmp_path: Path, lack: str) -> None:
    whole = "<title>T</title><link>https://a.example/1</link><pubDate>Sun, 20 Jul 1969 20:17:40 GMT</pubDate>"
    cut = {"untitled": "title", "unlinked": "link", "undated": "pubDate"}[lack]
    fill(tmp_path, f_xml=rss(f"<guid>1</guid>{whole}", f"<guid>2</guid>{whole.replace(cut, 'x')}"))
    documents, (aside,) = read(tmp_path / "f.xml", **{lack: "leave-out"})
    assert len(documents) == 1
    assert (aside.key[-2:], aside.code) == ("#2", lack)


@pytest.mark.parametrize(("rule", "kept"), [("undate", None), ("keep", NOW + timedelta(days=2))])
def test_future_dates(rule: str, kept: datetime | None) -> None:
    rules = EntryRules(future=rule)  # type: ignore[arg-type]
    assert apply_entry_rules(NOW + timedelta(days=2), NOW, rules) == kept
    assert apply_entry_rules(NOW + timedelta(hours=24), NOW, rules) == NOW + timedelta(hours=24)
    assert apply_entry_rules(date(2026, 11, 22), NOW, rules) == date(2026, 11, 22)
    assert apply_entry_rules(None, NOW, rules) is None


def test_future_dates_left_out_or_undated_by_both_rules() -> None:
    with pytest.raises(InputError, match="24 hours") as caught:
        apply_entry_rules(date(2026, 11, 23), NOW, EntryRules(future="leave-out"))
    assert caught.value.code == "future"
    with pytest.raises(InputError, match="no date") as caught:
        apply_entry_rules(date(2026, 11, 23), NOW, EntryRules(undated="leave-out"))
    assert caught.value.code == "undated"


def test_dates_at_the_ends_of_the_calendar() -> None:
    assert apply_entry_rules(date(9999, 12, 31), NOW, EntryRules()) is None
    assert apply_entry_rules(date(2, 1, 1), NOW, EntryRules()) == date(2, 1, 1)
    late = datetime.max.replace(tzinfo=UTC)
    assert apply_entry_rules(late, late, EntryRules()) == late


def test_a_future_date_keeps_the_digest_between_runs(tmp_path: Path) -> None:
    fill(tmp_path, f_xml=rss("<guid>1</guid><title>T</title><pubDate>Sat, 28 Nov 2026 10:00:00 GMT</pubDate>"))
    (early,), _ = read(tmp_path / "f.xml")
    (late,), _ = read(tmp_path / "f.xml", now=NOW + timedelta(days=30))
    assert early.known == late.known
    assert early.digest == late.digest  # so that what is stored is not touched
    assert apply_entry_rules(early.known.published, early.seen_at, EntryRules()) is None
    left, (aside,) = read(tmp_path / "f.xml", future="leave-out")
    assert (left, aside.code) == ([], "future")


def test_check_required() -> None:
    check_required(title=None, url=None, rules=EntryRules())
    with pytest.raises(InputError, match="title"):
        check_required(title="", url="x", rules=EntryRules(untitled="leave-out"))
    with pytest.raises(InputError, match="link"):
        check_required(title="x", url=None, rules=EntryRules(unlinked="leave-out"))
