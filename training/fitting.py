"""What is fitted beside the network: sources, who says what stands alone, roles, scores and the confidence.

A source is right where it is a mention of the right entity; a role, where it shares half of its words with the fullest
passage that gold has for the one of that name; an attribution, where its content agrees with a gold one by
half or more (intersection over union of letters and digits) and its speaker has the right name; reported speech, where
its content does so with that of one that is speech.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch

from pressq.article import Span, Speaker
from pressq.quotes.attribution import Attribution
from pressq.quotes.calibration import N_CONFIDENCE_FEATURES, confidence_features
from pressq.quotes.candidate_scores import N_SCORE_FEATURES, score_features
from pressq.quotes.content.reported_speech import N_SPEECH_FEATURES, speech_features
from pressq.quotes.encoding.encoder import Encoder
from pressq.quotes.mentions.mention import NAME_KINDS, Mention
from pressq.quotes.pipeline import Analysis, analyse
from pressq.quotes.sources.implicit import POINTER_ONLY, ImplicitSpeakers, SpeechUnit
from pressq.quotes.sources.ranking import N_SOURCE_FEATURES, SourcedCandidate, SourceRanker
from pressq.quotes.speakers.roles import N_ROLE_FEATURES
from pressq.text.lexicon import in_language
from pressq.text.names import name_words
from training.gold import Gold, Labels, article_of
from training.reliability import fit, matches

__all__ = [
    "conditional",
    "fit_confidence",
    "fit_reports",
    "fit_roles",
    "fit_scores",
    "fit_sources",
    "fit_unsourced",
]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
_LEAST_OVERLAP, _SAME_SEGMENT = 0.5, 0.8
_ALONE = 8  # quotations that stand alone that an article counts for, at most
_MOST = 6  # attributions that an article counts for, as one wrong link may be that of twenty
_OWN = 0.02  # of what a collected article counts, as those written for training are harder than what is read
_OWN_BY_FORM = 0.1  # the same, of what the form of the page decides, of which collected articles have little


def fit_sources(encoder: Encoder, held: Sequence[Labels]) -> list[float]:
    """The weights by which `SourceRanker` chooses, from articles that the network has not seen."""
    features, right = [], []
    for labels, read in _read(encoder, held):
        for chooser, analysis, number, item in _matched(read, labels):
            candidate = analysis.ranked[number].candidate
            choices = chooser.choices([candidate])
            mentions = [analysis.mention_set.mentions[choice] for choice in choices.numbers(0)]
            good = _right_choices(mentions, item, labels)
            if good.any():
                features.append(choices.features[0][choices.eligible[0]])
                right.append(good)
    return conditional(features, right) if features else [0.0] * (N_SOURCE_FEATURES + 1)


def _read(encoder: Encoder, articles: Iterable[Labels]) -> Iterator[tuple[Labels, Analysis]]:
    """The articles with their analyses; what is done with one is done in its language."""
    for labels in articles:
        article = article_of(labels.text)
        with in_language(article.language):
            yield labels, analyse(article, encoder)


def _matched(analysis: Analysis, labels: Labels) -> Iterator[tuple[SourceRanker, Analysis, int, Gold]]:
    """The candidates of an article, by number, whose content is that of a gold attribution, and that attribution."""
    chooser = SourceRanker(analysis.mention_set, analysis.tokens)
    gold = [item for item in labels.attributions or () if item["content"]]
    for number, match in enumerate(matches(labels.text, gold, _bare(analysis.ranked))):
        if match is not None:
            yield chooser, analysis, number, gold[match]


def _bare(sourced: Sequence[SourcedCandidate]) -> list[Attribution]:
    candidates = (each.candidate for each in sourced)
    return [Attribution(candidate.content, candidate.source, candidate.cue) for candidate in candidates]


def _right_choices(choices: Sequence[Mention], item: Gold, labels: Labels) -> Bools:
    """[choices + 1] which of some mentions are right; the last is that there is no source.

    Best are those that gold has as the source, then all of the same entity.
    """
    sources = [tuple(span) for span in item["source"]]
    owners = set(item.get("entities", ()))
    own = [(mention.start, mention.end) for mention in labels.mentions if mention.entities & owners]
    near = [span for span in own if any(span[0] < end and start < span[1] for start, end in sources)]
    for targets in (near or sources, own):
        right = np.array([any(_overlap(choice, span) for span in targets) for choice in choices] + [False])
        right[-1] = not sources and not own
        if right.any():
            return right
    return right


def _overlap(mention: Mention, span: tuple[int, ...]) -> bool:
    both = min(mention.end, span[1]) - max(mention.start, span[0])
    return both >= _LEAST_OVERLAP * (max(mention.end, span[1]) - min(mention.start, span[0]))


def fit_unsourced(encoder: Encoder, held: Sequence[Labels]) -> list[float]:
    """The weights by which `ImplicitSpeakers` tells who speaks, from articles that the network has not seen."""
    told: list[tuple[Floats, Bools]] = []
    for labels, analysis in _read(encoder, held):
        names = [name_words(analysis.speakers.speaker(entity).name) for entity in analysis.speakers.clusters]
        gold = _Told(labels, names)
        for _ in ImplicitSpeakers(
            analysis.ranked, analysis.mention_set, analysis.speakers.clusters, analysis.tokens
        ).walk(gold.decide):
            pass  # `gold` keeps what it is asked
        told += gold.found[:: -(-len(gold.found) // _ALONE) or 1]
    return conditional([values for values, _ in told], [right for _, right in told]) if told else POINTER_ONLY


class _Told:
    """What gold says of the quotations of one article that stand alone.

    Args:
        labels: the gold article.
        names: the words of the names of its entities as they were found.
    """

    def __init__(self, labels: Labels, names: Sequence[tuple[str, ...]]) -> None:
        self.found: list[tuple[Floats, Bools]] = []  # what speaks for each entity, and which are right
        self._labels, self._names = labels, names

    def decide(self, unit: SpeechUnit, features: Floats) -> tuple[int | None, float]:
        """Who says a unit; as the network has it where gold does not tell, or tells of somebody who was not found."""
        says = _says(unit.span, self._labels) if unit.span.quoted else _reports(unit.span, self._labels)
        owners = {name_words(name) for name in says or ()}
        right = np.array([*(name in owners for name in self._names), says == []])
        if not right.any():
            return unit.cluster, 0.0
        self.found.append((features, right))
        return int(right.argmax()) if says else None, 1.0


def fit_roles(encoder: Encoder, told: Sequence[Labels]) -> list[float]:
    """The weights by which `Roles` chooses, from articles that tell the `offices` of those they name.

    Of whom gold tells a role that was not found nothing is learned: that there is none would be wrong.
    """
    features, right = [], []
    for labels, analysis in _read(encoder, told):
        offices = {name_words(name): role for names, role in labels.offices for name in names}
        cast = analysis.speakers
        for entity in cast.clusters:
            name, choices = name_words(cast.speaker(entity).name), list(cast.roles.candidates(entity))
            if name in offices and choices:
                good = [_is_role(choice.of(labels.text), offices[name]) for choice, _ in choices]
                if any(good) or not offices[name]:
                    features.append(np.array([values for _, values in choices], float))
                    right.append(np.array([*good, not any(good)]))
    return conditional(features, right, ridge=15.0) if features else [0.0] * (N_ROLE_FEATURES + 1)


def _is_role(found: str, told: str) -> bool:
    one, other = Counter(name_words(found)), Counter(name_words(told))
    return (one & other).total() >= 0.25 * (one.total() + other.total())


def conditional(features: Sequence[Floats], right: Sequence[Bools], ridge: float = 2.0) -> list[float]:
    """Weights of a conditional logit (McFadden 1974) in which any of the right choices will do.

    Args:
        features: for each attribution [choices, features].
        right: for each attribution [choices + 1] which are right; the last is that it has no source.
        ridge: how much large weights cost.
    """
    longest = max(map(len, features))
    x = torch.zeros(len(features), longest + 1, features[0].shape[1] + 1)
    there = torch.zeros(len(features), longest + 1, dtype=torch.bool)
    good = torch.zeros(len(features), longest + 1, dtype=torch.bool)
    for row, (values, marks) in enumerate(zip(features, right, strict=True)):
        x[row, : len(values), :-1] = torch.from_numpy(values)
        x[row, longest, -1] = 1.0
        there[row, : len(values)] = there[row, longest] = True
        good[row, : len(values)], good[row, longest] = torch.from_numpy(marks[:-1]), bool(marks[-1])
    weights = torch.zeros(x.shape[2], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        logp = (x @ weights).masked_fill(~there, -1e4).log_softmax(1)
        gained = logp.masked_fill(~good, -1e4).logsumexp(1)
        total = -gained.sum() + 0.5 * ridge * weights.square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    return [round(weight, 4) for weight in weights.tolist()]


def fit_scores(encoder: Encoder, held: Sequence[Labels]) -> dict[str, list[float]]:
    """The weights of the score of candidates with content between marks, and of the rest: words and name."""
    found: dict[str, list[tuple[tuple[float, ...], bool, float]]] = {"marked": [], "unmarked": []}
    for labels, analysis in _read(encoder, held):
        judged: dict[str, list[tuple[tuple[float, ...], bool]]] = {"marked": [], "unmarked": []}
        pairs = zip(analysis.resolved, _verdicts(analysis, labels, analysis.candidates), strict=True)
        for chosen, verdict in pairs:
            if verdict is not None:
                kind = "marked" if chosen.candidate.is_marked else "unmarked"
                judged[kind].append((score_features(chosen, analysis.speakers), verdict))
        for kind, examples in judged.items():
            count = min(1.0, _MOST / max(1, len(examples))) * (1.0 if labels.id else _OWN)
            found[kind] += [(features, right, count) for features, right in examples]
    return {
        kind: fit(*zip(*rows, strict=True)) if rows else [0.0] * (N_SCORE_FEATURES + 1) for kind, rows in found.items()
    }


def fit_confidence(encoder: Encoder, held: Sequence[Labels]) -> list[float]:
    """The weights of the confidence: are the words and the name of the speaker of finished attributions right?"""
    rows: list[tuple[tuple[float, ...], bool, float]] = []
    for labels, analysis in _read(encoder, held):
        verdicts = _verdicts(analysis, labels, analysis.attributions)
        triples = zip(analysis.attributions, analysis.named, verdicts, strict=True)
        judged = [(each, speaker, right) for each, speaker, right in triples if right is not None]
        sizes = Counter(each.kind == "indirect" for each, _, _ in judged)
        for each, speaker, right in judged:
            count = min(1.0, _MOST / sizes[each.kind == "indirect"])
            if not labels.id:
                count *= _OWN if each.origin == "model" and each.score is not None else _OWN_BY_FORM
            rows.append((confidence_features(each, speaker), right, count))
    return fit(*zip(*rows, strict=True)) if rows else [0.0] * (N_CONFIDENCE_FEATURES + 1)


def fit_reports(encoder: Encoder, held: Sequence[Labels]) -> list[float]:
    """The weights by which `is_speech` tells reports, from articles in which all reported speech is told."""
    features, right = [], []
    for labels, analysis in _read(encoder, (labels for labels in held if labels.complete)):
        found = [attribution for attribution in analysis.attributions if attribution.kind == "indirect"]
        gold = [item for item in labels.attributions or () if item["content"] and item.get("speech") is not False]
        features += [speech_features(analysis.tokens, each) for each in found]
        right += [match is not None for match in matches(labels.text, gold, found)]
    return fit(features, right, [1.0] * len(right)) if right else [0.0] * (N_SPEECH_FEATURES + 1)


def _verdicts(analysis: Analysis, labels: Labels, attributions: Sequence[Attribution]) -> list[bool | None]:
    """Whether words and name of each attribution are right; None where gold does not tell."""
    gold = [item for item in labels.attributions or () if item["content"]]
    speakers = analysis.speakers.speakers_of(attributions)
    matched = matches(labels.text, gold, attributions)
    return [
        _verdict(each, speaker, gold[match] if match is not None else None, labels)
        for each, speaker, match in zip(attributions, speakers, matched, strict=True)
    ]


def _verdict(attribution: Attribution, speaker: Speaker | None, item: Gold | None, labels: Labels) -> bool | None:
    marked = [span for span in attribution.content if span.quoted]
    if marked:
        says = [_says(span, labels) for span in marked]
        return all(names is not None and _has_name(speaker, names) for names in says)
    if item is not None:
        return _is_right(attribution, speaker, item)
    if attribution.origin == "turn":
        return _has_label(attribution, speaker, labels)
    return False if _is_told(labels, attribution) else None


def _has_label(turn: Attribution, speaker: Speaker | None, labels: Labels) -> bool | None:
    """Does the name of who speaks in a turn belong to the entity that its label mentions; None if gold has none?"""
    named = [mention for mention in labels.mentions if mention.kind in NAME_KINDS]
    label = turn.source
    owners = {
        owner for one in named if label and one.start < label.end and label.start < one.end for owner in one.entities
    }
    names = [labels.text[one.start : one.end] for one in named if not owners.isdisjoint(one.entities)]
    fullest = max((len(name_words(name)) for name in names), default=0)
    return _has_name(speaker, [name for name in names if len(name_words(name)) == fullest]) if names else None


def _says(span: Span, labels: Labels) -> list[str] | None:
    """The names of who says what stands in a span, which may be none; None where it is no quotation."""
    for start, end, names in labels.segments:
        both = min(span.end, end) - max(span.start, start)
        if both >= _SAME_SEGMENT * (max(span.end, end) - min(span.start, start)):
            return names
    return None


def _reports(span: Span, labels: Labels) -> list[str] | None:
    """The names of who says what is reported in a span; None where gold has no such report, or nobody who says it."""
    for item in labels.attributions or ():
        for start, end in item["content"]:
            both = min(span.end, end) - max(span.start, start)
            if item.get("speaker") and both >= _LEAST_OVERLAP * (max(span.end, end) - min(span.start, start)):
                return [item["speaker"], *item.get("speaker_alt", ())]
    return None


def _has_name(speaker: Speaker | None, names: Sequence[str]) -> bool:
    if not names or speaker is None:
        return not names and speaker is None
    gold = {name_words(name) for name in names}
    return any(name_words(one.name) in gold for one in speaker.each)


def _is_told(labels: Labels, attribution: Attribution) -> bool:
    """Would gold have this attribution, if it were one?"""
    return labels.attitudes or (attribution.p_speech >= 0.5 and labels.complete)


def _is_right(attribution: Attribution, speaker: Speaker | None, item: Gold) -> bool:
    if "speaker" not in item:  # nobody told who speaks, only where the source is
        source = attribution.source
        if source is None or not item["source"]:
            return source is None and not item["source"]
        return any(source.start < end and start < source.end for start, end in item["source"])
    return _has_name(speaker, [name for name in (item["speaker"], *item.get("speaker_alt", ())) if name])
