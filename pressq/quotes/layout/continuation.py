"""Where one attribution ends and another continues: sentences with their own quotation, quotations over paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens

__all__ = ["join_continued", "split_by_sentence"]


def split_by_sentence(attributions: Iterable[Attribution], tokens: Tokens) -> Iterator[Attribution]:
    """The attributions; one that quotes in other sentences than those of its reported speech becomes two."""
    for attribution in attributions:
        reported = [span for span in attribution.content if not span.quoted]
        sentences = set(map(tokens.sentence_of, reported))
        apart = [span for span in attribution.content if span.quoted and tokens.sentence_of(span) not in sentences]
        if reported and apart:
            yield attribution.with_content(span for span in attribution.content if span not in apart)
            yield attribution.with_content(apart)
        else:
            yield attribution


def join_continued(attributions: Sequence[Attribution], tokens: Tokens) -> list[Attribution]:
    """The attributions; a quotation that by its marks continues the paragraph before joins its attribution.

    Args:
        attributions: in reading order.
        tokens: the article's words.
    """
    joined: list[Attribution] = []
    for attribution in attributions:
        content = list(attribution.content)
        last = _last_segment(joined[-1], tokens) if joined and joined[-1].source is not None else -1
        while content and last >= 0 and _continues(tokens, last, tokens.segment_of(content[0])):
            last = tokens.segment_of(content[0])
            joined[-1] = joined[-1].with_content((*joined[-1].content, content.pop(0)))
        if content:
            joined.append(attribution.with_content(content))
    return joined


def _last_segment(attribution: Attribution, tokens: Tokens) -> int:
    return max(map(tokens.segment_of, attribution.content), default=-1)


def _continues(tokens: Tokens, last: int, index: int) -> bool:
    """Is a marked segment a sentence of its own that by its marks continues the one before?"""
    return index == last + 1 and tokens.segments[index].continues and tokens.is_bare(index)
