"""Paragraphs: separated by blank lines, one a line, or hard-wrapped as wire services send them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pressq.article import Span

__all__ = ["paragraphs"]

_LINE = re.compile(r"([^\r\n\f\v\x85\u2028\u2029]*)(\r\n|[\r\n\f\v\x85\u2028\u2029]|\Z)")
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_WIRE_CODES = re.compile(r"&[A-Z]{2};")

# Wrapped prose goes on in lower case after most line ends; headlines and list items start with a capital.
_LEAST_CONTINUED = 0.3
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class _Line(Span):
    """A line without the white space around it; `indent` in columns, `first` where a blank line stands before it."""

    indent: int
    first: bool


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text` in reading order, without the white space around them.

    Whether lines are wrapped is read off the text as a whole: wrapped lines are alike in length, do not end with a
    stop, and go on in lower case. In wrapped text a blank line, an indented line, or a line that was broken long
    before it was full ends a paragraph; in all other text every line is one, but for stray breaks.
    """
    lines = _lines(text)
    width = _wrap_width(text, lines)
    found: list[Span] = []
    previous: _Line | None = None
    for line in lines:
        if previous is None or line.first or not _goes_on(text, previous, line, width):
            found.append(Span(line.start, line.end))
        else:
            found[-1] = Span(found[-1].start, line.end)
        previous = line
    return found


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    first = True
    for match in _LINE.finditer(text):
        raw = match[1]
        bare = raw.lstrip()
        if bare:
            indent = len(raw[: len(raw) - len(bare)].expandtabs(8))
            start = match.start() + len(raw) - len(bare)
            lines.append(_Line(start, start + len(bare.rstrip()), indent, first))
        first = not bare
    return lines


def _wrap_width(text: str, lines: list[_Line]) -> int | None:
    """The column at which the text is wrapped, None where it is not."""
    open_lengths: list[int] = []
    lengths: list[int] = []
    continued = 0
    for line, following in pairwise(lines):
        if following.first:
            continue
        length = line.indent + line.end - line.start
        lengths.append(length)
        if not _ENDED.search(text, max(line.start, line.end - 8), line.end):
            open_lengths.append(length)
            continued += text[following.start].islower()
    if len(open_lengths) < 2 or continued < _LEAST_CONTINUED * len(open_lengths):
        return None
    middle = median(open_lengths)
    widest = sorted(lengths)[int(0.95 * (len(lengths) - 1))]
    if len(open_lengths) < len(lengths) / 2 or not 30 <= middle <= _WIDEST or widest > 2 * middle:
        return None
    return widest


def _goes_on(text: str, previous: _Line, line: _Line, width: int | None) -> bool:
    """Whether `line`, which no blank line parts from the `previous` one, goes on with its paragraph."""
    ended = _ENDED.search(text, max(previous.start, previous.end - 8), previous.end) is not None
    word = text[line.start : line.end].split(None, 1)[0]
    if width is None:  # a stray line break
        return not ended and word[0].islower() and word.rstrip(",;").isalpha()
    if line.indent > previous.indent:
        return False
    if _WIRE_CODES.match(text, previous.start) and text[previous.end - 1] == ";":
        return False
    length = previous.indent + previous.end - previous.start
    if line.indent and line.indent == previous.indent and ended and length < 0.9 * width:
        return False
    # A line that had ample room for the next word was ended on purpose.
    room = width - length - 1 - len(word)
    return text[line.start].islower() or room <= (0.15 if ended else 0.4) * width
