"""The attribution: content, source and cue, before the source gets a full name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pressq.article import Origin, QuoteKind, QuoteSpan, Span

__all__ = ["Attribution"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content and its source, as they stand in the text.

    Attributes:
        content: in reading order.
        source: the mention that says it ("he", "the mayor"), or a label or credit of the page.
        cue: the verb or phrase that attributes.
        score: 0 to 1, what the network makes of content and source; None where the form of the page decided.
        mention: the number of the source among the article's mentions, None for a label or credit.
        p_speech: 0 to 1, the probability that it was said, not only thought, wished or done.
        origin: the stage that decided on the source.
        coordinated: the numbers of all mentions that speak together, in reading order; none if one speaks alone.
    """

    content: tuple[QuoteSpan, ...]
    source: Span | None
    cue: Span | None
    score: float | None = None
    mention: int | None = None
    p_speech: float = 1.0
    origin: Origin = "model"
    coordinated: tuple[int, ...] = ()

    def with_content(self, content: Iterable[QuoteSpan]) -> Attribution:
        """The attribution with other content; itself if the content is the same."""
        spans = tuple(content)
        return self if spans == self.content else replace(self, content=spans)

    @property
    def kind(self) -> QuoteKind:
        """direct: a turn, or all content is between marks; mixed: some of it is; indirect: none."""
        if self.origin == "turn":
            return "direct"
        quoted = {span.quoted for span in self.content}
        return "mixed" if len(quoted) == 2 else "direct" if True in quoted else "indirect"
