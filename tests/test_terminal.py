"""pressq at a terminal: what it asks and tells, and when it hands over to a pager."""

from __future__ import annotations

import os
import sys

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs a terminal of its own")

STORY = '"We waited ten years for this wall," said Ines Varga, the mayor.\n\n"We shall see," said Otto Lind.\n'


@pytest.fixture
def pressq(tmp_path):
    """Starts `pressq` at a terminal of 24 lines, beside story.txt and long.txt."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "long.txt").write_text("".join(f"Line {number}.\n" for number in range(100)), encoding="utf-8")
    pager = tmp_path / "pager"
    pager.write_text(f"#!{sys.executable}\nimport sys\nfor line in sys.stdin: print('|', line.rstrip())\n")
    pager.chmod(0o755)

    def start(*arguments, **environment):
        known = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PAGER": str(pager), "TERM": "xterm"}
        return pexpect.spawn(
            sys.executable,
            ["-m", "pressq", *arguments],
            cwd=tmp_path,
            env=known | environment,
            dimensions=(24, 80),
            timeout=120,
            encoding="utf-8",
        )

    return start


def all_of(terminal):
    terminal.expect(pexpect.EOF)
    terminal.close()
    return terminal.before


def test_what_is_longer_than_the_terminal_goes_to_the_pager(pressq):
    terminal = pressq("text", "long.txt")
    assert "| Line 0.\r\n| Line 1.\r\n" in all_of(terminal)
    assert terminal.exitstatus == 0


@pytest.mark.parametrize("environment", [{}, {"PAGER": ""}, {"PAGER": "no-such-pager"}, {"TERM": "dumb"}])
def test_the_rest_does_not(pressq, environment):
    assert "|" not in all_of(pressq("text", "long.txt" if environment else "story.txt", **environment))


def test_who_leaves_the_pager_early_has_seen_enough(pressq):
    terminal = pressq("text", *["long.txt"] * 300, PAGER="head -n 1")
    assert "Traceback" not in all_of(terminal)
    assert terminal.exitstatus == 0


def test_input_is_awaited_aloud(pressq):
    terminal = pressq("text")
    terminal.expect_exact("pressq: reading from the terminal; end with Ctrl-D")
    terminal.send("One line.\n\x04")
    assert all_of(terminal).endswith("One line.\r\n")


def test_what_a_stopped_run_has_left_is_given_up_only_by_somebody(pressq, tmp_path):
    (tmp_path / "out.jsonl.part").write_text("{}\n{}\n")
    terminal = pressq("quotes", "story.txt", "-o", "out.jsonl")
    terminal.expect_exact("out.jsonl: an interrupted run left 2 lines. Discard them and start again? [y/N]")
    terminal.send("n\n")
    assert "--resume continues" in all_of(terminal)
    assert (terminal.exitstatus, (tmp_path / "out.jsonl.part").read_text()) == (2, "{}\n{}\n")
    terminal = pressq("quotes", "story.txt", "-o", "out.jsonl")
    terminal.send("y\n")
    all_of(terminal)
    assert (terminal.exitstatus, (tmp_path / "out.jsonl").exists()) == (0, True)
