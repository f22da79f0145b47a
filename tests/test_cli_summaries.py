"""`pressq summarize` with all its options, end to end."""

from __future__ import annotations

import csv
import io
import json
import sys
from functools import partial

import pytest
from jsonschema import Draft202012Validator

from pressq.output.schema import schema

FERRY = """\
Ferry to run while the bridge is closed

A ferry will carry passengers across the Orne from Monday, because the bridge at Talheim is closed for repairs.

The ferry holds 80 people and leaves every ten minutes between six in the morning and midnight.

"Nobody will be late for school because of the bridge," said Ruth Amsel, who heads the port authority.

The repairs of the bridge will take two years and cost 62 million crowns, most of it paid by the state.

Shop owners in the old town fear that customers will stay away, as they did during the flood.
"""
TOLLS = """\
Bridge tolls to pay for the repairs

A ferry will carry passengers across the Orne from Monday, because the bridge at Talheim is closed for repairs.

A toll of three crowns on the northern bridge will help to pay for the works, the ministry said.

Hauliers called the toll unfair and announced a protest at the customs office in Talheim on Friday.
"""


@pytest.fixture
def run(run, tmp_path):
    """Runs `pressq summarize` in a folder with ferry.txt and tolls.txt."""
    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "tolls.txt").write_text(TOLLS, encoding="utf-8")
    return partial(run, "summarize")


def made(run, *arguments):
    status, out, err = run(*arguments, "--json")
    assert (status, err) == (0, "")
    value = json.loads(out)
    Draft202012Validator(schema("summary")).validate(value)
    return value


def test_three_sentences_are_the_default(run):
    assert len(made(run, "ferry.txt")["sentences"]) == 3


def test_a_percentage(run):
    assert len(made(run, "ferry.txt", "--percent", "40")["sentences"]) == 2


@pytest.mark.parametrize("limit", [1, 15, 16, 17, 40, 60, 500])
def test_at_most_so_many_words(run, limit):
    sentences = made(run, "ferry.txt", "--words", str(limit))["sentences"]
    assert sum(len(sentence["text"].split()) for sentence in sentences) <= limit
    assert bool(sentences) == (limit >= 17)


@pytest.mark.parametrize("limit", [50, 100, 280])
def test_at_most_so_many_characters(run, limit):
    sentences = made(run, "ferry.txt", "--characters", str(limit))["sentences"]
    assert len(" ".join(sentence["text"] for sentence in sentences)) <= limit
    assert bool(sentences) == (limit >= 100)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--words", "0"], "--words: 0 is not 1 or more"),
        (["--characters", "-5"], "--characters: -5 is not 1 or more"),
        (["--percent", "101"], "--percent: 101 is not between 0 and 100"),
        (["--percent", "10", "-n", "2"], "one length, not sentences and percent"),
    ],
)
def test_a_length_that_makes_no_sense_is_told_before_anything_is_read(run, options, message):
    status, out, err = run("gone.txt", *options)
    assert (status, out) == (2, "")
    assert message in err


def test_a_query_leans_the_summary(run):
    assert "Shop owners" in made(run, "ferry.txt", "-n", "1", "--query", "customers and shops")["sentences"][0]["text"]


@pytest.mark.parametrize("method", ["news", "luhn", "lex-rank", "kl"])
def test_no_quotes(run, method):
    sentences = made(run, "ferry.txt", "-n", "9", "--no-quotes", "--method", method)["sentences"]
    assert len(sentences) == 4
    assert not any("Amsel" in sentence["text"] for sentence in sentences)


@pytest.mark.parametrize("method", ["news", "random", "lsa"])
def test_the_lead_in_any_case(run, method):
    assert made(run, "ferry.txt", "-n", "1", "--lead", "--method", method)["sentences"][0]["index"] == 0
    assert made(run, "ferry.txt", "--words", "20", "--lead", "--method", method)["sentences"][0]["index"] == 0


def test_an_explanation_adds_up(run):
    value = made(run, "ferry.txt", "--explain")
    for sentence in value["sentences"]:
        assert {"centrality", "lead"} <= sentence["parts"].keys()
        assert sum(sentence["parts"].values()) == pytest.approx(sentence["score"], abs=0.001)
    assert value["left_out"] == []


