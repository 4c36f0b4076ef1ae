"""Who may import whom (the layer rule of the README), checked on the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import digest

ROOT = Path(digest.__file__).parent
STAGES = ("fetch", "extract", "enrich", "stories", "render")
# Lowest first. A module may import from its own layer's line and from those before it.
LAYERS = (
    {"models", "errors"},
    {"text", "urls", "marks", "strict_yaml", "moments", "selectors", "withdrawals", "revisions"},
    {"vocabulary"},
    {
        "front_matter",
        "found",
        "edits",
        "editions",
        "config",
        "config_problems",
        "config_schema",
        "config_edit",
        "content",
        "engine",
        "report",
        "filing",
        "identity",
        "yaml_edit",
        "register_edit",
        "namesakes",
        "journal",
        "ledger",
    },
    {"learn", *STAGES},
    {"pipeline"},
    {"inspection", "inbox", "serving", "starter", "subscriptions", "actor_desk", "story_desk"},
    {"cli", "cli_actors", "cli_stories", "cli_topics", "cli_progress"},
    {"__main__"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
PURE = ("extract", "enrich", "stories")
IO_MODULES = {"os", "socket", "subprocess", "tempfile", "shutil", "random", "time", "requests", "httpx"}


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts != ("__init__",):
            yield parts[0], "/".join(parts), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a module lives"
            yield node.module or ""


def test_every_module_has_its_layer() -> None:
    assert {top for top, _, _ in modules()} == set(LEVEL)


def test_no_module_imports_from_above_and_no_stage_from_another() -> None:
    breaches = []
    for top, name, tree in modules():
        for imported in imports(tree):
            parts = imported.split(".")
            if parts[0] != "digest" or len(parts) < 2 or parts[1] == top:
                continue
            above = LEVEL[parts[1]] > LEVEL[top]
            sideways = top in {*STAGES, "learn"} and parts[1] in {*STAGES, "learn"}
            if above or sideways:
                breaches.append(f"{name} imports {imported}")
    assert breaches == []


def test_only_the_pipeline_and_what_stands_above_it_import_stages() -> None:
    importers = {
        top
        for top, _, tree in modules()
        for imported in imports(tree)
        if imported.startswith(tuple(f"digest.{stage}" for stage in STAGES)) and top not in STAGES
    }
    assert importers <= {"pipeline", "inspection", "inbox", "subscriptions", "actor_desk", "story_desk"}


def test_pure_stages_do_no_input_or_output() -> None:
    breaches = [
        f"{name} imports {imported}"
        for top, name, tree in modules()
        if top in PURE
        for imported in imports(tree)
        if imported.split(".")[0] in IO_MODULES
    ]
    calls = [
        f"{name}:{node.lineno} calls {node.func.id}"
        for top, name, tree in modules()
        if top in PURE
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"}
    ]
    assert breaches + calls == []


def test_only_the_command_line_prints() -> None:
    printers = [
        f"{name}:{node.lineno}"
        for top, name, tree in modules()
        if top != "cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printers == []
