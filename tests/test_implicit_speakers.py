"""Who says what stands alone: the paragraph of a quotation has neither its cue nor its source."""

from __future__ import annotations

import numpy as np
import pytest
from handmade import article
from scored import found_in, links_of, reads_of

import pressq
from pressq.article import QuoteSpan
from pressq.quotes.coreference.resolution import resolve_coreference
from pressq.quotes.sources.decoding import Candidate
from pressq.quotes.sources.implicit import N_IMPLICIT_FEATURES, OTHERS, POINTER_ONLY, SITUATIONS, ImplicitSpeakers
from pressq.quotes.sources.ranking import SourcedCandidate

MARKED = {"Marta Oyelaran": "person", "Tim Dross": "person"}
PAGE = article(
    "Marta Oyelaran has run the harbour since May. Tim Dross asked why.",
    "“Deep?” Tim Dross asked.",
    "“Deep enough.”",
    "“Cold.”",
    "“Clean?”",
)
OYELARAN, DROSS, ASKING = range(3)  # mentions
LAST, OTHER, FOREMOST = (OTHERS + who * SITUATIONS for who in (0, 1, 4))  # features: who, and the situation
REPLYING, ASKS = 2, 4


def found_alone(pointed: int | None, *, together: bool = False, reported: float | None = None) -> ImplicitSpeakers:
    """The quotations of `PAGE`: for all but Tim Dross's question the network points to a mention, or to none.

    With `together` they are one attribution, all of them his. `reported` is the chance that Marta Oyelaran says what
    the first sentence tells; None where nobody does.
    """
    found, tokens = found_in(PAGE, MARKED)
    (read,) = reads_of(PAGE, MARKED)
    nowhere = np.zeros(len(read.window) + 1, np.float32)
    spans = tuple(QuoteSpan(segment.start, segment.end, True) for segment in tokens.segments)
    chosen = []
    for number, content in enumerate([spans] if together else [(span,) for span in spans]):
        candidate = Candidate(content, None, None, nowhere, 1.0, (0.0,) * 13, read.window)
        mention = pointed if number else ASKING
        chosen.append(SourcedCandidate(candidate, mention, 0.9, {} if mention is None else {mention: 0.9}))
    if reported is not None:
        said = (QuoteSpan(PAGE.text.index("has run"), PAGE.text.index(" Tim"), False),)
        candidate = Candidate(said, None, None, nowhere, reported, (0.0,) * 13, read.window)
        chosen.append(SourcedCandidate(candidate, OYELARAN, 0.9, {OYELARAN: 0.9}))
    return ImplicitSpeakers(chosen, found, resolve_coreference(found, PAGE.text, links_of(found, {})), tokens)


def mentions_of(found: list[SourcedCandidate]) -> list[int | None]:
    return [each.mention for each in found]


def test_what_has_its_source_beside_it_is_not_decided_again() -> None:
    unsourced = found_alone(DROSS)
    assert [unit.alone for unit in unsourced.units] == [False, True, True, True]


@pytest.mark.parametrize("pointed", [OYELARAN, DROSS, None])
def test_by_the_first_weights_it_is_whom_the_network_points_to(pointed: int | None) -> None:
    found = found_alone(pointed).resolve(POINTER_ONLY)
    assert mentions_of(found) == [ASKING, pointed, pointed, pointed]


@pytest.mark.parametrize(
    ("weights", "speakers"),
    [
        ({LAST: 9.0, LAST + REPLYING: 9.0, LAST + ASKS: 9.0}, "DDDD"),
        ({FOREMOST + REPLYING: 9.0, LAST: 9.0, OTHER + ASKS: 9.0}, "DOOD"),
        ({N_IMPLICIT_FEATURES: 9.0}, "D---"),
    ],
)
def test_the_weights_choose(weights: dict[int, float], speakers: str) -> None:
    found = found_alone(None).resolve([weights.get(number, 0.0) for number in range(N_IMPLICIT_FEATURES + 1)])
    of = {OYELARAN: "O", DROSS: "D", ASKING: "D", None: "-"}
    assert "".join(of[mention] for mention in mentions_of(found)) == speakers


@pytest.mark.parametrize(("reported", "speaker"), [(None, ASKING), (0.4, ASKING), (0.6, OYELARAN)])
def test_whoever_is_reported_to_speak_spoke_before(reported: float | None, speaker: int) -> None:
    weights = [0.0] * (N_IMPLICIT_FEATURES + 1)
    weights[LAST + REPLYING], weights[OTHER + REPLYING] = 1.0, 9.0
    found = found_alone(None, reported=reported).resolve(weights)
    assert mentions_of(found)[1] == speaker


def test_features_are_finite_and_have_a_row_for_each_entity() -> None:
    seen = []

    def decide(_: object, features: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[int | None, float]:
        seen.append(features)
        return None, 1.0

    list(found_alone(DROSS).walk(decide))
    assert [features.shape for features in seen] == [(2, N_IMPLICIT_FEATURES)] * 3
    assert all(np.isfinite(features).all() for features in seen)


def test_of_one_attribution_what_others_say_is_set_apart_and_nothing_is_lost() -> None:
    unsourced = found_alone(DROSS, together=True)
    [whole] = unsourced.resolve(POINTER_ONLY)
    weights = {FOREMOST + REPLYING: 9.0, LAST: 9.0, OTHER + ASKS: 9.0}
    his, hers = unsourced.resolve([weights.get(number, 0.0) for number in range(N_IMPLICIT_FEATURES + 1)])
    question, deep, cold, clean = whole.candidate.content
    assert (his.mention, his.candidate.content) == (ASKING, (question, clean))
    assert (hers.mention, hers.candidate.content) == (OYELARAN, (deep, cold))


HEARING = """Farmer tells court of lost barn

Ilse Montague, a farmer from Sandrock, gave evidence on Tuesday.

“Where were you when the barn fell?” asked her lawyer, Pia Lund.

“In the yard.”

“What did you hear?”

“A long crack. Then the hens.”

“And what did you do?”

“I counted them.”
"""


def test_questions_and_answers_take_turns() -> None:
    found = pressq.quotes(pressq.parse(HEARING)).quotes
    assert [quote.speaker.name for quote in found if quote.speaker] == ["Pia Lund", "Ilse Montague"] * 3


ASKED = {
    "Tim Dross spoke of the cup. Is he proud? “I am.”": True,
    "Tim Dross spoke of the cup. “I am.”": False,
    "Tim Dross spoke. Is he proud (of the cup)? “I am.”": True,
    "Is he proud? “I am,” said Tim Dross.": False,
}


@pytest.mark.parametrize(("text", "alone"), ASKED.items())
def test_an_answer_after_a_question_of_its_paragraph_stands_alone(text: str, alone: bool) -> None:
    page = article("Marta Oyelaran has run the harbour since May.", text)
    found, tokens = found_in(page, MARKED)
    read, *_ = reads_of(page, MARKED)
    (segment,) = tokens.segments
    content = (QuoteSpan(segment.start, segment.end, True),)
    candidate = Candidate(
        content, None, None, np.zeros(len(read.window) + 1, np.float32), 1.0, (0.0,) * 13, read.window
    )
    dross = next(n for n, mention in enumerate(found.mentions) if mention.of(page.text) == "Tim Dross")
    chosen = [SourcedCandidate(candidate, dross, 0.9, {dross: 0.9})]
    units = ImplicitSpeakers(chosen, found, resolve_coreference(found, page.text, links_of(found, {})), tokens).units
    assert [unit.alone for unit in units] == [alone]
