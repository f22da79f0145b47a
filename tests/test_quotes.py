"""What always holds for quotations, whatever the text: offsets, verbatim words, order, kinds, linear time."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.article import Article, Quotes, Speaker
from pressq.load import load, parse
from pressq.quotes import quotes
from pressq.quotes.encoding.encoder import Encoder, WindowScores
from pressq.report.selection import select
from pressq.text.marks import MarkedSegment

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
MARKS = [*"\"“”‘’«»'.,: \n()—?", "``", "''", "\n\n", "--"]
WORDS = ["said", "told", "Ann Lee", "Lee", "LEE:", "he", "she", "they", "it", "who", "the mayor", "Mayor", "Mr.", "Q:"]
FORMS = [
    "according to",
    "claim",
    "'s",
    "and",
    "of",
    "a",
    "U.S.",
    "Acme Corp.",
    "(AP)",
    "as saying",
    "called",
    "by",
    "- Lee",
]
PIECES = st.sampled_from([*MARKS, *WORDS, *FORMS])
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join), st.text())


def check(result: Quotes) -> None:
    text = result.article.text
    assert [quote.id for quote in result.quotes] == list(range(1, len(result.quotes) + 1))
    paragraphs = max(1, len(list(result.article.of_kind("body"))))
    assert [quote.spans[0] for quote in result.quotes] == sorted(quote.spans[0] for quote in result.quotes)
    for quote in result.quotes:
        assert all(0 <= span.start < span.end <= len(text) for span in quote.spans)
        assert all(one.end <= two.start for one, two in zip(quote.spans, quote.spans[1:], strict=False))
        assert quote.text == " ".join(span.of(text) for span in quote.spans)
        for passage in (quote.mention, quote.cue):
            assert passage is None or (passage.text == passage.of(text) and passage.text)
        quoted = {span.quoted for span in quote.spans}
        assert quote.kind == ("mixed" if len(quoted) == 2 else "direct" if True in quoted else "indirect")
        assert 0 <= quote.confidence <= 1
        assert 1 <= quote.paragraph <= paragraphs
        assert quote.sentence.text == quote.sentence.of(text)
        assert quote.sentence.start <= quote.spans[0].start < quote.spans[-1].end <= quote.sentence.end
        shown = "".join(filter(str.isalnum, quote.quoted))
        assert shown == "".join(filter(str.isalnum, quote.text))
        if quote.speaker is not None:
            assert quote.speaker.name.strip()
            assert quote.speaker.role is None or quote.speaker.role in text
            assert quote.speaker.name not in quote.speaker.aliases


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    result = quotes(Article(text, "-", ()) if not text.strip() else parse(text), attitudes=True)
    check(result)
    assert result == quotes(result.article, attitudes=True)


def test_only_the_kinds_asked_for() -> None:
    article = parse('"It is over," Ann Lee said. Lee said that the port was "as good as open".\n')
    assert [(quote.id, quote.kind) for quote in quotes(article).quotes] == [(1, "direct"), (2, "mixed")]
    assert [(quote.id, quote.kind) for quote in quotes(article, kinds={"mixed"}).quotes] == [(2, "mixed")]


def test_what_was_only_thought_is_asked_for() -> None:
    article = parse('Ann Lee believes that the port must close. She said that the sea was "calm".\n')
    assert [(quote.id, quote.speech) for quote in quotes(article).quotes] == [(1, True)]
    everything = quotes(article, attitudes=True).quotes
    assert [(quote.id, quote.speech) for quote in everything] == [(2, False), (1, True)]


def test_reported_speech_that_is_hardly_right_is_asked_for_too() -> None:
    found = [quotes(load(path), kinds={"indirect"}, attitudes=True).quotes for path in SAMPLES]
    shown, others = (
        [each.confidence for some in found for each in some if each.speech is speech] for speech in (True, False)
    )
    assert min(shown) > 0.3 > min(others)


def test_nobody_quotes_at_length_what_was_only_thought() -> None:
    said = "“I always vote and I think that everyone should, above all those who have fifty years before them.”"
    for cue in ("believes it matters that the young come.\n\n", "ends by hoping that more will come. "):
        *_, quote = quotes(parse(f"The bridge opened on Monday.\n\nAnn Lee {cue}{said}\n")).quotes
        assert said in quote.quoted
        assert quote.speaker is not None
        assert quote.speaker.name == "Ann Lee"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a dock worker, a man in his sixties,", "a dock worker"),
        ("a lawyer for the harbour, asked about it,", "a lawyer for the harbour"),
        ("a former captain, 83,", "a former captain"),
        ("a dock worker, who has left,", "a dock worker"),
        ("a spokesman at Halden Docks <HLD>", "a spokesman at Halden Docks"),
        ("a friend in Salem, Ohio,", "a friend in Salem, Ohio"),
        ("a lawyer for the port, the city and the bank", "a lawyer for the port, the city and the bank"),
    ],
)
def test_an_unnamed_source_is_shown_without_what_is_added_to_it(source: str, name: str) -> None:
    (quote,) = quotes(parse(f"“It was the cold that broke the crane,” {source} said on Monday.\n")).quotes
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == (name, "unnamed")


def test_the_office_of_whom_somebody_speaks_for_is_not_his_own() -> None:
    (quote,) = quotes(parse("“We wait,” the Prime Minister's official spokesman told reporters.")).quotes
    assert replace(quote.speaker, key="") == Speaker("the Prime Minister's official spokesman", "unnamed")


@settings(max_examples=30, deadline=None)
@given(
    TEXTS,
    st.sets(st.sampled_from(["direct", "mixed", "indirect"])),
    st.booleans(),
    st.lists(st.sampled_from(["Lee", "ann lee", "the mayor", "nobody"]), max_size=2),
    st.integers(0, 6),
    st.floats(0, 1),
)
def test_what_is_shown_is_the_same_whatever_else_is_shown(text, kinds, attitudes, speakers, least, sure) -> None:
    article = Article(text, "-", ()) if not text.strip() else parse(text)
    everything = quotes(article, attitudes=True).quotes
    found = quotes(article, kinds=kinds, attitudes=attitudes)
    shown = select(found, speakers=speakers, min_words=least, min_confidence=sure).quotes
    assert [quote for quote in everything if quote in shown] == list(shown)


def test_work_is_linear() -> None:
    story = (
        'Marta Oyelaran runs the port of Halden. "We open on Monday," she said. Tim Dross, a sailor, disagreed.\n'
        '"Never on a Monday," he told the Courier. Critics said the plan was "a joke".\n'
    )

    def calls(copies: int) -> int:
        article = parse(story * copies)
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        quotes(article)
        sys.setprofile(None)
        return counted

    calls(5)
    assert calls(160) < 5 * calls(40)


@pytest.mark.parametrize(
    ("byline", "asks"),
    [
        ("Interview by Ann Lee\n\n", "Ann Lee"),
        ("By Ann Lee\n\nThe mill is gone. Ann Lee went to see the river.\n\n", "Ann Lee"),
        ("", None),
    ],
)
def test_questions_are_the_writers_and_answers_are_of_whom_the_page_tells(byline: str, asks: str | None) -> None:
    turns = ("Q: Was it dull?", "A: Never. It saw to that.", "Q: And what do you do now?", "A: I fish in it.")
    page = "\n\n".join(("Tom Reed kept the river out of the mill for forty years.", *turns))
    speakers = [quote.speaker for quote in quotes(parse(f"The mill man\n\n{byline}{page}"), kinds=["direct"]).quotes]
    assert [speaker.name if speaker else None for speaker in speakers] == [asks, "Tom Reed"] * 2


@pytest.mark.parametrize(("inside", "name"), [("Marta Oyelaran", "Marta Oyelaran"), ("Oyelaran", "Oyelaran")])
def test_names_in_the_middle_of_a_long_quotation_tell_who_speaks_elsewhere(inside: str, name: str) -> None:
    text = (
        "The ferry will run until midnight from the first of May, the harbour said on Monday.\n\n"
        '"We looked at the timetable for a whole winter and in the end it was the crews who told us what could be '
        f"done, and above all it was {inside} who sat down with every captain in turn and wrote the new one by hand in "
        'her kitchen," said Tim Dross, a sailor.\n\n'
        '"It took me four months," Oyelaran said. "I would not do it again."\n'
    )
    speakers = [quote.speaker for quote in quotes(parse(text), kinds=["direct"]).quotes]
    assert [speaker and speaker.name for speaker in speakers] == ["Tim Dross", name]


def test_what_the_network_says_of_a_window_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, seen, alive = Encoder.read, [], []

    def watched(self: Encoder, article: Article, segments: Sequence[MarkedSegment]) -> Iterator[WindowScores]:
        for read in plain(self, article, segments):
            seen.append(weakref.ref(read.pointers))
            alive.append(sum(each() is not None for each in seen))
            yield read

    monkeypatch.setattr(Encoder, "read", watched)
    assert len(quotes(parse("“We stay,” said Ann Lee, the mayor of the town.\n\n" * 2000)).quotes) == 2000
    assert max(alive) < len(alive) / 2
