"""The analysis of one article, stage by stage: words, mentions, entities, attributions, their sources."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from pressq.article import Article, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.boundaries import in_order, with_edges
from pressq.quotes.canonical import Cast
from pressq.quotes.decoding import Candidate, Decoder
from pressq.quotes.encoder import Encoder, Read
from pressq.quotes.headlines import headlines
from pressq.quotes.linking import entities
from pressq.quotes.mentions import NAMED, Found, mentions
from pressq.quotes.page_forms import page_forms
from pressq.quotes.pairs import links
from pressq.quotes.relayed import relayed
from pressq.quotes.sources import Chooser, Sourced
from pressq.quotes.tokens import Tokens
from pressq.quotes.transcripts import turns
from pressq.quotes.unsourced import Unsourced
from pressq.text.marks import MarkedSegment, marked_segments

__all__ = ["EVIDENCE", "Analysis", "analysed", "confidence", "evidence", "logit"]

_AT_ONCE = 32  # windows
EVIDENCE = 20  # what the confidence is computed from


@dataclass(frozen=True)
class Analysis:
    """What is known of an article: its words, its mentions and their entities, and who said what.

    `pointed` are attributions with the mentions to which the network points, `chosen` the same after it was decided who
    says what stands alone. `candidates` are the attributions of `chosen`, however doubtful; `attributions` are what is
    left of them, with what the form of the page adds, in reading order and with their edges set right.
    """

    tokens: Tokens
    found: Found
    cast: Cast
    pointed: list[Sourced]
    chosen: list[Sourced]
    candidates: list[Attribution]
    attributions: list[Attribution]


def analysed(article: Article, using: Encoder) -> Analysis:
    """The analysis of an article.

    Args:
        article: the article.
        using: the network that reads it.
    """
    segments = marked_segments(article)
    tokens = Tokens(article, segments)
    decoded: list[Candidate] = []
    found = mentions(_decoding(using, article, segments, decoded), tokens, using.links)
    scored = links(found, article.text, using.links)
    cast = Cast(found, entities(found, article.text, scored), article.text, using.learned["role"])
    chooser = Chooser(found, tokens)
    pointed = chooser.chosen(decoded, using.learned["source"])
    chosen = Unsourced(pointed, found, cast.entities, tokens).resolved(using.learned["unsourced"])
    candidates = [_attribution(each, found, cast, using) for each in chosen]
    likely = [each for each in candidates if each.confidence >= using.learned["least"]]
    formed = headlines(tokens, cast, turns(tokens, found.mentions, cast, page_forms(tokens, likely)))
    edged = [with_edges(tokens, each) for each in relayed(tokens, found.mentions, cast, formed)]
    return Analysis(tokens, found, cast, pointed, chosen, candidates, in_order(tokens, edged))


def _decoding(
    using: Encoder, article: Article, segments: Sequence[MarkedSegment], decoded: list[Candidate]
) -> Iterator[Read]:
    """The windows of an article, whose attributions are put into `decoded` as they pass.

    Few are kept at once, as what the network says of one takes half a megabyte; but some, as the network runs faster
    when nothing else is done in between.
    """
    reads = using.read(article, segments)
    while some := list(islice(reads, _AT_ONCE)):
        for read in some:
            if not read.window.aside:
                decoded += _decoder(using).candidates(read, segments)
            yield read


@cache
def _decoder(using: Encoder) -> Decoder:
    return Decoder(using.learned)


def _attribution(each: Sourced, found: Found, cast: Cast, using: Encoder) -> Attribution:
    together = cast.together(each.mention, each.candidate.source)
    numbers = together if each.mention in together else (each.mention,)  # "they" are told of by the pronoun alone
    source = [found.mentions[number] for number in numbers if number is not None]
    return Attribution(
        each.candidate.content,
        Span(source[0].start, source[-1].end) if source else None,
        each.candidate.cue,
        confidence(evidence(each, cast), using.learned["marked" if each.candidate.is_marked else "unmarked"]),
        each.mention,
        each.candidate.said,
        together=together,
    )


def evidence(each: Sourced, cast: Cast) -> tuple[float, ...]:
    """What the confidence of an attribution is computed from: its words, its source, and who that is."""
    others = (chance for number, chance in each.chances.items() if number != each.mention)
    kind = cast.kind(each.mention)
    return (
        *each.candidate.features,
        logit(each.chance),
        logit(max(others, default=0.0)),
        logit(cast.certainty(each.mention)) if each.mention is not None else 0.0,
        float(each.mention is None),
        float(kind in NAMED),
        float(kind == "organisation"),
        each.candidate.said,
    )


def confidence(features: Sequence[float], weights: Sequence[float]) -> float:
    """The chance that what has these features is right, by logistic regression; the first weight is the constant."""
    score = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def logit(chance: float) -> float:
    """The logarithm of the odds of a chance, which is never quite 0 or 1."""
    chance = min(max(chance, 1e-2), 1 - 1e-2)
    return math.log(chance / (1 - chance))
