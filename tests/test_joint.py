"""Several who speak together, and what comes of a quotation that is theirs."""

from __future__ import annotations

import pytest
from handmade import article, quote
from scored import found_in

from pressq import parse, speakers, stats
from pressq.article import Quotes, Span, Speaker
from pressq.output.finished import quoted_page
from pressq.output.in_words import citation, count_quotes
from pressq.output.results import record
from pressq.quotes import quotes
from pressq.quotes.joint import Joint
from pressq.report.likeness import likeness
from pressq.report.selection import select

LEE, DROSS = {"Ann Lee": "person"}, {"Tim Dross": "person"}
REED, BOARD = {"Bo Reed": "person"}, {"Port Board": "organisation"}

# a sentence, the words in it that tell who speaks, what is marked, and who speaks together
TOGETHER = {
    "two": ("<Ann Lee and Tim Dross> left.", LEE | DROSS, ["Ann Lee", "Tim Dross"]),
    "three": ("<Ann Lee, Bo Reed and Tim Dross> left.", LEE | REED | DROSS, ["Ann Lee", "Bo Reed", "Tim Dross"]),
    "one": ("<Ann Lee> met Tim Dross.", LEE | DROSS, []),
    "another who is named elsewhere": ("Tim Dross and <Ann Lee> left.", LEE | DROSS, []),
    "brackets": ("<Ann Lee (D) and Tim Dross (R)> left.", LEE | DROSS, ["Ann Lee", "Tim Dross"]),
    "offices": (
        "<Ann Lee, secretary of state, and mayor of Oslo Tim Dross> left.",
        LEE | DROSS | {"secretary of state": "role", "mayor of Oslo": "role"},
        ["Ann Lee", "Tim Dross"],
    ),
    "towns": ("<Ann Lee of Oslo and Tim Dross of Bergen> left.", LEE | DROSS, ["Ann Lee", "Tim Dross"]),
    "a person and an organisation": ("<Ann Lee and the Port Board> left.", LEE | BOARD, ["Ann Lee", "Port Board"]),
    "somebody and people of his": (
        "<Ann Lee and her aides> left.",
        LEE | {"her aides": "description"},
        ["Ann Lee", "her aides"],
    ),
    "two whom nobody names": (
        "<the cook and the pilot> left.",
        {"the cook": "description", "the pilot": "description"},
        [],
    ),
    "no 'and'": ("<Ann Lee, Tim Dross> left.", LEE | DROSS, []),
    "people whom one acts for": ("<Bo Reed, lawyer of Ann Lee and Tim Dross> left.", REED | LEE | DROSS, []),
    "two offices of one": (
        "<Ann Lee, chair and founder of Port Board> left.",
        LEE | BOARD,
        [],
    ),
    "a name inside an office": (
        "<Ann Lee, chair of Port Board and Acme> left.",
        LEE | BOARD | {"Acme": "organisation", "chair of Port Board and Acme": "role"},
        [],
    ),
    "one who met the other": ("<Ann Lee, who met Bo and Tim Dross> left.", LEE | DROSS, []),
}


def together(sentence: str, marked: dict[str, str], chosen: int = 0) -> list[str]:
    """Who speaks together where one of the mentions is chosen as the source, and the words in <> tell who speaks."""
    text = sentence.replace("<", "").replace(">", "")
    found, _ = found_in(article(text), marked)
    source = Span(sentence.index("<"), sentence.index(">") - 1)
    return [found.mentions[n].of(text) for n in Joint(found, text).of_source(chosen, source)]


