"""Parquet, for DuckDB, pandas, Spark: a row a quotation, sentence, article or speaker."""

from __future__ import annotations

import io
from datetime import date
from typing import Any, TextIO

from pressq.article import Article, Quotes, Summary
from pressq.extras import library
from pressq.output.printable import without_surrogates
from pressq.output.results import OUTPUTS, Record, Result, record
from pressq.output.schema import schema
from pressq.output.writers import Writer
from pressq.report.speaker_profiles import SpeakerProfiles
from pressq.report.traces import Traces
from pressq.report.verification import Verification

__all__ = ["ParquetWriter"]

_ROW_GROUP = 1 << 24
"""Bytes of rows that are held before they are written."""

_BATCHES = 256
"""Batches of rows that are held before they are made one: a small one takes many times what its values do."""

_ROWS: dict[type[Result], tuple[tuple[str, ...], str | None]] = {
    Article: (("article", "text", "blocks"), None),
    Quotes: (("article",), "quotes"),
    Summary: (("article", "method"), "sentences"),
    SpeakerProfiles: ((), "speakers"),
    Verification: (("article",), "checks"),
    Traces: ((), "traces"),
}
"""The fields of a JSON object that each of its rows has, and the list of the rows; None for one row."""


class ParquetWriter(Writer):
    """A table with the names, the nesting and the values of the JSON. Its types do not depend on the values.

    A row's `article` is the one that the sentence stands in, also where several are summarised together. Dates are
    dates: `published` needs no cast to be grouped by month. An article without quotations has no row. Rows are written
    in groups as they come; the file can be read when all are.

    Args:
        stream: a text stream; its bytes (`buffer`) are written.
        kind, several: as for any writer.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """

    def __init__(self, stream: TextIO, kind: type[Result], *, several: bool = False) -> None:
        super().__init__(stream, kind, several=several)
        self._arrow = library("pyarrow", "parquet", "Parquet files")
        self._parquet = library("pyarrow.parquet", "parquet", "Parquet files")
        self._schema = self._arrow.schema(self._columns())
        self._batches: list[Any] = []
        self._held = 0  # bytes of them
        self._encoded = io.BytesIO()  # pyarrow ends a file that is given up, too: that must not go to the stream
        self._table: Any = None

    def add(self, result: Result) -> None:
        rows = _rows(result)
        if rows:
            self._batches.append(self._batch(rows))
            self._held += self._batches[-1].nbytes
        if len(self._batches) > _BATCHES:
            self._batches = self._arrow.Table.from_batches(self._batches).combine_chunks().to_batches()
        if self._held >= _ROW_GROUP:
            self._write_group()

    def close(self) -> None:
        self._write_group()
        self._table.close()
        self._hand_on()

    def _batch(self, rows: list[Record]) -> Any:
        try:
            return self._arrow.RecordBatch.from_pylist(rows, self._schema)
        except UnicodeEncodeError:  # Parquet's text is UTF-8, which has no lone surrogates
            return self._arrow.RecordBatch.from_pylist(without_surrogates(rows), self._schema)

    def _write_group(self) -> None:
        if self._table is None:
            self._table = self._parquet.ParquetWriter(self._encoded, self._schema, compression="zstd")
        if self._batches:
            rows = self._arrow.Table.from_batches(self._batches)
            self._table.write_table(rows, row_group_size=rows.num_rows)
            self._batches, self._held = [], 0
        self._hand_on()

    def _hand_on(self) -> None:
        """Write what is encoded so far to the stream."""
        self.stream.buffer.write(self._encoded.getvalue())
        self._encoded.seek(0)
        self._encoded.truncate()

    def _columns(self) -> list[tuple[str, Any]]:
        """The names and Arrow types of the columns, as the JSON Schema has them."""
        described = schema(OUTPUTS[self.kind])
        top = described["anyOf"][0]["properties"]
        shared, listed = _ROWS[self.kind]
        columns = {name: top[name] for name in shared}
        if listed:
            columns |= _resolved(top[listed]["items"], described["$defs"])["properties"]
        return [(name, self._type(value, described["$defs"])) for name, value in columns.items()]

    def _type(self, value: Record, definitions: Record) -> Any:
        """The Arrow type of values that a part of a JSON Schema allows; every column may have nulls."""
        arrow = self._arrow
        value = _resolved(value, definitions)
        if value.get("format") == "date":
            return arrow.date32()
        match value.get("type", "string"):  # an enumeration has no type: all are of text
            case "integer":
                return arrow.int64()
            case "number":
                return arrow.float64()
            case "boolean":
                return arrow.bool_()
            case "array":
                return arrow.list_(self._type(value["items"], definitions))
            case "object" if "properties" in value:
                inner = value["properties"].items()
                return arrow.struct([(name, self._type(part, definitions)) for name, part in inner])
            case "object":
                return arrow.map_(arrow.string(), self._type(value["additionalProperties"], definitions))
            case _:
                return arrow.string()


def _resolved(value: Record, definitions: Record) -> Record:
    """A part of a JSON Schema itself, where it is a reference or may also be null."""
    while "$ref" in value or "anyOf" in value:
        value = value["anyOf"][0] if "anyOf" in value else definitions[value["$ref"].rpartition("/")[2]]
    return value


def _rows(result: Result) -> list[Record]:
    made = record(result)
    if isinstance(result, SpeakerProfiles):
        return [_dated(speaker, "first", "last", "median", "example") for speaker in made["speakers"]]
    if isinstance(result, Traces):
        for trace in made["traces"]:
            trace["occurrences"] = [_dated(one, "article") for one in trace["occurrences"]]
        return [_dated(trace, "first") for trace in made["traces"]]
    shared, listed = _ROWS[type(result)]
    row = _dated({name: made[name] for name in shared}, "article")
    if listed is None:
        return [row]
    rows = [row | item for item in made[listed]]
    if "articles" in made:
        articles = {article["source"]: _dated({"article": article}, "article") for article in made["articles"]}
        rows = [row | articles[row["source"]] for row in rows]
    return rows


def _dated(row: Record, *places: str) -> Record:
    """The row with the dates in these fields as values."""
    return row | {name: row[name] | {"published": _date(row[name]["published"])} for name in places}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
