"""Where the network cannot be run the command says so in one line, and its status tells of it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pressq.checksums import CHECKSUMS, damaged
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


@pytest.mark.parametrize("folder", [module.MODEL, module.MULTILINGUAL], ids=lambda folder: folder.name)
def test_the_files_that_ship_are_what_their_checksums_say(folder: Path) -> None:
    listed = {line.split()[1] for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()}
    assert listed == {path.name for path in folder.iterdir()} - {CHECKSUMS}
    assert damaged(folder) == []


@pytest.mark.parametrize("wound", [lambda data: data[:-1], lambda data: data.replace(b"1", b"2", 1), None])
def test_a_damaged_model_is_refused(tmp_path: Path, wound: Callable[[bytes], bytes] | None) -> None:
    folder = Path(shutil.copytree(module.MODEL, tmp_path / "model"))
    learned = folder / "learned.json"
    if wound:
        learned.write_bytes(wound(learned.read_bytes()))
    else:
        learned.unlink()
    with pytest.raises(ModelError, match=r"damaged: learned\.json"):
        module.Encoder(folder)


def test_without_the_network(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        module.Encoder(tmp_path)
