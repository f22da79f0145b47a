"""Several who speak together: "Ann Lee and Tim Okoro said", and "they" who are these two."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pressq.article import Span
from pressq.quotes.mentions import NAMED, Found, Mention
from pressq.text.lexicon import lexicon

__all__ = ["Joint"]

# between two of them: a bracket, or what is told of the first, then "and", and what stands before the second's name
_AND = re.compile(r"(?:,[^,;:]*,|\s(?:of|from|at|in)\s[^,;:]+)?,?\s(?:and|&|as well as)\s(?P<before>[^;:]{0,60})")
_ANY = re.compile(r"\b(?:and|as well as)\b|&", re.IGNORECASE)  # seen at once
_COMMA = re.compile(r",\s(?P<before>[^;:,]{0,60})")
_BRACKET = re.compile(r"\s[(\[][^()\[\]\n]*[)\]]")
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that", "to"})
_ONE = frozenset({"he", "she"})
_MANY = frozenset({"they", "both"})
_SENTENCES = 2  # before "they" in which they may be named


class Joint:
    """Who is named side by side in an article.

    Args:
        found: its mentions and roles.
        text: its text.
    """

    def __init__(self, found: Found, text: str) -> None:
        self._mentions, self._roles, self._text = found.mentions, found.roles, text

    def of_source(self, number: int, source: Span) -> tuple[int, ...]:
        """The mentions, by their numbers in reading order, that speak together; none where one speaks alone.

        Args:
            number: the mention that was chosen.
            source: all words that tell who speaks.
        """
        if not _ANY.search(self._text, source.start, source.end):
            return ()
        around = self._around(number)
        return self._with(number, [n for n in around if source.start <= self._mentions[n].start < source.end])

    def of_pronoun(self, number: int, mentions: Sequence[int]) -> tuple[int, ...]:
        """Those who are named together a little before a "they" that goes back to one of them.

        Args:
            number: of the pronoun.
            mentions: those of the one to whom it goes back.
        """
        pronoun = self._mentions[number]
        if pronoun.of(self._text).casefold() not in _MANY:
            return ()
        near = [n for n in mentions if n < number and self._mentions[n].sentence >= pronoun.sentence - _SENTENCES]
        last = max((n for n in near if self._mentions[n].kind in NAMED), default=None)
        return self._with(last, self._around(last)) if last is not None else ()

    def _around(self, number: int) -> list[int]:
        """The mentions of a mention's sentence, outside of marks and roles, that may speak."""
        mentions, sentence = self._mentions, self._mentions[number].sentence
        low = bisect_left(mentions, sentence, key=lambda mention: mention.sentence)
        high = bisect_right(mentions, sentence, key=lambda mention: mention.sentence)
        return [n for n in range(low, high) if self._may_speak(mentions[n])]

    def _may_speak(self, mention: Mention) -> bool:
        if mention.quoted or self._roles_in(mention.start, mention.start + 1):
            return False
        return mention.kind != "pronoun" or mention.of(self._text).casefold() in _ONE

    def _with(self, number: int, among: Sequence[int]) -> tuple[int, ...]:
        """Those among some mentions who are named together with one of them."""
        chains = (self._chain(among[place:]) for place in range(len(among)))
        return next((chain for chain in chains if number in chain), ())

    def _chain(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """The first of some mentions and those that are named together with it; none where there is no "and"."""
        chain = [numbers[0]]
        for number in numbers[1:]:
            last, mention = self._mentions[chain[-1]], self._mentions[number]
            gap = self._gap(last.end, mention.start)
            if self._joins(_AND, gap):
                chain.append(number)
                return tuple(chain) if any(self._mentions[each].kind in NAMED for each in chain) else ()
            if last.kind == mention.kind and self._joins(_COMMA, gap):
                chain.append(number)
        return ()

    def _gap(self, start: int, end: int) -> str:
        """The words from one mention to the next, without brackets and roles."""
        gap = self._text[start:end]
        for role in reversed(self._roles_in(start, end)):
            gap = gap[: max(0, role.start - start)] + gap[role.end - start :]
        return _BRACKET.sub("", gap)

    def _roles_in(self, start: int, end: int) -> list[Mention]:
        low, high = (bisect_left(self._roles, at, key=lambda role: role.start) for at in (start, end))
        return [role for role in self._roles[max(0, low - 1) : high] if role.end > start]

    def _joins(self, pattern: re.Pattern[str], gap: str) -> bool:
        match = pattern.fullmatch(gap)
        words = match["before"].casefold().split() if match else ()
        return match is not None and lexicon("prepositions").union(_RELATIVE).isdisjoint(words)
