"""Who speaks where nobody is named: answers in interviews, quotations that go on over paragraphs.

A quotation that is a sentence of its own, in a paragraph that has neither its cue nor its source, or after a question
in its paragraph, is given to whom a conditional logit finds likeliest (McFadden 1974), one after the other: by where
the network points, by who spoke before, also in reported speech, by questions and answers, by who is named in the
paragraph before, and by who speaks most in the article.
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
from pressq.quotes.mentions.mention import MentionSet
from pressq.quotes.sources.ranking import SourcedCandidate
from pressq.text.quotation_mark_costs import MARKS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]

__all__ = ["N_IMPLICIT_FEATURES", "POINTER_ONLY", "ImplicitSpeakers", "SpeechUnit"]

_OTHERS, _WHO, _SITUATIONS = 3, 6, 5
N_IMPLICIT_FEATURES = _OTHERS + _WHO * _SITUATIONS
_LEAST = 1e-3  # what the logarithm of no chance is taken of
_SAID = 0.5  # the chance of being speech from which whoever is reported to say it has spoken
POINTER_ONLY = [1.0, *[0.0] * (N_IMPLICIT_FEATURES - 1), math.log(2 * _LEAST)]  # it is whom the network points to
_AROUND = MARKS + " \n\t"
_QUESTION = re.compile(rf"\?[{re.escape(_AROUND)}]*(?:\([^()\n]{{1,60}}\)[{re.escape(_AROUND)}]*)?\Z")
_LONGEST_END = 100  # characters of a question that tell it

_PLAIN, _FAR, _REPLIES, _ASKED, _ASKS = range(_SITUATIONS)  # see `Unsourced._situation`

Decide = Callable[["SpeechUnit", "Floats"], tuple[int | None, float]]


@dataclass(frozen=True)
class SpeechUnit:
    """A stretch between marks that was found to be said, or the beginning of what somebody is reported to say.

    Attributes:
        number: of its attribution.
        span: where it is.
        paragraph: where it stands.
        alone: whether it is a sentence of its own, without cue and source in its paragraph, or after a question there.
        entity: who says it as the network has it, by the place among the article's entities; None for nobody.
    """

    number: int
    span: QuoteSpan
    paragraph: int
    alone: bool
    entity: int | None


@dataclass
class _Before:
    """Who spoke before a unit: the last one, somebody else before him, and the last one's words."""

    last: int | None = None
    other: int | None = None
    unit: SpeechUnit | None = None

    def add(self, unit: SpeechUnit, entity: int | None) -> None:
        if entity is not None and entity != self.last:
            self.other, self.last = self.last, entity
        self.unit = unit


