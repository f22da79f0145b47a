"""Where reported speech begins and ends: sentences with [source], {cue} and <content>, and the content that is left."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attributed import attributed
from hypothesis import given
from hypothesis import strategies as st

from pressq.article import QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.content.boundaries import in_reading_order, trim_content

TABLE = {
    "as it is": ("[Lee] {said} <that the port was open>.", ["that the port was open"]),
    "an ending that is a pronoun": ("[Lee] {said} <nobody knew that>.", ["nobody knew that"]),
    "a loose conjunction": ("[Lee] {said} <the port was open, and> left.", ["the port was open"]),
    "a loose relative": ("[Lee] {blamed} <the pilots, who> were on strike.", ["the pilots"]),
    "a loose article": ("[Lee] {reported} <a smaller boat, the> Alsea Star.", ["a smaller boat"]),
    "an article that stands apart": ("[Lee] {underlined} <the> value of <these boats>.", ["these boats"]),
    "an article of the next paragraph": ("<It was open>, [Lee] {said}.\n<The> pilots left.", ["It was open"]),
    "a loose preposition": ("[Lee] {announced} <a ferry to> Halden.", ["a ferry"]),
    "an ending that is a preposition": ("[Lee] {said} <the port was talked about>.", ["the port was talked about"]),
    "an ending that is an adverb": ("[Lee] {refused} <to give in> yesterday.", ["to give in"]),
    "that, and then marks": ('[Lee] {said} <that "the port is open.">', ["the port is open."]),
    "a loose end after marks": ('[Lee] {called} <it "a ruin" and> left.', ["it", "a ruin"]),
    "a beginning before marks": ('[Lee] {called} <a "ruin">.', ["a", "ruin"]),
    "a loose comma": ("<The port was open,> [Lee] {said}.", ["The port was open"]),
    "a bracket that closes": ("[Lee] {said} <it was open (in part)>.", ["it was open (in part)"]),
    "a bracket that closes at the end": ("[Lee] {said} <it was open (in part>).", ["it was open (in part)"]),
    "a bracket around the sentence": ("(The port, [Lee] {said}, <was open>.)", ["was open"]),
    "a bracket around the report": ("It shut (<it was late>, [Lee] {said}).", ["it was late"]),
    "a sign at the end": ("[Lee] {said} <it was on Halden>+.", ["it was on Halden+"]),
    "a sign in a bracket": ("[Lee] {said} <it was open (on Halden>+).", ["it was open (on Halden+)"]),
    "a gap": ("[Lee] {said} <the port> always <was open>.", ["the port always was open"]),
    "a comma in the gap": ("[Lee] {said} <the port>, <the old one>, was shut.", ["the port, the old one"]),
    "a gap that is the source and the cue": (
        "<The port>, [Lee] {said}, <was open>.",
        ["The port", "was open"],
    ),
    "a gap with another cue": ("[Lee] {says} <it was hit and> insisted <it sank>.", ["it was hit", "it sank"]),
    "a gap before marks": ('[Lee] {accused} <Mr> Dross <of "talking">.', ["Mr Dross of", "talking"]),
    "a wide gap": ("[Lee] {said} <the port> on the far shore <was open>.", ["the port", "was open"]),
    "a gap between sentences": ("[Lee] {said} <the port was open>. <It was>.", ["the port was open", "It was"]),
    "between marks": ('[Lee] {said}: <"The port is open, and">', ["The port is open, and"]),
}


@pytest.mark.parametrize(("sentence", "expected"), TABLE.values(), ids=TABLE)
def test_edges(sentence: str, expected: list[str]) -> None:
    tokens, attribution = attributed(sentence)
    assert [span.of(tokens.text).strip() for span in trim_content(tokens, attribution).content] == expected


REPORTS = [
    "[Lee] {said} <it sank>.",
    "[Lee] {said} <no>.",
    "[Lee] {said} <it was over>.",
    "<The port>, {it is said}, <sank>.",
    '[Lee] {said}: <"No.">',
    "<The mayor> {is known} <to have sold it>.",
]
NO_REPORTS = [
    "[Lee] {opposed} <it>.",
    "<That> {was disputed} by [Lee].",
]


@pytest.mark.parametrize("sentence", REPORTS)
def test_a_report(sentence: str) -> None:
    tokens, attribution = attributed(sentence)
    assert [each.content for each in in_reading_order(tokens, [attribution])] == [attribution.content]


@pytest.mark.parametrize("sentence", NO_REPORTS)
def test_no_report(sentence: str) -> None:
    tokens, attribution = attributed(sentence)
    assert in_reading_order(tokens, [attribution]) == []


WORDS = "Lee said the port of Halden was open and the old lock was shut"
PARTS = st.lists(st.tuples(st.integers(0, len(WORDS)), st.integers(0, len(WORDS))).map(sorted), min_size=1, max_size=4)


@given(st.lists(PARTS, max_size=4))
def test_contents_are_in_order_and_no_part_goes_over_another(found: list[list[list[int]]]) -> None:
    tokens, _ = attributed(WORDS)
    attributions = [
        Attribution(tuple(QuoteSpan(start, end, True) for start, end in parts), None, None, 0.5) for parts in found
    ]
    ordered = in_reading_order(tokens, attributions)
    assert [each.content for each in ordered] == sorted(each.content for each in ordered)
    for each in ordered:
        assert each.content
        assert all(span.start < span.end for span in each.content)
        assert all(one.end <= two.start for one, two in pairwise(each.content))
