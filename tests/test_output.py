"""What is written: JSON to the contract, CSV for spreadsheets, Markdown for notes, nothing hostile, files whole."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import replace

import pytest
from handmade import HOSTILE, MAYOR, QUOTES, STORY, SUMMARY, article, hostile, quote
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pressq.article import Block, Passage, Quotes, Summary
from pressq.errors import EmptyInputError, OutputError, UsageError
from pressq.output.destination import destination
from pressq.output.phrasing import attribution, certainty, count_quotes
from pressq.output.printable import escape_json, one_line, printable
from pressq.output.results import COLUMNS, failure, record
from pressq.output.schema import schema
from pressq.output.writers import CsvWriter, JsonLinesWriter, JsonWriter, MarkdownWriter
from pressq.report.speaker_profiles import speakers

RESULTS = {"quotes": QUOTES, "summary": SUMMARY, "text": STORY, "speakers": speakers([QUOTES])}
ANYTHING = st.text(st.characters(exclude_categories=())) | st.just(HOSTILE)
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def written(writer_type, *results, several=False, failures=()):
    stream = io.StringIO()
    writer = writer_type(stream, type(results[0]) if results else Quotes, several=several)
    for result in results:
        writer.add(result)
    for source, error in failures:
        writer.fail(source, error)
    writer.close()
    return stream.getvalue()


# -- JSON


def test_a_quote_has_the_shape_of_the_contract():
    page = article('"A fine day," she said. "Really."')
    said = record(Quotes(page, (quote(page, '"A fine day,"', '"Really."', speaker=MAYOR),)))["quotes"][0]
    assert said == {
        "id": 1,
        "kind": "direct",
        "text": "A fine day, Really.",
        "spans": [{"start": 1, "end": 12, "quoted": True}, {"start": 25, "end": 32, "quoted": True}],
        "speaker": {
            "name": MAYOR.name,
            "kind": "person",
            "role": MAYOR.role,
            "aliases": ["Varga"],
            "pronoun": None,
            "key": "person:ines-varga",
            "members": [],
        },
        "mention": None,
        "cue": None,
        "confidence": 0.9,
        "speech": True,
        "quoted": "“A fine day” … “Really.”",
        "sentence": {"start": 0, "end": len(page.text), "text": page.text},
        "paragraph": 1,
        "polarity": "asserted",
        "origin": "model",
    }


def test_a_summary_has_the_shape_of_the_contract():
    made = record(SUMMARY)
    assert made["schema"] == "pressq.summary/1"
    assert made["sentences"] == [
        {
            "start": 18,
            "end": 160,
            "text": STORY.text[18:160],
            "index": 0,
            "paragraph": 1,
            "score": 0.7123,
        }
    ]
    assert made["keywords"][0] == {"text": "harbour wall", "score": 0.5}


def test_an_article_tells_unknown_fields_as_null():
    head = record(article("Rain."))["article"]
    assert head["title"] is head["published"] is head["language"] is None
    assert (head["source"], head["characters"]) == ("story.txt", 5)
    assert re.fullmatch("[0-9a-f]{64}", head["sha256"])


@pytest.mark.parametrize("name", RESULTS)
def test_every_output_validates(name):
    validator = Draft202012Validator(schema(name))
    validator.check_schema(schema(name))
    validator.validate(record(RESULTS[name]))


@pytest.mark.parametrize("name", ["quotes", "summary", "text"])
def test_the_line_of_a_failure_validates(name):
    made = failure(type(RESULTS[name]), "gone.txt", EmptyInputError("no text in it"))
    Draft202012Validator(schema(name)).validate(made)
    assert made["error"] == {"code": "empty", "message": "no text in it"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made.pop("schema"),
        lambda made: made["quotes"][0].pop("speaker"),
        lambda made: made["quotes"][0].update(kind="reported"),
        lambda made: made["quotes"][0]["spans"].clear(),
        lambda made: made["quotes"][0].update(confidence=2),
        lambda made: made["article"].update(published="last week"),
    ],
)
def test_the_schema_refuses_what_the_contract_forbids(spoil):
    made = record(QUOTES)
    spoil(made)
    assert not Draft202012Validator(schema("quotes")).is_valid(made)


def test_an_unknown_schema_names_the_known_ones():
    with pytest.raises(UsageError, match="quotes, summary, text, speakers, stats"):
        schema("article")


def test_one_file_gives_an_object_several_an_array():
    assert json.loads(written(JsonWriter, QUOTES))["schema"] == "pressq.quotes/1"
    assert [one["schema"] for one in json.loads(written(JsonWriter, SUMMARY, SUMMARY, several=True))] == [
        "pressq.summary/1"
    ] * 2
    assert json.loads(written(JsonWriter, SUMMARY, several=True))[0]["method"] == "news"


def test_json_lines_are_one_a_result_and_one_a_failure():
    text = written(JsonLinesWriter, QUOTES, QUOTES, failures=[("gone.txt", EmptyInputError("no text in it"))])
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["article"]["source"] for line in lines] == ["story.txt", "story.txt", "gone.txt"]
    assert "quotes" not in lines[2]


@given(ANYTHING)
def test_json_says_any_text_exactly_and_acts_on_no_terminal(text):
    document = escape_json(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(document) == {"text": text}
    assert not ACTS.search(document)


def test_json_leaves_letters_of_all_languages_readable():
    assert "Zoë, 北京, «да»" in written(JsonWriter, article("Zoë, 北京, «да»"))


# -- plain text


@given(ANYTHING)
def test_printable_text_keeps_its_length_and_acts_on_no_terminal(text):
    shown = printable(text)
    assert len(shown) == len(text)
    assert not ACTS.search(shown.replace("\r\n", "\n"))
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — “text”, 北京", "plain — “text”, 北京"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\u202eb", "a�b"),
        ("\x7f\x9b\ud800", "␡��"),
        ("one\r\ntwo\n\tthree", "one\r\ntwo\n\tthree"),
        ("hidden\rshown", "hidden␍shown"),
    ],
)
def test_hostile_characters_are_shown_as_one_visible_character(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("confidence", "word"), [(1, "sure"), (0.9, "sure"), (0.89, "likely"), (0.6, "likely"), (0.59, "doubtful")]
)
def test_a_confidence_in_a_word(confidence, word):
    assert certainty(confidence) == word


def test_beside_a_quotation_stand_its_place_its_cue_and_what_marks_do_not_tell():
    page = article("# Sea calm", "It was calm.")
    cue = Passage.cut(page.text, 15, 18)
    assert attribution(replace(quote(page, "calm"), cue=cue), page) == ["headline", "was", "indirect"]
    spoken = article("# Sea calm", 'She said: "Calm."')
    assert attribution(replace(quote(spoken, '"Calm."'), cue=Passage.cut(spoken.text, 16, 20)), spoken) == [
        "¶1",
        "said",
    ]
    assert attribution(quote(page, '"It"'), page) == ["¶1"]
    assert attribution(replace(quote(page, "It was"), speech=False), page) == ["¶1", "indirect", "not said"]


def test_paragraphs_of_a_quotation_stay_paragraphs():
    page = article('"Yes.\n\n"No."', blocks=(Block(0, 5, "body"), Block(7, 12, "body")))
    found = Quotes(page, (quote(page, '"Yes."', '"No."', speaker=MAYOR),))
    assert "> “Yes.”\n>\n> “No.”\n>\n> — **Ines Varga**" in written(MarkdownWriter, found)


def test_the_caption_counts():
    assert count_quotes(QUOTES) == "5 quotations, 2 speakers, 1 without a speaker"
    assert count_quotes(Quotes(STORY, ())) == "No quotations found."


# -- CSV


def test_csv_has_a_header_and_a_row_a_quotation():
    rows = list(csv.DictReader(io.StringIO(written(CsvWriter, QUOTES, QUOTES, several=True))))
    assert len(rows) == 10
    assert rows[0]["speaker"] == "Ines Varga"
    assert rows[2]["text"] == "the works a promise kept"
    assert (rows[4]["speaker"], rows[4]["role"]) == ("", "")


def test_csv_of_no_quotations_is_a_header():
    assert written(CsvWriter, Quotes(STORY, ())) == ",".join(COLUMNS[Quotes]) + "\r\n"


@pytest.mark.parametrize("name", RESULTS)
def test_every_csv_row_fills_every_column(name):
    result = RESULTS[name]
    header, *rows = csv.reader(io.StringIO(written(CsvWriter, result)))
    assert rows
    assert {len(row) for row in rows} == {len(header)} == {len(COLUMNS[type(result)])}


@given(st.sampled_from(["=", "+", "-", "@", "\t=", "\r@", " =", "\x1b="]), ANYTHING)
def test_no_csv_cell_is_a_formula(start, rest):
    page = article(start + rest + "x")
    row = list(csv.reader(io.StringIO(written(CsvWriter, page), newline="")))[1]
    assert not row[-1].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not any(map(ACTS.search, row))


# -- Markdown


def test_markdown_quotes_block_by_block():
    text = written(MarkdownWriter, QUOTES)
    assert text.startswith("# Porthaven to raise its harbour wall\n\n*Ana Roe · 2025-03-03*\n\n")
    assert (
        "> “Not one.”\n>\n> — **Ines Varga**, mayor of Greater Porthaven and chair of its harbour board (¶1 · sure)\n"
        in text
    )
    assert "> — *unattributed* (¶1 · sure)\n" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# not a head", "\\# not a head"),
        ("[a](http://b) *c* _d_ `e`", "\\[a\\](http://b) \\*c\\* \\_d\\_ \\`e\\`"),
        ("<script>&amp;", "&lt;script&gt;&amp;amp;"),
        ("1. not a list", "1\\. not a list"),
        ("- not a list", "\\- not a list"),
        ("a | b", "a \\| b"),
    ],
)
def test_no_word_is_markup_in_markdown(text, shown):
    page = article(text, blocks=[Block(0, len(text), "body")])
    assert written(MarkdownWriter, page).endswith(f"\n\n{shown}\n")


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_markdown_of_every_result_ends_with_a_line_end(result):
    assert written(MarkdownWriter, result).endswith("\n")


def test_markdown_of_a_hostile_article_acts_on_no_terminal():
    assert not ACTS.search(written(MarkdownWriter, hostile()).replace("\n", ""))


# -- files


def test_a_file_appears_whole(tmp_path):
    target = tmp_path / "out.json"
    with destination(str(target)) as stream:
        stream.write("«whole» \ud800")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "«whole» \\ud800"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_a_file_is_left_as_it_was_when_work_stops(tmp_path, fault):
    target = tmp_path / "out.json"
    target.write_text("before")

    def stop_half_way():
        with destination(str(target)) as stream:
            stream.write("half")
            raise fault

    with pytest.raises(fault):
        stop_half_way()
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_written_leaves_no_file(tmp_path):
    with destination(str(tmp_path / "out.json")):
        pass
    assert not list(tmp_path.iterdir())


def test_the_mode_of_a_file_stays(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("before")
    target.chmod(0o600)
    with destination(str(target)) as stream:
        stream.write("after")
    assert target.read_text() == "after"
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_pipe_is_written_straight():
    reading, writing = os.pipe()
    if not os.path.exists(f"/dev/fd/{writing}"):
        pytest.skip("open files have no path on this system")
    with destination(f"/dev/fd/{writing}") as stream:
        stream.write("straight")
    os.close(writing)
    with os.fdopen(reading) as end:
        assert end.read() == "straight"


@pytest.mark.parametrize("path", ["no/such/folder/out.json", "."])
def test_what_cannot_be_written_is_an_error_of_the_output(tmp_path, path):
    with pytest.raises(OutputError, match="cannot be written"), destination(str(tmp_path / path)):
        pass


def test_summaries_of_two_articles_are_parted_in_markdown():
    text = written(MarkdownWriter, SUMMARY, Summary(STORY, "luhn", (), ()), several=True)
    assert text.count("# Porthaven to raise its harbour wall\n\n*story.txt · Ana Roe") == 2
