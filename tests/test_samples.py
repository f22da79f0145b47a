"""The articles of samples/ and what the program must make of them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import scoring
from bench_edges import dangling

import pressq

SAMPLES = Path(__file__).parents[1] / "samples"
ARTICLES = sorted(SAMPLES.glob("*.txt"))

FLOORS = {"detection": 98.0, "end to end": 98.0, "indirect": 83.0}
ROLES_FOUND = 2 / 3


def test_quotes_reach_their_floors(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {path.stem: scoring.tally(path) for path in ARTICLES}
    with capsys.disabled():
        print("\n\nsamples\n" + scoring.table(counts))
    reached = scoring.scores(sum(counts.values(), Counter()))
    assert {name: reached[name] for name, floor in FLOORS.items() if reached[name] < floor} == {}


def test_speakers_have_their_roles() -> None:
    shares = []
    for path in ARTICLES:
        roles = {quote.speaker.name: quote.speaker.role for quote in scoring.found(path).quotes if quote.speaker}
        for name, role in {(q["speaker"]["name"], q["speaker"]["role"]) for q in scoring.annotated(path).quotes}:
            if role and name in roles:
                shares.append(_words_shared(role, roles[name] or ""))
    assert sum(share >= 0.5 for share in shares) >= ROLES_FOUND * len(shares)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_nothing_begins_or_ends_in_a_loose_word(path: Path) -> None:
    text = pressq.load(path).text
    assert [edge for quote in scoring.found(path).quotes for edge in dangling(text, quote)] == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_summary_is_what_an_editor_would_take(path: Path) -> None:
    accepted = json.loads(path.with_suffix(".summary.json").read_text("utf-8"))["accepted"]
    sentences = pressq.summarize(pressq.load(path)).sentences
    assert len(sentences) == 3
    taken = [s for s in sentences if any(s.start < a["end"] and a["start"] < s.end for a in accepted)]
    assert len(taken) >= 2, [s.text for s in sentences]


def _words_shared(one: str, other: str) -> float:
    """F1 of the words that two phrases have in common."""
    left, right = Counter(one.casefold().split()), Counter(other.casefold().split())
    return 2 * (left & right).total() / (left.total() + right.total())
