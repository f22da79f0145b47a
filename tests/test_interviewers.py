"""Interviews without labels: the answers are never those of who asks."""

from __future__ import annotations

import pytest

import pressq
from pressq.article import Span
from pressq.quotes.speakers.interviewers import asks

INTERVIEW = """‘I still paint at night’: Nora Vell on roofs

{standfirst}

Where did you paint it?

In the shed, with the door shut. I had nine weeks and one lamp.

Is it true that you burned the first one?

Yes. I thought it was dreadful, and I was cold.

Who taught you?

My uncle kept bees. He told me once, “Paint what you cannot eat.” I never have.
{note}"""


def answers(standfirst: str, note: str = "") -> set[str]:
    found = pressq.quotes(pressq.parse(INTERVIEW.format(standfirst=standfirst, note=note)))
    turns = [quote for quote in found.quotes if quote.text.startswith(("In the shed", "Yes.", "My uncle"))]
    assert len(turns) == 3
    return {quote.speaker.name for quote in turns if quote.speaker}


@pytest.mark.parametrize(
    "standfirst",
    [
        "The painter talks to Ben Marsh about storms and soup",
        "The painter’s daughter speaks to Ben Marsh",
        "Ben Marsh meets a painter who has never sold a roof",
        "The painter on storms and soup. Questions: Ben Marsh",
    ],
)
def test_who_asks_has_no_answers(standfirst: str) -> None:
    assert answers(standfirst) == {"Nora Vell"}


def test_a_line_that_tells_of_a_work_is_no_byline() -> None:
    note = "\nNine Roofs by Nora Vell is out now (Quarto, £12.99)\n"
    assert answers("The painter talks to Ben Marsh", note) == {"Nora Vell"}


def test_words_of_a_relative_in_an_answer_are_the_relatives() -> None:
    found = pressq.quotes(pressq.parse(INTERVIEW.format(standfirst="The painter talks to Ben Marsh", note="")))
    (inner,) = [quote for quote in found.quotes if quote.text == "Paint what you cannot eat."]
    assert inner.speaker is not None
    assert inner.speaker.name == "My uncle"


@pytest.mark.parametrize(
    ("line", "asking"),
    [
        ("The singer opens up to <Ann Lee> about her cat", True),
        ("He sat down with our business editor, <Ann Lee>, at noon", True),
        ("<Ann Lee> catches up with a diver", True),
        ("<Ann Lee> talks to Bo Lindal, who mends nets", True),
        ("Ann Lee talks to <Bo Lindal>, who mends nets", False),
        ("Storms and soup\nInterview: <Ann Lee>", True),
        ("Exit interview: the diver <Ann Lee>", False),
        ("Q&A with the diver <Ann Lee>", False),
        ("After 20 years <Ann Lee> is going home", False),
    ],
)
def test_the_standfirst_tells_who_asks(line: str, asking: bool) -> None:
    start, end = line.index("<"), line.index(">") - 1
    assert asks(Span(start, end), line.replace("<", "").replace(">", "")) == asking


ALTERNATING = """‘A kite is a letter to the wind’: Nora Vell

Nora Vell talks to Ben Marsh about paper, string and rain

Let’s begin with the paper.

Mulberry, always. It forgives.

{emphasis}How many kites are there?{emphasis}

I have ninety, in the loft.

{emphasis}Do you sell them?{emphasis}

Never. My daughter gives them away.

{emphasis}The town hall has one.{emphasis}

The town hall has half of one.

{emphasis}What comes next?{emphasis}

Rain.
"""


ANSWERS = [
    "I have ninety, in the loft.",
    "Never. My daughter gives them away.",
    "The town hall has half of one.",
    "Rain.",
]


@pytest.mark.parametrize("emphasis", ["*", "**"])
def test_all_that_is_emphasised_asks(emphasis: str) -> None:
    assert turns(ALTERNATING.format(emphasis=emphasis))[-4:] == ANSWERS


def test_every_second_paragraph_is_an_answer() -> None:
    assert turns(ALTERNATING.format(emphasis="")) == ["Mulberry, always. It forgives.", *ANSWERS]


def turns(text: str) -> list[str]:
    found = [quote for quote in pressq.quotes(pressq.parse(text)).quotes if quote.origin == "turn"]
    assert {quote.speaker and quote.speaker.name for quote in found} == {"Nora Vell"}
    return [quote.text for quote in found]


def test_a_quotation_above_the_answers_is_of_who_gives_them() -> None:
    standfirst = "On a roof in Merrow Ben Marsh asks Nora Vell about paper"
    page = ALTERNATING.replace(": Nora Vell", "").replace(
        "Nora Vell talks to Ben Marsh about paper, string and rain", standfirst
    )
    above = pressq.quotes(pressq.parse(page.format(emphasis=""))).quotes[0]
    assert (above.text, above.speaker and above.speaker.name) == ("A kite is a letter to the wind", "Nora Vell")
