"""From the labels of words to mentions: what a name never goes over, and what the tags of sources add."""

from __future__ import annotations

from itertools import pairwise

import pytest
from handmade import article
from scored import found_in

import pressq
from pressq.text.lexicon import in_language

PERSON = {"Oyelaran": "person", "Marta Oyelaran": "person"}


def told(*paragraphs: str, marked: dict[str, str]) -> list[tuple[str, str]]:
    page = article(*paragraphs)
    return [(mention.of(page.text), mention.kind) for mention in found_in(page, marked)[0].mentions]


NAMES = {
    "a name": (["Marta Oyelaran left."], {"Marta Oyelaran": "person"}, ["Marta Oyelaran"]),
    "a possessive": (["Marta Oyelaran's ship left."], {"Marta Oyelaran": "person"}, ["Marta Oyelaran"]),
    "the end of a sentence": (["He met Marta. Oyelaran left."], {"Marta Oyelaran": "person"}, ["Marta"]),
    "a comma": (["Then Marta, Oyelaran left."], {"Marta Oyelaran": "person"}, ["Marta"]),
    "a semicolon": (["Then Marta; Oyelaran left."], {"Marta Oyelaran": "person"}, ["Marta"]),
    "a bracket": (["Then Marta (Oyelaran) left."], {"Marta Oyelaran": "person"}, ["Marta"]),
    "where somebody is from": (
        ["Then Halden-born Marta Oyelaran left."],
        {"Halden-born Marta Oyelaran": "person"},
        ["Marta Oyelaran"],
    ),
    "who trained somebody": (
        ["Then Halden-trained Marta Oyelaran won."],
        {"Halden-trained Marta Oyelaran": "person"},
        ["Marta Oyelaran"],
    ),
    "an address": (["Then Miss Oyelaran left."], {"Miss Oyelaran": "person"}, ["Oyelaran"]),
    "a judge of a high court": (["Then Mr Justice Dross left."], {"Justice Dross": "person"}, ["Dross"]),
    "His Excellency": (["Then HE Tim Dross left."], {"HE Tim Dross": "person"}, ["Tim Dross"]),
    "His Excellency in two words": (["Then H E Tim Dross left."], {"E Tim Dross": "person"}, ["Tim Dross"]),
    "whose she is": (["Then Acme's Marta Oyelaran left."], {"Acme Marta Oyelaran": "person"}, ["Marta Oyelaran"]),
    "a small word within": (
        ["Then Marta de la Dross left."],
        {"Marta": "person", "Dross": "person"},
        ["Marta de la Dross"],
    ),
    "a small word at an end": (
        ["Then Marta de Dross left."],
        {"Marta de": "person", "Dross": "person"},
        ["Marta de Dross"],
    ),
    "a small word at an end, and no name after it": (
        ["Then Tomas de Larra left."],
        {"Tomas de": "person"},
        ["Tomas de Larra"],
    ),
    "a surname that was taken for an organisation": (
        ["Then Agnes von der Heide left."],
        {"Agnes": "person", "Heide": "organisation"},
        ["Agnes von der Heide"],
    ),
    "a small word that is a verb, too": (
        ["Then Marta do Dross left."],
        {"Marta": "person", "Dross": "person"},
        ["Marta do Dross"],
    ),
    "a verb before a name": (["Do Dross and Cole know?"], {"Dross": "person", "Cole": "person"}, ["Dross", "Cole"]),
    "a small word before": (["Then Abu Dross left."], {"Dross": "person"}, ["Abu Dross"]),
    "a small word in lower case before": (["Then de Dross left."], {"Dross": "person"}, ["Dross"]),
    "a small word between sentences": (
        ["He met Marta. De Dross left."],
        {"Marta": "person", "Dross": "person"},
        ["Marta", "De Dross"],
    ),
    "a code of a bourse": (["Then Dross <DRS> left."], {"Dross DRS": "person"}, ["Dross"]),
    "after a code of a bourse": (["Now Acme <ACM> Tim Dross left."], {"ACM Tim Dross": "person"}, ["ACM", "Tim Dross"]),
    "after a closed bracket": (
        ["Dross (of Acme), Tim Cole left."],
        {"Acme Tim Cole": "person"},
        ["Acme", "Tim Cole"],
    ),
    "two names side by side": (["Then Tim Dross left."], {"Tim": "person", "Dross": "person"}, ["Tim Dross"]),
    "a title beside a name": (
        ["Then Canon Tim Dross left."],
        {"Canon": "person", "Tim Dross": "person"},
        ["Tim Dross"],
    ),
    "a title in a name beside a name": (
        ["Then Canon Tim Dross left."],
        {"Canon Tim": "person", "Dross": "person"},
        ["Canon Tim Dross"],
    ),
    "a suffix that is taken for a name": (
        ["Then Tim Dross Jr left."],
        {"Tim Dross": "person", "Jr": "person"},
        ["Tim Dross Jr"],
    ),
    "a given name that is an office, too": (
        ["Then Justice Dross left."],
        {"Justice Dross": "person"},
        ["Justice Dross"],
    ),
    "a name after an open mark": (
        ["Then Wilma “Dross left”."],
        {"Wilma": "person", "Dross": "person"},
        ["Wilma", "Dross"],
    ),
    "two names in two marks": (["Then ‘Tim’ ‘Dross’ left."], {"Tim": "person", "Dross": "person"}, ["Tim", "Dross"]),
    "a name beside a word that is no given name": (
        ["Then Tall Dross left."],
        {"Tall": "person", "Dross": "person"},
        ["Tall Dross"],
    ),
    "whose it is": (
        ["Then Perkins’ Maria Dross left."],
        {"Perkins": "person", "Maria Dross": "person"},
        ["Perkins", "Maria Dross"],
    ),
    "a paragraph": (["They saw Marta", "Oyelaran left."], {"Marta Oyelaran": "person"}, ["Marta"]),
}


