"""What the form of the page adds to attributions, or takes from them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from attributed import attributed

from pressq.article import QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.pipeline import apply_layout

CASES = {
    "a phrase in a later sentence is another quotation": (
        '<The plan holds>, [Lee] {said}. The quay was listed in 2000 as "<a rare survival>" of its age.',
        [["The plan holds"], ["a rare survival"]],
    ),
    "a sentence of its own is another quotation": (
        '<The plan holds>, [Lee] {said}. "<It is sound.>"',
        [["The plan holds"], ["It is sound."]],
    ),
    "in the same paragraph, too": (
        '[Lee] {said} <the plan holds>. "<It is sound,>" he went on. "<It is paid.>"',
        [["the plan holds"], ["It is sound", "It is paid."]],
    ),
    "words in the same sentence stay": (
        '[Lee] {said} <the plan holds> and that the quay is "<a rare survival>" of its age.',
        [["the plan holds", "a rare survival"]],
    ),
    "what is all quoted stays": (
        '"<The plan holds,>" [Lee] {said}. He found the quay "<a rare survival>" of its age.',
        [["The plan holds", "a rare survival"]],
    ),
}


@pytest.mark.parametrize(("text", "contents"), CASES.values(), ids=CASES)
def test_reported_speech_ends_with_its_sentence(text: str, contents: list[list[str]]) -> None:
    tokens, attribution = attributed(text)
    found = apply_layout(tokens, [attribution])
    assert [[span.of(tokens.text).rstrip(",") for span in each.content] for each in found] == contents


LENGTHS = {
    "at length": ('The sign said "nobody may ever swim in the harbour" in red.', 1),
    "a phrase": ('The sign said "no swimming here" in red.', 0),
    "a title": ('They played "The Long Way Home to the Sea" twice.', 0),
}


@pytest.mark.parametrize(("text", "count"), LENGTHS.values(), ids=LENGTHS)
def test_what_is_quoted_at_length_never_vanishes(text: str, count: int) -> None:
    tokens, _ = attributed(text)
    found = apply_layout(tokens, [])
    assert len(found) == count
    assert all(each.source is None for each in found)


def test_a_credit_is_what_it_says_and_nobody_told_of_before() -> None:
    tokens, attribution = attributed('Lee wrote a play.\n"<It is a triumph of the form>" -- [The Courier]')
    (found,) = apply_layout(tokens, [replace(attribution, mention=0)])
    assert (found.source, found.mention) == (attribution.source, None)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("# ‘<We swim on Monday>’ – Ferry stops at the quay\nThe quay was full.", None),
        ("# ‘<We swim on Monday>’ – Ann Lee\nThe quay was full.", "Ann Lee"),
        ("- Pilot calls the river ‘<a disgrace to us all>’\n\n- Ferry bosses insist that all is well", None),
        ("- Pilot calls the river ‘<a disgrace to us all>’\n\n- Ann Lee, pilot", "Ann Lee, pilot"),
    ],
)
def test_what_a_dash_joins_or_begins_in_titles_and_lists_is_no_credit_unless_it_is_a_name(
    page: str, name: str | None
) -> None:
    tokens, attribution = attributed(page)
    (found,) = apply_layout(tokens, [attribution])
    assert (found.source and found.source.of(tokens.text)) == name


def test_an_item_of_a_list_may_have_a_credit() -> None:
    tokens, attribution = attributed("- “<Nobody asked us about this boat>” — Merrow Times/Carreg Post")
    (found,) = apply_layout(tokens, [attribution])
    assert (found.source and found.source.of(tokens.text)) == "Merrow Times/Carreg Post"


def test_a_credit_may_end_with_a_stop() -> None:
    tokens, attribution = attributed('"<It is a triumph of the form>"\n\n— Acme Co.')
    (found,) = apply_layout(tokens, [attribution])
    assert found.source is not None
    assert found.source.of(tokens.text) == "Acme Co."


@pytest.mark.parametrize(
    "following", ["— How do you live?", "— The council was against it.", "– A widow herself –.", "-- END --"]
)
def test_what_asks_or_tells_is_no_credit(following: str) -> None:
    tokens, attribution = attributed(f'"<It is a triumph of the form>"\n\n{following}')
    assert apply_layout(tokens, [attribution]) == [attribution]


def test_a_credit_goes_before_the_cue_of_another_paragraph() -> None:
    tokens, attribution = attributed(
        '[Partners] are {saying}:\n"<It is good>" -- Ann Lee\n"<It is sound>" -- Tim Dross'
    )
    found = apply_layout(tokens, [attribution])
    assert [each.source and each.source.of(tokens.text) for each in found] == ["Ann Lee", "Tim Dross"]
    assert all(each.cue is None for each in found)


@pytest.mark.parametrize("after", ["– Moments later the crowd ran.", "-- Read more: Ferry sinks", "– and so on"])
def test_what_is_no_name_does_not_go_before_the_cue_of_another_paragraph(after: str) -> None:
    tokens, attribution = attributed(f'[Lee] {{said}}:\n"<We left by the door>" {after}')
    assert apply_layout(tokens, [attribution]) == [attribution]


def test_the_cue_of_its_own_paragraph_goes_before_a_credit() -> None:
    tokens, attribution = attributed('"<It is good>", [Ann Lee] {said} -- "Harbour News"')
    assert apply_layout(tokens, [attribution]) == [attribution]


def test_a_credit_is_of_all_paragraphs_of_a_quotation() -> None:
    tokens, _ = attributed("“It is good.\n“It is sound.”\n— Ann Lee")
    spans = [QuoteSpan(segment.start, segment.end, True) for segment in tokens.segments]
    found = apply_layout(tokens, [Attribution((span,), None, None, 0.5) for span in spans])
    assert [each.source and each.source.of(tokens.text) for each in found] == ["Ann Lee", "Ann Lee"]
