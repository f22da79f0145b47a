"""Who is who: names by their words, pronouns and descriptions by the sums of scores; which pairs are scored at all."""

from __future__ import annotations

import numpy as np
import pytest
from handmade import article
from scored import found_in, links_of

from pressq.article import Article
from pressq.quotes.coreference.pair_features import PAIR_FEATURE_SIZES, antecedent_mask, pair_features
from pressq.quotes.coreference.resolution import resolve_coreference
from pressq.quotes.mentions.mention import MENTION_KINDS, MentionSet


def grouped(
    page: Article, found: MentionSet, scores: dict[tuple[int, int], float], none: float = 0.0
) -> list[list[str]]:
    """The forms of each entity."""
    linked = resolve_coreference(found, page.text, links_of(found, scores, none))
    return [[found.mentions[n].of(page.text) for n in sorted(entity.mentions)] for entity in linked]


BY_WORDS = {
    "a surname": ("Marta Oyelaran met Oyelaran.", ["person", "person"], [["Marta Oyelaran", "Oyelaran"]]),
    "a part of a surname before all of it": (
        "Ann Dross came. Ann Dross-Lee left.",
        ["person", "person"],
        [["Ann Dross", "Ann Dross-Lee"]],
    ),
    "two of one surname": ("Tim Dross met Ann Dross.", ["person", "person"], [["Tim Dross"], ["Ann Dross"]]),
    "a short form": (
        "Halden Instruments Inc sued Halden Instruments.",
        ["organisation", "organisation"],
        [["Halden Instruments Inc", "Halden Instruments"]],
    ),
    "an Arabic article": ("Tarek Al-Halmi met Halmi.", ["person", "person"], [["Tarek Al-Halmi", "Halmi"]]),
    "accents": ("Ana Peréz-Leño met Perez-Leno.", ["person", "person"], [["Ana Peréz-Leño", "Perez-Leno"]]),
    "a letter more": ("Marta Oyelaran met Oyelarran.", ["person", "person"], [["Marta Oyelaran", "Oyelarran"]]),
    "a letter more in a short name": ("Ann Halm met Hallm.", ["person", "person"], [["Ann Halm"], ["Hallm"]]),
    "two letters more": ("Marta Oyelaran met Oyelarranj.", ["person", "person"], [["Marta Oyelaran"], ["Oyelarranj"]]),
    "a letter more than two have": (
        "Marta Oyelarat met Tim Oyelarad and Oyelaran.",
        ["person", "person", "person"],
        [["Marta Oyelarat"], ["Tim Oyelarad"], ["Oyelaran"]],
    ),
    "an organisation": (
        "Marta Oyelaran met Oyelarran.",
        ["person", "organisation"],
        [["Marta Oyelaran"], ["Oyelarran"]],
    ),
    "letters of two": (
        "Merrow Harbour Board met Marlow House Bank when MHB left.",
        ["organisation", "organisation", "organisation"],
        [["Merrow Harbour Board"], ["Marlow House Bank"], ["MHB"]],
    ),
    "letters that are a word": (
        "Merrow Harbour Board met when Mhb left.",
        ["organisation", "organisation"],
        [["Merrow Harbour Board"], ["Mhb"]],
    ),
    "letters": (
        "Merrow Harbour Board met when MHB left.",
        ["organisation", "person"],
        [["Merrow Harbour Board", "MHB"]],
    ),
    "letters of a person": ("Ann Brook Lee left when ABL came.", ["person", "person"], [["Ann Brook Lee", "ABL"]]),
    "two letters of a person": ("Ann Lee left when AL came.", ["person", "organisation"], [["Ann Lee"], ["AL"]]),
    "letters after a name": (
        "Marta Oyelaran MHB left when MHB came.",
        ["person", "organisation"],
        [["Marta Oyelaran MHB"], ["MHB"]],
    ),
    "a person and an organisation": (
        "Marta Oyelaran left Merrow Bank.",
        ["person", "organisation"],
        [["Marta Oyelaran"], ["Merrow Bank"]],
    ),
}


