"""What a reader is shown of a quotation: its words with their marks, its sentences, the number of its paragraph."""

from __future__ import annotations

import pytest
from handmade import quote

from pressq.load import parse

STORY = """Port to Open

The port is shut. "It leaks," Ann Lee said, "and it groans. It will open," she said. Ships wait.

"Some day,

"and soon."
"""


@pytest.mark.parametrize(
    ("text", "parts", "shown"),
    [
        ('"It leaks," Ann Lee said. "It groans."', ['"It leaks,"', '"It groans."'], "“It leaks” … “It groans.”"),
        ('"It leaks," Ann Lee said.', ['"It leaks,"'], "“It leaks”"),
        ('"It leaks\nand groans," she said.', ['"It leaks\nand groans,"'], "“It leaks and groans”"),
        ('She called it "old," "bad" and ill.', ['"old,"', '"bad"', "and ill"], "“old,” “bad” and ill"),
        ('She called it "old", "bad" - "ill".', ['"old"', '"bad"', '"ill"'], "“old”, “bad” - “ill”"),
        ("It leaks, Ann Lee said, and groans.", ["It leaks,", "and groans"], "It leaks … and groans"),
        ("“Nobody says “never” now,” she said.", ['"Nobody says “never” now,"'], "‘Nobody says “never” now’"),
        (STORY, ['"Some day,"', '"and soon."'], "“Some day,”\n\n“and soon.”"),
        (STORY, ['"It will open,"', '"and soon."'], "“It will open” …\n\n“and soon.”"),
    ],
)
def test_words_have_curly_marks_and_a_sign_where_some_are_left_out(text, parts, shown):
    assert quote(parse(text), *parts).quoted == shown


@pytest.mark.parametrize(
    ("parts", "sentences", "paragraph"),
    [
        (['"Port to Open"'], "Port to Open", 1),
        (['"It leaks,"'], '"It leaks," Ann Lee said, "and it groans.', 1),
        (
            ['"It leaks,"', '"and it groans. It will open,"'],
            '"It leaks," Ann Lee said, "and it groans. It will open," she said.',
            1,
        ),
        (['"Some day,"', '"and soon."'], '"Some day,\n\n"and soon."', 2),
        (['"and soon."'], '"and soon."', 3),
    ],
)
def test_the_sentences_are_whole_and_the_paragraphs_count_from_one(parts, sentences, paragraph):
    said = quote(parse(STORY), *parts)
    assert (said.sentence.text, said.paragraph) == (sentences, paragraph)
