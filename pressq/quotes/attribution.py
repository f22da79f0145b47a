"""What the two ways of finding quotations have in common: the attribution, before anyone is given a full name."""

from __future__ import annotations

from dataclasses import dataclass

from pressq.article import QuoteKind, QuoteSpan, Span

__all__ = ["Attribution"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content said by a source, as it stands in the text: `source` is a local mention ("he", "the mayor").

    `content` is in reading order; `confidence`, 0 to 1, is the chance that content and source are right.
    """

    content: tuple[QuoteSpan, ...]
    source: Span | None
    cue: Span | None
    confidence: float

    @property
    def kind(self) -> QuoteKind:
        """direct: all content is between marks; mixed: some is; indirect: none."""
        quoted = {span.quoted for span in self.content}
        return "mixed" if len(quoted) == 2 else "direct" if True in quoted else "indirect"
