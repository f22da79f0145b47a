"""How long a summary is: sentences as (words, worth), best first, and which of them fill the room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressq.summary import length
from pressq.summary.length import Choice, Length

LEDE, SECOND, THIRD = (30, 1.0), (20, 0.7), (10, 0.5)


def candidates(*sizes: tuple[int, float], leads: int | None = None) -> list[Choice]:
    return [Choice(words, 6 * words, worth, i == leads) for i, (words, worth) in enumerate(sizes)]


@pytest.mark.parametrize(
    ("room", "sentences", "chosen"),
    [
        pytest.param(60, [LEDE, SECOND, THIRD], [0, 1, 2], id="all fit"),
        pytest.param(59, [LEDE, SECOND, THIRD], [0, 1], id="what is worth least is left out"),
        pytest.param(45, [LEDE, SECOND, THIRD], [0, 2], id="what does not fit gives way to what does"),
        pytest.param(30, [LEDE, SECOND, THIRD], [0], id="one good sentence is better than two fair ones"),
        pytest.param(29, [LEDE, SECOND, THIRD], [1], id="a longer one is better than a shorter one"),
        pytest.param(9, [LEDE, SECOND, THIRD], [], id="none fits"),
        pytest.param(30, [LEDE, *[(5, 0.4)] * 6], [0], id="six short ones do not outweigh the lede"),
        pytest.param(60, [LEDE, (60, 0.5)], [0], id="nor does a long one"),
        pytest.param(40, [(28, 0.9), (20, 0.85), (20, 0.85)], [1, 2], id="two good ones fill the room better than one"),
    ],
)
def test_the_room_is_put_to_its_best_use(room: int, sentences: list[tuple[int, float]], chosen: list[int]) -> None:
    assert Length("words", room).choose(candidates(*sentences), len(sentences)) == chosen


@pytest.mark.parametrize(
    ("room", "chosen"), [(60, [0, 1, 2]), (30, [1, 2]), (19, [2]), (10, [2]), (9, [])], ids=lambda value: str(value)
)
def test_the_lead_is_taken_wherever_it_fits(room: int, chosen: list[int]) -> None:
    assert Length("words", room).choose(candidates(LEDE, SECOND, THIRD, leads=2), 3) == chosen


@pytest.mark.parametrize(("room", "chosen"), [(12, [0]), (13, [0, 1]), (14, [0, 1])])
def test_a_space_parts_sentences_when_characters_are_counted(room: int, chosen: list[int]) -> None:
    six = [Choice(1, 6, 1.0), Choice(1, 6, 0.5)]
    assert Length("characters", room).choose(six, 2) == chosen


@pytest.mark.parametrize(("percent", "count"), [(1, 1), (33, 3), (34, 3), (50, 5), (100, 10)])
def test_a_percentage_is_of_all_sentences_and_at_least_one(percent: float, count: int) -> None:
    assert Length("percent", percent).choose(candidates(*[LEDE] * 10), 10) == list(range(count))


@given(
    st.lists(st.tuples(st.integers(1, 50), st.floats(0.01, 1.01)), max_size=12),
    st.integers(1, 200),
    st.sampled_from([20_000_000, 300]),
)
def test_the_limit_is_never_passed_and_no_sentence_that_fits_is_left(
    sentences: list[tuple[int, float]], room: int, cells: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(length, "_CELLS", cells)  # a table too small for all of them, too
        chosen = Length("words", room).choose(candidates(*sentences), len(sentences))
    left = room - sum(sentences[i][0] for i in chosen)
    assert left >= 0
    assert all(words > left for i, (words, _) in enumerate(sentences) if i not in chosen)
