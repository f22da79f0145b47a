"""Turns: the paragraphs of one speaker in a transcript or an interview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressq.article import Span

if TYPE_CHECKING:
    from pressq.quotes.encoding.tokens import Tokens

__all__ = ["Turn", "TurnStarts", "collect_turns", "has_word", "is_between_marks", "is_question"]

_MAX_QUESTION = 400  # characters
_ORNAMENTS = "*_ "


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says.

    Attributes:
        label: where the speaker is named; None for the interviewee of the page.
        paragraphs: the words, in order, without the label.
    """

    label: Span | None
    paragraphs: tuple[Span, ...] = ()


TurnStarts = Mapping[int, Turn | None]
"""The turns that begin in a block, by its number; None where a turn only ends."""


def collect_turns(tokens: Tokens, starts: TurnStarts, continues: Callable[[Span, int], bool]) -> list[Turn]:
    """The turns with all of their paragraphs, in reading order; none without words.

    A paragraph between quotation marks continues a turn. Another one does if the paragraph before it is not between
    marks either and `continues` agrees.

    Args:
        tokens: the article's words.
        starts: where turns begin and end.
        continues: does a turn go on from a paragraph into the block with this number?
    """
    turns: list[tuple[Span | None, list[Span]]] = []
    current: list[Span] | None = None
    for number, block in enumerate(tokens.blocks):
        if number in starts:
            start = starts[number]
            current = None if start is None else list(start.paragraphs)
            if start is not None and current is not None:
                turns.append((start.label, current))
        elif current is not None and block.kind == "body":
            unmarked = not current or not is_between_marks(tokens, current[-1])
            before = current[-1] if current else block
            if is_between_marks(tokens, block) or (unmarked and continues(before, number)):
                current.append(block)
            else:
                current = None
    return [Turn(label, tuple(paragraphs)) for label, paragraphs in turns if paragraphs]


def is_between_marks(tokens: Tokens, paragraph: Span) -> bool:
    """Are all words of a paragraph between quotation marks?"""
    first, end = tokens.range(paragraph)
    return first < end and all(tokens.quotation[place] >= 0 for place in range(first, end))


def is_question(tokens: Tokens, paragraph: Span) -> bool:
    """Is a paragraph a question that is not itself a quotation?"""
    words = paragraph.of(tokens.text).rstrip(_ORNAMENTS)
    first, end = tokens.range(paragraph)
    outside = first < end and tokens.quotation[first] < 0 and tokens.quotation[end - 1] < 0
    return outside and words.endswith("?") and len(words) <= _MAX_QUESTION


def has_word(tokens: Tokens, paragraph: Span, forms: Set[str]) -> bool:
    """Does one of these words stand in a paragraph outside quotation marks?"""
    first, end = tokens.range(paragraph)
    words = (tokens.lower[place] for place in range(first, end) if tokens.quotation[place] < 0)
    return not frozenset(forms).isdisjoint(words)
