"""Several who speak together: "Ann Lee and Tim Okoro said", and "they" who are these two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from pressq.article import Span
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionSet
from pressq.text.lexicon import lexicon

__all__ = ["CoordinationFinder"]

_NEAR = 12  # mentions before and after one among which are those named with it
_LONGEST = 150  # characters from one of them to the next
_SENTENCES = 2  # before "they" in which they are named
_APPOSED = r",\s[^,;:]+"  # "Ann Lee<, a diver>"
_WHENCE = r"\s(?:of|from|at|in)(?:\s(?:of|for|the|[A-Z][\w.'’-]*))+"  # "Ann Lee< of Halden>"
# between two: what is told of the first, then "and" or a comma, then what stands before the second's name
_AND = re.compile(rf"(?:{_APPOSED},|{_WHENCE})?,?\s(?:and|&|as well as)(?P<before>[\s,][^;:]*)")
_COMMA = re.compile(rf"(?:{_APPOSED}|{_WHENCE})?,\s(?P<before>[^,;:]*)")
_ANY = re.compile(r"\b(?:and|as well as)\b|&")  # seen at once
_BRACKET = re.compile(r"\s[(\[][^()\[\]\n]*[)\]]")
_BLANKS = re.compile(r"\s+")
_COMMAS = re.compile(r"(?:\s*,)+")
_BEFORE_NAME = re.compile(r",?\s[A-Z]")
_CLITICS = ("'s", "’s")
# what does not stand before a name that "and" leads to, nor do verbs: "and then met" Ann Lee
_NO_TITLE = frozenset({"who", "whom", "whose", "which", "that", "to", "then", "also", "not"})
_ONE = frozenset({"he", "she"})
_MANY = frozenset({"they", "both"})
_TWO = frozenset({"the two", "the pair", "the couple", "the duo"})


class CoordinationFinder:
    """Who is named side by side in an article.

    Args:
        found: its mentions and roles.
        text: its text.
    """

    def __init__(self, found: MentionSet, text: str) -> None:
        self._mentions, self._roles, self._text = found.mentions, found.roles, text

    def of_source(self, number: int, source: Span) -> tuple[int, ...]:
        """The mentions, by their numbers in reading order, that speak together; none where one speaks alone.

        Args:
            number: the mention that was chosen.
            source: the words that tell who speaks: an "and" between them is in it, at least.
        """
        if not _ANY.search(self._text, source.start, source.end):
            return ()
        together = self._with(number)
        if not together:
            return ()
        first, last = self._mentions[together[0]], self._mentions[together[-1]]
        link = _ANY.search(self._text, max(source.start, first.end), min(source.end, last.start))
        return together if link else ()

    def of_plural(self, number: int, is_one: Callable[[int], bool]) -> tuple[int, ...]:
        """Those who are named together a little before "they", who go back to one of them, or before "the two".

        Args:
            number: of the pronoun or description.
            is_one: tells whether another mention is of the one to whom it goes back.
        """
        plural = self._mentions[number]
        form = plural.of(self._text).casefold()
        if form not in _MANY | _TWO:
            return ()
        for before in reversed(range(max(0, number - 2 * _NEAR), number)):
            mention = self._mentions[before]
            if mention.sentence < plural.sentence - _SENTENCES:
                break
            meant = mention.kind in NAME_KINDS if form in _TWO else mention.kind != "pronoun" and is_one(before)
            if meant and not mention.quoted:
                together = self._with(before)
                if mention.kind == "description" and together[-1:] != (before,):
                    return ()  # "critics, Lee and Reed among them": they are critics
                if form in _MANY or len(together) == 2:
                    return together
        return ()

    def _with(self, number: int) -> tuple[int, ...]:
        """Those who are named together with a mention, it included."""
        sentence = self._mentions[number].sentence
        near = range(max(0, number - _NEAR), min(number + _NEAR + 1, len(self._mentions)))
        among = [n for n in near if self._mentions[n].sentence == sentence and self._may_speak(self._mentions[n])]
        chains = (self._chain(among[place:]) for place in range(len(among)))
        return next((chain for chain in chains if number in chain), ())

    def _may_speak(self, mention: Mention) -> bool:
        """Is a mention no part of a quotation or a role, no role before a name, and no pronoun but of one?"""
        roles = self._roles_in(mention.start, mention.start + 1)
        part = any(role.start < mention.start or mention.kind in NAME_KINDS for role in roles)
        if mention.quoted or part or self._text.startswith(_CLITICS, mention.end):
            return False
        if mention.kind == "pronoun":
            return mention.of(self._text).casefold() in _ONE
        return mention.kind in NAME_KINDS or not (roles and _BEFORE_NAME.match(self._text, mention.end))

    def _chain(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """The first of some mentions and those that are named together with it; none where there is no "and"."""
        chain = [numbers[0]]
        for number in numbers[1:]:
            last, mention = self._mentions[chain[-1]], self._mentions[number]
            if mention.start - last.end > _LONGEST:
                break
            gap = self._gap(last.end, mention.start)
            if self._joins(_AND, gap):
                chain.append(number)
                return tuple(chain) if any(self._mentions[n].kind in NAME_KINDS for n in chain) else ()
            if last.kind == mention.kind and self._joins(_COMMA, gap):
                chain.append(number)
        return ()

    def _gap(self, start: int, end: int) -> str:
        """The words from one mention to the next, without brackets and roles."""
        gap = self._text[start:end]
        for role in reversed(self._roles_in(start, end)):
            gap = gap[: max(0, role.start - start)] + gap[role.end - start :]
        return _COMMAS.sub(",", _BLANKS.sub(" ", _BRACKET.sub("", gap)))

    def _roles_in(self, start: int, end: int) -> list[Mention]:
        low, high = (bisect_left(self._roles, at, key=lambda role: role.start) for at in (start, end))
        return [role for role in self._roles[max(0, low - 1) : high] if role.end > start]

    def _joins(self, pattern: re.Pattern[str], gap: str) -> bool:
        match = pattern.fullmatch(gap)
        words = match["before"].casefold().split() if match else ()
        barred = lexicon("prepositions") | _NO_TITLE
        return match is not None and not any(word in barred or word.endswith("ed") for word in words)
