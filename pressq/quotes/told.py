"""What an article tells of whom, for what its descriptions mean: who has which role, and who was new in the text.

"The police chief" is rather the one whom it calls so; "the cleaner", after "a cleaner", hardly one whom it names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from pressq.quotes.mentions import Mention
from pressq.text.lexicon import lexicon
from pressq.text.names import full_forms, office_initials, without_clitic

if TYPE_CHECKING:
    from pressq.quotes.linking import Entity

__all__ = ["TOLD", "Told", "head_of"]

TOLD = 4.5  # how many times the score of an entity counts in whose role a description's noun stands
_WHOLE = 22.0  # that of those in whose roles, elsewhere, all its words stand: "the professor", "the police chief"
_INDEFINITE = frozenset({"a", "an", "another", "any", "one", "some"})  # before somebody new
_Roles = dict[tuple[int, frozenset[str]], list[int]]
_NEW_PHRASE = re.compile(r"\b(?:an?|another)\s+(?=([\w-]+(?:\s+[\w-]+){0,2}))", re.IGNORECASE)


def head_of(description: str) -> str:
    """The noun of a description, in lower case: the word before its first preposition ("the mayor of Oslo")."""
    words = description.casefold().split()
    stop = next((place for place, word in enumerate(words) if word in lexicon("prepositions")), 0)
    return words[stop - 1]


class Told:
    """What one article tells.

    Args:
        owners: its roles, and whose they are, as far as names tell.
        text: its text.
    """

    def __init__(self, owners: Mapping[Mention, Entity], text: str) -> None:
        self._text = text
        self._introduced = _introduced(text, sorted(owners))
        # by a word of roles: whose they are, by place, and all their words: where they start
        self._roles: defaultdict[str, _Roles] = defaultdict(dict)
        for role, entity in owners.items():
            short = _bare(role.of(text))
            words = short.union(*(full_forms("short-titles").get(word.rstrip("."), ()) for word in short))
            for word in words:
                self._roles[word].setdefault((entity.place, words), []).append(role.start)
            for letters in map(str.casefold, office_initials(role.of(text))):
                self._roles[letters].setdefault((entity.place, frozenset({letters})), []).append(role.start)

    def favoured(self, mention: Mention, *, document: bool) -> dict[int, float]:
        """How many times the scores of those count, by place, in whose roles a description's noun stands.

        The more where the article tells so of him elsewhere, word for word.

        Args:
            mention: the description.
            document: whether it is what somebody wrote.
        """
        form = mention.of(self._text)
        roles: _Roles = self._roles.get(head_of(form), {})
        favoured = dict.fromkeys((place for place, _ in roles), TOLD)
        if document or form.split()[0].casefold() in _INDEFINITE:
            return favoured
        for (place, role), starts in roles.items():
            if _bare(form) <= role and any(not mention.start <= start < mention.end for start in starts):
                favoured[place] = _WHOLE
        return favoured

    def is_new(self, mention: Mention) -> bool:
        """Does a description repeat, after "the", what stood after "a" before, and is nobody's role?"""
        article, *words = mention.of(self._text).casefold().split()
        return article == "the" and self._introduced.get(" ".join(words), len(self._text)) < mention.start


def _bare(phrase: str) -> frozenset[str]:
    """The words of a description or role in lower case, without articles and possessive endings."""
    return frozenset(map(without_clitic, phrase.casefold().split())) - lexicon("determiners")


def _introduced(text: str, roles: Sequence[Mention]) -> dict[str, int]:
    """Where noun phrases of up to three words first stand after "a" and are nobody's role, by their words."""
    starts = [role.start for role in roles]
    found: dict[str, int] = {}
    for phrase in _NEW_PHRASE.finditer(text):
        place = bisect_right(starts, phrase.start(1))
        if not place or roles[place - 1].end <= phrase.start(1):
            words = phrase[1].casefold().split()
            for first, stop in combinations(range(len(words) + 1), 2):
                found.setdefault(" ".join(words[first:stop]), phrase.start())
    return found
