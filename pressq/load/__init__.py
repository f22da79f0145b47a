"""Load articles from paths, standard input, addresses, folders and files of records."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import replace

from pressq.article import Article
from pressq.errors import InputError, PressqError, UsageError
from pressq.load.decode import decode
from pressq.load.deferred import DeferredArticle, LoadFailure, TextInput
from pressq.load.read_options import ReadOptions

__all__ = [
    "DeferredArticle",
    "LoadFailure",
    "ReadOptions",
    "TextInput",
    "decode",
    "deferred_articles",
    "load",
    "load_all",
    "parse",
]


def load(
    source: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    timeout: float = 20.0,
    allow_private: bool = False,
    language: str | None = None,
) -> Article:
    """Read the article at `source`: a path, an http(s) address, or `-` for standard input.

    The format (text, HTML, Markdown, PDF, DOCX, ODT, RTF, e-mail) is detected by the content. A text file is kept to
    the letter; of all other formats, the article's text is the text in them.

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
    from pressq.load.inputs import articles_of

    options = ReadOptions(encoding, timeout=timeout, allow_private=allow_private)
    found = articles_of(os.fspath(source), options)
    try:
        first = next(found)
        several = next(found, None) is not None
    except Exception as fault:
        raise PressqError.of(fault) from None
    if several:
        raise InputError("holds several articles", "pressq.load_all reads them")
    article = replace(first, language=language).read()
    if isinstance(article, LoadFailure):
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
    fetch: bool = False,
    language: str | None = None,
) -> Iterator[Article | LoadFailure]:
    """Read all articles at `source`, which may also be a folder, a pattern of paths (`*.txt`, `**/*.html`), a feed
    (RSS, Atom), or JSON Lines, JSON, CSV, Parquet or WARC; packed or not.

    Articles are yielded as they are read, those of a folder sorted by path. The source of a record is the file's name,
    `#`, and the record's id or its number from 1. An input that cannot be read yields a `LoadFailure`, and loading goes
    on.

    Args:
        text_field, id_field: the fields of a record with its text and its name; None to guess.
        glob: which files of a folder, as `*.txt` or `2025/*.html`; None for all of a known extension.
        fetch: whether the pages that a feed names are fetched, where their robots.txt allows it.

    The others are as for `load`.

    Raises:
        UsageError: there is no such encoding.
    """
    for deferred in deferred_articles(
        source, ReadOptions(encoding, text_field, id_field, glob, timeout, allow_private, fetch, language)
    ):
        yield deferred.read()


def deferred_articles(
    source: str | os.PathLike[str], options: ReadOptions | None = None, *, leave_out: Collection[str] = ()
) -> Iterator[DeferredArticle]:
    """List the articles at `source` without reading them, so that other processes can.

    Files of records are streamed in bounded memory; of other files only the head is read; pages are not fetched.
    `DeferredArticle.share` is the progress through `source`.

    Args:
        options: how to read; None for the defaults.
        leave_out: paths of files that are skipped in folders and patterns: those that a run writes itself.
    """
    from pressq.load.inputs import articles_of, paths_of

    name = os.fspath(source)
    options = options or ReadOptions()
    try:
        paths = paths_of(name, options.glob, leave_out)
    except Exception as fault:
        yield DeferredArticle(name, PressqError.of(fault))
        return
    for done, path in enumerate(paths):
        try:
            for deferred in articles_of(path, options):
                yield replace(deferred, share=(done + deferred.share) / len(paths), language=options.language)
        except UsageError:
            raise
        except Exception as fault:  # a hostile file may make a library raise anything; the others go on
            yield DeferredArticle(path, PressqError.of(fault), (done + 1) / len(paths))


def parse(text: str, source: str = "-", encoding: str | None = None, *, language: str | None = None) -> Article:
    """Make an article of `text`, which is kept to the letter.

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
