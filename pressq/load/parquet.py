"""Parquet: tables with an article a row, read a few rows at a time, by a process of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from os import SEEK_END
from tempfile import TemporaryFile
from typing import IO, Any

from pressq.errors import InputError
from pressq.extras import library
from pressq.load.files import Stream
from pressq.load.read_options import ReadOptions
from pressq.load.reader_process import records_in
from pressq.load.records import LARGEST_RECORD, Record, needed, record, too_large
from pressq.load.unpack import refuse_bomb

__all__ = ["parquet_records", "rows"]

_READER = "pressq.load.parquet:rows"
_ROWS = 64  # at a time, and fewer where they are long
_BYTES = 16 << 20  # of these rows together
_BUFFER = 1 << 20  # bytes of a column at a time, however large the row groups are


def parquet_records(stream: Stream, options: ReadOptions) -> Iterator[Record]:
    """Stream the rows of a table; only the columns that records need are read.

    A Parquet file is read from its end, so what is no file is copied to the disk first.

    Raises:
        InputError: the file is damaged.
        MissingExtraError: pyarrow is not installed.
    """
    library("pyarrow", "parquet", "Parquet files")
    if stream.file is not None:
        yield from records_in(stream.file, _READER, options)
        return
    with TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        yield from records_in(copy, _READER, options)


def rows(file: IO[bytes], options: ReadOptions) -> Iterator[Record]:
    """The same, of a file and in this process."""
    import pyarrow
    from pyarrow import parquet

    number, reported = 0, None
    size = file.seek(0, SEEK_END)
    try:
        schema = parquet.read_schema(file)
        names = schema.names
        needed_names = needed(names, options)
        # One value may stand in many rows: it is unpacked once, and not once a row.
        texts = [name for name in needed_names if pyarrow.types.is_string(schema.field(name).type)]
        table = parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False, read_dictionary=texts)
        for batch in table.iter_batches(_rows_at_a_time(table.metadata, size), columns=needed_names):
            columns = _dates_as_text(batch)
            for index in range(batch.num_rows):
                number += 1
                text = _too_large(columns, index)
                if text is None:
                    yield _record(number, dict.fromkeys(names), columns, index, options)
                elif reported is None or not text.equals(reported):  # once for all rows that repeat it
                    reported = text
                    yield Record(number, too_large())
    except (pyarrow.ArrowException, OSError, ValueError):
        yield Record(number + 1, InputError("a damaged Parquet file: the rest of it is lost"))


def _rows_at_a_time(metadata: Any, size: int) -> int:
    """How many rows of a file of `size` bytes may be unpacked together.

    Groups of rows are asked, not their columns: where those are damaged, pyarrow ends the process that asks.

    Raises:
        InputError: a group of rows unpacks to more than 256 MB and 250 times the size of the file.
    """
    longest = 1
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        refuse_bomb(group.total_byte_size, size)
        longest = max(longest, group.total_byte_size // max(1, group.num_rows))
    return max(1, min(_ROWS, _BYTES // longest))


def _record(number: int, value: dict[str, Any], columns: Any, index: int, options: ReadOptions) -> Record:
    for name, column in zip(columns.schema.names, columns.columns, strict=True):
        try:
            value[name] = column[index].as_py()
        except (ArithmeticError, ValueError):  # a date in the year 292,277, half a character
            return Record(number, InputError(f"its field {name!r} cannot be read"))
    return record(number, value, options)


def _too_large(columns: Any, index: int) -> Any:
    """The text of a row that is beyond what a record may have, of those that stand once for many rows, or None."""
    for column in columns.columns:
        if hasattr(column, "dictionary") and column[index].is_valid:
            text = column[index].value.as_buffer()
            if len(text) > LARGEST_RECORD:
                return text
    return None


def _dates_as_text(batch: Any) -> Any:
    import pyarrow

    for number, field in enumerate(batch.schema):
        if pyarrow.types.is_date(field.type) or pyarrow.types.is_timestamp(field.type):
            batch = batch.set_column(number, field.name, batch.column(number).cast(pyarrow.string()))
    return batch
