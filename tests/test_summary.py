"""Summaries: every method on whole articles of our own, and on the odd ones."""

import pytest
from handmade import article
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.errors import UsageError
from pressq.summary import METHODS, summarize

STORY = (
    "The city council voted on Tuesday to close the old harbour bridge for two years of repairs. "
    "The bridge, opened in 1931, carries 40,000 cars a day between the harbour and the U.S. customs office. "
    "Engineers found cracks in three of its steel piers last month. "
    '"We have no choice, and I will not wait for an accident to happen," Mayor Ada Lindqvist said. '
    "A ferry will run every ten minutes while the bridge is closed. "
    "Shop owners near the harbour fear that COVID-19 losses will now be followed by worse ones. "
    "The repairs of the bridge will cost $62 million, most of it paid by the state. "
    "Lindqvist was elected in 2022. "
    "The council will vote on the ferry contract in June. "
    "A ferry will run every ten minutes while the bridge is closed."
)


@pytest.mark.parametrize("method", METHODS)
class TestEveryMethod:
    def test_gives_verbatim_sentences_in_reading_order(self, method: str) -> None:
        summary = summarize(article(STORY), method=method)
        assert len(summary.sentences) == 3
        assert [s.index for s in summary.sentences] == sorted({s.index for s in summary.sentences})
        assert all(STORY[s.start : s.end] == s.text for s in summary.sentences)

    def test_chooses_no_sentence_twice(self, method: str) -> None:
        summary = summarize(article(STORY), method=method, sentences=10)
        texts = [s.text for s in summary.sentences]
        assert len(texts) == len(set(texts)) == 9

    @pytest.mark.parametrize(
        ("text", "count"),
        [
            pytest.param("", 0, id="nothing"),
            pytest.param("One sentence stands here alone.", 1, id="one"),
            pytest.param("One sentence stands here. Another follows it.", 2, id="two"),
            pytest.param("FIRE DESTROYS MILL. OWNER VOWS TO REBUILD. NO ONE WAS HURT. MORE AT TEN.", 3, id="capitals"),
            pytest.param("It is. They were. We are the same. You have been.", 3, id="stop words"),
            pytest.param("Rain. Rain. Rain.", 1, id="one word"),
            pytest.param("Fire fire. Fire water. Water fire. Water water.", 3, id="two words"),
            pytest.param("...", 1, id="no word"),
        ],
    )
    def test_is_sound_on_odd_articles(self, method: str, text: str, count: int) -> None:
        assert len(summarize(article(text), method=method).sentences) == count


def test_a_number_of_sentences_that_makes_no_sense() -> None:
    with pytest.raises(UsageError, match="sentences: 0"):
        summarize(article(STORY), sentences=0)


def test_an_unknown_method_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as error:
        summarize(article(STORY), method="lexrank")
    assert error.value.hint is not None
    assert "lex-rank" in error.value.hint


class TestNews:
    def test_prefers_the_lead_and_leaves_out_quotes_and_very_short_sentences(self) -> None:
        chosen = {s.index for s in summarize(article(STORY), sentences=5).sentences}
        assert 0 in chosen
        assert not {3, 7} & chosen

    def test_takes_them_when_nothing_else_is_left(self) -> None:
        assert len(summarize(article('"It is over," he said.')).sentences) == 1

    def test_does_not_say_twice_what_differs_in_one_word(self) -> None:
        twin = "The city council voted on Wednesday to close the old harbour bridge for two years of repairs. "
        chosen = {s.index for s in summarize(article(twin + STORY), sentences=3).sentences}
        assert not {0, 1} <= chosen


class TestKeywords:
    def test_are_phrases_spelled_as_in_the_text(self) -> None:
        found = [keyword.text for keyword in summarize(article(STORY)).keywords]
        assert all(text in STORY for text in found)
        assert "bridge" in found

    def test_begin_at_one_and_fall(self) -> None:
        scores = [keyword.score for keyword in summarize(article(STORY)).keywords]
        assert scores[0] == 1.0
        assert scores == sorted(scores, reverse=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="abcAB .!?\"'’\n,-1é", max_size=80), max_size=4), st.sampled_from(METHODS))
def test_any_text_gives_a_summary_with_true_offsets(paragraphs: list[str], method: str) -> None:
    some = article(*paragraphs)
    for sentence in summarize(some, method=method).sentences:
        assert some.text[sentence.start : sentence.end] == sentence.text


def test_no_sentence_begins_or_ends_amid_a_quotation() -> None:
    told = (
        'The council closed the bridge on Tuesday. "The piers of the bridge are cracked. The council had to close it '
        'before the bridge fell," the mayor said. The mayor will close the ferry, too.'
    )
    shown = [sentence.text for sentence in summarize(article(told), sentences=9).sentences]
    assert shown == ["The council closed the bridge on Tuesday.", "The mayor will close the ferry, too."]
    alone = '"The piers are cracked. The bridge is shut."'
    assert len(summarize(article(alone)).sentences) == 2  # better than nothing


def test_no_row_of_figures_is_a_sentence() -> None:
    rows = [
        "• Tolls of the bridge up 12% to $4.1 million",
        "Tolls of the bridge: 40,000 cars",
        "The bridge made $4 million.",
    ]
    assert [sentence.text for sentence in summarize(article(*rows)).sentences] == ["The bridge made $4 million."]