def marked(text: str, kinds: list[str]) -> dict[str, str]:
    """The runs of capitals of a sentence, which are its names, with their kinds."""
    runs: list[list[str]] = [[]]
    for word in text.rstrip(".").split():
        if word[0].isupper():
            runs[-1].append(word)
        else:
            runs.append([])
    names = [" ".join(run) for run in runs if run]
    return dict(sorted(zip(names, kinds, strict=True), key=lambda name: len(name[0])))


@pytest.mark.parametrize(("text", "kinds", "expected"), BY_WORDS.values(), ids=BY_WORDS)
def test_names_are_joined_by_their_words(text: str, kinds: list[str], expected: list[list[str]]) -> None:
    page = article(text)
    found, _ = found_in(page, marked(text, kinds))
    assert grouped(page, found, {}) == expected


COUPLES = {
    "a man by his address": ("Tim and Ann Roe left. Mr Roe wept.", [["Tim", "Roe"], ["Ann Roe"]]),
    "a woman by hers": ("Tim and Ann Roe left. Mrs Roe wept.", [["Tim"], ["Ann Roe", "Roe"]]),
    "a surname of somebody else": ("Roe and Ann Moe left. Tim Roe wept.", [["Roe", "Tim Roe"], ["Ann Moe"]]),
    "no given name": ("Halden and Ann Roe left.", [["Halden"], ["Ann Roe"]]),
    "somebody of another surname": ("Tim Lee came. Tim and Ann Roe left.", [["Tim Lee", "Tim"], ["Ann Roe"]]),
    "somebody of the same": ("Tim and Ann Roe left. Tim Roe wept.", [["Tim", "Tim Roe"], ["Ann Roe"]]),
}


@pytest.mark.parametrize(("text", "expected"), COUPLES.values(), ids=COUPLES)
def test_two_who_are_named_together_share_a_surname(text: str, expected: list[list[str]]) -> None:
    page = article(text)
    found, _ = found_in(
        page, dict.fromkeys(["Tim", "Ann Roe", "Ann Moe", "Tim Roe", "Tim Lee", "Halden", "Roe"], "person")
    )
    assert grouped(page, found, {}) == expected


@pytest.mark.parametrize(
    ("full", "surname"), [("Ann Roe", "Roe"), ("Ann Roe Jr", "Roe"), ("Ann de la Roe", "de la Roe")]
)
def test_who_shares_the_surname_of_the_next_is_called_by_it(full: str, surname: str) -> None:
    page = article(f"Tim and {full} left.")
    found, _ = found_in(page, {"Tim": "person", full: "person"})
    assert [entity.surname for entity in resolve_coreference(found, page.text, links_of(found, {}))] == [surname, ""]


def test_a_husband_who_is_named_is_who_the_text_says() -> None:
    page = article("Ann Roe left. Her husband, who gave his name as Bo, wept.")
    found, _ = found_in(page, {"Ann Roe": "person", "Her husband": "description", "Bo": "person"})
    forms = [mention.of(page.text) for mention in found.mentions]
    (his,) = (each for each in grouped(page, found, {(forms.index("Her"), 0): 5.0}) if "Bo" in each)
    assert "Her husband" in his


def test_an_initial_makes_no_one_of_two_of_whom_it_may_be() -> None:
    page = article("Then E. Dross met Eve Dross and Ed Dross.")
    found, _ = found_in(page, {"E Dross": "person", "Eve Dross": "person", "Ed Dross": "person"})
    assert grouped(page, found, {(0, 1): 5.0}) == [["E. Dross", "Eve Dross"], ["Ed Dross"]]


def test_nobody_is_called_by_the_name_of_what_belongs_to_him() -> None:
    page = article("The Oyelaran administration fell when Oyelaran left.")
    found, _ = found_in(page, {"Oyelaran": "person", "Oyelaran administration": "organisation"})
    assert grouped(page, found, {}) == [["Oyelaran administration"], ["Oyelaran"]]


