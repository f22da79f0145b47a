"""How good quotations and their speakers are, measured against articles that were annotated by hand.

An annotated article is NAME.txt with NAME.quotes.json beside it, in the shape of the program's own output. Spans are
compared as sets of letters and digits, so marks, commas and white space never matter.

detection   the marked stretches of direct and mixed quotations, matched one to one at an overlap of 0.8
end to end  the same, and the speaker's full name is right
indirect    whole contents of indirect speech, matched at an overlap of 0.5, and the speaker's full name is right
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pressq

_SEGMENT = 0.8
_SOFT = 0.5


@dataclass(frozen=True)
class Annotated:
    """An article with its expected quotations. `article` holds the expected header fields."""

    path: Path
    article: dict[str, Any]
    quotes: list[dict[str, Any]]
    not_quotes: list[dict[str, Any]]


# The letters of a passage, as offsets, and the name of who speaks.
_Said = tuple[frozenset[int], str | None]


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
    text, count = found(path).article.text, Counter[str]()
    marked: list[_Said] = []
    indirect: list[_Said] = []
    for gold in annotated(path).quotes:
        spans, name = gold["spans"], gold["speaker"]["name"]
        marked += [(_letters(text, [(s["start"], s["end"])]), name) for s in spans if s["quoted"]]
        if gold["kind"] == "indirect":
            indirect.append((_letters(text, [(s["start"], s["end"]) for s in spans]), name))
    found_marked: list[_Said] = []
    found_indirect: list[_Said] = []
    for quote in found(path).quotes:
        name = quote.speaker.name if quote.speaker else None
        found_marked += [(_letters(text, [(s.start, s.end)]), name) for s in quote.spans if s.quoted]
        if quote.kind == "indirect":
            found_indirect.append((_letters(text, [(s.start, s.end) for s in quote.spans]), name))
    _count(count, "marked", marked, found_marked, _SEGMENT)
    _count(count, "indirect", indirect, found_indirect, _SOFT)
    return count


def scores(count: Counter[str]) -> dict[str, float]:
    """F1 in per cent: detection, end to end, indirect with speaker."""
    return {
        "detection": _f1(count["marked matched"], count["marked found"], count["marked expected"]),
        "end to end": _f1(count["marked right"], count["marked found"], count["marked expected"]),
        "indirect": _f1(count["indirect right"], count["indirect found"], count["indirect expected"]),
    }


def table(counts: dict[str, Counter[str]]) -> str:
    """One line of scores for every kind of text, and one for all."""
    rows = {**counts, "all": sum(counts.values(), Counter())}
    lines = [f"{'F1':16}detection  end to end  indirect with speaker   expected"]
    for name, count in rows.items():
        score = scores(count)
        lines.append(
            f"{name:16}{score['detection']:9.1f}{score['end to end']:12.1f}{score['indirect']:23.1f}"
            f"   {count['marked expected']} marked, {count['indirect expected']} indirect"
        )
    return "\n".join(lines)


def _count(
    count: Counter[str],
    what: str,
    expected: Sequence[_Said],
    given: Sequence[_Said],
    least: float,
) -> None:
    pairs = _match([letters for letters, _ in expected], [letters for letters, _ in given], least)
    count[f"{what} expected"] += len(expected)
    count[f"{what} found"] += len(given)
    count[f"{what} matched"] += len(pairs)
    count[f"{what} right"] += sum(_plain(expected[i][1]) == _plain(given[j][1]) for i, j in pairs)


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


def _letters(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end) if text[place].isalnum())


def _plain(name: str | None) -> str:
    """Case, punctuation, white space and a leading article do not matter."""
    words = re.findall(r"[^\W_]+(?:['-][^\W_]+)*", (name or "").casefold().replace("’", "'"))
    return " ".join(words[1:] if words[1:] and words[0] in {"the", "a", "an"} else words)


def _f1(right: int, given: int, expected: int) -> float:
    return 200 * right / (given + expected) if given + expected else 100.0
