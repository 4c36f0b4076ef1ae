from __future__ import annotations

import errno
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.errors import RenderError, StateError
from digest.models import Page
from digest.render import output as output_module
from digest.render.output import MARKER, OutputReport, exchange_folders, write_output

Site = dict[str, bytes]


def write(root: Path, site: Site) -> OutputReport:
    pages = [Page(path=path, body=body) for path, body in site.items()]
    return write_output(pages, output=root / "output", cache=root / "cache")


def read(root: Path) -> Site:
    top = root / "output"
    found = {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
    found.pop(MARKER)
    return found


def no_exchange(one: Path, other: Path) -> None:
    raise OSError(errno.EINVAL, "this file system has no exchange", str(other))


@pytest.fixture(params=["exchange", "file by file"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every rule holds in both ways of writing."""
    if request.param == "file by file":
        monkeypatch.setattr(output_module, "exchange_folders", no_exchange)
    return str(request.param)


def test_exchange_works_here(tmp_path: Path) -> None:
    """If this fails, the kill test below shows only the weaker way."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange_folders(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists()
    with pytest.raises(OSError, match=r".+"):
        exchange_folders(tmp_path / "a", tmp_path / "missing")


def test_builds_follow_each_other(tmp_path: Path, way: str) -> None:
    first = {"index.html": b"1", "a/index.html": b"a", "a/b/c.xml": b"c"}
    assert write(tmp_path, first) == OutputReport(written=3, unchanged=0, removed=0)
    assert read(tmp_path) == first
    second = {"index.html": b"2", "a/index.html": b"a", "a/b/d.xml": b"d"}
    report = write(tmp_path, second)
    assert (report.written, report.unchanged, report.removed) == (2, 1, 1)
    assert report.atomic == (way == "exchange")
    assert read(tmp_path) == second
    for site in (first, second, first):
        write(tmp_path, site)
        assert read(tmp_path) == site
    assert not (tmp_path / "output" / "a/b/d.xml").exists()
    write(tmp_path, {"index.html": b"3"})
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [MARKER, "index.html"]


def test_unchanged_files_keep_their_times(tmp_path: Path, way: str) -> None:
    site = {"index.html": b"1", "a/index.html": b"a"}
    write(tmp_path, site)
    kept = tmp_path / "output/a/index.html"
    os.utime(kept, ns=(10**18, 10**18))
    for n in range(4):
        write(tmp_path, {**site, "index.html": f"{n}".encode()})
        assert kept.stat().st_mtime_ns == 10**18
        assert kept.read_bytes() == b"a"


def test_a_build_without_change_touches_nothing(tmp_path: Path) -> None:
    site = {"index.html": b"1", "a.css": b"x"}
    write(tmp_path, site)
    before = (tmp_path / "output").stat()
    assert write(tmp_path, site) == OutputReport(written=0, unchanged=2, removed=0)
    after = (tmp_path / "output").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_deleted_cache_changes_no_byte(tmp_path: Path, way: str) -> None:
    write(tmp_path, {"index.html": b"1", "old.html": b"o"})
    for path in sorted((tmp_path / "cache").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    write(tmp_path, {"index.html": b"2"})
    assert read(tmp_path) == {"index.html": b"2"}


def test_what_others_did_to_the_output_is_put_right(tmp_path: Path, way: str) -> None:
    site = {"index.html": b"1", "a/index.html": b"a", "b.html": b"b"}
    write(tmp_path, site)
    write(tmp_path, {**site, "index.html": b"2"})
    top = tmp_path / "output"
    (top / "a/index.html").write_bytes(b"X")  # same length, in place
    (top / "b.html").unlink()
    (top / "b.html").mkdir()
    (top / "b.html" / "foreign").touch()
    (top / "link").symlink_to("/")
    write(tmp_path, site)
    assert read(tmp_path) == site
    assert not (top / "link").is_symlink()


def test_a_file_becomes_a_folder_and_back(tmp_path: Path, way: str) -> None:
    one, other = {"index.html": b"1", "a": b"file"}, {"index.html": b"1", "a/b": b"in folder"}
    for site in (one, other, one, other):
        write(tmp_path, site)
        assert read(tmp_path) == site


def test_the_output_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "output").symlink_to("real")
    write(tmp_path, {"index.html": b"1"})
    write(tmp_path, {"index.html": b"2"})
    assert (tmp_path / "output").is_symlink()
    assert (tmp_path / "real/index.html").read_bytes() == b"2"


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    write(tmp_path, {"index.html": b"1"})  # an empty one may be taken
    (tmp_path / "output" / MARKER).unlink()
    with pytest.raises(StateError, match="did not write"):
        write(tmp_path, {"index.html": b"2"})
    assert (tmp_path / "output/index.html").read_bytes() == b"1"


def test_a_file_in_place_of_the_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine")
    with pytest.raises(StateError, match="is a file"):
        write(tmp_path, {"index.html": b"1"})


def test_a_cache_inside_the_output_is_refused(tmp_path: Path) -> None:
    pages = [Page(path="index.html", body=b"")]
    with pytest.raises(StateError, match="lies in the output"):
        write_output(pages, output=tmp_path, cache=tmp_path / ".cache")


@pytest.mark.parametrize(
    "path",
    [
        *("../x", "/x", "a/../x", "a//b", "", ".", "a/", "a\\b", "a\0b", "a\nb", "c:x", "\ud800", "é" * 200),
        *(MARKER, "a/.digest-new-1"),
    ],
)
def test_paths_that_leave_the_output_or_break_are_refused(tmp_path: Path, path: str) -> None:
    write(tmp_path, {"index.html": b"1"})
    with pytest.raises(RenderError, match="path"):
        write(tmp_path, {"index.html": b"2", path: b"x"})
    assert read(tmp_path) == {"index.html": b"1"}


@pytest.mark.parametrize(
    "paths", [["a.html", "a.html"], ["a.html", "A.html"], ["a", "a/b"], ["a/b", "A"], ["a/b/c", "a/b"]]
)
def test_paths_that_collide_are_refused(tmp_path: Path, paths: list[str]) -> None:
    pages = [Page(path=path, body=b"") for path in paths]
    with pytest.raises(RenderError, match=r"two pages|both a page"):
        write_output(pages, output=tmp_path / "output", cache=tmp_path / "cache")
    assert not (tmp_path / "output").exists()


def test_no_page_at_all_is_no_site(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": b"1"})
    with pytest.raises(RenderError, match="no page"):
        write(tmp_path, {})
    assert read(tmp_path) == {"index.html": b"1"}


def test_a_render_that_fails_half_way_leaves_the_old_site(tmp_path: Path, way: str) -> None:
    write(tmp_path, {"index.html": b"1", "a.html": b"a"})

    def pages() -> Iterator[Page]:
        yield Page(path="index.html", body=b"2")
        raise RenderError("a template is broken")

    with pytest.raises(RenderError, match="template"):
        write_output(pages(), output=tmp_path / "output", cache=tmp_path / "cache")
    assert read(tmp_path) == {"index.html": b"1", "a.html": b"a"}
    write(tmp_path, {"index.html": b"3"})
    assert read(tmp_path) == {"index.html": b"3"}


_FULL = """
import resource, signal, sys
from pathlib import Path
from digest.models import Page
from digest.errors import RenderError
from digest.render.output import write_output
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
root = Path(sys.argv[1])
pages = [Page(path="index.html", body=b"2"), Page(path="big.html", body=b"x" * 5000)]
try:
    write_output(pages, output=root / "output", cache=root / "cache")
except RenderError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="the system has no limit on file sizes")
def test_a_disk_that_takes_no_more_leaves_the_old_site(tmp_path: Path) -> None:
    """A limit on file sizes stands for the full disk: the write fails in the kernel as it would there."""
    write(tmp_path, {"index.html": b"1"})
    done = subprocess.run([sys.executable, "-c", _FULL, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "could not be written" in done.stderr
    assert read(tmp_path) == {"index.html": b"1"}
    assert not (tmp_path / "cache/output.next").exists()


def test_a_place_that_holds_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RenderError, match=r"could not be written: .*file"):
        write(tmp_path / "file", {"index.html": b"1"})


# --- killed at any moment --------------------------------------------------------------------------------

_FILES = 25
_BUILDER = """
import errno, itertools, sys
from pathlib import Path
from digest.models import Page
from digest.render import output
root, start, way = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
if way == "file by file":
    def refuse(one, other):
        raise OSError(errno.EINVAL, "no exchange here")
    output.exchange_folders = refuse
print("ready", flush=True)
for version in itertools.count(start):
    names = [f"p/{version * 7 + n}.html" for n in range(int(sys.argv[4]))]
    links = "".join(f"<a href='{name}'>x</a>" for name in names)
    site = {"index.html": f"v{version} {links}", "same.css": "unchanged"}
    site |= {name: f"v{version} " * 500 for name in names}
    pages = [Page(path=path, body=body.encode()) for path, body in site.items()]
    output.write_output(pages, output=root / "output", cache=root / "cache")
"""


class Reader(threading.Thread):
    """Looks at the site over and over, as a visitor or an upload would, and notes whatever is not whole."""

    def __init__(self, top: Path, *, whole: bool) -> None:
        super().__init__(daemon=True)
        self.top, self.whole = top, whole
        self.looks = 0
        self.faults: list[str] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            try:
                self.look()
            except FileNotFoundError as error:
                self.faults.append(f"at one instant there was no {error.filename}")

    def look(self) -> None:
        index = (self.top / "index.html").read_text()
        version = index.split(" ", 1)[0]
        links = re.findall("href='([^']+)'", index)
        fault = "" if len(links) == _FILES else f"a cut start page: {index[-40:]!r}"
        for link in links:
            try:
                text = (self.top / link).read_text()
            except FileNotFoundError:
                fault = f"{version}: {link} is missing"
                continue
            if not (text == f"{text.split(' ', 1)[0]} " * 500 and text):
                fault = f"{version}: {link} is cut"
            if self.whole and text.split(" ", 1)[0] != version:
                fault = f"{link} is of {text[:5]}, the start page of {version}"
        # A look during which the site changed saw both sites. No version comes twice, so the start page tells.
        if index == (self.top / "index.html").read_text():
            self.looks += 1
            if fault:
                self.faults.append(fault)


def shown_version(top: Path) -> int:
    return int(re.findall(r"\d+", (top / "index.html").read_text())[0])


@pytest.mark.parametrize("mode", ["exchange", "file by file"])
def test_a_kill_at_any_moment_leaves_a_whole_site(tmp_path: Path, mode: str) -> None:
    chance = random.Random(1969)
    top = tmp_path / "output"
    reader: Reader | None = None
    version = 0
    for turn in range(12):
        command = [sys.executable, "-c", _BUILDER, str(tmp_path), str(version), mode, str(_FILES)]
        builder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert builder.stdout is not None
        assert builder.stdout.readline() == "ready\n"
        while reader is None and not (top / "index.html").exists():
            time.sleep(0.005)
        if reader is None:
            reader = Reader(top, whole=mode == "exchange")
            reader.start()
        # Half of the builders are killed in their first build, half after they have come some way.
        patience = time.monotonic() + 30
        while turn % 2 and shown_version(top) < version and time.monotonic() < patience:
            time.sleep(0.002)
        time.sleep(chance.uniform(0.0, 0.06))
        builder.send_signal(signal.SIGKILL)
        builder.communicate()
        assert builder.returncode == -signal.SIGKILL
        version = shown_version(top) + 1
    assert reader is not None
    reader.over.set()
    reader.join()
    assert reader.faults == []
    assert reader.looks > 5
    assert version > 6
    write(tmp_path, {"index.html": b"last"})
    assert read(tmp_path) == {"index.html": b"last"}


def test_a_journal_left_by_a_kill_is_rolled_forward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"index.html": b"1", "a.html": b"a1", "gone.html": b"g"})
    monkeypatch.setattr(output_module, "exchange_folders", no_exchange)
    copied: list[str] = []

    def copy_one(source: str, target: str) -> None:
        if copied:
            raise KeyboardInterrupt
        copied.append(source)
        Path(target).write_bytes(Path(source).read_bytes())

    with monkeypatch.context() as patch:
        patch.setattr(output_module.shutil, "copyfile", copy_one)
        with pytest.raises(KeyboardInterrupt):
            write(tmp_path, {"index.html": b"2", "a.html": b"a2", "new.css": b"n"})
    assert read(tmp_path) == {"index.html": b"1", "a.html": b"a1", "gone.html": b"g", "new.css": b"n"}

    def broken() -> Iterator[Page]:
        raise RenderError("the next build fails")
        yield

    with pytest.raises(RenderError, match="next build"):
        write_output(broken(), output=tmp_path / "output", cache=tmp_path / "cache")
    assert read(tmp_path) == {"index.html": b"2", "a.html": b"a2", "new.css": b"n"}
