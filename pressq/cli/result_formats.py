"""The formats of results: their names and file extensions, the commands that write them, and their writers."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressq.article import Article, Quotes, Summary
from pressq.errors import UsageError
from pressq.report.speaker_profiles import SpeakerProfiles
from pressq.report.traces import Traces
from pressq.report.verification import Verification

if TYPE_CHECKING:  # what is not needed for --version and --help is imported where it is used
    from pressq.output.results import Result
    from pressq.output.writers import Writer

__all__ = ["EXTENSIONS", "FORMATS", "Format", "can_write", "check_format", "format_help", "format_of_name", "writer_of"]


class Format(StrEnum):
    """A format of results."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    HTML = "html"
    PARQUET = "parquet"
    XLSX = "xlsx"
    SQLITE = "sqlite"
    ANNOTATIONS = "annotations"


EXTENSIONS = {
    ".txt": Format.TABLE,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".md": Format.MD,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".parquet": Format.PARQUET,
    ".xlsx": Format.XLSX,
    ".db": Format.SQLITE,
    ".sqlite": Format.SQLITE,
    ".sqlite3": Format.SQLITE,
    ".jsonld": Format.ANNOTATIONS,
}
_ALL = tuple(Format)
_NO_PAGE = tuple(form for form in Format if form not in {Format.HTML, Format.ANNOTATIONS})
_NO_TABLES = tuple(form for form in _NO_PAGE if form not in {Format.XLSX, Format.SQLITE})

FORMATS: dict[str, tuple[Format, ...]] = {
    "summarize": _ALL,
    "quotes": _ALL,
    "speakers": _NO_PAGE,
    "text": _NO_PAGE,
    "verify": _NO_TABLES,
    "trace": _NO_TABLES,
    "report": (Format.HTML,),
}
"""The formats that each command writes."""

_COMMAND_OF: dict[type[Any], str] = {
    Article: "text",
    Quotes: "quotes",
    Summary: "summarize",
    SpeakerProfiles: "speakers",
    Verification: "verify",
    Traces: "trace",
}
_NEED_A_FILE = frozenset({Format.PARQUET, Format.XLSX, Format.SQLITE})


def format_of_name(path: str | None) -> Format:
    """The format for the extension of an output; a table for standard output and names without an extension.

    Raises:
        UsageError: no format has this extension.
    """
    extension = os.path.splitext(path or "")[1].lower()
    if not extension or (path is not None and os.path.exists(path) and not os.path.isfile(path)):
        return Format.TABLE
    if extension not in EXTENSIONS:
        raise UsageError(f"{path}: unknown format: {extension}", f"use {', '.join(EXTENSIONS)}, or --format")
    return EXTENSIONS[extension]


def can_write(form: Format, command: str, output: str | None) -> bool:
    """Whether a command writes this format, and to this output."""
    return form in FORMATS[command] and not (form in _NEED_A_FILE and output in {None, "-"})


def format_help(command: str) -> str:
    """The help of a command's `--format`: the formats that it writes."""
    if command == "report":
        return "html, the only format."
    return (
        f"{', '.join(FORMATS[command])} [default: from the -o extension, else table]. json is one object for one FILE, "
        "an array for several; jsonl is one object per line, for pipes."
    )


def check_format(form: Format, kind: type[Result], output: str | None) -> None:
    """Check that results of this type can be written in this format to this output.

    Raises:
        UsageError: they cannot be.
    """
    if form in _NEED_A_FILE and output in {None, "-"}:
        raise UsageError(f"--format {form} needs -o FILE")
    command = _COMMAND_OF[kind]
    if form not in FORMATS[command]:
        others = " and ".join(name for name in _COMMAND_OF.values() if form in FORMATS[name])
        raise UsageError(f"--format {form} is for {others}", f"pressq {command} writes {', '.join(FORMATS[command])}")


def writer_of(
    form: Format,
    outlet: Any,
    kind: type[Result],
    *,
    several: bool,
    hidden: bool = False,
    bom: bool = False,
) -> Writer:
    """The writer of a format.

    Args:
        outlet: where it writes: a text stream, a database for SQLite, or the path of a folder of pages.
        kind, several: as for any writer.
        hidden, bom: of a table and of CSV.
    """
    if form is Format.SQLITE:
        from pressq.output.sqlite import SqliteWriter

        return SqliteWriter(outlet, kind)
    if isinstance(outlet, Path):
        from pressq.output.page import FolderWriter

        return FolderWriter(outlet, kind)
    if form is Format.TABLE:
        from pressq.display import TableWriter

        return TableWriter(outlet, kind, several=several, hidden=hidden)
    if form is Format.CSV:
        from pressq.output.writers import CsvWriter

        return CsvWriter(outlet, kind, several=several, bom=bom)
    return _writer_type(form)(outlet, kind, several=several)


def _writer_type(form: Format) -> type[Writer]:
    match form:
        case Format.PARQUET:
            from pressq.output.parquet_writer import ParquetWriter

            return ParquetWriter
        case Format.XLSX:
            from pressq.output.workbook import WorkbookWriter

            return WorkbookWriter
        case Format.HTML:
            from pressq.output.page import HtmlWriter

            return HtmlWriter
        case Format.ANNOTATIONS:
            from pressq.output.web_annotations import AnnotationWriter

            return AnnotationWriter
    from pressq.output.writers import JsonLinesWriter, JsonWriter, MarkdownWriter

    plain: dict[Format, type[Writer]] = {
        Format.JSON: JsonWriter,
        Format.JSONL: JsonLinesWriter,
        Format.MD: MarkdownWriter,
    }
    return plain[form]