@pytest.mark.parametrize(("paragraphs", "marked", "names"), NAMES.values(), ids=NAMES)
def test_names(paragraphs: list[str], marked: dict[str, str], names: list[str]) -> None:
    found = [form for form, kind in told(*paragraphs, marked=marked) if kind == "person"]
    assert found == names


@pytest.mark.parametrize("loose", ["and", "for", "of the"])
def test_no_organisation_ends_with_a_loose_word(loose: str) -> None:
    text = f"Then Halden Bank {loose} Merrow left."
    assert told(text, marked={f"Halden Bank {loose}": "organisation"}) == [("Halden Bank", "organisation")]


@pytest.mark.parametrize(
    ("marked", "name"),
    [("state Parks Board", "Parks Board"), ("state", "state"), ("iHalden Parks", "iHalden Parks")],
)
def test_a_level_in_small_letters_is_no_part_of_a_name(marked: str, name: str) -> None:
    assert told(f"The {marked} left.", marked={marked: "organisation"}) == [(name, "organisation")]


WITH_WORDS = {
    "Then Halden Trust left.": "Halden Trust",
    "Then Halden Health Trust left.": "Halden Health Trust",
    "Then Halden trust left.": "Halden",
    "Then Halden. Trust left.": "Halden",
    "Then Halden/Trust left.": "Halden",
    "Then Halden Trust Chair Ann Lee left.": "Halden",
    "Then Halden’s Trust left.": "Halden",
}


def test_a_word_with_which_another_name_begins_belongs_to_that() -> None:
    marked = {"Halden": "organisation", "Trust": "organisation"}
    assert [form for form, _ in told("Then Halden Trust left.", marked=marked)] == ["Halden", "Trust"]


@pytest.mark.parametrize(("text", "name"), WITH_WORDS.items())
def test_words_that_mark_organisations_belong_to_the_name_before_them(text: str, name: str) -> None:
    assert told(text, marked={"Halden": "organisation"}) == [(name, "organisation")]


DEPARTMENTS = {
    "The Department for Culture, Media and Sport left.": (
        ["Media and Sport"],
        ["Department for Culture, Media and Sport"],
    ),
    "The Bureau of Alcohol, Tobacco, Arms and Dust left.": (
        ["Bureau of Alcohol", "Tobacco", "Arms and Dust"],
        ["Bureau of Alcohol, Tobacco, Arms and Dust"],
    ),
    "The Ministry of Health, Acme and Merrow left.": (
        ["Ministry of Health", "Acme", "Merrow"],
        ["Ministry of Health", "Acme", "Merrow"],
    ),
    "The mayor of Halden, Lee and Sons left.": (["Lee and Sons"], ["Lee and Sons"]),
}


@pytest.mark.parametrize(("text", "marked", "names"), [(text, *given) for text, given in DEPARTMENTS.items()])
def test_a_department_is_named_with_all_that_it_is_for(text: str, marked: list[str], names: list[str]) -> None:
    assert [form for form, _ in told(text, marked=dict.fromkeys(marked, "organisation"))] == names


