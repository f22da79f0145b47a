"""Where a passage stands in a source, as a reader would look it up: line, paragraph, page, time of a recording."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from pressq.article import Article
from pressq.quotes.layout.label_forms import CLOCK
from pressq.report.verification import Place
from pressq.text.passages import Passages

__all__ = ["SourcePlaces"]

_LINE = re.compile(r"\r\n|[\r\n\f]")
_TIME = re.compile(rf"^\W{{0,3}}(?P<first>{CLOCK})(?![\w:])|[\[(](?P<within>{CLOCK})[\])]", re.MULTILINE)


class SourcePlaces:
    """The places of an article's text.

    Args:
        article: the source.
    """

    def __init__(self, article: Article) -> None:
        text = article.text
        self._passages = Passages(article)
        self._lines = [0, *(match.end() for match in _LINE.finditer(text))]
        fed = [match.end() for match in re.finditer("\f", text)]
        self._pages = article.pages or ((0, *fed) if fed else ())
        times = [(match.start(), match["first"] or match["within"]) for match in _TIME.finditer(text)]
        self._times = times if _is_recording([time for _, time in times]) else []

    def place(self, offset: int) -> Place:
        """Where the character at `offset` stands."""
        timed = bisect_right(self._times, offset, key=lambda one: one[0])
        return Place(
            line=bisect_right(self._lines, offset),
            paragraph=self._passages.paragraph(offset),
            page=bisect_right(self._pages, offset) or None,
            time=self._times[timed - 1][1].partition(".")[0].partition(",")[0] if timed else None,
        )


def _is_recording(times: list[str]) -> bool:
    """Are there two times or more, none before the one above it?"""
    seconds = [_seconds(time) for time in times]
    return len(times) > 1 and all(before <= after for before, after in pairwise(seconds))


def _seconds(time: str) -> float:
    """Seconds of "1:02:03.5"; "1:02" are minutes and seconds."""
    total = 0.0
    for number in time.replace(",", ".").split(":"):
        total = 60 * total + float(number)
    return total
