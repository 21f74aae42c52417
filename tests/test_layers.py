"""Do the layers know each other in one direction only, and can a page reach anything that is not protected?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENTRY_POINTS = {"data/__main__.py", "metrics/__main__.py", "pages/__main__.py", "dashboard.py"}
"""Where a program starts: these may join layers, and only they may be started."""
SCREEN = {"streamlit", "plotly"}
STORE = {"sqlmodel", "sqlalchemy", "alembic", "sqlite3", "psycopg"}


def modules(*folders: str) -> list[str]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [str(path.relative_to(ROOT)) for path in found]


def imported(module: str) -> set[str]:
    """Every module that a file imports, also within functions; `from a import b` gives a and a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative path; write the whole name"
            names.add(str(node.module))
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def roots(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def named(module: str) -> set[str]:
    """Every name and attribute that a file uses."""
    nodes = list(ast.walk(ast.parse((ROOT / module).read_text("utf-8"))))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {node.id for node in nodes if isinstance(node, ast.Name)}


def taken_from_results(module: str) -> set[str]:
    """What a file uses of `results`, by attribute or by name."""
    nodes = ast.walk(ast.parse((ROOT / module).read_text("utf-8")))
    used = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "results"
    }
    return used | {name.removeprefix("results.") for name in imported(module) if name.startswith("results.")}


@pytest.mark.parametrize("module", [name for name in modules("data") if name not in ENTRY_POINTS])
def test_data_knows_no_indicator_and_no_screen(module: str) -> None:
    assert not roots(imported(module)) & {"metrics", "pages", "results", "dashboard", *SCREEN}


@pytest.mark.parametrize("module", [name for name in modules("metrics") if name not in ENTRY_POINTS])
def test_metrics_knows_no_store_and_no_screen(module: str) -> None:
    assert not roots(imported(module)) & {"data", "pages", "results", "dashboard", *SCREEN, *STORE}


@pytest.mark.parametrize("module", ["results.py", "world.py"])
def test_results_and_its_world_join_data_and_metrics_without_a_screen(module: str) -> None:
    assert {"data", "metrics"} <= roots(imported(module))
    assert not roots(imported(module)) & {"pages", "dashboard", *SCREEN}


def test_only_results_uses_its_world() -> None:
    assert not [
        name for name in [*modules("data", "metrics", "pages"), "dashboard.py"] if "world" in roots(imported(name))
    ]


def test_only_results_and_the_entry_points_join_data_and_metrics() -> None:
    joined = {name for name in modules("data", "metrics") if {"data", "metrics"} <= roots(imported(name))}
    assert joined <= ENTRY_POINTS


@pytest.mark.parametrize("module", [*modules("pages"), "dashboard.py"])
def test_pages_reach_only_protected_results(module: str) -> None:
    if not (ROOT / module).exists():
        pytest.skip(f"{module} does not exist yet")
    names = imported(module)
    assert not roots(names) & STORE
    forbidden = ("data.frames", "data.decisions", "metrics.run", "metrics.prepare", "metrics.protection.gate")
    assert not [name for name in names if name.startswith(forbidden)]
    assert not taken_from_results(module) & {"unprotected", "World", "Shared", "run", "prepare"}
    assert not [name for name in taken_from_results(module) if name.startswith("_")]


def test_unprotected_results_exist_for_the_command_line_only() -> None:
    users = {name for name in modules("data", "metrics", "pages") if "unprotected" in named(name)}
    assert users <= {"metrics/__main__.py"}


def test_the_command_lines_exist() -> None:
    assert {"data/__main__.py", "metrics/__main__.py"} <= set(modules("data", "metrics"))


def test_nothing_imports_a_test() -> None:
    assert not [
        name
        for name in [*modules("data", "metrics", "pages"), "results.py", "world.py"]
        if "tests" in roots(imported(name))
    ]


def test_sparse_matrices_are_loaded_when_a_number_is_decided_and_not_before() -> None:
    assert not [module for module in modules("metrics") if "scipy.sparse" in imported(module)]
