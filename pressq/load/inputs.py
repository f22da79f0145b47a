"""Inputs as a user names them (files, folders, patterns, addresses, `-`), and the articles in them, still unread."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from pressq.errors import EmptyInputError, EncodingError, InputError, PressqError
from pressq.load.deferred import DeferredArticle
from pressq.load.raw_inputs import Address, Bytes, File
from pressq.load.read_options import ReadOptions

if TYPE_CHECKING:
    from pressq.load.files import Stream
    from pressq.load.formats import InputFormat
    from pressq.load.records import Record

__all__ = ["articles_of", "is_url", "paths_of"]

_MAGIC = frozenset("*?[")
_FEED = re.compile(r"(?:\.xml|\.rss|\.atom|/feed|/rss|/atom)/?(?:[?#].*)?\Z", re.IGNORECASE)
"""Addresses at which a feed is likely."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def is_url(source: str) -> bool:
    """Whether `source` is an address: its scheme has two letters at least (`C://` is a drive)."""
    match = _SCHEME.match(source)
    return match is not None and len(match[1]) > 1


def paths_of(source: str, glob: str | None, leave_out: Collection[str] = ()) -> list[str]:
    """The paths that `source` stands for: the files of a folder, those that match a pattern, or itself.

    Args:
        glob: which files of a folder.
        leave_out: paths of files that are skipped in folders and patterns.

    Raises:
        InputError: there are none.
    """
    if source == "-" or is_url(source):
        return [source]
    from pressq.load.folder import files_in, files_like

    if os.path.isdir(source):
        paths = _without(leave_out, files_in(source, glob))
        if not paths:
            raise InputError("no articles in this folder", "--glob PATTERN names the files to read")
        return paths
    if _MAGIC.intersection(source) and not os.path.lexists(source):
        paths = _without(leave_out, files_like(source, glob))
        if not paths:
            raise InputError("no such file, and none that it fits as a pattern")
        return paths
    return [source]


def _without(leave_out: Collection[str], paths: Iterable[str]) -> list[str]:
    """The paths that are not (links to) files to leave out."""
    left_out = {os.path.realpath(path) for path in leave_out}
    names = {os.path.basename(path) for path in left_out}  # most paths need no look at the disk
    return [path for path in paths if os.path.basename(path) not in names or os.path.realpath(path) not in left_out]


def articles_of(path: str, options: ReadOptions) -> Iterator[DeferredArticle]:
    """The articles of one input: a file, standard input, or an address.

    A file of records is streamed; of other files only the head is read.

    Raises:
        InputError: it cannot be read, or not to its end.
        MissingExtraError: a library for its format is not installed.
        UsageError: there is no such encoding.
    """
    from pressq.load.files import opened
    from pressq.load.unpack import unpacked

    if is_url(path):
        yield from _at_address(path, options)
        return
    regular = path != "-" and os.path.isfile(path)  # a pipe can be read only once
    with opened(path) as stream:
        content, name = unpacked(stream, path)
        form = _record_format(content.head(), name, None, options)
        if form is not None:
            size = os.path.getsize(path) if regular else 0
            for record in _records(content, form, options):
                yield _deferred(path, record, min(1.0, stream.taken / size) if size else 0.0)
        elif regular:
            yield DeferredArticle(path, File(path, options.encoding))
        else:
            yield DeferredArticle(path, Bytes(content.whole(), name, options.encoding))


def _at_address(url: str, options: ReadOptions) -> Iterator[DeferredArticle]:
    """A page is fetched when the article is read, a file of records at once."""
    from pressq.load.files import in_memory
    from pressq.load.formats import promised
    from pressq.load.unpack import without_packing

    address = Address(url, options.encoding, options.timeout, options.allow_private)
    form = promised(without_packing(url))
    several = (form is not None and form.several) or _FEED.search(url) is not None
    if not options.names_fields and not several:
        yield DeferredArticle(url, address)
        return
    page = address.fetched()
    form = _record_format(page.raw, page.name, page.content_type, options)
    if form is None:
        yield DeferredArticle(url, page)
        return
    stream = in_memory(page.raw)
    for record in _records(stream, form, options):
        yield _deferred(url, record, stream.taken / len(page.raw))


def _record_format(head: bytes, name: str, content_type: str | None, options: ReadOptions) -> InputFormat | None:
    """The format of an input that may hold several articles; None for others."""
    from pressq.load.formats import CSV, TEXT, format_of

    try:
        form = format_of(head, name, content_type)
    except InputError:  # reported when the article is read
        return None
    if form is TEXT and options.names_fields:
        form = CSV
    return form if form.several else None


def _records(stream: Stream, form: InputFormat, options: ReadOptions) -> Iterator[Record]:
    from pressq.load.formats import read_records

    record = None
    try:
        for record in read_records(stream, form, options):
            yield record
    except UnicodeDecodeError:
        raise EncodingError(f"not written in {options.encoding}: it breaks") from None
    if record is None:
        raise EmptyInputError("no records in it")


def _deferred(path: str, record: Record, share: float) -> DeferredArticle:
    name = record.place if record.id is None or isinstance(record.content, PressqError) else record.id
    return DeferredArticle(path if record.place is None else f"{path}#{name}", record.content, share)
