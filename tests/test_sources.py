"""Source mentions made whole: in [brackets] what was found, beside it what the mention is."""

from __future__ import annotations

import pytest
from attributed import attributed

from pressq.quotes.names import names
from pressq.quotes.sources import NamedReading

TABLE = {
    "a whole name": ("The port, [Marta Oyelaran] {said}, <is open>.", "Marta Oyelaran"),
    "a part of a name": ("The port, Marta [Oyelaran] {said}, <is open>.", "Marta Oyelaran"),
    "without its title": ("The port, Mayor [Oyelaran] {said}, <is open>.", "Mayor Oyelaran"),
    "a relative word alone": ("Marta Oyelaran, [who] {said} <it is open>, left.", "who"),
    "a relative word before the source": ("Marta Oyelaran, [who critics] {say} <is no pilot>, left.", "critics"),
    "a relative word and the phrase after it": ("Oyelaran, [who in May] {said} <it is open>, left.", "who in May"),
}


@pytest.mark.parametrize(("sentence", "expected"), TABLE.values(), ids=TABLE)
def test_whole(sentence: str, expected: str) -> None:
    reading, attribution = attributed(sentence)
    assert attribution.source is not None
    assert NamedReading(reading, names(reading)).whole(attribution.source).of(reading.text) == expected
