"""Writing the site so that whoever looks at it finds the old one or the new one, whole.

Two trees: the visible one (`output/`) and a hidden one. The hidden one is brought up to the new site, then the two
change places in one system call (`renameat2` with RENAME_EXCHANGE on Linux, `renamex_np` with RENAME_SWAP on macOS).
A process killed before it leaves the old site, after it the new one. Unchanged files are hard-linked from the visible
tree, so that they keep bytes and times; no file is ever written in place, since the trees share it.

Where the trees cannot change places (`output/` is a mount point, lies on a file system without the call, or on
another one than its cache and its parent), the weaker way: file by file, each at once, other files before pages, the
start page last of these, and what has gone removed last of all. In between, old and new pages stand side by side, but
no link of either start page is broken for want of a new file. A journal is left until it is done; after a kill the
next build first rolls forward what it names.

What is written survives a kill of the process. It is not forced to the disk, so a power cut may lose the last build.
"""

# Paths are text here: pathlib would take most of the time of a build that changes little.
# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH112, PTH114, PTH123
from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from digest.errors import RenderError, StateError
from digest.models import Page

MARKER = ".digest-site"
"""The file by which a folder is known to be ours to replace."""
_MARKER_BODY = b"Built by digest. Everything in this folder is replaced at the next build.\n"
_HIDDEN = "output.next"
_JOURNAL = "output.journal"
_TEMPORARY = ".digest-new"
_MAX_SEGMENT_BYTES = 255
_MAX_DEPTH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputReport:
    """How many files are new or changed, stayed as they were, and went; and whether all changed at one instant."""

    written: int
    unchanged: int
    removed: int
    atomic: bool = True


def write_output(pages: Iterable[Page], *, output: Path, cache: Path) -> OutputReport:
    """Make `output` hold exactly `pages` (and `MARKER`). `cache` holds the hidden tree and the journal.

    `pages` is read once, one page at a time. Raises RenderError for a path that is unsafe or stands twice, for no
    pages at all, and where the disk does not take them: the old site stands. Raises StateError where `output` is not
    a folder of ours: it holds files and no marker, or holds the cache.
    """
    output = Path(os.path.realpath(output))
    try:
        _check_ours(output, cache)
        cache.mkdir(parents=True, exist_ok=True)
        output.parent.mkdir(parents=True, exist_ok=True)
        hidden = _place_hidden(output, cache)
        journal = cache / _JOURNAL
        if journal.exists():
            _roll_forward(hidden, output)
            journal.unlink()
        try:
            report = _fill(hidden, output, pages)
        except OSError:
            shutil.rmtree(hidden, ignore_errors=True)  # on a full disk, give back what was taken
            raise
        if report.written or report.removed:
            return _publish(hidden, output, journal, report)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise RenderError(f"the site could not be written: {where}{error.strerror or error}") from error
    return report


# --- checks ----------------------------------------------------------------------------------------------


def _check_ours(output: Path, cache: Path) -> None:
    if Path(os.path.realpath(cache)).is_relative_to(output):
        raise StateError(f"the cache {cache} lies in the output folder {output}, which is replaced at every build")
    if not output.exists():
        return
    if not output.is_dir():
        raise StateError(f"{output} is a file; the site needs a folder of its own")
    if not (output / MARKER).is_file() and any(output.iterdir()):
        raise StateError(f"{output} holds files that digest did not write; name another folder, or empty this one")


def _check_path(path: str) -> None:
    """Raise RenderError unless `path` is one below the output folder that any file system takes."""
    segments = path.split("/")
    for segment in segments:
        unsafe = segment in {"", ".", ".."} or "\\" in segment or ":" in segment or not segment.isprintable()
        if unsafe or len(segment.encode("utf-8", "surrogatepass")) > _MAX_SEGMENT_BYTES:
            raise RenderError(f"{path!r} is no path for a page")
    if len(segments) > _MAX_DEPTH:
        raise RenderError(f"{path!r} is no path for a page: more than {_MAX_DEPTH} folders")
    if segments[0] == MARKER or segments[-1].startswith(_TEMPORARY):
        raise RenderError(f"{path!r} is a path that digest keeps for itself")


