"""How the time of each stage grows with an article that repeats one token: `python tests/bench_growth.py`.

An exponent of 1 is time in proportion to the length, 2 is its square. Measured in CPU seconds at 10 to 160 KB, the
least of some runs where they are short, fitted by least squares on both logarithms over the sizes that take long enough
to be measured. Names of stages as arguments choose among them, `--all` shows every token and not only those above 1.2.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from statistics import linear_regression

from pressq import parse, quotes, summarize, verify
from pressq.errors import EmptyInputError, LimitError
from pressq.load.raw_inputs import Bytes
from pressq.report.context import goes_on_otherwise, hides_negation, is_turned
from pressq.report.verify import as_quotation
from pressq.text.language_detection import detect
from pressq.text.marks import marked_segments
from pressq.text.page_structure import read_structure
from pressq.text.sentences import split

SIZES = tuple(10_000 * 2**step for step in range(5))
MOST = 1.2
LEAST_SECONDS = 0.01
MOST_SECONDS = 20.0
SHORT = 0.5  # seconds; what takes less is measured some times, as other processes disturb it
RUNS = 3

TOKENS = (
    *("van ", "&UR;", "Ab, ", "Ab's ", "A. ", "Éé ", "Ab ", "Ab\n", "ab ", "ab\n\n", "a\n", "x", "é", "中", "a,", "© "),
    *("“a” ", '"a" ', "'a' ", "“", '"', "' ", "''", "(a) ", "- ", "--", "— ", "1.", "1 ", ". ", "…", "a.b", "* * *\n"),
    *("A: a\n", "AB: a\n\n", "Mr. ", "U.S. ", "he said ", '"A," he said. ', "“A b c,” said Ann Lee. ", "By Ab\n"),
    *("AB (AP) -- ", "May 2, 2025 ", "http://a.b/ ", "a@b.c ", "\n", " ", "\t", "\r\n"),
    *("not ", "and ", "but, ", ", ", "- - ", "7 ", "two hundred "),
    *("<p>", "<q>a", "<", "&#11;", "> ", "[a](", "*a ", "=?utf-8?q?a?= "),
)


def loads(ending: str, before: str = "") -> Callable[[str], object]:
    return lambda text: Bytes((before + text).encode(), f"article.{ending}").document()


STAGES: dict[str, Callable[[str], object]] = {
    "page structure": read_structure,
    "language": detect,
    "marks": lambda text: marked_segments(parse(text)),
    "sentences": lambda text: list(split(text)),
    "summary": lambda text: summarize(parse(text), language="en"),  # one token is of many
    "html": loads("html", "<html><body><p>Words.</p>"),
    "markdown": loads("md"),
    "mail": loads("eml", "MIME-Version: 1.0\n\n"),
    "mail's header": loads("eml", "MIME-Version: 1.0\nSubject: "),
    "source": lambda text: verify(as_quotation(parse("We stay here.")), parse(f"{text}We stay here{text}")),
    "context": lambda text: (is_turned(text), goes_on_otherwise(text), hides_negation(f", {text}", text)),
    "quotations": lambda text: quotes(parse(text)),
}


def growth(stage: Callable[[str], object], token: str, sizes: Sequence[int] = SIZES) -> tuple[float, float]:
    """The exponent, and the seconds that the longest text took."""
    points, seconds = [], 0.0
    for size in sizes:
        seconds = least_seconds(stage, "A story.\n\n" + token * (size // len(token)))
        if seconds >= LEAST_SECONDS:
            points.append((math.log(size), math.log(seconds)))
        if seconds > MOST_SECONDS:
            break
    exponent = linear_regression(*zip(*points, strict=True)).slope if len(points) > 1 else 0.0
    return exponent, seconds


def least_seconds(stage: Callable[[str], object], text: str) -> float:
    taken: list[float] = []
    while not taken or (min(taken) < SHORT and len(taken) < RUNS):
        begun = time.process_time()
        with suppress(EmptyInputError, LimitError):
            stage(text)
        taken.append(time.process_time() - begun)
    return min(taken)


def main(arguments: list[str]) -> None:
    chosen = [name for name in STAGES if name in arguments] or list(STAGES)
    for name in chosen:
        STAGES[name]("A story with words in it.\n\nAnd more of them.")  # what is loaded once is not measured
        found = sorted(((*growth(STAGES[name], token), token) for token in TOKENS), reverse=True)
        worst, seconds, token = found[0]
        print(f"{name:<16} {worst:5.2f}  {seconds:7.2f} s  {token!r}", flush=True)
        for exponent, seconds, token in found[1:]:
            if exponent > MOST or "--all" in arguments:
                print(f"{'':<16} {exponent:5.2f}  {seconds:7.2f} s  {token!r}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
