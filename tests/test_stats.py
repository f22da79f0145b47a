"""`pressq stats`: what a run found is what its lines say, whatever the lines are."""

from __future__ import annotations

import gzip
import io
import json
import re
from contextlib import suppress

import pytest
from handmade import QUOTES, STORY, SUMMARY, article
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pressq.article import Quotes
from pressq.display import write_stats
from pressq.errors import EmptyInputError, InputError
from pressq.output.results import failure, record, stats_record
from pressq.output.run_reader import outcomes
from pressq.output.schema import schema
from pressq.report.stats import Outcome, Said, stats
from pressq.summary import together
from pressq.text.words import words

RAIN = article("Rain fell on the harbour.", source="rain.txt", published="2025-05-01")
LINES = [
    record(QUOTES),
    record(Quotes(RAIN, ())),
    record(Quotes(article("Undated.", source="undated.txt"), ())),
    failure(Quotes, "gone.txt", EmptyInputError("there is no text in it")),
]


def counted(*values):
    return stats(line for value in values for line in outcomes(value))


# -- counts


def test_a_run_of_quotes():
    found = counted(*LINES)
    assert (found.articles, found.failures, found.undated) == (3, {"empty": 1}, 1)
    assert found.characters == len(STORY.text) + len(RAIN.text) + len("Undated.")
    assert (found.first, found.last) == ("2025-03-03", "2025-05-01")
    assert [(month.month, month.articles, month.found) for month in found.months] == [
        ("2025-03", 1, 5),
        ("2025-05", 1, 0),
    ]
    quotes = found.quotes
    assert (quotes.number, quotes.direct, quotes.mixed, quotes.indirect) == (5, 3, 1, 1)
    assert (quotes.attributed, quotes.named) == (4, 3)
    assert quotes.words == sum(len(words(quote.text)) for quote in QUOTES.quotes)
    assert quotes.characters == sum(span.end - span.start for quote in QUOTES.quotes for span in quote.spans)
    assert found.sentences is None


def test_names_are_counted_and_unnamed_sources_are_not():
    speakers = counted(record(QUOTES), record(QUOTES)).speakers
    assert speakers.names == 1
    (most,) = speakers.most_quoted
    assert (most.name, most.kind, most.quotes, most.articles) == ("Ines Varga", "person", 6, 2)


def test_the_most_quoted_come_first():
    said = [Said(3, 9, "direct", ((name, "person"),)) for name in "ABBCCCD"]
    said.append(Said(9, 9, "direct", (("E", "organisation"),)))
    speakers = stats([Outcome("pressq.quotes/1", 99, None, tuple(said))]).speakers
    assert [who.name for who in speakers.most_quoted] == ["C", "B", "E", "A", "D"]


def test_a_run_of_summaries():
    found = counted(record(SUMMARY))
    assert (found.of, found.articles, found.quotes, found.speakers) == ("pressq.summary/1", 1, None, None)
    assert (found.sentences.number, found.sentences.characters) == (1, 142)


def test_articles_summarised_together_are_counted_one_by_one():
    other = article("The lighthouse at Kellan burned for hours on Friday.", source="light.txt", published="2025-04-09")
    made = together([STORY, other], sentences=2)
    found = counted(record(made))
    assert (found.articles, found.sentences.number) == (2, 2)
    assert [(month.month, month.articles, month.found) for month in found.months] == [
        ("2025-03", 1, 1),
        ("2025-04", 1, 1),
    ]


def test_a_run_of_texts():
    found = counted(record(STORY), record(RAIN))
    assert (found.articles, found.quotes, found.sentences, found.last) == (2, None, None, "2025-05-01")


def test_a_run_of_nothing():
    found = stats([])
    assert (found.of, found.articles, found.months) == (None, 0, ())


SAID = st.builds(
    Said,
    st.integers(0, 50),
    st.integers(0, 300),
    st.sampled_from(["direct", "mixed", "indirect"]),
    st.lists(
        st.tuples(
            st.sampled_from(["Ann Lee", "Bo Li", "officials"]),
            st.sampled_from(["person", "organisation", "unnamed"]),
        ),
        max_size=2,
        unique=True,
    ).map(tuple),
)
OUTCOMES = st.builds(
    Outcome,
    st.just("pressq.quotes/1"),
    st.integers(0, 10_000),
    st.none() | st.dates().map(str),
    st.lists(SAID, max_size=5).map(tuple),
    st.none() | st.none() | st.sampled_from(["empty", "unreadable"]),
)


