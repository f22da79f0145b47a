"""What is reported: does it tell anything, and is it a clause? Sentences with [source], {cue} and <content>."""

from __future__ import annotations

import pytest
from attributed import attributed

from pressq.quotes.speech import is_clause, is_report

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
