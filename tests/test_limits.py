"""What an article may take: the one that takes more is a failure, and the rest goes on."""

from __future__ import annotations

import ctypes
import importlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import paper
import pytest

from pressq import batch, cli
from pressq.batch import workers as pool
from pressq.load import LoadFailure, load, load_all, pdf_worker

SAID = "“We stay,” said Ann Lee, the mayor of the town."
linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel has to see to it")


@pytest.fixture
def folder(tmp_path):
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"{SAID} {number}", encoding="utf-8")
    return tmp_path


# -- jobs: these must be functions of a module, so that a worker finds them


def explodes(article):
    return re.match(r"(?:a|aa)+b", "a" * 60) if article.source.endswith("2.txt") else 1


def hangs_in_c(article):
    """A call that keeps the interpreter's lock, so that no signal handler of Python runs, and no thread."""
    return ctypes.PyDLL(None).sleep(1000) if article.source.endswith("2.txt") else 1


def swells(article):
    return len(bytearray(5 << 30)) if article.source.endswith("2.txt") else 1


def failures(events):
    events = list(events)
    assert len(events) == 6
    return [(event.source[-5:], event.error.code) for event in events if isinstance(event, batch.Failed)]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms there")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_python_runs_is_interrupted(folder, jobs):
    assert failures(batch.each([str(folder)], explodes, jobs=jobs, max_seconds=2)) == [("2.txt", "limit")]


@linux
def test_a_worker_in_a_library_that_does_not_come_back_is_replaced(folder, monkeypatch):
    monkeypatch.setattr(pool, "_GRACE", 0.1)
    assert failures(batch.each([str(folder)], hangs_in_c, jobs=2, max_seconds=3)) == [("2.txt", "limit")]


@linux
def test_a_worker_has_so_much_memory(folder):
    assert failures(batch.each([str(folder)], swells, jobs=2)) == [("2.txt", "limit")]


def test_the_command_line_tells_the_way_out(folder, capsys):
    story = str(folder / "0.txt")
    assert cli.main(["quotes", story, "--max-seconds", "1e-6"]) == 3
    assert capsys.readouterr().err == (
        f"pressq: error: {story}: it takes longer than 1e-06 seconds\nhint: --max-seconds N allows more\n"
    )
    assert cli.main(["quotes", story, "--max-seconds", "0"]) == 2
    assert cli.main(["text", story, "--max-seconds", "inf", "-q"]) == 0


@linux
def test_workers_die_with_their_main_process_whatever_they_do(folder):
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "if __name__ == '__main__':\n"
        "    from test_limits import hangs_in_c\n"
        "    from pressq import batch\n"
        f"    list(batch.each([{str(folder)!r}] * 2, hangs_in_c, jobs=2))\n"
    )
    script = folder / "main.py"
    script.write_text(code)
    main = subprocess.Popen([sys.executable, script], cwd=Path(__file__).parents[1])
    workers = wait_for(lambda: [pid for pid in children(main.pid) if b"sleep" in waits_in(pid)])
    main.kill()
    main.wait()
    assert wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def wait_for(happens):
    deadline = time.monotonic() + 120
    while not (seen := happens()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return seen


def children(pid):
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []


def waits_in(pid):
    """What the kernel has a process wait in, `sleep(3)` for one."""
    try:
        return Path(f"/proc/{pid}/wchan").read_bytes()
    except OSError:
        return b""


# -- PDF


def forms(levels: int) -> bytes:
    """A PDF whose page draws a form ten times, which draws another ten times, and so on."""
    raw = paper.pdf([[(70, 700, 12, "Words and words.")]])
    objects = [
        b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>/Font<</F1 3 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream endobj\n" % (number, number + 1, len(drawn), drawn)
        for number in range(20, 20 + levels)
        for drawn in [b"/F Do " * 10 if number < 19 + levels else b"BT /F1 9 Tf (x) Tj ET "]
    ]
    page = raw.replace(b"/Font<</F1 3 0 R>>>>", b"/Font<</F1 3 0 R>>/XObject<</F 20 0 R>>>>", 1)
    page = re.sub(rb"<</Length \d+>>stream\n", b"<</Length 60>>stream\n" + b"/F Do " * 10, page, count=1)
    return page[: page.index(b"xref")] + b"".join(objects) + b"trailer<</Size 40/Root 1 0 R>>\n%%EOF\n"


@linux
def test_a_pdf_bomb_goes_off_in_a_process_of_its_own(tmp_path):
    (tmp_path / "a.pdf").write_bytes(forms(2))
    (tmp_path / "b.pdf").write_bytes(forms(8))
    (tmp_path / "c.pdf").write_bytes(paper.pdf([[(70, 700, 12, "Words and words.")]]))
    a, b, c = load_all(tmp_path)
    assert a.text == "Words and words."
    assert isinstance(b, LoadFailure)
    assert b.error.message == "a PDF that takes too much time or memory"
    assert c.text == "Words and words."


def test_a_reader_that_is_gone_is_replaced(tmp_path):
    (tmp_path / "a.pdf").write_bytes(paper.pdf([[(70, 700, 12, "Words and words.")]]))
    assert load(tmp_path / "a.pdf").text == "Words and words."
    reader = pdf_worker._reader[1]
    reader.kill()
    assert load(tmp_path / "a.pdf").text == "Words and words."
    assert pdf_worker._reader[1].pid != reader.pid
    reader.wait()


def test_a_reader_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_worker, "_SECONDS", 0.001)
    (tmp_path / "a.pdf").write_bytes(paper.pdf([[(70, 700, 12, "Words and words.")]]))
    pdf_worker._end()
    (found,) = load_all(tmp_path / "a.pdf")
    assert found.error.code == "limit"
    monkeypatch.undo()
    assert load(tmp_path / "a.pdf").text == "Words and words."


def test_an_answer_that_nobody_waited_for_is_not_the_next_ones(tmp_path, monkeypatch):
    for name, words in (("a.pdf", "Words."), ("b.pdf", "Others.")):
        (tmp_path / name).write_bytes(paper.pdf([[(70, 700, 12, words)]]))

    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pdf_worker, "read_message", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load(tmp_path / "a.pdf")
    assert load(tmp_path / "b.pdf").text == "Others."
    assert os.getpid() == pdf_worker._reader[0]


@pytest.mark.parametrize(
    ("command", "slow"),
    [
        (("verify", "a.txt", "--against", "b.txt"), "pressq.report.verify.verify"),
        (("verify", "a.txt", "--against", "b.txt"), "pressq.report.source_texts.Sources"),
        (("report", "a.txt", "--against", "b.txt", "-o", "r.html"), "pressq.report.annotated.verified"),
        (("speakers", "a.txt"), "pressq.report.speaker_profiles.speakers"),
        (("trace", "a.txt", "b.txt"), "pressq.report.trace.trace"),
    ],
)
def test_what_follows_the_analysis_has_the_limit_too(run, tmp_path, monkeypatch, command, slow):
    for name, words in (("a.txt", "“We stay here,” said Ann Lee."), ("b.txt", "Ann Lee: We stay here. We do.")):
        (tmp_path / name).write_text(words)
    module, _, name = slow.rpartition(".")
    monkeypatch.setattr(importlib.import_module(module), name, lambda *_, **__: time.sleep(60))
    status, _, err = run(*command, "--max-seconds", "1", "-q")
    assert status == 3
    assert "it takes longer than 1 seconds" in err
