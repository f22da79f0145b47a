"""Acronyms in capitals are no pronouns."""

from __future__ import annotations

import pressq


def test_says_who_is_the_organisation() -> None:
    text = (
        "A farmer in Peru has the plague.\n\nThe farmer told doctors he ate a hare.\n\n"
        "The plague is “always grave”, says WHO.\n"
    )
    *_, quote = pressq.quotes(pressq.parse(text)).quotes
    assert quote.speaker is not None
    assert quote.speaker.name == "WHO"


def test_who_in_a_line_of_capitals_stays_a_pronoun() -> None:
    text = "ANN LEE, WHO KEEPS BEES, SPOKE IN HALDEN ON MONDAY.\n\nAnn Lee said the bees were late.\n"
    assert {quote.speaker.name for quote in pressq.quotes(pressq.parse(text)).quotes if quote.speaker} == {"Ann Lee"}
