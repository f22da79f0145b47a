"""Where the network cannot be run the command says so in one line, and its status tells of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pressq.cli import main
from pressq.errors import ModelError
from pressq.quotes.encoding import encoder as module


@pytest.fixture(autouse=True)
def nothing_is_kept():
    module.load_encoder.cache_clear()
    yield
    module.load_encoder.cache_clear()


def test_without_onnxruntime(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    story = tmp_path / "story.txt"
    story.write_text('"It sank," Marta Oyelaran said.\n', encoding="utf-8")
    assert main(["quotes", str(story)]) != 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("pressq: error: ")
    assert "Traceback" not in err


def test_without_the_network(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        module.Encoder(tmp_path)
