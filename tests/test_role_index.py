"""What an article tells of whom: whose a description is rather."""

from __future__ import annotations

import pytest

from pressq.quotes.coreference.clusters import Cluster
from pressq.quotes.coreference.nominals import RoleIndex, head_noun
from pressq.quotes.mentions.mention import Mention

HERE, WHOLE = 1, 2  # a role's word occurs; it is the whole role


def mention_of(text: str, phrase: str) -> Mention:
    start = text.index(phrase)
    return Mention(start, start + len(phrase), "description", 0, 0, 0, 0, False)


def role_index(text: str, roles: tuple[str, ...]) -> RoleIndex:
    """Of a text in which each of these roles is another person's."""
    return RoleIndex({mention_of(text, role): Cluster("person", place) for place, role in enumerate(roles)}, text)


def preferred(index: RoleIndex, description: Mention, *, document: bool = False) -> dict[int, int]:
    """For each cluster that the roles favour: `WHOLE` if as much as the only bearer of a role, else `HERE`."""
    text = f"{PILOT} The pilot came."
    only = role_index(text, ("ferry pilot",)).match_weights(mention_of(text, "The pilot"), document=False)
    weights = index.match_weights(description, document=document)
    assert all(1 < weight <= only[0] for weight in weights.values())
    return {place: WHOLE if weight == only[0] else HERE for place, weight in weights.items()}


PILOT, BOTH = "Ann Lee, a ferry pilot, left.", "Ann Lee, a ferry pilot, met bus pilot Tom Reed."
FAVOURED = {
    "all words of a role": (BOTH, ("ferry pilot", "bus pilot"), "The ferry pilot", {0: WHOLE, 1: HERE}),
    "the noun of one": (PILOT, ("ferry pilot",), "The pilot", {0: WHOLE}),
    "the noun of two": (BOTH, ("ferry pilot", "bus pilot"), "The pilot", {0: WHOLE, 1: WHOLE}),
    "the noun of one with other words": (PILOT, ("ferry pilot",), "The tired pilot", {0: HERE}),
    "whose noun it is": (PILOT, ("ferry pilot",), "Their pilot", {0: WHOLE}),
    "somebody new": (BOTH, ("ferry pilot", "bus pilot"), "A ferry pilot", {0: HERE, 1: HERE}),
    "letters": ("Prime Minister Ann Lee left.", ("Prime Minister",), "The PM", {0: WHOLE}),
    "a title": ("Sen. Ann Lee left.", ("Sen.",), "The senator", {0: WHOLE}),
    "the noun before a preposition": (PILOT, ("ferry pilot",), "The pilot of the bus", {0: HERE}),
    "nobody's": (PILOT, ("ferry pilot",), "The sailor", {}),
}


@pytest.mark.parametrize(("text", "roles", "description", "expected"), FAVOURED.values(), ids=FAVOURED)
def test_whose_a_description_is_rather(
    text: str, roles: tuple[str, ...], description: str, expected: dict[int, int]
) -> None:
    text = f"{text} {description} came."
    assert preferred(role_index(text, roles), mention_of(text, description)) == expected


def test_a_document_is_hardly_one_whose_role_tells_of_such() -> None:
    text = "Ann Lee, a letter carrier, left. The letter came."
    index, description = role_index(text, ("letter carrier",)), mention_of(text, "The letter")
    assert preferred(index, description) == {0: WHOLE}
    assert preferred(index, description, document=True) == {0: HERE}


def test_a_role_stated_in_the_description_alone_counts_no_more() -> None:
    text = "The ferry pilot left."
    assert preferred(role_index(text, ("ferry pilot",)), mention_of(text, "The ferry pilot")) == {0: HERE}


@pytest.mark.parametrize(
    ("description", "noun"),
    [
        ("The mayor of Oslo", "mayor"),
        ("the tall Cook", "cook"),
        ("of Oslo", "oslo"),
        ("Her report, parts of", "report"),
        ("a 5,000-strong crowd", "crowd"),
        (", a cook,", "cook"),
    ],
)
def test_the_noun_of_a_description(description: str, noun: str) -> None:
    assert head_noun(description) == noun
