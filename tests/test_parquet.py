"""Parquet: the rows are the JSON's, their types are always the same, and the file is whole or not there."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from handmade import MAYOR, QUOTES, SOURCE, STORY, SUMMARY, article, hostile, quote
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressq.article import Article, Block, Quotes, ScorePart, Speaker, Summary
from pressq.output import parquet_writer
from pressq.output.destination import destination
from pressq.output.parquet_writer import ParquetWriter
from pressq.output.results import Result, record
from pressq.report.speaker_profiles import speakers
from pressq.summary import together

pq = pytest.importorskip("pyarrow.parquet")

UNDATED = article("Rain fell on the harbour.", source="rain.txt")
EXPLAINED = replace(
    SUMMARY, sentences=(replace(SUMMARY.sentences[0], parts=(ScorePart("lead", 0.4), ScorePart("length", 0.3123))),)
)
RESULTS: dict[str, list[Result]] = {
    "quotes": [QUOTES, Quotes(UNDATED, (quote(UNDATED, "Rain fell"),)), Quotes(STORY, ())],
    "summaries": [SUMMARY, Summary(UNDATED, "news", (), ()), EXPLAINED],
    "texts": [STORY, UNDATED],
    "speakers": [speakers([QUOTES])],
}


def table(path, *results, kind=None):
    with destination(str(path)) as stream:
        writer = ParquetWriter(stream, kind or type(results[0]))
        for result in results:
            writer.add(result)
        writer.close()
    return pq.read_table(path)


def flattened(result: Result) -> list[dict]:
    """The rows of a result, made of its JSON."""
    made = json.loads(json.dumps(record(result)))
    match result:
        case Article():
            return [{name: made[name] for name in ("article", "text", "blocks")}]
        case Quotes():
            return [{"article": made["article"], **one} for one in made["quotes"]]
        case Summary():
            head = {"article": made["article"], "method": made["method"]}
            return [head | {"source": None, "parts": None} | one for one in made["sentences"]]
    return made["speakers"]


def as_json(value):
    """Dates as JSON has them, maps as objects."""
    match value:
        case date():
            return value.isoformat()
        case [(str(), float()), *_]:
            return dict(value)
        case list():
            return [as_json(item) for item in value]
        case dict():
            return {name: as_json(item) for name, item in value.items()}
    return value


@pytest.mark.parametrize("name", RESULTS)
def test_the_rows_are_those_of_the_json(tmp_path, name):
    rows = table(tmp_path / "out.parquet", *RESULTS[name]).to_pylist()
    assert rows
    assert as_json(rows) == [row for result in RESULTS[name] for row in flattened(result)]


@pytest.mark.parametrize("name", RESULTS)
def test_types_and_names_do_not_depend_on_what_is_in_the_table(tmp_path, name):
    kind = type(RESULTS[name][0])
    whole = table(tmp_path / "whole.parquet", *RESULTS[name])
    none = table(tmp_path / "none.parquet", kind=kind)
    assert none.num_rows == 0
    assert none.schema == whole.schema


def test_columns_of_nothing_but_nulls_keep_their_types(tmp_path):
    said = table(tmp_path / "out.parquet", Quotes(UNDATED, (quote(UNDATED, "Rain fell"),)))
    assert said.to_pylist()[0]["speaker"] is None
    assert said.schema == table(tmp_path / "other.parquet", QUOTES).schema
    assert str(said.schema.field("mention").type) == "struct<start: int64, end: int64, text: string>"
    assert str(said.schema.field("article").type.field("published").type) == "date32[day]"


def test_a_row_of_several_articles_together_names_its_own(tmp_path):
    other = article("The lighthouse at Kellan burned for hours on Friday.", source="light.txt", published="2025-03-09")
    made = together([STORY, other], sentences=2)
    rows = table(tmp_path / "out.parquet", made).to_pylist()
    assert {(row["source"], row["article"]["source"], row["article"]["published"]) for row in rows} == {
        ("story.txt", "story.txt", date(2025, 3, 3)),
        ("light.txt", "light.txt", date(2025, 3, 9)),
    }


def test_rows_are_written_in_groups_as_they_come(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_writer, "_ROW_GROUP", 5_000)
    monkeypatch.setattr(parquet_writer, "_BATCHES", 2)
    path = tmp_path / "out.parquet"
    sizes = []
    with destination(str(path)) as stream:
        writer = ParquetWriter(stream, Quotes)
        for _ in range(30):
            writer.add(QUOTES)
            stream.flush()
            sizes.append(stream.buffer.tell())
        writer.close()
    assert len(set(sizes)) > 5
    file = pq.ParquetFile(path)
    assert file.num_row_groups > 5
    assert file.read().to_pylist() == table(tmp_path / "one.parquet", QUOTES).to_pylist() * 30


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_work_that_stops_leaves_no_file(tmp_path, monkeypatch, fault):
    monkeypatch.setattr(parquet_writer, "_ROW_GROUP", 1)

    def stop_half_way():
        with destination(str(tmp_path / "out.parquet")) as stream:
            writer = ParquetWriter(stream, Quotes)
            writer.add(QUOTES)
            raise fault

    with pytest.raises(fault):
        stop_half_way()
    assert not list(tmp_path.iterdir())


def test_a_lone_surrogate_costs_only_itself(tmp_path):
    (row,) = table(tmp_path / "out.parquet", hostile()).to_pylist()
    made = record(hostile())["quotes"][0]
    assert row["text"] == made["text"].replace("\ud800", "�")
    assert row["speaker"]["aliases"] == [row["text"]]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_text_is_kept_at_its_length(tmp_path, text):
    page = article(text, blocks=[Block(0, len(text), "body")], title=text)
    (row,) = table(tmp_path / "out.parquet", page).to_pylist()
    kept = "".join("�" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    assert (row["text"], row["article"]["title"], row["blocks"][0]["text"]) == (kept, kept, kept)


def test_unnamed_sources_and_organisations_are_told_from_people(tmp_path):
    said = Quotes(STORY, (quote(STORY, "it would cost more", speaker=SOURCE),))
    assert table(tmp_path / "out.parquet", said).to_pylist()[0]["speaker"] == {
        "name": "two people who saw the plan",
        "kind": "unnamed",
        "role": None,
        "aliases": [],
        "pronoun": None,
        "key": SOURCE.key,
        "members": [],
    }


def test_those_who_speak_together_are_told_apart(tmp_path):
    said = Quotes(STORY, (quote(STORY, "it would cost more", speaker=Speaker.joint([MAYOR, SOURCE])),))
    (row,) = table(tmp_path / "out.parquet", said).to_pylist()
    assert row["speaker"] == record(said)["quotes"][0]["speaker"]
    assert [one["name"] for one in row["speaker"]["members"]] == [MAYOR.name, SOURCE.name]


# -- on the command line, and after it


@pytest.fixture
def run(run, tmp_path):
    """Runs `pressq` beside an empty file and a folder of dated stories."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "stories").mkdir()
    for number, (day, names) in enumerate(
        [
            ("March 3, 2025", ["Ines Varga", "Otto Lind", "Ines Varga"]),
            ("March 28, 2025", ["Otto Lind", "Ines Varga", "Maya Okafor"]),
            ("April 9, 2025", ["Maya Okafor", "Otto Lind", "Maya Okafor"]),
        ]
    ):
        said = [f"“We met {place} times that week, and it went well,” said {name}." for place, name in enumerate(names)]
        story = "\n\n".join(
            [day, "The harbour board met again in the town hall.", *said, "“We are glad,” said a witness."]
        )
        (tmp_path / "stories" / f"{number}.txt").write_text(story, encoding="utf-8")
    return run