def test_an_explanation_names_what_was_said_already(run, tmp_path):
    twin = "From Monday a ferry will carry passengers across the Orne, because the bridge at Talheim is closed."
    (tmp_path / "twice.txt").write_text(f"{FERRY}\n{twin}\n", encoding="utf-8")
    value = made(run, "twice.txt", "--explain", "-n", "4")
    (one,) = value["left_out"]
    assert one["text"] == twin
    assert value["sentences"][one["near"]]["index"] == 0
    for form in ("table", "md"):
        assert "left out, " in " ".join(run("twice.txt", "--explain", "-n", "4", "--format", form)[1].split())


def test_a_table_shows_the_parts_of_a_score(run):
    assert " centrality + 0.35 lead" in run("ferry.txt", "--explain")[1]


@pytest.mark.parametrize("method", ["news", "text-rank", "sum-basic"])
def test_one_summary_of_several_articles(run, method):
    value = made(run, "--together", "ferry.txt", "tolls.txt", "-n", "8", "--method", method)
    assert [article["source"] for article in value["articles"]] == ["ferry.txt", "tolls.txt"]
    texts = [sentence["text"] for sentence in value["sentences"]]
    assert len(texts) == len(set(texts)) == 7
    assert {sentence["source"] for sentence in value["sentences"]} == {"ferry.txt", "tolls.txt"}
    stories = {"ferry.txt": FERRY, "tolls.txt": TOLLS}
    for sentence in value["sentences"]:
        assert stories[sentence["source"]][sentence["start"] : sentence["end"]] == sentence["text"]


@pytest.mark.parametrize("form", ["table", "md", "jsonl"])
def test_several_articles_in_every_format_name_their_sources(run, form):
    status, out, _ = run("--together", "ferry.txt", "tolls.txt", "-n", "5", "--format", form)
    assert status == 0
    assert "ferry.txt" in out
    assert "tolls.txt" in out


def test_several_articles_as_rows(run):
    out = run("--together", "ferry.txt", "tolls.txt", "-n", "5", "--format", "csv")[1]
    assert {row["source"] for row in csv.DictReader(io.StringIO(out))} == {"ferry.txt", "tolls.txt"}


def test_one_of_several_articles_that_is_not_there(run):
    status, out, err = run("--together", "ferry.txt", "gone.txt", "--json")
    assert status == 4
    assert "gone.txt" in err
    assert len(json.loads(out)["sentences"]) == 3


def test_a_language_by_code_or_name(run):
    assert made(run, "ferry.txt", "--language", "english") == made(run, "ferry.txt", "--language", "en")


@pytest.mark.parametrize(
    ("language", "module", "package"),
    [
        ("arabic", "pyarabic.araby", "pyarabic"),
        ("chinese", "jieba", "jieba"),
        ("hebrew", "hebrew_tokenizer", "hebrew-tokenizer"),
        ("japanese", "tinysegmenter", "tinysegmenter"),
        ("korean", "konlpy.tag", "konlpy"),
        ("thai", "pythainlp.tokenize", "pythainlp"),
    ],
)
def test_a_language_that_needs_a_package_names_it(run, monkeypatch, language, module, package):
    monkeypatch.setitem(sys.modules, module, None)
    status, out, err = run("ferry.txt", "--language", language)
    assert (status, out) == (2, "")
    needed, hint = err.splitlines()
    assert f"{language.capitalize()} needs the package {package}" in needed
    assert f"hint: pip install {package}" in hint


@pytest.mark.parametrize(
    "language",
    ["cs", "da", "de", "el", "es", "fi", "fr", "hu", "it", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "uk"],
)
def test_all_other_languages_need_none(run, language):
    assert len(made(run, "ferry.txt", "--language", language)["sentences"]) == 3


def test_a_language_that_nobody_knows(run):
    status, _, err = run("ferry.txt", "--language", "klingon")
    assert status == 2
    assert "cannot summarise in 'klingon'" in err
    assert "hint: one of ar, cs, da, de," in err
