"""Implicit speakers: who says a quotation if its paragraph has no source, as in dialogue and interviews.

Such a quotation is a sentence of its own, in a paragraph without its cue and source, or after a question. A conditional
logit decides on one after the other: by the network's pointer, by who spoke before, by questions and
answers, by who is named in the paragraph before, and by who speaks most in the article.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pressq.article import QuoteSpan
from pressq.quotes.coreference.clusters import Cluster
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import has_trait
from pressq.quotes.mentions.mention import MentionSet
from pressq.quotes.regression import conditional_logit
from pressq.quotes.sources.ranking import SourcedCandidate
from pressq.text.quotation_mark_costs import MARKS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]

__all__ = ["N_IMPLICIT_FEATURES", "OTHERS", "POINTER_ONLY", "SITUATIONS", "ImplicitSpeakers", "SpeechUnit"]

OTHERS, _WHO, SITUATIONS = 3, 6, 6
N_IMPLICIT_FEATURES = OTHERS + _WHO * SITUATIONS
_EPSILON = 1e-3  # added before logarithms
_MIN_P_SPEECH = 0.5  # of reported speech, from which its source counts as a speaker
POINTER_ONLY = [1.0, *[0.0] * (N_IMPLICIT_FEATURES - 1), math.log(2 * _EPSILON)]
"""Weights that follow the network's pointer."""

_ORNAMENTS = MARKS + " \n\t"
_QUESTION = re.compile(rf"\?[{re.escape(_ORNAMENTS)}]*(?:\([^()\n]{{1,60}}\)[{re.escape(_ORNAMENTS)}]*)?\Z")
_QUESTION_END = 100  # characters at the end of a stretch that are looked at

_PLAIN, _FAR, _REPLIES, _ASKED, _ASKS, _DROPPED = range(SITUATIONS)  # see `_situation`

Decide = Callable[["SpeechUnit", "Floats"], tuple[int | None, float]]


@dataclass(frozen=True)
class SpeechUnit:
    """A quotation of a candidate attribution, or the beginning of reported speech.

    Attributes:
        number: the number of its attribution.
        span: its offsets.
        paragraph: the number of its paragraph.
        alone: whether its speaker is implicit.
        cluster: the index of the cluster that the network points to; None for none.
        dropped: whether its verb stands without a subject, which then is that of all of its attribution.
    """

    number: int
    span: QuoteSpan
    paragraph: int
    alone: bool
    cluster: int | None
    dropped: bool = False


@dataclass
class _Before:
    """Who spoke before a unit: the last cluster, the last other one before it, and the unit before."""

    last: int | None = None
    other: int | None = None
    unit: SpeechUnit | None = None

    def add(self, unit: SpeechUnit, cluster: int | None) -> None:
        if cluster is not None and cluster != self.last:
            self.other, self.last = self.last, cluster
        self.unit = unit


