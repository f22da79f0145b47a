"""Word pieces by SentencePiece's unigram model: the numbers under which the network of several languages knows a word.

A word is cut into the pieces with the largest product of probabilities (Kudo 2018), found by dynamic programming. As
in `subwords`, a word is one token to the network, and its vector is the mean of its pieces' vectors.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from pressq.quotes.encoding.subwords import MAX_CHARACTERS, Vocabulary

__all__ = ["Unigram", "read_vocabulary"]

_START = "▁"  # stands before the first letter of a word
_PENALTY = 10.0  # how much worse than the rarest piece a character is that no piece has


class Unigram(Vocabulary):
    """The pieces a model knows, numbered from 1; 0 stands for no piece.

    Args:
        pieces: with the logarithms of their probabilities.
    """

    def __init__(self, pieces: Mapping[str, float]) -> None:
        super().__init__(list(pieces))
        self._scores = pieces
        self._worst = min(pieces.values()) - _PENALTY
        self._longest = max(map(len, pieces))

    @classmethod
    def read(cls, path: Path) -> Unigram:
        """The pieces in the file at `path`: one a line, its score behind a tab."""
        lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        return cls({piece: float(score) for piece, score in lines})

    def _of_word(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, `PIECES_PER_WORD` long."""
        found = self._pieces(_START + _normal(word[:MAX_CHARACTERS]))
        if found[0] == self._ids.get(_START) and len(found) > 1:
            found = found[1:]
        return self._padded(found)

    def _pieces(self, text: str) -> list[int]:
        """The likeliest way to cut a text."""
        if (whole := self._ids.get(text)) is not None:
            return [whole]
        best = [0.0] + [float("-inf")] * len(text)
        cut = [(0, self._unknown)] * (len(text) + 1)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - self._longest), end):
                piece = text[start:end]
                number = self._ids.get(piece)
                if number is None and start < end - 1:
                    continue
                score = best[start] + (self._worst if number is None else self._scores[piece])
                if score > best[end]:
                    best[end], cut[end] = score, (start, number or self._unknown)
        found, end = list[int](), len(text)
        while end:
            end, number = cut[end]
            found.append(number)
        return found[::-1]


def read_vocabulary(path: Path) -> Vocabulary:
    """The pieces in the file at `path`, with scores or without."""
    with path.open(encoding="utf-8") as lines:
        scored = "\t" in next(lines)
    return Unigram.read(path) if scored else Vocabulary.read(path)


def _normal(word: str) -> str:
    """Composed letters, one kind of apostrophe, and of words in capitals only the first one (but "SPD" stays)."""
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word.replace("’", "'").replace("\u00ad", ""))
    return plain.capitalize() if len(plain) > 4 and plain.isupper() else plain
