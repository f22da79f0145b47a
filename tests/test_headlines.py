"""Headlines that name their source before a colon."""

from __future__ import annotations

import pytest
from attributed import attributed
from handmade import article

from pressq.quotes import quotes
from pressq.quotes.headlines import headlines

BODY = '"We open on Monday," said Marta Oyelaran, the mayor of Halden. The pilots disagreed.'

TABLE = {
    "a surname": ("Oyelaran: Port Opens on Monday", ("indirect", "Port Opens on Monday", "Marta Oyelaran")),
    "with a title": ("Mayor Oyelaran: Port Opens Soon", ("indirect", "Port Opens Soon", "Marta Oyelaran")),
    "in capitals": ("OYELARAN: PORT OPENS ON MONDAY", ("indirect", "PORT OPENS ON MONDAY", "Marta Oyelaran")),
    "in sentence case": ("Oyelaran: Port opens on Monday.", ("indirect", "Port opens on Monday", "Marta Oyelaran")),
    "a role": ("Pilots: Port Is Not Safe", ("indirect", "Port Is Not Safe", "The pilots")),
    "a report": ("Survey: Halden Wants a Bridge", ("indirect", "Halden Wants a Bridge", "Survey")),
    "marks at the end": (
        "Oyelaran: Port Will Open ‘Whatever Comes’",
        ("mixed", "Port Will Open Whatever Comes", "Marta Oyelaran"),
    ),
    "marks amid": (
        "Oyelaran: Port ‘Finally’ Opens on Monday",
        ("mixed", "Port Finally Opens on Monday", "Marta Oyelaran"),
    ),
    "marks only": ("Oyelaran: ‘Nobody Will Stop Us’", ("direct", "Nobody Will Stop Us", "Marta Oyelaran")),
    "somebody who says nothing": ("Dross: A Life at Sea", None),
    "a series": ("The Latest: Port Opens on Monday", None),
    "a place": ("Norway: Port Opens on Monday", None),
    "what it is about": ("Oyelaran on Halden: Port Opens on Monday", None),
    "no colon": ("Oyelaran Opens Port on Monday", None),
    "nothing after the colon": ("Oyelaran:", None),
}


def test_what_a_headline_quotes_is_said_by_whoever_says_it_in_the_body() -> None:
    assert said_in("‘Open on Monday’: port row ends") == [("direct", "Open on Monday", "Marta Oyelaran")]


def test_a_single_word_is_anybodys() -> None:
    assert "Monday" not in [words for _, words, _ in said_in("Port row ends on ‘Monday’")]


FLOOR = 70  # per cent


def said_in(headline: str) -> list[tuple[str, str, str | None]]:
    page = article(f"# {headline}", BODY, between="\n")
    found = quotes(page).quotes
    title = page.blocks[0]
    return [(q.kind, q.text, q.speaker.name if q.speaker else None) for q in found if q.spans[0].start < title.end]


def test_headlines(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [name for name, (line, expected) in TABLE.items() if said_in(line) != ([expected] if expected else [])]
    score = 100 - 100 * len(wrong) / len(TABLE)
    with capsys.disabled():
        print(f"\nheadlines: {score:.1f} of {len(TABLE)}; not {', '.join(wrong) or 'one wrong'}")
    assert score >= FLOOR, wrong


def test_what_a_story_is_about_says_nothing() -> None:
    tokens, attribution = attributed("# [Floods]: <Port Is Shut for a Week>\nThe pilots went home.")
    assert headlines(tokens, [attribution], set()) == []
