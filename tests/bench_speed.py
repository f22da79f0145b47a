"""How fast pressq is, in figures that hold on any machine: `python -m tests.bench_speed`.

Every figure is the processor time of a command as a multiple of another's, measured in turn: articles of a size by a
fixed workload of Python and numpy, starts of commands by `import nltk`. Memory is in megabytes, growth an exponent: 1
is time in proportion to the length of an article. The table holds them against tests/speed_reference.json, which
`--store` writes anew.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
REFERENCE = Path(__file__).with_name("speed_reference.json")
PRESSQ = [sys.executable, "-m", "pressq"]
LENGTHS = {200: 60, 700: 40, 5_000: 8}  # words, and how many articles of them
LONG = 40_000  # words
WORKLOAD = """
import re
import numpy as np
counts = {}
for number in range(40):
    for word in re.findall(r"[a-z]+", f"the mayor of town {number} said that it would rain " * 400):
        counts[word, len(word)] = counts.get((word, len(word)), 0) + 1
table = np.random.default_rng(0).random((128, 384), np.float32)
for _ in range(150):
    np.exp(table @ table.T - table.max(1)).argsort(1)
"""


def cost(command: Sequence[str]) -> tuple[float, float]:
    """The processor seconds and the peak megabytes of a command."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=environment)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"status {process.returncode} from {' '.join(command)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def article(folder: Path, words: int, number: int) -> str:
    """The path of an article of about so many words: paragraphs of the samples, from another one on for each number."""
    paragraphs = [
        each for sample in SAMPLES for each in sample.read_text(encoding="utf-8", errors="replace").split("\n\n")
    ]
    chosen: list[str] = []
    for paragraph in islice(cycle(paragraphs), 7 * number, None):
        chosen.append(paragraph)
        if sum(len(each.split()) for each in chosen) >= words:
            break
    path = folder / f"{words}-{number}.txt"
    path.write_text("\n\n".join(chosen), encoding="utf-8")
    return str(path)


def measured(folder: Path) -> dict[str, float]:
    """All figures, once; "articles per second" is none, as it depends on the machine."""
    files = {words: [article(folder, words, number) for number in range(count)] for words, count in LENGTHS.items()}
    one, long = files[200][0], article(folder, LONG, 0)
    unit, _ = cost([sys.executable, "-c", WORKLOAD])
    nltk, _ = cost([sys.executable, "-c", "import nltk"])
    start, _ = cost([*PRESSQ, "quotes", one])
    found = {
        "start of help": cost([*PRESSQ, "--help"])[0] / nltk,
        "start of quotes": start / nltk,
        "start of summarize": cost([*PRESSQ, "summarize", one])[0] / nltk,
    }
    seconds = 0.0
    for words, paths in files.items():
        spent, memory = cost([*PRESSQ, "quotes", *paths])
        seconds = (spent - start) / len(paths)
        found[f"article of {words:,} words"] = seconds / unit
        found[f"articles of {words:,} words per second"] = 1 / seconds
        found[f"memory of {len(paths)} articles of {words:,} words, MB"] = memory
    spent, memory = cost([*PRESSQ, "quotes", long])
    found[f"growth from {max(LENGTHS):,} to {LONG:,} words"] = math.log((spent - start) / seconds, LONG / max(LENGTHS))
    found[f"memory of an article of {LONG:,} words, MB"] = memory
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of which the median is taken (default 5)")
    parser.add_argument("--store", action="store_true", help="make this run the reference")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = [measured(Path(folder)) for _ in range(options.runs)]
    found = {name: median(run[name] for run in runs) for name in runs[0]}
    reference = json.loads(REFERENCE.read_text(encoding="utf-8")) if REFERENCE.exists() else {}
    print(f"{'':<44} {'now':>8} {'reference':>10} {'ratio':>6}")
    for name, value in found.items():
        before = reference.get(name)
        print(f"{name:<44} {value:8.3f}", f"{before:10.3f} {value / before:6.2f}" if before else "")
    if options.store:
        kept = {name: round(value, 4) for name, value in found.items() if not name.endswith("per second")}
        REFERENCE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
