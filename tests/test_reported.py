"""What was said, and what was only thought, wished or done: sentences with [source], {cue} and <content>."""

from __future__ import annotations

from dataclasses import replace

import pytest
from attributed import attributed

from pressq.quotes.reported import is_clause, is_likely, is_report, is_said

SAID = {
    "a clause": "[The mayor] {said} <the port is open>.",
    "a clause with that": "[The mayor] {argued} <that the port had never been safer>.",
    "a clause without an auxiliary": "[She] {added} <the pilots went home at noon>.",
    "a clause of pronoun and verb": "[The union] {claimed} <they earn less than sailors>.",
    "a question": "[A sailor] {asked} <whether the bridge would hold>.",
    "a question about": "[A sailor] {asked} <about how the bridge held>.",
    "written": "[The harbour board] {wrote} <that the dredging had to wait>.",
    "announced": "[The line] {announced} <it would sell two ferries>.",
    "in short messages": "[The minister] {tweeted} <that the talks were over>.",
    "according to": "<The quay was empty by ten>, {according to} [two dockers].",
    "according to, of a part": "<Only a third of the crew>, {according to} [the captain], was on board.",
    "a noun of speech": "[The owner's] {claim} <that the hull was sound> did not last.",
    "a noun of speech, plural": "[The owner's] {repeated statements} <that the hull was sound> did not last.",
    "to somebody": "[Dross] {told} <a court in Halden that he had slept>.",
    "of something": "[Her doctor] {warned} <her of the cold>.",
    "accused": "[The board] {accused} <the captain of sleeping on his watch>.",
    "asked to": "[The captain] {asked} <the pilot to wait>.",
    "urged to": "[The captain] {urged} <every pilot on the coast to wait for daylight>.",
    "asked for": "[The lawyers] {asked} <for more time>.",
    "a promise": "[The line] {vowed} <to pay all its crews>.",
    "a gerund": "[The owner] {admitted} <painting over the cracks>.",
    "whatever is said": "[The owner] {said} <no to a second survey>.",
    "called for": "[Pilots] {called for} <a new breakwater>.",
    "called": "[She] {called} <the plan an insult to sailors>.",
    "a subject with a relative clause": "[He] {insisted} <the man who sold it to him was honest>.",
    "a clause before its cue": "<Tickets to the island go on sale at noon>, [the line] {confirmed}.",
    "a denial": "[He] {denied} <ever sleeping on his watch>.",
    "after a colon": "[DROSS]: <The hull was sound>.",
    "between marks": '[He] {opposed} <"a bridge to nowhere">.',
    "partly between marks": '[He] {ridiculed} <the plan as "a bridge to nowhere">.',
    "a headline with words between marks": '# [Mayor] {hails} <"great day"> in Halden',
    "a headline that calls": '# [Mayor] {calls} <port "insane">',
    "partly between marks, without a cue": 'For [Dross], <the plan was "a bridge to nowhere">.',
}
NOT_SAID = {
    "a belief": "[The mayor] {believes} <the port is open>.",
    "a wish": "[The mayor] {wants} <the port to be open>.",
    "a hope": "[The mayor's] {hope} <that the port would open> was in vain.",
    "hopes": "[The sailors'] {hopes} <that the port would open> were in vain.",
    "a belief, partly between marks": '[The mayor] {believes} <the port is "as good as open">.',
    "asked by nobody": "{Asked} <whether the bridge would hold>, she smiled.",
    "a measurement": "[The team] {compared} <37 years of tide tables>.",
    "a headline of an act": '# [Mayor] {hails} <"miracle" crew>',
    "of a finding": "[The survey] {shows} <the hull was sound>.",
    "an act": "[The council] {rejected} <the plan for a second bridge>.",
    "praise": "[The mayor] {praised} <the pilots for their patience>.",
    "news of a thing": "[The line] {announced} <the sale of two ferries that it bought in May>.",
    "a thing done to": "[The mayor] {criticised} <a report written last year>.",
    "a thing that somebody did": "[The board] {described} <the night when the ferry sank>.",
    "a noun phrase with its passive": "<The plan>, {criticised} by [Lee], failed.",
    "no cue": "For [Dross], <the plan was a mistake>.",
    "nobody who says it": "<The crew> {is said} <to have slept>.",
}


@pytest.mark.parametrize("sentence", SAID.values(), ids=SAID)
def test_said(sentence: str) -> None:
    assert is_said(*attributed(sentence))


@pytest.mark.parametrize("sentence", NOT_SAID.values(), ids=NOT_SAID)
def test_not_said(sentence: str) -> None:
    assert not is_said(*attributed(sentence))


CLAUSES = [
    "prices will rise",
    "the company can't pay",
    "it costs too much",
    "it 's too late",
    "whether it costs too much",
    "the deal broke the law",
    "the flood ruined the harvest",
    "to leave",
    "leaving at once",
    "for leaving at once",
    "the law that he wrote is bad",
]
PHRASES = [
    "the deal",
    "him",
    "it",
    "it a crime",
    "the law that he wrote",
    "a plan to leave",
    "goods bought in may",
    "those who left",
    "about the deal",
]


@pytest.mark.parametrize("words", CLAUSES)
def test_a_clause(words: str) -> None:
    assert is_clause(words.split())


@pytest.mark.parametrize("words", PHRASES)
def test_no_clause(words: str) -> None:
    assert not is_clause(words.split())


REPORTS = [
    "[Lee] {said} <it sank>.",
    "[Lee] {wants} <a bridge>.",
    "[Lee] {said} <no>.",
    "[Lee] {said} <it was over>.",
    "<The port>, {it is said}, <sank>.",
    '[Lee] {said}: <"No.">',
    "<The mayor> {is known} <to have sold it>.",
    "<The mayor> {is called} <a crook>.",
    "[Sailors] {called} <the port a ruin>.",
]
NO_REPORTS = [
    "[Lee] {opposed} <it>.",
    "[Lee] {said} <much of it>.",
    "<That> {was disputed} by [Lee].",
    "<The port>, {also known} <as the Old Harbour>.",
    "<The port> {was named} <Halden>.",
]


@pytest.mark.parametrize("sentence", REPORTS)
def test_a_report(sentence: str) -> None:
    assert is_report(*attributed(sentence))


@pytest.mark.parametrize("sentence", NO_REPORTS)
def test_no_report(sentence: str) -> None:
    assert not is_report(*attributed(sentence))


LEAST = {
    "said": ("[Lee] {said} <the port was open>.", 0.3),
    "said in a word": ("[Lee] {said} <nothing>.", 0.3),
    "not said": ("[Lee] {opposed} <a second bridge over the harbour>.", 0.3),
    "not said, in a few words": ("[Lee] {opposed} <a bridge>.", 0.5),
    "between marks": ('[Lee] {opposed} <"a bridge">.', 0.0),
}


@pytest.mark.parametrize(("sentence", "least"), LEAST.values(), ids=LEAST)
def test_a_few_words_that_were_not_said_must_be_surer(sentence: str, least: float) -> None:
    reading, attribution = attributed(sentence)
    assert is_likely(reading, replace(attribution, confidence=least))
    assert not least or not is_likely(reading, replace(attribution, confidence=least - 0.01))
