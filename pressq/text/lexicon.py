"""Linguistic knowledge as data: word lists, read when the first of a language is asked for.

A table is a text file with the lists of one subject. Its head states the contents, origin and licence. Then
follow sections, `[name-of-a-list]`, with one entry a line. An entry that is in more lists names them behind a tab; one
that is written with a capital there ("Titles") has the entry with a capital. Empty lines and lines that start with `#`
are no entries.

`pressq/data/lexicons` has the tables of English and what all languages share (names, places, firms); a folder in
`pressq/data/languages` has the lists of one other language, in place of those of the same name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import TypeVar

from pressq.errors import PressqError

__all__ = ["in_language", "lexicon", "lists_of", "once_a_language"]

_TABLES = Path(__file__).parents[1] / "data" / "lexicons"
_LANGUAGES = _TABLES.with_name("languages")
_LANGUAGE: ContextVar[str] = ContextVar("language", default="en")

_Result = TypeVar("_Result")


@contextmanager
def in_language(code: str | None) -> Iterator[None]:
    """Within the block, `lexicon` gives the lists of a language, by its ISO 639-1 code; None for English."""
    before = _LANGUAGE.set(code or "en")
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def lexicon(name: str, *more: str) -> frozenset[str]:
    """The entries of the list `name`, spelled as in its table; with `more` names those of all lists together.

    The lists are of the language that `in_language` sets; a list that it does not have is the one that all share.

    Raises:
        LookupError: there is no such list.
    """
    return _lexicon(_LANGUAGE.get(), name, *more)


def once_a_language(size: int) -> Callable[[Callable[..., _Result]], Callable[..., _Result]]:
    """Keep the last `size` results of a function with word lists of the language that `in_language` sets."""

    def kept(function: Callable[..., _Result]) -> Callable[..., _Result]:
        @lru_cache(maxsize=size)
        def known(_: str, *arguments: Hashable) -> _Result:
            return function(*arguments)

        @wraps(function)
        def called(*arguments: Hashable) -> _Result:
            return known(_LANGUAGE.get(), *arguments)

        return called

    return kept


@cache
def _lexicon(language: str, name: str, *more: str) -> frozenset[str]:
    if more:
        return frozenset().union(*(_lexicon(language, each) for each in (name, *more)))
    own = _lists(_LANGUAGES / language)
    return own[name] if name in own else _shared()[name]


def _shared() -> dict[str, frozenset[str]]:
    if not _TABLES.is_dir():
        raise PressqError("pressq's word lists are not there", "install it: it cannot be run from a zip archive")
    return _lists(_TABLES)


@cache
def _lists(folder: Path) -> dict[str, frozenset[str]]:
    tables = (lists_of(path.read_text(encoding="utf-8")) for path in folder.glob("*.txt"))
    return {name: frozenset(entries) for table in tables for name, entries in table.items()}


def lists_of(table: str) -> dict[str, list[str]]:
    """The lists that a table's text holds, by their names."""
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for section in table.split("\n[")[1:]:
        name, _, body = section.partition("]\n")
        lines = [line for line in body.splitlines() if line and line[0] != "#"]
        lists[name] += [line.partition("\t")[0] for line in lines]
        for entry, _, others in (line.partition("\t") for line in lines if "\t" in line):
            for other in others.split():
                lists[other.lower()].append(entry.capitalize() if other[0].isupper() else entry)
    return lists
