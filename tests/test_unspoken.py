"""Words between marks that nobody said: titles, and what a reporter holds at a distance within a thought."""

from __future__ import annotations

import pytest
from attributed import attributed

from pressq.quotes.names import names
from pressq.quotes.sources import NamedReading
from pressq.quotes.structure import structural
from pressq.quotes.unspoken import is_distanced, is_unspoken

DISTANCED = [
    '[Oyelaran] {wants} <a "red line" through the town>.',
    '[Oyelaran] {believes} <that the "masters" of the port, or their "heirs," are to blame>.',
]
QUOTED = [
    '[Oyelaran] {said} <she wanted a "red line" through the town>.',
    '[Oyelaran] {wants} <a "red line right through the town">.',
    '[Oyelaran] {hopes} <the "red line" will be "gone before anybody has seen it">.',
    '[Oyelaran] {wants}: <"A red line">.',
    '[Oyelaran] {skewered} <the plan as a "red line">.',
    'For [Oyelaran], <it was a "red line" through the town>.',
    "# [Oyelaran] {Wants} <‘Red Line’ Through the Town>",
]


@pytest.mark.parametrize("sentence", DISTANCED)
def test_held_at_a_distance(sentence: str) -> None:
    assert is_distanced(*attributed(sentence))


@pytest.mark.parametrize("sentence", QUOTED)
def test_quoted(sentence: str) -> None:
    assert not is_distanced(*attributed(sentence))


@pytest.mark.parametrize("sentence", DISTANCED)
def test_what_is_held_at_a_distance_stays_with_its_marks(sentence: str) -> None:
    reading, attribution = attributed(sentence)
    (found,) = structural(NamedReading(reading, names(reading)), [attribution])
    content = sentence[sentence.index("<") + 1 : sentence.index(">")]
    assert [(span.of(reading.text), span.quoted) for span in found.content] == [(content, False)]


TITLES = {
    "within a sentence": ('She sang "We Are Norway" at noon.', [True]),
    "a line of its own": ('She left.\n"The Sea Is Near"\nNobody spoke.', [True]),
    "a sentence after others": ('"We have a duty," she said. "We Are Norway."', [False, False]),
}


@pytest.mark.parametrize(("text", "expected"), TITLES.values(), ids=TITLES)
def test_title_case(text: str, expected: list[bool]) -> None:
    reading, _ = attributed(text)
    assert [is_unspoken(reading, index) for index in range(len(reading.segments))] == expected
