"""The long walk, from the folder `tests`: `python -m fuzz.long files 500000`, or another of `WALKS`.

One process that loops. Each example is made from its number, so that `--first N` begins with the one that failed; what
fails, or computes for longer than ten seconds, is printed with the line that saw it and the input as Python writes it.
"""

from __future__ import annotations

import argparse
import faulthandler
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random

from fuzz.strategies import article, filters, mutated, summary
from fuzz.test_fuzz import analysed, loaded, summarized

from pressq.limits import Overtime

_SECONDS = 10  # of the processor's time: the machine may be busy with something else
_NEWS = 1000  # examples from one word of how far it is to the next
_SHOWN = 10  # one in so many is written in every form, too, which takes longer than to make it


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=WALKS)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0, metavar="N")
    asked = parser.parse_args()
    faulthandler.enable()
    warnings.simplefilter("error")
    signal.signal(signal.SIGVTALRM, too_long)
    make, check = WALKS[asked.what]
    begun, failed = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.first, asked.first + asked.count):
            random = Random(number)
            example = make(random)
            try:
                signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
                check(example, Path(folder), shown=number % _SHOWN == 0)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # Overtime is one, too
                failed += 1
                place = traceback.extract_tb(error.__traceback__)[-1]
                print(f"{number}: {place.filename}:{place.lineno}: {place.line}", repr(error), sep="\n")
                print(repr(example), flush=True)
            done = number - asked.first + 1
            if done % _NEWS == 0 or done == asked.count:
                print(f"{done} {asked.what}, {failed} failed, {time.monotonic() - begun:.0f} s", flush=True)
    return 1 if failed else 0


def too_long(*_: object) -> None:
    raise Overtime


WALKS: dict[str, tuple[Callable[[Random], tuple], Callable[..., object]]] = {
    "articles": (
        lambda random: (article(random), filters(random)),
        lambda made, _, **how: analysed(*made, **how),
    ),
    "files": (
        mutated,
        lambda made, folder, **how: loaded(folder / made[0], made[1], **how),
    ),
    "summaries": (
        lambda random: (article(random), summary(random)),
        lambda made, _, **how: summarized(*made, **how),
    ),
}
"""How an example is made, and what is done with it."""


if __name__ == "__main__":
    sys.exit(main())
