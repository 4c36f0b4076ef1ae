"""`digest init`: a working site in a folder of its own, with the demo's sources and raw files to begin from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from digest.errors import StateError

README = """\
# A news desk

This folder is a site of `digest`. Its settings are in `config.yaml`, what it reads from files is in `content/inbox/`.

    digest run      reads every source, stores what is new under content/, builds the site into output/
    digest serve    shows it at http://127.0.0.1:8000/

Both work at once, without a network: the demo's newspapers are invented, its events and quotes are true.

## Make it yours

1. Delete the demo: `content/` as a whole, and in `config.yaml` its sources and topics.
2. Set title, address and topics in `config.yaml`. `digest check` says, with the line, what it does not understand.
3. Add sources: `digest add https://example.org/` finds a page's feed, `digest import FILE` takes a feed reader's OPML,
   and what lies in `content/inbox/` is read as it is (`.html`, `.txt`, `.md`, feeds).
4. `digest run`, then commit `content/`. Correct what the machine got wrong by editing the Markdown files there: your
   changes stay.
"""
README_SCHEDULE = """
## Publish it on a schedule

`.github/workflows/digest.yml` reads the sources, commits `content/` and publishes the site on GitHub Pages. Push this
folder to a repository, choose "GitHub Actions" as the source of Pages in its settings, and start it once by hand.
"""
IGNORED = """\
/.venv/
/.cache/
/output/
/.output.next/
"""

_WORKFLOW = ".github/workflows/digest.yml"
_CARRIED = ("config.yaml", "content/actors.yaml", "content/inbox", _WORKFLOW)
_PARTS_OF_NO_SITE = frozenset((".git",))  # `git init` first, `digest init` second


def write_starter(folder: Path) -> list[Path]:
    """Write a site into `folder`, which is made if it is not there: config, the demo's raw files, README, .gitignore.

    Returns the files written, sorted. Raises StateError, and leaves nothing half done, where the folder holds
    something already (a `.git` apart), cannot be written, or this installation carries no demo.
    """
    carried = {path.as_posix(): source.read_bytes() for path, source in _list_carried(_starter_root())}
    if not {"config.yaml"} <= carried.keys():
        raise StateError("this installation carries no demo; install the package again from its wheel")
    carried["README.md"] = (README + (README_SCHEDULE if _WORKFLOW in carried else "")).encode()
    carried[".gitignore"] = IGNORED.encode()
    written: list[Path] = []
    made: list[Path] = []
    try:
        _check_empty(folder)
        for name in sorted(carried):
            target = folder / name
            made += _make_folders(target.parent)
            written.append(target)
            target.write_bytes(carried[name])
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        for path in reversed(made):
            path.rmdir()
        raise StateError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return written


def _starter_root() -> Path:
    """The demo that comes with the program: in the wheel beside the modules, in a checkout at its top."""
    package = Path(__file__).parent
    return package / "demo" if (package / "demo").is_dir() else package.parent


def _list_carried(root: Path) -> Iterator[tuple[Path, Path]]:
    """Path within the site, and where it lies, of every file a new site gets."""
    for name in _CARRIED:
        source = root / name
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        for file in files:
            path = file.relative_to(root)
            if file.is_file() and not file.is_symlink() and (name == _WORKFLOW or not _is_hidden(path)):
                yield path, file


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _check_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise StateError(f"{folder}: there is a file of that name; name a folder that is new or empty")
    found = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    taken = [name for name in found if name not in _PARTS_OF_NO_SITE]
    if taken:
        raise StateError(f"{folder}: not empty (it holds {taken[0]}); name a folder that is new or empty")


def _make_folders(folder: Path) -> list[Path]:
    """Make `folder` and what is missing above it; the folders made, outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    missing.reverse()
    for path in missing:
        path.mkdir()
    return missing
