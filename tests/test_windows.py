"""How the network sees an article: word pieces, words with what stands around them, windows and asides."""

from __future__ import annotations

import pytest
from handmade import article
from hypothesis import given
from hypothesis import strategies as st

from pressq.quotes.encoding.subwords import PIECES_PER_WORD, Vocabulary
from pressq.quotes.encoding.windows import After, Before, Inside, Shape, Window, windows
from pressq.text.marks import marked_segments


def seen(*paragraphs: str) -> tuple[str, list[Window]]:
    read = article(*paragraphs)
    return read.text, list(windows(read, marked_segments(read)))


# ------------------------------------------------------------------------------------------------------------ pieces
PIECES = ["[UNK]", "[CLS]", "[SEP]", "the", "mayor", "##s", "'", "s", "un", "##known", "##ly", "-", "ing", "e", "##a"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("mayor", ["mayor"]),
        ("Mayors", ["mayor", "##s"]),
        ("MAYOR’S", ["mayor", "'", "s"]),
        ("mayór", ["mayor"]),
        ("un-mayor", ["un", "-", "mayor"]),
        ("zzz", ["[UNK]"]),
        ("unknownly-the-mayor", ["un", "##known", "##ly", "mayor"]),  # the first three and the last one
    ],
)
def test_words_are_cut_into_the_longest_pieces(word: str, pieces: list[str]) -> None:
    ids = Vocabulary(PIECES).of_word(word)
    assert [PIECES[number - 1] for number in ids if number] == pieces
    assert len(ids) == PIECES_PER_WORD


@given(st.text(min_size=1))
def test_any_word_has_pieces(word: str) -> None:
    ids = Vocabulary(PIECES).of_word(word)
    assert len(ids) == PIECES_PER_WORD
    assert ids[0] > 0


# ----------------------------------------------------------------------------------------------------------- windows
def test_words_carry_what_stands_around_them() -> None:
    text, (window,) = seen('"We won," Ms. Ode said (twice) in JUNE: it took 3 days.')
    by_word = {
        text[start:end]: features
        for start, end, features in zip(window.start, window.end, window.features, strict=True)
    }
    assert by_word["We"] == (Inside.FIRST, Shape.TITLE, After.NONE, Before.PARAGRAPH)
    assert by_word["won"] == (Inside.LAST, Shape.LOWER, After.COMMA, Before.NONE)
    assert by_word["twice"] == (Inside.OUT, Shape.LOWER, After.BRACKET, Before.BRACKET)
    assert by_word["JUNE"] == (Inside.OUT, Shape.UPPER, After.COLON, Before.NONE)
    assert by_word["3"] == (Inside.OUT, Shape.DIGIT, After.NONE, Before.NONE)
    assert by_word["days"] == (Inside.OUT, Shape.LOWER, After.STOP, Before.NONE)


def test_the_middle_of_a_long_quotation_is_left_out() -> None:
    text, (window,) = seen('"' + " ".join(f"word{number}" for number in range(100)) + '," she said.')
    words = [text[start:end] for start, end in zip(window.start, window.end, strict=True)]
    assert words[0] == "word0"
    assert words[-3:] == ["word99", "she", "said"]
    assert len(words) == 9
    assert sum(features[3] == Before.GAP for features in window.features) == 1


@pytest.mark.parametrize("name", ["Marta Oyelaran", "Marta B. Oyelaran", "Marta van der Oyelaran", "Bank of Oyelar"])
def test_the_middle_of_a_long_quotation_is_an_aside_where_it_may_hold_a_full_name(name: str) -> None:
    words = [f"word{number}" for number in range(40)]
    words[20:22] = name.split()
    text, found_windows = seen('"' + " ".join(words) + '," she said.')
    assert [window.aside for window in found_windows] == [False, True]
    (aside,) = (window for window in found_windows if window.aside)
    assert name in text[aside.start[0] : aside.end[-1]]
    assert not set(aside.start) & set(found_windows[0].start)


@pytest.mark.parametrize("name", ["nobody", "Oyelaran", "Oyelaran. Marta"])
def test_the_middle_of_a_long_quotation_without_a_full_name_is_left_out(name: str) -> None:
    words = [f"word{number}" for number in range(40)]
    words[20:22] = name.split()
    _, found_windows = seen('"' + " ".join(words) + '," she said.')
    assert not any(window.aside for window in found_windows)


def test_asides_share_windows() -> None:
    words = [f"word{number}" for number in range(40)]
    words[20:22] = ["Marta", "Oyelaran"]
    _, found_windows = seen(*['"' + " ".join(words) + '," she said.'] * 4)
    assert sum(window.aside for window in found_windows) == 1


STYLES = [
    '"A tie," she said.',
    "“A tie,” she said.",
    "‘A tie,’ she said.",
    "'A tie,' she said.",
    "``A tie,'' she said.",
]


@pytest.mark.parametrize("text", STYLES[1:])
def test_all_styles_of_marks_look_alike(text: str) -> None:
    assert seen(text)[1][0].features == seen(STYLES[0])[1][0].features


def test_line_breaks_inside_a_paragraph_are_white_space() -> None:
    one = seen("The mayor said the bridge would open in May.")[1][0]
    wrapped = seen("The mayor said the\nbridge would open\nin May.")[1][0]
    assert one.features == wrapped.features


@given(st.lists(st.text(st.sampled_from("aB .,\"“”'—("), min_size=1, max_size=900), min_size=1, max_size=8))
def test_windows_hold_each_word_once_and_are_bounded(paragraphs: list[str]) -> None:
    text, found_windows = seen(*paragraphs)
    places = [span for window in found_windows for span in zip(window.start, window.end, strict=True)]
    assert len(places) == len(set(places))
    for aside in (False, True):
        told = [s for w in found_windows if w.aside == aside for s in zip(w.start, w.end, strict=True)]
        assert told == sorted(told)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(0 < len(window) <= 250 for window in found_windows)


def test_a_long_text_gives_many_windows_of_like_size() -> None:
    _, found_windows = seen(*["A short paragraph about nothing much at all."] * 2000)
    assert sum(map(len, found_windows)) == 2000 * 8
    assert all(90 < len(window) < 160 for window in found_windows)
