"""What the linters do not see: short functions, listed names, exceptions with their reasons."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for room in ("pressq", "training")
    for path in sorted((HOUSE / room).rglob("*.py"))
}
LONGEST = 60  # lines of a function, without its docstring
EXCEPTION = re.compile(r"# (?:type: ignore|noqa).*")
ARGUED = re.compile(
    r"# noqa: N812|# (?:type: ignore\[[\w-]+\]|noqa: [A-Z]+\d+)  ?(?:#|--?) \w"
)  # F is what all call it


def each(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def module(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def listed(tree: ast.Module) -> set[str]:
    """The names in `__all__`."""
    values = (
        node.value for node in tree.body if isinstance(node, ast.Assign) and "__all__" in map(ast.unparse, node.targets)
    )
    return {name for value in values for name in ast.literal_eval(value)}


LISTED = {module(path): listed(tree) for path, tree in TREES.items()}


@pytest.mark.parametrize("path", TREES, ids=each)
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef):
            first = node.body[ast.get_docstring(node) is not None :]
            told = (first[0].lineno if first else node.end_lineno) - node.body[0].lineno
            assert node.end_lineno - node.lineno + 1 - told <= LONGEST, node.name


@pytest.mark.parametrize("path", TREES, ids=each)
def test_public_functions_and_classes_are_listed(path: Path) -> None:
    public = {
        node.name
        for node in TREES[path].body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    assert public <= LISTED[module(path)] | ({"main"} if path.stem == "__main__" else set())


@pytest.mark.parametrize("path", TREES, ids=each)
def test_what_another_module_imports_is_listed(path: Path) -> None:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ImportFrom) and node.module in LISTED:
            names = {alias.name for alias in node.names if f"{node.module}.{alias.name}" not in LISTED}
            assert names - {"__version__"} <= LISTED[node.module], node.module


@pytest.mark.parametrize("path", TREES, ids=each)
def test_exceptions_give_their_reason(path: Path) -> None:
    exceptions = EXCEPTION.findall(path.read_text(encoding="utf-8"))
    assert [one for one in exceptions if not ARGUED.match(one)] == []
