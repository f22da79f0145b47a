"""What tells how to use pressq: --help, the manual and the README say the same, and all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pressq import cli
from pressq.cli.help import help_page, manual
from pressq.cli.program import COMMANDS, program

HOME = Path(__file__).parents[1]
PROGRAM = program()
PAGES = [help_page(command, f"pressq {name}") for name, command in PROGRAM.every_command().items()]


def printed(capsys, *arguments):
    assert cli.main(arguments) == 0
    return capsys.readouterr().out


def test_the_list_of_commands_tells_what_each_tells_of_itself():
    assert {f"pressq {name}": one.summary for name, one in COMMANDS.items()} == {
        one.name: one.paragraphs[0] for one in PAGES
    }


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_help_is_whole(one):
    assert len(one.examples) == 3
    assert all("pressq" in example.line and example.text for example in one.examples)
    assert all(entry.text.endswith(".") for section in one.sections for entry in section.entries)
    assert {section.title for section in one.sections} <= {"What to find", "What to show", "What to read", "How to run"}


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
@pytest.mark.parametrize("width", [60, 80, 200])
def test_help_fits_the_terminal_and_80_columns(one, width, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    text = printed(capsys, *one.name.split()[1:], "--help")
    command_lines = {f"  {example.line}" for example in one.examples}
    assert max(len(line) for line in text.splitlines() if line not in command_lines) <= min(width, 80)
    assert max(map(len, command_lines)) <= 80


def test_short_help_is_the_beginning_of_the_long_one(capsys):
    short, long = (printed(capsys, "quotes", flag) for flag in ("-h", "--help"))
    assert "--speaker" in short
    assert "--timeout" not in short
    assert len(short.splitlines()) < len(long.splitlines()) / 2
    assert "pressq quotes --help" in short


def test_help_is_a_command(capsys):
    assert printed(capsys, "help", "quotes") == printed(capsys, "quotes", "--help")
    assert printed(capsys, "help") == printed(capsys, "--help")


def test_the_readme_has_every_command_as_help_tells_it():
    table = re.findall(
        r"^\| `(pressq .+?)` \| (.+?) \|$", (HOME / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert table == [(one.usage.replace(" [OPTIONS]", ""), one.paragraphs[0].rstrip(".")) for one in PAGES]


def test_the_manual_is_the_one_that_pressq_prints():
    made = (HOME / "docs" / "pressq.1").read_text(encoding="utf-8")
    assert made == manual(PROGRAM), "pressq help --man > docs/pressq.1"


def test_the_manual_has_every_command_option_and_example():
    text = manual(PROGRAM)
    for written, meant in {r"\-": "-", r"\(dq": '"', r"\(aq": "'", r"\(ti": "~"}.items():
        text = text.replace(written, meant)
    for one in PAGES:
        assert one.usage in text
        names = [entry.name for section in one.sections for entry in section.entries]
        for told in [*names, *(example.line for example in one.examples)]:
            assert rf"\fB{told}\fR" in text
