"""Interviews and transcripts: turns under labels, below lines that name who speaks, and below questions."""

from __future__ import annotations

import pytest

from pressq import parse, quotes

LABELLED = {
    "capitals": (
        ("LEE: The ferry runs until May.", "REED: And then?", "LEE: Then we paint it."),
        [("LEE", "The ferry runs until May."), ("REED", "And then?"), ("LEE", "Then we paint it.")],
    ),
    "the time of a recording before them": (
        ("[00:00:04] LEE: The ferry runs.", "(00:00:09) REED: And then?", "[00:12] - LEE: Then we paint."),
        [("LEE", "The ferry runs."), ("REED", "And then?"), ("LEE", "Then we paint.")],
    ),
    "the time after them": (
        ("Ann Lee: (00:04)\nThe ferry runs.", "Tom Reed: (00:09)\nAnd then?", "Ann Lee: (00:12)\nThen we paint."),
        [("Ann Lee", "The ferry runs."), ("Tom Reed", "And then?"), ("Ann Lee", "Then we paint.")],
    ),
    "an office with its holder in brackets": (
        (
            "The Minister for Ports (Dame Ann Lee): I beg to move the Bill.",
            "Mr Tom Reed (Carreg) (Ind): Will she give way?",
            "Dame Ann Lee: I shall.",
            "Mr Reed: I am grateful.",
            "Dame Ann Lee: Not for long.",
        ),
        [
            ("Ann Lee", "I beg to move the Bill."),
            ("Tom Reed", "Will she give way?"),
            ("Ann Lee", "I shall."),
            ("Tom Reed", "I am grateful."),
            ("Ann Lee", "Not for long."),
        ],
    ),
    "initials of names, without a colon": (
        (
            "Ann Lee and Tom Reed met us on the quay.",
            "AL The ferry runs until May.",
            "TR And then it is mine.",
            "AL Then it is paint and you.",
        ),
        [
            ("Ann Lee", "The ferry runs until May."),
            ("Tom Reed", "And then it is mine."),
            ("Ann Lee", "Then it is paint and you."),
        ],
    ),
    "titles before names in capitals": (
        (
            "Senator Ann Lee chairs the board; Tom Reed keeps the ferry.",
            "Senator LEE. I call the board to order.",
            "Mr. REED. Thank you. I keep the ferry.",
            "Senator LEE. We know.",
        ),
        [
            ("Ann Lee", "I call the board to order."),
            ("Tom Reed", "Thank you. I keep the ferry."),
            ("Ann Lee", "We know."),
        ],
    ),
    "numbers before them": (
        (
            "3. Ann Lee (Quay): I ask about the ferry.",
            "Tom Reed: It runs.",
            "Ann Lee: I thank you.",
            "Tom Reed: So do I.",
        ),
        [
            ("Ann Lee", "I ask about the ferry."),
            ("Tom Reed", "It runs."),
            ("Ann Lee", "I thank you."),
            ("Tom Reed", "So do I."),
        ],
    ),
    "an office": (
        (
            "Ann Lee, chair of the board, met Tom Reed.",
            "The CHAIR. I call on you.",
            "Mr. REED. I thank you.",
            "The CHAIR. Do.",
        ),
        [("Ann Lee", "I call on you."), ("Tom Reed", "I thank you."), ("Ann Lee", "Do.")],
    ),
    "a letter alone": (
        (
            "Ann Lee keeps the ferry.",
            "Q  Thank you. Until May?",
            "MS. LEE: Until I am tired.",
            "Q  And then?",
            "MS. LEE: Rust.",
        ),
        [
            (None, "Thank you. Until May?"),
            ("Ann Lee", "Until I am tired."),
            (None, "And then?"),
            ("Ann Lee", "Rust."),
        ],
    ),
    "names with numbers": (
        (
            "Two who map the quays wrote to us.",
            "Heron 12: I row out at night.",
            "Osprey 07: We swim.",
            "Heron 12: I have seen you.",
        ),
        [("Heron 12", "I row out at night."), ("Osprey 07", "We swim."), ("Heron 12", "I have seen you.")],
    ),
    "when they speak in a recording": (
        (
            "Speaker 1 [0:03]: I row out at night.",
            "Speaker 2 (0:09): We swim.",
            "Speaker 1 [01:00:15] I have seen you.",
            "Speaker 2 [01:01:20] And I you.",
        ),
        [
            ("Speaker 1", "I row out at night."),
            ("Speaker 2", "We swim."),
            ("Speaker 1", "I have seen you."),
            ("Speaker 2", "And I you."),
        ],
    ),
    "subtitles": (
        (
            "00:00:03.000 --> 00:00:06.000",
            "Ann Lee: I row out at night.",
            "00:00:06.000 --> 00:00:09.000",
            "Tom Reed: We swim.",
            "00:00:09.000 --> 00:00:12.000",
            "Ann Lee: I have seen you.",
        ),
        [("Ann Lee", "I row out at night."), ("Tom Reed", "We swim."), ("Ann Lee", "I have seen you.")],
    ),
    "ages, and marks that are no times": (
        (
            "Ann Lee (34): I row out at night.",
            "Tom Reed (41): We map x --> y and swim.",
            "Ann Lee (34): I have seen you.",
        ),
        [
            ("Ann Lee", "I row out at night."),
            ("Tom Reed", "We map x --> y and swim."),
            ("Ann Lee", "I have seen you."),
        ],
    ),
    "names in bold": (
        (
            "Ann Lee and Tom Reed met us on the quay.",
            "**Lee:** I row.",
            "**Reed**: We steer.",
            "**Lee:** I sing.",
        ),
        [("Ann Lee", "I row."), ("Tom Reed", "We steer."), ("Ann Lee", "I sing.")],
    ),
    "letters in bold": (
        (
            "Ann Lee keeps the ferry.",
            "**Q**: Until May?",
            "**A:** Until I tire.",
            "**Q**: And then?",
            "**A**: I paint.",
        ),
        [(None, "Until May?"), ("Ann Lee", "Until I tire."), (None, "And then?"), ("Ann Lee", "I paint.")],
    ),
    "a deposition with numbered lines": (
        (
            "Ann Lee keeps the ferry.",
            " 1      BY MR. REED:",
            " 2      Q.   Do you run until May?",
            " 3      A.   I run until I am",
            " 4  tired of it.",
            " 5      Q.   And then?",
            " 6      A.   I paint.",
        ),
        [
            ("REED", "Do you run until May?"),
            ("Ann Lee", "I run until I am tired of it."),
            ("REED", "And then?"),
            ("Ann Lee", "I paint."),
        ],
    ),
    "voices of WebVTT": (
        (
            "00:00:03.000 --> 00:00:06.000",
            "<v Ann Lee>I row out at night.",
            "00:00:06.000 --> 00:00:09.000",
            "<v Tom Reed>We swim.",
            "00:00:09.000 --> 00:00:12.000",
            "<v Ann Lee>I have seen you.",
        ),
        [("Ann Lee", "I row out at night."), ("Tom Reed", "We swim."), ("Ann Lee", "I have seen you.")],
    ),
    "dashes after names": (
        ("Ann Lee — I row out at night.", "Tom Reed — We swim.", "Ann Lee — I have seen you."),
        [("Ann Lee", "I row out at night."), ("Tom Reed", "We swim."), ("Ann Lee", "I have seen you.")],
    ),
    "letters with numbers": (
        ("Ann Lee keeps the ferry.", "Q1. Until May?", "A1. Until I am tired.", "Q2. And then?", "A2. Then I paint."),
        [(None, "Until May?"), ("Ann Lee", "Until I am tired."), (None, "And then?"), ("Ann Lee", "Then I paint.")],
    ),
}

