"""WARC, the format of web archives (ISO 28500): the pages among its records."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pressq.errors import EmptyInputError, InputError, PressqError
from pressq.load.extras import library
from pressq.load.html import read_page
from pressq.load.records import Record

__all__ = ["warc_records"]

_LARGEST = 20 * 1024 * 1024


def warc_records(raw: bytes) -> Iterator[Record]:
    """The web pages that were answered with 200, each named by its address.

    Raises:
        InputError: the archive is damaged before its first page, or holds none.
        MissingExtraError: warcio is not installed.
    """
    iterator = library("warcio.archiveiterator", "warc", "WARC files").ArchiveIterator
    faults = library("warcio.exceptions", "warc", "WARC files").ArchiveLoadFailed
    number = 0
    try:
        for record in iterator(io.BytesIO(raw)):
            kind = (record.http_headers and record.http_headers.get_header("Content-Type")) or ""
            if record.rec_type != "response" or not kind.lower().startswith(("text/html", "application/xhtml")):
                continue
            if record.http_headers.get_statuscode() != "200":
                continue
            number += 1
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield Record(number, _page(record, url), url)
    except (faults, OSError, EOFError, ValueError):
        yield Record(number + 1, InputError("a damaged WARC file: the rest of it is lost"))
        return
    if number == 0:
        raise EmptyInputError("no web pages in this archive")


def _page(record: object, url: str | None):  # type: ignore[no-untyped-def]
    content = record.content_stream().read(_LARGEST + 1)  # type: ignore[attr-defined]
    if len(content) > _LARGEST:
        return InputError(f"larger than {_LARGEST // 1024 // 1024} MB")
    try:
        return read_page(content, url=url)
    except PressqError as error:
        return error
