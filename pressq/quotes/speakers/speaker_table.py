"""Who speaks: the clusters and the speaker of an attribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from pressq.article import Span, Speaker
from pressq.quotes.attribution import Attribution
from pressq.quotes.coreference.clusters import Cluster
from pressq.quotes.coreference.coordination import CoordinationFinder
from pressq.quotes.mentions.mention import MentionSet
from pressq.quotes.speakers.profiles import Profiles, trimmed_phrase
from pressq.quotes.speakers.roles import Roles
from pressq.quotes.speakers.turn_labels import QUESTION, LabelResolver
from pressq.text.bylines import is_desk

__all__ = ["Labels", "SpeakerTable"]

Labels = Mapping[str, Sequence[Cluster]]
"""The clusters that the labels of turns and credits mean, by the text of the label."""


class SpeakerTable:
    """The clusters of an article as speakers.

    Args:
        mention_set: the mentions of the article.
        clusters: the clusters.
        text: the article's text.
        weights: the weights of `Roles.best`.
        byline: the names of the writers, parted by "; ". The only writer asks the questions labelled "Q".
    """

    def __init__(
        self,
        mention_set: MentionSet,
        clusters: Sequence[Cluster],
        text: str,
        weights: Sequence[float],
        byline: str | None = None,
    ) -> None:
        self.clusters, self._text = clusters, text
        is_person = byline is not None and "; " not in byline and " " in byline and not is_desk(byline)
        self._writer = Speaker(byline, "person") if byline is not None and is_person else None
        self._of = {number: cluster for cluster in clusters for number in cluster.mentions}
        self.roles = Roles(mention_set, self._of, text)
        self._profiles = Profiles(mention_set, text, self.roles, weights)
        self._coordination = CoordinationFinder(mention_set, text)
        self._labels = LabelResolver(mention_set, self._of, self.roles, text, self.coordinated)
        self._speakers: dict[tuple[int, ...], Speaker] = {}  # by the identities of their clusters

    def probability_of(self, mention: int) -> float:
        """The probability that a mention belongs to its cluster; 0 without one."""
        return self._of[mention].probability_of[mention] if mention in self._of else 0.0

    def kind(self, mention: int | None) -> str | None:
        """The kind of a mention's cluster; None without one."""
        return self._of[mention].kind if mention in self._of else None

    def corefer(self, one: int, other: int) -> bool:
        """Are two mentions in one cluster?"""
        return one in self._of and self._of[one] is self._of.get(other)

    def coordinated(self, mention: int | None, source: Span | None) -> tuple[int, ...]:
        """The numbers of the mentions that speak together, one for each entity; none if one speaks alone.

        Args:
            mention: the one that is the source.
            source: the words of the whole source, as far as they are known.
        """
        if mention not in self._of:
            return ()
        found = self._coordination.of_source(mention, source) if source is not None else ()
        found = found or self._coordination.of_plural(mention, partial(self.corefer, mention))
        first = {id(self._of[number]): number for number in reversed(found) if number in self._of}
        return tuple(sorted(first.values())) if len(first) > 1 else ()

    def introduced_person(self, before: int) -> int | None:
        """The first mention of the person that the text before an offset is about, who is not of the byline."""
        return self._labels.introduced_person(before, writer=False)

    def labels_of(self, attributions: Sequence[Attribution]) -> Labels:
        """The clusters of all labels among the sources of some attributions, which are in reading order."""
        return self._labels.resolve(each.source for each in attributions if each.source and each.mention is None)

    def clusters_of(self, attribution: Attribution, labels: Labels) -> tuple[Cluster, ...]:
        """The clusters that speak; none if the source is missing or means no known entity."""
        if attribution.mention is not None:
            numbers = attribution.coordinated or (attribution.mention,)
            return tuple(self._of[number] for number in numbers if number in self._of)
        return tuple(labels.get(attribution.source.of(self._text), ())) if attribution.source else ()

    def speaker_of(self, attribution: Attribution, labels: Labels = MappingProxyType({})) -> Speaker | None:
        """The speaker of an attribution; None where the article does not name or describe one."""
        if attribution.source is None:
            return None
        speaking = self.clusters_of(attribution, labels)
        if not speaking:
            if attribution.source.of(self._text) == QUESTION:
                return self._writer
            # a credit of several parts begins with the name: "Gaétan, Canal Books, Halden"
            return Speaker(trimmed_phrase(self._profiles.whole(attribution.source)).partition(", ")[0], "unnamed")
        key = tuple(map(id, speaking))
        if key not in self._speakers:
            speakers = list(map(self._profiles.speaker, speaking))
            self._speakers[key] = Speaker.joint(speakers) if len(speakers) > 1 else speakers[0]
        return self._speakers[key]

    def speakers_of(self, attributions: Sequence[Attribution]) -> list[Speaker | None]:
        """The speakers of all attributions of an article, which are in reading order."""
        labels = self.labels_of(attributions)
        return [self.speaker_of(each, labels) for each in attributions]

    def speaker(self, cluster: Cluster) -> Speaker:
        """A cluster under its fullest name."""
        return self._profiles.speaker(cluster)
