"""Input formats: how each is detected, and which function reads it.

The content decides first, then the name. A new format is an entry in `FORMATS` and a reader.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from pressq.errors import InputError
from pressq.load.document import Document

if TYPE_CHECKING:
    from pressq.load.files import Stream
    from pressq.load.raw_inputs import Bytes
    from pressq.load.read_options import ReadOptions
    from pressq.load.records import Record

__all__ = ["CSV", "FORMATS", "TEXT", "InputFormat", "endings", "format_of", "promised", "read_document", "read_records"]

_SEEN = 2048
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|main|article|section|div|header|h[1-6]|p|table|blockquote)\b[^<]*>",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    r"(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>\[]*>\s*)*<(?:rss\b|rdf:RDF\b|(?:\w+:)?feed\b[^>]*/Atom\b)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_FIELD = re.compile(rb"[!-9;-~]+:[ \t]?")
_SURELY_MAIL = re.compile(rb"^(?:mime-version|message-id|received|return-path|delivered-to|x-mailer):", re.I | re.M)
_RECORD = re.compile(r'(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.)*"\s*:|\[\s*\]')


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFormat:
    """A format that can be read.

    Attributes:
        reader: the function that reads it, as "module:function". It makes a `Document` of `Bytes`; where a file may
            hold `several` articles it yields `Record`s of a `Stream`, read as `ReadOptions` say.
        endings: extensions of its files.
        media_types: its MIME types.
        begins: whether a file with these first bytes has the format; None if they do not show it.
        looks_like_text: whether its content may look like plain text, so that the name or the MIME type decides.
        several: whether a file may hold several articles.
    """

    reader: str
    endings: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    begins: Callable[[bytes], bool] | None = None
    looks_like_text: bool = False
    several: bool = False


def _office(kind: str) -> Callable[[bytes], bool]:
    def begins(raw: bytes) -> bool:
        if not raw.startswith(_ZIP):
            return False
        from pressq.load.word import office_kind

        return office_kind(raw) == kind

    return begins


def _head(raw: bytes) -> str:
    seen = raw[:_SEEN]
    wide = seen.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return seen.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff \t\r\n\f")


def _is_mail(head: bytes) -> bool:
    """Whether `head` is that of an e-mail: it begins with fields, and one of them is used in e-mails only."""
    fields = head.lstrip(b"\r\n").replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    return _MAIL_FIELD.match(fields) is not None and _SURELY_MAIL.search(fields) is not None


TEXT = InputFormat(reader="pressq.load.plain:read_plain", endings=(".txt", ".text"), looks_like_text=True)
CSV = InputFormat(
    reader="pressq.load.records:csv_records",
    endings=(".csv", ".tsv"),
    media_types=("text/csv",),
    looks_like_text=True,
    several=True,
)
FORMATS = (
    TEXT,
    InputFormat(
        reader="pressq.load.feed:feed_records",
        endings=(".rss", ".atom"),
        media_types=("application/rss+xml", "application/atom+xml"),
        begins=lambda raw: _FEED.match(_head(raw)) is not None,
        looks_like_text=True,
        several=True,
    ),
    InputFormat(
        reader="pressq.load.html:read_page",
        endings=(".html", ".htm", ".xhtml"),
        media_types=("text/html", "application/xhtml+xml"),
        begins=lambda raw: _PAGE.match(_head(raw)) is not None,
        looks_like_text=True,
    ),
    InputFormat(
        reader="pressq.load.markdown:read_markdown",
        endings=(".md", ".markdown"),
        media_types=("text/markdown",),
        looks_like_text=True,
    ),
    InputFormat(
        reader="pressq.load.pdf:read_pdf",
        endings=(".pdf",),
        begins=lambda raw: raw[:_SEEN].lstrip().startswith(b"%PDF-"),
    ),
    InputFormat(reader="pressq.load.word:read_docx", endings=(".docx",), begins=_office("docx")),
    InputFormat(reader="pressq.load.word:read_odt", endings=(".odt",), begins=_office("odt")),
    InputFormat(reader="pressq.load.rtf:read_rtf", endings=(".rtf",), begins=lambda raw: raw.startswith(b"{\\rtf")),
    InputFormat(
        reader="pressq.load.mail:read_mail",
        endings=(".eml", ".mht", ".mhtml"),
        media_types=("message/rfc822",),
        begins=lambda raw: _is_mail(raw[: 16 * _SEEN]),
        looks_like_text=True,
    ),
    InputFormat(
        reader="pressq.load.records:json_records",
        endings=(".json", ".jsonl", ".ndjson"),
        media_types=("application/json", "application/x-ndjson", "application/jsonl"),
        begins=lambda raw: _RECORD.match(_head(raw)) is not None,
        looks_like_text=True,
        several=True,
    ),
    CSV,
    InputFormat(
        reader="pressq.load.parquet:parquet_records",
        endings=(".parquet",),
        begins=lambda raw: raw.startswith(b"PAR1"),
        several=True,
    ),
    InputFormat(
        reader="pressq.load.warc:warc_records",
        endings=(".warc",),
        begins=lambda raw: raw.startswith(b"WARC/"),
        several=True,
    ),
)
"""All formats that can be read."""

_REFUSED = {
    _ZIP: ("a zip archive, not a document", "unpack it and name the folder"),
    _OLE: ("an encrypted document, or one of an old Office", "save it without password as .docx"),
}


def format_of(raw: bytes, name: str, content_type: str | None = None) -> InputFormat:
    """Detect the format of `raw`; the default is text.

    Args:
        raw: the file.
        name: its path or address, without the extension of compression.
        content_type: the MIME type that the server declares, without parameters.

    Raises:
        InputError: the format is known but not supported.
    """
    for form in FORMATS:
        if form.begins is not None and form.begins(raw):
            return form
    for magic, (message, hint) in _REFUSED.items():
        if raw.startswith(magic):
            raise InputError(message, hint)
    named = promised(name) or next((form for form in FORMATS if content_type in form.media_types), TEXT)
    return named if named.looks_like_text else TEXT


def promised(name: str) -> InputFormat | None:
    """The format that the extension of a path or address stands for."""
    ending = PurePath(name).suffix.lower()
    return next((form for form in FORMATS if ending in form.endings), None)


def endings() -> tuple[str, ...]:
    """The extensions of all formats."""
    return tuple(ending for form in FORMATS for ending in form.endings)


def read_document(content: Bytes, form: InputFormat) -> Document:
    """Read a file of one article.

    Raises:
        InputError: it cannot be read.
        MissingExtraError: a library for the format is not installed.
        UsageError: there is no such encoding.
    """
    document: Document = _reader(form)(content)
    return document


def read_records(stream: Stream, form: InputFormat, options: ReadOptions) -> Iterator[Record]:
    """Stream the records of a file of several articles.

    Raises:
        InputError: the file cannot be read, or not to its end.
        MissingExtraError: a library for the format is not installed.
        UsageError: there is no such encoding.
    """
    records: Iterator[Record] = _reader(form)(stream, options)
    return records


def _reader(form: InputFormat) -> Callable[..., Any]:
    module, _, function = form.reader.partition(":")
    reader: Callable[..., Any] = getattr(import_module(module), function)
    return reader
