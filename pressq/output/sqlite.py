"""SQLite, for Datasette, DuckDB and SQL: articles, and what is found in them, in tables that refer to each other.

A database is added to. An article is known by its source and the SHA-256 of its text: a later run replaces what an
earlier one of the same command found in it, and leaves the rest. `text` adds the text that all offsets refer to.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from pressq.article import Article, Quotes, Summary
from pressq.errors import UsageError
from pressq.output.printable import without_surrogates
from pressq.output.results import Record, Result, record
from pressq.output.safe_files import refuse_link
from pressq.output.writers import Writer
from pressq.report.speaker_profiles import SpeakerProfiles

__all__ = ["SqliteWriter", "database"]

_ARTICLES = """
CREATE TABLE IF NOT EXISTS articles (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT,
    byline TEXT,
    dateline TEXT,
    published TEXT,
    publisher TEXT,
    language TEXT,
    characters INTEGER NOT NULL,
    text TEXT,
    notes TEXT,
    UNIQUE (source, sha256, number)
);
CREATE INDEX IF NOT EXISTS articles_published ON articles (published);
"""

_OF_ARTICLE = "article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE"

_SENTENCE = f"""(
    id INTEGER PRIMARY KEY,
    {_OF_ARTICLE},
    method TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    paragraph_number INTEGER NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    score REAL NOT NULL,
"""

_TABLES: dict[type[Result], str] = {
    Article: f"""{_ARTICLES}
CREATE TABLE IF NOT EXISTS blocks (
    id INTEGER PRIMARY KEY,
    {_OF_ARTICLE},
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS blocks_article ON blocks (article_id);
""",
    Quotes: f"""{_ARTICLES}
CREATE TABLE IF NOT EXISTS speakers (
    id INTEGER PRIMARY KEY,
    {_OF_ARTICLE},
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT,
    pronoun TEXT,
    aliases TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS speakers_article ON speakers (article_id);
CREATE INDEX IF NOT EXISTS speakers_name ON speakers (name);
CREATE TABLE IF NOT EXISTS speaker_members (
    speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT,
    pronoun TEXT,
    aliases TEXT NOT NULL,
    PRIMARY KEY (speaker_id, position)
);
CREATE TABLE IF NOT EXISTS quotes (
    id INTEGER PRIMARY KEY,
    {_OF_ARTICLE},
    number INTEGER NOT NULL,
    speaker_id INTEGER REFERENCES speakers (id) ON DELETE SET NULL,
    kind TEXT NOT NULL,
    speech INTEGER,
    text TEXT NOT NULL,
    quoted TEXT,
    confidence REAL NOT NULL,
    paragraph INTEGER,
    polarity TEXT,
    sentence_start INTEGER,
    sentence_end INTEGER,
    sentence_text TEXT,
    mention_start INTEGER,
    mention_end INTEGER,
    mention_text TEXT,
    cue_start INTEGER,
    cue_end INTEGER,
    cue_text TEXT,
    UNIQUE (article_id, number)
);
CREATE INDEX IF NOT EXISTS quotes_speaker ON quotes (speaker_id);
CREATE TABLE IF NOT EXISTS spans (
    quote_id INTEGER NOT NULL REFERENCES quotes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quoted INTEGER NOT NULL,
    PRIMARY KEY (quote_id, position)
);
CREATE VIRTUAL TABLE IF NOT EXISTS quotes_fts USING fts5 (text, content="quotes", content_rowid='id');
CREATE TRIGGER IF NOT EXISTS quotes_inserted AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER IF NOT EXISTS quotes_deleted AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
""",
    Summary: f"""{_ARTICLES}
CREATE TABLE IF NOT EXISTS sentences {_SENTENCE}
    parts TEXT
);
CREATE INDEX IF NOT EXISTS sentences_article ON sentences (article_id);
CREATE TABLE IF NOT EXISTS left_out {_SENTENCE}
    near INTEGER NOT NULL,
    similarity REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS left_out_article ON left_out (article_id);
CREATE TABLE IF NOT EXISTS keywords (
    id INTEGER PRIMARY KEY,
    {_OF_ARTICLE},
    text TEXT NOT NULL,
    score REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS keywords_article ON keywords (article_id);
""",
    SpeakerProfiles: """
CREATE TABLE IF NOT EXISTS profile_sets (
    id INTEGER PRIMARY KEY,
    articles_sha256 TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    words INTEGER NOT NULL,
    unattributed INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS speaker_profiles (
    id INTEGER PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES profile_sets (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT,
    pronoun TEXT,
    aliases TEXT NOT NULL,
    articles INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    words INTEGER NOT NULL,
    share REAL NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    median TEXT NOT NULL,
    example TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS speaker_profiles_set ON speaker_profiles (set_id);
""",
}


@contextmanager
def database(path: str) -> Iterator[sqlite3.Connection]:
    """The database `path`, in a transaction: all that the block writes is there at its end, or, if it raises, nothing.

    Raises:
        UsageError: `path` is no database, has another name, or cannot be written.
        OSError: the disk is full, or fails.
    """
    refuse_link(path)
    if os.path.isfile(path) and os.stat(path).st_nlink > 1:
        raise UsageError(f"-o {path}: this file has a second name (a hard link), and both would change")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if not os.path.getsize(path):  # nothing came of it
                    os.unlink(path)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise OSError(errno.EIO, f"{path}: {error}") from error
        raise UsageError(f"{path}: cannot be written: {error}") from error


class SqliteWriter(Writer):
    """Adds results to a database as they come.

    Args:
        connection: as `database` gives it.
        kind: the type of all results.

    `speakers` counts many articles together: a row of `profile_sets` stands for them, and a later run replaces the
    profiles of the same articles. Fields that are objects are columns ("mention_start"), lists are JSON.
    """

    def __init__(self, connection: sqlite3.Connection, kind: type[Result]) -> None:
        self._database = connection
        self._tables = _TABLES[kind]
        # A table, and no set: ten million articles would fill the memory.
        columns = "source, sha256, header"
        self._database.execute(f"CREATE TEMP TABLE written ({columns}, PRIMARY KEY ({columns}))")

    def add(self, result: Result) -> None:
        self._make_tables()
        made = without_surrogates(record(result))
        match result:
            case Article():
                article = self._article(made["article"] | {"text": made["text"]}, "blocks")
                self._insert_all("blocks", made["blocks"], article)
            case Quotes():
                self._add_quotes(made)
            case Summary():
                self._add_summary(made)
            case SpeakerProfiles():
                profile_set = self._profile_set(result, made)
                for speaker in made["speakers"]:
                    nested = {name: json.dumps(speaker[name]) for name in ("first", "last", "median", "example")}
                    self._insert("speaker_profiles", {"set_id": profile_set, **speaker, **nested})

    def flush(self) -> None:
        """Nothing is seen of it before the transaction ends."""

    def _make_tables(self) -> None:
        for statement in _statements(self._tables):
            self._database.execute(statement)
        self._tables = ""

    def _add_quotes(self, made: Record) -> None:
        article = self._article(made["article"] | {"notes": json.dumps(made["notes"])}, "quotes", "speakers")
        speakers: dict[str, int] = {}
        for quote in made["quotes"]:
            row = {"article_id": article, "number": quote["id"]}
            if quote["speaker"] is not None:
                key = json.dumps(quote["speaker"])
                if key not in speakers:
                    speakers[key] = self._add_speaker(quote["speaker"], article)
                row["speaker_id"] = speakers[key]
            own = {name: value for name, value in quote.items() if name not in {"id", "speaker", "spans"}}
            number = self._insert("quotes", row | own)
            for position, span in enumerate(quote["spans"]):
                self._insert("spans", {"quote_id": number, "position": position, **span})

    def _add_speaker(self, speaker: Record, article: int) -> int:
        alone = {name: value for name, value in speaker.items() if name != "members"}
        number = self._insert("speakers", {"article_id": article, **alone})
        for position, member in enumerate(speaker["members"]):
            self._insert("speaker_members", {"speaker_id": number, "position": position, **member})
        return number

    def _add_summary(self, made: Record) -> None:
        together = made.get("articles") or [made["article"]]
        articles = {one["source"]: self._article(one, "sentences", "left_out", "keywords") for one in together}
        first = made["article"]["source"]
        for table in ("sentences", "left_out"):
            for sentence in made.get(table, ()):
                own = {name: value for name, value in sentence.items() if name not in {"source", "parts"}}
                parts = {"parts": json.dumps(sentence["parts"])} if "parts" in sentence else {}
                article = articles[sentence.get("source", first)]
                self._insert(table, {"article_id": article, "method": made["method"], **own, **parts})
        self._insert_all("keywords", made["keywords"], articles[first])

    def _article(self, article: Record, *found: str) -> int:
        """The article's row, new or replaced, with nothing left of it in the tables of what was `found`."""
        row = self._upsert("articles", article | {"number": self._number(article)}, "source", "sha256", "number")
        for table in found:
            self._database.execute(f"DELETE FROM {table} WHERE article_id = ?", (row,))
        return row

    def _number(self, article: Record) -> int:
        """Tells articles of one run apart whose source and text are the same: records of one id; counted from 1."""
        key = {name: article[name] for name in ("source", "sha256")}
        one = key | {"header": json.dumps({name: value for name, value in article.items() if name != "text"})}
        same = "FROM temp.written WHERE source = :source AND sha256 = :sha256"
        self._database.execute("INSERT OR IGNORE INTO temp.written VALUES (:source, :sha256, :header)", one)
        place = f"SELECT rowid {same} AND header = :header"
        return int(self._database.execute(f"SELECT count(*) {same} AND rowid <= ({place})", one).fetchone()[0])

    def _profile_set(self, result: SpeakerProfiles, made: Record) -> int:
        """The row that stands for the articles of all profiles, new or replaced, with no profile left."""
        profiles = [*(profile.utterances for profile in result.profiles), result.unattributed]
        articles = sorted({(one.article.source, one.article.sha256) for each in profiles for one in each})
        counts = {name: made[name] for name in ("articles", "quotes", "words", "unattributed")}
        key = hashlib.sha256(json.dumps(articles).encode("ascii")).hexdigest()
        row = self._upsert("profile_sets", counts | {"articles_sha256": key}, "articles_sha256")
        self._database.execute("DELETE FROM speaker_profiles WHERE set_id = ?", (row,))
        return row

    def _upsert(self, table: str, row: Record, *key: str) -> int:
        """Insert a row, or replace the one of the same key, and tell its number."""
        columns = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        changes = ", ".join(f"{name} = excluded.{name}" for name in row)
        conflict = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
        upsert = f"INSERT INTO {table} ({columns}) VALUES ({values}) {conflict} RETURNING id"
        return int(self._database.execute(upsert, row).fetchone()[0])

    def _insert_all(self, table: str, rows: list[Record], article: int) -> None:
        for row in rows:
            self._insert(table, {"article_id": article, **row})

    def _insert(self, table: str, row: Record) -> int:
        """Insert a row and tell its number."""
        values = _columns(row)
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        number = self._database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", (*values.values(),))
        return number.lastrowid or 0


def _columns(row: Record) -> dict[str, Any]:
    """The fields of an object as columns: those of an object in it under both names, a list as JSON."""
    columns: dict[str, Any] = {}
    for name, value in row.items():
        match value:
            case dict():
                columns |= {f"{name}_{inner}": part for inner, part in value.items()}
            case list():
                columns[name] = json.dumps(value, ensure_ascii=False)
            case _ if value is not None:
                columns[name] = value
    return columns


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
