"""When two forms can be the name of one person or organisation."""

from __future__ import annotations

import pytest

from pressq.text.names import (
    bare_name,
    full_forms,
    is_initials,
    is_misspelled,
    is_person_form,
    is_short_form,
    is_suffix,
    is_title,
    name_likeness,
    name_words,
    office_initials,
    plain,
    sex_of,
    surname,
    without_clitic,
    without_titles,
)


@pytest.mark.parametrize(
    ("form", "without"),
    [
        ("Oyelaran's", "Oyelaran"),
        ("Oyelaran’s", "Oyelaran"),
        ("OYELARAN'S", "OYELARAN"),
        ("the Jets'", "the Jets"),
        ("Dross", "Dross"),
        ("O'Shea", "O'Shea"),
        ("D’Arbo’s", "D’Arbo"),
        ("Marta'", "Marta'"),
    ],
)
def test_possessive_endings(form: str, without: str) -> None:
    assert without_clitic(form) == without


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("Marta Oyelaran", ("marta", "oyelaran")),
        ("the Harbour Board's", ("harbour", "board")),
        ("The The", ("the",)),
        ("The", ("the",)),
        ("J. R. Dross", ("j", "r", "dross")),
        ("Wong Kit-ho", ("wong", "kit-ho")),
        ("Una O’Shea", ("una", "o'shea")),
        ("—", ()),
    ],
)
def test_words_of_a_name(form: str, words: tuple[str, ...]) -> None:
    assert name_words(form) == words


@pytest.mark.parametrize(
    ("name", "last"),
    [("Marta Oyelaran", "oyelaran"), ("Tim Dross Jr.", "dross"), ("Oyelaran", "oyelaran"), ("Jr.", "jr"), ("—", "")],
)
def test_surnames(name: str, last: str) -> None:
    assert surname(name_words(name)) == last


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Søren Łódź", "soren lodz"), ("Ines Várga", "ines varga"), ("O’Shea", "o'shea"), ("DROSS", "dross")],
)
def test_names_as_they_are_typed(name: str, typed: str) -> None:
    assert plain(name) == typed


@pytest.mark.parametrize(
    ("name", "pronoun"),
    [("Marta Oyelaran", "she"), ("José Varga", "he"), ("Robin Dross", None), ("Marta", None), ("", None)],
)
def test_given_names_that_only_men_or_women_bear(name: str, pronoun: str | None) -> None:
    assert sex_of(name_words(name)) == pronoun


@pytest.mark.parametrize("word", ["Sen.", "Sen", "SEN.", "Mr", "MAYOR", "Co-Chair", "CEO"])
def test_titles(word: str) -> None:
    assert is_title(word)


@pytest.mark.parametrize("word", ["Marta", "Sr", "the", ""])
def test_no_titles(word: str) -> None:
    assert not is_title(word)


@pytest.mark.parametrize(("word", "suffix"), [("Jr", True), ("III", True), ("GmbH", True), ("Lee", False), ("", False)])
def test_suffixes(word: str, *, suffix: bool) -> None:
    assert is_suffix(word) == suffix


@pytest.mark.parametrize(
    ("name", "bare"),
    [("SEN. VARGA", "VARGA"), ("the Rev. Dr. Ann Lee", "Ann Lee"), ("Ann Lee", "Ann Lee"), ("Mayor", "Mayor")],
)
def test_names_without_titles(name: str, bare: str) -> None:
    assert without_titles(name) == bare


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Cllr Ann Lee OBE", "Ann Lee"),
        ("Ann Lee MBE KC", "Ann Lee"),
        ("Ann Lee MBA’92", "Ann Lee"),
        ("Ann Lee '07", "Ann Lee"),
        ("Ann Lee III", "Ann Lee III"),
        ("ANN LEE KC", "ANN LEE KC"),
        ("Kim YONG NAM", "Kim YONG NAM"),
        ("Earl Ray Mason", "Earl Ray Mason"),
        ("ADA Ann Lee", "Ann Lee"),
        ("Ada Ann Lee", "Ada Ann Lee"),
        ("ADA ANN LEE", "ADA ANN LEE"),
        ("Sir Keir", "Sir Keir"),
        ("Ann KC", "Ann KC"),
        ("M. K. Lee", "M. K. Lee"),
        ("M. Jean Lee", "M. Jean Lee"),
        ("Cr Jean Lee", "Jean Lee"),
        ("Ann Lucas'", "Ann Lucas"),
        ("Biologist Ann Lee", "Ann Lee"),
        ("Statistician Ann Lee", "Ann Lee"),
        ("Cosmetologist Ann Lee", "Ann Lee"),
        ("Driver Oyelaran Lee", "Driver Oyelaran Lee"),
        ("Ventriloquist Marta Oyelaran", "Marta Oyelaran"),
        ("Epidemiologist Orlaith Dross", "Orlaith Dross"),
        ("Lindquist Dross Oyelaran", "Lindquist Dross Oyelaran"),
    ],
)
def test_full_names_without_titles_and_letters(name: str, bare: str) -> None:
    assert bare_name(name) == bare


