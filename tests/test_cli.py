"""The command line: what is asked for is what is printed, what is wrong is said in one line, the status tells."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pressq import __version__
from pressq.output.schema import SCHEMA_NAMES, schema

STORY = """\
Porthaven to raise its harbour wall

PORTHAVEN (CP) -- The harbour wall will be raised by two metres, the town said on Monday.

"We waited ten years for this wall," said Ines Varga, the mayor. "Not one winter more."

The engineer, Otto Lind, called the works "a promise kept" and said they would take three years.
"""


@pytest.fixture
def run(run, tmp_path):
    """Runs `pressq` beside story.txt, silent.txt, empty.txt and an empty folder."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "silent.txt").write_text("The harbour lies north of the town.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "void").mkdir()
    return run


# -- the answers


def test_quotes_are_a_table(run):
    status, out, err = run("quotes", "story.txt")
    assert (status, err) == (0, "")
    assert "Ines Varga" in out
    assert "“We waited ten years for this wall”" in out


@pytest.mark.parametrize("command", ["summarize", "summarise"])
def test_a_summary_has_as_many_sentences_as_asked_for(run, command):
    status, out, _ = run(command, "story.txt", "-n", "2", "--json")
    made = json.loads(out)
    assert (status, made["schema"], made["method"], len(made["sentences"])) == (0, "pressq.summary/1", "news", 2)
    for sentence in made["sentences"]:
        assert STORY[sentence["start"] : sentence["end"]] == sentence["text"]


def test_a_summary_by_another_method(run):
    assert json.loads(run("summarize", "story.txt", "--method", "luhn", "--json")[1])["method"] == "luhn"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_a_summary_is_explained_in_every_format(run, form):
    status, out, err = run("summarize", "story.txt", "--explain", "--format", form)
    assert (status, err) == (0, "")
    assert ("lead" in out) is (form != "csv")


def test_articles_are_summarised_together(run, tmp_path):
    (tmp_path / "again.txt").write_text(STORY + "\nThe work starts in May, after the spring tides.\n", encoding="utf-8")
    made = json.loads(run("summarize", "story.txt", "again.txt", "--together", "--explain", "-n", "4", "--json")[1])
    Draft202012Validator(schema("summary")).validate(made)
    assert [article["source"] for article in made["articles"]] == ["story.txt", "again.txt"]
    assert {sentence["source"] for sentence in made["sentences"]} == {"story.txt", "again.txt"}
    texts = [sentence["text"] for sentence in made["sentences"]]
    assert len(texts) == len(set(texts)) == 4


@pytest.mark.parametrize(
    ("length", "fits"),
    [
        (["--percent", "50"], lambda sentences: 1 <= len(sentences) <= 3),
        (["--words", "20"], lambda sentences: sum(len(one["text"].split()) for one in sentences) <= 20),
        (["--characters", "120"], lambda sentences: sum(len(one["text"]) for one in sentences) <= 120),
    ],
)
def test_a_summary_is_as_long_as_asked_for(run, length, fits):
    made = json.loads(run("summarize", "story.txt", "--json", *length)[1])
    assert made["sentences"]
    assert fits(made["sentences"])


def test_offsets_are_of_the_text_that_text_prints(run):
    assert run("text", "story.txt") == (0, STORY, "")
    for said in json.loads(run("quotes", "story.txt", "--json")[1])["quotes"]:
        parts = [STORY[span["start"] : span["end"]] for span in said["spans"]]
        assert " ".join(parts) == said["text"]


def test_the_parts_of_the_page(run):
    made = json.loads(run("text", "story.txt", "--json")[1])
    assert made["text"] == STORY
    assert made["article"]["title"] == "Porthaven to raise its harbour wall"
    assert {block["kind"] for block in made["blocks"]} == {"title", "dateline", "body"}
    assert "dateline   PORTHAVEN (CP) --" in run("text", "story.txt", "--show-hidden")[1]


def test_speakers_of_two_articles_are_one_answer(run):
    made = json.loads(run("speakers", "story.txt", "story.txt", "--json")[1])
    assert (made["schema"], made["articles"]) == ("pressq.speakers/1", 2)
    assert {"Ines Varga": 2, "Otto Lind": 2}.items() <= {
        one["name"]: one["articles"] for one in made["speakers"]
    }.items()


def test_standard_input_is_an_article(run):
    status, out, _ = run("quotes", "-", "--json", stdin=STORY)
    assert (status, json.loads(out)["article"]["source"]) == (0, "-")


def test_no_quotations_is_an_answer(run):
    status, out, err = run("quotes", "silent.txt")
    assert (status, err) == (0, "")
    assert "No quotations found." in out
    assert json.loads(run("quotes", "silent.txt", "--json")[1])["quotes"] == []


