"""Bylines: names of persons, or of a desk, out of lines with roles, places, dates and furniture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressq import parse
from pressq.text.bylines import byline_names

BODY = "The ferry lost its steering in heavy fog on Thursday and struck a breakwater, hurting thirty. " * 2


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("BY ANN M. LEE", ["Ann M. Lee"]),
        ("By Mary K. O'Dell and J.R. van Holt", ["Mary K. O'Dell", "J.R. van Holt"]),
        ("By Ann Lee in Oslo and Tim Roe in Bergen", ["Ann Lee", "Tim Roe"]),
        ("By Rana al-Halmi, Bo Hu and Ann Lee", ["Rana al-Halmi", "Bo Hu", "Ann Lee"]),
        ("Interview by Tom Lind", ["Tom Lind"]),
        ("Words and pictures by Ann Lee", ["Ann Lee"]),
        ("Ann Lee, Health Editor", ["Ann Lee"]),
        ("By ANN LEE, AP Sports Writer", ["Ann Lee"]),
        ("By Ann Lee | Special to The Planet", ["Ann Lee"]),
        ("Ann Lee - Staff Writer", ["Ann Lee"]),
        ("Ann Lee News reporter", ["Ann Lee"]),
        ("By Ann Lee, Daily Planet", ["Ann Lee"]),
        ("Ann Lee ABC NEWS Published 7:07 PM", ["Ann Lee"]),
        ("by Ann Lee Monday, November 18, 2019", ["Ann Lee"]),
        ("Ann Lee November", ["Ann Lee"]),
        ("Ann Lee, ann.lee@planet.test, @annlee", ["Ann Lee"]),
        ("Dr. Ann Lee, PhD, and Tim Roe, Jr.", ["Ann Lee", "Tim Roe Jr."]),
        ("Ann Lee; ANN LEE", ["Ann Lee"]),
        ("Von Anna Müller und Jörg Ruß", ["Anna Müller", "Jörg Ruß"]),
        ("Por Ana Ruiz", ["Ana Ruiz"]),
        ("Par Zoé Petit", ["Zoé Petit"]),
        ("By our reporters", ["our reporters"]),
        ("Staff and agencies", ["Staff and agencies"]),
        ("By The Associated Press", ["The Associated Press"]),
        ("Photo by Ann Lee", []),
        ("News reporter", []),
        ("Account You're logged", []),
        ("View author archive Email the author Get author RSS feed", []),
        ("username17", []),
        ("", []),
    ],
)
def test_the_names_in_a_byline(line, names):
    assert list(byline_names(line)) == names


def test_one_word_is_a_name_only_where_a_field_declares_it():
    assert byline_names("Regan") == ()
    assert byline_names("Regan", declared=True) == ("Regan",)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By our reporters", "our reporters"),
        ("Interview by Tom Lind", "Tom Lind"),
        ("By Rana al-Halmi in Cairo and Tim Roe in Oslo", "Rana al-Halmi; Tim Roe"),
        ("Von Anna Müller", "Anna Müller"),
    ],
)
def test_a_byline_under_a_title_is_no_subhead(line, byline):
    article = parse(f"Ferry runs aground\n\n{line}\n\n{BODY}\n\n{BODY}")
    assert article.byline == byline
    assert [block.kind for block in article.blocks] == ["title", "byline", "body", "body"]


@given(st.text(max_size=80), st.booleans())
def test_names_are_short_and_unlike(line, declared):
    names = byline_names(line, declared=declared)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name == name.strip() != "" for name in names)
