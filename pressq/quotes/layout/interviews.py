"""Interviews without labels: answers in the first person below questions of the page ("Did you stay?")."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from pressq.article import Span
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import FIRST_PERSON_PLURAL, FIRST_PERSON_SINGULAR, SECOND_PERSON
from pressq.quotes.layout.turns import Turn, collect_turns, has_word, is_between_marks, is_question

__all__ = ["interview_turns"]

_BOLD_QUESTION = re.compile(r"\*\*[^*\n]+\?\*\*[ ](?=\S)")  # before an answer: "**Tea or coffee?** Tea."
_EMPHASIS = re.compile(r"(\*\*?|__?)[^*_\n]+\1")
_MAX_PROMPT = 40  # words and marks of a prompt that is no question
_MIN_ANSWERS = 3
_MIN_QUESTIONS = 2  # other prompts only tell "you" something
_MIN_SECOND_PERSON = 2  # prompts with "you", one fewer if each is a single sentence
_MAX_PER_SINGULAR = 3  # answers for each one with "I": editors and companies say "we"


def interview_turns(tokens: Tokens) -> list[Turn]:
    """The answers of an interview, without labels; none if the page is no interview.

    An answer is the paragraph below a question or a prompt ("You once said so") and what follows it. Between and after
    those, answers may stand beside questions in bold, two of these or more together. Where most answers are between
    quotation marks, a paragraph that names its speaker outside of them is no answer.
    """
    blocks = tokens.blocks
    questions = {
        n for n, block in enumerate(blocks) if block.kind in ("body", "subhead") and is_question(tokens, block)
    }
    prompts = (
        questions | _statements(tokens, questions) | _alternating(tokens, questions) | _emphasised(tokens, questions)
    )
    asked = [n for n in sorted(prompts) if n + 1 < len(blocks) and n + 1 not in prompts]
    marked = {n for n in asked if is_between_marks(tokens, blocks[n + 1])}
    if not _is_interview(tokens, asked, questions, marked):
        return []
    only_marked = len(marked) * 2 > len(asked)
    starts = {n: None if only_marked and n not in marked else Turn(None) for n in asked}
    starts |= _bold_answers(tokens, min(asked))
    last = max(starts)
    return collect_turns(
        tokens, starts, lambda _, n: n <= last + 1 or has_word(tokens, blocks[n], FIRST_PERSON_SINGULAR)
    )


def _statements(tokens: Tokens, questions: Collection[int]) -> set[int]:
    """The blocks that prompt with a statement to "you" or, before the first question, about "yourself"."""
    first = min(questions, default=0)
    blocks = tokens.blocks
    found = set()
    for number in range(len(blocks) - 1):
        block, words = blocks[number], tokens.words_of(blocks[number])
        opens = not SECOND_PERSON.isdisjoint(words[:1]) or (number < first and "yourself" in words)
        if block.kind == "body" and opens and number - 1 not in questions:
            own = has_word(tokens, block, FIRST_PERSON_SINGULAR)
            if not own and has_word(tokens, blocks[number + 1], FIRST_PERSON_SINGULAR):
                found.add(number)
    return found


def _alternating(tokens: Tokens, questions: AbstractSet[int]) -> set[int]:
    """The prompts without a question mark of a page on which every second paragraph is a prompt."""
    if not _is_alternating(questions):
        return set()
    places = sorted(questions)
    found = {n for before, after in pairwise(places) for n in range(before + 2, after, 2)}
    first = places[0] - 2
    blocks = tokens.blocks
    if first > 0 and blocks[first].kind == blocks[first + 1].kind == "body" and blocks[first - 1].kind != "body":
        found.add(first)
    return {n for n in found if blocks[n].kind == "body" and _is_short(tokens, n)}


def _is_alternating(questions: AbstractSet[int]) -> bool:
    """Is it two paragraphs from each of some questions to the next, and four at most where a prompt is no question?"""
    steps = [after - before for before, after in pairwise(sorted(questions))]
    enough = len(questions) >= _MIN_ANSWERS and steps.count(2) * 2 >= len(steps)
    return enough and all(step in (2, 4) for step in steps)


def _is_short(tokens: Tokens, number: int) -> bool:
    """Has a paragraph the length of a prompt?"""
    first, end = tokens.range(tokens.blocks[number])
    return end - first <= _MAX_PROMPT


def _emphasised(tokens: Tokens, questions: AbstractSet[int]) -> set[int]:
    """The paragraphs in bold or italics of a page on which questions are."""
    found = {n for n, block in enumerate(tokens.blocks) if _EMPHASIS.fullmatch(block.of(tokens.text).strip())}
    asked = found & questions
    return {n for n in found if n > min(asked)} if len(asked) >= _MIN_QUESTIONS else set()


def _is_interview(tokens: Tokens, asked: Sequence[int], questions: AbstractSet[int], marked: AbstractSet[int]) -> bool:
    """Are enough prompts questions, put to "you", and answered in the first person or between marks?"""
    if len(asked) < _MIN_ANSWERS or len(questions & set(asked)) < _MIN_QUESTIONS:
        return False
    blocks = tokens.blocks
    second_person = sum(has_word(tokens, blocks[n], SECOND_PERSON) for n in asked)
    single_sentences = all(len(set(tokens.sentence[slice(*tokens.range(blocks[n]))])) == 1 for n in asked)
    singular = _answers_with(tokens, asked, marked, FIRST_PERSON_SINGULAR)
    first_person = _answers_with(tokens, asked, marked, FIRST_PERSON_SINGULAR | FIRST_PERSON_PLURAL)
    answered = first_person * 2 >= len(asked) and singular * _MAX_PER_SINGULAR >= len(asked)
    if _is_alternating(questions) and not _are_cited(tokens, [n + 1 for n in asked if n not in marked], len(asked)):
        # a page of this form needs fewer signs
        answered = answered or (singular > 0 and (singular + second_person) * 2 >= len(asked))
    return answered and second_person + single_sentences >= _MIN_SECOND_PERSON


def _answers_with(tokens: Tokens, asked: Sequence[int], marked: AbstractSet[int], forms: AbstractSet[str]) -> int:
    """How many answers to some prompts have one of these words, or are between marks?"""
    return sum(n in marked or has_word(tokens, tokens.blocks[n + 1], forms) for n in asked)


def _are_cited(tokens: Tokens, reported: Sequence[int], answers: int) -> bool:
    """Does half of the answers or more, among the blocks with other words, begin as '"Yes," she says.' does?"""
    ranges = (tokens.range(tokens.blocks[number]) for number in reported)
    return sum(first < end and tokens.quotation[first] >= 0 for first, end in ranges) * 2 >= answers


def _bold_answers(tokens: Tokens, first: int) -> dict[int, Turn]:
    """Answers beside a question in bold, from a block on; of two or more together."""
    blocks = tokens.blocks
    found = {n: _BOLD_QUESTION.match(tokens.text, blocks[n].start, blocks[n].end) for n in range(first, len(blocks))}
    bold = {n: Span(match.end(), blocks[n].end) for n, match in found.items() if match is not None}
    return {n: Turn(None, (answer,)) for n, answer in bold.items() if not bold.keys().isdisjoint((n - 1, n + 1))}
