"""WARC, the format of web archives (ISO 28500): the pages among its records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pressq.errors import EmptyInputError, InputError
from pressq.extras import library
from pressq.load.document import Document
from pressq.load.files import Stream
from pressq.load.records import LARGEST_RECORD, Record

__all__ = ["Answer", "warc_records"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, and where: a web page."""

    raw: bytes
    url: str | None

    def document(self) -> Document:
        """The article on the page."""
        from pressq.load.html import read_page

        return read_page(self.raw, url=self.url)


def warc_records(stream: Stream) -> Iterator[Record]:
    """The web pages that were answered with 200, each named by its address, as they are asked for.

    Raises:
        InputError: the archive holds no pages.
        MissingExtraError: warcio is not installed.
    """
    iterator = library("warcio.archiveiterator", "warc", "WARC files").ArchiveIterator
    faults = library("warcio.exceptions", "warc", "WARC files").ArchiveLoadFailed
    number = 0
    try:
        for record in iterator(stream):
            kind = (record.http_headers and record.http_headers.get_header("Content-Type")) or ""
            if record.rec_type != "response" or not kind.lower().startswith(("text/html", "application/xhtml")):
                continue
            if record.http_headers.get_statuscode() != "200":
                continue
            number += 1
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield Record(number, _content(record.content_stream().read(LARGEST_RECORD + 1), url), url)
    except (faults, OSError, EOFError, ValueError):
        yield Record(number + 1, InputError("a damaged WARC file: the rest of it is lost"))
        return
    if number == 0:
        raise EmptyInputError("no web pages in this archive")


def _content(raw: bytes, url: str | None) -> Answer | InputError:
    if len(raw) > LARGEST_RECORD:
        return InputError(f"larger than {LARGEST_RECORD // 1024 // 1024} MB")
    if not raw or raw.isspace():
        return EmptyInputError("there is no text in it")
    return Answer(raw, url)
