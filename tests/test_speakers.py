"""Who the source is, phenomenon by phenomenon: name, kind and role of whoever the mention in brackets stands for.

The cases stand in `speakers/*.txt`. Each is read as any article is, and the score of each file has a floor: a single
sentence that the model gets wrong is no reason to bend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from handmade import article

from pressq.article import Article, Block, BlockKind, Quotes, Span
from pressq.quotes import quotes

CASES = Path(__file__).parent / "speakers"
FLOORS = {"names": 84.0, "nominals": 79.0, "organisations": 90.0, "pronouns": 78.0, "roles": 61.0}
HEADS: dict[str, BlockKind] = {"TITLE: ": "title", "BY: ": "byline"}


@dataclass(frozen=True)
class Case:
    """A short text with its source mentions, and what they must come to."""

    name: str
    article: Article
    mentions: tuple[Span, ...]
    expected: tuple[str, ...]


def marked(lines: list[str]) -> tuple[Article, tuple[Span, ...]]:
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
    return article(text, blocks=blocks, byline=byline), tuple(mentions)


def cases(path: Path) -> Iterator[Case]:
    for chunk in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, *lines = chunk.strip().splitlines()
        expected = tuple(line[2:] for line in lines if line.startswith("= "))
        made, mentions = marked([line for line in lines if not line.startswith("= ")])
        yield Case(name, made, mentions, expected)


def described(found: Quotes, mention: Span, wanted: str) -> str:
    """Who says what the mention is the source of, written as the case writes it."""
    for quote in found.quotes:
        if quote.mention is not None and quote.mention.start < mention.end and mention.start < quote.mention.end:
            if quote.speaker is None:
                return "-"
            parts = [quote.speaker.name, quote.speaker.kind, quote.speaker.role or "-"]
            return " | ".join(parts[: wanted.count("|") + 1])
    return "-" if wanted == "-" else "nothing found"


@pytest.mark.parametrize("kind", FLOORS)
def test_from_mention_to_speaker(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, count = [], 0
    for case in cases(CASES / f"{kind}.txt"):
        found = quotes(case.article, attitudes=True)
        for mention, wanted in zip(case.mentions, case.expected, strict=True):
            count += 1
            if (given := described(found, mention, wanted)) != wanted:
                wrong.append(f"{case.name}: {given}, not {wanted}")
    score = 100 * (1 - len(wrong) / count)
    with capsys.disabled():
        print(f"\n{kind}: {score:.1f} of {count}")
    assert score >= FLOORS[kind], "\n".join(wrong)


def test_the_table_covers_the_language() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == set(FLOORS)
    assert sum(len(list(cases(path))) for path in CASES.glob("*.txt")) >= 120


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“It is over,” Sen. Ingrid Dahl told reporters.", "Sen."),
        ("“We lost,” said Gov. Maria Lind of Ohio.", "Gov."),
        ("“We lost,” said Maria Lind, the governor of Ohio.", "the governor of Ohio"),
    ],
)
def test_an_office_keeps_the_stop_of_its_abbreviation_and_goes_before_a_place(text: str, role: str) -> None:
    (quote,) = quotes(article(text), kinds=["direct"])
    assert quote.speaker is not None
    assert quote.speaker.role == role
