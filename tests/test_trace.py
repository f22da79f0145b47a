"""Where else did it go? The same words through many articles."""

from __future__ import annotations

import io
import json
import re

import pytest
import retelling
from handmade import HOSTILE
from jsonschema import Draft202012Validator

import pressq
from pressq.output.schema import schema

WALL = "We waited ten years for this wall, and we will not wait for another winter"


def page(number, day, quote, name="Ines Varga", marks='""'):
    """An article of that day with one quotation."""
    text = (
        f"Porthaven talks about its wall\n\nMarch {day}, 2025\n\n{marks[0]}{quote},{marks[1]} {name} said on Monday.\n"
    )
    return pressq.parse(text, f"{number}.txt")


def traced(*articles, **choice):
    return pressq.trace([pressq.quotes(article) for article in articles], **choice).traces


def test_the_same_words_are_one_trace_whatever_their_form():
    (trace,) = traced(
        page("whole", 4, WALL),
        page("marks", 6, WALL, marks="«»"),
        page("trimmed", 7, "we will not wait for another winter"),
        page("changed", 5, WALL.replace("ten years", "a decade")),
        page("first", 3, WALL),
    )
    assert trace.text == f"{WALL},"
    assert [one.header.source for one in trace.occurrences] == [
        *("first.txt", "whole.txt", "changed.txt", "marks.txt", "trimmed.txt")
    ]
    assert [one.form for one in trace.occurrences] == ["whole", "whole", "changed", "whole", "trimmed"]
    assert [(c.quote.text, c.source.text) for c in trace.occurrences[2].changes] == [("a decade", "ten years")]
    assert (trace.first.header.published, trace.disagreement) == ("2025-03-03", False)
    assert 0.5 < trace.occurrences[4].similarity < trace.occurrences[2].similarity < 1


def test_changes_have_offsets_of_the_article_and_of_the_trace():
    changed = page("changed", 5, WALL.replace("ten years", "a decade"))
    (trace,) = traced(page("a", 3, WALL), page("b", 4, WALL), changed)
    (change,) = trace.occurrences[-1].changes
    assert changed.text[change.quote.start : change.quote.end] == change.quote.text == "a decade"
    assert trace.text[change.source.start : change.source.end] == change.source.text == "ten years"


def test_a_disagreement_about_the_speaker_is_told():
    (trace,) = traced(page("a", 3, WALL), page("b", 4, WALL, "Varga"), page("c", 5, WALL, "Otto Lind"))
    assert trace.disagreement
    assert [(one.speaker.name, one.articles) for one in trace.speakers] == [("Ines Varga", 2), ("Otto Lind", 1)]
    (trace,) = traced(page("a", 3, WALL), page("b", 4, WALL, "Mayor Varga"))
    assert not trace.disagreement


@pytest.mark.parametrize(
    "quote",
    [
        "Thank you very much for being here today",
        "We do not comment on ongoing investigations",
        "Our thoughts and prayers are with the families of the victims",
        "We will win",
    ],
)
def test_what_everybody_says_is_no_trace(quote):
    assert traced(page("a", 3, quote), page("b", 4, quote, "Otto Lind")) == ()


def test_short_quotations_are_traced_where_asked_for():
    short = page("a", 3, "Not one more winter"), page("b", 4, "Not one more winter")
    assert traced(*short) == ()
    assert len(traced(*short, min_words=4)) == 1


def test_one_article_alone_is_no_trace():
    twice = pressq.parse(f'"{WALL}," Ines Varga said.\n\nShe left.\n\n"{WALL}," she said again.\n', "twice.txt")
    assert traced(twice, page("b", 4, "The market will open again in the first week of May")) == ()


def test_other_words_about_the_same_are_another_quotation():
    other = "We waited for the ferry, and in the end we walked over the bridge to the market"
    assert traced(page("a", 3, WALL), page("b", 4, other)) == ()


def test_planted_quotations_are_found_again(capsys):
    planted, truth = retelling.plant(1, 90, 20)
    shares = retelling.measured(pressq.trace(pressq.quotes(one.article) for one in planted), planted, truth)
    with capsys.disabled():
        print("\n\ntrace\n" + "\n".join(f"{name:14}{share:6.1f} %" for name, share in shares.items()))
    assert shares["pairwise F1"] >= 95
    assert min(shares.values()) >= 90  # of twenty


# -- the command


@pytest.fixture
def run(run, tmp_path):
    """Runs `pressq` beside three articles."""
    for article in (page("a", 5, WALL), page("b", 4, WALL.replace("ten", "nine"), "Otto Lind"), page("c", 6, WALL)):
        (tmp_path / article.source).write_text(article.text, encoding="utf-8")
    return run


def test_a_finished_run_gives_the_same_traces_as_its_articles(run, tmp_path):
    status, out, err = run("trace", "a.txt", "b.txt", "c.txt", "--json")
    assert (status, err) == (0, "")
    Draft202012Validator(schema("traces")).validate(json.loads(out))
    lines = run("quotes", "--attitudes", "a.txt", "b.txt", "c.txt", "--format", "jsonl")[1]
    (tmp_path / "quotes.jsonl").write_text(lines, encoding="utf-8")
    assert run("trace", "quotes.jsonl", "--json") == (0, out, "")
    assert run("trace", "--json", stdin=lines) == (0, out, "")


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_every_format_tells_what_was_changed(run, form):
    status, out, err = run("trace", "a.txt", "b.txt", "c.txt", "--format", form)
    assert (status, err) == (0, "")
    assert re.search("nine.*ten", out, re.DOTALL)
    assert "2025-03-04" in out


def test_the_table_is_a_timeline(run):
    out = run("trace", "a.txt", "b.txt", "c.txt")[1]
    assert re.search(r"● 2025-03-04 .*b\.txt .*Otto Lind.*\n│ 2025-03-05 .*a\.txt .*\n│ 2025-03-06 ", out)
    assert "! articles disagree who said it" in out


def test_lines_that_are_no_result_are_told(run, tmp_path):
    lines = run("quotes", "a.txt", "c.txt", "--format", "jsonl")[1]
    (tmp_path / "quotes.jsonl").write_text(lines + "{}\nnonsense\n", encoding="utf-8")
    status, out, err = run("trace", "quotes.jsonl")
    assert status == 4
    assert "1 trace" in out
    assert [line.partition(": ")[2] for line in err.splitlines()] == [
        "error: quotes.jsonl#3: no result of pressq quotes",
        "error: quotes.jsonl#4: no valid JSON: column 1: Expecting value",
    ]


def test_nothing_travels(run):
    status, out, _ = run("trace", "a.txt")
    assert (status, out) == (0, "No quotation is in two of the articles: 1 quotation of 1 article.\n")


def test_hostile_words_act_on_no_terminal():
    from pressq.display import TableWriter

    bad = f"We {HOSTILE} waited for this wall and for many winters".replace("\r", "")
    found = pressq.trace([pressq.quotes(page("a", 3, bad)), pressq.quotes(page("b", 4, bad))])
    stream = io.StringIO()
    TableWriter(stream, pressq.Traces, width=100).add(found)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", stream.getvalue())
