"""Words, with their offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.text.words import words

TABLE = [
    ("They don't know.", ["They", "don't", "know"]),
    ("They don’t know.", ["They", "don’t", "know"]),
    ("COVID-19 cases rose 3.5%, the U.S. said.", ["COVID-19", "cases", "rose", "3.5%", "the", "U.S.", "said"]),
    ("A $4m deal, or €1,250.50.", ["A", "$4m", "deal", "or", "€1,250.50"]),
    ("The U.S.-led talks, at 7:30 p.m.", ["The", "U.S.-led", "talks", "at", "7:30", "p.m."]),
    ("AT&T's 1990s buildings", ["AT&T's", "1990s", "buildings"]),
    ("``Yes,'' she wrote to @mayor.", ["Yes", "she", "wrote", "to", "@mayor"]),
    ("the players' union, rock 'n' roll", ["the", "players", "union", "rock", "n", "roll"]),
    ("Cafe\u0301 — Zoë’s and Peña-Nieto", ["Cafe\u0301", "Zoë’s", "and", "Peña-Nieto"]),
    ("Halden+'s film, on Orley+ (16+), 2+2, a+b", ["Halden+'s", "film", "on", "Orley+", "16", "2", "2", "a", "b"]),
    ("It ended.The next", ["It", "ended", "The", "next"]),
    ("Agent F. said", ["Agent", "F", "said"]),
    ("  -- ... !", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


def test_offsets_are_of_the_whole_text() -> None:
    text = "one two three four"
    assert [text[start:end] for start, end in words(text, 4, 13)] == ["two", "three"]


@settings(deadline=None)
@given(st.text())
def test_words_are_in_order_and_within_the_text(text: str) -> None:
    found = words(text)
    assert all(start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    covered = {offset for word in found for offset in range(*word)}
    assert all(offset in covered for offset, character in enumerate(text) if character.isalnum())
