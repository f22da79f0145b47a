"""The house keeps its floors: a module imports only what its room may use, and the command line starts light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pressq.cli.program import COMMANDS

CHECKOUT = Path(__file__).parents[1]
HOUSE = CHECKOUT / "pressq"
GROUND = {"article", "errors", "exports"}
MAY_USE = {
    "article": {"exports"},
    "errors": set(),
    "exports": set(),
    "checksums": set(),
    "extras": GROUND,
    "limits": GROUND,
    "text": GROUND,
    "load": GROUND | {"extras", "limits", "text"},
    "quotes": GROUND | {"checksums", "text"},
    "summary": GROUND | {"text"},
    "report": GROUND | {"text", "quotes", "summary"},
    "batch": GROUND | {"extras", "limits", "load", "quotes", "summary", "report"},
    "output": GROUND | {"extras", "text", "quotes", "report"},
    "display": GROUND | {"report", "output"},
    "guides": set(),
    "server": GROUND
    | {"__version__", "batch", "extras", "guides", "limits", "load", "output", "quotes", "report", "summary"},
    "cli": GROUND
    | {
        "__version__",
        "extras",
        "guides",
        "limits",
        "load",
        "quotes",
        "summary",
        "report",
        "batch",
        "output",
        "display",
        "server",
    },
    "training": GROUND | {"checksums", "text", "quotes"},
    "__init__": GROUND | {"load", "quotes", "summary", "report", "batch"},
    "__main__": {"cli"},
}
QUOTES_MAY_USE = {
    "language": set(),
    "cues": set(),
    "attribution": set(),
    "regression": set(),
    "encoding": set(),
    "mentions": {"language", "encoding"},
    "coreference": {"language", "encoding", "mentions"},
    "speakers": {"language", "cues", "attribution", "mentions", "coreference", "regression"},
    "sources": {"language", "encoding", "mentions", "coreference", "regression"},
    "candidate_scores": {"attribution", "mentions", "regression", "sources", "speakers"},
    "calibration": {"attribution", "regression"},
    "layout": {"attribution", "cues", "encoding", "language", "mentions", "speakers"},
    "content": {"attribution", "cues", "encoding", "language", "mentions", "regression", "speakers"},
}
"""The rooms of `quotes` from the ground up; the pipeline and the public face may use all of them."""

METHODS_MAY_USE = {"article": {"output", "report"}, "exports": {"output", "report"}, "report": {"output"}}
"""Where values stand above which only their own methods reach, when they are called: `to_dict`, `_repr_html_`."""

ONLY_USER = {
    "rich": "display",
    "typer": "cli",
    "sumy": "summary",
    "rapidfuzz": "report",
    "nltk": "text",
    "onnxruntime": "quotes",
    "torch": "training",
    "jinja2": "output",
    "mcp": "server",
}
MAY_BE_TWO = {"Shape"}
"""Classes of one name: what training has of a network and its examples, and what the network has of itself."""

MODULES = sorted([*HOUSE.rglob("*.py"), *(CHECKOUT / "training").rglob("*.py")])


def imports(path: Path, *, at_once: bool = False) -> set[str]:
    """The dotted names that a module imports anywhere in it, or `at_once`, when it is imported."""
    names = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if at_once else ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(path: Path) -> str:
    return path.relative_to(CHECKOUT).with_suffix("").parts[path.is_relative_to(HOUSE)]


def rooms(names: set[str]) -> set[str]:
    parts = [name.split(".") for name in names]
    return {part[1] for part in parts if part[0] == "pressq"} | {part[0] for part in parts if part[0] == "training"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_module_imports_only_from_the_floors_below(path):
    below = MAY_USE[room(path)] | {room(path)}
    assert rooms(imports(path, at_once=True)) <= below
    assert rooms(imports(path)) <= below | METHODS_MAY_USE.get(room(path), set())


@pytest.mark.parametrize("path", sorted((HOUSE / "quotes").rglob("*.py")), ids=lambda path: path.stem)
def test_a_stage_of_quotes_imports_only_from_the_stages_below(path):
    stage = path.relative_to(HOUSE / "quotes").with_suffix("").parts[0]
    used = {name.split(".")[2] for name in imports(path) if name.startswith("pressq.quotes.")}
    assert used <= QUOTES_MAY_USE.get(stage, used) | {stage}


def test_every_room_of_quotes_has_nine_modules_at_most():
    rooms = {path.parent for path in MODULES if room(path) == "quotes"}
    assert all(len([path for path in folder.glob("*.py") if path.stem != "__init__"]) <= 9 for folder in rooms)


def test_a_command_is_in_the_module_of_its_name_and_there_are_21_modules_at_most():
    modules = {path.stem for path in MODULES if room(path) == "cli" and path.stem != "__init__"}
    assert set(COMMANDS) <= modules
    assert len(modules) <= 21


@pytest.mark.parametrize(("library", "user"), ONLY_USER.items())
def test_a_library_has_one_user(library, user):
    users = {room(path) for path in MODULES if any(name.split(".")[0] == library for name in imports(path))}
    assert users <= {user}


def test_no_two_modules_or_classes_have_one_name_but_the_modules_of_commands():
    commands = [HOUSE / "cli" / f"{name}.py" for name in COMMANDS]
    names = [path.stem for path in MODULES if path.stem not in {"__init__", "__main__"} and path not in commands]
    names += [path.parent.name for path in MODULES if path.stem == "__init__"]
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names += [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert {name for name, times in Counter(names).items() if times > 1} <= MAY_BE_TWO


HEAVY = [
    *("nltk", "sumy", "numpy", "rich", "lxml", "requests", "onnxruntime", "charset_normalizer", "pydantic", "jinja2"),
    "sqlite3",
]


def modules(code: str) -> set[str]:
    """What is imported after `code` has run in a process of its own."""
    code = f"import sys; {code}; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, input="One. Two.")
    return set(done.stderr.split())


def test_the_command_line_starts_light():
    assert not modules("import pressq.cli") & set(HEAVY)


@pytest.mark.parametrize(
    ("arguments", "most"),
    [(["--version"], 155), (["--help"], 155), (["quotes", "--help"], 156), (["text", "-", "--json"], 224)],
)
def test_what_needs_no_model_loads_little_and_nothing_heavy(arguments, most):
    loaded = modules(f"import pressq.cli; assert pressq.cli.main({arguments}) == 0")
    assert not loaded & set(HEAVY)
    assert len(loaded) - len(modules("pass")) <= most


def test_no_command_loads_pydantic():
    assert "pydantic" not in modules("import pressq.cli; assert pressq.cli.main(['quotes']) == 0")