def test_a_surname_of_two_is_whose_the_scores_say() -> None:
    page = article("Tim Dross met Ann Dross.", "Later Dross left.")
    found, _ = found_in(page, {"Dross": "person", "Tim Dross": "person", "Ann Dross": "person"})
    assert grouped(page, found, {(2, 0): 1.0, (2, 1): 3.0}) == [["Tim Dross"], ["Ann Dross", "Dross"]]
    assert grouped(page, found, {(2, 0): 3.0, (2, 1): 1.0}) == [["Tim Dross", "Dross"], ["Ann Dross"]]


@pytest.mark.parametrize(
    ("address", "expected"), [("Mrs", "Marta Oyelaran"), ("Mr.", "Tim Oyelaran"), ("", "Tim Oyelaran")]
)
def test_a_form_of_address_tells_which_of_two(address: str, expected: str) -> None:
    page = article("Marta Oyelaran met Tim Oyelaran.", f"Then {address} Oyelaran left.")
    marks = {"Oyelaran": "person", "Marta Oyelaran": "person", "Tim Oyelaran": "person"}
    likelier = {(2, 0): 1.0, (2, 1): 2.0} if address != "Mr." else {(2, 0): 2.0, (2, 1): 1.0}
    assert [expected, "Oyelaran"] in grouped(page, found_in(page, marks)[0], likelier)


@pytest.mark.parametrize(("address", "expected"), [("Mrs", "Velka Halm"), ("Mr", "Zorin Halm")])
def test_a_form_of_address_before_the_full_name_tells_it_too(address: str, expected: str) -> None:
    page = article("Mrs Velka Halm met Mr Zorin Halm.", f"Then {address} Halm left.")
    marks = {"Halm": "person", "Velka Halm": "person", "Zorin Halm": "person"}
    likelier = {(2, 0): 2.0, (2, 1): 1.0} if expected == "Zorin Halm" else {(2, 0): 1.0, (2, 1): 2.0}
    assert [expected, "Halm"] in grouped(page, found_in(page, marks)[0], likelier)


def test_names_that_share_no_words_are_one_where_the_scores_are_sure() -> None:
    page = article("Northern Reserve Bank met the Norbank board.")
    found, _ = found_in(page, {"Northern Reserve Bank": "organisation", "Norbank": "organisation"})
    assert grouped(page, found, {(1, 0): 5.0}) == [["Northern Reserve Bank", "Norbank"]]
    assert grouped(page, found, {(1, 0): -5.0}) == [["Northern Reserve Bank"], ["Norbank"]]


@pytest.mark.parametrize(
    ("other", "together"),
    [(", better known as Duckie,", 3), (", but not Duckie,", 2), ("'s ferry, known as Duckie,", 2)],
)
def test_a_name_by_which_somebody_is_known_is_his(other: str, together: int) -> None:
    page = article(f"Ann Lee{other} left.", "Duckie came back.")
    forms = grouped(page, found_in(page, {"Ann Lee": "person", "Duckie": "person"})[0], {})
    assert max(map(len, forms)) == together


def test_persons_whose_names_share_no_words_are_two_whatever_the_scores() -> None:
    page = article("Tim Dross met Marta Oyelaran.")
    found, _ = found_in(page, {"Tim Dross": "person", "Marta Oyelaran": "person"})
    assert grouped(page, found, {(1, 0): 50.0}) == [["Tim Dross"], ["Marta Oyelaran"]]


def test_a_pronoun_goes_to_the_entity_with_the_largest_sum() -> None:
    page = article("Tim Dross met Marta Oyelaran.", "Later Oyelaran left.", "Then she came back.")
    found, _ = found_in(page, {"Oyelaran": "person", "Tim Dross": "person", "Marta Oyelaran": "person"})
    sums = {(3, 0): 2.0, (3, 1): 1.5, (3, 2): 1.5}  # exp(2) < 2 exp(1.5)
    assert grouped(page, found, sums) == [["Tim Dross"], ["Marta Oyelaran", "Oyelaran", "she"]]


PRONOUNS = {
    "she is no organisation": ("she", "Marta Oyelaran"),
    "they may be both": ("they", "Merrow Bank"),
}


