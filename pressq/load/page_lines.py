"""Lines on pages to paragraphs: columns, running heads, hyphens at line ends.

Lengths are points, `top` counts down from the upper edge of the page to the base line.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

__all__ = ["Line", "paragraphs"]

_WIDE = 0.6
_MARGIN_LINES = 3
_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")
_HYPHENATED = re.compile(r"(\w+)[-\u00ad\u2010]\Z")
_LEADING = re.compile(r"\w+")


@dataclass(slots=True)
class Line:
    """A line of print: its words, where it stands, and the size of its letters."""

    text: str
    left: float
    right: float
    top: float
    size: float


def paragraphs(pages: list[list[Line]]) -> list[tuple[str, int]]:
    """The paragraphs on these pages, in reading order, each with the number of the page on which it begins, from 1.

    One that runs over a column or a page is put together.
    """
    pages = _without_running_heads([_in_order(page) for page in pages])
    known = set(re.findall(r"\w+(?:-\w+)*", " ".join(line.text for page in pages for line in page).casefold()))
    found: list[str] = []
    begun: list[int] = []
    for number, page in enumerate(pages, start=1):
        leading = _leading(page)
        right = 0.0
        previous: Line | None = None
        for index, line in enumerate(page):
            words = " ".join(line.text.split())
            if previous is None or line.top < previous.top - line.size or line.left > previous.right:
                # A new column or page begins.
                column = [other for other in page[index:] if abs(other.left - line.left) < 4 * line.size]
                right = max(other.right for other in column)
                goes_on = bool(found) and not _ENDED.search(found[-1]) and (words[0].islower() or _cut(found[-1]))
            else:
                goes_on = not _begins(previous, line, leading, right)
            if goes_on and found:
                found[-1] = _joined(found[-1], words, known)
            else:
                found.append(words)
                begun.append(number)
            previous = line
    whole = (text.replace("\u00ad", "-" if text.endswith("\u00ad") else "") for text in found)
    return list(zip(whole, begun, strict=True))


def _begins(previous: Line, line: Line, leading: float, right: float) -> bool:
    """Whether `line`, which stands under `previous`, begins a paragraph."""
    if abs(line.size - previous.size) > 0.1 * previous.size:
        return True
    if line.top - previous.top > 1.3 * max(leading, previous.size):
        return True
    if line.left > previous.left + 0.7 * line.size and not _cut(previous.text):
        return True
    first = line.text.split(None, 1)[0]
    room = right - previous.right - (len(first) + 1) * 0.5 * line.size
    return room > line.size and _ENDED.search(previous.text.strip()) is not None


def _cut(text: str) -> bool:
    return _HYPHENATED.search(text.rstrip()) is not None


def _joined(before: str, after: str, known: set[str]) -> str:
    """Two lines as one; a word broken between them is made whole, unless the text has it with its hyphen elsewhere."""
    head, tail = _HYPHENATED.search(before), _LEADING.match(after)
    if head is None or tail is None:
        return f"{before} {after}"
    whole, hyphened = f"{head[1]}{tail[0]}".casefold(), f"{head[1]}-{tail[0]}".casefold()
    keeps = not tail[0][0].islower() or (hyphened in known and whole not in known)
    return before[:-1] + ("-" if keeps else "") + after


def _leading(page: list[Line]) -> float:
    """The usual distance from one base line to the next."""
    steps = [round(b.top - a.top, 1) for a, b in pairwise(page) if 0 < b.top - a.top < 3 * a.size]
    return min(median(steps), 2.2 * median(line.size for line in page)) if steps else 0.0


def _in_order(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom; between lines that are as wide as the page, column by column."""
    if not lines:
        return []
    lines = sorted(lines, key=lambda line: (round(line.top), line.left))
    width = max(line.right for line in lines) - min(line.left for line in lines)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in lines:
        if line.right - line.left > _WIDE * width:
            ordered += _by_column(band)
            band = []
            ordered.append(line)
        else:
            band.append(line)
    return ordered + _by_column(band)


def _by_column(lines: list[Line]) -> list[Line]:
    """The lines left of the widest empty strip, then those right of it, and so on within both."""
    by_left = sorted(lines, key=lambda line: line.left)
    reach = 0.0
    gutters = []
    for index, (before, line) in enumerate(pairwise(by_left), start=1):
        reach = max(reach, before.right)
        if line.left - reach > 0.5 * line.size and min(index, len(lines) - index) >= 2:
            gutters.append((line.left - reach, index))
    if not gutters:
        return _same_row(lines)
    _, index = max(gutters)
    chosen = {id(line) for line in by_left[:index]}
    left = [line for line in lines if id(line) in chosen]
    return _by_column(left) + _by_column([line for line in lines if id(line) not in chosen])


def _same_row(lines: list[Line]) -> list[Line]:
    """Pieces of one line, which a wide space has parted, put together again."""
    rows: list[Line] = []
    for line in lines:
        if rows and abs(rows[-1].top - line.top) < 0.3 * line.size and line.left >= rows[-1].right:
            last = rows[-1]
            rows[-1] = Line(f"{last.text} {line.text}", last.left, line.right, last.top, max(last.size, line.size))
        else:
            rows.append(line)
    return rows


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers, and without lines at their edges that most pages have alike but for a number."""
    seen = Counter(text for page in pages for text in {_masked(line) for line in _edges(page)})
    least = max(2, len(pages) / 2)
    kept = []
    for page in pages:
        out = {id(line) for line in _edges(page) if seen[_masked(line)] >= least}
        by_height = sorted(page, key=lambda line: line.top)
        size = median(line.size for line in page) if page else 0.0
        outermost = zip(by_height[:1] + by_height[:-2:-1], by_height[1:2] + by_height[-2:-1], strict=False)
        for line, inner in outermost:
            apart = abs(line.top - inner.top) > 2 * size and line.size < 0.95 * size
            if apart or (len(pages) > 1 and _NUMBER.fullmatch(line.text.strip())):
                out.add(id(line))
        kept.append([line for line in page if id(line) not in out])
    return kept


def _edges(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.top)
    return by_height[:_MARGIN_LINES] + by_height[_MARGIN_LINES:][-_MARGIN_LINES:]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", " ".join(line.text.split())).casefold()
