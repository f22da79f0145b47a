"""Several who speak together, and what comes of a quotation that is theirs."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from handmade import article, quote
from scored import found_in

from pressq import parse, speakers, stats, trace
from pressq.article import Quotes, Span, Speaker
from pressq.cli.result_formats import Format, writer_of
from pressq.output.page.view import view_of
from pressq.output.phrasing import citation, count_quotes
from pressq.output.results import record
from pressq.output.run_reader import quoted_page
from pressq.output.web_annotations import web_annotations
from pressq.quotes import quotes
from pressq.quotes.coreference.coordination import CoordinationFinder
from pressq.report.annotated import AnnotatedArticle
from pressq.report.selection import select
from pressq.report.speaker_matching import match_speakers

LEE, DROSS = {"Ann Lee": "person"}, {"Tim Dross": "person"}
REED, BOARD = {"Bo Reed": "person"}, {"Port Board": "organisation"}

# a sentence, the words in it that tell who speaks, what is marked, and who speaks together
TOGETHER = {
    "two": ("<Ann Lee and Tim Dross> left.", LEE | DROSS, ["Ann Lee", "Tim Dross"]),
    "three": ("<Ann Lee, Bo Reed and Tim Dross> left.", LEE | REED | DROSS, ["Ann Lee", "Bo Reed", "Tim Dross"]),
    "three and a comma": (
        "<Ann Lee, Bo Reed, and Tim Dross> left.",
        LEE | REED | DROSS,
        ["Ann Lee", "Bo Reed", "Tim Dross"],
    ),
    "three with offices": (
        "<Ann Lee, the mayor, Bo Reed, 31, and Tim Dross, a diver> left.",
        LEE | REED | DROSS | {"the mayor": "role", "a diver": "role"},
        ["Ann Lee", "Bo Reed", "Tim Dross"],
    ),
    "all, if two are told of": (
        "Ann Lee, <Bo Reed and Tim Dross> left.",
        LEE | REED | DROSS,
        ["Ann Lee", "Bo Reed", "Tim Dross"],
    ),
    "one who has somebody": ("<Ann Lee and Tim Dross's lawyer> left.", LEE | DROSS, []),
    "one who met two": ("<Ann Lee of Oslo met Bo Reed and Tim Dross> there.", LEE | REED | DROSS, []),
    "one who did more": ("<Ann Lee and then struck Tim Dross> there.", LEE | DROSS, []),
    "the second only begun": ("<Ann Lee and master> Tim Dross left.", LEE | DROSS, ["Ann Lee", "Tim Dross"]),
    "an office right before 'and'": (
        "<Ann Lee of the Trust and Tim Dross> left.",
        LEE | DROSS | {"of the Trust": "role"},
        ["Ann Lee", "Tim Dross"],
    ),
    "one": ("<Ann Lee> met Tim Dross.", LEE | DROSS, []),
    "another who is named elsewhere": ("Tim Dross and <Ann Lee> left.", LEE | DROSS, []),
    "brackets": ("<Ann Lee (D) and Tim Dross (R)> left.", LEE | DROSS, ["Ann Lee", "Tim Dross"]),
    "offices": (
        "<Ann Lee, secretary of state, and mayor of Oslo Tim Dross> left.",
        LEE | DROSS | {"secretary of state": "role", "mayor of Oslo": "role"},
        ["Ann Lee", "Tim Dross"],
    ),
    "towns": ("<Ann Lee of Oslo and Tim Dross of Bergen> left.", LEE | DROSS, ["Ann Lee", "Tim Dross"]),
    "a person and an organisation": ("<Ann Lee and the Port Board> left.", LEE | BOARD, ["Ann Lee", "Port Board"]),
    "somebody and people of his": (
        "<Ann Lee and her aides> left.",
        LEE | {"her aides": "description"},
        ["Ann Lee", "her aides"],
    ),
    "two whom nobody names": (
        "<the cook and the pilot> left.",
        {"the cook": "description", "the pilot": "description"},
        [],
    ),
    "no 'and'": ("<Ann Lee, Tim Dross> left.", LEE | DROSS, []),
    "people whom one acts for": ("<Bo Reed, lawyer of Ann Lee and Tim Dross> left.", REED | LEE | DROSS, []),
    "two offices of one": ("<Ann Lee, chair and founder of Port Board> left.", LEE | BOARD, []),
    "a name inside an office": (
        "<Ann Lee, chair of Port Board and Acme> left.",
        LEE | BOARD | {"Acme": "organisation", "chair of Port Board and Acme": "role"},
        [],
    ),
    "one who met the other": ("<Ann Lee, who met Bo and Tim Dross> left.", LEE | DROSS, []),
}


def together(sentence: str, marked: dict[str, str], chosen: int = 0) -> list[str]:
    """Who speaks together where the words in <> tell who speaks, of whom one, by its number there, was chosen."""
    text = sentence.replace("<", "").replace(">", "")
    found, _ = found_in(article(text), marked)
    source = Span(sentence.index("<"), sentence.index(">") - 1)
    first = next(n for n, mention in enumerate(found.mentions) if mention.start >= source.start)
    return [found.mentions[n].of(text) for n in CoordinationFinder(found, text).of_source(first + chosen, source)]


@pytest.mark.parametrize(("sentence", "marked", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_who_speaks_together(sentence: str, marked: dict[str, str], expected: list[str]) -> None:
    assert together(sentence, marked) == expected


def test_whichever_of_them_is_chosen() -> None:
    assert together("<Ann Lee and Tim Dross> left.", LEE | DROSS, 1) == ["Ann Lee", "Tim Dross"]


@pytest.mark.parametrize(
    ("between", "pronoun", "expected"),
    [
        ("", "They", ["Ann Lee", "Tim Dross"]),
        ("", "Both", ["Ann Lee", "Tim Dross"]),
        ("", "The couple", ["Ann Lee", "Tim Dross"]),
        ("", "He", []),
        ("“Tim Dross left.” ", "They", ["Ann Lee", "Tim Dross"]),
        ("Tim Dross sighed. ", "They", []),
        ("It rained. It snowed. ", "They", []),
    ],
)
def test_they_are_those_who_were_named_together_last(between: str, pronoun: str, expected: list[str]) -> None:
    text = f"Ann Lee and Tim Dross left. {between}{pronoun} were sad."
    found, _ = found_in(article(text), LEE | DROSS | {"Both": "pronoun", "The couple": "description"})
    dross = {n for n, mention in enumerate(found.mentions) if mention.of(text) == "Tim Dross"}
    number = len(found.mentions) - 1
    assert found.mentions[number].of(text) == pronoun
    assert [
        found.mentions[n].of(text) for n in CoordinationFinder(found, text).of_plural(number, dross.__contains__)
    ] == expected


def test_many_names_in_one_sentence_take_no_longer_each() -> None:
    counts = []
    for many in (100, 400):
        text = " of Oslo saw ".join(["Ann Lee", "Tim Dross"] * many) + ". They left."
        found, _ = found_in(article(text), LEE | DROSS)
        looked = CoordinationFinder(found, text)
        gaps = 0

        def counted(start: int, end: int, gap: Callable[[int, int], str] = looked._gap) -> str:
            nonlocal gaps
            gaps += 1
            return gap(start, end)

        looked._gap = counted  # type: ignore[method-assign]
        assert looked.of_plural(len(found.mentions) - 1, lambda _: True) == ()
        counts.append(gaps)
    assert counts[0] == counts[1]


def test_they_may_be_somebody_and_people_of_his() -> None:
    text = "Ann Lee and her aides left. They were sad."
    found, _ = found_in(article(text), LEE | {"her aides": "description"})
    forms = [mention.of(text) for mention in found.mentions]
    together = CoordinationFinder(found, text).of_plural(
        forms.index("They"), lambda number: forms[number] == "her aides"
    )
    assert [forms[number] for number in together] == ["Ann Lee", "her aides"]


STORY = parse(
    "Bridge to be sold\n\n"
    '"It is a shame," said Jim Tate, a ferryman, and his neighbour, Ida Roe. "Nobody asked us," they added.\n\n'
    '"We had no better offer," said Paul Okoro, the town clerk. Tate said it was "a scandal".'
)


@pytest.fixture(scope="module")
def found() -> Quotes:
    return quotes(STORY)


def test_a_quotation_of_two_is_shown_as_theirs(found: Quotes) -> None:
    assert [quote.speaker and quote.speaker.name for quote in found.quotes] == [
        "Jim Tate; Ida Roe",
        "Jim Tate; Ida Roe",
        "Paul Okoro",
        "Jim Tate",
    ]
    assert found.quotes[0].mention is not None
    assert found.quotes[0].mention.text == "Jim Tate, a ferryman, and his neighbour, Ida Roe"


JIM = Speaker("Jim Tate", "person", "a ferryman", ("Tate",), "he")
IDA = Speaker("Ida Roe", "person")
BOTH = Speaker.joint([JIM, IDA])
PAGE = article('"It is a shame," said Jim Tate and Ida Roe.')
THEIRS = Quotes(PAGE, (quote(PAGE, '"It is a shame,"', speaker=BOTH),))


def test_both_have_their_names_and_roles() -> None:
    said = record(THEIRS)["quotes"][0]["speaker"]
    assert (said["name"], said["kind"], said["role"], said["aliases"]) == ("Jim Tate; Ida Roe", "person", None, [])
    assert said["members"] == [
        {"name": "Jim Tate", "kind": "person", "role": "a ferryman", "aliases": ["Tate"], "pronoun": "he", "key": ""},
        {"name": "Ida Roe", "kind": "person", "role": None, "aliases": [], "pronoun": None, "key": ""},
    ]


def test_a_line_of_a_run_is_read_back_as_it_was() -> None:
    assert quoted_page(record(THEIRS)).quotes[0].speaker == BOTH


def test_each_is_counted_and_the_quotation_once() -> None:
    profiles = speakers(THEIRS)
    assert {profile.speaker.name: len(profile.utterances) for profile in profiles} == {"Jim Tate": 1, "Ida Roe": 1}
    assert (profiles.quotes, profiles.words) == (1, 4)
    counted = stats([THEIRS])
    assert counted.quotes is not None
    assert counted.speakers is not None
    assert (counted.quotes.attributed, counted.quotes.named, counted.speakers.names) == (1, 1, 2)
    assert count_quotes(THEIRS) == "1 quotation, 2 speakers"


@pytest.mark.parametrize("name", ["Tate", "Roe", "Jim Tate"])
def test_either_is_asked_for(name: str) -> None:
    assert select(THEIRS, speakers=[name]).quotes == THEIRS.quotes


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ([JIM, IDA], "Jim Tate, a ferryman, and Ida Roe"),
        ([IDA, JIM], "Ida Roe and Jim Tate, a ferryman"),
        ([IDA, Speaker("Bo Reed", "person"), JIM], "Ida Roe, Bo Reed and Jim Tate, a ferryman"),
    ],
)
def test_a_citation_names_all(members: list[Speaker], named: str) -> None:
    said = quote(PAGE, '"It is a shame,"', speaker=Speaker.joint(members))
    assert citation(said, PAGE) == f"“It is a shame,” said {named}."


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("md", "> — **Jim Tate**, a ferryman; **Ida Roe** ("),
        ("csv", ",Jim Tate; Ida Roe,person,a ferryman;,,"),
        ("table", "a ferryman\n       and Ida Roe\n"),
    ],
)
def test_what_people_read_names_both(form: str, told: str) -> None:
    stream = io.StringIO()
    made = writer_of(Format(form), stream, Quotes, several=False)
    made.add(THEIRS)
    made.close()
    assert told in stream.getvalue()


def test_an_annotation_is_tagged_with_each() -> None:
    (item,) = web_annotations(THEIRS)
    tags = [body["value"] for body in item["body"] if body["purpose"] == "tagging"]
    assert tags == ["Jim Tate", "Ida Roe", "direct"]


def test_kinds_pronouns_and_roles_count_a_quotation_once() -> None:
    found = speakers(THEIRS)
    assert [(group.name, group.speakers, group.quotes, group.words) for group in found.by_kind] == [("person", 2, 1, 4)]
    assert max(found.share(group) for group in (*found.by_kind, *found.by_pronoun, *found.by_role)) == 1


def test_the_page_names_them_as_the_article_does_whoever_speaks_more() -> None:
    page = article('"It is a shame," said Jim Tate and Ida Roe. "A great shame, and it is ours," Roe said.')
    said = quote(page, '"It is a shame,"', speaker=BOTH), quote(page, '"A great shame, and it is ours,"', speaker=IDA)
    cards = view_of(AnnotatedArticle(page, Quotes(page, said))).cards
    assert [[row.profile.speaker.name for row in card.speakers] for card in cards] == [
        ["Jim Tate", "Ida Roe"],
        ["Ida Roe"],
    ]


def test_the_same_words_of_one_of_them_in_another_article_are_no_disagreement_but_of_each_are() -> None:
    words = '"It is a shame that nobody asked us about the old bridge,"'
    pages = [article(f"{words} said {name}.", source=name) for name in ("both", "Tate", "Roe")]
    found = [
        Quotes(page, (quote(page, words, speaker=speaker),))
        for page, speaker in zip(pages, (BOTH, JIM, IDA), strict=True)
    ]
    (one,) = trace(found[:2]).traces
    assert [(standing.speaker.name, standing.articles) for standing in one.speakers] == [("Jim Tate", 2)]
    (two,) = trace(found).traces
    assert two.disagreement


def test_whoever_is_one_of_them_is_the_same_speaker() -> None:
    assert match_speakers(BOTH, Speaker("Jim Tate", "person")) == 3
    assert match_speakers(Speaker("Ida Roe", "person"), BOTH) == 3
    assert match_speakers(BOTH, Speaker("Max Dross", "person")) == 0
