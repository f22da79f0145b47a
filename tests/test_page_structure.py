"""The structure of a page: what is title, byline, dateline, subhead, body and boilerplate."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.text.boilerplate import has_quotation, is_aside, is_boilerplate, opens_tail
from pressq.text.dateline import date_line, opening_dateline
from pressq.text.page_structure import read_structure
from pressq.text.paragraphs import paragraphs

DATELINES = [
    (
        "BEIJING, May 22, 2025 /PRNewswire/ -- The fair",
        "BEIJING, May 22, 2025 /PRNewswire/ --",
        "2025-05-22",
        "PRNewswire",
    ),
    ("DETROIT (AP) -- The mayor", "DETROIT (AP) --", None, "AP"),
    ("LONDON, Nov. 24 (Reuters) - The bank", "LONDON, Nov. 24 (Reuters) -", None, "Reuters"),
    ("WASHINGTON _ The judge", "WASHINGTON _", None, None),
    ("PARIS — La ministre", "PARIS —", None, None),
    ("(CNN)The storm", "(CNN)", None, "CNN"),
    ("(CNN) -- The storm", "(CNN) --", None, "CNN"),
    ("New Delhi, India (CNN)The storm", "New Delhi, India (CNN)", None, "CNN"),
    ("NEW YORK--(BUSINESS WIRE)--Acme", "NEW YORK--(BUSINESS WIRE)--", None, "BUSINESS WIRE"),
    (
        "AUSTIN, Texas, June 3, 2024 (GLOBE NEWSWIRE) -- Acme",
        "AUSTIN, Texas, June 3, 2024 (GLOBE NEWSWIRE) --",
        "2024-06-03",
        "GLOBE NEWSWIRE",
    ),
    (
        "LONDON, UK / ACCESSWIRE / May 2, 2025 / Acme",
        "LONDON, UK / ACCESSWIRE / May 2, 2025 /",
        "2025-05-02",
        "ACCESSWIRE",
    ),
    ("MOSCOW, May 22. /TASS/. The envoy", "MOSCOW, May 22. /TASS/.", None, "TASS"),
    ("Geneva, 4 May 2025 – The agency", "Geneva, 4 May 2025 –", "2025-05-04", None),
    ("BAYMOUTH, Ore. (HNS) _ A ferry", "BAYMOUTH, Ore. (HNS) _", None, "HNS"),
    ("RENO, Nev. (AP) — A court", "RENO, Nev. (AP) —", None, "AP"),
    ("BRUSSELS/PARIS (Reuters) - Talks", "BRUSSELS/PARIS (Reuters) -", None, "Reuters"),
    ("ABOARD AIR FORCE ONE (AP) -- He slept", "ABOARD AIR FORCE ONE (AP) --", None, "AP"),
    ("MANCHESTER, N.H. — A striking sight", "MANCHESTER, N.H. —", None, None),
    ("HALDEN, Maine — October 7, 2025 — Acme", "HALDEN, Maine — October 7, 2025 —", "2025-10-07", None),
    ("Halden, Maine - Oct. 7, 2025 - Acme", "Halden, Maine - Oct. 7, 2025 -", "2025-10-07", None),
    ("Halden, ME | Tuesday, October 7, 2025 – Acme", "Halden, ME | Tuesday, October 7, 2025 –", "2025-10-07", None),
    ("Stockholm – The city", "Stockholm –", None, None),
    ("Halden, Maine – The city", "Halden, Maine –", None, None),
    ("Halden, ME, United States: The bank", "Halden, ME, United States:", None, None),
    ("(dpa) - Die Brücke", "(dpa) -", None, "dpa"),
    ("Kiel (dpa) - Die Brücke", "Kiel (dpa) -", None, "dpa"),
    ("Kiel, 4. Mai (dpa) - Die Brücke", "Kiel, 4. Mai (dpa) -", None, "dpa"),
    ("Madrid, 20 may (EFE).- El puente", "Madrid, 20 may (EFE).-", None, "EFE"),
    ("May 22, 2025 – The company", "May 22, 2025 –", "2025-05-22", None),
    (
        "date 2025-05-22 OSLO, May 21, 2025 /PRNewswire/ -- A",
        "OSLO, May 21, 2025 /PRNewswire/ --",
        "2025-05-21",
        "PRNewswire",
    ),
    ("Published: 22 May 2025 OSLO (AP) -- The fair", "OSLO (AP) --", "2025-05-22", "AP"),
    ("2025-05-22 OSLO — The fair", "OSLO —", "2025-05-22", None),
]

NO_DATELINES = [
    "NATO — the alliance that he led — is old.",
    "The mayor (a Democrat) said no.",
    "The Associated Press (AP) reported it.",
    "WALLACE: Governor, one more question.",
    "He said - and meant - it.",
    "Mrs. Vale (AP Photo) smiled.",
    "BREAKING: the dam has burst.",
    "UPDATED: Tue., Nov. 19, 2019. The dam has burst.",
    "Halden – The mayor has said no.",
    "Ann Lee, Maine farmer: The rain was late.",
    "Ann Lee: The rain was late.",
    "On May 22, 2025, the fair opened.",
    "Dated May 22, 2025, the letter is short.",
    "May 22, 2025 OSLO — A line of a diary",
    '"WE WON" — that was the headline.',
    "MINUTES" + "-" * 60,  # such a rule had 2^60 readings once
    "Oslo, 4 May 2025 " + "-" * 60 + " minutes of the meeting",
]


@pytest.mark.parametrize(("text", "dateline", "published", "publisher"), DATELINES)
def test_datelines(text, dateline, published, publisher):
    found = opening_dateline(text, 0, len(text), lead=True)
    assert found is not None
    assert (text[found.start : found.end], found.published, found.publisher) == (dateline, published, publisher)


@pytest.mark.parametrize("text", NO_DATELINES)
def test_what_only_looks_like_a_dateline(text):
    assert opening_dateline(text, 0, len(text), lead=True) is None


def test_a_label_that_comes_again_is_no_dateline():
    label = "THE CHAIR (Ann Lee): You were late."
    assert opening_dateline(label, 0, len(label), lead=False) is not None
    assert opening_dateline(f"{label}\nTHE CHAIR: Why?", 0, len(label), lead=False) is None


def test_a_bare_dateline_counts_only_at_the_start_of_the_story():
    text = "WASHINGTON _ The judge"
    assert opening_dateline(text, 0, len(text), lead=False) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("date 2025-05-22", (True, "2025-05-22")),
        ("Published 28 January 2013", (True, "2013-01-28")),
        ("Thursday, 22 May 2025 10:30 GMT", (True, "2025-05-22")),
        ("Updated: May 2, 2025, 3:04 p.m. ET", (True, "2025-05-02")),
        ("May 2", (True, None)),
        ("2025-02-31", (True, None)),
        ("May I come in?", (False, None)),
        ("March 2013 was cold", (False, None)),
        ("Published  on\t28  January 2013", (True, "2013-01-28")),
        ("Posted" + " " * 30 + "12:00" + " " * 30 + "x", (False, None)),
    ],
)
def test_lines_that_are_dates(line, expected):
    assert date_line(line) == expected


PARAGRAPHS = {
    "blank lines": ("The first\n\nThe second\n\n\nThe third\n", ["The first", "The second", "The third"]),
    "one a line": ("The first one is this.\nThe second is that.\n", ["The first one is this.", "The second is that."]),
    "CRLF": ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
    "old Macintosh": ("One.\r\rTwo.\r", ["One.", "Two."]),
    "a stray break": ("The mayor of the\ntown said no.\n\nTwo.", ["The mayor of the\ntown said no.", "Two."]),
    "headlines": (
        "Mayor says no\nFire in the old mill\nRain due",
        ["Mayor says no", "Fire in the old mill", "Rain due"],
    ),
    "wire, indented": (
        "   The ferry lost its steering in heavy fog on Thursday and\nstruck a breakwater at the mouth of the harbor, "
        "hurting\nthirty people.\n   ``It went dark,'' said a man who had stood at the rail\nwith his two children.\n"
        "   He was not hurt.\n   Nobody else spoke to the reporters who had come to the\nharbor.\n",
        ["The ferry lost its", "``It went dark,''", "He was not hurt.", "Nobody else spoke"],
    ),
    "wrapped, blank lines": (
        "The ferry lost its steering in heavy fog on Thursday and\nstruck a breakwater at the mouth of the harbor, "
        "hurting\nthirty people.\n\nIt was the third such accident since the spring, and the\nline has promised to "
        "look into it.\n",
        ["The ferry lost", "It was the third"],
    ),
    "wrapped, no blank lines": (
        "The ferry lost its steering in heavy fog on Thursday and\nstruck a breakwater at the mouth of the harbor, "
        "hurting\nthirty people.\nIt was the third such accident since the spring, and the\nline has promised to "
        "look into it.\n",
        ["The ferry lost", "It was the third"],
    ),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_paragraphs(name):
    text, openings = PARAGRAPHS[name]
    found = [span.of(text) for span in paragraphs(text)]
    assert len(found) == len(openings)
    assert all(part.startswith(opening) for part, opening in zip(found, openings, strict=True))


BOILERPLATE = """
###
# # #
-30-
- ENDS -
*** ends ***
-more-
(END)
___
SOURCE Larkfield Dairy
FOR IMMEDIATE RELEASE
EMBARGOED UNTIL 00:01 on Monday
WANT YOUR COMPANY'S NEWS FEATURED ON PRNEWSWIRE.COM?
Want your company’s news featured here?
View original content to download multimedia: https://prn.example/x.html
(Reporting by Ann Lee; Editing by Bo Dahl)
Reporting by Ann Lee; Editing by Bo Dahl
Our Standards: The Thomson Reuters Trust Principles.
Follow Ann Lee on Twitter
Follow Ann Lee on Twitter @annlee.
Ann Lee in Oslo contributed to this report.
CNN's Ann Lee and Bo Dahl contributed to this report from Rome.
Copyright 2024 The Associated Press. All rights reserved.
Follow AP’s coverage of ferries at https://ap.test/ferries
((ann.lee@wire.test; +44 20 7946 0000;))
FILE PHOTO: A ferry leaves Baymouth, June 3, 2024.
Source: Xinhua| 2024-06-03 10:15:30|Editor: bodahl
June 03, 2024 08:00 ET | Source: Harbor Trust Inc.
Harbor Trust/Page 2
(With inputs from agencies)
Read also: Storm closes the pass
This article was amended on 3 June 2024 to correct the date.
To learn more, visit www.harbor.test.
© 2024 Agence France-Presse
Read more: The ferry that would not stop
Photo: Ann Lee/Getty Images
The ferry at its berth on Friday. (AP Photo/Ann Lee)
Image caption The ferry at its berth
Editor’s note: This story first ran on Monday.
Correction: An earlier version of this story misspelled a name.
AP-NY-11-24-98 1530EST
&UR; c. 1999, The Daily Planet &LR;
<tweet id="12"></tweet>
"""

STORY = """
The source of the river was found.
Source close to the talks: nothing is settled.
"Read more books," the teacher told the class of twenty.
Contact with the plane was lost at noon.
Reporting by the newspaper led to his arrest.
The team ended the season in third place.
He contributed to the campaign.
An earlier version of this bill failed.
He follows the mayor on Twitter.
"SOURCE code is a thing we never hand out to anybody," he said.
More than 30 people were hurt.
End of story, he said.
Photographs of the ferry were found.
Copyright law is a mess, the judge wrote.
Getty Images said on Monday that it would sue.
"""


@pytest.mark.parametrize("line", BOILERPLATE.strip().splitlines())
def test_boilerplate(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize("line", STORY.strip().splitlines())
def test_what_only_sounds_like_boilerplate(line):
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    ("words", "aside"), [("(Applause.)", True), ("[Laughter].", True), ("(He laughs.) No.", False)]
)
def test_a_note_in_brackets_is_an_aside(words, aside):
    assert is_aside(words) == aside


@pytest.mark.parametrize(
    ("paragraph", "following", "expected"),
    [
        ("Media Contact:", "Ann Lee", True),
        ("Contact: Ann Lee, 202-555-0142", "", True),
        ("About Acme Corp", "Acme Corp makes anvils.", True),
        ("About the Harbor Trust", "The Harbor Trust runs two ports.", True),
        ("About face", "The mayor changed his mind on Monday.", False),
        ("Forward-Looking Statements", "This release contains statements that", True),
        ("Notes to editors", "1. The survey was made in May.", True),
        ("Contact between the two ended in May.", "They never met again.", False),
    ],
)
def test_tails_of_press_releases(paragraph, following, expected):
    assert opens_tail(paragraph, following) is expected


def test_whether_a_paragraph_has_quotation():
    assert has_quotation('He said: "We will not leave this town."')
    assert has_quotation("``We will not leave this town,'' he said.")
    assert has_quotation("He said: ‘We will not leave this town.’")
    assert not has_quotation('Words such as "expect" and "believe" are meant, as are others.')
    assert not has_quotation("The mayors' offices don't open before nine o'clock.")


def kinds(text):
    return [(block.kind, block.of(text)) for block in read_structure(text).blocks]


SIGNED = {
    "a role and a place below": (["Ann Lee", "Health reporter, Halden"], ["byline", "byline"]),
    "two names that have hyphens": (["Ann Lee-Brown and Tim O'Dross", "3 June 2024"], ["byline", "dateline"]),
    "a name with a suffix": (["Ann Lee, Jr.", "Staff writer"], ["byline", "byline"]),
    "a name and a comma": (["Ann Lee,", "Staff writer"], ["byline", "byline"]),
    "three names": (["Ann Lee, Bo Dahl and Tim Dross", "Staff writers"], ["byline", "byline"]),
    "a name without a role or a date": (["Ann Lee", "The vote was close"], ["subhead", "subhead"]),
    "no name": (["Rain and wind in Halden", "3 June 2024"], ["subhead", "dateline"]),
}


@pytest.mark.parametrize(("head", "expected"), SIGNED.values(), ids=SIGNED)
def test_names_below_a_title_are_the_writers_where_the_next_line_says_so(head, expected):
    lede = "The Harbor Trust opened its third pier on Monday, after four years of work and a change of builders."
    found = read_structure("\n\n".join(["Harbor Trust opens its third pier", *head, lede]))
    assert [block.kind for block in found.blocks] == ["title", *expected, "body"]


RELEASE = """\
FOR IMMEDIATE RELEASE