@pytest.mark.parametrize("command", ["quotes", "summarize", "text", "speakers"])
def test_every_command_writes_parquet_with_the_rows_of_its_json(run, command):
    assert run(command, "stories", "-j", "1", "-o", "out.parquet", "-q") == (0, "", "")
    made = json.loads(run(command, "stories", "-j", "1", "--json")[1])
    rows = as_json(pq.read_table("out.parquet").to_pylist())
    if command == "speakers":
        assert rows == made["speakers"]
    else:
        assert len(rows) == sum(len(one.get("quotes", one.get("sentences", [one]))) for one in made)
        assert {row["article"]["sha256"] for row in rows} == {one["article"]["sha256"] for one in made}


def test_one_failure_does_not_spoil_the_table(run):
    status, _, err = run("quotes", "stories", "empty.txt", "-j", "1", "-o", "out.parquet", "-q")
    assert (status, err) == (4, "pressq: error: empty.txt: there is no text in it\n")
    assert pq.read_table("out.parquet").num_rows == 12


def test_nothing_done_is_no_table(run, tmp_path):
    assert run("quotes", "empty.txt", "-o", "out.parquet")[0] == 3
    assert not (tmp_path / "out.parquet").exists()


def test_a_run_that_is_given_up_leaves_no_table(run, tmp_path):
    status, _, err = run("quotes", "stories", "empty.txt", "-j", "1", "--max-failures", "0", "-o", "out.parquet")
    assert status == 4
    assert "stopped" in err
    assert not list(tmp_path.glob("*.parquet*"))


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_a_table_needs_a_file(run, output):
    status, out, err = run("quotes", "stories", "--format", "parquet", *output)
    assert (status, out, err) == (2, "", "pressq: error: --format parquet needs -o FILE\n")


