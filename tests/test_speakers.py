"""Who the source is, phenomenon by phenomenon: from the mention in brackets to name, kind and role.

The cases stand in `speakers/*.txt`; the sources are given there, so that nothing here depends on how quotations are
found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from pressq.article import Article, Block, BlockKind, QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.names import names
from pressq.quotes.reading import Reading
from pressq.quotes.sources import NamedReading
from pressq.quotes.speakers import speakers
from pressq.text.marks import marked_segments

CASES = Path(__file__).parent / "speakers"
HEADS: dict[str, BlockKind] = {"TITLE: ": "title", "BY: ": "byline"}


@dataclass(frozen=True)
class Case:
    """A short text with its source mentions, and what they must come to."""

    article: Article
    mentions: tuple[Span, ...]
    expected: tuple[str, ...]


def article(lines: list[str]) -> tuple[Article, tuple[Span, ...]]:
    """An article of one block a line, and the spans that stood in brackets."""
    text, blocks, mentions = "", [], []
    byline = None
    for line in lines:
        kind: BlockKind = "body"
        for head, special in HEADS.items():
            if line.startswith(head):
                line, kind = line.removeprefix(head), special
        if text:
            text += "\n\n"
        start = len(text)
        for part in re.split(r"(\[[^\]]*\])", line):
            if part.startswith("["):
                mentions.append(Span(len(text), len(text) + len(part) - 2))
                part = part[1:-1]
            text += part
        blocks.append(Block(start, len(text), kind))
        byline = text[start:] if kind == "byline" else byline
    return Article(text, "-", tuple(blocks), byline=byline), tuple(mentions)


def cases() -> Iterator[ParameterSet]:
    for path in sorted(CASES.glob("*.txt")):
        for chunk in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            name, *lines = chunk.strip().splitlines()
            expected = tuple(line[2:] for line in lines if line.startswith("= "))
            made, mentions = article([line for line in lines if not line.startswith("= ")])
            yield pytest.param(Case(made, mentions, expected), id=f"{path.stem}: {name}")


def described(case: Case) -> list[str]:
    """What each mention comes to, written as the case writes it."""
    segments = marked_segments(case.article)
    reading = Reading(case.article, segments)
    content = [QuoteSpan(segment.start, segment.end, True) for segment in segments] or [QuoteSpan(0, 1, False)]
    attributions = []
    for mention in case.mentions:
        nearest = min(content, key=lambda span: max(span.start - mention.end, mention.start - span.end))
        attributions.append(Attribution((nearest,), mention, None, 1.0))
    found = []
    for speaker, wanted in zip(
        speakers(NamedReading(reading, names(reading)), attributions), case.expected, strict=True
    ):
        if speaker is None:
            found.append("-")
            continue
        parts = [speaker.name, speaker.kind, speaker.role or "-"]
        found.append(" | ".join(parts[: wanted.count("|") + 1]))
    return found


@pytest.mark.parametrize("case", list(cases()))
def test_from_mention_to_speaker(case: Case) -> None:
    assert described(case) == list(case.expected)


def test_the_table_covers_the_language() -> None:
    assert len(list(cases())) >= 120
