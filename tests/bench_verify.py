"""How fast `pressq.verify` and `pressq.trace` are, and how much memory they take, at 1, 10 and 100 times the size.

`python -m tests.bench_verify` prints a row for each size, made in a process of its own; `--most 10` leaves out 100.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import pressq
from pressq.article import Passage, Quote, QuoteSpan, Speaker
from pressq.report.traces import ArticleMetadata, ArticleQuotes

_WORDS = 8000
_TRANSCRIPT = 600  # sentences at 1
_CHECKED = 200
_TRACED = 1000  # quotations at 1
_SPEAKERS = ("VARGA", "LIND", "OKORO")


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Made words, and how often each is used, as Zipf has it."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(_WORDS)]
    return words, [1 / (number + 1) for number in range(_WORDS)]


def sentence(chance: random.Random, words: tuple[list[str], list[float]]) -> str:
    """A sentence of made words."""
    said = chance.choices(*words, k=chance.randint(8, 25))
    return f"{' '.join(said).capitalize()}."


def check(times: int) -> str:
    """Time 200 quotations, a third of them changed, in a transcript."""
    chance = random.Random(0)
    words = vocabulary(chance)
    said = [sentence(chance, words) for _ in range(times * _TRANSCRIPT)]
    text = "\n\n".join(f"{chance.choice(_SPEAKERS)}: {' '.join(said[at : at + 5])}" for at in range(0, len(said), 5))
    quotes = []
    for number in range(_CHECKED):
        quoted = chance.choice(said).split()
        if number % 3 == 0:
            quoted[len(quoted) // 2] = "otherwise"
        quotes.append(f'"{" ".join(quoted)}" Ines Varga said.')
    article, source = pressq.parse("\n\n".join(quotes)), pressq.parse(text, "transcript.txt")
    found = pressq.quotes(article)
    start = time.process_time()
    checks = pressq.verify(found, [source]).checks
    held = sum(one.verdict in {"verbatim", "typographic", "cut"} for one in checks)
    return f"verify {len(text):>11,} characters {len(checks):>8,} quotations {held:>8,} right {_spent(start)}"


def follow(times: int) -> str:
    """Time quotations of which each stands in some five articles."""
    chance = random.Random(0)
    words = vocabulary(chance)
    start = time.process_time()
    found = pressq.trace(pages(chance, words, times * _TRACED))
    size = f"trace  {found.articles:>11,} articles   {found.quotes:>8,} quotations"
    return f"{size} {len(found.traces):>8,} traces {_spent(start)}"


def pages(chance: random.Random, words: tuple[list[str], list[float]], number: int) -> Iterator[ArticleQuotes]:
    """Articles of two quotations, each told again and again, with a word changed now and then."""
    known = [sentence(chance, words) for _ in range(number // 5)]
    for article in range(number // 2):
        quotes = []
        for count in (1, 2):
            said = chance.choice(known).split()
            if chance.random() < 0.3:
                said[len(said) // 2] = "otherwise"
            quotes.append(_quote(count, " ".join(said)))
        day = f"2025-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
        header = ArticleMetadata(f"{article}.txt", None, None, None, day, None, "en", 1000, "0" * 64)
        yield ArticleQuotes(header, tuple(quotes))


def _quote(number: int, text: str) -> Quote:
    span = QuoteSpan(0, len(text), True)
    speaker = Speaker("Ines Varga", "person")
    return Quote(
        id=number,
        kind="direct",
        text=text,
        spans=(span,),
        speaker=speaker,
        mention=None,
        cue=None,
        confidence=1.0,
        speech=True,
        quoted=text,
        sentence=Passage(0, len(text), text),
        paragraph=1,
    )


def _spent(start: float) -> str:
    spent = time.process_time() - start
    return f"{spent:8.2f} s CPU {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7,.0f} MB"


def main() -> None:
    """Read the arguments, print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100, choices=(1, 10, 100))
    parser.add_argument("--row", nargs=2, metavar=("NAME", "TIMES"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.row:
        name, times = arguments.row
        print({"verify": check, "trace": follow}[name](int(times)), flush=True)
        return
    for name in ("verify", "trace"):
        for times in (1, 10, 100):
            if times <= arguments.most:
                subprocess.run([sys.executable, "-m", "tests.bench_verify", "--row", name, str(times)], check=True)


if __name__ == "__main__":
    main()
