"""From a path or standard input to an `Article`."""

from __future__ import annotations

import os

from pressq.article import Article
from pressq.errors import EmptyInputError
from pressq.load.decode import decode
from pressq.load.files import read_bytes

__all__ = ["decode", "load", "parse"]


def load(source: str | os.PathLike[str], *, encoding: str | None = None) -> Article:
    """Read the article at `source`, a path, or `-` for standard input.

    Args:
        encoding: how the bytes are encoded; None to detect it.

    Raises:
        InputError: the input cannot be read, is empty, binary, or not written in `encoding`.
        UsageError: there is no such encoding.
    """
    name = os.fspath(source)
    text, used = decode(read_bytes(name), encoding)
    return parse(text, name, used)


def parse(text: str, source: str = "-", encoding: str | None = None) -> Article:
    """The article with this `text`, kept to the letter.

    Args:
        source: where the text came from; kept in the article.
        encoding: how its bytes were decoded; kept in the article.

    Raises:
        EmptyInputError: there is nothing but white space in `text`.
    """
    from pressq.text.anatomy import anatomy
    from pressq.text.language import detect

    if not text or text.isspace():
        raise EmptyInputError("there is no text in it")
    parts = anatomy(text)
    return Article(
        text=text,
        source=source,
        blocks=parts.blocks,
        title=parts.title,
        byline=parts.byline,
        dateline=parts.dateline,
        published=parts.published,
        publisher=parts.publisher,
        language=detect(text),
        encoding=encoding,
    )