CALL = (
    "Prepared remarks",
    "Operator",
    "Good morning and welcome.",
    "Ann Lee -- Chief Executive",
    "We shipped more ferries than in the whole of last year.",
    "All of them float.",
    "Tom Reed, Chief Financial Officer",
    "Our revenue was up.",
    "Questions and answers",
    "These lines are the publisher's own.",
    "Operator",
    "There are none.",
    "Ann Lee -- Chief Executive",
    "Thank you all.",
)

INTERVIEW = (
    "Ann Lee has kept the ferry since 1989. We met her on the quay.",
    "Did you always want a boat?",
    "Not at all. I wanted a mill, and I was bad at sums.",
    "My uncle had one and lost it.",
    "You once said that the river bores you.",
    "I did say that, in a bad winter.",
    "And what would you do without it?",
    "Sleep. I have heard that people do.",
    "Will you stop?",
    "I never started. My father did.",
    "The ferry runs until May.",
)


def said(*paragraphs: str) -> list[tuple[str | None, str]]:
    """Who says what, directly, on a page of these paragraphs under a title."""
    found = quotes(parse("\n\n".join(("The last ferry", *paragraphs))), kinds=["direct"]).quotes
    return [(quote.speaker.name if quote.speaker else None, quote.text) for quote in found]