@pytest.mark.parametrize("name", sorted({*SCHEMA_NAMES} - {"stats", "annotations", "traces", "verification"}))
def test_the_printed_schema_fits_the_output(run, name):
    command = {"summary": "summarize"}.get(name, name)
    printed = json.loads(run("schema", name)[1])
    assert printed == schema(name)
    Draft202012Validator(printed).validate(json.loads(run(command, "story.txt", "--json")[1]))


# -- the choice


def name(said):
    return said["speaker"] and said["speaker"]["name"]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--kind", "direct"], lambda said: said["kind"] == "direct"),
        (["--kind", "MIXED, indirect"], lambda said: said["kind"] != "direct"),
        (["--kind", "mixed", "--kind", "indirect"], lambda said: said["kind"] != "direct"),
        (["--speaker", "varga"], lambda said: name(said) == "Ines Varga"),
        (["--speaker", "lind", "--speaker", "varga"], lambda said: name(said) in {"Ines Varga", "Otto Lind"}),
        (["--speaker", "nobody"], lambda _: False),
        (["--min-words", "6"], lambda said: len(said["text"].split()) >= 6),
        (["--min-confidence", "1"], lambda said: said["confidence"] >= 1),
    ],
)
def test_quotations_are_chosen(run, options, wanted):
    everything = json.loads(run("quotes", "story.txt", "--json")[1])["quotes"]
    chosen = json.loads(run("quotes", "story.txt", "--json", *options)[1])["quotes"]
    assert chosen == [said for said in everything if wanted(said)]


def test_attitudes_are_asked_for(run):
    told = json.loads(run("quotes", "story.txt", "--json")[1])["quotes"]
    everything = json.loads(run("quotes", "story.txt", "--json", "--attitudes")[1])["quotes"]
    assert told == [said for said in everything if said["speech"]]


def test_a_file_for_excel_begins_with_its_mark(run, tmp_path):
    assert run("quotes", "story.txt", "--bom", "-o", "out.csv", "-q") == (0, "", "")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfsource,")


# -- formats


def test_one_file_is_an_object_and_several_are_an_array(run):
    assert isinstance(json.loads(run("quotes", "story.txt", "--format", "json")[1]), dict)
    assert len(json.loads(run("quotes", "story.txt", "silent.txt", "--json")[1])) == 2


def test_json_lines_are_in_the_order_given(run):
    lines = run("quotes", "silent.txt", "story.txt", "--format", "jsonl")[1].splitlines()
    assert [json.loads(line)["article"]["source"] for line in lines] == ["silent.txt", "story.txt"]


def test_csv_and_markdown(run):
    rows = list(csv.DictReader(io.StringIO(run("quotes", "story.txt", "--format", "csv")[1])))
    assert "Ines Varga" in {row["speaker"] for row in rows}
    assert "> — **Ines Varga**" in run("quotes", "story.txt", "--format", "md")[1]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
@pytest.mark.parametrize("command", ["quotes", "summarize", "speakers", "text"])
def test_every_command_has_every_format(run, command, form):
    status, out, err = run(command, "story.txt", "silent.txt", "--format", form)
    assert (status, err) == (0, "")
    assert out.endswith("\n")


def test_a_result_goes_to_a_file(run, tmp_path):
    assert run("quotes", "story.txt", "--json", "-o", "out.json") == (0, "", "pressq: wrote out.json: 1 article\n")
    assert run("quotes", "story.txt", "--json", "-o", "out.json", "-q") == (0, "", "")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["schema"] == "pressq.quotes/1"


# -- failures


@pytest.mark.parametrize(
    ("path", "problem"),
    [("gone.txt", "no such"), ("empty.txt", "no text"), ("void", "folder"), ("a\x1b[31m.txt", "no such")],
)
def test_an_input_that_cannot_be_read_is_one_line_and_status_3(run, path, problem):
    status, out, err = run("quotes", path, "--json", "-q")
    assert (status, out) == (3, "")
    assert err.count("\n") == 1
    assert err.startswith(f"pressq: error: {path.replace(chr(27), '␛')}: ")
    assert problem in err
    assert "\x1b" not in err


def test_the_rest_of_several_goes_on_with_status_4(run):
    status, out, err = run("quotes", "gone.txt", "story.txt", "empty.txt", "--format", "jsonl", "-q")
    gone, story, empty = map(json.loads, out.splitlines())
    assert (status, err.count("pressq: error: ")) == (4, 2)
    assert (gone["article"], gone["error"]["code"]) == ({"source": "gone.txt"}, "unreadable")
    assert story["quotes"]
    assert empty["error"]["code"] == "empty"
    for line in (gone, story, empty):
        Draft202012Validator(schema("quotes")).validate(line)


