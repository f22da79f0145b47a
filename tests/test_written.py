"""Articles of our own with marks in their text: what the marks say, and that all that ship can be read."""

from __future__ import annotations

from collections import Counter

import pytest

from training.written import WRITTEN, parsed, written

STORY = """
=== sport | 1 p, 2 o, 3 u

{Harbour master} [1* Tim Dross] <said> on Friday ((that [1p he] would stay at [2 Merrow Port]))~1 for a year.

“I have never been happier,”~1 [1p* he] <told> reporters, “never”~1.

“And there is more.~1

“Much more.”~1

[3d* A spokesman for [2 the Port]] <called> it ((a “grand”~3 day))~3 in “Harbour News”~x.
"""


def test_marks_tell_who_is_who_and_who_says_what() -> None:
    (labels,) = parsed(STORY)
    text = labels.text
    assert text.startswith("Harbour master Tim Dross said on Friday that he would stay")
    assert not set("[]{}<>~*") & set(text)
    mentions = [(text[m.start : m.end], m.kind, *m.entities) for m in labels.mentions]
    assert mentions == [
        ("Tim Dross", "person", "1"),
        ("he", "pronoun", "1"),
        ("Merrow Port", "organisation", "2"),
        ("he", "pronoun", "1"),
        ("A spokesman for the Port", "description", "3"),
        ("the Port", "organisation", "2"),
    ]
    assert [text[start:end] for start, end in labels.roles or ()] == ["Harbour master"]


def test_marks_tell_sources_and_cues() -> None:
    (labels,) = parsed(STORY)

    def words(spans: list[list[int]]) -> list[str]:
        return [labels.text[start:end] for start, end in spans]

    said = [tuple(map(words, (a["source"], a["cue"], a["content"]))) for a in labels.attributions or ()]
    assert said == [
        (["he"], ["told"], ["I have never been happier,", "never"]),
        ([], [], ["And there is more."]),
        ([], [], ["Much more."]),
        (["Tim Dross"], ["said"], ["that he would stay at Merrow Port"]),
        (["A spokesman for the Port"], ["called"], ["a “grand” day"]),
    ]
    assert [labels.text[start:end] for start, end in labels.unspoken] == ["Harbour News"]
    assert [names for *_, names in labels.segments][:2] == [["Tim Dross"], ["Tim Dross"]]
    assert labels.segments[-1][2] is None


WRONG = {
    "a quotation without its speaker": "[1 Ann Lee] <said>: “Go!”",
    "a mention that does not end": "[1 Ann Lee <said> so.",
    "an end without a beginning": "Ann Lee] <said> so.",
    "crossed marks": "[1 Ann {Lee] the mayor} left.",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_cannot_be_understood_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        list(parsed(f"=== local | 1 p\n\n{text}\n"))


@pytest.mark.slow
def test_all_that_ship_are_read() -> None:
    articles = written()
    genres = Counter(labels.genre for labels in articles)
    assert set(genres) == {
        *("business", "courts", "culture", "interview", "local", "politics", "press release", "science", "sport"),
        *("uk", "wire", "world"),
    }
    assert min(genres.values()) > 20
    for labels in articles:
        assert not set("[]{}~") & set(labels.text)
        assert labels.mentions
        assert all(labels.text[m.start : m.end].strip() for m in labels.mentions)
    spoken = [said for labels in articles for *_, said in labels.segments]
    assert 0.02 < sum(said is None for said in spoken) / len(spoken) < 0.5


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_articles_of_other_languages_can_be_read(language: str) -> None:
    articles = list(written(WRITTEN / "languages" / language))
    assert len(articles) > 50
    assert all(labels.described and labels.segments for labels in articles[:5])


def test_content_goes_with_the_source_of_its_own_sentence_where_the_next_begins_with_a_quotation() -> None:
    (labels,) = parsed(
        """
=== news | 1 p

[1* Ida Brandt] <said> in court ((the yard would close))~1. “No,”~1 [1p* she] <said>.
"""
    )
    items = labels.attributions or ()
    sources = {labels.text[slice(*a["content"][0])]: labels.text[slice(*a["source"][0])] for a in items}
    assert sources == {"the yard would close": "Ida Brandt", "No,": "she"}
