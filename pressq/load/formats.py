"""Which format a file is written in, told by its content first and by its name where the content does not tell."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from pressq.errors import InputError
from pressq.load.decode import decode, decode_as_told, decoded
from pressq.load.document import Document, Part
from pressq.load.mail import is_mail

if TYPE_CHECKING:
    from pressq.load.files import Stream
    from pressq.load.records import Fields, Record

__all__ = ["EXTENSIONS", "RECORDS", "Format", "format_of", "promised", "read_document", "read_records"]

Format = Literal["text", "html", "md", "pdf", "docx", "odt", "rtf", "eml", "json", "csv", "parquet", "warc"]
"""The formats that are told from each other."""

RECORDS: frozenset[Format] = frozenset({"json", "csv", "parquet", "warc"})
"""Those that may hold several articles."""

EXTENSIONS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "md",
    ".markdown": "md",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".eml": "eml",
    ".mht": "eml",
    ".mhtml": "eml",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
}
"""What a name ends with, and the format that promises."""

_SEEN = 2048
_BY_NAME = frozenset({"html", "md", "eml", "json", "csv"})  # which look like text to who does not know
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|main|article|section|div|header|h[1-6]|p|table|blockquote)\b[^<]*>",
    re.IGNORECASE | re.DOTALL,
)
_RECORD = re.compile(r'(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.)*"\s*:|\[\s*\]')
_TYPES: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "md",
    "application/json": "json",
    "application/x-ndjson": "json",
    "application/jsonl": "json",
    "text/csv": "csv",
    "message/rfc822": "eml",
}


def format_of(raw: bytes, name: str, content_type: str | None = None) -> Format:
    """The format of `raw`; what nothing tells is text.

    Args:
        raw: the file.
        name: its path or address, without the ending of a packed file.
        content_type: what its sender calls it, without parameters.

    Raises:
        InputError: a format that is known and cannot be read.
    """
    if raw.startswith(b"PK\x03\x04"):
        from pressq.load.word import office_kind

        kind = office_kind(raw)
        if kind is None:
            raise InputError("a zip archive, not a document", "unpack it and name the folder")
        return "docx" if kind == "docx" else "odt"
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise InputError("an encrypted document, or one of an old Office", "save it without password as .docx")
    if raw[:_SEEN].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(b"{\\rtf"):
        return "rtf"
    if raw.startswith(b"PAR1"):
        return "parquet"
    if raw.startswith(b"WARC/"):
        return "warc"
    if is_mail(raw[: 16 * _SEEN]):
        return "eml"
    head = _head(raw)
    if _PAGE.match(head):
        return "html"
    if _RECORD.match(head):
        return "json"
    kind = promised(name) or _TYPES.get(content_type or "")
    return kind if kind in _BY_NAME else "text"


def promised(name: str) -> Format | None:
    """The format that the extension of a path or address stands for."""
    return EXTENSIONS.get(PurePath(name).suffix.lower())


def _head(raw: bytes) -> str:
    seen = raw[:_SEEN]
    wide = seen.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return seen.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff \t\r\n\f")


def read_document(
    raw: bytes,
    kind: Format,
    *,
    encoding: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Document:
    """Read `raw`, a file of one article in the format `kind`.

    Args:
        encoding: how text in it is encoded, None to find out.
        charset: how its sender says that it is.
        url: where a page comes from.

    Raises:
        InputError: it cannot be read.
        MissingExtraError: it can, with a library that is not installed.
        UsageError: there is no such encoding.
    """
    if kind == "html":
        from pressq.load.html import read_page

        return read_page(raw, encoding=encoding, charset=charset, url=url)
    if kind == "pdf":
        from pressq.load.pdf import read_pdf

        return read_pdf(raw)
    if kind in {"docx", "odt"}:
        from pressq.load.word import read_docx, read_odt

        return read_docx(raw) if kind == "docx" else read_odt(raw)
    if kind == "eml":
        from pressq.load.mail import read_mail

        return read_mail(raw)
    if kind == "rtf":
        from pressq.load.rtf import read_rtf

        return read_rtf(raw)
    text, used = decode_as_told(raw, charset) if encoding is None and charset else decode(raw, encoding)
    if kind == "md":
        from dataclasses import replace

        from pressq.load.markdown import read_markdown

        return replace(read_markdown(text), encoding=used)
    return Document((Part(text),), encoding=used)


def read_records(stream: Stream, kind: Format, *, encoding: str | None, fields: Fields) -> Iterator[Record]:
    """Read `stream`, a file of many articles in the format `kind`, one of `RECORDS`, as the records are asked for.

    Args:
        encoding: how text in it is encoded, None to find out.
        fields: where a record has its text and its name.

    Raises:
        InputError: no record of it can be read, or none of the rest.
        MissingExtraError: it can, with a library that is not installed.
        UsageError: there is no such encoding.
    """
    if kind == "warc":
        from pressq.load.warc import warc_records

        return warc_records(stream)
    if kind == "parquet":
        from pressq.load.parquet import parquet_records

        return parquet_records(stream, fields)
    from pressq.load.records import csv_records, json_records

    if kind == "csv":
        return csv_records(decoded(stream, encoding, newline=""), fields)
    return json_records(decoded(stream, encoding, newline="\n"), fields)
