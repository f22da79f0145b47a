"""Who says what stands alone: the paragraph of a quotation has neither its cue nor its source."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from handmade import article
from scored import found_in, links_of, reads_of

import pressq
from pressq.article import Article, QuoteSpan
from pressq.quotes.canonical import Cast
from pressq.quotes.decoding import Candidate
from pressq.quotes.encoder import encoder
from pressq.quotes.linking import entities
from pressq.quotes.sources import Sourced
from pressq.quotes.unsourced import FEATURES, POINTED, Unsourced

MARKED = {"Marta Oyelaran": "person", "Tim Dross": "person"}
PAGE = article(
    "Marta Oyelaran has run the harbour since May. Tim Dross asked why.",
    "“Deep?” Tim Dross asked.",
    "“Deep enough.”",
    "“Cold.”",
    "“Clean?”",
)
OYELARAN, DROSS, ASKING = range(3)  # mentions
LAST, OTHER, FOREMOST, REPLYING = 3, 8, 23, 2  # features: who, and the situation


def found_alone(page: Article, pointed: int | None) -> Unsourced:
    """The quotations of `PAGE`: the first is Tim Dross's, to whom the network points for the others is told."""
    found, tokens = found_in(page, MARKED)
    read = reads_of(page, MARKED)[0]
    cast = Cast(found, entities(found, page.text, links_of(found, {})), page.text, encoder().learned["role"])
    chosen = []
    for number, segment in enumerate(tokens.segments):
        content = (QuoteSpan(segment.start, segment.end, True),)
        none = np.zeros(len(read.window) + 1, np.float32)
        candidate = Candidate(content, None, None, none, 1.0, (0.0,) * 13, read)
        mention = pointed if number else ASKING
        chances = {} if mention is None else {mention: 0.9}
        chosen.append(Sourced(candidate, mention, 0.9, chances))
    return Unsourced(chosen, found, cast, tokens)


def mentions_of(found: list[Sourced]) -> list[int | None]:
    return [each.mention for each in found]


def test_what_has_its_source_beside_it_is_not_decided_again() -> None:
    unsourced = found_alone(PAGE, DROSS)
    assert [unit.alone for unit in unsourced.units] == [False, True, True, True]


@pytest.mark.parametrize("pointed", [OYELARAN, DROSS, None])
def test_by_the_first_weights_it_is_whom_the_network_points_to(pointed: int | None) -> None:
    found = found_alone(PAGE, pointed).resolved(POINTED)
    assert mentions_of(found) == [ASKING, pointed, pointed, pointed]


@pytest.mark.parametrize(
    ("weights", "speakers"),
    [
        ({LAST: 9.0, LAST + REPLYING: 9.0, LAST + 4: 9.0}, "DDDD"),
        ({FOREMOST + REPLYING: 9.0, LAST: 9.0, OTHER + 4: 9.0}, "DOOD"),
        ({FEATURES: 9.0}, "D---"),
    ],
)
def test_the_weights_choose(weights: dict[int, float], speakers: str) -> None:
    found = found_alone(PAGE, None).resolved([weights.get(number, 0.0) for number in range(FEATURES + 1)])
    of = {OYELARAN: "O", DROSS: "D", ASKING: "D", None: "-"}
    assert "".join(of[mention] for mention in mentions_of(found)) == speakers


def test_features_are_finite_and_have_a_row_for_each_entity() -> None:
    seen = []

    def decide(_: object, features: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[int | None, float]:
        seen.append(features)
        return None, 1.0

    list(found_alone(PAGE, DROSS).walk(decide))
    assert [features.shape for features in seen] == [(2, FEATURES)] * 3
    assert all(np.isfinite(features).all() for features in seen)


def test_of_one_attribution_what_others_say_is_set_apart_and_nothing_is_lost() -> None:
    unsourced = found_alone(PAGE, DROSS)
    whole = [span for each in unsourced.resolved(POINTED) for span in each.candidate.content]
    found = unsourced.resolved([{FOREMOST + REPLYING: 9.0}.get(number, 0.0) for number in range(FEATURES + 1)])
    assert sorted(span for each in found for span in each.candidate.content) == sorted(whole)


INTERVIEW = """The woman who counts the swifts

Ilse Montague has climbed the church tower of Sandrock every June since 1991. The retired teacher counts swifts.

How many were there this year?

“Forty-one pairs. In my first summer we had two hundred, and I ran out of paper.”

“People ask me whether I am sad about it. I am too busy to be sad.”

Why do they leave?

“They need holes. We build houses without holes.”

What would help?

“A brick with a hole in it. It costs eleven pounds.”
"""


def test_the_answers_of_an_interview_are_those_of_whom_it_introduces() -> None:
    names = Counter(quote.speaker.name if quote.speaker else None for quote in pressq.quotes(pressq.parse(INTERVIEW)))
    assert names == {"Ilse Montague": 4}
