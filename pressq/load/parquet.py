"""Parquet: tables with an article a row, read a few rows at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from pressq.errors import InputError
from pressq.extras import library
from pressq.load.files import Stream
from pressq.load.records import Fields, Record, needed, record

__all__ = ["parquet_records"]

_ROWS = 64  # at a time
_BUFFER = 1 << 20  # bytes of a column at a time, however large the row groups are


def parquet_records(stream: Stream, fields: Fields) -> Iterator[Record]:
    """The rows of a table, as they are asked for; only columns that records are made of are read.

    The way through a Parquet file begins at its end: what can be read only once is copied to the disk first.

    Raises:
        InputError: the file is damaged.
        MissingExtraError: pyarrow is not installed.
    """
    library("pyarrow", "parquet", "Parquet files")
    if stream.seekable():
        yield from _rows(stream.raw, fields)
        return
    with TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        yield from _rows(copy, fields)


def _rows(file: Any, fields: Fields) -> Iterator[Record]:
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        table = parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        names = table.schema_arrow.names
        for batch in table.iter_batches(_ROWS, columns=needed(names, fields)):
            for row in _dates_as_text(batch).to_pylist():
                number += 1
                yield record(number, dict.fromkeys(names) | row, fields)
    except (pyarrow.ArrowException, OSError, ValueError):
        yield Record(number + 1, InputError("a damaged Parquet file: the rest of it is lost"))


def _dates_as_text(batch: Any) -> Any:
    import pyarrow

    for number, field in enumerate(batch.schema):
        if pyarrow.types.is_date(field.type) or pyarrow.types.is_timestamp(field.type):
            batch = batch.set_column(number, field.name, batch.column(number).cast(pyarrow.string()))
    return batch