@pytest.mark.parametrize(("pronoun", "expected"), PRONOUNS.values(), ids=PRONOUNS)
def test_pronouns_mean_what_they_can(pronoun: str, expected: str) -> None:
    page = article("Marta Oyelaran left Merrow Bank.", f"Then {pronoun} came back.")
    found, _ = found_in(page, {"Marta Oyelaran": "person", "Merrow Bank": "organisation"})
    assert [expected, pronoun] in grouped(page, found, {(2, 0): 1.0, (2, 1): 2.0})


@pytest.mark.parametrize(
    ("pronoun", "expected"), [("he", "Tim Dross"), ("she", "Marta Oyelaran"), ("they", "Tim Dross")]
)
def test_given_names_tell_who_is_he_and_who_she(pronoun: str, expected: str) -> None:
    page = article("Marta Oyelaran met Tim Dross.", f"Then {pronoun} left.")
    found, _ = found_in(page, {"Marta Oyelaran": "person", "Tim Dross": "person"})
    likelier = {(2, 0): 1.0, (2, 1): 3.0} if pronoun != "he" else {(2, 0): 3.0, (2, 1): 1.0}
    assert [expected, pronoun] in grouped(page, found, likelier)


def test_a_name_of_women_may_be_a_mans() -> None:
    page = article("Marta Oyelaran met Tim Dross.", "Then he left.")
    found, _ = found_in(page, {"Marta Oyelaran": "person", "Tim Dross": "person"})
    assert ["Marta Oyelaran", "he"] in grouped(page, found, {(2, 0): 5.0, (2, 1): 1.0})


def test_a_description_that_repeats_a_role_is_rather_whose_role_it_is() -> None:
    page = article("Marta Oyelaran, mayor of Merrow, met Tim Dross.", "The mayor left.")
    marks = {"Marta Oyelaran": "person", "Tim Dross": "person", "The mayor": "description"}
    scores = {(2, 0): 2.0, (2, 1): 3.0}
    assert ["Tim Dross", "The mayor"] in grouped(page, found_in(page, marks)[0], scores)
    assert ["Marta Oyelaran", "The mayor"] in grouped(
        page, found_in(page, marks | {"mayor of Merrow": "role"})[0], scores
    )


@pytest.mark.parametrize(
    ("role", "other", "description", "likelier", "chosen"),
    [
        ("ferry pilot", "", "The pilot", 2.5, True),
        ("ferry pilot", "", "The sailor", 2.5, False),
        ("ferry pilot", "bus pilot", "The ferry pilot", 1.0, True),
        ("ferry pilot", "bus pilot", "The pilot", 1.0, False),
        ("ferry pilot", "bus pilot", "A ferry pilot", 2.5, False),
        ("Prime Minister", "", "The PM", 2.5, True),
        ("Sen.", "Rep.", "The senator", 2.5, True),
    ],
)
def test_a_description_all_of_whose_words_are_in_a_role_is_mostly_whose_it_is(
    role: str, other: str, description: str, likelier: float, chosen: bool
) -> None:
    page = article(f"{role} Marta Oyelaran met {other} Tim Dross.", f"{description} left.")
    marks = {"Marta Oyelaran": "person", "Tim Dross": "person", description: "description"}
    found, _ = found_in(page, marks | {title.rstrip("."): "role" for title in (role, other) if title})
    speaker = next(number for number, mention in enumerate(found.mentions) if mention.of(page.text) == description)
    scores = {(speaker, 0): 1.0, (speaker, 1): 1.0 + likelier}  # logarithms
    assert (["Marta Oyelaran", description] in grouped(page, found, scores)) == chosen


def test_a_description_is_not_whose_name_it_holds() -> None:
    page = article("Marta Oyelaran left.", "The lawyer for Oyelaran came.")
    found, _ = found_in(
        page, {"Oyelaran": "person", "Marta Oyelaran": "person", "The lawyer for Oyelaran": "description"}
    )
    assert grouped(page, found, {(1, 0): 9.0, (1, 2): 9.0}) == [
        ["Marta Oyelaran", "Oyelaran"],
        ["The lawyer for Oyelaran"],
    ]


