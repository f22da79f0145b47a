"""SQLite, for Datasette, DuckDB and SQL: articles, people and quotations in tables that refer to each other.

A database is added to. An article is identified by its source and the SHA-256 of its text: a later run replaces the
results of the same command for it and keeps the rest. `text` adds the text that all offsets refer to. A person is a row
of `people`, and of `appearances` in each article; the view `quotations` joins them with the words.
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

from pressq.article import Article, Passage, Quote, Quotes, Speaker, Summary
from pressq.errors import OutputError, UsageError
from pressq.output.fields import properties_of
from pressq.output.printable import without_surrogates
from pressq.output.results import COLUMNS, Record, Result, record, rows
from pressq.output.safe_files import refuse_link
from pressq.output.writers import Writer
from pressq.report.speaker_profiles import SpeakerProfiles, merged, person_keys
from pressq.report.traces import ArticleMetadata

__all__ = ["SqliteWriter", "database"]

_OF_ARTICLE = "article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE"
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "string": "TEXT", "array": "TEXT"}


def _columns(properties: Record, *without: str) -> str:
    """Columns of fields from their JSON Schema: those of an object have both names, a list is JSON."""
    lines = []
    for name, value in properties.items():
        if name in without:
            continue
        required = " NOT NULL" if {"type": "null"} not in value.get("anyOf", ()) else ""
        value = value["anyOf"][0] if "anyOf" in value else value
        inner = _PASSAGE if "$ref" in value else value.get("properties", {})
        lines += [f'"{name}_{part}" {_TYPES[kind["type"]]}' for part, kind in inner.items()]
        if not inner:
            lines.append(f'"{name}" {_TYPES[value.get("type", "string")]}{required}')
    return ",\n    ".join(lines)


_PASSAGE = properties_of(Passage, {})
_SPEAKER = properties_of(Speaker, {}, inside=True)
_QUOTE = properties_of(Quote, {Speaker: "speaker", Passage: "passage"})

_ARTICLES = f"""
CREATE TABLE IF NOT EXISTS articles (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    {_columns(properties_of(ArticleMetadata, {}))},
    text TEXT,
    notes TEXT,
    UNIQUE (source, sha256, number)
);
CREATE INDEX IF NOT EXISTS articles_published ON articles (published);
"""

_SENTENCE = f"""(
    id INTEGER PRIMARY KEY,
    {_OF_ARTICLE},
    method TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
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
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT,
    pronoun TEXT
);
CREATE TABLE IF NOT EXISTS appearances (
    id INTEGER PRIMARY KEY,
    {_OF_ARTICLE},
    person_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
    {_columns(_SPEAKER)}
);
CREATE INDEX IF NOT EXISTS appearances_article ON appearances (article_id);
CREATE INDEX IF NOT EXISTS appearances_person ON appearances (person_id);
CREATE INDEX IF NOT EXISTS appearances_key ON appearances (key);
CREATE TABLE IF NOT EXISTS quotes (
    id INTEGER PRIMARY KEY,
    {_OF_ARTICLE},
    number INTEGER NOT NULL,
    {_columns(_QUOTE, "id", "speaker", "spans")},
    UNIQUE (article_id, number)
);
CREATE TABLE IF NOT EXISTS quote_speakers (
    quote_id INTEGER NOT NULL REFERENCES quotes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    appearance_id INTEGER NOT NULL REFERENCES appearances (id) ON DELETE CASCADE,
    PRIMARY KEY (quote_id, position)
);
CREATE INDEX IF NOT EXISTS quote_speakers_appearance ON quote_speakers (appearance_id);
CREATE TABLE IF NOT EXISTS spans (
    quote_id INTEGER NOT NULL REFERENCES quotes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quoted INTEGER NOT NULL,
    PRIMARY KEY (quote_id, position)
);
CREATE VIEW IF NOT EXISTS quotations AS
SELECT
    people.name AS speaker, appearances.role AS role, quotes.quoted AS words, quotes.kind AS kind,
    quotes.polarity AS polarity, quotes.cue_text AS cue, quotes.confidence AS confidence, quotes.speech AS speech,
    articles.title AS title, articles.published AS published, articles.publisher AS publisher, articles.url AS url,
    articles.source AS source, quotes.paragraph AS paragraph, quotes.sentence_text AS sentence,
    people.key AS speaker_key, articles.sha256 AS sha256, quotes.number AS number,
    quotes.id AS quote_id, quotes.article_id AS article_id, people.id AS person_id
FROM quotes
JOIN articles ON articles.id = quotes.article_id
LEFT JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
LEFT JOIN appearances ON appearances.id = quote_speakers.appearance_id
LEFT JOIN people ON people.id = appearances.person_id;
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
    aliases TEXT NOT NULL,
    pronoun TEXT,
    key TEXT NOT NULL,
    articles INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    words INTEGER NOT NULL,
    share REAL NOT NULL,
    first_source TEXT NOT NULL,
    first_start INTEGER NOT NULL,
    last_source TEXT NOT NULL,
    last_start INTEGER NOT NULL,
    median_words INTEGER NOT NULL,
    median_text TEXT NOT NULL,
    example TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS speaker_profiles_set ON speaker_profiles (set_id);
