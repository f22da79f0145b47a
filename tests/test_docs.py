"""What is written for contributors is true of the house: rooms, stages, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ARCHITECTURE = HOUSE / "docs" / "architecture.md"
PAGES = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md")])
PATH = re.compile(r"`((?:(?:pressq|tests|docs|text|quotes|summary|data|training)/|\.ci/)[\w./-]+)`")


def named(section: str) -> list[str]:
    """The first column of the table in a section of docs/architecture.md."""
    text = ARCHITECTURE.read_text(encoding="utf-8").split(f"## {section}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


def modules(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.iterdir() if path.name[0] not in "_." and path.name != "py.typed")


def test_every_room_is_told_of():
    assert sorted(named("Rooms")) == modules(HOUSE / "pressq")


def test_the_rooms_of_quotes_are_listed():
    assert sorted(named("Who said what")) == modules(HOUSE / "pressq" / "quotes")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_files_that_a_page_names_are_there(page):
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []
    paths = [path for path in PATH.findall(text) if not any((top / path).exists() for top in (HOUSE, HOUSE / "pressq"))]
    assert paths == []


def test_every_decision_is_listed_and_has_its_three_parts():
    folder = HOUSE / "docs" / "decisions"
    decisions = sorted(path.name for path in folder.glob("0*.md"))
    assert re.findall(r"\((0.+?\.md)\)", (folder / "README.md").read_text(encoding="utf-8")) == decisions
    for name in decisions:
        parts = re.findall(r"^\*\*(\w+)\.\*\*", (folder / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences"], name
