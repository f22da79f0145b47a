"""How many rows are right of each kind of article in `training/held`, which nothing is learned from."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pressq.article import Quote, QuoteSpan
from pressq.quotes import quotes
from training.gold import Gold, article_of

__all__ = ["HeldArticle", "Verdicts", "held_articles", "judge", "kinds"]

_KINDS = {
    "01": "denials",
    "02": "interviews without labels",
    "03": "nested speech",
    "04": "roles",
    "05": "who can speak",
    "06": "whole reports",
    "07": "descriptions",
    "08": "names",
    "09": "what is no quotation",
    "10": "ordinary news",
    "11": "mixed pages",
}
_LEAST_OVERLAP = 0.8
_ARTICLES = ("the", "a", "an")
_THAT = "that "


@dataclass(frozen=True)
class HeldArticle:
    """An article with its key, which `training/held/README.md` describes, and the two digits of its kind."""

    kind: str
    key: Gold


@dataclass(frozen=True)
class Verdicts:
    """What is right of one article.

    Attributes:
        rows: gold rows, without alternatives and without the quoted parts of mixed rows.
        missed: those of them for which no quotation has the right words, speaker and polarity.
        found: quotations, without the questions of interviewers.
        wrong: those of them that are no gold row.
    """

    rows: list[Gold]
    missed: list[Gold]
    found: list[Quote]
    wrong: list[Quote]


def kinds(archive: Path) -> str:
    """A table in Markdown of the articles in `archive`: of each kind the share of rows that are right."""
    lines = ["| kind | articles | rows | right | precision | F1 |", "|---|---|---|---|---|---|"]
    judged: list[Verdicts] = []
    for kind, articles in groupby(held_articles(archive), key=lambda article: article.kind):
        verdicts = [judge(article.key, quotes(article_of(article.key["text"])).quotes) for article in articles]
        lines.append(_line(_KINDS[kind], verdicts))
        judged += verdicts
    rows = sum(row["polarity"] == "denied" for verdicts in judged for row in verdicts.rows)
    missed = sum(row["polarity"] == "denied" for verdicts in judged for row in verdicts.missed)
    found = sum(quote.polarity == "denied" for verdicts in judged for quote in verdicts.found)
    lines += [_line("all", judged), "", f"Denied: {rows} rows, {found} found, {rows - missed} wholly right."]
    return "\n".join(lines) + "\n"


def held_articles(archive: Path) -> Iterator[HeldArticle]:
    """The articles of an archive in the order of its files."""
    with tarfile.open(archive) as files:
        for member in sorted(files.getmembers(), key=lambda member: Path(member.name).name):
            stream = files.extractfile(member) if member.name.endswith(".json") else None
            if stream is not None:
                yield from (HeldArticle(Path(member.name).name[:2], key) for key in json.load(stream)["articles"])


def judge(key: Gold, found: Sequence[Quote]) -> Verdicts:
    """Compare the quotations found in an article with its key.

    A row is right where letters and digits of the words overlap by 0.8 (intersection over union; "that" before a clause
    does not count), the speaker has a name of the row's entity and the polarity agrees.
    """
    text, entities = key["text"], key["entities"]
    rows = [dict(row, names=_names(entities[row["entity"]]["names"], row["speaker"])) for row in key["rows"]]
    found = [quote for quote in found if not any(_covers(text, quote, question) for question in key["questions"])]
    right = [[_covers(text, quote, row) and _agrees(quote, row) for row in rows] for quote in found]
    hit = [row for number, row in enumerate(rows) if any(verdicts[number] for verdicts in right)]
    counted = [row for row in rows if not row["part"] and not row["alternative"]]
    return Verdicts(
        counted,
        [row for row in counted if row not in hit and not any(_replaces(other, row) for other in hit)],
        found,
        [quote for quote, verdicts in zip(found, right, strict=True) if not any(verdicts)],
    )


def _replaces(other: Gold, row: Gold) -> bool:
    """Is the other row an alternative to this one?"""
    return bool(other["alternative"]) and other["start"] < row["end"] and row["start"] < other["end"]


def _covers(text: str, quote: Quote, row: Gold) -> bool:
    """Do those spans of the quotation that touch the row hold its words and hardly more?"""
    spans = [span for span in quote.spans if span.start < row["end"] and row["start"] < span.end]
    gold = _letters(text, [(row["start"], row["end"])])
    return any(
        len(letters & gold) >= _LEAST_OVERLAP * len(letters | gold) > 0
        for letters in (
            _letters(text, ((span.start, span.end) for span in spans)),
            _letters(text, ((span.start + _complementizer(text, span), span.end) for span in spans)),
        )
    )


def _complementizer(text: str, span: QuoteSpan) -> int:
    """The length of "that" before a reported clause, which the key leaves out and pressq does not."""
    return len(_THAT) if not span.quoted and text.startswith(_THAT, span.start) else 0


def _agrees(quote: Quote, row: Gold) -> bool:
    name = quote.speaker.name if quote.speaker else ""
    return bool(_names([name]) & row["names"]) and quote.polarity == row["polarity"]


def _letters(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


def _names(*several: Sequence[str]) -> set[str]:
    """The names without case, punctuation and a leading article."""
    names = set()
    for name in (name for names in several for name in names):
        words = "".join(letter for letter in name.casefold() if letter.isalnum() or letter == " ").split()
        names.add(" ".join(words[1:] if words[0:1] and words[0] in _ARTICLES else words))
    return names - {""}


def _line(kind: str, judged: Sequence[Verdicts]) -> str:
    rows, found = sum(len(verdicts.rows) for verdicts in judged), sum(len(verdicts.found) for verdicts in judged)
    right = 1 - sum(len(verdicts.missed) for verdicts in judged) / max(1, rows)
    precision = 1 - sum(len(verdicts.wrong) for verdicts in judged) / max(1, found)
    f1 = 2 * right * precision / (right + precision) if right + precision else 0.0
    shares = " | ".join(f"{100 * share:.1f}" for share in (right, precision, f1))
    return f"| {kind} | {len(judged)} | {rows} | {shares} |"
