"""Linguistic knowledge as data: the word lists in `pressq/data`, one entry a line, read once when first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["lexicon"]

_DATA = Path(__file__).parents[1] / "data"


@cache
def lexicon(name: str, *more: str) -> frozenset[str]:
    """The entries of `pressq/data/<name>.txt`, spelled as in the file; with `more` names those of all lists together.

    Empty lines and lines that start with `#` are no entries.

    Args:
        name: the file's name without its ending.

    Raises:
        FileNotFoundError: there is no such list.
    """
    if more:
        return lexicon(name).union(*map(lexicon, more))
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.strip() for line in lines)
    return frozenset(entry for entry in entries if entry and not entry.startswith("#"))
