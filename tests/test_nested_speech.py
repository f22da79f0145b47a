"""What somebody says in the words of another is shown as theirs, where the sentence tells who they are."""

from __future__ import annotations

import pytest

from pressq import parse, quotes
from pressq.quotes.content.retold import with_blocks_near

HEAD = (
    "Talks about the harbour fail\n\n"
    "Tom Reed, the harbour master of Merrow, left the talks with Ines Falk on Friday.\n\n"
)
CASES = {
    "told": (
        "Reed said Falk had told him “to bail with a sieve, then”.",
        [("Ines Falk", "to bail with a sieve, then", "told")],
    ),
    "with words between the verb and the marks": (
        "Reed told the paper that Falk had written to him that the wall was “not worth its stones”.",
        [("Ines Falk", "not worth its stones", "written")],
    ),
    "told by": (
        "Reed said he was told by Falk to “bail with a sieve”.",
        [("Ines Falk", "bail with a sieve", "told")],
    ),
    "who is told": (
        "Reed said that Falk, who was told of the plan, was “a barnacle on a good boat”.",
        [("Tom Reed", "a barnacle on a good boat", "said")],
    ),
    "who says it himself": (
        "Reed said the talks were “a bath without a plug”.",
        [("Tom Reed", "a bath without a plug", "said")],
    ),
    "who says that he said it": (
        "Reed said he had always called the plan “a bath without a plug”.",
        [("Tom Reed", "a bath without a plug", "said")],
    ),
    "somebody who does something else": (
        "Reed said that Falk had left the plan “in the rain for a year”.",
        [("Tom Reed", "in the rain for a year", "said")],
    ),
}


@pytest.mark.parametrize(("sentence", "expected"), CASES.values(), ids=CASES)
def test_words_passed_on(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    article = parse(f"{HEAD}{sentence}\n")
    told = [
        (quote.speaker and quote.speaker.name, span.of(article.text), quote.cue and quote.cue.text)
        for quote in quotes(article).quotes
        for span in quote.spans
        if span.quoted
    ]
    assert told == expected


def test_a_report_of_no_more_than_who_said_the_words_is_left_out() -> None:
    (quote,) = quotes(parse(f"{HEAD}Reed said Falk had told him “to bail with a sieve, then”.\n")).quotes
    assert quote.kind == "direct"


RETOLD = {
    "a relative": (
        "“My uncle told me, ‘Go home and mend the nets’,” Falk said.",
        [("Ines Falk", "My uncle told me, ‘Go home and mend the nets’,"), ("My uncle", "Go home and mend the nets")],
    ),
    "he is not who tells it": (
        "Reed met Falk on the quay. “He said, ‘The wall will stand for a year’,” Falk told the paper.",
        [("Ines Falk", "He said, ‘The wall will stand for a year’,"), ("Tom Reed", "The wall will stand for a year")],
    ),
    "two verbs": (
        "A trawlerman came to the door. “He knocked and said, ‘Your boat is loose’,” Reed recalled.",
        [("Tom Reed", "He knocked and said, ‘Your boat is loose’,"), ("A trawlerman", "Your boat is loose")],
    ),
    "what the speaker said": (
        "“I told them, ‘Go home and mend the nets’,” Falk said.",
        [("Ines Falk", "I told them, ‘Go home and mend the nets’,")],
    ),
    "no verb of speech": (
        "“We sang ‘The Wild Green Harbour’ all night,” Falk said.",
        [("Ines Falk", "We sang ‘The Wild Green Harbour’ all night,")],
    ),
}


@pytest.mark.parametrize(("sentence", "expected"), RETOLD.values(), ids=RETOLD)
def test_quotations_inside_quotations(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = quotes(parse(f"{HEAD}{sentence}\n"), kinds=["direct"]).quotes
    assert [(quote.speaker and quote.speaker.name, quote.text) for quote in found] == expected


INTERVIEW = """'Nobody reads a tide table': Ines Falk on thirty years of lighthouses

The lighthouse keeper talks to a visitor about fog, gulls and patience

How did you start?

My uncle had a stall on the quay. He sold ropes, mostly. I was never the strong one. So he gave me the lamps.

Were you paid?

In herring. He told me once, "Nobody pays for the light, they pay for the rocks." I have thought about that ever since.

And the gulls?

I have a broom. It stands by the door. They come, I sweep.
"""


def test_a_relative_of_the_speaker_is_named_with_the_noun() -> None:
    (quote,) = (each for each in quotes(parse(INTERVIEW)).quotes if each.text.startswith("Nobody pays"))
    assert quote.speaker
    assert quote.speaker.name == "My uncle"


def test_blocks_far_from_retold_speech_are_not_read_again() -> None:
    article = parse("\n\n".join(f"Row {number} of the nets was mended in the morning." for number in range(900)))
    middle = article.blocks[450]
    part = with_blocks_near(article, [middle])
    assert article.blocks[0] in part.blocks
    assert middle in part.blocks
    assert {article.blocks[250], article.blocks[600]}.isdisjoint(part.blocks)