def test_a_description_is_not_whose_pronoun_it_holds() -> None:
    page = article("Ann Lee left. Her lawyer spoke.")
    found, _ = found_in(page, {"Ann Lee": "person", "Her lawyer": "description"})
    assert [m.of(page.text) for m in found.mentions] == ["Ann Lee", "Her lawyer", "Her"]
    assert grouped(page, found, {(1, 0): 5.0, (2, 0): 5.0}) == [["Ann Lee", "Her"], ["Her lawyer"]]


def test_a_country_is_a_place_whatever_the_scores() -> None:
    page = article("Norway wrote to the Halden Daily.", "The country disagreed.")
    found, _ = found_in(page, {"Norway": "organisation", "Halden Daily": "organisation", "The country": "description"})
    assert grouped(page, found, {(2, 1): 5.0, (2, 0): 2.0}) == [["Norway", "The country"], ["Halden Daily"]]
    assert grouped(page, found, {(2, 1): 5.0}) == [["Norway"], ["Halden Daily"], ["The country"]]


def test_who_leads_a_country_is_no_place() -> None:
    page = article("Marta Oyelaran left Norway.", "The leader of the country smiled.")
    marks = {"Marta Oyelaran": "person", "Norway": "organisation", "The leader of the country": "description"}
    assert ["Marta Oyelaran", "The leader of the country"] in grouped(page, found_in(page, marks)[0], {(2, 0): 5.0})


def test_a_document_may_be_its_authors() -> None:
    page = article("A report by Merrow Bank came.")
    found, _ = found_in(page, {"Merrow Bank": "organisation", "A report by Merrow Bank": "description"})
    assert grouped(page, found, {(0, 1): 5.0}) == [["A report by Merrow Bank", "Merrow Bank"]]


@pytest.mark.parametrize("place", ["published Monday in the journal", "in", "from May in the magazine"])
def test_a_study_is_not_of_what_it_appears_in(place: str) -> None:
    page = article(f"A study {place} Merrow Tides came.")
    found, _ = found_in(page, {"A study": "description", "Merrow Tides": "organisation"})
    assert grouped(page, found, {(0, 1): 5.0}) == [["A study"], ["Merrow Tides"]]


def test_a_report_may_be_of_the_paper_in_which_it_stands() -> None:
    page = article("A report in the Merrow Tides came.")
    found, _ = found_in(page, {"A report": "description", "Merrow Tides": "organisation"})
    assert grouped(page, found, {(0, 1): 5.0}) == [["A report", "Merrow Tides"]]


@pytest.mark.parametrize("letter", ["Marta Oyelaran's letter", "Her letter"])
def test_a_document_is_whose_it_is_said_to_be(letter: str) -> None:
    page = article("Marta Oyelaran met Tim Dross.", f"{letter} came.")
    marks = {"Marta Oyelaran": "person", "Tim Dross": "person", letter.replace("'s", ""): "description"}
    scores = {(2, 0): 2.0, (2, 1): 7.0, (3, 0): 5.0}
    assert any({"Marta Oyelaran", letter} <= {*names} for names in grouped(page, found_in(page, marks)[0], scores))


def test_what_a_board_writes_is_the_boards() -> None:
    page = article("Tim Dross met Merrow Board.", "The Merrow Board's reply came.")
    marks = {"Tim Dross": "person", "Merrow Board": "organisation", "The Merrow Board reply": "description"}
    found, _ = found_in(page, marks)
    assert ["Merrow Board", "The Merrow Board's reply", "Merrow Board"] in grouped(
        page, found, {(2, 0): 7.0, (2, 1): 2.0}
    )


def test_who_works_on_what_somebody_writes_is_somebody_else() -> None:
    page = article("Marta Oyelaran slept.", "Her policy chief came.")
    marks = {"Marta Oyelaran": "person", "Her policy chief": "description"}
    found, _ = found_in(page, marks)
    assert ["Her policy chief"] in grouped(page, found, {(1, 0): 2.0, (2, 0): 5.0})


