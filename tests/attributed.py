"""Sentences with their [source], {cue} and <content> marked, as the tests of attribution write them."""

from __future__ import annotations

import re

from handmade import lines

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens
from pressq.text.marks import marked_segments

__all__ = ["attributed"]

_CLOSES = {"]": "[", "}": "{", ">": "<"}


def attributed(sentence: str) -> tuple[Tokens, Attribution]:
    """The words of a text, one paragraph a line, and the attribution marked in it; a line with # is a headline."""
    text = re.sub(r"[\[\]{}<>]", "", sentence)
    spans: dict[str, list[Span]] = {"[": [], "{": [], "<": []}
    at = start = 0
    for character in sentence:
        if character in spans:
            start = at
        elif character in _CLOSES:
            spans[_CLOSES[character]].append(Span(start, at))
        else:
            at += 1
    article = lines(text)
    segments = marked_segments(article)
    content: list[QuoteSpan] = []
    for span in spans["<"]:
        start = span.start
        for segment in segments:
            if start <= segment.start and segment.end <= span.end and segment.opening and segment.closing:
                content.append(QuoteSpan(start, segment.opening.start, False))
                content.append(QuoteSpan(segment.start, segment.end, True))
                start = segment.closing.end
        content.append(QuoteSpan(start, span.end, False))
    source, cue = (spans[mark][0] if spans[mark] else None for mark in "[{")
    parts = tuple(part for part in content if part.of(text).strip())
    return Tokens(article, segments), Attribution(parts, source, cue, 1.0)
