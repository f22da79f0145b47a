"""Faults of the machine while a run goes on: what it leaves, resumed, is to the byte what an undisturbed run makes.

Kills of the main process and one of a worker are in `test_batch`, SIGTERM and links in `test_outputs`.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pressq import batch, cli

SAID = "“We stay for year {},” said Ann Lee, the mayor of the town.\n\nThe board met on Monday, and it agreed.\n"
posix = pytest.mark.skipif(os.name != "posix", reason="no such limits there")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for number in range(10):
        Path(f"in/{number}.txt").write_text(SAID.format(number), encoding="utf-8")
    return tmp_path


@pytest.fixture
def whole(folder):  # noqa: ARG001 -- the command runs there
    assert cli.main(["quotes", "in", "-o", "whole.jsonl", "-q", "-j", "1"]) == 0
    return Path("whole.jsonl").read_bytes()


def pressq(*arguments, before=""):
    """A command in a process of its own, after some lines of Python."""
    code = f"import sys\n{before}\nfrom pressq.cli import main\nsys.exit(main(sys.argv[1:]))"
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE, text=True)


@posix
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_full_disk(whole, share):
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({int(len(whole) * share)},) * 2)"
    full = pressq("quotes", "in", "-o", "out.jsonl", "-q", "-j", "1", before=limit)
    _, err = full.communicate()
    assert (full.returncode, err.count("\n")) == (5, 1), err
    assert not Path("out.jsonl").exists()
    assert cli.main(["quotes", "in", "-o", "out.jsonl", "-q", "-j", "1", "--resume"]) == 0
    assert Path("out.jsonl").read_bytes() == whole


@posix
def test_a_full_disk_leaves_no_half_of_a_table(whole):
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({len(whole) // 8},) * 2)"
    Path("out.csv").write_text("what was there")
    full = pressq("quotes", "in", "-o", "out.csv", "-q", "-j", "1", before=limit)
    full.communicate()
    assert full.returncode == 5
    assert Path("out.csv").read_text() == "what was there"
    assert not list(Path().glob(".out.csv.*"))


@pytest.fixture
def small_disk(folder):
    """A folder on a file system of 64 KB."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("extension", ["json", "jsonl", "csv", "md", "html", "xlsx", "parquet", "db"])
def test_a_small_file_system_that_fills_up(small_disk, extension, capfd):
    out = small_disk / f"out.{extension}"
    assert cli.main(["quotes", "in/0.txt", "-o", str(out), "-q", "-j", "1"]) in {0, 5}
    capfd.readouterr()
    before = out.read_bytes() if out.exists() else None
    with open(small_disk / "filler", "wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(4096)):
            pass
    status = cli.main(["quotes", "in", "-o", str(out), "-q", "-j", "1"])
    err = capfd.readouterr().err
    assert (status, err.count("pressq: error: ")) == (5, 1), err
    assert (out.read_bytes() if out.exists() else None) == before
    assert not list(small_disk.glob(".*"))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find workers in")
def test_workers_killed_from_outside_again_and_again(folder):
    command = [sys.executable, "-m", "pressq", "quotes", *["in"] * 12, "-o", "out.jsonl", "-j", "2"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    killed = 0
    while process.poll() is None:
        for worker in workers_of(process.pid):
            if killed < 6 and Path("out.jsonl.part").exists() and Path("out.jsonl.part").stat().st_size:
                os.kill(worker, signal.SIGKILL)
                killed += 1
        time.sleep(0.3)
    told = process.communicate()[1]
    lost = [line for line in told.splitlines() if "its worker process died" in line]
    done = Path("out.jsonl").read_text("utf-8").splitlines()
    assert killed
    assert len(done) == 120, told  # each is there, found or failed
    assert sum('"error"' in line for line in done) == len(lost)
    assert process.returncode == (4 if lost else 0)
    assert "Traceback" not in told


def workers_of(pid):
    try:
        pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in pids if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:  # it has just ended
        return []


@pytest.mark.parametrize("name", ["gone/out.jsonl", "in", "gone/out.csv"])
def test_an_output_that_cannot_be_written(folder, name, capsys):  # noqa: ARG001 -- the command runs there
    before = sorted(Path().rglob("*"))
    assert cli.main(["quotes", "in", "-o", name, "--format", "jsonl", "-q"]) == 5
    assert capsys.readouterr().err.count("\n") == 1
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_inputs_that_vanish_while_the_run_goes_on(folder, jobs):  # noqa: ARG001
    events = batch.each(["in"], length, jobs=jobs)
    seen = [next(events)]
    Path("in/9.txt").unlink()
    seen += events
    assert [event.source for event in seen] == [f"in/{number}.txt" for number in range(10)]
    assert [event.source for event in seen if isinstance(event, batch.Failed)] in ([], ["in/9.txt"])
    assert jobs == 2 or isinstance(seen[-1], batch.Failed)


@posix
def test_a_working_folder_that_was_deleted(folder, whole):  # noqa: ARG001 -- the command runs there
    before = "import os; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')"
    out, stories = str(folder / "out.jsonl"), [str(folder / f"in/{number}.txt") for number in range(2)]
    alone = pressq("quotes", *stories, "-o", out, "-q", "-j", "1", before=before)
    assert alone.communicate() == (None, "")
    assert Path(out).read_bytes().count(b"\n") == 2
    workers = pressq("quotes", *stories, "-o", out, "-q", "-j", "2", before=before)
    _, err = workers.communicate()
    assert err == (
        "pressq: error: the working folder was deleted: no worker can be started in it\nhint: -j 1 needs none\n"
    )
    assert workers.returncode == 2


def length(article):
    """A job: a function of a module, so that a worker finds it."""
    return len(article.text)


@posix
def test_two_writers_of_one_file(whole):
    both = [pressq("quotes", *["in"] * 3, "-o", "out.jsonl", "-q", "-j", "1") for _ in range(2)]
    errors = [process.communicate()[1] for process in both]
    statuses = sorted(process.returncode for process in both)
    assert statuses in ([0, 2], [0, 0])  # 0 where the second began when the first was done
    assert statuses == [0, 0] or "another run is writing it" in "".join(errors)
    assert Path("out.jsonl").read_bytes() == whole * 3


def test_clocks_that_jump(whole, monkeypatch):
    jumps = random.Random(5)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + jumps.choice([-1, 1]) * jumps.random() * 10**9)
    back = itertools.count(10**6, -1000)
    monkeypatch.setattr(time, "monotonic", lambda: float(next(back)))
    for limit in ([], ["--max-seconds", "60"]):
        assert cli.main(["quotes", "in", "-o", "out.jsonl", "-v", "-j", "1", *limit]) == 0
        assert Path("out.jsonl").read_bytes() == whole
