"""What counts as right in the articles of hard kinds that are kept out of training."""

from __future__ import annotations

import json
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from handmade import article, quote

from pressq.article import Polarity, Quote, Speaker
from training.kinds import judge, kinds

TEXT = (
    "Ruth Varga denied that the mill would close. “Why so late?” “We stay,” the Varga woman said, and no clock spoke."
)


def row(words: str, **also: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    place = {"start": start, "end": start + len(words), "entity": "1", "speaker": ["Ruth Varga"]}
    return {**place, "polarity": "asserted", "part": False, "alternative": False, **also}


def found_quote(words: str, name: str = "Ruth Varga", polarity: Polarity = "asserted") -> Quote:
    return replace(quote(article(TEXT), words, speaker=Speaker(name, "person")), polarity=polarity)


def key(*rows: dict[str, Any], questions: tuple[str, ...] = ()) -> dict[str, Any]:
    asked = [row(question) for question in questions]
    entities = {"1": {"kind": "person", "names": ["Ruth Varga", "the Varga woman"], "roles": []}}
    return {"text": TEXT, "entities": entities, "rows": list(rows), "questions": asked}


@pytest.mark.parametrize(
    ("rows", "found", "missed", "wrong"),
    [
        pytest.param([row("We stay,")], [found_quote("We stay")], 0, 0, id="punctuation does not count"),
        pytest.param([row("We stay,")], [found_quote("We stay", "Varga woman")], 0, 0, id="any name of the entity"),
        pytest.param([row("We stay,")], [found_quote("We stay", "Tim Dross")], 1, 1, id="another speaker"),
        pytest.param([row("We stay,")], [], 1, 0, id="not found"),
        pytest.param([], [found_quote("no clock spoke")], 0, 1, id="no quotation"),
        pytest.param([row("the mill would close")], [found_quote("would close")], 1, 1, id="cut"),
        pytest.param([row("the mill")], [found_quote("that the mill")], 0, 0, id="that does not count"),
        pytest.param(
            [row("the mill would close", polarity="denied")],
            [found_quote("the mill would close")],
            1,
            1,
            id="a denial shown as a statement",
        ),
        pytest.param(
            [row("the mill would close", polarity="denied")],
            [found_quote("the mill would close", polarity="denied")],
            0,
            0,
            id="a denial",
        ),
        pytest.param(
            [row("the mill would close"), row("that the mill would close.", alternative=True)],
            [found_quote("that the mill would close")],
            0,
            0,
            id="an alternative",
        ),
        pytest.param(
            [row("We stay,"), row("stay", part=True)], [found_quote("We stay")], 0, 0, id="parts do not count"
        ),
    ],
)
def test_words_speaker_and_polarity_must_be_right(
    rows: list[dict[str, Any]], found: list[Quote], missed: int, wrong: int
) -> None:
    verdicts = judge(key(*rows), found)
    assert (len(verdicts.missed), len(verdicts.wrong)) == (missed, wrong)


def test_questions_of_interviewers_do_not_count() -> None:
    assert not judge(key(questions=("Why so late?",)), [found_quote("Why so late?", "the paper")]).found


def test_the_table_has_a_line_for_each_kind(tmp_path: Path) -> None:
    archive = tmp_path / "held.tar.xz"
    data = json.dumps({"articles": [key(row("We stay,"))]}).encode()
    with tarfile.open(archive, "w:xz") as files:
        for name in ("08-names-a.json", "01-denials-a.json"):
            member = tarfile.TarInfo(f"devel/{name}")
            member.size = len(data)
            files.addfile(member, BytesIO(data))
    table = kinds(archive).splitlines()
    assert [line.split(" | ")[0] for line in table if line.startswith("| ")] == [
        "| kind",
        "| denials",
        "| names",
        "| all",
    ]
    assert table[4].startswith("| all | 2 | 2 | ")
