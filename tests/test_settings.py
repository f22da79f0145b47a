"""Defaults that users set: where they are found, what comes before what, and what is refused."""

from __future__ import annotations

import json
import os

import pytest

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
        ("jobs = 'two'", "pressq.toml: jobs: 'two' is not a whole number"),
        ("jobs = 0", "pressq.toml: jobs: 0 is not 1 or more"),
        ("formt = 'csv'", "pressq.toml: no such option: 'formt'"),
        ("formt = 'csv'", "did you mean format?"),
        ("[quotes]\nsentences = 2", "pressq.toml: no such option: 'sentences'"),
        ("output = 'all.csv'", "pressq.toml: no such option: 'output'"),
        ("quiet = 'perhaps'", "pressq.toml: quiet: 'perhaps' is neither yes nor no"),
        ("dask = 'tcp://elsewhere:1'", "pressq.toml: dask may not be set here"),
        ("allow-private = true", "pressq.toml: allow-private may not be set here"),
        ("format = ", "pressq.toml: not TOML"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(run, tmp_path, text, told):
    write(tmp_path, here=text)
    status, out, err = run("quotes", "story.txt")
    assert (status, out) == (2, "")
    assert told in err
    assert run("quotes", "--help")[0] == 0


def test_a_variable_is_named_in_its_error(run, monkeypatch):
    monkeypatch.setenv("PRESSQ_MIN_WORDS", "many")
    assert run("quotes", "story.txt")[2] == "pressq: error: PRESSQ_MIN_WORDS: 'many' is not a whole number\n"


def test_ones_own_file_may_trust_somebody(run, tmp_path):
    write(tmp_path, own="allow-private = true")
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
