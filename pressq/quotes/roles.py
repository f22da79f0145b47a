"""What people and organisations are said to be: "the mayor", "chief executive of Acme Foods".

A role stands beside a name, or in a description. Which of an entity's passages tells most of it is weighed by a
conditional logit over what a page shows (McFadden 1974), as the source of a quotation is.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import groupby
from typing import TYPE_CHECKING

from pressq.quotes.mentions import NAMED, Found, Mention
from pressq.quotes.told import head_of
from pressq.text.lexicon import lexicon
from pressq.text.names import is_title, name_words

if TYPE_CHECKING:
    from pressq.quotes.linking import Entity

__all__ = ["FEATURES", "Roles", "role_owners"]

FEATURES = 9
_BESIDE = 60  # characters between a role and the name that it belongs to
_NEAR = 6  # mentions before and after a role that are looked at
_EARLY = 50  # words of an article's beginning, all of which are about as early
_APPOSED = re.compile(r"[\s,–—()“”\"'-]*(?:the|a|an|its|his|her|their|of)?\s*")


class _Place(IntEnum):
    """Where a role stands to a name or description of whom it may be told, the likeliest first."""

    NEXT, APPOSED, WITHIN, NEAR, FAR = range(5)


def _place(role: Mention, mention: Mention, text: str) -> tuple[_Place, bool, int]:
    """Where a role stands to a mention, whether the mention follows it, and how many characters stand between."""
    after = mention.start >= role.end
    gap = text[role.end : mention.start] if after else text[mention.end : role.start]
    place = _Place.FAR
    if mention.kind == "description":
        of_another = role.end < mention.end and text.startswith(("'s", "’s"), role.end)  # "the mayor's driver"
        if mention.start < role.end and role.start < mention.end and not of_another:
            place = _Place.WITHIN
    elif mention.kind != "pronoun" and not role.start <= mention.start < role.end and len(gap) <= _BESIDE:
        if not gap.strip():
            place = _Place.NEXT
        elif _APPOSED.fullmatch(_untitled(gap)):
            place = _Place.APPOSED
        elif ". " not in gap and (after or ": " not in gap):
            place = _Place.NEAR
    return place, after, len(gap)


def _untitled(gap: str) -> str:
    """What stands between a role and a name without titles: in "the union's president, Prof. Ann Lee" a comma."""
    return " ".join(word for word in gap.split(" ") if not is_title(word)) if any(map(str.isupper, gap)) else gap


def _is_address(word: str) -> bool:
    return word in lexicon("honorifics") or word.casefold() in lexicon("determiners")


def role_owners(found: Found, of: Mapping[int, Entity], text: str) -> dict[Mention, Entity]:
    """Whose each role is, by what stands nearest to it.

    Args:
        found: the mentions of an article, and its role passages.
        of: the entities of the mentions, as far as they are known, by their numbers.
        text: the article's text.
    """
    owned = {}
    for role in found.roles:
        at = bisect_left(found.mentions, role.start, key=lambda mention: mention.start)
        near = enumerate(found.mentions[max(0, at - _NEAR) : at + _NEAR + 1], max(0, at - _NEAR))
        ranked = [(*_place(role, m, text), number) for number, m in near if m.paragraph == role.paragraph]
        place, *_, number = min(ranked, default=(_Place.FAR, 0))
        if place is not _Place.FAR and number in of:
            owned[role] = of[number]
    return owned


class Roles:
    """The roles of one article.

    Args:
        found: its mentions and role passages.
        of: the entities of all mentions, by their numbers.
        text: its text.
    """

    def __init__(self, found: Found, of: Mapping[int, Entity], text: str) -> None:
        self._mentions, self._text = found.mentions, text
        self._beside: defaultdict[int, list[Mention]] = defaultdict(list)  # by paragraph
        for role in found.roles:
            self._beside[role.paragraph].append(role)
        self._owners = role_owners(found, of, text)

    def holders(self, word: str) -> tuple[Entity | None, Entity | None]:
        """The only one whose roles a word, in lower case, heads, and the only one in whose roles it stands."""
        heads: dict[int, Entity] = {}
        all_: dict[int, Entity] = {}
        for role, entity in self._owners.items():
            words = role.of(self._text)
            if word in words.casefold().split():
                all_[id(entity)] = entity
                if head_of(words) == word:
                    heads[id(entity)] = entity
        only = [held.popitem()[1] if len(held) == 1 else None for held in (heads, all_)]
        return only[0], only[1]

    def best(self, entity: Entity, weights: Sequence[float]) -> Mention | None:
        """The passage that tells most of what an entity is, None where none tells.

        Args:
            entity: with all its mentions.
            weights: [`FEATURES` + 1]; the last is what having no role weighs.
        """
        best, most = None, weights[-1]
        for role, features in self.choices(entity):
            score = sum(weight * feature for weight, feature in zip(weights, features, strict=False))
            if score > most:
                best, most = role, score
        return best

    def choices(self, entity: Entity) -> list[tuple[Mention, tuple[float, ...]]]:
        """The passages beside an entity's names and in its descriptions, and what speaks for each: [`FEATURES`].

        Forms of address ("Prof.", "the Rt Rev") are among them only where there is nothing else.
        """
        found = list(self._choices(entity))
        telling = [choice for choice in found if not all(map(_is_address, choice[0].of(self._text).split()))]
        return telling or found

    def _choices(self, entity: Entity) -> Iterator[tuple[Mention, tuple[float, ...]]]:
        mentions = [m for n in sorted(entity.mentions) if (m := self._mentions[n]).kind in (*NAMED, "description")]
        longest = max((len(name_words(m.of(self._text))) for m in mentions if m.kind in NAMED), default=0)
        for paragraph, group in groupby(mentions, key=lambda mention: mention.paragraph):
            here = list(group)
            for role in self._beside[paragraph]:
                place, before, _, mention = min((*_place(role, m, self._text), m) for m in here)
                if place is not _Place.FAR:
                    full = mention.kind in NAMED and len(name_words(mention.of(self._text))) == longest
                    yield role, self._features(role, place, entity, before=before, full=full)

    def _features(self, role: Mention, place: _Place, entity: Entity, *, before: bool, full: bool) -> tuple[float, ...]:
        words = role.of(self._text).split()
        organisation = entity.kind == "organisation"
        return (
            place is _Place.NEXT and before,
            place is _Place.APPOSED and not before,
            full,
            math.log(len(words)),
            words[0].casefold() in ("a", "an"),
            math.log(1 + role.first / _EARLY),
            organisation,
            organisation and place is _Place.WITHIN,
            self._owners.get(role) is entity,
        )
