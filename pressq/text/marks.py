"""Quotation marks: which marks of an article open and close a quotation, and what stands between them.

The marks of a document are read together: of all ways to take each mark as opening, closing or neither, the cheapest
is found by dynamic programming (Viterbi) over the stack of open quotations. `quotation_mark_costs` has the cost of each
role of a mark by its neighbours. Here are the costs of a whole reading: a quotation that never closes, or one of the
same kind inside another. A paragraph's end has a cost too, so that an odd paragraph does not affect the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pressq.article import Article, Block, Span
from pressq.text.quotation_mark_costs import PAIRED_FAMILIES, SINGLE_FAMILIES, Mark, blank_markup, marks_in

__all__ = ["MarkedSegment", "marked_segments"]

_UNCLOSED = 4.0  # a missing closing mark
_NEXT_OPENS = 0.5  # the same where the next paragraph opens anew
_CARRIED = 3.5  # a quotation goes on in the next paragraph without an opening mark
_REOPENED = 1.6  # an opening mark at a sentence's start in an open quotation: a paragraph break, or a mark, got lost
_NESTED_SAME = 6.0  # "... "..." ..."; dearer than dropping one mark, so that it takes two closing marks to believe it
_NESTED_OTHER = 2.0  # "... “...” ...", '... "..." ...'
_MIXED = 1.0  # “..."
_EMPTY = 5.0  # ""
_OVERREACHING = 2.5  # '... . ... the players' ..., see Mark.reach
_SECONDARY = 1.5  # a single mark outside double ones where double marks are the rule
_STRAY_INSIDE = 1.4  # a factor: of two opening marks without a closing one between, drop the first
_BEAM = 12.0
_NEAR = 80  # characters in which to look for the sentence before

_REPORTS = re.compile(r"\b(?:said|says|added|asked|told)\b[\w\s'’-]*\W\Z")  # the end of a sentence

_Stack = tuple[str, ...]  # the families of the open marks, outermost first


@dataclass(frozen=True, slots=True)
class MarkedSegment(Span):
    """A stretch between quotation marks, marks excluded. Nested quotations belong to the outer one.

    `opening` and `closing` are the marks, None where there is none; `single` is true of single marks.
    `continues` is true where it goes on from the previous segment, which ended its paragraph without a closing mark.
    """

    opening: Span | None
    closing: Span | None
    single: bool
    continues: bool


@dataclass(frozen=True, slots=True)
class _Event:
    """What a reading did to the outermost quotation, linked to what it did before: it opened and closed it in turn.

    `at` is where the words start or end; `mark` is None where the edge of the paragraph does what a mark would.
    """

    before: _Event | None
    at: int
    mark: Mark | None
    family: str


_States = dict[_Stack, tuple[float, _Event | None]]


def marked_segments(article: Article) -> tuple[MarkedSegment, ...]:
    """The stretches between quotation marks in titles, subheads and body, in reading order.

    A segment never leaves its block: a quotation that runs over paragraphs gives one segment for each, all but the
    first with `continues`. A segment without a closing mark ends with its block.
    """
    text = article.text
    blocks = list(article.of_kind("title", "subhead", "body"))
    bare = blank_markup(text)
    marks = [list(marks_in(bare, block.start, block.end)) for block in blocks]
    reading = _cheapest(text, blocks, marks)
    return tuple(segment for segment in _segments(text, blocks, reading) if any(map(str.isalnum, segment.of(text))))


def _cheapest(text: str, blocks: list[Block], marks: list[list[Mark]]) -> list[_Event]:
    """The events of the cheapest reading, in order."""
    doubles_rule = _doubles_rule(marks)
    following = [*blocks[1:], None]
    openers = [*map(_opener, blocks[1:], marks[1:]), None]
    states: _States = {(): (0.0, None)}
    for block, here, next_block, next_opener in zip(blocks, marks, following, openers, strict=False):
        secondary = _SECONDARY if doubles_rule and block.kind == "body" else 0.0
        for mark in here:
            states = _read(states, mark, secondary, reopens=_may_reopen(text, block, mark))
        states = _end_block(states, block, next_block, next_opener)
    events = []
    event = states[()][1]
    while event is not None:
        events.append(event)
        event = event.before
    return events[::-1]


def _doubles_rule(marks: list[list[Mark]]) -> bool:
    """Are double marks the primary quotation marks of this document?"""
    opening = [mark for block in marks for mark in block if mark.opening < min(1.0, mark.closing, mark.neither)]
    singles = sum(mark.single for mark in opening)
    return 2 * singles <= len(opening)


def _read(states: _States, mark: Mark, secondary: float, reopens: bool) -> _States:
    """The states after `mark`, each with the cheapest way to it."""
    new: _States = {}
    for state in states.items():
        for stack, cost, event in _taken(state, mark, secondary, reopens):
            if stack not in new or cost < new[stack][0]:
                new[stack] = cost, event
    limit = min(cost for cost, _ in new.values()) + _BEAM
    return {stack: state for stack, state in new.items() if state[0] <= limit}


def _taken(
    state: tuple[_Stack, tuple[float, _Event | None]], mark: Mark, secondary: float, reopens: bool
) -> Iterator[tuple[_Stack, float, _Event | None]]:
    """What a state may become where `mark` is taken as neither, as opening and as closing."""
    stack, (cost, event) = state
    if stack and mark.single and stack[-1] not in SINGLE_FAMILIES:
        yield stack, cost, event  # inside double marks, single ones are nested or apostrophes
        return
    yield stack, cost + mark.neither * (_STRAY_INSIDE if stack else 1.0), event
    if not stack:
        opening = cost + mark.opening + (secondary if mark.single else 0.0)
        yield (mark.family,), opening, _Event(event, mark.end, mark, mark.family)
        return
    if len(stack) == 1:
        sure = event is not None and (event.mark is None or event.mark.opening == 0)
        if reopens and sure and mark.family == stack[0]:
            ended = _Event(event, mark.start, None, mark.family)
            yield stack, cost + _REOPENED, _Event(ended, mark.end, mark, mark.family)
        nested = _NESTED_SAME if mark.family == stack[0] else _NESTED_OTHER
        yield (*stack, mark.family), cost + mark.opening + nested, event
    if (partner := _partner_cost(stack[-1], mark)) is not None:
        cost += mark.closing + partner
        if len(stack) == 1:
            assert event is not None
            cost += _cost_of_end(event, mark)
            event = _Event(event, mark.start, mark, mark.family)
        yield stack[:-1], cost, event


def _cost_of_end(opened: _Event, mark: Mark) -> float:
    """How odd it is that what `opened` began ends at `mark`, by what stands between them."""
    if opened.at == mark.start:
        return _EMPTY
    return _OVERREACHING if opened.at < mark.reach else 0.0


def _may_reopen(text: str, block: Block, mark: Mark) -> bool:
    """May `mark` open a paragraph after a lost break? At a sentence's start, but not after "she said.": there
    the mark before it got lost."""
    before = text[max(block.start, mark.start - _NEAR) : mark.start]
    words = before.rstrip()
    starts = mark.opening == 0 and words != before and words.endswith((".", "?", "!", "…"))
    return starts and not _REPORTS.search(words)


def _partner_cost(opened: str, mark: Mark) -> float | None:
    """How odd it is that `mark` closes what a mark of the family `opened` opened; None where it cannot."""
    if opened == mark.family:
        return 0.0
    if (opened in SINGLE_FAMILIES) != mark.single or PAIRED_FAMILIES & {opened, mark.family}:
        return None
    if opened == "low":
        return -min(mark.closing, 2.5) if mark.family == "curly" else 0.0
    return _MIXED


def _opener(block: Block, marks: list[Mark]) -> Mark | None:
    """The mark with which `block` starts, if it seems to be an opening one; `marks` are those of the block."""
    first = marks[0] if marks and marks[0].start == block.start else None
    return first if first and first.opening < min(first.neither, 2.0) else None


def _end_block(states: _States, block: Block, following: Block | None, opener: Mark | None) -> _States:
    """The states after the end of `block`, and at the start of the `following` one, which starts with `opener`."""
    new: _States = {}
    for stack, (cost, event) in states.items():
        options: list[tuple[_Stack, float, _Event | None]] = [((), cost, event)]
        if stack:
            family = stack[0]
            ended = _Event(event, block.end, None, family)
            cost += _UNCLOSED * (len(stack) - 1)
            opens_anew = opener is not None and opener.family == family
            options = [((), cost + (_NEXT_OPENS if opens_anew else _UNCLOSED), ended)]
            if following and not opener and block.kind == following.kind == "body":
                resumed = _Event(ended, following.start, None, family)
                options.append(((family,), cost + _CARRIED, resumed))
        for option, total, last in options:
            if option not in new or total < new[option][0]:
                new[option] = total, last
    return new


def _segments(text: str, blocks: list[Block], events: list[_Event]) -> Iterator[MarkedSegment]:
    """The segments of a reading: its events open and close in turn."""
    next_start = {block.end: following.start for block, following in pairwise(blocks)}
    goes_on_at = -1
    for opened, closed in zip(events[::2], events[1::2], strict=True):
        opening = Span(opened.mark.start, opened.mark.end) if opened.mark else None
        closing = Span(closed.mark.start, closed.mark.end) if closed.mark else None
        continues = (opening.start if opening else opened.at) == goes_on_at
        single = opened.family in SINGLE_FAMILIES
        end = closed.at if closing else opened.at + len(text[opened.at : closed.at].rstrip())
        yield MarkedSegment(opened.at, end, opening, closing, single, continues)
        goes_on_at = -1 if closing else next_start.get(closed.at, closed.at)
