"""What headlines quote, and who is told to have said it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from attributed import attributed
from handmade import article

from pressq.article import QuoteSpan, Span
from pressq.quotes import quotes
from pressq.quotes.attribution import Attribution
from pressq.quotes.headlines import headlines

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


def test_who_says_it_in_the_body_goes_before_whom_a_headline_names_with_what_is_told_around_it() -> None:
    tokens, headline = attributed("# <“Open on Monday”> [Pilots] say <of it>\n“We open on Monday,” said Lee.")
    _, body = attributed("# “Open on Monday” Pilots say of it\n<“We open on Monday,”> said [Lee].")
    above, below = headlines(tokens, [headline, body])
    assert [span.of(tokens.text) for span in above.content] == ["Open on Monday", "of it"]
    assert [each.source and each.source.of(tokens.text) for each in (above, below)] == ["Lee", "Lee"]


def test_a_headline_calls_him_otherwise() -> None:
    tokens, headline = attributed("# <“Open on Monday”>, [pilot] {says}\n“We open on Monday,” said Lee.")
    _, body = attributed("# “Open on Monday”, pilot says\n<“We open on Monday,”> said [Lee].")
    above, below = headlines(tokens, [replace(headline, mention=0), replace(body, mention=1)])
    assert (above.mention, above.source, above.cue) == (1, headline.source, headline.cue)
    assert below.mention == 1


@pytest.mark.parametrize(("said", "sources"), [("“unsafe”", ["Lee", "Lee"]), ("“plainly unsafe”", ["Lee"])])
def test_a_single_word_of_a_headline_is_said_by_whoever_says_it_alone(said: str, sources: list[str]) -> None:
    tokens, body = attributed(f"# The ‘unsafe’ ferry\n[Lee] {{called}} it <{said}>.")
    assert [each.source and each.source.of(tokens.text) for each in headlines(tokens, [body])] == sources


def test_a_headline_quotes_what_says_little_more_than_it() -> None:
    text = "# ‘A farce’, aide says\n“Who would go to a farce like this?” said Dross.\n“A farce, in part,” said Lee."
    parts = (("‘A farce’", ""), ("“Who would go to a farce like this?”", "Dross"), ("“A farce, in part,”", "Lee"))
    marked = [text.replace(said, f"<{said}>").replace(f"said {source}.", f"said [{source}].") for said, source in parts]
    tokens, _ = attributed(text)
    found = headlines(tokens, [attributed(each)[1] for each in marked])
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
    found = headlines(tokens, [body])
    above = [each for each in found if each.content[0].start < body.content[0].start]
    assert [each.source and each.source.of(tokens.text) for each in above] == ([name] if name else [])


def test_a_line_that_a_credit_gives_to_somebody_stays_his() -> None:
    said = "The ferry is unsafe and far too old"
    tokens, body = attributed(f"“{said}”\n— Ann Lee\n<“{said}, as Lee says,”> said [Dross].")
    start, end = tokens.segments[0].start, tokens.segments[0].end
    name = tokens.text.index("Ann Lee")
    line = Attribution((QuoteSpan(start, end, True),), Span(name, name + len("Ann Lee")), None, 0.9)
    assert line in headlines(tokens, [line, body])
