"""Which quotations are chosen: by speaker, by length, by confidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handmade import QUOTES, STORY, quote

from pressq.article import Quotes, Speaker
from pressq.errors import UsageError
from pressq.report.selection import select

SUN = Speaker("Sun Meiling", "person", "deputy mayor", ("Ms. Sun", "the deputy"))
SUNDQVIST = Speaker("Åsa Sundqvist", "person")
FOUND = Quotes(
    STORY,
    (
        quote(STORY, '"Not one."', speaker=SUN),
        quote(STORY, '"a promise kept"', number=2, speaker=SUNDQVIST, confidence=0.4),
        quote(STORY, "it would cost more", number=3),
    ),
)


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ((), ["Sun Meiling", "Åsa Sundqvist", None]),
        (("Sun Meiling",), ["Sun Meiling"]),
        (("sun",), ["Sun Meiling"]),
        (("the  deputy",), ["Sun Meiling"]),
        (("ÅSA",), ["Åsa Sundqvist"]),
        (("Sund",), []),
        (("deputy mayor",), []),
        (("Sun", "Sundqvist"), ["Sun Meiling", "Åsa Sundqvist"]),
        (("S.n",), []),
    ],
)
def test_a_speaker_is_chosen_by_name_or_alias_in_whole_words(names, chosen):
    found = select(FOUND, speakers=names)
    assert [said.speaker and said.speaker.name for said in found.quotes] == chosen


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ángel Fuentes", "angel fuentes"),
        ("Angel Fuentes", "Ángel"),
        ("Mary O'Dell", "O’Dell"),
        ("Mary O’Dell", "o'dell"),
        ("Mary O’Dell", "odell"),
        ("Anne-Marie Roux", "anne marie"),
        ("Anne‑Marie Roux", "ANNE-MARIE"),
        ("Søren Kjær", "soren kjaer"),
        ("Łukasz Żak", "lukasz zak"),
        ("Günther Groß", "gunther gross"),
        ("Xi Jinping", "xi  jinping"),
    ],
)
def test_case_accents_and_apostrophes_make_no_difference(name, typed):
    said = Quotes(STORY, (quote(STORY, '"Not one."', speaker=Speaker(name, "person")),))
    assert select(said, speakers=(typed,)) == said


def test_short_quotations_are_left_out():
    assert [len(said.text.split()) for said in select(FOUND, min_words=3).quotes] == [3, 4]


def test_doubtful_quotations_are_left_out():
    assert [said.confidence for said in select(FOUND, min_confidence=0.5).quotes] == [0.9, 0.9]


def test_the_chosen_keep_their_numbers():
    assert [said.id for said in select(FOUND, min_words=3).quotes] == [2, 3]


def test_a_kind_is_chosen():
    assert [said.id for said in select(FOUND, kinds=("mixed", "indirect")).quotes] == [3]


def test_a_kind_that_does_not_exist_is_an_error():
    with pytest.raises(UsageError, match="'straight' is not one of direct, mixed, indirect"):
        select(FOUND, kinds=("straight",))


def test_what_was_not_said_is_left_out():
    thought = replace(FOUND, quotes=(replace(FOUND.quotes[0], speech=False), *FOUND.quotes[1:]))
    assert select(thought).quotes == thought.quotes
    assert [said.id for said in select(thought, attitudes=False).quotes] == [2, 3]


def test_no_condition_chooses_all():
    assert select(QUOTES) == QUOTES
