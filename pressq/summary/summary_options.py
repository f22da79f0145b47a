"""How a summary is made, where a user has a say in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressq.errors import UsageError
from pressq.summary.methods import METHODS

if TYPE_CHECKING:
    from pressq.summary.length import Length

__all__ = ["SummaryOptions"]


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """How long a summary is, and how its sentences are chosen, as `pressq.summarize` has it.

    Attributes:
        sentences, percent, words, characters: how long it is, in one of these units.
        method: one of `METHODS`.
        language: code or English name; None: as the article says, English where that is not known.
        query: words to lean towards.
        quotes: whether sentences that hold a quotation may be chosen.
        lead: whether the first sentence is always chosen.
        explain: give the parts of each score, and what was left out because it was said already.

    Raises:
        UsageError: a length that makes no sense, or no such method.
    """

    sentences: int | None = None
    percent: float | None = None
    words: int | None = None
    characters: int | None = None
    method: str = "news"
    language: str | None = None
    query: str | None = None
    quotes: bool = True
    lead: bool = False
    explain: bool = False

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise UsageError(f"no such method: {self.method!r}", f"one of {', '.join(METHODS)}")
        self.length()

    def length(self) -> Length:
        """The length in the unit that is given; three sentences where none is."""
        from pressq.summary.length import Length

        return Length.of(self.sentences, self.percent, self.words, self.characters)
