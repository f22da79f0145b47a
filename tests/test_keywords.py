"""Key phrases: what an editor would tag an article with, and what not."""

from __future__ import annotations

import pytest
from handmade import article
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.article import Keyword
from pressq.summary import summarize


def keywords(text: str, language: str = "en") -> list[Keyword]:
    return list(summarize(article(text, language=language)).keywords)


NAMES = [
    ("a name is given in full", "Ada Lindqvist won. The vote made Lindqvist mayor.", ["Ada Lindqvist"], ["Lindqvist"]),
    ("without titles", "They met Police Chief Omar Haddad. Mr Haddad left.", ["Omar Haddad"], ["Police", "Chief"]),
    ("or roles", "Rival Omar Haddad won. They met Haddad.", ["Omar Haddad"], ["Rival"]),
    ("nor with the end of one", "They met Secretary of State Ida Roe. It rained.", ["Ida Roe"], ["State Ida Roe"]),
    ("initials and abbreviations are in it", "He rang J. K. Moor in St. Malo.", ["J. K. Moor", "St. Malo"], ["Moor"]),
    (
        "a surname that two bear stands for itself",
        "Jon Pratt met Ida Pratt. Then Pratt left, and Pratt came back, and Pratt left.",
        ["Pratt"],
        ["Jon Pratt", "Ida Pratt"],
    ),
    ("a title that one is called by stays", "The visit of Prince Karel to Norvik was short.", ["Prince Karel"], []),
    ("so does one in an organisation", "He sued the Justice Department. It won.", ["Justice Department"], []),
    ("the organisation of a person is its own", "He left Norvik's National Gas Board.", ["National Gas Board"], []),
    ("New is in the name", "She left New Norvik. He came to New Norvik.", ["New Norvik"], ["Norvik"]),
    ("of, too, if it recurs", "The Isle of Mern is far. On the Isle of Mern it rains.", ["Isle of Mern"], ["Isle"]),
    ("and if not, not", "He met Anna Roe of Talheim Lodge.", ["Anna Roe", "Talheim Lodge"], []),
    ("small words in names", "He met Bram van Loon. It rained.", ["Bram van Loon"], ["Loon"]),
    ("what the article writes small is no name", "Hold on, she said. You hold it, or they hold it.", [], ["Hold"]),
    ("nor is a day", "It rained on Feb. 3. By Monday, Feb. 5, it snowed.", [], ["Feb", "Monday"]),
    ("nor a people", "The Danish won. The law of the Danish is old.", [], ["Danish"]),
    ("nor I", "Then I'm late, and I’ve no idea. But I'm here, and I’ve time.", [], ["I'm", "I’ve"]),
    (
        "nor any word of a shout",
        "STORM HITS NORVIK. THE STORM CLOSED THE PORT OF NORVIK.",
        ["NORVIK"],
        ["THE PORT OF NORVIK"],
    ),
    ("an agency is no topic where it is a source", "It rained. It ceased. He told CNN so. CNN had it.", [], ["CNN"]),
    ("but is one in the lede", "CNN was sold. The buyer of CNN is not known.", ["CNN"], []),
]
NOUNS = [
    ("nouns are told by what stands before them", "The dam broke. Nobody saw the dam.", ["dam"], []),
    ("verbs are none", "The ships sank the boat. They sank two of the ships.", ["ships"], ["sank"]),
    ("not after to", "They came to close the port. They close the port.", ["port"], ["close"]),
    ("nor participles", "The injured left. Many of the injured wept.", [], ["injured"]),
    ("nor pasts", "The man the state sold left. It sold it.", [], ["sold", "left"]),
    ("a gerund must be one twice", "He was moving. He spoke of moving.", [], ["moving"]),
    ("and then is one", "The hearing was short. After the hearing he left.", ["hearing"], []),
    (
        "the longer phrase is given where the shorter has no life of its own",
        "The steering gear failed. He blamed the steering gear.",
        ["steering gear"],
        ["steering", "gear"],
    ),
    (
        "the shorter one where it has",
        "The steering gear failed. The gear was old. A gear like the gear of a mill.",
        ["gear"],
        ["steering gear"],
    ),
    ("forms of a word are one", "A toll is due. I paid the tolls. He paid the tolls.", ["tolls"], ["toll"]),
    ("what every article has is none", "In a year. The year of the man. A man, a time, the time.", [], ["year", "man"]),
    ("nor is a number", "The 31 hurt. Of the 31, two died.", [], ["31"]),
    ("once is not enough", "The dam broke.", [], ["dam"]),
]


@pytest.mark.parametrize(("text", "there", "not_there"), [pytest.param(*case, id=id) for id, *case in NAMES + NOUNS])
def test_key_phrases_are_what_an_editor_would_take(text: str, there: list[str], not_there: list[str]) -> None:
    found = [keyword.text for keyword in keywords(text)]
    assert set(there) <= set(found)
    assert not set(not_there) & set(found)


def test_what_comes_first_and_often_weighs_most() -> None:
    text = "The dam broke. It rained. The mill of the town stood. The dam, the mill and the ford: the ford was deep."
    assert [keyword.text for keyword in keywords(text)] == ["dam", "mill", "ford"]


def test_other_languages_know_stop_words_and_capitals() -> None:
    text = "Der Hafen von Norvik wurde gesperrt. Im Hafen brannte es. Die Reeder von Norvik sind in Sorge."
    assert {keyword.text for keyword in keywords(text, "de")} == {"Hafen", "Norvik"}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["The", "the", "of", "Ada", "Roe", "dam", "dams", "31", "J.", "Mr", "’s", ":", ".", "“", "I'm"])
    )
    .map(" ".join)
    .map(lambda text: text.replace(" ’s", "’s"))
)
def test_key_phrases_stand_in_the_text_and_fall_from_one(text: str) -> None:
    found = keywords(text)
    assert all(keyword.text in " ".join(text.split()) for keyword in found)
    assert [keyword.score for keyword in found] == sorted((keyword.score for keyword in found), reverse=True)
    assert all(keyword.score == 1 for keyword in found[:1])
    assert len({keyword.text for keyword in found}) == len(found) <= 10
