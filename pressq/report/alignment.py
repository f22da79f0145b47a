"""How a passage came out of the sources: word by word, with what was changed, and where it was put together.

The places that an index proposes are aligned with the passage by edit distance, and of the runs of words that they
share with it the cheapest chain is taken, as sequence aligners do: what is changed, added or dropped costs a word each,
a jump to another place as much as some words. No share of equal words decides anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Indel

from pressq.report.fitting_alignment import Run, equal_runs
from pressq.report.index import Index

__all__ = ["Alignment", "Edit", "Stretch", "alignments"]

_NEIGHBOURHOODS = 12
_EXACT = 50  # occurrences of the same words that are compared
_SLACK = 8
_CHUNK = 300  # words of a passage that are aligned at once
_REACH = 400  # runs before one that it may follow
_JUMP = 3.1  # words that a jump to another place costs
_EQUAL = 0.01  # words that an equal one makes up for, where nothing else tells two chains apart


class Edit(NamedTuple):
    """Words `first` to `end` of the passage that stand for the words at places `begin` to `stop` of the sources."""

    first: int
    end: int
    begin: int
    stop: int


class Stretch(NamedTuple):
    """The words `first` to `end` of the passage, which come from places `begin` to `stop`, and their edits."""

    first: int
    end: int
    begin: int
    stop: int
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """The stretches of which a passage is made, in its order; `changed` counts words edited or in none."""

    stretches: tuple[Stretch, ...]
    changed: int


def alignments(keys: Sequence[str], index: Index) -> list[Alignment]:
    """The ways in which a passage may have come out of the sources: all exact ones, or else the cheapest.

    Args:
        keys: the words of the passage, at least one.
        index: the words of the sources.

    Returns:
        Nothing where most of its words are in no place that it could have come from.
    """
    words = index.numbers(keys)
    exact = index.occurrences(words)
    if exact:
        size = len(words)
        return [Alignment((Stretch(0, size, place, place + size),), 0) for place in exact]
    chain = _cheapest(sorted(set(_runs(words, index))), len(words))
    if 2 * sum(run.length for run in chain) < len(words):
        return []
    stretches = tuple(_edited(keys, words, stretch, index) for stretch in _stretches(chain, len(words), index))
    within = sum(stretch.end - stretch.first for stretch in stretches)
    edited = sum(max(edit.end - edit.first, edit.stop - edit.begin) for each in stretches for edit in each.edits)
    return [Alignment(stretches, len(words) - within + edited)]


def _runs(words: Sequence[int], index: Index) -> Iterator[Run]:
    """Runs of equal words in each neighbourhood, chunk by chunk: linear in the length of the passage."""
    for first in range(0, len(words), _CHUNK):
        chunk = words[first : first + _CHUNK]
        places = index.neighbourhoods(chunk, _NEIGHBOURHOODS)
        if not places:
            continue
        slack = _SLACK + len(chunk) // 3
        begins, windows = index.windows([place - slack for place in places], len(chunk) + 2 * slack + _SLACK)
        for begin, runs in zip(begins, equal_runs(chunk, windows), strict=True):
            for run in runs:
                yield run._replace(first=first + run.first, begin=begin + run.begin)


def _cheapest(runs: list[Run], size: int) -> list[Run]:
    """The chain of the sorted runs that explains a passage of `size` words with the fewest changes."""
    costs: list[float] = []
    chosen: list[tuple[Run, int]] = []  # each run, cut where the one before it reaches into it, and that one
    for run in runs:
        best, cut, before = float(run.first), run, -1
        for number, (other, _) in enumerate(chosen[-_REACH:], start=max(0, len(chosen) - _REACH)):
            trimmed = _after(run, other)
            if trimmed is not None and (cost := costs[number] + _between(other, trimmed)) < best:
                best, cut, before = cost, trimmed, number
        costs.append(best - _EQUAL * cut.length)
        chosen.append((cut, before))
    if not runs:
        return []
    totals = [cost + size - run.first - run.length for cost, (run, _) in zip(costs, chosen, strict=True)]
    number = totals.index(min(totals))
    chain: list[Run] = []
    while number >= 0:
        run, number = chosen[number]
        chain.append(run)
    return chain[::-1]


def _after(run: Run, other: Run) -> Run | None:
    """What of a run is behind another one, in the passage and, where both are on one diagonal, in the sources."""
    overlap = max(0, other.first + other.length - run.first)
    if overlap >= run.length:
        return None
    return Run(run.first + overlap, run.begin + overlap, run.length - overlap)


def _between(one: Run, other: Run) -> float:
    """What it costs to go from one run to the next: the words changed between them, or a jump."""
    added = other.first - one.first - one.length
    dropped = other.begin - one.begin - one.length
    return min(max(added, dropped), added + _JUMP) if dropped >= 0 else added + _JUMP


def _stretches(chain: list[Run], size: int, index: Index) -> Iterator[Stretch]:
    """The chain, parted where it jumps; what is changed at an end of the passage stands for what its sentence has."""
    parts: list[list[Run]] = []
    for run in chain:
        if parts and 0 <= run.begin - parts[-1][-1].begin - parts[-1][-1].length <= _SLACK + size // 2:
            parts[-1].append(run)
        else:
            parts.append([run])
    for number, runs in enumerate(parts):
        first, begin = runs[0].first, runs[0].begin
        end, stop = runs[-1].first + runs[-1].length, runs[-1].begin + runs[-1].length
        if number == 0:
            earliest = begin - first
            while begin > earliest and not index.opens_sentence(begin):
                begin -= 1
            first = 0
        if number == len(parts) - 1:
            latest = stop + size - end
            while stop < latest and not index.opens_sentence(stop):
                stop += 1
            end = size
        yield Stretch(first, end, begin, stop)


def _edited(keys: Sequence[str], words: Sequence[int], stretch: Stretch, index: Index) -> Stretch:
    """The stretch with its edits; where both sides are one to a reader ("can not", "cannot") nothing is edited."""
    there = index.words(stretch.begin, stretch.stop)
    edits: list[Edit] = []
    for step in Indel.opcodes(words[stretch.first : stretch.end], there):
        if step.tag == "equal":
            continue
        edit = Edit(
            *(stretch.first + step.src_start, stretch.first + step.src_end),
            *(stretch.begin + step.dest_start, stretch.begin + step.dest_end),
        )
        if edits and edits[-1].end == edit.first and edits[-1].stop == edit.begin:
            edit = Edit(edits[-1].first, edit.end, edits.pop().begin, edit.stop)
        edits.append(edit)
    changed = (edit for edit in edits if "".join(keys[edit.first : edit.end]) != index.spelled(edit.begin, edit.stop))
    return stretch._replace(edits=tuple(changed))