@pytest.mark.parametrize(("paragraphs", "turns"), LABELLED.values(), ids=LABELLED.keys())
def test_labels_tell_who_speaks(paragraphs: tuple[str, ...], turns: list[tuple[str | None, str]]) -> None:
    assert said(*paragraphs) == turns


def test_two_labels_or_three_of_three_people_are_no_transcript() -> None:
    two = ("LEE: I take the ferry.", "REED: Have you paid?")
    assert said(*two) == []
    assert said(*two, "ROE: We never pay.") == []
    assert len(said(*two, "LEE: We never pay.")) == 3


def test_four_who_talk_are_a_transcript() -> None:
    panel = (
        "Ann Lee, ferrywoman: I cried twice.",
        "Tom Reed: Oh, I did not.",
        "Ida Roe, vet: We all saw you.",
        "Bo Lindal: You cried at the gull.",
    )
    assert [name for name, _ in said(*panel)] == ["Ann Lee", "Tom Reed", "Ida Roe", "Bo Lindal"]
    assert said(*panel[:3]) == []
    told = [line.partition(":")[0] + ": The ferry." for line in panel]
    assert said(*told) == []


@pytest.mark.parametrize("line", ["Ann Lee, who chairs it said: You do.", "However, my dear ferryman: You do."])
def test_what_goes_on_to_a_colon_is_no_label(line: str) -> None:
    assert said(line, line, line) == []


def test_lines_in_which_nobody_talks_are_no_transcript() -> None:
    table = ("Ferry: Ten crowns.", "Bridge: Nothing.", "Ferry: Ten minutes.", "Bridge: Two.")
    assert said(*table) == []
    assert said(*table[:2], "Ferry: I take it every day.", "Bridge: Have you seen it?", "Ferry: Ten minutes.") != []


def test_a_label_that_comes_once_names_a_person() -> None:
    turns = ("LEE: I take the ferry.", "REED: Have you paid?", "LEE: We never pay.")
    assert said("Source: Radio Merrow.", *turns) == said(*turns)
    assert said(*turns, "Ann Marlow: You will.")[-1] == ("Ann Marlow", "You will.")


def test_questions_below_the_last_label_are_answered_by_whoever_answered() -> None:
    turns = ("Ann Marlow: Will you stay?", "Tom Reed: I will.", "Ann Marlow: And your boat?", "Tom Reed: She will.")
    assert said(*turns, "What do you tell the young?", "Learn to swim.", "The ferry runs until May.")[4:] == [
        ("Tom Reed", "Learn to swim.")
    ]
    told = ("Ann Marlow: I stay.", "Tom Reed: I will.", "Ann Marlow: It sank.", "Tom Reed: She will.")  # nobody asks
    assert said(*told, "What do you tell the young?", "Learn to swim.")[4:] == []


def test_a_headline_quotes_a_turn() -> None:
    page = parse(
        "‘Learn to swim’: the last ferryman\n\n"
        + "\n\n".join(
            (
                "Ann Marlow: What do you tell the young?",
                "Tom Reed: Learn to swim.",
                "Ann Marlow: Why?",
                "Tom Reed: I did.",
            )
        )
    )
    first = quotes(page).quotes[0]
    assert (first.text, first.speaker and first.speaker.name) == ("Learn to swim", "Tom Reed")


def test_a_turn_goes_on_until_the_next_label_where_all_who_speak_have_labels() -> None:
    turns = ("LEE: It runs until May.", "Then it is paint.", "REED: And rust?", "LEE: We have rust.")
    assert said(*turns, "The ferry has run since 1904.") == [
        ("LEE", "It runs until May. Then it is paint."),
        ("REED", "And rust?"),
        ("LEE", "We have rust."),
    ]


