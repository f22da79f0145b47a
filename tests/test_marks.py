"""Which marks open and close a quotation."""

from __future__ import annotations

import pytest
from handmade import article, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.text.marks import MarkedSegment, marked_segments


def quoted(text: str) -> list[str]:
    return [segment.of(text) for segment in marked_segments(lines(text))]


SHAPES = {
    "straight": ('"We won," she said.', ["We won,"]),
    "curly": ("“We won,” she said.", ["We won,"]),
    "curly the wrong way round": ("”We won,“ she said.", ["We won,"]),
    "curly, both closing": ("”We won,” she said.", ["We won,"]),
    "curly opening, straight closing": ('“We won," she said.', ["We won,"]),
    "wire": ("``We won,'' she said.", ["We won,"]),
    "two apostrophes": ("''We won,'' she said.", ["We won,"]),
    "guillemets": ("«We won,» she said.", ["We won,"]),
    "guillemets with spaces": ("« We won », she said.", [" We won "]),
    "guillemets pointing inwards": ("»We won«, she said.", ["We won"]),
    "low": ("„We won“, she said.", ["We won"]),
    "corner brackets": ("「We won」she said.", ["We won"]),
    "single": ("'We won,' she said.", ["We won,"]),
    "single curly": ("‘We won,’ she said.", ["We won,"]),
    "backtick and apostrophe": ("`We won,' she said.", ["We won,"]),
    "single guillemets": ("‹We won,› she said.", ["We won,"]),
    "Windows-1252 read as Latin-1": ("\x93We won,\x94 she said.", ["We won,"]),
    "two in a sentence": ('"We won," she said. "At last."', ["We won,", "At last."]),
    "a word in brackets": ('The plan (the "Plan") is old.', ["Plan"]),
    "a dash before and after": ('The "plan"—or "scheme"—is old.', ["plan", "scheme"]),
    "an editor's bracket first": ('She said "[t]he [city] won."', ["[t]he [city] won."]),
    "an ellipsis first and last": ('She was "... not happy ..." at all.', ["... not happy ..."]),
    "no space after the closing mark": ('"We won,"she said. "At last."', ["We won,", "At last."]),
    "spaces inside": ('" We won, " she said.', [" We won, "]),
}

APOSTROPHES = {
    "contraction": ("They don't know, and it's late.", []),
    "curly contraction": ("They don’t know, and it’s late.", []),
    "possessive plural": ("The players' union met the owners' lawyers.", []),
    "decades": ("From the '60s to the 1990s' end.", []),
    "elisions": ("Rock 'n' roll will get 'em, goin' on 'til late, 'cause it's fun.", []),
    "possessive inside a single quotation": (
        "'The players' union is strong,' he said.",
        ["The players' union is strong,"],
    ),
    "contraction inside a single quotation": ("‘We don’t know,’ he said.", ["We don’t know,"]),
    "elision inside a single quotation": ("'We beat 'em all,' he said.", ["We beat 'em all,"]),
    "decade inside a single quotation": ("‘It felt like the ‘80s again,’ he said.", ["It felt like the ‘80s again,"]),
    "possessive before a single quotation": ("The players' leader said: 'We won.'", ["We won."]),
    "possessive after a single quotation": ("It was a 'win' in the players' eyes.", ["win"]),
    "possessives around single quotations": (
        "He said 'yes' to the bosses' offer and 'no' to theirs.",
        ["yes", "no"],
    ),
    "possessive first and last in a single quotation": (
        "He called it 'the players' choice' then.",
        ["the players' choice"],
    ),
    "name that ends in s": ("'It was Chris' idea,' she said.", ["It was Chris' idea,"]),
    "curly possessives": ("The players’ ‘union’ is not the owners’ ‘club’.", ["union", "club"]),
    "possessive, then a quotation that ends in s": ("The boys' 'big days' are over.", ["big days"]),
    "stray single mark": ("The 'plan was odd. The players' union said \"no\".", ["no"]),
    "single mark, punctuation outside": ("He was 'shocked', 'sad' and 'cross'.", ["shocked", "sad", "cross"]),
}

