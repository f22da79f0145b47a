"""WARC, the format of web archives (ISO 28500): the pages among its records."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import Any

from pressq.errors import EmptyInputError, InputError
from pressq.extras import library
from pressq.load.document import Document
from pressq.load.files import Stream
from pressq.load.raw_inputs import Bytes
from pressq.load.read_options import ReadOptions
from pressq.load.records import LARGEST_RECORD, Record, too_large

__all__ = ["Answer", "warc_records"]

_LARGEST_HEAD = 1 << 20
"""Bytes from the end of a record to the content of the next one."""
_STEP = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, and where: a web page."""

    raw: bytes
    url: str | None

    def document(self) -> Document:
        """The article on the page."""
        from pressq.load.html import read_page

        return read_page(Bytes(self.raw, "", url=self.url))


class _HeadLimited:
    """A stream that gives no more than `left` bytes: warcio reads a head to its end, however long that may be."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.left = _LARGEST_HEAD

    def read(self, size: int) -> bytes:
        chunk = self._stream.read(size)
        self.left -= len(chunk)
        if self.left < 0:
            raise ValueError
        return chunk


def warc_records(stream: Stream, _: ReadOptions) -> Iterator[Record]:
    """The web pages that were answered with 200, each named by its address, as they are asked for.

    Raises:
        InputError: the archive holds no pages.
        MissingExtraError: warcio is not installed.
    """
    iterator = library("warcio.archiveiterator", "warc", "WARC files").ArchiveIterator
    faults = library("warcio.exceptions", "warc", "WARC files").ArchiveLoadFailed
    logging.getLogger("warcio").addHandler(logging.NullHandler())  # what it has to say is said by our errors
    reader = _HeadLimited(stream)
    number = 0
    try:
        records = iterator(reader)
        records.INC_RECORD = ""  # what it would write to standard error
        for record in records:
            reader.left = sys.maxsize
            page = _is_page(record)
            number += page
            content = _read(record) if page else b""
            while record.raw_stream.read(_STEP):
                pass
            if record.raw_stream.limit > 0:
                yield Record(number + (not page), InputError("a WARC file that is cut off here"))
                return
            reader.left = _LARGEST_HEAD
            if page:
                url = record.rec_headers.get_header("WARC-Target-URI")
                yield Record(number, _content(content, url), url)
    except (faults, OSError, EOFError, ValueError, AttributeError, OverflowError):  # as warcio fails on what is no head
        yield Record(number + 1, InputError("a damaged WARC file: the rest of it is lost"))
        return
    if number == 0:
        raise EmptyInputError("no web pages in this archive")


def _is_page(record: Any) -> bool:
    kind = (record.http_headers and record.http_headers.get_header("Content-Type")) or ""
    return (
        record.rec_type == "response"
        and kind.lower().startswith(("text/html", "application/xhtml"))
        and record.http_headers.get_statuscode() == "200"
    )


def _read(record: Any) -> bytes | InputError:
    """The content of a record, unpacked where the server packed it; the error where it is damaged."""
    with redirect_stderr(io.StringIO()) as complaints:  # warcio writes them there, and goes on
        content: bytes = record.content_stream().read(LARGEST_RECORD + 1)
    return InputError("a page that is damaged: it cannot be unpacked") if complaints.getvalue() else content


def _content(raw: bytes | InputError, url: str | None) -> Answer | InputError:
    if isinstance(raw, InputError):
        return raw
    if len(raw) > LARGEST_RECORD:
        return too_large()
    if not raw or raw.isspace():
        return EmptyInputError("there is no text in it")
    return Answer(raw, url)
