"""Linguistic knowledge as data: the word lists in `pressq/data/lexicons`, read once when the first is asked for.

A table is a text file with the lists of one subject. Its head states the contents, origin and licence. Then
follow sections, `[name-of-a-list]`, with one entry a line. An entry that is in more lists names them behind a tab; one
that is written with a capital there ("Titles") has the entry with a capital. Empty lines and lines that start with `#`
are no entries.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from pressq.errors import PressqError

__all__ = ["lexicon", "lists_of"]

_TABLES = Path(__file__).parents[1] / "data" / "lexicons"


@cache
def lexicon(name: str, *more: str) -> frozenset[str]:
    """The entries of the list `name`, spelled as in its table; with `more` names those of all lists together.

    Raises:
        LookupError: there is no such list.
    """
    return lexicon(name).union(*map(lexicon, more)) if more else _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    if not _TABLES.is_dir():
        raise PressqError("pressq's word lists are not there", "install it: it cannot be run from a zip archive")
    tables = (lists_of(path.read_text(encoding="utf-8")) for path in _TABLES.glob("*.txt"))
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
