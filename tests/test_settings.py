"""Defaults that users set: where they are found, what comes before what, and what is refused."""

from __future__ import annotations

import json
import os

import pytest

from pressq.cli import settings
from pressq.cli.program import program
from pressq.cli.values import Option

STORY = '"We waited ten years for this wall," said Ines Varga, the mayor.\n\nOtto Lind said they would wait longer.\n'


@pytest.fixture
def run(run, tmp_path, monkeypatch):
    """Runs `pressq` in a folder with story.txt, below one for the user's own file, with no settings yet."""
    folder = tmp_path / "work" / "today"
    folder.mkdir(parents=True)
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "own" / "pressq").mkdir(parents=True)
    for name in [name for name in os.environ if name.startswith("PRESSQ_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.chdir(folder)
    return run


def write(tmp_path, **files):
    places = {"own": "own/pressq/pressq.toml", "above": "work/pressq.toml", "here": "work/today/pressq.toml"}
    for place, text in files.items():
        (tmp_path / places[place]).write_text(text, encoding="utf-8")


def begins(run, *arguments):
    return run("quotes", "story.txt", *arguments)[1][:2]


FORMS = {"json": "{\n", "jsonl": '{"', "csv": "so"}


def test_what_is_nearer_counts_more(run, tmp_path, monkeypatch):
    write(tmp_path, own='format = "csv"')
    assert begins(run) == FORMS["csv"]
    write(tmp_path, above='format = "json"')
    assert begins(run) == FORMS["json"]
    write(tmp_path, here='format = "jsonl"')
    assert begins(run) == FORMS["jsonl"]
    monkeypatch.setenv("PRESSQ_FORMAT", "csv")
    assert begins(run) == FORMS["csv"]
    assert begins(run, "--format", "json") == FORMS["json"]


def test_the_table_of_a_command_counts_more_than_what_is_for_all(run, tmp_path):
    write(tmp_path, here='format = "csv"\n[quotes]\nformat = "json"\nmin-words = 6\n[summarise]\n')
    assert run("quotes", "story.txt")[0] == 2
    write(tmp_path, here='format = "csv"\n[quotes]\nformat = "json"\nmin-words = 6\n[summarize]\nsentences = 1')
    assert [len(one["text"].split()) >= 6 for one in json.loads(run("quotes", "story.txt")[1])["quotes"]] == [True]
    assert run("summarise", "story.txt")[1].count("\n") == 2


def test_a_project_may_set_them_too(run, tmp_path):
    (tmp_path / "work" / "pyproject.toml").write_text('[tool.pressq]\nformat = "json"\n', encoding="utf-8")
    assert begins(run) == FORMS["json"]


def test_a_variable_names_the_one_file_to_read(run, tmp_path, monkeypatch):
    write(tmp_path, here='format = "json"', own='format = "csv"')
    monkeypatch.setenv("PRESSQ_CONFIG", str(tmp_path / "own" / "pressq" / "pressq.toml"))
    assert begins(run) == FORMS["csv"]
    monkeypatch.setenv("PRESSQ_CONFIG", "")
    assert begins(run) not in FORMS.values()


def test_the_name_of_the_output_counts_more_than_a_default(run, tmp_path):
    write(tmp_path, here='format = "csv"')
    assert run("quotes", "story.txt", "-o", "out.json", "-q")[0] == 0
    assert (tmp_path / "work" / "today" / "out.json").read_text(encoding="utf-8").startswith("{")


def test_lists_and_switches(run, tmp_path, monkeypatch):
    write(tmp_path, here='kind = ["direct", "mixed"]\nformat = "json"')
    assert {one["kind"] for one in json.loads(run("quotes", "story.txt")[1])["quotes"]} == {"direct"}
    monkeypatch.setenv("PRESSQ_SPEAKER", "Ines Varga")
    monkeypatch.setenv("PRESSQ_KIND", "direct,indirect")
    monkeypatch.setenv("PRESSQ_ATTITUDES", "yes")
    assert len(json.loads(run("quotes", "story.txt")[1])["quotes"]) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("max-failures = 'two'", "pressq.toml:1: max-failures: 'two' is not a whole number"),
        ("\nmax_failures = -1", "pressq.toml:2: max-failures: -1 is not 0 or more"),
        ("max-failures = true", "pressq.toml:1: max-failures: True is not a whole number"),
        ("max-failures = 1.5", "pressq.toml:1: max-failures: 1.5 is not a whole number"),
        (f"max-failures = {'9' * 5000}", "pressq.toml: a number is too large"),
        (f"max-failures = {'9' * 4000}", "pressq.toml:1: max-failures: the number is too large"),
        (f"max-failures = 0x{'f' * 5000}", "pressq.toml:1: max-failures: the number is too large"),
        (f"min-confidence = {'9' * 400}", "pressq.toml:1: min-confidence: the number is too large"),
        ("formt = 'csv'", "pressq.toml:1: no such option: 'formt'"),
        ("formt = 'csv'", "did you mean format?"),
        ("# ours\n\n[quotes]\nsentences = 2", "pressq.toml:4: no such option: 'sentences'"),
        ("[quots]\nkind = 'direct'", "pressq.toml:1: no such command: 'quots'"),
        ("[quots]\nkind = 'direct'", "did you mean [quotes]?"),
        ("quotes = 1", "pressq.toml:1: no such option: 'quotes'"),
        ("output = 'all.csv'", "pressq.toml:1: no such option: 'output'"),
        ("quiet = 'perhaps'", "pressq.toml:1: quiet: 'perhaps' is neither yes nor no"),
        ("encoding = 8", "pressq.toml:1: encoding: a text in quotation marks is needed"),
        ("speaker = [1]", "pressq.toml:1: speaker: a text in quotation marks is needed"),
        ("format = ", "pressq.toml: not TOML"),
        (f"format = {'[' * 100_000}", "pressq.toml: nested too deeply"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(run, tmp_path, text, told):
    write(tmp_path, here=text)
    status, out, err = run("quotes", "story.txt")
    assert (status, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1 + ("hint: " in err)
    assert run("quotes", "--help")[0] == 0


@pytest.mark.parametrize("unit", ["sentences", "percent", "words", "characters"])
def test_a_length_that_makes_no_sense_is_told_with_its_place(run, tmp_path, unit):
    write(tmp_path, here=f"{unit} = -1")
    status, _, err = run("summarize", "story.txt")
    assert status == 2
    assert f"pressq.toml:1: {unit}: -1 is not " in err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tool = 1 # tool.pressq", "pyproject.toml:1: tool is not a table"),
        ("[[tool.pressq]]\na = 3", "pyproject.toml:1: tool.pressq is not a table"),
        ("[tool]\npressq = 'json'", "pyproject.toml:2: tool.pressq is not a table"),
        ("[project]\nname = 'formt'\n[tool.pressq]\nformt = 'csv'", "pyproject.toml:4: no such option: 'formt'"),
        ("[tool.pressq.quots]\nkind = 'direct'", "pyproject.toml:1: no such command: 'quots'"),
        ("[tool.pressq.quotes]\nmin-words = 'two'", "pyproject.toml:2: min-words: 'two' is not a whole number"),
    ],
)
def test_what_makes_no_sense_in_a_project_is_told_with_its_place(run, tmp_path, text, told):
    (tmp_path / "work" / "pyproject.toml").write_text(text, encoding="utf-8")
    status, out, err = run("quotes", "story.txt")
    assert (status, out) == (2, "")
    assert told in err


@pytest.mark.parametrize("text", ["", "[project]\nname = 'pressq'\n", "# Müller\n"])
def test_a_project_without_our_settings_is_none_of_ours(run, tmp_path, text):
    write(tmp_path, above='format = "json"')
    (tmp_path / "work" / "today" / "pyproject.toml").write_text(text, encoding="latin-1")
    assert begins(run) == FORMS["json"]


REFUSED = {
    "against": '["http://127.0.0.1:1/x"]',
    "threads": "100000",
    "jobs": "2",
    "dask": '"tcp://elsewhere:1"',
    "allow-private": "true",
    "timeout": "1e9",
    "max-seconds": "1e9",
    "glob": '"../**"',
    "open": "true",
}


@pytest.mark.parametrize("option", REFUSED)
@pytest.mark.parametrize("place", ["here", "above"])
@pytest.mark.parametrize("command", ["quotes", "report"])
def test_the_file_of_a_folder_fetches_nothing_and_starts_nothing(run, tmp_path, monkeypatch, command, place, option):
    def refuse(*_, **__):
        raise AssertionError("something is fetched or opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("webbrowser.open", refuse)
    write(tmp_path, **{place: f"{option} = {REFUSED[option]}"})
    status, out, err = run(command, "story.txt")
    assert (status, out) == (2, "")
    assert f"pressq.toml:1: {option} may not be set in the file of a folder, only by --{option}, PRESSQ_" in err
    assert len(err.splitlines()) == 1


def test_what_the_file_of_a_folder_may_set_is_an_option(run):
    options = {name.rpartition(".")[2] for name in json.loads(run("config", "--json")[1])["options"]}
    assert {name.replace("_", "-") for name in settings._HARMLESS} | set(REFUSED) <= options
    assert not {name.replace("_", "-") for name in settings._HARMLESS} & set(REFUSED)


@pytest.mark.parametrize("threads", ["100000", "65", "0", "9" * 400])
def test_threads_have_a_bound(run, threads):
    status, _, err = run("quotes", "story.txt", "--threads", threads)
    assert status == 2
    assert "--threads: " in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("sentences = 2", ["summarize", "--words", "40"]),
        ("percent = 20", ["summarize", "-n", "1"]),
        ('format = "csv"', ["report"]),
        ('format = "html"', ["speakers"]),
        ('format = "xlsx"', ["quotes"]),
        ("bom = true", ["quotes", "--json"]),
        ('bom = true\nformat = "json"', ["quotes"]),
    ],
)
def test_a_default_forbids_no_option_and_no_command(run, tmp_path, text, arguments):
    write(tmp_path, here=text)
    assert run(*arguments, "story.txt")[::2] == (0, "")


def test_a_default_of_one_length_gives_way_to_another(run, tmp_path, monkeypatch):
    write(tmp_path, here="sentences = 2")
    assert len(json.loads(run("summarize", "story.txt", "--words", "15", "--json")[1])["sentences"]) == 1
    monkeypatch.setenv("PRESSQ_WORDS", "15")
    assert len(json.loads(run("summarize", "story.txt", "--json")[1])["sentences"]) == 1


def test_a_default_of_jobs_gives_way_to_a_cluster(run, tmp_path):
    write(tmp_path, own="jobs = 2")
    err = run("quotes", "story.txt", "--dask", "tcp://127.0.0.1:1")[2]
    assert "a cluster has its own workers" not in err


def test_a_mark_for_excel_is_set_for_csv(run, tmp_path):
    write(tmp_path, here='bom = true\nformat = "csv"')
    assert run("quotes", "story.txt")[1].startswith("\ufeff")


def test_a_variable_that_sets_nothing_is_told(run, monkeypatch):
    monkeypatch.setenv("PRESSQ_MINWORDS", "5")
    status, _, err = run("quotes", "story.txt")
    assert (status, err) == (0, "pressq: PRESSQ_MINWORDS sets no option; did you mean PRESSQ_MIN_WORDS?\n")
    assert run("quotes", "story.txt", "-q")[2] == ""


def test_a_variable_is_named_in_its_error(run, monkeypatch):
    monkeypatch.setenv("PRESSQ_MIN_WORDS", "many")
    assert run("quotes", "story.txt")[2] == "pressq: error: PRESSQ_MIN_WORDS: 'many' is not a whole number\n"


def test_ones_own_file_may_trust_somebody(run, tmp_path):
    write(tmp_path, own='allow-private = true\nthreads = 2\nagainst = "story.txt"')
    assert run("quotes", "story.txt")[0] == 0


def test_config_shows_what_holds_and_why(run, tmp_path, monkeypatch):
    write(tmp_path, here="[quotes]\nmin-words = 5", own="jobs = 2")
    monkeypatch.setenv("PRESSQ_FORMAT", "json")
    read, below, *lines = run("config")[1].splitlines()
    assert (read, below) == tuple(
        f"read: {tmp_path / place}" for place in ("work/today/pressq.toml", "own/pressq/pressq.toml")
    )
    rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in lines}
    assert rows["format"] == ["json", "PRESSQ_FORMAT"]
    assert rows["jobs"] == ["2", str(tmp_path / "own/pressq/pressq.toml")]
    assert rows["quotes.min-words"] == ["5", str(tmp_path / "work/today/pressq.toml")]
    assert rows["timeout"] == ["20.0", "built in"]
    made = json.loads(run("config", "--json")[1])
    assert made["files"] == [read.removeprefix("read: "), below.removeprefix("read: ")]
    assert made["options"]["quotes.min-words"] == {"value": 5, "origin": rows["quotes.min-words"][1]}
    assert made["options"]["timeout"] == {"value": 20.0, "origin": "built in"}


def test_config_finds_wrong_values(run, monkeypatch):
    monkeypatch.setenv("PRESSQ_FORMAT", "yaml")
    status, _, err = run("config")
    assert status == 2
    assert "PRESSQ_FORMAT: 'yaml' is not one of table" in err


def test_an_option_has_one_name():
    for command in program().every_command().values():
        for option in command.params:
            if isinstance(option, Option) and option.may_be_set:
                assert f"--{option.name.replace('_', '-')}" in option.opts
