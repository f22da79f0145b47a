"""The pieces of a quotation: the words that it gives without a sign, and the signs between them that words were left
out or put in: "...", "[...]", "(...)", "[the senator]", the reporter's words between two marked parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pressq.article import Span
from pressq.report.normalisation import NormalisedText, normalise
from pressq.text.lexicon import lexicon

__all__ = ["Joint", "QuotationPiece", "changes_meaning", "edge_signs", "split_at_ellipses"]

Joint = Literal["", "ellipsis", "insertion", "reporter"]

_DOTS = r"(?:…|\.(?:\s?\.){2,})"
_SIGN = re.compile(
    rf"(?P<dots>[\[(]\s*{_DOTS}\s*[\])]|{_DOTS})|(?P<put_in>\w*\[(?!\w\]\w)(?P<words>[^\[\]]{{1,200}})\]\w*)"
)


@dataclass(frozen=True, slots=True)
class QuotationPiece:
    """Words without a sign: those of the part with this number.

    `joint` is what stands before them, `put_in` the words that a bracket there puts in.
    """

    part: int
    joint: Joint
    put_in: str
    words: NormalisedText


def split_at_ellipses(text: str, parts: Sequence[Span]) -> list[QuotationPiece]:
    """The pieces of a quotation with these marked stretches of the article's text."""
    return [piece for number, part in enumerate(parts) for piece in _of_part(text, number, part)]


def edge_signs(text: str, part: Span) -> tuple[bool, bool]:
    """Whether a part opens and whether it ends with a sign that something was left out or put in."""
    signs = list(_SIGN.finditer(text, part.start, part.end))
    opens = bool(signs) and not _has_words(text, part.start, signs[0].start())
    ends = bool(signs) and not _has_words(text, signs[-1].end(), part.end)
    return opens, ends


def _of_part(text: str, number: int, part: Span) -> Iterator[QuotationPiece]:
    start = part.start
    joint: Joint = "reporter" if number else ""
    put_in = ""
    for sign in [*_SIGN.finditer(text, part.start, part.end), None]:
        words = normalise(text, start, sign.start() if sign else part.end)
        if words.keys:
            yield QuotationPiece(number, joint, put_in, words)
            joint, put_in = "", ""
        if sign is None:
            return
        start = sign.end()
        if sign["dots"]:
            joint = "reporter" if joint == "reporter" else "ellipsis"
        else:
            joint = "ellipsis" if joint == "ellipsis" else "insertion"
            put_in = f"{put_in} {sign['words']}".strip()


def _has_words(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))


def changes_meaning(put_in: str, left_out: str) -> bool:
    """Does a bracket change a number, a name or a verb of the words that it replaces?

    "[mortgage-backed securities]" for "them" explains; "[ten]" for "a hundred" does not.
    """
    new, old = normalise(put_in).keys, normalise(left_out).keys
    if not old:
        return False
    kept = {key[:4] for key in new}
    return any(key[:4] not in kept and not _is_pointer(key) for key in old)


def _is_pointer(key: str) -> bool:
    """Is a word one that only points to something: a pronoun, an article, a preposition?"""
    return key in lexicon("pronouns", "determiners", "articles", "prepositions", "he", "she", "they")
