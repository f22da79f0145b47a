"""Where in the sources a quotation comes from: of the places that its pieces have, those that fit together best."""

from __future__ import annotations

from collections.abc import Sequence

from pressq.article import Speaker
from pressq.report.alignment import Alignment, alignments
from pressq.report.context import goes_on_otherwise, is_turned
from pressq.report.ellipses import QuotationPiece
from pressq.report.source_texts import Sources

__all__ = ["placed", "surroundings"]

_MOST = 40  # places of one piece that are compared
_ELSEWHERE, _FAR = 1.0, 0.6  # words that a step back, or to another source, and a long step forward cost
_NEAR = 100
_OTHER_SPEAKER, _TURNED = 0.3, 0.1
_UNPLACED = 1000.0


def placed(pieces: Sequence[QuotationPiece], sources: Sources, claimed: Speaker | None) -> list[Alignment | None]:
    """The alignment of each piece, None where it has none; together the cheapest, by dynamic programming (Viterbi).

    Args:
        claimed: the speaker in the article; among places with the same words one where he or she speaks is
            taken.
    """
    choices = [alignments(piece.words.keys, sources.index) for piece in pieces]
    anchors = [_begin(one) for one in min(filter(None, choices), key=len, default=[])]
    paths: list[tuple[float, list[Alignment | None]]] = [(0.0, [])]
    for found in choices:
        options = _nearest(found, anchors)
        odd = [_oddity(option, sources, claimed) if len(options) > 1 else 0.0 for option in options]
        if not options:
            paths = [(cost + _UNPLACED, [*path, None]) for cost, path in paths]
            continue
        paths = [
            min(
                ((cost + option.changed + oddity + _step(path, option), [*path, option]) for cost, path in paths),
                key=lambda one: one[0],
            )
            for option, oddity in zip(options, odd, strict=True)
        ]
    return min(paths, key=lambda one: one[0])[1]


def surroundings(sources: Sources, number: int, start: int, end: int) -> tuple[str, str]:
    """What the source's sentences have before and after a passage."""
    text = sources.all[number].article.text
    sentences = sources.all[number].sentences(start, end)
    return text[min(sentences[0].start, start) : start], text[end : max(sentences[-1].end, end)]


def _begin(alignment: Alignment) -> int:
    return alignment.stretches[0].begin


def _nearest(found: list[Alignment], anchors: list[int]) -> list[Alignment]:
    """Those places that are nearest to places of the piece that has the fewest."""
    if len(found) <= _MOST:
        return found
    near = anchors[:_MOST]
    return sorted(found, key=lambda one: min(abs(_begin(one) - anchor) for anchor in near))[:_MOST]


def _step(path: list[Alignment | None], option: Alignment) -> float:
    """What it costs to go on with `option` after the last piece that has a place."""
    last = next((one for one in reversed(path) if one), None)
    if last is None:
        return 0.0
    gap = _begin(option) - last.stretches[-1].stop
    return _FAR * min(gap, _NEAR) / _NEAR if gap >= 0 else _ELSEWHERE


def _oddity(option: Alignment, sources: Sources, claimed: Speaker | None) -> float:
    match = sources.match(option.stretches[0].begin, option.stretches[0].stop)
    source = sources.all[match.source]
    before, after = surroundings(sources, match.source, match.start, match.end)
    turned = is_turned(before) or goes_on_otherwise(after)
    stands = (
        source.stands_to(claimed, source.speaker_of(match.start, match.end)) if claimed and source.turns else "same"
    )
    return _OTHER_SPEAKER * (stands == "other") + _TURNED * turned
