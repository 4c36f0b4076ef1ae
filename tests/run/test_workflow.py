"""The scheduled build's own steps, run by a shell in a clean clone with a bare repository as remote."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from digest.strict_yaml import parse_yaml
from tests.loopback import Loopback, Say
from tests.world import make_item, make_outlets, write_config

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github/workflows/digest.yml"
ADDRESS = "https://desk.example.github.io/news"


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    value: dict[str, Any] = parse_yaml(WORKFLOW.read_text(encoding="utf-8")).value
    return value


class Runner:
    """Does what the platform does with a job's `run:` steps, as far as they need it."""

    def __init__(self, workflow: dict[str, Any], clone: Path, top: Path) -> None:
        self.steps = [step for step in workflow["jobs"]["build"]["steps"] if "run" in step]
        self.clone = clone
        self.summary = top / "summary.md"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(top),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }

    def run(self) -> dict[str, subprocess.CompletedProcess[str]]:
        """Every step in order; after one that fails only those with `if: always()`."""
        done: dict[str, subprocess.CompletedProcess[str]] = {}
        failed = False
        for step in self.steps:
            if step["name"] == "Install" or (failed and step.get("if") != "always()"):
                continue  # what is installed is what is tested, by the link beside the clone's files
            script = step["run"].replace("${{ steps.pages.outputs.base_url }}", ADDRESS)
            assert "${{" not in script
            done[step["name"]] = subprocess.run(
                ["bash", "-e", "-c", script],
                cwd=self.clone,
                env=self.environment,
                capture_output=True,
                text=True,
                check=False,
            )
            failed = failed or done[step["name"]].returncode != 0
        return done


def git(*arguments: str, cwd: Path) -> str:
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@desk.example"]
    done = subprocess.run(["git", *identity, *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def clone_site(top: Path, config: str) -> Path:
    """A bare repository that holds a site, and a fresh clone of it with the program beside it."""
    remote, seed, clone = top / "remote.git", top / "seed", top / "clone"
    git("init", "--quiet", "--bare", "--initial-branch=main", str(remote), cwd=top)
    git("init", "--quiet", "--initial-branch=main", str(seed), cwd=top)
    (seed / "config.yaml").write_text(config, encoding="utf-8")
    (seed / ".gitignore").write_text("/.venv\n/.cache/\n/output/\n", encoding="utf-8")
    git("add", ".", cwd=seed)
    git("commit", "--quiet", "-m", "A site", cwd=seed)
    git("push", "--quiet", str(remote), "main", cwd=seed)
    git("clone", "--quiet", str(remote), str(clone), cwd=top)
    program = clone / ".venv" / "bin"
    program.mkdir(parents=True)
    script = program / "digest"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m digest "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return clone


def test_the_steps_run_twice_in_a_row(workflow: dict[str, Any], tmp_path: Path) -> None:
    with Loopback() as world:
        outlets = make_outlets(world, 3, 2)
        clone = clone_site(tmp_path, write_config(outlets))
        runner = Runner(workflow, clone, tmp_path)
        first = runner.run()
        assert [name for name, done in first.items() if done.returncode] == [], first
        assert list(first) == ["Fetch", "Commit", "Build", "Report"]
        log = git("log", "--format=%s", "main", cwd=tmp_path / "remote.git").splitlines()
        assert len(log) == 2
        assert re.fullmatch(r"Content of \d{4}-\d\d-\d\dT\d\d:\d\dZ", log[0])
        assert f'href="{ADDRESS}/"' in (clone / "output/index.html").read_text(encoding="utf-8")
        assert "Outlet 0" in runner.summary.read_text(encoding="utf-8")
        assert git("status", "--porcelain", cwd=clone) == ""

        second = runner.run()
        assert [name for name, done in second.items() if done.returncode] == []
        assert "Nothing new." in second["Commit"].stdout
        assert len(git("log", "--format=%s", "main", cwd=tmp_path / "remote.git").splitlines()) == 2

        # An editor pushes in between: the run's commit goes on top of his.
        seed = tmp_path / "seed"
        git("pull", "--quiet", str(tmp_path / "remote.git"), "main", cwd=seed)
        (seed / "content" / "takedowns.yaml").write_text("[]\n", encoding="utf-8")
        git("add", ".", cwd=seed)
        git("commit", "--quiet", "-m", "An edit", cwd=seed)
        git("push", "--quiet", str(tmp_path / "remote.git"), "main", cwd=seed)
        outlets[0].items.append(make_item(777))
        outlets[0].version += 1
        outlets[0].publish()
        third = runner.run()
        assert [name for name, done in third.items() if done.returncode] == [], third
        assert git("log", "--format=%s", "main", cwd=tmp_path / "remote.git").splitlines()[1] == "An edit"


def test_a_refused_edition_fails_the_job_and_leaves_its_report(workflow: dict[str, Any], tmp_path: Path) -> None:
    with Loopback() as world:
        outlets = make_outlets(world, 2, 1)
        for outlet in outlets:
            outlet.host.script("/feed", Say(503))
        runner = Runner(workflow, clone_site(tmp_path, write_config(outlets)), tmp_path)
        done = runner.run()
        assert done["Fetch"].returncode == 0
        assert done["Build"].returncode != 0
        assert "not published" in done["Build"].stderr
        assert "failed: " in runner.summary.read_text(encoding="utf-8")


def test_what_the_platform_is_told(workflow: dict[str, Any]) -> None:
    minute = int(workflow["on"]["schedule"][0]["cron"].split()[0])
    assert minute % 2 == 1
    assert "workflow_dispatch" in workflow["on"]
    assert workflow["concurrency"]["group"]
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "write"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    save = next(step for step in jobs["build"]["steps"] if str(step.get("uses")).startswith("actions/cache/save"))
    assert save["if"] == "always()"
