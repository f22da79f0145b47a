"""How good quotations and their speakers are, measured against articles that were annotated by hand.

An annotated article is NAME.txt with NAME.quotes.json beside it, in the shape of the program's own output. Spans are
compared as sets of letters and digits, so marks, commas and white space never matter.

detection   the marked stretches of direct and mixed quotations, matched one to one at an overlap of 0.8
end to end  the same, and the speaker's full name is right
indirect    whole contents of indirect speech, matched at an overlap of 0.5, and the speaker's full name is right
turns       whole turns of interviews, matched at an overlap of 0.8, and the speaker's full name is right
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pressq

_Stretch = tuple[int, int]
# What was said, and the name of who speaks.
_Said = tuple[list[_Stretch], str | None]


@dataclass(frozen=True)
class Annotated:
    """An article with its expected quotations. `article` holds the expected header fields."""

    path: Path
    article: dict[str, Any]
    quotes: list[dict[str, Any]]
    not_quotes: list[dict[str, Any]]


@dataclass(frozen=True)
class _Forms:
    """What is scored of quotations: each marked stretch, whole contents of indirect speech, whole turns."""

    marked: list[_Said] = field(default_factory=list)
    indirect: list[_Said] = field(default_factory=list)
    turns: list[_Said] = field(default_factory=list)

    def add(self, kind: str, spans: Sequence[tuple[int, int, bool]], name: str | None) -> None:
        marked = [(start, end) for start, end, quoted in spans if quoted]
        self.marked.extend(([stretch], name) for stretch in marked)
        if not marked:
            whole = [(start, end) for start, end, _ in spans]
            (self.indirect if kind == "indirect" else self.turns).append((whole, name))


def annotated(path: Path) -> Annotated:
    """The annotation beside the article at `path`."""
    expected = json.loads(path.with_suffix(".quotes.json").read_text("utf-8"))
    return Annotated(path, expected["article"], expected["quotes"], expected["not_quotes"])


@cache
def found(path: Path) -> pressq.Quotes:
    """What the program finds in the article at `path`."""
    return pressq.quotes(pressq.load(path))


def tally(path: Path) -> Counter[str]:
    """What `scores` needs of one article: how much is expected, found, matched, and matched with the right speaker."""
    expected, given = _Forms(), _Forms()
    for gold in annotated(path).quotes:
        spans = [(span["start"], span["end"], span["quoted"]) for span in gold["spans"]]
        expected.add(gold["kind"], spans, gold["speaker"]["name"])
    for quote in found(path).quotes:
        spans = [(span.start, span.end, span.quoted) for span in quote.spans]
        given.add(quote.kind, spans, quote.speaker.name if quote.speaker else None)
    text, count = found(path).article.text, Counter[str]()
    _count(count, "marked", text, expected.marked, given.marked, 0.8)
    _count(count, "indirect", text, expected.indirect, given.indirect, 0.5)
    _count(count, "turns", text, expected.turns, given.turns, 0.8)
    return count


def scores(count: Counter[str]) -> dict[str, float]:
    """F1 in per cent: detection, end to end, indirect and turns with speaker."""
    return {
        "detection": _f1(count["marked matched"], count["marked found"], count["marked expected"]),
        "end to end": _f1(count["marked right"], count["marked found"], count["marked expected"]),
        "indirect": _f1(count["indirect right"], count["indirect found"], count["indirect expected"]),
        "turns": _f1(count["turns right"], count["turns found"], count["turns expected"]),
    }


def table(counts: dict[str, Counter[str]]) -> str:
    """One line of scores for every kind of text, and one for all."""
    rows = {**counts, "all": sum(counts.values(), Counter())}
    lines = [f"{'F1':16}{'detection':>10}{'end to end':>12}{'indirect':>10}{'turns':>8}   expected"]
    for name, count in rows.items():
        detection, end, indirect, turns = scores(count).values()
        expected = ", ".join(f"{count[f'{form} expected']} {form}" for form in ("marked", "indirect", "turns"))
        lines.append(f"{name:16}{detection:10.1f}{end:12.1f}{indirect:10.1f}{turns:8.1f}   {expected}")
    return "\n".join(lines)


def _count(
    count: Counter[str], form: str, text: str, expected: Sequence[_Said], given: Sequence[_Said], least: float
) -> None:
    pairs = _match(*([_letters(text, spans) for spans, _ in said] for said in (expected, given)), least)
    count[f"{form} expected"] += len(expected)
    count[f"{form} found"] += len(given)
    count[f"{form} matched"] += len(pairs)
    count[f"{form} right"] += sum(_plain(expected[i][1]) == _plain(given[j][1]) for i, j in pairs)


def _match(expected: Sequence[frozenset[int]], given: Sequence[frozenset[int]], least: float) -> list[tuple[int, int]]:
    """Pairs one to one, the closest first, that overlap (intersection over union) by `least` or more."""
    overlaps = sorted(
        (-len(one & other) / len(one | other), i, j)
        for i, one in enumerate(expected)
        for j, other in enumerate(given)
        if one & other
    )
    pairs: dict[int, int] = {}
    for overlap, i, j in overlaps:
        if -overlap >= least and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return list(pairs.items())


def _letters(text: str, spans: Iterable[_Stretch]) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end) if text[place].isalnum())


def _plain(name: str | None) -> str:
    """Case, punctuation, white space and a leading article do not matter."""
    words = re.findall(r"[^\W_]+(?:['-][^\W_]+)*", (name or "").casefold().replace("’", "'"))
    return " ".join(words[1:] if words[1:] and words[0] in {"the", "a", "an"} else words)


def _f1(right: int, given: int, expected: int) -> float:
    return 200 * right / (given + expected) if given + expected else 100.0