CREATE INDEX IF NOT EXISTS speaker_profiles_key ON speaker_profiles (key);
""",
}


@contextmanager
def database(path: str) -> Iterator[sqlite3.Connection]:
    """The database `path`, in a transaction: all that the block writes is there at its end, or, if it raises, nothing.

    Raises:
        OutputError: `path` cannot be written.
        UsageError: `path` is no database, has another name, or another run is writing it.
        OSError: the disk is full, or fails.
    """
    refuse_link(path)
    if os.path.isfile(path) and os.stat(path).st_nlink > 1:
        raise UsageError(f"-o {path}: this file has a second name (a hard link), and both would change")
    is_new = not os.path.exists(path)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if not os.path.getsize(path):  # nothing came of it
                    os.unlink(path)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            if is_new and os.path.exists(path) and not os.path.getsize(path):  # it could not even begin
                os.unlink(path)
            raise OSError(errno.EIO, f"{path}: {error}") from error
        wrong = UsageError if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY} else OutputError
        raise wrong(f"{path}: cannot be written: {error}") from error


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
        self._kind = kind
        self._tables = _TABLES[kind]
        # A table, and no set: ten million articles would fill the memory.
        columns = "source, sha256, header"
        self._database.execute(f"CREATE TEMP TABLE written ({columns}, PRIMARY KEY ({columns}))")
        self._database.execute("CREATE TEMP TABLE keys (key TEXT PRIMARY KEY)")

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
                for row in rows(result):
                    profile = dict(zip(COLUMNS[SpeakerProfiles], row, strict=True))
                    self._insert("speaker_profiles", {"set_id": profile_set, **without_surrogates(profile)})

    def flush(self) -> None:
        """Nothing is seen of it before the transaction ends."""

    def _make_tables(self) -> None:
        if self._tables:
            _check_columns(self._database, self._tables)
        for statement in _statements(self._tables):
            self._database.execute(statement)
        self._tables = ""

    def close(self) -> None:
        if self._kind is Quotes and not self._tables:
            self._name_people()

    def _add_quotes(self, made: Record) -> None:
        article = self._article(made["article"] | {"notes": json.dumps(made["notes"])}, "quotes", "appearances")
        appearances: dict[str, int] = {}
        for quote in made["quotes"]:
            own = {name: value for name, value in quote.items() if name not in {"id", "speaker", "spans"}}
            number = self._insert("quotes", {"article_id": article, "number": quote["id"], **own})
            for position, span in enumerate(quote["spans"]):
                self._insert("spans", {"quote_id": number, "position": position, **span})
            for position, speaker in enumerate(_individuals(quote["speaker"])):
                stated = json.dumps(speaker)
                if stated not in appearances:
                    appearances[stated] = self._insert("appearances", {"article_id": article, **speaker})
                    self._database.execute("INSERT OR IGNORE INTO temp.keys VALUES (?)", (speaker["key"],))
                link = {"quote_id": number, "position": position, "appearance_id": appearances[stated]}
                self._insert("quote_speakers", link)

    def _name_people(self) -> None:
        """Set who each new appearance is, as `person_keys` decides over all articles of the database."""
        for (key,) in self._database.execute("SELECT key FROM temp.keys").fetchall():
            question = "SELECT id, name, kind, role, pronoun FROM appearances WHERE key = ?"
            found = self._database.execute(question, (key,)).fetchall()
            speakers = [Speaker(name, kind, role, (), pronoun, key) for _, name, kind, role, pronoun in found]
            groups: dict[str, list[tuple[int, Speaker]]] = {}
            for person, (number, *_), speaker in zip(person_keys(speakers), found, speakers, strict=True):
                groups.setdefault(person, []).append((number, speaker))
            for person, group in groups.items():
                whole = merged([speaker for _, speaker in group])
                row = {name: getattr(whole, name) for name in ("name", "kind", "role", "pronoun")}
                number = self._upsert("people", {"key": person, **row}, "key")
                values = [(number, appearance) for appearance, _ in group]
                self._database.executemany("UPDATE appearances SET person_id = ? WHERE id = ?", values)
        self._database.execute("DELETE FROM people WHERE id NOT IN (SELECT person_id FROM appearances)")

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
        """The number, from 1, among the articles of a run with the same source and text."""
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
        """Insert a row, or replace the one of the same key; returns its number."""
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
        """Insert a row; returns its number."""
        values = _cells(row)
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        number = self._database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", (*values.values(),))
        return number.lastrowid or 0


def _individuals(speaker: Record | None) -> list[Record]:
    """Each of those who speak together, without the list of members."""
    if speaker is None:
        return []
    return speaker["members"] or [{name: value for name, value in speaker.items() if name != "members"}]


def _cells(row: Record) -> dict[str, Any]:
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


def _check_columns(connection: sqlite3.Connection, script: str) -> None:
    """Check that tables that are there have the columns of the script.

    Raises:
        UsageError: an older version of pressq made them.
    """

    def columns_of(base: sqlite3.Connection, table: str) -> set[str]:
        return {name for (name,) in base.execute("SELECT name FROM pragma_table_info(?)", (table,))}

    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(script)
        for (table,) in fresh.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall():
            found = columns_of(connection, table)
            if found and (missing := columns_of(fresh, table) - found):
                problem = f"its table {table} has no column {min(missing)}: another version of pressq made it"
                raise UsageError(f"the database cannot be added to: {problem}", "-o NEW.db writes a new one")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
