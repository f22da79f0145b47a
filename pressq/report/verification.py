"""The values that a check of quotations against their sources gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pressq.article import Article, Passage, Quote, QuotesNote, Speaker
from pressq.exports import Exportable

__all__ = [
    "NOTES",
    "VERDICTS",
    "Change",
    "Check",
    "Match",
    "Note",
    "Part",
    "Place",
    "SpeakerVerdict",
    "Verdict",
    "Verification",
]

Verdict = Literal["verbatim", "typographic", "cleaned", "cut", "altered", "spliced", "missing"]
SpeakerVerdict = Literal["same", "other", "unknown"]
Note = Literal["negation", "number", "name", "context", "bracket", "ellipsis", "question"]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""From the best to the worst."""

NOTES: tuple[Note, ...] = get_args(Note)

_HOLDS: frozenset[Verdict] = frozenset({"verbatim", "typographic", "cleaned", "cut"})


_FROM_1: dict[str, Any] = {"minimum": 1}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage begins in a source.

    `line` and `paragraph` count from 1, and so does `page`, None where the source shows no pages; `time` is that of a
    recording, as the source writes it ("00:12:40").
    """

    line: int = field(metadata=_FROM_1)
    paragraph: int = field(metadata=_FROM_1)
    page: int | None = field(default=None, metadata=_FROM_1)
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Match(Passage):
    """A passage of the source with this number, counted from 0.

    `sentence` are the source's sentences that hold it. `occurrences` counts the places, in all sources, where the same
    words stand, `said_by` names who speaks there; of a long passage they look at its first fifty words.
    """

    source: int
    place: Place | None = None
    sentence: Passage | None = None
    occurrences: int = field(default=1, metadata=_FROM_1)
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the quotation that stand for other words of the source.

    Where words were added or dropped the other side is empty, and its offsets tell where they would stand.
    """

    quote: Passage
    source: Passage


@dataclass(frozen=True, slots=True)
class Part(Passage):
    """A marked part of a quotation, and what the sources have in its place.

    `matches` are the passages that it is made of, in its order: one, unless words were left out or passages spliced;
    none where it is missing. `changes` are left out of what is only typographic.
    """

    verdict: Verdict
    matches: tuple[Match, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def match(self) -> Match | None:
        """The longest of the passages."""
        return max(self.matches, key=lambda match: match.end - match.start, default=None)


@dataclass(frozen=True, slots=True)
class Check:
    """A quotation and how it stands to the sources: `verdict` is the worst of its parts'.

    `speaker` tells whether the source gives the words to the same one, or to one of several who speak together;
    `source_speaker` is the source's speaker. `notes` name what a change touches, or `context`: the source's sentence
    goes on, or began, with what turns the sense.
    """

    quote: Quote
    verdict: Verdict
    speaker: SpeakerVerdict
    source_speaker: Speaker | None
    notes: tuple[Note, ...]
    parts: tuple[Part, ...]

    @property
    def holds(self) -> bool:
        """Whether it can be printed as it is: no word changed without a sign, nothing noted, no other speaker."""
        return self.verdict in _HOLDS and not self.notes and self.speaker != "other"

    @property
    def severity(self) -> tuple[bool, int, bool, int]:
        """A key that sorts checks from the best to the worst."""
        return not self.holds, VERDICTS.index(self.verdict), self.speaker == "other", len(self.notes)


@dataclass(frozen=True, slots=True)
class Verification(Exportable):
    """The quotations of an article, checked against sources, in the order of the article.

    `notes` are those of its quotations: in some languages quoted words are checked and their speakers are not known.
    `unchecked` counts what a draft gives to a speaker without quotation marks, as "Ann Lee: We stay.": such words are
    not compared.
    """

    article: Article
    sources: tuple[Article, ...]
    checks: tuple[Check, ...]
    notes: tuple[QuotesNote, ...] = ()
    unchecked: int = 0

    @property
    def holds(self) -> bool:
        """Whether every check does."""
        return all(check.holds for check in self.checks)