def test_questions_and_what_follows_a_marked_turn_are_not_what_the_label_says() -> None:
    answers = ("LEE: It runs until May.", "What about the rust, then?", "LEE: We have rust.", "LEE: Red rust.")
    assert ("LEE", "It runs until May.") in said(*answers)
    marked = ("Lee: “It runs until May.”", "Reed is the painter.", "Lee: “There is always rust.”", "Reed: “Red rust.”")
    assert [words for _, words in said(*marked)] == ["It runs until May.", "There is always rust.", "Red rust."]


def test_names_on_lines_of_their_own_tell_who_speaks_below_them() -> None:
    assert said(*CALL) == [
        ("Operator", "Good morning and welcome."),
        ("Ann Lee", "We shipped more ferries than in the whole of last year. All of them float."),
        ("Tom Reed", "Our revenue was up."),
        ("Operator", "There are none."),
        ("Ann Lee", "Thank you all."),
    ]


RECORDED = ("I row out at night.", "We swim.", "I have seen you.", "And I you.")


def recorded(*heads: str) -> list[tuple[str | None, str]]:
    return said(*(line for pair in zip(heads, RECORDED, strict=True) for line in pair))


def test_the_byline_of_a_column_is_no_label() -> None:
    page = "Letters from the coast\n\nBy Ann Lee\n\nI wish we had the ferry back.\n\n"
    assert not quotes(parse(page + page.partition("\n\n")[2].replace("ferry", "bus") * 3)).quotes


def test_lines_that_tell_when_somebody_speaks_in_a_recording_need_name_nobody() -> None:
    turns = recorded("Speaker 1  0:03", "Speaker 2  0:09", "Speaker 1 (01:15):", "Speaker 2  1:20")
    assert [name for name, _ in turns] == ["Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2"]
    assert tuple(words for _, words in turns) == RECORDED


@pytest.mark.parametrize("name", ["Speaker 1", "Ann Lee"])
def test_the_first_line_of_a_page_may_tell_who_speaks(name: str) -> None:
    lines = (f"{name}  0:03", RECORDED[0], "Tom Reed  0:09", RECORDED[1], f"{name}  0:15", RECORDED[2])
    found = quotes(parse("\n\n".join(lines)), kinds=["direct"]).quotes
    assert [quote.speaker and quote.speaker.name for quote in found] == [name, "Tom Reed", name]


@pytest.mark.parametrize(("title", "other"), [("Ann Lee", "Ann Lee"), ("Ann Lee – a life", "Tom Reed")])
def test_a_title_that_names_somebody_is_no_line_that_tells_who_speaks(title: str, other: str) -> None:
    told = "I met her on the quay, where my own boat lay."
    heads = (other, "Bo Lindal", other, "Bo Lindal")
    lines = (title, told, *(line for pair in zip(heads, RECORDED, strict=True) for line in pair))
    found = quotes(parse("\n\n".join(lines)), kinds=["direct"]).quotes
    assert tuple(quote.text for quote in found) == RECORDED


@pytest.mark.parametrize(
    "heads",
    [
        ("Breaking 11:48", "Update 11:55", "Breaking 12:03", "Update 12:31"),
        ("Video 0:58", "Audio 1:12", "Video 0:45", "Audio 2:02"),
        ("We met at 0:30", "We met at 1:30", "We met at 2:30", "We met at 3:30"),
    ],
)
def test_times_make_nobody_speak(heads: tuple[str, ...]) -> None:
    assert recorded(*heads) == []


@pytest.mark.parametrize("head", ["Step", "Psalm", "Friday"])
def test_what_is_numbered_speaks_only_if_it_may(head: str) -> None:
    numbers = (1, 2, 1, 2)
    assert said(*(f"{head} {number}: {line}" for number, line in zip(numbers, RECORDED, strict=True))) == []
    assert len(said(*(f"JUROR {n}: {line}" for n, line in zip(numbers, RECORDED, strict=True)))) == len(RECORDED)


def test_marks_below_names_are_what_each_says() -> None:
    street = (
        "Ann Lee, 34, nurse",
        "“Buses after ten.”",
        "Tom Reed, 71",
        "“Holes.”",
        "Ida Roe",
        "“Rent.”",
        "So it goes.",
    )
    assert said(*street) == [("Ann Lee", "Buses after ten."), ("Tom Reed", "Holes."), ("Ida Roe", "Rent.")]


