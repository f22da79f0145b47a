"""The role of a cluster: "the mayor", "chief executive of Acme Foods".

A role stands next to a name, or in a nominal. A conditional logit chooses the most informative passage.
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
from pressq.quotes.regression import conditional_logit
from pressq.text.lexicon import lexicon
from pressq.text.names import name_words

if TYPE_CHECKING:
    from pressq.quotes.coreference.clusters import Cluster

__all__ = ["N_ROLE_FEATURES", "Roles"]


N_ROLE_FEATURES = 9
_EARLY = 50  # the unit of a passage's position, in words


def _is_address(word: str) -> bool:
    return word in lexicon("honorifics") or word.casefold() in lexicon("determiners")


class Roles:
    """The stated roles of one article.

    Args:
        mention_set: its mentions and role passages.
        of: the cluster of each mention, by number.
        text: its text.
    """

    def __init__(self, mention_set: MentionSet, of: Mapping[int, Cluster], text: str) -> None:
        self._mentions, self._text = mention_set.mentions, text
        self._passages: defaultdict[int, list[Mention]] = defaultdict(list)  # by paragraph
        for role in mention_set.roles:
            self._passages[role.paragraph].append(role)
        self._owners = role_owners(mention_set, of, text)

    def holders(self, word: str) -> tuple[Cluster | None, Cluster | None]:
        """The only cluster with a role that a word (in lower case) heads, and the only one with it in a role."""
        heads: dict[int, Cluster] = {}
        all_: dict[int, Cluster] = {}
        for role, cluster in self._owners.items():
            words = role.of(self._text)
            if word in words.casefold().split():
                all_[id(cluster)] = cluster
                if head_noun(words) == word:
                    heads[id(cluster)] = cluster
        only = [held.popitem()[1] if len(held) == 1 else None for held in (heads, all_)]
        return only[0], only[1]

    def best(self, cluster: Cluster, weights: Sequence[float]) -> Mention | None:
        """The most informative role passage of a cluster, None if none is informative.

        Args:
            cluster: the cluster.
            weights: [`N_ROLE_FEATURES` + 1]; the last is the bias of having no role.
        """
        import numpy as np

        choices = self.candidates(cluster)
        features = np.array([values for _, values in choices], float).reshape(-1, N_ROLE_FEATURES)
        best = int(conditional_logit(features, weights).argmax())
        return choices[best][0] if best < len(choices) else None

    def candidates(self, cluster: Cluster) -> list[tuple[Mention, tuple[float, ...]]]:
        """The role passages next to a cluster's names and in its nominals, and their features: [`N_ROLE_FEATURES`].

        Forms of address ("Prof.", "the Rt Rev") only if there is nothing else.
        """
        found = list(self._all_candidates(cluster))
        informative = [choice for choice in found if not all(map(_is_address, choice[0].of(self._text).split()))]
        return informative or found

    def _all_candidates(self, cluster: Cluster) -> Iterator[tuple[Mention, tuple[float, ...]]]:
        mentions = [
            m for n in sorted(cluster.mentions) if (m := self._mentions[n]).kind in (*NAME_KINDS, "description")
        ]
        longest = max((len(name_words(m.of(self._text))) for m in mentions if m.kind in NAME_KINDS), default=0)
        for paragraph, group in groupby(mentions, key=lambda mention: mention.paragraph):
            here = list(group)
            for role in self._passages[paragraph]:
                position, before, _, mention = min((*role_position(role, m, self._text), m) for m in here)
                if position is not RolePosition.FAR:
                    full = mention.kind in NAME_KINDS and len(name_words(mention.of(self._text))) == longest
                    yield role, self._features(role, position, cluster, before=before, full=full)

    def _features(
        self, role: Mention, position: RolePosition, cluster: Cluster, *, before: bool, full: bool
    ) -> tuple[float, ...]:
        words = role.of(self._text).split()
        organisation = cluster.kind == "organisation"
        return (
            position is RolePosition.NEXT and before,
            position is RolePosition.APPOSED and not before,
            full,
            math.log(len(words)),
            words[0].casefold() in ("a", "an"),
            math.log(1 + role.first / _EARLY),
            organisation,
            organisation and position is RolePosition.WITHIN,
            self._owners.get(role) is cluster,
        )
