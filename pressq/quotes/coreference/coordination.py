"""Coordination: mentions that speak together ("Ann Lee and Tim Okoro said"), and "they" for these two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pressq.article import Span
from pressq.quotes.language import POSSESSIVE_ENDINGS, WordClass
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionSet
from pressq.text.lexicon import lexicon, once_a_language

__all__ = ["CoordinationFinder"]

_NEAR = 12  # mentions before and after one that are looked at
_MAX_GAP = 150  # characters between two conjuncts
_MAX_SENTENCES = 2  # from a coordination to the "they" that refers to it
_APPOSITION = r",\s[^,;:]+"  # "Ann Lee<, a diver>"
_BRACKET = re.compile(r"\s[(\[][^()\[\]\n]*[)\]]")
_BLANKS = re.compile(r"\s+")
_COMMAS = re.compile(r"(?:\s*,)+")
_BEFORE_NAME = re.compile(r",?\s[A-Z]")
# words that rule out a coordination, as verbs in "-ed" do: "and then met" Ann Lee
_NO_COORDINATION = frozenset({"who", "whom", "whose", "which", "that", "to", "then", "also", "not"})
_SINGULAR = frozenset({"he", "she"})
_PLURAL = WordClass("plural-subjects")
_DUAL = frozenset({"the two", "the pair", "the couple", "the duo"})


class _Patterns(NamedTuple):
    """What stands between two conjuncts.

    Attributes:
        conjunction: "and".
        coordination, comma: an apposition or origin, then "and" or a comma, then what precedes the second name.
    """

    conjunction: re.Pattern[str]
    coordination: re.Pattern[str]
    comma: re.Pattern[str]


@once_a_language(8)
def _patterns() -> _Patterns:
    conjunctions = "|".join(sorted(map(re.escape, lexicon("coordinators"))))
    origins = "|".join(sorted(lexicon("origins")))
    small = "|".join(sorted(lexicon("origins", "articles") | {"for"}))
    origin = rf"\s(?:{origins})(?:\s(?:{small}|[A-Z][\w.'’-]*))+"  # "Ann Lee< of Halden>"
    return _Patterns(
        re.compile(rf"\b(?:{conjunctions})\b|&"),
        re.compile(rf"(?:{_APPOSITION},|{origin})?,?\s(?:{conjunctions}|&)(?P<before>[\s,][^;:]*)"),
        re.compile(rf"(?:{_APPOSITION}|{origin})?,\s(?P<before>[^,;:]*)"),
    )


class CoordinationFinder:
    """Finds the coordinated mentions of an article.

    Args:
        mention_set: its mentions and roles.
        text: its text.
    """

    def __init__(self, mention_set: MentionSet, text: str) -> None:
        self._mentions, self._roles, self._text = mention_set.mentions, mention_set.roles, text

    def of_source(self, number: int, source: Span) -> tuple[int, ...]:
        """The numbers of the mentions that speak together, in reading order; none if the mention speaks alone.

        Args:
            number: the mention that is the source.
            source: the words of the whole source; a conjunction between the mentions is among them.
        """
        if not _patterns().conjunction.search(self._text, source.start, source.end):
            return ()
        conjuncts = self._conjuncts(number)
        if not conjuncts:
            return ()
        first, last = self._mentions[conjuncts[0]], self._mentions[conjuncts[-1]]
        link = _patterns().conjunction.search(self._text, max(source.start, first.end), min(source.end, last.start))
        return conjuncts if link else ()

    def of_plural(self, number: int, is_one: Callable[[int], bool]) -> tuple[int, ...]:
        """The coordinated mentions shortly before that "they" or "the two" refers to; none if there are none.

        Args:
            number: the pronoun or nominal.
            is_one: whether another mention is of its cluster.
        """
        plural = self._mentions[number]
        form = plural.of(self._text).casefold()
        if form not in _PLURAL | _DUAL:
            return ()
        for before in reversed(range(max(0, number - 2 * _NEAR), number)):
            mention = self._mentions[before]
            if mention.sentence < plural.sentence - _MAX_SENTENCES:
                break
            meant = mention.kind in NAME_KINDS if form in _DUAL else mention.kind != "pronoun" and is_one(before)
            if meant and not mention.quoted:
                conjuncts = self._conjuncts(before)
                if mention.kind == "description" and conjuncts[-1:] != (before,):
                    return ()  # "critics, Lee and Reed among them": they are critics
                if form in _PLURAL or len(conjuncts) == 2:
                    return conjuncts
        return ()

    def _conjuncts(self, number: int) -> tuple[int, ...]:
        """The mentions that are coordinated with one, itself included."""
        sentence = self._mentions[number].sentence
        near = range(max(0, number - _NEAR), min(number + _NEAR + 1, len(self._mentions)))
        among = [n for n in near if self._mentions[n].sentence == sentence and self._is_conjunct(self._mentions[n])]
        chains = (self._chain(among[place:]) for place in range(len(among)))
        return next((chain for chain in chains if number in chain), ())

    def _is_conjunct(self, mention: Mention) -> bool:
        """Can the mention be a conjunct: outside quotations and roles, not before a name, singular if a pronoun?"""
        roles = self._roles_in(mention.start, mention.start + 1)
        part = any(role.start < mention.start or mention.kind in NAME_KINDS for role in roles)
        if mention.quoted or part or self._text.startswith(POSSESSIVE_ENDINGS, mention.end):
            return False
        if mention.kind == "pronoun":
            return mention.of(self._text).casefold() in _SINGULAR
        return mention.kind in NAME_KINDS or not (roles and _BEFORE_NAME.match(self._text, mention.end))

    def _chain(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """The first of some mentions and those coordinated with it; none without a conjunction."""
        chain = [numbers[0]]
        for number in numbers[1:]:
            last, mention = self._mentions[chain[-1]], self._mentions[number]
            if mention.start - last.end > _MAX_GAP:
                break
            gap = self._gap(last.end, mention.start)
            if self._joins(_patterns().coordination, gap):
                chain.append(number)
                return tuple(chain) if any(self._mentions[n].kind in NAME_KINDS for n in chain) else ()
            if last.kind == mention.kind and self._joins(_patterns().comma, gap):
                chain.append(number)
        return ()

    def _gap(self, start: int, end: int) -> str:
        """The text from one mention to the next, without brackets and roles."""
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
        barred = lexicon("prepositions") | _NO_COORDINATION
        return match is not None and not any(word in barred or word.endswith("ed") for word in words)
