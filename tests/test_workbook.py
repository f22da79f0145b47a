"""Excel: sheets for what was found, who speaks and the articles; text is text, and no cell a formula."""

from __future__ import annotations

import csv
import shutil
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from handmade import HOSTILE, MAYOR, QUOTES, SOURCE, STORY, SUMMARY, article, hostile, quote
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pressq.article import Quotes
from pressq.errors import UsageError
from pressq.output import workbook
from pressq.output.destination import destination
from pressq.output.printable import printable
from pressq.output.results import COLUMNS, record, rows
from pressq.output.workbook import WorkbookWriter
from pressq.report.speaker_profiles import speakers

openpyxl = pytest.importorskip("openpyxl")


def sheets(*results):
    """Every sheet of a workbook of these results, as rows."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "out.xlsx")
        with destination(str(path)) as stream:
            writer = WorkbookWriter(stream, type(results[0]))
            for result in results:
                writer.add(result)
            writer.close()
        with closing(openpyxl.load_workbook(path)) as book:
            assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
            return {sheet.title: [tuple(map(_plain, row)) for row in sheet.values] for sheet in book}


def _plain(value):
    """A cell, a date as the other formats have it."""
    return value.date().isoformat() if isinstance(value, datetime) else value


def test_quotations_speakers_and_articles_have_a_sheet_each():
    found = sheets(QUOTES)
    assert list(found) == ["Quotations", "Speakers", "Articles"]
    assert [dict(zip(found["Quotations"][0], row, strict=True)) for row in found["Quotations"][1:]] == [
        dict(zip(COLUMNS[Quotes], row, strict=True)) for row in rows(QUOTES)
    ]
    expected = [(MAYOR, "Varga", 3, 22), (SOURCE, "", 1, 4)]
    assert [row[2:] for row in found["Speakers"][1:]] == [
        (who.name, who.kind, who.role, aliases, None, who.key, quotes, words, STORY.sha256)
        for who, aliases, quotes, words in expected
    ]
    header = record(QUOTES)["article"]
    assert dict(zip(*found["Articles"], strict=True)) == header | {"notes": ""}


def test_a_quotation_in_the_sheet_is_that_of_the_json():
    names, *lines = sheets(QUOTES)["Quotations"]
    for line, said in zip(lines, record(QUOTES)["quotes"], strict=True):
        cells = dict(zip(names, line, strict=True))
        assert {name: cells[name] for name in ("id", "kind", "text", "confidence", "speech", "quoted")} == {
            name: said[name] for name in ("id", "kind", "text", "confidence", "speech", "quoted")
        }
        assert cells["speaker"] == (said["speaker"] and said["speaker"]["name"])
        assert cells["start"] == said["spans"][0]["start"]


def test_dates_and_addresses_are_what_excel_sorts_and_opens(tmp_path):
    page = replace(STORY, published="2025-03-03T10:00:00+01:00")
    with destination(str(tmp_path / "out.xlsx")) as stream:
        writer = WorkbookWriter(stream, Quotes)
        writer.add(replace(QUOTES, article=page))
        writer.add(replace(QUOTES, article=replace(STORY, published="1850-03-03")))
        writer.close()
    with closing(openpyxl.load_workbook(tmp_path / "out.xlsx")) as book:
        sheet = book["Quotations"]
        assert sheet["A2"].value == datetime(2025, 3, 3)
        assert sheet.cell(len(QUOTES) + 2, 1).value == "1850-03-03"  # Excel knows no such day
        assert sheet.print_title_rows == "$1:$1"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_cells(tmp_path):
    page = replace(STORY, published="2025-03-03T10:00:00+01:00")
    with destination(str(tmp_path / "out.xlsx")) as stream:
        writer = WorkbookWriter(stream, Quotes)
        writer.add(replace(QUOTES, article=page))
        writer.add(hostile())
        writer.close()
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # in UTF-8
    command = [
        "soffice",
        f"-env:UserInstallation={tmp_path.as_uri()}/office",
        "--headless",
        "--convert-to",
        every_sheet,
    ]
    subprocess.run([*command, "out.xlsx"], cwd=tmp_path, capture_output=True, check=True, timeout=300)
    with (tmp_path / "out-Quotations.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert set(lines[0]) == set(COLUMNS[Quotes])
    assert [line["text"] for line in lines[:-1]] == [said.text for said in QUOTES]
    assert {line["published"] for line in lines[: len(QUOTES)]} == {"2025-03-03"}
    assert lines[-1]["speaker"] == printable("=cmd()" + HOSTILE)
    assert (tmp_path / "out-Speakers.csv").exists()


@pytest.mark.parametrize(
    ("result", "names"),
    [
        (SUMMARY, ["Sentences", "Keywords", "Articles"]),
        (STORY, ["Blocks", "Articles"]),
        (speakers([QUOTES]), ["Speakers"]),
    ],
)
def test_every_other_result_has_its_sheets(result, names):
    found = sheets(result, result)
    assert list(found) == names
    assert found[names[0]] == [COLUMNS[type(result)], *rows(result) * 2]


@settings(deadline=None, max_examples=60)
@example("_x0041_", "\ufffe")
@given(st.sampled_from("=+-@_{\t'") | st.just("_x0041_"), st.text(st.characters(exclude_categories=())))
def test_any_text_stays_text(start, rest):
    words = f"{start}{rest}a"
    page = article(words)
    names, line = sheets(Quotes(page, (quote(page, words),)))["Quotations"]
    shown = line[names.index("text")]
    assert shown.replace("\r", "") == printable(words).replace("\r", "")


def test_a_hostile_article_acts_on_no_spreadsheet():
    names, line = sheets(hostile())["Quotations"]
    assert line[names.index("speaker")] == printable("=cmd()" + HOSTILE)


def test_what_is_longer_than_a_cell_ends_in_an_ellipsis():
    page = article("rain " * 10_000)
    names, line = sheets(Quotes(page, (quote(page, page.text),)))["Quotations"]
    assert line[names.index("text")] == page.text[:32_766] + "…"


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 3)
    with pytest.raises(UsageError, match="ends after 3 rows"):
        sheets(QUOTES)


def test_the_command_writes_a_workbook_and_says_so(run, tmp_path):
    (tmp_path / "story.txt").write_text('"Not one winter more," said Ines Varga, the mayor.\n')
    assert run("quotes", "story.txt", "-o", "out.xlsx") == (0, "", "pressq: wrote out.xlsx: 1 article\n")
    with closing(openpyxl.load_workbook("out.xlsx")) as book:
        assert book["Quotations"]["C2"].value == "Ines Varga"
    status, _, err = run("quotes", "story.txt", "--format", "xlsx")
    assert status == 2
    assert "needs -o FILE" in err
