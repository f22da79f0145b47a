"""From a path, standard input, an address, a folder or a file of records to articles."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import replace

from pressq.article import Article
from pressq.errors import InputError, PressqError, UsageError
from pressq.load.decode import decode
from pressq.load.piece import Piece, Unread
from pressq.load.read_options import ReadOptions

__all__ = ["Piece", "ReadOptions", "Unread", "decode", "load", "load_all", "parse", "pieces"]


def load(
    source: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    timeout: float = 20.0,
    allow_private: bool = False,
    language: str | None = None,
) -> Article:
    """Read the article at `source`: a path, an http(s) address, or `-` for standard input.

    Text, HTML, Markdown, PDF, DOCX, ODT, RTF and e-mail are told from each other by their content. The article's text
    is that of a text file to the letter; of all other formats, what is text in them.

    Args:
        encoding: how the bytes are encoded; None to detect it.
        timeout: seconds that fetching may take.
        allow_private: whether addresses of this machine and the private network may be fetched.
        language: the language of the article, an ISO 639-1 code; None to recognise it.

    Raises:
        InputError: the input cannot be read, is empty, binary, not written in `encoding`, or holds several articles.
        MissingExtraError: a library for its format is not installed.
        UsageError: there is no such encoding.
    """
    from pressq.load.inputs import pieces_of

    options = ReadOptions(encoding, timeout=timeout, allow_private=allow_private)
    found = pieces_of(os.fspath(source), options)
    try:
        first = next(found)
        several = next(found, None) is not None
    except Exception as fault:
        raise PressqError.of(fault) from None
    if several:
        raise InputError("holds several articles", "pressq.load_all reads them")
    article = replace(first, language=language).read()
    if isinstance(article, Unread):
        raise article.error
    return article


def load_all(
    source: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    text_field: str | None = None,
    id_field: str | None = None,
    glob: str | None = None,
    timeout: float = 20.0,
    allow_private: bool = False,
    language: str | None = None,
) -> Iterator[Article | Unread]:
    """Read all articles at `source`, which may also be a folder, a pattern of paths (`*.txt`, `**/*.html`), or JSON
    Lines, JSON, CSV, Parquet or WARC; packed or not.

    Articles come as they are read, those of a folder sorted by path. The source of a record is the file's name, `#`,
    and the record's id or else its place, counted from 1. What cannot be read is an `Unread`, and the rest goes on.

    Args:
        text_field, id_field: the fields of a record with its text and its name; None to guess.
        glob: which files of a folder, as `*.txt` or `2025/*.html`; None for all of a known extension.

    The others are as for `load`.

    Raises:
        UsageError: there is no such encoding.
    """
    for piece in pieces(source, ReadOptions(encoding, text_field, id_field, glob, timeout, allow_private, language)):
        yield piece.read()


def pieces(
    source: str | os.PathLike[str], options: ReadOptions | None = None, *, leave_out: Collection[str] = ()
) -> Iterator[Piece]:
    """All articles at `source`, which `load_all` would read, each to be read by itself, here or in another process.

    What they take is found as they are asked for: files of records are read from front to end in bounded memory,
    however large; of other files no more than the head; pages are not fetched. A `Piece` tells how much of `source` is
    behind it.

    Args:
        options: how it is read, where anything else is asked for than the defaults.
        leave_out: paths of files in folders, and among those that a pattern fits, that are no articles: a run's own.
    """
    from pressq.load.inputs import paths_of, pieces_of

    name = os.fspath(source)
    options = options or ReadOptions()
    try:
        paths = paths_of(name, options.glob, leave_out)
    except Exception as fault:
        yield Piece(name, PressqError.of(fault))
        return
    for done, path in enumerate(paths):
        try:
            for piece in pieces_of(path, options):
                yield replace(piece, share=(done + piece.share) / len(paths), language=options.language)
        except UsageError:
            raise
        except Exception as fault:  # whatever a library makes of a hostile file, it costs that file and no other
            yield Piece(path, PressqError.of(fault), (done + 1) / len(paths))


def parse(text: str, source: str = "-", encoding: str | None = None, *, language: str | None = None) -> Article:
    """The article with this `text`, kept to the letter.

    Args:
        source: where the text came from; kept in the article.
        encoding: how its bytes were decoded; kept in the article.
        language: its language, an ISO 639-1 code; None to recognise it.

    Raises:
        EmptyInputError: there is nothing but white space in `text`.
    """
    from pressq.load.document import Document, TextPart

    article = Document((TextPart(text),), encoding=encoding).article(source)
    return replace(article, language=language) if language else article
