"""Subwords: the numbers of a word's pieces in the vocabulary (BERT's uncased WordPiece).

A word is one token of the network, its vector the mean of its pieces' vectors, so all offsets are those of words.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["MAX_CHARACTERS", "PIECES_PER_WORD", "UNKNOWN", "Vocabulary"]

PIECES_PER_WORD = 4
UNKNOWN = "[UNK]"
MAX_CHARACTERS = 64  # of a word; the rest is ignored
_PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")


class Vocabulary:
    """The pieces that the network knows, numbered from 1; 0 is no piece."""

    def __init__(self, pieces: list[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces, 1)}
        self._unknown = self._ids[UNKNOWN]
        self.of_word = lru_cache(maxsize=1 << 16)(self._of_word)
        self._row = lru_cache(maxsize=1 << 16)(lambda word: array("q", self._of_word(word)).tobytes())

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """The vocabulary in the file at `path`, one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def special(self, piece: str) -> tuple[int, ...]:
        """The numbers of a special piece ("[CLS]"), in the shape of `of_word`."""
        return self._padded([self._ids[piece]])

    def __len__(self) -> int:
        return len(self._ids)

    def table(self, words: Iterable[str]) -> npt.NDArray[np.int64]:
        """The numbers of the pieces of words [words, `PIECES_PER_WORD`], edges of a window around them."""
        import numpy as np

        first, last = (array("q", self.special(edge)).tobytes() for edge in ("[CLS]", "[SEP]"))
        rows = b"".join((first, *map(self._row, words), last))
        return np.frombuffer(rows, np.int64).reshape(-1, PIECES_PER_WORD)

    def _of_word(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, `PIECES_PER_WORD` long."""
        normal, found = _normal(word[:MAX_CHARACTERS]), list[int]()
        for part in [normal] if normal in self._ids else _PARTS.findall(normal):  # most words are one piece
            found += self._of_part(part)
        return self._padded(found or [self._unknown])

    def _padded(self, found: list[int]) -> tuple[int, ...]:
        """The first numbers and the last, `PIECES_PER_WORD` long, padded with 0."""
        if len(found) > PIECES_PER_WORD:
            found = [*found[: PIECES_PER_WORD - 1], found[-1]]
        return (*found, *[0] * (PIECES_PER_WORD - len(found)))

    def _of_part(self, part: str) -> list[int]:
        """Longest match first (Wu et al. 2016)."""
        found = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self._ids.get(part[start:end] if start == 0 else "##" + part[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


def _normal(word: str) -> str:
    """A word in lower case, without accents, with straight apostrophes, as in BERT's uncased vocabulary."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))
