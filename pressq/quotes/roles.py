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
from pressq.text.names import name_words

if TYPE_CHECKING:
    from pressq.quotes.linking import Entity

__all__ = ["FEATURES", "Roles", "told_roles"]

FEATURES = 11
_BESIDE = 60  # characters between a role and the name that it belongs to
_NEAR = 6  # mentions before and after a role that are looked at
_EARLY = 50  # words
_APPOSED = re.compile(r"[\s,–—()“”\"'-]*(?:the|a|an|its|his|her|their|of)?\s*")
_IS = re.compile(r"[\s,]*(?:who )?(?:is|was|as|became|becomes|remains)(?: the| a| an)?\s*")


class _Place(IntEnum):
    """Where a role stands to a name or description of whom it may be told."""

    NEXT, WITHIN, APPOSED, PREDICATE, NEAR, FAR = range(6)


def _place(role: Mention, mention: Mention, text: str) -> _Place:
    if mention.kind == "description":
        within = mention.start < role.end and role.start < mention.end
        of_another = role.end < mention.end and text.startswith(("'s", "’s"), role.end)  # "the mayor's driver"
        return _Place.WITHIN if within and not of_another else _Place.FAR
    if role.start <= mention.start < role.end:
        return _Place.FAR  # a name within the role: "the lawyer for Okoro"
    gap = _gap(role, mention, text)
    if len(gap) > _BESIDE:
        return _Place.FAR
    if not gap.strip():
        return _Place.NEXT
    if _APPOSED.fullmatch(gap):
        return _Place.APPOSED
    return _Place.PREDICATE if _IS.fullmatch(gap) else _Place.NEAR


def _gap(role: Mention, mention: Mention, text: str) -> str:
    return text[role.end : mention.start] if mention.start >= role.end else text[mention.end : role.start]


def told_roles(found: Found, of: Mapping[int, Entity], text: str) -> dict[int, list[Mention]]:
    """The roles of each entity, by its identity: those that describe it, or stand beside its name.

    Args:
        found: the mentions of an article, and its role passages.
        of: the entities of the mentions, as far as they are known, by their numbers.
        text: the article's text.
    """
    told: defaultdict[int, list[Mention]] = defaultdict(list)
    for role in found.roles:
        number = next(_owners(role, found.mentions, of, text), None)
        if number is not None and number in of:
            told[id(of[number])].append(role)
    return told


def _owners(role: Mention, mentions: list[Mention], of: Mapping[int, Entity], text: str) -> Iterator[int]:
    """The mentions that a role may belong to, the likeliest first: the name after it, the one before it, ..."""
    at = bisect_left(mentions, role.start, key=lambda mention: mention.start)
    ranked = []
    for number in range(max(0, at - _NEAR), min(len(mentions), at + _NEAR + 1)):
        mention = mentions[number]
        if mention.kind in ("quotation", "pronoun") or mention.paragraph != role.paragraph:
            continue
        place = _place(role, mention, text)
        if place is _Place.WITHIN and not _is_of_another(mention, of.get(number), text):
            ranked.append((3.5, 0, number))
        elif place not in (_Place.WITHIN, _Place.FAR):
            gap = _gap(role, mention, text)
            before = mention.start >= role.end
            if place is not _Place.NEAR or ". " not in gap:
                near = 0 if place is _Place.NEXT else 3 if before else 2
                ranked.append((near + 4 * (place is _Place.NEAR), len(gap), number))
    yield from (number for _, _, number in sorted(ranked))


def _is_of_another(mention: Mention, entity: Entity | None, text: str) -> bool:
    """Does a comma before a description say that it is of what stands there, and of no organisation far from it?"""
    before = text[max(0, mention.start - 3) : mention.start].rstrip()
    return before.endswith(",") and entity is not None and entity.kind == "organisation"


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
        self._owner = {role: owner for owner, roles in told_roles(found, of, text).items() for role in roles}

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

    def choices(self, entity: Entity) -> Iterator[tuple[Mention, tuple[float, ...]]]:
        """The passages beside an entity's names and in its descriptions, and what speaks for each: [`FEATURES`]."""
        mentions = [m for n in sorted(entity.mentions) if (m := self._mentions[n]).kind in (*NAMED, "description")]
        longest = max((len(name_words(m.of(self._text))) for m in mentions if m.kind in NAMED), default=0)
        for paragraph, group in groupby(mentions, key=lambda mention: mention.paragraph):
            here = list(group)
            for role in self._beside[paragraph]:
                place, _, mention = min((_place(role, m, self._text), len(_gap(role, m, self._text)), m) for m in here)
                if place is not _Place.FAR:
                    yield role, self._features(role, place, mention, entity, longest)

    def _features(
        self, role: Mention, place: _Place, mention: Mention, entity: Entity, longest: int
    ) -> tuple[float, ...]:
        after = mention.start < role.start
        words = role.of(self._text).split()
        organisation = entity.kind == "organisation"
        return (
            place is _Place.NEXT and not after,
            place is _Place.APPOSED and after,
            place is _Place.PREDICATE and after,
            place is not _Place.WITHIN and len(name_words(mention.of(self._text))) == longest,
            math.log(len(words)),
            words[0].casefold() in ("a", "an"),
            math.log(1 + role.first / _EARLY),
            organisation,
            organisation and place is _Place.WITHIN,
            self._owner.get(role) == id(entity),
            role not in self._owner,
        )
