"""Short articles of many kinds, and the annotations of these and of samples/ themselves.

tests/gold/KIND/NAME.txt was written for this purpose; every person, company and event is invented.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import scoring

import pressq

GOLD = Path(__file__).parent / "gold"
KINDS = sorted(folder.name for folder in GOLD.iterdir() if folder.is_dir())
ANNOTATED = sorted([*GOLD.glob("*/*.txt"), *GOLD.parents[1].glob("samples/*.txt")])

FLOORS = {"detection": 97.0, "end to end": 82.0, "indirect": 69.0}
FLOOR_OF_A_KIND = 74.0

_OPENING = re.compile(r"[“«]|``|(?:(?<=[\s(—–-])|^)\"", re.MULTILINE)


def by_folder_and_name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def test_quotes_reach_their_floors_in_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {kind: sum(map(scoring.tally, (GOLD / kind).glob("*.txt")), Counter()) for kind in KINDS}
    with capsys.disabled():
        print("\n\ntests/gold\n" + scoring.table(counts))
    reached = scoring.scores(sum(counts.values(), Counter()))
    assert {name: score for name, score in reached.items() if score < FLOORS[name]} == {}
    ends = {kind: scoring.scores(count)["end to end"] for kind, count in counts.items()}
    assert {kind: score for kind, score in ends.items() if score < FLOOR_OF_A_KIND} == {}


@pytest.mark.parametrize("path", ANNOTATED, ids=by_folder_and_name)
def test_text_and_header_are_read(path: Path) -> None:
    expected = scoring.annotated(path).article
    article = pressq.load(path)
    assert article.sha256 == expected["sha256"]
    assert len(article.text) == expected["characters"]
    for field in ("title", "byline", "dateline", "published", "publisher", "language"):
        assert getattr(article, field) == expected[field], field


@pytest.mark.parametrize("path", ANNOTATED, ids=by_folder_and_name)
def test_annotation_agrees_with_its_text(path: Path) -> None:
    gold, text = scoring.annotated(path), pressq.load(path).text
    marked = [span for quote in gold.quotes for span in quote["spans"] if span["quoted"]] + gold.not_quotes
    for quote in gold.quotes:
        assert quote["text"] == " ".join(text[span["start"] : span["end"]] for span in quote["spans"])
        quoted = {span["quoted"] for span in quote["spans"]}
        assert quote["kind"] == ("mixed" if len(quoted) == 2 else "direct" if True in quoted else "indirect")
        for passage in (quote["mention"], quote["cue"]):
            assert passage is None or passage["text"] == text[passage["start"] : passage["end"]]
        for name in (quote["speaker"]["name"], *quote["speaker"]["aliases"], quote["speaker"]["role"] or ""):
            assert all(part in " ".join(text.split()) for part in name.split("; ")), name
    for span in marked:
        assert text[span["start"] - 1] in "\"“‘'`«", text[span["start"] - 9 : span["end"]]
    for mark in _OPENING.finditer(text):
        assert any(
            span["start"] in (mark.end(), mark.end() + 1) or span["start"] < mark.start() < span["end"]
            for span in marked
        ), text[mark.start() : mark.start() + 40]
