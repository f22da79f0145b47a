"""The article for which pressq was asked for: who says how much in it, and that no words of others are among it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import pressq

EXAMPLE = Path(__file__).parents[2] / "shared/example/henan.txt"
XI = (
    "Xi Jinping",
    "general secretary of the Communist Party of China Central Committee"
    " and chairman of the Central Military Commission",
)
LI = (
    "Li Changan",
    "a professor at the Academy of China Open Economy Studies, University of International Business and Economics",
)
GAO = (
    "Gao Junping",
    "director of the Information and Data Center of the Longmen Grottoes Research Institute",
)
SPEAKERS = {
    XI: 8,
    ("Xinhua News Agency", None): 6,
    LI: 2,
    ("Cong Yi", "a professor at the Tianjin School of Administration"): 2,
    ("Experts", None): 2,
    ("Fu Shenghua", "deputy Party chief of Yutong Bus Co"): 1,
    GAO: 1,
    ("Zhang Min", "vice-governor of Henan"): 1,
    ("Henan Daily", None): 1,
    ("China", None): 1,
    ("official data", None): 1,
    ("local government data", None): 1,
}

pytestmark = pytest.mark.skipif(not EXAMPLE.exists(), reason="the example is not here")


@pytest.fixture(scope="module")
def found() -> pressq.Quotes:
    return pressq.quotes(pressq.load(EXAMPLE))


def test_everybody_speaks_under_the_full_name_and_the_fullest_office(found: pressq.Quotes) -> None:
    assert Counter((q.speaker.name, q.speaker.role) for q in found.quotes if q.speaker) == SPEAKERS
    # the grottoes were included in a list "as" this: it is quoted, and no speaker is named
    assert [q.text for q in found.quotes if not q.speaker] == [
        "an outstanding manifestation of human artistic creativity,"
    ]


def test_no_words_of_another_paragraph_are_joined_to_reported_speech(found: pressq.Quotes) -> None:
    text = found.article.text
    reported = [q.spans for q in found.quotes if q.kind != "direct"]
    assert [spans for spans in reported if "\n" in text[spans[0].start : spans[-1].end]] == []
