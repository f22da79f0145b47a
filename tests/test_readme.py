"""README.md and docs/ are true: console blocks are what the program prints, 92 columns wide, and every link leads on.

python -m tests.test_readme        rewrites the blocks, after the output has changed
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
PAGES = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md")])
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


def blocks():
    """The console blocks of all pages, each named by its page and first command."""
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            yield pytest.param(block, id=f"{page.name}: {block[2:40]}")


def anchors(page):
    """The anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("block", list(blocks()))
def test_a_console_block_is_what_the_program_prints(block):
    assert block == told_anew(block)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_every_link_leads_to_a_file_and_a_heading(page):
    text = re.sub(r"```.+?```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in link:
            file, _, anchor = link.partition("#")
            target = page.parent / file if file else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


def test_the_readme_is_short():
    assert len((HOUSE / "README.md").read_text(encoding="utf-8").split()) < 1500


if __name__ == "__main__":
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        page.write_text(BLOCK.sub(lambda found: told_anew(found[0]), old), encoding="utf-8")
