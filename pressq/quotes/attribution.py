"""The attribution: what is said, by which stretch of the text, before anyone is given a full name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pressq.article import QuoteKind, QuoteSpan, Span

__all__ = ["Attribution"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content said by a source, as it stands in the text.

    Attributes:
        content: in reading order.
        source: the local mention of the source ("he", "the mayor"), or a label of the page.
        cue: the verb or phrase that attributes.
        confidence: 0 to 1, the chance that content and speaker are right.
        mention: the number of the source among the article's mentions, where it is one.
        said: 0 to 1, the chance that reported speech is speech, and not only thought, wished or done.
        turn: a turn of a transcript, whose label stands for the marks.
        together: the numbers of the mentions of all who speak together, in reading order; none where one speaks alone.
    """

    content: tuple[QuoteSpan, ...]
    source: Span | None
    cue: Span | None
    confidence: float
    mention: int | None = None
    p_speech: float = 1.0
    turn: bool = False
    coordinated: tuple[int, ...] = ()

    def with_content(self, content: Iterable[QuoteSpan]) -> Attribution:
        """The attribution with other content; the same one where it is no other."""
        spans = tuple(content)
        return self if spans == self.content else replace(self, content=spans)

    @property
    def kind(self) -> QuoteKind:
        """direct: all content is between marks, or a turn; mixed: some is between marks; indirect: none."""
        if self.turn:
            return "direct"
        quoted = {span.quoted for span in self.content}
        return "mixed" if len(quoted) == 2 else "direct" if True in quoted else "indirect"