class _Paths:
    """The paths written so far: none twice (letter case aside, for some file systems), none both file and folder."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self._folded: dict[str, str] = {}
        self._folders: set[str] = set()

    def add(self, path: str) -> None:
        folded = path.casefold()
        if folded in self._folded:
            raise RenderError(f"two pages have the same path: {self._folded[folded]!r} and {path!r}")
        folder = _folder_of(folded)
        clash = folded in self._folders
        while folder and not clash and folder not in self._folders:
            clash = folder in self._folded
            self._folders.add(folder)
            folder = _folder_of(folder)
        if clash:
            raise RenderError(f"{path!r} would be both a page and a folder")
        self.files.add(path)
        self._folded[folded] = path


def _folder_of(path: str) -> str:
    """What stands before the last slash; "" if there is none."""
    return path.rpartition("/")[0]


# --- the hidden tree -------------------------------------------------------------------------------------


def _place_hidden(output: Path, cache: Path) -> Path:
    """Where the hidden tree lies: in the cache, or beside the output where the cache is on another file system."""
    if cache.stat().st_dev == output.parent.stat().st_dev:
        return cache / _HIDDEN
    return output.with_name(f".{output.name}.next")


def _fill(hidden: Path, output: Path, pages: Iterable[Page]) -> OutputReport:
    """Bring the hidden tree to `pages`; count against the visible one."""
    _need_folder(str(hidden))
    paths = _Paths()
    folders = {str(hidden)}
    written = unchanged = 0
    for page in pages:
        _check_path(page.path)
        paths.add(page.path)
        if _place(page.body, f"{hidden}/{page.path}", f"{output}/{page.path}", folders):
            written += 1
        else:
            unchanged += 1
    if not paths.files:
        raise RenderError("there is no page to write")
    _place(_MARKER_BODY, f"{hidden}/{MARKER}", f"{output}/{MARKER}", folders)
    paths.files.add(MARKER)
    _keep_only(hidden, paths.files)
    gone = sum(path not in paths.files for path in _list_tree(output)[0]) if output.exists() else 0
    return OutputReport(written=written, unchanged=unchanged, removed=gone)


def _place(body: bytes, hidden: str, visible: str, folders: set[str]) -> bool:
    """Put a file into the hidden tree, as the visible one if that has the same bytes. True if it has not."""
    _need_parents(_folder_of(hidden), folders)
    seen, there = _stat_file(visible), _stat_file(hidden)
    if seen is not None and seen.st_size == len(body) and _read_file(visible) == body:
        if there is None or (there.st_dev, there.st_ino) != (seen.st_dev, seen.st_ino):
            _remove(hidden)
            _link_or_copy(visible, hidden)
        return False
    _remove(hidden)
    with open(hidden, "xb") as file:
        file.write(body)
    return True


def _stat_file(path: str) -> os.stat_result | None:
    """The status of a regular file (a link is none); None if there is none."""
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _read_file(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.readall()


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # no hard links here, or too many on one file
        shutil.copy2(source, target)  # with its times


def _need_parents(folder: str, known: set[str]) -> None:
    """Make the folder and those above it, up to one that is `known`."""
    if folder not in known:
        _need_parents(_folder_of(folder), known)
        _need_folder(folder)
        known.add(folder)


def _need_folder(folder: str) -> None:
    """A real folder there, in place of whatever else is."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            os.unlink(folder)
            os.mkdir(folder)


def _remove(path: str) -> None:
    """Remove whatever is at `path`, if anything is."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    except (IsADirectoryError, PermissionError):  # what unlink says of a folder differs by system
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            raise
        shutil.rmtree(path)


def _list_tree(root: Path) -> tuple[list[str], list[str]]:
    """The POSIX paths below `root`: of all that is no folder, and of the folders, each after the one it lies in."""
    files: list[str] = []
    folders = [""]
    for folder in folders:  # grows while it is read
        with os.scandir(f"{root}/{folder}") as found:
            for entry in found:
                path = f"{folder}/{entry.name}" if folder else entry.name
                (folders if entry.is_dir(follow_symlinks=False) else files).append(path)
    return files, folders[1:]


def _keep_only(root: Path, wanted: Collection[str]) -> None:
    """Remove the files below `root` that are not `wanted`, in order, then the folders that are empty by then."""
    files, folders = _list_tree(root)
    for path in sorted(path for path in files if path not in wanted):
        _remove(f"{root}/{path}")
    used: set[str] = set()
    for path in wanted:
        while (path := _folder_of(path)) and path not in used:
            used.add(path)
    for path in reversed(folders):
        if path not in used:
            os.rmdir(f"{root}/{path}")


# --- publishing ------------------------------------------------------------------------------------------


def _publish(hidden: Path, output: Path, journal: Path, report: OutputReport) -> OutputReport:
    try:
        if output.exists():
            exchange_folders(hidden, output)
        else:
            hidden.rename(output)
        return report
    except OSError:
        journal.write_bytes(b"the hidden tree is whole: bring the output folder up to it\n")
        _roll_forward(hidden, output)
        journal.unlink()
    return OutputReport(written=report.written, unchanged=report.unchanged, removed=report.removed, atomic=False)


def exchange_folders(one: Path, other: Path) -> None:
    """Let two folders change places at one instant. Raises OSError where the system or file system cannot."""
    import ctypes
    import errno

    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(*paths, ctypes.c_uint(2))  # RENAME_SWAP
    elif hasattr(libc, "renameat2"):
        here = ctypes.c_int(-100)  # AT_FDCWD
        failed = libc.renameat2(here, paths[0], here, paths[1], ctypes.c_uint(2))  # RENAME_EXCHANGE
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _roll_forward(hidden: Path, output: Path) -> None:
    """Bring the visible tree to the hidden one, which is whole, file by file. Can be killed and begun again."""
    if not hidden.is_dir():
        return  # the cache was deleted in between: the build that follows makes all anew
    _need_folder(str(output))
    wanted = sorted(_list_tree(hidden)[0], key=_publishing_order)
    folders = {str(output)}
    # The marker first: a folder half written is ours all the same.
    for path in [MARKER, *(path for path in wanted if path != MARKER)]:
        source, target = f"{hidden}/{path}", f"{output}/{path}"
        _need_parents(_folder_of(target), folders)
        if _have_same_bytes(source, target):
            continue
        if os.path.isdir(target) and not os.path.islink(target):
            shutil.rmtree(target)
        temporary = f"{_folder_of(target)}/{_TEMPORARY}"
        _remove(temporary)
        shutil.copyfile(source, temporary)
        os.replace(temporary, target)
    _keep_only(output, set(wanted))


def _publishing_order(path: str) -> tuple[int, int, str]:
    """Pictures and styles, then pages from the deepest up, then the start page."""
    if path == "index.html":
        return 2, 0, path
    return int(path.endswith(".html")), -path.count("/"), path


def _have_same_bytes(one: str, other: str) -> bool:
    first, second = _stat_file(one), _stat_file(other)
    if first is None or second is None or first.st_size != second.st_size:
        return False
    return _read_file(one) == _read_file(other)
