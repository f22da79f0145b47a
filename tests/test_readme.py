"""The README tells the truth: its console blocks are what the program prints, 92 columns wide.

python -m tests.test_readme        writes the blocks anew, after the output has changed
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
README = HOUSE / "README.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def told_anew(block: str) -> str:
    """The commands of a block, each with what it prints today."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HOUSE / "samples", Path(folder, "samples"))
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = os.environ | {"PATH": path, "COLUMNS": "92", "LC_ALL": "C.UTF-8"}
        sections = []
        for command in re.findall(r"^\$ (.+)$", block, re.MULTILINE):
            ran = subprocess.run(
                ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
            )
            sections.append(f"$ {command}\n{ran.stdout}")
    return "\n".join(sections)


@pytest.mark.parametrize("block", BLOCK.findall(README.read_text(encoding="utf-8")), ids=lambda block: block[2:40])
def test_a_console_block_is_what_the_program_prints(block):
    assert block == told_anew(block)


if __name__ == "__main__":
    old = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda found: told_anew(found[0]), old), encoding="utf-8")
