"""Windows: the input of the network, words with surface features, a few hundred at a time.

Quotation marks, case, punctuation and paragraphs are features of words, not tokens: all styles of marks look alike,
hard-wrapped lines are no different from others, and a window holds a third more text. The middle of a long marked
segment is elided: what a quotation says does not show who says it, and it is content as a whole or not at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from pressq.article import Article, Block
from pressq.text.marks import MarkedSegment
from pressq.text.words import words

__all__ = [
    "FEATURE_SIZES",
    "MAX_WINDOW_WORDS",
    "WINDOW_WORDS",
    "After",
    "Before",
    "Inside",
    "Shape",
    "Window",
    "windows",
]

MAX_WINDOW_WORDS = 250
WINDOW_WORDS = 128  # the usual size: larger windows are slower and no better
_OPENING, _CLOSING = 4, 3  # words kept of a long marked segment
_CHUNK = 31 * WINDOW_WORDS  # words that are packed into windows together
_MARK_COST = 40  # words off its size that a window may be to avoid a break before a marked segment


class Inside(IntEnum):
    """The position of a word relative to quotation marks."""

    OUT, FIRST, IN, LAST, ONLY = range(5)


class Shape(IntEnum):
    """The case of a word."""

    LOWER, TITLE, UPPER, MIXED, DIGIT, INITIAL = range(6)


class After(IntEnum):
    """The punctuation after a word."""

    NONE, COMMA, STOP, QUESTION, COLON, SEMICOLON, DASH, ELLIPSIS, BRACKET, OTHER, END = range(11)


class Before(IntEnum):
    """What stands before a word; `GAP` is elided words."""

    NONE, PARAGRAPH, BRACKET, DASH, GAP, TITLE = range(6)


FEATURE_SIZES = (len(Inside), len(Shape), len(After), len(Before))

_AFTER = {
    ",": After.COMMA,
    ".": After.STOP,
    "?": After.QUESTION,
    "!": After.QUESTION,
    ":": After.COLON,
    ";": After.SEMICOLON,
    "-": After.DASH,
    "–": After.DASH,
    "—": After.DASH,
    "―": After.DASH,
    "…": After.ELLIPSIS,
    ")": After.BRACKET,
    "]": After.BRACKET,
    "/": After.OTHER,
    "*": After.OTHER,
    "|": After.OTHER,
}


_CAPITALS = frozenset({Shape.TITLE, Shape.MIXED, Shape.UPPER})
_ENDS = frozenset({After.STOP, After.QUESTION})
_CLOSE = 3  # words from one capital to the next within a name: "Bank of England", "Ann von der Lee"
_AROUND = 4  # words of context of a name in the middle of a quotation


@dataclass(slots=True)
class Window:
    """Words that the network reads together, as parallel lists.

    Attributes:
        start, end: the offsets of each word.
        features: its `Inside`, `Shape`, `After` and `Before`.
        paragraph: the number of its title, subhead or body block.
        segment: the number of its marked segment, -1 outside.
        aside: whether these are elided middles of quotations, in which only names and roles are detected.
    """

    start: list[int]
    end: list[int]
    features: list[tuple[int, int, int, int]]
    paragraph: list[int]
    segment: list[int]
    aside: bool = False

    @classmethod
    def empty(cls, *, aside: bool = False) -> Window:
        """A window without words."""
        return cls([], [], [], [], [], aside)

    def __len__(self) -> int:
        return len(self.start)

    def extend(self, other: Window, first: int = 0, stop: int | None = None) -> None:
        """Append the words `first` to `stop` of `other`."""
        self.start += other.start[first:stop]
        self.end += other.end[first:stop]
        self.features += other.features[first:stop]
        self.paragraph += other.paragraph[first:stop]
        self.segment += other.segment[first:stop]


def windows(article: Article, segments: Sequence[MarkedSegment], size: int = WINDOW_WORDS) -> Iterator[Window]:
    """The windows of an article in reading order, elided middles after them; no word is in two.

    Args:
        article: the article.
        segments: its marked segments, in reading order.
        size: the usual size of a window in words.
    """
    starts = [segment.start for segment in segments]
    chunk: list[Window] = []
    asides: list[Window] = []
    count = 0
    for number, block in enumerate(article.of_kind("title", "subhead", "body")):
        paragraph, middles = _read(article, block, number, segments, bisect_left(starts, block.start))
        asides += middles
        for part in _split(paragraph, size):
            chunk.append(part)
            count += len(part)
        if count > _CHUNK:
            yield from _pack(chunk, size)
            yield from _gathered(asides, size)
            chunk, asides, count = [], [], 0
    yield from _pack(chunk, size)
    yield from _gathered(asides, size)


def _read(
    article: Article, block: Block, number: int, segments: Sequence[MarkedSegment], first: int
) -> tuple[Window, list[Window]]:
    """The words of one block, and its elided middles that may hold names; `first` is its first segment."""
    text = article.text
    found = words(text, block.start, block.end, article.language)
    start, end = [first for first, _ in found], [last for _, last in found]
    between = [text[last:following] for last, following in zip(end, [*start[1:], block.end], strict=False)]
    before = [Before.PARAGRAPH if block.kind == "body" else Before.TITLE, *map(_before, between[:-1])]
    after = list(map(_after, between))
    if after and after[-1] is After.NONE:
        after[-1] = After.END
    inside, segment, middles = _inside(start, block, segments, first)
    for middle in middles:
        before[middle.stop] = Before.GAP
    shape = [_shape(text[first:last]) for first, last in found]
    features = list(zip(inside, shape, after, before, strict=False))
    whole = Window(start, end, features, [number] * len(start), segment)
    asides = [aside for middle in middles if len(aside := _aside(whole, middle))]
    for middle in reversed(middles):
        for column in (start, end, features, segment, whole.paragraph):
            del column[middle]
    return whole, asides


def _inside(
    start: Sequence[int], block: Block, segments: Sequence[MarkedSegment], first: int
) -> tuple[list[int], list[int], list[slice]]:
    """The `Inside` and the marked segment of each word of a block, and the middles of long segments."""
    inside: list[int] = [Inside.OUT] * len(start)
    segment = [-1] * len(start)
    middles: list[slice] = []
    for index in range(first, len(segments)):
        if segments[index].start >= block.end:
            break
        low, high = bisect_left(start, segments[index].start), bisect_left(start, segments[index].end)
        if low < high:
            segment[low:high] = [index] * (high - low)
            inside[low:high] = [Inside.IN] * (high - low)
            inside[low], inside[high - 1] = Inside.FIRST, Inside.LAST
            if high - low == 1:
                inside[low] = Inside.ONLY
        if high - low > _OPENING + _CLOSING + 2:
            middles.append(slice(low + _OPENING, high - _CLOSING))
    return inside, segment, middles


def _aside(paragraph: Window, middle: slice) -> Window:
    """The part of an elided middle that may hold a name of several words: around capitals close together."""
    features = paragraph.features
    capitals = [word for word in range(middle.start, middle.stop) if features[word][1] in _CAPITALS]
    close = [
        (one, two)
        for one, two in pairwise(capitals)
        if two - one <= _CLOSE and (features[two - 1][2] not in _ENDS or features[two - 1][1] == Shape.INITIAL)
    ]
    window = Window.empty(aside=True)
    if close:
        first, stop = max(middle.start, close[0][0] - _AROUND), min(middle.stop, close[-1][1] + _AROUND + 1)
        window.extend(paragraph, first, stop)
    return window


def _gathered(asides: Sequence[Window], size: int) -> Iterator[Window]:
    """Elided middles, packed into windows."""
    window = Window.empty(aside=True)
    for aside in asides:
        for part in _split(aside, size):
            if len(window) + len(part) > MAX_WINDOW_WORDS:
                yield window
                window = Window.empty(aside=True)
            window.extend(part)
    if len(window):
        yield window


@lru_cache(maxsize=256)
def _before(between: str) -> int:
    if between == " ":
        return Before.NONE
    if "(" in between or "[" in between:
        return Before.BRACKET
    return Before.DASH if any(c in "-–—―" for c in between) else Before.NONE


@lru_cache(maxsize=256)
def _after(between: str) -> int:
    """The first punctuation between two words; dots in a row are an ellipsis, quotation marks count for none."""
    if between == " ":
        return After.NONE
    if between.startswith(("..", ". .")):
        return After.ELLIPSIS
    for character in between:
        if (kind := _AFTER.get(character)) is not None:
            return kind
    return After.NONE


@lru_cache(maxsize=1 << 14)
def _shape(word: str) -> int:
    if word.islower():
        return Shape.DIGIT if word[0].isdigit() else Shape.LOWER
    if word.isupper():
        return Shape.INITIAL if len(word.strip(".")) == 1 else Shape.UPPER
    if word[0].isupper():
        return Shape.TITLE if word[1:].islower() else Shape.MIXED
    return Shape.DIGIT if any(map(str.isdigit, word)) else Shape.MIXED


def _split(paragraph: Window, size: int) -> Iterator[Window]:
    """A paragraph whole, or in parts that fit a window, split after sentences if possible."""
    if 0 < len(paragraph) <= size:
        yield paragraph
        return
    first = 0
    while first < len(paragraph):
        stop = min(first + size, len(paragraph))
        if stop < len(paragraph):
            for candidate in range(stop, first + size // 2, -1):
                inside, _, after, _ = paragraph.features[candidate - 1]
                if after in (After.STOP, After.QUESTION) and inside in (Inside.OUT, Inside.LAST):
                    stop = candidate
                    break
        part = Window.empty()
        part.extend(paragraph, first, stop)
        yield part
        first = stop


def _pack(parts: Sequence[Window], size: int) -> Iterator[Window]:
    """Whole parts packed into windows of similar size that avoid to end before a marked segment."""
    edges = [0]
    for part in parts:
        edges.append(edges[-1] + len(part))
    count = max(1, round(edges[-1] / size))
    first = 0
    while first < len(parts):
        rest = edges[-1] - edges[first]
        target = rest / max(1, count)
        stop, cost = first + 1, float("inf")
        for edge in range(first + 1, len(parts) + 1):
            length = edges[edge] - edges[first]
            if length > MAX_WINDOW_WORDS and edge > first + 1:
                break
            marked = edge < len(parts) and parts[edge].features[0][0] != Inside.OUT
            if (off := abs(length - target) + _MARK_COST * marked) <= cost:
                stop, cost = edge, off
        window = Window.empty()
        for part in parts[first:stop]:
            window.extend(part)
        yield window
        first = stop
        count -= 1
