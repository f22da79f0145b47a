"""What a user names - files, folders, patterns, addresses, `-` - and the articles in it, none of them read yet."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressq.errors import EmptyInputError, EncodingError, InputError, PressqError
from pressq.load.contents import Address, Bytes, File
from pressq.load.decode import check_encoding
from pressq.load.piece import Piece

if TYPE_CHECKING:
    from pressq.load.files import Stream
    from pressq.load.formats import Format
    from pressq.load.records import Record

__all__ = ["Wish", "is_url", "paths_of", "pieces_of"]

_MAGIC = frozenset("*?[")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


@dataclass(frozen=True, slots=True)
class Wish:
    """How inputs are to be read, as `pressq.load_all` has it."""

    encoding: str | None = None
    text_field: str | None = None
    id_field: str | None = None
    timeout: float = 20.0
    allow_private: bool = False

    def __post_init__(self) -> None:
        check_encoding(self.encoding)

    @property
    def names_fields(self) -> bool:
        """Whether the input must be one of records."""
        return self.text_field is not None or self.id_field is not None


def is_url(source: str) -> bool:
    """Whether `source` is an address and not a path: it has a scheme of two letters at least (`C://` is a drive)."""
    match = _SCHEME.match(source)
    return match is not None and len(match[1]) > 1


def paths_of(source: str, glob: str | None, leave_out: Collection[str] = ()) -> list[str]:
    """The inputs that `source` stands for: the files of a folder, those that a pattern fits, or itself.

    Args:
        glob: which files of a folder.
        leave_out: paths of files that are not taken from a folder or for a pattern.

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
    """The paths that lead to none of the files to leave out."""
    left_out = {os.path.realpath(path) for path in leave_out}
    names = {os.path.basename(path) for path in left_out}  # most paths need no look at the disk
    return [path for path in paths if os.path.basename(path) not in names or os.path.realpath(path) not in left_out]


def pieces_of(path: str, wish: Wish) -> Iterator[Piece]:
    """The articles of one input: a file, standard input, or what is at an address.

    A file of records is read as they are asked for; of others no more than the head.

    Raises:
        InputError: it, or the rest of it, cannot be read.
        MissingExtraError: a library for its format is not installed.
        UsageError: there is no such encoding.
    """
    from pressq.load.files import opened
    from pressq.load.unpack import unpacked

    if is_url(path):
        yield from _at_address(path, wish)
        return
    regular = path != "-" and os.path.isfile(path)  # and not a pipe, which can be read only once
    with opened(path) as stream:
        content, name = unpacked(stream, path)
        form = _record_format(content.head(), name, None, wish)
        if form is not None:
            size = os.path.getsize(path) if regular else 0
            for record in _records(content, form, wish):
                yield _piece(path, record, min(1.0, stream.taken / size) if size else 0.0)
        elif regular:
            yield Piece(path, File(path, wish.encoding))
        else:
            yield Piece(path, Bytes(content.whole(), name, wish.encoding))


def _at_address(url: str, wish: Wish) -> Iterator[Piece]:
    """A page is fetched when it is read; what is called a file of records, at once."""
    from pressq.load.files import in_memory
    from pressq.load.formats import RECORDS, promised
    from pressq.load.unpack import without_packing

    address = Address(url, wish.encoding, wish.timeout, wish.allow_private)
    if not wish.names_fields and promised(without_packing(url)) not in RECORDS:
        yield Piece(url, address)
        return
    page = address.fetched()
    form = _record_format(page.raw, page.name, page.content_type, wish)
    if form is None:
        yield Piece(url, page)
        return
    stream = in_memory(page.raw)
    for record in _records(stream, form, wish):
        yield _piece(url, record, stream.taken / len(page.raw))


def _record_format(head: bytes, name: str, content_type: str | None, wish: Wish) -> Format | None:
    """The format of an input that may hold several articles; None for others."""
    from pressq.load.formats import RECORDS, format_of

    try:
        form = format_of(head, name, content_type)
    except InputError:  # which is for whoever reads it to find, and to tell
        return None
    if form == "text" and wish.names_fields:
        form = "csv"
    return form if form in RECORDS else None


def _records(stream: Stream, form: Format, wish: Wish) -> Iterator[Record]:
    from pressq.load.formats import read_records
    from pressq.load.records import Fields

    record = None
    fields = Fields(wish.text_field, wish.id_field)
    try:
        for record in read_records(stream, form, encoding=wish.encoding, fields=fields):
            yield record
    except UnicodeDecodeError:
        raise EncodingError(f"not written in {wish.encoding}: it breaks") from None
    if record is None:
        raise EmptyInputError("no records in it")


def _piece(path: str, record: Record, share: float) -> Piece:
    name = record.place if record.id is None or isinstance(record.content, PressqError) else record.id
    return Piece(path if record.place is None else f"{path}#{name}", record.content, share)
