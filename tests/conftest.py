"""What the tests of the command share. Articles are made by `handmade.article`."""

from __future__ import annotations

import io

import pytest

from pressq import cli


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs `pressq` in an empty folder, with `stdin`, text or bytes, as its input: the status and both streams."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=""):
        given = stdin if isinstance(stdin, bytes) else stdin.encode(errors="replace")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(given)), encoding="utf-8"))
        status = cli.main(arguments)
        return status, *capsys.readouterr()

    return run
