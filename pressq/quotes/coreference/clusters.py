"""Clusters: the mentions of one person or organisation, and how they are gathered one by one.

Each mention is compared with clusters, not with other mentions (BookNLP; Maverick, ACL 2024). The score of a cluster is
the sum of the exponentials of the antecedent scores of its mentions so far.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pressq.quotes.coreference.antecedents import AntecedentScores
from pressq.quotes.mentions.mention import MentionSet

__all__ = ["Cluster", "ClusterBuilder", "Compatibility"]

_MAX_SCORE = 50.0


@dataclass(eq=False)
class Cluster:
    """The mentions of one entity.

    Attributes:
        kind: "person" or "organisation" if a name is among the mentions, else "description".
        index: its place among the clusters in the order in which they were opened.
        surname: the surname that "Ann" of "Ann and Tim Lee" shares, or "".
        mentions: their numbers, in the order in which they were added.
        probability_of: the probability that a mention, by its number, belongs here.
    """

    kind: str
    index: int = 0
    surname: str = ""
    mentions: list[int] = field(default_factory=list)
    probability_of: dict[int, float] = field(default_factory=dict)


Compatibility = Callable[[Cluster], float]
"""A factor on the score of a cluster: 0 rules it out, 1 changes nothing."""


class ClusterBuilder:
    """The clusters of one article while they are built.

    Args:
        mention_set: the mentions of the article.
        text: its text.
        scores: the antecedent scores of the mentions.

    Attributes:
        clusters: all clusters, in the order in which they were opened; merged ones have no mentions.
        of: the cluster of each mention that has one, by number.
    """

    def __init__(self, mention_set: MentionSet, text: str, scores: AntecedentScores) -> None:
        import numpy as np

        self.mention_set, self.mentions, self.text, self._scores = mention_set, mention_set.mentions, text, scores
        self.clusters: list[Cluster] = []
        self.of: dict[int, Cluster] = {}
        self._owner = np.full(len(self.mentions), -1)  # the index of each mention's cluster

    def form(self, number: int) -> str:
        """The text of a mention."""
        return self.mentions[number].of(self.text)

    def open(self, kind: str) -> Cluster:
        """A new cluster."""
        cluster = Cluster(kind, len(self.clusters))
        self.clusters.append(cluster)
        return cluster

    def add(self, number: int, cluster: Cluster, probability: float = 1.0) -> None:
        """Put a mention into a cluster; it may leave another."""
        cluster.mentions.append(number)
        cluster.probability_of[number] = probability
        self.of[number] = cluster
        self._owner[number] = cluster.index

    def merge(self, cluster: Cluster, into: Cluster, probability: float = 1.0) -> None:
        """Move all mentions of one cluster into another."""
        for number in cluster.mentions:
            self.add(number, into, probability)
        cluster.mentions = []

    def best(self, number: int, compatibility: Compatibility) -> tuple[Cluster | None, float, float]:
        """The cluster that a mention most likely belongs to, its probability, and that of a new cluster.

        Args:
            number: the mention.
            compatibility: the factor on the score of each cluster.
        """
        import numpy as np

        columns, scores = self._scores.antecedents[number]
        owners = self._owner[columns]
        known = owners >= 0
        sums = np.bincount(owners[known], np.exp(np.minimum(scores[known], _MAX_SCORE)), minlength=len(self.clusters))
        for index in np.flatnonzero(sums).tolist():
            sums[index] *= compatibility(self.clusters[index])
        new = math.exp(min(self._scores.no_antecedent[number], _MAX_SCORE))
        best = int(sums.argmax()) if len(sums) else 0
        if not len(sums) or not sums[best]:
            return None, 0.0, 1.0
        total = float(sums.sum()) + new
        return self.clusters[best], float(sums[best]) / total, new / total

    def nested_in(self, number: int) -> Iterator[int]:
        """The mentions inside another one: "her" in "her lawyer"."""
        outer = self.mentions[number]
        for other in range(max(0, number - 4), len(self.mentions)):
            inner = self.mentions[other]
            if inner.start >= outer.end:
                break
            if other != number and outer.start <= inner.start and inner.end <= outer.end:
                yield other
