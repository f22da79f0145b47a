"""From scores to attributions: fragments joined by cue, marked segments whole, the score, and what holds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from handmade import article
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.quotes.candidate_scores import score_features
from pressq.quotes.encoding.distances import distance_bucket, paragraph_bucket
from pressq.quotes.encoding.encoder import WindowScores, load_encoder
from pressq.quotes.encoding.labels import DESCRIPTIONS, NAMES, ROLES, TAGS
from pressq.quotes.encoding.windows import windows
from pressq.quotes.pipeline import analyse
from pressq.quotes.regression import logistic
from pressq.quotes.sources.decoding import Candidate, Decoder
from pressq.text.marks import marked_segments

LEARNED = {"distance": [[0.0] * 17] * 2, "paragraph": [[0.0] * 7] * 2, "none": [0.0, 0.0], "segment": [0.5] * 3}


QUOTED = ["B-content", "I-content"]  # two words


def test_distances_are_on_a_logarithmic_scale() -> None:
    assert distance_bucket(np.array([-300, -1, 0, 1, 2, 3, 300])).tolist() == [0, 7, 8, 9, 10, 10, 16]
    assert paragraph_bucket(np.array([-9, -1, 0, 1, 9])).tolist() == [0, 2, 3, 4, 6]


def candidates(
    text: str,
    tags: list[str],
    source: int,
    cue: int,
    nearly: dict[int, tuple[int, float]] | None = None,
    own: dict[int, int] | None = None,
) -> list[Candidate]:
    """What is decoded where the network is sure of `tags`, and all words point to one as source and one as cue.

    `nearly` has words that point to another cue, too, and by how much less; `own` such as point to another source.
    """
    page = article(*text.split("\n\n"))
    segments = marked_segments(page)
    (window,) = windows(page, segments)
    n = len(window)
    assert n == len(tags)
    chances = np.full((n, len(TAGS)), 0.001, np.float32)
    chances[np.arange(n), [TAGS.index(tag) for tag in tags]] = 0.99
    pointers = np.zeros((2, n + 2, n + 2), np.float32)
    pointers[0, :, source + 1] = pointers[1, :, cue + 1] = 40.0
    for word, (other, less) in (nearly or {}).items():
        pointers[1, word + 1, other + 1] = 40.0 - less
    for word, other in (own or {}).items():
        pointers[0, word + 1, other + 1] = 80.0
    others = [np.ones((n, len(labels)), np.float32) / len(labels) for labels in (NAMES, DESCRIPTIONS, ROLES)]
    vectors = np.zeros((n, 3, 4), np.float32)
    read = WindowScores(window, chances, *others, np.full(n, 0.75, np.float32), pointers, vectors)
    decoder = Decoder(LEARNED)
    return decoder.candidates(read, decoder.spans(read), segments)


def test_fragments_that_point_to_one_cue_are_one_attribution() -> None:
    text = '"We won," she said. "At last."'
    tags = ["B-content", "I-content", "B-source", "B-cue", "B-content", "I-content"]
    (candidate,) = candidates(text, tags, source=2, cue=3)
    assert [span.of(text) for span in candidate.content] == ["We won,", "At last."]
    assert candidate.source is not None
    assert candidate.cue is not None
    assert (candidate.source.of(text), candidate.cue.of(text)) == ("she", "said")
    assert candidate.p_speech == pytest.approx(0.75)


PAGES = {
    "beyond a paragraph without any of it": (
        "“We won.”\n\nIt rained.\n\n“We lost,” Lee said.",
        [*QUOTED, "O", "O", *QUOTED, "B-source", "B-cue"],
        {},
        [(["We won."], "Lee", None), (["We lost,"], "Lee", "said")],
    ),
    "beside another source in the paragraph before": (
        "“We won,” Roe added.\n\n“We lost,” Lee said.",
        [*QUOTED, "B-source", "B-cue", *QUOTED, "B-source", "B-cue"],
        {0: 2, 1: 2},
        [(["We won,"], "Roe", None), (["We lost,"], "Lee", "said")],
    ),
    "in the paragraph before": (
        "“We won.”\n\n“We lost,” Lee said.",
        [*QUOTED, *QUOTED, "B-source", "B-cue"],
        {},
        [(["We won."], "Lee", None), (["We lost,"], "Lee", "said")],
    ),
    "beyond a paragraph, as an open mark tells": (
        "“We won.\n\n“We lost,” Lee said.",
        [*QUOTED, *QUOTED, "B-source", "B-cue"],
        {},
        [(["We won.", "We lost,"], "Lee", "said")],
    ),
    "in its paragraph": (
        "“We won.” It rained. “We lost,” Lee said.",
        [*QUOTED, "O", "O", *QUOTED, "B-source", "B-cue"],
        {},
        [(["We won.", "We lost,"], "Lee", "said")],
    ),
}


@pytest.mark.parametrize(("text", "tags", "own", "expected"), PAGES.values(), ids=PAGES)
def test_what_points_to_a_cue_is_one_attribution_where_it_stands_together(
    text: str, tags: list[str], own: dict[int, int], expected: list[tuple[list[str], str, str | None]]
) -> None:
    words = len(tags)
    found = candidates(text, tags, source=words - 2, cue=words - 1, own=own)
    assert [
        ([span.of(text) for span in each.content], each.source and each.source.of(text), each.cue and each.cue.of(text))
        for each in found
    ] == expected


TWO_CUES = "Lee said it opened while Roe insisted it closed"
TWO_TAGS = ["B-source", "B-cue", "B-content", "I-content", "O", "B-source", "B-cue", "B-content", "I-content"]


@pytest.mark.parametrize(
    ("less", "contents"),
    [(0.2, [["it opened"], ["it closed"]]), (3.0, [["it opened", "it closed"]])],
    ids=["nearly as much", "far less"],
)
def test_a_cue_without_words_takes_what_points_to_it_nearly_as_much(less: float, contents: list[list[str]]) -> None:
    found = candidates(TWO_CUES, TWO_TAGS, source=0, cue=1, nearly={7: (6, less), 8: (6, less)})
    assert [[span.of(TWO_CUES) for span in each.content] for each in found] == contents


def test_a_cue_takes_nothing_from_one_that_keeps_nothing() -> None:
    tags = [*TWO_TAGS[:2], *["O"] * 5, *TWO_TAGS[7:]]
    tags[6] = "B-cue"
    (candidate,) = candidates(TWO_CUES, tags, source=0, cue=1, nearly={7: (6, 0.2), 8: (6, 0.2)})
    assert candidate.cue is not None
    assert candidate.cue.of(TWO_CUES) == "said"


def test_a_marked_segment_is_content_as_a_whole_or_not_at_all() -> None:
    text = 'He saw the film "The Long Way Home" twice, he said.'
    tags = ["B-content", *["I-content"] * 4, "O", *["I-content"] * 3, "B-source", "B-cue"]
    spans = candidates(text, tags, source=9, cue=10)[0].content
    assert [(span.of(text), span.quoted) for span in spans if span.quoted] == [("The Long Way Home", True)]


def test_no_content_no_candidate() -> None:
    assert candidates("He saw it twice.", ["O"] * 4, source=0, cue=1) == []


def test_the_score_is_a_logistic_regression() -> None:
    assert logistic((1.0, 2.0), [0.5, 2.0, 0.0]) == pytest.approx(1 / (1 + math.exp(-2.5)))
    assert logistic((1e9,), [0.0, 1.0]) <= 1
    assert logistic((-1e9,), [0.0, 1.0]) >= 0


@pytest.mark.parametrize("source", ["the Merrow Bank", "Ann Lee"])
def test_the_score_knows_whether_it_is_an_organisation(source: str) -> None:
    found = analyse(article(f'"We stay in the harbour this winter," {source} said on Monday.'), load_encoder(1))
    (chosen,) = found.resolved
    assert found.speakers.kind(chosen.mention) == ("person" if source == "Ann Lee" else "organisation")
    assert (score_features(chosen, found.speakers)[-2] == 1) == (source != "Ann Lee")


@settings(deadline=None, max_examples=15)
@given(st.lists(st.text(st.sampled_from("aé said He.,:\"“”’'\u00ad\n—(🙂"), min_size=1, max_size=200), max_size=4))
def test_any_text_has_a_valid_analysis(paragraphs: list[str]) -> None:
    page = article(*paragraphs)
    analysis = analyse(page, load_encoder(1))
    assert all(0 <= confidence <= 1 for confidence in analysis.confidences)
    for found in analysis.attributions:
        spans = [*found.content, found.source, found.cue]
        assert all(0 <= span.start < span.end <= len(page.text) for span in spans if span is not None)
        assert 0 <= found.p_speech <= 1
