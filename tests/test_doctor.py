"""`pressq doctor` finds what is missing or broken in an installation, and says how to mend it."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import pytest

from pressq import cli
from pressq.extras import EXTRAS
from pressq.quotes.encoding import encoder


@pytest.fixture
def checks(capsys):
    def run(expected_status=0):
        assert cli.main(["doctor", "--json"]) == expected_status
        return {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}

    return run


def test_every_extra_is_checked():
    declared = tomllib.loads(Path(__file__).with_name("..").joinpath("pyproject.toml").resolve().read_text("utf-8"))
    optional = declared["project"]["optional-dependencies"]
    assert {name: optional[name][0].split(">")[0] for name in EXTRAS} == EXTRAS
    assert optional["all"] == [f"pressq[{','.join(EXTRAS)}]"]


def test_a_whole_installation(checks):
    found = checks()
    assert {check["outcome"] for check in found.values()} == {"ok"}
    assert {"model en", "model fr", "summary", "terminal", "settings", "temporary folder"} <= set(found)


def test_an_extra_that_is_not_installed_is_no_fault(checks, monkeypatch):
    monkeypatch.setitem(sys.modules, "striprtf", None)
    missing = checks()["extra rtf"]
    assert missing["outcome"] == "missing"
    assert "-m pip install" in missing["found"]
    assert "striprtf" in missing["found"]


def test_a_damaged_model_is_a_fault(checks, monkeypatch, tmp_path):
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  network.onnx\n")
    monkeypatch.setattr(encoder, "MULTILINGUAL", tmp_path)
    encoder.load_encoder.cache_clear()
    found = checks(expected_status=1)
    encoder.load_encoder.cache_clear()
    assert found["model en"]["outcome"] == "ok"
    assert found["model fr"] == {
        "name": "model fr",
        "outcome": "failed",
        "found": "the model is damaged: network.onnx (install pressq anew)",
    }


def test_a_line_for_each_check(capsys):
    assert cli.main(["doctor"]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("pressq ")
    assert {line.split()[0] for line in lines} == {"ok"}
