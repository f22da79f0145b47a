"""The long walk, from the folder `tests`: `python -m fuzz.long files 500000`, or another of `WALKS`.

It goes in rounds of a thousand, each from a seed of its own, and tells after each how far it is. What fails is printed
with the line that saw it and the example as it was found; `--seed N` begins with the round that failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

from fuzz.strategies import articles, filters, mutated, summaries
from fuzz.test_fuzz import analysed, loaded, put_in_order, summarized
from hypothesis import HealthCheck, Phase, given, seed, settings

_ROUND = 1000
WALKS = {"articles": (analysed, filters), "order": (put_in_order, filters), "summaries": (summarized, summaries)}
"""Beside `files`: what is done with an article, and what is asked for."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("files", *WALKS))
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    begun, failed = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.seed, asked.seed + -(-asked.count // _ROUND)):
            try:
                walk(asked.what, number, Path(folder))
            except Exception as error:
                failed += 1
                place = traceback.extract_tb(error.__traceback__)[-1]
                print(f"seed {number}: {place.filename}:{place.lineno}: {place.line}", repr(error), sep="\n")
                print(*error.__notes__, sep="\n", flush=True)
            done = (number - asked.seed + 1) * _ROUND
            print(f"{done} {asked.what}, {failed} rounds failed, {time.monotonic() - begun:.0f} s", flush=True)
    return 1 if failed else 0


def walk(what: str, number: int, folder: Path) -> None:
    """One round of examples."""
    run = settings(
        max_examples=_ROUND,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    if what == "files":

        @seed(number)
        @run
        @given(mutated())
        def files(file):
            name, content = file
            loaded(folder / name, content)

        files()
    else:
        check, wishes = WALKS[what]

        @seed(number)
        @run
        @given(articles, wishes)
        def texts(text, wish):
            check(text, wish)

        texts()


if __name__ == "__main__":
    sys.exit(main())
