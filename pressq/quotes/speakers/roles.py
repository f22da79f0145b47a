"""What people and organisations are said to be: "the mayor", "chief executive of Acme Foods".

A role stands beside a name, or in a description. Which of an entity's passages tells most of it is weighed by a
conditional logit over what a page shows (McFadden 1974), as the source of a quotation is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pressq.quotes.coreference.nominals import head_noun
from pressq.quotes.coreference.role_owners import RolePosition, role_owners, role_position
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionSet
from pressq.text.lexicon import lexicon
from pressq.text.names import name_words

if TYPE_CHECKING:
    from pressq.quotes.coreference.clusters import Cluster

__all__ = ["N_ROLE_FEATURES", "Roles"]


N_ROLE_FEATURES = 9
_EARLY = 50  # words of an article's beginning, all of which are about as early


def _is_address(word: str) -> bool:
    return word in lexicon("honorifics") or word.casefold() in lexicon("determiners")


class Roles:
    """The roles of one article.

    Args:
        found: its mentions and role passages.
        of: the entities of all mentions, by their numbers.
        text: its text.
    """

    def __init__(self, found: MentionSet, of: Mapping[int, Cluster], text: str) -> None:
        self._mentions, self._text = found.mentions, text
        self._beside: defaultdict[int, list[Mention]] = defaultdict(list)  # by paragraph
        for role in found.roles:
            self._beside[role.paragraph].append(role)
        self._owners = role_owners(found, of, text)

    def holders(self, word: str) -> tuple[Cluster | None, Cluster | None]:
        """The only one whose roles a word, in lower case, heads, and the only one in whose roles it stands."""
        heads: dict[int, Cluster] = {}
        all_: dict[int, Cluster] = {}
        for role, entity in self._owners.items():
            words = role.of(self._text)
            if word in words.casefold().split():
                all_[id(entity)] = entity
                if head_noun(words) == word:
                    heads[id(entity)] = entity
        only = [held.popitem()[1] if len(held) == 1 else None for held in (heads, all_)]
        return only[0], only[1]

    def best(self, entity: Cluster, weights: Sequence[float]) -> Mention | None:
        """The passage that tells most of what an entity is, None where none tells.

        Args:
            entity: with all its mentions.
            weights: [`N_ROLE_FEATURES` + 1]; the last is what having no role weighs.
        """
        best, most = None, weights[-1]
        for role, features in self.candidates(entity):
            score = sum(weight * feature for weight, feature in zip(weights, features, strict=False))
            if score > most:
                best, most = role, score
        return best

    def candidates(self, entity: Cluster) -> list[tuple[Mention, tuple[float, ...]]]:
        """The passages beside an entity's names and in its descriptions, and what speaks for each: [`N_ROLE_FEATURES`].

        Forms of address ("Prof.", "the Rt Rev") are among them only where there is nothing else.
        """
        found = list(self._choices(entity))
        telling = [choice for choice in found if not all(map(_is_address, choice[0].of(self._text).split()))]
        return telling or found

    def _choices(self, entity: Cluster) -> Iterator[tuple[Mention, tuple[float, ...]]]:
        mentions = [m for n in sorted(entity.mentions) if (m := self._mentions[n]).kind in (*NAME_KINDS, "description")]
        longest = max((len(name_words(m.of(self._text))) for m in mentions if m.kind in NAME_KINDS), default=0)
        for paragraph, group in groupby(mentions, key=lambda mention: mention.paragraph):
            here = list(group)
            for role in self._beside[paragraph]:
                place, before, _, mention = min((*role_position(role, m, self._text), m) for m in here)
                if place is not RolePosition.FAR:
                    full = mention.kind in NAME_KINDS and len(name_words(mention.of(self._text))) == longest
                    yield role, self._features(role, place, entity, before=before, full=full)

    def _features(
        self, role: Mention, place: RolePosition, entity: Cluster, *, before: bool, full: bool
    ) -> tuple[float, ...]:
        words = role.of(self._text).split()
        organisation = entity.kind == "organisation"
        return (
            place is RolePosition.NEXT and before,
            place is RolePosition.APPOSED and not before,
            full,
            math.log(len(words)),
            words[0].casefold() in ("a", "an"),
            math.log(1 + role.first / _EARLY),
            organisation,
            organisation and place is RolePosition.WITHIN,
            self._owners.get(role) is entity,
        )
