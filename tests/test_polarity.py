"""Polarity: what a source denies is never shown as what it says."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

import pressq
from pressq.article import Passage, Quotes, QuoteSpan, Span
from pressq.output.phrasing import citation, lead_in, shown
from pressq.quotes.attribution import Attribution
from pressq.quotes.content.polarity import is_denial, polarity

MONEY = "she had taken money from the builder"


def attributed(source: str, cue: str, content: str, before: str = "") -> tuple[str, Attribution]:
    """`before` source cue content as text and attribution; what stands in “” in the content is quoted."""
    text = f"{before}{source} {cue} {content}."
    start = text.index(content, len(before) + len(source) + len(cue))
    end = start + len(content)
    spans = []
    for position, part in enumerate(content.replace("”", "“").split("“")):
        begin = text.index(part, start)
        if part:
            spans.append(QuoteSpan(begin, begin + len(part), position % 2 == 1))
        start = begin + len(part)
    assert spans[-1].end in (end, end - 1)
    at = len(before)
    verb = text.index(cue, at + len(source))
    return text, Attribution(tuple(spans), Span(at, at + len(source)), Span(verb, verb + len(cue)), 0.9)


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("Lee", "denied", f"that {MONEY}"),
        ("Lee", "has repeatedly denied", "taking bribes"),
        ("Lee", "rejected", "claims that the council knew"),
        ("Lee", "dismissed", "suggestions that she would quit"),
        ("Lee", "disputes", "that the bridge is safe"),
        ("Lee", "refuted", "the report"),
        ("Lee", "doubted", "that the bridge was safe"),
        ("Lee", "did not say", "that the bridge was safe"),
        ("Lee", "didn’t say", "that the bridge was safe"),
        ("Lee", "never said", "that it would open in May"),
        ("Lee", "refused to say", "whether she would resign"),
        ("Nobody", "said", "that the bridge was safe"),
        ("Lee", "denied", "“any wrongdoing whatsoever”"),
        ("Lee", "denied", "that the deal was “a gift to friends”"),
        ("Lee", "denies", "lying to parliament"),
    ],
)
def test_denied(source, cue, content):
    assert polarity(*attributed(source, cue, content)) == "denied"


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("Lee", "said", "that the claim was false"),
        ("Lee", "did not deny", f"that {MONEY}"),
        ("Lee", "never disputed", "that the bridge was safe"),
        ("Nobody", "denied", "that the bridge was safe"),
        ("Lee", "not only said", "that the bridge was safe"),
        ("Lee", "dismissed", "the report as “pure nonsense”"),
    ],
)
def test_asserted(source, cue, content):
    assert polarity(*attributed(source, cue, content)) == "asserted"


def test_a_negation_beside_the_cue_counts():
    text = "Lee did not say that the bridge was safe."
    said = text.index("say")
    content = QuoteSpan(text.index("that"), len(text) - 1, False)
    assert polarity(text, Attribution((content,), Span(0, 3), Span(said, said + 3), 0.9)) == "denied"


@pytest.mark.parametrize("text", ["“I took nothing,” Lee denied.", "Lee denied it: “I took nothing,” he said."])
def test_whole_sentences_beside_a_denial_are_the_speakers_own_words(text):
    lee, denied, words = text.index("Lee"), text.index("denied"), text.index("I took")
    content = QuoteSpan(words, words + len("I took nothing,"), True)
    attribution = Attribution((content,), Span(lee, lee + 3), Span(denied, denied + 6), 0.9)
    assert polarity(text, attribution) == "asserted"


@pytest.mark.parametrize(
    ("cue", "content", "speech"),
    [
        ("has denied", f"that {MONEY}", True),
        ("denied", "taking money from the builder", True),
        ("denied", "it was hers", True),
        ("rejected", "claims of a leak", True),
        ("doubted", "that the bridge was safe", True),
        ("did not say", "that the bridge was safe", True),
        ("did not say", "whether the bridge was safe", False),
        ("refused to say", "that the bridge was safe", False),
        ("rejected", "the offer of a joint inquiry", False),
        ("said", "that the bridge was safe", False),
    ],
)
def test_who_denies_a_claim_speaks_and_who_rejects_an_offer_acts(cue: str, content: str, speech: bool) -> None:
    assert is_denial(*attributed("Ann Lee", cue, content)) == speech


def test_what_a_report_is_dismissed_as_is_asserted_though_the_cue_ends_in_as() -> None:
    assert polarity(*attributed("Lee", "dismissed as", "“a fairy tale” reports of a sale")) == "asserted"


ARTICLE = (
    "HALLWICK (Wire) - The mayor, Ann Lee, denied that she had taken money from the builder.\n\n"
    "The minister, Bo Reed, denied lying to parliament. Tom Brandt, the engineer, warned that the lines were “well "
    "past their service life”.\n\n“We stay,” said Ann Lee.\n"
)


@pytest.fixture(scope="module")
def found() -> Quotes:
    return pressq.quotes(pressq.parse(ARTICLE))


def by_cue(found: Quotes, cue: str) -> pressq.Quote:
    return next(quote for quote in found if quote.cue is not None and quote.cue.text == cue)


def test_every_quotation_has_its_polarity(found):
    assert {quote.text: quote.polarity for quote in found} == {
        "that she had taken money from the builder": "denied",
        "lying to parliament": "denied",
        "that the lines were well past their service life": "asserted",
        "We stay,": "asserted",
    }


def test_the_cue_stands_in_front(found):
    assert shown(by_cue(found, "denied")) == "denied that she had taken money from the builder"
    assert shown(by_cue(found, "warned")) == "warned that the lines were “well past their service life”"
    assert shown(by_cue(found, "said")) == "“We stay”"


def test_the_copied_text_says_that_it_is_denied(found):
    copied = citation(by_cue(found, "denied"), found.article)
    assert "Ann Lee" in copied
    assert copied.endswith(" denied that she had taken money from the builder.")
    assert "according to" not in copied


def test_a_cue_that_follows_leads_in_only_where_it_denies(found):
    quote = by_cue(found, "warned")
    text = "In May the lines were replaced, Tom Brandt said."
    span = QuoteSpan(0, text.index(","), False)
    words = {
        "text": span.of(text),
        "quoted": span.of(text),
        "spans": (span,),
        "sentence": Passage.cut(text, 0, len(text)),
    }
    said = Passage.cut(text, text.index("said"), text.index("said") + 4)
    quote = replace(quote, kind="indirect", cue=said, mention=None, **words)
    assert shown(quote) == "In May the lines were replaced"
    assert shown(replace(quote, polarity="denied")) == "said: In May the lines were replaced"


def test_words_between_cue_and_content_lead_in_unless_they_name_the_speaker(found):
    quote = by_cue(found, "warned")
    text = "Tom Brandt told reporters that the lines were old."
    told = Passage.cut(text, text.index("told"), text.index("told") + 4)
    span = QuoteSpan(text.index("the lines"), len(text) - 1, False)
    made = {"cue": told, "spans": (span,), "kind": "indirect", "mention": Passage.cut(text, 0, 10)}
    assert lead_in(replace(quote, sentence=Passage.cut(text, 0, len(text)), **made)) == "told reporters that"


@pytest.fixture
def story(tmp_path):
    (tmp_path / "story.txt").write_text(ARTICLE, encoding="utf-8")


@pytest.mark.usefixtures("story")
def test_no_format_shows_denied_words_without_saying_so(run):
    for form in ("table", "md"):
        out = run("quotes", "story.txt", "--format", form)[1].replace("*", "")
        assert "denied that she had taken money" in " ".join(out.split())
    page = run("report", "story.txt")[1]
    assert '<span class="quiet">denied</span> that she had taken money' in page
    assert "She had taken money" not in page
    said = json.loads(run("quotes", "story.txt", "--json")[1])["quotes"]
    assert [quote["polarity"] for quote in said] == ["denied", "denied", "asserted", "asserted"]
    rows = csv.DictReader(io.StringIO(run("quotes", "story.txt", "--format", "csv")[1]))
    assert [row["polarity"] for row in rows] == ["denied", "denied", "asserted", "asserted"]


@pytest.mark.usefixtures("story")
def test_speakers_shows_what_is_asserted_and_says_what_is_denied(run):
    speakers = json.loads(run("speakers", "story.txt", "--json")[1])["speakers"]
    example = {speaker["name"]: (speaker["example"]["quoted"], speaker["example"]["polarity"]) for speaker in speakers}
    assert example["Ann Lee"] == ("“We stay”", "asserted")
    assert example["Bo Reed"] == ("lying to parliament", "denied")
    rows = csv.DictReader(io.StringIO(run("speakers", "story.txt", "--format", "csv")[1]))
    assert {row["name"]: row["example"] for row in rows}["Bo Reed"] == "denied lying to parliament"
    assert "denied lying to parliament" in run("speakers", "story.txt", "--format", "md")[1]