class ImplicitSpeakers:
    """The quotations of one article with implicit speakers.

    Args:
        ranked: its candidate attributions with their sources.
        mention_set: its mentions.
        clusters: their clusters.
        tokens: its words.
    """

    def __init__(
        self, ranked: Sequence[SourcedCandidate], mention_set: MentionSet, clusters: Sequence[Cluster], tokens: Tokens
    ) -> None:
        self._ranked, self._mentions, self._clusters, self._tokens = ranked, mention_set.mentions, clusters, tokens
        self._place = {number: place for place, cluster in enumerate(clusters) for number in cluster.mentions}
        units = (unit for number in range(len(ranked)) for unit in self._units(number))
        self.units = sorted(units, key=lambda unit: (unit.span.start, unit.span.end))
        self._alone = sum(unit.alone for unit in self.units) / max(1, len(self.units))
        self._named: defaultdict[int, list[int]] = defaultdict(list)  # clusters by paragraph
        for number, place in self._place.items():
            if not self._mentions[number].quoted:
                self._named[self._mentions[number].paragraph].append(place)

    def _units(self, number: int) -> Iterator[SpeechUnit]:
        tokens, each = self._tokens, self._ranked[number]
        source = self._mentions[each.mention] if each.mention is not None else None
        anchors = {tokens.paragraph_of(span) for span in (source, each.candidate.cue) if span is not None}
        cluster = self._place.get(each.mention) if each.mention is not None else None
        if self._drops_subject(each):
            yield self._whole(number, cluster, dropped=True)
            return
        for span in each.candidate.content:
            index = tokens.segment_of(span)
            if index >= 0:
                paragraph = tokens.paragraph_of(span)
                alone = tokens.is_bare(index) and (paragraph not in anchors or self._is_asked(span, paragraph))
                yield SpeechUnit(number, span, paragraph, alone, cluster)
        if not each.candidate.is_marked and each.candidate.p_speech >= _MIN_P_SPEECH and cluster is not None:
            yield self._whole(number, cluster)

    def _whole(self, number: int, cluster: int | None, *, dropped: bool = False) -> SpeechUnit:
        """All content of a candidate as one unit, at its first quotation; alone if its verb drops the subject."""
        content = self._ranked[number].candidate.content
        first = next((span for span in content if span.quoted), content[0])
        return SpeechUnit(
            number, first, self._tokens.paragraph_of(first), alone=dropped, cluster=cluster, dropped=dropped
        )

    def _drops_subject(self, each: SourcedCandidate) -> bool:
        """Does a verb say it that stands without a subject: "Dijo que", where the language allows it?"""
        cue = each.candidate.cue
        return cue is not None and each.candidate.source is None and has_trait("dropped-subjects")

    def _is_asked(self, span: QuoteSpan, paragraph: int) -> bool:
        """Does a question stand before a quotation in its paragraph?"""
        return _asks(self._tokens.text, self._tokens.blocks[paragraph].start, span.start)

    def resolve(self, weights: Sequence[float]) -> list[SourcedCandidate]:
        """The attributions; quotations of another speaker than the network points to are split off.

        Args:
            weights: [`N_IMPLICIT_FEATURES` + 1] of the conditional logit; the last is the bias of no speaker.
        """

        def decide(_: SpeechUnit, features: Floats) -> tuple[int | None, float]:
            chances = conditional_logit(features, weights)
            best = int(chances.argmax())
            return best if best < len(features) else None, float(chances[best])

        decided: dict[int, list[tuple[SpeechUnit, int | None, float]]] = defaultdict(list)
        for unit, cluster, chance in self.walk(decide):
            decided[unit.number].append((unit, cluster, chance))
        found: list[SourcedCandidate] = []
        for number, each in enumerate(self._ranked):
            found += self._split(each, decided[number]) if number in decided else [each]
        return found

    def _split(
        self, each: SourcedCandidate, decided: Sequence[tuple[SpeechUnit, int | None, float]]
    ) -> Iterator[SourcedCandidate]:
        """An attribution without the quotations of other speakers, then those."""
        unit, cluster, chance = decided[0]
        if unit.dropped:
            mention = self._nearest(cluster, unit.span.start) if cluster is not None else None
            yield each if cluster == unit.cluster else replace(each, mention=mention, probability=chance)
            return
        others = [item for item in decided if item[1] != item[0].cluster]
        away = {unit.span for unit, _, _ in others}
        kept = tuple(span for span in each.candidate.content if span not in away)
        if kept:
            alone = len(decided) == len(each.candidate.content)
            chance = min(chance for _, _, chance in decided) if alone else each.probability
            yield replace(each, candidate=replace(each.candidate, content=kept), probability=chance)
        for cluster, items in groupby(others, key=lambda item: item[1]):
            units, _, chances = zip(*items, strict=True)
            content = tuple(unit.span for unit in units)
            candidate = replace(each.candidate, content=content, source=None, cue=None)
            mention = self._nearest(cluster, content[0].start) if cluster is not None else None
            yield replace(each, candidate=candidate, mention=mention, probability=min(chances))

    def _nearest(self, cluster: int, offset: int) -> int:
        """The last mention of a cluster before an offset, outside quotation marks if there is one."""
        numbers = sorted(self._clusters[cluster].mentions)
        free = [number for number in numbers if not self._mentions[number].quoted] or numbers
        return free[max(0, bisect_left(free, offset, key=lambda number: self._mentions[number].start) - 1)]

    def walk(self, decide: Decide) -> Iterator[tuple[SpeechUnit, int | None, float]]:
        """The units with implicit speakers, in reading order, with the cluster that says each and its probability.

        Args:
            decide: returns both, from the features of each cluster [clusters, `N_IMPLICIT_FEATURES`].
        """
        if not self._clusters or not any(unit.alone for unit in self.units):
            return
        facts = self._facts()
        before = _Before()
        for unit in self.units:
            cluster = unit.cluster
            if unit.alone:
                cluster, chance = decide(unit, self._features(unit, before, facts))
                yield unit, cluster, chance
            before.add(unit, cluster)

    # ------------------------------------------------------------------------------------------------- features
    def _facts(self) -> Floats:
        """The features of each cluster that hold everywhere [clusters, 4].

        Its share of attributed units, the logarithm of its mentions, is it the first person mentioned, is it a person?
        """
        import numpy as np

        sourced = Counter(unit.cluster for unit in self.units if not unit.alone and unit.cluster is not None)
        share = np.array([sourced[place] for place in range(len(self._clusters))]) / (sourced.total() + 1)
        person = np.array([cluster.kind == "person" for cluster in self._clusters])
        first = np.array([min(cluster.mentions) for cluster in self._clusters])
        mentioned = np.log([1.0 + len(cluster.mentions) for cluster in self._clusters])
        return np.column_stack((share, mentioned, first == min(first[person], default=-1), person))

    def _features(self, unit: SpeechUnit, before: _Before, facts: Floats) -> Floats:
        """The features of each cluster for a unit [clusters, `N_IMPLICIT_FEATURES`]."""
        import numpy as np

        situation = self._situation(unit, before)
        others = (
            np.log(self._shares(unit) + _EPSILON),
            self._named_in(unit.paragraph - 1) & (situation != _ASKED),
            facts[:, 0] * self._alone,
        )
        found = np.zeros((len(facts), N_IMPLICIT_FEATURES))
        found[:, :OTHERS] = np.column_stack(others)
        who = np.column_stack((self._is(before.last), self._is(before.other), facts))
        found[:, OTHERS + situation :: SITUATIONS] = who
        return found

    def _is(self, cluster: int | None) -> Bools:
        import numpy as np

        same: Bools = np.arange(len(self._clusters)) == (-1 if cluster is None else cluster)
        return same

    def _named_in(self, paragraph: int) -> Bools:
        """Which clusters have a mention in a paragraph, outside quotation marks?"""
        import numpy as np

        found = np.zeros(len(self._clusters), bool)
        found[self._named.get(paragraph, [])] = True
        return found

    def _shares(self, unit: SpeechUnit) -> Floats:
        """The probability of each cluster by the network's pointer."""
        import numpy as np

        chances = np.zeros(len(self._clusters))
        for mention, chance in self._ranked[unit.number].probabilities.items():
            if mention in self._place:
                chances[self._place[mention]] += chance
        return chances

    def _situation(self, unit: SpeechUnit, before: _Before) -> int:
        """Without a subject, after a quoted question or another one, itself one, near other speech, or far from it."""
        if unit.dropped:
            return _DROPPED
        text, blocks = self._tokens.text, self._tokens.blocks
        near = before.unit if before.unit is not None and unit.paragraph - before.unit.paragraph <= 1 else None
        if near is not None and _asks(text, near.span.start, near.span.end):
            return _REPLIES
        start, end = blocks[unit.paragraph].start, unit.span.start
        if unit.paragraph and not text[start:end].strip(_ORNAMENTS):
            start, end = blocks[unit.paragraph - 1].start, blocks[unit.paragraph - 1].end
        if _asks(text, start, end):
            return _ASKED
        if _asks(text, unit.span.start, unit.span.end):
            return _ASKS
        return _PLAIN if near is not None else _FAR


def _asks(text: str, start: int, end: int) -> bool:
    """Does a stretch of a text end with a question, or with a bracket after one?"""
    return _QUESTION.search(text, max(start, end - _QUESTION_END), end) is not None