MEASURES = {
    "feet and inches": ("He is 5'10\" tall, she is 6' tall.", []),
    "inches": ('The 12" pipes burst.', []),
    "inches in a quotation": ('"We laid 12" pipes and 14" ones," he said.', ['We laid 12" pipes and 14" ones,']),
    "feet and inches in a quotation": ('"I am 5\'10" tall," he said.', ["I am 5'10\" tall,"]),
    "feet and inches before a comma": ('A 6\'2", 220-pound guard said, "We won."', ["We won."]),
    "curly feet and inches in a quotation": ("“The 6’4” guard is good,” he said.", ["The 6’4” guard is good,"]),
    "feet in a single quotation": ("'I'm 6' tall,' he said.", ["I'm 6' tall,"]),
    "a year at the end": ('It was called "The Class of 2015" then.', ["The Class of 2015"]),
}

NESTED = {
    "single in double": ("\"He said 'go' and I went,\" she said.", ["He said 'go' and I went,"]),
    "single in double, both at the end": ("“He told me, ‘Go.’”", ["He told me, ‘Go.’"]),
    "double in single": ("'He said \"go\" and I went,' she said.", ['He said "go" and I went,']),
    "double in single, both at the start": ("'\"Go\" was all he said,' she said.", ['"Go" was all he said,']),
    "same kind": ("“He said, “Go.” And I went,” she said.", ["He said, “Go.” And I went,"]),
    "curly in straight": ('"He said, “Go.” And I went," she said.', ["He said, “Go.” And I went,"]),
    "same kind, straight": ('"He said, "Go." And I went," she said.', ['He said, "Go." And I went,']),
    "same kind, single": ("'She said 'no', so I left,' he said.", ["She said 'no', so I left,"]),
    "backticks in wire marks": ("``He said `go' and I left,'' she said.", ["He said `go' and I left,"]),
    "spaces between marks": ("“ ‘Go,’ he said,” she said.", [" ‘Go,’ he said,"]),
    "three single marks": ("''He said, 'Go.''' She went.", ["He said, 'Go.'"]),
}

ODD = {
    "no closing mark": ('"We won, she said.', ["We won, she said."]),
    "first closing mark missing": ('"We won, she said. "At last."', ["At last."]),
    "stray closing mark": ('We won", she said. "At last."', ["At last."]),
    "markup": ('See <a href="x.html" title="y">here</a> and "there".', ["there"]),
    "nothing between": ('He typed "" and left.', []),
    "no word between": ('He typed "?!" and left.', []),
    "opening mark without its partner, nested one sound": ('"The plan “works” and is good.', ["works"]),
    "line break for a lost paragraph break": ('"One.\n"Two." He left.', ["One.", "Two."]),
    "hard-wrapped": ('"We\nwon," she\nsaid.', ["We\nwon,"]),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*case, id=f"{table}: {name}")
        for table, cases in {
            "shape": SHAPES,
            "apostrophe": APOSTROPHES,
            "measure": MEASURES,
            "nested": NESTED,
            "odd": ODD,
        }.items()
        for name, case in cases.items()
    ],
)
def test_one_paragraph(text: str, expected: list[str]) -> None:
    assert [segment.of(text) for segment in marked_segments(article(text))] == expected


def outline(text: str) -> list[tuple[str, bool, bool, bool]]:
    """Each segment's words, has it an opening mark, a closing mark, does it continue."""
    return [
        (segment.of(text), segment.opening is not None, segment.closing is not None, segment.continues)
        for segment in marked_segments(lines(text))
    ]


def test_a_quotation_over_paragraphs_opens_anew_in_each() -> None:
    assert outline('He said: "One.\n"Two.\n"Three." He left.') == [
        ("One.", True, False, False),
        ("Two.", True, False, True),
        ("Three.", True, True, True),
    ]


def test_a_quotation_over_paragraphs_in_single_marks() -> None:
    assert outline("He said: ‘One.\n‘We don’t know two.’") == [
        ("One.", True, False, False),
        ("We don’t know two.", True, True, True),
    ]