ABBREVIATED = {
    "Then Halden Docks, Inc. left.": ({"Halden Docks": "organisation", "Inc": "organisation"}, "Halden Docks, Inc."),
    "Then ships left Halden Docks Ltd.": ({"Halden Docks Ltd": "organisation"}, "Halden Docks Ltd."),
    "Then Tim Dross, Jr, left.": ({"Tim Dross Jr": "person"}, "Tim Dross, Jr"),
    "Then Tim Dross Jr., a pilot, left.": ({"Tim Dross": "person"}, "Tim Dross Jr."),
    "Then Tim Dross, Sr. Director, left.": ({"Tim Dross": "person"}, "Tim Dross"),
    "Then @tim.dross left.": ({"@tim": "person", "tim": "person"}, "@tim.dross"),
    "Then ships left Tim Dross.": ({"Tim Dross": "person"}, "Tim Dross"),
    "Then Limited Docks left.": ({"Limited Docks": "organisation"}, "Limited Docks"),
    "Then Halden Docks, Inch left.": ({"Halden Docks Inch": "organisation"}, "Halden Docks"),
}


@pytest.mark.parametrize(("text", "marked", "name"), [(text, *given) for text, given in ABBREVIATED.items()])
def test_what_may_follow_a_name_belongs_to_it_with_its_stop(text: str, marked: dict[str, str], name: str) -> None:
    assert [form for form, _ in told(text, marked=marked)] == [name]


OFFICES = {
    "letters of an office": (
        "Prime Minister Marta Oyelaran left when the PM came.",
        {"Marta Oyelaran": "person", "Prime Minister": "role", "PM": "organisation"},
        [("Marta Oyelaran", "person"), ("the PM", "description")],
    ),
    "an office in letters": (
        "CFO Marta Oyelaran left.",
        {"Marta Oyelaran": "person", "CFO": "organisation"},
        [("CFO", "organisation"), ("Marta Oyelaran", "person")],
    ),
    "an office in letters that is a role": (
        "CFO Marta Oyelaran left.",
        {"Marta Oyelaran": "person", "CFO": "organisation role"},
        [("CFO", "description"), ("Marta Oyelaran", "person")],
    ),
    "letters of nobody's office": (
        "Board member Marta Oyelaran left when the PM came.",
        {"Marta Oyelaran": "person", "Board member": "role", "PM": "organisation"},
        [("Marta Oyelaran", "person"), ("PM", "organisation")],
    ),
    "letters of whom somebody works for": (
        "Marta Oyelaran, head of the Merrow Harbour Board, left the MHB.",
        {"Marta Oyelaran": "person", "head of the Merrow Harbour Board": "role", "MHB": "organisation"},
        [("Marta Oyelaran", "person"), ("MHB", "organisation")],
    ),
    "an article alone": ("Then the left.", {"the": "description"}, []),
    "another article alone": ("An hour left.", {"An": "description"}, []),
    "where somebody is from, without an article": ("Then Scot left.", {"Scot": "person"}, [("Scot", "person")]),
    "a title": ("Then the Taoiseach left.", {"Taoiseach": "person"}, [("the Taoiseach", "description")]),
    "where somebody is from": ("Then the Scot left.", {"Scot": "person"}, [("the Scot", "description")]),
    "a title before a surname": (
        "Marta Oyelaran met DCI Oyelaran.",
        {"Marta Oyelaran": "person", "DCI Oyelaran": "organisation"},
        [("Marta Oyelaran", "person"), ("Oyelaran", "person")],
    ),
    "a title that was taken for a given name": (
        "Marta Oyelaran met Cllr Oyelaran.",
        {"Marta Oyelaran": "person", "Cllr Oyelaran": "person"},
        [("Marta Oyelaran", "person"), ("Oyelaran", "person")],
    ),
    "a given name that is a title, too": (
        "Marta Oyelaran met Dean Oyelaran.",
        {"Marta Oyelaran": "person", "Dean Oyelaran": "person"},
        [("Marta Oyelaran", "person"), ("Dean Oyelaran", "person")],
    ),
    "what may be the only given name": (
        "Oyelaran said that Gen Oyelaran left.",
        {"Oyelaran": "person", "Gen Oyelaran": "person"},
        [("Oyelaran", "person"), ("Gen Oyelaran", "person")],
    ),
    "what is named for a person": (
        "Oyelaran met Merrow Oyelaran.",
        {"Oyelaran": "person", "Merrow Oyelaran": "organisation"},
        [("Oyelaran", "person"), ("Merrow Oyelaran", "organisation")],
    ),
}


