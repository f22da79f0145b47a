"""What a reader is shown of a quotation: its words with their marks, its sentences, the number of its paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pressq.article import Article, Passage, QuoteSpan, Span
from pressq.text.quotation_mark_costs import MARKS
from pressq.text.sentences import split

__all__ = ["Passages"]

_OMISSION = " … "
_NO_MARKS = str.maketrans("", "", MARKS)


class Passages:
    """The blocks of an article, with what is asked of them for one quotation after another."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._starts = [block.start for block in article.blocks]
        self._sentences: dict[int, list[Span]] = {}
        self._numbers: list[int] = []
        before = 0
        for block in article.blocks:
            self._numbers.append(before + 1)
            before += block.kind == "body"
        self._last = max(before, 1)

    def paragraph(self, offset: int) -> int:
        """The number, from 1, of the body paragraph at `offset`, or of the next one where there is none."""
        return min(self._numbers[self._block(offset)], self._last)

    def sentences(self, spans: Sequence[QuoteSpan]) -> Passage:
        """From the beginning of the sentence in which the first of `spans` begins to the end of the last one's."""
        begun = self.sentences_at(spans[0].start)
        ended = self.sentences_at(spans[-1].end - 1)
        first = begun[max(bisect_right([one.start for one in begun], spans[0].start) - 1, 0)]
        last = ended[min(bisect_left([one.end for one in ended], spans[-1].end), len(ended) - 1)]
        start, end = min(first.start, spans[0].start), max(last.end, spans[-1].end)
        return Passage.cut(self._article.text, start, end)

    def quoted(self, spans: Sequence[QuoteSpan]) -> str:
        """The words as a reader must see them; a comma before the reporter's words goes, as the marks say enough."""
        gaps = [self._between(one, two) for one, two in pairwise(spans)]
        parts = []
        for span, gap in zip(spans, [*gaps, _OMISSION], strict=True):
            words = " ".join(span.of(self._article.text).split())
            if gap.startswith(_OMISSION.rstrip()):
                words = words.rstrip(",")
            parts += [_marked(words) if span.quoted else words, gap]
        return "".join(parts[:-1])

    def _between(self, one: QuoteSpan, two: QuoteSpan) -> str:
        gap = self._article.text[one.end : two.start]
        has_words = any(map(str.isalnum, gap))
        if self._block(one.start) != self._block(two.start):
            return f"{_OMISSION.rstrip() if has_words else ''}\n\n"
        kept = " ".join(gap.translate(_NO_MARKS).split()) if not has_words else ""
        if has_words or not kept:
            return _OMISSION if has_words else " "
        return f"{kept} " if kept[0] in ",.;:!?)" else f" {kept} "

    def _block(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    def sentences_at(self, offset: int) -> list[Span]:
        """The sentences of the block at `offset`; what is no body is one."""
        number = self._block(offset)
        if number not in self._sentences:
            block = self._article.blocks[number]
            language = self._article.language or "en"
            found = split(self._article.text, block.start, block.end, language) if block.kind == "body" else []
            self._sentences[number] = found or [block]
        return self._sentences[number]


def _marked(words: str) -> str:
    """The words between curly marks, single ones where there are double ones within."""
    return f"‘{words}’" if any(mark in words for mark in '"“”') else f"“{words}”"