Harbor Trust opens its third pier

Ferries will call twice a day

BAYMOUTH, Ore., June 3, 2024 /PRNewswire/ -- The Harbor Trust today opened its third pier.

"It took us four years and a great deal of patience," said Ann Lee, the trust's chair.

Twice a day

Ferries will call at eight in the morning and at six in the evening, the trust said for the year.

About the Harbor Trust

The Harbor Trust runs two ports on the coast.

Media Contact:
Bo Dahl
bo@harbor.example

SOURCE Harbor Trust
"""


def test_a_press_release():
    assert kinds(RELEASE) == [
        ("boilerplate", "FOR IMMEDIATE RELEASE"),
        ("title", "Harbor Trust opens its third pier"),
        ("subhead", "Ferries will call twice a day"),
        ("dateline", "BAYMOUTH, Ore., June 3, 2024 /PRNewswire/ --"),
        ("body", "The Harbor Trust today opened its third pier."),
        ("body", '"It took us four years and a great deal of patience," said Ann Lee, the trust\'s chair.'),
        ("subhead", "Twice a day"),
        (
            "body",
            "Ferries will call at eight in the morning and at six in the evening, the trust said for the year.",
        ),
        ("boilerplate", "About the Harbor Trust"),
        ("boilerplate", "The Harbor Trust runs two ports on the coast."),
        ("boilerplate", "Media Contact:"),
        ("boilerplate", "Bo Dahl"),
        ("boilerplate", "bo@harbor.example"),
        ("boilerplate", "SOURCE Harbor Trust"),
    ]
    found = read_structure(RELEASE)
    assert found.title == "Harbor Trust opens its third pier"
    assert found.dateline == "BAYMOUTH, Ore., June 3, 2024 /PRNewswire/"
    assert (found.published, found.publisher) == ("2024-06-03", "PRNewswire")


@pytest.mark.parametrize(
    ("head", "expected", "publisher"),
    [
        (
            ["Department of Ferries", "12 Quay Street", "FOR IMMEDIATE RELEASE", "June 3, 2024", "Contact: a@b.test"],
            ["boilerplate", "boilerplate", "boilerplate", "dateline", "boilerplate", "title", "body"],
            "Department of Ferries",
        ),
        (
            ["Department of Ferries", "For immediate release:"],
            ["boilerplate", "boilerplate", "title", "body"],
            "Department of Ferries",
        ),
        (["Contact: press@harbor.test"], ["boilerplate", "title", "body"], None),
        (["Contact lens maker sues Harbor Trust"], ["title", "subhead", "body"], None),
    ],
)
def test_what_stands_above_the_title_of_a_press_release(head, expected, publisher):
    lede = "The Harbor Trust opened its third pier on Monday, after four years of work and a change of builders."
    found = read_structure("\n\n".join([*head, "Harbor Trust opens its third pier", lede]))
    assert [block.kind for block in found.blocks] == expected
    assert found.publisher == publisher


def test_a_title_above_the_mark_of_a_press_release_stays():
    lede = "BAYMOUTH, June 3, 2024 - The Harbor Trust opened its third pier on Monday, after four years of work."
    assert read_structure(f"Harbor Trust opens its third pier\n\nFOR IMMEDIATE RELEASE\n\n{lede}").title == (
        "Harbor Trust opens its third pier"
    )


def test_notes_of_an_agency_for_editors():
    story = [
        "Kelmar (dpa) - The assembly approved the plan on Friday.",
        "The vote was 41 to 23.",
        "Work begins in spring.",
    ]
    tail = ["# dpa-Notebook", "## Internet", "- [Assembly](https://kelmar.test)"]
    assert [kind for kind, _ in kinds("\n\n".join(story + tail))][-3:] == ["boilerplate"] * 3


def test_a_paragraph_that_quotes_stays_in_the_story_wherever_it_stands():
    text = RELEASE.replace("SOURCE", '"We are proud of what the town has built," said Mayor Cole.\n\nSOURCE')
    assert ("body", '"We are proud of what the town has built," said Mayor Cole.') in kinds(text)


def test_a_wire_story():
    text = (
        "By ANN LEE\n"
        "Associated Press Writer\n"
        "\tBAYMOUTH, Ore. (AP) _ A ferry with 212 people aboard lost its\n"
        "steering in heavy fog on Thursday and struck a breakwater,\n"
        "hurting 31 of them.\n"
        "\t``It went dark all at once,'' said a man who had stood at the\n"
        "rail.\n"
        "AP-NY-11-24-98 1530EST\n"
    )
    found = read_structure(text)
    assert [block.kind for block in found.blocks] == ["byline", "byline", "dateline", "body", "body", "boilerplate"]
    assert found.byline == "Ann Lee"
    assert (found.dateline, found.publisher) == ("BAYMOUTH, Ore. (AP)", "AP")


def test_an_article_without_any_break():
    text = (
        '(CNN)A ferry ran aground. "It went dark all at once," a man said. Nobody died. '
        "CNN's Bo Dahl contributed to this report."
    )
    assert kinds(text) == [
        ("dateline", "(CNN)"),
        ("body", 'A ferry ran aground. "It went dark all at once," a man said. Nobody died.'),
        ("boilerplate", "CNN's Bo Dahl contributed to this report."),
    ]


@pytest.mark.parametrize(
    ("head", "title", "byline", "published"),
    [
        (
            "date 2025-05-22\n\nFerry runs aground\n\nBy Ann Lee and Bo Dahl",
            "Ferry runs aground",
            "Ann Lee; Bo Dahl",
            "2025-05-22",
        ),
        (
            "Ferry Runs Aground In Fog.\n\nBy Ann Lee, Daily Planet Staff Writer",
            "Ferry Runs Aground In Fog.",
            "Ann Lee",
            None,
        ),
        ("Ferry runs aground;\nThirty hurt in fog", "Ferry runs aground; Thirty hurt in fog", None, None),
        ("Ferry runs aground\n\nThirty were hurt in the fog.\n\nBy Ann Lee", "Ferry runs aground", "Ann Lee", None),
        (
            "Ferry runs aground\n\nAnn Lee\n\nThe Associated Press",
            "Ferry runs aground",
            "Ann Lee",
            None,
        ),
        ("Ferry runs aground\n\nAnn Lee\n\nMay 2, 2024", "Ferry runs aground", "Ann Lee", "2024-05-02"),
        ("Ferry runs aground\n\nBy Ann Lee | Daily Planet", "Ferry runs aground", "Ann Lee", None),
        (
            "^Ferry runs aground^\n\n^By ANN LEE=\n^Associated Press Writer=",
            "Ferry runs aground",
            "Ann Lee",
            None,
        ),
        ("WHO STEERS THE FERRIES?", "WHO STEERS THE FERRIES?", None, None),
        ("Ferry runs aground in fog.", "Ferry runs aground in fog.", None, None),
        (
            "By any standard, the ferry was old, and the fog that lay on the water that morning was thick.",
            None,
            None,
            None,
        ),
        (
            "A ferry that ran aground in thick fog on Thursday was forty years old, officials have said.",
            None,
            None,
            None,
        ),
    ],
)
def test_heads(head, title, byline, published):
    body = "The ferry lost its steering in heavy fog on Thursday and struck a breakwater, hurting thirty. " * 2
    found = read_structure(f"{head}\n\n{body}\n\n{body}")
    assert (found.title, found.byline, found.published) == (title, byline, published)


def test_the_story_is_never_all_hidden():
    assert kinds("###\n\n-30-") == [("body", "###"), ("body", "-30-")]


LINES = st.sampled_from(
    [
        *BOILERPLATE.strip().splitlines(),
        *STORY.strip().splitlines(),
        *(case[0] for case in DATELINES),
        *NO_DATELINES,
        *("", "", "  ", "\t\x0b", "By Ann Lee", "Title here", "Media Contact:", "date 2025-05-22"),
        "\ud800 \u202e \x1b[0m \x00",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=12).map("\n".join), st.lists(LINES).map("\r\n".join)))
def test_every_word_belongs_to_one_block_and_blocks_keep_their_order(text):
    found = read_structure(text)
    at = 0
    for block in found.blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert block.of(text) == block.of(text).strip()
        at = block.end
    assert not text[at:].strip()
    assert found == read_structure(text)


def test_a_line_that_is_only_a_date_is_no_dateline_of_the_article():
    body = "The ferry lost its steering in heavy fog on Thursday and struck a breakwater, hurting thirty. " * 2
    found = read_structure(f"Ferry runs aground\n\nUPDATED: Tue., Nov. 19, 2019\n\nOSLO, Norway - {body}\n\n{body}")
    assert (found.dateline, found.published) == ("OSLO, Norway", "2019-11-19")
    assert [block.kind for block in found.blocks] == ["title", "dateline", "dateline", "body", "body"]