@pytest.mark.parametrize(("text", "marked", "expected"), OFFICES.values(), ids=OFFICES)
def test_an_office_is_no_name(text: str, marked: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert told(text, marked=marked) == expected


def test_a_form_is_of_one_kind_all_through() -> None:
    page = article("Halden left.", "Halden came.", "Halden won.")
    found, _ = found_in(page, {"Halden": "person"})
    assert {mention.kind for mention in found.mentions} == {"person"}


SOURCES = {
    "a source that is no mention yet": (
        "Two sailors said it sank.",
        {"Two sailors": "source"},
        [("Two sailors", "description")],
    ),
    "a source that names nobody": (
        "Outside, a sailor said it sank.",
        {"Outside": "source", "a sailor": "description"},
        [("a sailor", "description")],
    ),
    "a source that is a pronoun": (
        "Both said it sank.",
        {"Both": "source"},
        [],
    ),
    "a pronoun with a verb": (
        "They’ve said it sank.",
        {"They’ve": "source"},
        [],
    ),
    "a name amid the source": (
        "A lawyer for Oyelaran said it sank.",
        {"A lawyer for Oyelaran": "source", "Oyelaran": "person"},
        [("A lawyer for Oyelaran", "description"), ("Oyelaran", "person")],
    ),
    "a possessor": (
        "Oyelaran's lawyer said it sank.",
        {"Oyelaran lawyer": "source", "Oyelaran": "person"},
        [("Oyelaran's lawyer", "description"), ("Oyelaran", "person")],
    ),
    "a pronoun that possesses": (
        "His lawyer said it sank.",
        {"His lawyer": "source"},
        [("His lawyer", "description")],
    ),
    "a name that ends the source": (
        "Minister Oyelaran said it sank.",
        {"Minister Oyelaran": "source", "Oyelaran": "person"},
        [("Oyelaran", "person")],
    ),
    "a name before a bracket": (
        "Senator Oyelaran (Merrow) said it sank.",
        {"Senator Oyelaran Merrow": "source", "Oyelaran": "person"},
        [("Oyelaran", "person")],
    ),
    "a name after those whose it is": (
        "Merrow's Oyelaran said it sank.",
        {"Merrow Oyelaran": "source", "Oyelaran": "person"},
        [("Oyelaran", "person")],
    ),
    "several descriptions in the source": (
        "A sailor, a cook and a pilot said it sank.",
        {"A sailor a cook and a pilot": "source", "A sailor": "description", "a cook": "description"},
        [("A sailor, a cook and a pilot", "description")],
    ),
    "a description that breaks off": (
        "A sailor in the bar said it sank.",
        {"A sailor in the bar": "source", "A sailor in": "description"},
        [("A sailor in the bar", "description")],
    ),
    "a description in the source": (
        "The old sailor in the bar said it sank.",
        {"The old sailor in the bar": "source", "The old sailor": "description"},
        [("The old sailor", "description")],
    ),
    "its noun before the verb": (
        "The harbour office says it sank.",
        {"The harbour": "description", "says": "cue"},
        [("The harbour office", "description")],
    ),
    "an adverb before the verb": (
        "The office also says it sank.",
        {"The office": "description", "says": "cue"},
        [("The office", "description")],
    ),
    "a day before the verb": (
        "The office Monday said it sank.",
        {"The office": "description", "said": "cue"},
        [("The office", "description")],
    ),
    "a name before the verb": (
        "The captain Oyelaran said it sank.",
        {"The captain": "description", "Oyelaran": "person", "said": "cue"},
        [("The captain", "description"), ("Oyelaran", "person")],
    ),
    "a comma before the verb": (
        "The captain, aboard, said it sank.",
        {"The captain": "description", "said": "cue"},
        [("The captain", "description")],
    ),
}


@pytest.mark.parametrize(("text", "marked", "expected"), SOURCES.values(), ids=SOURCES)
def test_sources(text: str, marked: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert [mention for mention in told(text, marked=marked) if mention[1] != "pronoun"] == expected


def test_mentions_are_in_order() -> None:
    page = article('"It sank," Marta Oyelaran said. She left.', "Oyelaran's lawyer was silent.")
    found, tokens = found_in(page, {**PERSON, "Oyelaran lawyer": "description", "lawyer": "role"})
    assert all((a.start, -a.end) <= (b.start, -b.end) for a, b in pairwise(found.mentions))
    assert len(found.vectors) == len(found.mentions)
    assert [role.of(page.text) for role in found.roles] == ["lawyer"]
    for mention in found.mentions:
        assert tokens.starts[mention.first] <= mention.start < mention.end <= tokens.ends[mention.last] + 1
        assert mention.paragraph == tokens.paragraph[mention.first]


def test_names_in_the_middle_of_a_long_quotation_are_found() -> None:
    words = [f"word{number}" for number in range(60)]
    words[30:32] = ["Marta", "Oyelaran"]
    found = told('"' + " ".join(words) + '," she said.', marked=PERSON)
    assert ("Oyelaran", "person") in found or ("Marta Oyelaran", "person") in found


def test_no_name_goes_over_words_that_were_left_out() -> None:
    words = [f"word{number}" for number in range(60)]
    words[3], words[-3] = "Marta", "Oyelaran"
    found = told('"' + " ".join(words) + '," she said.', marked={"Marta Oyelaran": "person"})
    assert [form for form, kind in found if kind == "person"] == ["Marta"]


def test_nothing_stands_before_a_verb_that_opens_the_text() -> None:
    assert pressq.quotes(pressq.parse("told .")).quotes == ()


def test_no_words_no_mentions() -> None:
    found, _ = found_in(article(), {})
    assert (found.mentions, found.roles, len(found.vectors)) == ([], [], 0)


ROLES = {
    "an office": ("Marta Oyelaran, the harbour master, left.", "the harbour master", ["the harbour master"]),
    "an article alone": ("Marta Oyelaran, the harbour master, left.", "the", []),
    "no more than a place": ("Marta Oyelaran of Merrow left.", "of Merrow", []),
    "what is hers": ("Marta Oyelaran, whose firm sank, left.", "whose firm", []),
    "also": ("Marta Oyelaran, also mayor of Merrow, left.", "also mayor of Merrow", ["mayor of Merrow"]),
    "now": ("Marta Oyelaran, now mayor of Merrow, left.", "now mayor of Merrow", ["mayor of Merrow"]),
    "a title between marks": ("“Tides” director Marta Oyelaran left.", "Tides director", ["“Tides” director"]),
    "marks at its end": ("Marta Oyelaran, star of “Tides”, left.", "star of Tides", ["star of “Tides”"]),
    "a loose word": ("Marta Oyelaran, mayor under Dross, left.", "mayor under", ["mayor"]),
    "a bracket": ("Marta Oyelaran, mayor (acting), left.", "mayor acting", ["mayor (acting)"]),
    "a bracket that stays open": ("The mayor (Dame Marta Oyelaran) left.", "mayor Dame", ["mayor"]),
    "a conjunction": ("Dross and mayor Marta Oyelaran left.", "and mayor", ["mayor"]),
    "a word that leads to a name": ("A mayor named Marta Oyelaran left.", "mayor named", ["mayor"]),
    "a code of a bourse": ("The chair of Acme <ACM>, Marta Oyelaran, left.", "chair of Acme ACM", ["chair of Acme"]),
    "an age": ("Marta Oyelaran, 57, mayor of Merrow, left.", "57 mayor of Merrow", ["mayor of Merrow"]),
    "a number": ("Marta Oyelaran, number one, left.", "number one", ["number one"]),
    "marks around it": ("Marta Oyelaran, “mayor”, left.", "mayor", ["mayor"]),
    "the rest of a degree": (
        "Marta Oyelaran, Ph.D., director of ports, left.",
        "D director of ports",
        ["director of ports"],
    ),
}


def test_to_whom_somebody_belongs_is_a_role() -> None:
    marked = {"of the Halden Bank": "role", "Halden Bank": "organisation"}
    page = article("Marta Oyelaran of the Halden Bank left.")
    found, _ = found_in(page, marked)
    assert [role.of(page.text) for role in found.roles] == ["of the Halden Bank"]


def test_a_role_in_the_middle_of_a_long_quotation_is_one() -> None:
    words = [f"word{number}" for number in range(60)]
    words[30:34] = ["harbour", "chief", "Marta", "Oyelaran"]
    page = article(f'"{" ".join(words)}," she said.')
    found, _ = found_in(page, {**PERSON, "harbour chief": "role"})
    assert [role.of(page.text) for role in found.roles] == ["harbour chief"]


@pytest.mark.parametrize(("text", "marked", "roles"), ROLES.values(), ids=ROLES)
def test_roles(text: str, marked: str, roles: list[str]) -> None:
    found, _ = found_in(article(text), {marked: "role"})
    assert [role.of(text) for role in found.roles] == roles


def test_a_given_name_that_the_network_leaves_out_belongs_to_the_name_in_other_languages() -> None:
    with in_language("es"):
        assert told("Entonces Luis Ibarra salió.", marked={"Ibarra": "person"}) == [("Luis Ibarra", "person")]
    assert told("Then Luis Ibarra left.", marked={"Ibarra": "person"}) == [("Ibarra", "person")]