def test_an_array_holds_what_could_be_read(run):
    status, out, _ = run("quotes", "gone.txt", "story.txt", "--json")
    assert (status, [one["article"]["source"] for one in json.loads(out)]) == (4, ["story.txt"])


def test_several_of_which_none_can_be_read_are_status_3(run):
    assert run("quotes", "gone.txt", "empty.txt", "--json")[:2] == (3, "")


def test_a_failed_run_leaves_the_file_as_it_was(run, tmp_path):
    (tmp_path / "out.json").write_text("before")
    assert run("quotes", "gone.txt", "--json", "-o", "out.json")[0] == 3
    assert (tmp_path / "out.json").read_text() == "before"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["quotes", "story.txt", "--format", "xml"], "'xml' is not one of table, json, jsonl, csv, md"),
        (["quotes", "story.txt", "--format", "jsn"], "did you mean json?"),
        (["quotes", "story.txt", "--kind", "dirct"], "did you mean direct?"),
        (["summarize", "story.txt", "--method", "textrank"], "did you mean text-rank?"),
        (["quotes", "story.txt", "--jobs", "two"], "--jobs: 'two' is not a whole number"),
        (["quotes", "story.txt", "--jobs", "0"], "--jobs: 0 is not between 1 and 256"),
        (["quotes", "story.txt", "--max-failures", "-1"], "0 or more"),
        (["quotes", "story.txt", "--kind", "direct,reported"], "'reported' is not one of direct, mixed, indirect"),
        (["quotes", "story.txt", "--min-words", "-1"], "0 or more"),
        (["quotes", "story.txt", "--min-words", "many"], "--min-words"),
        (["quotes", "story.txt", "--min-confidence", "7"], "between 0 and 1"),
        (["quotes", "story.txt", "--speaker", " "], "the name is empty"),
        (["quotes", "story.txt", "--threads", "0"], "between 1 and 64"),
        (["quotes", "-", "-"], "only once"),
        (["stats", "-", "-"], "only once"),
        (["quotes", "story.txt", "--encoding", "latin-9000"], "latin-9000"),
        (["summarize", "story.txt", "-n", "0"], "1 or more"),
        (["summarize", "story.txt", "--percent", "0"], "between 0 and 100"),
        (["summarize", "story.txt", "--words", "9", "-n", "2"], "one length"),
        (["summarize", "gone.txt", "--method", "best"], "news, "),
        (["summarize", "story.txt", "--language", "klingon"], "klingon"),
        (["schema"], "quotes, summary, text, speakers, stats"),
        (["schema", "articles"], "quotes, summary, text, speakers, stats"),
        (["quote", "story.txt"], "did you mean quotes?"),
        (["story.txt"], "pressq quotes story.txt"),
        (["https://example.org/a"], "pressq quotes https://example.org/a"),
        (["frobnicate"], "pressq --help"),
        (["quotes", "story.txt", "--sppeaker", "x"], "did you mean --speaker?"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_what_would_be_right(run, arguments, told):
    status, out, err = run(*arguments)
    problem, *hint = err.splitlines()
    assert (status, out) == (2, "")
    assert problem.startswith("pressq: error: ")
    assert told in problem + "".join(hint)
    assert len(hint) <= 1
    assert all(line.startswith("hint: ") for line in hint)


def test_a_fault_of_pressq_is_no_traceback_unless_asked_for(run, monkeypatch):
    def break_down(*_, **__):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("pressq.batch.jobs.quotes", break_down)
    status, _, err = run("quotes", "story.txt")
    assert status == 3
    assert err == (
        "pressq: error: story.txt: internal error: ZeroDivisionError: by zero\nhint: --debug shows the traceback\n"
    )
    assert "Traceback" in run("quotes", "story.txt", "--debug")[2]


def test_an_interrupt_is_status_130(run, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("pressq.batch.jobs.quotes", interrupt)
    assert run("quotes", "story.txt") == (130, "", "")


FORMATS = ["table", "json", "jsonl", "csv", "md"]
ACTS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
PIECES = st.sampled_from(
    ['"', "'", "“", "”", "\n\n", " ", "she said", "Ines Varga", "\x1b[31m", "\u202e", "=", "[/b]", ".", "# "]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.text(max_size=8)).map("".join), st.sampled_from(FORMATS))
def test_whatever_an_article_holds_nothing_breaks_and_nothing_acts(run, text, form):
    for command in ("quotes", "summarize", "speakers"):
        status, out, err = run(command, "-", "--format", form, stdin=text)
        assert status in {0, 3} or (status == 2 and "hint: pip install" in err)  # some languages need a package
        assert "internal" not in err
        assert not ACTS.search(out + err)


# -- a file that is not there, a speaker who says nothing, a run that was stopped


def test_a_name_that_is_nearly_right_is_told(run):
    assert run("quotes", "stroy.txt")[2] == "pressq: error: stroy.txt: no such file\nhint: did you mean story.txt?\n"
    assert "did you mean" not in run("quotes", "entirely-else.md")[2]


def test_who_speaks_is_told_where_nobody_does_who_was_asked_for(run):
    for form in ("table", "jsonl"):
        err = run("quotes", "story.txt", "--speaker", "Zebulon", "--format", form)[2]
        assert err.startswith("pressq: no such quotation of 'Zebulon'\nhint: the speakers are ")
        assert "Ines Varga, Otto Lind" in err
    assert "pressq speakers" in run("quotes", "story.txt", "silent.txt", "--speaker", "Zebulon")[2]
    assert run("quotes", "story.txt", "--speaker", "Varga")[2] == ""
    assert run("quotes", "story.txt", "--speaker", "Zebulon", "-q")[2] == ""


def test_what_a_stopped_run_has_left_is_given_up_only_when_that_is_said(run, tmp_path):
    part = tmp_path / "out.jsonl.part"
    part.write_text("{}\n")
    status, _, err = run("quotes", "story.txt", "-o", "out.jsonl")
    assert (status, part.read_text()) == (2, "{}\n")
    assert "an interrupted run left 1 line" in err
    assert "--resume continues it, --restart discards them" in err
    assert run("quotes", "story.txt", "-o", "out.jsonl", "--restart", "-q") == (0, "", "")
    assert not part.exists()


def test_a_stopped_run_tells_what_is_kept_and_how_to_go_on(run, monkeypatch):
    from pressq.batch import jobs

    found = jobs.quotes

    def stop_at_the_second(article, **options):
        if article.source == "silent.txt":
            raise KeyboardInterrupt
        return found(article, **options)

    monkeypatch.setattr("pressq.batch.jobs.quotes", stop_at_the_second)
    status, _, err = run("quotes", "story.txt", "silent.txt", "-o", "out.jsonl", "-j", "1")
    assert status == 130
    assert err == "pressq: stopped; 1 line of out.jsonl kept\nhint: the same command with --resume continues\n"


# -- the rest


def test_verbose_names_the_encoding(run, tmp_path):
    (tmp_path / "old.txt").write_bytes("Caf\xe9 “Z” said nothing – at all.".encode("cp1252"))
    err = run("text", "old.txt", "-v", "--encoding", "cp1252")[2]
    assert err.startswith("pressq: old.txt: ")
    assert "1252" in err
    assert run("text", "old.txt")[2] == ""


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (["-o", "out.json"], "{\n"),
        (["-o", "out.jsonl"], '{"schema"'),
        (["-o", "out.CSV"], "source,"),
        (["-o", "out.md"], "# Porthaven"),
        (["-o", "out.txt"], "Porthaven"),
        (["-o", "out"], "Porthaven"),
        (["-o", "out.csv", "--format", "md"], "# Porthaven"),
        (["-o", "out.csv", "--json"], "{\n"),
    ],
)
def test_the_name_of_the_output_tells_the_format_where_nothing_else_does(run, tmp_path, options, begins):
    assert run("quotes", "story.txt", *options, "-q") == (0, "", "")
    assert (tmp_path / options[1]).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize("arguments", [["--version"], ["quotes", "--version"]])
def test_the_version(run, arguments):
    assert run(*arguments) == (0, f"pressq {__version__}\n", "")


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", ["", "quotes", "summarize", "summarise", "speakers", "text", "stats", "schema"])
def test_help_is_everywhere(run, command, flag):
    status, out, _ = run(*filter(None, [command, flag]))
    assert status == 0
    assert out.startswith(f"Usage: pressq {command}".strip())


def test_no_command_shows_the_commands(run):
    status, out, err = run()
    assert (status, err) == (0, "")
    assert "summarize" in out
    assert "quotes" in out


@pytest.mark.parametrize("name", ["out.docx", "out.jsonl.gz"])
def test_a_name_that_ends_in_no_format_is_refused_with_the_list(run, tmp_path, name):
    status, out, err = run("quotes", "story.txt", "-o", name)
    assert (status, out) == (2, "")
    assert ".csv, .md, .html, .htm, .parquet, .xlsx, .db" in err
    assert not (tmp_path / name).exists()
