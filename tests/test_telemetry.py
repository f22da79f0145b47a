"""No file appears in the user's folders, and no library reports anything: what SECURITY.md promises."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
SAMPLE = HOUSE / "samples" / "court.txt"
FOLDERS = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")


def files_after(user: Path, *command: str) -> list[str]:
    """The files in a new user's folders after a command."""
    folders = {name: str(user / name) for name in FOLDERS}
    for folder in folders.values():
        os.makedirs(folder)
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run(
        [sys.executable, *command], env=environment | folders, cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert done.stdout
    return [str(path.relative_to(user)) for path in user.rglob("*") if path.is_file()]


@pytest.mark.parametrize("command", ["quotes", "summarize", "report"])
def test_a_command_leaves_no_file(command, tmp_path):
    assert files_after(tmp_path / "user", "-m", "pressq", command, str(SAMPLE)) == []


def test_workers_leave_no_file(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(50):
        (folder / f"{number}.txt").write_text(f"{SAMPLE.read_text(encoding='utf-8')}\n\nPart {number}.\n", "utf-8")
    assert files_after(tmp_path / "user", "-m", "pressq", "quotes", str(folder), "--format", "jsonl", "-j", "2") == []


def test_the_library_leaves_no_file(tmp_path):
    code = f"import pressq; print(len(pressq.quotes(pressq.load({str(SAMPLE)!r}))))"
    assert files_after(tmp_path / "user", "-c", code) == []


def test_onnxruntime_is_imported_in_one_place():
    importing = re.compile(r"^\s*(import|from) onnxruntime\b", re.MULTILINE)
    modules = [path for room in ("pressq", "training", "tests") for path in (HOUSE / room).rglob("*.py")]
    users = [path.name for path in modules if importing.search(path.read_text(encoding="utf-8"))]
    assert users == ["inference.py"]


def test_onnxruntime_is_told_to_report_nothing_before_it_is_imported():
    code = f"""
import os, sys
def look(event, arguments):
    if event == "import" and arguments[0] == "onnxruntime":
        print("told:", os.environ.get("ORT_DISABLE_TELEMETRY"))
sys.addaudithook(look)
import pressq
pressq.quotes(pressq.load({str(SAMPLE)!r}))
"""
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()) == {"told: 1"}
