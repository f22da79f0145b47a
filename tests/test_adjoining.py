"""Sources that stand right beside what is said: in [brackets] what was found, beside it who speaks."""

from __future__ import annotations

import pytest
from attributed import attributed

from pressq.quotes.adjoining import adjoining
from pressq.quotes.names import names
from pressq.quotes.sources import NamedReading

TABLE = {
    "whose claim it is": (
        "[The union] seized on Marta Oyelaran's {claim} <that the port was open>.",
        "Marta Oyelaran",
    ),
    "whose claim it is, found": ("[Marta Oyelaran's] {claim} <that the port was open> was false.", "Marta Oyelaran's"),
    "whose claim something else is about": (
        "[The union] took Marta Oyelaran's {claim} as <proof that the port was open>.",
        "The union",
    ),
    "whose hope it is": ("[The union] seized on Marta Oyelaran's {hope} <of an open port>.", "The union"),
    "a noun of nobody's": ("[The union] made the {claim} <that the port was open>.", "The union"),
}


@pytest.mark.parametrize(("sentence", "expected"), TABLE.values(), ids=TABLE)
def test_possessor(sentence: str, expected: str) -> None:
    reading, attribution = attributed(sentence)
    (found,) = adjoining(NamedReading(reading, names(reading)), attribution)
    assert found.source is not None
    assert found.source.of(reading.text) == expected