def test_marks_above_names_are_what_each_says() -> None:
    tributes = (
        "“He never hurried.”",
        "Ann Lee, ferrywoman",
        "“He kept my books.”",
        "The Revd Tom Reed",
        "“He was my uncle.”",
        "Ida Roe",
        "So it goes.",
    )
    assert said(*tributes) == [
        ("Ann Lee", "He never hurried."),
        ("Tom Reed", "He kept my books."),
        ("Ida Roe", "He was my uncle."),
    ]


def test_ages_tell_that_names_speak_below_them() -> None:
    street = (
        "Ann Lee, 34, nurse",
        "I want buses after ten.",
        "Tom Reed, 71",
        "Holes. I fell into one.",
        "Ida Roe, 17",
        "Rent.",
        "What comes next",
        "The board meets in May.",
    )
    assert said(*street) == [("Ann Lee", street[1]), ("Tom Reed", street[3]), ("Ida Roe", street[5])]
    assert said(*(line.replace("Holes. I fell into one.", "Holes.") for line in street)) == []  # a list of the dead


def test_who_asks_in_the_same_line_does_not_speak_below_it() -> None:
    asked = ("Why is it salt? Asks Ann Lee, 7", "Why is it wet? Asks Tom Reed, 5", "Why is it deep? Asks Ida Roe, 9")
    assert said(*(line for question in asked for line in (question, "I do not know."))) == []


LETTERS = (
    "Q: Did you always want a boat?",
    "A: Not at all. I wanted a mill, and I was bad at sums.",
    "Q: And what would you do without it?",
    "A: I would sleep. I have heard that people do.",
    "Q: Will you stop?",
    "A: I never started. I told my father that I had a cold.",
)


def test_answers_below_questions_are_of_whom_the_page_introduces() -> None:
    assert said(*INTERVIEW) == [
        ("Ann Lee", "Not at all. I wanted a mill, and I was bad at sums. My uncle had one and lost it."),
        ("Ann Lee", "I did say that, in a bad winter."),
        ("Ann Lee", "Sleep. I have heard that people do."),
        ("Ann Lee", "I never started. My father did."),
    ]


def test_who_asks_may_be_named_last_before_the_answers() -> None:
    page = ("Ann Lee has kept the ferry since 1989. She spoke to Tom Reed about storms.", *LETTERS)
    assert [name for name, words in said(*page) if not words.endswith("?")] == ["Ann Lee"] * 3


SHORT = ("**Tea or coffee?** Tea, but never on deck.", "**Rain or wind?** Neither. See above.")


EXPLAINERS = {
    "of reporters": (
        "Mayor Ann Lee signed the rules on Monday.",
        *("Do you need a permit?", "It depends. We asked the city for a list."),
        *("Where can you park?", "Our reporters waited at the quay. Lee promised us more room."),
        *("What does it cost you?", "Our taxes pay for it."),
    ),
    "of a firm": (
        "Ann Lee founded the mill in 1999.",
        *("Do you ship abroad?", "Yes, we ship to most countries."),
        *("Can you change my order?", "Write to us by noon."),
        *("Where is your mill?", "Our mill is on the quay."),
    ),
}


@pytest.mark.parametrize("page", EXPLAINERS.values(), ids=EXPLAINERS)
def test_where_nobody_says_i_below_questions_nobody_answers_them(page: tuple[str, ...]) -> None:
    assert said(*page) == []


def test_one_question_in_bold_below_an_interview_is_the_papers_own() -> None:
    assert said(*INTERVIEW, "**Want to row yourself?** See the timetable on page 4.") == said(*INTERVIEW)


def test_yourself_in_an_answer_asks_nothing() -> None:
    answer = "On deck it is cold, so keep yourself warm."
    assert said(*INTERVIEW[:3], answer, *INTERVIEW[3:])[0][1].count(answer) == 1


def test_short_questions_in_bold_may_stand_beside_their_answers_at_the_end() -> None:
    page = (INTERVIEW[0], *(f"**{line}**" if line.endswith("?") else line for line in INTERVIEW[1:-1]), *SHORT)
    assert said(*page)[-2:] == [("Ann Lee", "Tea, but never on deck."), ("Ann Lee", "Neither. See above.")]