def test_a_quotation_may_go_on_without_an_opening_mark() -> None:
    assert outline('He said: "One.\nTwo," and left.\n"Three," he said.') == [
        ("One.", True, False, False),
        ("Two,", False, True, True),
        ("Three,", True, True, False),
    ]


def test_a_missing_closing_mark_costs_its_own_paragraph_only() -> None:
    assert outline('"One, he said.\nHe left. "Two," he said.\nThe "end".') == [
        ("One, he said.", True, False, False),
        ("Two,", True, True, False),
        ("end", True, True, False),
    ]


def test_a_possessive_does_not_close_a_paragraph_that_goes_on() -> None:
    assert outline("He said: 'The players' union won.\n'It did.'") == [
        ("The players' union won.", True, False, False),
        ("It did.", True, True, True),
    ]


def test_a_stray_mark_does_not_carry_over_a_quotation_that_opens() -> None:
    assert outline('The plan" was old.\nHe left. The "plan.\n“One,” he said.')[-1][:3] == ("One,", True, True)


def test_quotations_over_paragraphs_whose_breaks_are_lost() -> None:
    filler = "The town has two mills and a brook. " * 50
    text = f'{filler}He said: "One is won. "Two is lost." {filler}'
    assert outline(text) == [("One is won.", True, False, False), ("Two is lost.", True, True, True)]


def test_quotations_that_open_one_after_the_other_in_a_short_paragraph() -> None:
    assert quoted('"One is won. "Two is lost. "Three is hers," she said.') == [
        "One is won.",
        "Two is lost.",
        "Three is hers,",
    ]


def test_markup_may_run_over_lines() -> None:
    assert quoted('<a href="x.html"\ntitle="y"\n>Here</a> is the "plan".') == ["plan"]


def test_quotations_that_close_do_not_continue() -> None:
    assert outline('"One."\n"Two."') == [("One.", True, True, False), ("Two.", True, True, False)]


def test_single_marks_in_a_headline_are_quotations() -> None:
    text = "# Mayor: 'We won'\nThe mayor's words were clear. \"We won,\" she said."
    assert quoted(text) == ["We won", "We won,"]


def test_marks_are_told_with_their_segment() -> None:
    text = "A ``plan'' and 'scheme'."
    segments = marked_segments(lines(text))
    assert [(s.opening and s.opening.of(text), s.closing and s.closing.of(text), s.single) for s in segments] == [
        ("``", "''", False),
        ("'", "'", True),
    ]


PIECES = st.sampled_from(
    [*"\"'“”‘’«»„`", "``", "''", "a", "Don't", "said", "players", "em", "12", " ", " ", ", ", ". ", "\n", "<b x=", ">"]
)


def check(text: str) -> tuple[MarkedSegment, ...]:
    """What always holds: segments are in order, apart, each inside one block, and between its marks."""
    read = lines(text)
    segments = marked_segments(read)
    assert segments == marked_segments(read)
    end = 0
    for segment in segments:
        assert end <= segment.start < segment.end <= len(text)
        end = segment.end
        assert any(block.start <= segment.start and segment.end <= block.end for block in read.blocks)
        assert segment.opening is None or segment.opening.end == segment.start
        assert segment.closing is None or segment.closing.start == segment.end
    return segments


@settings(deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_marks(text: str) -> None:
    check(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["One two.", "“Yes,” he said.", 'She said "no".', "They don't."]), min_size=1))
def test_sound_paragraphs_are_read_alike_anywhere(paragraphs: list[str]) -> None:
    expected = [words for paragraph in paragraphs for words in quoted(paragraph)]
    assert quoted("\n".join(paragraphs)) == expected


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_an_odd_paragraph_does_not_harm_one_far_from_it(odd: str) -> None:
    sound = "\n".join(["The town has two mills and a brook."] * 4)
    assert quoted(f'{odd}\n{sound}\n"We won," she said. "At last."')[-2:] == ["We won,", "At last."]


@pytest.mark.parametrize("name", ["Khaled al-'Ani", "Samir as-‘Adl", "Al-'Ani"])
def test_a_letter_of_arabic_inside_a_name_opens_no_quotation(name: str) -> None:
    assert quoted(f'{name}, a doctor, left. "We pray," he said.') == ["We pray,"]
