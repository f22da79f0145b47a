"""Words between marks that nobody said: what a reporter holds at a distance within somebody's thoughts."""

from __future__ import annotations

import pytest
from attributed import attributed

from pressq.quotes.names import names
from pressq.quotes.sources import NamedReading
from pressq.quotes.structure import structural
from pressq.quotes.unspoken import is_distanced

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