def test_answers_may_tell_of_us_and_the_first_question_may_be_none() -> None:
    page = (
        "Bo Lindal speaks for those who work on the quay. We sat down with him.",
        "Bo, tell us about yourself.",
        "I have worked here since 1999, and my father did.",
        "What did you ask for first?",
        "Lights. I said that we had none on the south side.",
        "Where do you meet?",
        "Below the crane, where they see us.",
        "When is the next meeting?",
        "In May.",
    )
    assert said(*page) == [("Bo Lindal", answer) for answer in page[2::2]]


BARGE = ("You grew up on a barge.", "My mother steered it, and I was sick.")
MISSED = ("Did you miss it?", "I missed the barge.")
STEERS = ("So who steers it now?", "Ask me in May.")


def test_what_is_said_to_you_asks_too() -> None:
    assert said(INTERVIEW[0], *BARGE, *MISSED, *STEERS) == [
        ("Ann Lee", words) for words in (BARGE[1], MISSED[1], STEERS[1])
    ]
    assert said(INTERVIEW[0], *BARGE, *MISSED, "You and Tom Reed never spoke.", "I tried.") == []  # one question alone


ANSWERS = {
    "goes on with you and I": (*MISSED, "You would not think it, but I did.", "I still do."),
    "goes on with you": (*MISSED, "You could see the river.", "It was wide."),
    "begins with you": ("Did you miss it?", "You miss everything.", "I missed the barge."),
}


