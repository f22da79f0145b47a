"""One writer for each format: it takes results in order and writes them to a stream."""

from __future__ import annotations

import csv
import json
import textwrap
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TextIO

from pressq.article import Article, QuotesNote
from pressq.errors import PressqError
from pressq.output.printable import escape_json, one_line
from pressq.output.results import COLUMNS, Record, Result, failure, record, rows
from pressq.report.traces import Traces

__all__ = [
    "CsvWriter",
    "JsonLine",
    "JsonLinesWriter",
    "JsonWriter",
    "MarkdownWriter",
    "Writer",
    "json_line_of",
    "to_json",
]

_FORMULA = tuple("=+-@\t\r＝＋－＠")  # full-width ones, too: spreadsheets take them for the same


class Writer(ABC):
    """Writes the results of one command.

    Args:
        stream: where to; text, UTF-8 where it has an encoding.
        kind: the type of all results.
        several: whether more than one result may come.
    """

    def __init__(self, stream: TextIO, kind: type[Result], *, several: bool = False) -> None:
        self.stream = stream
        self.kind = kind
        self.several = several

    @abstractmethod
    def add(self, result: Result) -> None:
        """Write a result."""

    def fail(self, source: str, error: PressqError) -> None:  # noqa: B027 -- most formats have no place for it
        """Write that an input failed, in formats that can hold it."""

    def flush(self) -> None:
        """Flush the stream."""
        self.stream.flush()

    def close(self) -> None:  # noqa: B027 -- most formats need no end
        """Write the end of the output."""


class JsonWriter(Writer):
    """One object, or an array of them where several may come."""

    _before = "[\n"

    def add(self, result: Result) -> None:
        self.stream.write(self._before if self.several else "")
        self.stream.writelines(_json_pieces(result))
        self.stream.write("" if self.several else "\n")
        self._before = ",\n"

    def close(self) -> None:
        if self.several:
            self.stream.write("[]\n" if self._before == "[\n" else "\n]\n")


@dataclass(frozen=True, slots=True)
class JsonLine:
    """A result as a line of JSON, and its notes, which go to standard error."""

    text: str
    notes: tuple[QuotesNote, ...]


class JsonLinesWriter(Writer):
    """One object a line; a worker may have made the line with `json_line_of`."""

    def add(self, result: Result | JsonLine) -> None:
        self.stream.write(result.text if isinstance(result, JsonLine) else _json_line(record(result)))

    def fail(self, source: str, error: PressqError) -> None:
        self.stream.write(_json_line(failure(self.kind, source, error)))


class CsvWriter(Writer):
    """A header and flat rows (RFC 4180), safe to open in a spreadsheet.

    Args:
        stream, kind, several: as for any writer.
        bom: begin with a byte-order mark, without which Excel misreads UTF-8.
    """

    def __init__(self, stream: TextIO, kind: type[Result], *, several: bool = False, bom: bool = False) -> None:
        super().__init__(stream, kind, several=several)
        self._begun = False
        self._bom = bom

    def add(self, result: Result) -> None:
        table = csv.writer(self.stream)
        if not self._begun:
            self.stream.write("\ufeff" if self._bom else "")
            table.writerow(COLUMNS[self.kind])
            self._begun = True
        table.writerows([_cell(value) for value in row] for row in rows(result))


class MarkdownWriter(Writer):
    """A section for each article."""

    _between = ""

    def add(self, result: Result) -> None:
        from pressq.output.markdown_text import markdown

        self.stream.write(self._between + markdown(result, source=self.several))
        self._between = "\n"


def json_line_of(article: Article, job: Callable[[Article], Result]) -> JsonLine:
    """The result of a job as a line for `JsonLinesWriter`: a worker sends that faster than the result."""
    result = job(article)
    return JsonLine(_json_line(record(result)), getattr(result, "notes", ()))


def _json_pieces(result: Result) -> Iterator[str]:
    """The object as JSON; traces one by one, as those of an archive are larger than what they were made of."""
    if not isinstance(result, Traces):
        yield to_json(record(result), indent=2)
        return
    from pressq.output.trace_records import trace_record

    before, after = to_json(record(replace(result, traces=())), indent=2).rsplit("[]", 1)
    yield f"{before}["
    for trace in result.traces:
        between = "" if trace is result.traces[0] else ","
        yield f"{between}\n{textwrap.indent(to_json(trace_record(trace), indent=2), '    ')}"
    yield f"\n  ]{after}" if result.traces else f"]{after}"


def _json_line(value: Record) -> str:
    return to_json(value) + "\n"


def to_json(value: Record, indent: int | None = None) -> str:
    """The object as JSON without hostile characters, on one line or with `indent`."""
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent))


def _cell(value: Any) -> Any:
    """A value for a spreadsheet: on one line, and never a formula (OWASP, CSV injection)."""
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return f"'{text}" if value.startswith(_FORMULA) or text.startswith(_FORMULA) else text
