"""What the form of the page adds to attributions, or takes from them."""

from __future__ import annotations

import pytest
from attributed import attributed

from pressq.quotes.page_forms import page_forms

CASES = {
    "words in the middle of a later sentence are somebody else's": (
        '<The plan holds>, [Lee] {said}.\nThe quay was listed in 2000 as "<a rare survival>" of its age.',
        [["The plan holds"], ["a rare survival"]],
    ),
    "a sentence of its own in the next paragraph goes on": (
        '<The plan holds>, [Lee] {said}.\n"<It is sound.>"',
        [["The plan holds", "It is sound."]],
    ),
    "words in the same paragraph stay": (
        '[Lee] {said} <the plan holds> and that the quay is "<a rare survival>" of its age.',
        [["the plan holds", "a rare survival"]],
    ),
    "what is all quoted stays": (
        '"<The plan holds,>" [Lee] {said}.\nHe found the quay "<a rare survival>" of its age.',
        [["The plan holds", "a rare survival"]],
    ),
}


@pytest.mark.parametrize(("text", "contents"), CASES.values(), ids=CASES)
def test_reported_speech_ends_with_its_paragraph(text: str, contents: list[list[str]]) -> None:
    tokens, attribution = attributed(text)
    found = page_forms(tokens, [attribution])
    assert [[span.of(tokens.text).rstrip(",") for span in each.content] for each in found] == contents


def test_what_stands_apart_is_nobodys() -> None:
    tokens, attribution = attributed(CASES["words in the middle of a later sentence are somebody else's"][0])
    said, apart = page_forms(tokens, [attribution])
    assert (said.source, apart.source, apart.cue) == (attribution.source, None, None)
    assert apart.said == 0  # a phrase among it is not shown
