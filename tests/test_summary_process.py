"""`pressq summarize` as a process: the same input gives the same output, whatever the hash seed and BLAS threads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pressq.summary import METHODS

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
SURROUNDINGS = [("0", "1"), ("1", "2"), ("4242", "4")]  # PYTHONHASHSEED, OPENBLAS_NUM_THREADS

EACH_METHOD = """
import sys
from pressq.cli import main
from pressq.summary import METHODS
for method in METHODS:
    assert main(["summarize", "--method", method, "-o", f"{method}.jsonl", *sys.argv[1:]]) == 0
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples as one article of more than a hundred sentences, where matrices are large."""
    path = tmp_path_factory.mktemp("report") / "report.txt"
    texts = (sample.read_bytes().decode("utf-8", errors="replace") for sample in SAMPLES)
    path.write_text("\n\n".join(text.split("\n\n", 2)[-1] for text in texts), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def outputs(report: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A folder for each of the surroundings, with the summaries that one process made by each method."""
    arguments = ["--explain", "-n", "12", "--query", "bridge plant water", str(report), *map(str, SAMPLES[:2])]
    folders = [tmp_path_factory.mktemp("outputs") for _ in SURROUNDINGS]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", EACH_METHOD, *arguments],
            env={**os.environ, "PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
            cwd=folder,
            stderr=subprocess.DEVNULL,
        )
        for (seed, threads), folder in zip(SURROUNDINGS, folders, strict=True)
    ]
    assert [process.wait() for process in processes] == [0] * len(processes)
    return folders


@pytest.mark.parametrize("method", METHODS)
def test_the_hash_seed_and_threads_change_nothing(outputs: list[Path], method: str) -> None:
    assert len({(folder / f"{method}.jsonl").read_bytes() for folder in outputs}) == 1


def test_the_default_method_imports_no_code_of_sumy_and_nothing_of_nltk():
    code = "import sys, pressq; pressq.summarize(pressq.parse('The wall will be raised, the town said.'))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "pressq.summary.news" in loaded
    assert not {name for name in loaded if name.startswith(("nltk", "requests", "pycountry", "sumy."))}
