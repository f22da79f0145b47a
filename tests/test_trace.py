"""Where else did it go? The same words through many articles."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest
import retelling
from handmade import HOSTILE
from jsonschema import Draft202012Validator

import pressq
from pressq.output.schema import schema
from pressq.output.writers import JsonWriter, to_json
from pressq.report.traces import Traces

WALL = "We waited ten years for this wall, and we will not wait for another winter"


def page(number, day, quote, name="Ines Varga", marks='""'):
    """An article of that day with one quotation."""
    said = f"{marks[0]}{quote},{marks[1]} {name} said on Monday."
    text = f"Porthaven talks about its wall ({number})\n\nMarch {day}, 2025\n\n{said}\n"
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


def test_words_that_lie_scattered_over_a_long_quotation_are_no_trace():
    long = (
        "We met the wall of water at the market, and years ago, when we waited for the council, another winter came "
        "and this town was not ready, so we will build again"
    )
    assert traced(page("a", 3, WALL), page("b", 4, long)) == ()


def test_no_chain_leads_from_one_quotation_to_another():
    """The second shares its beginning with the first and its end with the third."""
    first = "The council has lost the trust of every family that lives below the old sea wall in this town"
    third = "Nobody will rent a stall in the market hall as long as the roof lets the rain in on the fish"
    second = f"{first[:60]} because {third[30:]}"
    texts = [
        {one.header.source for one in trace.occurrences}
        for trace in traced(
            page("a", 3, first), page("b", 4, second), page("c", 5, third), page("d", 6, first), page("e", 7, third)
        )
    ]
    assert not any({"a.txt", "c.txt"} <= sources for sources in texts)


def test_excerpts_that_overlap_are_one_trace():
    said = (
        "The council has lost the trust of every family below the old sea wall and it will not win that trust back by "
        "building a market hall that nobody asked for"
    )
    words = said.split()
    (trace,) = traced(page("a", 3, " ".join(words[:24])), page("b", 4, " ".join(words[10:])))
    assert all(one.form != "changed" for one in trace.occurrences)


def test_a_few_words_that_many_people_say_are_one_only_if_one_person_says_them():
    short, long = "Nobody in this town is above the law", f"{WALL}. Nobody in this town is above the law"
    assert traced(page("a", 3, short), page("b", 4, long, "Otto Lind")) == ()
    assert len(traced(page("a", 3, short), page("b", 4, long))) == 1


def test_a_lost_not_and_a_turned_context_are_noted():
    lost, without = WALL.replace("will not", "will"), WALL.replace("We waited", "I never said that we waited")
    (trace,) = traced(page("a", 3, WALL), page("b", 4, WALL), page("c", 5, lost))
    assert trace.occurrences[-1].notes == ("negation",)
    (trace,) = traced(page("a", 3, without), page("b", 4, WALL))
    assert trace.occurrences[-1].notes == ("context",)


def test_reprints_are_one_occurrence():
    story = f'Porthaven talks\n\n"{WALL}," Ines Varga said on Monday.\n\n"The sea does not wait for money," she said.\n'
    copies = [
        replace(pressq.parse(story + tail, f"{number}.txt"), published=f"2025-03-0{number}")
        for number, tail in enumerate(("", "\nAll rights reserved.\n"), start=1)
    ]
    trace = traced(*copies, page("c", 5, WALL))[0]
    assert [[one.source for one in each.reprints] for each in trace.occurrences] == [["2.txt"], []]
    assert [(one.speaker.name, one.articles) for one in trace.speakers] == [("Ines Varga", 2)]


@pytest.mark.parametrize(
    ("published", "first", "certain"),
    [
        (("2025-03-04T08:00:00+02:00", "2025-03-04T07:00:00+00:00"), "0.txt", True),
        (("2025-03-04T08:00:00+00:00", "2025-03-04T08:30:00+02:00"), "1.txt", True),
        (("2025-03-04", "2025-03-04T08:30:00+02:00"), "0.txt", False),
        (("2025-03-04", "2025-03-05"), "0.txt", True),
        (("2025-03-04", None), "0.txt", False),
    ],
)
def test_the_first_is_told_by_time_and_zone(published, first, certain):
    articles = [replace(page(number, 3, WALL), published=one) for number, one in enumerate(published)]
    (trace,) = traced(*articles)
    assert (trace.first.header.source, trace.certain) == (first, certain)


def test_two_organisations_or_an_unsure_person_are_no_disagreement():
    (trace,) = traced(page("a", 3, WALL), page("b", 4, WALL, "the Harbour Board"))
    assert not trace.disagreement


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


@pytest.mark.parametrize("traces", [0, 1, 2])
def test_traces_are_written_one_by_one_as_one_object(traces):
    other = "Nobody asked the fishermen about the new road to the harbour"
    articles = [page(f"{number}{day}", day, said) for number, said in enumerate((WALL, other)) for day in (3, 4)]
    found = pressq.trace(map(pressq.quotes, articles[: 2 * traces]))
    stream = io.StringIO()
    JsonWriter(stream, Traces).add(found)
    assert len(found.traces) == traces
    assert stream.getvalue() == to_json(found.to_dict(), indent=2) + "\n"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_every_format_tells_what_was_changed(run, form):
    status, out, err = run("trace", "a.txt", "b.txt", "c.txt", "--format", form)
    assert (status, err) == (0, "")
    assert re.search("nine.*ten", out, re.DOTALL)
    assert "2025-03-04" in out


def test_the_table_is_a_timeline(run):
    out = run("trace", "a.txt", "b.txt", "c.txt")[1]
    assert re.search(r"● 2025-03-04 .*Otto Lind.*│ 2025-03-05 .*│ 2025-03-06 ", out, re.DOTALL)
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
    TableWriter(stream, Traces, width=100).add(found)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", stream.getvalue())
