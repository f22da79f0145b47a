"""The command as a process: pipes, signals, a full disk, bytes that no locale knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-m", "pressq"]
STORY = '"We waited ten years," said Ines Varga, the mayor.\n\n"Zoë — 北京," she said.\n'.encode()


def pressq(*arguments, **options):
    return subprocess.run(
        [*COMMAND, *arguments], input=options.pop("input", STORY), capture_output=True, check=False, **options
    )


def test_output_is_utf_8_in_any_locale():
    done = pressq(
        "quotes", "-", "--json", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert done.returncode == 0
    assert "Zoë — 北京," in done.stdout.decode("utf-8")
    assert json.loads(done.stdout)["article"]["characters"] == len(STORY.decode())


def test_a_text_goes_through_to_the_letter():
    text = b"One.\r\n\x1b[31mTwo.\rThree."
    assert pressq("text", "-", input=text).stdout == text


def test_a_closed_pipe_ends_quietly(tmp_path):
    (tmp_path / "story.txt").write_bytes(STORY)
    files = ["story.txt"] * 300
    with subprocess.Popen(
        [*COMMAND, "text", *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_told_in_one_line():
    with open("/dev/full", "w") as full:
        done = subprocess.run([*COMMAND, "quotes", "-"], input=STORY, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 5
    assert done.stderr == b"pressq: error: the result cannot be written: No space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="no limit of what a process may write")
@pytest.mark.parametrize("name", ["out.db", "out.json"])
def test_no_room_for_a_file_is_status_5(tmp_path, name):
    """What may be written is limited instead of the disk: SQLite, too, tells that as an error of the system."""
    import resource

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    done = subprocess.run(
        [*COMMAND, "quotes", "-o", name],
        input=9 * STORY,
        cwd=tmp_path,
        capture_output=True,
        preexec_fn=small,
        check=False,
    )
    assert done.returncode == 5
    assert done.stderr.startswith(b"pressq: error: the result cannot be written: ")
    assert done.stderr.count(b"\n") == 1
    assert not list(tmp_path.iterdir())