@pytest.mark.parametrize(("sentence", "marked", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_who_speaks_together(sentence: str, marked: dict[str, str], expected: list[str]) -> None:
    chosen = 1 if sentence.startswith("Tim Dross and <") else 0
    assert together(sentence, marked, chosen) == expected


def test_whichever_of_them_is_chosen() -> None:
    assert together("<Ann Lee and Tim Dross> left.", LEE | DROSS, 1) == ["Ann Lee", "Tim Dross"]


@pytest.mark.parametrize(
    ("between", "pronoun", "expected"),
    [
        ("", "They", ["Ann Lee", "Tim Dross"]),
        ("", "Both", ["Ann Lee", "Tim Dross"]),
        ("", "He", []),
        ("Tim Dross sighed. ", "They", []),
        ("It rained. It snowed. ", "They", []),
    ],
)
def test_they_are_those_who_were_named_together_last(between: str, pronoun: str, expected: list[str]) -> None:
    text = f"Ann Lee and Tim Dross left. {between}{pronoun} were sad."
    found, _ = found_in(article(text), LEE | DROSS | {"Both": "pronoun"})
    dross = [n for n, mention in enumerate(found.mentions) if mention.of(text) == "Tim Dross"]
    number = len(found.mentions) - 1
    assert found.mentions[number].of(text) == pronoun
    assert [found.mentions[n].of(text) for n in Joint(found, text).of_pronoun(number, [*dross, number])] == expected


STORY = parse(
    "Bridge to be sold\n\n"
    '"It is a shame," said Jim Tate, a ferryman, and his neighbour, Ida Roe. "Nobody asked us," they added.\n\n'
    '"We had no better offer," said Paul Okoro, the town clerk. Tate said it was "a scandal".'
)


@pytest.fixture(scope="module")
def found() -> Quotes:
    return quotes(STORY)


def test_a_quotation_of_two_is_shown_as_theirs(found: Quotes) -> None:
    assert [quote.speaker and quote.speaker.name for quote in found.quotes] == [
        "Jim Tate; Ida Roe",
        "Jim Tate; Ida Roe",
        "Paul Okoro",
        "Jim Tate",
    ]
    assert found.quotes[0].mention is not None
    assert found.quotes[0].mention.text == "Jim Tate, a ferryman, and his neighbour, Ida Roe"


JIM = Speaker("Jim Tate", "person", "a ferryman", ("Tate",), "he")
IDA = Speaker("Ida Roe", "person")
BOTH = Speaker.joint([JIM, IDA])
PAGE = article('"It is a shame," said Jim Tate and Ida Roe.')
THEIRS = Quotes(PAGE, (quote(PAGE, '"It is a shame,"', speaker=BOTH),))


def test_both_have_their_names_and_roles() -> None:
    said = record(THEIRS)["quotes"][0]["speaker"]
    assert (said["name"], said["role"], said["pronoun"]) == ("Jim Tate; Ida Roe", None, "they")
    assert said["aliases"] == ["Jim Tate", "Tate", "Ida Roe"]
    assert [(one["name"], one["role"]) for one in said["members"]] == [("Jim Tate", "a ferryman"), ("Ida Roe", None)]


def test_a_line_of_a_run_is_read_back_as_it_was() -> None:
    assert quoted_page(record(THEIRS)).quotes[0].speaker == BOTH


def test_each_is_counted_and_the_quotation_once() -> None:
    profiles = speakers(THEIRS)
    assert {profile.speaker.name: len(profile.utterances) for profile in profiles} == {"Jim Tate": 1, "Ida Roe": 1}
    assert (profiles.quotes, profiles.words) == (1, 4)
    counted = stats([THEIRS])
    assert counted.quotes is not None
    assert counted.speakers is not None
    assert (counted.quotes.attributed, counted.quotes.named, counted.speakers.names) == (1, 1, 2)
    assert count_quotes(THEIRS) == "1 quotation, 2 speakers"


@pytest.mark.parametrize("name", ["Tate", "Roe", "Jim Tate"])
def test_either_is_asked_for(name: str) -> None:
    assert select(THEIRS, speakers=[name]).quotes == THEIRS.quotes


def test_a_citation_names_both() -> None:
    assert citation(THEIRS.quotes[0]) == "“It is a shame,” said Jim Tate, a ferryman, and Ida Roe."


def test_whoever_is_one_of_them_is_the_same_speaker() -> None:
    assert likeness(BOTH, Speaker("Tate", "person"))
    assert likeness(Speaker("Ida Roe", "person"), BOTH)
    assert not likeness(BOTH, Speaker("Max Dross", "person"))
