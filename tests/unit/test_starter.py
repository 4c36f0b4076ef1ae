"""`digest init`: what is written, what is refused, and that the wheel carries it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from digest import starter
from digest.config import load_config
from digest.errors import StateError
from digest.starter import write_starter

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built by its own build backend and unpacked: what an installation holds."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    with zipfile.ZipFile(folder / done.stdout.split()[-1]) as wheel:
        wheel.extractall(folder / "installed")
    return folder / "installed"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_site_has_the_demo_and_its_config_is_valid(tmp_path: Path) -> None:
    site = tmp_path / "a" / "site"
    written = write_starter(site)
    found = files(site)
    assert [path.relative_to(site).as_posix() for path in written] == sorted(found)
    assert {"config.yaml", "README.md", ".gitignore", "content/actors.yaml"} <= found.keys()
    inbox = files(ROOT / "content/inbox")
    assert {name.removeprefix("content/inbox/"): body for name, body in found.items() if "inbox/" in name} == inbox
    assert not any(name.startswith(("content/1", "content/editions", "digest", "output")) for name in found)
    assert load_config(site / "config.yaml").sources


def test_the_readme_names_only_what_is_there(tmp_path: Path) -> None:
    write_starter(tmp_path)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert (".github/workflows/digest.yml" in text) == (tmp_path / ".github/workflows/digest.yml").is_file()


def test_an_empty_folder_and_a_fresh_repository_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert write_starter(tmp_path)


def test_a_folder_that_holds_something_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StateError, match=r"notes\.txt"):
        write_starter(tmp_path)
    assert list(files(tmp_path)) == ["notes.txt"]
    with pytest.raises(StateError, match="a file"):
        write_starter(tmp_path / "notes.txt")


def test_a_second_time_is_refused(tmp_path: Path) -> None:
    write_starter(tmp_path)
    before = files(tmp_path)
    with pytest.raises(StateError, match="not empty"):
        write_starter(tmp_path)
    assert files(tmp_path) == before


def test_what_was_written_goes_when_the_rest_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = Path.write_bytes, [5]

    def write_until_full(path: Path, body: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            real(path, body[:10])
            raise OSError(28, "No space left on device")
        return real(path, body)

    monkeypatch.setattr(Path, "write_bytes", write_until_full)
    with pytest.raises(StateError, match="No space left"):
        write_starter(tmp_path / "new" / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StateError):
        write_starter(tmp_path / "file" / "site")


def test_an_installation_without_the_demo_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter, "__file__", str(tmp_path / "digest" / "starter.py"))
    with pytest.raises(StateError, match="no demo"):
        write_starter(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def run_installed(unpacked: Path, cwd: Path, *arguments: str) -> str:
    """Python with the unpacked wheel in front of the checkout."""
    return subprocess.run(
        [sys.executable, "-P", "-B", *arguments],
        cwd=cwd,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
    ).stdout


def test_the_wheel_carries_templates_and_the_whole_starter_and_they_run(unpacked: Path, tmp_path: Path) -> None:
    write_starter(tmp_path / "from-checkout")
    code = (
        "import sys, digest.starter as starter; from pathlib import Path; "
        "starter.write_starter(Path(sys.argv[1])); print(starter.__file__)"
    )
    assert run_installed(unpacked, tmp_path, "-c", code, "site").startswith(str(unpacked))
    assert files(tmp_path / "site") == files(tmp_path / "from-checkout")
    assert files(unpacked / "digest/templates") == files(ROOT / "templates")
    run_installed(unpacked, tmp_path / "site", "-m", "digest", "run")
    config = load_config(tmp_path / "site/config.yaml")
    assert config.site.title in (tmp_path / "site/output/index.html").read_text(encoding="utf-8")
    assert len(list((tmp_path / "site/content/editions").glob("*.yaml"))) > 5


def test_the_wheel_carries_nothing_of_the_checkout_besides(unpacked: Path) -> None:
    tops = {path.name for path in unpacked.iterdir()}
    assert len(tops) == 2
    assert "digest" in tops
    assert not any(name.endswith(".pyc") for name in files(unpacked))
    demo = {name.removeprefix("digest/demo/").split("/")[0] for name in files(unpacked) if "digest/demo/" in name}
    assert demo <= {"config.yaml", "content", ".github"}
