"""What headlines quote, and who is told to have said it."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from attributed import attributed
from handmade import article

from pressq.article import QuoteSpan, Span
from pressq.quotes import quotes
from pressq.quotes.attribution import Attribution
from pressq.quotes.coreference.clusters import Cluster
from pressq.quotes.layout.headlines import attribute_headlines
from pressq.quotes.mentions.mention import Mention, MentionKind, MentionSet
from pressq.quotes.speakers.roles import N_ROLE_FEATURES
from pressq.quotes.speakers.speaker_table import SpeakerTable

BODY = '"We open on Monday," said Marta Oyelaran, the mayor of Halden. The pilots disagreed.'
OYELARAN = "Marta Oyelaran"

TABLE = {
    "quoted in the body": ("‘Open on Monday’: port row ends", [("direct", "Open on Monday", OYELARAN)]),
    "by a role": ("Mayor: Port ‘opens on Monday’", [("mixed", "Port opens on Monday", OYELARAN)]),
    "nowhere else": ("Oyelaran: ‘Nobody Will Stop Us’", [("direct", "Nobody Will Stop Us", OYELARAN)]),
    "a single word, which is anybody's": ("Port row ends on ‘Monday’", []),
    "what a story is about": ("Norway: Port Opens on Monday", []),
    "a series": ("The Latest: Port Opens on Monday", []),
    "somebody who says nothing": ("Dross: A Life at Sea", []),
    "nothing after the colon": ("Oyelaran:", []),
}


@pytest.mark.parametrize(("headline", "expected"), TABLE.values(), ids=TABLE)
def test_headlines(headline: str, expected: list[tuple[str, str, str]]) -> None:
    page = article(f"# {headline}", BODY, between="\n")
    found = [quote for quote in quotes(page).quotes if quote.spans[0].start < page.blocks[0].end]
    assert [(quote.kind, quote.text, quote.speaker and quote.speaker.name) for quote in found] == expected


BODIES = ("<“We open on Monday,”> said [Lee].", "<“We leave the port,”> said [Roe].")


def cast_of(text: str, *people: tuple[MentionKind, Span | None, int]) -> SpeakerTable:
    """A cast in which each source, of a kind, is a mention of the entity with a number."""
    mentions = [Mention(s.start, s.end, kind, 0, 0, 0, 0, False) for kind, s, _ in people if s is not None]
    entities = {number: Cluster(kind) for kind, _, number in people}
    for mention, (_, _, number) in enumerate(people):
        entities[number].mentions.append(mention)
    found = MentionSet(mentions, np.zeros((len(mentions), 0), np.float32), [])
    return SpeakerTable(found, list(entities.values()), text, [0.0] * (N_ROLE_FEATURES + 1))


def above(headline: str, kind: MentionKind, entity: int) -> list[tuple[str, int | None, str | None]]:
    """What is told of a headline's words: by which mention, and under which words; 0 is the headline's own.

    It is a mention of the entity with the number; those of the body are of 1, Lee, and 2, Roe.
    """
    marked = (f"# {headline}", *BODIES)
    plain = [re.sub(r"[\[\]{}<>]", "", line) for line in marked]
    texts = ["\n".join(marked[n] if n == at else line for n, line in enumerate(plain)) for at in range(len(plain))]
    pairs = [attributed(text) for text in texts]
    tokens = pairs[0][0]
    people = [(kind, pairs[0][1].source, entity), *(("person", pairs[n][1].source, n) for n in (1, 2))]
    given = [replace(pair[1], mention=n if pair[1].source else None) for n, pair in enumerate(pairs)]
    found = attribute_headlines(tokens, cast_of(tokens.text, *people), given)
    shown = [each for each in found if tokens.kind(tokens.range(each.content[0])[0]) != "body"]
    words = [" … ".join(span.of(tokens.text) for span in each.content) for each in shown]
    sources = [each.source and each.source.of(tokens.text) for each in shown]
    return [(said, each.mention, source) for said, each, source in zip(words, shown, sources, strict=True)]


@pytest.mark.parametrize(
    ("headline", "kind", "entity", "expected"),
    [
        ("<“Open on Monday”>, [pilot] {says}", "description", 0, [("Open on Monday", 1, "pilot")]),
        ("<“Open on Monday”> [pilot] {says} <of it>", "description", 0, [("Open on Monday … of it", 1, "pilot")]),
        ("<“Open on Monday”> [Lee] {says} <of it>", "person", 1, [("Open on Monday … of it", 1, "Lee")]),
        ("<“Open on Monday”>, [Dross] {says}", "person", 0, [("Open on Monday", 1, "Lee")]),
        ("<“Open on Monday”>: port row ends", "person", 0, [("Open on Monday", 1, "Lee")]),
        (
            "<“Open on Monday”> [Dross] {denies} <after all>",
            "person",
            0,
            [("Open on Monday", 1, "Lee"), ("after all", 0, "Dross")],
        ),
        (
            "<“Open on Monday”>, <“leave the port”>: [pilots] {say}",
            "description",
            0,
            [("Open on Monday", 1, "Lee"), ("leave the port", 2, "Roe")],
        ),
    ],
)
def test_who_says_it_in_the_body_goes_before_whom_a_headline_tells_of(
    headline: str, kind: MentionKind, entity: int, expected: list[tuple[str, int, str]]
) -> None:
    assert above(headline, kind, entity) == expected


@pytest.mark.parametrize(("said", "sources"), [("“unsafe”", ["Lee", "Lee"]), ("“plainly unsafe”", ["Lee"])])
def test_a_single_word_of_a_headline_is_said_by_whoever_says_it_alone(said: str, sources: list[str]) -> None:
    tokens, body = attributed(f"# The ‘unsafe’ ferry\n[Lee] {{called}} it <{said}>.")
    assert [
        each.source and each.source.of(tokens.text)
        for each in attribute_headlines(tokens, cast_of(tokens.text), [body])
    ] == sources


def test_a_headline_quotes_what_says_little_more_than_it() -> None:
    text = "# ‘A farce’, aide says\n“Who would go to a farce like this?” said Dross.\n“A farce, in part,” said Lee."
    parts = (("‘A farce’", ""), ("“Who would go to a farce like this?”", "Dross"), ("“A farce, in part,”", "Lee"))
    marked = [text.replace(said, f"<{said}>").replace(f"said {source}.", f"said [{source}].") for said, source in parts]
    tokens, _ = attributed(text)
    found = attribute_headlines(tokens, cast_of(tokens.text), [attributed(each)[1] for each in marked])
    assert [each.source.of(tokens.text) for each in found if each.source] == ["Lee", "Dross", "Lee"]


SUBHEADS = {
    "‘Not one more shilling’": "Oyelaran",
    "- ‘Not one more shilling’ -": "Oyelaran",
    "“Not one more shilling.”": None,
    "‘Not one more shilling’ for them": None,
    "‘Shilling’": None,
}


@pytest.mark.parametrize(("line", "name"), SUBHEADS.items())
def test_a_line_that_is_all_quotation_is_said_by_whoever_says_it_below(line: str, name: str | None) -> None:
    tokens, body = attributed(
        f"The port reopened.\n{line}\n<“They get not one more shilling of ours,”> said [Oyelaran]."
    )
    found = attribute_headlines(tokens, cast_of(tokens.text), [body])
    above = [each for each in found if each.content[0].start < body.content[0].start]
    assert [each.source and each.source.of(tokens.text) for each in above] == ([name] if name else [])


@pytest.mark.parametrize("before", ["", "# "])
def test_a_line_that_a_credit_gives_to_somebody_stays_his(before: str) -> None:
    said = "The ferry is unsafe and far too old"
    tokens, body = attributed(f"{before}“{said}”\n— Ann Lee\n<“{said}, as Lee says,”> said [Dross].")
    start, end = tokens.segments[0].start, tokens.segments[0].end
    name = tokens.text.index("Ann Lee")
    line = Attribution((QuoteSpan(start, end, True),), Span(name, name + len("Ann Lee")), None, 0.9, origin="credit")
    assert line in attribute_headlines(tokens, cast_of(tokens.text), [line, body])