@pytest.mark.parametrize("missed", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_may_say_you(missed: tuple[str, ...]) -> None:
    answers = (BARGE[1], " ".join(missed[1:]), STEERS[1])
    assert said(INTERVIEW[0], *BARGE, *missed, *STEERS) == [("Ann Lee", words) for words in answers]


def test_questions_of_a_sentence_each_need_hardly_a_you() -> None:
    page = ("Why boats?", "I like them.", "What sinks them?", "Rust. I see it daily.", "What should you do?", "Paint.")
    assert said(INTERVIEW[0], *page) == [("Ann Lee", words) for words in page[1::2]]
    longer = ("Boats are wet. Why boats?", *page[1:])
    assert said(INTERVIEW[0], *longer) == []


def test_answers_between_marks_are_of_whom_the_page_introduces_whoever_speaks_beside() -> None:
    page = (
        "Tom Reed drove us to the quay. Ann Lee has kept the ferry since 1989. “Ask me anything,” Lee said.",
        "How did you begin?",
        "“By accident. The ferry was for sale.”",
        "Does it pay?",
        "“Ask Tom!”",
        "We did. “It loses money,” Reed said. “I keep the books.”",
        "What do you tell the young?",
        "“Learn to swim.”",
        "And what is next?",
        "“A nap.”",
    )
    assert sorted(said(*page)) == [
        ("Ann Lee", "A nap."),
        ("Ann Lee", "Ask Tom!"),
        ("Ann Lee", "Ask me anything,"),
        ("Ann Lee", "By accident. The ferry was for sale."),
        ("Ann Lee", "Learn to swim."),
        ("Tom Reed", "It loses money, I keep the books."),
    ]


def test_answers_between_marks_are_not_of_whom_they_sound_like() -> None:
    pairs = (
        "How did you begin?",
        "“By accident. The ferry was for sale.”",
        "Does it pay?",
        "“It never has.”",
        "What do you tell the young?",
        "“Learn to swim.”",
        "Who taught you?",
        "“My uncle did, and badly.”",
        "Do you ever rest?",
        "“On Mondays.”",
    )
    page = (
        "Captain Ann Lee met us on the quay. Lee has sailed since 1989, and Lee knows every rock. Tom Reed owns the "
        "ferry. “I only own it,” Reed said. “She does the rest.” We asked him about it. “Ask away,” Reed said."
    )
    assert {name for name, _ in said(page, *pairs)} == {"Tom Reed"}


def test_an_answer_beside_which_somebody_is_told_to_give_it_is_told_by_that() -> None:
    page = (
        "Ann Lee and Tom Reed have kept the ferry since 1989.",
        "How did you begin?",
        "“By accident,” says Reed. “It was for sale.”",
        "Does it pay?",
        "“It never has.”",
        "What do you tell the young?",
        "“Learn to swim.”",
        "And what is next?",
        "“A nap.”",
    )
    assert said(*page)[0] == ("Tom Reed", "By accident, It was for sale.")


def test_names_in_capitals_above_what_they_say() -> None:
    talk = ("THE QUAY\nWhy?", "BO LINDAL\nI like it.", "ANN LEE\nSo do we.", "BO LINDAL\nNo.")
    assert said("Ann Lee and Bo Lindal build boats.", *talk) == [
        ("Bo Lindal", "I like it."),
        ("Ann Lee", "So do we."),
        ("Bo Lindal", "No."),
    ]


# a page, and who says its turns
MEANT = {
    "a name in another's role is no office": (
        ("Ann Lee is a friend of Reed.", "Reed: I was up.", "Lee: You always are.", "Reed: I was.", "Lee: I know."),
        ["Reed", "Ann Lee", "Reed", "Ann Lee"],
    ),
    "the name is told once": (
        (
            "The harbour committee heard the head of the ferry line, Ann Lee, on Monday.",
            "THE BENCH (Tom Reed): You were late. I would like to know why.",
            "ANN LEE: I was asleep, and I am sorry.",
            "THE BENCH: Did you know of the storm?",
            "ANN LEE: I did not.",
        ),
        ["Tom Reed", "Ann Lee", "Tom Reed", "Ann Lee"],
    ),
    "an office that looks like a name": (
        (
            "Carrow County dispatcher Ann Lee answered the call on Monday. This is a part of it:",
            "DISPATCHER: What is your emergency?",
            "BO LINDAL: There is a car in my pond, and I can see it going down.",
            "DISPATCHER: Is anyone in the car?",
            "BO LINDAL: My wife is, and I am going in.",
        ),
        ["Ann Lee", "BO LINDAL", "Ann Lee", "BO LINDAL"],
    ),
}


@pytest.mark.parametrize(("page", "names"), MEANT.values(), ids=MEANT)
def test_whom_a_label_means(page: tuple[str, ...], names: list[str]) -> None:
    assert [name for name, _ in said(*page)] == names


def test_a_title_in_a_label_is_nobody() -> None:
    page = ("DC Ruth Reed asked Ann Lee.", "DC Reed: Where were you?", "Ms Lee: I was at home.", "DC Reed: Were you?")
    assert [name for name, _ in said(*page)] == ["Ruth Reed", "Ann Lee", "Ruth Reed"]


def test_answers_of_nobody_are_not_made_up() -> None:
    assert said("We met somebody on the quay.", *INTERVIEW[1:]) == []


def test_questions_with_answers_that_are_nobodys_are_no_interview() -> None:
    pairs = (
        "How do you pay?",
        "By card, in the cabin.",
        "Can you swim?",
        "Few can.",
        "What is your name?",
        "It says so.",
    )
    assert said("Ann Lee has kept the ferry since 1989.", *pairs) == []


def test_what_somebody_passes_on_in_a_turn_is_quoted_too() -> None:
    asked = ("Did you listen?", "I never did. My uncle told me, “Sell it before it sinks,” and I bought a second one.")
    assert said(*INTERVIEW[:4], *asked, *INTERVIEW[6:8])[1:3] == [
        ("Ann Lee", "I never did. My uncle told me, “Sell it before it sinks,” and I bought a second one."),
        ("My uncle", "Sell it before it sinks,"),
    ]


def test_an_answer_that_begins_with_marks_is_whole() -> None:
    asked = ("Did you listen?", "“Never,” my mother used to say. I never did.")
    assert ("Ann Lee", "“Never,” my mother used to say. I never did.") in said(*INTERVIEW[:4], *asked, *INTERVIEW[6:8])


def test_what_is_told_of_who_speaks_in_a_turn_is_no_other_quotation() -> None:
    asked = ("Did you listen?", "“I never did,” she says. I row on, and I told you so before.")
    assert said(*INTERVIEW[:4], *asked, *INTERVIEW[6:8])[1:2] == [("Ann Lee", asked[1])]


def test_what_somebody_says_of_himself_in_a_turn_is_his() -> None:
    asked = ("Did you listen?", "I never did. I told the mayor, “Sell it yourself,” and bought a second one.")
    assert ("Ann Lee", "Sell it yourself,") in said(*INTERVIEW[:4], *asked, *INTERVIEW[6:8])
