"""SQLite: the tables say what the JSON says, a later run replaces an article, Datasette and DuckDB can ask them."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial

import duckdb
import pytest
import sqlite_utils
from handmade import MAYOR, QUOTES, SOURCE, STORY, SUMMARY, article, hostile, quote

from pressq.article import Quotes, ScorePart, Speaker
from pressq.errors import UsageError
from pressq.output.printable import without_surrogates
from pressq.output.results import record
from pressq.output.sqlite import SqliteWriter, database
from pressq.quotes.speakers.keys import with_key
from pressq.report.speaker_profiles import speakers

TOGETHER = Quotes(STORY, (quote(STORY, "it would cost more", speaker=Speaker.joint([MAYOR, SOURCE])),))
OBJECTS = ("mention", "cue", "sentence")


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "out.db")


def write(path, *results):
    with database(path) as connection:
        writer = SqliteWriter(connection, type(results[0]))
        for result in results:
            writer.add(result)
        writer.close()


def rows(path, question, *values):
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(question, values)]


def number_of(path, table):
    return rows(path, f"SELECT count(*) AS n FROM {table}")[0]["n"]


def speakers_of(path, quote):
    """Those who say a quotation, each as in the JSON."""
    found = rows(
        path,
        "SELECT name, kind, role, aliases, pronoun, key FROM appearances a JOIN quote_speakers ON a.id = appearance_id "
        "WHERE quote_id = ? ORDER BY position",
        quote,
    )
    return [one | {"aliases": json.loads(one["aliases"])} for one in found]


def individuals(speaker):
    return speaker["members"] or [{name: speaker[name] for name in speaker if name != "members"}] if speaker else []


def quotes_of(path):
    """The quotations of the database in the shape of the JSON."""
    made = []
    for row in rows(path, "SELECT * FROM quotes ORDER BY id"):
        spans = rows(path, 'SELECT start, "end", quoted FROM spans WHERE quote_id = ? ORDER BY position', row["id"])
        one = {name: row[name] for name in ("kind", "text", "quoted", "confidence", "paragraph", "polarity", "origin")}
        for name in OBJECTS:
            places = {part: row[f"{name}_{part}"] for part in ("start", "end", "text")}
            one[name] = places if places["text"] is not None else None
        made.append(
            one
            | {
                "id": row["number"],
                "speech": bool(row["speech"]),
                "spans": [span | {"quoted": bool(span["quoted"])} for span in spans],
                "speaker": speakers_of(path, row["id"]),
            }
        )
    return made


@pytest.mark.parametrize("found", [QUOTES, hostile(), TOGETHER], ids=["story", "hostile", "together"])
def test_quotations_are_those_of_the_json(path, found):
    write(path, found)
    expected = without_surrogates(record(found)["quotes"])
    assert quotes_of(path) == [quote | {"speaker": individuals(quote["speaker"])} for quote in expected]
    (header,) = rows(path, "SELECT * FROM articles")
    assert {name: header[name] for name in record(found)["article"]} == without_surrogates(record(found)["article"])


def test_a_speaker_of_several_quotations_is_one_row(path):
    write(path, QUOTES)
    assert [row["name"] for row in rows(path, "SELECT name FROM appearances ORDER BY id")] == [
        MAYOR.name,
        "two people who saw the plan",
    ]


def test_a_person_is_one_row_over_all_articles_and_runs(path):
    """Equal full names are one person, he and she are not, and a surname alone belongs to its article."""

    def said(source, *speakers):
        page = article(f"It rained in {source}.", source=source, title=source, published="2025-03-04")
        quotes = tuple(quote(page, "It rained", number=n, speaker=who) for n, who in enumerate(speakers, 1))
        return Quotes(page, tuple(replace(one, speaker=with_key(one.speaker, page.sha256)) for one in quotes))

    write(path, said("a", Speaker("Ines Varga", "person", "mayor"), Speaker("Lind", "person")))
    write(path, said("b", Speaker("Ines M. Varga", "person", "mayor of Porthaven"), Speaker("Lind", "person")))
    people = rows(path, "SELECT key, name, role FROM people WHERE name LIKE '%Varga' ORDER BY id")
    assert people == [{"key": "person:ines-varga", "name": "Ines M. Varga", "role": "mayor of Porthaven"}]
    assert number_of(path, "people") == 3
    words = rows(path, "SELECT title, published, words FROM quotations WHERE speaker_key = ?", "person:ines-varga")
    assert [tuple(row.values()) for row in words] == [
        ("a", "2025-03-04", "It rained"),
        ("b", "2025-03-04", "It rained"),
    ]
    write(path, said("c", Speaker("Sam Roe", "person", None, (), "he")))
    write(path, said("d", Speaker("Sam Roe", "person", None, (), "she")))
    keys = rows(path, "SELECT key FROM people WHERE name = 'Sam Roe' ORDER BY key")
    assert [row["key"] for row in keys] == ["person:sam-roe~he", "person:sam-roe~she"]


def test_a_later_run_replaces_an_article_and_leaves_the_others(path):
    other = article("Rain fell on the harbour.", source="rain.txt")
    write(path, QUOTES, Quotes(other, (quote(other, "Rain fell"),)))
    write(path, replace(QUOTES, quotes=QUOTES.quotes[:1]))
    assert [row["number"] for row in rows(path, "SELECT number FROM quotes ORDER BY article_id")] == [1, 1]
    assert {name: number_of(path, name) for name in ("articles", "appearances", "people", "spans")} == {
        "articles": 2,
        "appearances": 1,
        "people": 1,
        "spans": 2,
    }
    assert len(rows(path, "SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH 'waited OR rain OR promise'")) == 2


def test_two_articles_of_one_text_are_two(path):
    copy = Quotes(replace(STORY, source="copy.txt"), QUOTES.quotes)
    for _ in range(2):
        write(path, QUOTES, copy)
        write(path, copy)
        assert [row["source"] for row in rows(path, "SELECT source FROM articles ORDER BY id")] == [
            "story.txt",
            "copy.txt",
        ]
        assert number_of(path, "quotes") == 2 * len(QUOTES.quotes)


def test_records_of_one_id_and_text_are_as_many_as_have_other_metadata(path):
    """The second run changes a byline, and replaces that record."""
    titles = ("Ferry", "Harbour", "Ferry", None)
    for byline in ("Ana Roe", "Lee Hill"):
        write(path, *(replace(STORY, title=title, byline=byline) for title in titles))
        found = rows(path, "SELECT title, byline, number FROM articles ORDER BY id")
        assert [tuple(row.values()) for row in found] == [
            ("Ferry", byline, 1),
            ("Harbour", byline, 2),
            (None, byline, 3),
        ]


def test_profiles_of_other_articles_stay(path):
    other = article("Rain fell on the harbour.", source="rain.txt")
    rain = Quotes(other, (quote(other, "Rain fell", speaker=MAYOR),))
    for found in ([QUOTES], [rain], [QUOTES, rain], [rain], [QUOTES]):
        write(path, speakers(found))
    joined = "profile_sets s JOIN speaker_profiles ON set_id = s.id"
    counted = rows(path, f"SELECT s.articles, count(*) AS speakers FROM {joined} GROUP BY s.id")
    assert [tuple(row.values()) for row in counted] == [
        (len(found), len(speakers(found))) for found in ([QUOTES], [rain], [QUOTES, rain])
    ]


def test_what_commands_find_stands_side_by_side(path):
    explained = replace(SUMMARY, sentences=(replace(SUMMARY.sentences[0], parts=(ScorePart("lead", 0.4),)),))
    write(path, QUOTES)
    write(path, explained)
    write(path, STORY)
    write(path, speakers([QUOTES]))
    write(path, speakers([QUOTES]))
    assert number_of(path, "articles") == 1
    assert number_of(path, "quotes") == len(QUOTES.quotes)
    (sentence,) = rows(path, "SELECT * FROM sentences")
    made = record(explained)["sentences"][0]
    assert {name: sentence[name] for name in made if name != "parts"} | {"parts": json.loads(sentence["parts"])} == made
    assert rows(path, "SELECT text, score FROM keywords") == record(SUMMARY)["keywords"]
    assert rows(path, 'SELECT kind, start, "end", text FROM blocks') == record(STORY)["blocks"]
    assert [row["name"] for row in rows(path, "SELECT name FROM speaker_profiles")] == [
        speaker["name"] for speaker in record(speakers([QUOTES]))["speakers"]
    ]


def test_offsets_cut_the_words_out_of_the_text_that_the_command_text_adds(path):
    write(path, QUOTES)
    write(path, STORY)
    cut = 'SELECT substr(a.text, s.start + 1, s."end" - s.start) AS words FROM spans s JOIN quotes q ON q.id = quote_id'
    words = [row["words"] for row in rows(path, f"{cut} JOIN articles a ON a.id = article_id ORDER BY q.id, position")]
    assert words == [span.of(STORY.text) for each in QUOTES.quotes for span in each.spans]


def test_full_text_search_works_with_sqlite_utils_and_datasette(path):
    write(path, QUOTES)
    with closing(sqlite3.connect(path)) as base:
        quotes = sqlite_utils.Database(base).table("quotes")
        assert quotes.detect_fts() == "quotes_fts"
        assert [row["text"] for row in quotes.search("promise")] == ["the works a promise kept"]
        (made,) = base.execute("SELECT sql FROM sqlite_master WHERE name = 'quotes_fts'").fetchone()
    assert re.search(r'VIRTUAL TABLE.*USING FTS.*content="quotes"', made, re.IGNORECASE)  # what Datasette looks for


def test_datasette_searches_words_and_shows_names_and_titles(path):
    app = pytest.importorskip("datasette.app")
    write(path, QUOTES)

    async def pages(*addresses):
        browsed = app.Datasette([path])
        await browsed.invoke_startup()
        return [(await browsed.client.get(address)).text for address in addresses]

    found, view, appearances = asyncio.run(
        pages(
            "/out/quotes.json?_search=promise&_shape=array",
            "/out/quotations.json?speaker=Ines+Varga&_shape=array",
            "/out/appearances",
        )
    )
    assert [row["text"] for row in json.loads(found)] == ["the works a promise kept"]
    assert {row["title"] for row in json.loads(view)} == {STORY.title}
    assert f">{STORY.title}</a>" in appearances
    assert f">{MAYOR.name}</a>" in appearances


def test_columns_that_are_asked_for_are_indexed(path):
    write(path, QUOTES)
    plans = {
        "SELECT * FROM people WHERE key = 'person:a'": "people",
        "SELECT * FROM appearances WHERE person_id = 1": "appearances_person",
        "SELECT * FROM quote_speakers WHERE appearance_id = 1": "quote_speakers_appearance",
        "SELECT * FROM articles WHERE published > '2025'": "articles_published",
    }
    for question, index in plans.items():
        assert index in str(rows(path, f"EXPLAIN QUERY PLAN {question}"))


def test_no_row_refers_to_what_is_not_there(path):
    write(path, QUOTES)
    write(path, QUOTES)
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert rows(path, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def test_nothing_is_kept_of_a_run_that_fails(path):
    def run():
        with database(path) as connection:
            SqliteWriter(connection, Quotes).add(QUOTES)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        run()
    with pytest.raises(sqlite3.OperationalError):
        rows(path, "SELECT * FROM quotes")


def test_a_second_run_leaves_the_file_of_the_first(path, monkeypatch):
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0))
    with database(path) as connection:
        with pytest.raises(UsageError, match="locked"):
            write(path, QUOTES)
        SqliteWriter(connection, Quotes).add(QUOTES)
    assert number_of(path, "quotes") == len(QUOTES.quotes)


@pytest.mark.parametrize(
    ("older", "missing"),
    [
        ("CREATE TABLE quotes (id INTEGER PRIMARY KEY, text TEXT)", "table quotes has no column article_id"),
        ("CREATE VIEW quotations AS SELECT 'rain' AS words", "table quotations has no column"),
    ],
)
def test_a_database_of_another_version_is_left_as_it_is(run, tmp_path, older, missing):
    (tmp_path / "story.txt").write_text('"Not one winter more," said Ines Varga, the mayor.\n')
    with closing(sqlite3.connect("out.db")) as base:
        base.execute(older)
    before = (tmp_path / "out.db").read_bytes()
    status, _, err = run("quotes", "story.txt", "-o", "out.db")
    assert status == 2
    assert missing in err
    assert "another version of pressq" in err
    assert "hint: -o NEW.db" in err
    assert (tmp_path / "out.db").read_bytes() == before


def test_what_is_no_database_is_left_as_it_is(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("Notes of a reporter, much longer than the head of a file.\n" * 20)
    with pytest.raises(UsageError, match="not a database"), database(str(path)):
        pass
    assert path.read_text().startswith("Notes")


def test_duckdb_reads_what_the_command_wrote(run, tmp_path):
    (tmp_path / "story.txt").write_text('"Not one winter more," said Ines Varga, the mayor.\n')
    assert run("quotes", "story.txt", "-o", "out.db") == (0, "", "pressq: wrote out.db: 1 article\n")
    with closing(sqlite3.connect("out.db")) as base:
        frame = base.execute("SELECT words, speaker FROM quotations").fetchall()
    try:
        with duckdb.connect() as duck:
            duck.execute("ATTACH 'out.db' AS pressq (TYPE sqlite, READ_ONLY)")
            assert duck.execute("SELECT words, speaker FROM pressq.quotations").fetchall() == frame
    except (duckdb.IOException, duckdb.CatalogException, duckdb.HTTPException):
        pytest.skip("DuckDB has no SQLite extension here")


@pytest.mark.parametrize(
    "words",
    [
        'the "mayor',
        "AND",
        "(",
        "*",
        "NEAR(",
        "a OR",
        "text:",
        "-promise",
        "^",
        "'; DROP TABLE quotes; --",
        "\ufeff\u202e",
        "x" * 99_999,
    ],
)
def test_a_hostile_search_and_hostile_words_leave_the_database_whole(path, words):
    said = article(f"The mayor said {words} at the harbour.", source=words[:99])
    write(path, QUOTES, Quotes(said, (quote(said, words),)))
    with closing(sqlite3.connect(path)) as base:
        with suppress(sqlite3.OperationalError):  # what is no query of FTS5 is an error, and nothing else
            base.execute("SELECT text FROM quotes_fts WHERE quotes_fts MATCH ?", (words,)).fetchall()
        base.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('integrity-check')")
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert number_of(path, "articles") == 2
    assert words in {row["text"] for row in rows(path, "SELECT text FROM quotes")}
