"""From a path, standard input, an address, a folder or a file of records to articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressq.article import Article
from pressq.errors import EmptyInputError, InputError, PressqError, UsageError
from pressq.load.decode import decode
from pressq.load.files import read_bytes

if TYPE_CHECKING:
    from pressq.load.records import Record

__all__ = ["Unread", "decode", "load", "load_all", "parse"]

_LAYERS = 3


@dataclass(frozen=True, slots=True)
class Unread:
    """An input or a record of it that could not be read: its name, and why."""

    source: str
    error: PressqError


def load(
    source: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    timeout: float = 20.0,
    allow_private: bool = False,
) -> Article:
    """Read the article at `source`: a path, an http(s) address, or `-` for standard input.

    Text, HTML, Markdown, PDF, DOCX, ODT, RTF and e-mail are told from each other by their content. The article's text
    is that of a text file to the letter; of all other formats, what is text in them.

    Args:
        encoding: how the bytes are encoded; None to detect it.
        timeout: seconds that fetching may take.
        allow_private: whether addresses of this machine and the private network may be fetched.

    Raises:
        InputError: the input cannot be read, is empty, binary, not written in `encoding`, or holds several articles.
        MissingExtraError: a library for its format is not installed.
        UsageError: there is no such encoding.
    """
    name = os.fspath(source)
    found = _of_one(name, encoding=encoding, timeout=timeout, allow_private=allow_private)
    first = next(found)
    if next(found, None) is not None:
        raise InputError("holds several articles", "pressq.load_all reads them")
    if isinstance(first, Unread):
        raise first.error
    return first


def load_all(
    source: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    text_field: str | None = None,
    id_field: str | None = None,
    glob: str | None = None,
    timeout: float = 20.0,
    allow_private: bool = False,
) -> Iterator[Article | Unread]:
    """Read all articles at `source`, which may also be a folder, or JSON Lines, JSON, CSV or WARC; packed or not.

    Articles come as they are read, those of a folder sorted by path. The source of a record is the file's name, `#`,
    and the record's id or else its place, counted from 1. What cannot be read is an `Unread`, and the rest goes on.

    Args:
        text_field, id_field: the fields of a record with its text and its name; None to guess.
        glob: which files of a folder, as `*.txt` or `2025/*.html`; None for all of a known extension.

    The others are as for `load`.

    Raises:
        UsageError: there is no such encoding.
    """
    name = os.fspath(source)
    paths = [name]
    if name != "-" and os.path.isdir(name):
        from pressq.load.folder import files_in

        paths = list(files_in(name, glob))
        if not paths:
            yield Unread(name, InputError("no articles in this folder", "--glob PATTERN names the files to read"))
    for path in paths:
        try:
            yield from _of_one(
                path,
                encoding=encoding,
                fields=(text_field, id_field),
                timeout=timeout,
                allow_private=allow_private,
            )
        except UsageError:
            raise
        except PressqError as error:
            yield Unread(path, error)


def parse(text: str, source: str = "-", encoding: str | None = None) -> Article:
    """The article with this `text`, kept to the letter.

    Args:
        source: where the text came from; kept in the article.
        encoding: how its bytes were decoded; kept in the article.

    Raises:
        EmptyInputError: there is nothing but white space in `text`.
    """
    from pressq.load.document import Document, Part

    return Document((Part(text),), encoding=encoding).article(source)


def _of_one(
    name: str,
    *,
    encoding: str | None,
    timeout: float,
    allow_private: bool,
    fields: tuple[str | None, str | None] = (None, None),
) -> Iterator[Article | Unread]:
    """The articles of one file or address."""
    from pressq.load.fetch import fetch, is_url
    from pressq.load.formats import RECORDS, format_of, read_document
    from pressq.load.unpack import PACKED, packing, unpack

    url = content_type = None
    if is_url(name):
        page = fetch(name, timeout=timeout, allow_private=allow_private)
        raw, url, content_type = page.raw, page.url, page.content_type
        encoding = encoding or _known(page.charset)
    else:
        raw = read_bytes(name)
    inner = name
    for _ in range(_LAYERS):
        kind = packing(raw)
        if kind is None:
            break
        raw = unpack(raw, kind)
        inner = os.path.splitext(inner)[0] if inner.lower().endswith(PACKED) else inner
    if not raw or raw.isspace():
        raise EmptyInputError("there is no text in it")
    form = format_of(raw, inner, content_type)
    if fields != (None, None) and form == "text":
        form = "csv"
    if form in RECORDS:
        record = None
        for record in _records(raw, form, encoding, fields):
            yield _from_record(record, name)
        if record is None:
            raise EmptyInputError("no records in it")
    else:
        try:
            document = read_document(raw, form, encoding=encoding, url=url)
        except RecursionError:
            raise InputError("nested too deeply") from None
        yield document.article(name)


def _records(raw: bytes, form: str, encoding: str | None, names: tuple[str | None, str | None]) -> Iterator[Record]:
    from pressq.load.records import Fields, csv_records, json_records

    if form == "warc":
        from pressq.load.warc import warc_records

        return warc_records(raw)
    text, _ = decode(raw, encoding)
    return (csv_records if form == "csv" else json_records)(text, Fields(*names))


def _from_record(record: Record, name: str) -> Article | Unread:
    own = record.id if record.id is not None else record.place
    source = name if record.place is None else f"{name}#{own}"
    if isinstance(record.content, PressqError):
        return Unread(name if record.place is None else f"{name}#{record.place}", record.content)
    try:
        return record.content.article(source)
    except PressqError as error:
        return Unread(source, error)


def _known(charset: str | None) -> str | None:
    """The charset that a server names, where there is one of that name that a page can be read with."""
    import codecs

    try:
        return codecs.lookup(charset).name if charset and codecs.lookup(charset)._is_text_encoding else None
    except (LookupError, ValueError):
        return None