NAMED_LATER = {
    "A trader left, and the trader, who gave her name as Ann, wept.": [["A trader", "the trader", "who", "her", "Ann"]],
    "A trader left, and the trader, a widow who gave her name as Ann, wept.": [
        ["A trader", "the trader", "who", "her", "Ann"]
    ],
    "A trader left, and the trader is Ann, a widow.": [["A trader", "the trader", "Ann"]],
    "A trader left, and the trader is Ann's brother.": [["A trader", "the trader"], ["Ann"]],
}


@pytest.mark.parametrize(("text", "expected"), NAMED_LATER.items())
def test_what_is_told_of_somebody_unnamed_is_told_of_who_is_named_then(text: str, expected: list[list[str]]) -> None:
    page = article(text)
    found, _ = found_in(page, {"A trader": "description", "the trader": "description", "Ann": "person"})
    back = {(number, 0): 5.0 for number in range(1, len(found.mentions))}
    assert [forms for forms in grouped(page, found, back) if "Ann" in forms or "A trader" in forms] == expected


def test_a_description_of_nobody_else_is_a_new_entity() -> None:
    page = article("Marta Oyelaran left.", "The sailor came.")
    found, _ = found_in(page, {"Marta Oyelaran": "person", "The sailor": "description"})
    assert grouped(page, found, {(1, 0): 5.0}) == [["Marta Oyelaran", "The sailor"]]
    assert grouped(page, found, {(1, 0): -5.0}) == [["Marta Oyelaran"], ["The sailor"]]


# -------------------------------------------------------------------------------------------------------------- pairs
def pairs_page() -> tuple[Article, MentionSet]:
    page = article('Marta Oyelaran left. "He knows Tim Dross," she said.', "The sailor met Oyelaran. Oyelaran laughed.")
    marks = {"Oyelaran": "person", "Marta Oyelaran": "person", "Tim Dross": "person", "The sailor": "description"}
    return page, found_in(page, marks)[0]


def test_who_may_go_back_to_whom() -> None:
    _, found = pairs_page()
    may = antecedent_mask(found.mentions)
    kinds = [mention.kind for mention in found.mentions]
    assert set(kinds) == {"person", "description", "pronoun"}
    assert not may.diagonal().any()
    for i, one in enumerate(found.mentions):
        for j, other in enumerate(found.mentions):
            if i == j:
                assert not may[i, j]
            elif one.kind == "person":
                assert may[i, j] == (other.kind == "person" and other.start < one.start)
            else:
                assert may[i, j] == (other.kind == "person" or other.start < one.start)


def test_codes_are_below_their_sizes() -> None:
    page, found = pairs_page()
    i, j = np.indices((len(found.mentions),) * 2)
    between = pair_features(found.mentions, page.text, i, j)
    n = len(found.mentions)
    assert between.shape == (n, n, len(PAIR_FEATURE_SIZES))
    assert (between >= 0).all()
    assert (between < np.array(PAIR_FEATURE_SIZES)).all()
    assert PAIR_FEATURE_SIZES[3] == len(MENTION_KINDS) ** 2


LIKENESS = {
    "equal": ("Marta Oyelaran met Marta Oyelaran.", 2),
    "a surname": ("Marta Oyelaran met Oyelaran.", 3),
    "a first name": ("Marta Oyelaran met Marta.", 4),
    "a middle name": ("Marta Ines Oyelaran met Ines.", 5),
    "initials": ("Halden Harbour Board met HHB.", 6),
    "one surname, two people": ("Marta Oyelaran met Tim Oyelaran.", 7),
    "one first name": ("Marta Oyelaran met Marta Dross.", 8),
    "nothing": ("Marta Oyelaran met Tim Dross.", 1),
}


@pytest.mark.parametrize(("text", "code"), LIKENESS.values(), ids=LIKENESS)
def test_likeness(text: str, code: int) -> None:
    page = article(text)
    found, _ = found_in(page, marked(text, ["person", "person"]))
    i, j = np.indices((len(found.mentions),) * 2)
    between = pair_features(found.mentions, page.text, i, j)
    assert between[0, 1, 5] == between[1, 0, 5] == code
