"""The tokenised article: parallel lists of words with their paragraph, sentence and quotation.

A sentence here is the reporter's: it spans the quotations in it, however many sentences they hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from pressq.article import Article, Block, QuoteSpan, Span
from pressq.text.lexicon import lexicon
from pressq.text.marks import MarkedSegment
from pressq.text.passages import Passages
from pressq.text.words import words

__all__ = ["Tokens"]

# "Kevorkian's", "he'd": the name or pronoun is a word of its own
_CLITIC = re.compile(r"(?i)(.+?)(['’](?:s|d|re|ll|ve|m))\Z")
_MARKS = frozenset('"“”„‟«»`´')
_WIRE_TOKEN = re.compile(r"&[A-Z]{2};")


class Tokens:
    """The words of an article as parallel lists; a position is an index into them.

    Args:
        article: the article.
        segments: its marked segments, in reading order.

    Attributes:
        forms, lower: the words and punctuation marks as written, and case-folded; without quotation marks, possessive
            endings apart.
        starts, ends: their offsets.
        paragraph: the numbers of their blocks.
        quotation: the numbers of their marked segments, -1 outside.
        bounds: the first position of each marked segment and the one after its last.
    """

    def __init__(self, article: Article, segments: Sequence[MarkedSegment]) -> None:
        self.article, self.text, self.segments = article, article.text, segments
        self.blocks: list[Block] = list(article.blocks)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.paragraph: list[int] = []
        self._segment_starts = [segment.start for segment in segments]
        marks = self._marks()
        for number, block in enumerate(self.blocks):
            words = [word for word in _tokens(article, block.start, block.end) if word[0] not in marks]
            self.starts += [start for start, _ in words]
            self.ends += [end for _, end in words]
            self.paragraph += [number] * len(words)
        self.forms = [self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        self.lower = [form.casefold() for form in self.forms]
        self.bounds = [
            (bisect_left(self.starts, segment.start), bisect_left(self.starts, segment.end)) for segment in segments
        ]
        self.quotation = [-1] * len(self.starts)
        for number, (first, end) in enumerate(self.bounds):
            self.quotation[first:end] = [number] * (end - first)

    def _marks(self) -> set[int]:
        """The offsets of the quotation marks, as far as they are no letters."""
        marks = (mark for segment in self.segments for mark in (segment.opening, segment.closing) if mark)
        return {mark.start for mark in marks if not self.text[mark.start].isalnum()}

    @cached_property
    def passages(self) -> Passages:
        """The sentences of the article, quotations included."""
        return Passages(self.article)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The reporter's sentences: the first position of each and the one after its last."""
        found: list[tuple[int, int]] = []
        first = 0
        for number, block in enumerate(self.blocks):
            stop = bisect_right(self.paragraph, number, first)
            breaks = (bisect_left(self.starts, start, first) for start in self._breaks(block))
            found += pairwise(sorted({first, stop, *breaks}))
            first = stop
        return found

    @cached_property
    def sentence(self) -> list[int]:
        """The number of the sentence of each word."""
        return [number for number, (first, end) in enumerate(self.sentences) for _ in range(first, end)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [self.starts[first] for first, _ in self.sentences]

    def __len__(self) -> int:
        return len(self.forms)

    def at(self, offset: int) -> int:
        """The position of the first word that ends after `offset`."""
        return bisect_right(self.ends, offset)

    def range(self, span: Span) -> tuple[int, int]:
        """The first position in `span`, and the one after the last."""
        return self.range_of(span.start, span.end)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The first position that reaches into the offsets `start` to `end`, and the one after the last."""
        return self.at(start), bisect_left(self.starts, end)

    def words_of(self, span: Span) -> list[str]:
        """The words and marks in `span`, in lower case."""
        return self.lower[slice(*self.range(span))]

    def span(self, first: int, end: int) -> Span:
        """The offsets of the words from position `first` to before `end`."""
        return Span(self.starts[first], self.ends[end - 1])

    def kind(self, position: int) -> str:
        """The kind of the block of a word."""
        return self.blocks[self.paragraph[position]].kind

    def sentence_bounds(self, position: int) -> tuple[int, int]:
        """The first position of the sentence of a word, and the one after its last."""
        return self.sentences[self.sentence[position]]

    def segment_of(self, span: QuoteSpan) -> int:
        """The number of the marked segment of a quoted span, -1 for others."""
        return self.quotation[self._begin(span)] if span.quoted else -1

    def paragraph_of(self, span: Span) -> int:
        """The number of the block in which a span begins."""
        return self.paragraph[self._begin(span)]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence at an offset, counted from 1; 0 before the first."""
        return bisect_right(self._sentence_starts, offset)

    def sentence_of(self, span: Span) -> int:
        """The number of the sentence in which a span begins."""
        return self.sentence[self._begin(span)]

    def _begin(self, span: Span) -> int:
        """The position at which a span begins, at most the last one."""
        return min(self.at(span.start), len(self) - 1)

    def is_bare(self, segment: int) -> bool:
        """Is a marked segment a sentence of its own?"""
        begin, end = self.bounds[segment]
        first, stop = self.sentence_bounds(begin)
        return begin == first and end >= stop - 1

    def _segment_at(self, offset: int) -> int:
        index = bisect_right(self._segment_starts, offset) - 1
        return index if index >= 0 and offset < self.segments[index].end else -1

    def _breaks(self, block: Block) -> list[int]:
        """The offsets at which the sentences of a block start, without the first."""
        following = self.passages.sentences_at(block.start)[1:]
        return [sentence.start for sentence in following if not self._inside(sentence.start)]

    def _inside(self, offset: int) -> bool:
        """Is an offset inside a quotation and not at its edge?"""
        index = self._segment_at(offset)
        if index < 0:
            return False
        segment = self.segments[index]
        return segment.start < offset < segment.end and bool(self.text[segment.start : offset].strip())


def _tokens(article: Article, start: int, end: int) -> list[tuple[int, int]]:
    """Words, clitics and punctuation marks, without quotation marks."""
    abbreviated = lexicon(
        "honorifics", "titles", "name-suffixes", "organisation-words", "calendar", "places", "countries"
    )
    text, tokens = article.text, list[tuple[int, int]]()
    at = start
    for first, last in words(text, start, end, article.language):
        if first < at:  # a stop already taken in
            continue
        if not text[at:first].isspace():
            _punctuation(text, at, first, tokens)
        at = last
        form = text[first:last]
        stop = at < end and text[at] == "."
        if stop and ((len(form) == 1 and form.isupper() and form != "I") or form + "." in abbreviated):
            at += 1
            tokens.append((first, at))
        elif ("'" in form or "’" in form) and (clitic := _CLITIC.match(form)):
            middle = first + clitic.end(1)
            tokens += [(first, middle), (middle, last)]
        else:
            tokens.append((first, last))
    _punctuation(text, at, end, tokens)
    return tokens


def _punctuation(text: str, start: int, end: int, tokens: list[tuple[int, int]]) -> None:
    gap = text[start:end]
    offset = 0
    while offset < len(gap):
        character = gap[offset]
        width = 1
        if not character.isspace() and character not in _MARKS:
            if gap.startswith(("--", "''"), offset):
                width = 2
            elif gap.startswith("...", offset):
                width = 3
            elif character == "&" and (code := _WIRE_TOKEN.match(text, start + offset)):
                width = code.end() - code.start()
            if gap[offset : offset + width] != "''":
                tokens.append((start + offset, start + offset + width))
        offset += width
