"""Inputs with one article each: a file, an address, or bytes in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressq.errors import EmptyInputError, InputError, PressqError
from pressq.load.decode import decode, decode_as_declared
from pressq.load.document import Document

if TYPE_CHECKING:
    from pressq.load.formats import InputFormat

__all__ = ["Address", "Bytes", "File"]


@dataclass(frozen=True, slots=True)
class File:
    """A file with one article; `encoding` is None to detect it."""

    path: str
    encoding: str | None = None

    def document(self) -> Document:
        """Open, unpack and read it."""
        from pressq.load.files import opened
        from pressq.load.unpack import unpacked

        with opened(self.path) as stream:
            content, name = unpacked(stream, self.path)
            return Bytes(content.whole(), name, self.encoding).document()


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address that is still to be fetched."""

    url: str
    encoding: str | None = None
    timeout: float = 20.0
    allow_private: bool = False

    def fetched(self) -> Bytes:
        """Fetch the page and decompress it."""
        from pressq.load.fetch import fetch
        from pressq.load.files import in_memory
        from pressq.load.unpack import unpacked

        page = fetch(self.url, timeout=self.timeout, allow_private=self.allow_private)
        content, name = unpacked(in_memory(page.raw), self.url)
        return Bytes(content.whole(), name, self.encoding, page.url, page.content_type, page.charset)

    def document(self) -> Document:
        """Fetch and read it."""
        return self.fetched().document()


@dataclass(frozen=True, slots=True)
class Bytes:
    """An input with one article in memory, decompressed.

    `name` is its path or address without the extensions of compression; `content_type` and `charset` are what the
    server declares.
    """

    raw: bytes
    name: str
    encoding: str | None = None
    url: str | None = None
    content_type: str | None = None
    charset: str | None = None

    def document(self) -> Document:
        """Read it."""
        from pressq.load.formats import format_of, read_document

        if not self.raw or self.raw.isspace():
            raise EmptyInputError("there is no text in it")
        form = format_of(self.raw, self.name, self.content_type)
        return self._only_record(form) if form.several else read_document(self, form)

    def decoded(self) -> tuple[str, str]:
        """The text and its encoding: the given one, or the declared one, or a guess."""
        if self.encoding is None and self.charset:
            return decode_as_declared(self.raw, self.charset)
        return decode(self.raw, self.encoding)

    def _only_record(self, form: InputFormat) -> Document:
        from pressq.load.files import in_memory
        from pressq.load.formats import read_records
        from pressq.load.read_options import ReadOptions

        first, *others = read_records(in_memory(self.raw), form, ReadOptions(self.encoding))
        if others:
            raise InputError("holds several articles", "save them to a file and name that")
        if isinstance(first.content, PressqError):
            raise first.content
        return first.content.document()
