"""Transcripts: turns under labels ("LEE: We stay."), or next to lines that name the speaker ("Ann Lee -- Mayor")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pressq.article import Span
from pressq.quotes.cues import is_cue_verb
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import FIRST_PERSON_PLURAL, FIRST_PERSON_SINGULAR, SECOND_PERSON
from pressq.quotes.layout.turns import Turn, TurnStarts, collect_turns, has_word, is_between_marks, is_question
from pressq.text.lexicon import lexicon
from pressq.text.names import is_initials, name_words

__all__ = ["CLOCK", "transcript_turns"]

CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?"
"""The time of a recording."""

_TIME = rf"(?:[\[(]?{CLOCK}[\])]?\s*[-–—]?\s*)?"
_NAME = r"[A-Z][\w.'’-]+(?:[ ](?:(?:for|of|the|and)[ ]){0,2}[A-Z\d][\w.'’-]*){0,5}"
_LABEL = re.compile(
    rf"""[^\w(\[]*(?:\d{{1,3}}\.\s)?{_TIME}(?:
        (?P<name>{_NAME}(?:[ ]\((?!{CLOCK})[^)\n]{{1,60}}\)){{0,2}})
            (?:(?:,[ ](?P<role>[^:,.?!\n]{{1,60}})|[ ][\[(]{CLOCK}[\])])?\**:|[ ]\[\d\d:\d\d:\d\d\])   # "Lee, vet: "
      | (?P<capitals>[A-Z][a-z]+\.?(?:[ ][A-Z][A-Z'’-]+)+)\.                                      # "Senator LEE. "
      | (?P<letter>[QA])(?:\d{{0,2}}\**[:.]|(?<=Q)(?=\s))                                         # "A1: ", "Q "
      | (?P<initials>[A-Z]{{2,3}})(?=\**[ ][A-Z(])                                                # "AL "
    )\**\s+{_TIME}""",
    re.VERBOSE,
)
_LETTERS = ("letter", "initials")
_LABELS = ("name", "capitals", *_LETTERS)
_VOICE = r"(?:Unknown\s)?(?:Speaker|SPEAKER)(?:\s?\d+)?"  # as speech-to-text programs number unknown speakers
_LINE = re.compile(
    rf"(?!(?i:by)\s)(?P<name>{_VOICE}|[^\W\d_][^\n,(:?!]{{1,60}}?):?(?:(?:\s+[-–—]+\s|,\s|\s\(|\s+(?=\d))[^\n]{{1,80}})?"
)
_AGE = re.compile(r",\s(?:aged\s)?\d{1,3}\b")  # after a name
_MAX_LINE = 90  # characters
_SENTENCE_ENDS = tuple('.!?…,;"”’')
_MIN_TURNS = 3
_DENSITY = 3  # at least one paragraph in three has a label if those without continue a turn
_TALK = 3  # at least one turn in three is certainly speech


def transcript_turns(tokens: Tokens, persons: Sequence[Span]) -> list[Turn]:
    """The turns of a transcript, each with a label; none if the page is no transcript.

    Args:
        tokens: the article's words.
        persons: the names of persons in it.
    """
    for find in (_labelled_turns, _headed_turns):
        turns = find(tokens, persons)
        if _is_speech(tokens, turns):
            return turns
    return []


def _is_speech(tokens: Tokens, turns: Sequence[Turn]) -> bool:
    """Are enough turns between marks, or say "I", "we" or "you"? A list is none: "Price: ten crowns"."""
    forms = FIRST_PERSON_SINGULAR | FIRST_PERSON_PLURAL | SECOND_PERSON
    first = (turn.paragraphs[0] for turn in turns)
    talk = (has_word(tokens, words, forms) or is_between_marks(tokens, words) for words in first)
    return sum(talk) * _TALK >= len(turns) > 0


# ----------------------------------------------------------------------------------------------------- labels
def _labelled_turns(tokens: Tokens, persons: Sequence[Span]) -> list[Turn]:
    """Turns that begin with a label: three with one label twice, or four."""
    starts = _label_starts(tokens, persons)
    labels = [turn.label.of(tokens.text) for turn in starts.values() if turn and turn.label]
    if len(labels) < _MIN_TURNS or len(labels) == len(set(labels)) <= _MIN_TURNS:
        return []
    last = max(starts)
    dense = len(set(labels)) > 1 and len(starts) * _DENSITY > last - min(starts)

    def continues(before: Span, number: int) -> bool:
        near = (before, tokens.blocks[number])
        return dense and number < last and not any(is_question(tokens, each) for each in near)

    return collect_turns(tokens, {**starts, **_unlabelled_answers(tokens, starts)}, continues)


def _label_starts(tokens: Tokens, persons: Sequence[Span]) -> TurnStarts:
    """The turns that begin with a label.

    None where a label comes once and names no person: "Source:" only ends another turn. "However, Lee said:" is no
    label, nor are numbered words ("Step 2"), unless they hold a role ("JUROR 8").
    """
    forms = {person.start: person.of(tokens.text) for person in persons}
    named = cache(lambda letters: any(is_initials(letters, person) for person in forms.values()))
    found: dict[int, _Label] = {}
    for number, block in enumerate(tokens.blocks):
        match = _LABEL.match(tokens.text, block.start, block.end) if block.kind == "body" else None
        label = _label(match, block.end, forms, named) if match is not None else None
        if label is not None:
            found[number] = label
    count = Counter(label.name for label in found.values())
    return {
        number: label.turn if label.is_certain or (not label.has_role and count[label.name] > 1) else None
        for number, label in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: the name in it ("THE CHAIR" of "THE CHAIR (Ann Lee)"), and the turn that it begins."""

    name: str
    is_certain: bool
    has_role: bool
    turn: Turn


def _label(match: re.Match[str], end: int, persons: Mapping[int, str], named: Callable[[str], bool]) -> _Label | None:
    """The label at the beginning of a block that ends at `end`; None if it is none."""
    form = next(form for form in _LABELS if match[form])
    reports = any(map(is_cue_verb, (match["role"] or "").split()))
    if reports or (form == "initials" and not named(match["initials"])):
        return None
    span = Span(*match.span(form))
    certain = form in _LETTERS or not persons.keys().isdisjoint(range(span.start, span.end))
    *words, last = match[form].casefold().split()
    if not certain and last[0].isdigit() and lexicon("roles").isdisjoint(words):
        return None
    turn = Turn(span, (Span(match.end(), end),))
    return _Label(match[form].partition(" (")[0], certain, match["role"] is not None, turn)


def _unlabelled_answers(tokens: Tokens, starts: TurnStarts) -> TurnStarts:
    """Questions below the last label; their answers are of the label that answered before."""
    pairs = pairwise(turn for turn in starts.values() if turn is not None)
    answered = [answer.label for question, answer in pairs if is_question(tokens, question.paragraphs[-1])]
    found: dict[int, Turn | None] = {}
    number = max(starts) + 1
    while answered and number + 1 < len(tokens.blocks) and is_question(tokens, tokens.blocks[number]):
        found |= {number: None, number + 1: Turn(answered[-1], (tokens.blocks[number + 1],))}
        number += 2
    return found


# ----------------------------------------------------------------------------------------------------- lines
def _headed_turns(tokens: Tokens, persons: Sequence[Span]) -> list[Turn]:
    """Turns below lines that name a person, or above them if they are between marks; three at least.

    A name comes twice, or each has an age and most stand above an "I", or quotation marks stand next to each. Other
    such lines are labels if they come again ("Operator"), and else end a turn ("Questions and answers").
    """
    blocks, lines = tokens.blocks, _short_lines(tokens)
    named = _lines_with_names(tokens, lines, persons)
    if len(named) < _MIN_TURNS:
        return []
    marked = {n for n, block in enumerate(blocks) if is_between_marks(tokens, block)}
    if marked.issuperset({n - 1 for n in named} - {-1}):
        return [Turn(line, (blocks[n - 1],)) for n, line in lines.items() if n - 1 in marked]
    repeated = _repeated_lines(tokens, lines)
    below = marked.issuperset({n + 1 for n in named} - {len(blocks)})
    if not (below or repeated & named or _have_ages(tokens, lines, named)):
        return []
    starts = {n: Turn(line) if n in named | repeated else None for n, line in lines.items()}
    return collect_turns(tokens, starts, lambda *_: True)


def _repeated_lines(tokens: Tokens, lines: Mapping[int, Span]) -> set[int]:
    count = Counter(line.of(tokens.text) for line in lines.values())
    return {number for number, line in lines.items() if count[line.of(tokens.text)] > 1}


def _lines_with_names(tokens: Tokens, lines: Mapping[int, Span], persons: Sequence[Span]) -> set[int]:
    """The lines that name a person or a numbered voice, by their blocks."""
    ends, names = {person.end for person in persons}, {name_words(person.of(tokens.text)) for person in persons}
    forms = {number: line.of(tokens.text) for number, line in lines.items()}
    return {
        number
        for number, form in forms.items()
        if lines[number].end in ends or name_words(form) in names or re.fullmatch(_VOICE, form)
    }


def _have_ages(tokens: Tokens, lines: Mapping[int, Span], named: set[int]) -> bool:
    """Has each name an age, and do most stand above an "I"?"""
    blocks = tokens.blocks
    singular = sum(has_word(tokens, blocks[n + 1], FIRST_PERSON_SINGULAR) for n in named if n + 1 < len(blocks))
    return singular * 2 > len(named) and all(_AGE.match(tokens.text, lines[n].end) for n in named)


def _short_lines(tokens: Tokens) -> dict[int, Span]:
    """The names in lines that may name a speaker, by the number of their blocks.

    The first line, which may be the title, only if more than a name stands there and the name comes again.
    """
    lines = {}
    for number, block in enumerate(tokens.blocks):
        short = block.end - block.start <= _MAX_LINE and block.kind in ("body", "subhead", "title")
        match = _LINE.fullmatch(tokens.text, block.start, block.end) if short else None
        if match is not None and not block.of(tokens.text).endswith(_SENTENCE_ENDS):
            lines[number] = Span(*match.span("name"))
    count = Counter(line.of(tokens.text) for line in lines.values())

    def is_name(number: int, line: Span) -> bool:
        block = tokens.blocks[number]
        return block.kind != "title" or (line.end < block.end and count[line.of(tokens.text)] > 1)

    return {number: line for number, line in lines.items() if is_name(number, line)}