@settings(deadline=None)
@given(st.lists(OUTCOMES, min_size=1, max_size=12))
def test_counts_add_up(lines):
    found = stats(lines)
    Draft202012Validator(schema("stats")).validate(json.loads(json.dumps(stats_record(found))))
    quotes = found.quotes
    assert found.articles + sum(found.failures.values()) == len(lines)
    assert found.undated + sum(month.articles for month in found.months) == found.articles
    assert quotes.direct + quotes.mixed + quotes.indirect == quotes.number
    assert quotes.named <= quotes.attributed <= quotes.number
    most = found.speakers.most_quoted
    assert quotes.named <= sum(who.quotes for who in most) <= 2 * quotes.named  # two at most speak together here
    assert sum(who.words for who in most) <= 2 * quotes.words
    assert all(who.articles <= min(who.quotes, found.articles) for who in most)
    assert (found.first is None) == (found.last is None) == (not found.months)


@settings(deadline=None, max_examples=30)
@given(st.lists(OUTCOMES, max_size=5), st.lists(OUTCOMES, max_size=5))
def test_order_does_not_matter(some, others):
    one, other = stats([*some, *others]), stats([*others, *some])
    assert (one.quotes, one.months, one.speakers) == (other.quotes, other.months, other.speakers)


# -- lines that are no results

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(st.data())
def test_a_line_is_a_result_or_an_input_error(data):
    made = data.draw(st.sampled_from([*LINES, record(SUMMARY), record(together([STORY, RAIN], sentences=2))]))
    copy = json.loads(json.dumps(made))
    holder = copy
    while True:
        key = data.draw(st.sampled_from(range(len(holder)) if isinstance(holder, list) else sorted(holder)))
        if not holder[key] or not isinstance(holder[key], dict | list) or data.draw(st.booleans()):
            break
        holder = holder[key]
    holder[key] = data.draw(VALUES)
    with suppress(InputError):
        assert outcomes(copy)


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, {"schema": "pressq.speakers/1"}, {"schema": ["x"]}])
def test_what_is_no_result_is_told(value):
    with pytest.raises(InputError, match="no result of pressq"):
        outcomes(value)


# -- for people


@pytest.mark.parametrize("width", [24, 40, 60, 80, 132])
def test_no_line_is_wider_than_the_screen(width):
    stream = io.StringIO()
    write_stats(counted(*LINES), stream, width)
    assert max(map(len, stream.getvalue().splitlines())) <= width


def test_what_is_told_at_80_columns():
    stream = io.StringIO()
    write_stats(counted(*LINES), stream, 80)
    text = stream.getvalue()
    assert text.startswith("3 articles, 318 characters, 2025-03-03 to 2025-05-01\n1 input failed: 1 empty\n")
    assert re.search(r"^direct +3 +██████ +60%$", text, re.MULTILINE)
    assert re.search(r"^Ines Varga +1 +22 +3 +██████████$", text, re.MULTILINE)
    assert re.search(r"^2025-03 +1 +5 +██████████$", text, re.MULTILINE)
    assert re.search(r"^named speaker +3 +██████ +60%$", text, re.MULTILINE)
    assert text.splitlines()[-1].startswith("5 quotations of ")


def test_many_months_are_shown_by_year():
    lines = [
        Outcome("pressq.text/1", 9, f"{year}-{month:02}-11") for year in (2023, 2024, 2025) for month in range(1, 13)
    ]
    stream = io.StringIO()
    write_stats(stats(lines), stream, 80)
    assert re.search(r"^2024 +12 +█+$", stream.getvalue(), re.MULTILINE)


def test_a_hostile_name_acts_on_no_terminal():
    said = Said(1, 1, "direct", (("\x1b[31mEve\u202e [red]", "person"),))
    stream = io.StringIO()
    write_stats(stats([Outcome("pressq.quotes/1", 9, None, (said,))]), stream, 80)
    assert "␛[31mEve� [red]" in stream.getvalue()