class ImplicitSpeakers:
    """The quotations of one article of which their own paragraph does not tell who says them.

    Args:
        chosen: its attributions with their sources.
        found: its mentions.
        entities: who they are.
        tokens: its words.
    """

    def __init__(
        self, chosen: Sequence[SourcedCandidate], found: MentionSet, entities: Sequence[Cluster], tokens: Tokens
    ) -> None:
        self._chosen, self._mentions, self._entities, self._tokens = chosen, found.mentions, entities, tokens
        self._place = {number: place for place, entity in enumerate(entities) for number in entity.mentions}
        units = (unit for number in range(len(chosen)) for unit in self._units(number))
        self.units = sorted(units, key=lambda unit: (unit.span.start, unit.span.end))
        self._alone = sum(unit.alone for unit in self.units) / max(1, len(self.units))
        self._named: defaultdict[int, list[int]] = defaultdict(list)  # entities by paragraph
        for number, place in self._place.items():
            if not self._mentions[number].quoted:
                self._named[self._mentions[number].paragraph].append(place)

    def _units(self, number: int) -> Iterator[SpeechUnit]:
        tokens, each = self._tokens, self._chosen[number]
        source = self._mentions[each.mention] if each.mention is not None else None
        anchors = {tokens.paragraph_of(span) for span in (source, each.candidate.cue) if span is not None}
        entity = self._place.get(each.mention) if each.mention is not None else None
        for span in each.candidate.content:
            index = tokens.segment_of(span)
            if index >= 0:
                paragraph = tokens.paragraph_of(span)
                alone = tokens.is_bare(index) and (paragraph not in anchors or self._is_asked(span, paragraph))
                yield SpeechUnit(number, span, paragraph, alone, entity)
        if not each.candidate.is_marked and each.candidate.p_speech >= _SAID and entity is not None:
            first = each.candidate.content[0]
            yield SpeechUnit(number, first, tokens.paragraph_of(first), False, entity)

    def _is_asked(self, span: QuoteSpan, paragraph: int) -> bool:
        """Does a question stand before a quotation in its paragraph?"""
        return _asks(self._tokens.text, self._tokens.blocks[paragraph].start, span.start)

    def resolve(self, weights: Sequence[float]) -> list[SourcedCandidate]:
        """The attributions, those parts set apart that are said by somebody else than the network points to.

        Args:
            weights: [features + 1] of the conditional logit; the last is what nobody weighs.
        """
        import numpy as np

        def decide(_: SpeechUnit, features: Floats) -> tuple[int | None, float]:
            scores = np.append(features @ np.array(weights[:-1]), weights[-1])
            chances = np.exp(scores - scores.max())
            best = int(chances.argmax())
            return best if best < len(features) else None, float(chances[best] / chances.sum())

        decided: dict[int, list[tuple[SpeechUnit, int | None, float]]] = defaultdict(list)
        for unit, entity, chance in self.walk(decide):
            decided[unit.number].append((unit, entity, chance))
        found: list[SourcedCandidate] = []
        for number, each in enumerate(self._chosen):
            found += self._parted(each, decided[number]) if number in decided else [each]
        return found

    def _parted(
        self, each: SourcedCandidate, decided: Sequence[tuple[SpeechUnit, int | None, float]]
    ) -> Iterator[SourcedCandidate]:
        """An attribution without what others say, and what they say."""
        others = [item for item in decided if item[1] != item[0].entity]
        away = {unit.span for unit, _, _ in others}
        kept = tuple(span for span in each.candidate.content if span not in away)
        if kept:
            alone = len(decided) == len(each.candidate.content)
            chance = min(chance for _, _, chance in decided) if alone else each.probability
            yield replace(each, candidate=replace(each.candidate, content=kept), probability=chance)
        for entity, items in groupby(others, key=lambda item: item[1]):
            units, _, chances = zip(*items, strict=True)
            content = tuple(unit.span for unit in units)
            candidate = replace(each.candidate, content=content, source=None, cue=None)
            mention = self._nearest(entity, content[0].start) if entity is not None else None
            yield replace(each, candidate=candidate, mention=mention, probability=min(chances))

    def _nearest(self, entity: int, offset: int) -> int:
        """The mention of an entity, by its number, that stands last before an offset, outside of marks if one does."""
        numbers = sorted(self._entities[entity].mentions)
        free = [number for number in numbers if not self._mentions[number].quoted] or numbers
        return free[max(0, bisect_left(free, offset, key=lambda number: self._mentions[number].start) - 1)]

    def walk(self, decide: Decide) -> Iterator[tuple[SpeechUnit, int | None, float]]:
        """The units that stand alone, in reading order, with who says each, and the chance that this is right.

        Args:
            decide: tells both, from what speaks for each entity: [entities, features].
        """
        if not self._entities or not any(unit.alone for unit in self.units):
            return
        facts = self._facts()
        before = _Before()
        for unit in self.units:
            entity = unit.entity
            if unit.alone:
                entity, chance = decide(unit, self._features(unit, before, facts))
                yield unit, entity, chance
            before.add(unit, entity)

    # ------------------------------------------------------------------------------------------------- features
    def _facts(self) -> Floats:
        """What holds of each entity everywhere: its share of what has a source, mentions, first person, a person."""
        import numpy as np

        sourced = Counter(unit.entity for unit in self.units if not unit.alone and unit.entity is not None)
        share = np.array([sourced[place] for place in range(len(self._entities))]) / (sourced.total() + 1)
        person = np.array([entity.kind == "person" for entity in self._entities])
        first = np.array([min(entity.mentions) for entity in self._entities])
        mentioned = np.log([1.0 + len(entity.mentions) for entity in self._entities])
        return np.column_stack((share, mentioned, first == min(first[person], default=-1), person))

    def _features(self, unit: SpeechUnit, before: _Before, facts: Floats) -> Floats:
        """What speaks for each entity: where the network points, who it is in which situation, who was named last."""
        import numpy as np

        situation = self._situation(unit, before)
        others = (
            np.log(self._shares(unit) + _LEAST),
            self._named_in(unit.paragraph - 1) & (situation != _ASKED),
            facts[:, 0] * self._alone,
        )
        found = np.zeros((len(facts), N_IMPLICIT_FEATURES))
        found[:, :_OTHERS] = np.column_stack(others)
        who = np.column_stack((self._is(before.last), self._is(before.other), facts))
        found[:, _OTHERS + situation :: _SITUATIONS] = who
        return found

    def _is(self, entity: int | None) -> Bools:
        import numpy as np

        same: Bools = np.arange(len(self._entities)) == (-1 if entity is None else entity)
        return same

    def _named_in(self, paragraph: int) -> Bools:
        """Which entities have a mention in a paragraph, outside of marks?"""
        import numpy as np

        found = np.zeros(len(self._entities), bool)
        found[self._named.get(paragraph, [])] = True
        return found

    def _shares(self, unit: SpeechUnit) -> Floats:
        """The chance of each entity that the network points to it."""
        import numpy as np

        chances = np.zeros(len(self._entities))
        for mention, chance in self._chosen[unit.number].probabilities.items():
            if mention in self._place:
                chances[self._place[mention]] += chance
        return chances

    def _situation(self, unit: SpeechUnit, before: _Before) -> int:
        """After a question between marks, after one outside of them, itself one, after words near by, or apart."""
        text, blocks = self._tokens.text, self._tokens.blocks
        near = before.unit if before.unit is not None and unit.paragraph - before.unit.paragraph <= 1 else None
        if near is not None and _asks(text, near.span.start, near.span.end):
            return _REPLIES
        start, end = blocks[unit.paragraph].start, unit.span.start
        if unit.paragraph and not text[start:end].strip(_AROUND):
            start, end = blocks[unit.paragraph - 1].start, blocks[unit.paragraph - 1].end
        if _asks(text, start, end):
            return _ASKED
        if _asks(text, unit.span.start, unit.span.end):
            return _ASKS
        return _PLAIN if near is not None else _FAR


def _asks(text: str, start: int, end: int) -> bool:
    """Does a stretch of a text end with a question, maybe with who asks in brackets after it?"""
    return _QUESTION.search(text, max(start, end - _LONGEST_END), end) is not None
