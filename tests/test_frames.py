"""Data frames and notebooks: the rows of the CSV with their types, and values that show themselves."""

from __future__ import annotations

import sys

import pytest
from handmade import HOSTILE, MAYOR, QUOTES, STORY, SUMMARY, article, hostile, quote

import pressq
from pressq.article import Speaker
from pressq.errors import MissingExtraError
from pressq.output.results import COLUMNS, record, rows
from pressq.report.speaker_profiles import speakers


@pytest.mark.parametrize("result", [QUOTES, SUMMARY, speakers([QUOTES])], ids=["quotes", "summary", "speakers"])
def test_a_frame_has_the_rows_of_the_csv(result):
    pandas = pytest.importorskip("pandas")
    frame = result.to_frame()
    assert tuple(frame.columns) == COLUMNS[type(result)]
    values = [tuple(row) for row in frame.astype(object).where(pandas.notna(frame), None).to_numpy()]
    assert values == rows(result)


def test_without_a_library_for_frames_the_way_out_is_told(monkeypatch):
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError) as raised:
        QUOTES.to_frame()
    assert raised.value.hint == "pip install pandas"


def test_a_quotation_is_the_object_of_the_json():
    assert [one.to_dict() for one in QUOTES] == record(QUOTES)["quotes"]


def test_values_show_themselves_in_a_notebook():
    assert "In short" in SUMMARY._repr_html_()
    assert STORY.title in STORY._repr_html_()
    assert MAYOR.name in speakers([QUOTES])._repr_html_()
    assert MAYOR.name in QUOTES.quotes[0]._repr_html_()
    assert "<script" not in quote(article('"Stay."'), '"Stay."', speaker=Speaker("<script>", "person"))._repr_html_()
    assert HOSTILE not in hostile().quotes[0]._repr_html_()


def test_an_error_names_the_function_that_was_called():
    with pytest.raises(TypeError, match=r"pressq\.report takes an Article, not str"):
        pressq.report(["story.txt"])
