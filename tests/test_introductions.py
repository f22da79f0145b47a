"""Names that an article gives: whoever is described first and named then is shown under the name."""

from __future__ import annotations

import re

import pytest
from handmade import article

from pressq.quotes import quotes
from pressq.quotes.mentions.introductions import INTRODUCTION_ENDINGS, alias_introductions, introduction_start

GIVEN = [
    "a trader <>who gave her name as Ann",
    "a trader<>, who gave only her first name, Ann",
    "a trader<>, who gave his name only as Ann",
    "a trader<>, who asked to be identified by his first name, Ann",
    "a trader<> identified only as Ann",
    "a trader<> (known locally as Ann",
    "a trader<>, named by the police as Ann",
    "a trader<> identified in the report only as Ann",
    "a trader<> later identified as Ann",
    "the trader<> has been named as Ann",
    "a trader<>, who identified himself simply as Ann",
    "a trader<>, who calls himself Ann",
    "a trader<> who goes by Ann",
    "a trader<> using the name “Ann",
    "a trader<>, whom the report calls Ann",
    "a trader<>, whose name was Ann",
    "a trader<>, who is simply called Ann",
    "a trader<> posting as Ann",
    "a trader<> surnamed Ann",
    "one of them<>, a trader who gave her name as Ann",
    "one of them, a cousin of a trader<> who goes by Ann",
    "the mayor, a man who met a trader<> who goes by Ann",
]
NOT_GIVEN = [
    "a trader called Ann",  # on Monday, perhaps
    "the board named Ann",
    "a trader known by Ann",
    "a shop renamed as Ann",
    "a trader unknown as Ann",
    "a trader who identified the victim as Ann",
    "a trader as good as Ann",
    "a trader, known. As Ann",
    "a trader who works with Ann",
]


@pytest.mark.parametrize("marked", GIVEN)
def test_a_text_gives_a_name(marked: str) -> None:
    start, text = marked.index("<>"), marked.replace("<>", "")
    found = introduction_start(text, text.index("Ann"))
    assert found is not None
    assert text[found:start].strip() == ""


@pytest.mark.parametrize("marked", GIVEN)
def test_what_gives_a_name_ends_with_a_word_at_which_it_is_looked_for(marked: str) -> None:
    before, _, _ = marked.partition("Ann")
    assert re.findall(r"\w+", before)[-1] in INTRODUCTION_ENDINGS


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_a_text_gives_no_name(text: str) -> None:
    assert introduction_start(text, text.index("Ann")) is None


def test_a_name_is_given_to_what_stands_between() -> None:
    text = "one of them, a trader who goes by Ann"
    start = introduction_start(text, text.index("Ann"), text.index("trader") + 1)
    assert start is not None
    assert text[:start].endswith("trader")


def test_of_two_of_whom_a_sentence_tells_the_nearer_is_given_the_name() -> None:
    text = "a lawyer who met a trader who goes by Ann"
    start = introduction_start(text, text.index("Ann"))
    assert start is not None
    assert text[:start].endswith("trader")


def test_under_what_other_name_somebody_is_known() -> None:
    text = "Ann Lee, better known as Duckie, left."
    assert [(text[:end], name) for end, name in alias_introductions(text)] == [("Ann Lee", "Duckie")]


SHOWN = {
    "“We lost all,” said a trader who gave her name as Amina.": "Amina",
    "A survivor, who identified himself simply as Emeka, said the driver fled. “He ran,” the survivor said.": "Emeka",
    "“We lost all,” said one, who gave his name only as Karim.": "Karim",
    "A nurse, whom the report calls Farah, spoke. “I wrote it down,” she said.": "Farah",
    "His manager, who is simply called Razor, was angry. “They lie,” he said.": "Razor",
    "Alan and Brenda Tate have lived there for 41 years. “We got out,” said Mr Tate. “I wept,” he said.": "Alan Tate",
    "“We got out,” said Mr Tate. Alan and Brenda Tate have lived there for 41 years.": "Alan Tate",
    "“I thought nothing of it,” said a colleague, identified only as Nurse A.": "a colleague",
    "“We lost all,” said a trader. The trader is Ann Lee's brother.": "a trader",
}


@pytest.mark.parametrize(("text", "name"), SHOWN.items())
def test_whoever_is_given_a_name_is_shown_under_it(text: str, name: str) -> None:
    page = article("The market in Halden burned down on Monday, and fifty stalls with it.", text)
    assert {quote.speaker.name for quote in quotes(page).quotes if quote.speaker} == {name}
