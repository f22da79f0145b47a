"""The disk fills up, or the process is killed, at a write: each writer leaves its finished file or the earlier one.

A limit on the size of files makes the write that would pass it fail as on a full disk or, where the signal of that
limit keeps its own effect, kills the process in it. The limits go from nothing to the size of the finished file.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pressq import cli

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no such limits there"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
STEPS = 12
SAID = "“The ferry leaves at {},” said Ann Lee, the mayor.\n\nBen Moe denied that it was late.\n"
WRITERS = ["json", "jsonl", "csv", "md", "html", "xlsx", "parquet", "db"]
DISK_FULL, KILLED = "disk full", "killed"


@pytest.fixture
def articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, numbers in {"before": range(2), "after": range(40)}.items():
        Path(name).mkdir()
        for number in numbers:
            Path(name, f"{number}.txt").write_text(SAID.format(number), encoding="utf-8")


def quotes(folder: str, out: str) -> int:
    return cli.main(["quotes", folder, "-o", out, "-q", "-j", "1"])


def limited(folder: str, out: str, fault: str, size: int) -> int:
    """The status of a run in a process of its own, minus the signal that ended it."""
    import resource

    child = os.fork()
    if not child:
        status = 99
        try:
            if fault == KILLED:
                signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            sys.stderr = None  # pytest keeps it in a file, which the limit meets, too
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            status = quotes(folder, out)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def content(out: Path) -> object:
    """What a reader finds: of a database its rows, of another file its bytes."""
    if out.suffix != ".db":
        return out.read_bytes()
    with closing(sqlite3.connect(out)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT source FROM articles ORDER BY source").fetchall()


@pytest.mark.parametrize("fault", [DISK_FULL, KILLED])
@pytest.mark.parametrize("extension", WRITERS)
@pytest.mark.usefixtures("articles")
def test_no_file_is_left_half_written(extension, fault):
    out = Path(f"out.{extension}")
    assert quotes("before", str(out)) == 0
    earlier, bytes_before = content(out), out.read_bytes()
    assert quotes("after", str(out)) == 0
    whole = out.stat().st_size
    statuses = set()
    for size in range(0, whole, -(-whole // STEPS)):
        for left in Path().glob("*out.*"):
            left.unlink()
        out.write_bytes(bytes_before)
        status = limited("after", str(out), fault, size)
        statuses.add(status)
        assert status, f"nothing failed at {size} bytes"
        assert content(out) == earlier, f"another file after {status} at {size} bytes"
    assert statuses == {{DISK_FULL: 5, KILLED: -signal.SIGXFSZ}[fault]}
