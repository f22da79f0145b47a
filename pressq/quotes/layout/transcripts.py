"""Transcripts: turns under labels ("LEE: We stay."), or next to lines that name the speaker ("Ann Lee -- Mayor")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from pressq.article import Block, Span
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import FIRST_PERSON_PLURAL, FIRST_PERSON_SINGULAR, SECOND_PERSON
from pressq.quotes.layout.label_forms import CERTAIN, MARGIN, Label, is_numbered_voice, label_at, line_label
from pressq.quotes.layout.turns import Turn, TurnStarts, collect_turns, has_word, is_between_marks, is_question
from pressq.quotes.speakers.turn_labels import QUESTION
from pressq.text.lexicon import lexicon
from pressq.text.names import is_initials, name_words

__all__ = ["transcript_turns"]

_MARGIN = re.compile(MARGIN)
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

    return _without_margins(tokens, collect_turns(tokens, {**starts, **_unlabelled_answers(tokens, starts)}, continues))


def _without_margins(tokens: Tokens, turns: list[Turn]) -> list[Turn]:
    """The turns without the numbers of their lines, if most lines of the page have one."""
    numbers = {
        block.start: match.end() for block in tokens.blocks if (match := _MARGIN.match(tokens.text, block.start))
    }
    if len(numbers) * 2 <= len(tokens.blocks):
        return turns
    spoken = ([Span(numbers.get(part.start, part.start), part.end) for part in turn.paragraphs] for turn in turns)
    return [Turn(turn.label, tuple(paragraphs)) for turn, paragraphs in zip(turns, spoken, strict=True)]


def _label_starts(tokens: Tokens, persons: Sequence[Span]) -> TurnStarts:
    """The turns that begin with a label.

    None where a label comes once and names no person: "Source:" only ends another turn. Nor are numbered words labels
    ("Step 2"), unless they hold a role ("JUROR 8").
    """
    known = {person.start for person in persons}
    labels = _labels(tokens, [person.of(tokens.text) for person in persons])
    count = Counter(label.name for label in labels.values())
    found: dict[int, Turn | None] = {}
    questioner = None
    for number, label in labels.items():
        if label.form == "by":
            questioner = label.span
        certain = label.form in CERTAIN or not known.isdisjoint(range(label.span.start, label.span.end))
        if not certain and _is_numbered_word(label):
            continue
        begins = certain or (not label.detail and count[label.name] > 1)
        who = questioner if questioner and label.name == QUESTION else label.span
        found[number] = Turn(who, (Span(label.end, tokens.blocks[number].end),)) if begins else None
    return found


def _labels(tokens: Tokens, names: Sequence[str]) -> dict[int, Label]:
    """The labels with which blocks begin, by block; initials only if they are those of a name."""
    named = cache(lambda letters: any(is_initials(letters, name) for name in names))
    labels = {n: _begins(tokens.text, block) for n, block in enumerate(tokens.blocks)}
    return {n: label for n, label in labels.items() if label and (label.form != "initials" or named(label.name))}


def _is_numbered_word(label: Label) -> bool:
    """Is it a word with a number, "Step 2", and no role, "JUROR 8"?"""
    *words, last = label.name.casefold().split()
    return last[0].isdigit() and lexicon("roles").isdisjoint(words)


def _begins(text: str, block: Block) -> Label | None:
    """The label with which a block begins; one of subtitles or of a deposition may look like a subhead."""
    label = label_at(text, block)
    marked = label is not None and (block.kind == "body" or label.form in ("voice", "by"))
    return label if label is not None and marked and label.may_name else None


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
        if lines[number].end in ends or name_words(form) in names or is_numbered_voice(form)
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
        label = line_label(tokens.text, block) if short else None
        if label is not None and not block.of(tokens.text).endswith(_SENTENCE_ENDS):
            lines[number] = label.span
    count = Counter(line.of(tokens.text) for line in lines.values())

    def is_name(number: int, line: Span) -> bool:
        block = tokens.blocks[number]
        return block.kind != "title" or (line.end < block.end and count[line.of(tokens.text)] > 1)

    return {number: line for number, line in lines.items() if is_name(number, line)}
