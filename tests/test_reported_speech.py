"""Said, or only thought: which attributions are speech."""

from __future__ import annotations

from dataclasses import replace

import pytest
from attributed import attributed

import pressq
from pressq.quotes.content.reported_speech import N_SPEECH_FEATURES, is_reported_speech, speech_features

SPEECH = [
    "Ann Lee said that the port was closed.",
    "Officials expect a new bridge by May, according to a report.",
    "Ann Lee urged the pilots to stay.",
    "Tom Reed accused the board of lying about the costs of the ferry.",
    "Ann Lee thinks the ferry is “a coffin that someone painted white”.",
]
THOUGHT = ["Ann Lee praised the ferry.", "Ann Lee opposed the deal.", "Ann Lee believes that the port must close."]


@pytest.mark.parametrize("text", [*SPEECH, *THOUGHT])
def test_what_was_said_is_speech(text: str) -> None:
    (found,) = pressq.quotes(pressq.parse(text), attitudes=True).quotes
    assert found.speech == (text in SPEECH)


# Few words, "that" first, an auxiliary, a cue that is no verb of saying or thinking, no source.
FORMS = {
    "[Lee] {said} <it was late at night>.": (0, 0, 1, 0, 0),
    "[Lee] {said} that <the ferry leaves at night>.": (0, 1, 0, 0, 0),
    "[Lee] {said} <that the ferry leaves at night>.": (0, 1, 0, 0, 0),
    "[Lee] {praised} <the old ferry>.": (1, 0, 0, 0, 0),
    "[Lee], a {critic} of <the old ferry of Halden>, left.": (0, 0, 0, 1, 0),
    "{By all accounts} <the ferry leaves at night>.": (0, 0, 0, 1, 1),
    "<The ferry leaves at night.>": (0, 0, 0, 0, 1),
}


@pytest.mark.parametrize(("sentence", "form"), FORMS.items())
def test_what_tells_a_report(sentence: str, form: tuple[int, ...]) -> None:
    tokens, attribution = attributed(sentence)
    known = replace(attribution, mention=0 if attribution.source else None, p_speech=0.5)
    sure, said, *others = speech_features(tokens, known)
    assert len(others) + 2 == N_SPEECH_FEATURES
    assert sure > said == 0
    assert tuple(map(int, others)) == form


def test_what_stands_between_marks_is_speech_whatever_the_cue() -> None:
    tokens, attribution = attributed("[Lee] {feared} <“a coffin”>.")
    assert is_reported_speech(tokens, replace(attribution, score=0.1, p_speech=0.1), [-9.0] + [0.0] * N_SPEECH_FEATURES)


@pytest.mark.parametrize(("constant", "speech"), [(-1.0, False), (1.0, True)])
def test_outside_of_marks_the_weights_decide(constant: float, speech: bool) -> None:
    tokens, attribution = attributed("[Lee] {feared} <the old ferry>.")
    assert is_reported_speech(tokens, attribution, [constant] + [0.0] * N_SPEECH_FEATURES) == speech