PERSONS = {
    "surname": ("Oyelaran", "Marta Oyelaran", True),
    "first name": ("Marta", "Marta Oyelaran", True),
    "the same": ("Marta Oyelaran", "Marta Oyelaran", True),
    "the middle left out": ("Marta Oyelaran", "Marta Ines Oyelaran", True),
    "the middle alone": ("Ines", "Marta Ines Oyelaran", True),
    "an initial": ("M. Oyelaran", "Marta Oyelaran", True),
    "a name for an initial": ("Marta Oyelaran", "M. Oyelaran", True),
    "an initial in the middle": ("Marta Oyelaran", "Marta I. Oyelaran", True),
    "first names": ("Marta Ines", "Marta Ines Oyelaran", True),
    "a double surname": ("Varga Oyelaran", "Marta Varga Oyelaran", True),
    "one part of a surname after a given name": ("Marta Varga", "Marta Varga-Oyelaran", True),
    "the other part": ("Marta Oyelaran", "Marta Varga-Oyelaran", True),
    "one part of a surname after another given name": ("Ines Varga", "Marta Varga-Oyelaran", False),
    "one part of a surname alone": ("Varga", "Marta Varga-Oyelaran", False),
    "without a suffix": ("Tim Dross", "Tim Dross Jr.", True),
    "surname of one with a suffix": ("Dross", "Tim Dross Jr.", True),
    "another first name": ("Ines Oyelaran", "Marta Oyelaran", False),
    "another initial": ("I. Oyelaran", "Marta Oyelaran", False),
    "another surname": ("Marta Dross", "Marta Oyelaran", False),
    "in another order": ("Ines Marta Oyelaran", "Marta Ines Oyelaran", False),
    "longer than the name": ("Marta Oyelaran", "Oyelaran", False),
    "nothing": ("", "Marta Oyelaran", False),
}


@pytest.mark.parametrize(("short", "full", "can"), PERSONS.values(), ids=PERSONS)
def test_forms_of_a_person(short: str, full: str, can: bool) -> None:
    assert is_person_form(name_words(short), name_words(full)) == can


LIKENESS = {
    "the same": ("Marta Oyelaran", "Mayor Marta Oyelaran", 3),
    "family name first": ("Wong Kit-ho", "Kit-ho Wong", 3),
    "accents and capitals": ("INES VARGA", "Inés Varga", 3),
    "surname": ("Ms. Oyelaran", "Marta Oyelaran", 2),
    "an initial": ("M. Oyelaran", "Marta Oyelaran", 2),
    "short for a first name": ("Bill Dross", "William Dross", 2),
    "without a suffix": ("Dross", "Tim Dross Jr.", 2),
    "first name": ("Marta", "Marta Oyelaran", 1),
    "another first name": ("Ines Oyelaran", "Marta Oyelaran", 0),
    "another surname": ("Marta Dross", "Marta Oyelaran", 0),
    "nothing": ("—", "Marta Oyelaran", 0),
}


@pytest.mark.parametrize(("one", "other", "likeness"), LIKENESS.values(), ids=LIKENESS)
def test_names_in_two_texts(one: str, other: str, likeness: int) -> None:
    assert name_likeness(one, other) == name_likeness(other, one) == likeness


ORGANISATIONS = {
    "without its legal form": ("Halden Instruments", "Halden Instruments Inc.", True),
    "with its legal form": ("Merrow Bank plc", "Merrow Bank", True),
    "its first word": ("Halden", "Halden Instruments Inc.", True),
    "its last words": ("Harbour Board", "Halden Harbour Board", True),
    "its last word": ("Board", "Halden Harbour Board", False),
    "amid": ("Harbour", "Halden Harbour Board", False),
    "another": ("Merrow Board", "Halden Harbour Board", False),
}


@pytest.mark.parametrize(("short", "full", "can"), ORGANISATIONS.values(), ids=ORGANISATIONS)
def test_forms_of_an_organisation(short: str, full: str, can: bool) -> None:
    assert is_short_form(name_words(short), name_words(full)) == can


INITIALS = {
    "of all words": ("HHB", "Halden Harbour Board", True),
    "possessive": ("HHB's", "Halden Harbour Board", True),
    "with stops": ("H.H.B.", "Halden Harbour Board", True),
    "without small words": ("CAR", "Centre for Alpine Research", True),
    "with small words": ("CfAR", "Centre for Alpine Research", True),
    "after an article": ("HHB", "the Halden Harbour Board", True),
    "of parts with hyphens": ("HSB", "Halden-Skerry Board", True),
    "of some words": ("HH", "Halden Harbour Board", False),
    "in lower case": ("hhb", "Halden Harbour Board", False),
    "one letter": ("H", "Halden", False),
    "two words": ("HH B", "Halden Harbour Board", False),
}


@pytest.mark.parametrize(
    ("office", "letters"),
    [
        ("Prime Minister", {"PM"}),
        ("the Maltese prime minister", {"PM", "MPM"}),
        ("Commissioner of Police", {"CP"}),
        ("officer-in-charge", {"OC"}),
        ("King's Counsel", {"KC"}),
        ("head of the Merrow Harbour Board", {"HM", "HMH", "HMHB"}),  # not "MHB"
        ("Merrow Harbour Board chief", {"BC", "HBC", "MHBC"}),
        ("mayor", set()),
    ],
)
def test_letters_of_an_office(office: str, letters: set[str]) -> None:
    assert office_initials(office) == letters


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("oyelarran", True), ("oyelran", True), ("oyelaram", True), ("oyelaran", False), ("oyelarramn", False)],
)
def test_a_slip_of_the_pen(word: str, is_one: bool) -> None:
    assert is_misspelled(word, "oyelaran") == is_one


def test_what_titles_are_short_for() -> None:
    assert full_forms("short-titles")["rep"] == {"congressman", "congresswoman", "representative"}
    assert full_forms("short-titles")["ceo"] == {"chief", "executive", "officer"}


@pytest.mark.parametrize(("short", "full", "are"), INITIALS.values(), ids=INITIALS)
def test_initials(short: str, full: str, are: bool) -> None:
    assert is_initials(short, full) == are
