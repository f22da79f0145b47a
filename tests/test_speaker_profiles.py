"""Who speaks over several articles: when two names are one person, and what is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handmade import MAYOR, QUOTES, SOURCE, article, quote

from pressq.article import Quotes, Speaker
from pressq.report.speaker_profiles import speakers


def saying(*speakers, source="a.txt", published=None, words="one two three"):
    """An article in which each of these says the same words."""
    page = article(f'"{words}"', f"({source})", source=source, published=published)
    return Quotes(page, tuple(quote(page, f'"{words}"', number=n, speaker=who) for n, who in enumerate(speakers, 1)))


def person(name, *aliases, role=None):
    return Speaker(name, "person", role, aliases)


@pytest.mark.parametrize(
    ("articles", "names"),
    [
        pytest.param([["Ines Varga"], ["Ines Varga"]], {"Ines Varga": 2}, id="equal names"),
        pytest.param([["Ines Varga"], ["INES VARGA"]], {"Ines Varga": 2}, id="capitals"),
        pytest.param([["Ines Varga"], ["Varga"]], {"Ines Varga": 1, "Varga": 1}, id="surname alone"),
        pytest.param([["Ines Varga"], ["I. Varga"]], {"Ines Varga": 1, "I. Varga": 1}, id="initial"),
        pytest.param([["I. M. Varga"], ["I. M. Varga"]], {"I. M. Varga": 2}, id="two initials"),
        pytest.param([["Ines Varga"], ["P. Varga"]], {"Ines Varga": 1, "P. Varga": 1}, id="other initial"),
        pytest.param([["Ines M. Varga"], ["Ines Varga"]], {"Ines M. Varga": 2}, id="middle initial"),
        pytest.param(
            [["Ines Varga"], ["Ines Maria Varga"]], {"Ines Varga": 1, "Ines Maria Varga": 1}, id="middle name"
        ),
        pytest.param(
            [["Ines M. Varga"], ["Ines K. Varga"]], {"Ines M. Varga": 1, "Ines K. Varga": 1}, id="other middle"
        ),
        pytest.param(
            [["Ines M. Varga"], ["Ines K. Varga"], ["Ines Varga"]],
            {"Ines M. Varga": 1, "Ines K. Varga": 1, "Ines Varga": 1},
            id="short form of two",
        ),
        pytest.param([["Otto Lind Jr."], ["Otto Lind"]], {"Otto Lind Jr.": 1, "Otto Lind": 1}, id="suffix left out"),
        pytest.param(
            [["Otto Lind Jr."], ["Otto Lind Sr."]], {"Otto Lind Jr.": 1, "Otto Lind Sr.": 1}, id="father and son"
        ),
        pytest.param([["Ines Varga"], ["Ines Vargas"]], {"Ines Varga": 1, "Ines Vargas": 1}, id="other name"),
        pytest.param(
            [["Ines Varga"], ["Ines Varga; Otto Lind"]], {"Ines Varga": 1, "Ines Varga; Otto Lind": 1}, id="joint"
        ),
        pytest.param([["Inés Varga"], ["Ines Varga"]], {"Inés Varga": 2}, id="accents"),
    ],
)
def test_people_are_one_where_names_agree_and_nothing_contradicts(articles, names):
    found = speakers(saying(*map(person, who), source=str(n)) for n, who in enumerate(articles))
    assert {profile.speaker.name: profile.articles for profile in found.profiles} == names


def test_a_person_is_no_organisation():
    assert len(speakers([saying(person("Lind")), saying(Speaker("Lind", "organisation"))]).profiles) == 2


def test_unnamed_sources_of_different_articles_stay_apart():
    anonymous = replace(SOURCE, key="")
    found = speakers([saying(anonymous, anonymous, source="a"), saying(anonymous, source="b")])
    assert len(found.profiles) == 2


def test_name_role_and_aliases_are_the_fullest_of_all_articles():
    found = speakers(
        [
            saying(person("Ines Varga", "Varga", role="mayor")),
            saying(person("Ines M. Varga", "Ms. V", role="mayor of Porthaven")),
        ]
    )
    expected = person("Ines M. Varga", "Ines Varga", "Varga", "Ms. V", role="mayor of Porthaven")
    assert found.profiles[0].speaker == replace(expected, key="person:ines-varga")


def test_he_and_she_of_one_name_are_two():
    he, she = (Speaker("Sam Roe", "person", pronoun=pronoun) for pronoun in ("he", "she"))
    found = speakers([saying(he, source="a"), saying(she, source="b"), saying(he, source="c")])
    assert [(profile.speaker.key, profile.articles) for profile in found.profiles] == [
        ("person:sam-roe~he", 2),
        ("person:sam-roe~she", 1),
    ]


def test_most_words_come_first_and_shares_are_of_all_words():
    found = speakers([QUOTES])
    assert [profile.speaker for profile in found.profiles] == [MAYOR, SOURCE]
    assert (found.quotes, found.words, len(found.unattributed)) == (5, 28, 1)
    assert found.share(found.profiles[0]) == 22 / 28


def test_the_median_quotation_is_of_median_length():
    profile = speakers([QUOTES]).profiles[0]
    assert [utterance.words for utterance in profile.utterances] == [15, 2, 5]
    assert profile.median.quote.text == "the works a promise kept"


def test_first_and_last_go_by_date_where_every_article_has_one():
    found = speakers(
        [saying(MAYOR, source="new", published="2025-05-01"), saying(MAYOR, source="old", published="2025-04-01")]
    )
    assert [utterance.article.source for utterance in found.profiles[0].utterances] == ["old", "new"]
    found = speakers([saying(MAYOR, source="first", published="2025-05-01"), saying(MAYOR, source="second")])
    assert [utterance.article.source for utterance in found.profiles[0].utterances] == ["first", "second"]


def test_nobody_speaks():
    found = speakers([])
    assert (found.articles, found.profiles, found.words) == (0, (), 0)


def test_the_example_is_the_longest_direct_quotation_that_fits():
    long = article('"' + "and so on " * 20 + '" she said. "Not one is sound." "No." It is "a ruin" and shut for good.')
    parts = [
        ('"' + "and so on " * 20 + '"',),
        ('"Not one is sound."',),
        ('"No."',),
        ("It is", '"a ruin"', "and shut for good"),
    ]
    said = [quote(long, *part, number=number, speaker=MAYOR) for number, part in enumerate(parts, start=1)]
    for given, expected in ((said, 2), ([said[0]], 1), ([said[0], said[3]], 1), ([said[3]], 4)):
        (profile,) = speakers([Quotes(long, tuple(given))]).profiles
        assert profile.example.quote.id == expected


def test_who_is_quoted_is_counted_by_kind_by_the_articles_own_pronoun_and_by_the_head_of_the_role():
    she = Speaker("Ines Varga", "person", "the deputy mayor of Porthaven and chair of its board", pronoun="she")
    he = Speaker("Otto Lind", "person", "Mayor", pronoun="he")
    board = Speaker("Harbour Board", "organisation")
    found = speakers([saying(she, she, he, board)])
    assert {group.name: (group.speakers, group.quotes) for group in found.by_kind} == {
        "person": (2, 3),
        "organisation": (1, 1),
    }
    assert {group.name: group.quotes for group in found.by_pronoun} == {"she": 2, "he": 1}
    assert {group.name: group.quotes for group in found.by_role} == {"mayor": 3, None: 1}
    assert sum(map(found.share, found.by_kind)) == 1