# -- on the command line


@pytest.fixture
def run(run, tmp_path):
    """Runs `pressq` beside run.jsonl, what quotes wrote."""
    (tmp_path / "run.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return run


def test_from_articles_to_counts(run, tmp_path):
    (tmp_path / "a.txt").write_text("“We stay,” said Ann Lee, the mayor.\n\n“We go,” said Bo Li.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    assert run("quotes", "a.txt", "b.txt", "--format", "jsonl", "-o", "out.jsonl")[0] == 4
    status, out, err = run("stats", "out.jsonl", "--json")
    made = json.loads(out)
    Draft202012Validator(schema("stats")).validate(made)
    assert (status, err, made["schema"]) == (0, "", "pressq.stats/1")
    assert (made["articles"], made["failures"], made["quotes"]["direct"]) == (1, {"empty": 1}, 2)
    assert [who["name"] for who in made["speakers"]["most_quoted"]] == ["Ann Lee", "Bo Li"]


def test_files_packed_or_piped_are_counted_together(run, tmp_path):
    content = (tmp_path / "run.jsonl").read_bytes()
    (tmp_path / "run.jsonl.gz").write_bytes(gzip.compress(content))
    status, out, _ = run("stats", "run.jsonl", "run.jsonl.gz", "-", "--json", stdin=content)
    assert (status, json.loads(out)["articles"]) == (0, 9)


def test_the_counts_go_to_a_file(run, tmp_path):
    assert run("stats", "run.jsonl", "--json", "-o", "counts.json") == (0, "", "")
    assert json.loads((tmp_path / "counts.json").read_text())["articles"] == 3


def test_half_a_line_costs_only_itself(run, tmp_path):
    content = (tmp_path / "run.jsonl").read_text()
    (tmp_path / "cut.jsonl").write_text(content + content[:99] + "\n" + content)
    status, out, err = run("stats", "cut.jsonl", "--json")
    assert (status, json.loads(out)["articles"]) == (4, 6)
    assert err.startswith("pressq: error: cut.jsonl#5: no valid JSON: column 100: ")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no.jsonl: there is nothing in it"),
        ("\n \n", "no.jsonl: there is nothing in it"),
        ('{\n  "schema" 1\n}', "no.jsonl#1: no valid JSON: line 2, column 12: Expecting ':' delimiter"),
        ("\n" + '{"text": "No run."}\n' * 9, "no.jsonl#2: no result of pressq quotes, summarize or text"),
    ],
)
def test_a_file_that_is_no_run_is_told_once(run, tmp_path, content, told):
    (tmp_path / "no.jsonl").write_text(content)
    status, out, err = run("stats", "no.jsonl")
    assert (status, out) == (3, "")
    assert err.splitlines()[0] == f"pressq: error: {told}"
    assert ("json or jsonl" in err) is ("#" in told)
    status, out, err = run("stats", "-q", "no.jsonl", "run.jsonl", "gone.jsonl")
    assert (status, out[:11]) == (4, "3 articles,")
    assert err == f"pressq: error: {told}\npressq: error: gone.jsonl: no such file\n"


@pytest.mark.parametrize("made", [record(QUOTES), [record(QUOTES), record(QUOTES)]], ids=["object", "array"])
def test_json_over_several_lines_is_counted_like_json_lines(run, tmp_path, made):
    (tmp_path / "made.json").write_text(json.dumps(made, indent=2))
    (tmp_path / "made.jsonl").write_text("\n".join(map(json.dumps, made if isinstance(made, list) else [made])))
    assert run("stats", "made.json") == run("stats", "made.jsonl")


def test_runs_of_two_commands_are_not_counted_together(run, tmp_path):
    (tmp_path / "sum.jsonl").write_text(json.dumps(record(SUMMARY)))
    status, _, err = run("stats", "run.jsonl", "sum.jsonl")
    assert status == 4
    assert "sum.jsonl#1: pressq.summary/1 cannot be counted together with pressq.quotes/1" in err
