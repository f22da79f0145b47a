"""The tagger: how it sees words, how scores become attributions, and what it finds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.article import Article, Block
from pressq.quotes import tagger
from pressq.quotes.attribution import Attribution
from pressq.quotes.joining import TAGS, Joiner, bucket
from pressq.quotes.windows import After, Before, Inside, Shape, Window, windows
from pressq.quotes.wordpiece import PIECES_PER_WORD, Vocabulary
from pressq.text.marks import marked_segments

needs_model = pytest.mark.skipif(not tagger.available(), reason="onnxruntime is missing")


def article(*paragraphs: str) -> Article:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(len(text), len(text) + len(paragraph), "body"))
        text += paragraph + "\n\n"
    return Article(text, "-", tuple(blocks))


def seen(*paragraphs: str) -> tuple[str, list[Window]]:
    read = article(*paragraphs)
    return read.text, list(windows(read, marked_segments(read)))


def found(read: Article) -> list[Attribution]:
    return tagger.attributions(read, marked_segments(read))


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
    assert places == sorted(set(places))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(0 < len(window) <= 250 for window in found_windows)


def test_a_long_text_gives_many_windows_of_like_size() -> None:
    _, found_windows = seen(*["A short paragraph about nothing much at all."] * 2000)
    assert sum(map(len, found_windows)) == 2000 * 8
    assert all(130 < len(window) < 200 for window in found_windows)


# ----------------------------------------------------------------------------------------------------------- joining
def test_distances_are_on_a_logarithmic_scale() -> None:
    assert bucket(np.array([-300, -1, 0, 1, 2, 3, 300])).tolist() == [0, 7, 8, 9, 10, 10, 16]


def joiner(**changes: object) -> Joiner:
    learned: dict[str, object] = {
        "distance": [[0.0] * 17] * 2,
        "paragraph": [[0.0] * 7] * 2,
        "none": [0.0, 0.0],
        "segment": [0.5, 0.5, 0.5],
        "least": 0.0,
        "weights": [0.0] * 14,
    }
    return Joiner(learned | changes)


def scores(tags: list[str], pointed: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Scores that are sure of `tags`, and of contents that point to one word as source and one as cue."""
    chances = np.zeros((len(tags) + 2, len(TAGS)), np.float32)
    pointers = np.zeros((2, len(tags) + 2, len(tags) + 2), np.float32)
    for place, tag in enumerate(tags):
        chances[place + 1, TAGS.index(tag)] = 9.0
    pointers[0, :, pointed["source"] + 1] = pointers[1, :, pointed["cue"] + 1] = 40.0
    return chances, pointers


def test_fragments_that_point_to_one_cue_are_one_attribution() -> None:
    read = article('"We won," she said. "At last."')
    segments = marked_segments(read)
    (window,) = windows(read, segments)
    tags = ["B-content", "I-content", "B-source", "B-cue", "B-content", "I-content"]
    (candidate,) = joiner().candidates(window, *scores(tags, {"source": 2, "cue": 3}))
    attribution = joiner().attribution(candidate, window, segments)
    assert [span.of(read.text) for span in attribution.content] == ["We won,", "At last."]
    assert attribution.source is not None
    assert attribution.cue is not None
    assert (attribution.source.of(read.text), attribution.cue.of(read.text)) == ("she", "said")
    assert attribution.confidence == 0.5


def test_a_marked_segment_is_content_as_a_whole_or_not_at_all() -> None:
    read = article('He saw the film "The Long Way Home" twice, he said.')
    segments = marked_segments(read)
    (window,) = windows(read, segments)
    mostly = ["B-content", *["I-content"] * 4, "O", "I-content", "I-content", "I-content", "B-source", "B-cue"]
    (candidate,) = joiner().candidates(window, *scores([*mostly, "O"][: len(window)], {"source": 8, "cue": 9}))
    spans = joiner().attribution(candidate, window, segments).content
    assert [span.quoted for span in spans][:2] == [False, True]
    assert spans[1].of(read.text) == "The Long Way Home"


def test_confidence_is_a_logistic_regression() -> None:
    weights = [0.5, 2.0, *[0.0] * 12]
    assert joiner(weights=weights).confidence([1.0, *[0.0] * 12]) == pytest.approx(1 / (1 + math.exp(-2.5)))


# ------------------------------------------------------------------------------------------------------------- model
CASES = [
    ('"The bridge will open in May," said Rosa Okafor, the mayor.', "direct", "Okafor", "said"),
    ('Rosa Okafor, the mayor, said: "The bridge will open in May."', "direct", "Okafor", "said"),
    ("‘The bridge will open in May,’ Dr Okafor told reporters.", "direct", "Okafor", "told"),
    ("The mayor said the bridge would open in May.", "indirect", "mayor", "said"),
    ("The bridge will open in May, according to city officials.", "indirect", "officials", "according to"),
    ("Okafor said the bridge was “a gift to the whole city.”", "mixed", "Okafor", "said"),
    ('"We are ready," Okafor said. "The bridge will open in May."', "direct", "Okafor", "said"),
]


@needs_model
@pytest.mark.parametrize(("text", "kind", "source", "cue"), CASES)
def test_attributions(text: str, kind: str, source: str, cue: str) -> None:
    (attribution,) = found(article(text))
    assert attribution.kind == kind
    assert attribution.source is not None
    assert attribution.cue is not None
    assert source in attribution.source.of(text)
    assert cue in attribution.cue.of(text)
    assert attribution.confidence > 0.5


@needs_model
def test_narration_holds_no_attribution() -> None:
    assert found(article("The bridge opened in May. Some 400 people crossed it on the first day.")) == []


@needs_model
@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(st.sampled_from("aé said He.,:\"“”’'\u00ad\n—(🙂"), min_size=1, max_size=200), max_size=4))
def test_any_text_gives_valid_attributions_and_the_same_each_time(paragraphs: list[str]) -> None:
    read = article(*paragraphs)
    first = found(read)
    assert first == found(read)
    for attribution in first:
        spans = [*attribution.content, attribution.source, attribution.cue]
        assert all(0 <= span.start < span.end <= len(read.text) for span in spans if span is not None)
        assert 0 <= attribution.confidence <= 1
        assert list(attribution.content) == sorted(attribution.content)
