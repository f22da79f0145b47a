"""What a run writes: never over an input or somebody else's file, never through a link, never half of something."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from pressq import cli
from pressq.output.journal import journal

SAID = "“We stay,” said Ann Lee, the mayor of the town."
posix = pytest.mark.skipif(os.name != "posix", reason="no links, pipes and signals as meant here")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for number in range(3):
        Path(f"in/{number}.txt").write_text(f"{SAID} {number}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder, capsys):  # noqa: ARG001 -- the commands run there
    def run(*arguments):
        status = cli.main(["quotes", *arguments, "-j", "1"])
        return status, capsys.readouterr().err

    return run


def test_an_input_is_not_written_over(run, folder):
    os.link("in/0.txt", "hard.txt")
    Path("soft.txt").symlink_to("in/0.txt")
    Path("retry.failed.jsonl").write_text('{"text": "Words."}\n')
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    for given in (
        ["in/0.txt", "-o", "in/0.txt"],
        ["in/0.txt", "-o", "./in/../in/0.txt"],
        ["in/0.txt", "-o", "hard.txt"],
        ["in/0.txt", "-o", "soft.txt"],
        ["soft.txt", "-o", "in/0.txt", "--json"],
        ["in/1.txt", "retry.failed.jsonl", "-o", "retry.csv"],
    ):
        status, err = run(*given)
        assert status == 2
        assert "is an input" in err
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


@pytest.mark.parametrize("command", ["verify", "report"])
def test_a_source_is_not_written_over(folder, command, capsys):
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    page = ["--format", "html"] if command == "report" else []
    assert cli.main([command, "in/0.txt", "--against", "in/1.txt", "-o", "in/1.txt", *page]) == 2
    assert "in/1.txt would be written over, and it is an input" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_what_a_check_made_among_its_sources_is_none_of_them(folder):  # noqa: ARG001 -- the commands run there
    Path("sources").mkdir()
    Path("sources/speech.txt").write_text("Nothing of the kind was ever said.")
    for _ in range(2):
        assert cli.main(["verify", "in/0.txt", "--against", "sources", "-o", "sources/out.jsonl", "-q"]) == 1
        assert '"missing"' in Path("sources/out.jsonl").read_text()


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.json", "out.html"])
@pytest.mark.parametrize("given", ["in", "in/*"])
def test_what_a_run_made_in_its_folder_is_no_input_of_the_next_one(run, name, given):
    Path("in/bad.txt").write_bytes(b"\0" * 99)
    results = set()
    for _ in range(3):
        assert run(given, "-o", f"in/{name}")[0] == 4
        results.add(Path(f"in/{name}").read_bytes())
    assert len(results) == 1
    assert Path("in/out.failed.jsonl").exists()


def test_a_list_of_failures_replaces_only_another(run):
    Path("out.failed.jsonl").write_text('{"my": "notes"}\n')
    status, err = run("in", "-o", "out.csv")
    assert (status, Path("out.failed.jsonl").read_text()) == (2, '{"my": "notes"}\n')
    assert "no such list" in err
    assert not Path("out.csv").exists()
    failure = {"schema": "pressq.quotes/1", "article": {"source": "x"}, "error": {"code": "empty", "message": "no"}}
    Path("out.failed.jsonl").write_text(json.dumps(failure) + "\n")
    assert run("in", "-o", "out.csv")[0] == 0
    assert not Path("out.failed.jsonl").exists()


@posix
@pytest.mark.parametrize("end", ["part", "kept"])
def test_nothing_is_written_through_a_link(run, end):
    Path("precious.txt").write_text("precious")
    Path("out.jsonl.part").write_text("{}\n") if end == "kept" else None
    Path(f"out.jsonl.{end}").symlink_to("precious.txt")
    assert run("in", "-o", "out.jsonl", *(["--resume"] if end == "kept" else []))[0] in {0, 2}
    Path(f"out.jsonl.{end}").unlink(missing_ok=True)
    os.link("precious.txt", f"out.jsonl.{end}")
    assert run("in", "-o", "out.jsonl", *(["--resume"] if end == "kept" else []))[0] in {0, 2}
    assert Path("precious.txt").read_text() == "precious"
    Path(f".out.csv.{os.getpid()}.part").symlink_to("precious.txt")
    assert run("in", "-o", "out.csv")[0] == 0
    assert Path("precious.txt").read_text() == "precious"
    assert not Path("out.csv").is_symlink()


@posix
@pytest.mark.parametrize("end", ["part", "kept", "options", "failed"])
def test_a_pipe_where_lines_are_kept_is_no_place_for_them(run, end):
    name = "out.failed.jsonl" if end == "failed" else f"out.jsonl.{end}"
    os.mkfifo(name)
    status, err = run("in", "-o", "out.jsonl")
    assert (status, err.count("pressq: error: ")) == (2, 1)
    assert Path(name).is_fifo()


@posix
@pytest.mark.parametrize("name", ["out.json", "out.jsonl", "out.db", "out.parquet"])
@pytest.mark.parametrize("precious", ["precious.txt", "not there"])
def test_no_result_goes_through_a_symbolic_link(run, name, precious):
    Path("precious.txt").write_text("")
    Path(name).symlink_to(precious)
    status, err = run("in", "-o", name)
    assert (status, "symbolic link" in err) == (2, True)
    assert err.endswith(f"hint: -o {Path(precious).resolve()}\n")
    assert Path("precious.txt").read_bytes() == b""
    assert Path(name).is_symlink()
    assert not Path("not there").exists()


@posix
@pytest.mark.parametrize("name", ["out.json", "out.jsonl", "out.db"])
def test_no_result_changes_a_file_of_two_names(run, name):
    assert run("in/0.txt", "-o", name)[0] == 0
    os.link(name, "precious")
    before = Path("precious").read_bytes()
    assert run("in", "-o", name)[0] == (2 if name == "out.db" else 0)
    assert Path("precious").read_bytes() == before


def test_options_of_another_origin_stay(run):
    Path("out.jsonl.options").write_text("MINE")
    for more in ([], ["--resume"], ["--restart"], ["--min-words", "3"]):
        status, err = run("in", "-o", "out.jsonl", *more)
        assert (status, "out.jsonl.options" in err) == (2, True)
        assert Path("out.jsonl.options").read_text() == "MINE"
    assert not Path("out.jsonl").exists()


@pytest.mark.parametrize("command", ["quotes", "report"])
@pytest.mark.parametrize("given", ["in", "in/*"])
def test_no_article_of_a_folder_is_written_over(folder, command, given, capsys):
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    told = "pressq: error: -o in/1.txt: in/1.txt would be written over, and it is an input\nhint: name another file\n"
    assert cli.main([command, given, "-o", "in/1.txt", "--format", "html"]) == 2
    assert cli.main([command, "-o", "in/1.txt", "--format", "html", given]) == 2
    assert cli.main(["verify", "in/0.txt", "--against", given, "-o", "in/1.txt"]) == 2
    assert cli.main(["report", "in/0.txt", "--against", given, "-o", "in/1.txt", "--format", "html"]) == 2
    assert capsys.readouterr().err == told * 4
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_finished_runs_are_not_written_over(run, capsys):
    assert run("in", "-o", "runs.jsonl", "-q")[0] == 0
    os.link("runs.jsonl", "same.jsonl")
    before = Path("runs.jsonl").read_bytes()
    for output in ("runs.jsonl", "same.jsonl"):
        assert cli.main(["stats", "runs.jsonl", "-o", output]) == 2
        assert cli.main(["trace", "runs.jsonl", "in/0.txt", "-o", output]) == 2
        assert cli.main(["trace", "runs.jsonl", "-o", output]) == 2
    assert capsys.readouterr().err.count("runs.jsonl would be written over, and it is an input") == 6
    assert Path("runs.jsonl").read_bytes() == before
    assert cli.main(["stats", "runs.jsonl", "-o", "runs.txt"]) == 0


@pytest.mark.parametrize("command", ["quotes", "stats"])
def test_a_result_has_a_name(folder, command, capsys):  # noqa: ARG001 -- the commands run there
    assert cli.main([command, "in/0.txt", "-o", ""]) == 2
    assert capsys.readouterr().err == "pressq: error: -o: the name of the file is empty\n"


@posix
def test_a_run_that_opened_what_another_then_finished_leaves_it_whole(folder, monkeypatch):  # noqa: ARG001 -- there
    import fcntl

    lock, other = fcntl.flock, ExitStack()
    other.enter_context(journal("out.jsonl", "pressq.quotes/1")).stream.write('{"of": "the other run"}\n')

    def locks_late(file, operation):
        monkeypatch.setattr(fcntl, "flock", lock)
        other.close()
        lock(file, operation)

    monkeypatch.setattr(fcntl, "flock", locks_late)
    with journal("out.jsonl", "pressq.quotes/1") as run:
        assert Path("out.jsonl").read_text() == '{"of": "the other run"}\n'
        run.stream.write("{}\n")
    assert Path("out.jsonl").read_text() == "{}\n"
    assert not Path("out.jsonl.part").exists()


def test_lines_of_a_run_that_asked_for_something_else_are_not_taken_over(run):
    assert run("in", "-o", "out.jsonl", "--kind", "direct", "--min-words", "9")[0] == 0
    none = Path("out.jsonl").read_bytes()
    assert run("in", "-o", "out.jsonl", "--kind", "direct", "--min-words", "9", "--resume")[0] == 0
    assert Path("out.jsonl").read_bytes() == none
    for other in ([], ["--min-words", "9"], ["--attitudes", "--kind", "direct", "--min-words", "9"]):
        status, err = run("in", "-o", "out.jsonl", *other, "--resume")
        assert status == 2
        assert "made with other options" in err
        assert Path("out.jsonl").read_bytes() == none
    assert run("in", "-o", "out.jsonl")[0] == 0
    assert b"We stay" in Path("out.jsonl").read_bytes()
    assert not Path("out.jsonl.options").exists()
    assert run("in", "-o", "out.jsonl", "--threads", "2", "--resume")[0] == 0


def test_a_whole_file_of_other_options_does_not_mix_with_what_was_begun(run, monkeypatch):
    run("in", "-o", "fresh.jsonl")
    run("in", "-o", "out.jsonl", "--min-words", "9")
    with monkeypatch.context() as patch:
        seen = []

        def stops(article, **wish):
            seen.append(article)
            if len(seen) == 3:
                raise KeyboardInterrupt
            import pressq

            return pressq.quotes(article, **wish)

        patch.setattr("pressq.batch.jobs.quotes", stops)
        assert run("in", "-o", "out.jsonl")[0] == 130
    assert run("in", "-o", "out.jsonl", "--resume")[0] == 0
    assert Path("out.jsonl").read_bytes() == Path("fresh.jsonl").read_bytes()


LINE = {"schema": "pressq.quotes/1", "article": {"source": "in/0.txt", "sha256": "0"}, "quotes": []}


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\n",
        b"[" * 5000 + b"\n",
        b'{"schema": "pressq.quotes/1"}\n',
        b'{"schema": "pressq.quotes/1", "article": null}\n',
        b'{"schema": "pressq.quotes/1", "article": {"source": 1, "sha256": []}}\n',
        b'{"schema": "pressq.quotes/1", "article": {"source": "\\ud800", "sha256": "\\udfff"}}\n',
        json.dumps(LINE).encode("utf-16") + b"\n",
        b'{"schema": "pressq.quotes/1", "article": {"source": "in/0.txt", "sha256": "\xc3"}}\n',
    ],
)
def test_spoilt_lines_are_done_again(run, line):
    run("in", "-o", "whole.jsonl")
    whole = Path("whole.jsonl").read_bytes()
    Path("out.jsonl.part").write_bytes(line + whole[:200])
    assert run("in", "-o", "out.jsonl", "--resume")[0] == 0
    assert Path("out.jsonl").read_bytes() == whole


@posix
@pytest.mark.parametrize(("name", "told"), [("out.csv", signal.SIGTERM), ("out.jsonl", signal.SIGTERM), ("out.csv", 1)])
def test_a_run_that_is_told_to_end_leaves_nothing_but_what_can_be_resumed(folder, name, told):
    os.mkfifo("waits.txt")
    command = [sys.executable, "-m", "pressq", "quotes", "in", "waits.txt", "-o", name, "-q", "-j", "1"]
    process = subprocess.Popen(command)
    part = "out.jsonl.part" if name == "out.jsonl" else f".out.csv.{process.pid}.part"
    deadline = time.monotonic() + 120
    while not (Path(part).exists() and Path(part).stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(told)
    assert process.wait() == 128 + told
    left = {path.name for path in folder.iterdir()} - {"in", "waits.txt"}
    assert left == ({"out.jsonl.part"} if name == "out.jsonl" else set())


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.jsonl", "out.md", "out.html", "out.xlsx", "out.db"])
def test_a_run_writes_only_its_own_files(run, folder, name):
    Path("in/bad.txt").write_bytes(b"\0" * 99)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    for _ in range(2):
        assert run("in", "-o", name)[0] == 4
    after = {path: path.read_bytes() for path in folder.rglob("*.*")}
    assert {path.name for path in after.keys() - before.keys()} <= {name, f"{name}.options", "out.failed.jsonl"}
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize("name", ["out.jsonl.part", "out.jsonl.kept", "out.db"])
def test_what_no_run_made_is_neither_continued_nor_changed(run, name):
    Path(name).write_text("my notes\n")
    assert run("in", "-o", "out.db" if name == "out.db" else "out.jsonl")[0] == 2
    assert Path(name).read_text() == "my notes\n"


# -- what is read


@posix
def test_what_is_no_file_in_a_folder_is_left_out(run, capsys):
    os.mkfifo("in/pipe.txt")
    Path("in/loop").symlink_to("..")
    for given in ("in", "in/*.txt", "**/*.txt"):
        assert run(given)[0] == 0
        assert cli.main(["text", given, "--format", "jsonl", "-q"]) == 0
        assert capsys.readouterr().out.count("\n") == 3


def test_a_folder_that_cannot_be_read_is_told(run, monkeypatch):
    Path("in/closed").mkdir()
    scandir = os.scandir

    def refuses(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuses)
    status, err = run("in", "-q")
    assert status == 4
    assert err.count("in/closed") == err.count("\n") == 1


def test_closed_standard_input_and_no_columns(run, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "0")
    assert cli.main(["quotes", "in/0.txt", "-q"]) == 0
    assert "Ann Lee" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", None)
    assert run("-", "-q") == (3, "pressq: error: -: standard input is closed\n")
