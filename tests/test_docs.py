"""What is written for contributors is true of the house: rooms, stages, files."""

from __future__ import annotations

import dataclasses
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from handmade import QUOTES, STORY, SUMMARY

from pressq.article import Quote, Speaker
from pressq.output.results import COLUMNS
from pressq.output.sqlite import SqliteWriter, database
from pressq.report.speaker_profiles import speakers
from pressq.report.traces import ArticleMetadata

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


def test_every_column_is_documented(tmp_path):
    """The columns of CSV and of Excel's sheets, the fields of the JSON, and the columns of the database."""
    named = set(re.findall(r"`([\w.]+)`", (HOUSE / "docs" / "outputs.md").read_text(encoding="utf-8")))
    columns = {column for columns in COLUMNS.values() for column in columns}
    fields = {one.name for kind in (Quote, Speaker, ArticleMetadata) for one in dataclasses.fields(kind)}
    assert (columns | fields) - named == set()
    for result in (QUOTES, SUMMARY, STORY, speakers([QUOTES])):
        with database(str(tmp_path / "out.db")) as connection:
            writer = SqliteWriter(connection, type(result))
            writer.add(result)
            writer.close()
    with closing(sqlite3.connect(tmp_path / "out.db")) as base:
        tables = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type <> 'index'"
        parts = {column for table, column in base.execute(tables) if not table.startswith("quotes_fts_")}
    objects = tuple(f"{name}_{part}" for name in ("mention", "cue", "sentence") for part in ("start", "end", "text"))
    assert parts - named - set(objects) - {"id", "quotes_fts", "rank"} == set()


def test_every_decision_is_listed_and_has_its_three_parts():
    folder = HOUSE / "docs" / "decisions"
    decisions = sorted(path.name for path in folder.glob("0*.md"))
    assert re.findall(r"\((0.+?\.md)\)", (folder / "README.md").read_text(encoding="utf-8")) == decisions
    for name in decisions:
        parts = re.findall(r"^\*\*(\w+)\.\*\*", (folder / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences"], name


def rows_of(heading):
    """Promises and the tests they name, in the table under a heading of docs/reliability.md."""
    _, _, below = (HOUSE / "docs/reliability.md").read_text("utf-8").partition(f"# {heading}\n")
    rows = re.findall(r"^\| (?!promise|the sentence)(.+) \| (.+) \|$", below.partition("\n## ")[0], re.M)
    return {promise: re.findall(r"`([\w:]+)`", tests) for promise, tests in rows}


def test_every_promise_names_a_test_that_exists():
    promises = rows_of("Reliability") | rows_of("Each sentence of SECURITY.md")
    assert len(promises) > 40
    for promise, named in promises.items():
        assert named, promise
        for name in named:
            module, _, function = name.partition("::")
            file = HOUSE / "tests" / f"{module}.py"
            assert file.exists() or file.with_suffix("").is_dir(), f"{promise}: {name}"
            assert not function or f"\ndef {function}(" in file.read_text("utf-8"), f"{promise}: {name}"


def test_every_sentence_of_what_is_promised_of_security_has_its_row():
    promised = (HOUSE / "SECURITY.md").read_text("utf-8").partition("## Promised\n")[2].partition("\n## ")[0]
    plain = [" ".join(re.sub(r"[*`]", "", item).split()) for item in re.split(r"^- ", promised, flags=re.M)[1:]]
    sentences = [sentence for item in plain for sentence in re.split(r"(?<=\.) ", item)]
    begins = rows_of("Each sentence of SECURITY.md")
    assert [[row for row in begins if sentence.startswith(row)] for sentence in sentences] == [[row] for row in begins]