def test_without_pyarrow_it_is_told_what_to_install(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    status, _, err = run("quotes", "stories/0.txt", "-o", "out.parquet")
    assert status == 2
    assert "-m pip install 'pyarrow>=" in err
    assert not (tmp_path / "out.parquet").exists()


def test_what_text_writes_is_read_again(run):
    run("text", "stories", "-j", "1", "-o", "texts.parquet")
    made = [json.loads(run("quotes", *given, "-j", "1", "--json")[1]) for given in (["stories"], ["texts.parquet"])]
    before, after = ([one["quotes"] for one in run] for run in made)
    assert before == after


# The numbers of quotations by name and month in the stories above.
MOST_QUOTED = [
    ("2025-03", "Ines Varga", 3),
    ("2025-03", "Otto Lind", 2),
    ("2025-03", "Maya Okafor", 1),
    ("2025-04", "Maya Okafor", 2),
    ("2025-04", "Otto Lind", 1),
]


def recipe(language):
    """The block of this language in the part of the guide about Parquet."""
    guide = (Path(__file__).parents[1] / "docs/guide.md").read_text(encoding="utf-8")
    part = guide.split("\n## Parquet and DuckDB")[1].split("\n## ")[0]
    return re.search(rf"```{language}\n(.+?)```", part, re.DOTALL)[1]


def test_who_was_quoted_most_by_month_in_duckdb(run):
    duckdb = pytest.importorskip("duckdb")
    run("quotes", "stories", "-j", "1", "-o", "quotes.parquet")
    with duckdb.connect() as database:
        rows = database.execute(recipe("sql")).fetchall()
    assert [(str(month)[:7], name, quotes) for month, name, quotes in rows] == MOST_QUOTED


def test_who_was_quoted_most_by_month_in_pandas(run, capsys):
    pytest.importorskip("pandas")
    run("quotes", "stories", "-j", "1", "-o", "quotes.parquet")
    names: dict = {}
    exec(recipe("python"), names)
    assert [(str(month), name, quotes) for (month, name), quotes in names["most"].items()] == MOST_QUOTED
    assert "Ines Varga" in capsys.readouterr().out
